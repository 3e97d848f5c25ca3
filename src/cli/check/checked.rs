//! A filter of the input with its report.

use crate::filter::Filter;
use crate::formats::Note;
use crate::lang::Lang;
use crate::language;
use crate::profile::Profile;
use crate::report::{Finding, Report};
use std::path::Path;

/// One filter of the input and all that is said about it.
pub(super) struct Checked<'a> {
    /// What messages call its file.
    pub(super) name: String,
    /// The file as it was given; `None` for standard input.
    pub(super) path: Option<&'a Path>,
    /// Its number in the file, from 1, and how many there are.
    pub(super) place: (usize, usize),
    /// The line of each rule in the file, from 1.
    pub(super) lines: Vec<usize>,
    pub(super) filter: &'a Filter,
    pub(super) notes: &'a [Note],
    pub(super) profile: &'a Profile,
    pub(super) report: Report,
}

impl Checked<'_> {
    /// Where a person would look first.
    pub(super) fn line(&self, finding: &Finding) -> Option<usize> {
        finding.rules.first().and_then(|rule| self.lines.get(*rule)).copied()
    }
}

/// What a finding says, in one line.
pub(super) fn message(finding: &Finding, lang: Lang) -> String {
    let title = language::finding_title(finding, lang);
    let consequence = language::finding_consequence(finding, lang);
    crate::language::grammar::sentences(&title, &consequence, lang)
}

/// The same beside a file. Where rules have no lines, as in a plan, it begins with the filter's name.
pub(super) fn annotation(one: &Checked<'_>, finding: &Finding, lang: Lang) -> String {
    let told = message(finding, lang);
    let has_lines = !one.lines.is_empty() || one.filter.rules.is_empty();
    if has_lines || one.filter.name.is_empty() { told } else { format!("{}: {told}", one.filter.name) }
}
