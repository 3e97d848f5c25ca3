//! The first screen: what a person may begin with. The files that were open lately come first; the rest is embedded in the
//! program.

use super::location::Location;
use super::recent::{FileState, Recent};
use crate::presets::Catalogue;
use std::path::Path;

/// One line of the start screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StartEntry {
    /// A file that was open lately, by its place among them.
    Recent(usize),
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
    /// The files that were open lately, the last one first.
    pub(crate) recent: Vec<Recent>,
    /// The selected entry.
    pub selected: usize,
    /// The file of these that is being opened.
    pub(super) opening: Option<Location>,
}

impl Start {
    /// The start screen with these files and the templates of a catalogue.
    pub(super) fn new(catalogue: &Catalogue, recent: Vec<Location>) -> Self {
        let files = (0..recent.len()).map(StartEntry::Recent);
        let fixed = [StartEntry::Incident, StartEntry::Learn, StartEntry::OpenFile];
        let templates = catalogue.servers().map(|preset| StartEntry::Template(preset.id().to_owned()));
        let entries = files.chain(fixed).chain(templates).chain([StartEntry::Empty, StartEntry::Quit]).collect();
        Self { entries, recent: recent.into_iter().map(Recent::new).collect(), selected: 0, opening: None }
    }

    /// The selected line.
    pub(crate) fn entry(&self) -> Option<&StartEntry> {
        self.entries.get(self.selected)
    }

    /// What was found where a file was.
    pub(super) fn set_state(&mut self, location: &Location, state: &FileState) {
        for recent in self.recent.iter_mut().filter(|recent| recent.location == *location) {
            recent.state = Some(state.clone());
        }
    }

    /// What one of the files is called: its name, with as many of its directories as tell it from the others.
    pub(crate) fn name_of(&self, at: usize) -> String {
        let path = |recent: &Recent| match &recent.location {
            Location::File(path) => path.clone(),
        };
        let Some(own) = self.recent.get(at).map(path) else { return String::new() };
        let others: Vec<_> = self.recent.iter().map(path).filter(|other| *other != own).collect();
        let all = own.components().count();
        let is_unique = |parts: &usize| others.iter().all(|other| tail(other, *parts) != tail(&own, *parts));
        tail(&own, (1..all).find(is_unique).unwrap_or(all))
    }
}

/// The last parts of a path.
fn tail(path: &Path, parts: usize) -> String {
    let skipped = path.components().count().saturating_sub(parts);
    path.components().skip(skipped).collect::<std::path::PathBuf>().display().to_string()
}

/// The filter of the story: one address and the web allowed, the rest denied.
pub const INCIDENT: &str = include_str!("../../assets/incident.json");
