//! Keys at the start screen.

use super::{files, recent};
use crate::editor::actions;
use crate::editor::key::{Code, Key};
use crate::editor::message::Effect;
use crate::editor::popups::presets;
use crate::editor::session::Session;
use crate::editor::start::{INCIDENT, StartEntry};
use crate::editor::{Editor, Main};
use crate::formats::{Document, PLAIN};

pub(super) fn on_key(editor: &mut Editor, key: Key) -> Vec<Effect> {
    let Main::Start(start) = &mut editor.place else { return Vec::new() };
    let last = start.entries.len().saturating_sub(1);
    match (key.step(), key.folded().code) {
        (Some(step), _) => start.selected = start.selected.saturating_add_signed(step).min(last),
        (None, Code::Enter) => return choose(editor),
        (None, Code::Home | Code::Char('g')) => start.selected = 0,
        (None, Code::End | Code::Char('G')) => start.selected = last,
        _ => {
            // What works on a filter is no mistake here, but nothing yet.
            let action = editor.keymap.act(key).filter(|action| actions::availability(editor, *action).is_ok());
            return action.map(|action| actions::run(editor, action)).unwrap_or_default();
        }
    }
    Vec::new()
}

pub(super) fn choose(editor: &mut Editor) -> Vec<Effect> {
    let Main::Start(start) = &editor.place else { return Vec::new() };
    match start.entry().cloned() {
        Some(StartEntry::Recent(at)) => return recent::open(editor, at),
        Some(StartEntry::Incident) => open_incident(editor),
        Some(StartEntry::Learn) => super::lesson::open_course(editor),
        Some(StartEntry::OpenFile) => files::open_dialog(editor),
        Some(StartEntry::Empty) => begin(editor, Document::blank(PLAIN)),
        Some(StartEntry::Template(id)) => open_template(editor, &id),
        Some(StartEntry::Quit) => return vec![Effect::Quit],
        None => {}
    }
    Vec::new()
}

fn open_incident(editor: &mut Editor) {
    if let Ok(document) = Document::read(INCIDENT) {
        begin(editor, document);
    }
}

fn begin(editor: &mut Editor, document: Document) {
    let session = Session::new(None, document, 0, editor.profile.clone(), editor.force);
    editor.enter(session);
}

/// An empty filter with the template's questions before it.
fn open_template(editor: &mut Editor, id: &str) {
    let Some(preset) = editor.catalogue.find(id).cloned() else { return };
    begin(editor, Document::blank(PLAIN));
    presets::open_form(&preset, editor);
}
