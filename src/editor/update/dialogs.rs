//! Help, the profile, and the explanation of a finding.

use super::{run, step, table};
use crate::editor::action::Act;
use crate::editor::input::{Form, Input};
use crate::editor::key::{Code, Key};
use crate::editor::message::Command;
use crate::editor::popup::{Changes, Menu, Popup};
use crate::editor::words;
use crate::editor::{Editor, Place};
use crate::filter::{Filter, changes};
use crate::language;
use crate::profile::{Profile, ProfileError, ProfileField, contradictions};
use crate::report::{Delta, Report};

/// Help is a list that runs what it lists.
pub(super) fn on_help_key(editor: &mut Editor, mut menu: Menu, key: Key) -> Vec<Command> {
    let found = words::found_actions(menu.query.text(), &editor.keymap);
    match key.code {
        Code::Enter => {
            if let Some(row) = found.get(menu.selected).filter(|row| row.act != Act::Help) {
                return run_from_help(editor, row.act);
            }
            return Vec::new();
        }
        _ => menu.input(key, found.len()),
    }
    editor.popup = Some(Popup::Help(menu));
    Vec::new()
}

pub(super) fn run_from_help(editor: &mut Editor, act: Act) -> Vec<Command> {
    let at_start = matches!(editor.place, Place::Start(_));
    if at_start
        && !matches!(act, Act::Open | Act::Learn | Act::Words | Act::Quit | Act::Language | Act::Mouse | Act::Suspend)
    {
        let text = words::needs_filter(editor.lang);
        editor.complain(text);
        return Vec::new();
    }
    run(editor, act)
}

/// What stands in the file against what stands on the screen.
pub(super) fn open_changes(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let (saved, now) = (session.history.saved(), session.filter());
    let changes = changes_between(saved, now, &session.profile);
    editor.popup = Some(Popup::Changes(Box::new(changes)));
}

/// What leads from one version to another, in rules and in traffic.
pub(super) fn changes_between(before: &Filter, after: &Filter, profile: &Profile) -> Changes {
    let [old, new] = [before, after].map(|filter| Report::of(filter, profile));
    let (rules, delta) = (changes(before, after), Delta::between((before, &old), (after, &new)));
    Changes { before: before.clone(), after: after.clone(), offer: None, rules, delta, scroll: 0 }
}

/// A form with every entry of the profile, in their order.
pub(super) fn open_profile(editor: &mut Editor) {
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
    table::remember(editor)
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

/// The explanation stays while a person walks through the findings; fix applies what it speaks of.
pub(super) fn on_finding_key(editor: &mut Editor, scroll: usize, key: Key) -> Vec<Command> {
    let moved = step(key).map(|step| scroll.saturating_add_signed(step).min(40));
    match (moved, key.folded()) {
        (Some(scroll), _) => editor.popup = Some(Popup::Finding(scroll)),
        (None, key) if key == Key::char('f') => return run(editor, Act::Fix),
        (None, key) if super::expect::is_asked_for(editor, key) => super::expect::of_finding(editor),
        (None, key) if key == Key::char('n') || key == Key::char('N') => {
            run(editor, if key == Key::char('n') { Act::NextFinding } else { Act::PreviousFinding });
            editor.popup = Some(Popup::Finding(0));
        }
        _ => {}
    }
    Vec::new()
}
