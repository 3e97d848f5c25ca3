//! Help, language, mouse and saving.

use crate::editor::Editor;
use crate::editor::message::Effect;
use crate::editor::save::Then;
use crate::editor::update::files;
use crate::language::notices;

pub(super) fn language(editor: &mut Editor) {
    editor.lang = editor.lang.other();
}

/// Switches the mouse on or off.
pub(super) fn mouse(editor: &mut Editor) {
    editor.mouse = !editor.mouse;
    editor.say(match editor.mouse {
        true => notices::mouse_on(editor.voice()),
        false => notices::mouse_off(editor.lang).to_owned(),
    });
}

/// Tells the selected rule in a sentence, or not; the choice is kept.
pub(super) fn sentence(editor: &mut Editor) -> Vec<Effect> {
    editor.hides_sentence = !editor.hides_sentence;
    if editor.hides_sentence {
        editor.say(notices::sentence_hidden(editor.voice()));
    }
    vec![Effect::KeepHidesSentence(editor.hides_sentence)]
}

/// A lesson is kept by itself.
pub(super) fn save(editor: &mut Editor) -> Vec<Effect> {
    if editor.session().is_some_and(|session| session.lesson.is_some()) {
        editor.say(notices::lesson_keeps_itself(editor.voice()));
        return Vec::new();
    }
    files::save(editor, Then::Stay)
}

pub(super) fn save_as(editor: &mut Editor) {
    files::open_save_as(editor, Then::Stay);
}
