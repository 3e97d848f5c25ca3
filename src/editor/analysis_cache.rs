//! What is known from one question to the next. Two of them in a row are about nearly the same list.

use crate::analysis::{Analysis, CancelToken, IncrementalAnalysis, RuleStatus};
use crate::filter::Filter;
use crate::profile::Profile;
use crate::report::{Delta, Report};

/// What the questions before have made known. It makes answers faster, never others; the boxes of a set may be cut in other
/// places.
#[derive(Debug, Default)]
pub struct AnalysisCache {
    /// The list that was asked about last.
    watch: Option<IncrementalAnalysis>,
    /// The last version that others were compared with.
    compared: Option<(Filter, Analysis)>,
    /// The last version that was reported on, and the statuses of its rules.
    reported: (Filter, Vec<RuleStatus>),
}

impl AnalysisCache {
    /// The report on a filter, unless somebody stops it.
    pub(super) fn report(
        &mut self,
        filter: &Filter,
        profile: &Profile,
        repairs: bool,
        cancel: &CancelToken,
    ) -> Option<Report> {
        let (before, statuses) = std::mem::take(&mut self.reported);
        let report = self.analysis(filter, cancel).and_then(|analysis| {
            let report = Report::after((&before, &statuses), filter, profile, analysis)?;
            let report = if repairs { report.with_repairs(filter, profile, analysis) } else { report };
            (!cancel.is_cancelled()).then_some(report)
        });
        self.reported = report.as_ref().map_or((before, statuses), |new| (filter.clone(), new.rules.clone()));
        report
    }

    /// The report on another version and what it changes, unless somebody stops it.
    pub(super) fn compare(
        &mut self,
        before: (&Filter, &Report),
        after: &Filter,
        profile: &Profile,
        cancel: &CancelToken,
    ) -> Option<(Report, Delta)> {
        let old = match self.compared.take().filter(|(filter, _)| filter == before.0) {
            Some((_, old)) => old,
            None => self.analysis(before.0, cancel)?.next(before.0, before.0),
        };
        let new = self.analysis(after, cancel)?;
        let report = Report::after((before.0, &before.1.rules), after, profile, new);
        let answer = report.and_then(|report| {
            let delta = Delta::by([&old, new], before, (after, &report))?;
            Some((report, delta))
        });
        self.compared = Some((before.0.clone(), old));
        answer
    }

    /// The analysis of a filter, unless somebody stops it.
    fn analysis(&mut self, filter: &Filter, cancel: &CancelToken) -> Option<&Analysis> {
        let watch = match self.watch.take() {
            Some(watch) => watch.follow(filter, cancel),
            None => IncrementalAnalysis::new_cancellable(filter, cancel),
        };
        self.watch = watch;
        self.watch.as_ref().map(IncrementalAnalysis::analysis)
    }
}
