//! What a filter says about itself besides its rules.

use super::{DESCRIPTION_CHARS, Filter, NAME_CHARS};

/// A text of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilterText {
    /// Its name in the control panel.
    Name,
    /// What it is for.
    Description,
}

impl FilterText {
    pub(crate) const ALL: [Self; 2] = [Self::Name, Self::Description];

    /// What the filter says there.
    pub(crate) fn of(self, filter: &Filter) -> &str {
        match self {
            Self::Name => &filter.name,
            Self::Description => &filter.description,
        }
    }

    /// Has the filter say this.
    pub(crate) fn put(self, filter: &mut Filter, text: &str) {
        match self {
            Self::Name => filter.name = text.to_owned(),
            Self::Description => filter.description = text.to_owned(),
        }
    }

    /// The most characters that the cloud takes.
    pub(crate) const fn most(self) -> usize {
        match self {
            Self::Name => NAME_CHARS,
            Self::Description => DESCRIPTION_CHARS,
        }
    }
}
