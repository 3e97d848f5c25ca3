//! Ctrl-C at any moment of a `fit` that writes: the old file or the new one is there, whole, and nothing else.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use rustix::process::{Pid, Signal, kill_process};
use std::process::Stdio;
use std::thread::sleep;
use support::desk::Desk;

const INTERRUPTS: u64 = 60;

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
