//! When the world fails: no space, no permission, no directory, no terminal, no time. What was asked for did not happen,
//! that is said, nothing that was there is lost, and the editor goes on.

#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use rustix::process::{Pid, Signal, kill_process};
use sekimori::editor::start::INCIDENT;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;
use support::desk::Desk;
use support::pty::{Pty, Start};
use support::shell::PROGRAM;

/// Runs a shell script whose `$0` is the editor.
fn shell(home: &Desk, script: &str) -> Pty {
    Start { program: "sh", size: (120, 35), ..home.terminal(&["-c", script, PROGRAM]) }.start()
}

/// Every file below a directory, without the directories themselves.
fn files(directory: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for entry in fs::read_dir(directory).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            all.extend(files(&entry.path()));
        } else {
            all.push(entry.file_name().into_string().unwrap());
        }
    }
    all.sort();
    all
}

/// A limit on the size of files fails writes at the first byte, or in the midst of a file.
#[test]
fn a_write_that_fails_is_told_of_and_nothing_is_lost() {
    for limit in [0, 1] {
        let home = Desk::with_incident();
        let before = shell(&home, "stty -a").look_at_end();
        let limited = format!("trap '' XFSZ; ulimit -f {limit}; \"$0\" web.json; echo left with $?; stty -a");
        let mut pty = shell(&home, &limited);
        pty.wait_for("5 of 30 rules");
        pty.keys("jd");
        pty.wait_for("4 of 30 rules");
        if limit == 0 {
            pty.wait_for("No recovery notes");
        }
        pty.keys("s");
        pty.wait_for("Not saved, nothing lost. web.json: The file would be larger");
        // The edit is still there, and so is the file; nothing half written is.
        pty.wait_for("4 of 30 rules");
        assert_eq!(home.text(), INCIDENT);
        pty.keys("<space>");
        pty.wait_for("DENY   tcp");
        pty.keys("u");
        pty.wait_for_no("DENY   tcp");
        pty.keys("q");
        pty.wait_for("unsaved changes");
        pty.keys("d");
        pty.wait_for("left with 0");
        pty.wait_for_end();
        assert!(!pty.look(vt100::Screen::alternate_screen));
        assert!(pty.screen().contains(before.trim()), "{before} became {}", pty.screen());
        // The short list of the files that were open lately fits into the larger one.
        let left: Vec<String> = files(home.path()).into_iter().filter(|name| name != "recent.json").collect();
        assert_eq!(left, ["web.json"]);
    }
}

/// A disk of its own, where the system lets anybody have one.
#[test]
fn a_full_disk_is_told_of_and_nothing_is_lost() {
    let namespace = ["-Urm", "sh", "-c", "mount -t tmpfs none /mnt"];
    let allowed = Command::new("unshare").args(namespace).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !allowed.is_ok_and(|status| status.success()) {
        eprintln!("no disk of one's own here: the limit on file sizes stands for it");
        return;
    }
    let home = Desk::with_incident();
    let script = "exec unshare -Urm sh -c 'mkdir disk && mount -t tmpfs -o size=16k none disk && cp web.json disk && \
                  { head -c 100000 /dev/zero >disk/fill; cd disk; XDG_STATE_HOME=$PWD/state \"$0\" web.json; \
                  cmp web.json ../web.json && echo intact; echo left: $(ls -A) in state: $(find state -type f); }' \"$0\"";
    let mut pty = shell(&home, script);
    pty.wait_for("5 of 30 rules");
    pty.keys("jd");
    pty.wait_for("No recovery notes can be written (The disk is full.)");
    pty.keys("s");
    pty.wait_for("Not saved, nothing lost. web.json: The disk is full.");
    pty.wait_for("4 of 30 rules");
    pty.keys("qd");
    pty.wait_for("intact");
    pty.wait_for("left: fill");
    pty.wait_for_end();
    let screen = pty.screen();
    let left = screen.lines().find(|line| line.starts_with("left:")).unwrap().trim();
    assert!(!left.contains(".sekimori") && left.ends_with("in state:"), "{left}");
}

