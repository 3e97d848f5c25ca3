//! The mouse: the first click selects, one on what is selected does what Enter would. Nothing typed is ever lost by one.

use super::keys::on_key;
use super::{popups, start};
use crate::editor::actions::run;
use crate::editor::draft::applies;
use crate::editor::key::{Code, Key};
use crate::editor::message::Effect;
use crate::editor::pointer::{Gesture, Target};
use crate::editor::popups::lists;
use crate::editor::{Editor, Main};
use crate::filter::Field;
use crate::lang::ActionId;
use crate::language::refusals;

pub(super) fn on_pointer(editor: &mut Editor, target: Target, gesture: Gesture) -> Vec<Effect> {
    let covered = editor.popup.is_some();
    let down = gesture == Gesture::WheelDown;
    match (gesture, target) {
        (Gesture::Click, _) => {
            editor.notice = None;
            click(editor, target, covered)
        }
        (_, Target::Rule { .. } | Target::Table) if !covered => turn_table(editor, down),
        (_, Target::Finding(_) | Target::Details) if !covered => {
            run(editor, if down { ActionId::NextFinding } else { ActionId::PreviousFinding })
        }
        (_, Target::ListRow(_)) if !covered => Vec::new(),
        (_, Target::Action(_) | Target::Key(_)) => Vec::new(),
        _ => turn_list(editor, down),
    }
}

fn click(editor: &mut Editor, target: Target, covered: bool) -> Vec<Effect> {
    match target {
        Target::Key(key) => return on_key(editor, key),
        Target::Entry(at) => return entry(editor, at),
        Target::Field(at) => popups::focus(editor, at),
        Target::Action(act) if !covered => return run(editor, act),
        Target::Rule { row, field } if !covered => return rule(editor, row, field),
        Target::Finding(at) if !covered => return finding(editor, at),
        Target::ListRow(at) if covered => return popups::entry(editor, at),
        Target::ListRow(at) => list_row(editor, at),
        _ => {}
    }
    Vec::new()
}

fn rule(editor: &mut Editor, row: usize, field: Option<Field>) -> Vec<Effect> {
    let lang = editor.lang;
    let Main::Rules(session) = &mut editor.place else { return Vec::new() };
    if let Some(draft) = session.mode.draft_mut() {
        match field.filter(|field| draft.at == row && applies(&draft.rule, *field)) {
            Some(field) => {
                draft.go_to(field);
                session.cursor.field = field;
            }
            None if draft.at == row => {}
            None => editor.complain(refusals::finish_first(lang)),
        }
        return Vec::new();
    }
    let row = row.min(session.filter().rules.len());
    let again = session.cursor.row == row && field.is_none_or(|field| field == session.cursor.field);
    if again && session.mode.anchor().is_none() {
        return run(editor, ActionId::Edit);
    }
    let usable = |field: &Field| session.filter().rules.get(row).is_some_and(|rule| applies(rule, *field));
    session.cursor.field = field.filter(usable).unwrap_or(session.cursor.field);
    session.cursor.row = row;
    session.select_finding_of_row();
    Vec::new()
}

fn finding(editor: &mut Editor, at: usize) -> Vec<Effect> {
    let Some(session) = editor.session_mut().filter(|session| session.mode.draft().is_none()) else {
        return Vec::new();
    };
    if session.cursor.finding == at {
        return run(editor, ActionId::Explain);
    }
    let count = session.findings().count();
    if at < count {
        session.cursor.finding = at;
        session.select_finding(0);
    }
    Vec::new()
}

/// A row of the two lists is explained.
fn list_row(editor: &mut Editor, at: usize) {
    if editor.session().is_some_and(|session| session.mode.draft().is_none()) {
        lists::open_at(editor, at);
    }
}

/// An entry of the list on top is selected, or taken where it is selected already.
fn entry(editor: &mut Editor, at: usize) -> Vec<Effect> {
    if editor.popup.is_some() {
        return popups::entry(editor, at);
    }
    let Main::Start(start) = &mut editor.place else { return Vec::new() };
    if std::mem::replace(&mut start.selected, at) == at { start::choose(editor) } else { Vec::new() }
}

fn turn_table(editor: &mut Editor, down: bool) -> Vec<Effect> {
    if editor.session().is_none_or(|session| session.mode.draft().is_some()) {
        return Vec::new();
    }
    run(editor, if down { ActionId::Down } else { ActionId::Up })
}

/// The wheel over the list of the start screen, or over what stands open.
fn turn_list(editor: &mut Editor, down: bool) -> Vec<Effect> {
    if editor.popup.is_some() {
        popups::wheel(editor, down);
        return Vec::new();
    }
    let at_start = matches!(editor.place, Main::Start(_));
    let key = Key::plain(if down { Code::Down } else { Code::Up });
    if at_start { on_key(editor, key) } else { Vec::new() }
}
