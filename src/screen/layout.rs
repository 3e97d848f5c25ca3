//! Where things are, by the size of the terminal.
//!
//! ```text
//! 100 columns and more        60 to 99                     40 to 59
//! header                      header                       header
//! ┌ rules ──────┐┌ panel ──┐  ── rules ─────────────────   ── rules ──────
//! │             ││ flows   │
//! │             ││─────────│  ── flows ──── details ─────   verdict strip
//! │             ││ details │
//! └─────────────┘└─────────┘  notice                       notice
//! notice                      footer                       footer
//! footer
//! ```

use super::look::{Look, put};
use super::theme::Role;
use crate::editor::pointer::Target;
use crate::editor::{Editor, LEAST};
use crate::language::screen;
use crate::page::{Block, ListCell, Page, Placement};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use std::cell::RefCell;
use std::rc::Rc;

/// How the panel stands to the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrangement {
    /// The panel at the right, both in boxes.
    Beside,
    /// The panel below, its two parts side by side.
    Below,
    /// A strip of verdicts below; the panel takes the table's place on demand.
    Strip,
}

/// The regions of the screen, and what a pointer finds there: each view notes what it draws where, so that the two cannot
/// drift apart.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) arrangement: Arrangement,
    /// Everything.
    pub(super) screen: Rect,
    pub(super) header: Rect,
    /// What is special in a lesson; empty elsewhere.
    pub(super) strip: Rect,
    /// The table with its frame.
    pub(super) rules: Rect,
    /// The verdicts with their frame.
    pub(super) flows: Rect,
    /// Findings, or what an edit would do, with their frame.
    pub(super) details: Rect,
    /// What just happened, or what a field takes.
    pub(super) notice: Rect,
    pub(super) footer: Rect,
    targets: Rc<RefCell<Vec<(Rect, Target)>>>,
}

impl Layout {
    /// The regions of a screen with so many rows between header and table; `None` if it is too small for a table.
    pub(super) fn of(screen: Rect, strip_height: u16) -> Option<Self> {
        if screen.width < LEAST.0 || screen.height < LEAST.1 {
            return None;
        }
        let row = |y: u16| Rect { y, height: 1, ..screen };
        let strip_rows = Rect { y: screen.y + 1, height: strip_height.min(screen.height - LEAST.1 + 1), ..screen };
        let body = Rect { y: strip_rows.bottom(), height: screen.height - 3 - strip_rows.height, ..screen };
        let (header, notice, footer) = (row(screen.y), row(screen.bottom() - 2), row(screen.bottom() - 1));
        let arrangement = match screen.width {
            100.. => Arrangement::Beside,
            60.. => Arrangement::Below,
            _ => Arrangement::Strip,
        };
        let (rules, flows, details) = match arrangement {
            Arrangement::Beside => beside(body),
            Arrangement::Below => below(body),
            Arrangement::Strip => strip(body),
        };
        let targets = Rc::default();
        Some(Self { arrangement, screen, header, strip: strip_rows, rules, flows, details, notice, footer, targets })
    }

    /// Notes what stands in a region, over whatever was there.
    pub(super) fn mark(&self, area: Rect, target: Target) {
        self.targets.borrow_mut().push((area, target));
    }

    /// The same for one row of a region, if it has that row.
    pub(super) fn mark_row(&self, area: Rect, row: u16, target: Target) {
        if row < area.height {
            self.mark(Rect { y: area.y + row, height: 1, ..area }, target);
        }
    }

    /// A popup takes the keys: nothing below it can be pointed at, but for the keys in the footer.
    pub(super) fn cover(&self) {
        self.targets.borrow_mut().retain(|(area, _)| area.y >= self.footer.y);
        self.mark(Rect { height: self.screen.height - 1, ..self.screen }, Target::Popup);
    }

    /// What stands at a position.
    pub(super) fn target(&self, position: Position) -> Option<Target> {
        let targets = self.targets.borrow();
        targets.iter().rev().find(|(area, _)| area.contains(position)).map(|(_, target)| *target)
    }

    /// Whether the panel takes the table's place when it has the keys.
    pub(super) fn panel_over_rules(&self) -> bool {
        self.arrangement == Arrangement::Strip
    }
}

fn beside(body: Rect) -> (Rect, Rect, Rect) {
    let panel_width = (body.width * 2 / 5).clamp(42, 64);
    let rules = Rect { width: body.width - panel_width, ..body };
    let panel = Rect { x: rules.right(), width: panel_width, ..body };
    // Thirteen flows and a frame, as long as the details keep the larger half of a low screen.
    let flows_height = 15.min(panel.height / 2);
    let flows = Rect { height: flows_height, ..panel };
    let details = Rect { y: flows.bottom(), height: panel.height - flows_height, ..panel };
    (rules, flows, details)
}

fn below(body: Rect) -> (Rect, Rect, Rect) {
    let panel_height = (body.height * 9 / 20).clamp(4, 16);
    let rules = Rect { height: body.height - panel_height, ..body };
    let panel = Rect { y: rules.bottom(), height: panel_height, ..body };
    let flows_width = (panel.width * 19 / 40).clamp(28, 40);
    let flows = Rect { width: flows_width, ..panel };
    let details = Rect { x: flows.right(), width: panel.width - flows_width, ..panel };
    (rules, flows, details)
}

fn strip(body: Rect) -> (Rect, Rect, Rect) {
    let rules = Rect { height: body.height - 1, ..body };
    let flows = Rect { y: rules.bottom(), height: 1, ..body };
    (rules, flows, rules)
}

/// An answer behind its letter.
fn answer(block: &Block) -> Option<String> {
    let Block::Item(item) = block else { return None };
    let words = item.cells.iter().filter_map(|cell| match cell {
        ListCell::Mark(_) => None,
        ListCell::Text(_, text) | ListCell::Growing(_, text) => Some(text.as_str()),
    });
    Some(words.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" "))
}

/// The answers of a question in one line; nothing, if it is none.
fn answers(page: &Page) -> Option<String> {
    let answers: Vec<String> = page.foot.iter().filter_map(answer).collect();
    (page.place == Placement::Question && !answers.is_empty()).then(|| text::visible(&answers.join(" ")))
}

/// What a screen too small for a table shows; saving and quitting still work.
pub(super) fn too_small(area: Rect, editor: &Editor, look: Look, buffer: &mut Buffer) {
    let (width, height) = LEAST;
    let lang = editor.lang;
    let lines = [
        screen::needs(width, height, lang),
        match (&editor.popup, editor.session().is_some_and(|session| session.mode.draft().is_some())) {
            (None, false) => screen::least_keys(editor.voice()),
            _ => screen::esc_closes(lang).to_owned(),
        },
    ];
    let notice = editor.notice.iter().map(|notice| text::visible(&notice.text));
    let question = editor.popup.as_ref().and_then(|popup| answers(&popup.page(editor)));
    for (row, text) in (0..).zip(lines.into_iter().chain(question).chain(notice)) {
        put(&look.line(text, Role::Text), area, row, buffer);
    }
}
