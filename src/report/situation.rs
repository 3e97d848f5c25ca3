//! A filter behind a profile, with the questions of the profile answered: what findings are read from and what a
//! proposed edit is measured by.

use super::everything_else::everything_else;
use crate::analysis::{Analysis, Answer, Verdict};
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
    pub(super) analysis: &'a Analysis,
    pub(super) flows: Vec<FlowVerdict>,
}

impl<'a> Situation<'a> {
    pub(super) fn new(filter: &'a Filter, profile: &'a Profile, analysis: &'a Analysis) -> Self {
        let answered = |flow: Flow| FlowVerdict { answer: analysis.answer(&flow.packets), flow };
        let mut flows: Vec<FlowVerdict> = flows(profile).into_iter().map(answered).collect();
        flows.push(everything_else(filter, analysis, flows.iter().map(|verdict| &verdict.flow)));
        Self { filter, profile, analysis, flows }
    }

    pub(super) fn flow(&self, id: FlowId) -> Option<&FlowVerdict> {
        self.flows.iter().find(|verdict| verdict.flow.id == id)
    }

    pub(super) fn verdict(&self, id: FlowId) -> Option<Verdict> {
        self.flow(id).map(FlowVerdict::verdict)
    }

    /// What an edit would make of it.
    pub(super) fn after<'b>(&'b self, edit: &'b Edit) -> Proposal<'b> {
        let filter = edit.apply(self.filter);
        let analysis = self.analysis.next(self.filter, &filter);
        Proposal { before: self, edit, filter, analysis }
    }
}

/// What an edit would make of a situation. Only what is asked is answered, and only about packets that the edit concerns:
/// all others meet the same rules as before.
pub(super) struct Proposal<'a> {
    pub(super) before: &'a Situation<'a>,
    edit: &'a Edit,
    pub(super) filter: Filter,
    pub(super) analysis: Analysis,
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

    /// Whether all packets of a flow pass now.
    pub(super) fn allows(&self, id: FlowId) -> bool {
        self.before.flow(id).is_some_and(|flow| self.analysis.allows(&flow.flow.packets))
    }

    /// The first needed flow of which a packet surely passed before and does not any more. Whoever looks after the server
    /// must still get in, even if nobody said who that is.
    pub(super) fn harmed(&self) -> Option<FlowId> {
        if only_opens(self.edit, self.before.filter) {
            return None;
        }
        let needed =
            self.before.flows.iter().map(|verdict| &verdict.flow).filter(|flow| flow.needed || flow.id.is_login());
        let before = self.before.analysis;
        let comparison = before.against(&self.analysis);
        let mut harmed = needed.filter(|flow| {
            let blocked = comparison.difference(Some(&flow.packets)).possibly(Action::Deny);
            // In a reading in which they pass after the edit either, packets may have been blocked before.
            !blocked.is_empty() && before.surely(&blocked, Action::Allow)
        });
        harmed.next().map(|flow| flow.id)
    }

    /// Whether packets that nobody asked for pass afterwards that did not before.
    pub(super) fn opens_the_rest(&self) -> bool {
        let Some(rest) = self.before.flow(FlowId::EverythingElse) else { return false };
        let before = self.before.analysis;
        let allowed = before.against(&self.analysis).difference(Some(&rest.flow.packets)).possibly(Action::Allow);
        !allowed.is_empty() && before.surely(&allowed, Action::Deny)
    }

    /// The rules that never decide any packet afterwards, ascending: `enough` of them, if they are there.
    pub(super) fn idle(&self, enough: usize) -> Vec<usize> {
        // A rule that is put before others takes packets from them. None of them comes to life.
        let known = inserted(self.edit).map(|places| {
            let dead = self.before.analysis.marks().iter().enumerate().filter(|(_, mark)| !mark.decides);
            dead.map(|(at, _)| places.iter().fold(at, |at, place| at + usize::from(*place <= at))).collect()
        });
        known.filter(|known: &Vec<usize>| known.len() >= enough).unwrap_or_else(|| {
            let marks = self.analysis.marks().iter().enumerate();
            marks.filter(|(_, mark)| !mark.decides).map(|(at, _)| at).collect()
        })
    }
}

/// Whether every step adds an allow rule or takes a deny away: then whatever passed still passes.
fn only_opens(edit: &Edit, filter: &Filter) -> bool {
    edit.steps().into_iter().all(|step| matches!(step, Edit::Insert { rule, .. } if rule.action == Action::Allow))
        || matches!(edit, Edit::Remove { at } if filter.rules.get(*at).is_some_and(|rule| rule.action == Action::Deny))
}

/// The places of an edit's insertions, in order, if it consists of nothing else.
fn inserted(edit: &Edit) -> Option<Vec<usize>> {
    let place = |step: &Edit| match step {
        Edit::Insert { at, .. } => Some(*at),
        _ => None,
    };
    edit.steps().into_iter().map(place).collect()
}
