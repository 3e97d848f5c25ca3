//! Everything repaired in one step: shown first, then agreed to.

use super::key::step;
use super::questions;
use crate::analysis::Stop;
use crate::editor::Editor;
use crate::editor::history::Label;
use crate::editor::key::{Code, Key};
use crate::editor::message::Command;
use crate::editor::popup::{Popup, Repair};
use crate::editor::words;
use crate::filter::changes;
use crate::report::{Repaired, repair_all};

/// Shows what repairing everything would do. If only questions are left, asks them.
pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(repaired) = repaired(editor) else { return questions::open_all(editor) };
    let Some(session) = editor.session_mut() else { return };
    let rules = changes(session.filter(), &repaired.filter);
    session.propose(repaired.edit.clone());
    editor.popup = Some(Popup::Repair(Box::new(Repair { repaired, rules, scroll: 0 })));
}

/// The whole chain, if there is anything to repair.
fn repaired(editor: &Editor) -> Option<Repaired> {
    let session = editor.session().filter(|session| session.can_repair())?;
    repair_all(session.filter(), &session.profile, &Stop::default()).filter(|repaired| repaired.edit.is_some())
}

pub(super) fn on_key(editor: &mut Editor, mut repair: Box<Repair>, key: Key) -> Vec<Command> {
    let agreed = key.code == Code::Enter || key.folded() == Key::char('F') || key.folded() == Key::char('f');
    if agreed {
        commit(editor, &repair.repaired);
        questions::open_all(editor);
        return Vec::new();
    }
    if let Some(step) = step(key) {
        repair.scroll = repair.scroll.saturating_add_signed(step).min(200);
        editor.popup = Some(Popup::Repair(repair));
        return Vec::new();
    }
    editor.popup = Some(Popup::Repair(repair));
    Vec::new()
}

/// Repairs everything without showing it first: lines have no preview, and undo takes it back.
pub(super) fn at_once(editor: &mut Editor) {
    match repaired(editor) {
        Some(repaired) => commit(editor, &repaired),
        None => {
            let left = editor.session().and_then(|session| session.unrepairable());
            let text = words::nothing_left(left.unwrap_or_default(), editor.lang);
            editor.say(text);
        }
    }
}

fn commit(editor: &mut Editor, repaired: &Repaired) {
    let lang = editor.lang;
    let (Some(session), Some(edit)) = (editor.session_mut(), &repaired.edit) else { return };
    let before = session.filter().rules.len();
    let row = session.row;
    session.commit(edit, Label::Repaired, row);
    // Of a long list the report comes later.
    let left = session.unrepairable().map(|left| words::nothing_left(left, lang)).unwrap_or_default();
    let text = words::repaired(repaired.cured().count(), before, repaired.filter.rules.len(), &left, lang);
    editor.say(text);
}
