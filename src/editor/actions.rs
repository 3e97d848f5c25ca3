//! The table of actions: for each, where it works, when it can be done, and what it does.
//!
//! Ids, keys, names and helps stand in [`ActionId`]; this file is the only other one that goes through all actions, and an
//! action without a function does not compile. An action that cannot be done now stays visible with its reason.

mod findings;
mod lesson;
mod movement;
mod program;
mod rules;

pub(super) use rules::{place_for_new, take_fit};

use super::find;
use super::keymap::Keymap;
use super::message::Effect;
use super::popups::help::HelpList;
use super::popups::timeline::TimeLine;
use super::popups::{
    changes, expect, hints, lists, presets, profile, raw, repair, replay, search, story, tracer, versions, words,
};
use super::session::Session;
use super::{Editor, update};
use crate::lang::ActionId;
use crate::language::{self, Reason};

/// When an action can be done with an open filter.
type Ready = fn(&Editor, &Session) -> Result<(), Reason>;

/// What an action does.
#[derive(Clone, Copy)]
enum Run {
    /// It changes the editor.
    Here(fn(&mut Editor)),
    /// It may ask something of the world, too.
    Host(fn(&mut Editor) -> Vec<Effect>),
}

use Run::{Here, Host};

struct Row {
    /// Whether it works without an open filter.
    anywhere: bool,
    /// Whether it works on a terminal that is too small to show what it does.
    unseen: bool,
    ready: Ready,
    run: Run,
}

const fn anywhere(run: Run) -> Row {
    Row { anywhere: true, unseen: false, ready: |_, _| Ok(()), run }
}

const fn filter(run: Run) -> Row {
    when(|_, _| Ok(()), run)
}

const fn when(ready: Ready, run: Run) -> Row {
    Row { anywhere: false, unseen: false, ready, run }
}

const fn unseen(row: Row) -> Row {
    Row { unseen: true, ..row }
}

fn row(action: ActionId) -> Row {
    match action {
        ActionId::Help => anywhere(Here(help)),
        ActionId::Palette => anywhere(Here(help)),
        ActionId::Language => anywhere(Here(program::language)),
        ActionId::Mouse => anywhere(Here(program::mouse)),
        ActionId::Suspend => unseen(anywhere(Host(|_| vec![Effect::Suspend]))),
        ActionId::Open => anywhere(Here(update::files::open_dialog)),
        ActionId::Learn => anywhere(Here(update::lesson::open_course)),
        ActionId::Words => anywhere(Here(words::open)),
        ActionId::Quit => unseen(anywhere(Host(update::files::quit))),
        ActionId::Save => unseen(filter(Host(program::save))),
        ActionId::SaveAs => filter(Here(program::save_as)),

        ActionId::Add => filter(Here(rules::add)),
        ActionId::Edit => when(rules::on_rule, Here(rules::edit)),
        ActionId::Toggle => when(rules::on_rules, Here(rules::toggle)),
        ActionId::Duplicate => when(rules::on_rules, Here(rules::duplicate)),
        ActionId::Delete => when(rules::on_rules, Here(rules::delete)),
        ActionId::Copy => when(rules::on_rules, Here(rules::copy)),
        ActionId::Paste => when(rules::has_copied, Here(rules::paste)),
        ActionId::Clip => when(rules::on_rules, Host(|editor| update::clip::clip(editor, false))),
        ActionId::ClipAll => filter(Host(|editor| update::clip::clip(editor, true))),
        ActionId::Select => filter(Here(rules::select)),
        ActionId::MoveUp => when(rules::below_top, Here(rules::move_up)),
        ActionId::MoveDown => when(rules::above_bottom, Here(rules::move_down)),
        ActionId::Undo => when(rules::has_past, Here(rules::undo)),
        ActionId::Redo => when(rules::has_undone, Here(rules::redo)),
        ActionId::Fit => filter(Here(rules::fit)),
        ActionId::Raw => when(rules::is_resolved, Here(raw::open)),
        ActionId::Presets => filter(Here(presets::open)),
        ActionId::History => filter(Here(versions::open)),

        ActionId::Fix => when(findings::has_fix, Here(findings::fix)),
        ActionId::RepairAll => when(findings::can_repair, Here(repair::open)),
        ActionId::NextFinding => when(findings::has_finding, Here(|editor| findings::go(editor, 1))),
        ActionId::PreviousFinding => when(findings::has_finding, Here(|editor| findings::go(editor, -1))),
        ActionId::Explain => when(findings::has_finding, Here(findings::explain)),
        ActionId::Dismiss => when(findings::can_dismiss, Host(findings::dismiss)),
        ActionId::Restore => when(findings::has_dismissed, Host(findings::restore)),
        ActionId::Panel => when(findings::is_answered, Here(lists::open)),
        ActionId::Sentence => filter(Host(program::sentence)),
        ActionId::Trace => filter(Here(tracer::open)),
        ActionId::Theatre => when(findings::is_answered, Here(replay::open)),
        ActionId::Timeline => when(findings::is_answered, Here(|editor| editor.open_popup(TimeLine::default()))),
        ActionId::Changes => when(rules::has_changed, Here(changes::open)),
        ActionId::Profile => filter(Here(profile::open)),
        ActionId::Expect => when(rules::on_rule, Here(expect::of_rule)),

        ActionId::Up => filter(Here(|editor| movement::step(editor, -1))),
        ActionId::Down => filter(Here(|editor| movement::step(editor, 1))),
        ActionId::PageUp => filter(Here(|editor| movement::page(editor, -1))),
        ActionId::PageDown => filter(Here(|editor| movement::page(editor, 1))),
        ActionId::Top => filter(Here(|editor| movement::step(editor, isize::MIN))),
        ActionId::Bottom => filter(Here(|editor| movement::step(editor, isize::MAX))),
        ActionId::Left => filter(Here(|editor| movement::sideways(editor, false))),
        ActionId::Right => filter(Here(|editor| movement::sideways(editor, true))),
        ActionId::Find => filter(Here(search::open)),
        ActionId::NextMatch => when(movement::searches, Here(|editor| find::step(editor, true))),
        ActionId::PreviousMatch => when(movement::searches, Here(|editor| find::step(editor, false))),

        ActionId::Hint => when(lesson::in_lesson, Here(hints::open)),
        ActionId::Story => when(lesson::in_lesson, Here(story::open)),
        ActionId::NextLesson => when(lesson::is_done, Host(update::lesson::next)),
        ActionId::Confirm | ActionId::NextField | ActionId::PreviousField | ActionId::Apply | ActionId::Outside => {
            when(|_, _| Err(Reason::NeedsPopup), Here(|_| {}))
        }

        ActionId::RestartLesson => when(lesson::in_lesson, Host(update::lesson::ask_to_restart)),
    }
}

