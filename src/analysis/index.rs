//! The second engine: questions about lists of any length.
//!
//! Cutting boxes treats the source like the two numbers, and what is left over splinters: thirty rules that cross each
//! other already make hundreds of boxes. But sources are networks, nested or disjoint. So each kind of packet gets a
//! [`trie`] of its sources, and what remains at a source is a matter of rectangles, few of which overlap.
//!
//! Two questions are asked of it. [Is a packet left?](open) ends at the first one: it finds the rules that never decide
//! or change nothing. [Who decides which part?](shares) gives exact sets and counts.
//!
//! Readings differ in a few rules of a kind or two, so they share the tries in which they agree.

mod edit;
mod joint;
mod mark;
mod open;
mod rect;
mod shares;
mod sweep;
mod trie;

pub(super) use edit::Marks;
pub use mark::Mark;

use super::answer::{Outcome, Share};
use super::cancel::CancelToken;
use super::evaluate::Decider;
use super::interpretation::Interpretation;
use super::prepared::Prepared;
use super::set::{PacketKind, PacketSet, Region};
use crate::filter::Action;
use mark::{count, place};
use open::OpenSearch;
use rect::Rect;
use std::ops::ControlFlow;
use trie::{Item, NodeId, Trie, TrieNode, prefixes};

/// So many rectangles are looked at for the rules of one node before these are swept together.
const EFFORT: usize = 300_000;

/// A list of rules, prepared for questions in every reading.
#[derive(Debug, Clone)]
pub(super) struct Index {
    /// One for each kind and each way in which readings can differ about that kind.
    parts: Vec<Part>,
    /// For each reading its part for each kind, in the order of [`PacketKind::ALL`].
    readings: Vec<(Interpretation, Vec<usize>)>,
    /// For each reading what each rule does.
    actions: Vec<(Interpretation, Vec<Action>)>,
    cancel: CancelToken,
}

#[derive(Debug, Clone)]
struct Part {
    kind: PacketKind,
    reading: Interpretation,
    trie: Trie,
}

/// What a rule decides in one reading.
pub(super) struct Tally {
    /// How many of its packets no earlier rule takes.
    pub(super) left: u128,
    /// The earlier rules that decide some of its packets, ascending.
    pub(super) deciders: Vec<usize>,
}

impl Index {
    pub(super) fn new(readings: &[Prepared], cancel: &CancelToken) -> Self {
        let mut index = Self { parts: Vec::new(), readings: Vec::new(), actions: Vec::new(), cancel: cancel.clone() };
        for prepared in readings {
            let parts = PacketKind::ALL.map(|kind| index.part(kind, prepared));
            index.readings.push((prepared.reading, parts.to_vec()));
            index.actions.push((prepared.reading, prepared.rules.iter().map(|(action, _)| *action).collect()));
        }
        index
    }

    /// Whoever waits for its answers from now on.
    pub(super) fn set_cancel(&mut self, cancel: &CancelToken) {
        self.cancel = cancel.clone();
    }

    /// The part for a kind in a reading, filled if no earlier reading has one that is the same.
    fn part(&mut self, kind: PacketKind, prepared: &Prepared) -> usize {
        let reading = prepared.reading.about(kind);
        let known = self.parts.iter().position(|part| (part.kind, part.reading) == (kind, reading));
        known.unwrap_or_else(|| {
            let mut trie = Trie::new();
            for (rule, (action, set)) in (0..).zip(&prepared.rules).take_while(|_| !self.cancel.is_cancelled()) {
                put(&mut trie, kind, rule, *action, set);
            }
            self.parts.push(Part { kind, reading, trie });
            self.parts.len() - 1
        })
    }

    /// How many rules there are.
    fn len(&self) -> usize {
        self.actions.first().map_or(0, |(_, actions)| actions.len())
    }

    fn actions_in(&self, reading: Interpretation) -> &[Action] {
        self.actions.iter().find(|(known, _)| *known == reading).map_or(&[], |(_, actions)| actions)
    }

    fn numbers(&self, reading: Interpretation) -> &[usize] {
        self.readings.iter().find(|(known, _)| *known == reading).map_or(&[], |(_, parts)| parts)
    }

    fn parts_of(&self, reading: Interpretation) -> impl Iterator<Item = &Part> {
        self.numbers(reading).iter().filter_map(|part| self.parts.get(*part))
    }

