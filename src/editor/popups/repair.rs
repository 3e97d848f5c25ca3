//! Everything repaired in one step: shown first, then agreed to.

use super::{answer, text, working};
use crate::analysis::CancelToken;
use crate::editor::history::Label;
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::work::{Work, WorkResult};
use crate::editor::{Editor, Popup};
use crate::filter::{Change, changes};
use crate::lang::ActionId;
use crate::language::{hints, notices};
use crate::page::{self, By, Hint, Page};
use crate::report::Repaired;

/// What repairing everything would do.
#[derive(Debug, Clone)]
struct Repair {
    /// The repaired filter, and the way there.
    repaired: Repaired,
    /// The rules that go and come.
    rules: Vec<Change>,
    /// The first line shown.
    scroll: usize,
}

/// Shows what repairing everything would do. If only questions are left, asks them.
pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(work) = work(editor) else { return answer::open_all(editor) };
    if let Some(WorkResult::Repaired(repaired)) = working::begin(editor, work) {
        show(editor, repaired.map(|repaired| *repaired));
    }
}

/// What is to be worked out, if there is anything to repair.
fn work(editor: &Editor) -> Option<Work> {
    let session = editor.session().filter(|session| session.can_repair())?;
    Some(Work::Repair(session.filter().clone(), session.open.profile.clone()))
}

/// Shows the whole chain, or asks what is needed where there is none.
pub(in crate::editor) fn show(editor: &mut Editor, repaired: Option<Repaired>) {
    let Some(repaired) = repaired else { return answer::open_all(editor) };
    let Some(session) = editor.session_mut() else { return };
    let rules = changes(session.filter(), &repaired.filter);
    session.propose(repaired.edit.clone());
    editor.open_popup(Repair { repaired, rules, scroll: 0 });
}

/// Repairs everything without showing it first: lines have no preview, and undo takes it back.
pub(in crate::editor) fn at_once(editor: &mut Editor) {
    let result = work(editor).and_then(|work| work.run(&CancelToken::default()));
    match result {
        Some(WorkResult::Repaired(Some(repaired))) => commit(editor, &repaired),
        _ => {
            let left = editor.session().and_then(|session| session.unrepairable());
            let text = notices::nothing_left(left.unwrap_or_default(), editor.voice());
            editor.say(text);
        }
    }
}

fn commit(editor: &mut Editor, repaired: &Repaired) {
    let (Some(session), Some(edit)) = (editor.session_mut(), &repaired.edit) else { return };
    let before = session.filter().rules.len();
    let row = session.cursor.row;
    session.commit(edit, Label::Repaired, row);
    // Of a long list the report comes later.
    let left = session.unrepairable();
    let left = left.map(|left| notices::nothing_left(left, editor.voice())).unwrap_or_default();
    let after = repaired.filter.rules.len();
    editor.say(notices::repaired(repaired.cured().count(), before, after, &left, editor.lang));
}

impl Popup for Repair {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let Some(session) = editor.session() else { return Page::default() };
        let repair = Hint::new(By::Action(ActionId::Confirm), hints::repair(lang));
        Page {
            scroll: self.scroll,
            hints: std::iter::once(repair).chain(text::reading(editor)).collect(),
            ..page::repair(&self.repaired, &self.rules, session.filter(), lang)
        }
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body::text(&mut self.scroll, 200)
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        match action {
            ActionId::Confirm | ActionId::Fix | ActionId::RepairAll => {
                commit(editor, &self.repaired);
                answer::open_all(editor);
                PopupOutcome::CLOSE
            }
            ActionId::Quit => self.cancel(editor),
            _ => PopupOutcome::Pass,
        }
    }
}
