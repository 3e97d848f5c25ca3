//! Popups that speak of rules: they stand where those rules stay in sight.
//!
//! ```text
//! boxes                           one above the other
//! ┌ rules ──────┐┌ server ──┐     ── rules ────────────────
//! │ ✗5          ││          │     ✗ 5 <- what it speaks of
//! ├ speech ─────┤│ visitors │     ── speech ───────────────
//! └─────────────┘└──────────┘
//! ```
//!
//! The table gives up the rows that the popup covers and scrolls to the rule in focus. Only where there is no room for
//! both, in a window of fewer than 14 rows, the popup covers everything; then it has to name the rules itself.

use super::frame::framed;
use super::layout::{Arrangement, Layout};
use super::look::{Look, mark_below, put_all};
use super::popup;
use super::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// How a row of the table is marked while a popup speaks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowMark {
    /// The rule (0-based); one beyond the last is the default.
    pub(super) row: usize,
    pub(super) glyph: &'static str,
    pub(super) role: Role,
}

/// What a popup says about rules.
#[derive(Debug, Clone, Default)]
pub(super) struct Speech {
    pub(super) title: String,
    /// Rows for input fields, above the lines and not scrolled with them.
    pub(super) head: u16,
    pub(super) lines: Vec<Line<'static>>,
    /// The first line to show.
    pub(super) scroll: usize,
    /// The row of the table that must stay in sight.
    pub(super) focus: usize,
    /// The rows that it speaks of.
    pub(super) marks: Vec<RowMark>,
}

impl Speech {
    pub(super) fn area(&self, layout: &Layout) -> Rect {
        let room = room(layout);
        let lines = u16::try_from(self.lines.len()).unwrap_or(u16::MAX).saturating_add(self.head);
        let details = if layout.arrangement == Arrangement::Strip { 0 } else { layout.details.height };
        let frame = if layout.arrangement == Arrangement::Beside { 2 } else { 1 };
        let height = lines.saturating_add(frame).max(details).min(room.height);
        Rect { y: room.bottom() - height, height, ..room }
    }

    /// The layout with as much of the table as the popup leaves.
    pub(super) fn beside(&self, layout: &Layout) -> Layout {
        let (rules, area) = (layout.rules, self.area(layout));
        let height = rules.height.min(area.y.saturating_sub(rules.y));
        let mut left = layout.clone();
        left.rules.height = height;
        left
    }

    /// How a row of the table is marked.
    pub(super) fn mark(&self, row: usize) -> Option<RowMark> {
        self.marks.iter().find(|mark| mark.row == row).copied()
    }

    /// Draws it; the region of its head.
    pub(super) fn draw(&self, layout: &Layout, look: Look, buffer: &mut Buffer) -> Rect {
        let area = self.area(layout);
        popup::clear(area, buffer);
        let area = framed(&self.title, area, layout, look, buffer);
        let head = Rect { height: self.head.min(area.height), ..area };
        let body = Rect { y: head.bottom(), height: area.height - head.height, ..area };
        let most = self.lines.len().saturating_sub(usize::from(body.height));
        put_all(&self.lines, self.scroll.min(most), body, buffer);
        if self.scroll < most {
            mark_below(body, look, buffer);
        }
        head
    }
}

/// As much of the screen as a speech may take.
fn room(layout: &Layout) -> Rect {
    let top = layout.strip.bottom();
    let body = Rect { y: top, height: layout.notice.y.saturating_sub(top), ..layout.rules };
    let kept = kept(layout);
    Rect { y: body.y + kept, height: body.height - kept, ..body }
}

/// Rows of the table that are never covered, its title and headings among them.
fn kept(layout: &Layout) -> u16 {
    match layout.screen.height {
        19.. => 6,
        14.. => 5,
        _ => 0,
    }
}

/// Whether a speech hides the whole table.
pub(super) fn covers(layout: &Layout) -> bool {
    kept(layout) == 0
}

/// Columns for the text of a speech.
pub(super) fn width(layout: &Layout) -> u16 {
    let frame = if layout.arrangement == Arrangement::Beside { 2 } else { 0 };
    room(layout).width.saturating_sub(frame)
}

/// Rows for the text of a speech.
pub(super) fn height(layout: &Layout) -> u16 {
    room(layout).height.saturating_sub(2)
}
