//! The command line: the program's edge towards shells, scripts and CI.

pub mod arguments;
mod edit;

pub use edit::edit;
