//! Keys while a command is typed.

use super::files;
use crate::editor::Editor;
use crate::editor::actions;
use crate::editor::key::{Code, Key};
use crate::editor::message::Command;
use crate::editor::palette::{Entry, entries};
use crate::editor::popup::{Menu, Popup};
use crate::editor::save::Then;
use crate::editor::words;

pub(super) fn on_key(editor: &mut Editor, mut menu: Menu, key: Key) -> Vec<Command> {
    let found = entries(menu.query.text(), &editor.keymap);
    match key.code {
        Code::Enter => {
            return match found.get(menu.selected) {
                Some(entry) => run(editor, *entry),
                None => {
                    let text = words::no_command(menu.query.text(), editor.lang);
                    editor.complain(text);
                    Vec::new()
                }
            };
        }
        _ => menu.input(key, found.len()),
    }
    editor.popup = Some(Popup::Palette(menu));
    Vec::new()
}

fn run(editor: &mut Editor, entry: Entry) -> Vec<Command> {
    match entry {
        Entry::Action(action) => actions::run(editor, action),
        Entry::SaveAndQuit if editor.session().is_some() => files::save(editor, Then::Quit),
        Entry::SaveAndQuit => vec![Command::Quit],
        Entry::Rule(number) => {
            if let Some(session) = editor.session_mut() {
                session.row = number.saturating_sub(1).min(session.filter().rules.len());
            }
            Vec::new()
        }
    }
}
