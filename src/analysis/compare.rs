//! What an edit changes: the packets whose fate differs between two filters.
//!
//! Only packets of rules that are not part of the common beginning or end of both lists can differ; and of these only what
//! the common beginning leaves. In the common end a rule settles both sides at once. Each reading is compared by itself;
//! then what changes in all of them is told apart from the rest.

mod cut;
mod sort;

use super::condition::Condition;
use super::prepared::{Entry, Prepared};
use super::question::{Analysis, Engine};
use super::reading::{Reading, readings_of};
use super::rule_set::rule_set;
use super::set::{Kind, PacketSet};
use super::stop::Stop;
use crate::filter::{Action, Filter, Rule};
use sort::each;
use std::sync::Arc;

/// The longest lists that are compared by cutting boxes.
const SHORT: usize = 40;

/// So many boxes are looked at before somebody may stop it.
const CHUNK: usize = 32;

/// The packets that two filters treat differently: in every reading that either of them has, or in some.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Allowed before, blocked after, in every reading (tidied boxes).
    pub newly_blocked: PacketSet,
    /// Blocked before, allowed after, in every reading (tidied boxes).
    pub newly_allowed: PacketSet,
    /// What changes in some readings only, or not in the same direction in all: what is blocked first. No condition stands
    /// there twice for one direction, and of what becomes the same no packet is in two.
    pub depends: Vec<Dependent>,
}

/// Packets whose fate changes in some readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependent {
    /// What becomes of them there; before it was the other action.
    pub becomes: Action,
    /// The readings in which it does. In all others they fare as before, or the other way round.
    pub only_if: Condition,
    /// The packets (tidied boxes). Never empty.
    pub packets: PacketSet,
}

impl Difference {
    /// Whether every packet meets the same action in both, in every reading.
    pub fn is_empty(&self) -> bool {
        self.newly_blocked.is_empty() && self.newly_allowed.is_empty() && self.depends.is_empty()
    }

    /// The packets that `becomes` is new for in every reading.
    pub const fn certainly(&self, becomes: Action) -> &PacketSet {
        match becomes {
            Action::Deny => &self.newly_blocked,
            Action::Allow => &self.newly_allowed,
        }
    }

    /// The packets that `becomes` is new for in some reading.
    pub fn possibly(&self, becomes: Action) -> PacketSet {
        let mut all = self.certainly(becomes).clone();
        for part in self.depends.iter().filter(|part| part.becomes == becomes) {
            all.add_disjoint(part.packets.clone());
        }
        all
    }

    /// The packets that `becomes` is new for in the default reading.
    pub fn by_default(&self, becomes: Action) -> PacketSet {
        let mut all = self.certainly(becomes).clone();
        for part in self.depends.iter().filter(|part| part.becomes == becomes) {
            if part.only_if.holds_in(Reading::default()) {
                all.add_disjoint(part.packets.clone());
            }
        }
        all
    }

    /// All of it, each part with what becomes of it and with what that depends on: what is certain, if there is any, first.
    pub fn parts(&self) -> impl Iterator<Item = (Action, &PacketSet, &Condition)> {
        static CERTAIN: Condition = Condition::certain();
        let certain = [Action::Deny, Action::Allow].map(|becomes| (becomes, self.certainly(becomes), &CERTAIN));
        let depends = self.depends.iter().map(|part| (part.becomes, &part.packets, &part.only_if));
        certain.into_iter().filter(|(_, packets, _)| !packets.is_empty()).chain(depends)
    }

    fn tidied(self) -> Self {
        let tidied = |part: Dependent| Dependent { packets: part.packets.tidied(), ..part };
        Self {
            newly_blocked: self.newly_blocked.tidied(),
            newly_allowed: self.newly_allowed.tidied(),
            depends: self.depends.into_iter().map(tidied).collect(),
        }
    }
}

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
        let readings = Reading::all_of(self.open().or(after.open()));
        let part = |(at, reading): (usize, &Reading)| {
            // What rules match of a kind is often the same as in an earlier reading.
            let known = |kind| readings.iter().take(at).any(|earlier| earlier.about(kind) == reading.about(kind));
            let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| !known(*kind)).collect();
            let pair = Pair::new(self.in_reading(*reading)?, after.in_reading(*reading)?);
            let concerned = pair.concerned(&kinds);
            (!concerned.is_empty()).then_some(Part { reading: *reading, pair, concerned })
        };
        let parts = readings.iter().enumerate().filter_map(part).collect();
        Comparison { stop: after.stop(), engine: self.engine(SHORT), parts, readings }
    }
}

/// Two filters in every reading that either of them has, with the packets that can fare differently.
pub(crate) struct Comparison<'a> {
    stop: &'a Stop,
    engine: Engine,
    readings: Vec<Reading>,
    parts: Vec<Part<'a>>,
}

/// Two filters in one reading, with the packets of the kinds that no earlier reading has spoken for.
struct Part<'a> {
    reading: Reading,
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
                Engine::Index => pair.walk(&concerned, self.stop),
            };
            found.push((*reading, changed));
        }
        let mut difference = Difference::default();
        for kind in Kind::ALL {
            let readings = each(self.readings.iter().map(|reading| reading.about(kind)));
            let of_kind = found.iter_mut().map(|(reading, changed)| (reading.about(kind), changed.take_kind(kind)));
            difference.add_kind(&readings, of_kind.filter(|(_, changed)| !changed.is_empty()).collect(), self.stop);
        }
        difference
    }
}

/// What two lists treat differently in one reading.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// Allowed before, blocked after.
    pub(super) blocked: PacketSet,
    /// Blocked before, allowed after.
    pub(super) allowed: PacketSet,
}

impl Changed {
    fn is_empty(&self) -> bool {
        self.blocked.is_empty() && self.allowed.is_empty()
    }

    fn take_kind(&mut self, kind: Kind) -> Self {
        Self { blocked: self.blocked.take_kind(kind), allowed: self.allowed.take_kind(kind) }
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
    fn concerned(&self, kinds: &[Kind]) -> PacketSet {
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

/// How many rules two lists have in common at their beginnings and at their ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Common {
    pub(super) head: usize,
    pub(super) tail: usize,
}

impl Common {
    pub(super) fn of<T>(a: &[T], b: &[T], alike: impl Fn(&T, &T) -> bool) -> Self {
        let head = a.iter().zip(b).take_while(|(a, b)| alike(a, b)).count();
        let room = a.len().min(b.len()) - head;
        let tail = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(a, b)| alike(a, b)).count();
        Self { head, tail }
    }

    /// What lies between in one of the lists.
    pub(super) fn middle<T>(self, list: &[T]) -> &[T] {
        list.get(self.head..list.len() - self.tail).unwrap_or_default()
    }
}

/// The packets that one of these rules matches in some reading.
pub fn packets_of<'a>(rules: impl IntoIterator<Item = &'a Rule>) -> PacketSet {
    let mut set = PacketSet::empty();
    for rule in rules {
        for reading in readings_of(&[std::slice::from_ref(rule)]) {
            set.add(&rule_set(rule, reading));
        }
    }
    set
}

/// Whether two rules match the same packets in every reading and do the same to them.
pub(super) fn decides_alike(a: &Rule, b: &Rule) -> bool {
    (a.action, a.protocol, a.source, a.source_port, a.destination_port)
        == (b.action, b.protocol, b.source, b.source_port, b.destination_port)
}
