//! What each action does.

use super::{
    changes, clip, expect, files, find, glossary, lesson, presets, profile, raw, table, theatre, tracer, versions,
};
use crate::editor::Editor;
use crate::editor::action::Act;
use crate::editor::availability::availability;
use crate::editor::message::Command;
use crate::editor::popup::{Menu, Popup};
use crate::editor::save::Then;
use crate::editor::words;

/// Runs an action, or says why it cannot run.
pub(super) fn run(editor: &mut Editor, act: Act) -> Vec<Command> {
    if let Err(reason) = availability(editor, act) {
        let text = words::reason(reason, editor.lang);
        editor.complain(text);
        return Vec::new();
    }
    match act {
        Act::Help => editor.popup = Some(Popup::Help(Menu::new())),
        Act::Palette => editor.popup = Some(Popup::Palette(Menu::new())),
        Act::Find => find::open(editor),
        Act::Raw => raw::open(editor),
        Act::Language => editor.lang = editor.lang.other(),
        Act::Mouse => toggle_mouse(editor),
        Act::Clip | Act::ClipAll => return clip::clip(editor, act == Act::ClipAll),
        Act::Suspend => return vec![Command::Suspend],
        Act::Dismiss => return table::dismiss(editor),
        Act::Restore => return table::restore(editor),
        Act::Presets => presets::open(editor),
        Act::Profile => profile::open_profile(editor),
        Act::Expect => expect::of_rule(editor),
        Act::Trace => tracer::open(editor),
        Act::Words => glossary::open(editor),
        Act::Learn => lesson::open_course(editor),
        Act::Story => lesson::open_story(editor),
        Act::Hint => lesson::hint(editor),
        Act::NextLesson => return lesson::next(editor),
        Act::RestartLesson => return lesson::ask_to_restart(editor),
        Act::Theatre => theatre::open(editor),
        Act::Timeline => theatre::open_timeline(editor),
        Act::Changes => changes::open_changes(editor),
        Act::History => versions::open(editor),
        Act::Explain => editor.popup = Some(Popup::Finding(0)),
        Act::Save if editor.session().is_some_and(|session| session.lesson.is_some()) => {
            let text = words::lesson_keeps_itself(&editor.keymap, editor.lang);
            editor.say(text);
        }
        Act::Save => return files::save(editor, Then::Stay),
        Act::SaveAs => files::open_save_as(editor, Then::Stay),
        Act::Open => files::open_dialog(editor),
        Act::Quit => return files::quit(editor),
        _ => table::run(editor, act),
    }
    Vec::new()
}

/// Switches the mouse on or off.
fn toggle_mouse(editor: &mut Editor) {
    editor.mouse = !editor.mouse;
    let text = words::mouse(editor.mouse, &editor.keymap, editor.lang);
    editor.say(text);
}
