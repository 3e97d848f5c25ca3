//! What is to be said of a report, before anybody knows columns, colours or keys.
//!
//! `report` says what is so and how bad. Here that becomes blocks of finished text in one language, each with the tone in
//! which it is said. The screen wraps blocks and draws tones as marks and colours; the editor in lines and the text of the
//! commands print the same blocks, a line each, and say a mark in words. How a proposal is accepted (a key, a command, an
//! option) is for each of them to say.

mod block;
mod catalogue;
mod common;
mod conversation;
mod course;
mod delta;
mod finding;
mod flows;
mod glossary;
mod overlaps;
mod repair;
mod timeline;
mod tone;
mod trace;

pub use block::{Block, By, Fact, Hint, InputField, ListCell, ListItem, Offer, Page, Placement, TextLines, Way};
pub use catalogue::{preset, preset_line};
pub use common::{rule, word};
pub use conversation::{conversation, moment_tone, replay};
pub use course::course;
pub use delta::{changed_rules, delta, expectation_change, flow_names};
pub use finding::{finding, finding_in_full, heading, offers};
pub use flows::flows;
pub use glossary::words;
pub use overlaps::overlaps;
pub use repair::repair;
pub use timeline::time_line;
pub use tone::Tone;
pub use trace::{shares, trace};

use common::{rules_of_table, witness};
