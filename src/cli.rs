//! The command line: the program's edge towards shells, scripts and CI.

pub mod arguments;
mod check;
mod diff;
mod edit;
mod exposure;
mod fit;
mod input;
mod json;
pub mod learn;
mod output;
mod page;
mod progress;
mod repair;
mod signals;
mod trace;
mod words;

use crate::lang::{Lang, visible};
use crate::profile::Profile;
use crate::store::{self, ReadError};
use arguments::{Arguments, Task};
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The exit code when there is nothing to work with: a wrong command line, a file that is no filter.
const UNUSABLE: u8 = 2;

/// Does what the command line asks for.
pub fn run(arguments: Arguments) -> ExitCode {
    let lang = arguments.lang;
    let profile = arguments.profile.applied_to(Profile::default());
    match arguments.task {
        Task::Edit { file, force, view } => edit::run(lang, arguments.profile, file.as_deref(), force, view),
        Task::Learn { what, plain } => learn::run(&what, plain, lang),
        Task::Check { inputs, format, fail_on } => check::run(&inputs, format, fail_on, &profile, lang),
        Task::Trace { filter, traffic, stdin, format } => trace::run(&filter, &traffic, stdin, format, lang),
        Task::Diff { before, after, format } => diff::run(&before, &after, format, &profile, lang),
        Task::Fit { filter, output } => fit::run(&filter, output.as_deref(), lang),
        Task::Repair { filter, output, dry_run, format } => {
            repair::run(&filter, output.as_deref(), dry_run, format, &profile, lang)
        }
        Task::Exposure { filter, format } => exposure::run(&filter, format, lang),
    }
}

/// The texts of a person's files, by name; why others cannot be read goes to the problems.
fn readable(
    files: Vec<(PathBuf, Result<String, ReadError>)>,
    problems: &mut Vec<String>,
    lang: Lang,
) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for (path, result) in files {
        let name = path.to_string_lossy().into_owned();
        match result {
            Ok(text) => texts.push((name, text)),
            Err(error) => problems.push(format!("{name}: {}", store::read_error(&error, lang))),
        }
    }
    texts
}

/// Writes a report to standard output. A reader that has seen enough (`| head`) is no failure.
fn print(text: &str) -> io::Result<()> {
    unless_gone(write(text))
}

/// Writes a part of a report to standard output.
fn write(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush())
}

fn unless_gone(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Writes a sentence to standard error, where nobody may be listening.
fn complain(sentence: &str) {
    let _nobody_listens = writeln!(io::stderr(), "sekimori: {}", visible(sentence));
}
