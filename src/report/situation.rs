//! A filter behind a profile, with the questions of the profile answered: what findings are read from and what a
//! proposed edit is measured by.

use super::everything_else::everything_else;
use crate::analysis::{Analysis, Answer, PacketSet, Verdict};
use crate::filter::{Action, Filter};
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

    /// The packets of the flow that pass whatever the reading.
    pub fn surely_allowed(&self) -> PacketSet {
        self.answer.certainly(Action::Allow)
    }
}

/// A filter, a profile and the answers.
pub(super) struct Situation<'a> {
    pub(super) filter: Filter,
    pub(super) profile: &'a Profile,
    pub(super) analysis: Analysis,
    pub(super) flows: Vec<FlowVerdict>,
}

impl<'a> Situation<'a> {
    pub(super) fn new(filter: Filter, profile: &'a Profile) -> Self {
        let analysis = Analysis::new(&filter);
        let mut questions = flows(profile);
        questions.push(everything_else(&filter, &questions));
        let flows =
            questions.into_iter().map(|flow| FlowVerdict { answer: analysis.answer(&flow.packets), flow }).collect();
        Self { filter, profile, analysis, flows }
    }

    pub(super) fn flow(&self, id: FlowId) -> Option<&FlowVerdict> {
        self.flows.iter().find(|verdict| verdict.flow.id == id)
    }

    pub(super) fn verdict(&self, id: FlowId) -> Option<Verdict> {
        self.flow(id).map(FlowVerdict::verdict)
    }
}
