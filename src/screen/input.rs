//! Fields that take keys: one, one behind its label, several in a form.

use super::layout::Layout;
use super::look::{Look, offset, put};
use super::theme::Role;
use crate::editor::Line as Typed;
use crate::editor::input::{Form, Input};
use crate::editor::pointer::Target;
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// Draws a field that takes keys; where its cursor is.
pub(super) fn draw_input(input: &Input, role: Role, cell: Rect, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let width = usize::from(cell.width);
    if width == 0 {
        return None;
    }
    let Input::Text(line) = input else {
        put(&look.line(text::pad(&text::fit(input.value(), width, look.glyphs), width), role), cell, 0, buffer);
        return Some(Position { x: cell.x, y: cell.y });
    };
    let (shown, first) = scrolled(line, width);
    let before: usize = shown.iter().take(line.cursor()).skip(first).map(|c| text::width(c)).sum();
    let visible: String = shown.iter().skip(first).map(String::as_str).collect();
    put(&look.line(text::pad(&visible, width), role), cell, 0, buffer);
    Some(Position { x: cell.x + u16::try_from(before).unwrap_or(0), y: cell.y })
}

/// The characters of a line as they are shown, and the first that is, so that its cursor is seen.
pub(super) fn scrolled(line: &Typed, width: usize) -> (Vec<String>, usize) {
    let shown: Vec<String> = line.text().chars().map(|c| text::visible(c.encode_utf8(&mut [0; 4]))).collect();
    let before = |from: usize| shown.iter().take(line.cursor()).skip(from).map(|c| text::width(c)).sum::<usize>();
    let first = (0..=line.cursor()).find(|first| before(*first) < width).unwrap_or(line.cursor());
    (shown, first)
}

/// A line of text behind its label, in the first row of a region; where its cursor is.
///
/// ```text
/// search: dhc_
/// ```
pub(super) fn labelled(
    label: &str,
    line: &Typed,
    role: Role,
    area: Rect,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    put(&look.line(label, Role::Dim), area, 0, buffer);
    let width = u16::try_from(text::width(label)).unwrap_or(0).min(area.width);
    let cell = Rect { x: area.x + width, width: area.width - width, height: 1, ..area };
    draw_input(&Input::Text(line.clone()), role, cell, look, buffer)
}

/// Labelled fields, one a row, around the one in focus where not all have room; where its cursor is.
pub(super) fn field_rows(
    form: &Form,
    labels: &[&str],
    area: Rect,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let label_width = labels.iter().map(|label| text::width(label)).max().unwrap_or(0).min(usize::from(area.width) / 2);
    let indent = u16::try_from(label_width + 4).unwrap_or(4).min(area.width);
    let mut cursor = None;
    let first = offset(form.focus, form.inputs.len(), area.height);
    let fields = form.inputs.iter().zip(labels).enumerate().skip(first);
    for (row, (index, (input, label))) in (0..area.height).zip(fields) {
        let focused = index == form.focus;
        let marker = if focused { look.glyphs.selected() } else { " " };
        let label = text::pad(&text::fit(label, label_width, look.glyphs), label_width);
        let line = Line::from(vec![look.span(format!("{marker} "), Role::Selected), look.span(label, Role::Text)]);
        put(&line, area, row, buffer);
        layout.mark_row(area, row, Target::Field(index));
        let cell = Rect { x: area.x + indent, y: area.y + row, width: area.width - indent, height: 1 };
        let place = draw_input(input, if focused { Role::Focus } else { Role::Text }, cell, look, buffer);
        cursor = if focused { place } else { cursor };
    }
    cursor
}
