//! The editor's state on the screen: layout, colours, glyphs and text that fits.
//!
//! Nothing here decides what the program does. Views read the state and draw; the pieces they draw with settle widths,
//! marks and colours in one place each.
//!
//! | view | region |
//! |---|---|
//! | `start` | the first screen |
//! | `header`, `footer` | first and last rows |
//! | `rules` | the rule table |
//! | `flows`, `details` | the panel: verdicts, and findings or what an edit would do |
//! | `dialog`, `catalogue`, `tracer`, `versions` | what stands over them |

mod catalogue;
mod columns;
mod details;
mod dialog;
mod flows;
mod footer;
pub mod glyphs;
mod header;
mod hint;
mod import;
mod layout;
mod look;
mod palette;
pub mod popup;
mod raw;
mod rules;
mod start;
pub mod svg;
pub mod text;
pub mod theme;
mod tracer;
mod versions;

pub use look::Look;

use crate::editor::pointer::Target;
use crate::editor::popup::Popup;
use crate::editor::session::Session;
use crate::editor::{Editor, Place};
use layout::Layout;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws the whole screen.
pub fn draw(editor: &Editor, look: Look, frame: &mut Frame<'_>) {
    let area = frame.area();
    let Some(layout) = Layout::of(area) else { return layout::too_small(area, editor, look, frame.buffer_mut()) };
    let cursor = draw_all(editor, &layout, look, frame.buffer_mut());
    if let Some(position) = cursor.filter(|position| area.contains(*position)) {
        frame.set_cursor_position(position);
    }
}

/// What stands at a cell of a screen of this size. A frame that nobody sees is drawn for it: what is drawn there is what
/// is pointed at.
pub fn target(editor: &Editor, look: Look, (width, height): (u16, u16), (column, row): (u16, u16)) -> Option<Target> {
    let area = Rect::new(0, 0, width, height);
    let layout = Layout::of(area)?;
    draw_all(editor, &layout, look, &mut Buffer::empty(area));
    layout.target(Position { x: column, y: row })
}

fn draw_all(editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let cursor = match &editor.place {
        Place::Start(start) => {
            start::draw(start, editor, layout, look, buffer);
            footer::draw_start(editor, layout, look, buffer);
            None
        }
        Place::Rules(session) => draw_session(session, editor, layout, look, buffer),
    };
    let Some(popup) = &editor.popup else { return cursor };
    layout.cover();
    draw_popup(popup, editor, layout, look, buffer)
}

fn draw_session(
    session: &Session,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    header::draw(session, editor, layout.header, look, buffer);
    let panel_only = layout.panel_over_rules() && session.panel.is_some();
    let cursor = if panel_only { None } else { rules::draw(session, editor.lang, layout, look, buffer) };
    flows::draw(session, editor.lang, layout, look, buffer);
    details::draw(session, editor, layout, look, buffer);
    footer::draw(session, editor, layout, look, buffer);
    cursor
}

fn draw_popup(popup: &Popup, editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) -> Option<Position> {
    match popup {
        Popup::Presets(presets) => catalogue::draw(presets, editor, layout, look, buffer),
        Popup::Palette(menu) => palette::draw(menu, editor, layout, look, buffer),
        Popup::Search(line, _) => hint::search_prompt(line, editor, layout, look, buffer),
        Popup::Import(import) => import::draw(import, editor, layout, look, buffer),
        Popup::Raw(raw) => raw::draw(raw, editor, layout, look, buffer),
        Popup::Help(menu) => dialog::help(menu, editor, layout, look, buffer),
        Popup::Profile(form) => dialog::profile(form, editor, layout, look, buffer),
        Popup::SaveAs(save_as) => dialog::save_as(&save_as.form, editor, layout, look, buffer),
        Popup::Open(form) => dialog::open(form, editor, layout, look, buffer),
        Popup::Ask(question, selected) => {
            dialog::ask(question, *selected, editor, layout, look, buffer);
            None
        }
        Popup::Finding(scroll) => {
            dialog::finding(*scroll, editor, layout, look, buffer);
            None
        }
        Popup::Tracer(tracer) => tracer::draw(tracer, editor, layout, look, buffer),
        Popup::Changes(changes) => {
            dialog::changes(changes, editor, layout, look, buffer);
            None
        }
        Popup::History(selected) => {
            versions::draw(*selected, editor, layout, look, buffer);
            None
        }
        Popup::Text(reading) => {
            dialog::reading(reading, layout, look, buffer);
            None
        }
        Popup::Choose(choice) => {
            dialog::choose(choice, editor, layout, look, buffer);
            None
        }
    }
}
