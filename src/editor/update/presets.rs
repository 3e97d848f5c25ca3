//! The preset catalogue: choose, fill in, see what would change, insert.

use crate::editor::history::Label;
use crate::editor::key::{Code, Key};
use crate::editor::popup::{Menu, Popup, PresetForm, Presets};
use crate::editor::words;
use crate::editor::{Editor, Place};
use crate::language;
use crate::presets::Kind;
use crate::profile::Profile;
use crate::report::Insertion;

pub(super) fn open(editor: &mut Editor) {
    editor.popup = Some(Popup::Presets(Box::new(Presets {
        menu: Menu::new(),
        form: None,
        insertion: None,
        profile_before: None,
    })));
    refresh_open(editor);
}

pub(super) fn on_key(editor: &mut Editor, mut presets: Box<Presets>, key: Key) {
    if let Some(form) = &mut presets.form {
        if key.code == Code::Enter {
            return insert(editor, presets);
        }
        form.form.input(key);
    } else {
        let found = editor.catalogue.search(presets.menu.query.text());
        let menu = &mut presets.menu;
        match key.code {
            Code::Enter => {
                if let Some(preset) = found.get(menu.selected) {
                    let form = PresetForm::new(preset);
                    let asks = !preset.parameters().is_empty();
                    presets.form = Some(form);
                    if !asks {
                        return insert(editor, presets);
                    }
                }
            }
            _ => menu.input(key, found.len()),
        }
    }
    editor.popup = Some(Popup::Presets(presets));
    refresh_open(editor);
}

/// Back from the parameters to the list.
pub(super) fn back_to_list(editor: &mut Editor, mut presets: Box<Presets>) {
    give_up(editor, &presets);
    presets.form = None;
    presets.profile_before = None;
    editor.popup = Some(Popup::Presets(presets));
    refresh_open(editor);
}

/// Shows in the panel what the preset in hand would do.
pub(super) fn refresh_open(editor: &mut Editor) {
    let lang = editor.lang;
    let Some(Popup::Presets(presets)) = &mut editor.popup else { return };
    let Place::Rules(session) = &mut editor.place else { return };
    let rules = match &presets.form {
        Some(form) => form.preset.expand(&form.arguments(), lang).ok(),
        None => {
            let found = editor.catalogue.search(presets.menu.query.text());
            found
                .get(presets.menu.selected)
                .and_then(|preset| preset.expand(&PresetForm::new(preset).arguments(), lang).ok())
        }
    };
    let own_profile = presets.form.as_ref().and_then(|form| profile_of(form, session.filter().rules.is_empty()));
    if let Some(profile) = own_profile.filter(|profile| *profile != session.profile) {
        let before = std::mem::replace(&mut session.profile, profile);
        presets.profile_before.get_or_insert(before);
        session.refresh();
    }
    presets.insertion = rules.map(|rules| Insertion::of(session.filter(), &rules));
    session.propose(presets.insertion.as_ref().and_then(|insertion| insertion.edit.clone()));
}

/// The profile that a whole server brings into an empty filter; nobody is its administrator before that is filled in.
fn profile_of(form: &PresetForm, filter_is_empty: bool) -> Option<Profile> {
    if !filter_is_empty || form.preset.kind() != Kind::Server {
        return None;
    }
    if let Ok(claims) = form.preset.claims(&form.arguments()) {
        return Some(claims?.profile());
    }
    let claims = form.preset.claims(&form.preset.sample_arguments()).ok()??;
    Some(Profile { admin: Vec::new(), ..claims.profile() })
}

/// Gives a preset up: nothing is inserted and the profile is as it was.
pub(super) fn give_up(editor: &mut Editor, presets: &Presets) {
    if let (Some(profile), Some(session)) = (&presets.profile_before, editor.session_mut()) {
        session.profile = profile.clone();
        session.refresh();
    }
}

pub(super) fn insert(editor: &mut Editor, presets: Box<Presets>) {
    let lang = editor.lang;
    let Place::Rules(session) = &mut editor.place else { return };
    let Some(form) = &presets.form else { return };
    let (preset, arguments) = (&form.preset, form.arguments());
    let rules = match preset.expand(&arguments, lang) {
        Ok(rules) => rules,
        Err(errors) => {
            let first = errors.first().map(|error| language::argument_error(error, lang, language::expected));
            let wrong = errors.first().and_then(|e| preset.parameters().iter().position(|p| p.id == e.parameter));
            let mut presets = presets;
            if let (Some(form), Some(at)) = (&mut presets.form, wrong) {
                form.form.focus = at;
            }
            editor.popup = Some(Popup::Presets(presets));
            return editor.complain(first.unwrap_or_default());
        }
    };
    let insertion = Insertion::of(session.filter(), &rules);
    let name = preset.name(lang).to_owned();
    match &insertion.edit {
        Some(edit) => {
            session.commit(edit, Label::Preset(name.clone()), insertion.at);
            if let Some(before) = presets.profile_before {
                session.history.exchange(before, session.profile.clone());
            }
        }
        None => session.preview(None),
    }
    let inserted = rules.len() - insertion.skipped.len();
    editor.say(words::inserted(&name, inserted, insertion.skipped.len(), lang));
}
