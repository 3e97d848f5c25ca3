//! The first screen.
//!
//! ```text
//!  sekimori 関守
//!  A keeper for SAKURA Cloud packet filters ...
//!
//!  ▸ The incident            │ A filter that really broke a server: ...
//!    Open a file             │
//!    Web server              │
//! ```

use super::layout::Layout;
use super::look::{Look, offset, put, put_all};
use super::theme::Role;
use crate::editor::pointer::Target;
use crate::editor::start::{Start, StartEntry};
use crate::editor::{Editor, words};
use crate::language::start as said;
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

pub(super) fn draw(start: &Start, editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) {
    let lang = editor.lang;
    let screen = layout.screen;
    let area = Rect { x: screen.x + 1, width: screen.width - 2, height: screen.height - 2, ..screen };
    put(
        &Line::from(vec![look.span("sekimori", Role::Title), look.span(said::in_japanese(lang), Role::Dim)]),
        area,
        0,
        buffer,
    );
    let head = [
        look.paragraph(Span::raw(""), said::about(lang), Role::Text, area.width),
        look.paragraph(Span::raw(""), said::what_to_begin_with(lang), Role::Dim, area.width),
    ]
    .concat();
    put_all(&head, 0, Rect { y: area.y + 1, height: area.height - 1, ..area }, buffer);

    let top = u16::try_from(head.len()).unwrap_or(2) + 2;
    let body = Rect { y: area.y + top.min(area.height), height: area.height.saturating_sub(top), ..area };
    let longest =
        start.entries.iter().map(|entry| text::width(&words::entry(entry, &editor.catalogue, editor.voice()).0)).max();
    let wanted = u16::try_from(longest.unwrap_or(0)).unwrap_or(u16::MAX).saturating_add(2);
    let list_width = wanted.clamp(24, (body.width / 2).max(24)).min(body.width);
    let list = Rect { width: list_width, ..body };
    let text = Rect { x: list.right() + 2, width: body.width.saturating_sub(list_width + 2), ..body };
    draw_list(start, editor, list, layout, look, buffer);
    if let Some(entry) = start.entry() {
        let (_, about) = words::entry(entry, &editor.catalogue, editor.voice());
        put_all(&look.paragraph(Span::raw(""), &about, Role::Text, text.width), 0, text, buffer);
    }
}

fn draw_list(start: &Start, editor: &Editor, area: Rect, layout: &Layout, look: Look, buffer: &mut Buffer) {
    let first = offset(start.selected, start.entries.len(), area.height);
    for (row, (index, entry)) in (0..area.height).zip(start.entries.iter().enumerate().skip(first)) {
        let (title, _) = words::entry(entry, &editor.catalogue, editor.voice());
        let selected = index == start.selected;
        let marker = if selected { look.glyphs.selected() } else { " " };
        let role = match (selected, entry) {
            (true, _) => Role::Selected,
            (false, StartEntry::Incident) => Role::Warn,
            _ => Role::Text,
        };
        let title = text::fit(&title, usize::from(area.width).saturating_sub(2), look.glyphs);
        let line = Line::from(vec![look.span(format!("{marker} "), Role::Selected), look.span(title, role)]);
        put(&line, area, row, buffer);
        layout.mark_row(area, row, Target::Entry(index));
    }
}
