//! One message in, commands out: who gets the key, and what follows.

mod clip;
mod dialogs;
mod expect;
pub(super) mod files;
mod find;
pub(super) mod glossary;
mod guard;
mod import;
pub(super) mod lesson;
mod orders;
mod palette;
mod pointer;
mod presets;
mod questions;
mod raw;
pub(super) mod recovery;
mod repairs;
mod several;
mod small;
mod start;
mod table;
mod theatre;
mod tracer;
mod versions;

use super::action::{self, Act};
use super::key::{Code, Key};
use super::message::{Command, Msg};
use super::popup::{Menu, Popup, Reading, SaveAs, Then};
use super::{Editor, LEAST, Place};
use crate::editor::words;

pub(super) fn update(editor: &mut Editor, message: Msg) -> Vec<Command> {
    match message {
        Msg::Key(key) => {
            editor.notice = None;
            if editor.size.0 < LEAST.0 || editor.size.1 < LEAST.1 {
                small::on_key(editor, key)
            } else {
                on_key(editor, key)
            }
        }
        Msg::Order(order) => {
            editor.notice = None;
            orders::on_order(editor, order)
        }
        Msg::Paste(text) => {
            editor.notice = None;
            on_paste(editor, &text);
            Vec::new()
        }
        Msg::Pointer(target, gesture) if editor.mouse => pointer::on_pointer(editor, target, gesture),
        Msg::Pointer(..) => Vec::new(),
        Msg::Resize(width, height) => {
            editor.size = (width, height);
            Vec::new()
        }
        Msg::Settled(version) => {
            if let Some(session) = editor.session_mut() {
                session.version = Some(version);
            }
            Vec::new()
        }
        Msg::Analysed(answered) => {
            if let Some(session) = editor.session_mut() {
                session.take(*answered);
            }
            Vec::new()
        }
        Msg::EditedOutside(result) => {
            raw::on_edited(editor, result);
            Vec::new()
        }
        Msg::Read(result) => {
            files::on_read(editor, result.map(|opened| *opened));
            Vec::new()
        }
        Msg::Found(found) => {
            recovery::found(editor, *found);
            Vec::new()
        }
        Msg::NotNoted(why) => {
            recovery::not_noted(editor, &why);
            Vec::new()
        }
        Msg::NotKept(why) => {
            editor.complain(why);
            Vec::new()
        }
        Msg::Saved { location, result } => files::on_saved(editor, location, result),
    }
}

fn on_key(editor: &mut Editor, key: Key) -> Vec<Command> {
    if let Some(popup) = editor.popup.take() {
        return on_popup_key(editor, popup, key);
    }
    match &editor.place {
        Place::Start(_) => start::on_key(editor, key),
        Place::Rules(session) if session.draft.is_some() => {
            table::on_draft_key(editor, key);
            Vec::new()
        }
        Place::Rules(session) if session.panel.is_some() => table::on_panel_key(editor, key),
        Place::Rules(_) => match action::act_of(editor, key) {
            Some(act) => run(editor, act),
            None if is_cancel(key) && find::end(editor) => Vec::new(),
            None => {
                let text = editor.lang.pick(
                    "このキーに動作はありません。? 一覧、s 保存、q 終了。",
                    "No such key: ? lists them, s saves, q quits.",
                );
                editor.complain(text);
                Vec::new()
            }
        },
    }
}

/// Runs an action, or says why it cannot run.
pub(super) fn run(editor: &mut Editor, act: Act) -> Vec<Command> {
    if let Err(reason) = action::availability(editor, act) {
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
        Act::Mouse => pointer::toggle(editor),
        Act::Clip | Act::ClipAll => return clip::clip(editor, act == Act::ClipAll),
        Act::Suspend => return vec![Command::Suspend],
        Act::Dismiss => return table::dismiss(editor),
        Act::Restore => return table::restore(editor),
        Act::Presets => presets::open(editor),
        Act::Profile => dialogs::open_profile(editor),
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
        Act::Changes => dialogs::open_changes(editor),
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

fn on_popup_key(editor: &mut Editor, popup: Popup, key: Key) -> Vec<Command> {
    if let Popup::Raw(raw) = popup {
        return raw::on_key(editor, raw, key);
    }
    if is_cancel(key) {
        cancel(editor, popup);
        return Vec::new();
    }
    let popup = match editor.keymap.act(key) {
        Some(Act::Language) if is_read(&popup) => {
            editor.lang = editor.lang.other();
            editor.popup = Some(popup);
            return Vec::new();
        }
        Some(Act::Help) => match glossary::open_on(editor, popup) {
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
        Popup::Profile(form) => dialogs::on_profile_key(editor, form, key),
        Popup::Answer(field, form, rest) => questions::on_key(editor, (field, form, rest), key),
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

/// Esc, and its twins for terminals on which Esc is slow or lost.
pub(super) fn is_cancel(key: Key) -> bool {
    key.code == Code::Esc || key == Key::ctrl('g') || key == Key::ctrl('c')
}

/// Closes a popup without doing anything.
fn cancel(editor: &mut Editor, popup: Popup) {
    if let Popup::Presets(presets) = &popup {
        if presets.form.is_some() {
            return presets::back_to_list(editor, presets.clone());
        }
        presets::give_up(editor, presets);
    }
    if let Popup::Words(words) = popup {
        editor.popup = words.back;
        return;
    }
    if let Popup::Search(_, from) = popup {
        return find::give_up(editor, from);
    }
    if let Popup::Changes(changes) = popup {
        return recovery::back_to_offer(editor, *changes);
    }
    if let Popup::Answer(_, _, rest) = popup {
        return questions::next(editor, rest);
    }
    if let Some(session) = editor.session_mut() {
        session.preview(None);
    }
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

/// How far a key moves in a list of lines.
pub(super) fn step(key: Key) -> Option<isize> {
    match key.folded().code {
        Code::Up | Code::Char('k') => Some(-1),
        Code::Down | Code::Char('j') => Some(1),
        Code::PageUp => Some(-8),
        Code::PageDown | Code::Char(' ') => Some(8),
        _ => None,
    }
}

fn on_paste(editor: &mut Editor, text: &str) {
    let lang = editor.lang;
    match &mut editor.popup {
        Some(
            Popup::Profile(form)
            | Popup::Answer(_, form, _)
            | Popup::Expect(form)
            | Popup::SaveAs(SaveAs { form, .. })
            | Popup::Open(form),
        ) => return form.paste(text),
        Some(Popup::Help(menu) | Popup::Palette(menu)) => return menu.query.paste(text),
        Some(Popup::Words(words)) => return words.menu.query.paste(text),
        Some(Popup::Tracer(tracer)) => {
            tracer.line.paste(text);
            return tracer::refresh(editor);
        }
        Some(Popup::Search(line, _)) => {
            line.paste(text);
            return find::refresh(editor);
        }
        Some(Popup::Presets(presets)) => {
            match &mut presets.form {
                Some(form) => form.form.paste(text),
                None => presets.menu.query.paste(text),
            }
            return presets::refresh_open(editor);
        }
        Some(Popup::Raw(_)) => return raw::paste(editor, text),
        Some(_) => return,
        None => {}
    }
    if let Some(session) = editor.session_mut()
        && let Some(draft) = &mut session.draft
    {
        draft.paste(text);
        session.preview_draft();
    } else if editor.session().is_some() {
        import::open(editor, text);
    } else {
        editor.complain(lang.pick(
            "フィルタを開いてから貼り付けてください。何も変えていません。",
            "Open a filter before pasting. Nothing was changed.",
        ));
    }
}
