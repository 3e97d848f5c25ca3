//! Every sentence a person reads, in Japanese and in English.
//!
//! The rest of the program carries data; here data becomes prose, at the edge and for one language at a time, a file a
//! topic. The languages stand side by side, each named, in one of the three macros of [`crate::lang`]; `tests/sentences.rs`
//! finds a sentence that stands anywhere else, or in one language only. What only a module below knows, such as a question of
//! the editor, it maps to a sentence of these in a file named `words`.

pub use crate::lang::Lang;
use crate::text::visible;

mod access;
mod actions;
pub mod commands;
mod conversation;
mod data;
pub mod edits;
mod fields;
pub mod files;
mod findings;
mod fixes;
mod flaws;
pub mod grammar;
pub mod hints;
mod interpretations;
pub mod keys;
mod lessons;
pub mod lines;
pub mod losses;
mod manual;
pub mod notices;
pub mod pages;
mod presets;
mod problems;
mod profile;
pub mod questions;
pub mod recovery;
pub mod refusals;
pub mod screen;
mod shares;
pub mod start;
mod statuses;
mod traffic;
pub mod typing;
mod usage;
pub mod verbs;

pub use access::{analysis_ended, outside_error, read_error, save_error};
pub use actions::{Reason, group, reason};
pub use conversation::{
    arrived, decided, happening, lease_assumed, missed, nothing_remembered, outcome, remembered, sent_before, stateful,
    stateful_gate, this_gate, time_line, when,
};
pub use fields::{expected, field_name, field_word};
pub use findings::{finding_consequence, finding_help, finding_title, no_findings, severity};
pub use fixes::{asked, need, opened_and_closed, traffic_of_fix};
pub use flaws::flaw;
pub use interpretations::{condition, reading};
pub use lessons::{
    course_heading, hint_heading, lesson_done, lesson_number, lesson_problem, lesson_state, miss, to_remember, unmet,
};
pub use manual::{manual_codes, manual_commands, manual_exit, manual_name, manual_profile, manual_synopsis};
pub use presets::{argument_error, preset_problem};
pub use problems::{format_name, note, problem, unsayable};
pub use profile::{
    contradiction, contradiction_title, profile_entry, profile_error, profile_expected, profile_label, profile_option,
    profile_summary, profile_takes, profile_value,
};
pub use statuses::{correlations, redundancy, rule_status};
pub use traffic::{
    action, any, attachment, decider, deciders, edit, edit_steps, exposure_word, flow_meaning, flow_name, part_of,
    rule, rule_numbers, traffic, traffic_expected, verdict,
};
pub use usage::{Help, UsageFault, help, number_expected, one_of, see_help, usage_fault};

/// Texts as an enumeration.
pub fn list<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, lang: Lang) -> String {
    texts.into_iter().map(|text| text.as_ref().to_owned()).collect::<Vec<_>>().join(pick!(lang, en = ", ", ja = "、"))
}

/// A text from outside, short and with nothing invisible in it, in quotation marks.
fn quoted(lang: Lang, text: &str) -> String {
    const SHOWN: usize = 40;
    let shown = visible(&text.chars().take(SHOWN).collect::<String>());
    let rest = if text.chars().nth(SHOWN).is_some() { "..." } else { "" };
    say!(lang, en = "\"{}\"", ja = "「{}」", shown + rest)
}
