//! `sekimori check`: the report without the editor, for scripts, CI and pipes.
//!
//! The report goes to standard output; whatever keeps it from being made goes to standard error, so that a program that
//! reads JSON never meets a sentence. The exit code is 0 for clean filters, 1 for findings at or above `--fail-on`, and
//! 2 if one of the files cannot be used; the others are reported nevertheless. A file with several filters is one report:
//! each of them has its part, the worst decides the exit code.

mod checked;
mod github;
pub(super) mod json;
mod sarif;
pub(super) mod text;

use super::arguments::{FailOn, InputFile, ReportFormat};
use super::input::{OpenedInput, complain_about, expanded, name, path, read, tell_remarks};
use super::progress::analysing;
use super::streams::{Form, UNUSABLE, answer};
use crate::filter::Filter;
use crate::lang::Lang;
use crate::profile::Profile;
use crate::report::{Report, Severity, shorter};
use checked::Checked;
use std::path::Path;
use std::process::ExitCode;

/// Reads, reports, and says with the exit code how it went.
pub(super) fn run(
    inputs: &[InputFile],
    format: ReportFormat,
    fail_on: FailOn,
    profile: &Profile,
    lang: Lang,
) -> ExitCode {
    let inputs: Vec<InputFile> = inputs.iter().flat_map(expanded).collect();
    let (mut files, mut unusable) = (Vec::new(), Vec::new());
    for input in &inputs {
        match read(input, None, lang) {
            Ok(file) => files.push((input, file)),
            Err(reasons) => {
                complain_about(input, &reasons, lang);
                unusable.push((input, reasons));
            }
        }
    }
    for (_, file) in &files {
        (0..file.document.filters().len()).for_each(|index| tell_remarks(file, index, lang));
    }
    let rules = files.iter().flat_map(|(_, file)| file.document.filters()).map(|filter| filter.rules.len()).sum();
    let checked = files.iter().flat_map(|(input, file)| check(name(input, lang), path(input), file, profile));
    let checked: Vec<Checked> = analysing(rules, lang, || checked.collect());
    if checked.is_empty() && format != ReportFormat::Github {
        return ExitCode::from(UNUSABLE);
    }
    let (report, form) = match format {
        ReportFormat::Text => (text::write(&checked, lang), Form::Text),
        ReportFormat::Json => (json::write(&checked, lang), Form::Json),
        ReportFormat::Sarif => (sarif::write(&checked, lang), Form::Json),
        ReportFormat::Github => (github::write(&checked, &unusable, lang), Form::Commands),
    };
    let code = match !unusable.is_empty() {
        true => UNUSABLE,
        false => u8::from(checked.iter().any(|one| fails(&one.report, fail_on))),
    };
    answer(&report, form, code, lang)
}

fn check<'a>(
    name: String,
    path: Option<&'a Path>,
    file: &'a OpenedInput,
    profile: &'a Profile,
) -> impl Iterator<Item = Checked<'a>> {
    let filters = file.document.filters();
    filters.iter().enumerate().map(move |(index, filter)| Checked {
        name: name.clone(),
        path,
        place: (index + 1, filters.len()),
        lines: lines(file, index),
        filter,
        notes: file.document.notes(index),
        profile,
        report: report(filter, profile),
    })
}

/// The report together with the proposal to do the same with fewer rules.
fn report(filter: &Filter, profile: &Profile) -> Report {
    let mut report = Report::proved(filter, profile);
    report.findings.extend(shorter(filter, &report));
    report
}

fn lines(file: &OpenedInput, index: usize) -> Vec<usize> {
    let text = file.contents.text.as_bytes();
    let breaks: Vec<usize> = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at).collect();
    let of_rule = |offset: usize| breaks.partition_point(|at| *at < offset) + 1;
    file.document.rule_offsets(index).into_iter().map(of_rule).collect()
}

fn fails(report: &Report, fail_on: FailOn) -> bool {
    let limit = match fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Never => return false,
    };
    report.worst().is_some_and(|worst| worst <= limit)
}
