//! The rules of a filter as packet sets, in one reading.
//!
//! Most rules mean the same in every reading, and most rules of an edited filter stood in the old one too: their sets are
//! shared.

use super::answer::{Outcome, Share};
use super::evaluate::Decider;
use super::interpretation::Interpretation;
use super::rule_set::rule_set;
use super::set::PacketSet;
use crate::filter::{Action, Filter, Rule};
use std::sync::Arc;

/// A rule: what it does, and to which packets.
pub(super) type Entry = (Action, Arc<PacketSet>);

/// A list in one reading.
#[derive(Debug, Clone)]
pub(super) struct Prepared {
    pub(super) reading: Interpretation,
    pub(super) rules: Vec<Entry>,
}

impl Prepared {
    /// The filter in each of these readings. `known` gives the set of a rule that has it already, in such a reading.
    pub(super) fn all(
        filter: &Filter,
        readings: &[Interpretation],
        known: impl Fn(usize, Interpretation) -> Option<Arc<PacketSet>>,
    ) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::with_capacity(readings.len());
        for &reading in readings {
            let entry = |(at, rule): (usize, &Rule)| {
                let alike = |other: &&Self| other.reading.agrees_on(reading, rule);
                let shared = all.first().filter(alike).and_then(|other| other.rules.get(at));
                let set = shared.map(|(_, set)| set.clone()).or_else(|| known(at, reading));
                (reading.does(rule), set.unwrap_or_else(|| Arc::new(rule_set(rule, reading))))
            };
            let rules = filter.rules.iter().enumerate().map(entry).collect();
            all.push(Self { reading, rules });
        }
        all
    }

    /// Puts a rule into the list, in all of its readings.
    pub(super) fn insert(all: &mut [Self], at: usize, rule: &Rule) {
        let mut known: Vec<(Interpretation, Arc<PacketSet>)> = Vec::new();
        for Self { reading, rules } in all {
            let same = known.iter().find(|(other, _)| other.agrees_on(*reading, rule));
            let set = same.map_or_else(|| Arc::new(rule_set(rule, *reading)), |(_, set)| set.clone());
            known.push((*reading, set.clone()));
            rules.insert(at, (reading.does(rule), set));
        }
    }

    pub(super) fn remove(all: &mut [Self], at: usize) {
        for prepared in all {
            prepared.rules.remove(at);
        }
    }

    pub(super) fn outcome(&self, packets: &PacketSet) -> Outcome {
        Outcome { reading: self.reading, shares: self.shares_from(0, packets) }
    }

    /// The rules before `end` that decide some of the packets, ascending.
    pub(super) fn deciders_before(&self, end: usize, packets: &PacketSet) -> Vec<usize> {
        let mut rest = packets.clone();
        let mut deciders = Vec::new();
        for (index, (_, set)) in self.rules.iter().enumerate().take(end) {
            if rest.remove(set) {
                deciders.push(index);
            }
        }
        deciders
    }

    /// The shares of `packets` as if the list began at `start`.
    pub(super) fn shares_from(&self, start: usize, packets: &PacketSet) -> Vec<Share> {
        shares(self.rules.iter().enumerate().skip(start), packets)
    }

    /// Whether every one of these packets passes.
    pub(super) fn allows(&self, packets: &PacketSet) -> bool {
        let mut rest = packets.clone();
        for (action, set) in &self.rules {
            if rest.is_empty() {
                break;
            }
            if rest.remove(set) && *action == Action::Deny {
                return false;
            }
        }
        true
    }
}

fn shares<'a>(rules: impl Iterator<Item = (usize, &'a Entry)>, packets: &PacketSet) -> Vec<Share> {
    let mut rest = packets.clone();
    let mut shares = Vec::new();
    for (index, (action, set)) in rules {
        if rest.is_empty() {
            return shares;
        }
        let hit = rest.intersect(set);
        if !hit.is_empty() {
            rest.remove(set);
            shares.push(Share { decider: Decider::Rule(index), action: *action, packets: hit });
        }
    }
    if !rest.is_empty() {
        shares.push(Share { decider: Decider::Default, action: Action::Allow, packets: rest });
    }
    shares
}
