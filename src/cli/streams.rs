//! Standard output and standard error, and what a command says by its exit code.

use crate::lang::Lang;
use crate::language::commands;
use crate::output;
pub(super) use crate::output::Form;
use crate::text::visible;
use std::io::{self, ErrorKind};
use std::process::ExitCode;

/// The exit code when there is nothing to work with: a wrong command line, a file that is no filter.
pub(super) const UNUSABLE: u8 = 2;

/// Writes a report to standard output, and ends with the code that it deserves.
pub(super) fn answer(report: &str, form: Form, code: u8, lang: Lang) -> ExitCode {
    match print(report, form) {
        Ok(()) => ExitCode::from(code),
        Err(error) => {
            complain(&commands::unwritten(&error, lang));
            ExitCode::from(UNUSABLE)
        }
    }
}

/// Writes a report to standard output. A reader that has seen enough (`| head`) is no failure.
pub(super) fn print(text: &str, form: Form) -> io::Result<()> {
    unless_gone(write(text, form))
}

/// Writes a part of a report to standard output.
pub(super) fn write(text: &str, form: Form) -> io::Result<()> {
    output::out(text, form)
}

pub(super) fn unless_gone(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Writes a sentence to standard error, where nobody may be listening.
pub(super) fn complain(sentence: &str) {
    output::err(&format!("sekimori: {}\n", visible(sentence)), Form::Text);
}
