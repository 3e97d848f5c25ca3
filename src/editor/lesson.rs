//! A lesson in hand: the real editor with goals above the rules.

use super::session::Session;
use crate::filter::{Change, Filter, Rule, changes};
use crate::formats::{Document, PLAIN};
use crate::lessons::{Lesson, Miss, Progress, Work};

/// A person's attempt at a lesson.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The lesson.
    pub lesson: Lesson,
    /// Where it stands in the course (1-based), and how many lessons there are.
    pub place: (usize, usize),
    /// Which goals the filter on the screen reaches, and what it does instead.
    pub checks: Vec<Result<(), Miss>>,
    /// How many hints were asked for.
    pub hints: usize,
    /// Whether the committed filter has reached every goal.
    pub is_done: bool,
    /// Edits of earlier sittings.
    pub(super) earlier_edits: usize,
    /// The rules that were kept last.
    pub(super) kept: Vec<Rule>,
}

impl Attempt {
    /// Begins where the person left off, else from the start of the lesson.
    pub(super) fn new(lesson: &Lesson, place: (usize, usize), progress: &Progress) -> Self {
        let work = progress.work(&lesson.id);
        let kept = work.map_or_else(|| lesson.start.rules.clone(), |work| work.rules.clone());
        Self {
            place,
            checks: Vec::new(),
            hints: work.map_or(0, |work| work.hints.min(lesson.hints.len())),
            is_done: false,
            earlier_edits: work.map_or(0, |work| work.edits),
            kept,
            lesson: lesson.clone(),
        }
    }

    /// A session with the rules to begin with.
    pub(super) fn into_session(self, force: bool) -> Session {
        let filter = Filter { rules: self.kept.clone(), ..self.lesson.start.clone() };
        let document = document(&filter);
        let mut session = Session::new(None, document, 0, self.lesson.profile.clone(), force);
        session.lesson = Some(Box::new(self));
        session.refresh();
        session
    }

    /// How many goals the filter on the screen reaches.
    pub fn reached(&self) -> usize {
        self.checks.iter().filter(|check| check.is_ok()).count()
    }

    /// The first goal that is not reached (0-based), and why.
    pub fn first_miss(&self) -> Option<(usize, &Miss)> {
        self.checks.iter().enumerate().find_map(|(index, check)| Some((index, check.as_ref().err()?)))
    }

    /// The hints that were asked for.
    pub fn shown_hints(&self) -> impl Iterator<Item = &crate::lang::Phrase> {
        self.lesson.hints.iter().take(self.hints)
    }

    /// The edits that led to the session's present filter, those of earlier sittings included; at least as many as rules
    /// were touched, for one edit may be a whole text.
    pub fn edits(&self, session: &Session) -> usize {
        let changes = changes(&self.lesson.start, session.filter());
        let added = changes.iter().filter(|change| matches!(change, Change::Added(_))).count();
        (self.earlier_edits + session.history.depth()).max(added).max(changes.len() - added)
    }

    /// The last page there is to read: of the story, or what to remember once all is done.
    pub fn last_page(&self) -> usize {
        self.lesson.story.len() - usize::from(!self.is_done && !self.lesson.story.is_empty())
    }

    /// What is to be kept of it.
    pub(super) fn work(&self, session: &Session) -> Work {
        Work { rules: session.filter().rules.clone(), edits: self.edits(session), hints: self.hints }
    }
}

/// A file around the rules of a filter.
fn document(filter: &Filter) -> Document {
    let blank = Document::blank(PLAIN);
    let written = blank.write(0, filter).ok().and_then(|text| Document::read_as(PLAIN, &text).ok());
    written.unwrap_or(blank)
}
