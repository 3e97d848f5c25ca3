//! What findings ask for: one field each, prefilled, and the answer goes into the profile. Esc skips a question; what was
//! skipped stays a finding.

use super::form;
use crate::editor::input::{Form, Input};
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::profile::{answered, take_answer};
use crate::editor::request::Request;
use crate::editor::{Editor, Popup};
use crate::lang::ActionId;
use crate::language::{self, notices};
use crate::page::Page;
use crate::profile::{Profile, ProfileField};
use crate::report::Need;

/// One entry of the profile with what is suggested for it, and what is asked after that.
#[derive(Debug, Clone)]
struct AnswerForm {
    field: ProfileField,
    form: Form,
    rest: Vec<Need>,
}

/// Asks what the selected finding needs.
pub(in crate::editor) fn open(editor: &mut Editor) {
    let asked = editor.session().and_then(|session| session.selected_finding()?.question().cloned());
    ask(editor, asked.into_iter().collect());
}

/// Asks everything that is open, one after another, each entry once.
pub(in crate::editor) fn open_all(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let mut all: Vec<Need> = Vec::new();
    for need in session.findings().filter_map(|finding| finding.question()) {
        if all.iter().all(|known| known.field() != need.field()) {
            all.push(need.clone());
        }
    }
    ask(editor, all);
}

/// The first of some questions, with its suggestions in the field.
fn ask(editor: &mut Editor, mut needs: Vec<Need>) {
    if needs.is_empty() {
        return;
    }
    let need = needs.remove(0);
    let Some(field) = need.field() else { return ask(editor, needs) };
    let mut suggested = need.suggestions();
    if let (Need::Admin(_), true, Some(own)) = (&need, suggested.is_empty(), editor.own_address) {
        suggested.push(own.to_string());
    }
    let form = Form::new(vec![Input::text(&suggested.join(", "))]);
    editor.open_popup(AnswerForm { field, form, rest: needs });
    editor.say(notices::skips(language::asked(field, editor.lang), editor.lang));
}

/// Goes on to the next question; behind the last one everything can be repaired that the answers allow.
fn next(editor: &mut Editor, rest: &[Need]) -> Option<Request> {
    if rest.is_empty() {
        let can_repair = editor.session().is_some_and(|session| session.can_repair());
        return can_repair.then_some(Request::Action(ActionId::RepairAll));
    }
    ask(editor, rest.to_vec());
    None
}

impl Popup for AnswerForm {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let takes = takes(self.field, &self.form, editor);
        let label = language::profile_label(self.field, lang);
        form::page(language::asked(self.field, lang), &self.form, &[label], takes, editor)
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body::form(&mut self.form)
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        if action != ActionId::Confirm {
            return PopupOutcome::Pass;
        }
        match answered(editor, self.field, self.form.value(0)) {
            Ok(profile) => {
                let commands = take_answer(editor, self.field, profile);
                match next(editor, &self.rest) {
                    Some(order) => PopupOutcome::After(commands, order),
                    None => PopupOutcome::Close(commands),
                }
            }
            Err(sentence) => {
                editor.complain(sentence);
                PopupOutcome::Stay
            }
        }
    }

    fn cancel(&mut self, editor: &mut Editor) -> PopupOutcome {
        next(editor, &self.rest).map_or(PopupOutcome::CLOSE, PopupOutcome::Then)
    }
}

/// What a field takes, or what is wrong with the text in it.
pub(super) fn takes(field: ProfileField, form: &Form, editor: &Editor) -> String {
    match Profile::default().with_text(field, form.value(0)) {
        Err(error) => language::profile_expected(&error, editor.lang),
        Ok(_) => language::profile_takes(field, editor.lang).to_owned(),
    }
}
