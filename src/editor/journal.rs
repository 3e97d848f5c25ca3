//! What must survive a kill: every committed edit, as the journal notes it, and the way back from notes to a session.
//!
//! The editor only says *what* is to be noted, after each message that changed something; the world writes it before the
//! next frame is drawn. So whatever was seen as committed can be recovered. A revision is noted by the rules in which it
//! differs from the one it was made from: a keystroke costs a few hundred bytes, whatever the filter's length.

use super::history::{History, Label, Revision};
use super::location::Location;
use crate::access::ReadError;
use crate::filter::{Filter, Rule};
use crate::formats::Document;
use crate::profile::Profile;
use std::path::PathBuf;

/// One note in a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JournalEntry {
    /// A journal begins: everything that the other notes build on.
    Begin(Box<Begin>),
    /// A revision was made.
    Made(Box<Made>),
    /// This revision is the current one now.
    At(usize),
    /// The filter is taken to protect something else now.
    Profile(Profile),
}

/// What a journal begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begin {
    /// Where the filter is kept, if it is.
    pub(crate) location: Option<Location>,
    /// The text around the filter, as it was read.
    pub(crate) document: String,
    /// Which filter of it.
    pub(crate) index: usize,
    /// The first version, where it is not the one in the document.
    pub(crate) first: Option<Filter>,
    /// The version that stands in the file, where it is not the first one.
    pub(crate) saved: Option<Filter>,
    /// What the filter protects.
    pub(crate) profile: Profile,
    /// When it was opened, in seconds since 1970.
    pub(crate) opened: u64,
}

/// A revision, by its difference from the one it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The revision it was made from.
    pub(crate) parent: usize,
    /// So many rules at the top are the same,
    pub(crate) head: usize,
    /// and so many at the bottom.
    pub(crate) tail: usize,
    /// The rules between them.
    pub(crate) rules: Vec<Rule>,
    /// Name and description, where they differ.
    pub(crate) name: Option<(String, String)>,
    /// What was done.
    pub(crate) label: Label,
    /// The row it was about.
    pub(crate) row: usize,
    /// When, in seconds since 1970.
    pub(crate) made: u64,
}

/// How far a session has been noted.
#[derive(Debug, Clone, Default)]
pub(super) struct JournalCursor {
    pub(super) begun: bool,
    pub(super) revisions: usize,
    pub(super) current: usize,
    pub(super) profile: Profile,
    /// Notes since the beginning.
    pub(super) notes: usize,
    /// So many revisions and which one was current when noting failed: not to be tried again before there is more.
    pub(super) failed_at: Option<(usize, usize)>,
}

impl JournalCursor {
    /// The journal is gone: the next note begins a new one.
    pub(super) fn forget(&mut self) {
        self.begun = false;
    }

    /// The journal was not written: the next edit begins a new one.
    pub(super) fn fail(&mut self, history: &History) {
        self.begun = false;
        self.failed_at = Some((history.revisions().len(), history.current()));
    }
}

/// The file around a filter, by the format that its name tells where the text does not.
pub(super) fn read_document(text: &str, location: Option<&Location>) -> Option<Document> {
    Document::read_named(text, &location.map(Location::name).unwrap_or_default()).ok()
}

/// A session that ended without its consent, as its journal tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// The world's name for the journal.
    pub(crate) journal: String,
    /// Where the filter is kept, if it is.
    pub location: Option<Location>,
    /// The text around the filter.
    pub(crate) document: String,
    /// Which filter of it.
    pub(crate) index: usize,
    /// Its versions.
    pub history: History,
    /// What the filter protects.
    pub profile: Profile,
    /// Whether the file holds something else now than when the session ended.
    pub(crate) changed_since: bool,
    /// Whether there is more in the journal that cannot be read.
    pub(crate) is_damaged: bool,
}

