//! A long list under somebody's hands: an edit examines only the rules again whose packets it concerns.
//!
//! What a rule is worth depends on the rules that overlap it and on their order, and on nothing else. So an edit leaves
//! every mark alone but those of the rules that overlap what it adds or takes away.

use super::open::Search;
use super::rect::Rect;
use super::trie::prefixes;
use super::{Index, Mark, Part, place, put};
use crate::analysis::prepared::Prepared;
use crate::analysis::reading::readings;
use crate::analysis::rule_set::rule_set;
use crate::analysis::set::PacketSet;
use crate::filter::{Edit, Filter, Rule};

/// A filter and the marks of its rules, kept up to date.
#[derive(Debug, Clone)]
pub struct Watch {
    filter: Filter,
    index: Index,
    marks: Vec<Option<Mark>>,
}

impl Watch {
    /// Examines every rule once.
    pub fn new(filter: Filter) -> Self {
        let index = Index::new(&Prepared::all(&filter, &readings(&filter), |_, _| None));
        let marks = index.marks().into_iter().map(Some).collect();
        Self { filter, index, marks }
    }

    /// The list as it is now.
    pub const fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The mark of every rule.
    pub fn marks(&self) -> Vec<Mark> {
        self.marks.iter().map(|mark| mark.unwrap_or_default()).collect()
    }

    /// Makes a change and examines the rules that it concerns.
    pub fn apply(&mut self, edit: &Edit) {
        for step in edit.steps() {
            match step {
                Edit::Insert { at, rule } => self.insert((*at).min(self.filter.rules.len()), rule.clone()),
                Edit::Remove { at } => drop(self.remove(*at)),
                Edit::Replace { at, rule } => {
                    if self.remove(*at).is_some() {
                        self.insert(*at, rule.clone());
                    }
                }
                Edit::Move { from, to } => {
                    if let Some(rule) = self.remove(*from) {
                        self.insert((*to).min(self.filter.rules.len()), rule);
                    }
                }
                Edit::Batch(_) => {}
            }
        }
        let known = self.index.readings.iter().map(|(reading, _)| *reading);
        if readings(&self.filter).into_iter().eq(known) {
            self.examine();
        } else {
            *self = Self::new(std::mem::take(&mut self.filter));
        }
    }

    fn insert(&mut self, at: usize, rule: Rule) {
        let Ok(place) = u32::try_from(at) else { return };
        for part in &mut self.index.parts {
            part.trie.make_room(place);
        }
        self.marks.insert(at, None);
        self.index.actions.insert(at, rule.action);
        for part in &mut self.index.parts {
            let set = rule_set(&rule, part.reading);
            put(&mut part.trie, part.kind, place, rule.action, &set);
            part.forget(&set, &mut self.marks);
        }
        self.filter.rules.insert(at, rule);
    }

    fn remove(&mut self, at: usize) -> Option<Rule> {
        let place = u32::try_from(at).ok()?;
        self.filter.rules.get(at)?;
        let rule = self.filter.rules.remove(at);
        self.marks.remove(at);
        self.index.actions.remove(at);
        for part in &mut self.index.parts {
            part.trie.remove(place);
            part.forget(&rule_set(&rule, part.reading), &mut self.marks);
        }
        Some(rule)
    }

    fn examine(&mut self) {
        let rules = self.filter.rules.iter().zip(0..).zip(&mut self.marks);
        let mut unknown: Vec<_> = rules.filter(|(_, mark)| mark.is_none()).collect();
        for part in &self.index.parts {
            let mut search = Search::new(&part.trie);
            for ((rule, index), mark) in &mut unknown {
                let mark = mark.get_or_insert_default();
                part.mark_rule(&mut search, *index, &rule_set(rule, part.reading), mark);
            }
        }
    }
}

impl Part {
    /// Forgets the marks of the rules that overlap a set.
    fn forget(&self, set: &PacketSet, marks: &mut [Option<Mark>]) {
        for region in set.regions().iter().filter(|region| region.kind == self.kind) {
            let [source, ..] = region.spans;
            self.trie.overlapping(source, Rect::of(region), |item| {
                if let Some(mark) = marks.get_mut(place(item.rule)) {
                    *mark = None;
                }
            });
        }
    }

    fn mark_rule(&self, search: &mut Search<'_>, rule: u32, set: &PacketSet, mark: &mut Mark) {
        for region in set.regions().iter().filter(|region| region.kind == self.kind) {
            let [source, ..] = region.spans;
            let nodes = prefixes(source).filter_map(|prefix| self.trie.find(prefix));
            for (id, node) in nodes.filter_map(|id| Some((id, self.trie.node(id)?))) {
                let first = node.items.partition_point(|item| item.rule < rule);
                let own = node.items.iter().skip(first).take_while(|item| item.rule == rule);
                own.filter(|item| item.rect == Rect::of(region)).for_each(|item| {
                    self.mark_item(search, (id, node), item, mark);
                });
            }
        }
    }
}
