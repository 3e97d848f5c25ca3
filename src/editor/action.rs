//! The Action table: one row for each thing a person can do at the rule table.
//!
//! Keymap, footer, help and the key table of the README are all read from it. An action that cannot run now stays visible
//! with its reason.

use super::key::{Code, Key};
pub use crate::lang::ActionId;

/// What belongs together in help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Changing rules.
    Rules,
    /// Findings and the panel.
    Findings,
    /// Moving about.
    Movement,
    /// Files and the program.
    Program,
    /// Inside of a lesson, where these keys go before all others.
    Lesson,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Which action.
    pub act: ActionId,
    /// Its stable id.
    pub id: &'static str,
    /// Where help lists it.
    pub group: Group,
    /// Its keys, the one to show first; none for what is run by its name.
    pub keys: &'static [Key],
}

const fn row(act: ActionId, id: &'static str, group: Group, keys: &'static [Key]) -> Row {
    Row { act, id, group, keys }
}

const fn c(c: char) -> Key {
    Key::char(c)
}

const fn k(code: Code) -> Key {
    Key::plain(code)
}

/// Every action, in the order of help; the footer shows as many as fit, from the top of [`FOOTER`].
pub const ACTIONS: &[Row] = &[
    row(ActionId::Help, "help", Group::Program, &[c('?')]),
    row(ActionId::Palette, "palette", Group::Program, &[c(':')]),
    row(ActionId::Add, "rule.add", Group::Rules, &[c('a')]),
    row(ActionId::Presets, "rule.presets", Group::Rules, &[c('p')]),
    row(ActionId::Edit, "rule.edit", Group::Rules, &[k(Code::Enter), c('e')]),
    row(ActionId::Toggle, "rule.toggle", Group::Rules, &[c(' ')]),
    row(ActionId::Duplicate, "rule.duplicate", Group::Rules, &[c('c')]),
    row(ActionId::Delete, "rule.delete", Group::Rules, &[c('d'), k(Code::Delete)]),
    row(ActionId::Copy, "rule.copy", Group::Rules, &[c('y')]),
    row(ActionId::Paste, "rule.paste", Group::Rules, &[c('w'), Key::ctrl('v')]),
    row(ActionId::Clip, "rule.clip", Group::Rules, &[c('Y')]),
    row(ActionId::ClipAll, "filter.clip", Group::Rules, &[]),
    row(ActionId::Select, "rule.select", Group::Rules, &[c('V')]),
    row(ActionId::MoveDown, "rule.move-down", Group::Rules, &[c('J')]),
    row(ActionId::MoveUp, "rule.move-up", Group::Rules, &[c('K')]),
    row(ActionId::Undo, "undo", Group::Rules, &[c('u')]),
    row(ActionId::Redo, "redo", Group::Rules, &[c('U'), Key::ctrl('r')]),
    row(ActionId::Raw, "raw", Group::Rules, &[c('E')]),
    row(ActionId::History, "history", Group::Rules, &[c('H')]),
    row(ActionId::Fix, "finding.fix", Group::Findings, &[c('f')]),
    row(ActionId::RepairAll, "repair", Group::Findings, &[c('F')]),
    row(ActionId::Fit, "filter.fit", Group::Rules, &[c('Z')]),
    row(ActionId::NextFinding, "finding.next", Group::Findings, &[c('n')]),
    row(ActionId::PreviousFinding, "finding.previous", Group::Findings, &[c('N')]),
    row(ActionId::Explain, "finding.explain", Group::Findings, &[c('i')]),
    row(ActionId::Dismiss, "finding.dismiss", Group::Findings, &[c('x')]),
    row(ActionId::Restore, "finding.restore", Group::Findings, &[c('X')]),
    row(ActionId::Panel, "panel", Group::Findings, &[k(Code::Tab)]),
    row(ActionId::Trace, "trace", Group::Findings, &[c('t')]),
    row(ActionId::Theatre, "theatre", Group::Findings, &[c('T')]),
    row(ActionId::Timeline, "time-line", Group::Findings, &[c('W')]),
    row(ActionId::Changes, "changes", Group::Findings, &[c('v')]),
    row(ActionId::Profile, "profile", Group::Findings, &[c('P')]),
    row(ActionId::Expect, "expect.add", Group::Findings, &[c('A')]),
    row(ActionId::Up, "up", Group::Movement, &[k(Code::Up), c('k')]),
    row(ActionId::Down, "down", Group::Movement, &[k(Code::Down), c('j')]),
    row(ActionId::Left, "left", Group::Movement, &[k(Code::Left), c('h')]),
    row(ActionId::Right, "right", Group::Movement, &[k(Code::Right), c('l')]),
    row(ActionId::PageUp, "page-up", Group::Movement, &[k(Code::PageUp)]),
    row(ActionId::PageDown, "page-down", Group::Movement, &[k(Code::PageDown)]),
    row(ActionId::Top, "top", Group::Movement, &[c('g'), k(Code::Home)]),
    row(ActionId::Bottom, "bottom", Group::Movement, &[c('G'), k(Code::End)]),
    row(ActionId::Find, "find", Group::Movement, &[c('/')]),
    row(ActionId::NextMatch, "find.next", Group::Movement, &[c(';')]),
    row(ActionId::PreviousMatch, "find.previous", Group::Movement, &[c(',')]),
    row(ActionId::Save, "save", Group::Program, &[c('s')]),
    row(ActionId::SaveAs, "save-as", Group::Program, &[c('S')]),
    row(ActionId::Open, "open", Group::Program, &[c('o')]),
    row(ActionId::Language, "language", Group::Program, &[c('L')]),
    row(ActionId::Learn, "learn", Group::Program, &[c('C')]),
    row(ActionId::Words, "words", Group::Program, &[c('b')]),
    row(ActionId::Mouse, "mouse", Group::Program, &[c('m')]),
    row(ActionId::Suspend, "suspend", Group::Program, &[Key::ctrl('z')]),
    row(ActionId::Quit, "quit", Group::Program, &[c('q'), Key::ctrl('c')]),
    row(ActionId::Hint, "lesson.hint", Group::Lesson, &[c('h')]),
    row(ActionId::Story, "lesson.story", Group::Lesson, &[c('r')]),
    row(ActionId::NextLesson, "lesson.next", Group::Lesson, &[c('n')]),
    row(ActionId::RestartLesson, "lesson.restart", Group::Lesson, &[c('R')]),
];

