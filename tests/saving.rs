//! Saving while others write, on file systems that can do less, and killed at any step: what somebody else has written is
//! never lost, and what a killed save leaves is cleared up or told of.
//!
//! `strace` makes the moments: it delays a call of the program, lets it fail, or kills the program in it.

#![cfg(target_os = "linux")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use support::desk::Desk;
use support::pty::Start;
use support::shell::{PROGRAM, err};

/// A rule too many, which `fit` leaves out.
const OLD: &str = r#"[{"Protocol": "tcp", "DestinationPort": "1", "Action": "allow"},
{"Protocol": "tcp", "DestinationPort": "1", "Action": "allow"},
{"Protocol": "ip", "Action": "deny"}]
"#;

const THEIRS: &str = r#"[{"Protocol": "ip", "Action": "deny", "Description": "theirs"}]"#;

/// The program under `strace` with these injections, saving over the file; nothing where there is no `strace`.
fn saving(desk: &Desk, injections: &[&str]) -> Option<Child> {
    let traced = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    if !traced.is_ok_and(|status| status.success()) {
        eprintln!("skipped: strace is not here, or must not trace");
        return None;
    }
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat2,fsync,flock"]);
    injections.iter().for_each(|injection| _ = strace.args(["-e", &format!("inject={injection}")]));
    strace.arg(PROGRAM).args(["fit", "web.json", "-o", "web.json"]);
    strace.current_dir(desk.path()).env_clear().env("LC_ALL", "C").env("HOME", desk.path());
    strace.env("PATH", std::env::var_os("PATH").unwrap());
    Some(strace.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
}

fn end(child: Child) -> Output {
    child.wait_with_output().unwrap()
}

fn wait_until(what: &str, fulfilled: impl Fn() -> bool) {
    let start = Instant::now();
    while !fulfilled() {
        assert!(start.elapsed() < Duration::from_secs(10), "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// What stands beside the file.
fn beside(desk: &Desk) -> Vec<String> {
    desk.names().into_iter().filter(|name| name.starts_with(".sekimori-")).collect()
}

fn has(desk: &Desk, ending: &str) -> bool {
    beside(desk).iter().any(|name| name.ends_with(ending))
}

/// Another program replaces the file.
fn write_theirs(desk: &Desk) {
    desk.write("theirs", THEIRS);
    fs::rename(desk.path().join("theirs"), &desk.file).unwrap();
}

#[test]
fn what_another_program_writes_between_the_look_and_the_exchange_stays() {
    let desk = Desk::with(OLD);
    let Some(child) = saving(&desk, &["renameat2:delay_enter=500000:when=2"]) else { return };
    wait_until("the exchange", || has(&desk, ".was"));
    write_theirs(&desk);
    let output = end(child);
    assert!(!output.status.success() && err(&output).contains("Another program has changed"), "{}", err(&output));
    assert_eq!((desk.text().as_str(), desk.names().len()), (THEIRS, 1), "{:?}", desk.names());
}

#[test]
fn what_is_written_into_the_old_file_after_the_exchange_stays() {
    let desk = Desk::with(OLD);
    let mut old = fs::File::options().append(true).open(&desk.file).unwrap();
    let Some(child) = saving(&desk, &["fsync:delay_enter=500000:when=2"]) else { return };
    wait_until("the new text", || desk.text() != OLD);
    old.write_all(b" ").unwrap();
    let output = end(child);
    assert!(!output.status.success(), "{}", err(&output));
    assert_eq!((desk.text(), desk.names().len()), (OLD.to_owned() + " ", 1), "{:?}", desk.names());
}

#[test]
fn two_instances_save_one_after_the_other() {
    let desk = Desk::with(OLD);
    let Some(first) = saving(&desk, &["renameat2:delay_enter=300000:when=2"]) else { return };
    wait_until("the exchange", || has(&desk, ".was"));
    // It has read the same text, and waits for the first one.
    let second = desk.run(&["fit", "web.json", "-o", "web.json"], "");
    let first = end(first);
    assert!(first.status.success(), "{}", err(&first));
    assert!(!second.status.success() && err(&second).contains("Another program has changed"), "{}", err(&second));
    assert_eq!(desk.names(), ["web.json"]);
}

#[test]
fn a_file_system_that_cannot_exchange_is_saved_to_with_a_word() {
    let desk = Desk::with(OLD);
    let Some(child) = saving(&desk, &["renameat2:error=EINVAL"]) else { return };
    let output = end(child);
    assert!(output.status.success() && err(&output).contains("cannot exchange files"), "{}", err(&output));
    assert!(desk.text() != OLD && desk.names() == ["web.json"], "{:?}", desk.names());
    // Nor can it lock.
    let desk = Desk::with(OLD);
    let child = saving(&desk, &["flock:error=ENOLCK"]).unwrap();
    assert!(end(child).status.success() && desk.names() == ["web.json"], "{:?}", desk.names());
}

/// Starts the editor on the file, which clears up, and leaves it.
fn open(desk: &Desk, wait: &str) -> String {
    let mut pty = Start { size: (160, 30), ..desk.terminal(&["web.json"]) }.start();
    pty.wait_for(wait);
    let screen = pty.screen();
    pty.keys("<esc>q");
    pty.wait_for_end();
    screen
}

#[test]
fn what_a_killed_save_leaves_is_cleared_up_by_the_next_start() {
    for (injection, is_saved) in [
        ("fsync:signal=KILL:when=1", false),
        ("renameat2:signal=KILL:when=1", false),
        ("renameat2:signal=KILL:when=2", false),
        ("fsync:signal=KILL:when=2", true),
    ] {
        let desk = Desk::with(OLD);
        let Some(child) = saving(&desk, &[injection]) else { return };
        assert_eq!(end(child).status.signal(), Some(9));
        assert_eq!((beside(&desk).len(), desk.text() != OLD), (1, is_saved), "{injection}");
        open(&desk, "of 30 rules");
        assert_eq!(beside(&desk), [""; 0], "{injection}");
        assert_eq!(desk.text() != OLD, is_saved);
    }
}

#[test]
fn what_another_program_wrote_into_a_save_that_was_killed_is_kept_and_told_of() {
    let desk = Desk::with(OLD);
    let injections = ["fsync:delay_enter=500000:when=1", "renameat2:signal=KILL:when=3"];
    let Some(child) = saving(&desk, &injections) else { return };
    wait_until("the new text", || has(&desk, ".tmp"));
    write_theirs(&desk);
    assert_eq!(end(child).status.signal(), Some(9));
    let [name] = &beside(&desk)[..] else { panic!("{:?}", desk.names()) };
    assert_eq!(desk.read(name), THEIRS);
    open(&desk, "A save was cut off");
    assert_eq!(desk.read(name), THEIRS);
}

/// A disk that fails to read is no reason to take anything away.
#[test]
fn a_journal_that_cannot_be_read_now_stays_and_is_told_of() {
    let desk = Desk::with_incident();
    if saving(&Desk::with(OLD), &[]).map(end).is_none() {
        return;
    }
    let mut pty = desk.terminal(&["web.json"]).start();
    pty.wait_for("5 of 30 rules");
    pty.keys("jd");
    pty.wait_for("4 of 30 rules");
    pty.signal(rustix::process::Signal::KILL);
    pty.wait_for_end();
    let journal = fs::read_dir(desk.journals()).unwrap().next().unwrap().unwrap().path();
    let before = fs::read(&journal).unwrap();
    let traced = ["-f", "-qq", "-o", "/dev/null", "-P", journal.to_str().unwrap(), "-e", "trace=read"];
    let args: Vec<&str> = traced.into_iter().chain(["-e", "inject=read:error=EIO", PROGRAM, "web.json"]).collect();
    let mut pty = Start { program: "strace", size: (120, 30), ..desk.terminal(&args) }.start();
    pty.wait_for("could not be read");
    pty.keys("<esc>q");
    pty.wait_for_end();
    assert_eq!(fs::read(&journal).unwrap(), before);
    let again = desk.terminal(&["web.json"]).start();
    again.wait_for("Recover it?");
}

/// Without locks the process tells who runs: a live session is neither offered nor taken away.
#[test]
fn without_locks_a_live_session_is_not_taken_for_a_dead_one() {
    let desk = Desk::with(OLD);
    if saving(&Desk::with(OLD), &[]).map(end).is_none() {
        return;
    }
    let traced = ["-f", "-qq", "-o", "/dev/null", "-e", "trace=flock", "-e", "inject=flock:error=ENOLCK"];
    let args: Vec<&str> = traced.into_iter().chain([PROGRAM, "web.json"]).collect();
    let start = || Start { program: "strace", size: (120, 30), ..desk.terminal(&args) }.start();
    let mut first = start();
    first.wait_for("3 of 30 rules");
    first.keys("jd");
    first.wait_for("2 of 30 rules");
    let before = fs::read_dir(desk.journals()).unwrap().count();
    let mut second = start();
    second.wait_for("has this file open");
    second.keys("<esc>");
    second.wait_for("[read only]");
    assert!(!second.screen().contains("Recover it?"));
    second.keys("q");
    second.wait_for_end();
    assert_eq!(fs::read_dir(desk.journals()).unwrap().count(), before);
    first.keys("s");
    first.wait_for("Saved");
}

#[test]
fn only_the_person_can_read_what_is_remembered_whatever_the_umask() {
    let desk = Desk::with_incident();
    let args = ["-c", "umask 0; exec \"$0\" web.json", PROGRAM];
    let mut pty = Start { program: "sh", ..desk.terminal(&args) }.start();
    pty.wait_for("5 of 30 rules");
    pty.keys("jdP<down><space><enter>");
    let state = desk.path().join(".local/state/sekimori");
    wait_until("the memory", || state.join("memory.json").exists());
    let mode = |name: &str| fs::metadata(state.join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("memory.json"), mode("journals"), mode(".")), (0o600, 0o700, 0o700));
}

/// Root gives a file to a group that the person is not in; nobody else can.
#[test]
fn a_group_that_cannot_be_kept_lets_nobody_else_in() {
    let desk = Desk::with(OLD);
    let is_allowed = std::os::unix::fs::chown(&desk.file, Some(65_533), Some(65_532)).is_ok();
    let is_there = Command::new("setpriv").arg("--version").stdout(Stdio::null()).status().is_ok();
    if !is_allowed || !is_there {
        eprintln!("skipped: only root can make a file of a strange group, and setpriv another person");
        return;
    }
    fs::set_permissions(desk.path(), fs::Permissions::from_mode(0o777)).unwrap();
    for (mode, left) in [(0o640, 0o600), (0o664, 0o644), (0o604, 0o600)] {
        fs::write(&desk.file, OLD).unwrap();
        std::os::unix::fs::chown(&desk.file, Some(65_533), Some(65_532)).unwrap();
        fs::set_permissions(&desk.file, fs::Permissions::from_mode(mode)).unwrap();
        let mut program = Command::new("setpriv");
        program.args([
            "--reuid=65533",
            "--regid=65531",
            "--clear-groups",
            PROGRAM,
            "fit",
            "web.json",
            "-o",
            "web.json",
        ]);
        let output = program.current_dir(desk.path()).env_clear().env("LC_ALL", "C").output().unwrap();
        if err(&output).contains("setpriv") || err(&output).contains("Permission denied") {
            eprintln!("skipped: another person cannot run {PROGRAM}");
            return;
        }
        assert!(output.status.success() && err(&output).contains("group could not be kept"), "{}", err(&output));
        assert_eq!(fs::metadata(&desk.file).unwrap().permissions().mode() & 0o777, left, "{mode:o}");
    }
}

/// Neither is a regular file.
#[test]
fn a_pipe_is_no_file_to_edit() {
    let desk = Desk::with_incident();
    let made = Command::new("mkfifo").arg(desk.path().join("pipe.json")).status();
    assert!(made.unwrap().success());
    for presets in [".config/sekimori/presets", ".local/share/sekimori/lessons"] {
        fs::create_dir_all(desk.path().join(presets)).unwrap();
        let pipe = desk.path().join(presets).join("pipe.toml");
        assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
    }
    let mut pty = desk.terminal(&["web.json"]).start();
    pty.wait_for("no regular file");
    pty.keys("<esc>o");
    pty.wait_for("Open");
    pty.keys("pipe.json<enter>");
    pty.wait_for("pipe.json: This is no regular file");
    // Commands read what a shell gives them.
    let piped = Command::new("bash")
        .args(["-c", "\"$0\" check <(cat web.json)", PROGRAM])
        .current_dir(desk.path())
        .output()
        .unwrap();
    assert!(support::shell::out(&piped).contains("5 rules"), "{piped:?}");
}
