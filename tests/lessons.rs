//! The proof of every lesson: the start fails, the solution succeeds and every wrong repair fails for the reason that the
//! lesson says, through the editor and through the whole program; and every text fits the smallest screen.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::cli::learn::prove::{prove, sentence};
use sekimori::lang::Lang;
use sekimori::lessons::Course;

#[test]
fn every_lesson_keeps_what_it_promises() {
    let mut flaws = Vec::new();
    for lesson in Course::embedded().lessons() {
        flaws.extend(prove(lesson).iter().map(|flaw| format!("{}: {}", lesson.id, sentence(flaw, Lang::En))));
    }
    assert!(flaws.is_empty(), "\n{}", flaws.join("\n"));
}
