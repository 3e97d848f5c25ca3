//! A text of many lines that is edited, with their numbers.
//!
//! ```text
//!   1 [
//! ✗ 2   {"Action": "alow", "Protocol": "tcp", ...
//!   3 ]
//! ```

use super::look::{Look, offset, put};
use super::theme::Role;
use crate::page::TextLines;
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// Draws as much of the text as has room around its cursor; where that is.
pub(super) fn draw(text: &TextLines, area: Rect, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let lines = &text.lines;
    let (row, column) = text.cursor;
    let digits = lines.len().to_string().len().max(2);
    let margin = u16::try_from(digits + 2).unwrap_or(4).min(area.width);
    let room = usize::from(area.width - margin);
    let first = offset(row, lines.len(), area.height);
    let scrolled = scrolled(lines.get(row).map_or("", String::as_str), column, room);
    for (y, (index, line)) in (0..area.height).zip(lines.iter().enumerate().skip(first)) {
        let is_wrong = text.wrong.contains(&(index + 1));
        let mark = if is_wrong { look.glyphs.fail() } else { " " };
        let role = if is_wrong { Role::Error } else { Role::Text };
        let shown: String = characters(line).into_iter().skip(scrolled).collect();
        let number =
            look.span(format!("{mark}{:>digits$} ", index + 1), if is_wrong { Role::Error } else { Role::Dim });
        put(&Line::from(vec![number, look.span(shown, role)]), area, y, buffer);
    }
    let before = lines.get(row).map(|line| cells(line, scrolled, column)).unwrap_or(0);
    let x = area.x + margin + u16::try_from(before).unwrap_or(0);
    Some(Position { x: x.min(area.right().saturating_sub(1)), y: area.y + u16::try_from(row - first.min(row)).ok()? })
}

/// The characters of a line as they are shown.
fn characters(line: &str) -> Vec<String> {
    line.chars().map(|c| text::visible(c.encode_utf8(&mut [0; 4]))).collect()
}

/// How many cells the characters from `from` up to `to` take.
fn cells(line: &str, from: usize, to: usize) -> usize {
    characters(line).iter().take(to).skip(from).map(|c| text::width(c)).sum()
}

/// How many characters all lines are shifted by, in steps of half a line, so that the cursor is seen.
fn scrolled(line: &str, column: usize, room: usize) -> usize {
    let half = (room / 2).max(1);
    let shifts = std::iter::successors(Some(0), |shift| Some(shift + half));
    shifts.take_while(|shift| *shift <= column).find(|shift| cells(line, *shift, column) < room).unwrap_or(column)
}
