//! What the readings find, one after the other, sorted into what is so in all of them and what depends on which.
//!
//! Two readings mostly find the same boxes, and thousands of them where the lists are long: these are told apart without a
//! look at the others.

use super::{CHUNK, Changed, Dependent, Difference};
use crate::analysis::cancel::CancelToken;
use crate::analysis::condition::Condition;
use crate::analysis::interpretation::Interpretation;
use crate::analysis::set::{PacketSet, Region};
use crate::filter::Action;
use std::collections::HashSet;

/// Everything once, in the order in which it comes first.
pub(super) fn each<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut all = Vec::new();
    for item in items {
        if !all.contains(&item) {
            all.push(item);
        }
    }
    all
}

/// Packets whose fate changes in the same readings, in the same directions.
struct Group {
    blocked_in: Vec<Interpretation>,
    allowed_in: Vec<Interpretation>,
    packets: PacketSet,
}

impl Group {
    /// Some packets, of which one more is known.
    fn and(&self, becomes: Action, reading: Interpretation, packets: PacketSet) -> Self {
        let mut group = Self { blocked_in: self.blocked_in.clone(), allowed_in: self.allowed_in.clone(), packets };
        let readings = if becomes == Action::Deny { &mut group.blocked_in } else { &mut group.allowed_in };
        readings.push(reading);
        group
    }
}

impl Difference {
    /// Adds what is found about one kind of packets, in some of all the readings that differ about it.
    pub(super) fn add_kind(
        &mut self,
        all: &[Interpretation],
        found: Vec<(Interpretation, Changed)>,
        cancel: &CancelToken,
    ) {
        let divide = |groups, (reading, changed)| divided(groups, reading, changed, cancel);
        for Group { blocked_in, allowed_in, packets } in found.into_iter().fold(Vec::new(), divide) {
            match (blocked_in.as_slice(), allowed_in.as_slice()) {
                ([], some) => self.put(Action::Allow, Condition::of(some, all), packets),
                (some, []) => self.put(Action::Deny, Condition::of(some, all), packets),
                (some, others) => {
                    self.put(Action::Deny, Condition::of(some, all), packets.clone());
                    self.put(Action::Allow, Condition::of(others, all), packets);
                }
            }
        }
    }

    /// Adds packets of which nothing stands there yet in this direction.
    fn put(&mut self, becomes: Action, only_if: Condition, packets: PacketSet) {
        let same = |part: &&mut Dependent| part.becomes == becomes && part.only_if == only_if;
        if only_if.is_certain() {
            let certain = if becomes == Action::Deny { &mut self.newly_blocked } else { &mut self.newly_allowed };
            certain.add_disjoint(packets);
        } else if let Some(part) = self.depends.iter_mut().find(same) {
            part.packets.add_disjoint(packets);
        } else {
            self.depends.push(Dependent { becomes, only_if, packets });
            self.depends.sort_by_key(|part| part.becomes == Action::Allow);
        }
    }
}

/// Divides groups by what one more reading finds; what was in none makes new ones.
fn divided(groups: Vec<Group>, reading: Interpretation, changed: Changed, cancel: &CancelToken) -> Vec<Group> {
    let mut found = [(Action::Deny, changed.blocked), (Action::Allow, changed.allowed)];
    let mut divided = Vec::new();
    for mut group in groups {
        for (becomes, packets) in &mut found {
            let common = take_common(&mut group.packets, packets, cancel);
            divided.push(group.and(*becomes, reading, common));
        }
        divided.push(group);
    }
    let nobody = Group { blocked_in: Vec::new(), allowed_in: Vec::new(), packets: PacketSet::empty() };
    divided.extend(found.into_iter().map(|(becomes, packets)| nobody.and(becomes, reading, packets)));
    divided.retain(|group| !group.packets.is_empty());
    divided
}

/// Takes from two sets what both have. Both may be thousands of boxes.
fn take_common(a: &mut PacketSet, b: &mut PacketSet, cancel: &CancelToken) -> PacketSet {
    let [in_a, in_b] = [&*a, &*b].map(|set| set.regions().iter().copied().collect::<HashSet<Region>>());
    let (same, rest): (Vec<Region>, Vec<Region>) =
        a.regions().iter().copied().partition(|region| in_b.contains(region));
    let others = b.regions().iter().filter(|region| !in_a.contains(region)).copied().collect();
    let [rest, others] = [rest, others].map(PacketSet::of_disjoint);
    let mut common = PacketSet::of_disjoint(in_chunks(&rest, cancel, |chunk| chunk.intersect(&others)));
    *a = PacketSet::of_disjoint(in_chunks(&rest, cancel, |chunk| chunk.subtract(&common)));
    *b = PacketSet::of_disjoint(in_chunks(&others, cancel, |chunk| chunk.subtract(&common)));
    common.add_disjoint(PacketSet::of_disjoint(same));
    common
}

/// What becomes of a set, some boxes at a time, unless somebody stops it.
fn in_chunks(set: &PacketSet, cancel: &CancelToken, of: impl Fn(PacketSet) -> PacketSet) -> Vec<Region> {
    let chunks = set.regions().chunks(CHUNK).take_while(|_| !cancel.is_cancelled());
    chunks.flat_map(|chunk| of(PacketSet::of_disjoint(chunk.to_vec())).regions().to_vec()).collect()
}
