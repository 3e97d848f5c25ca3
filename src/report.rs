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
mod server;
mod severity;
mod shorter;
mod situation;
mod spelling;
mod structure;
mod timeline;
mod traffic;
mod visitors;
mod ways_in;
mod witness;

pub use chain::Repaired;
pub use delta::{Delta, FlowChange};
pub use finding::{Finding, FindingKind};
pub use fix::Fix;
pub use insertion::Insertion;
pub use laws::Broken;
pub use loss::{ClassLoss, Level};
pub use need::Need;
pub use severity::Severity;
pub use shorter::shorter;
pub use situation::{FlowVerdict, Status};

pub(crate) use chain::repair_all;
pub(crate) use conversation::{Conversation, Moment, Stateful};
pub(crate) use delta::new_findings;
pub(crate) use expectations::{ExpectationChange, expectation_changes};
pub(crate) use finding::Lost;
pub(crate) use flows::{Exchange, flows};
pub(crate) use insertion::before_final_deny;
pub(crate) use loss::{ClassId, Pain};
pub(crate) use moment::{What, When};
pub(crate) use naming::NamedFlows;
pub(crate) use reach::{Reach, ReachChange, Who, reach, reach_changes};
pub(crate) use server::{Noticed, ServerRow, ServerTopic, Standing};
pub(crate) use timeline::{TimelineEvent, timeline};
pub(crate) use visitors::{Reachable, Visitor, VisitorRow};
pub(crate) use ways_in::{LockOut, WayIn, lock_out};

use crate::analysis::{Analysis, Liveness, RuleStatus, rule_statuses, rule_statuses_after};
use crate::filter::Filter;
use crate::profile::{FlowId, Profile};
use findings::findings;
use repair::Workshop;
use server::server_rows;
use situation::Situation;
use visitors::visitor_rows;

/// The most rules of a filter whose report lists who can come in for each keystroke.
const MAX_LISTED: usize = 1000;

/// The complete report on a filter behind a profile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The verdict on every flow, "everything else" last.
    pub flows: Vec<FlowVerdict>,
    /// Does the server work? What it needs, in the words of a person's questions.
    pub(crate) server: Vec<ServerRow>,
    /// Who can come in, and to what? Empty for a filter of more than a thousand rules, of which it takes too long for each
    /// keystroke.
    pub(crate) visitors: Vec<VisitorRow>,
    /// The status of every rule.
    pub rules: Vec<RuleStatus>,
    /// What a person should know, worst first, then causes, flows, openness and the order of the rules.
    pub findings: Vec<Finding>,
    /// Findings that the repair of one above cures too: they are told with that repair.
    pub folded: Vec<Finding>,
}

/// The statuses, without any claim about what a rule does of which something is not known.
fn of_known(filter: &Filter, mut statuses: Vec<RuleStatus>) -> Vec<RuleStatus> {
    for (status, _) in statuses.iter_mut().zip(&filter.rules).filter(|(_, rule)| rule.is_unresolved()) {
        status.liveness = Liveness::Live;
        status.redundant = false;
        status.contradicted = false;
        status.blocked_by.clear();
        status.relations.clear();
    }
    statuses
}

impl Report {
    /// Asks every question about the filter. Its findings have no repairs yet: to prove them takes longer.
    pub fn of(filter: &Filter, profile: &Profile) -> Self {
        let analysis = Analysis::new(filter);
        Self::made(filter, profile, &analysis, rule_statuses(&analysis), MAX_LISTED)
    }

    /// The same with proved repairs, and with questions where something is missing for one. A finding that a repair above
    /// it cures too is told with that repair.
    pub fn proved(filter: &Filter, profile: &Profile) -> Self {
        let analysis = Analysis::new(filter);
        let report = Self::made(filter, profile, &analysis, rule_statuses(&analysis), usize::MAX);
        report.with_repairs(filter, profile, &analysis)
    }

    /// The same by the filter's analysis, for a filter that has much in common with one whose statuses are at hand. Nothing
    /// if somebody stops the analysis.
    pub(crate) fn after(
        before: (&Filter, &[RuleStatus]),
        filter: &Filter,
        profile: &Profile,
        analysis: &Analysis,
    ) -> Option<Self> {
        let rules = rule_statuses_after(before, filter, analysis);
        let report = Self::made(filter, profile, analysis, rules, MAX_LISTED);
        (!analysis.is_stopped()).then_some(report)
    }

    /// Who can come in is listed for a filter of so many rules at most.
    fn made(
        filter: &Filter,
        profile: &Profile,
        analysis: &Analysis,
        rules: Vec<RuleStatus>,
        most_listed: usize,
    ) -> Self {
        let rules = of_known(filter, rules);
        let situation = Situation::new(filter, profile, analysis);
        let findings = findings(&situation, &rules);
        let server = server_rows(&situation, &findings);
        let is_listed = filter.rules.len() <= most_listed;
        let visitors = if is_listed { visitor_rows(&situation, &findings) } else { Vec::new() };
        Self { flows: situation.flows, server, visitors, rules, findings, folded: Vec::new() }
    }

    /// The report with every repair proved, by the analysis of its filter. Without them, if somebody stops that.
    #[must_use]
    pub(crate) fn with_repairs(self, filter: &Filter, profile: &Profile, analysis: &Analysis) -> Self {
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
    pub(crate) fn is_open(&self) -> bool {
        self.findings.iter().any(|finding| finding.kind == FindingKind::NoFinalDeny)
    }

    /// Tells of a login that a saved version let in and this one does not, until it is saved: without a known
    /// administrator "nobody can log in" is no more than a note.
    #[must_use]
    pub(crate) fn compared_with(mut self, saved: &Filter, filter: &Filter, profile: &Profile) -> Self {
        let login = self.server.iter_mut().find(|row| row.topic == ServerTopic::Login);
        let login = login.filter(|row| !matches!(row.standing, Standing::Fine | Standing::Unsure));
        let login = login.filter(|_| saved != filter);
        if let Some(row) = login.filter(|_| lock_out(saved, filter, profile, None).is_some_and(|lost| lost.last)) {
            (row.standing, row.noticed) = (Standing::Wrong(Severity::Error), Noticed::LoginLost);
        }
        self
    }

    /// Whether the saved version let somebody log in and this one nobody, if it was compared with that.
    pub(crate) fn has_lost_login(&self) -> bool {
        self.server.iter().any(|row| row.noticed == Noticed::LoginLost)
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
pub(crate) fn verdict_on(id: FlowId, filter: &Filter, analysis: &Analysis, profile: &Profile) -> Option<FlowVerdict> {
    Situation::new(filter, profile, analysis).flows.into_iter().find(|flow| flow.flow.id == id)
}