impl Recovered {
    /// What the notes of a journal tell; `None` if they tell of no session. Notes that build on nothing are left out.
    pub fn replay(journal: &str, entries: impl IntoIterator<Item = JournalEntry>) -> Option<Self> {
        let mut entries = entries.into_iter();
        let Some(JournalEntry::Begin(begin)) = entries.next() else { return None };
        let Begin { location, document, index, first, saved, profile, opened } = *begin;
        let read = read_document(&document, location.as_ref())?;
        let first = first.or_else(|| read.filters().get(index).cloned())?;
        let mut history = History::new(first);
        history.stamp(opened);
        if let Some(saved) = saved {
            history.mark_saved(saved);
        }
        let journal = journal.to_owned();
        let (changed_since, is_damaged) = (false, false);
        let mut recovered = Self { journal, location, document, index, history, profile, changed_since, is_damaged };
        for entry in entries {
            let builds = match entry {
                JournalEntry::Begin(_) => false,
                JournalEntry::Made(made) => revision(*made, recovered.history.revisions())
                    .is_some_and(|revision| recovered.history.replay(revision)),
                JournalEntry::At(current) => recovered.history.go(current),
                JournalEntry::Profile(profile) => {
                    recovered.profile = profile;
                    true
                }
            };
            if !builds {
                recovered.is_damaged = true;
                break;
            }
        }
        Some(recovered)
    }

    /// The file as a save would write it.
    pub fn text(&self) -> Option<String> {
        let document = read_document(&self.document, self.location.as_ref())?;
        document.write_from(self.index, self.history.filter(), self.history.origins()).ok()
    }

    /// Whether there is anything that the file does not hold.
    pub(crate) fn is_worth_it(&self) -> bool {
        self.history.modified()
    }

    /// When the last edit was made, in seconds since 1970.
    pub(super) fn last_edit(&self) -> u64 {
        self.history.revisions().iter().map(|revision| revision.made).max().unwrap_or_default()
    }
}

fn revision(made: Made, all: &[Revision]) -> Option<Revision> {
    let old = &all.get(made.parent)?.filter;
    let tail = old.rules.len().checked_sub(made.tail).filter(|tail| *tail >= made.head)?;
    let (name, description) = made.name.unwrap_or_else(|| (old.name.clone(), old.description.clone()));
    let head = old.rules.iter().take(made.head).cloned();
    let rules = head.chain(made.rules).chain(old.rules.iter().skip(tail).cloned()).collect();
    let filter = Filter { name, description, rules };
    let Made { label, row, made, parent, .. } = made;
    Some(Revision { parent: Some(parent), label, row, made, ..Revision::first(filter) })
}

/// What the world found when it looked for journals, and for what else is left of earlier sessions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// What can be recovered, the latest first.
    pub sessions: Vec<Recovered>,
    /// Processes that have the file open in another editor.
    pub running: Vec<u32>,
    /// The one of them that saves it.
    pub owner: Option<u32>,
    /// What a person should know.
    pub troubles: Vec<Trouble>,
    /// Files with texts that were edited outside and never taken over.
    pub texts: Vec<PathBuf>,
}

/// Something left of an earlier session that a person should know of. Each names the file in which it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// A journal can only be read in part, and that part is offered.
    Damaged(PathBuf),
    /// Nothing in a journal can be offered.
    Unreadable(PathBuf),
    /// A journal could not be read now.
    Unread(PathBuf, ReadError),
    /// A later version of this program has written a journal.
    Newer(PathBuf),
    /// Nobody can tell whether the session of a journal still runs.
    Uncertain(PathBuf),
    /// What another program wrote in the moment of a save that was killed, or the text of that save.
    Leftover(PathBuf),
}

/// Something to recover, and what comes after the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryOffer {
    /// What is offered now.
    pub recovered: Recovered,
    /// What is offered if this one is discarded.
    pub(super) rest: Vec<Recovered>,
    /// When it is offered, in seconds since 1970.
    pub(super) now: u64,
}
