//! What is done about findings.

use crate::editor::Editor;
use crate::editor::history::Label;
use crate::editor::message::Effect;
use crate::editor::popups::finding::Explanation;
use crate::editor::popups::{answer, lists};
use crate::editor::profile::remember;
use crate::editor::session::Session;
use crate::filter::Edit;
use crate::language::{self, Reason, grammar, notices};
use crate::report::Finding;

pub(super) fn has_finding(_: &Editor, session: &Session) -> Result<(), Reason> {
    let has_one = session.login_comes_first() || session.selected_finding().is_some();
    has_one.then_some(()).ok_or(Reason::NoFinding)
}

pub(super) fn has_dismissed(_: &Editor, session: &Session) -> Result<(), Reason> {
    if session.open.dismissed.is_empty() { Err(Reason::NothingDismissed) } else { Ok(()) }
}

pub(super) fn is_answered(_: &Editor, session: &Session) -> Result<(), Reason> {
    if session.is_waiting() { Err(Reason::Waiting) } else { Ok(()) }
}

/// In a lesson the repair is the reader's to find.
pub(super) fn has_fix(_: &Editor, session: &Session) -> Result<(), Reason> {
    if session.lesson.is_some() {
        return Err(Reason::InLesson);
    }
    let finding = told_first(session)?;
    (finding.fix.is_some() || finding.question().is_some()).then_some(()).ok_or(Reason::NoFix)
}

/// What is told first must be what is hidden.
pub(super) fn can_dismiss(_: &Editor, session: &Session) -> Result<(), Reason> {
    told_first(session).map(|_| ())
}

/// The selected finding, unless a lost login is told before it.
fn told_first(session: &Session) -> Result<&Finding, Reason> {
    if session.login_comes_first() {
        return Err(Reason::LoginFirst);
    }
    session.selected_finding().ok_or(Reason::NoFinding)
}

pub(super) fn can_repair(editor: &Editor, session: &Session) -> Result<(), Reason> {
    if session.lesson.is_some() {
        return Err(Reason::InLesson);
    }
    is_answered(editor, session)?;
    (session.can_repair() || session.asks()).then_some(()).ok_or(Reason::NothingToRepair)
}

/// Selects another finding, around the ends.
pub(super) fn go(editor: &mut Editor, step: isize) {
    if let Some(session) = editor.session_mut() {
        session.select_finding(step);
    }
}

/// Explains what the details tell first.
pub(super) fn explain(editor: &mut Editor) {
    if editor.session().is_some_and(Session::login_comes_first) {
        lists::open_at(editor, 0);
        return;
    }
    editor.open_popup(Explanation::default());
}

/// Applies the proved fix of the selected finding and selects the rule it touched first.
pub(super) fn fix(editor: &mut Editor) {
    let lang = editor.lang;
    let Some(session) = editor.session_mut() else { return };
    let Some(fix) = session.selected_finding().and_then(|finding| finding.fix.clone()) else {
        answer::open(editor);
        return;
    };
    let row = fix.edit.steps().first().map_or(session.cursor.row, |step| match step {
        Edit::Insert { at, .. } | Edit::Remove { at } | Edit::Replace { at, .. } => *at,
        Edit::Move { to, .. } => *to,
        Edit::Batch(_) => session.cursor.row,
    });
    session.commit(&fix.edit, Label::Fixed, row);
    let left = session.unrepairable().map(|left| notices::nothing_left(left, editor.voice()));
    // That it is the end comes first: a narrow screen cuts the rest.
    let fixed = notices::fixed(&language::edit(&fix.edit, lang), lang);
    let said: Vec<String> = left.into_iter().chain([fixed]).collect();
    editor.say(said.join(grammar::gap(lang)));
}

/// Hides the selected finding, and remembers that for a file.
pub(super) fn dismiss(editor: &mut Editor) -> Vec<Effect> {
    if let Some(session) = editor.session_mut() {
        session.dismiss();
    }
    editor.say(notices::dismissed(editor.voice()));
    remember(editor)
}

/// Shows every dismissed finding again.
pub(super) fn restore(editor: &mut Editor) -> Vec<Effect> {
    let lang = editor.lang;
    if let Some(session) = editor.session_mut() {
        let count = std::mem::take(&mut session.open.dismissed).len();
        editor.say(notices::restored(count, lang));
    }
    remember(editor)
}
