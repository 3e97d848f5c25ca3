//! What the command line asks for.
//!
//! The grammar is clap's, every sentence is ours: clap's own help and errors exist in English only, and a usage error is
//! often the first thing a person reads of a program.

mod fault;
mod grammar;
mod offer;
mod read;
mod task;
#[cfg(test)]
mod tests;

pub use fault::Stop;
pub use task::{CommandLine, ProfileOptions};

pub(super) use grammar::grammar;
pub(super) use task::{Choice, Conversion, FailOn, InputFile, Learn, OutputFormat, ReportFormat, Task, ViewOptions};

use crate::language::Lang;
use fault::{refusal, stop};
use grammar::LANGS;
use std::ffi::OsString;

/// Reads a command line, the program's name first. `environment` looks a variable up.
///
/// # Errors
/// What to print instead of going on.
pub fn parse(args: &[OsString], environment: impl Fn(&str) -> Option<OsString>) -> Result<CommandLine, Stop> {
    let lang = asked_language(args).unwrap_or_else(|| locale(environment));
    let matches = grammar(lang).try_get_matches_from(args).map_err(|error| stop(&error, lang))?;
    read::arguments(&matches, lang).map_err(|faults| refusal(&faults, lang))
}

/// `--lang` must be known before the first sentence, so also when the rest of the line makes no sense.
fn asked_language(args: &[OsString]) -> Option<Lang> {
    let mut words = args.iter().skip(1).map(|arg| arg.to_string_lossy()).take_while(|arg| arg != "--");
    while let Some(word) = words.next() {
        let code = match word.strip_prefix("--lang=") {
            Some(code) => code.to_owned(),
            None if word == "--lang" => words.next()?.into_owned(),
            None => continue,
        };
        return LANGS.iter().find(|(name, _)| *name == code).map(|(_, lang)| *lang);
    }
    None
}

/// The language of the first locale variable that says something, in POSIX's order.
fn locale(environment: impl Fn(&str) -> Option<OsString>) -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(environment).find(|value| !value.is_empty());
    Lang::of_locale(&set.unwrap_or_default().to_string_lossy())
}
