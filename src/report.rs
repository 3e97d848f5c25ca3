//! What a person should know about a filter: the verdict on every flow of the profile, the rules that decide less than
//! they say, and findings with repairs that the analysis has proved.

mod conversation;
mod delta;
mod everything_else;
mod finding;
mod insertion;
mod login;
mod naming;
mod repair;
mod shorter;
mod situation;
mod spelling;
mod structure;
mod timeline;
mod traffic;

pub use conversation::{Conversation, Moment, Stateful};
pub use delta::{Delta, FlowChange};
pub use finding::{Finding, FindingKind, Fix, Severity, Strangers};
pub use insertion::{Insertion, before_final_deny};
pub use naming::NamedFlows;
pub use shorter::shorter;
pub use situation::FlowVerdict;
pub use timeline::{Happening, What, When, timeline};

use crate::analysis::{Analysis, RuleStatus, rule_statuses, rule_statuses_after};
use crate::filter::Filter;
use crate::profile::{FlowId, Profile, flows};
use situation::Situation;

/// The complete report on a filter behind a profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The verdict on every flow, "everything else" last.
    pub flows: Vec<FlowVerdict>,
    /// The status of every rule.
    pub rules: Vec<RuleStatus>,
    /// What a person should know, worst first, then in the order of the rules.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Asks every question about the filter.
    pub fn of(filter: &Filter, profile: &Profile) -> Self {
        let analysis = Analysis::new(filter);
        Self::made(filter, profile, &analysis, rule_statuses(&analysis))
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
        let mut findings = traffic::findings(&situation);
        findings.extend(login::finding(&situation));
        findings.extend(structure::findings(&situation, &rules));
        findings.extend(spelling::findings(&situation));
        findings.sort_by_key(|finding| (finding.severity, finding.rank()));
        Self { flows: situation.flows, rules, findings }
    }

    /// The verdict on one flow.
    pub fn flow(&self, id: FlowId) -> Option<&FlowVerdict> {
        self.flows.iter().find(|verdict| verdict.flow.id == id)
    }

    /// The worst severity found.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).min()
    }
}

/// The verdict on "everything else" alone, from the analysis of the filter.
pub fn everything_else(filter: &Filter, analysis: &Analysis, profile: &Profile) -> FlowVerdict {
    everything_else::everything_else(filter, analysis, flows(profile).iter())
}
