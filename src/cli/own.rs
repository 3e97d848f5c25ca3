//! Files of the person's own: lessons, presets, and how far they have come.

use crate::access::ReadError;
use crate::lang::Lang;
use crate::language::{self, commands};
use crate::lessons::{Course, Progress};
use crate::store;
use std::path::PathBuf;

/// The texts of a person's files, by name; why others cannot be read goes to the problems.
pub(super) fn readable(
    files: Vec<(PathBuf, Result<String, ReadError>)>,
    problems: &mut Vec<String>,
    lang: Lang,
) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for (path, result) in files {
        let name = path.to_string_lossy().into_owned();
        match result {
            Ok(text) => texts.push((name, text)),
            Err(error) => problems.push(format!("{name}: {}", language::read_error(&error, lang))),
        }
    }
    texts
}

/// The lessons, the person's own among them, and what is wrong with those.
pub(super) fn course(lang: Lang) -> (Course, Vec<String>) {
    let mut notices = Vec::new();
    let texts = readable(store::user_lessons(), &mut notices, lang);
    let (course, problems) = Course::with_user_files(texts);
    notices.extend(problems.iter().map(|problem| language::lesson_problem(problem, lang)));
    (course, notices)
}

/// How far the person has come; what is odd about it goes to the notices.
pub(super) fn progress(lang: Lang, notices: &mut Vec<String>) -> Progress {
    let Some(file) = store::progress_file() else { return Progress::default() };
    match store::recall_progress(&file) {
        Ok((progress, None)) => progress,
        Ok((progress, Some(aside))) => {
            notices.push(commands::progress_set_aside(&file.display(), &aside.display(), lang));
            progress
        }
        Err(error) => {
            notices.push(format!("{}: {}", file.display(), language::read_error(&error, lang)));
            Progress::default()
        }
    }
}
