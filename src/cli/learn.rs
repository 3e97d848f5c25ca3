//! `learn`: the lessons, in the editor or, where there is no terminal, as a list.

pub mod prove;

use super::arguments::Learn;
use super::edit::{self, Beginning};
use super::own;
use super::streams::{Form, UNUSABLE, complain, print};
use crate::lang::Lang;
use crate::language::{self, commands};
use crate::lessons::{Course, Glossary};
use crate::store;
use crate::text::visible;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(what: &Learn, plain: bool, lang: Lang) -> ExitCode {
    let interactive = plain || io::stdin().is_terminal() && io::stdout().is_terminal();
    let written = match what {
        Learn::List if !interactive => print(&list(lang), Form::Text),
        Learn::Words if !interactive => print(&glossary(lang), Form::Text),
        Learn::List => return edit::begin(lang, Beginning::Course, plain),
        Learn::Words => return edit::begin(lang, Beginning::Words, plain),
        Learn::Lesson(id) => {
            let (course, problems) = own::course(lang);
            if course.find(id).is_none() {
                problems.iter().for_each(|problem| complain(problem));
                let known: Vec<&str> = course.lessons().iter().map(|lesson| lesson.id.as_str()).collect();
                complain(&commands::no_such_lesson(id, &known.join(", "), lang));
                return ExitCode::from(UNUSABLE);
            }
            return edit::begin(lang, Beginning::Lesson(id.clone()), plain);
        }
        Learn::Reset => return reset(lang),
        Learn::Check(directory) => return check(directory, lang),
    };
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(UNUSABLE)
        }
    }
}

fn list(lang: Lang) -> String {
    let (course, mut notices) = own::course(lang);
    let progress = own::progress(lang, &mut notices);
    notices.iter().for_each(|notice| complain(notice));
    let line = |(number, lesson): (usize, &crate::lessons::Lesson)| {
        let mark = if progress.is_done(&lesson.id) { "x" } else { " " };
        format!("[{mark}] {number:>2} {:<20} {}\n", lesson.id, visible(lesson.title.get(lang)))
    };
    (1..).zip(course.lessons()).map(line).collect()
}

fn glossary(lang: Lang) -> String {
    let glossary = Glossary::embedded();
    let entry = |term: &crate::lessons::Term| {
        let source = term.source.iter().map(|source| format!("  {source}\n")).collect::<String>();
        format!("{}\n  {}\n{source}", term.name.get(lang), term.explanation.get(lang))
    };
    glossary.terms().iter().map(entry).collect::<Vec<_>>().join("\n")
}

fn reset(lang: Lang) -> ExitCode {
    let Some(file) = store::progress_file() else { return ExitCode::SUCCESS };
    match store::forget_progress(&file)
        .map(|()| print(&format!("{}\n", commands::progress_forgotten(lang)), Form::Text))
    {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("{}: {}", file.display(), language::save_error(&error, lang)));
            ExitCode::from(UNUSABLE)
        }
    }
}

/// Proves every lesson of a directory: 0 if all of them keep what they promise, 1 if not.
fn check(directory: &Path, lang: Lang) -> ExitCode {
    let mut wrong = Vec::new();
    let texts = own::readable(store::texts_in(directory), &mut wrong, lang);
    if texts.is_empty() && wrong.is_empty() {
        complain(&commands::no_lessons_in(&directory.display(), lang));
        return ExitCode::from(UNUSABLE);
    }
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (course, problems) = Course::of_files(&files);
    wrong.extend(problems.iter().map(|problem| language::lesson_problem(problem, lang)));
    for lesson in course.lessons() {
        let flaws = prove::prove(lesson);
        wrong.extend(flaws.iter().map(|flaw| format!("{}: {}", lesson.id, language::flaw(flaw, lang))));
    }
    wrong.iter().for_each(|sentence| complain(sentence));
    if wrong.is_empty() {
        let _nobody_listens =
            print(&format!("{}\n", commands::lessons_proved(course.lessons().len(), lang)), Form::Text);
        return ExitCode::SUCCESS;
    }
    ExitCode::from(1)
}
