//! The course: the list of lessons, and what is special about the editor inside of one.

use super::key::step;
use crate::editor::key::{Code, Key};
use crate::editor::lesson::Attempt;
use crate::editor::message::Command;
use crate::editor::popup::Popup;
use crate::editor::question::Question;
use crate::editor::save::Then;
use crate::editor::session::Session;
use crate::editor::words;
use crate::editor::{Editor, Place};

/// Lists the lessons, unless something must be asked first.
pub(in crate::editor) fn open_course(editor: &mut Editor) {
    if editor.session().is_some_and(Session::is_unsaved) {
        editor.popup = Some(Popup::Ask(Question::Leave(Then::Learn), 0));
    } else {
        list(editor);
    }
}

/// Lists the lessons; the first that is not done is selected.
pub(super) fn list(editor: &mut Editor) {
    let lessons = editor.course.lessons();
    let here = editor.session().and_then(|session| session.lesson.as_ref()).map(|attempt| attempt.place.0 - 1);
    let next = lessons.iter().position(|lesson| !editor.progress.is_done(&lesson.id));
    editor.popup = Some(Popup::Course(here.or(next).unwrap_or(0)));
}

pub(super) fn on_course_key(editor: &mut Editor, selected: usize, key: Key) -> Vec<Command> {
    let last = editor.course.lessons().len().saturating_sub(1);
    let selected = match (step(key), key.folded().code) {
        (Some(step), _) => selected.saturating_add_signed(step).min(last),
        (None, Code::Home | Code::Char('g')) => 0,
        (None, Code::End | Code::Char('G')) => last,
        (None, Code::Enter) => return go_to(editor, selected),
        (None, Code::Char('q')) => return Vec::new(),
        _ => selected,
    };
    editor.popup = Some(Popup::Course(selected));
    Vec::new()
}

/// Begins a lesson of the list (0-based), unless something would be lost: then that is asked about.
pub(super) fn choose(editor: &mut Editor, at: usize) -> Vec<Command> {
    open_course(editor);
    if !matches!(editor.popup, Some(Popup::Course(_))) {
        return Vec::new();
    }
    go_to(editor, at)
}

/// Begins a lesson of the list (0-based); whatever would be lost has been asked about.
fn go_to(editor: &mut Editor, at: usize) -> Vec<Command> {
    begin(editor, at);
    vec![Command::Attend { location: None, version: None }]
}

/// Opens a lesson by its name; `false` if there is none of this name.
pub(in crate::editor) fn open(editor: &mut Editor, id: &str) -> bool {
    let at = editor.course.lessons().iter().position(|lesson| lesson.id == id);
    at.is_some_and(|at| begin(editor, at))
}

/// Opens the lesson at this place (0-based), with its story.
fn begin(editor: &mut Editor, at: usize) -> bool {
    let lessons = editor.course.lessons();
    let Some(lesson) = lessons.get(at) else { return false };
    let attempt = Attempt::new(lesson, (at + 1, lessons.len()), &editor.progress);
    let goes_on = editor.progress.work(&lesson.id).is_some();
    editor.enter(attempt.into_session(editor.force));
    editor.popup = Some(Popup::Story(0, 0));
    if goes_on {
        let text = words::lesson_goes_on(&editor.keymap, editor.lang);
        editor.say(text);
    }
    true
}

/// Asks the goals again; what is to be kept, if something has changed.
pub(in crate::editor) fn tick(editor: &mut Editor) -> Option<Command> {
    let Place::Rules(session) = &mut editor.place else { return None };
    let mut attempt = session.lesson.take()?;
    attempt.checks = attempt.lesson.check(session.shown());
    let committed = session.preview.is_none() && session.draft.is_none();
    let newly_done = committed && !attempt.is_done && attempt.checks.iter().all(Result::is_ok);
    let moved_on = session.filter().rules != attempt.kept;
    let known_hints = editor.progress.work(&attempt.lesson.id).map_or(0, |work| work.hints);
    let keep = newly_done || moved_on || (!attempt.is_done && attempt.hints != known_hints);
    if keep {
        attempt.kept = session.filter().rules.clone();
        let id = attempt.lesson.id.clone();
        if newly_done {
            attempt.is_done = true;
            editor.progress.done(&id, attempt.edits(session));
        }
        let begun = attempt.kept != attempt.lesson.start.rules || attempt.hints > 0;
        let work = (begun && !attempt.is_done).then(|| attempt.work(session));
        editor.progress.keep(&id, work);
    }
    let pages = attempt.lesson.story.len();
    session.lesson = Some(attempt);
    if newly_done && editor.popup.is_none() {
        editor.popup = Some(Popup::Story(pages, 0));
    }
    keep.then(|| Command::KeepProgress(editor.progress.clone()))
}

