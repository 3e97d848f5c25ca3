//! Everything repaired at once: worst first, each step proved against the version before it and against the first one,
//! until no error or warning has a repair.

use super::finding::Finding;
use super::repair::Workshop;
use super::severity::Severity;
use super::situation::Situation;
use super::{Report, findings};
use crate::analysis::{Analysis, Difference, RuleStatus, Stop, rule_statuses};
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
    pub edit: Option<Edit>,
    /// What was repaired, in order, each with its repair: in the numbers of the version it was found in.
    pub steps: Vec<Finding>,
    /// What is different about the packets.
    pub packets: Difference,
    /// The report on the repaired filter: what is left, with what it asks for.
    pub report: Report,
}

impl Repaired {
    /// Whether an error is left.
    pub fn has_errors(&self) -> bool {
        self.report.worst() == Some(Severity::Error)
    }
}

/// Repairs everything that has a proved repair, notes aside. Nothing if somebody stops it.
pub fn repair_all(filter: &Filter, profile: &Profile, stop: &Stop) -> Option<Repaired> {
    let origin_analysis = Analysis::unless(filter, stop);
    let origin = Situation::new(filter, profile, &origin_analysis);
    let (mut now, mut steps) = (filter.clone(), Vec::new());
    for _ in 0..MOST_STEPS {
        let Some(finding) = first_repair(&now, profile, &origin, stop)? else { break };
        now = finding.fix.as_ref().map_or_else(|| now.clone(), |fix| fix.edit.apply(&now));
        steps.push(finding);
    }
    let analysis = origin_analysis.next(filter, &now);
    let packets = origin_analysis.difference(&analysis);
    let report = Report::proved(&now, profile);
    let edit = (!steps.is_empty()).then(|| Edit::between(filter, &now));
    (!stop.is_set()).then_some(Repaired { filter: now, edit, steps, packets, report })
}

/// The worst finding that has a repair, with it.
fn first_repair(filter: &Filter, profile: &Profile, origin: &Situation<'_>, stop: &Stop) -> Option<Option<Finding>> {
    let analysis = Analysis::unless(filter, stop);
    let statuses: Vec<RuleStatus> = rule_statuses(&analysis);
    let situation = Situation::new(filter, profile, &analysis);
    let list = findings(&situation, &statuses);
    let workshop = Workshop::new(&situation, &statuses, &list, Some(origin));
    let found = workshop.worst_repaired(list);
    (!stop.is_set()).then_some(found)
}
