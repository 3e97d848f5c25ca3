//! The exact part of a box that each rule decides.
//!
//! The box walks down the trie as a few rectangles, each with the rule that decides it so far. Only rectangles that
//! something below can still take go further down; the others are given out as soon as that is known, with all the
//! sources of the node, so that a rule for everyone is not cut in pieces by every network.

use super::rect::Rect;
use super::trie::{Trie, TrieNode};
use crate::analysis::cancel::CancelToken;
use crate::analysis::set::Span;
use std::ops::{ControlFlow, Range};

/// A rectangle of numbers and the rule that decides it.
#[derive(Debug, Clone, Copy)]
struct Piece {
    owner: u32,
    rect: Rect,
}

/// Takes a part: the rule that decides it, its sources and its numbers.
type Give<'a> = &'a mut dyn FnMut(u32, Span, Rect) -> ControlFlow<()>;

/// Gives every part of `rect` from `span` with the first rule before `limit` that matches it; `limit` itself for what no
/// rule matches. Ends when `give` breaks. Once it is stopped, what it gives is not the truth.
pub(super) fn shares(
    trie: &Trie,
    (span, rect): (Span, Rect),
    limit: u32,
    cancel: &CancelToken,
    give: Give<'_>,
) -> ControlFlow<()> {
    let Some(root) = trie.node(0) else { return ControlFlow::Continue(()) };
    Walk { trie, pieces: vec![Piece { owner: limit, rect }], cancel, give }.descend(root, span, 0)
}

/// The way down. The pieces of a node stand behind those of the nodes above it.
struct Walk<'a> {
    trie: &'a Trie,
    pieces: Vec<Piece>,
    cancel: &'a CancelToken,
    give: Give<'a>,
}

impl Walk<'_> {
    /// Gives out the pieces from `first` on, for the sources of the node that lie in `span`.
    fn descend(&mut self, node: &TrieNode, span: Span, first: usize) -> ControlFlow<()> {
        self.take(node, first);
        let trie = self.trie;
        let within = |id| trie.node(id).and_then(|child| Some((child, child.prefix.span().intersect(span)?)));
        let children = node.children.map(within);
        let end = self.pieces.len();
        for at in first..end {
            let Some(piece) = self.pieces.get(at).copied() else { continue };
            let touched =
                children.map(|child| child.filter(|(child, _)| can_take(child, &piece)).map(|(_, span)| span));
            beside(span, touched, |span| (self.give)(piece.owner, span, piece.rect))?;
        }
        for (child, span) in children.into_iter().flatten() {
            self.pass_down(child, first..end);
            if self.pieces.len() > end {
                self.descend(child, span, end)?;
                self.pieces.truncate(end);
            }
        }
        ControlFlow::Continue(())
    }

    /// Copies those pieces to the end that something in the subtree may take.
    fn pass_down(&mut self, child: &TrieNode, pieces: Range<usize>) {
        for at in pieces {
            let piece = self.pieces.get(at).copied().filter(|piece| can_take(child, piece));
            self.pieces.extend(piece);
        }
    }

    /// The node's rules take what they match from later owners.
    fn take(&mut self, node: &TrieNode, first: usize) {
        for item in node.items.iter().take_while(|_| !self.cancel.is_cancelled()) {
            // What is pushed belongs to the item or lies outside of it: only the old pieces are looked at.
            for at in first..self.pieces.len() {
                let takes = |piece: &Piece| item.rule < piece.owner && item.rect.overlaps(piece.rect);
                let Some(piece) = self.pieces.get(at).copied().filter(takes) else { continue };
                let pieces = &mut self.pieces;
                piece.rect.cut(item.rect, |rect| pieces.push(Piece { owner: piece.owner, rect }));
                if let Some(place) = pieces.get_mut(at) {
                    *place = Piece { owner: item.rule, rect: piece.rect.common(item.rect) };
                }
            }
        }
    }
}

/// Whether a rule in the subtree may come before the piece's owner.
fn can_take(node: &TrieNode, piece: &Piece) -> bool {
    node.low < piece.owner && node.hull.overlaps(piece.rect)
}

/// Calls for the parts of a span outside of up to two ascending, disjoint spans within it.
pub(super) fn beside(
    span: Span,
    inner: [Option<Span>; 2],
    mut each: impl FnMut(Span) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut next = Some(span.low);
    for inner in inner.into_iter().flatten() {
        if let Some(low) = next.filter(|low| *low < inner.low) {
            each(Span { low, high: inner.low - 1 })?;
        }
        next = inner.high.checked_add(1);
    }
    match next.filter(|low| *low <= span.high) {
        Some(low) => each(Span { low, high: span.high }),
        None => ControlFlow::Continue(()),
    }
}
