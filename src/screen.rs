//! The editor's state on the screen: layout and colours.
//!
//! Nothing here decides what the program does. Views read the state and draw; the pieces they draw with settle widths,
//! marks and colours in one place each.
//!
//! | view | region |
//! |---|---|
//! | `page` | what is said of a report, wherever |
//! | `start` | the first screen |
//! | `lesson` | the strip above the rules in a lesson |
//! | `header`, `notice`, `footer` | first and last rows |
//! | `rules` | the rule table |
//! | `panel` | what the server needs, and who can come in |
//! | `details` | what is to be repaired, or what an edit would do |
//! | `popups` | pages over all that, made of `fields`, `list`, `text_lines` and `page` |
//! | `speech` | a page beside the rules it speaks of |

mod cells;
mod columns;
mod details;
mod fields;
mod footer;
mod frame;
mod header;
mod hint;
mod input;
mod layout;
mod lesson;
mod list;
mod look;
mod notice;
mod page;
mod panel;
pub mod popup;
mod popups;
mod rules;
mod speech;
mod start;
mod text_lines;
pub mod theme;

pub use look::Look;

use crate::editor::pointer::Target;
use crate::editor::session::Session;
use crate::editor::{Editor, Main};
use crate::page::{Page, Placement};
use crate::text::is_shown;
use layout::{Layout, Wish};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws the whole screen.
pub fn draw(editor: &Editor, look: Look, frame: &mut Frame<'_>) {
    let area = frame.area();
    let page = page_of(editor);
    let Some(layout) = layout_of(area, page.as_ref(), editor) else {
        layout::too_small(area, editor, look, frame.buffer_mut());
        return show_all(frame.buffer_mut());
    };
    let cursor = draw_all(page.as_ref(), editor, &layout, look, frame.buffer_mut());
    show_all(frame.buffer_mut());
    if let Some(position) = cursor.filter(|position| area.contains(*position)) {
        frame.set_cursor_position(position);
    }
}

/// Nothing that a terminal would obey or hide leaves this program, wherever it came from.
fn show_all(buffer: &mut Buffer) {
    buffer.content.iter_mut().filter(|cell| !is_shown(cell.symbol())).for_each(|cell| {
        cell.set_symbol("?");
    });
}

/// What stands at a cell of a screen of this size. A frame that nobody sees is drawn for it: what is drawn there is what
/// is pointed at.
pub fn target(editor: &Editor, look: Look, (width, height): (u16, u16), (column, row): (u16, u16)) -> Option<Target> {
    let area = Rect::new(0, 0, width, height);
    let page = page_of(editor);
    let layout = layout_of(area, page.as_ref(), editor)?;
    draw_all(page.as_ref(), editor, &layout, look, &mut Buffer::empty(area));
    layout.target(Position { x: column, y: row })
}

/// What stands open over the rules.
fn page_of(editor: &Editor) -> Option<Page> {
    editor.popup.as_ref().map(|popup| popup.page(editor))
}

fn layout_of(area: Rect, page: Option<&Page>, editor: &Editor) -> Option<Layout> {
    let strip = lesson::strip_height(editor, area);
    let Some(session) = editor.session() else { return Layout::of(area, Wish { strip, ..Wish::default() }) };
    let has_page = page.is_some_and(|page| page.place == Placement::Page && page.has_effect);
    let is_wrong = session.mode.draft().is_some_and(|draft| draft.error.is_some());
    let table = session.shown().rules.len() + 1 + usize::from(is_wrong) + rules::ghost_rows(editor);
    let server = session.shown_report().map_or(0, |report| report.server.len());
    Layout::of(area, Wish { strip, table, server, has_page })
}

fn draw_all(
    page: Option<&Page>,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let cursor = match &editor.place {
        Main::Start(start) => {
            start::draw(start, editor, layout, look, buffer);
            footer::draw_start(editor, page, layout, look, buffer);
            if editor.popup.is_some() {
                layout.cover();
            }
            None
        }
        Main::Rules(session) => draw_session(session, page, editor, layout, look, buffer),
    };
    let Some(page) = page else { return cursor };
    popups::draw(page, editor, layout, look, buffer).or(cursor)
}

fn draw_session(
    session: &Session,
    page: Option<&Page>,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    header::draw(session, editor, layout, look, buffer);
    if let Some(attempt) = &session.lesson {
        lesson::strip(attempt, editor, layout, look, buffer);
    }
    let beside = page.filter(|page| page.place == Placement::Details);
    let speech = beside.map(|page| self::page::speech(page, session.cursor.row, editor.voice(), layout, look));
    let left = speech.as_ref().map_or_else(|| layout.clone(), |speech| speech.beside(layout));
    let cursor = rules::draw(session, speech.as_ref(), editor, &left, look, buffer);
    let unsaid = details::draw(session, page, editor, layout, look, buffer);
    footer::draw(session, page, editor, unsaid, layout, look, buffer);
    if editor.popup.is_some() {
        layout.cover();
    }
    // What stands open may walk through its rows, which can be pointed at then too.
    let in_lists = page.and_then(|page| page.in_lists);
    panel::draw(session, (in_lists, editor.popup.is_some()), editor.voice(), layout, look, buffer);
    let (Some(speech), Some(page)) = (speech, beside) else { return cursor };
    let head = speech.draw(layout, look, buffer);
    popups::head(page, head, editor, layout, look, buffer)
}
