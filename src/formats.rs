//! Files with filters in them, and nothing lost between reading and saving.
//!
//! People have filters in six JSON shapes: as the API answers, as usacloud prints and takes them, and as bare lists of
//! rules. A [`Document`] remembers which one it was, together with everything in it that this program knows nothing
//! about, so that saving changes the rules a person changed and nothing else, but for the spelling the API wants: `null`
//! in a field becomes `""`, and `/32` goes.

mod document;
mod json;
mod problem;
mod read;
mod shape;

#[cfg(test)]
mod tests;

pub use document::Document;
pub use json::JsonKind;
pub use problem::{FilterPlace, Note, NoteKind, Place, Problem, ProblemKind, Syntax};
pub use shape::Shape;
