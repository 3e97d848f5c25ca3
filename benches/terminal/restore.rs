//! Whether a terminal is as it was, however a program ends.

use crate::process::child;
use crate::programs::Program;
use crate::pty::Pty;
use rustix::process::{Pid, Signal, kill_process};
use std::path::Path;
use std::time::{Duration, Instant};

/// The shell keeps the terminal while it is looked at.
const WITHIN: &str = "echo '[begin]'; read line; \"$0\" \"$@\"; echo '[end]'; read line";

/// The same with job control, so that there is something to stop for.
const JOBS: &str = "set -m; echo '[begin]'; read line; \"$0\" \"$@\"; echo '[stopped]'; read line; fg >/dev/null; echo '[end]'; read line";

/// Everything that a program may have changed.
type Modes = (String, [bool; 4]);

fn modes(pty: &Pty) -> Modes {
    let screen = |screen: &vt100::Screen| {
        let mouse = screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
        [screen.alternate_screen(), screen.bracketed_paste(), screen.hide_cursor(), mouse]
    };
    (pty.modes(), pty.look(screen))
}

/// A word for each way out, in the order of the table's heading.
pub fn after_each(program: &Program, length: usize) -> String {
    let ends = [None, Some(Signal::TERM), Some(Signal::HUP), Some(Signal::INT)];
    let in_a_home = |run: &dyn Fn(&Path) -> Option<bool>| {
        let home = tempfile::tempdir().unwrap();
        program.prepare(home.path(), length);
        word(run(home.path()))
    };
    let mut words: Vec<&str> = ends.iter().map(|end| in_a_home(&|home| after(program, home, *end))).collect();
    words.push(in_a_home(&|home| after_a_stop(program, home)));
    words.join(" ")
}

fn word(restored: Option<bool>) -> &'static str {
    match restored {
        Some(true) => "ok",
        Some(false) => "no",
        None => "runs", // it is still there: the signal is not for it
    }
}

/// Starts it in a shell; what the terminal was before.
fn begin(program: &Program, home: &Path, script: &str) -> (Pty, Modes) {
    let mut pty = program.start(home, (80, 24), Some(script));
    pty.wait_for("[begin]");
    let before = modes(&pty);
    pty.raw("\n");
    pty.wait_for(program.shows);
    std::thread::sleep(Duration::from_millis(200));
    (pty, before)
}

/// Whether `text` comes to be shown.
fn shows(pty: &Pty, text: &str) -> bool {
    let since = Instant::now();
    while since.elapsed() < Duration::from_secs(1) {
        if pty.screen().contains(text) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}

fn send(pty: &Pty, signal: Signal) {
    let pid = child(pty.pid()).and_then(|pid| Pid::from_raw(i32::try_from(pid).ok()?)).unwrap();
    kill_process(pid, signal).unwrap();
}

fn after(program: &Program, home: &Path, end: Option<Signal>) -> Option<bool> {
    let (mut pty, before) = begin(program, home, WITHIN);
    match end {
        Some(signal) => send(&pty, signal),
        None => pty.raw(program.quit),
    }
    // What was sent to the other screen is not seen; the modes are.
    shows(&pty, "[end]").then(|| modes(&pty) == before).or_else(|| child(pty.pid()).is_none().then_some(false))
}

fn after_a_stop(program: &Program, home: &Path) -> Option<bool> {
    let (mut pty, before) = begin(program, home, JOBS);
    send(&pty, Signal::TSTP);
    if !shows(&pty, "[stopped]") {
        return None;
    }
    let stopped = modes(&pty) == before;
    pty.raw("\n");
    let back = shows(&pty, program.shows);
    std::thread::sleep(Duration::from_millis(200));
    pty.raw(program.quit);
    Some(stopped && back && shows(&pty, "[end]") && modes(&pty) == before)
}
