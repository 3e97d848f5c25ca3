//! A program in a real pseudo-terminal, and the screen that its output makes.
//!
//! Nothing here sleeps and hopes: every wait is for something that shows, up to a deadline, and a wait in vain panics
//! with the screen it saw.

#![allow(dead_code, reason = "no test needs all of it")]

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use sekimori::editor::key::{Code, Key, script};
use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// How long a test waits for what must come.
const DEADLINE: Duration = Duration::from_secs(10);

/// A running program and its terminal.
pub struct Pty {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Running,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

struct Seen {
    screen: vt100::Parser,
    bytes: Vec<u8>,
    /// When the last of them came.
    at: Instant,
    /// The program has closed its side.
    ended: bool,
    /// This side is about to be closed.
    hanging_up: bool,
}

/// What to run, and in what surroundings: none of the person's who runs the tests.
pub struct Start<'a> {
    /// The program; without one, the one that this package builds.
    pub program: &'a str,
    /// Its arguments.
    pub args: &'a [&'a str],
    /// Variables beyond `TERM`, `LANG`, `PATH` and `HOME`; these may be given anew.
    pub env: &'a [(&'a str, &'a str)],
    /// Columns and rows.
    pub size: (u16, u16),
    /// Where it runs, and its home.
    pub directory: &'a Path,
}

impl Default for Start<'_> {
    fn default() -> Self {
        Self {
            program: env!("CARGO_BIN_EXE_sekimori"),
            args: &[],
            env: &[],
            size: (80, 24),
            directory: Path::new("/tmp"),
        }
    }
}

impl Start<'_> {
    /// Starts it.
    pub fn start(&self) -> Pty {
        let pair = native_pty_system().openpty(size(self.size)).unwrap();
        let mut command = CommandBuilder::new(self.program);
        command.args(self.args);
        command.cwd(self.directory);
        command.env_clear();
        let home = self.directory.to_str().unwrap();
        for (name, value) in [("TERM", "xterm-256color"), ("LANG", "ja_JP.UTF-8"), ("HOME", home)] {
            command.env(name, value);
        }
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        for (name, value) in self.env {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let (columns, rows) = self.size;
        let screen = vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
        let seen = Seen { screen, bytes: Vec::new(), at: Instant::now(), ended: false, hanging_up: false };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        std::thread::spawn({
            let seen = Arc::clone(&seen);
            move || read(reader, &seen)
        });
        Pty { master: pair.master, writer, child: Running(child), seen }
    }
}

fn read(mut reader: Box<dyn Read + Send>, seen: &(Mutex<Seen>, Condvar)) {
    let mut buffer = [0; 65536];
    loop {
        let read = reader.read(&mut buffer).unwrap_or(0); // Linux says EIO where others say 0
        let at = Instant::now();
        let mut now = seen.0.lock().unwrap();
        now.at = at;
        now.ended = read == 0 || now.hanging_up;
        now.bytes.extend_from_slice(&buffer[..read]);
        now.screen.process(&buffer[..read]);
        if now.ended {
            drop(reader);
            seen.1.notify_all();
            return;
        }
        seen.1.notify_all();
    }
}

