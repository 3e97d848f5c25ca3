//! Who gets a key.

use super::{popups, start, table};
use crate::editor::key::Key;
use crate::editor::message::Effect;
use crate::editor::{Editor, Main, actions, find};
use crate::language::refusals;

pub(super) fn on_key(editor: &mut Editor, key: Key) -> Vec<Effect> {
    if editor.popup.is_some() {
        return popups::on_key(editor, key);
    }
    match &editor.place {
        Main::Start(_) => start::on_key(editor, key),
        Main::Rules(session) if session.mode.draft().is_some() => {
            table::on_draft_key(editor, key);
            Vec::new()
        }
        Main::Rules(_) => match actions::of_key(editor, key) {
            Some(act) => actions::run(editor, act),
            None if key.is_cancel() && (find::end(editor) || forget_last_change(editor)) => Vec::new(),
            None => {
                editor.complain(refusals::no_such_key(editor.voice()));
                Vec::new()
            }
        },
    }
}

/// What is to be repaired has the whole pane again; whether it had not.
fn forget_last_change(editor: &mut Editor) -> bool {
    editor.session_mut().is_some_and(|session| session.live.last_change.take().is_some())
}
