//! The pieces that pages are made of.

use super::Tone;
use crate::filter::Action;
use crate::lang::ActionId;
use crate::profile::ProfileField;

/// What is said at once, and the rules it speaks of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// What it is, in a few words.
    pub(crate) title: String,
    /// What it is about, where that is not said in so many words; only those words may need an explanation.
    pub(crate) about: String,
    pub(crate) place: Placement,
    /// What stands above the rest and is not scrolled with it: fields.
    pub head: Vec<Block>,
    /// What is said, in order.
    pub blocks: Vec<Block>,
    /// What stands below the rest: more about the selected entry.
    pub foot: Vec<Block>,
    /// So many rows are kept for the foot, whatever is selected.
    pub(crate) foot_rows: u16,
    /// Whether what a choice on it would do is shown beside it: then a page leaves that in sight.
    pub(crate) has_effect: bool,
    /// What the details say where no effect can be shown.
    pub(crate) without_effect: Option<String>,
    /// What the details tell too; it stands above the foot where there are none.
    pub(crate) aside: Vec<Block>,
    /// So many lines are scrolled away; where it is more than there are, the end is in sight.
    pub(crate) scroll: usize,
    /// What can be done.
    pub(crate) hints: Vec<Hint>,
    /// The rules (0-based; one beyond the last is the default) that it speaks of, and how.
    pub(crate) marks: Vec<(usize, Tone)>,
    /// The rule that should be in sight.
    pub(crate) focus: Option<usize>,
    /// The row of the two lists that it explains, counted through both.
    pub(crate) in_lists: Option<usize>,
}

/// Where a page belongs: one of three kinds, or the line of a search.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Placement {
    /// What is said of rules that stay in sight: in the pane below them.
    #[default]
    Details,
    /// Something to read, to search or to edit: over the rules, as wide as there is room.
    Page,
    /// Something to fill in or to answer: a box in the middle.
    Question,
    /// In the line of notices.
    Notice,
}

/// What can be done on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hint {
    pub(crate) by: By,
    /// What comes of it, in a word or two.
    pub(crate) does: String,
}

/// The keys of a hint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Action(ActionId),
    /// The key that closes everything.
    Escape,
    UpDown,
    Left,
    /// To the left and to the right.
    LeftRight,
    /// Whatever is typed.
    Letters,
}

impl Hint {
    pub(crate) fn new(by: By, does: &str) -> Self {
        Self { by, does: does.to_owned() }
    }
}

/// Which way a packet goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From the server.
    Out,
    /// To the server, where nobody knows yet what becomes of it.
    Coming,
    /// To the server, and in.
    In,
    /// To the server, and no further than the gate.
    Lost,
    /// To the server, and nobody can know.
    Unsure,
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// Which, from 0.
    pub entry: usize,
    /// Whether it is the selected one.
    pub selected: bool,
    /// What it says, a column each.
    pub(crate) cells: Vec<ListCell>,
}

/// A column of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ListCell {
    Mark(Tone),
    /// A text as wide as the widest of its column.
    Text(Tone, String),
    /// The text that gives way where there is not enough room, and takes what is left.
    Growing(Tone, String),
    /// The last text, which takes as many rows as it needs.
    Wrapping(Tone, String),
}

/// A field that takes text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputField {
    /// Which, from 0.
    pub entry: usize,
    /// Its label; empty for a line that needs none.
    pub(crate) label: String,
    pub(crate) text: String,
    /// The number of characters before the cursor, if it takes the keys; none in a choice.
    pub(crate) cursor: Option<usize>,
    /// Whether it takes the keys.
    pub focused: bool,
    /// Whether it can be read.
    pub(crate) valid: bool,
    /// Whether it stands behind its label alone, rather than among others.
    pub(crate) inline: bool,
}

/// A text of many lines that is edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLines {
    pub(crate) lines: Vec<String>,
    /// The line of the cursor, and the number of characters before it.
    pub(crate) cursor: (usize, usize),
    /// The lines, from 1, in which something is wrong.
    pub(crate) wrong: Vec<usize>,
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
    /// A sentence of its own, under what it belongs to.
    Para(Tone, String),
    /// A paragraph of a text.
    Prose(Tone, String),
    /// One of several paragraphs, with its number.
    Numbered(usize, String),
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
    /// An entry of a list.
    Item(ListItem),
    /// A field.
    Input(InputField),
    /// A text that is edited.
    Lines(TextLines),
    /// Who sends to whom.
    Stage {
        /// Who stands at the one end.
        name: String,
        /// Which way it goes.
        way: Way,
        /// What is sent.
        text: String,
    },
    /// Two accounts of the same, each under its heading: side by side where there is room. Where not all of it fits, the
    /// latest counts.
    Pair([(String, Vec<Block>); 2]),
    /// A rule that would be inserted, unless it is in effect already.
    Proposed {
        /// Whether it is.
        in_effect: bool,
        /// The rule in a line.
        text: String,
    },
    /// What belongs to the block before it.
    Quote(String),
    /// What the entries of a list below it have in common.
    Heading(String),
    /// What the marks of a screen mean.
    Legend,
    /// A blank line, where there is room for one.
    Gap,
}

impl Page {
    /// Everything that is said on it, in which words may need an explanation.
    pub(crate) fn text(&self) -> String {
        let blocks = self.head.iter().chain(&self.blocks).chain(&self.foot);
        let texts: Vec<String> =
            [self.about.clone(), self.title.clone()].into_iter().chain(blocks.map(Block::text)).collect();
        texts.join("\n")
    }
}

impl Block {
    fn text(&self) -> String {
        match self {
            Self::Head { text, .. }
            | Self::Para(_, text)
            | Self::Prose(_, text)
            | Self::Numbered(_, text)
            | Self::Traffic(_, text)
            | Self::Quote(text)
            | Self::Heading(text)
            | Self::Proposed { text, .. }
            | Self::Rule { text, .. }
            | Self::Stage { text, .. }
            | Self::Packet(text) => text.clone(),
            Self::Offer { steps, effects, .. } => [steps.join("\n"), effects.join("\n")].join("\n"),
            Self::Step { rule, why, .. } => format!("{rule}\n{why}"),
            Self::List(name, items) => format!("{name}\n{}", items.join("\n")),
            Self::Fact(fact) => format!("{}\n{}\n{}", fact.name, fact.verdict, fact.notes.join("\n")),
            Self::Pair(both) => {
                let one = |(name, blocks): &(String, Vec<Self>)| {
                    std::iter::once(name.clone()).chain(blocks.iter().map(Self::text)).collect::<Vec<_>>().join("\n")
                };
                both.iter().map(one).collect::<Vec<_>>().join("\n")
            }
            Self::Item(_) | Self::Input(_) | Self::Lines(_) | Self::Legend | Self::Gap => String::new(),
        }
    }

    /// A sentence behind the mark of its tone, which needs no words.
    pub(crate) const fn head(tone: Tone, text: String) -> Self {
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
    pub(crate) tone: Tone,
    /// What it is about.
    pub(crate) name: String,
    /// Whether nothing is lost without it. Who logs in may be unknown to the profile, and is still somebody.
    pub(crate) dispensable: bool,
    /// The verdict in a word or two.
    pub(crate) verdict: String,
    /// That of before the edit in hand, if it was another one.
    pub(crate) was: Option<String>,
    /// Who decides.
    pub(crate) by: String,
    /// What else there is to know, for whoever has room for it.
    pub(crate) notes: Vec<String>,
}
