//! What an edit changes, with the rules that are to blame: for every packet whose fate differs, who decided it before and
//! who decides it afterwards.

use super::answer::{Answer, Outcome};
use super::compare::difference;
use super::condition::Condition;
use super::evaluate::Decider;
use super::interpretation::Interpretation;
use super::question::Analysis;
use super::set::PacketSet;
use crate::filter::{Action, Filter};
use std::collections::BTreeMap;

/// The packets that one pair of rules, of two versions of a filter, decides differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PacketChange {
    /// What becomes of them afterwards; before it was the other action.
    pub becomes: Action,
    /// The readings in which that becomes of them.
    pub only_if: Condition,
    /// Who decided before, in the old list.
    pub before: Decider,
    /// Who decides afterwards, in the new list.
    pub after: Decider,
    /// The packets (tidied boxes; [`PacketSet::plain_boxes`] gives the maximal ones). Never empty.
    pub packets: PacketSet,
}

/// The [`difference`] of two filters by pairs of deciding rules: what is newly blocked first, what is certain before what
/// depends on the reading, then in the order of the old rules. Together they are exactly the difference. Of what becomes
/// the same, a packet is in several only if other rules decide it in other readings.
pub fn changes(before: &Filter, after: &Filter) -> Vec<PacketChange> {
    let difference = difference(before, after);
    let analyses = [before, after].map(Analysis::new);
    let mut all = Vec::new();
    let mut parts: Vec<(Action, &PacketSet, &Condition)> = difference.parts().collect();
    parts.sort_by_key(|(becomes, ..)| *becomes == Action::Allow);
    for (becomes, packets, only_if) in parts {
        let [old, new] = analyses.each_ref().map(|analysis| analysis.answer(packets));
        let change = |((before, after), packets): ((Decider, Decider), PacketSet)| PacketChange {
            becomes,
            only_if: only_if.clone(),
            before,
            after,
            packets: packets.tidied(),
        };
        all.extend(pairs(&old, &new, becomes).into_iter().map(change));
    }
    all
}

fn pairs(old: &Answer, new: &Answer, becomes: Action) -> BTreeMap<(Decider, Decider), PacketSet> {
    let mut pairs: BTreeMap<_, PacketSet> = BTreeMap::new();
    for (a, b) in common_readings(old, new) {
        let olds = a.shares.iter().filter(|share| share.action != becomes);
        for (left, right) in olds.flat_map(|left| b.shares.iter().map(move |right| (left, right))) {
            let common = left.packets.intersect(&right.packets);
            if right.action == becomes && !common.is_empty() {
                pairs.entry((left.decider, right.decider)).or_default().add(&common);
            }
        }
    }
    pairs
}

/// The outcomes of both under every reading that either of them has. What one of them does not depend on, it has
/// computed for one choice only.
fn common_readings<'a>(old: &'a Answer, new: &'a Answer) -> Vec<(&'a Outcome, &'a Outcome)> {
    let [old_varies, new_varies] = [old, new].map(|answer| {
        let varies =
            |choice: usize| answer.outcomes.iter().any(|outcome| choices(outcome.reading).get(choice) == Some(&true));
        [0, 1, 2, 3, 4].map(varies)
    });
    let agree = |a: Interpretation, b: Interpretation| {
        let values = choices(a).into_iter().zip(choices(b));
        let both = old_varies.into_iter().zip(new_varies).map(|(old, new)| old && new);
        values.zip(both).all(|((a, b), both)| a == b || !both)
    };
    let all = old.outcomes.iter().flat_map(|a| new.outcomes.iter().map(move |b| (a, b)));
    all.filter(|(a, b)| agree(a.reading, b.reading)).collect()
}

const fn choices(reading: Interpretation) -> [bool; 5] {
    [
        reading.portless_matches_fragments,
        reading.http_is_tcp,
        reading.netmask_is_range,
        reading.unresolved_denies,
        reading.unresolved_allows,
    ]
}
