//! A save that waits for an answer, and what follows it.

use super::location::Location;
use crate::formats::Format;

/// A save that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Save {
    pub(super) location: Location,
    pub(super) format: &'static dyn Format,
    /// What to do when it is done.
    pub(super) then: Then,
}

/// What follows a save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Go on editing.
    Stay,
    /// Leave the program.
    Quit,
    /// Open another file.
    Open,
    /// List the lessons.
    Learn,
}