    /// For each of these sets, given in order, whether it has a packet that none of the earlier ones has.
    pub(super) fn adding(sets: &[PacketSet]) -> Vec<bool> {
        let mut adds = vec![false; sets.len()];
        for kind in PacketKind::ALL {
            let mut trie = Trie::new();
            for (index, set) in (0..).zip(sets) {
                put(&mut trie, kind, index, Action::Allow, set);
            }
            let mut search = OpenSearch::new(&trie);
            for (id, node) in trie.nodes() {
                for item in &node.items {
                    let Some(adds) = adds.get_mut(place(item.rule)) else { continue };
                    *adds = *adds || search.open(id, item.rect, item.rule, u32::MAX);
                }
            }
        }
        adds
    }

    /// Whether a set, the same in both readings, meets other rules in the one than in the other.
    pub(super) fn differs(&self, readings: [Interpretation; 2], set: &PacketSet) -> bool {
        let [one, other] = readings.map(|reading| self.numbers(reading));
        let kinds = PacketKind::ALL.into_iter().zip(one.iter().zip(other));
        kinds.filter(|(_, (a, b))| a != b).any(|(kind, _)| set.regions().iter().any(|region| region.kind == kind))
    }

    /// The mark of every rule, over all readings.
    pub(super) fn marks(&self) -> Vec<Mark> {
        let mut marks = vec![Mark::default(); self.len()];
        for part in &self.parts {
            part.mark(&mut marks, &self.cancel);
        }
        marks
    }

    /// The same outcome as cutting boxes gives, in other boxes.
    pub(super) fn outcome(&self, reading: Interpretation, packets: &PacketSet) -> Outcome {
        self.outcome_behind(0, reading, packets)
    }

    /// Without what the first rules decide; the others are counted from there.
    pub(super) fn outcome_behind(&self, first: usize, reading: Interpretation, packets: &PacketSet) -> Outcome {
        let mut found: Vec<(u32, Region)> = Vec::new();
        let (actions, limit) = (self.actions_in(reading), count(self.len()));
        self.each_share(reading, packets, limit, &mut |owner, region| {
            if place(owner) >= first {
                found.push((owner, region));
            }
            ControlFlow::Continue(())
        });
        if self.cancel.is_cancelled() {
            // Millions of parts that nobody wants need no order.
            found.clear();
        }
        found.sort_unstable();
        let of_one = |found: &[(u32, Region)]| {
            let owner = found.first().map_or(limit, |(owner, _)| *owner);
            let rule = place(owner);
            let action = actions.get(rule).copied();
            Share {
                decider: action.map_or(Decider::Default, |_| Decider::Rule(rule - first)),
                action: action.unwrap_or(Action::Allow),
                packets: PacketSet::of_disjoint(found.iter().map(|(_, region)| *region).collect()),
            }
        };
        Outcome { reading, shares: found.chunk_by(|a, b| a.0 == b.0).map(of_one).collect() }
    }

