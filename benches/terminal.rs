//! Prints what the terminal sees of this program, beside other editors on the same machine:
//! `cargo bench --bench terminal`. Linux only; takes about a minute.
//!
//! Bytes are exact and the same in every run; times are medians and move with the machine. Every program runs in a
//! pseudo-terminal of 80x24 as xterm-256color. "Start" is from the start of the process to the last byte of the first
//! frame, "key" from a key to the last byte it caused.

#![allow(clippy::print_stdout, reason = "it prints")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "it measures or it stops")]

#[path = "terminal/measure.rs"]
mod measure;
#[path = "terminal/process.rs"]
mod process;
#[path = "terminal/programs.rs"]
mod programs;
#[path = "../tests/support/pty.rs"]
mod pty;
#[path = "terminal/restore.rs"]
mod restore;

use measure::Measured;
use programs::Program;

/// A line of the table: what, the goal, and how it is read from a measurement.
type Line = (&'static str, &'static str, fn(&Measured) -> String);

const LINES: [Line; 14] = [
    ("start to settled frame, ms", "10", |m| ms(m.start.ms)),
    ("first frame, bytes", "4500", |m| m.start.bytes.to_string()),
    ("row move, bytes", "60", |m| m.row.bytes.to_string()),
    ("typed character, bytes", "40", |m| m.character.bytes.to_string()),
    ("page, bytes", "2800", |m| m.page.bytes.to_string()),
    ("help opened / closed, bytes", "1100", |m| both(m.popup, |cost| cost.bytes.to_string())),
    ("key to last byte, ms", "1", |m| ms(m.row.ms)),
    ("the same with 5,000 rules or lines, ms", "10", |m| ms(m.long.ms)),
    ("5,000 row moves at once, ms / bytes", "50 / 1000", |m| format!("{} / {}", ms(m.moves.ms), m.moves.bytes)),
    ("5,000 characters typed at once, ms / bytes / lost", "50 / 1000 / 0", |m| {
        format!("{} / {} / {}", ms(m.flood.0.ms), m.flood.0.bytes, m.flood.1)
    }),
    ("resize storm, stale rows", "0", |m| m.stale_rows.to_string()),
    ("idle 3 s, bytes / wakeups / CPU ms", "0 / 0 / 0", |m| {
        format!("{} / {} / {:.1}", m.idle.bytes, m.idle.wakeups, m.idle.cpu_ms)
    }),
    ("resident memory, MB", "8", |m| format!("{:.1}", m.resident_mb)),
    ("restored after quit TERM HUP INT TSTP+CONT", "all", |m| m.restored.clone()),
];

fn ms(ms: f64) -> String {
    if ms < 10.0 { format!("{ms:.1}") } else { format!("{ms:.0}") }
}

fn both(costs: Option<[measure::Cost; 2]>, show: fn(measure::Cost) -> String) -> String {
    costs.map_or("-".to_owned(), |[open, close]| format!("{} / {}", show(open), show(close)))
}

fn main() {
    let programs = Program::all();
    let measured: Vec<Option<Measured>> =
        programs.iter().map(|program| program.is_installed().then(|| Measured::of(program))).collect();
    let names: Vec<&str> = programs.iter().map(|program| program.name).collect();
    println!("| 80x24 | goal | {} |\n|---|---|{}", names.join(" | "), "---|".repeat(names.len()));
    for (what, goal, read) in LINES {
        let cells: Vec<String> =
            measured.iter().map(|one| one.as_ref().map_or("not installed".to_owned(), read)).collect();
        println!("| {what} | {goal} | {} |", cells.join(" | "));
    }
}
