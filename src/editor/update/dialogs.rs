//! Help, and the explanation of a finding.

use super::key::step;
use crate::editor::Editor;
use crate::editor::actions::run;
use crate::editor::key::{Code, Key};
use crate::editor::message::Command;
use crate::editor::palette::found;
use crate::editor::popup::{Menu, Popup};
use crate::lang::ActionId;

/// Help is a list that runs what it lists.
pub(super) fn on_help_key(editor: &mut Editor, mut menu: Menu, key: Key) -> Vec<Command> {
    let found = found(menu.query.text(), &editor.keymap);
    match key.code {
        Code::Enter => {
            if let Some(action) = found.get(menu.selected).filter(|action| **action != ActionId::Help) {
                return run(editor, *action);
            }
            return Vec::new();
        }
        _ => menu.input(key, found.len()),
    }
    editor.popup = Some(Popup::Help(menu));
    Vec::new()
}

/// The explanation stays while a person walks through the findings; fix applies what it speaks of.
pub(super) fn on_finding_key(editor: &mut Editor, scroll: usize, key: Key) -> Vec<Command> {
    let moved = step(key).map(|step| scroll.saturating_add_signed(step).min(40));
    match (moved, key.folded()) {
        (Some(scroll), _) => editor.popup = Some(Popup::Finding(scroll)),
        (None, key) if key == Key::char('f') => return run(editor, ActionId::Fix),
        (None, key) if super::expect::is_asked_for(editor, key) => super::expect::of_finding(editor),
        (None, key) if key == Key::char('n') || key == Key::char('N') => {
            run(editor, if key == Key::char('n') { ActionId::NextFinding } else { ActionId::PreviousFinding });
            editor.popup = Some(Popup::Finding(0));
        }
        _ => {}
    }
    Vec::new()
}
