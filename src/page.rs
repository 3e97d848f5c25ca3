//! What is to be said of a report, before anybody knows columns, colours or keys.
//!
//! `report` says what is so and how bad. Here that becomes blocks of finished text in one language, each with the tone in
//! which it is said. The screen wraps blocks and draws tones as marks and colours; the editor in lines and the text of the
//! commands print the same blocks, a line each, and say a mark in words. How a proposal is accepted (a key, a command, an
//! option) is for each of them to say.

mod conversation;
mod delta;
mod finding;
mod flows;
mod overlaps;
mod repair;
mod timeline;
mod trace;

pub use conversation::{Gate, moment, moment_tone};
pub use delta::{changed_rules, delta, expectation_change, flow_names, nothing_changes};
pub use finding::{finding, finding_in_full, heading, offers};
pub use flows::{Fact, flows, word};
pub use overlaps::overlaps;
pub use repair::repair;
pub use timeline::time_line;
pub use trace::{shares, trace, tracer};

use crate::analysis::{Packet, Verdict};
use crate::filter::{Action, Filter, Rule};
use crate::lang::{Lang, visible};
use crate::language;
use crate::profile::ProfileField;
use crate::report::{Severity, Status};

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
    /// A rule that a packet meets.
    Step {
        /// What becomes of it there.
        tone: Tone,
        /// The number of the rule from 1; 0 is the default.
        number: usize,
        /// The rule in a line; empty, where it stands beside.
        rule: String,
        /// Why it goes on, or whatever else there is to say.
        why: String,
        /// The tone in words, where they are needed.
        word: String,
    },
    /// A name, and the things under it.
    List {
        /// The name.
        name: String,
        /// The things.
        items: Vec<String>,
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

/// How something is said: a mark and a colour on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something needed does not work.
    Error,
    /// Something works in part, or protects less than it seems to.
    Warning,
    /// Good to know.
    Note,
    /// As it should be.
    Ok,
    /// A part passes.
    Partly,
    /// Nobody can know whether it passes.
    Unsure,
    /// Not needed, and not there.
    Idle,
    /// Where a packet is at the moment.
    Current,
    /// What follows.
    Outcome,
    /// What comes.
    Added,
    /// What goes.
    Removed,
    /// Plain text.
    Text,
    /// Less important.
    Dim,
}

impl Tone {
    /// Where it stands among others, the worst first; what is not wrong comes last.
    pub const fn rank(self) -> u8 {
        match self {
            Self::Error => 0,
            Self::Warning => 1,
            Self::Note => 2,
            _ => 3,
        }
    }

    /// Whether it tells that something is not as it should be.
    pub const fn is_wrong(self) -> bool {
        self.rank() < 3
    }
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Note => Self::Note,
        }
    }
}

impl From<Status> for Tone {
    fn from(status: Status) -> Self {
        match status {
            Status::Fine => Self::Ok,
            Status::Wrong(severity) => severity.into(),
            Status::Idle => Self::Idle,
        }
    }
}

impl From<Action> for Tone {
    /// That of packets with a new fate.
    fn from(becomes: Action) -> Self {
        match becomes {
            Action::Allow => Self::Added,
            Action::Deny => Self::Removed,
        }
    }
}

impl From<Verdict> for Tone {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Allowed => Self::Ok,
            Verdict::Partly => Self::Partly,
            Verdict::Blocked => Self::Error,
            Verdict::Uncertain => Self::Unsure,
        }
    }
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

/// Parts that are not listed.
pub fn more(count: usize, lang: Lang) -> String {
    say!(lang, "... ほか {count} 件", "... and {count} more")
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
