//! A change to a filter, as a value: what a key does, what a fix proposes and what history remembers.

use super::{Filter, Rule};

/// One change. Indices are 0-based; an index beyond the list means its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Puts a rule before the rule at `at`.
    Insert {
        /// Its new index.
        at: usize,
        /// The new rule.
        rule: Rule,
    },
    /// Takes a rule away.
    Remove {
        /// Its index.
        at: usize,
    },
    /// Moves a rule so that it ends up at `to`.
    Move {
        /// Its index.
        from: usize,
        /// Its index afterwards.
        to: usize,
    },
    /// Puts another rule in a rule's place.
    Replace {
        /// Its index.
        at: usize,
        /// What stands there afterwards.
        rule: Rule,
    },
    /// Several changes, each seeing the result of the one before.
    Batch(Vec<Edit>),
}

impl Edit {
    /// The filter after the change. Nothing happens to an index that is not there.
    #[must_use]
    pub fn apply(&self, filter: &Filter) -> Filter {
        let mut after = filter.clone();
        self.apply_to(&mut after);
        after
    }

    fn apply_to(&self, filter: &mut Filter) {
        let rules = &mut filter.rules;
        match self {
            Self::Insert { at, rule } => rules.insert((*at).min(rules.len()), rule.clone()),
            Self::Remove { at } if *at < rules.len() => drop(rules.remove(*at)),
            Self::Move { from, to } if *from < rules.len() => {
                let rule = rules.remove(*from);
                rules.insert((*to).min(rules.len()), rule);
            }
            Self::Replace { at, rule } => {
                if let Some(place) = rules.get_mut(*at) {
                    *place = rule.clone();
                }
            }
            Self::Batch(edits) => edits.iter().for_each(|edit| edit.apply_to(filter)),
            Self::Remove { .. } | Self::Move { .. } => {}
        }
    }

    /// The rules that come, go or change their place. A packet that none of them matches meets the same rules as before.
    pub fn touched(&self, filter: &Filter) -> Vec<Rule> {
        let (mut now, mut touched) = (filter.clone(), Vec::new());
        for step in self.steps() {
            match step {
                Self::Insert { rule, .. } => touched.push(rule.clone()),
                Self::Replace { at, rule } => touched.extend(now.rules.get(*at).into_iter().chain([rule]).cloned()),
                Self::Remove { at } | Self::Move { from: at, .. } => touched.extend(now.rules.get(*at).cloned()),
                Self::Batch(_) => {}
            }
            step.apply_to(&mut now);
        }
        touched
    }

    /// Several changes as one; a single one stays what it is.
    pub fn of(mut edits: Vec<Self>) -> Self {
        match (edits.pop(), edits.is_empty()) {
            (Some(only), true) => only,
            (last, _) => {
                edits.extend(last);
                Self::Batch(edits)
            }
        }
    }

    /// The single changes it is made of, in order.
    pub fn steps(&self) -> Vec<&Self> {
        match self {
            Self::Batch(edits) => edits.iter().flat_map(Self::steps).collect(),
            single => vec![single],
        }
    }
}
