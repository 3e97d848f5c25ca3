//! Orders: each is carried out by what stands behind the keys.

use super::cancel::cancel;
use super::{answers, expect, files, lesson, presets, profile, recovery, repairs, start, table};
use crate::editor::actions::{place_for_new, run};
use crate::editor::draft::Draft;
use crate::editor::history::Label;
use crate::editor::input::Input;
use crate::editor::message::Command;
use crate::editor::order::Order;
use crate::editor::popup::{Menu, Popup, PresetForm, Presets};
use crate::editor::question::{Question, Reply};
use crate::editor::save::{Save, Then};
use crate::editor::words;
use crate::editor::{Editor, Place};
use crate::filter::{Edit, Field, Rule};
use crate::formats::Format;
use crate::lang::ActionId;
use crate::language::{self, Reason};
use crate::presets::Arguments;
use std::ops::Range;

pub(super) fn on_order(editor: &mut Editor, order: Order) -> Vec<Command> {
    let needs_filter = !matches!(
        order,
        Order::Action(_)
            | Order::Open(_)
            | Order::Choose(_)
            | Order::Lesson(_)
            | Order::Hint
            | Order::Answer(_)
            | Order::Close
    );
    if needs_filter && editor.session().is_none() {
        return without_filter(editor);
    }
    match order {
        Order::Action(act) => return run(editor, act),
        Order::Select(rows) => select(editor, rows),
        Order::Finding(at) => find(editor, at),
        Order::Set(field, text) => set(editor, field, &text),
        Order::Add(at, rule) => add(editor, at, rule),
        Order::Insert(id, arguments) => return insert(editor, &id, &arguments),
        Order::Profile(field, text) => return profile::set_profile(editor, field, &text),
        Order::AnswerNeed(field, text) => return answers::by_line(editor, field, &text),
        Order::RepairAll => repairs::at_once(editor),
        Order::Expect(text) => return expect::by_line(editor, &text),
        Order::Lesson(at) => return lesson::choose(editor, at),
        Order::Hint => {
            lesson::one_more_hint(editor);
            return run(editor, ActionId::Hint);
        }
        Order::SaveAs(path, format) => return save_as(editor, path, format),
        Order::SaveAndQuit => return files::save(editor, Then::Quit),
        Order::Open(path) => return open(editor, path),
        Order::Choose(at) => return choose(editor, at),
        Order::Answer(reply) => return answer(editor, reply),
        Order::Close => {
            if let Some(popup) = editor.popup.take() {
                cancel(editor, popup);
            }
        }
    }
    Vec::new()
}

fn without_filter(editor: &mut Editor) -> Vec<Command> {
    let text = language::reason(Reason::NeedsFilter, editor.lang);
    editor.complain(text);
    Vec::new()
}

fn select(editor: &mut Editor, rows: Range<usize>) {
    let Some(session) = editor.session_mut() else { return };
    let rules = session.filter().rules.len();
    session.anchor = (rows.len() > 1).then_some(rows.start.min(rules));
    session.row = rows.end.saturating_sub(1).min(rules);
    session.select_finding_of_row();
}

fn find(editor: &mut Editor, at: usize) {
    let Some(session) = editor.session_mut() else { return };
    session.finding = at.min(session.findings().count().saturating_sub(1));
    session.select_finding(0);
}

/// A draft with one field typed, committed at once.
fn set(editor: &mut Editor, field: Field, text: &str) {
    let lang = editor.lang;
    let Place::Rules(session) = &mut editor.place else { return };
    let Some(rule) = session.filter().rules.get(session.row) else {
        return editor.complain(language::reason(Reason::DefaultRow, lang));
    };
    let mut draft = Draft::of_existing(session.row, rule, field);
    draft.retype(Input::text(text));
    match draft.error {
        Some(error) => editor.complain(words::wrong_field(field, error, lang)),
        None => {
            session.draft = Some(draft);
            table::commit_draft(editor);
        }
    }
}

fn add(editor: &mut Editor, at: Option<usize>, rule: Rule) {
    let lang = editor.lang;
    let Some(session) = editor.session_mut() else { return };
    let at = at.map_or_else(|| place_for_new(session), |at| at.min(session.filter().rules.len()));
    let text = language::rule(&rule, lang);
    session.commit(&Edit::Insert { at, rule }, Label::Added, at);
    editor.say(words::added(at + 1, &text, lang));
}

fn insert(editor: &mut Editor, id: &str, arguments: &Arguments) -> Vec<Command> {
    let lang = editor.lang;
    let Some(preset) = editor.catalogue.find(id).cloned() else {
        editor.complain(words::no_preset(id, lang));
        return Vec::new();
    };
    if let Err(errors) = preset.expand(arguments, lang) {
        let say = |error| {
            let why = language::argument_error(error, lang, language::expected);
            format!("{}: {why}", error.parameter)
        };
        let why: Vec<String> = errors.iter().map(say).collect();
        editor.complain(why.join(" "));
        return Vec::new();
    }
    let mut form = PresetForm::new(&preset);
    for (parameter, input) in preset.parameters().iter().zip(&mut form.form.inputs) {
        if let Some(argument) = arguments.get(&parameter.id) {
            *input = Input::text(argument);
        }
    }
    let presets = Presets { menu: Menu::new(), form: Some(form), insertion: None, profile_before: None };
    editor.popup = Some(Popup::Presets(Box::new(presets)));
    presets::refresh_open(editor);
    match editor.popup.take() {
        Some(Popup::Presets(presets)) => presets::insert(editor, presets),
        _ => Vec::new(),
    }
}

fn save_as(editor: &mut Editor, path: String, format: Option<&'static dyn Format>) -> Vec<Command> {
    let then = match editor.popup.take() {
        Some(Popup::SaveAs(asked)) => asked.then,
        _ => Then::Stay,
    };
    let Some(session) = editor.session() else { return Vec::new() };
    let format = format.unwrap_or_else(|| session.document.format());
    files::attempt(editor, Save { location: path.as_str().into(), format, then })
}

fn open(editor: &mut Editor, path: String) -> Vec<Command> {
    let agreed = matches!(editor.popup.take(), Some(Popup::Open(_)));
    if !agreed && editor.session().is_some_and(|session| session.is_unsaved()) {
        editor.popup = Some(Popup::Ask(Question::Leave(Then::Open), 0));
        return Vec::new();
    }
    vec![Command::Read { location: path.as_str().into() }]
}

fn choose(editor: &mut Editor, at: usize) -> Vec<Command> {
    match (editor.popup.take(), &mut editor.place) {
        (Some(Popup::Choose(mut choice)), _) => {
            choice.selected = at.min(choice.document.filters().len().saturating_sub(1));
            files::enter(editor, *choice);
            Vec::new()
        }
        (Some(Popup::Course(_)), _) => lesson::choose(editor, at.min(editor.course.lessons().len().saturating_sub(1))),
        (_, Place::Start(start)) => {
            start.selected = at.min(start.entries.len().saturating_sub(1));
            start::choose(editor)
        }
        (popup, _) => {
            editor.popup = popup;
            Vec::new()
        }
    }
}

fn answer(editor: &mut Editor, reply: Reply) -> Vec<Command> {
    match editor.popup.take() {
        Some(Popup::Ask(question, _)) => files::answer(editor, question, reply),
        Some(Popup::Changes(changes)) => {
            recovery::back_to_offer(editor, *changes);
            answer(editor, reply)
        }
        popup => {
            editor.popup = popup;
            Vec::new()
        }
    }
}
