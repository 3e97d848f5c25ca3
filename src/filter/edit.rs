//! A change to a filter, as a value: what a key does, what a fix proposes and what history remembers.

use super::{Change, Filter, Rule, changes};

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

    /// The changes that lead from one version to the other, from the bottom up: so each has the number that its rule had at
    /// first. Rules that come where others go take their places.
    pub(crate) fn between(before: &Filter, after: &Filter) -> Self {
        let list = changes(before, after);
        let run = |from: usize, change: fn(usize) -> Change| {
            (from..).take_while(|index| list.contains(&change(*index))).collect::<Vec<usize>>()
        };
        let (mut old, mut new, mut steps) = (0, 0, Vec::new());
        while old < before.rules.len() || new < after.rules.len() {
            let (gone, come) = (run(old, Change::Removed), run(new, Change::Added));
            (old, new) = (old + gone.len(), new + come.len());
            let rules = come.iter().filter_map(|index| after.rules.get(*index)).cloned();
            let place = |(index, rule)| match gone.get(index) {
                Some(at) => Self::Replace { at: *at, rule },
                None => Self::Insert { at: old, rule },
            };
            steps.extend(rules.enumerate().map(place));
            steps.extend(gone.iter().skip(come.len()).map(|at| Self::Remove { at: *at }));
            // Both have the next one.
            (old, new) = (old + 1, new + 1);
        }
        Self::of(steps.into_iter().rev().collect())
    }

    /// Several changes as one; a single one stays what it is.
    pub(crate) fn of(mut edits: Vec<Self>) -> Self {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Action, Ports, Protocol};

    fn filter(ports: &[u16]) -> Filter {
        let rule = |port: &u16| Rule::new(Action::Allow, Protocol::Tcp).ports(Ports::Any, Ports::One(*port));
        Filter { rules: ports.iter().map(rule).collect(), ..Filter::default() }
    }

    #[test]
    fn steps_have_the_numbers_that_rules_had_at_first() {
        let steps = |before: &[u16], after: &[u16]| {
            let edit = Edit::between(&filter(before), &filter(after));
            crate::language::edit(&edit, crate::lang::Lang::En)
        };
        assert_eq!(steps(&[1, 2, 3, 4, 5], &[1, 3, 5]), "remove rule 2; remove rule 4");
        assert_eq!(
            steps(&[1, 2, 3, 4, 5], &[1, 9, 4]),
            "change rule 2 to \"allow tcp any -> 9\"; remove rule 3; remove rule 5"
        );
    }

    proptest::proptest! {
        #[test]
        fn steps_lead_from_one_to_the_other(
            a in proptest::collection::vec(0u16..5, 0..12),
            b in proptest::collection::vec(0u16..5, 0..12),
        ) {
            let (before, after) = (filter(&a), filter(&b));
            proptest::prop_assert_eq!(Edit::between(&before, &after).apply(&before), after);
        }
    }
}
