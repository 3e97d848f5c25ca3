//! A filter that questions are asked of, and the two ways to answer them.

use super::answer::{Answer, Outcome, Verdict};
use super::cancel::CancelToken;
use super::common::{Common, decides_alike};
use super::index::{Index, Mark};
use super::interpretation::{Interpretation, readings};
use super::prepared::Prepared;
use super::set::{PacketKind, PacketSet};
use crate::filter::{Filter, Rule};
use std::sync::{Arc, OnceLock};

/// How questions are answered. Both engines give the same answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// Boxes are cut by one rule after the other: simple, and the fastest way for a short list.
    Boxes,
    /// The rules hang in tries by source: for lists of any length.
    Index,
}

/// The longest list about which boxes are asked.
const SHORT: usize = 32;

/// A filter prepared for questions.
#[derive(Debug, Clone)]
pub struct Analysis {
    readings: Vec<Prepared>,
    cancel: CancelToken,
    engine: Option<Engine>,
    index: OnceLock<Index>,
    marks: OnceLock<Vec<Mark>>,
}

impl Analysis {
    /// Prepares a filter, in every reading it has.
    pub fn new(filter: &Filter) -> Self {
        Self::new_cancellable(filter, &CancelToken::default())
    }

    /// The same; its answers are worth nothing once `stop` is set, but come soon.
    pub fn new_cancellable(filter: &Filter, cancel: &CancelToken) -> Self {
        Self::of(Prepared::all(filter, &readings(filter), |_, _| None), cancel.clone())
    }

    /// Prepares another filter, which stops when this one does.
    pub(crate) fn of_other(&self, filter: &Filter) -> Self {
        Self::new_cancellable(filter, &self.cancel)
    }

