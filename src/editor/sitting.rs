//! A lesson in hand as a session: from the rules that were kept to what is to be kept.

use super::lesson::Attempt;
use super::session::Session;
use crate::filter::{Change, Filter, changes};
use crate::formats::{Document, PLAIN};
use crate::lessons::SavedAttempt;

impl Attempt {
    /// A session with the rules to begin with.
    pub(super) fn into_session(self, force: bool) -> Session {
        let filter = Filter { rules: self.kept.clone(), ..self.lesson.start.clone() };
        let document = document(&filter);
        let mut session = Session::new(None, document, 0, self.lesson.profile.clone(), force);
        session.lesson = Some(Box::new(self));
        session.refresh();
        session
    }

    /// The edits that led to the session's present filter, those of earlier sittings included; at least as many as rules
    /// were touched, for one edit may be a whole text.
    pub(crate) fn edits(&self, session: &Session) -> usize {
        let changes = changes(&self.lesson.start, session.filter());
        let added = changes.iter().filter(|change| matches!(change, Change::Added(_))).count();
        (self.earlier_edits + session.open.history.depth()).max(added).max(changes.len() - added)
    }

    /// What is to be kept of it.
    pub(super) fn work(&self, session: &Session) -> SavedAttempt {
        SavedAttempt { rules: session.filter().rules.clone(), edits: self.edits(session), hints: self.hints }
    }
}

/// A file around the rules of a filter.
fn document(filter: &Filter) -> Document {
    let blank = Document::blank(PLAIN);
    let written = blank.write(0, filter).ok().and_then(|text| Document::read_as(PLAIN, &text).ok());
    written.unwrap_or(blank)
}
