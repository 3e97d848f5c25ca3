//! What an edit changes: the packets whose fate differs between two filters.
//!
//! Only packets of rules that are not part of the common beginning or end of both lists can differ; and of these only what
//! the common beginning leaves. In the common end a rule settles both sides at once. Each reading is compared by itself;
//! then what changes in all of them is told apart from the rest.

mod cut;
mod difference;
mod sort;

pub(super) use difference::Changed;
pub use difference::{Dependent, Difference};

use super::cancel::CancelToken;
use super::common::Common;
use super::interpretation::{Interpretation, readings_of};
use super::prepared::{Entry, Prepared};
use super::question::{Analysis, Engine};
use super::rule_set::rule_set;
use super::set::{PacketKind, PacketSet};
use crate::filter::{Filter, Rule};
use difference::CHUNK;
use sort::each;
use std::sync::Arc;

/// The longest lists that are compared by cutting boxes.
const SHORT: usize = 40;

/// Compares two filters.
pub fn difference(before: &Filter, after: &Filter) -> Difference {
    let old = Analysis::new(before);
    old.difference(&old.next(before, after))
}

impl Analysis {
    /// Compares with another filter.
    pub fn difference(&self, after: &Self) -> Difference {
        self.against(after).difference(None).tidied()
    }

    /// Two filters, prepared to be compared.
    pub(crate) fn against<'a>(&'a self, after: &'a Self) -> Comparison<'a> {
        let readings = Interpretation::all_of(self.open().or(after.open()));
        let part = |(at, reading): (usize, &Interpretation)| {
            // What rules match of a kind is often the same as in an earlier reading.
            let known = |kind| readings.iter().take(at).any(|earlier| earlier.about(kind) == reading.about(kind));
            let kinds: Vec<PacketKind> = PacketKind::ALL.into_iter().filter(|kind| !known(*kind)).collect();
            let pair = Pair::new(self.in_reading(*reading)?, after.in_reading(*reading)?);
            let concerned = pair.concerned(&kinds);
            (!concerned.is_empty()).then_some(Part { reading: *reading, pair, concerned })
        };
        let parts = readings.iter().enumerate().filter_map(part).collect();
        Comparison { cancel: after.cancel(), engine: self.engine(SHORT), parts, readings }
    }
}

/// Two filters in every reading that either of them has, with the packets that can fare differently.
pub(crate) struct Comparison<'a> {
    cancel: &'a CancelToken,
    engine: Engine,
    readings: Vec<Interpretation>,
    parts: Vec<Part<'a>>,
}

/// Two filters in one reading, with the packets of the kinds that no earlier reading has spoken for.
struct Part<'a> {
    reading: Interpretation,
    pair: Pair<'a>,
    concerned: PacketSet,
}

impl Comparison<'_> {
    /// What differs, of some packets or of all. The boxes are not tidied.
    pub(crate) fn difference(&self, packets: Option<&PacketSet>) -> Difference {
        let mut found = Vec::new();
        for Part { reading, pair, concerned } in &self.parts {
            let concerned = packets.map_or_else(|| concerned.clone(), |packets| packets.intersect(concerned));
            if concerned.is_empty() {
                continue;
            }
            let changed = match self.engine {
                Engine::Boxes => pair.cut(concerned),
                Engine::Index => pair.walk(&concerned, self.cancel),
            };
            found.push((*reading, changed));
        }
        let mut difference = Difference::default();
        for kind in PacketKind::ALL {
            let readings = each(self.readings.iter().map(|reading| reading.about(kind)));
            let of_kind = found.iter_mut().map(|(reading, changed)| (reading.about(kind), changed.take_kind(kind)));
            difference.add_kind(&readings, of_kind.filter(|(_, changed)| !changed.is_empty()).collect(), self.cancel);
        }
        difference
    }
}

/// Two lists in one reading.
pub(super) struct Pair<'a> {
    old: &'a [Entry],
    new: &'a [Entry],
    common: Common,
}

impl<'a> Pair<'a> {
    fn new(old: &'a Prepared, new: &'a Prepared) -> Self {
        let (old, new) = (old.rules.as_slice(), new.rules.as_slice());
        Self { old, new, common: Common::of(old, new, decide_alike) }
    }

    /// The rules that both begin with.
    pub(super) fn head(&self) -> &'a [Entry] {
        self.old.get(..self.common.head).unwrap_or_default()
    }

    /// The rules that both end with.
    pub(super) fn tail(&self) -> &'a [Entry] {
        self.old.get(self.old.len() - self.common.tail..).unwrap_or_default()
    }

    /// The rules between that only the old list has there, and those that only the new one has.
    pub(super) fn middles(&self) -> [&'a [Entry]; 2] {
        [self.old, self.new].map(|list| self.common.middle(list))
    }

    /// The packets of some kinds that can fare differently.
    fn concerned(&self, kinds: &[PacketKind]) -> PacketSet {
        let mut all = PacketSet::empty();
        for (_, set) in self.strangers() {
            all.add(&set.of_kinds(kinds));
        }
        all
    }

    /// Rules without which both lists are the same: a packet of none of them meets the same rules in both.
    fn strangers(&self) -> Vec<&'a Entry> {
        let [old, new] = self.middles();
        if let Some(moved) = moved_down(old, new, decide_alike).or_else(|| moved_down(new, old, decide_alike)) {
            return vec![moved];
        }
        if old.len() == new.len() {
            let replaced = old.iter().zip(new).filter(|(a, b)| !decide_alike(a, b));
            return replaced.flat_map(|(a, b)| [a, b]).collect();
        }
        let (shorter, longer) = if old.len() < new.len() { (old, new) } else { (new, old) };
        let mut expected = shorter.iter().peekable();
        let added = longer.iter().filter(|rule| expected.next_if(|next| decide_alike(next, rule)).is_none()).collect();
        if expected.peek().is_none() { added } else { old.iter().chain(new).collect() }
    }
}

/// The rule that one list has before and the other behind the same other rules, if that is all.
pub(super) fn moved_down<'a, T>(upper: &'a [T], lower: &[T], alike: impl Fn(&T, &T) -> bool) -> Option<&'a T> {
    let ((first, rest), (last, others)) = (upper.split_first()?, lower.split_last()?);
    let same = rest.len() == others.len() && rest.iter().zip(others).all(|(a, b)| alike(a, b));
    (same && alike(first, last)).then_some(first)
}

fn decide_alike(a: &Entry, b: &Entry) -> bool {
    a.0 == b.0 && (Arc::ptr_eq(&a.1, &b.1) || a.1 == b.1)
}

/// The packets that one of these rules matches in some reading.
pub(crate) fn packets_of<'a>(rules: impl IntoIterator<Item = &'a Rule>) -> PacketSet {
    let mut set = PacketSet::empty();
    for rule in rules {
        for reading in readings_of(&[std::slice::from_ref(rule)]) {
            set.add(&rule_set(rule, reading));
        }
    }
    set
}
