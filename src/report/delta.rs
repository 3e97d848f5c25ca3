//! What an edit would do, in the words of the report: which flows change, which findings go or come, which packets are
//! newly blocked or allowed.

use super::Report;
use super::finding::Finding;
use super::situation::Status;
use crate::analysis::{Analysis, Difference, Verdict, difference};
use crate::filter::Filter;
use crate::profile::FlowId;

/// A flow whose verdict changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlowChange {
    /// Which flow.
    pub id: FlowId,
    /// Its verdict before.
    pub before: Verdict,
    /// Its verdict after.
    pub after: Verdict,
    /// How it stands then.
    pub status: Status,
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
    pub const TOLD: usize = 4;

    /// Compares two versions whose reports are at hand.
    pub fn between(before: (&Filter, &Report), after: (&Filter, &Report)) -> Self {
        Self::with(before, after, difference(before.0, after.0))
    }

    /// The same by the analyses of both, unless somebody stops them.
    pub fn by(analyses: [&Analysis; 2], before: (&Filter, &Report), after: (&Filter, &Report)) -> Option<Self> {
        let [old, new] = analyses;
        let packets = old.difference(new);
        (!new.is_stopped()).then(|| Self::with(before, after, packets))
    }

    fn with(before: (&Filter, &Report), after: (&Filter, &Report), packets: Difference) -> Self {
        let flows = before.1.flows.iter().filter_map(|old| {
            let new = after.1.flow(old.flow.id)?;
            let (before, after) = (old.verdict(), new.verdict());
            let change = FlowChange { id: old.flow.id, before, after, status: new.status() };
            (change.before != change.after).then_some(change)
        });
        Self { flows: flows.collect(), gone: missing(before.1, after.1), new: missing(after.1, before.1), packets }
    }

    /// Whether no packet's fate changes and no finding goes or comes.
    pub fn is_empty(&self) -> bool {
        self.packets.is_empty() && self.gone.is_empty() && self.new.is_empty()
    }
}

/// The findings of one report that the other does not have, those that are told with another's repair too. Several of one
/// code are matched one to one, in order.
fn missing(report: &Report, other: &Report) -> Vec<Finding> {
    let mut unmatched: Vec<&Finding> = other.findings.iter().chain(&other.folded).collect();
    let mut rest = Vec::new();
    for finding in report.findings.iter().chain(&report.folded) {
        match unmatched.iter().position(|candidate| candidate.is_about_the_same(finding)) {
            Some(at) => drop(unmatched.remove(at)),
            None => rest.push(finding.clone()),
        }
    }
    rest
}
