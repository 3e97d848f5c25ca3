//! A list under somebody's hands: what is known of it follows each edit, so that an edit costs what it concerns and not
//! what the list is long.

use super::cancel::CancelToken;
use super::common::{Common, decides_alike};
use super::compare::moved_down;
use super::index::Marks;
use super::interpretation::readings;
use super::prepared::Prepared;
use super::question::Analysis;
use crate::filter::{Filter, Rule};

/// A list that differs in more rules is prepared anew.
const FEW: usize = 8;

/// The analysis of a filter, kept up to date.
#[derive(Debug, Clone)]
pub struct IncrementalAnalysis {
    rules: Vec<Rule>,
    analysis: Analysis,
    marks: Marks,
}

impl IncrementalAnalysis {
    /// Examines every rule once, unless somebody stops it.
    pub fn new_cancellable(filter: &Filter, cancel: &CancelToken) -> Option<Self> {
        Self::examined(&filter.rules, Analysis::new_cancellable(filter, cancel))
    }

    fn examined(rules: &[Rule], analysis: Analysis) -> Option<Self> {
        let marks = analysis.marks().iter().copied().map(Some).collect();
        (!analysis.is_stopped()).then(|| Self { rules: rules.to_vec(), analysis, marks })
    }

    /// The analysis of the list as it is now. Its marks are at hand.
    pub const fn analysis(&self) -> &Analysis {
        &self.analysis
    }

    /// Follows to another version and examines the rules that the way there concerns. `None` if somebody stops it before
    /// anything is known again.
    pub fn follow(mut self, filter: &Filter, cancel: &CancelToken) -> Option<Self> {
        self.analysis.set_cancel(cancel);
        let common = Common::of(&self.rules, &filter.rules, decides_alike);
        let way = Way::between(common.middle(&self.rules), common.middle(&filter.rules));
        let known = self.analysis.prepared().iter().map(|prepared| prepared.reading);
        if way.steps() > FEW || !readings(filter).into_iter().eq(known) {
            return Self::examined(&filter.rules, self.analysis.following(&self.rules, filter));
        }
        way.removed.into_iter().rev().for_each(|at| self.remove(common.head + at));
        way.inserted.into_iter().for_each(|(at, rule)| self.insert(common.head + at, rule));
        let Self { rules, analysis, marks } = &mut self;
        analysis.index().examine(rules, marks);
        analysis.know(marks.iter().copied().collect());
        Some(self)
    }

    fn insert(&mut self, at: usize, rule: &Rule) {
        if at <= self.rules.len() {
            let (readings, index) = self.analysis.parts();
            Prepared::insert(readings, at, rule);
            index.into_iter().for_each(|index| index.insert(at, rule, &mut self.marks));
            self.rules.insert(at, rule.clone());
        }
    }

    fn remove(&mut self, at: usize) {
        if at < self.rules.len() {
            let rule = self.rules.remove(at);
            let (readings, index) = self.analysis.parts();
            Prepared::remove(readings, at);
            index.into_iter().for_each(|index| index.remove(at, &rule, &mut self.marks));
        }
    }
}

/// What makes one list another: places in the old one, ascending, and then places in the new one with their rules.
struct Way<'a> {
    removed: Vec<usize>,
    inserted: Vec<(usize, &'a Rule)>,
}

impl<'a> Way<'a> {
    fn between(old: &[Rule], new: &'a [Rule]) -> Self {
        let last = old.len().saturating_sub(1);
        if moved_down(old, new, decides_alike).is_some() {
            Self { removed: vec![0], inserted: new.iter().enumerate().skip(last).collect() }
        } else if moved_down(new, old, decides_alike).is_some() {
            Self { removed: vec![last], inserted: new.iter().enumerate().take(1).collect() }
        } else {
            Self { removed: (0..old.len()).collect(), inserted: new.iter().enumerate().collect() }
        }
    }

    fn steps(&self) -> usize {
        self.removed.len().max(self.inserted.len())
    }
}
