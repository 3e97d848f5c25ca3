//! The mouse: the first click selects, one on what is selected does what Enter would. Nothing typed is ever lost by one.

use super::keys::on_key;
use super::{popups, start};
use crate::editor::actions::run;
use crate::editor::draft::applies;
use crate::editor::key::{Code, Key};
use crate::editor::message::Command;
use crate::editor::pointer::{Gesture, Target};
use crate::editor::{Editor, Place};
use crate::filter::Field;
use crate::lang::ActionId;
use crate::language::refusals;

/// Lines that a step of the wheel scrolls a text by.
const LINES: isize = 3;

pub(super) fn on_pointer(editor: &mut Editor, target: Target, gesture: Gesture) -> Vec<Command> {
    let covered = editor.popup.is_some();
    let down = gesture == Gesture::WheelDown;
    match (gesture, target) {
        (Gesture::Click, _) => {
            editor.notice = None;
            click(editor, target, covered)
        }
        (_, Target::Rule { .. } | Target::Table) if !covered => turn_table(editor, down),
        (_, Target::Finding(_) | Target::Panel) if !covered => turn_panel(editor, down),
        (_, Target::Action(_) | Target::Key(_)) => Vec::new(),
        _ => turn_list(editor, down),
    }
}

fn click(editor: &mut Editor, target: Target, covered: bool) -> Vec<Command> {
    match target {
        Target::Key(key) => return on_key(editor, key),
        Target::Entry(at) => return entry(editor, at),
        Target::Field(at) => popups::focus(editor, at),
        Target::Action(act) if !covered => return run(editor, act),
        Target::Rule { row, field } if !covered => return rule(editor, row, field),
        Target::Finding(at) if !covered => return finding(editor, at),
        _ => {}
    }
    Vec::new()
}

fn rule(editor: &mut Editor, row: usize, field: Option<Field>) -> Vec<Command> {
    let lang = editor.lang;
    let Place::Rules(session) = &mut editor.place else { return Vec::new() };
    if let Some(draft) = &mut session.draft {
        match field.filter(|field| draft.at == row && applies(&draft.rule, *field)) {
            Some(field) => {
                draft.go_to(field);
                session.field = field;
            }
            None if draft.at == row => {}
            None => editor.complain(refusals::finish_first(lang)),
        }
        return Vec::new();
    }
    session.panel = None;
    let row = row.min(session.filter().rules.len());
    let again = session.row == row && field.is_none_or(|field| field == session.field);
    if again && session.anchor.is_none() {
        return run(editor, ActionId::Edit);
    }
    let usable = |field: &Field| session.filter().rules.get(row).is_some_and(|rule| applies(rule, *field));
    session.field = field.filter(usable).unwrap_or(session.field);
    session.row = row;
    session.select_finding_of_row();
    Vec::new()
}

fn finding(editor: &mut Editor, at: usize) -> Vec<Command> {
    let Some(session) = editor.session_mut().filter(|session| session.draft.is_none()) else { return Vec::new() };
    session.panel = None;
    if session.finding == at {
        return run(editor, ActionId::Explain);
    }
    let count = session.findings().count();
    if at < count {
        session.finding = at;
        session.select_finding(0);
    }
    Vec::new()
}

/// An entry of the list on top is selected, or taken where it is selected already.
fn entry(editor: &mut Editor, at: usize) -> Vec<Command> {
    if editor.popup.is_some() {
        return popups::entry(editor, at);
    }
    let Place::Start(start) = &mut editor.place else { return Vec::new() };
    if std::mem::replace(&mut start.selected, at) == at { start::choose(editor) } else { Vec::new() }
}

fn turn_table(editor: &mut Editor, down: bool) -> Vec<Command> {
    if editor.session().is_none_or(|session| session.draft.is_some()) {
        return Vec::new();
    }
    run(editor, if down { ActionId::Down } else { ActionId::Up })
}

/// Scrolls the panel; at the top the table has the keys again.
fn turn_panel(editor: &mut Editor, down: bool) -> Vec<Command> {
    let Some(session) = editor.session_mut().filter(|session| session.draft.is_none()) else { return Vec::new() };
    let scroll = session.panel.unwrap_or(0);
    let most = session.panel_lines();
    let scroll = scroll.saturating_add_signed(if down { LINES } else { -LINES }).min(most);
    session.panel = (scroll > 0).then_some(scroll);
    Vec::new()
}

/// The wheel over the list of the start screen, or over what stands open.
fn turn_list(editor: &mut Editor, down: bool) -> Vec<Command> {
    if editor.popup.is_some() {
        popups::wheel(editor, down);
        return Vec::new();
    }
    let at_start = matches!(editor.place, Place::Start(_));
    let key = Key::plain(if down { Code::Down } else { Code::Up });
    if at_start { on_key(editor, key) } else { Vec::new() }
}