    /// Whether its answers are worth nothing any more.
    pub(crate) fn is_stopped(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// Whoever waits for its answers from now on.
    pub(super) fn set_cancel(&mut self, cancel: &CancelToken) {
        self.cancel = cancel.clone();
        self.index.get_mut().into_iter().for_each(|index| index.set_cancel(cancel));
    }

    /// What changes with the list: the rules in each reading, and their index.
    pub(super) fn parts(&mut self) -> (&mut [Prepared], Option<&mut Index>) {
        (&mut self.readings, self.index.get_mut())
    }

    /// Takes marks that were found, if all of them were.
    pub(super) fn know(&mut self, marks: Option<Vec<Mark>>) {
        self.marks = marks.map_or_else(OnceLock::new, OnceLock::from);
    }

    pub(super) const fn cancel(&self) -> &CancelToken {
        &self.cancel
    }

    /// Prepares a filter that has much in common with `filter`, which this one was made for.
    pub fn next(&self, filter: &Filter, after: &Filter) -> Self {
        self.following(&filter.rules, after)
    }

    /// The same, for the rules that this one was made for.
    pub(super) fn following(&self, rules: &[Rule], after: &Filter) -> Self {
        let Common { head, tail } = Common::of(rules, &after.rules, decides_alike);
        let behind = after.rules.len() - tail;
        let earlier = |at: usize| {
            if at < head { Some(at) } else { (at >= behind).then(|| at + rules.len() - after.rules.len()) }
        };
        let known = |at, reading| {
            let prepared = self.readings.iter().find(|prepared| prepared.reading == reading)?;
            prepared.rules.get(earlier(at)?).map(|(_, set)| set.clone())
        };
        Self::of(Prepared::all(after, &readings(after), known), self.cancel.clone())
    }

    fn of(readings: Vec<Prepared>, cancel: CancelToken) -> Self {
        Self { readings, cancel, engine: None, index: OnceLock::new(), marks: OnceLock::new() }
    }

    /// Prepares a filter for one of the engines, whatever its length.
    pub fn by(filter: &Filter, engine: Engine) -> Self {
        Self { engine: Some(engine), ..Self::new(filter) }
    }

    /// What becomes of these packets.
    pub fn answer(&self, packets: &PacketSet) -> Answer {
        self.answer_by(packets, |prepared, packets| match self.engine(SHORT) {
            Engine::Boxes => prepared.outcome(packets),
            Engine::Index => self.index().outcome(prepared.reading, packets),
        })
    }

    fn answer_by(&self, packets: &PacketSet, outcome: impl Fn(&Prepared, &PacketSet) -> Outcome) -> Answer {
        let mut outcomes: Vec<Outcome> = Vec::with_capacity(self.readings.len());
        for prepared in &self.readings {
            let reading = prepared.reading;
            let same = outcomes.iter().find(|known| known.reading.agrees(reading, packets)).or(outcomes.first());
            let next = match same {
                None => outcome(prepared, packets),
                Some(known) => {
                    // Most kinds of packets meet the same rules as in an earlier reading.
                    let known_kinds = |kind: &PacketKind| known.reading.about(*kind) == reading.about(*kind);
                    let (alike, others): (Vec<PacketKind>, Vec<PacketKind>) =
                        PacketKind::ALL.into_iter().partition(known_kinds);
                    let others = packets.of_kinds(&others);
                    let fresh = if others.is_empty() { Vec::new() } else { outcome(prepared, &others).shares };
                    Outcome { reading, shares: known.shares_of(&alike, fresh) }
                }
            };
            outcomes.push(next);
        }
        Answer::of(outcomes)
    }

    /// The readings that differ about these packets.
    fn different(&self, packets: &PacketSet) -> Vec<Interpretation> {
        let mut different: Vec<Interpretation> = Vec::new();
        for reading in self.readings.iter().map(|prepared| prepared.reading) {
            if !different.iter().any(|known| known.agrees(reading, packets)) {
                different.push(reading);
            }
        }
        different
    }

    /// The packets that a rule matches, in one reading after the other; not again where they are the same.
    pub(super) fn sets_of(&self, rule: usize) -> impl Iterator<Item = &PacketSet> {
        let sets = || self.readings.iter().filter_map(move |prepared| prepared.rules.get(rule).map(|(_, set)| set));
        let first = sets().next();
        let others = sets().skip(1).filter(move |set| first.is_none_or(|first| !Arc::ptr_eq(first, set)));
        first.into_iter().chain(others).map(|set| &**set)
    }

    /// The verdict alone.
    pub fn verdict(&self, packets: &PacketSet) -> Verdict {
        let mut words = self.different(packets).into_iter().map(|reading| {
            let [allowed, denied] = self.index().actions(reading, packets);
            Verdict::of(allowed, denied)
        });
        let first = words.next().unwrap_or(Verdict::Allowed);
        if words.all(|word| word == first) { first } else { Verdict::Uncertain }
    }

    /// Whether every one of these packets passes, in every reading.
    pub(crate) fn allows(&self, packets: &PacketSet) -> bool {
        if self.engine(SHORT) == Engine::Index {
            return self.verdict(packets) == Verdict::Allowed;
        }
        let different = self.different(packets);
        let mut readings = self.readings.iter().filter(|prepared| different.contains(&prepared.reading));
        readings.all(|prepared| prepared.allows(packets))
    }

    /// What every rule is worth, without the details of its status.
    pub fn marks(&self) -> &[Mark] {
        self.marks.get_or_init(|| self.index().marks())
    }

    /// The choices that its readings differ in.
    pub(crate) fn open(&self) -> Interpretation {
        self.readings.last().map_or(Interpretation::default(), |last| last.reading)
    }

    /// The rules as they are in any reading, its own or not.
    pub(super) fn in_reading(&self, reading: Interpretation) -> Option<&Prepared> {
        let own = reading.and(self.open());
        self.readings.iter().find(|prepared| prepared.reading == own)
    }

    pub(super) fn prepared(&self) -> &[Prepared] {
        &self.readings
    }

    /// The engine that was asked for, else the boxes up to a length.
    pub(super) fn engine(&self, short: usize) -> Engine {
        let rules = self.readings.first().map_or(0, |prepared| prepared.rules.len());
        self.engine.unwrap_or(if rules <= short { Engine::Boxes } else { Engine::Index })
    }

    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.readings, &self.cancel))
    }
}
