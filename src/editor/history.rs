//! Every version of a filter since it was opened.
//!
//! One committed edit is one revision. Undo goes to the parent, redo to the child made last, and nothing is ever lost: an
//! edit after an undo grows a new branch beside the old one. Snapshots instead of inverse edits, because a filter is small
//! and a snapshot cannot be inverted wrongly.

use crate::filter::{Filter, predecessors};
pub(crate) use crate::language::edits::{Label, Transition};

/// A version of the filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The version it was made from; none for the first one.
    pub(crate) parent: Option<usize>,
    /// Where redo goes.
    pub(super) youngest: Option<usize>,
    /// The whole filter.
    pub filter: Filter,
    /// Which rule of the first version each of its rules was, so that what the file holds beyond the known fields stays with
    /// it; none for a new one.
    pub(super) origins: Vec<Option<usize>>,
    /// What was done.
    pub(crate) label: Label,
    /// The row it was about.
    pub(crate) row: usize,
    /// When, in seconds since 1970; 0 where nobody knows.
    pub made: u64,
    /// The read of the keyboard that made it.
    pub(super) read: KeyboardRead,
}

/// A read of the keyboard, by its number; 0 where nobody knows. It is no part of what a version is: histories are equal
/// however their keys have arrived.
#[derive(Debug, Clone, Copy, Default, Eq)]
pub(super) struct KeyboardRead(u64);

impl PartialEq for KeyboardRead {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Revision {
    /// A filter as it was opened.
    pub(super) fn first(filter: Filter) -> Self {
        let origins = (0..filter.rules.len()).map(Some).collect();
        Self {
            parent: None,
            youngest: None,
            filter,
            origins,
            label: Label::Opened,
            row: 0,
            made: 0,
            read: KeyboardRead::default(),
        }
    }
}

/// The versions of one filter and where we stand among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    revisions: Vec<Revision>,
    current: usize,
    saved: Filter,
    /// How many revisions have their time.
    stamped: usize,
    /// The read of the keyboard that is carried out.
    read: KeyboardRead,
}

/// A step back or forward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// What was undone or done again; the last of it, where it was more.
    pub(super) label: Label,
    /// The row it was about.
    pub(super) row: usize,
    /// How many versions it leads over.
    pub(super) versions: usize,
}

impl History {
    /// A history that begins with the filter as opened.
    pub(super) fn new(filter: Filter) -> Self {
        let saved = filter.clone();
        Self { revisions: vec![Revision::first(filter)], current: 0, saved, stamped: 0, read: KeyboardRead::default() }
    }

    /// Every version, in the order in which they were made.
    pub fn revisions(&self) -> &[Revision] {
        &self.revisions
    }

    /// Which version we stand on.
    pub(crate) const fn current(&self) -> usize {
        self.current
    }

    /// How many edits lead from the first version to this one.
    pub(super) fn depth(&self) -> usize {
        let parent = |at: &usize| self.revisions.get(*at).and_then(|revision| revision.parent);
        std::iter::successors(parent(&self.current), parent).count()
    }

    /// What is done now comes from this read of the keyboard; 0 where nobody knows.
    pub(super) const fn begin_read(&mut self, read: u64) {
        self.read = KeyboardRead(read);
    }

    /// Says when the versions were made that have no time yet.
    pub(super) fn stamp(&mut self, now: u64) {
        self.revisions.iter_mut().skip(self.stamped).for_each(|revision| revision.made = now);
        self.stamped = self.revisions.len();
    }

    /// Steps to any version; `false` if there is none. Redo leads back to it from wherever undo goes.
    pub(super) fn go(&mut self, to: usize) -> bool {
        if to >= self.revisions.len() {
            return false;
        }
        self.current = to;
        let mut child = to;
        while let Some(parent) = self.revisions.get(child).and_then(|revision| revision.parent) {
            if let Some(revision) = self.revisions.get_mut(parent) {
                revision.youngest = Some(child);
            }
            child = parent;
        }
        true
    }

