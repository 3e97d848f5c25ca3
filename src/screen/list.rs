//! Lists: an entry a row, in columns.
//!
//! ```text
//! ▸ SSH                       1 rule
//!   Web server                4 rules   whole server
//! ```

use super::layout::Layout;
use super::look::{Look, offset, put};
use super::theme::Role;
use crate::editor::pointer::Target;
use crate::page::{Block, ListCell, ListItem, Tone};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Cells between two columns.
const GAP: usize = 2;

/// Draws the entries among some blocks, so that the selected one is seen.
pub(super) fn draw(blocks: &[Block], area: Rect, layout: &Layout, look: Look, buffer: &mut Buffer) {
    let items: Vec<&ListItem> =
        blocks.iter().filter_map(|block| if let Block::Item(item) = block { Some(item) } else { None }).collect();
    let widths = widths(&items);
    let selected = items.iter().position(|item| item.selected).unwrap_or(0);
    let first = offset(selected, items.len(), area.height);
    for (row, item) in (0..area.height).zip(items.iter().skip(first)) {
        put(&line(item, &widths, usize::from(area.width), look), area, row, buffer);
        layout.mark_row(area, row, Target::Entry(item.entry));
    }
}

/// The width of each column; the growing one has none of its own.
fn widths(items: &[&ListItem]) -> Vec<usize> {
    let columns = items.iter().map(|item| item.cells.len()).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = items.iter().filter_map(|item| item.cells.get(column));
        let widths = cells.map(|cell| match cell {
            ListCell::Mark(_) => 1,
            ListCell::Text(_, text) => text::width(text),
            ListCell::Growing(..) => 0,
        });
        widths.max().unwrap_or(0)
    };
    (0..columns).map(width).collect()
}

/// Cells behind a column: a letter or a mark stands close to what it is about.
const fn gap(width: usize) -> usize {
    if width > 1 { GAP } else { 1 }
}

fn line(item: &ListItem, widths: &[usize], width: usize, look: Look) -> Line<'static> {
    let marker = if item.selected { look.glyphs.selected() } else { " " };
    let mut spans = vec![look.span(format!("{marker} "), Role::Selected)];
    let fixed: usize = item
        .cells
        .iter()
        .zip(widths)
        .map(|(cell, own)| if matches!(cell, ListCell::Growing(..)) { GAP } else { own + gap(*own) })
        .sum();
    let room = (width + GAP).saturating_sub(fixed + 2);
    for (cell, own) in item.cells.iter().zip(widths) {
        let is_growing = matches!(cell, ListCell::Growing(..));
        spans.push(span(cell, if is_growing { room } else { *own }, item.selected, look));
        spans.push(Span::raw(" ".repeat(gap(if is_growing { GAP } else { *own }))));
    }
    Line::from(spans)
}

fn span(cell: &ListCell, width: usize, selected: bool, look: Look) -> Span<'static> {
    match cell {
        ListCell::Mark(tone) => {
            let (mark, role) = look.tone(*tone);
            look.span(mark, role)
        }
        ListCell::Text(tone, text) | ListCell::Growing(tone, text) => {
            let is_name = *tone == Tone::Text;
            let role = if selected && is_name { Role::Selected } else { look.tone(*tone).1 };
            look.span(text::pad(&text::fit(text, width, look.glyphs), width), role)
        }
    }
}
