//! Popups over the screen. They are of three kinds, and each has one geometry:
//!
//! ```text
//! details: below the rules that     page: over the rules, as wide     question: a box in the middle,
//! it speaks of                      as there is room                  as high as what it asks
//!
//! header                            header                            header
//! -- rules --------------------     -- title --------------------     -- rules --------------------
//!  x 5 deny ip any                  search: dhc_                       1 allow  tcp
//! -- title --------------------     > entry                            +- title ---------------+
//! No DHCP answer gets past            another                          | > field               |
//! rule 5 ...                        about the selected                 | what it takes         |
//!                                   -- what it would do ----------     +-----------------------+
//! notice                            notice                            notice
//! footer                            footer                            footer
//! ```
//!
//! Details are drawn with the rules (`speech`), which give up rows from below and stay in sight. A page ends where the
//! panel begins if a choice on it has an effect to be seen there, else above the notice. In both the head (fields) and the
//! foot (more about the selected entry) stay, and what is between them is scrolled. Beside these there is the line of a
//! search, in the place of the notice.

use super::fields;
use super::frame::framed;
use super::layout::{Arrangement, Layout};
use super::list::Rows;
use super::look::{Look, mark_below, put_all};
use super::page::{Paper, speech};
use super::popup;
use super::text_lines;
use crate::editor::Editor;
use crate::page::{Block, Page, Placement};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// The widest question.
const QUESTION: u16 = 72;

/// Draws a page that does not stand beside the rules; where its cursor is.
pub(super) fn draw(page: &Page, editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) -> Option<Position> {
    match page.place {
        // It was drawn with the rules, unless there are none.
        Placement::Details if editor.session().is_some() => None,
        Placement::Details => {
            speech(page, 0, editor.voice(), layout, look).draw(layout, look, buffer);
            None
        }
        Placement::Notice => fields::prompt(page, layout, look, buffer),
        Placement::Page => {
            let area = if page.has_effect { layout.rules } else { layout.body() };
            popup::clear(area, buffer);
            let area = framed(&page.title, area, layout, look, buffer);
            inside(page, area, editor, layout, look, buffer)
        }
        Placement::Question => {
            let area = question(page, editor, layout, look, buffer);
            inside(page, area, editor, layout, look, buffer)
        }
    }
}

/// The box of a question; the region inside. Where not all fields are seen, the title counts them.
fn question(page: &Page, editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) -> Rect {
    let body = layout.body();
    let width = QUESTION.min(body.width);
    let parts = Parts::of(page, editor, width.saturating_sub(2), look);
    let fits = parts.head + 1 < body.height.saturating_sub(2 + parts.body_rows());
    let title = match parts.focus {
        Some(at) if !fits => format!("{} ({}/{})", page.title, at + 1, parts.head),
        _ => page.title.clone(),
    };
    let area = popup::centred(body, width, parts.rows() + 2);
    popup::frame(area, &title, look.theme, look.glyphs, buffer)
}

/// The parts of a page on so many columns.
struct Parts {
    /// Rows of the head.
    head: u16,
    /// The field in focus.
    focus: Option<usize>,
    list: Rows,
    body: Vec<Line<'static>>,
    foot: Vec<Line<'static>>,
    foot_list: Rows,
}

impl Parts {
    fn of(page: &Page, editor: &Editor, width: u16, look: Look) -> Self {
        let paper = Paper::new(editor.voice(), width, look);
        let focus = page.head.iter().find_map(|block| match block {
            Block::Input(field) if field.focused => Some(field.entry),
            _ => None,
        });
        Self {
            head: fields::rows(&page.head, paper),
            focus,
            list: Rows::of(&page.blocks, width, look),
            body: paper.lines(&page.blocks),
            foot: paper.lines(&page.foot),
            foot_list: Rows::of(&page.foot, width, look),
        }
    }

    fn body_rows(&self) -> u16 {
        u16::try_from(self.list.len() + self.body.len()).unwrap_or(u16::MAX)
    }

