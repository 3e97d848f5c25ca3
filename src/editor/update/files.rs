//! Opening, saving and leaving: nothing is lost without a question whose safe answer comes first.

use super::{is_cancel, recovery};
use crate::editor::input::{Form, Input};
use crate::editor::key::{Code, Key};
use crate::editor::memory::Memory;
use crate::editor::message::{Command, SaveFault};
use crate::editor::popup::{Choice, Popup, Question, Reading, Reply, Save};
use crate::editor::session::Session;
use crate::editor::words;
use crate::editor::{Editor, Place};
use crate::formats::{Document, Shape};
use crate::language;

/// So many problems of a file are told; nobody reads more, and each costs time in every frame.
const MOST_PROBLEMS: usize = 200;

/// Opens a file that was read. `None` is a file that does not exist yet: it begins as a bare array of rules.
pub(in crate::editor) fn open(editor: &mut Editor, path: &str, text: Option<&str>, memory: Memory) {
    editor.attend = None;
    let document = match text.map(Document::read) {
        None => {
            editor.say(words::new_file(path, editor.lang));
            Document::blank(Shape::Rules)
        }
        Some(Ok(document)) => document,
        Some(Err(problems)) => {
            let told = problems.iter().take(MOST_PROBLEMS).map(|problem| language::problem(problem, editor.lang));
            let more =
                problems.len().checked_sub(MOST_PROBLEMS + 1).map(|more| words::more_problems(more + 1, editor.lang));
            let lines = told.chain(more).collect();
            let title = words::unreadable(path, editor.lang);
            editor.popup = Some(Popup::Text(Reading { title, lines, scroll: 0 }));
            if editor.session().is_none() {
                // The file may be broken because a session was.
                editor.attend = Some(Command::Attend { path: Some(path.to_owned()) });
            }
            return;
        }
    };
    let choice = Choice { path: Some(path.to_owned()), document, selected: 0, memory };
    if choice.document.filters().len() > 1 {
        editor.popup = Some(Popup::Choose(Box::new(choice)));
    } else {
        enter(editor, choice);
    }
}

fn enter(editor: &mut Editor, choice: Choice) {
    let Choice { path, document, selected, memory } = choice;
    let notes = document.notes(selected).len();
    let profile = memory.profile.unwrap_or_else(|| editor.profile.clone());
    let mut session = Session::new(path, document, selected, profile, editor.force);
    session.dismissed = memory.dismissed;
    editor.attend = Some(Command::Attend { path: session.path.clone() });
    editor.place = Place::Rules(Box::new(session));
    if notes > 0 {
        editor.say(words::respelled(notes, editor.lang));
    }
}

pub(super) fn on_choice_key(editor: &mut Editor, mut choice: Choice, key: Key) {
    let last = choice.document.filters().len().saturating_sub(1);
    match (super::step(key), key.code) {
        (Some(step), _) => choice.selected = choice.selected.saturating_add_signed(step).min(last),
        (None, Code::Enter) => return enter(editor, choice),
        _ => {}
    }
    editor.popup = Some(Popup::Choose(Box::new(choice)));
}

pub(super) fn on_read(editor: &mut Editor, path: &str, result: Result<Option<String>, String>, memory: Memory) {
    match result {
        Ok(text) => open(editor, path, text.as_deref(), memory),
        Err(why) => editor.complain(why),
    }
}

/// Saves under the session's own name, or asks for one.
pub(super) fn save(editor: &mut Editor, quit: bool) -> Vec<Command> {
    let Some(session) = editor.session() else { return Vec::new() };
    let Some(path) = session.path.clone() else {
        open_save_as(editor);
        return Vec::new();
    };
    let save = Save { path, shape: session.document.shape(), quit };
    if session.beyond_limits() && !session.force {
        editor.popup = Some(Popup::Ask(Question::Limits(save), 0));
        return Vec::new();
    }
    write(editor, &save, false)
}

/// Asks the world to write. What is saved is remembered when the answer comes.
fn write(editor: &mut Editor, save: &Save, over: bool) -> Vec<Command> {
    let Some(session) = editor.session_mut() else { return Vec::new() };
    if session.document.shape() != save.shape {
        (session.document, session.index) = session.document.reshaped(session.index, save.shape);
    }
    let text = session.document.write(session.index, session.filter());
    session.saving = Some((save.clone(), session.filter().clone()));
    vec![Command::Save { path: save.path.clone(), text, over }]
}

pub(super) fn on_saved(editor: &mut Editor, path: &str, result: Result<(), SaveFault>) -> Vec<Command> {
    let lang = editor.lang;
    let Some(session) = editor.session_mut() else { return Vec::new() };
    let Some((save, filter)) = session.saving.take() else { return Vec::new() };
    match result {
        Ok(()) => {
            session.path = Some(path.to_owned());
            session.history.mark_saved(filter);
            session.noted.forget();
            let errors = session.findings().filter(|f| f.severity == crate::report::Severity::Error).count();
            editor.say(words::saved(path, errors, lang));
            return if save.quit { vec![Command::Quit] } else { Vec::new() };
        }
        Err(SaveFault::Changed) => editor.popup = Some(Popup::Ask(Question::Changed(save), 0)),
        Err(SaveFault::Exists) => editor.popup = Some(Popup::Ask(Question::Exists(save), 0)),
        Err(SaveFault::Other(why)) => {
            // What was typed into save-as is not lost with the attempt.
            if session.path.as_deref() != Some(save.path.as_str()) {
                editor.popup = Some(Popup::SaveAs(save_as_form(&save.path, save.shape)));
            }
            editor.complain(why);
        }
    }
    Vec::new()
}

