//! What each action does.

use super::{
    changes, clip, expect, files, find, glossary, lesson, presets, profile, raw, table, theatre, tracer, versions,
};
use crate::editor::Editor;
use crate::editor::action::ActionId;
use crate::editor::availability::availability;
use crate::editor::message::Command;
use crate::editor::popup::{Menu, Popup};
use crate::editor::save::Then;
use crate::editor::words;
use crate::language::notices;

/// Runs an action, or says why it cannot run.
pub(super) fn run(editor: &mut Editor, act: ActionId) -> Vec<Command> {
    if let Err(reason) = availability(editor, act) {
        let text = words::reason(reason, editor.voice());
        editor.complain(text);
        return Vec::new();
    }
    match act {
        ActionId::Help => editor.popup = Some(Popup::Help(Menu::new())),
        ActionId::Palette => editor.popup = Some(Popup::Palette(Menu::new())),
        ActionId::Find => find::open(editor),
        ActionId::Raw => raw::open(editor),
        ActionId::Language => editor.lang = editor.lang.other(),
        ActionId::Mouse => toggle_mouse(editor),
        ActionId::Clip | ActionId::ClipAll => return clip::clip(editor, act == ActionId::ClipAll),
        ActionId::Suspend => return vec![Command::Suspend],
        ActionId::Dismiss => return table::dismiss(editor),
        ActionId::Restore => return table::restore(editor),
        ActionId::Presets => presets::open(editor),
        ActionId::Profile => profile::open_profile(editor),
        ActionId::Expect => expect::of_rule(editor),
        ActionId::Trace => tracer::open(editor),
        ActionId::Words => glossary::open(editor),
        ActionId::Learn => lesson::open_course(editor),
        ActionId::Story => lesson::open_story(editor),
        ActionId::Hint => lesson::hint(editor),
        ActionId::NextLesson => return lesson::next(editor),
        ActionId::RestartLesson => return lesson::ask_to_restart(editor),
        ActionId::Theatre => theatre::open(editor),
        ActionId::Timeline => theatre::open_timeline(editor),
        ActionId::Changes => changes::open_changes(editor),
        ActionId::History => versions::open(editor),
        ActionId::Explain => editor.popup = Some(Popup::Finding(0)),
        ActionId::Save if editor.session().is_some_and(|session| session.lesson.is_some()) => {
            let text = notices::lesson_keeps_itself(editor.voice());
            editor.say(text);
        }
        ActionId::Save => return files::save(editor, Then::Stay),
        ActionId::SaveAs => files::open_save_as(editor, Then::Stay),
        ActionId::Open => files::open_dialog(editor),
        ActionId::Quit => return files::quit(editor),
        _ => table::run(editor, act),
    }
    Vec::new()
}

/// Switches the mouse on or off.
fn toggle_mouse(editor: &mut Editor) {
    editor.mouse = !editor.mouse;
    editor.say(match editor.mouse {
        true => notices::mouse_on(editor.voice()),
        false => notices::mouse_off(editor.lang).to_owned(),
    });
}
