//! A question to the analysis that may take longer than a keystroke.
//!
//! Usual filters are answered at once. A list of thousands is answered beside the editor: the world runs
//! [`Request::answer`] on another thread, the screen says "analysing" meanwhile, and an answer to anything but the latest
//! question is dropped.

use crate::filter::Filter;
use crate::profile::Profile;
use crate::report::{Delta, Report};

/// Up to this many rules, what the cloud takes and a little more, the editor answers by itself. A report on the filters
/// that people have takes well below a millisecond then; on a list made to be hard, a tenth of a second.
pub(super) const AT_ONCE: usize = 32;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Which question it is; a later one has a higher number.
    pub ticket: u64,
    /// The committed filter.
    pub filter: Filter,
    /// The report on it, if it is known already.
    pub report: Option<Report>,
    /// A version that is not committed.
    pub proposal: Option<Filter>,
    /// What the filter protects.
    pub profile: Profile,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The ticket of the question.
    pub ticket: u64,
    /// The report on the committed filter.
    pub report: Report,
    /// The report on the proposal and its difference from the committed filter.
    pub proposal: Option<(Report, Delta)>,
}

impl Request {
    /// Answers it, however long it takes.
    pub fn answer(self) -> Answered {
        let Self { ticket, filter, report, proposal, profile } = self;
        let report = report.unwrap_or_else(|| Report::of(&filter, &profile));
        let proposal = proposal.map(|after| {
            let new = Report::of(&after, &profile);
            let delta = Delta::between((&filter, &report), (&after, &new));
            (new, delta)
        });
        Answered { ticket, report, proposal }
    }
}
