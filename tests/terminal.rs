//! The real terminal, in a real pseudo-terminal: nothing lost, nothing left behind.
//!
//! The program under test is this very file: each test starts it again with [`ECHO`] set, which makes the test
//! `echo` a small program that shows the events it gets.

#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use rustix::process::Signal;
use sekimori::editor::key::{Code, Key};
use sekimori::terminal::{Event, Real, Terminal, wake};
use std::time::{Duration, Instant};
use support::pty::{Pty, Start};

const ECHO: &str = "SEKIMORI_TEST_ECHO";

/// Not a test but the program that the tests run.
#[test]
fn echo() {
    if std::env::var_os(ECHO).is_none() {
        return;
    }
    let mut terminal = Real::open().unwrap();
    let (mut keys, mut frames, mut last) = (0, 0, String::from("nothing"));
    loop {
        frames += 1;
        terminal
            .draw(&mut |frame| {
                let text = format!("keys {keys}. frames {frames}. 最後 {last}. size {}.", frame.area().width);
                frame.buffer_mut().set_string(0, 0, text, ratatui::style::Style::new());
            })
            .unwrap();
        let mut event = Some(terminal.next().unwrap());
        while let Some(now) = event {
            last = match now {
                Event::Closed => return,
                Event::Key(Key { code: Code::Char('q'), .. }) => return,
                Event::Key(Key { code: Code::Char('p'), .. }) => panic!("as asked"),
                Event::Key(Key { code: Code::Char('w'), .. }) => {
                    std::thread::spawn(wake);
                    "asked".to_owned()
                }
                Event::Key(Key { code: Code::Char('z'), ctrl: true, .. }) => {
                    format!("suspended {}", terminal.suspend().unwrap())
                }
                Event::Key(key) => {
                    keys += 1;
                    key.to_string()
                }
                Event::Paste(text) => format!("paste {text:?}"),
                Event::Mouse(column, row, gesture) => format!("{gesture:?} {column} {row}"),
                Event::Resize(columns, rows) => format!("resize {columns}x{rows}"),
                Event::Woken => "woken".to_owned(),
                Event::Wide => "wide".to_owned(),
            };
            event = terminal.pending().unwrap();
        }
    }
}

fn start() -> Pty {
    start_in(&["--exact", "echo", "--nocapture"], &std::env::current_exe().unwrap().to_string_lossy())
}

fn start_in(args: &[&str], program: &str) -> Pty {
    let pty = Start { program, args, env: &[(ECHO, "1")], ..Start::default() }.start();
    pty.wait_for("最後 nothing");
    pty
}

fn assert_restored(pty: &Pty) {
    let left = pty.look(|screen| (screen.alternate_screen(), screen.bracketed_paste(), screen.hide_cursor()));
    assert_eq!(left, (false, false, false), "alternate screen, bracketed paste, hidden cursor in {}", pty.screen());
    let received = String::from_utf8_lossy(&pty.received()).into_owned();
    assert_eq!(received.matches("\x1b[?1049h").count(), received.matches("\x1b[?1049l").count());
}

#[test]
fn a_burst_loses_nothing_and_costs_few_frames() {
    let mut pty = start();
    let (before, start) = (pty.received().len(), Instant::now());
    pty.raw(&"x".repeat(5_000));
    pty.wait_for("keys 5000.");
    let (bytes, took) = (pty.received().len() - before, start.elapsed());
    println!("5,000 keys: {took:?}, {bytes} bytes, {}", pty.screen().trim());
    assert!(bytes < 1_000, "{bytes} bytes");
}

#[test]
fn one_key_costs_a_few_bytes_and_little_time() {
    let mut pty = start();
    let mut times = Vec::new();
    for n in 1..=50 {
        let (before, start) = (pty.received().len(), Instant::now());
        pty.raw("x");
        pty.wait_for(&format!("keys {n}."));
        times.push((start.elapsed(), pty.received().len() - before));
    }
    times.sort();
    println!("one key: median {:?}, worst {:?}", times[25], times[49]);
    assert!(times.iter().all(|(_, bytes)| *bytes < 60), "{times:?}");
}

#[test]
fn the_terminal_is_restored_however_the_program_ends() {
    for (name, signal, code) in [
        ("quit", None, 0),
        ("panic", None, 101),
        ("TERM", Some(Signal::TERM), 143),
        ("INT", Some(Signal::INT), 130),
        ("HUP", Some(Signal::HUP), 129),
        ("QUIT", Some(Signal::QUIT), 131),
        ("ABRT", Some(Signal::ABORT), 134),
        ("USR1", Some(Signal::USR1), 138),
        ("USR2", Some(Signal::USR2), 140),
        ("ALRM", Some(Signal::ALARM), 142),
        ("XCPU", Some(Signal::XCPU), 152),
        ("PWR", Some(Signal::POWER), 158),
        ("SYS", Some(Signal::SYS), 159),
    ] {
        let mut pty = start();
        match signal {
            Some(signal) => pty.signal(signal),
            None => pty.keys(if name == "panic" { "p" } else { "q" }),
        }
        let status = pty.wait_for_end();
        assert_eq!(status.exit_code(), code, "{name}");
        assert_restored(&pty);
        if name == "panic" {
            assert!(pty.screen().contains("as asked"), "the message is on the restored screen: {}", pty.screen());
        }
    }
}

#[test]
fn a_lost_terminal_ends_the_program_at_once() {
    let (_, lived) = start().hang_up("x");
    println!("lived on for {lived:?}");
    assert!(lived < Duration::from_secs(1), "{lived:?}");
}