    /// Makes a version that somebody else has noted, on the version it was made from.
    pub(super) fn replay(&mut self, revision: Revision) -> bool {
        let made_from = revision.parent.is_some_and(|parent| self.go(parent));
        let before = self.revisions.len();
        self.commit(revision.filter, revision.label, revision.row);
        if let Some(new) = self.revisions.get_mut(before) {
            new.made = revision.made;
            self.stamped = before + 1;
        }
        made_from && self.revisions.len() > before
    }

    /// The filter as it stands.
    pub fn filter(&self) -> &Filter {
        // The list is never empty and `current` always points into it.
        self.revisions.get(self.current).map_or(&self.saved, |revision| &revision.filter)
    }

    /// Which rule of the first version each rule of the filter was; none for a new one.
    pub fn origins(&self) -> &[Option<usize>] {
        self.revisions.get(self.current).map_or(&[], |revision| &revision.origins)
    }

    /// Makes a version; `row` is where the selection stands in it. A version that says the same is not kept.
    pub(super) fn commit(&mut self, filter: Filter, label: Label, row: usize) {
        if filter == *self.filter() {
            return;
        }
        let new = self.revisions.len();
        let from = predecessors(&self.filter().rules, &filter.rules);
        let origins = from.into_iter().map(|old| self.origins().get(old?).copied().flatten()).collect();
        if let Some(parent) = self.revisions.get_mut(self.current) {
            parent.youngest = Some(new);
        }
        let parent = Some(self.current);
        let read = self.read;
        self.revisions.push(Revision { parent, label, row, origins, read, ..Revision::first(filter) });
        self.current = new;
    }

    /// How we came from a version to the present one.
    pub(super) fn transition(&self, from: usize) -> Transition {
        let label = |at: usize| self.revisions.get(at).map_or(Label::Opened, |revision| revision.label.clone());
        let parent = |at: &usize| self.revisions.get(*at).and_then(|revision| revision.parent);
        let comes_of = |new: usize, old: usize| std::iter::successors(parent(&new), parent).any(|at| at == old);
        if comes_of(self.current, from) {
            Transition::Done(label(self.current))
        } else if comes_of(from, self.current) {
            Transition::Undone(label(from))
        } else {
            Transition::To(label(self.current))
        }
    }

    /// Where undo goes.
    fn parent(&self) -> Option<usize> {
        self.revisions.get(self.current)?.parent
    }

    /// Where redo goes.
    fn youngest(&self) -> Option<usize> {
        self.revisions.get(self.current)?.youngest
    }

    /// Whether a version came of this read of the keyboard, and that is over.
    ///
    /// On a bad line keys that are typed arrive several in a read. What they have changed is one step afterwards:
    /// nobody has seen what lies between. While it is carried out each counts, as it would one by one.
    fn is_of_read(&self, at: usize, KeyboardRead(read): KeyboardRead) -> bool {
        let is_over = read != 0 && read != self.read.0;
        is_over && self.revisions.get(at).is_some_and(|revision| revision.read.0 == read)
    }

    /// Steps back.
    pub(super) fn undo(&mut self) -> Option<Step> {
        let revision = self.revisions.get(self.current)?;
        let (label, mut row, read) = (revision.label.clone(), revision.row, revision.read);
        self.current = revision.parent?;
        let mut versions = 1;
        while let Some(revision) = self.revisions.get(self.current).filter(|_| self.is_of_read(self.current, read))
            && let Some(parent) = revision.parent
        {
            row = revision.row;
            self.current = parent;
            versions += 1;
        }
        Some(Step { label, row, versions })
    }

    /// Steps forward again.
    pub(super) fn redo(&mut self) -> Option<Step> {
        self.current = self.youngest()?;
        let read = self.revisions.get(self.current)?.read;
        let mut versions = 1;
        while let Some(next) = self.youngest().filter(|next| self.is_of_read(*next, read)) {
            self.current = next;
            versions += 1;
        }
        self.revisions.get(self.current).map(|revision| Step {
            label: revision.label.clone(),
            row: revision.row,
            versions,
        })
    }

