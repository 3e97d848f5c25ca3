//! What the filter is taken to protect: changing it, answering what findings ask, and what is remembered of it.

use super::Editor;
use super::memory::Memory;
use super::message::Effect;
use crate::language::{self, notices};
use crate::profile::{Profile, ProfileField, contradictions};

/// One entry, filled in and agreed to.
pub(super) fn set_profile(editor: &mut Editor, field: ProfileField, text: &str) -> Vec<Effect> {
    let Some(session) = editor.session() else { return Vec::new() };
    match session.open.profile.with_text(field, text) {
        Ok(profile) => change_profile(editor, profile),
        Err(error) => {
            let text = language::profile_error(&error, editor.lang);
            editor.complain(text);
            Vec::new()
        }
    }
}

/// Another profile, which is remembered with the file. Expectations that contradict each other are told at once.
pub(super) fn change_profile(editor: &mut Editor, profile: Profile) -> Vec<Effect> {
    let lang = editor.lang;
    editor.profile = profile.clone();
    let found = contradictions(&profile.expectations).into_iter().next();
    let wrong = found.map(|found| language::contradiction(&found, &profile, lang));
    if let Some(session) = editor.session_mut() {
        session.open.profile = profile;
        session.refresh();
        match wrong {
            Some(wrong) => editor.complain(wrong),
            None => editor.say(notices::profile_changed(lang)),
        }
    }
    remember(editor)
}

/// What is to be kept about the open file, if it is one.
pub(super) fn remember(editor: &Editor) -> Vec<Effect> {
    let session = editor.session();
    let command = session.and_then(|session| {
        let memory = Memory { profile: Some(session.open.profile.clone()), dismissed: session.open.dismissed.clone() };
        Some(Effect::Remember { location: session.open.location.clone()?, memory })
    });
    command.into_iter().collect()
}

/// The profile with the answer in it; nothing of an answer that cannot be read, and nothing for a blank one.
pub(super) fn answered(editor: &Editor, field: ProfileField, text: &str) -> Result<Profile, String> {
    let lang = editor.lang;
    let profile = editor.session().map(|session| session.open.profile.clone()).unwrap_or_default();
    if text.trim().is_empty() {
        return Err(language::profile_takes(field, lang).to_owned());
    }
    profile.with_text(field, text).map_err(|error| language::profile_error(&error, lang))
}

/// Takes the answer into the profile, and says by which options it is given elsewhere.
pub(super) fn take_answer(editor: &mut Editor, field: ProfileField, profile: Profile) -> Vec<Effect> {
    let texts = profile.texts(field);
    let commands = change_profile(editor, profile);
    let options: Vec<String> = texts.iter().map(|text| format!("--{} {text}", field.id())).collect();
    editor.say(notices::answered(&options.join(" "), editor.lang));
    commands
}
