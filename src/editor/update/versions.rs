//! The list of versions: the table shows the selected one, the panel what it would change, Enter goes there.

use super::key::step;
use crate::editor::Editor;
use crate::editor::key::{Code, Key};
use crate::editor::message::Command;
use crate::editor::popup::Popup;
use crate::editor::words;

pub(in crate::editor) fn open(editor: &mut Editor) {
    let current = editor.session().map(|session| session.history.current());
    editor.popup = current.map(Popup::History);
}

/// The latest version stands at the top.
pub(super) fn on_key(editor: &mut Editor, selected: usize, key: Key) -> Vec<Command> {
    let Some(session) = editor.session_mut() else { return Vec::new() };
    let last = session.history.revisions().len().saturating_sub(1);
    let selected = match (step(key), key.folded().code) {
        (Some(step), _) => selected.saturating_add_signed(-step).min(last),
        (None, Code::Home | Code::Char('g')) => last,
        (None, Code::End | Code::Char('G')) => 0,
        (None, Code::Enter) => {
            go(editor, selected);
            return Vec::new();
        }
        _ => selected,
    };
    select(editor, selected);
    Vec::new()
}

pub(super) fn select(editor: &mut Editor, selected: usize) {
    editor.popup = Some(Popup::History(selected));
    let Some(session) = editor.session_mut() else { return };
    let revision = session.history.revisions().get(selected);
    let shown = revision.filter(|_| selected != session.history.current()).map(|revision| revision.filter.clone());
    if session.preview.as_ref().map(|preview| &preview.filter) != shown.as_ref() {
        session.preview(shown);
    }
}

fn go(editor: &mut Editor, to: usize) {
    let lang = editor.lang;
    let Some(session) = editor.session_mut() else { return };
    session.history.go(to);
    let revision = session.history.revisions().get(to);
    let named = revision.map(|revision| (revision.row, words::label(&revision.label, lang)));
    let (row, what) = named.unwrap_or_default();
    session.row = row;
    session.refresh();
    editor.say(words::went_to(to + 1, &what, lang));
}
