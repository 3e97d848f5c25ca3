//! The editor's state on the screen: layout and colours.
//!
//! Nothing here decides what the program does. Views read the state and draw; the pieces they draw with settle widths,
//! marks and colours in one place each.
//!
//! | view | region |
//! |---|---|
//! | `page` | what is said of a report, wherever |
//! | `start` | the first screen |
//! | `lesson` | the strip above the rules in a lesson, its story, and the list of lessons |
//! | `header`, `footer` | first and last rows |
//! | `rules` | the rule table |
//! | `flows`, `details` | the panel: verdicts, and findings or what an edit would do |
//! | `dialog`, `catalogue`, `glossary`, `versions` | what stands over them |
//! | `tracer`, `theatre`, `timeline`, `changes`, `import` | what stands beside the rules it speaks of, placed by `speech` |

mod catalogue;
mod changes;
mod columns;
mod details;
mod dialog;
mod flows;
mod footer;
mod frame;
mod glossary;
mod header;
mod hint;
mod import;
mod input;
mod layout;
mod lesson;
mod look;
mod page;
mod palette;
pub mod popup;
mod raw;
mod rules;
mod speech;
mod start;
mod theatre;
pub mod theme;
mod timeline;
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
use speech::Speech;

/// Draws the whole screen.
pub fn draw(editor: &Editor, look: Look, frame: &mut Frame<'_>) {
    let area = frame.area();
    let Some(layout) = layout_of(area, editor) else {
        return layout::too_small(area, editor, look, frame.buffer_mut());
    };
    let cursor = draw_all(editor, &layout, look, frame.buffer_mut());
    if let Some(position) = cursor.filter(|position| area.contains(*position)) {
        frame.set_cursor_position(position);
    }
}

/// What stands at a cell of a screen of this size. A frame that nobody sees is drawn for it: what is drawn there is what
/// is pointed at.
pub fn target(editor: &Editor, look: Look, (width, height): (u16, u16), (column, row): (u16, u16)) -> Option<Target> {
    let area = Rect::new(0, 0, width, height);
    let layout = layout_of(area, editor)?;
    draw_all(editor, &layout, look, &mut Buffer::empty(area));
    layout.target(Position { x: column, y: row })
}

fn layout_of(area: Rect, editor: &Editor) -> Option<Layout> {
    Layout::of(area, lesson::strip_height(editor, area))
}

fn draw_all(editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let cursor = match &editor.place {
        Place::Start(start) => {
            start::draw(start, editor, layout, look, buffer);
            footer::draw_start(editor, layout, look, buffer);
            if editor.popup.is_some() {
                layout.cover();
            }
            None
        }
        Place::Rules(session) => draw_session(session, editor, layout, look, buffer),
    };
    let Some(popup) = &editor.popup else { return cursor };
    draw_popup(popup, editor, layout, look, buffer).or(cursor)
}

fn draw_session(
    session: &Session,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    header::draw(session, editor, layout.header, look, buffer);
    if let Some(attempt) = &session.lesson {
        lesson::strip(attempt, editor, layout, look, buffer);
    }
    let panel_only = layout.panel_over_rules() && session.panel.is_some();
    let speech = speech_of(session, editor, layout, look);
    let left = speech.as_ref().map_or_else(|| layout.clone(), |speech| speech.beside(layout));
    let cursor =
        if panel_only { None } else { rules::draw(session, speech.as_ref(), editor.lang, &left, look, buffer) };
    flows::draw(session, editor.lang, layout, look, buffer);
    let unsaid = details::draw(session, editor, layout, look, buffer);
    footer::draw(session, editor, unsaid, layout, look, buffer);
    if editor.popup.is_some() {
        layout.cover();
    }
    let Some(head) = speech.map(|speech| speech.draw(layout, look, buffer)) else { return cursor };
    match &editor.popup {
        Some(Popup::Tracer(tracer)) => tracer::input(tracer, editor.lang, head, look, buffer),
        Some(Popup::Import(import)) if head.height > 0 => {
            import::fields(import, editor.lang, head, layout, look, buffer)
        }
        _ => None,
    }
}

/// What the open popup says about rules, if it is one that does.
fn speech_of(session: &Session, editor: &Editor, layout: &Layout, look: Look) -> Option<Speech> {
    let voice = editor.voice();
    match editor.popup.as_ref()? {
        Popup::Finding(scroll) => {
            let finding = session.selected_finding()?;
            let page = crate::page::finding_in_full(finding, &session.report, session.filter(), editor.lang);
            Some(page::speech(page, (*scroll, session.row), voice, layout, look))
        }
        Popup::Tracer(tracer) => Some(tracer::speech(tracer, session, voice, layout, look)),
        Popup::Changes(changes) => Some(changes::speech(changes, &session.profile, voice, layout, look)),
        Popup::Repair(repair) => {
            let page = crate::page::repair(&repair.repaired, &repair.rules, session.filter(), editor.lang);
            Some(page::speech(page, (repair.scroll, session.row), voice, layout, look))
        }
        Popup::Theatre(theatre) => theatre::speech(theatre, session, voice, layout, look),
        Popup::Timeline(hours, scroll) => Some(timeline::speech((*hours, *scroll), session, voice, layout, look)),
        Popup::Story(page, scroll) => {
            let speech = lesson::story(*page, session, editor.lang, layout, look)?;
            Some(Speech { scroll: *scroll, ..speech })
        }
        Popup::Hints => lesson::hints(session, editor.lang, layout, look),
        Popup::Import(import) => Some(import::speech(import, session, voice, layout, look)),
        _ => None,
    }
}

fn draw_popup(popup: &Popup, editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) -> Option<Position> {
    match popup {
        Popup::Presets(presets) => catalogue::draw(presets, editor, layout, look, buffer),
        Popup::Palette(menu) => palette::draw(menu, editor, layout, look, buffer),
        Popup::Search(line, _) => hint::search_prompt(line, editor, layout, look, buffer),
        Popup::Raw(raw) => raw::draw(raw, editor, layout, look, buffer),
        Popup::Help(menu) => dialog::help(menu, editor, layout, look, buffer),
        Popup::Profile(form) => dialog::profile(form, editor, layout, look, buffer),
        Popup::Expect(form) => dialog::expect(form, editor, layout, look, buffer),
        Popup::Answer(field, form, _) => dialog::answer(*field, form, editor, layout, look, buffer),
        Popup::SaveAs(save_as) => dialog::save_as(&save_as.form, editor, layout, look, buffer),
        Popup::Open(form) => dialog::open(form, editor, layout, look, buffer),
        Popup::Ask(question, selected) => {
            dialog::ask(question, *selected, editor, layout, look, buffer);
            None
        }
        // A session without a file is offered where no rules are drawn.
        Popup::Changes(changes) if editor.session().is_none() => {
            changes::speech(changes, &editor.profile, editor.voice(), layout, look).draw(layout, look, buffer);
            None
        }
        // They stand beside the rules, with which they were drawn.
        Popup::Finding(_) | Popup::Tracer(_) | Popup::Changes(_) | Popup::Repair(_) | Popup::Import(_) => None,
        Popup::Theatre(_) | Popup::Timeline(..) | Popup::Story(..) | Popup::Hints => None,
        Popup::Words(words) => glossary::draw(words, editor, layout, look, buffer),
        Popup::Course(selected) => {
            lesson::course(*selected, editor, layout, look, buffer);
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
