//! The preset catalogue: choose, fill in, see what would change, insert.

use crate::editor::history::Label;
use crate::editor::key::{Code, Key};
use crate::editor::message::Command;
use crate::editor::popup::{Menu, Popup, PresetForm, Presets};
use crate::editor::words;
use crate::editor::{Editor, Place};
use crate::language;
use crate::presets::Kind;
use crate::profile::{Profile, ProfileField};
use crate::report::Insertion;

pub(in crate::editor) fn open(editor: &mut Editor) {
    editor.popup = Some(Popup::Presets(Box::new(Presets {
        menu: Menu::new(),
        form: None,
        insertion: None,
        profile_before: None,
    })));
    refresh_open(editor);
}

pub(super) fn on_key(editor: &mut Editor, mut presets: Box<Presets>, key: Key) -> Vec<Command> {
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
    Vec::new()
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
    if let Some(form) = &presets.form {
        // Every argument counts anew against the profile there was.
        let before = presets.profile_before.clone().unwrap_or_else(|| session.profile.clone());
        let brought = profile_of(form, &before, session.filter().rules.is_empty());
        if brought != session.profile {
            session.profile = brought;
            presets.profile_before.get_or_insert(before);
            session.refresh();
        }
    }
    presets.insertion = rules.map(|rules| Insertion::of(session.filter(), &rules));
    session.propose(presets.insertion.as_ref().and_then(|insertion| insertion.edit.clone()));
}

/// What the filter protects with this preset in it. A whole server says what it is; into a filter that has rules it
/// brings the items of its lists only. Nobody is its administrator before that is filled in.
fn profile_of(form: &PresetForm, before: &Profile, filter_is_empty: bool) -> Profile {
    let preset = &form.preset;
    if preset.kind() != Kind::Server {
        return before.clone();
    }
    let given = preset.claims(&form.arguments());
    let is_filled_in = given.is_ok();
    let claims = given.or_else(|_errors| preset.claims(&preset.sample_arguments())).ok().flatten();
    match claims {
        Some(claims) if filter_is_empty && is_filled_in => claims.replace(before),
        Some(claims) if filter_is_empty => Profile { admin: Vec::new(), ..claims.replace(before) },
        Some(claims) if is_filled_in => claims.join(before),
        _ => before.clone(),
    }
}

/// Gives a preset up: nothing is inserted and the profile is as it was.
pub(super) fn give_up(editor: &mut Editor, presets: &Presets) {
    if let (Some(profile), Some(session)) = (&presets.profile_before, editor.session_mut()) {
        session.profile = profile.clone();
        session.refresh();
    }
}

/// Inserts the preset, as one step. What a server brings into the profile is remembered with the file, as what a person
/// says of it is, and stays when the rules are taken back.
pub(super) fn insert(editor: &mut Editor, presets: Box<Presets>) -> Vec<Command> {
    let lang = editor.lang;
    let Place::Rules(session) = &mut editor.place else { return Vec::new() };
    let Some(form) = &presets.form else { return Vec::new() };
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
            editor.complain(first.unwrap_or_default());
            return Vec::new();
        }
    };
    let insertion = Insertion::of(session.filter(), &rules);
    let name = preset.name(lang).to_owned();
    match &insertion.edit {
        Some(edit) => session.commit(edit, Label::Preset(name.clone()), insertion.at),
        None => session.preview(None),
    }
    let inserted = rules.len() - insertion.skipped.len();
    let mut text = words::inserted(&name, inserted, insertion.skipped.len(), lang);
    let now = session.profile.clone();
    let differs =
        |before: &Profile| ProfileField::ALL.into_iter().filter(|f| before.texts(*f) != now.texts(*f)).collect();
    let changed: Vec<ProfileField> = presets.profile_before.as_ref().map(differs).unwrap_or_default();
    if changed.is_empty() {
        editor.say(text);
        return Vec::new();
    }
    text += pick!(lang, en = " ", ja = "");
    text += &words::profile_brought(&now, &changed, lang);
    editor.profile = now;
    editor.say(text);
    super::profile::remember(editor)
}
