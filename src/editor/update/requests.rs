//! Orders: each is carried out by what stands behind the keys.

use super::{files, lesson, start, table};
use crate::editor::actions::{place_for_new, run, take_fit};
use crate::editor::draft::Draft;
use crate::editor::history::Label;
use crate::editor::input::Input;
use crate::editor::message::Effect;
use crate::editor::popups::ask::ask;
use crate::editor::popups::open::Open;
use crate::editor::popups::save_as::SaveAs;
use crate::editor::popups::{hints, presets, repair};
use crate::editor::question::Question;
use crate::editor::request::Request;
use crate::editor::save::{Save, Then};
use crate::editor::session::Mode;
use crate::editor::work::WorkResult;
use crate::editor::{Editor, Main, expectation, profile, texts};
use crate::filter::{Edit, Expected, Field, FieldError, Rule};
use crate::formats::{Format, KNOWN};
use crate::lang::ActionId;
use crate::language::{self, Reason, notices, refusals, typing};
use crate::presets::Arguments;
use crate::profile::ProfileField;
use std::ops::Range;

pub(super) fn on_request(editor: &mut Editor, request: Request) -> Vec<Effect> {
    let needs_filter = !matches!(
        request,
        Request::Action(_)
            | Request::Open(_)
            | Request::Choose(_)
            | Request::Lesson(_)
            | Request::Hint
            | Request::Begin(_)
            | Request::Answer(..)
            | Request::Popup(_)
    );
    if needs_filter && editor.session().is_none() {
        return without_filter(editor);
    }
    match request {
        Request::Action(act) => return run(editor, act),
        Request::Select(rows) => select(editor, rows),
        Request::Finding(at) => find(editor, at),
        Request::Set(field, text) => set(editor, field, &text),
        Request::Add(at, rule) => add(editor, at, rule),
        Request::Insert(id, arguments) => return insert(editor, &id, &arguments),
        Request::Text(which, text) => texts::set(editor, which, &text),
        Request::Profile(field, text) => return profile::set_profile(editor, field, &text),
        Request::AnswerNeed(field, text) => return answer_need(editor, field, &text),
        Request::RepairAll => repair::at_once(editor),
        Request::Expect(text) => return expect(editor, &text),
        Request::Lesson(at) => return lesson::choose(editor, at),
        Request::Hint => {
            hints::one_more(editor);
            return run(editor, ActionId::Hint);
        }
        Request::SaveAs(path, format) => return save_as(editor, path, format),
        Request::SaveAndQuit => return files::save(editor, Then::Quit),
        Request::Open(path) => return open(editor, path),
        Request::Choose(at) => return choose(editor, at),
        Request::Begin(at) => return lesson::go_to(editor, at),
        Request::Save(save) => return files::attempt(editor, save),
        Request::Answer(question, reply) => return files::answer(editor, *question, reply),
        Request::Show(result) => show(editor, *result),
        // Popups take their answers themselves.
        Request::Popup(_) => {}
    }
    Vec::new()
}

fn without_filter(editor: &mut Editor) -> Vec<Effect> {
    editor.complain(language::reason(Reason::NeedsFilter, editor.voice()));
    Vec::new()
}

fn select(editor: &mut Editor, rows: Range<usize>) {
    let Some(session) = editor.session_mut() else { return };
    let rules = session.filter().rules.len();
    session.mode = if rows.len() > 1 { Mode::Selecting(rows.start.min(rules)) } else { Mode::Table };
    session.cursor.row = rows.end.saturating_sub(1).min(rules);
    session.select_finding_of_row();
}

fn find(editor: &mut Editor, at: usize) {
    let Some(session) = editor.session_mut() else { return };
    session.cursor.finding = at.min(session.findings().count().saturating_sub(1));
    session.select_finding(0);
}

/// A draft with one field typed, committed at once.
fn set(editor: &mut Editor, field: Field, text: &str) {
    let Main::Rules(session) = &mut editor.place else { return };
    let Some(rule) = session.filter().rules.get(session.cursor.row) else {
        return editor.complain(language::reason(Reason::DefaultRow, editor.voice()));
    };
    let mut draft = Draft::of_existing(session.cursor.row, rule, field);
    draft.retype(Input::text(text));
    // A list would make rules that nobody has seen yet.
    let list = (!draft.more.is_empty()).then_some(FieldError::whole(Expected::NoList));
    match draft.error.or(list) {
        Some(error) => editor.complain(typing::wrong_field(field, error, editor.lang)),
        None => {
            session.mode = Mode::Draft(Box::new(draft));
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
    editor.say(notices::added(at + 1, &text, editor.voice()));
}

fn insert(editor: &mut Editor, id: &str, arguments: &Arguments) -> Vec<Effect> {
    let lang = editor.lang;
    let Some(preset) = editor.catalogue.find(id).cloned() else {
        editor.complain(refusals::no_preset(id, lang));
        return Vec::new();
    };
    if let Err(errors) = preset.expand(arguments, lang) {
        let say = |error| {
            let why = language::argument_error(error, lang);
            format!("{}: {why}", error.parameter)
        };
        let why: Vec<String> = errors.iter().map(say).collect();
        editor.complain(why.join(" "));
        return Vec::new();
    }
    presets::insert(&preset, arguments, editor)
}

fn save_as(editor: &mut Editor, path: String, format: Option<&'static dyn Format>) -> Vec<Effect> {
    let then = editor.popup_of::<SaveAs>().map_or(Then::Stay, |asked| asked.then);
    editor.popup = None;
    let Some(session) = editor.session() else { return Vec::new() };
    let own = session.open.document.format();
    let format = format.unwrap_or_else(|| KNOWN.for_saved(&path, own));
    files::attempt(editor, Save { location: path.as_str().into(), format, then })
}

fn open(editor: &mut Editor, path: String) -> Vec<Effect> {
    let agreed = editor.popup_of::<Open>().is_some();
    editor.popup = None;
    if !agreed && editor.session().is_some_and(|session| session.is_unsaved()) {
        ask(editor, Question::Leave(Then::Open));
        return Vec::new();
    }
    vec![Effect::Read { location: path.as_str().into() }]
}

fn choose(editor: &mut Editor, at: usize) -> Vec<Effect> {
    let Main::Start(start) = &mut editor.place else { return Vec::new() };
    start.selected = at.min(start.entries.len().saturating_sub(1));
    start::choose(editor)
}

/// The answer to what a finding asks.
fn answer_need(editor: &mut Editor, field: ProfileField, text: &str) -> Vec<Effect> {
    match profile::answered(editor, field, text) {
        Ok(profile) => profile::take_answer(editor, field, profile),
        Err(sentence) => {
            editor.complain(sentence);
            Vec::new()
        }
    }
}

fn expect(editor: &mut Editor, text: &str) -> Vec<Effect> {
    expectation::add(editor, text).unwrap_or_else(|sentence| {
        editor.complain(sentence);
        Vec::new()
    })
}

/// Shows what was worked out beside the editor.
fn show(editor: &mut Editor, result: WorkResult) {
    match result {
        WorkResult::Repaired(repaired) => repair::show(editor, repaired.map(|repaired| *repaired)),
        WorkResult::Fitted(fit) => take_fit(editor, fit),
        // The popups that ask for these stay open and take them.
        WorkResult::Traced(_) | WorkResult::Compared(_) => {}
    }
}
