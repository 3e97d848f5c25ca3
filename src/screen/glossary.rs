//! The glossary: a list of words, and what the selected one means.
//!
//! ```text
//! ┌ Words ───────────────────────────────────────────────┐
//! │ search:                                              │
//! │▸ return packet                                       │
//! │  ephemeral port                                      │
//! │                                                      │
//! │ The answer to something the server sent ...          │
//! └──────────────────────────────────────────────────────┘
//! ```

use super::dialog::search_row;
use super::layout::Layout;
use super::look::{Look, offset, put, put_all};
use super::popup;
use super::theme::Role;
use crate::editor::Editor;
use crate::editor::pointer::Target;
use crate::editor::popup::Words;
use crate::language::{self, screen};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

/// Rows for an explanation, its source and the related words.
const EXPLANATION: u16 = 8;

pub(super) fn draw(
    words: &Words,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let lang = editor.lang;
    let body = Rect { y: layout.screen.y + 1, height: layout.screen.height - 3, ..layout.screen };
    let title = screen::words(lang);
    let area = popup::frame(popup::centred(body, 80, 30), title, look.theme, look.glyphs, buffer);
    let cursor = search_row(&words.menu, area, lang, look, buffer);
    let found = words.shown(&editor.glossary);
    let about = EXPLANATION.min(area.height / 2);
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(about + 1), ..area };
    let first = offset(words.menu.selected, found.len(), list.height);
    for (row, (index, term)) in (0..list.height).zip(found.iter().enumerate().skip(first)) {
        let selected = index == words.menu.selected;
        let of_text = words.menu.query.text().is_empty() && words.first.contains(&term.id);
        let role = match (selected, of_text) {
            (true, _) => Role::Selected,
            (false, true) => Role::Key,
            (false, false) => Role::Text,
        };
        let name = text::fit(term.name.get(lang), usize::from(list.width).saturating_sub(2), look.glyphs);
        let marker = if selected { look.glyphs.selected() } else { " " };
        let line = Line::from(vec![look.span(format!("{marker} "), Role::Selected), look.span(name, role)]);
        put(&line, list, row, buffer);
        layout.mark_row(list, row, Target::Entry(index));
    }
    if let Some(term) = found.get(words.menu.selected) {
        let mut lines = look.paragraph(Span::raw(""), term.explanation.get(lang), Role::Text, area.width);
        let related: Vec<&str> =
            term.see.iter().filter_map(|id| editor.glossary.find(id)).map(|other| other.name.get(lang)).collect();
        if !related.is_empty() {
            let lead = look.span(screen::see_also(lang), Role::Key);
            lines.extend(look.paragraph(lead, &language::list(related, lang), Role::Note, area.width));
        }
        lines.extend(term.source.iter().map(|source| look.line(text::visible(source), Role::Dim)));
        put_all(&lines, 0, Rect { y: list.bottom(), height: about, ..area }, buffer);
    }
    cursor
}
