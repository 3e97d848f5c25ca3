//! Answers to what findings ask for: each goes into the profile, then the next question comes.

use super::{profile, questions, repairs};
use crate::editor::Editor;
use crate::editor::input::Form;
use crate::editor::key::{Code, Key};
use crate::editor::message::Command;
use crate::editor::popup::Popup;
use crate::language::{self, notices};
use crate::profile::{Profile, ProfileField};
use crate::report::Need;

pub(super) fn on_key(
    editor: &mut Editor,
    (field, mut form, rest): (ProfileField, Form, Vec<Need>),
    key: Key,
) -> Vec<Command> {
    if key.code != Code::Enter {
        form.input(key);
        editor.popup = Some(Popup::Answer(field, form, rest));
        return Vec::new();
    }
    let text = form.value(0).to_owned();
    match answered(editor, field, &text) {
        Ok(profile) => {
            let commands = take(editor, field, profile);
            next(editor, rest);
            commands
        }
        Err(sentence) => {
            editor.popup = Some(Popup::Answer(field, form, rest));
            editor.complain(sentence);
            Vec::new()
        }
    }
}

/// Goes on to the next question; behind the last one everything can be repaired that the answers allow.
pub(super) fn next(editor: &mut Editor, rest: Vec<Need>) {
    if !rest.is_empty() {
        return questions::ask(editor, rest);
    }
    if editor.session().is_some_and(|session| session.can_repair()) {
        repairs::open(editor);
    }
}

/// The answer to what a finding asks, by a line.
pub(super) fn by_line(editor: &mut Editor, field: ProfileField, text: &str) -> Vec<Command> {
    match answered(editor, field, text) {
        Ok(profile) => take(editor, field, profile),
        Err(sentence) => {
            editor.complain(sentence);
            Vec::new()
        }
    }
}

/// The profile with the answer in it; nothing of an answer that cannot be read, and nothing for a blank one.
fn answered(editor: &Editor, field: ProfileField, text: &str) -> Result<Profile, String> {
    let lang = editor.lang;
    let profile = editor.session().map(|session| session.profile.clone()).unwrap_or_default();
    if text.trim().is_empty() {
        return Err(language::profile_takes(field, lang).to_owned());
    }
    profile.with_text(field, text).map_err(|error| language::profile_error(&error, lang))
}

/// Takes the answer into the profile, and says by which options it is given elsewhere.
fn take(editor: &mut Editor, field: ProfileField, profile: Profile) -> Vec<Command> {
    let texts = profile.texts(field);
    let commands = profile::change_profile(editor, profile);
    let options: Vec<String> = texts.iter().map(|text| format!("--{} {text}", field.id())).collect();
    editor.say(notices::answered(&options.join(" "), editor.lang));
    commands
}
