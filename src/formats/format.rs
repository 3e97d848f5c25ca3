//! What a format has to say about itself: the one interface between a syntax and everything else.

use super::Problem;
use crate::filter::{Field, Filter, Rule};
use crate::lang::{Lang, Phrase};
use std::fmt::Debug;
use std::ops::Range;

/// A way in which files hold filters.
///
/// It reads a text into filters and says where each of their rules stands; a save then replaces rules in the text, so that
/// comments, layout and whatever else this program knows nothing about stays as it was. What is written for a rule is all
/// the writing a format does.
pub trait Format: Debug + Send + Sync {
    /// The word by which a person chooses it, without blanks.
    fn id(&self) -> &'static str;

    /// What it is, in its own words; those of this program's formats are in `src/language/`.
    fn name(&self) -> Option<Phrase> {
        None
    }

    /// What a text of it is called among others, such as `JSON`.
    fn family(&self) -> &'static str;

    /// How its files end, without the dot.
    fn extension(&self) -> &'static str;

    /// How they may end too.
    fn other_extensions(&self) -> &'static [&'static str] {
        &[]
    }

    /// What may be written of it.
    fn writes(&self) -> Writes {
        Writes::InPlace
    }

    /// Whether a text looks like one of its own.
    fn recognise(&self, text: &str) -> Confidence;

    /// The filters of a text, at least one.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the text (see [`placed`](super::placed)).
    fn read(&'static self, text: &str) -> Result<Reading, Vec<Problem>>;

    /// The text of one rule for this place. A format that is only read has none.
    ///
    /// # Errors
    /// The field that the format has no words for.
    fn item(&self, _rule: &Rule, _like: Like<'_>, _room: &Room) -> Result<String, Field> {
        Err(Field::Action)
    }

    /// What the text of a rule says beyond the fields, each in a word or a line: keys that this program does not know, or a
    /// comment above the rule.
    fn extras(&self, _item: &str) -> Vec<String> {
        Vec::new()
    }

    /// The text of a rule, as it has to be where another one stands behind it.
    fn followed(&self, item: String) -> String {
        item
    }

    /// A name or description of a filter as it stands in a [`Slot`].
    fn text(&self, text: &str) -> String {
        text.to_owned()
    }

    /// The text of a new file, with one filter that has neither a name nor rules.
    fn blank(&self) -> String {
        String::new()
    }

    /// The same for readers of a language, where words of it are part of the format.
    fn blank_in(&self, _lang: Lang) -> String {
        self.blank()
    }

    /// The names of what a text says of a filter, and around all of its filters, beyond names, descriptions and rules as this
    /// program knows them. What says nothing is left out.
    fn keys(&self, _text: &str, _index: usize) -> Vec<String> {
        Vec::new()
    }

    /// The filters of a text as they were before a change that it describes, if it does.
    fn before(&self, _text: &str) -> Option<Vec<Filter>> {
        None
    }

    /// A file of this format around one filter of a text in another format, if the two have more in common than the rules.
    /// The filter's rules are all in it, in order.
    fn adopt(&self, _format: &dyn Format, _text: &str, _index: usize) -> Option<String> {
        None
    }
}

impl PartialEq for dyn Format {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for dyn Format {}

/// What may be written of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writes {
    /// Nothing: it is only read.
    Nothing,
    /// New files. One that was read stays as it is.
    New,
    /// New files, and rules in the place of others in a file that was read.
    InPlace,
}

/// How sure a format is that a text is one of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// It is not.
    No,
    /// The text does not tell; the name of its file may.
    ByName,
    /// It is of the same family.
    Likely,
    /// It is.
    Sure,
}

/// What the text of a rule has to look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Like<'a> {
    /// The rule stood there as this: what it holds beyond the six fields stays, and so does every field that says the same.
    Itself(&'a str),
    /// The rule is new among rules such as this one.
    Neighbour(&'a str),
}

/// A text that was understood.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The format that it is; the reader may know several.
    pub format: &'static dyn Format,
    /// Its filters.
    pub filters: Vec<Filter>,
    /// Where each of them stands.
    pub listings: Vec<Listing>,
}

/// Where one filter stands in a text. All spans are in bytes.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Where each rule stands, in order, with everything that belongs to it wherever it moves.
    pub items: Vec<Range<usize>>,
    /// Where they all stand, and what stands between them.
    pub room: Room,
    /// Where the filter's name stands, or would stand; none if the format has no place for it.
    pub name: Option<Slot>,
    /// Where its description stands, or would stand.
    pub description: Option<Slot>,
    /// What a save spells differently even where nobody edited it.
    pub notes: Vec<super::Note>,
    /// What a person should know about the filter before trusting it.
    pub remarks: Vec<super::Remark>,
    /// Its rules are computed, or each is a thing of its own: they are shown, and saved under another name only.
    pub sealed: bool,
}

/// The place of a list of rules.
#[derive(Debug, Clone, Default)]
pub struct Room {
    /// From what opens the list to what closes it. What stands between two rules stays where it is when rules move.
    pub span: Range<usize>,
    /// What stands there without any rule.
    pub empty: String,
    /// What comes before the first rule of a list that was empty,
    pub open: String,
    /// between two rules, where nothing stands yet,
    pub between: String,
    /// and behind the last one.
    pub close: String,
    /// A rule as it would stand there, for where there is no neighbour.
    pub model: String,
    /// What gives the parts of a rule their meaning, such as the heading over columns.
    pub heading: String,
}

/// The place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// What is replaced.
    pub(super) span: Range<usize>,
    /// What comes before the text,
    pub(super) open: String,
    /// and behind it.
    pub(super) close: String,
    /// There always is such a text: an empty one leaves the old one there.
    pub(super) needed: bool,
}

/// Why a filter cannot be written in a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unwritable {
    /// The format is only read.
    OnlyRead(&'static dyn Format),
    /// The rules of this text are computed, or each is a thing of its own.
    Computed,
    /// It has no words for these.
    Unsayable(Vec<Unsayable>),
}

/// Something that a format has no words for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsayable {
    /// The rule's number, from 1.
    pub(crate) rule: usize,
    pub(crate) field: Field,
}
