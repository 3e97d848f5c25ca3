//! Fields of a page: one behind its label, or several under each other.

use super::input::draw_text;
use super::layout::Layout;
use super::look::{Look, mark_below, offset, put, put_all};
use super::page::Paper;
use super::theme::Role;
use crate::editor::Editor;
use crate::editor::pointer::Target;
use crate::page::{Block, InputField, Page, Tone};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// Rows of a text above fields.
const ABOUT: usize = 2;

/// The rows that a head would take.
pub(super) fn rows(head: &[Block], paper: Paper<'_>) -> u16 {
    let fields = head.iter().filter(|block| matches!(block, Block::Input(_))).count();
    let about = paper.lines(head).len().min(ABOUT);
    u16::try_from(fields + about).unwrap_or(u16::MAX)
}

/// Draws what stands above a page; where the cursor is. Where not all fields have room, the one in focus is seen.
pub(super) fn head(
    head: &[Block],
    area: Rect,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let about = Paper::new(editor.voice(), area.width, look).lines(head);
    let top = u16::try_from(about.len().min(ABOUT)).unwrap_or(0).min(area.height);
    put_all(&about, 0, Rect { height: top, ..area }, buffer);
    let area = Rect { y: area.y + top, height: area.height - top, ..area };
    let fields: Vec<&InputField> =
        head.iter().filter_map(|block| if let Block::Input(field) = block { Some(field) } else { None }).collect();
    match fields[..] {
        [only] if only.inline => line(only, area, look, buffer),
        _ => form(&fields, area, layout, look, buffer),
    }
}

fn form(fields: &[&InputField], area: Rect, layout: &Layout, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let widest = fields.iter().map(|field| text::width(&field.label)).max().unwrap_or(0);
    let label_width = widest.min(usize::from(area.width) / 2);
    let indent = u16::try_from(label_width + 4).unwrap_or(4).min(area.width);
    let focus = fields.iter().position(|field| field.focused).unwrap_or(0);
    let first = offset(focus, fields.len(), area.height);
    let mut cursor = None;
    for (row, field) in (0..area.height).zip(fields.iter().skip(first)) {
        let marker = if field.focused { look.glyphs.selected() } else { " " };
        let label = text::pad(&text::fit(&field.label, label_width, look.glyphs), label_width);
        let head = vec![look.span(format!("{marker} "), Role::Selected), look.span(label, Role::Text)];
        put(&Line::from(head), area, row, buffer);
        layout.mark_row(area, row, Target::Field(field.entry));
        let cell = Rect { x: area.x + indent, y: area.y + row, width: area.width - indent, height: 1 };
        let role = if field.focused { Role::Focus } else { Role::Text };
        cursor = draw_text(&field.text, field.cursor, role, cell, look, buffer).filter(|_| field.focused).or(cursor);
    }
    if first + usize::from(area.height) < fields.len() {
        mark_below(area, look, buffer);
    }
    cursor
}

/// A line of text behind its label.
///
/// ```text
/// search: dhc_
/// ```
fn line(field: &InputField, area: Rect, look: Look, buffer: &mut Buffer) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    let label = if field.label.is_empty() { String::new() } else { format!("{}: ", field.label) };
    put(&look.line(label.as_str(), Role::Dim), area, 0, buffer);
    let width = u16::try_from(text::width(&label)).unwrap_or(0).min(area.width);
    let cell = Rect { x: area.x + width, width: area.width - width, height: 1, ..area };
    let role = if field.valid { Role::Text } else { Role::Error };
    draw_text(&field.text, field.cursor, role, cell, look, buffer)
}

/// A field in the line of notices behind the title of its page, with what it finds behind it; where its cursor is.
pub(super) fn prompt(page: &Page, layout: &Layout, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let area = layout.notice;
    let lead = format!(" {}", page.title);
    put(&look.line(format!("{lead:width$}", width = usize::from(area.width)), Role::Key), area, 0, buffer);
    let half = Rect { x: area.x + 2, width: (area.width / 3).max(12), ..area };
    let field = page.head.iter().find_map(|block| if let Block::Input(field) = block { Some(field) } else { None })?;
    let cursor = draw_text(&field.text, field.cursor, Role::Text, half, look, buffer);
    if let Some(Block::Prose(tone, text)) = page.blocks.first() {
        let rest = Rect { x: half.right() + 1, width: area.right().saturating_sub(half.right() + 1), ..area };
        let words = text::fit(text, usize::from(rest.width), look.glyphs);
        let role = if *tone == Tone::Warning { Role::Warn } else { Role::Note };
        put(&look.line(text::visible(&words), role), rest, 0, buffer);
    }
    cursor
}
