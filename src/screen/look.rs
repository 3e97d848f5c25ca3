//! How things look on this terminal, and the small steps every view draws with.

use super::theme::{Role, Theme};
use crate::page::Tone;
use crate::text;
use crate::text::Glyphs;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

/// The means of this terminal.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Colours.
    pub theme: Theme,
    /// Marks and borders.
    pub glyphs: Glyphs,
}

impl Look {
    pub(super) fn style(self, role: Role) -> Style {
        self.theme.style(role)
    }

    pub(super) fn span(self, text: impl Into<String>, role: Role) -> Span<'static> {
        let text = text.into();
        // The place of a marker that is not there is not selected, even where selection is more than bold.
        let role = if role == Role::Selected && text.trim().is_empty() { Role::Text } else { role };
        Span::styled(text, self.style(role))
    }

    pub(super) fn line(self, text: impl Into<String>, role: Role) -> Line<'static> {
        Line::from(self.span(text, role))
    }

    /// A paragraph as lines of at most `width` cells, the later ones indented like the first text after `lead`.
    pub(super) fn paragraph(self, lead: Span<'static>, words: &str, role: Role, width: u16) -> Vec<Line<'static>> {
        let indent = text::width(&lead.content);
        let lines = text::wrap(words, usize::from(width).saturating_sub(indent).max(4));
        let mut lead = Some(lead);
        lines
            .into_iter()
            .map(|line| {
                let head = lead.take().unwrap_or_else(|| Span::raw(" ".repeat(indent)));
                Line::from(vec![head, self.span(line, role)])
            })
            .collect()
    }

    /// The mark and role of a tone.
    pub(super) const fn tone(self, tone: Tone) -> (&'static str, Role) {
        match tone {
            Tone::Error => (self.glyphs.fail(), Role::Error),
            Tone::Warning => (self.glyphs.warn(), Role::Warn),
            Tone::Note => (self.glyphs.modified(), Role::Note),
            Tone::Ok => (self.glyphs.ok(), Role::Ok),
            Tone::Partly => (self.glyphs.partly(), Role::Warn),
            Tone::Unsure => (self.glyphs.uncertain(), Role::Warn),
            Tone::Idle => (self.glyphs.removed(), Role::Dim),
            Tone::Outcome => (self.glyphs.arrow(), Role::Text),
            Tone::Current => (self.glyphs.selected(), Role::Note),
            Tone::Added => (self.glyphs.added(), Role::Added),
            Tone::Removed => (self.glyphs.removed(), Role::Removed),
            Tone::Text => (" ", Role::Text),
            Tone::Dim => (" ", Role::Dim),
            Tone::Key => (" ", Role::Key),
        }
    }
}

/// Draws a line into one row of the screen; what does not fit is cut.
pub(super) fn put(line: &Line<'_>, area: Rect, row: u16, buffer: &mut Buffer) {
    if row < area.height {
        line.render(Rect { y: area.y + row, height: 1, ..area }, buffer);
    }
}

/// Draws lines from the top of a region, the first `scroll` of them left out.
pub(super) fn put_all(lines: &[Line<'_>], scroll: usize, area: Rect, buffer: &mut Buffer) {
    for (row, line) in (0..area.height).zip(lines.iter().skip(scroll)) {
        put(line, area, row, buffer);
    }
}

/// Says in the last corner of a region that there is more below.
pub(super) fn mark_below(area: Rect, look: Look, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let more = format!(" ... {}", look.glyphs.below());
    let width = u16::try_from(text::width(&more)).unwrap_or(0).min(area.width);
    let corner = Rect { x: area.right() - width, y: area.bottom() - 1, width, height: 1 };
    put(&look.line(more, Role::Key), corner, 0, buffer);
}

/// How far a list must be scrolled for its selected entry to be seen. It moves by half pages, so that most steps change
/// two rows only.
pub(super) fn offset(selected: usize, count: usize, height: u16) -> usize {
    let height = usize::from(height).max(1);
    if count <= height {
        return 0;
    }
    let half = (height / 2).max(1);
    ((selected / half).saturating_sub(1) * half).min(count - height).max((selected + 1).saturating_sub(height))
}

#[cfg(test)]
mod tests {
    use super::offset;

    #[test]
    fn the_selected_entry_is_always_seen() {
        for height in 1..12u16 {
            for count in 0..40usize {
                for selected in 0..count {
                    let first = offset(selected, count, height);
                    assert!(first <= selected && selected < first + usize::from(height), "{selected} of {count}");
                }
            }
        }
    }
}
