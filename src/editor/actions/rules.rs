//! What is done to rules: to the selected ones, one or several, always as one step of history.

use crate::analysis::{Fit, difference};
use crate::editor::Editor;
use crate::editor::analysis_request::is_quick;
use crate::editor::draft::Draft;
use crate::editor::history::{Label, Step};
use crate::editor::popups::working;
use crate::editor::session::{Mode, Session};
use crate::editor::work::{Work, WorkResult};
use crate::filter::{Edit, Field, Rule};
use crate::language::{Reason, edits, notices, refusals};
use crate::report::{Finding, before_final_deny};
use std::ops::Range;

fn or(fine: bool, reason: Reason) -> Result<(), Reason> {
    if fine { Ok(()) } else { Err(reason) }
}

pub(super) fn on_rule(_: &Editor, session: &Session) -> Result<(), Reason> {
    or(session.cursor.row < session.filter().rules.len(), Reason::DefaultRow)
}

pub(super) fn on_rules(_: &Editor, session: &Session) -> Result<(), Reason> {
    or(!session.selected().is_empty(), Reason::DefaultRow)
}

/// The text of all rules has no place for what a file leaves open.
pub(super) fn is_resolved(_: &Editor, session: &Session) -> Result<(), Reason> {
    or(session.filter().rules.iter().all(|rule| rule.open.is_empty()), Reason::Unresolved)
}

pub(super) fn has_copied(editor: &Editor, _: &Session) -> Result<(), Reason> {
    or(!editor.copied.is_empty(), Reason::NothingCopied)
}

pub(super) fn below_top(editor: &Editor, session: &Session) -> Result<(), Reason> {
    on_rules(editor, session)?;
    or(session.selected().start > 0, Reason::AtTop)
}

pub(super) fn above_bottom(editor: &Editor, session: &Session) -> Result<(), Reason> {
    on_rules(editor, session)?;
    or(session.selected().end < session.filter().rules.len(), Reason::AtBottom)
}

pub(super) fn has_past(_: &Editor, session: &Session) -> Result<(), Reason> {
    or(session.open.history.can_undo(), Reason::NothingToUndo)
}

pub(super) fn has_undone(_: &Editor, session: &Session) -> Result<(), Reason> {
    or(session.open.history.can_redo(), Reason::NothingToRedo)
}

pub(super) fn has_changed(_: &Editor, session: &Session) -> Result<(), Reason> {
    or(session.open.history.modified(), Reason::NothingChanged)
}

/// A new rule goes below the selected one, but never behind the deny that would make it pointless.
pub(in crate::editor) fn place_for_new(session: &Session) -> usize {
    (session.cursor.row + 1).min(before_final_deny(session.filter()))
}

pub(super) fn add(editor: &mut Editor) {
    let own = editor.own_address;
    let Some(session) = editor.session_mut() else { return };
    session.begin(Draft::of_new(place_for_new(session)), own);
}

pub(super) fn edit(editor: &mut Editor) {
    let own = editor.own_address;
    let Some(session) = editor.session_mut() else { return };
    if let Some(rule) = session.filter().rules.get(session.cursor.row) {
        let draft = Draft::of_existing(session.cursor.row, rule, session.cursor.field);
        session.begin(draft, own);
    }
}

/// Exchanges allow and deny; what was selected stays so.
pub(super) fn toggle(editor: &mut Editor) {
    let Some(session) = editor.session_mut() else { return };
    let range = session.selected();
    let count = range.len();
    let rules = session.filter().rules.iter().enumerate().skip(range.start).take(count);
    let toggled = rules
        .filter(|(_, rule)| !rule.is_fixed(Field::Action))
        .map(|(at, rule)| Edit::Replace { at, rule: Rule { action: rule.action.toggled(), ..rule.clone() } });
    let (edit, anchor) = (Edit::of(toggled.collect()), session.mode.anchor());
    session.commit(&edit, Label::Toggled(count), session.cursor.row);
    session.mode = anchor.map_or(Mode::Table, Mode::Selecting);
}

pub(super) fn duplicate(editor: &mut Editor) {
    let Some(session) = editor.session_mut() else { return };
    let range = session.selected();
    let (at, label) = (range.end, Label::Duplicated(range.len()));
    let copies = copies(session, range);
    session.commit(&insertion(at, copies), label, at);
}

pub(super) fn delete(editor: &mut Editor) {
    let Some(session) = editor.session_mut() else { return };
    let range = session.selected();
    let removals = range.clone().rev().map(|at| Edit::Remove { at }).collect();
    session.commit(&Edit::of(removals), Label::Deleted(range.len()), range.start);
    let (first, last) = (range.start + 1, range.end);
    editor.say(match range.len() {
        1 => notices::deleted(first, editor.voice()),
        count => notices::several_deleted(first, last, count, editor.voice()),
    });
}

