//! What the filter protects: one form, or one entry by a line.

use crate::editor::Editor;
use crate::editor::input::{Form, Input};
use crate::editor::key::{Code, Key};
use crate::editor::memory::Memory;
use crate::editor::message::Command;
use crate::editor::popup::Popup;
use crate::editor::words;
use crate::language;
use crate::profile::{Profile, ProfileError, ProfileField, contradictions};

/// A form with every entry of the profile, in their order.
pub(in crate::editor) fn open_profile(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let input = |field: ProfileField| {
        let (words, text) = (field.words(), session.profile.text(field));
        if field.is_list() || words.is_empty() { Input::text(&text) } else { Input::choice(&words, &text) }
    };
    editor.popup = Some(Popup::Profile(Form::new(ProfileField::ALL.map(input).to_vec())));
}

/// One entry, filled in and agreed to.
pub(super) fn set_profile(editor: &mut Editor, field: ProfileField, text: &str) -> Vec<Command> {
    let Some(session) = editor.session() else { return Vec::new() };
    match session.profile.with_text(field, text) {
        Ok(profile) => change_profile(editor, profile),
        Err(error) => {
            let text = language::profile_error(&error, editor.lang);
            editor.complain(text);
            Vec::new()
        }
    }
}

pub(super) fn on_profile_key(editor: &mut Editor, mut form: Form, key: Key) -> Vec<Command> {
    if key.code != Code::Enter {
        form.input(key);
        editor.popup = Some(Popup::Profile(form));
        return Vec::new();
    }
    match read_profile(&form) {
        Ok(profile) => change_profile(editor, profile),
        Err(errors) => {
            let first = errors.first().map(|error| error.field);
            form.focus = ProfileField::ALL.into_iter().position(|field| Some(field) == first).unwrap_or(0);
            editor.popup = Some(Popup::Profile(form));
            let sentences: Vec<String> =
                errors.iter().map(|error| language::profile_error(error, editor.lang)).collect();
            editor.complain(sentences.join(" "));
            Vec::new()
        }
    }
}

/// Another profile, which is remembered with the file. Expectations that contradict each other are told at once.
pub(super) fn change_profile(editor: &mut Editor, profile: Profile) -> Vec<Command> {
    let lang = editor.lang;
    editor.profile = profile.clone();
    let found = contradictions(&profile.expectations).into_iter().next();
    let wrong = found.map(|found| language::contradiction(&found, &profile, lang));
    if let Some(session) = editor.session_mut() {
        session.profile = profile;
        session.refresh();
        match wrong {
            Some(wrong) => editor.complain(wrong),
            None => editor.say(words::profile_changed(lang)),
        }
    }
    remember(editor)
}

/// The profile a form describes.
///
/// # Errors
/// Every entry that cannot be read.
fn read_profile(form: &Form) -> Result<Profile, Vec<ProfileError>> {
    let mut profile = Profile::default();
    let mut errors = Vec::new();
    for (field, input) in ProfileField::ALL.into_iter().zip(&form.inputs) {
        match profile.with_text(field, input.value()) {
            Ok(read) => profile = read,
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(profile) } else { Err(errors) }
}

/// What is to be kept about the open file, if it is one.
pub(in crate::editor) fn remember(editor: &Editor) -> Vec<Command> {
    let session = editor.session();
    let command = session.and_then(|session| {
        let memory = Memory { profile: Some(session.profile.clone()), dismissed: session.dismissed.clone() };
        Some(Command::Remember { location: session.location.clone()?, memory })
    });
    command.into_iter().collect()
}