/// What the footer offers, most useful first: it shows as many as fit.
pub const FOOTER: &[ActionId] = &[
    ActionId::Help,
    ActionId::Fix,
    ActionId::RepairAll,
    ActionId::Edit,
    ActionId::Add,
    ActionId::Presets,
    ActionId::Undo,
    ActionId::Save,
    ActionId::Quit,
    ActionId::Trace,
    ActionId::Toggle,
    ActionId::Delete,
    ActionId::MoveDown,
    ActionId::Explain,
    ActionId::Profile,
];

/// The same in a lesson.
pub const LESSON_FOOTER: &[ActionId] = &[
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

/// The row of an action.
pub fn find(act: ActionId) -> Option<&'static Row> {
    ACTIONS.iter().find(|row| row.act == act)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_key_and_id_stands_for_one_action() {
        for in_lesson in [false, true] {
            let mode = ACTIONS.iter().filter(|row| (row.group == Group::Lesson) == in_lesson);
            let keys: Vec<Key> = mode.flat_map(|row| row.keys).copied().collect();
            assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len());
        }
        let ids: HashSet<&str> = ACTIONS.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), ACTIONS.len());
        assert!(FOOTER.iter().chain(LESSON_FOOTER).all(|act| find(*act).is_some()));
    }
}