    fn foot_rows(&self) -> u16 {
        u16::try_from(self.foot_list.len() + self.foot.len()).unwrap_or(u16::MAX)
    }

    /// All rows, a blank one between the parts.
    fn rows(&self) -> u16 {
        let parts = [self.head, self.body_rows(), self.foot_rows()];
        let gaps = parts.iter().filter(|rows| **rows > 0).count().saturating_sub(1);
        parts.iter().fold(u16::try_from(gaps).unwrap_or(0), |sum, rows| sum.saturating_add(*rows))
    }
}

/// How the rows of a region are shared: head, body, foot.
struct Shares {
    head: Rect,
    body: Rect,
    foot: Rect,
}

impl Shares {
    /// In a question the answers come first, then what is asked; the field in focus is always seen.
    fn of_question(parts: &Parts, area: Rect) -> Self {
        let foot = parts.foot_rows().min(area.height);
        let body = parts.body_rows().min(area.height - foot).min(area.height.saturating_sub(1));
        let head = parts.head.min(area.height - foot - body);
        let gap = u16::from(head > 0 && head + body + foot < area.height);
        let top = Rect { height: head, ..area };
        let middle = Rect { y: area.y + head + gap, height: body, ..area };
        Self { head: top, body: middle, foot: Rect { y: area.bottom() - foot, height: foot, ..area } }
    }

    /// Elsewhere the foot takes what it needs, up to half of what the head leaves.
    fn of_page(parts: &Parts, kept: u16, area: Rect) -> Self {
        let head = parts.head.min(area.height.saturating_sub(1));
        let rest = area.height - head;
        let least = if rest < 8 { 1.min(kept) } else { kept };
        let foot = parts.foot_rows().max(least).min(if rest < 8 { rest.min(1) } else { rest / 2 });
        let foot = if parts.foot_rows() == 0 && kept == 0 { 0 } else { foot };
        let gap = u16::from(foot > 0 && rest >= 16);
        Self {
            head: Rect { height: head, ..area },
            body: Rect { y: area.y + head, height: rest - foot - gap, ..area },
            foot: Rect { y: area.bottom() - foot, height: foot, ..area },
        }
    }
}

/// Draws head, body and foot; where the cursor is.
fn inside(
    page: &Page,
    area: Rect,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let mut page = page.clone();
    if layout.arrangement == Arrangement::Strip {
        page.foot.splice(0..0, std::mem::take(&mut page.aside));
    }
    let parts = Parts::of(&page, editor, area.width, look);
    let shares = match page.place {
        Placement::Question => Shares::of_question(&parts, area),
        _ => Shares::of_page(&parts, page.foot_rows, area),
    };
    let cursor = fields::head(&page.head, shares.head, editor, layout, look, buffer);
    let lines = page.blocks.iter().find_map(|block| if let Block::Lines(lines) = block { Some(lines) } else { None });
    if let Some(lines) = lines {
        return text_lines::draw(lines, shares.body, look, buffer);
    }
    parts.list.draw(shares.body, layout, buffer);
    let below = u16::try_from(parts.list.len()).unwrap_or(u16::MAX).min(shares.body.height);
    let text = Rect { y: shares.body.y + below, height: shares.body.height - below, ..shares.body };
    let most = parts.body.len().saturating_sub(usize::from(text.height));
    put_all(&parts.body, page.scroll.min(most), text, buffer);
    if page.scroll < most {
        mark_below(text, look, buffer);
    }
    parts.foot_list.draw(shares.foot, layout, buffer);
    let below = u16::try_from(parts.foot_list.len()).unwrap_or(u16::MAX).min(shares.foot.height);
    put_all(
        &parts.foot,
        0,
        Rect { y: shares.foot.y + below, height: shares.foot.height - below, ..shares.foot },
        buffer,
    );
    cursor
}

/// The head of a page that stands beside the rules; where its cursor is.
pub(super) fn head(
    page: &Page,
    area: Rect,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    fields::head(&page.head, area, editor, layout, look, buffer)
}
