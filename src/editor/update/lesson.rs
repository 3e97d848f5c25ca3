//! The course: the list of lessons, and what is special about the editor inside of one.

use crate::editor::lesson::Attempt;
use crate::editor::message::Effect;
use crate::editor::popups::ask::ask;
use crate::editor::popups::{course, story};
use crate::editor::question::Question;
use crate::editor::save::Then;
use crate::editor::session::Session;
use crate::editor::{Editor, Main};
use crate::language::notices;

/// Lists the lessons, unless something must be asked first.
pub(in crate::editor) fn open_course(editor: &mut Editor) {
    if editor.session().is_some_and(Session::is_unsaved) {
        ask(editor, Question::Leave(Then::Learn));
    } else {
        course::open(editor);
    }
}

/// Begins a lesson of the list (0-based), unless something would be lost: then that is asked about.
pub(super) fn choose(editor: &mut Editor, at: usize) -> Vec<Effect> {
    if editor.session().is_some_and(Session::is_unsaved) {
        open_course(editor);
        return Vec::new();
    }
    go_to(editor, at)
}

/// Begins a lesson of the list (0-based); whatever would be lost has been asked about.
pub(super) fn go_to(editor: &mut Editor, at: usize) -> Vec<Effect> {
    begin(editor, at);
    vec![Effect::SetSubject { location: None, version: None }]
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
    story::open(editor);
    if goes_on {
        editor.say(notices::lesson_goes_on(editor.voice()));
    }
    true
}

/// Asks the goals again; what is to be kept, if something has changed.
pub(in crate::editor) fn tick(editor: &mut Editor) -> Option<Effect> {
    let Main::Rules(session) = &mut editor.place else { return None };
    let mut attempt = session.lesson.take()?;
    attempt.checks = attempt.lesson.check(session.shown());
    let committed = session.live.preview.is_none() && session.mode.draft().is_none();
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
    session.lesson = Some(attempt);
    if newly_done && editor.popup.is_none() {
        story::open(editor);
    }
    keep.then(|| Effect::KeepProgress(editor.progress.clone()))
}

/// Goes to the next lesson that is not done, else to the list.
pub(in crate::editor) fn next(editor: &mut Editor) -> Vec<Effect> {
    let Some(place) = attempt(editor).map(|attempt| attempt.place.0) else { return Vec::new() };
    let lessons = editor.course.lessons();
    let undone = |at: &usize| lessons.get(*at).is_some_and(|lesson| !editor.progress.is_done(&lesson.id));
    match (place..lessons.len()).chain(0..place).find(undone) {
        Some(at) => {
            begin(editor, at);
        }
        None => {
            open_course(editor);
            editor.say(notices::course_done(editor.lang));
        }
    }
    Vec::new()
}

/// Asks whether to begin again, if there is something to lose.
pub(in crate::editor) fn ask_to_restart(editor: &mut Editor) -> Vec<Effect> {
    let Some(session) = editor.session() else { return Vec::new() };
    let touched = attempt(editor).is_some_and(|attempt| attempt.edits(session) > 0);
    if touched {
        ask(editor, Question::StartOver);
        return Vec::new();
    }
    restart(editor)
}

/// Begins the lesson again from its start. The edits count from zero.
pub(super) fn restart(editor: &mut Editor) -> Vec<Effect> {
    let Some((id, place)) = attempt(editor).map(|attempt| (attempt.lesson.id.clone(), attempt.place.0)) else {
        return Vec::new();
    };
    editor.progress.keep(&id, None);
    begin(editor, place - 1);
    vec![Effect::KeepProgress(editor.progress.clone())]
}

fn attempt(editor: &Editor) -> Option<&Attempt> {
    editor.session()?.lesson.as_deref()
}
