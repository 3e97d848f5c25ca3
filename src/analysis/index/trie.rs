//! The rules of one kind of packet, by source: a path-compressed binary trie.
//!
//! Source networks are nested or disjoint, never crossing. So the rules that can match a packet hang on the one path
//! from the root to its address, at most 33 nodes; what lies beside that path is never looked at. A source that is a
//! first and a last address is split into the few networks it consists of.

use super::rect::Rect;
use crate::analysis::set::Span;

/// A node's place in the trie; the root is 0.
pub(super) type NodeId = u32;

pub(super) const NOWHERE: NodeId = NodeId::MAX;

/// A rule, or one of the boxes that a rule consists of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// Its 0-based index in the list.
    pub(super) rule: u32,
    pub(super) deny: bool,
    /// The two numbers.
    pub(super) rect: Rect,
}

/// A network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prefix {
    address: u32,
    length: u8,
}

impl Prefix {
    const ALL: Self = Self { address: 0, length: 0 };

    pub(super) fn span(self) -> Span {
        Span { low: self.address, high: self.address | !mask(self.length) }
    }

    const fn contains(self, other: Self) -> bool {
        self.length <= other.length && (other.address & mask(self.length)) == self.address
    }

    /// Which half of `self` the other, longer one lies in.
    fn side(self, other: Self) -> usize {
        usize::from(other.address.checked_shr(31u32.saturating_sub(self.length.into())).unwrap_or(0) & 1 == 1)
    }

    /// The longest network around both.
    fn common(self, other: Self) -> Self {
        let same = (self.address ^ other.address).leading_zeros();
        let length = u8::try_from(same).unwrap_or(32).min(self.length).min(other.length);
        Self { address: self.address & mask(length), length }
    }
}

const fn mask(length: u8) -> u32 {
    match u32::MAX.checked_shl(32u32.saturating_sub(length as u32)) {
        Some(mask) => mask,
        None => 0,
    }
}

/// The networks that together are exactly this span, ascending.
pub(super) fn prefixes(span: Span) -> impl Iterator<Item = Prefix> {
    let mut next = Some(span.low);
    std::iter::from_fn(move || {
        let low = next.filter(|low| *low <= span.high)?;
        let room = (u64::from(span.high) + 1 - u64::from(low)).ilog2();
        let free = low.trailing_zeros().min(room);
        let length = u8::try_from(32u32.saturating_sub(free)).unwrap_or(32);
        let prefix = Prefix { address: low, length };
        next = prefix.span().high.checked_add(1);
        Some(prefix)
    })
}

/// A node. The bounds over itself and everything below may be wider than the truth after a removal, never narrower.
#[derive(Debug, Clone)]
pub(super) struct TrieNode {
    pub(super) prefix: Prefix,
    pub(super) parent: NodeId,
    pub(super) children: [NodeId; 2],
    /// Its own rules, ascending.
    pub(super) items: Vec<Item>,
    /// The lowest rule in the subtree.
    pub(super) low: u32,
    /// One more than the highest allow rule and the highest deny rule in the subtree; 0 for none.
    pub(super) end: [u32; 2],
    /// Around every rectangle in the subtree.
    pub(super) hull: Rect,
}

impl TrieNode {
    const fn new(prefix: Prefix, parent: NodeId) -> Self {
        let children = [NOWHERE; 2];
        Self { prefix, parent, children, items: Vec::new(), low: u32::MAX, end: [0; 2], hull: Rect::NONE }
    }

    fn widen(&mut self, item: &Item) {
        self.low = self.low.min(item.rule);
        self.hull = self.hull.hull(item.rect);
        let [allow, deny] = &mut self.end;
        let end = if item.deny { deny } else { allow };
        *end = (*end).max(item.rule.saturating_add(1));
    }
}

/// The rules of one kind.
#[derive(Debug, Clone)]
pub(super) struct Trie {
    nodes: Vec<TrieNode>,
}

impl Trie {
    pub(super) fn new() -> Self {
        Self { nodes: vec![TrieNode::new(Prefix::ALL, NOWHERE)] }
    }

    pub(super) fn node(&self, id: NodeId) -> Option<&TrieNode> {
        self.nodes.get(index(id))
    }

    pub(super) fn nodes(&self) -> impl Iterator<Item = (NodeId, &TrieNode)> {
        (0..).zip(&self.nodes)
    }

    /// The node and every node around it, up to the root.
    pub(super) fn upward(&self, from: NodeId) -> impl Iterator<Item = &TrieNode> {
        std::iter::successors(self.node(from), |node| self.node(node.parent))
    }

    pub(super) fn children(&self, node: &TrieNode) -> impl Iterator<Item = (NodeId, &TrieNode)> {
        node.children.into_iter().filter_map(|id| Some((id, self.node(id)?)))
    }

    pub(super) fn insert(&mut self, prefix: Prefix, item: Item) {
        let at = self.grow(prefix, &item);
        if let Some(node) = self.nodes.get_mut(index(at)) {
            let place = match node.items.last() {
                Some(last) if last.rule > item.rule => node.items.partition_point(|other| other.rule <= item.rule),
                _ => node.items.len(),
            };
            node.items.insert(place, item);
        }
    }

    /// The node of a network, if it has one.
    pub(super) fn find(&self, prefix: Prefix) -> Option<NodeId> {
        let mut at = 0;
        loop {
            let node = self.node(at)?;
            if node.prefix == prefix {
                return Some(at);
            }
            if !node.prefix.contains(prefix) {
                return None;
            }
            at = *node.children.get(node.prefix.side(prefix))?;
        }
    }

