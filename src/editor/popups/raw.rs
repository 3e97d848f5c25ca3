//! All rules as one text: it can be taken over, handed to the person's own editor, or left, which asks if that would lose
//! something.

use crate::access::OutsideError;
use crate::editor::history::Label;
use crate::editor::key::Key;
use crate::editor::message::Effect;
use crate::editor::popup::{Body, Moves, PopupOutcome, Typed};
use crate::editor::popups::ask;
use crate::editor::question::{Question, Reply};
use crate::editor::raw::{Raw, TextProblem, lost_extras};
use crate::editor::{Area, Editor, Popup, words};
use crate::filter::Filter;
use crate::lang::ActionId;
use crate::language::{self, hints, notices, refusals, screen, typing};
use crate::page::{Block, By, Hint, Page, Placement, TextLines};
use std::path::PathBuf;

/// A longer text is read when it is applied, not at every key.
const LIVE: usize = 1000;

/// The text in hand.
#[derive(Debug, Clone)]
struct RawText {
    raw: Raw,
    /// The file in which it was edited outside, until it is applied or not wanted.
    kept: Option<PathBuf>,
    /// What is in that file was not taken over.
    is_outside: bool,
}

pub(in crate::editor) fn open(editor: &mut Editor) {
    if let Some(file) = editor.kept_text.clone() {
        return ask::ask(editor, Question::KeptText(file));
    }
    open_rules(editor, None);
}

/// What becomes of a text that is kept in a file.
pub(in crate::editor) fn answer_kept(editor: &mut Editor, file: PathBuf, reply: Reply) -> Vec<Effect> {
    editor.kept_text = None;
    match reply {
        Reply::EditAgain => {
            open_rules(editor, Some(file.clone()));
            vec![Effect::EditOutside { text: None, kept: Some(file) }]
        }
        Reply::Discard => {
            editor.say(typing::dropped_text(editor.lang));
            vec![Effect::DropText(file)]
        }
        _ => {
            editor.say(typing::keeps_text(&file.display(), editor.lang));
            Vec::new()
        }
    }
}

fn open_rules(editor: &mut Editor, kept: Option<PathBuf>) {
    let Some(session) = editor.session() else { return };
    let raw = Raw::new(&session.filter().rules);
    let is_outside = kept.is_some();
    editor.open_popup(RawText { raw, kept, is_outside });
}

/// Takes the text as the other editor has left it, with every mistake in it marked. Without a text it stays where it is.
pub(in crate::editor) fn edited(editor: &mut Editor, kept: Option<PathBuf>, result: Result<String, OutsideError>) {
    let popup = editor.popup_of::<RawText>().cloned();
    let why = result.as_ref().err().map(|error| language::outside_error(error, editor.lang));
    match (result, popup) {
        (Ok(text), Some(popup)) => {
            let mut popup = RawText { kept, is_outside: false, ..popup };
            popup.raw.area = Area::new(&text);
            match popup.raw.rules() {
                Ok(_) => editor.say(typing::edited_outside(editor.lang)),
                Err(faults) => popup.mark(faults, editor),
            }
            popup.changed(editor);
            editor.open_popup(popup);
        }
        (_, popup) => {
            let why = why.unwrap_or_default();
            match &kept {
                Some(file) => editor.complain(language::outside_kept(&why, &file.display(), editor.voice())),
                None => editor.complain(why),
            }
            match popup {
                Some(popup) => editor.open_popup(RawText { is_outside: kept.is_some(), kept, ..popup }),
                None => editor.kept_text = kept,
            }
        }
    }
}

impl RawText {
    fn apply(&mut self, editor: &mut Editor) -> PopupOutcome {
        let Some(session) = editor.session_mut() else { return PopupOutcome::CLOSE };
        match self.raw.rules() {
            Ok(rules) => {
                let lost = lost_extras(&session.open, &rules);
                if !lost.is_empty() && self.raw.told_loss.as_ref() != Some(&rules) {
                    self.raw.told_loss = Some(rules);
                    editor.complain(words::lost_extras(&lost, editor.voice()));
                    return PopupOutcome::Stay;
                }
                let filter = Filter { rules, ..session.filter().clone() };
                let row = session.cursor.row;
                session.open.history.commit(filter, Label::Retyped, row);
                session.refresh();
                editor.say(notices::retyped(editor.voice()));
                self.leave(editor)
            }
            Err(faults) => {
                self.mark(faults, editor);
                PopupOutcome::Stay
            }
        }
    }

    /// What was taken over from a file is applied or not wanted now; what was not stays there, to be offered again.
    fn leave(&mut self, editor: &mut Editor) -> PopupOutcome {
        let kept = self.kept.take();
        if self.is_outside {
            editor.kept_text = kept;
            return PopupOutcome::CLOSE;
        }
        PopupOutcome::Close(kept.into_iter().map(Effect::DropText).collect())
    }

    /// Shows what is wrong and goes to the first of it.
    fn mark(&mut self, faults: Vec<TextProblem>, editor: &mut Editor) {
        let lang = editor.lang;
        if let Some(first) = faults.first() {
            let (line, column) = first.place();
            self.raw.area.go_to(line.saturating_sub(1), column.saturating_sub(1));
            let told = words::fault(first, lang);
            editor.complain(if faults.len() == 1 { told } else { typing::faults(faults.len(), &told, lang) });
        }
        self.raw.faults = faults;
    }
}

impl Popup for RawText {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let lines = TextLines {
            lines: self.raw.area.lines().to_vec(),
            cursor: self.raw.area.cursor(),
            wrong: self.raw.faults.iter().map(|fault| fault.place().0).collect(),
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
        Body { typed: Typed::Area(&mut self.raw.area), moves: Moves::Nothing }
    }

    fn key(&mut self, _: Key, _: &mut Editor) -> PopupOutcome {
        self.raw.is_leaving = false;
        PopupOutcome::Pass
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        match action {
            ActionId::Apply => self.apply(editor),
            ActionId::Outside => {
                let text = (!self.is_outside).then(|| self.raw.area.text());
                PopupOutcome::StayAnd(vec![Effect::EditOutside { text, kept: self.kept.clone() }])
            }
            _ => PopupOutcome::Pass,
        }
    }

    /// Shows what the text would do, if it can be read; what is wrong stays marked until it is right.
    fn changed(&mut self, editor: &mut Editor) {
        self.raw.is_leaving = false;
        let Some(session) = editor.session_mut() else { return };
        if self.raw.area.lines().len() > LIVE {
            return;
        }
        let read = self.raw.rules();
        let proposal = read.as_ref().ok().map(|rules| Filter { rules: rules.clone(), ..session.filter().clone() });
        session.preview(proposal.filter(|proposal| proposal != session.filter()));
        let faults = read.err().unwrap_or_default();
        self.raw.faults.retain(|fault| faults.contains(fault));
    }

    fn cancel(&mut self, editor: &mut Editor) -> PopupOutcome {
        if self.raw.is_changed() && !self.raw.is_leaving {
            self.raw.is_leaving = true;
            let text = refusals::leaving_raw(editor.lang);
            editor.complain(text);
            return PopupOutcome::Stay;
        }
        if let Some(session) = editor.session_mut() {
            session.preview(None);
        }
        self.leave(editor)
    }
}
