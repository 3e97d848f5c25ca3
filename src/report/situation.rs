//! A filter behind a profile, with the questions of the profile answered: what findings are read from and what a
//! proposed edit is measured by.

use super::everything_else::everything_else;
use crate::analysis::{Analysis, Answer, PacketSet, Verdict, packets_of};
use crate::filter::{Action, Edit, Filter};
use crate::profile::{Flow, FlowId, Profile, flows};

/// A flow and what the filter does to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowVerdict {
    /// The question.
    pub flow: Flow,
    /// The answer.
    pub answer: Answer,
}

impl FlowVerdict {
    /// The verdict over all readings.
    pub fn verdict(&self) -> Verdict {
        self.answer.verdict
    }

    /// The 0-based index of the first rule that blocks a part of the flow, in any reading.
    pub fn first_blocker(&self) -> Option<usize> {
        self.answer.deciders_of(Action::Deny).into_iter().find_map(|decider| match decider {
            crate::analysis::Decider::Rule(index) => Some(index),
            crate::analysis::Decider::Default => None,
        })
    }
}

/// A filter, a profile and the answers.
pub(super) struct Situation<'a> {
    pub(super) filter: &'a Filter,
    pub(super) profile: &'a Profile,
    pub(super) analysis: Analysis,
    pub(super) flows: Vec<FlowVerdict>,
}

impl<'a> Situation<'a> {
    pub(super) fn new(filter: &'a Filter, profile: &'a Profile) -> Self {
        let analysis = Analysis::new(filter);
        let answered = |flow: Flow| FlowVerdict { answer: analysis.answer(&flow.packets), flow };
        let mut flows: Vec<FlowVerdict> = flows(profile).into_iter().map(answered).collect();
        flows.push(everything_else(filter, &analysis, flows.iter().map(|verdict| &verdict.flow)));
        Self { filter, profile, analysis, flows }
    }

    pub(super) fn flow(&self, id: FlowId) -> Option<&FlowVerdict> {
        self.flows.iter().find(|verdict| verdict.flow.id == id)
    }

    pub(super) fn verdict(&self, id: FlowId) -> Option<Verdict> {
        self.flow(id).map(FlowVerdict::verdict)
    }

    /// What an edit would make of it.
    pub(super) fn after(&self, edit: &Edit) -> Proposal<'_> {
        let filter = edit.apply(self.filter);
        let (analysis, concerned) = (Analysis::new(&filter), packets_of(&edit.touched(self.filter)));
        Proposal { before: self, filter, analysis, concerned }
    }
}

/// What an edit would make of a situation. Only what is asked is answered, and only about packets that the edit concerns:
/// all others meet the same rules as before.
pub(super) struct Proposal<'a> {
    before: &'a Situation<'a>,
    pub(super) filter: Filter,
    pub(super) analysis: Analysis,
    concerned: PacketSet,
}

impl Proposal<'_> {
    /// The new answer about a flow.
    pub(super) fn flow(&self, id: FlowId) -> Option<FlowVerdict> {
        let flow = &self.before.flow(id)?.flow;
        if id == FlowId::EverythingElse {
            let flows = self.before.flows.iter().map(|verdict| &verdict.flow);
            let others = flows.filter(|flow| flow.id != FlowId::EverythingElse);
            return Some(everything_else(&self.filter, &self.analysis, others));
        }
        Some(FlowVerdict { flow: flow.clone(), answer: self.analysis.answer(&flow.packets) })
    }

    /// The first needed flow of which a packet surely passed before and does not any more. Whoever looks after the server
    /// must still get in, even if nobody said who that is.
    pub(super) fn harmed(&self) -> Option<FlowId> {
        let needed =
            self.before.flows.iter().map(|verdict| &verdict.flow).filter(|flow| flow.needed || flow.id.is_login());
        let mut harmed = needed.filter(|flow| {
            let packets = flow.packets.intersect(&self.concerned);
            let surely = |analysis: &Analysis| analysis.answer(&packets).certainly(Action::Allow);
            !packets.is_empty() && !surely(&self.before.analysis).subtract(&surely(&self.analysis)).is_empty()
        });
        harmed.next().map(|flow| flow.id)
    }
}
