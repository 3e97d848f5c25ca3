//! The course in lines: the list of lessons, a story, its goals, and what is left of it.

use crate::editor::lesson::Attempt;
use crate::editor::session::Session;
use crate::lang::Lang;
use crate::language::{self, lines as words};
use crate::lessons::{Failure, Goal};

/// What the lesson is called and what has happened.
pub(super) fn story(attempt: &Attempt, lang: Lang) -> Vec<String> {
    let lesson = &attempt.lesson;
    let heading = format!("{}: {}", language::lesson_number(attempt.place, lang), lesson.title.get(lang));
    std::iter::once(heading).chain(lesson.story.iter().flat_map(|page| paragraphs(page.get(lang)))).collect()
}

/// Each goal, whether it is met, and if not, why.
pub(super) fn goals(attempt: &Attempt, lang: Lang) -> Vec<String> {
    let line = |(number, (goal, check)): (usize, (&Goal, &Result<(), Failure>))| {
        let why = check.as_ref().err().map(|miss| language::miss(miss, lang));
        words::goal(number, goal.text.get(lang), why.as_deref(), lang)
    };
    (1..).zip(attempt.lesson.goals.iter().zip(&attempt.checks)).map(line).collect()
}

/// That the lesson is done, what to keep in mind, and where it can be read.
pub(super) fn recap(attempt: &Attempt, session: &Session, lang: Lang) -> Vec<String> {
    let lesson = &attempt.lesson;
    let done = language::lesson_done(attempt.edits(session), lesson.par, lang);
    let heading = format!("{}:", language::to_remember(lang));
    let remember = paragraphs(lesson.remember.get(lang));
    let sources = lesson.sources.iter().map(|source| words::source(source, lang));
    [done, heading].into_iter().chain(remember).chain(sources).chain([words::after_lesson(lang).to_owned()]).collect()
}

/// The lines of a text that say something.
fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned)
}
