//! Where to save and in which format.

use super::form;
use crate::editor::input::{Form, Input};
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::request::{LineReply, Request};
use crate::editor::save::{Save, Then};
use crate::editor::{Editor, Popup};
use crate::formats::{Format, KNOWN, PLAIN};
use crate::lang::ActionId;
use crate::language::{self, files, lines, screen};
use crate::page::Page;

/// The command that says the same.
const SAVE_AS: &str = "save as";

/// A name, a format, and what follows the save.
#[derive(Debug, Clone)]
pub(crate) struct SaveAs {
    form: Form,
    pub(in crate::editor) then: Then,
}

impl SaveAs {
    pub(in crate::editor) fn new(path: &str, format: &dyn Format, then: Then) -> Self {
        let words: Vec<&'static str> = KNOWN.formats().iter().map(|format| format.id()).collect();
        Self { form: Form::new(vec![Input::text(path), Input::choice(&words, format.id())]), then }
    }
}

impl Popup for SaveAs {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let takes = match self.form.focus {
            0 => screen::save_as_hint(lang).to_owned(),
            _ => KNOWN.find(self.form.value(1)).map(|format| language::format_name(format, lang)).unwrap_or_default(),
        };
        let labels = [screen::file_label(lang), screen::shape_label(lang)];
        form::page(screen::save_as_title(lang), &self.form, &labels, takes, editor)
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body::form(&mut self.form)
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        if action != ActionId::Confirm {
            return PopupOutcome::Pass;
        }
        let path = self.form.value(0).trim();
        if path.is_empty() {
            let text = files::no_name(editor.lang);
            editor.complain(text);
            return PopupOutcome::Stay;
        }
        let format = KNOWN.find(self.form.value(1)).unwrap_or(PLAIN);
        PopupOutcome::Then(Request::Save(Save { location: path.into(), format, then: self.then }))
    }

    fn asks(&self, editor: &Editor) -> Option<String> {
        Some(lines::file_name(SAVE_AS, editor.lang))
    }

    fn asks_for_name(&self) -> Option<&'static str> {
        Some(SAVE_AS)
    }

    /// A file name, and the word of a format behind it if there is one.
    fn reply(&self, line: &str, _: &Editor) -> Option<LineReply> {
        if line.is_empty() {
            return Some(LineReply::Close);
        }
        let fields = match line.rsplit_once(char::is_whitespace) {
            Some((path, word)) if KNOWN.find(word).is_some() => vec![path.trim().to_owned(), word.to_owned()],
            _ => vec![line.to_owned()],
        };
        Some(LineReply::Fill(fields))
    }
}
