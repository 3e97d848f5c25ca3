//! What a person should know about a filter: the verdict on every flow of the profile, the rules that decide less than
//! they say, and findings with repairs that the analysis has proved.

mod addresses;
mod chain;
mod conversation;
mod culprits;
mod delta;
mod expectations;
mod exposure;
mod finding;
mod findings;
mod fix;
mod flows;
mod insertion;
mod intent;
mod judge;
mod laws;
mod loss;
mod moment;
mod naming;
mod need;
mod openness;
mod question;
mod reach;
mod repair;
mod severity;
mod shorter;
mod situation;
mod spelling;
mod structure;
mod timeline;
mod traffic;
mod ways_in;
mod witness;

pub use chain::{Repaired, repair_all};
pub use conversation::{Conversation, Moment, Stateful};
pub use delta::{Delta, FlowChange, new_findings};
pub use expectations::{ExpectationChange, expectation_changes};
pub use finding::{Finding, FindingKind, Lost};
pub use fix::Fix;
pub use flows::{Exchange, flows};
pub use insertion::{Insertion, before_final_deny};
pub use laws::Broken;
pub use loss::{ClassId, ClassLoss, Level, Pain};
pub use moment::{What, When};
pub use naming::NamedFlows;
pub use need::Need;
pub use reach::{Reach, ReachChange, Who, reach, reach_changes};
pub use severity::Severity;
pub use shorter::shorter;
pub use situation::{FlowVerdict, Status};
pub use timeline::{TimelineEvent, timeline};
pub use ways_in::{LockOut, WayIn, lock_out};

use crate::analysis::{Analysis, RuleStatus, rule_statuses, rule_statuses_after};
use crate::filter::Filter;
use crate::profile::{FlowId, Profile};
use findings::findings;
use repair::Workshop;
use situation::Situation;

/// The complete report on a filter behind a profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The verdict on every flow, "everything else" last.
    pub flows: Vec<FlowVerdict>,
    /// The status of every rule.
    pub rules: Vec<RuleStatus>,
    /// What a person should know, worst first, then causes, flows, openness and the order of the rules.
    pub findings: Vec<Finding>,
    /// Findings that the repair of one above cures too: they are told with that repair.
    pub folded: Vec<Finding>,
}

impl Report {
    /// Asks every question about the filter. Its findings have no repairs yet: to prove them takes longer.
    pub fn of(filter: &Filter, profile: &Profile) -> Self {
        let analysis = Analysis::new(filter);
        Self::made(filter, profile, &analysis, rule_statuses(&analysis))
    }

    /// The same with proved repairs, and with questions where something is missing for one. A finding that a repair above
    /// it cures too is told with that repair.
    pub fn proved(filter: &Filter, profile: &Profile) -> Self {
        let analysis = Analysis::new(filter);
        let report = Self::made(filter, profile, &analysis, rule_statuses(&analysis));
        report.with_repairs(filter, profile, &analysis)
    }

    /// The same by the filter's analysis, for a filter that has much in common with one whose statuses are at hand. Nothing
    /// if somebody stops the analysis.
    pub fn after(
        before: (&Filter, &[RuleStatus]),
        filter: &Filter,
        profile: &Profile,
        analysis: &Analysis,
    ) -> Option<Self> {
        let report = Self::made(filter, profile, analysis, rule_statuses_after(before, filter, analysis));
        (!analysis.is_stopped()).then_some(report)
    }

    fn made(filter: &Filter, profile: &Profile, analysis: &Analysis, rules: Vec<RuleStatus>) -> Self {
        let situation = Situation::new(filter, profile, analysis);
        let findings = findings(&situation, &rules);
        Self { flows: situation.flows, rules, findings, folded: Vec::new() }
    }

    /// The report with every repair proved, by the analysis of its filter. Without them, if somebody stops that.
    #[must_use]
    pub fn with_repairs(self, filter: &Filter, profile: &Profile, analysis: &Analysis) -> Self {
        let situation = Situation::new(filter, profile, analysis);
        let list = findings(&situation, &self.rules);
        let workshop = Workshop::new(&situation, &self.rules, &list, None);
        let (findings, folded) = workshop.proved(list);
        Self { findings, folded, ..self }
    }

    /// The verdict on one flow.
    pub fn flow(&self, id: FlowId) -> Option<&FlowVerdict> {
        self.flows.iter().find(|verdict| verdict.flow.id == id)
    }

    /// Whether everything passes in the end; then every rule that allows is redundant, which is not worth telling of each.
    pub fn is_open(&self) -> bool {
        self.findings.iter().any(|finding| finding.kind == FindingKind::NoFinalDeny)
    }

    /// The worst severity found.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).min()
    }
}

/// The laws of repairs that a step breaks, of those that hold for any of them: nothing protected is opened, nothing
/// breaks, strangers reach no more that matters, statements stay, the list fits. `first` is the version that a chain of
/// repairs began with. Closing a port that somebody alone may reach may cost needed flows a share below a tenth.
pub fn broken_laws(first: &Filter, before: &Filter, after: &Filter, profile: &Profile) -> Vec<Broken> {
    let analyses = [first, before, after].map(Analysis::new);
    let [origin, old, new] = &analyses;
    let origin = Situation::new(first, profile, origin);
    let (old, new) = (Situation::new(before, profile, old), Situation::new(after, profile, new));
    let step = laws::Step::new(&old, &new);
    let narrowed: Vec<usize> = (0..before.rules.len()).collect();
    let laws = [
        step.no_way_in(&origin),
        step.nothing_breaks(&origin, &narrowed, true),
        step.opens_what_it_says(None),
        step.statements_stay(&origin),
        step.it_fits(),
    ];
    laws.into_iter().filter_map(Result::err).collect()
}

/// The verdict on one flow alone, from the analysis of the filter.
pub fn verdict_on(id: FlowId, filter: &Filter, analysis: &Analysis, profile: &Profile) -> Option<FlowVerdict> {
    Situation::new(filter, profile, analysis).flows.into_iter().find(|flow| flow.flow.id == id)
}
