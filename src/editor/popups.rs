//! What may stand over the rules: one file for each, with its state, what keys do in it, what it says and how a line
//! answers it.

pub(super) mod answer;
pub mod ask;
pub(crate) mod changes;
pub(super) mod choose;
pub mod course;
pub mod expect;
pub mod finding;
mod form;
pub(crate) mod help;
pub(super) mod hints;
pub(super) mod import;
pub(super) mod lists;
pub mod open;
pub mod presets;
pub(super) mod profile;
pub(super) mod raw;
pub(super) mod repair;
pub(super) mod replay;
pub(super) mod save_as;
pub(super) mod search;
pub mod story;
pub(super) mod text;
pub(super) mod timeline;
pub(super) mod tracer;
pub(super) mod versions;
pub(super) mod words;
pub(super) mod working;
