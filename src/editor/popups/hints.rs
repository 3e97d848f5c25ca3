//! The hints of a lesson that were asked for.

use super::text;
use crate::editor::lesson::Attempt;
use crate::editor::popup::PopupOutcome;
use crate::editor::{Editor, Popup};
use crate::lang::ActionId;
use crate::language::{self, hints};
use crate::page::{Block, By, Hint, Page};

/// The hints so far; where there is no room for all, the latest.
#[derive(Debug, Clone, Default)]
struct Hints;

/// Shows the hints so far, and the first if none was shown yet.
pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(attempt) = attempt_mut(editor) else { return };
    if attempt.hints == 0 {
        attempt.hints = 1.min(attempt.lesson.hints.len());
    }
    editor.open_popup(Hints);
}

pub(in crate::editor) fn one_more(editor: &mut Editor) {
    if let Some(attempt) = attempt_mut(editor) {
        attempt.hints = (attempt.hints + 1).min(attempt.lesson.hints.len());
    }
}

fn attempt_mut(editor: &mut Editor) -> Option<&mut Attempt> {
    editor.session_mut()?.lesson.as_deref_mut()
}

impl Popup for Hints {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let Some(attempt) = editor.session().and_then(|session| session.lesson.as_ref()) else {
            return Page::default();
        };
        let hint = |(number, hint): (usize, &crate::lang::Phrase)| Block::Numbered(number, hint.get(lang).to_owned());
        let (shown, all) = (attempt.hints, attempt.lesson.hints.len());
        let more = (shown < all).then(|| Hint::new(By::Action(ActionId::Hint), hints::one_more(lang)));
        let close = Hint::new(By::Action(ActionId::Confirm), hints::close(lang));
        Page {
            title: language::hint_heading(shown, all, lang),
            blocks: (1..).zip(attempt.shown_hints()).map(hint).collect(),
            scroll: usize::MAX,
            hints: more.into_iter().chain([close]).collect(),
            ..Page::default()
        }
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        match action {
            ActionId::Hint => one_more(editor),
            ActionId::Toggle => return PopupOutcome::CLOSE,
            _ => return text::closes(action),
        }
        PopupOutcome::Stay
    }
}
