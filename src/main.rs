//! The program's entrance; everything else is in the library.

use sekimori::cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    let line: Vec<_> = std::env::args_os().collect();
    match cli::arguments::parse(&line, |name| std::env::var_os(name)) {
        Ok(arguments) => cli::run(arguments),
        Err(stop) => stop.print(),
    }
}
