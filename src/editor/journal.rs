//! What must survive a kill: every committed edit, as the journal notes it, and the way back from notes to a session.
//!
//! The editor only says *what* is to be noted, after each message that changed something; the world writes it before the
//! next frame is drawn. So whatever was seen as committed can be recovered. A revision is noted by the rules in which it
//! differs from the one it was made from: a keystroke costs a few hundred bytes, whatever the filter's length.

use super::history::{History, Label, Revision};
use super::location::Location;
use super::session::Session;
use crate::filter::{Filter, Rule};
use crate::formats::Document;
use crate::profile::Profile;

/// One note in a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
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
    pub location: Option<Location>,
    /// The text around the filter, as it was read.
    pub document: String,
    /// Which filter of it.
    pub index: usize,
    /// The first version, where it is not the one in the document.
    pub first: Option<Filter>,
    /// The version that stands in the file, where it is not the first one.
    pub saved: Option<Filter>,
    /// What the filter protects.
    pub profile: Profile,
    /// When it was opened, in seconds since 1970.
    pub opened: u64,
}

/// A revision, by its difference from the one it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The revision it was made from.
    pub parent: usize,
    /// So many rules at the top are the same,
    pub head: usize,
    /// and so many at the bottom.
    pub tail: usize,
    /// The rules between them.
    pub rules: Vec<Rule>,
    /// Name and description, where they differ.
    pub name: Option<(String, String)>,
    /// What was done.
    pub label: Label,
    /// The row it was about.
    pub row: usize,
    /// When, in seconds since 1970.
    pub made: u64,
}

/// How far a session has been noted.
#[derive(Debug, Clone, Default)]
pub(super) struct Noted {
    /// Whether a journal has begun.
    begun: bool,
    /// So many revisions.
    revisions: usize,
    current: usize,
    profile: Profile,
    /// Notes since the beginning.
    notes: usize,
    /// So many revisions and which one was current when noting failed: not to be tried again before there is more.
    failed_at: Option<(usize, usize)>,
}

impl Noted {
    /// The journal is gone: the next note begins a new one.
    pub fn forget(&mut self) {
        self.begun = false;
    }

    /// The journal was not written: the next edit begins a new one.
    pub fn fail(&mut self, history: &History) {
        self.begun = false;
        self.failed_at = Some((history.revisions().len(), history.current()));
    }
}

/// Notes beyond this many times the number of revisions are cleared away by beginning anew.
const MOST_NOTES: usize = 8;

/// What is to be noted about a session since the last time. `profile` is what it protects, but for what is only tried on.
pub(super) fn notes(session: &mut Session, profile: Profile) -> Vec<Entry> {
    let history = &session.history;
    let revisions = history.revisions();
    if session.lesson.is_some() {
        return Vec::new(); // kept with the progress
    }
    let has_failed = session.noted.failed_at == Some((revisions.len(), history.current()));
    if !session.noted.begun && (has_failed || !history.modified()) {
        return Vec::new();
    }
    let stale = session.noted.notes > 1_000 + revisions.len() * MOST_NOTES;
    let mut entries = Vec::new();
    if !session.noted.begun || stale {
        entries.push(Entry::Begin(Box::new(begin(session, profile.clone()))));
        session.noted = Noted { begun: true, revisions: 1, profile: profile.clone(), ..Noted::default() };
    }
    let noted = &mut session.noted;
    let begins = entries.len() == 1;
    for revision in revisions.iter().skip(noted.revisions) {
        entries.extend(made(revision, revisions).map(|made| Entry::Made(Box::new(made))));
        noted.current = noted.revisions;
        noted.revisions += 1;
    }
    for youngest in turns(revisions).filter(|_| begins) {
        noted.current = youngest;
        entries.push(Entry::At(youngest));
    }
    if noted.current != history.current() {
        noted.current = history.current();
        entries.push(Entry::At(noted.current));
    }
    if noted.profile != profile {
        noted.profile = profile.clone();
        entries.push(Entry::Profile(profile));
    }
    noted.notes += entries.len();
    entries
}

/// Where redo goes at every fork. To go somewhere turns the forks on the way there too, so those higher up come last.
fn turns(revisions: &[Revision]) -> impl Iterator<Item = usize> {
    let mut children = vec![0_usize; revisions.len()];
    for parent in revisions.iter().filter_map(|revision| revision.parent) {
        children.get_mut(parent).into_iter().for_each(|count| *count += 1);
    }
    let forks = revisions.iter().zip(children).rev().filter(|(_, children)| *children > 1);
    forks.filter_map(|(revision, _)| revision.youngest)
}

