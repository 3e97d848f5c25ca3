//! Every version of a filter since it was opened.
//!
//! One committed edit is one revision. Undo goes to the parent, redo to the child made last, and nothing is ever lost: an
//! edit after an undo grows a new branch beside the old one. Snapshots instead of inverse edits, because a filter is small
//! and a snapshot cannot be inverted wrongly.

use crate::filter::{Field, Filter};

/// What a revision did, to be named in messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// The file as it was opened.
    Opened,
    /// A new rule.
    Added,
    /// A copy of a rule.
    Duplicated,
    /// A rule taken away.
    Deleted,
    /// A rule moved.
    Moved,
    /// Allow and deny exchanged.
    Toggled,
    /// A field of a rule changed.
    Changed(Field),
    /// Several fields of a rule changed.
    Rewritten,
    /// A preset inserted, by its name.
    Preset(String),
    /// A proved fix.
    Fixed,
    /// An equal filter with fewer rules.
    Fitted,
    /// Copied rules put in.
    Pasted,
    /// Rules taken over from a pasted text.
    Imported,
    /// The text of all rules changed.
    Retyped,
}

/// A version of the filter.
#[derive(Debug, Clone)]
struct Revision {
    parent: Option<usize>,
    youngest: Option<usize>,
    filter: Filter,
    label: Label,
    row: usize,
}

/// The versions of one filter and where we stand among them.
#[derive(Debug, Clone)]
pub struct History {
    revisions: Vec<Revision>,
    current: usize,
    saved: Filter,
}

impl History {
    /// A history that begins with the filter as opened.
    pub fn new(filter: Filter) -> Self {
        let saved = filter.clone();
        let first = Revision { parent: None, youngest: None, filter, label: Label::Opened, row: 0 };
        Self { revisions: vec![first], current: 0, saved }
    }

    /// The filter as it stands.
    pub fn filter(&self) -> &Filter {
        // The list is never empty and `current` always points into it.
        self.revisions.get(self.current).map_or(&self.saved, |revision| &revision.filter)
    }

    /// Makes a version; `row` is where the selection stands in it. A version that says the same is not kept.
    pub fn commit(&mut self, filter: Filter, label: Label, row: usize) {
        if filter == *self.filter() {
            return;
        }
        let new = self.revisions.len();
        if let Some(parent) = self.revisions.get_mut(self.current) {
            parent.youngest = Some(new);
        }
        self.revisions.push(Revision { parent: Some(self.current), youngest: None, filter, label, row });
        self.current = new;
    }

    /// Steps back; the label of what was undone and the row it was about.
    pub fn undo(&mut self) -> Option<(Label, usize)> {
        let revision = self.revisions.get(self.current)?;
        self.current = revision.parent?;
        Some((revision.label.clone(), revision.row))
    }

    /// Steps forward again; the label of what was redone and the row it was about.
    pub fn redo(&mut self) -> Option<(Label, usize)> {
        self.current = self.revisions.get(self.current)?.youngest?;
        self.revisions.get(self.current).map(|revision| (revision.label.clone(), revision.row))
    }

    /// Whether there is a step back.
    pub fn can_undo(&self) -> bool {
        self.revisions.get(self.current).is_some_and(|revision| revision.parent.is_some())
    }

    /// Whether there is a step forward.
    pub fn can_redo(&self) -> bool {
        self.revisions.get(self.current).is_some_and(|revision| revision.youngest.is_some())
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
    pub fn mark_saved(&mut self, saved: Filter) {
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
        history.commit(named("c"), Label::Deleted, 2);
        assert_eq!(history.undo(), Some((Label::Deleted, 2)));
        assert_eq!(history.undo(), Some((Label::Added, 1)));
        assert_eq!(history.undo(), None);
        assert!(!history.modified());
        history.redo();
        history.commit(named("d"), Label::Moved, 0);
        assert!(!history.can_redo());
        history.mark_saved(history.filter().clone());
        history.undo();
        assert!(history.modified());
        assert_eq!(history.redo(), Some((Label::Moved, 0)));
        assert!(!history.modified());
    }

    #[test]
    fn a_version_that_says_the_same_is_no_step() {
        let mut history = History::new(named("a"));
        history.commit(named("a"), Label::Rewritten, 0);
        assert!(!history.can_undo());
    }
}
