//! What a filter shall do, and what it does instead.

use super::Lesson;
use crate::analysis::{
    Analysis, Decider, Liveness, Packet, Reading, Verdict, difference, first_match, readings, rule_statuses,
};
use crate::filter::{Action, Filter};
use crate::lang::Phrase;
use crate::profile::{Expectation, FlowId, Unmet};
use crate::report::{FlowVerdict, verdict_on};

/// One goal of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// What to reach, in one line.
    pub text: Phrase,
    /// The same as a predicate.
    pub wish: Wish,
}

/// A predicate on what a filter does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// This traffic fares so, whatever the documents leave open.
    Traffic(Expectation),
    /// The report's verdict on a flow: it passes, or it is blocked; "everything else" is open, or closed.
    Flow {
        /// Which flow.
        id: FlowId,
        /// What shall happen to it.
        wants: Action,
    },
    /// Every rule decides something.
    Unshadowed,
    /// No rule could go without a difference.
    Irredundant,
    /// Every packet meets the same action as in the filter that the lesson starts with.
    Same,
    /// At most so many rules.
    AtMost(usize),
}

/// Why a goal is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// Traffic fares otherwise.
    Traffic(Unmet),
    /// Earlier rules decide every packet of this rule (1-based).
    Shadowed(usize),
    /// Without this rule (1-based) nothing would change.
    Redundant(usize),
    /// There are more rules than asked for.
    TooMany {
        /// How many there are.
        rules: usize,
        /// How many there may be.
        most: usize,
    },
}

impl From<Unmet> for Miss {
    fn from(unmet: Unmet) -> Self {
        Self::Traffic(unmet)
    }
}

impl Miss {
    /// The packet that shows it, if one does.
    pub const fn packet(&self) -> Option<Packet> {
        match self {
            Self::Traffic(unmet) => Some(unmet.packet),
            Self::Shadowed(_) | Self::Redundant(_) | Self::TooMany { .. } => None,
        }
    }

    /// The rules it speaks of (1-based, 0 for the default).
    pub fn rules(&self) -> Vec<usize> {
        match self {
            Self::Traffic(unmet) => unmet.decided_by.iter().map(|decider| decider.number()).collect(),
            Self::Shadowed(rule) | Self::Redundant(rule) => vec![*rule],
            Self::TooMany { .. } => Vec::new(),
        }
    }
}

impl Goal {
    /// Whether the filter reaches the goal of this lesson.
    ///
    /// # Errors
    /// What it does instead.
    pub fn check(&self, filter: &Filter, lesson: &Lesson) -> Result<(), Miss> {
        self.check_with(&Analysis::new(filter), filter, lesson)
    }

    pub(super) fn check_with(&self, analysis: &Analysis, filter: &Filter, lesson: &Lesson) -> Result<(), Miss> {
        match &self.wish {
            Wish::Traffic(expectation) => Ok(expectation.check(analysis, filter)?),
            Wish::Flow { id, wants } => verdict_on(*id, filter, analysis, &lesson.profile)
                .map_or(Ok(()), |flow| as_judged(&flow, filter, *wants)),
            Wish::Unshadowed => rules(analysis, |status| status.liveness == Liveness::Shadowed, Miss::Shadowed),
            Wish::Irredundant => rules(analysis, |status| status.redundant, Miss::Redundant),
            Wish::Same => same(analysis, &lesson.start, filter),
            Wish::AtMost(most) => match filter.rules.len() {
                rules if rules > *most => Err(Miss::TooMany { rules, most: *most }),
                _ => Ok(()),
            },
        }
    }
}

/// The flow fares so by the judgement that the report gives; a miss has the packet that shows it.
fn as_judged(flow: &FlowVerdict, filter: &Filter, wants: Action) -> Result<(), Miss> {
    let wanted = if wants == Action::Deny { Verdict::Blocked } else { Verdict::Allowed };
    if flow.verdict() == wanted {
        return Ok(());
    }
    let shown = flow.witness.filter(|packet| first_match(filter, packet, Reading::default()).1 != wants);
    let Some(packet) = shown.or_else(|| flow.example(wants.toggled())) else { return Ok(()) };
    let deciders = readings(filter).into_iter().map(|reading| first_match(filter, &packet, reading).0);
    let mut decided_by: Vec<Decider> = deciders.collect();
    decided_by.sort_unstable();
    decided_by.dedup();
    let is_uncertain = flow.verdict() == Verdict::Uncertain;
    if !is_uncertain {
        decided_by = vec![first_match(filter, &packet, Reading::default()).0];
    }
    Err(Unmet { packet, wants, decided_by, is_uncertain }.into())
}

fn rules(
    analysis: &Analysis,
    is_wrong: impl FnMut(&crate::analysis::RuleStatus) -> bool,
    miss: fn(usize) -> Miss,
) -> Result<(), Miss> {
    rule_statuses(analysis).iter().position(is_wrong).map_or(Ok(()), |index| Err(miss(index + 1)))
}

/// The packet that shows a change may meet the other action in one reading only.
fn same(analysis: &Analysis, start: &Filter, filter: &Filter) -> Result<(), Miss> {
    let changed = difference(start, filter);
    Expectation::of(Action::Allow, changed.possibly(Action::Deny)).check(analysis, filter)?;
    Ok(Expectation::of(Action::Deny, changed.possibly(Action::Allow)).check(analysis, filter)?)
}