pub(super) fn copy(editor: &mut Editor) {
    let Some(session) = editor.session_mut() else { return };
    let copied = copies(session, session.selected());
    session.mode.end_selection();
    editor.copied = copied;
    editor.say(notices::copied(editor.copied.len(), editor.voice()));
}

pub(super) fn paste(editor: &mut Editor) {
    let rules = editor.copied.clone();
    let Some(session) = editor.session_mut() else { return };
    let (at, count) = (place_for_new(session), rules.len());
    session.commit(&insertion(at, rules), Label::Pasted(count), at);
    editor.say(notices::pasted(count, editor.voice()));
}

pub(super) fn select(editor: &mut Editor) {
    let Some(session) = editor.session_mut() else { return };
    if !session.mode.end_selection() {
        session.mode = Mode::Selecting(session.cursor.row);
    }
}

pub(super) fn move_up(editor: &mut Editor) {
    shift(editor, |range| (Edit::Move { from: range.start.saturating_sub(1), to: range.end.saturating_sub(1) }, -1));
}

pub(super) fn move_down(editor: &mut Editor) {
    shift(editor, |range| (Edit::Move { from: range.end, to: range.start }, 1));
}

/// Moves the selected rules together: the neighbour goes to their other side.
fn shift(editor: &mut Editor, neighbour: impl Fn(&Range<usize>) -> (Edit, isize)) {
    let Some(session) = editor.session_mut() else { return };
    let (range, before) = (session.selected(), session.filter().clone());
    let (edit, step) = neighbour(&range);
    // A selection that reaches to the default ends with the last rule.
    let last = range.end.saturating_sub(1);
    let moved = |row: usize| row.min(last).saturating_add_signed(step);
    let (row, anchor) = (moved(session.cursor.row), session.mode.anchor().map(moved));
    session.commit(&edit, Label::Moved(range.len()), row);
    session.mode = anchor.map_or(Mode::Table, Mode::Selecting);
    // On a list of thousands the comparison would take longer than the key may.
    let harmless = is_quick(&before).then(|| difference(&before, session.filter()).is_empty());
    editor.say(match harmless {
        Some(true) => notices::moved_alike(editor.lang).to_owned(),
        Some(false) => notices::moved(editor.voice()),
        None => String::new(),
    });
}

pub(super) fn undo(editor: &mut Editor) {
    let lang = editor.lang;
    let Some(session) = editor.session_mut() else { return };
    let before: Vec<Finding> = session.findings().cloned().collect();
    if let Some(Step { label, row, versions }) = session.open.history.undo() {
        session.cursor.row = row;
        session.refresh();
        session.select_first_new(&before);
        editor.say(match versions {
            1 => notices::undone(&edits::label(&label, lang), lang),
            several => notices::several_undone(several, lang),
        });
    }
}

pub(super) fn redo(editor: &mut Editor) {
    let lang = editor.lang;
    let Some(session) = editor.session_mut() else { return };
    if let Some(Step { label, row, versions }) = session.open.history.redo() {
        session.cursor.row = row;
        session.refresh();
        editor.say(match versions {
            1 => notices::redone(&edits::label(&label, lang), lang),
            several => notices::several_redone(several, lang),
        });
    }
}

/// Does the same with fewer rules.
pub(super) fn fit(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    if session.live.report.is_open() {
        return editor.complain(refusals::fit_needs_deny(editor.lang));
    }
    let work = Work::Fit(session.filter().clone());
    if let Some(WorkResult::Fitted(fit)) = working::begin(editor, work) {
        take_fit(editor, fit);
    }
}

/// Takes over fewer rules, if they do.
pub(in crate::editor) fn take_fit(editor: &mut Editor, fit: Fit) {
    let lang = editor.lang;
    let Some(session) = editor.session_mut() else { return };
    let (before, after) = (session.filter().rules.len(), fit.filter.rules.len());
    if after >= before {
        return editor.say(notices::not_fitted(lang));
    }
    session.commit(&Edit::Batch(fit.edits), Label::Fitted, 0);
    editor.say(notices::fitted(before, after, editor.voice()));
}

/// The selected rules.
fn copies(session: &Session, range: Range<usize>) -> Vec<Rule> {
    session.filter().rules.get(range).unwrap_or_default().to_vec()
}

fn insertion(at: usize, rules: Vec<Rule>) -> Edit {
    Edit::of((at..).zip(rules).map(|(at, rule)| Edit::Insert { at, rule }).collect())
}