fn begin(session: &Session, profile: Profile) -> Begin {
    let history = &session.history;
    let first = history.revisions().first().map(|revision| &revision.filter);
    let in_document = session.document.filters().get(session.index);
    Begin {
        location: session.location.clone(),
        document: session.document.text().to_owned(),
        index: session.index,
        first: first.filter(|first| Some(*first) != in_document).cloned(),
        saved: (first != Some(history.saved())).then(|| history.saved().clone()),
        profile,
        opened: history.revisions().first().map_or(0, |revision| revision.made),
    }
}

fn made(revision: &Revision, all: &[Revision]) -> Option<Made> {
    let parent = revision.parent?;
    let (new, old) = (&revision.filter, &all.get(parent)?.filter);
    let head = new.rules.iter().zip(&old.rules).take_while(|(new, old)| new == old).count();
    let room = new.rules.len().min(old.rules.len()) - head;
    let from_the_end = new.rules.iter().rev().zip(old.rules.iter().rev());
    let tail = from_the_end.take(room).take_while(|(new, old)| new == old).count();
    let renamed = (&new.name, &new.description) != (&old.name, &old.description);
    Some(Made {
        parent,
        head,
        tail,
        rules: new.rules.iter().take(new.rules.len() - tail).skip(head).cloned().collect(),
        name: renamed.then(|| (new.name.clone(), new.description.clone())),
        label: revision.label.clone(),
        row: revision.row,
        made: revision.made,
    })
}

/// A session that ended without its consent, as its journal tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// The world's name for the journal.
    pub journal: String,
    /// Where the filter is kept, if it is.
    pub location: Option<Location>,
    /// The text around the filter.
    pub document: String,
    /// Which filter of it.
    pub index: usize,
    /// Its versions.
    pub history: History,
    /// What the filter protects.
    pub profile: Profile,
    /// Whether the file holds something else now than when the session ended.
    pub changed_since: bool,
}

impl Recovered {
    /// What the notes of a journal tell; `None` if they tell of no session. Notes that build on nothing are left out.
    pub fn replay(journal: &str, entries: impl IntoIterator<Item = Entry>) -> Option<Self> {
        let mut entries = entries.into_iter();
        let Some(Entry::Begin(begin)) = entries.next() else { return None };
        let Begin { location, document, index, first, saved, profile, opened } = *begin;
        let read = Document::read(&document).ok()?;
        let first = first.or_else(|| read.filters().get(index).cloned())?;
        let mut history = History::new(first);
        history.stamp(opened);
        if let Some(saved) = saved {
            history.mark_saved(saved);
        }
        let journal = journal.to_owned();
        let mut recovered = Self { journal, location, document, index, history, profile, changed_since: false };
        for entry in entries {
            let builds = match entry {
                Entry::Begin(_) => false,
                Entry::Made(made) => revision(*made, recovered.history.revisions())
                    .is_some_and(|revision| recovered.history.replay(revision)),
                Entry::At(current) => recovered.history.go(current),
                Entry::Profile(profile) => {
                    recovered.profile = profile;
                    true
                }
            };
            if !builds {
                break;
            }
        }
        Some(recovered)
    }

    /// The file as a save would write it.
    pub fn text(&self) -> Option<String> {
        let document = Document::read(&self.document).ok()?;
        document.write_from(self.index, self.history.filter(), self.history.origins()).ok()
    }

    /// Whether there is anything that the file does not hold.
    pub fn is_worth_it(&self) -> bool {
        self.history.modified()
    }

    /// When the last edit was made, in seconds since 1970.
    pub fn last_edit(&self) -> u64 {
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

/// What the world found when it looked for journals.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// What can be recovered, the latest first.
    pub sessions: Vec<Recovered>,
    /// Processes that have the file open in another editor.
    pub running: Vec<u32>,
}

/// Something to recover, and what comes after the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What is offered now.
    pub recovered: Recovered,
    /// What is offered if this one is discarded.
    pub rest: Vec<Recovered>,
    /// When it is offered, in seconds since 1970.
    pub now: u64,
}
