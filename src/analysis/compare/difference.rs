//! What differs between two filters, and on what that depends.

use crate::analysis::condition::Condition;
use crate::analysis::interpretation::Interpretation;
use crate::analysis::set::{PacketKind, PacketSet};
use crate::filter::Action;

/// The packets that two filters treat differently: in every reading that either of them has, or in some.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Allowed before, blocked after, in every reading (tidied boxes).
    pub newly_blocked: PacketSet,
    /// Blocked before, allowed after, in every reading (tidied boxes).
    pub newly_allowed: PacketSet,
    /// What changes in some readings only, or not in the same direction in all: what is blocked first. No condition stands
    /// there twice for one direction, and of what becomes the same no packet is in two.
    pub depends: Vec<Dependent>,
}

/// Packets whose fate changes in some readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependent {
    /// What becomes of them there; before it was the other action.
    pub becomes: Action,
    /// The readings in which it does. In all others they fare as before, or the other way round.
    pub only_if: Condition,
    /// The packets (tidied boxes). Never empty.
    pub packets: PacketSet,
}

impl Difference {
    /// Whether every packet meets the same action in both, in every reading.
    pub fn is_empty(&self) -> bool {
        self.newly_blocked.is_empty() && self.newly_allowed.is_empty() && self.depends.is_empty()
    }

    /// The packets that `becomes` is new for in every reading.
    pub const fn certainly(&self, becomes: Action) -> &PacketSet {
        match becomes {
            Action::Deny => &self.newly_blocked,
            Action::Allow => &self.newly_allowed,
        }
    }

    /// The packets that `becomes` is new for in some reading.
    pub fn possibly(&self, becomes: Action) -> PacketSet {
        let mut all = self.certainly(becomes).clone();
        for part in self.depends.iter().filter(|part| part.becomes == becomes) {
            all.add_disjoint(part.packets.clone());
        }
        all
    }

    /// The packets that `becomes` is new for in the default reading.
    pub(crate) fn by_default(&self, becomes: Action) -> PacketSet {
        let mut all = self.certainly(becomes).clone();
        for part in self.depends.iter().filter(|part| part.becomes == becomes) {
            if part.only_if.holds_in(Interpretation::default()) {
                all.add_disjoint(part.packets.clone());
            }
        }
        all
    }

    /// All of it, each part with what becomes of it and with what that depends on: what is certain, if there is any, first.
    pub fn parts(&self) -> impl Iterator<Item = (Action, &PacketSet, &Condition)> {
        static CERTAIN: Condition = Condition::certain();
        let certain = [Action::Deny, Action::Allow].map(|becomes| (becomes, self.certainly(becomes), &CERTAIN));
        let depends = self.depends.iter().map(|part| (part.becomes, &part.packets, &part.only_if));
        certain.into_iter().filter(|(_, packets, _)| !packets.is_empty()).chain(depends)
    }

    pub(super) fn tidied(self) -> Self {
        let tidied = |part: Dependent| Dependent { packets: part.packets.tidied(), ..part };
        Self {
            newly_blocked: self.newly_blocked.tidied(),
            newly_allowed: self.newly_allowed.tidied(),
            depends: self.depends.into_iter().map(tidied).collect(),
        }
    }
}

/// What two lists treat differently in one reading.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Changed {
    /// Allowed before, blocked after.
    pub(in crate::analysis) blocked: PacketSet,
    /// Blocked before, allowed after.
    pub(in crate::analysis) allowed: PacketSet,
}

impl Changed {
    pub(super) fn is_empty(&self) -> bool {
        self.blocked.is_empty() && self.allowed.is_empty()
    }

    pub(super) fn take_kind(&mut self, kind: PacketKind) -> Self {
        Self { blocked: self.blocked.take_kind(kind), allowed: self.allowed.take_kind(kind) }
    }
}

/// So many boxes are looked at before somebody may stop it.
pub(super) const CHUNK: usize = 32;
