//! What may stand over the rules: one file for each, with its state, what keys do in it, what it says and how a line
//! answers it.

pub mod answer;
pub mod ask;
pub mod changes;
pub mod choose;
pub mod course;
pub mod expect;
pub mod finding;
mod form;
pub mod help;
pub mod hints;
pub mod import;
pub mod open;
pub mod presets;
pub mod profile;
pub mod raw;
pub mod repair;
pub mod replay;
pub mod save_as;
pub mod search;
pub mod story;
pub mod text;
pub mod timeline;
pub mod tracer;
pub mod versions;
pub mod words;
pub(super) mod working;
