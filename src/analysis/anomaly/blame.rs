//! Which earlier rules to name for what a rule does not decide.
//!
//! All of them would be too many: after 255 denies of single hosts nobody wants to read 255 numbers. The heaviest come
//! first, until nothing that is taken is left to explain; and because a contradiction is what people look for, the largest
//! rule of the other action is named too.

use super::Relation;
use crate::analysis::index::Index;
use crate::analysis::prepared::{Entry, Prepared};
use crate::analysis::set::PacketSet;

/// Up to so many suspects are told apart by cutting boxes.
const FEW: usize = 12;

/// The earlier rules that decide some packets of a rule.
pub(super) struct Blame<'a> {
    set: &'a PacketSet,
    suspects: Vec<Suspect<'a>>,
}

struct Suspect<'a> {
    rule: usize,
    set: &'a PacketSet,
    contradicts: bool,
    /// How many packets it matches of those the rule matches.
    overlap: u128,
}

impl<'a> Blame<'a> {
    pub(super) fn new(prepared: &'a Prepared, (action, set): &'a Entry, deciders: &[usize]) -> Self {
        let suspect = |earlier: &usize| {
            let (other, theirs) = prepared.rules.get(*earlier)?;
            let overlap = set.common_count(theirs);
            Some(Suspect { rule: *earlier, set: theirs, contradicts: other != action, overlap })
        };
        Self { set, suspects: deciders.iter().filter_map(suspect).collect() }
    }

    pub(super) fn contradicted(&self) -> bool {
        self.suspects.iter().any(|suspect| suspect.contradicts)
    }

    /// The relations of a rule with so many packets to those of the other action.
    pub(super) fn relations(&self, total: u128) -> Vec<Relation> {
        let relation = |suspect: &Suspect<'_>| {
            if suspect.overlap == total {
                None
            } else if suspect.overlap == suspect.set.count() {
                Some(Relation::Generalises { of: suspect.rule })
            } else {
                Some(Relation::Correlated { with: suspect.rule })
            }
        };
        self.suspects.iter().filter(|suspect| suspect.contradicts).filter_map(relation).collect()
    }

    /// The rules to name, ascending. A long list of suspects may be told apart by an index.
    pub(super) fn concise(&self, by_index: bool) -> Vec<usize> {
        let mut heaviest: Vec<&Suspect<'_>> = self.suspects.iter().collect();
        heaviest.sort_by_key(|suspect| std::cmp::Reverse(suspect.overlap));
        let largest = heaviest.iter().find(|suspect| suspect.contradicts).map(|suspect| suspect.rule);
        let adds = match heaviest.len() {
            0 | 1 => vec![true; heaviest.len()],
            many if by_index && many > FEW => {
                let parts: Vec<PacketSet> = heaviest.iter().map(|suspect| suspect.set.intersect(self.set)).collect();
                Index::adding(&parts)
            }
            _ => self.adding(&heaviest),
        };
        let named = heaviest.iter().zip(adds).filter(|(_, adds)| *adds).map(|(suspect, _)| suspect.rule);
        let mut named: Vec<usize> = named.chain(largest).collect();
        named.sort_unstable();
        named.dedup();
        named
    }

    /// For each suspect, whether it takes a packet of the rule that none before it takes.
    fn adding(&self, heaviest: &[&Suspect<'_>]) -> Vec<bool> {
        let mut rest = self.set.clone();
        let adds = |suspect: &&Suspect<'_>| {
            let new = !rest.is_disjoint(suspect.set);
            if new {
                rest = rest.subtract(suspect.set);
            }
            new
        };
        heaviest.iter().map(adds).collect()
    }
}
