//! Searching: what is typed behind `/` selects the next rule it finds at once, and Esc goes back to where it began.

use crate::editor::key::{Code, Key};
use crate::editor::popup::Popup;
use crate::editor::search::Search;
use crate::editor::words;
use crate::editor::{Editor, Line};

pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    editor.popup = Some(Popup::Search(Line::new(""), session.row));
}

pub(super) fn on_key(editor: &mut Editor, mut line: Line, from: usize, key: Key) {
    match key.code {
        Code::Enter => {
            if line.text().trim().is_empty() {
                return give_up(editor, from);
            }
            return tell(editor);
        }
        Code::Down | Code::Up => {
            step(editor, key.code == Code::Down);
            editor.notice = None;
            editor.popup = Some(Popup::Search(line, from));
            return;
        }
        _ => {}
    }
    line.input(key);
    editor.popup = Some(Popup::Search(line, from));
    refresh(editor);
}

/// Selects the first rule found from where the search began.
pub(super) fn refresh(editor: &mut Editor) {
    let Some(Popup::Search(line, from)) = &editor.popup else { return };
    let (search, from) = (Search::new(line.text()), *from);
    let Some(session) = editor.session_mut() else { return };
    session.search = search;
    let matches = session.matches();
    let next = matches.iter().find(|row| **row >= from).or(matches.first());
    session.row = next.copied().unwrap_or(from);
}

/// Goes to the next rule found, or to the one before, around the ends.
pub(in crate::editor) fn step(editor: &mut Editor, forward: bool) {
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

/// Ends the search where it began.
pub(super) fn give_up(editor: &mut Editor, from: usize) {
    if let Some(session) = editor.session_mut() {
        session.search = None;
        session.row = from;
    }
}

/// Ends a selection or else a search; whether there was one.
pub(super) fn end(editor: &mut Editor) -> bool {
    editor.session_mut().is_some_and(|session| session.anchor.take().is_some() || session.search.take().is_some())
}

fn tell(editor: &mut Editor) {
    let lang = editor.lang;
    let Some(session) = editor.session() else { return };
    let Some(search) = &session.search else { return };
    let matches = session.matches();
    let place = matches.iter().position(|row| *row == session.row);
    let text = words::found(search, place, matches.len(), lang);
    if matches.is_empty() {
        editor.complain(text);
    } else {
        let keys = words::search_keys(&editor.keymap, lang);
        editor.say(text + &keys);
    }
}
