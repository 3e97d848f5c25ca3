//! Which action a key stands for now, and whether it can run.

use super::Editor;
use super::action::Act;
use super::key::Key;

/// The action a key stands for at the rules. In a lesson its own keys come first, as far as they mean something now.
pub(super) fn act_of(editor: &Editor, key: Key) -> Option<Act> {
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
pub fn availability(editor: &Editor, act: Act) -> Result<(), Reason> {
    let Some(session) = editor.session() else { return Ok(()) };
    let rules = session.filter().rules.len();
    let selected = session.selected();
    let on_default = selected.is_empty();
    let when = |fine: bool, reason: Reason| if fine { Ok(()) } else { Err(reason) };
    match act {
        Act::Edit | Act::Expect => when(session.row < rules, Reason::DefaultRow),
        Act::Toggle | Act::Duplicate | Act::Delete | Act::Copy | Act::Clip => when(!on_default, Reason::DefaultRow),
        Act::Paste => when(!editor.copied.is_empty(), Reason::NothingCopied),
        Act::NextMatch | Act::PreviousMatch => when(session.search.is_some(), Reason::NoSearch),
        Act::MoveUp if on_default => Err(Reason::DefaultRow),
        Act::MoveDown if on_default => Err(Reason::DefaultRow),
        Act::MoveUp => when(selected.start > 0, Reason::AtTop),
        Act::MoveDown => when(selected.end < rules, Reason::AtBottom),
        Act::Undo => when(session.history.can_undo(), Reason::NothingToUndo),
        Act::Redo => when(session.history.can_redo(), Reason::NothingToRedo),
        Act::Restore => when(!session.dismissed.is_empty(), Reason::NothingDismissed),
        Act::NextFinding | Act::PreviousFinding | Act::Explain | Act::Dismiss => {
            when(session.selected_finding().is_some(), Reason::NoFinding)
        }
        Act::Theatre | Act::Timeline => when(!session.is_waiting(), Reason::Waiting),
        Act::Changes => when(session.history.modified(), Reason::NothingChanged),
        Act::Hint | Act::Story | Act::RestartLesson => when(session.lesson.is_some(), Reason::NoLesson),
        Act::NextLesson => match &session.lesson {
            None => Err(Reason::NoLesson),
            Some(attempt) => when(attempt.is_done, Reason::NotDone),
        },
        Act::Fix | Act::RepairAll if session.lesson.is_some() => Err(Reason::InLesson),
        Act::RepairAll if session.is_waiting() => Err(Reason::Waiting),
        Act::RepairAll => when(session.can_repair() || session.asks(), Reason::NothingToRepair),
        Act::Fix => match session.selected_finding() {
            None => Err(Reason::NoFinding),
            Some(finding) => when(finding.fix.is_some() || finding.question().is_some(), Reason::NoFix),
        },
        _ => Ok(()),
    }
}
