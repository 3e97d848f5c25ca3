//! The relations of a rule by what they say of it.

use super::{Liveness, Relation, RuleStatus};

impl RuleStatus {
    /// Whether it never decides.
    pub(crate) fn is_shadowed(&self) -> bool {
        self.liveness == Liveness::Shadowed
    }

    /// The earlier rules (0-based) it is correlated with, ascending.
    pub(crate) fn correlated_with(&self) -> Vec<usize> {
        let with = |relation: &Relation| match relation {
            Relation::Correlated { with } => Some(*with),
            Relation::Generalises { .. } => None,
        };
        self.relations.iter().filter_map(with).collect()
    }

    /// The earlier rules (0-based) it generalises, ascending.
    pub(crate) fn generalises(&self) -> Vec<usize> {
        let of = |relation: &Relation| match relation {
            Relation::Generalises { of } => Some(*of),
            Relation::Correlated { .. } => None,
        };
        self.relations.iter().filter_map(of).collect()
    }
}