    /// Whether some packet is allowed and whether some is denied; ends as soon as both are.
    pub(super) fn actions(&self, reading: Interpretation, packets: &PacketSet) -> [bool; 2] {
        let (actions, mut found) = (self.actions_in(reading), [false; 2]);
        self.each_share(reading, packets, count(self.len()), &mut |owner, _| {
            let action = actions.get(place(owner));
            let [allowed, denied] = &mut found;
            *(if action == Some(&Action::Deny) { denied } else { allowed }) = true;
            if found == [true; 2] { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        found
    }

    /// What is left of a rule's packets, and who takes the others.
    pub(super) fn tally(&self, reading: Interpretation, rule: usize, packets: &PacketSet) -> Tally {
        let limit = count(rule);
        let (mut left, mut deciders) = (0, Vec::new());
        self.each_share(reading, packets, limit, &mut |owner, region| {
            if owner == limit {
                left += region.count();
            } else if deciders.last() != Some(&owner) {
                deciders.push(owner);
            }
            ControlFlow::Continue(())
        });
        deciders.sort_unstable();
        deciders.dedup();
        Tally { left, deciders: deciders.into_iter().map(place).collect() }
    }

    fn each_share(
        &self,
        reading: Interpretation,
        packets: &PacketSet,
        limit: u32,
        give: &mut dyn FnMut(u32, Region) -> ControlFlow<()>,
    ) {
        for region in packets.regions() {
            let Some(part) = self.parts_of(reading).find(|part| part.kind == region.kind) else { continue };
            let [source, ..] = region.spans;
            let done = shares::shares(
                &part.trie,
                (source, Rect::of(region)),
                limit,
                &self.cancel,
                &mut |owner, source, rect| {
                    let [first, second] = rect.spans();
                    if self.cancel.is_cancelled() {
                        return ControlFlow::Break(());
                    }
                    give(owner, Region { kind: part.kind, spans: [source, first, second] })
                },
            );
            if done.is_break() {
                return;
            }
        }
    }
}

impl Part {
    fn mark(&self, marks: &mut [Mark], cancel: &CancelToken) {
        let mut search = OpenSearch::new(&self.trie);
        for (id, node) in self.trie.nodes() {
            search.effort = 0;
            for (done, item) in node.items.iter().enumerate() {
                if cancel.is_cancelled() {
                    return;
                }
                if search.effort > EFFORT && self.trie.halves(node).is_none() {
                    self.mark_at_once(&mut search, (id, node), done, marks, cancel);
                    break;
                }
                let Some(mark) = marks.get_mut(place(item.rule)) else { continue };
                self.mark_item(&mut search, (id, node), item, mark);
            }
        }
    }

    /// The same for all items of a node from `done` on. It has sources without rules of their own: what the rules around
    /// them leave there is seen at once.
    fn mark_at_once(
        &self,
        search: &mut OpenSearch<'_>,
        (id, node): (NodeId, &TrieNode),
        done: usize,
        marks: &mut [Mark],
        cancel: &CancelToken,
    ) {
        let mut around: Vec<Item> = self.trie.upward(id).flat_map(|node| &node.items).copied().collect();
        around.sort_unstable_by_key(|item| (item.rule, item.rect));
        let worth = sweep::worth(&around, cancel);
        for item in node.items.iter().skip(done) {
            let Ok(at) = around.binary_search_by_key(&(item.rule, item.rect), |item| (item.rule, item.rect)) else {
                continue;
            };
            let (Some(worth), Some(mark)) = (worth.get(at), marks.get_mut(place(item.rule))) else { continue };
            mark.decides |= worth.decides;
            mark.needed |= worth.needed || (worth.decides && !mark.needed && self.is_needed_below(search, node, item));
        }
    }

    /// Adds what one box of a rule is worth to the rule's mark.
    fn mark_item(&self, search: &mut OpenSearch<'_>, at: (NodeId, &TrieNode), item: &Item, mark: &mut Mark) {
        if mark.decides && mark.needed || !search.open(at.0, item.rect, item.rule, u32::MAX) {
            return;
        }
        mark.decides = true;
        mark.needed = mark.needed || self.is_needed(search, at, item);
    }

    /// Whether a packet of the item, which no earlier rule takes, would otherwise meet the other action.
    fn is_needed(&self, search: &mut OpenSearch<'_>, (id, node): (NodeId, &TrieNode), item: &Item) -> bool {
        if item.deny && search.open(id, item.rect, u32::MAX, item.rule) {
            return true;
        }
        let above = self.trie.upward(id);
        above.into_iter().any(|wider| met_next(search, id, wider, item)) || self.is_needed_below(search, node, item)
    }

    fn is_needed_below(&self, search: &mut OpenSearch<'_>, node: &TrieNode, item: &Item) -> bool {
        self.trie.children(node).any(|(id, child)| {
            let [allow, deny] = child.end;
            let end = if item.deny { allow } else { deny };
            end > item.rule.saturating_add(1)
                && child.hull.overlaps(item.rect)
                && (met_next(search, id, child, item) || self.is_needed_below(search, child, item))
        })
    }
}

/// Whether a rule of `node` with the other action would be the next one that a packet of the item meets, for a packet
/// from the sources of `at`.
fn met_next(search: &mut OpenSearch<'_>, at: NodeId, node: &TrieNode, item: &Item) -> bool {
    // From the end: the last rule is often the one that everything meets.
    let later = node.items.iter().rev().take_while(|other| other.rule > item.rule);
    later
        .filter(|other| other.deny != item.deny && other.rect.overlaps(item.rect))
        .any(|other| search.open(at, other.rect.common(item.rect), other.rule, item.rule))
}

/// Adds the boxes of one kind of a rule.
fn put(trie: &mut Trie, kind: PacketKind, rule: u32, action: Action, set: &PacketSet) {
    for region in set.regions().iter().filter(|region| region.kind == kind) {
        put_region(trie, rule, action, region);
    }
}

fn put_region(trie: &mut Trie, rule: u32, action: Action, region: &Region) {
    let item = Item { rule, deny: action == Action::Deny, rect: Rect::of(region) };
    let [source, ..] = region.spans;
    prefixes(source).for_each(|prefix| trie.insert(prefix, item));
}
