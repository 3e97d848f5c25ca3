//! Files with filters in them, and nothing lost between reading and saving.
//!
//! A [`Format`] reads a text into filters and says where each rule stands; a [`Document`] is a text that was read so.
//! Saving replaces rules in the text, by one function for all formats, and touches nothing else, but for the spelling the
//! API wants: in JSON, `null` in a field becomes `""`, and `/32` goes. The [`Registry`] knows which format reads a text.

mod aws;
mod columns;
mod csv;
mod document;
mod foreign;
mod format;
pub mod json;
mod plan;
mod problem;
mod registry;
mod splice;
mod terraform;
mod yaml;

#[cfg(test)]
mod tests;

pub use document::{Document, FormatLoss};
pub use foreign::Foreign;
pub use format::{Confidence, Format, Like, Listing, Reading, Room, Slot, Unsayable, Unwritable, Writes};
pub use problem::{FilterPlace, Note, Place, Problem, ProblemKind, Remark, RemarkKind, Syntax, ValueKind, placed};
pub use registry::{KNOWN, PLAIN, Registry};

pub(crate) use columns::{field_named, heading};
pub(crate) use problem::NoteKind;
