//! Who gets a key.

use super::{popups, start, table};
use crate::editor::key::{Code, Key};
use crate::editor::message::Effect;
use crate::editor::{Editor, Main, actions, find};
use crate::language::refusals;

pub(super) fn on_key(editor: &mut Editor, key: Key) -> Vec<Effect> {
    if key.alt {
        return with_alt(editor, key);
    }
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

/// Alt and a key, which terminals send as Escape and the key. Where something is typed it edits words or does what Escape
/// does, and over the rules only that: neither the key nor what came with it is meant for what lies below. Where nothing
/// stands open, both keys count, for over a slow line a quick hand's Escape arrives together with what follows.
fn with_alt(editor: &mut Editor, key: Key) -> Vec<Effect> {
    let escape = Key::plain(Code::Esc);
    let key = Key { alt: false, ..key };
    let is_typing = editor.session().is_some_and(|session| session.mode.draft().is_some());
    if editor.popup.is_none() && !is_typing {
        let effects = on_key(editor, escape);
        return if key == escape { effects } else { [effects, on_key(editor, key)].concat() };
    }
    let edited = match editor.popup {
        Some(_) => popups::edit_words(editor, key.with_alt()),
        None => table::edit_words(editor, key.with_alt()),
    };
    if edited {
        return Vec::new();
    }
    editor.abandoned = editor.read;
    on_key(editor, escape)
}
