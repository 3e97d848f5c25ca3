//! One message in, commands out: who gets the key, and what follows.

pub(super) mod clip;
pub(super) mod files;
mod guard;
mod keys;
pub(super) mod lesson;
mod pointer;
mod popups;
pub(super) mod recent;
pub(super) mod recovery;
mod requests;
mod start;
mod table;
mod tiny_terminal;

use super::message::{Effect, Message};
use super::popups::{import, raw};
use super::request::Request;
use super::{Editor, LEAST};
use crate::language::{self, refusals};
use keys::on_key;

pub(super) fn update(editor: &mut Editor, message: Message) -> Vec<Effect> {
    let read = editor.read;
    if let Some(session) = editor.session_mut() {
        session.open.history.begin_read(read);
    }
    match message {
        Message::Key(_) if read != 0 && read == editor.abandoned => {
            editor.complain(refusals::keys_behind_escape(editor.lang));
            Vec::new()
        }
        Message::Key(key) => {
            editor.notice = None;
            if editor.size.0 < LEAST.0 || editor.size.1 < LEAST.1 {
                tiny_terminal::on_key(editor, key)
            } else {
                on_key(editor, key)
            }
        }
        Message::Request(order) => {
            editor.notice = None;
            match order {
                Request::Popup(reply) => popups::reply(editor, reply),
                order => requests::on_request(editor, order),
            }
        }
        Message::Paste(text) => {
            editor.notice = None;
            on_paste(editor, &text);
            Vec::new()
        }
        Message::Pointer(target, gesture) if editor.mouse => pointer::on_pointer(editor, target, gesture),
        Message::Pointer(..) => Vec::new(),
        Message::Resize(width, height) => {
            editor.size = (width, height);
            Vec::new()
        }
        Message::Settled(version) => {
            if let Some(session) = editor.session_mut() {
                session.open.version = Some(version);
            }
            Vec::new()
        }
        Message::Analysed(answered) => {
            if let Some(session) = editor.session_mut() {
                session.take(*answered);
            }
            Vec::new()
        }
        Message::Worked(number, result) if editor.working == Some(number) => {
            editor.working = None;
            popups::done(editor, *result)
        }
        Message::Worked(..) => Vec::new(),
        Message::EditedOutside { kept, result } => {
            raw::edited(editor, kept, result);
            Vec::new()
        }
        Message::Read { location, result } => {
            files::on_read(editor, &location, result);
            Vec::new()
        }
        Message::Judged { location, state } => {
            recent::judged(editor, &location, state);
            Vec::new()
        }
        Message::Found(found) => {
            recovery::found(editor, *found);
            Vec::new()
        }
        Message::NotNoted(error) => {
            recovery::not_noted(editor, &language::save_error(&error, editor.lang));
            Vec::new()
        }
        Message::NotKept(file, error) => {
            editor.complain(format!("{}: {}", file.display(), language::save_error(&error, editor.lang)));
            Vec::new()
        }
        Message::Saved { location, result } => files::on_saved(editor, location, result),
    }
}

fn on_paste(editor: &mut Editor, text: &str) {
    let _lang = editor.lang;
    if editor.popup.is_some() {
        return popups::on_paste(editor, text);
    }
    if let Some(session) = editor.session_mut()
        && let Some(draft) = session.mode.draft_mut()
    {
        draft.paste(text);
        session.preview_draft();
    } else if editor.session().is_some() {
        import::open(editor, text);
    } else {
        editor.complain(refusals::paste_needs_filter(editor.lang));
    }
}
