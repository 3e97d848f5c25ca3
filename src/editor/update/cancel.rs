//! Closing what stands open.

use super::{answers, find, presets, recovery};
use crate::editor::Editor;
use crate::editor::popup::Popup;

/// Closes a popup without doing anything.
pub(super) fn cancel(editor: &mut Editor, popup: Popup) {
    if let Popup::Presets(presets) = &popup {
        if presets.form.is_some() {
            return presets::back_to_list(editor, presets.clone());
        }
        presets::give_up(editor, presets);
    }
    if let Popup::Words(words) = popup {
        editor.popup = words.back;
        return;
    }
    if let Popup::Search(_, from) = popup {
        return find::give_up(editor, from);
    }
    if let Popup::Changes(changes) = popup {
        return recovery::back_to_offer(editor, *changes);
    }
    if let Popup::Answer(_, _, rest) = popup {
        return answers::next(editor, rest);
    }
    if let Some(session) = editor.session_mut() {
        session.preview(None);
    }
}
