//! Keys, pastes, clicks and answers for what stands over the rules. A popup that is asked for something is taken out of the
//! editor meanwhile; what comes of it is settled in one place.

use super::requests;
use crate::editor::key::{Code, Key};
use crate::editor::message::Effect;
use crate::editor::popup::{Body, Moves, PopupOutcome, Typed};
use crate::editor::request::LineReply;
use crate::editor::work::WorkResult;
use crate::editor::{Editor, Popup, actions, popups};
use crate::lang::ActionId;

/// Lines that a step of the wheel scrolls a text by.
const LINES: isize = 3;

pub(super) fn on_key(editor: &mut Editor, key: Key) -> Vec<Effect> {
    let Some(mut popup) = editor.popup.take() else { return Vec::new() };
    if key.is_cancel() {
        let outcome = popup.cancel(editor);
        return settle(editor, popup, outcome);
    }
    let is_typed = popup.body(editor).is_typed();
    let action = action(editor, key, is_typed);
    match action {
        Some(ActionId::Language) if !is_typed => editor.lang = editor.lang.other(),
        Some(ActionId::Help) if !is_typed => {
            popups::words::open_on(popup, editor);
            return Vec::new();
        }
        _ => {
            let outcome = outcome(&mut *popup, action, key, editor);
            return settle(editor, popup, outcome);
        }
    }
    settle(editor, popup, PopupOutcome::Stay)
}

/// The action of a key: one of popups, else, where no letter is typed, one of the table.
fn action(editor: &Editor, key: Key, is_typed: bool) -> Option<ActionId> {
    let is_letter = matches!(key.code, Code::Char(_)) && !key.ctrl;
    let of_table = || editor.keymap.act(key).filter(|_| !(is_typed && is_letter));
    editor.keymap.popup_act(key).or_else(of_table)
}

/// What a popup makes of a key. In a lesson its own keys come first, as far as they mean something here.
fn outcome(popup: &mut dyn Popup, action: Option<ActionId>, key: Key, editor: &mut Editor) -> PopupOutcome {
    match popup.key(key, editor) {
        PopupOutcome::Pass => {}
        outcome => return outcome,
    }
    let is_typed = popup.body(editor).is_typed();
    let of_lesson = editor.keymap.lesson_act(key);
    let of_lesson = of_lesson.filter(|action| !is_typed && actions::availability(editor, *action).is_ok());
    for action in of_lesson.into_iter().chain(action) {
        match popup.act(action, editor) {
            PopupOutcome::Pass => {}
            outcome => return outcome,
        }
    }
    if popup.body(editor).take(action, key) {
        popup.changed(editor);
    }
    PopupOutcome::Stay
}

/// Edits words of what is typed, if the key does that. Tells whether it did.
pub(super) fn edit_words(editor: &mut Editor, key: Key) -> bool {
    let Some(mut popup) = editor.popup.take() else { return false };
    let edited = popup.body(editor).take(None, key);
    if edited {
        popup.changed(editor);
    }
    stay(editor, popup, Vec::new());
    edited
}

/// Puts a popup back or lets it go. What it has opened in its place stays.
pub(super) fn settle(editor: &mut Editor, popup: Box<dyn Popup>, outcome: PopupOutcome) -> Vec<Effect> {
    match outcome {
        PopupOutcome::Pass | PopupOutcome::Stay => stay(editor, popup, Vec::new()),
        PopupOutcome::StayAnd(commands) => stay(editor, popup, commands),
        PopupOutcome::Close(commands) => commands,
        PopupOutcome::Then(order) => requests::on_request(editor, order),
        PopupOutcome::After(mut commands, order) => {
            commands.extend(requests::on_request(editor, order));
            commands
        }
    }
}

fn stay(editor: &mut Editor, popup: Box<dyn Popup>, commands: Vec<Effect>) -> Vec<Effect> {
    editor.popup.get_or_insert(popup);
    commands
}

/// Takes a pasted text where one is typed.
pub(super) fn on_paste(editor: &mut Editor, text: &str) {
    let Some(mut popup) = editor.popup.take() else { return };
    if popup.body(editor).paste(text) {
        popup.changed(editor);
    }
    stay(editor, popup, Vec::new());
}

/// An entry of the list is selected, or taken where it is selected already.
pub(super) fn entry(editor: &mut Editor, at: usize) -> Vec<Effect> {
    let Some(mut popup) = editor.popup.take() else { return Vec::new() };
    let again = match popup.body(editor).moves {
        Moves::List(selected, _) => std::mem::replace(selected, at) == at,
        _ => return stay(editor, popup, Vec::new()),
    };
    let outcome = if again {
        popup.act(ActionId::Confirm, editor)
    } else {
        popup.changed(editor);
        PopupOutcome::Stay
    };
    settle(editor, popup, outcome)
}

/// A field of the form takes the keys.
pub(super) fn focus(editor: &mut Editor, at: usize) {
    let Some(mut popup) = editor.popup.take() else { return };
    if let Typed::Form(form) = popup.body(editor).typed
        && at < form.inputs.len()
    {
        form.focus = at;
    }
    stay(editor, popup, Vec::new());
}

/// Lists go by one entry, texts by some lines; forms stay, since there the arrows mean another field.
pub(super) fn wheel(editor: &mut Editor, down: bool) {
    let Some(mut popup) = editor.popup.take() else { return };
    let mut body: Body<'_> = popup.body(editor);
    let ways = if down { 1 } else { -1 };
    let moved = match (&body.moves, &mut body.typed) {
        (Moves::List(..), _) => body.step(ways),
        (Moves::Text(..), _) => body.step(ways * LINES),
        (Moves::Nothing, Typed::Area(area)) => {
            let key = Key::plain(if down { Code::Down } else { Code::Up });
            (0..LINES).fold(false, |moved, _| area.input(key) || moved)
        }
        (Moves::Nothing, _) => false,
    };
    if moved {
        popup.changed(editor);
    }
    stay(editor, popup, Vec::new());
}

/// Tells what was worked out for what stands open.
pub(super) fn done(editor: &mut Editor, result: WorkResult) -> Vec<Effect> {
    let Some(mut popup) = editor.popup.take() else { return Vec::new() };
    let outcome = popup.done(result, editor);
    settle(editor, popup, outcome)
}

/// The answer by a line.
pub(super) fn reply(editor: &mut Editor, reply: LineReply) -> Vec<Effect> {
    let Some(mut popup) = editor.popup.take() else { return Vec::new() };
    match (reply, popup.body(editor)) {
        (LineReply::Close, _) => {
            let outcome = popup.cancel(editor);
            return settle(editor, popup, outcome);
        }
        (LineReply::Choose(at), Body { moves: Moves::List(selected, _), .. }) => *selected = at,
        (LineReply::Fill(texts), Body { typed: Typed::Form(form), .. }) => {
            form.inputs.iter_mut().zip(&texts).for_each(|(input, text)| input.fill(text));
        }
        _ => {}
    }
    popup.changed(editor);
    let outcome = popup.act(ActionId::Confirm, editor);
    settle(editor, popup, outcome)
}
