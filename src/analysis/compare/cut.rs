//! The difference by cutting boxes.

use super::{Changed, Pair};
use crate::analysis::prepared::Entry;
use crate::analysis::set::PacketSet;
use crate::filter::Action;

/// Packets that one of the lists has decided; the common end decides them in the other.
struct Waiting {
    decided: Action,
    was_decided_before: bool,
    packets: PacketSet,
}

impl Pair<'_> {
    /// Where the two treat these packets differently.
    pub(super) fn cut(&self, mut packets: PacketSet) -> Changed {
        let mut found = Changed::default();
        for (_, set) in self.head() {
            packets.remove(set);
            if packets.is_empty() {
                return found;
            }
        }
        let [old, new] = self.middles().map(|rules| decided(rules, &packets));
        found.put(Action::Allow, old.allowed.intersect(&new.denied));
        found.put(Action::Deny, old.denied.intersect(&new.allowed));
        let wait = |decided, was_decided_before, packets| Waiting { decided, was_decided_before, packets };
        let waiting = [
            wait(Action::Allow, true, old.allowed.intersect(&new.rest)),
            wait(Action::Deny, true, old.denied.intersect(&new.rest)),
            wait(Action::Allow, false, new.allowed.intersect(&old.rest)),
            wait(Action::Deny, false, new.denied.intersect(&old.rest)),
        ];
        waiting.into_iter().for_each(|waiting| waiting.end(self.tail(), &mut found));
        found
    }
}

impl Waiting {
    fn end(self, rules: &[Entry], found: &mut Changed) {
        let Self { decided, was_decided_before, mut packets } = self;
        let before = if was_decided_before { decided } else { decided.toggled() };
        for (action, set) in rules {
            if packets.is_empty() {
                return;
            }
            if *action != decided {
                found.put(before, packets.intersect(set));
            }
            packets.remove(set);
        }
        // What no rule matches passes.
        if decided == Action::Deny {
            found.put(before, packets);
        }
    }
}

impl Changed {
    /// Adds packets that are in neither part yet, by what became of them before.
    fn put(&mut self, before: Action, packets: PacketSet) {
        let part = if before == Action::Allow { &mut self.blocked } else { &mut self.allowed };
        part.add_disjoint(packets);
    }
}

/// What some rules make of a packet set.
struct Decided {
    allowed: PacketSet,
    denied: PacketSet,
    rest: PacketSet,
}

fn decided(rules: &[Entry], packets: &PacketSet) -> Decided {
    let [allowed, denied] = [PacketSet::empty(), PacketSet::empty()];
    let mut decided = Decided { allowed, denied, rest: packets.clone() };
    for (action, set) in rules {
        let hit = decided.rest.intersect(set);
        decided.rest.remove(set);
        (if *action == Action::Allow { &mut decided.allowed } else { &mut decided.denied }).add_disjoint(hit);
    }
    decided
}
