//! Where to save and in which format.

use super::form;
use crate::editor::input::{Form, Input};
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::request::{LineReply, Request};
use crate::editor::save::{Save, Then};
use crate::editor::{Editor, Popup};
use crate::formats::{Format, KNOWN, PLAIN, Writes};
use crate::lang::{ActionId, Lang};
use crate::language::{self, files, lines, screen};
use crate::page::{Block, Page, Tone};
use crate::text::{pad, width};

/// The command that says the same.
const SAVE_AS: &str = "save as";

/// A name, a format, and what follows the save.
#[derive(Debug, Clone)]
pub(crate) struct SaveAs {
    form: Form,
    /// The format that stands there until a person chooses another.
    offered: &'static str,
    pub(in crate::editor) then: Then,
}

impl SaveAs {
    pub(in crate::editor) fn new(path: &str, format: &dyn Format, then: Then) -> Self {
        let words: Vec<&'static str> = KNOWN.writable().map(Format::id).collect();
        let chosen = if format.writes() == Writes::Nothing { PLAIN } else { format };
        let form = Form::new(vec![Input::text(path), Input::choice(&words, chosen.id())]);
        Self { form, offered: chosen.id(), then }
    }
}

impl SaveAs {
    /// The format that was chosen; if none was, and the name ends as files of another one do, that one.
    fn format(&self) -> &'static dyn Format {
        let (name, id) = (self.form.value(0).trim(), self.form.value(1));
        let chosen: &'static dyn Format = KNOWN.find(id).unwrap_or(PLAIN);
        if id == self.offered { KNOWN.for_saved(name, chosen) } else { chosen }
    }

    /// Every format with what it is for; the chosen one stands out.
    fn formats(&self, lang: Lang) -> Vec<Block> {
        let chosen = self.format();
        let widest = KNOWN.writable().map(|format| width(format.id())).max().unwrap_or_default();
        let line = |format: &'static dyn Format| {
            let (id, purpose) = (pad(format.id(), widest), language::format_purpose(format, lang));
            let tone = if format == chosen { Tone::Current } else { Tone::Note };
            Block::Para(tone, format!("{id}  {purpose}"))
        };
        KNOWN.writable().map(line).collect()
    }
}

impl Popup for SaveAs {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let labels = [screen::file_label(lang), screen::format_label(lang)];
        let takes = screen::save_as_hint(lang).to_owned();
        let page = form::page(screen::save_as_title(lang), &self.form, &labels, takes, editor);
        Page { blocks: page.blocks.into_iter().chain(self.formats(lang)).collect(), ..page }
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
        let format = self.format();
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
            Some((path, word)) if KNOWN.writable().any(|format| format.id() == word) => {
                vec![path.trim().to_owned(), word.to_owned()]
            }
            _ => vec![line.to_owned()],
        };
        Some(LineReply::Fill(fields))
    }
}
