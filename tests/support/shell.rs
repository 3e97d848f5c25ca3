//! The program as a shell sees it: a text in, two texts and an exit code out.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// The program, to run with three pipes.
pub fn program<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_sekimori"));
    program.args(arguments).env("LC_ALL", "C");
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    program
}

/// Runs it with a text on standard input.
pub fn fed(mut program: Command, input: &str) -> Output {
    let mut child = program.spawn().unwrap();
    // A program that does not read its input may be gone already.
    let _ignored = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// Its exit code.
pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// What it printed.
pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it complained about.
pub fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
