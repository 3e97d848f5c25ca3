//! What a filter shall do, and what it does instead.

use crate::analysis::Packet;
use crate::filter::Action;
use crate::lang::Phrase;
use crate::profile::{Expectation, FlowId, Unmet};

/// One goal of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// What to reach, in one line.
    pub(crate) text: Phrase,
    /// The same as a predicate.
    pub wish: Predicate,
}

/// A predicate on what a filter does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Predicate {
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
pub enum Failure {
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

impl From<Unmet> for Failure {
    fn from(unmet: Unmet) -> Self {
        Self::Traffic(unmet)
    }
}

impl Failure {
    /// The packet that shows it, if one does.
    pub(crate) const fn packet(&self) -> Option<Packet> {
        match self {
            Self::Traffic(unmet) => Some(unmet.packet),
            Self::Shadowed(_) | Self::Redundant(_) | Self::TooMany { .. } => None,
        }
    }

    /// The rules it speaks of (1-based, 0 for the default).
    pub(crate) fn rules(&self) -> Vec<usize> {
        match self {
            Self::Traffic(unmet) => unmet.decided_by.iter().map(|decider| decider.number()).collect(),
            Self::Shadowed(rule) | Self::Redundant(rule) => vec![*rule],
            Self::TooMany { .. } => Vec::new(),
        }
    }
}
