//! Who gets a key.

use super::cancel::cancel;
use super::key::{is_cancel, step};
use super::{
    answers, dialogs, expect, files, find, glossary, import, lesson, palette, presets, profile, raw, recovery, repairs,
    start, table, theatre, tracer, versions,
};
use crate::editor::actions;
use crate::editor::key::{Code, Key};
use crate::editor::message::Command;
use crate::editor::popup::{Popup, Reading};
use crate::editor::{Editor, Place};
use crate::lang::ActionId;

pub(super) fn on_key(editor: &mut Editor, key: Key) -> Vec<Command> {
    if let Some(popup) = editor.popup.take() {
        return on_popup_key(editor, popup, key);
    }
    match &editor.place {
        Place::Start(_) => start::on_key(editor, key),
        Place::Rules(session) if session.draft.is_some() => {
            table::on_draft_key(editor, key);
            Vec::new()
        }
        Place::Rules(session) if session.panel.is_some() => on_panel_key(editor, key),
        Place::Rules(_) => match actions::of_key(editor, key) {
            Some(act) => actions::run(editor, act),
            None if is_cancel(key) && find::end(editor) => Vec::new(),
            None => {
                let text = pick!(
                    editor.lang,
                    en = "No such key: ? lists them, s saves, q quits.",
                    ja = "このキーに動作はありません。? 一覧、s 保存、q 終了。"
                );
                editor.complain(text);
                Vec::new()
            }
        },
    }
}

fn on_popup_key(editor: &mut Editor, popup: Popup, key: Key) -> Vec<Command> {
    if let Popup::Raw(raw) = popup {
        return raw::on_key(editor, raw, key);
    }
    if is_cancel(key) {
        cancel(editor, popup);
        return Vec::new();
    }
    let popup = match editor.keymap.act(key) {
        Some(ActionId::Language) if is_read(&popup) => {
            editor.lang = editor.lang.other();
            editor.popup = Some(popup);
            return Vec::new();
        }
        Some(ActionId::Help) => match glossary::open_on(editor, popup) {
            Some(popup) => popup,
            None => return Vec::new(),
        },
        _ => popup,
    };
    match popup {
        Popup::Help(menu) => dialogs::on_help_key(editor, menu, key),
        Popup::Palette(menu) => palette::on_key(editor, menu, key),
        Popup::Raw(_) => Vec::new(),
        Popup::Import(import) => {
            import::on_key(editor, import, key);
            Vec::new()
        }
        Popup::Search(line, from) => {
            find::on_key(editor, line, from, key);
            Vec::new()
        }
        Popup::Presets(presets) => presets::on_key(editor, presets, key),
        Popup::Profile(form) => profile::on_profile_key(editor, form, key),
        Popup::Answer(field, form, rest) => answers::on_key(editor, (field, form, rest), key),
        Popup::Expect(form) => expect::on_key(editor, form, key),
        Popup::Repair(repair) => repairs::on_key(editor, repair, key),
        Popup::Finding(scroll) => dialogs::on_finding_key(editor, scroll, key),
        Popup::Tracer(tracer) => {
            tracer::on_key(editor, tracer, key);
            Vec::new()
        }
        Popup::Changes(mut changes) => {
            if let Some(step) = step(key) {
                changes.scroll = changes.scroll.saturating_add_signed(step).min(changes.rules.len() + 40);
                editor.popup = Some(Popup::Changes(changes));
            } else {
                recovery::back_to_offer(editor, *changes);
            }
            Vec::new()
        }
        Popup::Words(words) => {
            glossary::on_key(editor, words, key);
            Vec::new()
        }
        Popup::Course(selected) => lesson::on_course_key(editor, selected, key),
        Popup::Story(page, scroll) => lesson::on_story_key(editor, (page, scroll), key),
        Popup::Hints => {
            lesson::on_hints_key(editor, key);
            Vec::new()
        }
        Popup::Theatre(theatre) => {
            theatre::on_key(editor, theatre, key);
            Vec::new()
        }
        Popup::Timeline(hours, scroll) => {
            theatre::on_timeline_key(editor, (hours, scroll), key);
            Vec::new()
        }
        Popup::History(selected) => versions::on_key(editor, selected, key),
        Popup::Text(reading) => {
            on_reading_key(editor, reading, key);
            Vec::new()
        }
        Popup::SaveAs(save_as) => files::on_save_as_key(editor, save_as, key),
        Popup::Open(form) => files::on_open_key(editor, form, key),
        Popup::Ask(question, selected) => files::on_question_key(editor, question, selected, key),
        Popup::Choose(choice) => {
            files::on_choice_key(editor, *choice, key);
            Vec::new()
        }
    }
}

/// Whether a popup is a text, in which no letter is typed.
const fn is_read(popup: &Popup) -> bool {
    matches!(
        popup,
        Popup::Story(..)
            | Popup::Hints
            | Popup::Theatre(_)
            | Popup::Timeline(..)
            | Popup::Finding(_)
            | Popup::Course(_)
    )
}

fn on_reading_key(editor: &mut Editor, mut reading: Reading, key: Key) {
    match step(key) {
        Some(step) => {
            reading.scroll = reading.scroll.saturating_add_signed(step).min(reading.lines.len().saturating_sub(1));
            editor.popup = Some(Popup::Text(reading));
        }
        None if key.code == Code::Enter || key.folded() == Key::char('q') => {}
        None => editor.popup = Some(Popup::Text(reading)),
    }
}

/// Keys while the panel has the focus.
fn on_panel_key(editor: &mut Editor, key: Key) -> Vec<Command> {
    let expects = editor.keymap.act(key) == Some(ActionId::Expect);
    if expects && editor.session().is_some_and(|session| session.selected_finding().is_some()) {
        expect::of_finding(editor);
        return Vec::new();
    }
    let Some(session) = editor.session_mut() else { return Vec::new() };
    let scroll = session.panel.unwrap_or(0);
    match step(key) {
        Some(step) => session.panel = Some(scroll.saturating_add_signed(step).min(session.panel_lines())),
        None if is_cancel(key) || matches!(key.code, Code::Tab | Code::BackTab) => session.panel = None,
        None => {
            session.panel = None;
            return on_key(editor, key);
        }
    }
    Vec::new()
}