fn size((columns, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

impl Pty {
    /// Types `text` as it is.
    pub fn raw(&mut self, text: &str) {
        self.writer.write_all(text.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Types a key script such as `p dhcp<enter>`, all at once.
    pub fn keys(&mut self, keys: &str) {
        let keys = script(keys).unwrap_or_else(|name| panic!("no key: {name}"));
        let text: String = keys.into_iter().map(bytes).collect();
        self.raw(&text);
    }

    /// Pastes `text` as terminals do.
    pub fn paste(&mut self, text: &str) {
        self.raw(&format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r")));
    }

    /// Waits until the screen shows `text`.
    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen no longer shows `text`.
    pub fn wait_for_no(&self, text: &str) {
        self.wait_until(&format!("no {text:?}"), |screen| !screen.contents().contains(text));
    }

    /// Waits until `fulfilled`; `what` names it when it does not come.
    pub fn wait_until(&self, what: &str, fulfilled: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        let mut seen = self.seen.0.lock().unwrap();
        while !fulfilled(seen.screen.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            let over = left.is_zero() || seen.ended;
            assert!(!over, "waited in vain for {what:?} on\n{}", seen.screen.screen().contents());
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.look(vt100::Screen::contents)
    }

    /// The screen when the program has ended.
    pub fn look_at_end(mut self) -> String {
        self.wait_for_end();
        self.screen()
    }

    /// Anything about the screen.
    pub fn look<T>(&self, at: impl Fn(&vt100::Screen) -> T) -> T {
        at(self.seen.0.lock().unwrap().screen.screen())
    }

    /// Everything received so far.
    pub fn received(&self) -> Vec<u8> {
        self.seen.0.lock().unwrap().bytes.clone()
    }

    /// How many bytes have been received, and when the last of them.
    pub fn latest(&self) -> (usize, Instant) {
        let seen = self.seen.0.lock().unwrap();
        (seen.bytes.len(), seen.at)
    }

    /// What the line discipline does: compare before and after.
    pub fn modes(&self) -> String {
        format!("{:?}", self.master.get_termios())
    }

    /// Gives the terminal another size, which the program is told.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.master.resize(size((columns, rows))).unwrap();
        let mut seen = self.seen.0.lock().unwrap();
        seen.screen.set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
    }

    /// The program's process.
    pub fn pid(&self) -> u32 {
        self.child.0.process_id().unwrap()
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(i32::try_from(self.pid()).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Waits for the program to end by itself, and for all it had to say.
    pub fn wait_for_end(&mut self) -> ExitStatus {
        let deadline = Instant::now() + DEADLINE;
        let mut seen = self.seen.0.lock().unwrap();
        while !seen.ended {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "still running:\n{}", seen.screen.screen().contents());
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
        drop(seen);
        self.child.0.wait().unwrap()
    }

    /// Closes the terminal, as a lost connection does, and waits for the program to notice. `provoke` must make it
    /// write something; the answer is how long it lived on.
    pub fn hang_up(self, provoke: &str) -> (ExitStatus, Duration) {
        let Self { master, mut writer, mut child, seen } = self;
        let mut now = seen.0.lock().unwrap();
        now.hanging_up = true;
        writer.write_all(provoke.as_bytes()).unwrap();
        // The thread that reads holds the terminal too; it lets go when it has read once more.
        while !now.ended {
            now = seen.1.wait_timeout(now, DEADLINE).unwrap().0;
        }
        drop((writer, master));
        let start = Instant::now();
        while start.elapsed() < DEADLINE {
            if let Some(status) = child.0.try_wait().unwrap() {
                return (status, start.elapsed());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("lived on without a terminal");
    }
}

/// A program that does not outlive its test.
struct Running(Box<dyn Child + Send + Sync>);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}

/// What a terminal sends for a key. Escape is sent as terminals do that leave no doubt about it: alone it might be the Alt of
/// what is typed next.
fn bytes(key: Key) -> String {
    if key.alt {
        return format!("\x1b{}", bytes(Key { alt: false, ..key }));
    }
    let sequence = match key.code {
        Code::Char(c) if key.ctrl => return char::from(u8::try_from(c).unwrap() & 0x1f).to_string(),
        Code::Char(c) => return c.to_string(),
        Code::Enter => "\r",
        Code::Esc => "\x1b[27u",
        Code::Tab => "\t",
        Code::BackTab => "\x1b[Z",
        Code::Backspace => "\x7f",
        Code::Delete => "\x1b[3~",
        Code::Up => "\x1b[A",
        Code::Down => "\x1b[B",
        Code::Left => "\x1b[D",
        Code::Right => "\x1b[C",
        Code::Home => "\x1b[H",
        Code::End => "\x1b[F",
        Code::PageUp => "\x1b[5~",
        Code::PageDown => "\x1b[6~",
    };
    sequence.to_owned()
}
