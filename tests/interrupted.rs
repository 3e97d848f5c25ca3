//! Ctrl-C at any moment of a `fit` that writes: the old file or the new one is there, whole, and nothing else.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;

const INTERRUPTS: u64 = 60;

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<String> = entries.map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn an_interrupt_leaves_the_old_file_or_the_new_one() {
    let rule = |port: usize| format!(r#"{{"Protocol": "tcp", "DestinationPort": "{port}", "Action": "allow"}}"#);
    let old = format!("[{}]", (1..40).map(rule).collect::<Vec<_>>().join(",\n"));
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("web.json");
    let fit = || {
        fs::write(&file, &old).unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_sekimori"));
        program.args(["fit", "web.json", "-o", "web.json"]).current_dir(&directory);
        program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let begin = std::time::Instant::now();
    assert!(fit().wait().unwrap().success());
    let all = begin.elapsed();
    let new = fs::read_to_string(&file).unwrap();
    assert_ne!(old, new);
    for interrupt in 0..INTERRUPTS {
        let mut child = fit();
        // Spread over the time that it takes; most of them over its end, where it writes.
        let share = if interrupt % 4 == 0 { interrupt } else { INTERRUPTS / 2 + interrupt / 2 };
        sleep(all * u32::try_from(share).unwrap() / u32::try_from(INTERRUPTS).unwrap());
        let _gone_already = kill_process(Pid::from_child(&child), Signal::INT);
        child.wait().unwrap();
        let now = fs::read_to_string(&file).unwrap();
        assert!(now == old || now == new, "{now}");
        assert_eq!(names(directory.path()), ["web.json"]);
    }
}