    /// Takes a rule away and gives the later ones their new indices.
    pub(super) fn remove(&mut self, rule: u32) {
        for node in &mut self.nodes {
            node.items.retain(|item| item.rule != rule);
            let later = node.items.iter_mut().filter(|item| item.rule > rule);
            later.for_each(|item| item.rule -= 1);
            for bound in node.end.iter_mut().chain([&mut node.low]) {
                *bound -= u32::from(*bound > rule && *bound != u32::MAX);
            }
        }
    }

    /// Makes room for a rule with this index.
    pub(super) fn make_room(&mut self, rule: u32) {
        for node in &mut self.nodes {
            let later = node.items.iter_mut().filter(|item| item.rule >= rule);
            later.for_each(|item| item.rule += 1);
            node.low = node.low.saturating_add(u32::from(node.low >= rule));
            node.end.iter_mut().for_each(|end| *end += u32::from(*end > rule));
        }
    }

    /// The node of a network, made if it is not there; everything on the way learns of the item.
    fn grow(&mut self, prefix: Prefix, item: &Item) -> NodeId {
        let mut at = 0;
        loop {
            let Some(node) = self.nodes.get_mut(index(at)) else { return NOWHERE };
            node.widen(item);
            if node.prefix == prefix {
                return at;
            }
            let side = node.prefix.side(prefix);
            let child = node.children.get(side).copied().unwrap_or(NOWHERE);
            match self.node(child).map(|node| node.prefix) {
                None => return self.hang(at, side, TrieNode::new(prefix, at), item),
                Some(below) if below.contains(prefix) => at = child,
                Some(below) => at = self.split(at, side, child, below.common(prefix)),
            }
        }
    }

    fn hang(&mut self, parent: NodeId, side: usize, mut node: TrieNode, item: &Item) -> NodeId {
        node.widen(item);
        let id = self.push(node);
        self.link(parent, side, id);
        id
    }

    /// Puts a node between a parent and its child.
    fn split(&mut self, parent: NodeId, side: usize, child: NodeId, prefix: Prefix) -> NodeId {
        let mut between = TrieNode::new(prefix, parent);
        if let Some(below) = self.node(child) {
            (between.low, between.end, between.hull) = (below.low, below.end, below.hull);
            let side = prefix.side(below.prefix);
            if let Some(place) = between.children.get_mut(side) {
                *place = child;
            }
        }
        let id = self.push(between);
        if let Some(below) = self.nodes.get_mut(index(child)) {
            below.parent = id;
        }
        self.link(parent, side, id);
        id
    }

    fn push(&mut self, node: TrieNode) -> NodeId {
        self.nodes.push(node);
        NodeId::try_from(self.nodes.len() - 1).unwrap_or(NOWHERE)
    }

    fn link(&mut self, parent: NodeId, side: usize, child: NodeId) {
        if let Some(place) = self.nodes.get_mut(index(parent)).and_then(|node| node.children.get_mut(side)) {
            *place = child;
        }
    }

    /// Whether both halves of a node have a node of their own, so that none of its sources lies beside its children.
    pub(super) fn halves(&self, node: &TrieNode) -> Option<[NodeId; 2]> {
        let whole = |id: NodeId| self.node(id).is_some_and(|child| child.prefix.length == node.prefix.length + 1);
        node.children.into_iter().all(whole).then_some(node.children)
    }

    /// Calls for every item whose source and numbers overlap these.
    pub(super) fn overlapping(&self, span: Span, rect: Rect, mut each: impl FnMut(&Item)) {
        let mut open = vec![0];
        while let Some(node) = open.pop().and_then(|id| self.node(id)) {
            let own = node.prefix.span();
            if own.low > span.high || own.high < span.low || !node.hull.overlaps(rect) {
                continue;
            }
            node.items.iter().filter(|item| item.rect.overlaps(rect)).for_each(&mut each);
            open.extend(node.children.into_iter().filter(|id| *id != NOWHERE));
        }
    }
}

fn index(id: NodeId) -> usize {
    usize::try_from(id).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(low: u32, high: u32) -> Vec<(u32, u8)> {
        prefixes(Span { low, high }).map(|prefix| (prefix.address, prefix.length)).collect()
    }

    #[test]
    fn spans_are_split_into_networks() {
        assert_eq!(split(0, u32::MAX), [(0, 0)]);
        assert_eq!(split(5, 5), [(5, 32)]);
        assert_eq!(split(1, 6), [(1, 32), (2, 31), (4, 31), (6, 32)]);
        assert_eq!(split(u32::MAX - 2, u32::MAX), [(u32::MAX - 2, 32), (u32::MAX - 1, 31)]);
        assert_eq!(split(1, u32::MAX).len(), 32);
    }

    #[test]
    fn nodes_are_found_where_they_were_put() {
        let networks = [(0x0a00_0000, 8), (0x0a01_0000, 16), (0x0a01_0200, 24), (0xc000_0000, 2), (7, 32), (0, 0)];
        let mut trie = Trie::new();
        for (rule, (address, length)) in (0..).zip(networks) {
            trie.insert(Prefix { address, length }, Item { rule, deny: false, rect: Rect::NONE });
        }
        for (rule, (address, length)) in (0..).zip(networks) {
            let node = trie.node(trie.find(Prefix { address, length }).unwrap()).unwrap();
            assert_eq!(node.items.iter().map(|item| item.rule).collect::<Vec<_>>(), [rule]);
        }
        assert!(trie.find(Prefix { address: 0x0a02_0000, length: 16 }).is_none());
    }
}
