//! The first screen: what a person may begin with, all of it embedded in the program.

use crate::presets::Catalogue;

/// One line of the start screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StartEntry {
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
    Quit,
}

/// The start screen.
#[derive(Debug, Clone)]
pub struct Start {
    pub(crate) entries: Vec<StartEntry>,
    /// The selected one.
    pub selected: usize,
}

impl Start {
    /// The start screen with the templates of a catalogue.
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let templates = catalogue.servers().map(|preset| StartEntry::Template(preset.id().to_owned()));
        let entries = [StartEntry::Incident, StartEntry::Learn, StartEntry::OpenFile].into_iter().chain(templates);
        Self { entries: entries.chain([StartEntry::Empty, StartEntry::Quit]).collect(), selected: 0 }
    }

    /// The selected line.
    pub(crate) fn entry(&self) -> Option<&StartEntry> {
        self.entries.get(self.selected)
    }
}

/// The filter of the story: one address and the web allowed, the rest denied.
pub const INCIDENT: &str = include_str!("../../assets/incident.json");
