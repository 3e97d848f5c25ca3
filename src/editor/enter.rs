//! Taking one filter of a file that was read into the hand.

use super::Editor;
use super::location::Location;
use super::memory::Memory;
use super::message::Effect;
use super::session::Session;
use super::version::Version;
use crate::formats::Document;
use crate::language::{self, files};

/// The filters of a file to choose from.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) location: Option<Location>,
    pub(super) document: Document,
    /// The selected filter.
    pub(super) selected: usize,
    /// What was read.
    pub(super) version: Version,
    /// What is remembered about the file.
    pub(super) memory: Memory,
}

/// Opens the selected filter.
pub(super) fn enter(editor: &mut Editor, choice: Choice) {
    let Choice { location, document, selected, version, memory } = choice;
    let notes = document.notes(selected).len();
    let remarks: Vec<String> =
        document.remarks(selected).iter().map(|remark| language::remark(remark, editor.lang)).collect();
    let profile = memory.profile.unwrap_or_else(|| editor.profile.clone());
    let mut session = Session::new(location, document, selected, profile, editor.force);
    session.open.version = Some(version);
    session.open.dismissed = memory.dismissed;
    editor.subject =
        Some(Effect::SetSubject { location: session.open.location.clone(), version: session.open.version });
    editor.enter(session);
    if !remarks.is_empty() {
        editor.say(remarks.join(" "));
    } else if notes > 0 {
        editor.say(files::respelled(notes, editor.lang));
    }
}
