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
    /// The columns of a table `room` cells wide; the field in hand has 12 cells at least.
    pub(super) fn of(filter: &Filter, in_hand: Option<Field>, lang: Lang, room: usize) -> Self {
        let number = filter.rules.len().to_string().len().max(2) + 3;
        let longest = |field: Field| filter.rules.iter().map(|rule| text::width(&rule.text(field))).max().unwrap_or(0);
        let heading = |field| text::width(screen::column(field, lang));
        // A colon stands before the port that a sender must use.
        let sender = (longest(Field::SourcePort) + 1).clamp(heading(Field::SourcePort), 12);
        let action = heading(Field::Action).max(5);
        let wide = [action, heading(Field::Protocol).max(8), longest(Field::Source).clamp(15, 18), sender];
        let narrow = [action, longest(Field::Protocol).clamp(4, 8), longest(Field::Source).clamp(9, 18), sender];
        let target = longest(Field::DestinationPort);
        let least = target.clamp(heading(Field::DestinationPort).max(8), 12);
        let all = |[a, b, c, d]: [usize; 4], to: usize| [a, b, c, d, to, 0];
        // What gives way, step by step: the width of notes, the room to type, the note, the name of the protocol.
        let steps = [
            (all(wide, target.clamp(11, 13)), 12),
            (all(wide, least), 8),
            (all([wide[0], wide[1], narrow[2], wide[3]], least), 8),
            (all([wide[0], wide[1], narrow[2], wide[3]], least), 0),
            (all(narrow, least), 0),
        ];
        let used = |widths: &[usize; 6]| number + widths.iter().map(|width| width + GAP).sum::<usize>();
        let in_hand = in_hand.and_then(|field| Field::ALL.iter().position(|known| *known == field));
        let typed = |widths: [usize; 6]| -> [usize; 6] {
            let mut widths = widths;
            if let Some(width) = in_hand.filter(|at| *at > 1).and_then(|at| widths.get_mut(at)) {
                *width = (*width).max(12);
            }
            widths
        };
        let fits = |(widths, note): &([usize; 6], usize)| used(widths) + note <= room;
        let fitting = steps.into_iter().map(|(widths, note)| (typed(widths), note)).find(fits);
        let mut widths = fitting.map_or_else(|| typed(all(narrow, least)), |(widths, _)| widths);
        // The field in hand keeps its cells; what is over is taken from the longer ones of the others.
        for at in [2, 4, 1, 2, 4] {
            let over = used(&widths).saturating_sub(room + GAP);
            let floor = [5, 4, 9, 0, 8, 0];
            if let (Some(width), Some(floor)) = (widths.get_mut(at), floor.get(at))
                && in_hand != Some(at)
            {
                *width = (*width).saturating_sub(over).max((*floor).min(*width));
            }
        }
        let rest = room.saturating_sub(used(&widths));
        if let Some(note) = widths.last_mut() {
            let typed = in_hand == Some(5);
            *note = if rest >= 4 || typed { rest.max(if typed { 12 } else { 0 }) } else { 0 };
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
