//! Rules that decide less than they say.
//!
//! *Shadowed*: every packet of the rule is decided before it, by one rule or by several together. *Redundant*: without
//! the rule every packet would meet the same action. Both are claimed only if they hold in every reading.

use super::evaluate::Decider;
use super::set::{PacketSet, Span};
use super::verdict::{Analysis, Prepared};

/// How much of what a rule matches it still decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Liveness {
    /// Nothing: it never decides.
    Shadowed,
    /// A part.
    PartlyShadowed,
    /// All of it.
    Live,
}

/// What is known of one rule of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleStatus {
    /// The best over all readings.
    pub liveness: Liveness,
    /// Whether removing it would change nothing.
    pub redundant: bool,
    /// The 0-based indices of the earlier rules that decide packets this rule matches, in the default reading.
    pub blocked_by: Vec<usize>,
}

/// The status of every rule, in order.
pub fn rule_statuses(analysis: &Analysis) -> Vec<RuleStatus> {
    let per_reading: Vec<Vec<RuleStatus>> = analysis.prepared().iter().map(statuses).collect();
    let mut readings = per_reading.into_iter();
    let mut combined = readings.next().unwrap_or_default();
    for other in readings {
        for (status, other) in combined.iter_mut().zip(other) {
            status.liveness = status.liveness.max(other.liveness);
            status.redundant &= other.redundant;
        }
    }
    combined
}

fn statuses(prepared: &Prepared) -> Vec<RuleStatus> {
    let mut undecided = PacketSet::all_from(Span::ADDRESSES);
    let mut all = Vec::with_capacity(prepared.rules.len());
    for (index, (action, set)) in prepared.rules.iter().enumerate() {
        let left = undecided.intersect(set);
        let without = prepared.shares_from(index + 1, &left);
        all.push(RuleStatus {
            liveness: liveness(&left, set),
            redundant: without.iter().all(|share| share.action == *action),
            blocked_by: blockers(prepared, index, set),
        });
        undecided = undecided.subtract(set);
    }
    all
}

fn liveness(left: &PacketSet, set: &PacketSet) -> Liveness {
    if left.is_empty() {
        Liveness::Shadowed
    } else if left.count() == set.count() {
        Liveness::Live
    } else {
        Liveness::PartlyShadowed
    }
}

fn blockers(prepared: &Prepared, index: usize, set: &PacketSet) -> Vec<usize> {
    let shares = prepared.shares_from(0, set);
    let earlier = shares.into_iter().filter_map(|share| match share.decider {
        Decider::Rule(by) if by < index => Some(by),
        _ => None,
    });
    earlier.collect()
}
