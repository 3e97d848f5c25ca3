//! What becomes of the profile's expectations between two versions of a filter.

use crate::analysis::Analysis;
use crate::filter::Filter;
use crate::profile::{Expectation, FlowId, Profile, Unmet};

/// An expectation that one of two versions meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExpectationChange {
    pub(crate) id: FlowId,
    pub(crate) expectation: Expectation,
    /// Whether it is the later version that meets it.
    pub(crate) met: bool,
    /// What shows that the other one does not.
    pub(crate) unmet: Unmet,
}

/// The expectations that only one of two versions meets, in their order.
pub(crate) fn expectation_changes(before: &Filter, after: &Filter, profile: &Profile) -> Vec<ExpectationChange> {
    if profile.expectations.is_empty() {
        return Vec::new();
    }
    let [old, new] = [before, after].map(Analysis::new);
    let change = |(index, one): (usize, &Expectation)| {
        let (met, unmet) = match (one.check(&old, before), one.check(&new, after)) {
            (Err(unmet), Ok(())) => (true, unmet),
            (Ok(()), Err(unmet)) => (false, unmet),
            _ => return None,
        };
        let id = FlowId::Expected { index, wants: one.wants };
        Some(ExpectationChange { id, expectation: one.clone(), met, unmet })
    };
    profile.expectations.iter().enumerate().filter_map(change).collect()
}
