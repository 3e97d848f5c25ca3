//! The course in lines: the list of lessons, a story, its goals, and what is left of it.

use crate::editor::Editor;
use crate::editor::lesson::Attempt;
use crate::editor::session::Session;
use crate::lang::{Lang, Phrase};
use crate::language::{self, lines as words};
use crate::lessons::{Goal, Lesson, Miss, Term};

/// Every lesson with what is known about it.
pub(super) fn lessons(editor: &Editor) -> Vec<String> {
    let (lang, progress, all) = (editor.lang, &editor.progress, editor.course.lessons());
    let done = all.iter().filter(|lesson| progress.is_done(&lesson.id)).count();
    let line = |(number, lesson): (usize, &Lesson)| {
        let state = language::lesson_state(lesson, progress, lang);
        words::lesson(number, &lesson.id, lesson.title.get(lang), progress.is_done(&lesson.id), &state, lang)
    };
    let heading = language::course_heading(done, all.len(), lang);
    std::iter::once(heading).chain((1..).zip(all).map(line)).collect()
}

/// What the lesson is called and what has happened.
pub(super) fn story(attempt: &Attempt, lang: Lang) -> Vec<String> {
    let lesson = &attempt.lesson;
    let heading = format!("{}: {}", language::lesson_number(attempt.place, lang), lesson.title.get(lang));
    std::iter::once(heading).chain(lesson.story.iter().flat_map(|page| paragraphs(page.get(lang)))).collect()
}

/// Each goal, whether it is met, and if not, why.
pub(super) fn goals(attempt: &Attempt, lang: Lang) -> Vec<String> {
    let line = |(number, (goal, check)): (usize, (&Goal, &Result<(), Miss>))| {
        let why = check.as_ref().err().map(|miss| language::miss(miss, lang));
        words::goal(number, goal.text.get(lang), why.as_deref(), lang)
    };
    (1..).zip(attempt.lesson.goals.iter().zip(&attempt.checks)).map(line).collect()
}

/// The hints that were asked for.
pub(super) fn hints(attempt: &Attempt, lang: Lang) -> Vec<String> {
    let all = attempt.lesson.hints.len();
    let hint = |(number, hint): (usize, &Phrase)| {
        format!("{}: {}", language::hint_heading(number, all, lang), one_line(hint.get(lang)))
    };
    (1..).zip(attempt.shown_hints()).map(hint).collect()
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

/// What words mean: the best one in full and the names of the others, or all names where none is asked for.
pub(super) fn terms(query: &str, editor: &Editor) -> Vec<String> {
    let lang = editor.lang;
    let found = editor.glossary.search(query);
    let names = |terms: &[&Term]| language::list(terms.iter().map(|term| term.name.get(lang)), lang);
    match found[..] {
        [] => vec![words::no_word(query, lang)],
        _ if query.is_empty() => found.iter().map(|term| term.name.get(lang).to_owned()).collect(),
        [term, ref others @ ..] => {
            let related: Vec<&Term> = term.see.iter().filter_map(|id| editor.glossary.find(id)).collect();
            let meaning = std::iter::once(format!("{}: {}", term.name.get(lang), one_line(term.explanation.get(lang))));
            let source = term.source.iter().map(|source| words::source(source, lang));
            let see = (!related.is_empty()).then(|| words::see(&names(&related), lang));
            let also = (!others.is_empty()).then(|| words::also(&names(others), lang));
            meaning.chain(source).chain(see).chain(also).collect()
        }
    }
}

/// The lines of a text that say something.
fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned)
}

fn one_line(text: &str) -> String {
    paragraphs(text).collect::<Vec<_>>().join(" ")
}
