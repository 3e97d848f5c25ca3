//! An expectation from what is under the cursor: one line to correct, then a row that is judged on each keystroke.

use super::answer::takes;
use super::form;
use crate::editor::expectation;
use crate::editor::input::{Form, Input};
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::{Editor, Popup};
use crate::lang::ActionId;
use crate::language::{self, screen};
use crate::page::Page;
use crate::profile::ProfileField;

/// What is expected from now on: one line.
#[derive(Debug, Clone)]
pub struct ExpectForm(Form);

/// Offers an expectation, as a line.
pub(in crate::editor) fn open(editor: &mut Editor, text: &str) {
    editor.open_popup(ExpectForm(Form::new(vec![Input::text(text)])));
}

/// Offers what the selected rule does: that its packets pass, or that they do not.
pub(in crate::editor) fn of_rule(editor: &mut Editor) {
    let rule = editor.session().and_then(|session| session.filter().rules.get(session.cursor.row));
    let text = rule.map(expectation::said_by).unwrap_or_default();
    open(editor, &text);
}

/// Offers that the flow of the selected finding passes; without one, that its packet does not, or what its rule does.
pub(in crate::editor) fn of_finding(editor: &mut Editor) {
    let text = editor.session().and_then(expectation::said_of_finding).unwrap_or_default();
    open(editor, &text);
}

impl Popup for ExpectForm {
    fn page(&self, editor: &Editor) -> Page {
        let (lang, field) = (editor.lang, ProfileField::Expect);
        let takes = takes(field, &self.0, editor);
        form::page(screen::expectation_title(lang), &self.0, &[language::profile_label(field, lang)], takes, editor)
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body::form(&mut self.0)
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        if action != ActionId::Confirm {
            return PopupOutcome::Pass;
        }
        match expectation::add(editor, self.0.value(0)) {
            Ok(commands) => PopupOutcome::Close(commands),
            Err(sentence) => {
                editor.complain(sentence);
                PopupOutcome::Stay
            }
        }
    }
}
