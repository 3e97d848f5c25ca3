//! Standard output and standard error, and what a command says by its exit code.

use crate::lang::Lang;
use crate::language::commands;
use crate::text::visible;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

/// The exit code when there is nothing to work with: a wrong command line, a file that is no filter.
pub(super) const UNUSABLE: u8 = 2;

/// Writes a report to standard output, and ends with the code that it deserves.
pub(super) fn answer(report: &str, code: u8, lang: Lang) -> ExitCode {
    match print(report) {
        Ok(()) => ExitCode::from(code),
        Err(error) => {
            complain(&commands::unwritten(&error, lang));
            ExitCode::from(UNUSABLE)
        }
    }
}

/// Writes a report to standard output. A reader that has seen enough (`| head`) is no failure.
pub(super) fn print(text: &str) -> io::Result<()> {
    unless_gone(write(text))
}

/// Writes a part of a report to standard output.
pub(super) fn write(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush())
}

pub(super) fn unless_gone(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Writes a sentence to standard error, where nobody may be listening.
pub(super) fn complain(sentence: &str) {
    let _nobody_listens = writeln!(io::stderr(), "sekimori: {}", visible(sentence));
}
