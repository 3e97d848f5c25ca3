//! Keys while all rules are edited as one text: Ctrl-S takes it over, Ctrl-O hands it to the person's own editor, Esc
//! leaves and asks if that would lose something.

use super::key::is_cancel;
use crate::editor::history::Label;
use crate::editor::key::Key;
use crate::editor::message::Command;
use crate::editor::popup::Popup;
use crate::editor::raw::{Fault, Raw};
use crate::editor::words;
use crate::editor::{Area, Editor, Place};
use crate::filter::Filter;

/// A longer text is read when it is applied, not at every key.
const LIVE: usize = 1000;

pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let raw = Raw::new(&session.filter().rules);
    editor.popup = Some(Popup::Raw(Box::new(raw)));
}

pub(super) fn on_key(editor: &mut Editor, mut raw: Box<Raw>, key: Key) -> Vec<Command> {
    if is_cancel(key) {
        leave(editor, raw);
        return Vec::new();
    }
    raw.is_leaving = false;
    if key == Key::ctrl('s') {
        apply(editor, raw);
    } else if key == Key::ctrl('o') {
        let text = raw.area.text();
        editor.popup = Some(Popup::Raw(raw));
        return vec![Command::EditOutside { text }];
    } else if raw.area.input(key) {
        refresh(editor, raw);
    } else {
        editor.popup = Some(Popup::Raw(raw));
    }
    Vec::new()
}

/// Takes the text as the other editor has left it, with every mistake in it marked.
pub(super) fn on_edited(editor: &mut Editor, result: Result<String, String>) {
    match (result, editor.popup.take()) {
        (Ok(text), Some(Popup::Raw(mut raw))) => {
            raw.area = Area::new(&text);
            match raw.rules() {
                Ok(_) => editor.say(words::edited_outside(editor.lang)),
                Err(faults) => mark(editor, &mut raw, faults),
            }
            refresh(editor, raw);
        }
        (result, popup) => {
            editor.popup = popup;
            if let Err(why) = result {
                editor.complain(why);
            }
        }
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
    if let Place::Rules(session) = &mut editor.place
        && raw.area.lines().len() <= LIVE
    {
        let read = raw.rules();
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
    match raw.rules() {
        Ok(rules) => {
            let filter = Filter { rules, ..session.filter().clone() };
            let row = session.row;
            session.history.commit(filter, Label::Retyped, row);
            session.refresh();
            editor.say(words::retyped(lang));
        }
        Err(faults) => {
            mark(editor, &mut raw, faults);
            editor.popup = Some(Popup::Raw(raw));
        }
    }
}

/// Shows what is wrong and goes to the first of it.
fn mark(editor: &mut Editor, raw: &mut Raw, faults: Vec<Fault>) {
    let lang = editor.lang;
    if let Some(first) = faults.first() {
        let (line, column) = first.place();
        raw.area.go_to(line.saturating_sub(1), column.saturating_sub(1));
        editor.complain(words::raw_faults(&first.sentence(lang), faults.len(), lang));
    }
    raw.faults = faults;
}
