//! What becomes of a packet set: who decides which part of it, and the verdict that follows.

use super::evaluate::Decider;
use super::interpretation::Interpretation;
use super::packet::Packet;
use super::set::{PacketKind, PacketSet};
use crate::filter::Action;

/// What becomes of a packet set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Every packet passes, in every reading.
    Allowed,
    /// Some pass and some do not, in every reading.
    Partly,
    /// No packet passes, in any reading.
    Blocked,
    /// It depends on behaviour that is not documented.
    Uncertain,
}

impl Verdict {
    pub(super) const fn of(allowed: bool, denied: bool) -> Self {
        match (allowed, denied) {
            (true, true) => Self::Partly,
            (false, true) => Self::Blocked,
            (_, false) => Self::Allowed,
        }
    }
}

/// The part of a packet set that one rule, or the default, decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Who decides.
    pub decider: Decider,
    /// What happens to it.
    pub action: Action,
    /// The part; never empty.
    pub packets: PacketSet,
}

/// The shares of a packet set in one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The reading it holds for.
    pub reading: Interpretation,
    /// Disjoint, in the order of the rules, the default last.
    pub shares: Vec<Share>,
}

impl Outcome {
    /// The packets that meet `action`.
    pub fn packets(&self, action: Action) -> PacketSet {
        self.packets_of(|share| share.action == action)
    }

    /// The packets of some shares.
    pub(crate) fn packets_of(&self, wanted: impl Fn(&Share) -> bool) -> PacketSet {
        // No packet is in two shares.
        let shares = self.shares.iter().filter(|share| wanted(share));
        PacketSet::of_disjoint(shares.flat_map(|share| share.packets.regions()).copied().collect())
    }

    /// The rules that give `action` to some packet.
    fn deciders(&self, action: Action) -> impl Iterator<Item = Decider> {
        self.shares.iter().filter(move |share| share.action == action).map(|share| share.decider)
    }

    /// The verdict in this reading.
    pub fn verdict(&self) -> Verdict {
        let has = |action| self.shares.iter().any(|share| share.action == action);
        Verdict::of(has(Action::Allow), has(Action::Deny))
    }

    /// The shares of some kinds of packets, together with those of other kinds.
    pub(super) fn shares_of(&self, kinds: &[PacketKind], others: Vec<Share>) -> Vec<Share> {
        let share = |share: &Share| Share { packets: share.packets.of_kinds(kinds), ..*share };
        let own = self.shares.iter().filter(|share| share.packets.has_kind(kinds)).map(share);
        let mut all: Vec<Share> = own.collect();
        for share in others {
            match all.binary_search_by_key(&share.decider, |own| own.decider) {
                Ok(at) => all.get_mut(at).into_iter().for_each(|own| own.packets.add_disjoint(share.packets.clone())),
                Err(at) => all.insert(at, share),
            }
        }
        all
    }

    /// A packet of the set that meets `action`.
    fn example(&self, action: Action) -> Option<Packet> {
        self.packets(action).witness()
    }
}

/// The verdict on a packet set and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The verdict over all readings.
    pub verdict: Verdict,
    /// One outcome for each reading the filter has, the default reading first.
    pub outcomes: Vec<Outcome>,
}

impl Answer {
    pub(super) fn of(outcomes: Vec<Outcome>) -> Self {
        let mut verdicts = outcomes.iter().map(Outcome::verdict);
        let first = verdicts.next().unwrap_or(Verdict::Allowed);
        let verdict = if verdicts.all(|verdict| verdict == first) { first } else { Verdict::Uncertain };
        Self { verdict, outcomes }
    }

    /// Whether the rules decide otherwise in another reading of what is undocumented.
    pub(crate) fn readings_differ(&self) -> bool {
        self.outcomes.iter().any(|outcome| self.outcome().is_some_and(|first| first.shares != outcome.shares))
    }

    /// The outcome in the default reading.
    pub(crate) fn outcome(&self) -> Option<&Outcome> {
        self.outcomes.first()
    }

    /// A packet that meets `action` in some reading, the default reading first.
    pub fn example(&self, action: Action) -> Option<Packet> {
        self.outcomes.iter().find_map(|outcome| outcome.example(action))
    }

    /// Every rule that decides some packet in some reading, ascending, the default last.
    pub fn deciders(&self) -> Vec<Decider> {
        let mut all: Vec<Decider> =
            self.outcomes.iter().flat_map(|outcome| outcome.shares.iter().map(|share| share.decider)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Every rule that gives `action` to some packet in some reading.
    pub(crate) fn deciders_of(&self, action: Action) -> Vec<Decider> {
        let mut all: Vec<Decider> = self.outcomes.iter().flat_map(|outcome| outcome.deciders(action)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The packets that meet `action` in some reading.
    pub fn possibly(&self, action: Action) -> PacketSet {
        let mut all = PacketSet::empty();
        for outcome in &self.outcomes {
            all.add(&outcome.packets(action));
        }
        all
    }

    /// The packets that meet `action` in every reading.
    pub fn certainly(&self, action: Action) -> PacketSet {
        let mut sets = self.outcomes.iter().map(|outcome| outcome.packets(action));
        let first = sets.next().unwrap_or_default();
        sets.fold(first, |common, set| common.intersect(&set))
    }
}
