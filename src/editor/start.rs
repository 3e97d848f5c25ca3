//! The first screen: what a person may begin with, all of it embedded in the program.

use crate::presets::Catalogue;

/// One line of the start screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// The filter of the story, ready to be repaired.
    Incident,
    /// The course.
    Learn,
    /// A file of the person's own.
    OpenFile,
    /// A filter without rules.
    Empty,
    /// A server template, by id.
    Template(String),
    /// Leave.
    Quit,
}

/// The start screen.
#[derive(Debug, Clone)]
pub struct Start {
    /// Its lines.
    pub entries: Vec<Entry>,
    /// The selected one.
    pub selected: usize,
}

impl Start {
    /// The start screen with the templates of a catalogue.
    pub fn new(catalogue: &Catalogue) -> Self {
        let templates = catalogue.servers().map(|preset| Entry::Template(preset.id().to_owned()));
        let entries = [Entry::Incident, Entry::Learn, Entry::OpenFile].into_iter().chain(templates);
        Self { entries: entries.chain([Entry::Empty, Entry::Quit]).collect(), selected: 0 }
    }

    /// The selected line.
    pub fn entry(&self) -> Option<&Entry> {
        self.entries.get(self.selected)
    }
}

/// The filter of the story: one address and the web allowed, the rest denied.
pub const INCIDENT: &str = include_str!("../../assets/incident.json");
