//! What stands over the rule table and takes the keys while it is there.

use super::import::Pasted;
use super::input::{Form, Input};
use super::journal::Offer;
use super::key::{Code, Key};
use super::line::Line;
use super::location::Location;
use super::memory::Memory;
use super::question::Question;
use super::raw::Raw;
use super::save::Then;
use super::theatre::Theatre;
use super::version::Version;
use crate::analysis::{NotationError, Traced};
use crate::filter::{Change, Filter};
use crate::formats::Document;
use crate::lessons::{Glossary, Term};
use crate::presets::Preset;
use crate::profile::{Profile, ProfileField};
use crate::report::{Delta, Insertion, Need, Repaired};

/// A popup.
#[derive(Debug, Clone)]
pub enum Popup {
    /// Every action with its key.
    Help(Menu),
    /// The same by name, behind `:`.
    Palette(Menu),
    /// What to search for, and the row where that began.
    Search(Line, usize),
    /// What a pasted text would become.
    Import(Box<Import>),
    /// All rules as one text.
    Raw(Box<Raw>),
    /// The preset catalogue.
    Presets(Box<Presets>),
    /// What the filter protects.
    Profile(Form),
    /// Everything repaired, before it is agreed to.
    Repair(Box<Repair>),
    /// What a finding asks for: one entry of the profile with what is suggested for it, and what is asked after that.
    Answer(ProfileField, Form, Vec<Need>),
    /// What is expected from now on: one line.
    Expect(Form),
    /// Where to save and in which format.
    SaveAs(SaveAs),
    /// Which file to open.
    Open(Form),
    /// Something would be lost: what to do about it.
    Ask(Question, usize),
    /// The selected finding in full, scrolled by so many lines.
    Finding(usize),
    /// A packet on its way down the rules.
    Tracer(Box<Tracer>),
    /// A conversation, played beside the rules.
    Theatre(Box<Theatre>),
    /// When the filter will hurt, for a lease of so many hours; scrolled by so many lines.
    Timeline(u32, usize),
    /// The lessons; this one is selected.
    Course(usize),
    /// This page of the lesson's story, or what to remember behind the last one; scrolled by so many lines.
    Story(usize, usize),
    /// The hints of the lesson that were asked for.
    Hints,
    /// What words mean.
    Words(Box<Words>),
    /// Every version of the filter; this one is selected.
    History(usize),
    /// What has changed since the file was saved.
    Changes(Box<Changes>),
    /// A text to read.
    Text(Reading),
    /// Several filters in one file: which one.
    Choose(Box<Choice>),
}

/// A list that can be searched.
#[derive(Debug, Clone)]
pub struct Menu {
    /// What to search for.
    pub query: Line,
    /// The selected entry among those found.
    pub selected: usize,
}

impl Menu {
    /// A list with nothing searched for.
    pub fn new() -> Self {
        Self { query: Line::new(""), selected: 0 }
    }

    /// Takes a key: the arrows choose among the `found` entries, the rest edits the query, which begins at the top again.
    pub fn input(&mut self, key: Key, found: usize) {
        let last = found.saturating_sub(1);
        match key.code {
            Code::Up => self.selected = self.selected.saturating_sub(1),
            Code::Down => self.selected = (self.selected + 1).min(last),
            Code::PageUp => self.selected = self.selected.saturating_sub(8),
            Code::PageDown => self.selected = (self.selected + 8).min(last),
            _ => {
                if self.query.input(key) {
                    self.selected = 0;
                }
            }
        }
    }
}

impl Default for Menu {
    fn default() -> Self {
        Self::new()
    }
}

/// The glossary.
#[derive(Debug, Clone)]
pub struct Words {
    /// The list.
    pub menu: Menu,
    /// The terms to list first, by id: those of the text that is being read.
    pub first: Vec<String>,
    /// What is being read.
    pub back: Option<Popup>,
}

