//! What is known of a rule: how much it decides, and how it stands to earlier ones.

/// How much of what a rule matches it still decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Liveness {
    /// Nothing: it never decides.
    Shadowed,
    /// A part.
    PartlyShadowed,
    /// All of it.
    Live,
}

/// How many of its packets a rule decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Portion {
    /// Those that no earlier rule takes.
    pub left: u128,
    /// All that it matches.
    pub(crate) total: u128,
}

impl Portion {
    /// The portion in words.
    pub const fn liveness(self) -> Liveness {
        if self.left == 0 {
            Liveness::Shadowed
        } else if self.left == self.total {
            Liveness::Live
        } else {
            Liveness::PartlyShadowed
        }
    }
}

/// How a rule stands to an earlier one of the other action that decides some of its packets, but not simply all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// Each matches packets that the other does not: their order decides about the common ones.
    Correlated {
        /// The earlier rule (0-based).
        with: usize,
    },
    /// This rule matches all packets of the earlier one, which is an exception to it.
    Generalises {
        /// The earlier rule (0-based).
        of: usize,
    },
}

/// What is known of one rule of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleStatus {
    /// The best over all readings.
    pub liveness: Liveness,
    /// In the reading in which it decides most.
    pub portion: Portion,
    /// Whether removing it would change nothing.
    pub redundant: bool,
    /// The 0-based indices of earlier rules that decide what this one does not, in the default reading, ascending: of
    /// those that overlap it most as many as take all of it that is taken, and the largest one of the other action.
    pub blocked_by: Vec<usize>,
    /// Whether earlier rules of the other action decide some of its packets.
    pub contradicted: bool,
    /// Its relations to earlier rules, ascending.
    pub relations: Vec<Relation>,
}
