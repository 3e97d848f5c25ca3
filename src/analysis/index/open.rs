//! Is there a packet that no earlier rule takes? Every question about shadowed and redundant rules comes down to this
//! one, and it ends at the first such packet.
//!
//! Rules on the path above a node cover all of its sources alike, so they only cut its rectangle of numbers. Rules below
//! matter only where they leave no source beside them: where both halves of a node have nodes of their own.

use super::rect::Rect;
use super::trie::{Item, NodeId, Trie, TrieNode};

/// After so many pieces the rectangle is swept instead of cut further: cutting may make a piece for every pair of rules.
const PIECES: usize = 512;

/// A search for packets in one trie. It keeps its memory from one question to the next.
pub(super) struct OpenSearch<'a> {
    trie: &'a Trie,
    limit: u32,
    skip: u32,
    holes: Vec<Rect>,
    stack: Vec<(Rect, usize)>,
    /// How many rectangles were looked at.
    pub(super) effort: usize,
}

impl<'a> OpenSearch<'a> {
    pub(super) const fn new(trie: &'a Trie) -> Self {
        Self { trie, limit: 0, skip: u32::MAX, holes: Vec::new(), stack: Vec::new(), effort: 0 }
    }

    /// Whether a packet from the node's sources with these numbers is matched by no rule before `limit`, `skip` left out.
    pub(super) fn open(&mut self, at: NodeId, rect: Rect, limit: u32, skip: u32) -> bool {
        (self.limit, self.skip) = (limit, skip);
        self.holes.clear();
        self.stack.clear();
        let trie = self.trie;
        for node in trie.upward(at) {
            if self.covered_by(node, rect) {
                return false;
            }
        }
        trie.node(at).is_some_and(|node| self.gap(node, rect, 0))
    }

    /// Whether one of the node's rules covers the rectangle; if not, they become holes.
    fn covered_by(&mut self, node: &TrieNode, rect: Rect) -> bool {
        let before = |item: &&Item| item.rule < self.limit;
        for item in node.items.iter().take_while(before) {
            self.effort += 1;
            if item.rect.overlaps(rect) && item.rule != self.skip {
                if item.rect.contains(rect) {
                    return true;
                }
                self.holes.push(item.rect.common(rect));
            }
        }
        false
    }

    /// Whether the rectangle has a packet outside of the holes from `first` on and of every rule below the node.
    fn gap(&mut self, node: &TrieNode, rect: Rect, first: usize) -> bool {
        if let Some(holes) = self.holes.get_mut(first..) {
            holes.sort_unstable_by_key(|hole| std::cmp::Reverse(hole.area()));
        }
        let (end, base) = (self.holes.len(), self.stack.len());
        self.stack.push((rect, first));
        let mut pieces = 0;
        while self.stack.len() > base {
            let Some((piece, next)) = self.stack.pop() else { break };
            pieces += 1;
            let hit =
                if pieces > PIECES { self.sweep(node, piece, next..end) } else { self.step(node, piece, next..end) };
            if hit {
                self.stack.truncate(base);
                return true;
            }
        }
        false
    }

    /// Cuts a piece by the next hole that overlaps it; where there is none, asks below.
    fn step(&mut self, node: &TrieNode, piece: Rect, holes: std::ops::Range<usize>) -> bool {
        let rest = self.holes.get(holes.clone()).unwrap_or_default();
        let Some(offset) = rest.iter().position(|hole| hole.overlaps(piece)) else { return self.beneath(node, piece) };
        if let Some(hole) = rest.get(offset).copied() {
            let stack = &mut self.stack;
            piece.cut(hole, |part| stack.push((part, holes.start + offset + 1)));
        }
        false
    }

    /// Whether some source of the node has a packet in the rectangle that no rule below takes.
    fn beneath(&mut self, node: &TrieNode, rect: Rect) -> bool {
        let trie = self.trie;
        let Some(halves) = trie.halves(node) else { return true };
        halves.into_iter().filter_map(|id| trie.node(id)).any(|half| {
            if half.low >= self.limit || !half.hull.overlaps(rect) {
                return true;
            }
            let first = self.holes.len();
            let found = !self.covered_by(half, rect) && self.gap(half, rect, first);
            self.holes.truncate(first);
            found
        })
    }

    /// The same as cutting, in strips between the edges of the holes.
    fn sweep(&mut self, node: &TrieNode, piece: Rect, holes: std::ops::Range<usize>) -> bool {
        let rest = self.holes.get(holes).unwrap_or_default();
        let mut holes: Vec<Rect> = rest.iter().filter(|hole| hole.overlaps(piece)).copied().collect();
        holes.sort_unstable_by_key(|hole| hole.y());
        for strip in strips(&holes, piece) {
            for gap in gaps(&holes, strip) {
                if self.beneath(node, gap) {
                    return true;
                }
            }
        }
        false
    }
}

/// The piece, cut where a hole begins or ends in its first numbers.
fn strips(holes: &[Rect], piece: Rect) -> Vec<Rect> {
    let [low, high] = piece.x();
    let mut starts = vec![low];
    for [from, to] in holes.iter().map(|hole| hole.x()) {
        starts.extend([Some(from), to.checked_add(1)].into_iter().flatten().filter(|x| low < *x && *x <= high));
    }
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).map(|next| next - 1).chain([high]);
    starts.iter().zip(ends).map(|(from, to)| piece.with_x([*from, to])).collect()
}

/// What the holes, ascending in their second numbers, leave of a strip that none of them begins or ends in.
fn gaps(holes: &[Rect], strip: Rect) -> Vec<Rect> {
    let [low, high] = strip.y();
    let (mut next, mut gaps) = (Some(low), Vec::new());
    for hole in holes.iter().filter(|hole| hole.overlaps(strip)) {
        let [from, to] = hole.y();
        let Some(reached) = next else { break };
        if reached < from {
            gaps.push(strip.with_y([reached, from - 1]));
        }
        next = if to < reached { next } else { to.checked_add(1) };
    }
    gaps.extend(next.filter(|reached| *reached <= high).map(|reached| strip.with_y([reached, high])));
    gaps
}