impl Words {
    /// The terms that are searched for; where nothing is, all of them, those of the text first.
    pub fn shown<'a>(&self, glossary: &'a Glossary) -> Vec<&'a Term> {
        let mut found = glossary.search(self.menu.query.text());
        if self.menu.query.text().is_empty() {
            found.sort_by_key(|term| self.first.iter().position(|id| *id == term.id).unwrap_or(usize::MAX));
        }
        found
    }
}

/// A pasted text and what would become of it.
#[derive(Debug, Clone)]
pub struct Import {
    /// The text.
    pub text: String,
    /// Protocol and port, for a list of addresses.
    pub form: Form,
    /// Whether the form can be read.
    pub is_valid: bool,
    /// What the text says.
    pub pasted: Pasted,
    /// Where its rules would go.
    pub insertion: Option<Insertion>,
    /// The first line shown.
    pub scroll: usize,
}

/// The preset catalogue: the list, then the parameters of the chosen one.
#[derive(Debug, Clone)]
pub struct Presets {
    /// The list.
    pub menu: Menu,
    /// The chosen preset with its parameters.
    pub form: Option<PresetForm>,
    /// What the selected preset would insert, as far as its arguments can be read.
    pub insertion: Option<Insertion>,
    /// The profile to come back to, if a whole server is tried on and brings its own.
    pub profile_before: Option<Profile>,
}

/// The parameters of a preset.
#[derive(Debug, Clone)]
pub struct PresetForm {
    /// Which preset.
    pub preset: Preset,
    /// One field for each parameter.
    pub form: Form,
}

impl PresetForm {
    /// The form of a preset, with its defaults.
    pub fn new(preset: &Preset) -> Self {
        let inputs = preset.parameters().iter().map(|parameter| Input::text(&parameter.default)).collect();
        Self { preset: preset.clone(), form: Form::new(inputs) }
    }

    /// The arguments as typed.
    pub fn arguments(&self) -> crate::presets::Arguments {
        let ids = self.preset.parameters().iter().map(|parameter| parameter.id.clone());
        ids.zip(self.form.inputs.iter().map(|input| input.value().to_owned())).collect()
    }
}

/// Where to save and in which shape, and what follows.
#[derive(Debug, Clone)]
pub struct SaveAs {
    /// Path and format.
    pub form: Form,
    /// What follows.
    pub then: Then,
}

/// Sentences to read, and how far they are scrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What it is about.
    pub title: String,
    /// The sentences.
    pub lines: Vec<String>,
    /// The first line shown.
    pub scroll: usize,
}

/// Traffic, chosen or typed, and what the rules do to it.
#[derive(Debug, Clone)]
pub struct Tracer {
    /// The traffic, in the notation of [`crate::analysis`].
    pub line: Line,
    /// Whether the traffic is an offer, which the first letter replaces.
    pub is_offer: bool,
    /// Which of the offered flows was taken over last.
    pub offered: Option<usize>,
    /// The first line shown.
    pub scroll: usize,
    /// What becomes of it, or where the text stops making sense.
    pub answer: Result<Traced, NotationError>,
}

/// The difference between two versions of a filter: the saved one and the one on the screen, unless it belongs to an
/// offer to recover.
#[derive(Debug, Clone)]
pub struct Changes {
    /// The earlier version.
    pub before: Filter,
    /// The later version.
    pub after: Filter,
    /// The offer to go back to.
    pub offer: Option<Box<Offer>>,
    /// Removed and added rules.
    pub rules: Vec<Change>,
    /// What they change about the traffic.
    pub delta: Delta,
    /// The first line shown.
    pub scroll: usize,
}

/// What repairing everything would do.
#[derive(Debug, Clone)]
pub struct Repair {
    /// The repaired filter, and the way there.
    pub repaired: Repaired,
    /// The rules that go and come.
    pub rules: Vec<Change>,
    /// The first line shown.
    pub scroll: usize,
}

/// The filters of a file to choose from.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Where the file is.
    pub location: Option<Location>,
    /// The file.
    pub document: Document,
    /// The selected filter.
    pub selected: usize,
    /// What was read.
    pub version: Version,
    /// What is remembered about the file.
    pub memory: Memory,
}
