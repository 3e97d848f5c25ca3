//! Help, the profile, and the explanation of a finding.

use super::{run, step, table};
use crate::editor::action::Act;
use crate::editor::input::{Form, Input};
use crate::editor::key::{Code, Key};
use crate::editor::message::Command;
use crate::editor::popup::{Changes, Menu, Popup};
use crate::editor::words;
use crate::editor::{Editor, Place};
use crate::filter::{Filter, Ports, Source, changes, half_width};
use crate::profile::{Attachment, Guest, Profile, Service};
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

pub(super) fn open_profile(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let profile = &session.profile;
    let list = |items: Vec<String>| Input::text(&items.join(", "));
    let form = Form::new(vec![
        Input::choice(&Attachment::ALL.map(Attachment::as_str), profile.attachment.as_str()),
        Input::choice(&Guest::ALL.map(Guest::as_str), profile.guest.as_str()),
        Input::text(&profile.ephemeral.map(|range| range.to_string()).unwrap_or_default()),
        list(profile.admin.iter().map(|net| Source::from(*net).to_string()).collect()),
        list(profile.services.iter().map(Service::to_string).collect()),
    ]);
    editor.popup = Some(Popup::Profile(form));
}

/// One field of the form (0-based), filled in and agreed to.
pub(super) fn set_profile(editor: &mut Editor, field: usize, text: &str) -> Vec<Command> {
    open_profile(editor);
    let Some(Popup::Profile(mut form)) = editor.popup.take() else { return Vec::new() };
    if let Some(input) = form.inputs.get_mut(field) {
        *input = Input::text(text);
    }
    let commands = on_profile_key(editor, form, Key::plain(Code::Enter));
    editor.popup = None;
    commands
}

pub(super) fn on_profile_key(editor: &mut Editor, mut form: Form, key: Key) -> Vec<Command> {
    if key.code != Code::Enter {
        form.input(key);
        editor.popup = Some(Popup::Profile(form));
        return Vec::new();
    }
    match read_profile(&form) {
        Ok(profile) => {
            let lang = editor.lang;
            editor.profile = profile.clone();
            if let Some(session) = editor.session_mut() {
                session.profile = profile;
                session.refresh();
                editor.say(lang.pick("プロファイルを変えました。", "The profile has changed."));
            }
            table::remember(editor)
        }
        Err(field) => {
            form.focus = field;
            editor.popup = Some(Popup::Profile(form));
            let text = words::profile_expected(field, editor.lang);
            editor.complain(text);
            Vec::new()
        }
    }
}

/// The profile a form describes, or the index of the first field that cannot be read.
pub(crate) fn read_profile(form: &Form) -> Result<Profile, usize> {
    let attachment = Attachment::ALL.into_iter().find(|a| a.as_str() == form.value(0)).ok_or(0usize)?;
    let guest = Guest::ALL.into_iter().find(|g| g.as_str() == form.value(1)).ok_or(1usize)?;
    let ephemeral = match Ports::parse(form.value(2)) {
        Ok(Ports::Any) => None,
        Ok(Ports::Range(range)) => Some(range),
        _ => return Err(2),
    };
    let network = |text: &str| Source::parse(text).ok()?.addresses().as_network();
    let admin = items(form.value(3)).iter().map(|text| network(text)).collect::<Option<_>>().ok_or(3usize)?;
    let services = items(form.value(4)).iter().map(|text| Service::parse(text)).collect::<Option<_>>().ok_or(4usize)?;
    Ok(Profile { attachment, guest, ephemeral, admin, services, ..Profile::default() })
}

fn items(text: &str) -> Vec<String> {
    half_width(text).split([',', ' ']).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

/// The explanation stays while a person walks through the findings; fix applies what it speaks of.
pub(super) fn on_finding_key(editor: &mut Editor, scroll: usize, key: Key) -> Vec<Command> {
    let moved = step(key).map(|step| scroll.saturating_add_signed(step).min(40));
    match (moved, key.folded()) {
        (Some(scroll), _) => editor.popup = Some(Popup::Finding(scroll)),
        (None, key) if key == Key::char('f') => return run(editor, Act::Fix),
        (None, key) if key == Key::char('n') || key == Key::char('N') => {
            run(editor, if key == Key::char('n') { Act::NextFinding } else { Act::PreviousFinding });
            editor.popup = Some(Popup::Finding(0));
        }
        _ => {}
    }
    Vec::new()
}
