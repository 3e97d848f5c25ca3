//! Keys on a terminal too small to show anything: what a person cannot see must not change.

use super::keys;
use crate::editor::Editor;
use crate::editor::actions;
use crate::editor::key::{Code, Key};
use crate::editor::message::Effect;
use crate::editor::popups::ask::Ask;
use crate::lang::ActionId;
use crate::language::refusals;

/// Saving, leaving, answering a question and closing what is open.
pub(super) fn on_key(editor: &mut Editor, key: Key) -> Vec<Effect> {
    let asked = editor.popup_of::<Ask>().is_some();
    let open = editor.popup.is_some() || editor.session().is_some_and(|session| session.mode.draft().is_some());
    if key.alt && (asked || open) {
        editor.abandoned = editor.read;
    }
    // Alt and a key is Escape and the key; here that closes what is open, and no more.
    let key = if key.alt { Key::plain(Code::Esc) } else { key };
    match editor.keymap.act(key) {
        _ if asked || (open && key.is_cancel()) => keys::on_key(editor, key),
        _ if open => Vec::new(),
        Some(ActionId::Save)
            if editor.session().is_some_and(|session| session.open.location.is_none() && session.lesson.is_none()) =>
        {
            editor.complain(refusals::too_small_to_name(editor.lang));
            Vec::new()
        }
        Some(act) if actions::works_unseen(act) => actions::run(editor, act),
        _ => Vec::new(),
    }
}
