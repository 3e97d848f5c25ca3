//! The packet theatre and the time line: both stand beside the rules and play at the reader's key.

use super::lesson::scrolled;
use crate::editor::Editor;
use crate::editor::key::{Code, Key};
use crate::editor::popup::Popup;
use crate::editor::theatre::Theatre;
use crate::report::Finding;

/// The lease the time line begins with, in hours.
const LEASE_HOURS: u32 = 24;

/// The longest lease to look at, in hours: four weeks.
const LONGEST_LEASE: u32 = 24 * 28;

/// Opens on the flow that a lesson is about, else on that of the selected finding.
pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let lesson = session.lesson.as_ref().and_then(|attempt| attempt.lesson.flow);
    let wish = lesson.or_else(|| session.selected_finding().and_then(Finding::flow));
    editor.popup = Theatre::open(session, wish).map(|theatre| Popup::Theatre(Box::new(theatre)));
}

/// Forward, back, to either end; Tab takes the next flow. The table follows.
pub(super) fn on_key(editor: &mut Editor, mut theatre: Box<Theatre>, key: Key) {
    match key.folded().code {
        Code::Enter | Code::Right | Code::Down | Code::Char(' ' | 'l' | 'j' | 't') => theatre.step(1),
        Code::Left | Code::Up | Code::Backspace | Code::Char('h' | 'k') => theatre.step(-1),
        Code::End | Code::PageDown | Code::Char('G') => theatre.step(isize::MAX),
        Code::Home | Code::PageUp | Code::Char('g') => theatre.step(isize::MIN),
        Code::Tab => theatre.turn(true),
        Code::BackTab => theatre.turn(false),
        Code::Char('q') => return,
        _ => {}
    }
    editor.popup = Some(Popup::Theatre(theatre));
}

pub(in crate::editor) fn open_timeline(editor: &mut Editor) {
    editor.popup = Some(Popup::Timeline(LEASE_HOURS, 0));
}

/// Left and right try a shorter and a longer lease, up and down scroll.
pub(super) fn on_timeline_key(editor: &mut Editor, (hours, scroll): (u32, usize), key: Key) {
    let hours = match key.folded().code {
        Code::Left | Code::Char('h' | '-') => (hours / 2).max(1),
        Code::Right | Code::Char('l' | '+') => (hours * 2).min(LONGEST_LEASE),
        Code::Enter | Code::Char('q') => return,
        _ => hours,
    };
    editor.popup = Some(Popup::Timeline(hours, scrolled(scroll, key)));
}
