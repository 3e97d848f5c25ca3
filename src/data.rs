//! Texts in TOML that others may write: presets, lessons, the glossary.
//!
//! A derived reader would stop at a text's first mistake and describe it in English only. A [`Reader`] goes key by key:
//! a wrong value becomes a [`Problem`] with its place and is read as blank, and reading goes on.

mod problem;
mod profile;
mod reader;

pub use problem::{Fault, Place, Problem, Shape};
pub use reader::{Reader, field_key, parse};