pub(super) fn open_save_as(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let path = session.path.clone().unwrap_or_else(|| {
        let name = session.filter().name.trim().replace('/', "-");
        format!("{}.json", if name.is_empty() { "filter" } else { name.as_str() })
    });
    let form = save_as_form(&path, session.document.shape());
    editor.popup = Some(Popup::SaveAs(form));
}

fn save_as_form(path: &str, shape: Shape) -> Form {
    let current = words::SHAPES.iter().find(|(known, _)| *known == shape).map_or("rules", |(_, word)| word);
    let words: Vec<&str> = words::SHAPES.iter().map(|(_, word)| *word).collect();
    Form::new(vec![Input::text(path), Input::choice(&words, current)])
}

pub(super) fn on_save_as_key(editor: &mut Editor, mut form: Form, key: Key) -> Vec<Command> {
    if key.code != Code::Enter {
        form.input(key);
        editor.popup = Some(Popup::SaveAs(form));
        return Vec::new();
    }
    let path = form.value(0).trim().to_owned();
    let shape = words::SHAPES.iter().find(|(_, word)| *word == form.value(1)).map_or(Shape::Rules, |(shape, _)| *shape);
    if path.is_empty() {
        editor.popup = Some(Popup::SaveAs(form));
        let text = editor.lang.pick("ファイル名を書いてください。", "A file name is needed.");
        editor.complain(text);
        return Vec::new();
    }
    let save = Save { path, shape, quit: false };
    if editor.session().is_some_and(|session| session.beyond_limits() && !session.force) {
        editor.popup = Some(Popup::Ask(Question::Limits(save), 0));
        return Vec::new();
    }
    write(editor, &save, false)
}

pub(super) fn open_dialog(editor: &mut Editor) {
    if editor.session().is_some_and(|session| session.history.modified()) {
        editor.popup = Some(Popup::Ask(Question::Leave, 0));
    } else {
        editor.popup = Some(Popup::Open(Form::new(vec![Input::text("")])));
    }
}

pub(super) fn on_open_key(editor: &mut Editor, mut form: Form, key: Key) -> Vec<Command> {
    let path = form.value(0).trim().to_owned();
    if key.code == Code::Enter && !path.is_empty() {
        return vec![Command::Read { path }];
    }
    form.input(key);
    editor.popup = Some(Popup::Open(form));
    Vec::new()
}

/// Leaves, or asks first when something would be lost.
pub(super) fn quit(editor: &mut Editor) -> Vec<Command> {
    if editor.session().is_some_and(|session| session.history.modified()) {
        editor.popup = Some(Popup::Ask(Question::Quit, 0));
        return Vec::new();
    }
    vec![Command::Quit]
}

/// Arrows choose, Enter answers, and each answer has its letter. Enter stands on "cancel" at first.
pub(super) fn on_question_key(editor: &mut Editor, question: Question, selected: usize, key: Key) -> Vec<Command> {
    let replies = question.replies();
    let count = replies.len();
    let letter = match key.folded().code {
        Code::Char(c) => replies.iter().position(|reply| reply.letter() == c.to_ascii_lowercase()),
        _ => None,
    };
    let chosen = match key.code {
        _ if is_cancel(key) => Some(0),
        Code::Enter => Some(selected),
        _ => letter,
    };
    if let Some(reply) = chosen.and_then(|at| replies.get(at)) {
        return answer(editor, question, *reply);
    }
    let selected = match key.code {
        Code::Left | Code::Up | Code::BackTab => (selected + count - 1) % count,
        Code::Right | Code::Down | Code::Tab => (selected + 1) % count,
        _ => selected,
    };
    editor.popup = Some(Popup::Ask(question, selected));
    Vec::new()
}

fn answer(editor: &mut Editor, question: Question, reply: Reply) -> Vec<Command> {
    match (reply, question) {
        (reply, Question::Recover(offer)) => recovery::answer(editor, offer, reply),
        (Reply::Cancel | Reply::Recover | Reply::Difference, _) => Vec::new(),
        (Reply::Save, Question::Quit) => save(editor, true),
        (Reply::Save, _) => save(editor, false),
        (Reply::Discard, Question::Leave) => {
            editor.popup = Some(Popup::Open(Form::new(vec![Input::text("")])));
            Vec::new()
        }
        (Reply::Discard, _) => vec![Command::Quit],
        (Reply::SaveAs, _) => {
            open_save_as(editor);
            Vec::new()
        }
        (Reply::Reload, Question::Changed(save)) => vec![Command::Read { path: save.path }],
        (Reply::Reload, _) => Vec::new(),
        (Reply::Overwrite, Question::Limits(save)) => write(editor, &save, false),
        (Reply::Overwrite, Question::Changed(save) | Question::Exists(save)) => write(editor, &save, true),
        (Reply::Overwrite, Question::Quit | Question::Leave) => Vec::new(),
    }
}
