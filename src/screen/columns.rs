//! How wide the columns of the rule table are.
//!
//! Widths do not depend on what is being typed as long as it is of usual size, so that a keystroke redraws a cell and not
//! the table.

use crate::filter::{Field, Filter};
use crate::lang::Lang;
use crate::language::screen;
use crate::text;

/// The width of each field's column in cells; 0 leaves it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    /// The rule's number, with its marks.
    pub(super) number: usize,
    widths: [usize; 6],
}

/// Blanks between columns.
const GAP: usize = 1;

impl Columns {
    /// The columns of a table `room` cells wide.
    pub(super) fn of(filter: &Filter, lang: Lang, room: usize) -> Self {
        let number = filter.rules.len().to_string().len().max(2) + 3;
        let longest = |field: Field| filter.rules.iter().map(|rule| text::width(&rule.text(field))).max().unwrap_or(0);
        let heading = |field| text::width(screen::column(field, lang));
        let mut widths = Field::ALL.map(|field| match field {
            Field::Action => heading(field).max(5),
            Field::Protocol => heading(field).max(8),
            Field::Source => longest(field).clamp(15, 18),
            Field::SourcePort | Field::DestinationPort => longest(field).clamp(11, 13),
            Field::Description => 0,
        });
        let used = |widths: &[usize; 6]| number + widths.iter().map(|width| width + GAP).sum::<usize>();
        // A narrow screen takes from the columns that say least. What a rule demands of the source port is never hidden:
        // without it the rule would look like another one.
        let source_port = if longest(Field::SourcePort) == 0 { 0 } else { 6 };
        let tight = [(3, longest(Field::SourcePort).clamp(8, 11)), (4, longest(Field::DestinationPort).clamp(10, 13))];
        for (column, least) in
            tight.into_iter().chain([(2, longest(Field::Source).clamp(8, 15)), (3, 6), (3, source_port), (2, 8)])
        {
            if used(&widths) + 8 > room
                && let Some(width) = widths.get_mut(column)
            {
                *width = (*width).min(least);
            }
        }
        let rest = room.saturating_sub(used(&widths));
        if let Some(note) = widths.last_mut() {
            *note = if rest >= 4 { rest } else { 0 };
        }
        Self { number, widths }
    }

    /// The first cell and the width of a field's column.
    pub(super) fn of_field(&self, field: Field) -> (usize, usize) {
        let mut at = self.number;
        for (known, width) in Field::ALL.into_iter().zip(self.widths) {
            if known == field {
                return (at, width);
            }
            at += if width == 0 { 0 } else { width + GAP };
        }
        (at, 0)
    }
}
