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
mod glance;
mod glossary;
mod overlaps;
mod reading;
mod repair;
mod row;
mod summary;
mod texts;
mod timeline;
mod tone;
mod trace;

pub use block::{Block, Fact, InputField, ListItem, Offer, Page, TextLines, Way};
pub use common::word;
pub use tone::Tone;

pub(crate) use block::{By, Hint, ListCell, Placement};
pub(crate) use catalogue::{preset, preset_line};
pub(crate) use common::rule;
pub(crate) use conversation::{conversation, moment_tone, replay};
pub(crate) use course::course;
pub(crate) use delta::{changed_rules, delta, edit, expectation_change, flow_names};
pub(crate) use finding::{finding, finding_in_full, heading, offers};
pub(crate) use glance::{glance, works};
pub(crate) use glossary::words;
pub(crate) use overlaps::overlaps;
pub(crate) use repair::repair;
pub(crate) use row::{flow_title, open_for_answers, row, row_count, row_rule, row_rules, worst_row};
pub(crate) use summary::{Summary, SummaryRow, pulse, server, visitors};
pub(crate) use texts::changed_texts;
pub(crate) use timeline::time_line;
pub(crate) use trace::{shares, trace};

use common::{rules_of_table, witness};
