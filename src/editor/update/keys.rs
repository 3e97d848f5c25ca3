//! Who gets a key.

use super::{popups, start, table};
use crate::editor::key::{Code, Key};
use crate::editor::message::Effect;
use crate::editor::popups::expect;
use crate::editor::session::Mode;
use crate::editor::{Editor, Main, actions, find};
use crate::lang::ActionId;
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
        Main::Rules(session) if session.mode.panel().is_some() => on_panel_key(editor, key),
        Main::Rules(_) => match actions::of_key(editor, key) {
            Some(act) => actions::run(editor, act),
            None if key.is_cancel() && find::end(editor) => Vec::new(),
            None => {
                editor.complain(refusals::no_such_key(editor.voice()));
                Vec::new()
            }
        },
    }
}

/// Keys while the panel has the focus.
fn on_panel_key(editor: &mut Editor, key: Key) -> Vec<Effect> {
    let expects = editor.keymap.act(key) == Some(ActionId::Expect);
    if expects && editor.session().is_some_and(|session| session.selected_finding().is_some()) {
        expect::of_finding(editor);
        return Vec::new();
    }
    let Some(session) = editor.session_mut() else { return Vec::new() };
    let scroll = session.mode.panel().unwrap_or(0);
    match key.step() {
        Some(step) => session.mode = Mode::Panel(scroll.saturating_add_signed(step).min(session.panel_lines())),
        None if key.is_cancel() || matches!(key.code, Code::Tab | Code::BackTab) => session.mode.leave_panel(),
        None => {
            session.mode.leave_panel();
            return on_key(editor, key);
        }
    }
    Vec::new()
}
