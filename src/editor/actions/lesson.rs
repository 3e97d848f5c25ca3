//! When the actions of a lesson can be done.

use crate::editor::Editor;
use crate::editor::session::Session;
use crate::language::Reason;

pub(super) fn in_lesson(_: &Editor, session: &Session) -> Result<(), Reason> {
    session.lesson.as_ref().map(|_| ()).ok_or(Reason::NoLesson)
}

pub(super) fn is_done(_: &Editor, session: &Session) -> Result<(), Reason> {
    let attempt = session.lesson.as_ref().ok_or(Reason::NoLesson)?;
    attempt.is_done.then_some(()).ok_or(Reason::NotDone)
}
