//! Going through the rules that a search finds.

use super::{Editor, words};
use crate::language::typing;

/// Goes to the next rule found, or to the one before, around the ends.
pub(super) fn step(editor: &mut Editor, forward: bool) {
    let Some(session) = editor.session_mut() else { return };
    let (matches, row) = (session.matches(), session.row);
    let next = if forward {
        matches.iter().find(|found| **found > row).or(matches.first())
    } else {
        matches.iter().rev().find(|found| **found < row).or(matches.last())
    };
    session.row = next.copied().unwrap_or(row);
    tell(editor);
}

/// Ends a selection or else a search; whether there was one.
pub(super) fn end(editor: &mut Editor) -> bool {
    editor.session_mut().is_some_and(|session| session.anchor.take().is_some() || session.search.take().is_some())
}

/// Says which of the rules that were found is selected.
pub(super) fn tell(editor: &mut Editor) {
    let lang = editor.lang;
    let Some(session) = editor.session() else { return };
    let Some(search) = &session.search else { return };
    let matches = session.matches();
    let place = matches.iter().position(|row| *row == session.row);
    let text = words::found(search, place, matches.len(), lang);
    if matches.is_empty() {
        editor.complain(text);
    } else {
        let keys = typing::search_keys(editor.voice());
        editor.say(text + &keys);
    }
}
