//! `sekimori diff`: what two filters treat differently, and which rules are to blame.
//!
//! Given the same plan of Terraform twice, it compares what the plan says of before and after.
//!
//! The exit code is 0 if they treat every packet alike, 1 if not, 2 if one of them cannot be used.

mod json;
mod text;

use super::arguments::{Choice, OutputFormat};
use super::input::choose;
use super::progress::analysing;
use super::streams::{UNUSABLE, answer};
use crate::analysis::changes;
use crate::filter::Filter;
use crate::lang::Lang;
use crate::profile::Profile;
use crate::report::{ExpectationChange, expectation_changes};
use std::process::ExitCode;

/// Compares, and says with the exit code whether there is a difference.
pub(super) fn run(
    before: &Choice,
    after_choice: &Choice,
    format: OutputFormat,
    profile: &Profile,
    lang: Lang,
) -> ExitCode {
    let both = (choose(before, lang), choose(after_choice, lang));
    let (Some(mut old), Some(after)) = both else { return ExitCode::from(UNUSABLE) };
    // A plan tells both versions.
    if let (true, Some(filters)) = (before == after_choice, old.file.document.before()) {
        let same = filters.into_iter().find(|filter| filter.name == after.filter.name);
        old.filter = same.unwrap_or_else(|| Filter::empty(after.filter.name.clone()));
    }
    let before = old;
    let rules = before.filter.rules.len() + after.filter.rules.len();
    let names = [before.file.name.as_str(), &after.file.name];
    let compared = Compared { names, filters: [&before.filter, &after.filter], profile, lang };
    let (equal, report) = analysing(rules, lang, || {
        let changes = changes(&before.filter, &after.filter);
        let report = match format {
            OutputFormat::Json => format!("{:#}\n", compared.object(&changes)),
            OutputFormat::Text => compared.paragraphs(&changes),
        };
        (changes.is_empty(), report)
    });
    answer(&report, format.form(), u8::from(!equal), lang)
}

/// For whom two filters are compared.
struct Compared<'a> {
    names: [&'a str; 2],
    filters: [&'a Filter; 2],
    profile: &'a Profile,
    lang: Lang,
}

impl Compared<'_> {
    fn expectations(&self) -> Vec<ExpectationChange> {
        let [before, after] = self.filters;
        expectation_changes(before, after, self.profile)
    }
}
