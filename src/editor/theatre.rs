//! The packet theatre as a value: the conversations of the flows, one on the stage, played moment by moment at the
//! reader's key.

use super::session::Session;
use crate::analysis::Decider;
use crate::profile::FlowId;
use crate::report::{Conversation, Moment};

/// The stage.
#[derive(Debug, Clone)]
pub struct Theatre {
    conversations: Vec<Conversation>,
    shown: usize,
    moment: usize,
}

impl Theatre {
    /// Opens on a flow, else on the first that is needed and does not pass, else on the first; `None` where no flow has
    /// been judged.
    pub fn open(session: &Session, wish: Option<FlowId>) -> Option<Self> {
        let flows = &session.report.flows;
        let pair = |flow| Some((flow, Conversation::of(flow, session.filter())?));
        let (verdicts, conversations): (Vec<_>, Vec<_>) = flows.iter().filter_map(pair).unzip();
        let wished = |id: FlowId| verdicts.iter().position(|flow| flow.flow.id == id);
        let worst = verdicts.iter().filter_map(|flow| flow.severity).min();
        let troubled = || verdicts.iter().position(|flow| worst.is_some() && flow.severity == worst);
        let shown = wish.and_then(wished).or_else(troubled).unwrap_or(0);
        (!conversations.is_empty()).then_some(Self { conversations, shown, moment: 0 })
    }

    /// The conversation on the stage.
    pub fn conversation(&self) -> Option<&Conversation> {
        self.conversations.get(self.shown)
    }

    /// The moments that have been played, the present one last, and how many there are.
    pub fn played(&self) -> (Vec<Moment>, usize) {
        let mut moments = self.conversation().map(Conversation::moments).unwrap_or_default();
        let all = moments.len();
        moments.truncate(self.moment + 1);
        (moments, all)
    }

    /// Goes so many moments on, or back.
    pub fn step(&mut self, by: isize) {
        let last = self.played().1.saturating_sub(1);
        self.moment = self.moment.saturating_add_signed(by).min(last);
    }

    /// Begins the conversation of another flow, around the end.
    pub fn turn(&mut self, forward: bool) {
        let count = self.conversations.len().max(1);
        self.shown = (self.shown + if forward { 1 } else { count - 1 }) % count;
        self.moment = 0;
    }

    /// The row of the table that the present moment speaks of, in a filter of so many rules.
    pub fn row(&self, rules: usize) -> Option<usize> {
        let moment = *self.played().0.last()?;
        match self.conversation()?.rule_at(moment)? {
            Decider::Rule(index) => Some(index),
            Decider::Default => Some(rules),
        }
    }
}
