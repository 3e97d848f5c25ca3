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

pub(super) use format::{API_LIST, FILTER, PARAMETERS, USACLOUD};

use read::{Duplicate, Fault, Parsed, parse};
use tree::{Layout, Member, Node, Text, Value};
use write::Style;
