//! Terminals that make lines two cells wide: asked with the first frame, which waits for nothing, and drawn on in ASCII.

#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::time::Duration;
use support::pty::{Pty, Start};

const QUESTION: &str = "\x1b[6n";

fn start(args: &[&str], env: &[(&str, &str)]) -> Pty {
    let pty = Start { args, env: &[&[("LANG", "en_US.UTF-8")], env].concat(), ..Start::default() }.start();
    pty.wait_for("The incident");
    pty
}

fn is_asked(pty: &Pty) -> bool {
    String::from_utf8_lossy(&pty.received()).contains(QUESTION)
}

#[test]
fn a_terminal_that_makes_lines_wide_gets_none() {
    // The box line, the ellipsis, both, or bytes where characters should be.
    for answer in ["\x1b[1;4R", "\x1b[1;5R", "\x1b[1;7R"] {
        let mut pty = start(&[], &[]);
        assert!(is_asked(&pty));
        pty.keys("<enter>");
        pty.wait_for("── Rules");
        pty.raw(answer);
        pty.wait_for("-- Rules");
        assert!(pty.screen().is_ascii(), "{}", pty.screen());
        pty.keys("j");
        pty.wait_for("> 2");
        pty.keys("q");
        assert!(pty.wait_for_end().success());
    }
}

#[test]
fn the_usual_answer_and_none_at_all_change_nothing() {
    // Nor does an answer to another question.
    for answer in ["", "\x1b[1;3R", "\x1b[24;5R", "\x1b[1;1R", "\x1b[1;80R"] {
        let mut pty = start(&[], &[]);
        pty.keys("<enter>");
        pty.raw(answer);
        pty.keys("jjj");
        pty.wait_for("▸ 4");
        assert!(pty.screen().contains("── Rules"), "{}", pty.screen());
        // The question leaves no mark.
        assert!(!pty.screen().contains("─…"), "{}", pty.screen());
    }
}

#[test]
fn an_answer_is_never_taken_for_keys() {
    let slowly = || std::thread::sleep(Duration::from_millis(60));
    let pieces: [&[&str]; 4] =
        [&["\x1b", "[1;5R"], &["\x1b[", "1;5R"], &["\x1b[1;5", "R"], &["\x1b", "[", "1", ";", "5", "R"]];
    for pieces in pieces {
        let mut pty = start(&[], &[]);
        for piece in pieces {
            pty.raw(piece);
            slowly();
        }
        pty.keys("<enter>");
        pty.wait_for("-- Rules");
        assert!(pty.screen().contains("> 1"), "{}", pty.screen());
    }
    // Between keys, and late.
    let mut pty = start(&[], &[]);
    pty.raw("\rj\x1b[1;5Rj");
    pty.wait_for("> 3");
    let mut pty = start(&[], &[]);
    pty.keys("<enter>llll<enter>");
    pty.wait_for("Enter commit");
    slowly();
    pty.raw("\x1b[1;5R");
    pty.wait_for("-- Rules");
    pty.wait_for("Enter commit");
    // Where nothing was asked, nothing is answered.
    let mut pty = start(&["--glyphs", "unicode"], &[]);
    pty.raw("\x1b[1;5R\r");
    pty.wait_for("── Rules");
}

#[test]
fn who_leaves_at_once_does_not_find_the_answer_in_the_shell() {
    let mut pty = start(&[], &[]);
    pty.keys("q");
    std::thread::sleep(Duration::from_millis(60));
    pty.raw("\x1b[1;3R");
    assert!(pty.wait_for_end().success());
    assert!(!pty.screen().contains("1;3R"), "{}", pty.screen());
    // And who asks for no answer is not kept.
    assert!(!is_asked(&start(&["--glyphs", "ascii"], &[])));
}

#[test]
fn only_terminals_that_may_know_are_asked() {
    assert!(!is_asked(&start(&["--glyphs=unicode"], &[])));
    assert!(!is_asked(&start(&[], &[("LANG", "C")])));
    assert!(!is_asked(&start(&[], &[("TERM", "dumb")])));
    let pty = start(&["--glyphs=unicode"], &[("LC_ALL", "C")]);
    assert!(pty.screen().contains('▸'), "{}", pty.screen());
}
