//! One message in, commands out: who gets the key, and what follows.

pub(super) mod clip;
pub(super) mod files;
mod guard;
mod keys;
pub(super) mod lesson;
mod orders;
mod pointer;
mod popups;
pub(super) mod recovery;
mod small;
mod start;
mod table;

use super::message::{Command, Msg};
use super::order::Order;
use super::popups::{import, raw};
use super::{Editor, LEAST};
use crate::language::{self, refusals};
use keys::on_key;

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
            match order {
                Order::Popup(reply) => popups::reply(editor, reply),
                order => orders::on_order(editor, order),
            }
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
            raw::edited(editor, result);
            Vec::new()
        }
        Msg::Read { location, result } => {
            files::on_read(editor, &location, result);
            Vec::new()
        }
        Msg::Found(found) => {
            recovery::found(editor, *found);
            Vec::new()
        }
        Msg::NotNoted(error) => {
            recovery::not_noted(editor, &language::save_error(&error, editor.lang));
            Vec::new()
        }
        Msg::NotKept(file, error) => {
            editor.complain(format!("{}: {}", file.display(), language::save_error(&error, editor.lang)));
            Vec::new()
        }
        Msg::Saved { location, result } => files::on_saved(editor, location, result),
    }
}

fn on_paste(editor: &mut Editor, text: &str) {
    let _lang = editor.lang;
    if editor.popup.is_some() {
        return popups::on_paste(editor, text);
    }
    if let Some(session) = editor.session_mut()
        && let Some(draft) = &mut session.draft
    {
        draft.paste(text);
        session.preview_draft();
    } else if editor.session().is_some() {
        import::open(editor, text);
    } else {
        editor.complain(refusals::paste_needs_filter(editor.lang));
    }
}
