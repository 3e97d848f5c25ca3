//! `sekimori check`: the report without the editor, for scripts, CI and pipes.
//!
//! The report goes to standard output; whatever keeps it from being made goes to standard error, so that a program that
//! reads JSON never meets a sentence. The exit code is 0 for a clean filter, 1 for findings at or above `--fail-on`, and
//! 2 if there is nothing to report on. A file with several filters is one report: each of them has its part, the worst
//! decides the exit code.

mod json;
mod text;

use super::arguments::{FailOn, Format, Input};
use super::{UNUSABLE, complain, print, words};
use crate::filter::Filter;
use crate::formats::{Document, Note};
use crate::lang::Lang;
use crate::language;
use crate::profile::Profile;
use crate::report::{Report, Severity};
use crate::screen::text::visible;
use crate::store;
use std::io;
use std::process::ExitCode;

/// One filter of the input and all that is said about it.
struct Checked<'a> {
    /// Its number in the file, from 1, and how many there are.
    place: (usize, usize),
    filter: &'a Filter,
    notes: &'a [Note],
    profile: &'a Profile,
    report: Report,
}

/// Reads, reports, and says with the exit code how it went.
pub(super) fn run(input: &Input, format: Format, fail_on: FailOn, profile: &Profile, lang: Lang) -> ExitCode {
    let name = name(input, lang);
    let document = match read(input, lang) {
        Ok(document) => document,
        Err(problems) => {
            problems.iter().for_each(|problem| complain(&format!("{name}: {problem}")));
            return ExitCode::from(UNUSABLE);
        }
    };
    let checked = check(&document, profile);
    let report = match format {
        Format::Text => text::write(&name, &checked, lang),
        Format::Json => json::write(&checked, lang),
    };
    match print(&report) {
        Ok(()) => ExitCode::from(u8::from(checked.iter().any(|one| fails(&one.report, fail_on)))),
        Err(error) => {
            complain(&words::unwritten(&error.to_string(), lang));
            ExitCode::from(UNUSABLE)
        }
    }
}

fn name(input: &Input, lang: Lang) -> String {
    match input {
        Input::Stdin => words::stdin(lang).to_owned(),
        Input::File(path) => visible(&path.to_string_lossy()),
    }
}

/// The filters of the input, or every reason why there are none.
fn read(input: &Input, lang: Lang) -> Result<Document, Vec<String>> {
    let text = match input {
        Input::Stdin => store::read_from(io::stdin().lock()),
        Input::File(path) => store::read(path),
    };
    let text = text.map_err(|error| vec![store::read_error(&error, lang)])?.text;
    Document::read(&text).map_err(|all| all.iter().map(|problem| language::problem(problem, lang)).collect())
}

fn check<'a>(document: &'a Document, profile: &'a Profile) -> Vec<Checked<'a>> {
    let filters = document.filters();
    let one = |(index, filter)| Checked {
        place: (index + 1, filters.len()),
        filter,
        notes: document.notes(index),
        profile,
        report: Report::of(filter, profile),
    };
    filters.iter().enumerate().map(one).collect()
}

fn fails(report: &Report, fail_on: FailOn) -> bool {
    let limit = match fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Never => return false,
    };
    report.worst().is_some_and(|worst| worst <= limit)
}
