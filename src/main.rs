//! The command line's entrance; everything else is in the library.

use sekimori::cli::arguments::{Task, parse};
use std::process::ExitCode;

fn main() -> ExitCode {
    let raw: Vec<_> = std::env::args_os().collect();
    match parse(&raw, |name| std::env::var_os(name)) {
        Ok(arguments) => match arguments.task {
            Task::Edit { file, force } => {
                sekimori::cli::edit(arguments.lang, arguments.profile, file.as_deref(), force)
            }
            Task::Check { .. } => ExitCode::from(2),
        },
        Err(stop) => stop.print(),
    }
}