/// Opens the list of everything, with what cannot be done now.
fn help(editor: &mut Editor) {
    let reason = |action: &ActionId| Some((*action, availability(editor, *action).err()?));
    let unavailable = ActionId::ALL.iter().filter_map(reason).collect();
    editor.open_popup(HelpList::new(unavailable));
}

/// Whether the action can be done now.
///
/// # Errors
/// The reason why not.
pub(crate) fn availability(editor: &Editor, action: ActionId) -> Result<(), Reason> {
    let row = row(action);
    match editor.session() {
        Some(session) => (row.ready)(editor, session),
        None if row.anywhere => Ok(()),
        None => Err(Reason::NeedsFilter),
    }
}

/// Does an action, or says why it cannot be done.
pub(super) fn run(editor: &mut Editor, action: ActionId) -> Vec<Effect> {
    if let Err(reason) = availability(editor, action) {
        editor.complain(language::reason(reason, editor.voice()));
        return Vec::new();
    }
    match row(action).run {
        Here(run) => {
            run(editor);
            Vec::new()
        }
        Host(run) => run(editor),
    }
}

/// Whether the action works on a terminal that is too small to show what it does.
pub(super) fn works_unseen(action: ActionId) -> bool {
    row(action).unseen
}

/// The action a key stands for at the rules. In a lesson its own keys come first, as far as they mean something now.
pub(crate) fn of_key(editor: &Editor, key: super::key::Key) -> Option<ActionId> {
    let keymap: &Keymap = &editor.keymap;
    let own = keymap.lesson_act(key).filter(|action| availability(editor, *action).is_ok());
    own.or_else(|| keymap.act(key))
}

/// What the footer offers, most useful first: it shows as many as fit.
pub(crate) const FOOTER: &[ActionId] = &[
    ActionId::Help,
    ActionId::Fix,
    ActionId::RepairAll,
    ActionId::Edit,
    ActionId::Add,
    ActionId::Presets,
    ActionId::Undo,
    ActionId::Save,
    ActionId::Quit,
    ActionId::Panel,
    ActionId::Theatre,
    ActionId::Changes,
    ActionId::Profile,
    ActionId::Toggle,
    ActionId::Delete,
    ActionId::Trace,
    ActionId::MoveDown,
];

/// The same in a lesson.
pub(crate) const LESSON_FOOTER: &[ActionId] = &[
    ActionId::Help,
    ActionId::Hint,
    ActionId::Story,
    ActionId::Edit,
    ActionId::Add,
    ActionId::Presets,
    ActionId::Undo,
    ActionId::Theatre,
    ActionId::Trace,
    ActionId::Words,
    ActionId::Toggle,
    ActionId::Delete,
    ActionId::MoveDown,
    ActionId::Quit,
];
