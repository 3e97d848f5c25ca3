//! What an edit would do, in the words of the report: which flows change, which findings go or come, which packets are
//! newly blocked or allowed.

use super::Report;
use super::finding::Finding;
use super::situation::Status;
use crate::analysis::{Analysis, Difference, Packet, Verdict, difference};
use crate::filter::{Filter, Rule};
use crate::profile::FlowId;

/// A flow whose verdict changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlowChange {
    pub(crate) id: FlowId,
    pub(crate) before: Verdict,
    pub(crate) after: Verdict,
    /// How it stands then.
    pub(crate) status: Status,
    /// For an expectation that is not met then: a packet that shows it.
    pub(crate) witness: Option<Packet>,
}

/// The difference between two reports on two versions of a filter behind one profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    /// Flows whose verdict word changes.
    pub flows: Vec<FlowChange>,
    /// Findings that go away.
    pub gone: Vec<Finding>,
    /// Findings that appear.
    pub new: Vec<Finding>,
    /// The packets whose fate changes.
    pub packets: Difference,
}

impl Delta {
    /// So many boxes are worth telling of what is newly blocked, of what is newly allowed, and of each part of them that
    /// depends on the reading.
    pub(crate) const TOLD: usize = 4;

    /// Compares two versions whose reports are at hand.
    pub fn between(before: (&Filter, &Report), after: (&Filter, &Report)) -> Self {
        Self::with(before, after, difference(before.0, after.0))
    }

    /// The same by the analyses of both, unless somebody stops them.
    pub(crate) fn by(analyses: [&Analysis; 2], before: (&Filter, &Report), after: (&Filter, &Report)) -> Option<Self> {
        let [old, new] = analyses;
        let packets = old.difference(new);
        (!new.is_stopped()).then(|| Self::with(before, after, packets))
    }

    fn with(before: (&Filter, &Report), after: (&Filter, &Report), packets: Difference) -> Self {
        let flows = before.1.flows.iter().filter_map(|old| {
            let new = after.1.flow(old.flow.id)?;
            let (before, after) = (old.verdict(), new.verdict());
            let id = old.flow.id;
            let witness = new.witness.filter(|_| new.severity.is_some() && matches!(id, FlowId::Expected { .. }));
            let change = FlowChange { id, before, after, status: new.status(), witness };
            (change.before != change.after).then_some(change)
        });
        Self { flows: flows.collect(), gone: missing(before, after), new: missing(after, before), packets }
    }
}

/// The findings of one report that the other does not have, those that are told with another's repair too.
fn missing(own: (&Filter, &Report), other: (&Filter, &Report)) -> Vec<Finding> {
    fn all(report: &Report) -> impl Iterator<Item = &Finding> {
        report.findings.iter().chain(&report.folded)
    }
    new_findings((own.0, all(own.1)), (other.0, all(other.1))).into_iter().cloned().collect()
}

/// The findings of one version that another one does not have. Several about the same are matched one to one: first
/// those whose rules say the same, wherever they stand now, then the rest in order.
pub(crate) fn new_findings<'a>(
    own: (&Filter, impl Iterator<Item = &'a Finding>),
    other: (&Filter, impl Iterator<Item = &'a Finding>),
) -> Vec<&'a Finding> {
    fn rules<'f>(finding: &Finding, filter: &'f Filter) -> Vec<Option<&'f Rule>> {
        finding.blamed_rules().iter().map(|at| filter.rules.get(*at)).collect()
    }
    let mut free: Vec<&Finding> = other.1.collect();
    let mut take = |wanted: &dyn Fn(&Finding) -> bool| match free.iter().position(|one| wanted(one)) {
        Some(at) => {
            free.remove(at);
            true
        }
        None => false,
    };
    let mut left: Vec<&Finding> = own.1.collect();
    left.retain(|one| {
        let said = rules(one, own.0);
        !take(&|candidate| candidate.is_about_the_same(one) && rules(candidate, other.0) == said)
    });
    left.retain(|one| !take(&|candidate| candidate.is_about_the_same(one)));
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Action, Ports, Protocol, Source};
    use crate::profile::Profile;

    fn allow(source: &str, port: u16) -> Rule {
        let rule = Rule::new(Action::Allow, Protocol::Tcp).from(Source::parse(source).unwrap());
        rule.ports(Ports::Any, Ports::One(port))
    }

    #[test]
    fn the_finding_that_goes_is_the_one_of_the_rule_that_went() {
        let all =
            vec![allow("", 80), allow("192.0.2.1", 80), allow("192.0.2.2", 80), Rule::new(Action::Deny, Protocol::Ip)];
        let before = Filter { rules: all.clone(), ..Filter::default() };
        let mut rules = all;
        rules.remove(1);
        let after = Filter { rules, ..Filter::default() };
        let [old, new] = [&before, &after].map(|filter| Report::of(filter, &Profile::default()));
        let delta = Delta::between((&before, &old), (&after, &new));
        let gone: Vec<&[usize]> = delta.gone.iter().map(Finding::blamed_rules).collect();
        assert_eq!(gone, [&[1]], "{:?}", delta.gone);
        assert_eq!(delta.new, []);
    }
}
