//! The name and the description of the open filter, where its file has a place for them.

use super::Editor;
use super::history::Label;
use super::session::Session;
use crate::filter::FilterText;
use crate::language::{notices, refusals};

/// Those that the open file has a place for.
pub(crate) fn places(session: &Session) -> Vec<FilterText> {
    session.open.document.texts(session.open.index)
}

/// A version with these texts; whether that is another one.
pub(super) fn commit(editor: &mut Editor, texts: &[(FilterText, String)]) -> bool {
    let Some(session) = editor.session_mut() else { return false };
    let mut filter = session.filter().clone();
    texts.iter().for_each(|(which, text)| which.put(&mut filter, text));
    if filter == *session.filter() {
        return false;
    }
    let row = session.cursor.row;
    session.open.history.commit(filter, Label::Named, row);
    session.refresh();
    editor.say(notices::named(editor.voice()));
    true
}

/// One of them, as a line gives it.
pub(super) fn set(editor: &mut Editor, which: FilterText, text: &str) {
    match editor.session() {
        Some(session) if places(session).contains(&which) => _ = commit(editor, &[(which, text.to_owned())]),
        _ => editor.complain(refusals::no_place_for_texts(editor.voice())),
    }
}
