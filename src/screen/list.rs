//! Lists: entries in columns, some under headings. Only an entry with a text that wraps takes more than one row.
//!
//! ```text
//! See
//! ▸ i   explain    explain the selected finding, with a
//!                  packet
//!   t   trace      walk a packet down the rules
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
use std::ops::Range;

/// Cells between two columns.
const GAP: usize = 2;

/// The fewest cells in which a text wraps behind the others; in less it stands below them, so far to the right.
const BESIDE: usize = 32;
const BELOW: usize = 4;

/// The rows of a list.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    /// Each with its entry; a heading has none.
    lines: Vec<(Option<usize>, Line<'static>)>,
    /// Those that should be seen: the selected entry, with the heading right above it.
    selected: Range<usize>,
}

impl Rows {
    /// The entries and headings among some blocks, on so many columns.
    pub(super) fn of(blocks: &[Block], width: u16, look: Look) -> Self {
        let items: Vec<&ListItem> =
            blocks.iter().filter_map(|block| if let Block::Item(item) = block { Some(item) } else { None }).collect();
        let widths = widths(&items);
        let mut rows = Self::default();
        for block in blocks {
            match block {
                Block::Heading(text) => {
                    let text = text::fit(text, usize::from(width), look.glyphs);
                    rows.lines.push((None, look.line(text, Role::Title)));
                }
                Block::Item(item) => rows.add(item, &widths, usize::from(width), look),
                _ => {}
            }
        }
        rows
    }

    fn add(&mut self, item: &ListItem, widths: &[usize], width: usize, look: Look) {
        let begin = self.lines.len();
        self.lines.extend(lines(item, widths, width, look).into_iter().map(|line| (Some(item.entry), line)));
        if item.selected {
            let has_heading =
                begin.checked_sub(1).and_then(|at| self.lines.get(at)).is_some_and(|(of, _)| of.is_none());
            self.selected = begin - usize::from(has_heading)..self.lines.len();
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.lines.len()
    }

    /// Draws the rows around the selected entry.
    pub(super) fn draw(&self, area: Rect, layout: &Layout, buffer: &mut Buffer) {
        let last = self.selected.end.saturating_sub(1);
        let first = offset(last, self.lines.len(), area.height).min(self.selected.start);
        for (row, (entry, line)) in (0..area.height).zip(self.lines.iter().skip(first)) {
            put(line, area, row, buffer);
            if let Some(entry) = entry {
                layout.mark_row(area, row, Target::Entry(*entry));
            }
        }
    }
}

/// The width of each column; a growing or a wrapping one has none of its own.
fn widths(items: &[&ListItem]) -> Vec<usize> {
    let columns = items.iter().map(|item| item.cells.len()).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = items.iter().filter_map(|item| item.cells.get(column));
        let widths = cells.map(|cell| match cell {
            ListCell::Mark(_) => 1,
            ListCell::Text(_, text) => text::width(text),
            ListCell::Growing(..) | ListCell::Wrapping(..) => 0,
        });
        widths.max().unwrap_or(0)
    };
    (0..columns).map(width).collect()
}

/// Cells behind a column: a letter or a mark stands close to what it is about.
const fn gap(width: usize) -> usize {
    if width > 1 { GAP } else { 1 }
}

fn lines(item: &ListItem, widths: &[usize], width: usize, look: Look) -> Vec<Line<'static>> {
    let line = line(item, widths, width, look);
    let Some(ListCell::Wrapping(tone, text)) = item.cells.last() else { return vec![line] };
    let used: usize = line.spans.iter().map(|span| text::width(&span.content)).sum();
    let role = look.tone(*tone).1;
    let part = |text: String, indent: usize| vec![Span::raw(" ".repeat(indent)), look.span(text, role)];
    let room = width.saturating_sub(used);
    if room < BESIDE {
        let below = text::wrap(text, width.saturating_sub(BELOW).max(BELOW));
        return std::iter::once(line).chain(below.into_iter().map(|text| Line::from(part(text, BELOW)))).collect();
    }
    let mut wrapped = text::wrap(text, room).into_iter();
    let first = [line.spans, part(wrapped.next().unwrap_or_default(), 0)].concat();
    std::iter::once(Line::from(first)).chain(wrapped.map(|text| Line::from(part(text, used)))).collect()
}

/// The columns of an entry, but for a text that wraps.
fn line(item: &ListItem, widths: &[usize], width: usize, look: Look) -> Line<'static> {
    let marker = if item.selected { look.glyphs.selected() } else { " " };
    let mut spans = vec![look.span(format!("{marker} "), Role::Selected)];
    let cells = || item.cells.iter().zip(widths).filter(|(cell, _)| !matches!(cell, ListCell::Wrapping(..)));
    let own = |(cell, own): (&ListCell, &usize)| {
        if matches!(cell, ListCell::Growing(..)) { GAP } else { own + gap(*own) }
    };
    let fixed: usize = cells().map(own).sum();
    let room = (width + GAP).saturating_sub(fixed + 2);
    for (cell, own) in cells() {
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
        ListCell::Text(tone, text) | ListCell::Growing(tone, text) | ListCell::Wrapping(tone, text) => {
            let is_name = *tone == Tone::Text;
            let role = if selected && is_name { Role::Selected } else { look.tone(*tone).1 };
            look.span(text::pad(&text::fit(text, width, look.glyphs), width), role)
        }
    }
}
