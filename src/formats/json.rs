//! JSON as a person wrote it: a tree that keeps every blank, digit and escape.
//!
//! A general parser returns values; this one returns the *text*, taken apart. A file that somebody laid out by hand (one
//! rule a line, a blank line between groups) comes back with exactly one rule changed, and a problem in it can be shown
//! with its line. Duplicate keys are reported, because keeping either of the two would lose the other in silence.

mod filters;
mod format;
mod read;
mod shape;
mod tree;
mod write;

pub use format::{API, Json, RULES};

pub(super) use format::{API_LIST, FILTER, PARAMETERS, USACLOUD, keys, keys_of};

// Other formats hold the same objects, and read them from the same tree.
pub(super) use filters::FilterReader;
pub(super) use read::{Duplicate, Fault, parse};
pub(super) use shape::Shape;
pub(super) use tree::{Layout, Member, Node, Text, Value};

use read::Parsed;
use write::Style;
