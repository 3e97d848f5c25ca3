//! Work that a popup asks for: where a filter is usual it is done at once; otherwise beside the editor, which says so
//! meanwhile and takes every key. Esc closes the popup, and the work ends with it.

use super::analysis_cache::AnalysisCache;
use super::analysis_request::is_quick;
use crate::analysis::{Analysis, CancelToken, Fit, PacketSet, Traced, fit_while};
use crate::filter::Filter;
use crate::profile::Profile;
use crate::report::{Delta, Repaired, repair_all};

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// Follow traffic down the rules.
    Trace(PacketSet, Filter),
    /// Say what leads from one version to another.
    Compare(Filter, Filter, Profile),
    /// Repair everything.
    Repair(Filter, Profile),
    /// Do with fewer rules.
    Fit(Filter),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkResult {
    /// What becomes of the traffic.
    Traced(Traced),
    /// What the later version changes about the traffic.
    Compared(Delta),
    /// The whole chain of repairs, if there is one.
    Repaired(Option<Box<Repaired>>),
    /// The same with fewer rules.
    Fitted(Fit),
}

impl Work {
    /// Whether it takes no longer than a key may.
    pub(super) fn is_quick(&self) -> bool {
        match self {
            Self::Trace(_, filter) | Self::Repair(filter, _) | Self::Fit(filter) => is_quick(filter),
            Self::Compare(before, after, _) => is_quick(before) && is_quick(after),
        }
    }

    /// Does it, unless it is cancelled.
    pub(crate) fn run(self, cancel: &CancelToken) -> Option<WorkResult> {
        let result = match self {
            Self::Trace(packets, filter) => {
                let analysis = Analysis::new_cancellable(&filter, cancel);
                WorkResult::Traced(Traced::of(packets, &filter, &analysis))
            }
            Self::Compare(before, after, profile) => {
                let mut cache = AnalysisCache::default();
                let report = cache.report(&before, &profile, false, cancel)?;
                let (_, delta) = cache.compare((&before, &report), &after, &profile, cancel)?;
                WorkResult::Compared(delta)
            }
            Self::Repair(filter, profile) => {
                let repaired = repair_all(&filter, &profile, cancel).filter(|repaired| repaired.edit.is_some());
                WorkResult::Repaired(repaired.map(Box::new))
            }
            Self::Fit(filter) => WorkResult::Fitted(fit_while(&filter, &|_| !cancel.is_cancelled())),
        };
        (!cancel.is_cancelled()).then_some(result)
    }
}
