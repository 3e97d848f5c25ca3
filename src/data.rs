//! Texts in TOML that others may write: presets, lessons, the glossary.
//!
//! A derived reader would stop at a text's first mistake and describe it in English only. A [`DataReader`] goes key by key:
//! a wrong value becomes a [`DataProblem`] with its place and is read as blank, and reading goes on.

mod problem;
mod profile;
mod reader;

pub(crate) use problem::{DataFault, DataProblem, DataShape};

pub(crate) use problem::DataPlace;
pub(crate) use reader::{DataReader, field_key, parse};