/// By lines the same is said, and the exit code tells a script.
#[test]
fn a_script_learns_that_nothing_was_saved() {
    let home = Desk::with_incident();
    let limited =
        "trap '' XFSZ; ulimit -f 0; printf 'delete 2\\nsave\\n' | \"$0\" --plain web.json | tail -n 3; exit 3";
    let mut pty = shell(&home, limited);
    pty.wait_for("Not saved, nothing lost. web.json: The file would be larger");
    pty.wait_for("The changes were not saved.");
    pty.wait_for_end();
    assert_eq!(home.text(), INCIDENT);
    assert_eq!(files(home.path()), ["web.json"]);
}

#[test]
fn a_file_that_may_not_be_written_and_a_directory_that_is_gone_are_told_of() {
    let home = Desk::with_incident();
    let place = home.path().join("place");
    fs::create_dir(&place).unwrap();
    fs::copy(&home.file, place.join("web.json")).unwrap();
    let mut pty = shell(&home, "exec \"$0\" place/web.json");
    pty.wait_for("5 of 30 rules");
    pty.keys("jd");
    pty.wait_for("4 of 30 rules");
    fs::remove_dir_all(&place).unwrap();
    pty.keys("s");
    pty.wait_for("Not saved, nothing lost. place/web.json: The directory to save it in does not exist.");
    // What is no file is not replaced by one.
    fs::create_dir(&place).unwrap();
    fs::create_dir(place.join("web.json")).unwrap();
    pty.keys("s");
    pty.wait_for("This is no regular file");
    fs::remove_dir(place.join("web.json")).unwrap();
    pty.keys("s");
    pty.wait_for("has changed on disk");
    pty.keys("w");
    pty.wait_for("Saved to place/web.json");
    pty.keys("q");
    pty.wait_for_end();
    assert!(place.join("web.json").exists());
}

/// The editor itself, on its screen and by lines, in the midst of an edit.
#[test]
fn a_lost_terminal_ends_the_editor_and_keeps_the_edit() {
    for (line, edit, done) in
        [("exec \"$0\" web.json", "d", "4 of 30 rules"), ("exec \"$0\" --plain web.json", "d\n", "deleted")]
    {
        let home = Desk::with_incident();
        let mut pty = shell(&home, line);
        pty.wait_for(if edit == "d" { "5 of 30 rules" } else { "> " });
        pty.raw(edit);
        pty.wait_for(done);
        let (_, lived) = pty.hang_up("j\n");
        assert!(lived < Duration::from_secs(1), "{lived:?}");
        let again = shell(&home, "exec \"$0\" web.json");
        again.wait_for("Recover it?");
    }
}

/// Interrupts of one file.
const INTERRUPTS: u64 = 60;

/// Ctrl-C at any moment of a `fit` that writes.
#[test]
fn an_interrupt_leaves_the_old_file_or_the_new_one() {
    let rule = |port: usize| format!(r#"{{"Protocol": "tcp", "DestinationPort": "{port}", "Action": "allow"}}"#);
    let old = format!("[{}]", (1..40).map(rule).collect::<Vec<_>>().join(",\n"));
    let desk = Desk::empty();
    let fit = || {
        desk.write("web.json", &old);
        let mut program = desk.program(["fit", "web.json", "-o", "web.json"]);
        program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let begin = std::time::Instant::now();
    assert!(fit().wait().unwrap().success());
    let all = begin.elapsed();
    let new = desk.text();
    assert_ne!(old, new);
    for interrupt in 0..INTERRUPTS {
        let mut child = fit();
        // Spread over the time that it takes; most of them over its end, where it writes.
        let share = if interrupt % 4 == 0 { interrupt } else { INTERRUPTS / 2 + interrupt / 2 };
        sleep(all * u32::try_from(share).unwrap() / u32::try_from(INTERRUPTS).unwrap());
        let _gone_already = kill_process(Pid::from_child(&child), Signal::INT);
        child.wait().unwrap();
        let now = desk.text();
        assert!(now == old || now == new, "{now}");
        assert_eq!(desk.names(), ["web.json"]);
    }
}

/// A terminal may claim any size.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_of_any_size_costs_little() {
    let desk = Desk::with_incident();
    let mut pty = shell(&desk, "stty cols 65535 rows 65535; exec \"$0\" web.json");
    pty.wait_until("a frame", |screen| !screen.contents().trim().is_empty());
    let status = fs::read_to_string(format!("/proc/{}/status", pty.pid())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kilobytes: usize = peak.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(kilobytes < 100_000, "{kilobytes} kB");
    pty.keys("q");
    assert!(pty.wait_for_end().success());
}
