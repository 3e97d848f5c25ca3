//! A field that takes keys.

use super::look::{Look, put};
use super::theme::Role;
use crate::editor::input::Input;
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws a field of the table; where its cursor is.
pub(super) fn draw_input(input: &Input, role: Role, cell: Rect, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let cursor = if let Input::Text(line) = input { Some(line.cursor()) } else { None };
    draw_text(input.value(), cursor, role, cell, look, buffer)
}

/// Draws a text so that its cursor, which stands behind so many characters, is seen; where that is.
pub(super) fn draw_text(
    text: &str,
    cursor: Option<usize>,
    role: Role,
    cell: Rect,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let width = usize::from(cell.width);
    if width == 0 {
        return None;
    }
    let Some(cursor) = cursor else {
        put(&look.line(text::pad(&text::fit(text, width, look.glyphs), width), role), cell, 0, buffer);
        return Some(Position { x: cell.x, y: cell.y });
    };
    let (shown, first) = scrolled(text, cursor, width);
    let before: usize = shown.iter().take(cursor).skip(first).map(|c| text::width(c)).sum();
    let visible: String = shown.iter().skip(first).map(String::as_str).collect();
    put(&look.line(text::pad(&visible, width), role), cell, 0, buffer);
    Some(Position { x: cell.x + u16::try_from(before).unwrap_or(0), y: cell.y })
}

/// The characters of a text as they are shown, and the first that is, so that its cursor is seen.
pub(super) fn scrolled(text: &str, cursor: usize, width: usize) -> (Vec<String>, usize) {
    let shown: Vec<String> = text.chars().map(|c| text::visible(c.encode_utf8(&mut [0; 4]))).collect();
    let before = |from: usize| shown.iter().take(cursor).skip(from).map(|c| text::width(c)).sum::<usize>();
    let first = (0..=cursor).find(|first| before(*first) < width).unwrap_or(cursor);
    (shown, first)
}
