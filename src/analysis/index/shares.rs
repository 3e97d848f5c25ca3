//! The exact part of a box that each rule decides.
//!
//! The box walks down the trie as a few rectangles, each with the rule that decides it so far. Only rectangles that
//! something below can still take go further down; the others are given out as soon as that is known, with all the
//! sources of the node, so that a rule for everyone is not cut in pieces by every network.

use super::rect::Rect;
use super::trie::{Item, Node, Trie};
use crate::analysis::set::Span;
use std::ops::ControlFlow;

/// A rectangle of numbers and the rule that decides it.
#[derive(Debug, Clone, Copy)]
struct Piece {
    owner: u32,
    rect: Rect,
}

/// Gives every part of `rect` from `span` with the first rule before `limit` that matches it; `limit` itself for what no
/// rule matches. Ends when `give` breaks.
pub(super) fn shares(
    trie: &Trie,
    span: Span,
    rect: Rect,
    limit: u32,
    give: &mut dyn FnMut(u32, Span, Rect) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let Some(root) = trie.node(0) else { return ControlFlow::Continue(()) };
    descend(trie, root, span, vec![Piece { owner: limit, rect }], give)
}

fn descend(
    trie: &Trie,
    node: &Node,
    span: Span,
    mut pieces: Vec<Piece>,
    give: &mut dyn FnMut(u32, Span, Rect) -> ControlFlow<()>,
) -> ControlFlow<()> {
    take(node, &mut pieces);
    let within = |id| trie.node(id).and_then(|child| Some((child, child.prefix.span().intersect(span)?)));
    let [left, right] = node.children.map(within);
    let [mut to_left, mut to_right] = [Vec::new(), Vec::new()];
    for piece in pieces {
        let [a, b] = [left, right].map(|child| child.filter(|(child, _)| can_take(child, &piece)));
        to_left.extend(a.map(|_| piece));
        to_right.extend(b.map(|_| piece));
        for gap in beside(span, [a, b].map(|child| child.map(|(_, span)| span))).into_iter().flatten() {
            give(piece.owner, gap, piece.rect)?;
        }
    }
    for (child, pieces) in [(left, to_left), (right, to_right)] {
        if let (Some((child, span)), false) = (child, pieces.is_empty()) {
            descend(trie, child, span, pieces, give)?;
        }
    }
    ControlFlow::Continue(())
}

/// Whether a rule in the subtree may come before the piece's owner.
fn can_take(node: &Node, piece: &Piece) -> bool {
    node.low < piece.owner && node.hull.overlaps(piece.rect)
}

/// The node's rules take what they match from later owners.
fn take(node: &Node, pieces: &mut Vec<Piece>) {
    let Some(last) = pieces.iter().map(|piece| piece.owner).max() else { return };
    for item in node.items.iter().take_while(|item| item.rule < last) {
        let takes = |piece: &Piece, item: &Item| item.rule < piece.owner && item.rect.overlaps(piece.rect);
        // What is pushed belongs to the item or lies outside of it: only the old pieces are looked at.
        for at in (0..pieces.len()).rev() {
            let Some(piece) = pieces.get(at).copied().filter(|piece| takes(piece, item)) else { continue };
            piece.rect.cut(item.rect, |rect| pieces.push(Piece { owner: piece.owner, rect }));
            if let Some(place) = pieces.get_mut(at) {
                *place = Piece { owner: item.rule, rect: piece.rect.common(item.rect) };
            }
        }
    }
}

/// The parts of a span outside of up to two ascending, disjoint spans within it.
fn beside(span: Span, inner: [Option<Span>; 2]) -> [Option<Span>; 3] {
    let mut next = Some(span.low);
    let [a, b] = inner.map(|inner| {
        let inner = inner?;
        let gap = next.filter(|low| *low < inner.low).map(|low| Span { low, high: inner.low - 1 });
        next = inner.high.checked_add(1);
        gap
    });
    [a, b, next.filter(|low| *low <= span.high).map(|low| Span { low, high: span.high })]
}
