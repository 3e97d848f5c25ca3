//! An index under somebody's hands: an edit examines only the rules again whose packets it concerns.
//!
//! What a rule is worth depends on the rules that overlap it and on their order, and on nothing else. So an edit leaves
//! every mark alone but those of the rules that overlap what it adds or takes away.

use super::open::OpenSearch;
use super::rect::Rect;
use super::trie::prefixes;
use super::{EFFORT, Index, Mark, Part, count, place, put};
use crate::analysis::rule_set::rule_set;
use crate::analysis::set::PacketSet;
use crate::filter::Rule;

/// The marks that are known.
pub(in crate::analysis) type Marks = Vec<Option<Mark>>;

impl Index {
    /// Puts a rule in, at most behind the last one.
    pub(in crate::analysis) fn insert(&mut self, at: usize, rule: &Rule, marks: &mut Marks) {
        marks.insert(at, None);
        for (reading, actions) in &mut self.actions {
            actions.insert(at, reading.does(rule));
        }
        for part in &mut self.parts {
            part.trie.make_room(count(at));
            let set = rule_set(rule, part.reading);
            put(&mut part.trie, part.kind, count(at), part.reading.does(rule), &set);
            part.forget(&set, marks);
        }
    }

    /// Takes the rule at this place away.
    pub(in crate::analysis) fn remove(&mut self, at: usize, rule: &Rule, marks: &mut Marks) {
        marks.remove(at);
        for (_, actions) in &mut self.actions {
            actions.remove(at);
        }
        for part in &mut self.parts {
            part.trie.remove(count(at));
            part.forget(&rule_set(rule, part.reading), marks);
        }
    }

    /// Finds the marks that are not known. Some may be missing still, if it is stopped.
    pub(in crate::analysis) fn examine(&self, rules: &[Rule], marks: &mut [Option<Mark>]) {
        let mut searches: Vec<OpenSearch<'_>> = self.parts.iter().map(|part| OpenSearch::new(&part.trie)).collect();
        for ((at, rule), mark) in (0..).zip(rules).zip(marks.iter_mut()).filter(|(_, mark)| mark.is_none()) {
            let mut found = Mark::default();
            for (part, search) in self.parts.iter().zip(&mut searches) {
                part.mark_rule(search, at, &rule_set(rule, part.reading), &mut found);
            }
            if self.cancel.is_cancelled() {
                return;
            }
            *mark = Some(found);
            if searches.iter().map(|search| search.effort).sum::<usize>() > EFFORT {
                break;
            }
        }
        if marks.contains(&None) {
            // One by one takes too long.
            let all = self.marks();
            let known = all.into_iter().map(Some).filter(|_| !self.cancel.is_cancelled());
            marks.iter_mut().zip(known).for_each(|(mark, known)| *mark = known);
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

    fn mark_rule(&self, search: &mut OpenSearch<'_>, rule: u32, set: &PacketSet, mark: &mut Mark) {
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
