//! The files of the start screen: what becomes known of them, and opening one.

use crate::editor::location::Location;
use crate::editor::message::Effect;
use crate::editor::recent::{FileState, Recent};
use crate::editor::{Editor, Main};
use crate::language::start as said;

/// Has one of the files read.
pub(super) fn open(editor: &mut Editor, at: usize) -> Vec<Effect> {
    let Main::Start(start) = &mut editor.place else { return Vec::new() };
    let Some(location) = start.recent.get(at).map(|recent| recent.location.clone()) else { return Vec::new() };
    start.opening = Some(location.clone());
    vec![Effect::Read { location }]
}

/// Whether the file that was read is one of the list, and is gone: it is said so there, and no new file begins.
pub(super) fn is_gone(editor: &mut Editor, location: &Location, found: bool) -> bool {
    let Main::Start(start) = &mut editor.place else { return false };
    if start.opening.take().as_ref() != Some(location) || found {
        return false;
    }
    start.set_state(location, &FileState::Gone);
    editor.say(said::gone(location, editor.lang));
    true
}

/// The files that nobody has looked at yet.
pub(in crate::editor) fn unjudged(editor: &mut Editor) -> Vec<Effect> {
    let profile = editor.profile.clone();
    let Main::Start(start) = &mut editor.place else { return Vec::new() };
    let judge = |recent: &mut Recent| {
        recent.is_asked = true;
        Effect::Judge { location: recent.location.clone(), profile: profile.clone() }
    };
    start.recent.iter_mut().filter(|recent| !recent.is_asked).map(judge).collect()
}

pub(super) fn judged(editor: &mut Editor, location: &Location, state: FileState) {
    if let Main::Start(start) = &mut editor.place {
        start.set_state(location, &state);
    }
}
