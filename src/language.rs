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
pub(crate) mod commands;
mod conversation;
mod data;
pub(crate) mod edits;
mod fields;
pub(crate) mod files;
mod filter_texts;
mod findings;
mod fixes;
mod flaws;
mod formats;
pub(crate) mod grammar;
pub(crate) mod hints;
mod interpretations;
pub(crate) mod keys;
mod lessons;
pub(crate) mod lines;
pub(crate) mod losses;
mod manual;
pub(crate) mod notices;
pub(crate) mod pages;
mod presets;
mod problems;
mod profile;
pub(crate) mod questions;
pub(crate) mod recovery;
pub(crate) mod refusals;
pub(crate) mod rows;
pub(crate) mod rules;
pub(crate) mod screen;
pub(crate) mod server;
mod shares;
pub(crate) mod start;
mod statuses;
mod traffic;
pub(crate) mod typing;
mod usage;
pub(crate) mod verbs;
pub(crate) mod visitors;

pub use access::read_error;
pub use actions::group;
pub use findings::{finding_consequence, finding_title, severity};
pub use fixes::{need, traffic_of_fix};
pub use flaws::flaw;
pub use formats::format_name;
pub use presets::preset_problem;
pub use problems::{problem, unwritable};
pub use profile::profile_label;
pub use traffic::{deciders, edit, flow_meaning, flow_name, rule};

pub(crate) use access::{analysis_ended, outside_error, outside_kept, save_error, save_note, with_save_notes};
pub(crate) use actions::{Reason, reason};
pub(crate) use conversation::{
    arrived, decided, happening, lease_assumed, missed, nothing_remembered, outcome, remembered, sent_before, stateful,
    stateful_gate, this_gate, time_line, when,
};
pub(crate) use fields::{expected, field_name, field_word};
pub(crate) use filter_texts::{filter_text, filter_text_changed, filter_text_label, filter_text_takes};
pub(crate) use findings::{finding_help, no_findings};
pub(crate) use fixes::{asked, opened_and_closed};
pub(crate) use formats::format_purpose;
pub(crate) use interpretations::{condition, reading};
pub(crate) use lessons::{
    course_heading, goal_missed, hint_heading, lesson_done, lesson_number, lesson_problem, lesson_state, miss,
    to_remember,
};
pub(crate) use manual::{manual_codes, manual_commands, manual_exit, manual_name, manual_profile, manual_synopsis};
pub(crate) use presets::argument_error;
pub(crate) use problems::{note, remark};
pub(crate) use profile::{
    contradiction, contradiction_title, profile_entry, profile_error, profile_expected, profile_option,
    profile_summary, profile_takes, profile_value,
};
pub(crate) use statuses::{correlations, redundancy, rule_status};
pub(crate) use traffic::{
    action, any, attachment, decider, edit_steps, exposure_word, part_of, repeated, rule_numbers, traffic,
    traffic_expected, verdict,
};
pub(crate) use usage::{Help, UsageFault, help, number_expected, one_of, see_help, usage_fault};

/// Texts as an enumeration.
pub(crate) fn list<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, lang: Lang) -> String {
    texts.into_iter().map(|text| text.as_ref().to_owned()).collect::<Vec<_>>().join(pick!(lang, en = ", ", ja = "、"))
}

/// A text from outside, short and with nothing invisible in it, in quotation marks.
fn quoted(lang: Lang, text: &str) -> String {
    const SHOWN: usize = 40;
    let shown = visible(&text.chars().take(SHOWN).collect::<String>());
    let rest = if text.chars().nth(SHOWN).is_some() { "..." } else { "" };
    say!(lang, en = "\"{}\"", ja = "「{}」", shown + rest)
}
