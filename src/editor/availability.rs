//! Which action a key stands for now, and whether it can run.

use super::Editor;
use super::action::ActionId;
use super::key::Key;

/// The action a key stands for at the rules. In a lesson its own keys come first, as far as they mean something now.
pub(super) fn act_of(editor: &Editor, key: Key) -> Option<ActionId> {
    let own = editor.keymap.lesson_act(key).filter(|act| availability(editor, *act).is_ok());
    own.or_else(|| editor.keymap.act(key))
}

/// Why an action cannot run now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The selection stands on the default, which is no rule.
    DefaultRow,
    /// The rule is the first already.
    AtTop,
    /// The rule is the last already.
    AtBottom,
    /// Nothing has been edited.
    NothingToUndo,
    /// Nothing has been undone.
    NothingToRedo,
    /// There is no finding.
    NoFinding,
    /// The selected finding has no proved fix.
    NoFix,
    /// No error or warning has a repair, and nothing is asked.
    NothingToRepair,
    /// No finding was dismissed.
    NothingDismissed,
    /// The filter is as it was saved.
    NothingChanged,
    /// No rule was copied.
    NothingCopied,
    /// Nothing is searched for.
    NoSearch,
    /// This belongs to a lesson.
    NoLesson,
    /// The lesson is not done yet.
    NotDone,
    /// In a lesson the repair is the reader's to find.
    InLesson,
    /// The analysis has not answered yet.
    Waiting,
}

/// Whether the action can run now.
///
/// # Errors
/// The reason why not.
pub fn availability(editor: &Editor, act: ActionId) -> Result<(), Reason> {
    let Some(session) = editor.session() else { return Ok(()) };
    let rules = session.filter().rules.len();
    let selected = session.selected();
    let on_default = selected.is_empty();
    let when = |fine: bool, reason: Reason| if fine { Ok(()) } else { Err(reason) };
    match act {
        ActionId::Edit | ActionId::Expect => when(session.row < rules, Reason::DefaultRow),
        ActionId::Toggle | ActionId::Duplicate | ActionId::Delete | ActionId::Copy | ActionId::Clip => {
            when(!on_default, Reason::DefaultRow)
        }
        ActionId::Paste => when(!editor.copied.is_empty(), Reason::NothingCopied),
        ActionId::NextMatch | ActionId::PreviousMatch => when(session.search.is_some(), Reason::NoSearch),
        ActionId::MoveUp if on_default => Err(Reason::DefaultRow),
        ActionId::MoveDown if on_default => Err(Reason::DefaultRow),
        ActionId::MoveUp => when(selected.start > 0, Reason::AtTop),
        ActionId::MoveDown => when(selected.end < rules, Reason::AtBottom),
        ActionId::Undo => when(session.history.can_undo(), Reason::NothingToUndo),
        ActionId::Redo => when(session.history.can_redo(), Reason::NothingToRedo),
        ActionId::Restore => when(!session.dismissed.is_empty(), Reason::NothingDismissed),
        ActionId::NextFinding | ActionId::PreviousFinding | ActionId::Explain | ActionId::Dismiss => {
            when(session.selected_finding().is_some(), Reason::NoFinding)
        }
        ActionId::Theatre | ActionId::Timeline => when(!session.is_waiting(), Reason::Waiting),
        ActionId::Changes => when(session.history.modified(), Reason::NothingChanged),
        ActionId::Hint | ActionId::Story | ActionId::RestartLesson => when(session.lesson.is_some(), Reason::NoLesson),
        ActionId::NextLesson => match &session.lesson {
            None => Err(Reason::NoLesson),
            Some(attempt) => when(attempt.is_done, Reason::NotDone),
        },
        ActionId::Fix | ActionId::RepairAll if session.lesson.is_some() => Err(Reason::InLesson),
        ActionId::RepairAll if session.is_waiting() => Err(Reason::Waiting),
        ActionId::RepairAll => when(session.can_repair() || session.asks(), Reason::NothingToRepair),
        ActionId::Fix => match session.selected_finding() {
            None => Err(Reason::NoFinding),
            Some(finding) => when(finding.fix.is_some() || finding.question().is_some(), Reason::NoFix),
        },
        _ => Ok(()),
    }
}
