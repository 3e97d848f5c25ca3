//! Keys while all rules are edited as one text: Ctrl-S takes it over, Esc leaves and asks if that would lose something.

use super::is_cancel;
use crate::editor::history::Label;
use crate::editor::key::Key;
use crate::editor::popup::Popup;
use crate::editor::raw::Raw;
use crate::editor::words;
use crate::editor::{Editor, Place};
use crate::filter::Filter;

pub(super) fn open(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let raw = Raw::new(&session.filter().rules);
    editor.popup = Some(Popup::Raw(Box::new(raw)));
}

pub(super) fn on_key(editor: &mut Editor, mut raw: Box<Raw>, key: Key) {
    if is_cancel(key) {
        return leave(editor, raw);
    }
    raw.is_leaving = false;
    if key == Key::ctrl('s') {
        return apply(editor, raw);
    }
    if raw.area.input(key) {
        refresh(editor, raw);
    } else {
        editor.popup = Some(Popup::Raw(raw));
    }
}

pub(super) fn paste(editor: &mut Editor, text: &str) {
    if let Some(Popup::Raw(mut raw)) = editor.popup.take() {
        raw.area.paste(text);
        refresh(editor, raw);
    }
}

/// Shows what the text would do, if it can be read; what is wrong stays marked until it is right.
fn refresh(editor: &mut Editor, mut raw: Box<Raw>) {
    if let Place::Rules(session) = &mut editor.place {
        let read = raw.rules(&session.filter().rules);
        let proposal = read.as_ref().ok().map(|rules| Filter { rules: rules.clone(), ..session.filter().clone() });
        session.preview(proposal.filter(|proposal| proposal != session.filter()));
        let faults = read.err().unwrap_or_default();
        raw.faults.retain(|fault| faults.contains(fault));
    }
    editor.popup = Some(Popup::Raw(raw));
}

fn leave(editor: &mut Editor, mut raw: Box<Raw>) {
    if raw.is_changed() && !raw.is_leaving {
        raw.is_leaving = true;
        editor.popup = Some(Popup::Raw(raw));
        let text = words::leaving_raw(editor.lang);
        return editor.complain(text);
    }
    if let Some(session) = editor.session_mut() {
        session.preview(None);
    }
}

fn apply(editor: &mut Editor, mut raw: Box<Raw>) {
    let lang = editor.lang;
    let Place::Rules(session) = &mut editor.place else { return };
    match raw.rules(&session.filter().rules) {
        Ok(rules) => {
            let filter = Filter { rules, ..session.filter().clone() };
            let row = session.row;
            session.history.commit(filter, Label::Retyped, row);
            session.refresh();
            editor.say(words::retyped(lang));
        }
        Err(faults) => {
            if let Some(first) = faults.first() {
                let (line, column) = first.place();
                raw.area.go_to(line.saturating_sub(1), column.saturating_sub(1));
                let text = words::raw_faults(&first.sentence(lang), faults.len(), lang);
                editor.complain(text);
            }
            raw.faults = faults;
            editor.popup = Some(Popup::Raw(raw));
        }
    }
}
