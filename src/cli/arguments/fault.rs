//! What is said about a command line that makes no sense.

use crate::cli::streams::UNUSABLE;
use crate::language::{Lang, UsageFault, see_help, usage_fault};
use crate::output::{self, Form};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error;
use std::process::ExitCode;

/// What clap stopped at, in our words.
pub(super) fn stop(error: &clap::Error, lang: Lang) -> Stop {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            Stop { text: error.render().to_string(), is_error: false }
        }
        _ => refusal(&[fault(error)], lang),
    }
}

/// Refuses a command line.
pub(super) fn refusal(faults: &[UsageFault], lang: Lang) -> Stop {
    let lines: String = faults.iter().map(|fault| format!("sekimori: {}\n", usage_fault(fault, lang))).collect();
    Stop { text: format!("{lines}{}\n", see_help(lang)), is_error: true }
}

fn fault(error: &clap::Error) -> UsageFault {
    // Of an argument that may be repeated, one is enough to name it.
    let argument = context(error, ContextKind::InvalidArg).unwrap_or_default().replace("...", "");
    let value = context(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => {
            UsageFault::Unknown { argument, similar: context(error, ContextKind::SuggestedArg) }
        }
        ErrorKind::InvalidValue | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            UsageFault::NoValue { argument }
        }
        ErrorKind::ValueValidation => UsageFault::BadValue {
            argument,
            value: value.unwrap_or_default(),
            reason: error.source().map(ToString::to_string).unwrap_or_default(),
        },
        ErrorKind::TooManyValues => UsageFault::NeedlessValue { argument },
        ErrorKind::MissingRequiredArgument => UsageFault::Missing { argument },
        ErrorKind::ArgumentConflict => match context(error, ContextKind::PriorArg) {
            Some(other) if other.replace("...", "") != argument => UsageFault::Together { argument, other },
            _ => UsageFault::Twice { argument },
        },
        ErrorKind::InvalidUtf8 => UsageFault::NotUtf8,
        _ => UsageFault::Other(error.kind().to_string()),
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        _ => None,
    }
}

/// A command line that ends the program at once: help, version, or a usage error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// What to print, with its final line break.
    pub(super) text: String,
    /// Whether something was wrong: standard error and exit code 2 instead of standard output and 0.
    pub(super) is_error: bool,
}

impl Stop {
    /// Prints it.
    pub fn print(&self) -> ExitCode {
        if self.is_error {
            output::err(&self.text, Form::Text);
            return ExitCode::from(UNUSABLE);
        }
        // A reader that went away (`sekimori --help | head -1`) has seen enough.
        let _written = output::out(&self.text, Form::Text);
        ExitCode::SUCCESS
    }
}
