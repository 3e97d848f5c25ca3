//! The worth of very many rules of the same sources at once.
//!
//! Thousands of rectangles that all cross each other have millions of pieces, but no rule needs more than one of them as a
//! witness. A line sweeps over the first numbers; a tree over the second ones keeps the rectangles under the line. Each of
//! its nodes knows what may still be found below it, so that the way down is taken only where a rule shows for the first
//! time that it decides, or that it is needed: its packet's next rule has the other action.

use super::rect::Rect;
use super::trie::Item;
use super::{Mark, count, place};
use crate::analysis::cancel::CancelToken;

/// What may be found below a node, among its intervals of second numbers: the first and the second rectangle over each,
/// by rank. Bounds may be wider than the truth, never narrower.
#[derive(Debug, Clone, Copy)]
struct Hope {
    /// The last of the first ones.
    far: u32,
    /// The earliest first one that is not known to decide.
    idle: u32,
    /// The earliest first one that is not known to be needed though its second one has the other action.
    needless: u32,
    /// By action.
    of: [OfAction; 2],
}

/// Among the first ones of one action.
#[derive(Debug, Clone, Copy)]
struct OfAction {
    /// All of them.
    earliest: u32,
    latest: u32,
    /// The earliest that is not known to be needed, and the latest second one below such.
    open: u32,
    below: u32,
}

const NONE: u32 = u32::MAX;

impl OfAction {
    const EMPTY: Self = Self { earliest: NONE, latest: 0, open: NONE, below: 0 };

    fn or(self, other: Self) -> Self {
        Self {
            earliest: self.earliest.min(other.earliest),
            latest: self.latest.max(other.latest),
            open: self.open.min(other.open),
            below: self.below.max(other.below),
        }
    }

    /// Under a rectangle: what comes before it stays.
    fn under(self, cover: u32) -> Self {
        let stays = |rank: u32| if rank < cover { rank } else { NONE };
        Self {
            earliest: stays(self.earliest),
            latest: if self.earliest < cover { self.latest.min(cover) } else { 0 },
            open: stays(self.open),
            below: if self.open < cover { self.below.min(cover) } else { 0 },
        }
    }
}

impl Hope {
    /// Where packets pass by the default.
    const fn where_nothing_is(nobody: u32) -> Self {
        let passes = OfAction { earliest: nobody, latest: nobody, ..OfAction::EMPTY };
        Self { far: nobody, idle: NONE, needless: NONE, of: [passes, OfAction::EMPTY] }
    }

    fn or(self, other: Self) -> Self {
        let ([a, b], [c, d]) = (self.of, other.of);
        Self {
            far: self.far.max(other.far),
            idle: self.idle.min(other.idle),
            needless: self.needless.min(other.needless),
            of: [a.or(c), b.or(d)],
        }
    }
}

/// The two earliest rectangles over something, by rank.
type Covers = [u32; 2];

fn both(a: Covers, b: Covers) -> Covers {
    let ([a, second], [b, other]) = (a, b);
    if a <= b { [a, second.min(b)] } else { [b, other.min(a)] }
}

#[derive(Debug, Clone)]
struct Node {
    /// The rectangles under the line that span the node and not its parent, ascending.
    over: Vec<u32>,
    hope: Hope,
    /// Whether its own rectangles have changed, or those of a node below it, since it was searched.
    changed: bool,
    changed_below: bool,
}

/// The rectangles, by rank in the order of the rules; one more rank stands for the default.
pub(super) struct Sweep<'a> {
    items: &'a [Item],
    found: Vec<Mark>,
    /// Where intervals of second numbers begin.
    cuts: Vec<u32>,
    /// A tree in the order of a heap, the root at 1.
    nodes: Vec<Node>,
    leaves: usize,
}

/// What each of the items, ascending by rule, is worth among the others: whether a packet of it is matched by none before
/// it, and whether the next one to match such a packet has the other action.
pub(super) fn worth(items: &[Item], cancel: &CancelToken) -> Vec<Mark> {
    let mut sweep = Sweep::new(items);
    let mut events: Vec<(u16, u32, bool)> = Vec::with_capacity(items.len() * 2);
    for (rank, item) in (0..).zip(items) {
        let [low, high] = item.rect.x();
        events.push((low, rank, true));
        events.extend(high.checked_add(1).map(|next| (next, rank, false)));
    }
    // Within a strip their order makes no difference.
    events.sort_unstable_by_key(|(x, ..)| *x);
    for strip in events.chunk_by(|a, b| a.0 == b.0).take_while(|_| !cancel.is_cancelled()) {
        for (_, rank, begins) in strip {
            let rect = items.get(place(*rank)).map_or(Rect::NONE, |item| item.rect);
            let [low, high] = rect.y().map(u32::from);
            let within = sweep.cuts.partition_point(|cut| *cut < low)..sweep.cuts.partition_point(|cut| *cut <= high);
            sweep.change(1, 0..sweep.leaves, &within, *rank, *begins);
        }
        let nobody = sweep.nobody();
        sweep.hope_where_changed(1);
        sweep.search_changed(1, [nobody; 2]);
    }
    sweep.found
}

