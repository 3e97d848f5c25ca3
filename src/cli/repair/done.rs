//! A filter and what was done about it.

use crate::cli::input::Chosen;
use crate::profile::Profile;
use crate::report::{Finding, Repaired, Severity};

/// A filter and what was done about it.
pub(super) struct Done<'a> {
    pub(super) chosen: &'a Chosen,
    /// The file as it was given; `None` for standard input.
    pub(super) path: Option<&'a str>,
    pub(super) profile: &'a Profile,
    pub(super) repaired: &'a Repaired,
}

impl Done<'_> {
    /// What repairs are for, and was not repaired: no notes.
    pub(super) fn left(&self) -> impl Iterator<Item = &Finding> {
        self.repaired.report.findings.iter().filter(|finding| finding.severity < Severity::Note)
    }
}