    /// Whether there is a step back.
    pub fn can_undo(&self) -> bool {
        self.parent().is_some()
    }

    /// Whether there is a step forward.
    pub fn can_redo(&self) -> bool {
        self.youngest().is_some()
    }

    /// Whether the filter differs from what was last saved, exactly.
    pub fn modified(&self) -> bool {
        self.saved != *self.filter()
    }

    /// The filter as it stands in the file.
    pub const fn saved(&self) -> &Filter {
        &self.saved
    }

    /// Remembers the filter that now stands in the file.
    pub(super) fn mark_saved(&mut self, saved: Filter) {
        self.saved = saved;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Filter {
        Filter::empty(name)
    }

    #[test]
    fn undo_and_redo_walk_the_branch_made_last_and_modified_is_exact() {
        let mut history = History::new(named("a"));
        assert!(!history.modified() && !history.can_undo());
        history.commit(named("b"), Label::Added, 1);
        history.commit(named("c"), Label::Deleted(1), 2);
        assert_eq!(history.undo(), Some(Step { label: Label::Deleted(1), row: 2, versions: 1 }));
        assert_eq!(history.undo(), Some(Step { label: Label::Added, row: 1, versions: 1 }));
        assert_eq!(history.undo(), None);
        assert!(!history.modified());
        history.redo();
        history.commit(named("d"), Label::Moved(1), 0);
        assert!(!history.can_redo());
        history.mark_saved(history.filter().clone());
        history.undo();
        assert!(history.modified());
        assert_eq!(history.redo(), Some(Step { label: Label::Moved(1), row: 0, versions: 1 }));
        assert!(!history.modified());
    }

    #[test]
    fn what_one_read_has_changed_is_one_step_afterwards() {
        let mut history = History::new(named("a"));
        history.begin_read(1);
        history.commit(named("b"), Label::Added, 0);
        history.begin_read(2);
        history.commit(named("c"), Label::Deleted(1), 0);
        history.commit(named("d"), Label::Deleted(1), 1);
        // Within the read each key counts, however it came.
        history.undo();
        assert_eq!(history.filter().name, "c");
        history.commit(named("e"), Label::Moved(1), 1);
        history.begin_read(3);
        assert_eq!(history.undo(), Some(Step { label: Label::Moved(1), row: 0, versions: 2 }));
        assert_eq!(history.filter().name, "b");
        assert_eq!(history.redo(), Some(Step { label: Label::Moved(1), row: 1, versions: 2 }));
        assert_eq!(history.filter().name, "e");
        history.begin_read(0);
        history.commit(named("f"), Label::Added, 0);
        history.commit(named("g"), Label::Added, 0);
        history.undo();
        assert_eq!(history.filter().name, "f");
    }

    #[test]
    fn any_version_can_be_gone_to_and_redo_leads_back_to_it() {
        let mut history = History::new(named("a"));
        history.commit(named("b"), Label::Added, 0);
        history.stamp(7);
        history.undo();
        history.commit(named("c"), Label::Added, 0);
        history.commit(named("d"), Label::Added, 0);
        history.stamp(9);
        assert!(history.go(1) && !history.can_redo());
        assert_eq!(history.filter().name, "b");
        history.undo();
        history.redo();
        assert_eq!(history.current(), 1);
        assert!(history.go(3) && !history.go(4));
        let added = || Some(Step { label: Label::Added, row: 0, versions: 1 });
        assert_eq!((history.undo(), history.undo()), (added(), added()));
        assert!(history.redo().is_some() && history.redo().is_some());
        assert_eq!(history.filter().name, "d");
        assert_eq!(history.revisions().iter().map(|revision| revision.made).collect::<Vec<_>>(), [7, 7, 9, 9]);
    }

    #[test]
    fn a_version_that_says_the_same_is_no_step() {
        let mut history = History::new(named("a"));
        history.commit(named("a"), Label::Rewritten, 0);
        assert!(!history.can_undo());
    }
}
