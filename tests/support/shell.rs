//! The program as a shell sees it: a text in, two texts and an exit code out.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Where the program is.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_sekimori");

/// The program, to run with three pipes and in nobody's surroundings.
pub fn program<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut program = Command::new(PROGRAM);
    program.args(arguments).env_clear().env("LC_ALL", "C");
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    program
}

/// Runs it with a text on standard input.
pub fn fed(mut program: Command, input: impl AsRef<[u8]>) -> Output {
    let mut child = program.spawn().unwrap();
    // A program that does not read its input may be gone already.
    let _ignored = child.stdin.take().unwrap().write_all(input.as_ref());
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
