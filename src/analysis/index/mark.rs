//! What a rule is worth, and its number in the index.

/// What a rule is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    /// Whether it decides a packet in some reading.
    pub decides: bool,
    /// Whether some packet would meet the other action without it, in some reading.
    pub needed: bool,
}

pub(super) fn place(rule: u32) -> usize {
    usize::try_from(rule).unwrap_or(usize::MAX)
}

pub(super) fn count(rules: usize) -> u32 {
    u32::try_from(rules).unwrap_or(u32::MAX - 1)
}
