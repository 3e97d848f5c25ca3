//! Where a filter is kept.

use std::fmt;
use std::path::PathBuf;

/// A place that holds filters: it can be read, written, remembered and noted in a journal.
///
/// What stood there when it was read or written is no part of it; that is its [`Version`](super::version::Version).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A file, by its path as a person wrote it: `~` is not expanded.
    File(PathBuf),
}

impl Location {
    /// Its last part, which tells it from its neighbours.
    pub(super) fn name(&self) -> String {
        let text = self.to_string();
        text.rsplit('/').next().unwrap_or(&text).to_owned()
    }
}

/// As a person writes it.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
        }
    }
}

impl From<&str> for Location {
    fn from(text: &str) -> Self {
        Self::File(text.into())
    }
}
