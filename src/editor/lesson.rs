//! A lesson in hand: the real editor with goals above the rules.

use crate::filter::Rule;
use crate::lessons::{Failure, Lesson, Progress};

/// A person's attempt at a lesson.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The lesson.
    pub lesson: Lesson,
    /// Where it stands in the course (1-based), and how many lessons there are.
    pub(crate) place: (usize, usize),
    /// Which goals the filter on the screen reaches, and what it does instead.
    pub(crate) checks: Vec<Result<(), Failure>>,
    /// How many hints were asked for.
    pub(crate) hints: usize,
    /// Whether the committed filter has reached every goal.
    pub is_done: bool,
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

    /// How many goals the filter on the screen reaches.
    pub(crate) fn reached(&self) -> usize {
        self.checks.iter().filter(|check| check.is_ok()).count()
    }

    /// The first goal that is not reached (0-based), and why.
    pub(crate) fn first_miss(&self) -> Option<(usize, &Failure)> {
        self.checks.iter().enumerate().find_map(|(index, check)| Some((index, check.as_ref().err()?)))
    }

    /// The hints that were asked for.
    pub(super) fn shown_hints(&self) -> impl Iterator<Item = &crate::lang::Phrase> {
        self.lesson.hints.iter().take(self.hints)
    }

    /// The last page there is to read: of the story, or what to remember once all is done.
    pub(super) fn last_page(&self) -> usize {
        self.lesson.story.len() - usize::from(!self.is_done && !self.lesson.story.is_empty())
    }
}
