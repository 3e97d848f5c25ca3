//! Everything repaired at once: worst first, each step proved against the version before it and against the first one,
//! until no error or warning has a repair.

use super::delta::Delta;
use super::finding::Finding;
use super::repair::Workshop;
use super::severity::Severity;
use super::situation::Situation;
use super::{Report, findings};
use crate::analysis::{Analysis, CancelToken, RuleStatus, rule_statuses};
use crate::filter::{Edit, Filter};
use crate::profile::Profile;

/// So many steps are more than any filter within the cloud's limit needs.
const MOST_STEPS: usize = 100;

/// A filter repaired as far as that can be proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The repaired filter.
    pub filter: Filter,
    /// What leads there from the first one, as one change; `None` if nothing was to be repaired.
    pub(crate) edit: Option<Edit>,
    /// What was repaired, in order, each with its repair: in the numbers of the version it was found in.
    pub(crate) steps: Vec<Finding>,
    /// What is different from the first version; what went is told in its numbers, which a person still sees.
    pub(crate) delta: Delta,
    /// The report on the repaired filter: what is left, with what it asks for.
    pub(crate) report: Report,
}

impl Repaired {
    pub(crate) fn has_errors(&self) -> bool {
        self.report.worst() == Some(Severity::Error)
    }

    /// The errors and warnings of the first version that are gone.
    pub(crate) fn cured(&self) -> impl Iterator<Item = &Finding> {
        self.delta.gone.iter().filter(|finding| finding.severity != Severity::Note)
    }
}

/// Repairs everything that has a proved repair, notes aside. Nothing if somebody stops it.
pub(crate) fn repair_all(filter: &Filter, profile: &Profile, cancel: &CancelToken) -> Option<Repaired> {
    let origin_analysis = Analysis::new_cancellable(filter, cancel);
    let origin = Situation::new(filter, profile, &origin_analysis);
    let (mut now, mut steps) = (filter.clone(), Vec::new());
    for _ in 0..MOST_STEPS {
        let Some(finding) = first_repair(&now, profile, &origin, cancel)? else { break };
        now = finding.fix.as_ref().map_or_else(|| now.clone(), |fix| fix.edit.apply(&now));
        steps.push(finding);
    }
    let analysis = origin_analysis.next(filter, &now);
    let (first, report) = (Report::of(filter, profile), Report::proved(&now, profile));
    let delta = Delta::by([&origin_analysis, &analysis], (filter, &first), (&now, &report))?;
    let edit = (!steps.is_empty()).then(|| Edit::between(filter, &now));
    (!cancel.is_cancelled()).then_some(Repaired { filter: now, edit, steps, delta, report })
}

/// The worst finding that has a repair, with it.
fn first_repair(
    filter: &Filter,
    profile: &Profile,
    origin: &Situation<'_>,
    cancel: &CancelToken,
) -> Option<Option<Finding>> {
    let analysis = Analysis::new_cancellable(filter, cancel);
    let statuses: Vec<RuleStatus> = rule_statuses(&analysis);
    let situation = Situation::new(filter, profile, &analysis);
    let list = findings(&situation, &statuses);
    let workshop = Workshop::new(&situation, &statuses, &list, Some(origin));
    let found = workshop.worst_repaired(list);
    (!cancel.is_cancelled()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Action, Ports, Protocol, Rule};

    #[test]
    fn what_is_cured_is_told_in_the_numbers_of_the_first_version() {
        let ssh = Rule::new(Action::Allow, Protocol::Tcp).ports(Ports::Any, Ports::One(22));
        let filter = Filter { rules: vec![ssh, Rule::new(Action::Deny, Protocol::Ip)], ..Filter::default() };
        let profile = Profile::default();
        let first = Report::of(&filter, &profile);
        let repaired = repair_all(&filter, &profile, &CancelToken::default()).unwrap();
        let cured: Vec<&Finding> = repaired.cured().collect();
        assert!(cured.len() > 3 && cured.iter().all(|finding| first.findings.contains(finding)), "{cured:?}");
        assert!(repaired.steps.iter().any(|step| step.rules != [1]), "a later step has other numbers");
    }
}
