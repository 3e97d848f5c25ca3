//! Two lists at once: the parts of a box that they treat differently.
//!
//! The rules of both hang in one trie, those that both have only once. The way down is that of the [shares](super::shares),
//! but each rectangle has two owners, and it is left behind as soon as a rule that both begin with decides it.

use super::rect::Rect;
use super::shares::beside;
use super::trie::{Trie, TrieNode};
use super::{count, place, put_region};
use crate::analysis::cancel::CancelToken;
use crate::analysis::compare::{Changed, Pair};
use crate::analysis::set::{PacketKind, PacketSet, Region, Span};
use crate::filter::Action;
use std::ops::{ControlFlow, Range};

/// A rectangle of numbers and who decides it so far, in the old list and in the new one.
#[derive(Debug, Clone, Copy)]
struct Piece {
    owners: [u32; 2],
    rect: Rect,
}

/// Both lists as one: the common beginning, the rules that only the old one has there, those of the new one, the common
/// end.
struct Lists {
    trie: Trie,
    actions: Vec<Action>,
    /// Where the rules of the old list and of the new one stand that the other does not have there.
    own: [Range<u32>; 2],
}

impl Pair<'_> {
    /// Where the two treat these packets differently.
    pub(in crate::analysis) fn walk(&self, packets: &PacketSet, cancel: &CancelToken) -> Changed {
        let mut found = [Vec::new(), Vec::new()];
        for kind in PacketKind::ALL {
            let regions: Vec<Region> = packets.regions().iter().filter(|region| region.kind == kind).copied().collect();
            if regions.is_empty() {
                continue;
            }
            let lists = Lists::new(self, &regions);
            for Region { spans, .. } in &regions {
                lists.differences(*spans, cancel, &mut |becomes, source, rect| {
                    if cancel.is_cancelled() {
                        return ControlFlow::Break(());
                    }
                    let [first, second] = rect.spans();
                    let [blocked, allowed] = &mut found;
                    let part = if becomes == Action::Deny { blocked } else { allowed };
                    part.push(Region { kind, spans: [source, first, second] });
                    ControlFlow::Continue(())
                });
            }
        }
        let [blocked, allowed] = found.map(PacketSet::of_disjoint);
        Changed { blocked, allowed }
    }
}

impl Lists {
    /// The rules of one kind that meet one of the regions.
    fn new(pair: &Pair<'_>, regions: &[Region]) -> Self {
        let [old, new] = pair.middles();
        let begin = count(pair.head().len());
        let (middle, end) = (begin + count(old.len()), begin + count(old.len()) + count(new.len()));
        let (mut trie, mut actions) = (Trie::new(), Vec::new());
        for (rule, (action, set)) in (0..).zip([pair.head(), old, new, pair.tail()].into_iter().flatten()) {
            actions.push(*action);
            // Regions of another kind overlap none of them.
            let meets = |region: &&Region| regions.iter().any(|asked| asked.overlaps(region));
            set.regions().iter().filter(meets).for_each(|region| put_region(&mut trie, rule, *action, region));
        }
        Self { trie, actions, own: [begin..middle, middle..end] }
    }

    fn differences(&self, [source, first, second]: [Span; 3], cancel: &CancelToken, give: Give<'_>) {
        let Some(root) = self.trie.node(0) else { return };
        let nobody = count(self.actions.len());
        let piece = Piece { owners: [nobody; 2], rect: Rect::between(first, second) };
        // It ends early when `give` breaks.
        let _end = Walk { lists: self, pieces: vec![piece], cancel, give }.descend(root, source, 0);
    }

    fn action(&self, owner: u32) -> Action {
        self.actions.get(place(owner)).copied().unwrap_or(Action::Allow)
    }

    /// The owners after a rule has come by.
    fn taken(&self, rule: u32, [old, new]: [u32; 2]) -> [u32; 2] {
        let [only_old, only_new] = &self.own;
        let old = if only_new.contains(&rule) { old } else { old.min(rule) };
        let new = if only_old.contains(&rule) { new } else { new.min(rule) };
        [old, new]
    }

    /// Whether both lists decide it by the same rule of their beginning: nothing before that can differ.
    fn is_settled(&self, piece: &Piece) -> bool {
        let [old, new] = piece.owners;
        old == new && self.own.iter().all(|own| old < own.start)
    }
}

/// Takes a part that differs: what becomes of it, its sources and its numbers.
type Give<'a> = &'a mut dyn FnMut(Action, Span, Rect) -> ControlFlow<()>;

/// The way down. The pieces of a node stand behind those of the nodes above it.
struct Walk<'a> {
    lists: &'a Lists,
    pieces: Vec<Piece>,
    cancel: &'a CancelToken,
    give: Give<'a>,
}

impl Walk<'_> {
    fn descend(&mut self, node: &TrieNode, span: Span, first: usize) -> ControlFlow<()> {
        self.take(node, first);
        let trie = &self.lists.trie;
        let within = |id| trie.node(id).and_then(|child| Some((child, child.prefix.span().intersect(span)?)));
        let children = node.children.map(within);
        let end = self.pieces.len();
        for at in first..end {
            let Some(Piece { owners: [old, new], rect }) = self.pieces.get(at).copied() else { continue };
            let [before, becomes] = [old, new].map(|owner| self.lists.action(owner));
            if before != becomes {
                let touched = |(child, span): (&TrieNode, Span)| {
                    can_take(child, &Piece { owners: [old, new], rect }).then_some(span)
                };
                beside(span, children.map(|child| child.and_then(touched)), |span| (self.give)(becomes, span, rect))?;
            }
        }
        for (child, span) in children.into_iter().flatten() {
            for at in first..end {
                let piece = self.pieces.get(at).copied().filter(|piece| can_take(child, piece));
                self.pieces.extend(piece);
            }
            if self.pieces.len() > end {
                self.descend(child, span, end)?;
                self.pieces.truncate(end);
            }
        }
        ControlFlow::Continue(())
    }

    /// The node's rules take what they match from later owners.
    fn take(&mut self, node: &TrieNode, first: usize) {
        for item in node.items.iter().take_while(|_| !self.cancel.is_cancelled()) {
            // What is pushed belongs to the item or lies outside of it: only the old pieces are looked at.
            for at in first..self.pieces.len() {
                let Some(piece) = self.pieces.get(at).copied() else { continue };
                let owners = self.lists.taken(item.rule, piece.owners);
                if owners == piece.owners || !item.rect.overlaps(piece.rect) {
                    continue;
                }
                let pieces = &mut self.pieces;
                piece.rect.cut(item.rect, |rect| pieces.push(Piece { owners: piece.owners, rect }));
                if let Some(place) = pieces.get_mut(at) {
                    *place = Piece { owners, rect: piece.rect.common(item.rect) };
                }
            }
        }
        let mut kept = first;
        for at in first..self.pieces.len() {
            if self.pieces.get(at).is_some_and(|piece| !self.lists.is_settled(piece)) {
                self.pieces.swap(kept, at);
                kept += 1;
            }
        }
        self.pieces.truncate(kept);
    }
}

/// Whether a rule in the subtree may come before one of the piece's owners.
fn can_take(node: &TrieNode, piece: &Piece) -> bool {
    let [old, new] = piece.owners;
    node.low < old.max(new) && node.hull.overlaps(piece.rect)
}
