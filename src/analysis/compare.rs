//! What an edit changes: the packets whose fate differs between two filters.

use super::reading::readings_of;
use super::rule_set::rule_set;
use super::set::PacketSet;
use super::verdict::Analysis;
use crate::filter::{Action, Filter, Rule};

/// The packets that two filters treat differently, in any reading that either of them has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Allowed before, blocked after (tidied boxes).
    pub newly_blocked: PacketSet,
    /// Blocked before, allowed after (tidied boxes).
    pub newly_allowed: PacketSet,
}

impl Difference {
    /// Whether every packet meets the same action in both.
    pub fn is_empty(&self) -> bool {
        self.newly_blocked.is_empty() && self.newly_allowed.is_empty()
    }
}

/// Compares two filters.
pub fn difference(before: &Filter, after: &Filter) -> Difference {
    let mut total = Difference::default();
    let changed = concerned(before, after);
    if changed.is_empty() {
        return total;
    }
    let readings = readings_of(&[&before.rules, &after.rules]);
    let [old, new] = [before, after].map(|filter| Analysis::in_readings(filter, &readings).answer(&changed).outcomes);
    for (old, new) in old.iter().zip(&new) {
        let [old, new] = [old, new].map(|outcome| outcome.packets(Action::Allow));
        total.newly_blocked.add(&old.subtract(&new));
        total.newly_allowed.add(&new.subtract(&old));
    }
    Difference { newly_blocked: total.newly_blocked.tidied(), newly_allowed: total.newly_allowed.tidied() }
}

/// The packets that one of these rules matches in some reading.
pub fn packets_of<'a>(rules: impl IntoIterator<Item = &'a Rule>) -> PacketSet {
    let mut set = PacketSet::empty();
    for rule in rules {
        for reading in readings_of(&[std::slice::from_ref(rule)]) {
            set.add(&rule_set(rule, reading));
        }
    }
    set
}

/// The packets of rules that are not part of the common beginning or end of both lists. Every other packet meets the same
/// rules in the same order.
fn concerned(before: &Filter, after: &Filter) -> PacketSet {
    let (a, b) = (before.rules.as_slice(), after.rules.as_slice());
    let head = a.iter().zip(b).take_while(|(a, b)| decides_alike(a, b)).count();
    let room = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(a, b)| decides_alike(a, b)).count();
    packets_of([a, b].into_iter().flat_map(|list| list.get(head..list.len() - tail).unwrap_or_default()))
}

fn decides_alike(a: &Rule, b: &Rule) -> bool {
    (a.action, a.protocol, a.source, a.source_port, a.destination_port)
        == (b.action, b.protocol, b.source, b.source_port, b.destination_port)
}
