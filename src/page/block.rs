//! The pieces that pages are made of.

use super::Tone;
use crate::filter::Action;
use crate::profile::ProfileField;

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
    /// A packet that shows what is said.
    Packet(String),
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
    List(String, Vec<String>),
    /// A verdict.
    Fact(Fact),
    /// Packets that an edit has another fate for: which, who sends what, and what there is to know about it.
    Traffic(Action, String),
    /// A blank line, where there is room for one.
    Gap,
}

impl Block {
    /// A sentence behind the mark of its tone, which needs no words.
    pub const fn head(tone: Tone, text: String) -> Self {
        Self::Head { mark: tone, tone, word: String::new(), text }
    }
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

/// A verdict in a row of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// How it stands.
    pub tone: Tone,
    /// What it is about.
    pub name: String,
    /// Whether nothing is lost without it. Who logs in may be unknown to the profile, and is still somebody.
    pub dispensable: bool,
    /// The verdict in a word or two.
    pub verdict: String,
    /// That of before the edit in hand, if it was another one.
    pub was: Option<String>,
    /// Who decides.
    pub by: String,
    /// What else there is to know, for whoever has room for it.
    pub notes: Vec<String>,
}
