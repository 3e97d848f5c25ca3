//! Whether the same can be said with fewer rules.
//!
//! To find out costs more than all other questions together, so it is no part of [`Report::of`]: whoever has the time asks
//! for it afterwards.

use super::Report;
use super::finding::{Finding, FindingKind};
use super::fix::{Fix, REPAIRABLE};
use super::laws::keeps_names;
use super::severity::Severity;
use crate::analysis::{PacketSet, fit_while};
use crate::filter::{Change, Edit, Filter, MAX_RULES, changes};

/// The proposal to do the same with fewer rules, if that is proved and worth a word: a filter that does not do what it
/// should must be mended first, and rules that never decide are spoken of already.
pub fn shorter(filter: &Filter, report: &Report) -> Option<Finding> {
    let count = filter.rules.len();
    if count > MAX_RULES || report.findings.iter().any(comes_first) {
        return None;
    }
    let edit = smaller(filter)?;
    let small = edit.apply(filter);
    let saved = count - small.rules.len();
    let spoken_of = report.findings.iter().filter(|finding| matches!(finding.kind, FindingKind::NeverDecides { .. }));
    (saved > spoken_of.count()).then(|| {
        let rules = changes(filter, &small).into_iter().filter_map(removed).collect();
        let kind = FindingKind::CouldBeShorter { rules: small.rules.len() };
        let nothing = PacketSet::empty();
        let fix = Some(Fix { edit, opens: nothing.clone(), closes: nothing, cures: Vec::new() });
        Finding { fix, ..Finding::new(kind, Severity::Note, rules) }
    })
}

/// Fewer rules that do the same and still say what their author said: whom rules name, what they shut, and why.
pub(super) fn smaller(filter: &Filter) -> Option<Edit> {
    if filter.rules.len() > REPAIRABLE {
        return None;
    }
    let small = fit_while(filter, &|after| keeps_names(filter, after)).filter;
    (small.rules.len() < filter.rules.len()).then(|| Edit::between(filter, &small))
}

/// Whether a finding says that the filter does something else than its owner wants, so that nothing should be built on it.
fn comes_first(finding: &Finding) -> bool {
    match finding.kind {
        FindingKind::BeyondLimit(_) => false,
        FindingKind::NoFinalDeny | FindingKind::NeverDecides { contradicted: true, .. } => true,
        _ => finding.severity == Severity::Error,
    }
}

const fn removed(change: Change) -> Option<usize> {
    match change {
        Change::Removed(index) => Some(index),
        Change::Added(_) => None,
    }
}
