//! What is to be said of a report, before anybody knows columns, colours or keys.
//!
//! `report` says what is so and how bad. Here that becomes blocks of finished text in one language, each with the tone in
//! which it is said. The screen wraps blocks and draws tones as marks and colours; the editor in lines and the text of the
//! commands print the same blocks, a line each, and say a mark in words. How a proposal is accepted (a key, a command, an
//! option) is for each of them to say.

mod delta;
mod finding;
mod flows;
mod repair;
mod tone;

pub use delta::{changed_rules, delta, flow_names, nothing_changes};
pub use finding::{finding, finding_in_full, heading, offers};
pub use flows::{Fact, flows, word};
pub use repair::repair;
pub use tone::Tone;

use crate::analysis::Packet;
use crate::filter::{Action, Filter, Rule};
use crate::lang::Lang;
use crate::language;
use crate::profile::ProfileField;
use crate::text::visible;

/// What is said at once, and the rules it speaks of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// What it is, in a few words.
    pub title: String,
    /// What is said, in order.
    pub blocks: Vec<Block>,
    /// The rules (0-based; one beyond the last is the default) that it speaks of, and how.
    pub marks: Vec<(usize, Tone)>,
    /// The rule that should be in sight.
    pub focus: Option<usize>,
}

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A sentence behind a mark.
    Head {
        /// The tone of the mark.
        mark: Tone,
        /// The tone of the sentence.
        tone: Tone,
        /// The mark in words; empty, if the sentence needs none.
        word: String,
        /// The sentence.
        text: String,
    },
    /// A sentence of its own.
    Para(Tone, String),
    /// A name and what it stands for.
    Named {
        /// The tone of what it stands for.
        tone: Tone,
        /// The name.
        name: String,
        /// What it stands for.
        text: String,
    },
    /// A proposal or a question.
    Offer {
        /// What accepting it would do.
        offer: Offer,
        /// What is proposed or asked, step by step.
        steps: Vec<String>,
        /// What comes of it.
        effects: Vec<String>,
    },
    /// A rule.
    Rule {
        /// How it is spoken of.
        tone: Tone,
        /// Its number from 1; 0 is the default.
        number: usize,
        /// The rule in a line.
        text: String,
        /// Whether the table of rules shows it as well.
        in_table: bool,
    },
    /// A verdict.
    Fact(Fact),
    /// Packets that an edit has another fate for.
    Traffic {
        /// Which.
        becomes: Action,
        /// Who sends what, and what there is to know about it.
        text: String,
    },
    /// A blank line, where there is room for one.
    Gap,
}

/// What a person can do about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// Have the proved repair.
    Repair,
    /// Say what an entry of the profile is; what it might be.
    Answer(ProfileField, Vec<String>),
    /// Nothing that can be proposed.
    Nothing,
}

/// A rule with its description.
pub fn rule(rule: &Rule, lang: Lang) -> String {
    let (text, note) = (language::rule(rule, lang), visible(&rule.description));
    if note.is_empty() { text } else { format!("{text} # {note}") }
}

/// Before the packet that shows something.
pub const fn packet(lang: Lang) -> &'static str {
    lang.pick("例", "packet")
}

/// Before a proved repair.
pub const fn fix(lang: Lang) -> &'static str {
    lang.pick("修正", "fix")
}

/// Rules (0-based) that the table shows too.
fn rules_of_table(rows: &[usize], filter: &Filter, lang: Lang) -> impl Iterator<Item = Block> {
    let block = move |row: &usize| {
        let text = rule(filter.rules.get(*row)?, lang);
        Some(Block::Rule { tone: Tone::Text, number: row + 1, text, in_table: true })
    };
    rows.iter().filter_map(block)
}

fn witness(of: &Packet, lang: Lang) -> Block {
    Block::Named { tone: Tone::Note, name: packet(lang).to_owned(), text: of.to_string() }
}
