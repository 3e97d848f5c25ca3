//! What findings ask for: one field each, prefilled, and the answer goes into the profile. Escape skips a question; what was
//! skipped stays a finding.

use crate::editor::Editor;
use crate::editor::input::{Form, Input};
use crate::editor::popup::Popup;
use crate::editor::words;
use crate::language;
use crate::report::Need;

/// Asks what the selected finding needs.
pub(in crate::editor) fn open(editor: &mut Editor) {
    let asked = editor.session().and_then(|session| session.selected_finding()?.question().cloned());
    ask(editor, asked.into_iter().collect());
}

/// Asks everything that is open, one after another, each entry once.
pub(super) fn open_all(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let mut all: Vec<Need> = Vec::new();
    for need in session.findings().filter_map(|finding| finding.question()) {
        if all.iter().all(|known| known.field() != need.field()) {
            all.push(need.clone());
        }
    }
    ask(editor, all);
}

/// The first of some questions, with its suggestions in the field.
pub(super) fn ask(editor: &mut Editor, mut needs: Vec<Need>) {
    if needs.is_empty() {
        return;
    }
    let need = needs.remove(0);
    let Some(field) = need.field() else { return ask(editor, needs) };
    let mut suggested = need.suggestions();
    if let (Need::Admin(_), true, Some(own)) = (&need, suggested.is_empty(), editor.own_address) {
        suggested.push(own.to_string());
    }
    let form = Form::new(vec![Input::text(&suggested.join(", "))]);
    editor.popup = Some(Popup::Answer(field, form, needs));
    editor.say(words::skips(language::asked(field, editor.lang), editor.lang));
}
