//! What is done to the selected rules, one or several: always one step of history.

use crate::analysis::difference;
use crate::editor::action::ActionId;
use crate::editor::history::Label;
use crate::editor::request::is_quick;
use crate::editor::session::Session;
use crate::editor::{Editor, Place};
use crate::filter::{Edit, Rule};
use crate::language::notices;
use crate::report::before_final_deny;
use std::ops::Range;

/// Runs an action on the selected rules. The caller has checked that it is available.
pub(super) fn run(editor: &mut Editor, act: ActionId) {
    let Place::Rules(session) = &mut editor.place else { return };
    let range = session.selected();
    match act {
        ActionId::Select => session.anchor = if session.anchor.is_some() { None } else { Some(session.row) },
        ActionId::Toggle => toggle(session, range),
        ActionId::MoveUp | ActionId::MoveDown => {
            let before = session.filter().clone();
            shift(session, range, act == ActionId::MoveDown);
            // On a list of thousands the comparison would take longer than the key may.
            let harmless = is_quick(&before).then(|| difference(&before, session.filter()).is_empty());
            editor.say(match harmless {
                Some(true) => notices::moved_alike(editor.lang).to_owned(),
                Some(false) => notices::moved(editor.voice()),
                None => String::new(),
            });
        }
        ActionId::Duplicate => {
            let (at, label) = (range.end, Label::Duplicated(range.len()));
            let copies = copies(session, range);
            session.commit(&insertion(at, copies), label, at);
        }
        ActionId::Delete => {
            let removals = range.clone().rev().map(|at| Edit::Remove { at }).collect();
            session.commit(&Edit::of(removals), Label::Deleted(range.len()), range.start);
            let (first, last) = (range.start + 1, range.end);
            editor.say(match range.len() {
                1 => notices::deleted(first, editor.voice()),
                count => notices::several_deleted(first, last, count, editor.voice()),
            });
        }
        ActionId::Copy => {
            editor.copied = copies(session, range);
            session.anchor = None;
            editor.say(notices::copied(editor.copied.len(), editor.voice()));
        }
        ActionId::Paste => {
            let at = place_for_new(session);
            let label = Label::Pasted(editor.copied.len());
            session.commit(&insertion(at, editor.copied.clone()), label, at);
            editor.say(notices::pasted(editor.copied.len(), editor.voice()));
        }
        _ => {}
    }
}

/// The selected rules.
fn copies(session: &Session, range: Range<usize>) -> Vec<Rule> {
    let rules = session.filter().rules.get(range).unwrap_or_default();
    rules.to_vec()
}

fn insertion(at: usize, rules: Vec<Rule>) -> Edit {
    Edit::of((at..).zip(rules).map(|(at, rule)| Edit::Insert { at, rule }).collect())
}

/// Exchanges allow and deny; what was selected stays so.
fn toggle(session: &mut Session, range: Range<usize>) {
    let count = range.len();
    let rules = session.filter().rules.iter().enumerate().skip(range.start).take(count);
    let toggled =
        rules.map(|(at, rule)| Edit::Replace { at, rule: Rule { action: rule.action.toggled(), ..rule.clone() } });
    let (edit, anchor) = (Edit::of(toggled.collect()), session.anchor);
    session.commit(&edit, Label::Toggled(count), session.row);
    session.anchor = anchor;
}

/// Moves the selected rules together: the neighbour goes to their other side.
fn shift(session: &mut Session, range: Range<usize>, down: bool) {
    let (edit, step) = if down {
        (Edit::Move { from: range.end, to: range.start }, 1)
    } else {
        (Edit::Move { from: range.start.saturating_sub(1), to: range.end.saturating_sub(1) }, -1)
    };
    // A selection that reaches to the default ends with the last rule.
    let last = range.end.saturating_sub(1);
    let moved = |row: usize| row.min(last).saturating_add_signed(step);
    let (row, anchor) = (moved(session.row), session.anchor.map(moved));
    session.commit(&edit, Label::Moved(range.len()), row);
    session.anchor = anchor;
}

/// A new rule goes below the selected one, but never behind the deny that would make it pointless.
pub(super) fn place_for_new(session: &Session) -> usize {
    (session.row + 1).min(before_final_deny(session.filter()))
}
