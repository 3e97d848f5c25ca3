//! Where things are, by the size of the terminal.
//!
//! ```text
//! 116 columns, 24 rows and more   60 columns and more             less
//! header                          header                          header
//! ┌ rules ──────┐┌ server ──┐     ── rules ─────────────────      ── rules ──────
//! │             │└──────────┘
//! └─────────────┘┌ visitors ┐     ── server ─── visitors ────     server in one line
//! ┌ details ────┐│          │     ── details ────────────────     notice
//! └─────────────┘└──────────┘     notice                          footer
//! notice                          footer
//! footer
//! ```
//!
//! One above the other, the table has as many rows as it needs, as long as the rest keeps its least. The fewer rows are
//! left, the shorter the two lists: in full side by side; what the server needs in one line, who comes in below it; both
//! in two or three lines.

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

/// How the two lists stand to the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrangement {
    /// The lists at the right, everything in boxes.
    Beside,
    /// One above the other.
    Below,
    /// The lists in one line; the details are pages.
    Strip,
}

/// How much of the two lists there is room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lists {
    /// A row for each entry.
    Full,
    /// What the server needs in one line, who comes in in a few.
    Pulse,
    /// The same, the one line in the place of the title.
    Title,
}

/// What decides how the rows are shared.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wish {
    /// Rows between header and table.
    pub(super) strip: u16,
    /// Rows of the table: rules, the default, a line below a field.
    pub(super) table: usize,
    /// Rows of what the server needs.
    pub(super) server: usize,
    /// Whether a page lies over the table.
    pub(super) has_page: bool,
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
    /// What the server needs, with its frame.
    pub(super) server: Rect,
    /// Who comes in, with its frame.
    pub(super) visitors: Rect,
    /// In which form these two stand.
    pub(super) lists: Lists,
    /// Findings, or what an edit would do, with their frame.
    pub(super) details: Rect,
    /// What just happened, or what a field takes.
    pub(super) notice: Rect,
    pub(super) footer: Rect,
    targets: Rc<RefCell<Vec<(Rect, Target)>>>,
}

impl Layout {
    /// The regions of a screen; `None` if it is too small for a table.
    pub(super) fn of(screen: Rect, wish: Wish) -> Option<Self> {
        if screen.width < LEAST.0 || screen.height < LEAST.1 {
            return None;
        }
        let row = |y: u16| Rect { y, height: 1, ..screen };
        let strip = Rect { y: screen.y + 1, height: wish.strip.min(screen.height - LEAST.1 + 1), ..screen };
        let body = Rect { y: strip.bottom(), height: screen.height - 3 - strip.height, ..screen };
        let (header, notice, footer) = (row(screen.y), row(screen.bottom() - 2), row(screen.bottom() - 1));
        let arrangement = match screen.width {
            116.. if body.height >= 24 => Arrangement::Beside,
            60.. => Arrangement::Below,
            _ => Arrangement::Strip,
        };
        let Regions { rules, server, visitors, details, lists } = match arrangement {
            Arrangement::Beside => beside(body, wish),
            Arrangement::Below => below(body, screen.height, wish),
            Arrangement::Strip => as_strip(body),
        };
        let targets = Rc::default();
        Some(Self {
            arrangement,
            screen,
            header,
            strip,
            rules,
            server,
            visitors,
            lists,
            details,
            notice,
            footer,
            targets,
        })
    }

    /// Everything between the first row and the line of notices.
    pub(super) fn body(&self) -> Rect {
        Rect { y: self.screen.y + 1, height: self.screen.height - 3, ..self.screen }
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
}

struct Regions {
    rules: Rect,
    server: Rect,
    visitors: Rect,
    details: Rect,
    lists: Lists,
}

/// The rows of a table between others: all it needs, as long as the rest keeps its least; under a page more than half.
fn table_rows(body: u16, frame: u16, least: u16, wish: Wish) -> u16 {
    let needed = u16::try_from(wish.table).unwrap_or(u16::MAX).saturating_add(frame);
    let needed = if wish.has_page { needed.max(body * 11 / 20) } else { needed };
    needed.min(body.saturating_sub(least))
}

fn beside(body: Rect, wish: Wish) -> Regions {
    let panel = if body.width >= 160 { 56 } else { 44 };
    let left = Rect { width: body.width - panel, ..body };
    // A border above and below, and the heads of the columns.
    let rules = Rect { height: table_rows(body.height, 3, 11, wish), ..left };
    let details = Rect { y: rules.bottom(), height: body.height - rules.height, ..left };
    let right = Rect { x: left.right(), width: panel, ..body };
    let rows = u16::try_from(wish.server.max(6) + 3).unwrap_or(u16::MAX).min(body.height / 2);
    let server = Rect { height: rows, ..right };
    let visitors = Rect { y: server.bottom(), height: body.height - rows, ..right };
    Regions { rules, server, visitors, details, lists: Lists::Full }
}

/// The narrowest screen on which both lists stand side by side, and the columns of the first.
const TWO_COLUMNS: u16 = 76;
const SERVER: u16 = 43;

fn below(body: Rect, screen: u16, wish: Wish) -> Regions {
    let least = if screen >= 20 { 7 } else { 5.min(body.height.saturating_sub(5)) };
    let rules = Rect { height: table_rows(body.height, 2, least, wish), ..body };
    let rest = Rect { y: rules.bottom(), height: body.height - rules.height, ..body };
    let (lists, height) = match rest.height {
        12.. if body.width >= TWO_COLUMNS => (Lists::Full, (rest.height / 2).clamp(7, 12)),
        7.. => (Lists::Pulse, rest.height.div_ceil(2).min(8)),
        _ => (Lists::Title, rest.height.saturating_sub(3).max(1)),
    };
    let panel = Rect { height, ..rest };
    let details = Rect { y: panel.bottom(), height: rest.height - height, ..rest };
    let (server, visitors) = match lists {
        Lists::Full => {
            let server = Rect { width: SERVER, ..panel };
            (server, Rect { x: server.right(), width: panel.width - SERVER, ..panel })
        }
        Lists::Pulse => (Rect { height: 2, ..panel }, Rect { y: panel.y + 2, height: height - 2, ..panel }),
        Lists::Title => (Rect { height: 1, ..panel }, Rect { y: panel.y + 1, height: height - 1, ..panel }),
    };
    Regions { rules, server, visitors, details, lists }
}

fn as_strip(body: Rect) -> Regions {
    let rules = Rect { height: body.height - 1, ..body };
    let server = Rect { y: rules.bottom(), height: 1, ..body };
    let visitors = Rect { y: server.bottom(), height: 0, ..server };
    Regions { rules, server, visitors, details: rules, lists: Lists::Title }
}

/// An answer behind its letter.
fn answer(block: &Block) -> Option<String> {
    let Block::Item(item) = block else { return None };
    let words = item.cells.iter().filter_map(|cell| match cell {
        ListCell::Mark(_) => None,
        ListCell::Text(_, text) | ListCell::Growing(_, text) | ListCell::Wrapping(_, text) => Some(text.as_str()),
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
