//! One message in, commands out: who gets the key, and what follows.

mod answers;
mod cancel;
pub(super) mod changes;
pub(super) mod clip;
mod dialogs;
pub(super) mod expect;
pub(super) mod files;
pub(super) mod find;
pub(super) mod glossary;
mod guard;
mod import;
mod key;
mod keys;
pub(super) mod lesson;
mod orders;
mod palette;
mod pointer;
pub(super) mod presets;
pub(super) mod profile;
pub(super) mod questions;
pub(super) mod raw;
pub(super) mod recovery;
pub(super) mod repairs;
mod small;
mod start;
mod table;
pub(super) mod theatre;
pub(super) mod tracer;
pub(super) mod versions;

use super::message::{Command, Msg};
use super::popup::{Popup, SaveAs};
use super::{Editor, LEAST};
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
        editor.complain(pick!(
            lang,
            en = "Open a filter before pasting. Nothing was changed.",
            ja = "フィルタを開いてから貼り付けてください。何も変えていません。"
        ));
    }
}
