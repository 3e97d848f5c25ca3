//! The command list behind `:`, above the footer so that the rules stay in sight.
//!
//! ```text
//! ┌ Command ──────────────────────────────────────┐
//! │:und                                           │
//! │▸ u             undo             take back ... │
//! │                                               │
//! │take back the last change, without limit       │
//! └───────────────────────────────────────────────┘
//! ```

use super::dialog::{about, help_line};
use super::input::draw_input;
use super::layout::Layout;
use super::look::{Look, offset, put};
use super::popup;
use super::theme::Role;
use crate::editor::input::Input;
use crate::editor::palette::{Entry, entries};
use crate::editor::pointer::Target;
use crate::editor::popup::Menu;
use crate::editor::{Editor, words};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The most entries shown at once.
const SHOWN: u16 = 9;

pub(super) fn draw(menu: &Menu, editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let lang = editor.lang;
    let screen = layout.screen;
    let height = (SHOWN + 5).min(screen.height.saturating_sub(2));
    let place = Rect { y: layout.footer.y.saturating_sub(height), height, ..screen };
    let area = popup::frame(place, pick!(lang, en = "Command", ja = "コマンド"), look.theme, look.glyphs, buffer);
    put(&look.line(":", Role::Key), area, 0, buffer);
    let cell = Rect { x: area.x + 1, width: area.width.saturating_sub(1), height: 1, ..area };
    let cursor = draw_input(&Input::Text(menu.query.clone()), Role::Text, cell, look, buffer);
    let found = entries(menu.query.text(), &editor.keymap);
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(3), ..area };
    let first = offset(menu.selected, found.len(), list.height);
    for (row, (index, entry)) in (0..list.height).zip(found.iter().enumerate().skip(first)) {
        let selected = index == menu.selected;
        let other = |words: String| {
            let marker = if selected { look.glyphs.selected() } else { " " };
            look.line(format!("{marker} {words}"), if selected { Role::Selected } else { Role::Text })
        };
        let line = match entry {
            Entry::Action(action) => help_line(*action, selected, editor, list.width, look),
            Entry::Rule(number) => other(words::go_to_rule(*number, lang)),
            Entry::SaveAndQuit => other(words::save_and_quit(lang).to_owned()),
        };
        put(&line, list, row, buffer);
        layout.mark_row(list, row, Target::Entry(index));
    }
    let foot = Rect { y: list.bottom(), height: area.bottom().saturating_sub(list.bottom()), ..area };
    match found.get(menu.selected) {
        Some(Entry::Action(action)) => about(*action, editor, foot, look, buffer),
        Some(_) => {}
        None => put(&look.line(words::no_command(menu.query.text(), lang), Role::Warn), foot, 0, buffer),
    }
    cursor
}
