//! What is to be noted about a session.

use super::history::Revision;
use super::journal::{Begin, JournalCursor, JournalEntry, Made};
use super::session::Session;
use crate::profile::Profile;

/// Notes beyond this many times the number of revisions are cleared away by beginning anew.
const MOST_NOTES: usize = 8;

/// What is to be noted about a session since the last time. `profile` is what it protects, but for what is only tried on.
pub(super) fn notes(session: &mut Session, profile: Profile) -> Vec<JournalEntry> {
    let history = &session.open.history;
    let revisions = history.revisions();
    if session.lesson.is_some() {
        return Vec::new(); // kept with the progress
    }
    let has_failed = session.open.noted.failed_at == Some((revisions.len(), history.current()));
    if !session.open.noted.begun && (has_failed || !history.modified()) {
        return Vec::new();
    }
    let stale = session.open.noted.notes > 1_000 + revisions.len() * MOST_NOTES;
    let mut entries = Vec::new();
    if !session.open.noted.begun || stale {
        entries.push(JournalEntry::Begin(Box::new(begin(session, profile.clone()))));
        session.open.noted =
            JournalCursor { begun: true, revisions: 1, profile: profile.clone(), ..JournalCursor::default() };
    }
    let noted = &mut session.open.noted;
    let begins = entries.len() == 1;
    for revision in revisions.iter().skip(noted.revisions) {
        entries.extend(made(revision, revisions).map(|made| JournalEntry::Made(Box::new(made))));
        noted.current = noted.revisions;
        noted.revisions += 1;
    }
    for youngest in turns(revisions).filter(|_| begins) {
        noted.current = youngest;
        entries.push(JournalEntry::At(youngest));
    }
    if noted.current != history.current() {
        noted.current = history.current();
        entries.push(JournalEntry::At(noted.current));
    }
    if noted.profile != profile {
        noted.profile = profile.clone();
        entries.push(JournalEntry::Profile(profile));
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
    let history = &session.open.history;
    let first = history.revisions().first().map(|revision| &revision.filter);
    let in_document = session.open.document.filters().get(session.open.index);
    Begin {
        location: session.open.location.clone(),
        document: session.open.document.text().to_owned(),
        index: session.open.index,
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
