//! Which file to open.

use super::form;
use crate::editor::input::{Form, Input};
use crate::editor::message::Effect;
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::request::LineReply;
use crate::editor::{Editor, Popup};
use crate::formats::KNOWN;
use crate::lang::ActionId;
use crate::language::{lines, list, screen};
use crate::page::Page;

/// The command that says the same.
const OPEN: &str = "open";

/// The name of a file.
#[derive(Debug, Clone)]
pub struct Open(Form);

impl Open {
    /// Nothing typed yet.
    pub(crate) fn new() -> Self {
        Self(Form::new(vec![Input::text("")]))
    }
}

impl Default for Open {
    fn default() -> Self {
        Self::new()
    }
}

impl Popup for Open {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let takes = screen::open_hint(&list(KNOWN.families(), lang), lang);
        let label = screen::file_label(lang);
        form::page(screen::open_title(lang), &self.0, &[label], takes, editor)
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body::form(&mut self.0)
    }

    fn act(&mut self, action: ActionId, _: &mut Editor) -> PopupOutcome {
        match (action, self.0.value(0).trim()) {
            (ActionId::Confirm, "") => PopupOutcome::Stay,
            (ActionId::Confirm, path) => PopupOutcome::Close(vec![Effect::Read { location: path.into() }]),
            _ => PopupOutcome::Pass,
        }
    }

    fn asks(&self, editor: &Editor) -> Option<String> {
        Some(lines::file_name(OPEN, editor.lang))
    }

    fn asks_for_name(&self) -> Option<&'static str> {
        Some(OPEN)
    }

    fn reply(&self, line: &str, _: &Editor) -> Option<LineReply> {
        Some(if line.is_empty() { LineReply::Close } else { LineReply::Fill(vec![line.to_owned()]) })
    }
}