/// Opens the story, at what is to be remembered once the lesson is done.
pub(in crate::editor) fn open_story(editor: &mut Editor) {
    let Some(attempt) = attempt(editor) else { return };
    let page = if attempt.is_done { attempt.lesson.story.len() } else { 0 };
    editor.popup = Some(Popup::Story(page, 0));
}

/// Enter and space turn the page, and behind the last one the work begins; up and down scroll.
pub(super) fn on_story_key(editor: &mut Editor, (page, scroll): (usize, usize), key: Key) -> Vec<Command> {
    let Some(attempt) = attempt(editor) else { return Vec::new() };
    let last = attempt.last_page();
    let turned = match key.folded().code {
        Code::Char('n') if attempt.is_done => return next(editor),
        Code::Enter | Code::Char(' ' | 'l') | Code::Right if page < last => page + 1,
        Code::Enter | Code::Char(' ' | 'q') => return Vec::new(),
        Code::Left | Code::Backspace => page.saturating_sub(1),
        Code::Char('h') => {
            hint(editor);
            return Vec::new();
        }
        _ => page,
    };
    let scroll = if turned == page { scrolled(scroll, key) } else { 0 };
    editor.popup = Some(Popup::Story(turned, scroll));
    Vec::new()
}

/// How far a text is scrolled after a key. No text here is longer than two screens.
pub(super) fn scrolled(scroll: usize, key: Key) -> usize {
    const MOST: usize = 60;
    step(key).map_or(scroll, |step| scroll.saturating_add_signed(step).min(MOST))
}

/// Shows the hints so far, and one more if they are open already or none was shown yet.
pub(in crate::editor) fn hint(editor: &mut Editor) {
    let Some(attempt) = attempt_mut(editor) else { return };
    if attempt.hints == 0 {
        attempt.hints = 1.min(attempt.lesson.hints.len());
    }
    editor.popup = Some(Popup::Hints);
}

pub(super) fn on_hints_key(editor: &mut Editor, key: Key) {
    match key.folded().code {
        Code::Char('h') => one_more_hint(editor),
        Code::Enter | Code::Char(' ' | 'q') => return,
        _ => {}
    }
    editor.popup = Some(Popup::Hints);
}

pub(super) fn one_more_hint(editor: &mut Editor) {
    if let Some(attempt) = attempt_mut(editor) {
        attempt.hints = (attempt.hints + 1).min(attempt.lesson.hints.len());
    }
}

/// Goes to the next lesson that is not done, else to the list.
pub(in crate::editor) fn next(editor: &mut Editor) -> Vec<Command> {
    let Some(place) = attempt(editor).map(|attempt| attempt.place.0) else { return Vec::new() };
    let lessons = editor.course.lessons();
    let undone = |at: &usize| lessons.get(*at).is_some_and(|lesson| !editor.progress.is_done(&lesson.id));
    match (place..lessons.len()).chain(0..place).find(undone) {
        Some(at) => {
            begin(editor, at);
        }
        None => {
            open_course(editor);
            let text = words::course_done(editor.lang);
            editor.say(text);
        }
    }
    Vec::new()
}

/// Asks whether to begin again, if there is something to lose.
pub(in crate::editor) fn ask_to_restart(editor: &mut Editor) -> Vec<Command> {
    let Some(session) = editor.session() else { return Vec::new() };
    let touched = attempt(editor).is_some_and(|attempt| attempt.edits(session) > 0);
    if touched {
        editor.popup = Some(Popup::Ask(Question::StartOver, 0));
        return Vec::new();
    }
    restart(editor)
}

/// Begins the lesson again from its start. The edits count from zero.
pub(super) fn restart(editor: &mut Editor) -> Vec<Command> {
    let Some((id, place)) = attempt(editor).map(|attempt| (attempt.lesson.id.clone(), attempt.place.0)) else {
        return Vec::new();
    };
    editor.progress.keep(&id, None);
    begin(editor, place - 1);
    vec![Command::KeepProgress(editor.progress.clone())]
}

fn attempt(editor: &Editor) -> Option<&Attempt> {
    editor.session()?.lesson.as_deref()
}

fn attempt_mut(editor: &mut Editor) -> Option<&mut Attempt> {
    editor.session_mut()?.lesson.as_deref_mut()
}
