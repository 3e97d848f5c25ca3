//! The course: lessons in which a newcomer repairs real mistakes in the real editor, and the glossary beside it.
//!
//! A lesson is data, not code: a story, a filter with a mistake in it, and goals. A goal is a predicate on what the filter
//! *does*, never on how it is written, so that every good repair is one. What the filter still does wrong comes back as a
//! [`Failure`], with a packet and the rule that decides it.
//!
//! The lessons under `assets/lessons/` are embedded; a person may join files of the same format. Nothing is half loaded: a
//! lesson with a problem is left out and every problem is named with its place.

mod check;
mod glossary;
mod goal;
mod lesson;
mod problem;
mod progress;
mod prove;
mod read;

pub use glossary::{Glossary, Term};
pub use goal::{Failure, Goal, Predicate};
pub use lesson::{Lesson, WrongRepair};
pub use problem::LessonProblemKind;
pub use progress::{Progress, SavedAttempt};
pub use prove::{LessonText, ProofProblem};

pub(crate) use problem::LessonProblem;
pub(crate) use progress::Record;
pub(crate) use prove::flaws;

use crate::data::DataFault;
use std::collections::BTreeSet;

/// A lesson file and its text.
macro_rules! embedded {
    ($name:literal) => {
        ($name, include_str!(concat!("../assets/lessons/", $name)))
    };
}

/// The embedded lessons, in the order of the course.
const EMBEDDED: [(&str, &str); 13] = [
    embedded!("01-default-allow.toml"),
    embedded!("02-dhcp.toml"),
    embedded!("03-tcp-replies.toml"),
    embedded!("04-dns.toml"),
    embedded!("05-ntp.toml"),
    embedded!("06-icmp.toml"),
    embedded!("07-fragments.toml"),
    embedded!("08-order.toml"),
    embedded!("09-bare-zero.toml"),
    embedded!("10-return-range.toml"),
    embedded!("11-own-branch.toml"),
    embedded!("12-security-group.toml"),
    embedded!("13-exam.toml"),
];

/// All lessons, in the order to take them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Course {
    lessons: Vec<Lesson>,
}

impl Course {
    /// The lessons that come with the program. (A test holds that none of them is left out.)
    pub fn embedded() -> Self {
        Self::default().joined(&EMBEDDED).0
    }

    /// The embedded lessons, then a person's own, given as file name and text, in the order of the names. A lesson with
    /// the id of an embedded one takes its place.
    pub(crate) fn with_user_files(mut files: Vec<(String, String)>) -> (Self, Vec<LessonProblem>) {
        files.sort();
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        Self::embedded().joined(&files)
    }

    /// Only these files, none of the embedded lessons.
    pub fn of_files(files: &[(&str, &str)]) -> (Self, Vec<LessonProblem>) {
        Self::default().joined(files)
    }

    pub(crate) fn of(lessons: Vec<Lesson>) -> Self {
        Self { lessons }
    }

    /// Every lesson.
    pub fn lessons(&self) -> &[Lesson] {
        &self.lessons
    }

    /// The lesson with an id.
    pub fn find(&self, id: &str) -> Option<&Lesson> {
        self.lessons.iter().find(|lesson| lesson.id == id)
    }

    fn joined(mut self, files: &[(&str, &str)]) -> (Self, Vec<LessonProblem>) {
        let mut problems = Vec::new();
        let mut ids = BTreeSet::new();
        for (name, text) in files {
            let Some((place, lesson)) = read::file(name, text, &mut problems) else { continue };
            if !ids.insert(lesson.id.clone()) {
                problems.push(place.at("id").problem(DataFault::DuplicateId));
                continue;
            }
            match self.lessons.iter_mut().find(|other| other.id == lesson.id) {
                Some(other) => *other = lesson,
                None => self.lessons.push(lesson),
            }
        }
        (self, problems)
    }
}

#[cfg(test)]
mod tests;
