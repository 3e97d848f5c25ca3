//! The programs that are measured, and the keys that do the same in each.

use crate::pty::{Pty, Start};
use std::fmt::Write;
use std::path::Path;

/// A program and its keys, as a terminal sends them.
pub struct Program {
    pub name: &'static str,
    /// The command; the file's name follows.
    command: &'static str,
    args: &'static [&'static str],
    /// The text of a file of so many rules or lines.
    file: fn(usize) -> String,
    /// What the first frame shows.
    pub shows: &'static str,
    pub down: &'static str,
    pub page: &'static str,
    /// Opens help, and closes it.
    pub help: Option<[&'static str; 2]>,
    /// From the first frame to where text is typed.
    pub type_here: &'static str,
    /// From there to where a row can be moved again, with the file saved.
    pub save: &'static str,
    pub quit: &'static str,
}

impl Program {
    /// This program first.
    pub fn all() -> [Self; 3] {
        [
            Self {
                name: "sekimori",
                command: env!("CARGO_BIN_EXE_sekimori"),
                args: &[],
                file: rules,
                shows: "rules ",
                down: "\x1b[B",
                page: "\x1b[6~",
                help: Some(["?", "\x1b"]),
                // To the note of the first rule.
                type_here: "lllll\r",
                save: "\rs",
                quit: "q",
            },
            Self {
                name: "nano",
                command: "nano",
                args: &[],
                file: lines,
                shows: "line 1 ",
                down: "\x1b[B",
                page: "\x1b[6~",
                help: Some(["\x07", "\x18"]),
                type_here: "",
                save: "\x13",
                quit: "\x18",
            },
            Self {
                name: "vim -u NONE",
                command: "vim",
                args: &["-u", "NONE"],
                file: lines,
                shows: "line 1 ",
                down: "j",
                page: "\x06",
                help: None,
                type_here: "i",
                save: "\x1b:w\r",
                quit: ":q!\r",
            },
        ]
    }

    /// Whether it can be started.
    pub fn is_installed(&self) -> bool {
        let paths = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&paths).any(|directory| directory.join(self.command).is_file())
            || Path::new(self.command).is_absolute()
    }

    /// Writes a file of so many rules or lines into a home.
    pub fn prepare(&self, home: &Path, length: usize) {
        std::fs::write(home.join("file.json"), (self.file)(length)).unwrap();
    }

    /// Starts it on that file, or a shell that runs `script` with it as `"$0" "$@"`.
    pub fn start(&self, home: &Path, size: (u16, u16), script: Option<&str>) -> Pty {
        let own: Vec<&str> = self.args.iter().copied().chain(["file.json"]).collect();
        let in_shell: Vec<&str> =
            ["-c", script.unwrap_or_default(), self.command].into_iter().chain(own.clone()).collect();
        let (program, args) = if script.is_some() { ("bash", &in_shell) } else { (self.command, &own) };
        Start { program, args, env: &[("LANG", "en_US.UTF-8")], size, directory: home }.start()
    }
}

/// Rules of different shapes, a deny at the end.
fn rules(count: usize) -> String {
    let mut text = String::from("[\n");
    for n in 1..count {
        let (a, b, port) = (n / 250, n % 250 + 1, 1000 + n % 9000);
        writeln!(
            text,
            r#"{{"Protocol":"tcp","SourceNetwork":"10.{a}.{b}.0/24","SourcePort":"","DestinationPort":"{port}","Action":"allow","Description":"service {n}"}},"#
        )
        .unwrap();
    }
    text + r#"{"Protocol":"ip","SourceNetwork":"","SourcePort":"","DestinationPort":"","Action":"deny","Description":""}
]
"#
}

fn lines(count: usize) -> String {
    (1..=count).map(|n| format!("line {n} allow tcp 10.0.{}.0/24 -> {}\n", n % 250, 1000 + n % 9000)).collect()
}
