//! What a lesson is.

use super::goal::Goal;
use crate::analysis::Packet;
use crate::filter::Filter;
use crate::lang::Phrase;
use crate::profile::{FlowId, Profile};

/// One lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// Its name in files and on the command line, such as `dhcp`.
    pub id: String,
    /// What a person calls it.
    pub title: Phrase,
    /// What happened: pages of one or more paragraphs, with a blank line between them.
    pub(crate) story: Vec<Phrase>,
    /// What to keep in mind when it is done.
    pub(crate) remember: Phrase,
    /// Where the facts can be read (URLs).
    pub(crate) sources: Vec<String>,
    /// What the filter protects.
    pub profile: Profile,
    /// The filter to repair.
    pub start: Filter,
    /// What the filter shall do.
    pub goals: Vec<Goal>,
    /// From a question to nearly the answer.
    pub(crate) hints: Vec<Phrase>,
    /// A key script that reaches every goal.
    pub solution: String,
    /// Repairs that look right and are not.
    pub wrong: Vec<WrongRepair>,
    /// The flow that a picture of the lesson shows.
    pub(crate) flow: Option<FlowId>,
    /// How many edits the best repair takes, where that counts.
    pub par: Option<usize>,
}

/// A repair that looks right, and what it leaves undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongRepair {
    /// The key script that makes it.
    pub keys: String,
    /// The goal that stays unmet (1-based).
    pub(crate) goal: usize,
    /// The rule (1-based, 0 for the default) that the miss names.
    pub decided_by: Option<usize>,
    /// The packet that the miss shows.
    pub(crate) packet: Option<Packet>,
}
