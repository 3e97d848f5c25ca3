//! All rules as one text: it can be taken over, handed to the person's own editor, or left, which asks if that would lose
//! something.

use crate::access::OutsideError;
use crate::editor::history::Label;
use crate::editor::key::Key;
use crate::editor::message::Effect;
use crate::editor::popup::{Body, Moves, PopupOutcome, Typed};
use crate::editor::raw::{Raw, TextProblem};
use crate::editor::{Area, Editor, Popup, words};
use crate::filter::Filter;
use crate::lang::ActionId;
use crate::language::{self, hints, notices, refusals, screen, typing};
use crate::page::{Block, By, Hint, Page, Placement, TextLines};

/// A longer text is read when it is applied, not at every key.
const LIVE: usize = 1000;

/// The text in hand.
#[derive(Debug, Clone)]
struct RawText(pub(in crate::editor) Raw);

pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let raw = Raw::new(&session.filter().rules);
    editor.open_popup(RawText(raw));
}

/// Takes the text as the other editor has left it, with every mistake in it marked.
pub(in crate::editor) fn edited(editor: &mut Editor, result: Result<String, OutsideError>) {
    let (text, mut popup) = match (result, editor.popup_of::<RawText>().cloned()) {
        (Ok(text), Some(popup)) => (text, popup),
        (Ok(_), None) => return,
        (Err(error), _) => return editor.complain(language::outside_error(&error, editor.lang)),
    };
    popup.0.area = Area::new(&text);
    match popup.0.rules() {
        Ok(_) => editor.say(typing::edited_outside(editor.lang)),
        Err(faults) => popup.mark(faults, editor),
    }
    popup.changed(editor);
    editor.open_popup(popup);
}

impl RawText {
    fn apply(&mut self, editor: &mut Editor) -> PopupOutcome {
        let _lang = editor.lang;
        let Some(session) = editor.session_mut() else { return PopupOutcome::CLOSE };
        match self.0.rules() {
            Ok(rules) => {
                let filter = Filter { rules, ..session.filter().clone() };
                let row = session.cursor.row;
                session.open.history.commit(filter, Label::Retyped, row);
                session.refresh();
                editor.say(notices::retyped(editor.voice()));
                PopupOutcome::CLOSE
            }
            Err(faults) => {
                self.mark(faults, editor);
                PopupOutcome::Stay
            }
        }
    }

    /// Shows what is wrong and goes to the first of it.
    fn mark(&mut self, faults: Vec<TextProblem>, editor: &mut Editor) {
        let lang = editor.lang;
        if let Some(first) = faults.first() {
            let (line, column) = first.place();
            self.0.area.go_to(line.saturating_sub(1), column.saturating_sub(1));
            let told = words::fault(first, lang);
            editor.complain(if faults.len() == 1 { told } else { typing::faults(faults.len(), &told, lang) });
        }
        self.0.faults = faults;
    }
}

impl Popup for RawText {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let lines = TextLines {
            lines: self.0.area.lines().to_vec(),
            cursor: self.0.area.cursor(),
            wrong: self.0.faults.iter().map(|fault| fault.place().0).collect(),
        };
        Page {
            title: screen::raw_title(lang).to_owned(),
            place: Placement::Page,
            has_effect: true,
            blocks: vec![Block::Lines(lines)],
            hints: vec![
                Hint::new(By::Action(ActionId::Apply), ActionId::Apply.name(lang)),
                Hint::new(By::Action(ActionId::Outside), ActionId::Outside.name(lang)),
                Hint::new(By::Escape, hints::close(lang)),
            ],
            ..Page::default()
        }
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body { typed: Typed::Area(&mut self.0.area), moves: Moves::Nothing }
    }

    fn key(&mut self, _: Key, _: &mut Editor) -> PopupOutcome {
        self.0.is_leaving = false;
        PopupOutcome::Pass
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        match action {
            ActionId::Apply => self.apply(editor),
            ActionId::Outside => {
                let text = self.0.area.text();
                PopupOutcome::StayAnd(vec![Effect::EditOutside { text }])
            }
            _ => PopupOutcome::Pass,
        }
    }

    /// Shows what the text would do, if it can be read; what is wrong stays marked until it is right.
    fn changed(&mut self, editor: &mut Editor) {
        self.0.is_leaving = false;
        let Some(session) = editor.session_mut() else { return };
        if self.0.area.lines().len() > LIVE {
            return;
        }
        let read = self.0.rules();
        let proposal = read.as_ref().ok().map(|rules| Filter { rules: rules.clone(), ..session.filter().clone() });
        session.preview(proposal.filter(|proposal| proposal != session.filter()));
        let faults = read.err().unwrap_or_default();
        self.0.faults.retain(|fault| faults.contains(fault));
    }

    fn cancel(&mut self, editor: &mut Editor) -> PopupOutcome {
        if self.0.is_changed() && !self.0.is_leaving {
            self.0.is_leaving = true;
            let text = refusals::leaving_raw(editor.lang);
            editor.complain(text);
            return PopupOutcome::Stay;
        }
        if let Some(session) = editor.session_mut() {
            session.preview(None);
        }
        PopupOutcome::CLOSE
    }
}