impl<'a> Sweep<'a> {
    fn new(items: &'a [Item]) -> Self {
        let bounds = |item: &Item| {
            let [low, high] = item.rect.y().map(u32::from);
            [low, high + 1]
        };
        let mut cuts: Vec<u32> = items.iter().flat_map(bounds).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let leaves = cuts.len().next_power_of_two();
        let hope = Hope::where_nothing_is(count(items.len()));
        let node = Node { over: Vec::new(), hope, changed: false, changed_below: false };
        Self { items, found: vec![Mark::default(); items.len()], cuts, nodes: vec![node; leaves * 2], leaves }
    }

    fn nobody(&self) -> u32 {
        count(self.items.len())
    }

    /// The action as an index; what no rule matches passes.
    fn action(&self, rank: u32) -> usize {
        usize::from(self.items.get(place(rank)).is_some_and(|item| item.deny))
    }

    /// What is known of a rank; of the default nothing needs to be found.
    fn known(&self, rank: u32) -> Mark {
        self.found.get(place(rank)).copied().unwrap_or(Mark { decides: true, needed: true })
    }

    /// The node's own rectangles.
    fn covers(&self, at: usize) -> Covers {
        let over = self.nodes.get(at).map_or(&[][..], |node| &node.over);
        [0, 1].map(|place| over.get(place).copied().unwrap_or(self.nobody()))
    }

    /// A rectangle begins or ends over the intervals `within`, as far as they lie below the node.
    fn change(
        &mut self,
        at: usize,
        own: std::ops::Range<usize>,
        within: &std::ops::Range<usize>,
        rank: u32,
        begins: bool,
    ) {
        if within.end <= own.start || own.end <= within.start {
            return;
        }
        let covered = within.start <= own.start && own.end <= within.end;
        if !covered {
            let middle = own.start.midpoint(own.end);
            self.change(at * 2, own.start..middle, within, rank, begins);
            self.change(at * 2 + 1, middle..own.end, within, rank, begins);
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.changed |= covered;
            node.changed_below |= !covered;
            if covered {
                match node.over.binary_search(&rank) {
                    Err(place) if begins => node.over.insert(place, rank),
                    Ok(place) if !begins => drop(node.over.remove(place)),
                    _ => {}
                }
            }
        }
    }

    /// Brings what may be found below the nodes that have changed up to date.
    fn hope_where_changed(&mut self, at: usize) {
        let Some(node) = self.nodes.get(at) else { return };
        if node.changed_below {
            self.hope_where_changed(at * 2);
            self.hope_where_changed(at * 2 + 1);
        } else if !node.changed {
            return;
        }
        self.hope_again(at);
    }

    /// Brings what may be found below a node up to date with its children and its rectangles.
    fn hope_again(&mut self, at: usize) {
        let below = self.below(at);
        let covers = self.covers(at);
        let hope = if covers[0] == self.nobody() { below } else { self.under(below, covers) };
        if let Some(node) = self.nodes.get_mut(at) {
            node.hope = hope;
        }
    }

    fn below(&self, at: usize) -> Hope {
        let child = |at: usize| self.nodes.get(at).map(|node| node.hope);
        match child(at * 2).zip(child(at * 2 + 1)) {
            Some((left, right)) => left.or(right),
            None => Hope::where_nothing_is(self.nobody()),
        }
    }

    fn under(&self, below: Hope, covers: Covers) -> Hope {
        let [cover, next] = covers;
        let (own, known) = (self.action(cover), self.known(cover));
        let mut hope = Hope {
            far: below.far.min(cover),
            idle: if below.idle < cover { below.idle } else { NONE },
            needless: if below.needless < cover { below.needless } else { NONE },
            of: below.of.map(|of| of.under(cover)),
        };
        for (action, of) in below.of.iter().enumerate() {
            if action != own && of.open < cover && cover < of.below {
                hope.needless = hope.needless.min(of.open);
            }
        }
        if below.far > cover {
            let mut shown = OfAction { earliest: cover, latest: cover, ..OfAction::EMPTY };
            if !known.decides {
                hope.idle = hope.idle.min(cover);
            }
            if !known.needed {
                (shown.open, shown.below) = (cover, below.far.min(next));
                if self.may_need(&below, covers) {
                    hope.needless = hope.needless.min(cover);
                }
            }
            if let Some(of) = hope.of.get_mut(own) {
                *of = of.or(shown);
            }
        }
        hope
    }

