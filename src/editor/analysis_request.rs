//! A question to the analysis that may take longer than a keystroke.
//!
//! Usual filters are answered at once. A list of thousands is answered beside the editor: the world runs
//! [`AnalysisRequest::answer`] on another thread, the screen says "analysing" meanwhile, and stops it when the next question comes.
//! An answer to anything but the latest question is dropped.
//! What one answer has made known helps with the next: a key in a long list costs what it changes.
//! Whether fewer rules would do is always asked there, once the editor is at rest.

use super::analysis_cache::AnalysisCache;
use crate::analysis::CancelToken;
use crate::filter::{Filter, Ports, Rule};
use crate::profile::Profile;
use crate::report::{Delta, Finding, Report, shorter};
use std::collections::HashSet;

/// Up to this many rules the editor answers by itself, if they are not made to be hard.
const SHORT: usize = 100;

/// So many pieces the rules may cut the space of packets into: distinct sources times source ports times server ports. The
/// filters that people have stay far below it and take well below a millisecond.
const SIMPLE: usize = 2_000;

/// Whether a report on the filter takes no longer than a keystroke may.
pub(crate) fn is_quick(filter: &Filter) -> bool {
    if filter.rules.len() > SHORT {
        return false;
    }
    let rules = &filter.rules;
    let sources = rules.iter().map(|rule| rule.source).collect::<HashSet<_>>().len();
    let count = |field: fn(&Rule) -> Ports| rules.iter().map(field).collect::<HashSet<_>>().len();
    sources * count(|rule| rule.source_port) * count(|rule| rule.destination_port) <= SIMPLE
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalysisRequest {
    /// Which question it is; a later one has a higher number.
    pub ticket: u64,
    /// The committed filter.
    pub filter: Filter,
    /// The report on it, if it is known already.
    pub report: Option<Report>,
    /// A version that is not committed.
    pub proposal: Option<Filter>,
    /// The version before the last change, with its report, if the difference is to be told.
    pub changed: Option<Box<(Filter, Report)>>,
    /// The saved filter, where a login that it let in must not be lost unnoticed.
    pub saved: Option<Filter>,
    /// What the filter protects.
    pub profile: Profile,
    /// Whether repairs of the committed filter are proved; a draft has none.
    pub repairs: bool,
    /// Whether fewer rules would do, is asked as well.
    pub shorter: bool,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalysisAnswer {
    pub(crate) ticket: u64,
    /// The report on the committed filter.
    pub report: Report,
    /// The report on the proposal and its difference from the committed filter.
    pub proposal: Option<(Report, Delta)>,
    /// The difference that the last change made, if it was asked.
    pub(crate) change: Option<Delta>,
    /// If it was asked whether fewer rules would do: the finding, if they would.
    pub(crate) shorter: Option<Option<Finding>>,
}

impl AnalysisRequest {
    /// Answers it, however long it takes, unless somebody stops it.
    pub fn answer(self, known: &mut AnalysisCache, cancel: &CancelToken) -> Option<AnalysisAnswer> {
        let Self { ticket, filter, report, proposal, changed, saved, profile, repairs, shorter: wanted } = self;
        let compared = |report: Report, filter: &Filter| match &saved {
            Some(saved) => report.compared_with(saved, filter, &profile),
            None => report,
        };
        let change = match changed {
            Some(before) => Some(known.compare((&before.0, &before.1), &filter, &profile, cancel)?.1),
            None => None,
        };
        let report = match report {
            Some(report) => report,
            None => compared(known.report(&filter, &profile, repairs, cancel)?, &filter),
        };
        let shorter = wanted.then(|| shorter(&filter, &report));
        let proposal = match proposal {
            Some(after) => {
                let (new, delta) = known.compare((&filter, &report), &after, &profile, cancel)?;
                Some((compared(new, &after), delta))
            }
            None => None,
        };
        Some(AnalysisAnswer { ticket, report, proposal, change, shorter })
    }
}