#[test]
fn a_lost_terminal_ends_the_program_even_where_hangups_are_ignored() {
    let me = std::env::current_exe().unwrap();
    // The shell keeps the session, so that no signal comes at all.
    let script = "trap '' HUP; setsid -w \"$0\" \"$@\"";
    let pty = start_in(&["-c", script, &me.to_string_lossy(), "--exact", "echo", "--nocapture"], "sh");
    let (_, lived) = pty.hang_up("x");
    println!("lived on for {lived:?}");
    assert!(lived < Duration::from_secs(1), "{lived:?}");
}

#[test]
fn a_stop_gives_the_terminal_back_and_a_continue_takes_it_again() {
    let me = std::env::current_exe().unwrap();
    for stop in ["key", "TSTP", "STOP"] {
        let script = "set -m; \"$0\" \"$@\"; echo the shell; read line; fg >/dev/null; echo the end";
        let mut pty = start_in(&["-c", script, &me.to_string_lossy(), "--exact", "echo", "--nocapture"], "bash");
        if stop == "key" {
            pty.keys("<ctrl-z>");
        } else {
            let pkill = ["-".to_owned() + stop, "-P".to_owned(), pty.pid().to_string()];
            assert!(std::process::Command::new("pkill").args(pkill).status().unwrap().success());
        }
        pty.wait_for("the shell");
        if stop != "STOP" {
            assert_restored(&pty);
        }
        pty.raw("\n");
        pty.wait_until("the alternate screen", vt100::Screen::alternate_screen);
        pty.wait_for(if stop == "key" { "最後 suspended true" } else { "最後 resize 80x24" });
        pty.keys("x");
        pty.wait_for("keys 1.");
        pty.keys("q");
        pty.wait_for("the end");
        pty.wait_for_end();
        assert_restored(&pty);
    }
}

#[test]
fn where_there_is_no_shell_a_stop_is_refused() {
    let mut pty = start();
    pty.keys("<ctrl-z>");
    pty.wait_for("最後 suspended false");
}

#[test]
fn a_paste_is_one_event_and_runs_nothing() {
    let mut pty = start();
    pty.paste("quit\n許可");
    pty.wait_for("paste \"quit\\n許可\"");
    pty.wait_for("keys 0.");
}

#[test]
fn a_paste_without_brackets_is_one_event_if_it_is_long_and_has_lines() {
    let mut pty = start();
    let lines = "qqqq qqqq qqqq\r".repeat(600); // more than one read takes
    pty.raw(&lines);
    pty.wait_for("最後 paste \"qqqq qqqq");
    pty.wait_for("keys 0.");
    pty.raw(&"x\r".repeat(40));
    pty.wait_for("keys 80.");
}

#[test]
fn a_paste_without_an_end_is_ended_by_time_and_by_a_person() {
    let mut pty = start();
    pty.raw("\x1b[200~qqq\rq");
    pty.wait_for("最後 paste \"qqq\\nq\"");
    pty.raw("qqq\x1b[201~x");
    pty.wait_for("keys 1.");
    pty.raw("\x1b[200~qqq");
    pty.raw("\x03");
    // Whoever types after that is heard; the bytes may not come too close.
    std::thread::sleep(Duration::from_millis(300));
    pty.raw("y");
    pty.wait_for("最後 y");
    pty.wait_for("keys 2.");
}

#[test]
fn an_answer_that_comes_late_is_no_key() {
    let mut pty = start();
    for answer in ["\x1b]52;c;cXFx\x07", "\x1b]lqqq\x1b\\", "\x1bP>|qqq\x1b\\", "\x1b_Gqqq\x1b\\"] {
        let (first, rest) = answer.split_at(5);
        pty.raw(first);
        std::thread::sleep(Duration::from_millis(50));
        pty.raw(rest);
    }
    pty.raw("x");
    pty.wait_for("keys 1.");
    // One that breaks off is given up.
    pty.raw("\x1b]52;c;qqqq");
    std::thread::sleep(Duration::from_millis(800));
    pty.raw("y");
    pty.wait_for("最後 y");
    // What is typed stays.
    pty.raw("\x1b]");
    pty.wait_for("最後 Alt-]");
    pty.wait_for("keys 3.");
}

#[test]
fn a_worker_can_wake_the_loop() {
    let mut pty = start();
    pty.keys("w");
    pty.wait_for("最後 woken");
}

#[test]
fn a_resize_is_seen_and_drawn() {
    let pty = start();
    pty.resize(60, 20);
    pty.wait_for("size 60.");
}

#[test]
fn idling_costs_nothing() {
    let pty = start();
    let spent = || (pty.received().len(), switches(pty.pid()));
    // The first frame is seen before its threads have gone to sleep; an idle program comes to rest, a busy one never.
    let rest = |_attempt: &u32| {
        let before = spent();
        std::thread::sleep(Duration::from_millis(400));
        spent() == before
    };
    assert!((0..5).any(|attempt| rest(&attempt)), "bytes and context switches go on: {:?}", spent());
}

/// How often the threads of a process have been woken.
fn switches(pid: u32) -> u64 {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let statuses = tasks.map(|task| std::fs::read_to_string(task.unwrap().path().join("status")).unwrap());
    let lines = statuses.flat_map(|status| status.lines().map(str::to_owned).collect::<Vec<_>>());
    lines.filter_map(|line| line.strip_prefix("voluntary_ctxt_switches:")?.trim().parse::<u64>().ok()).sum()
}