    /// Whether, where the first cover is the first of all, the second one may have the other action.
    fn may_need(&self, below: &Hope, [cover, next]: Covers) -> bool {
        let own = self.action(cover);
        let other = below.of.get(1 - own).copied().unwrap_or(OfAction::EMPTY);
        (self.action(next) != own && below.far >= next) || (other.latest > cover && other.earliest < next)
    }

    /// Whether something may be found below the node, under these covers of the nodes above it.
    fn may_find(&self, hope: &Hope, covers: Covers) -> bool {
        let [cover, _] = covers;
        if hope.idle < cover || hope.needless < cover {
            return true;
        }
        let (own, known) = (self.action(cover), self.known(cover));
        let other = hope.of.get(1 - own).copied().unwrap_or(OfAction::EMPTY);
        (other.open < cover && cover < other.below)
            || (hope.far > cover && (!known.decides || (!known.needed && self.may_need(hope, covers))))
    }

    /// Searches below the nodes that have changed.
    fn search_changed(&mut self, at: usize, covers: Covers) {
        let Some(node) = self.nodes.get_mut(at) else { return };
        let changes = (node.changed, node.changed_below);
        (node.changed, node.changed_below) = (false, false);
        if changes.0 {
            self.forget_changes(at, changes.1);
            self.search(at, covers);
        } else if changes.1 {
            let covers = both(covers, self.covers(at));
            self.search_changed(at * 2, covers);
            self.search_changed(at * 2 + 1, covers);
            self.hope_again(at);
        }
    }

    /// All that lies below a node is searched: what has changed there needs no search of its own.
    fn forget_changes(&mut self, at: usize, below: bool) {
        for child in [at * 2, at * 2 + 1].into_iter().filter(|_| below) {
            let Some(node) = self.nodes.get_mut(child) else { return };
            let deeper = node.changed_below;
            (node.changed, node.changed_below) = (false, false);
            self.forget_changes(child, deeper);
        }
    }

    fn search(&mut self, at: usize, above: Covers) {
        let Some(node) = self.nodes.get(at) else { return };
        if !self.may_find(&node.hope, above) {
            return;
        }
        let covers = both(above, self.covers(at));
        if at < self.leaves {
            self.search(at * 2, covers);
            self.search(at * 2 + 1, covers);
        } else {
            let [first, second] = covers;
            let needed = self.action(first) != self.action(second);
            if let Some(mark) = self.found.get_mut(place(first)) {
                mark.decides = true;
                mark.needed |= needed;
            }
        }
        self.hope_again(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::set::Span;

    /// The same by looking at every point of a small plane.
    fn looked_up(items: &[Item], size: u32) -> Vec<Mark> {
        let mut found = vec![Mark::default(); items.len()];
        for (x, y) in (0..size).flat_map(|x| (0..size).map(move |y| (x, y))) {
            let point = Rect::between(Span::one(x), Span::one(y));
            let mut here = items.iter().enumerate().filter(|(_, item)| item.rect.contains(point));
            let Some((first, item)) = here.next() else { continue };
            found[first].decides = true;
            found[first].needed |= item.deny != here.next().is_some_and(|(_, next)| next.deny);
        }
        found
    }

    #[test]
    fn what_is_found_is_what_every_point_shows() {
        let mut state = 1u64;
        let mut below = |end: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u32::try_from(state >> 33).unwrap() % end
        };
        for round in 0..3_000 {
            let size = 2 + below(12);
            let mut span = |slab: bool| {
                let (a, b) = (below(size), below(size));
                if slab && below(2) == 0 {
                    Span { low: 0, high: size - 1 }
                } else {
                    Span { low: a.min(b), high: a.max(b) }
                }
            };
            let mut items: Vec<Item> = Vec::new();
            for rule in 0..round % 40 {
                let rect = Rect::between(span(round % 3 == 0), span(round % 3 == 0));
                items.push(Item { rule, deny: false, rect });
            }
            items.iter_mut().for_each(|item| item.deny = below(3) == 0);
            assert_eq!(worth(&items, &CancelToken::default()), looked_up(&items, size), "{items:?}");
        }
    }

    #[test]
    fn the_edges_of_the_plane_are_seen() {
        let all = Rect::between(Span::PORTS, Span::PORTS);
        let edge = Rect::between(Span::one(0xffff), Span::PORTS);
        let items =
            [(0, true, edge), (1, true, all), (2, false, edge)].map(|(rule, deny, rect)| Item { rule, deny, rect });
        let marks = worth(&items, &CancelToken::default())
            .into_iter()
            .map(|mark| (mark.decides, mark.needed))
            .collect::<Vec<_>>();
        assert_eq!(marks, [(true, false), (true, true), (false, false)]);
    }
}
