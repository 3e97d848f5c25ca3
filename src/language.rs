//! Every sentence a person reads, in Japanese and in English.
//!
//! The rest of the program carries data; here data becomes prose, at the edge and for one language at a time. Both
//! languages stand side by side in one call of `say!`, so that a sentence cannot exist in one of them only: a missing one
//! does not compile. What only one module below says (the editor's notices, the reasons of a failed save) stands there, in a
//! file named `words`.

pub use crate::lang::Lang;
use crate::text::visible;

mod actions;
mod data;
mod fields;
mod findings;
mod fixes;
mod lessons;
mod manual;
mod presets;
mod problems;
mod profile;
mod readings;
mod shares;
mod statuses;
mod theatre;
mod traffic;
mod usage;

pub use actions::{Reason, group, reason};
pub use fields::{expected, field_name};
pub use findings::{finding_consequence, finding_help, finding_title, severity};
pub use fixes::{asked, need, opened_and_closed, traffic_of_fix};
pub use lessons::{
    course_heading, hint_heading, lesson_done, lesson_number, lesson_problem, lesson_state, miss, to_remember, unmet,
};
pub use manual::{manual_codes, manual_commands, manual_exit, manual_name, manual_profile, manual_synopsis};
pub use presets::{argument_error, preset_problem};
pub use problems::{note, problem, unsayable};
pub use profile::{
    contradiction, contradiction_title, profile_entry, profile_error, profile_expected, profile_label, profile_option,
    profile_takes, profile_value,
};
pub use readings::{condition, reading};
pub use statuses::{correlations, redundancy, rule_status};
pub use theatre::{
    arrived, decided, happening, lease_assumed, missed, nothing_remembered, outcome, remembered, sent_before, stateful,
    stateful_gate, this_gate, time_line, when,
};
pub use traffic::{
    action, attachment, closedness, decider, deciders, edit, edit_steps, flow_meaning, flow_name, part_of, rule,
    rule_numbers, traffic, traffic_expected, verdict,
};
pub use usage::{Help, UsageFault, help, number_expected, one_of, see_help, usage_fault};

/// A number of rules.
pub fn count_of_rules(count: usize, lang: Lang) -> String {
    match count {
        1 => pick!(lang, en = "1 rule", ja = "ルール 1 個").to_owned(),
        _ => say!(lang, en = "{count} rules", ja = "ルール {count} 個"),
    }
}

/// The report is still being made.
pub const fn analysing(lang: Lang) -> &'static str {
    pick!(lang, en = "Analysing ...", ja = "解析中 ...")
}

/// A text from outside, short and with nothing invisible in it, in quotation marks.
fn quoted(lang: Lang, text: &str) -> String {
    const SHOWN: usize = 40;
    let shown = visible(&text.chars().take(SHOWN).collect::<String>());
    let rest = if text.chars().nth(SHOWN).is_some() { "..." } else { "" };
    say!(lang, en = "\"{}\"", ja = "「{}」", shown + rest)
}
