//! The Action table: one row for each thing a person can do at the rule table.
//!
//! Keymap, footer, help and the key table of the README are all read from it. An action that cannot run now stays visible
//! with its reason.

use super::key::{Code, Key};

/// A thing a person can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "their names and helps are in `words`")]
pub enum Act {
    Help,
    Fix,
    RepairAll,
    Fit,
    Add,
    Presets,
    Edit,
    Toggle,
    Duplicate,
    Delete,
    MoveUp,
    MoveDown,
    Undo,
    Redo,
    History,
    Save,
    SaveAs,
    Open,
    Quit,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Top,
    Bottom,
    NextFinding,
    PreviousFinding,
    Dismiss,
    Restore,
    Explain,
    Trace,
    Theatre,
    Timeline,
    Panel,
    Changes,
    Profile,
    Expect,
    Language,
    Suspend,
    Palette,
    Select,
    Copy,
    Paste,
    Find,
    NextMatch,
    PreviousMatch,
    Raw,
    Learn,
    Words,
    Story,
    Hint,
    NextLesson,
    RestartLesson,
    Clip,
    ClipAll,
    Mouse,
}

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
    pub act: Act,
    /// Its stable id.
    pub id: &'static str,
    /// Where help lists it.
    pub group: Group,
    /// Its keys, the one to show first; none for what is run by its name.
    pub keys: &'static [Key],
}

const fn row(act: Act, id: &'static str, group: Group, keys: &'static [Key]) -> Row {
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
    row(Act::Help, "help", Group::Program, &[c('?')]),
    row(Act::Palette, "palette", Group::Program, &[c(':')]),
    row(Act::Add, "rule.add", Group::Rules, &[c('a')]),
    row(Act::Presets, "rule.presets", Group::Rules, &[c('p')]),
    row(Act::Edit, "rule.edit", Group::Rules, &[k(Code::Enter), c('e')]),
    row(Act::Toggle, "rule.toggle", Group::Rules, &[c(' ')]),
    row(Act::Duplicate, "rule.duplicate", Group::Rules, &[c('c')]),
    row(Act::Delete, "rule.delete", Group::Rules, &[c('d'), k(Code::Delete)]),
    row(Act::Copy, "rule.copy", Group::Rules, &[c('y')]),
    row(Act::Paste, "rule.paste", Group::Rules, &[c('w'), Key::ctrl('v')]),
    row(Act::Clip, "rule.clip", Group::Rules, &[c('Y')]),
    row(Act::ClipAll, "filter.clip", Group::Rules, &[]),
    row(Act::Select, "rule.select", Group::Rules, &[c('V')]),
    row(Act::MoveDown, "rule.move-down", Group::Rules, &[c('J')]),
    row(Act::MoveUp, "rule.move-up", Group::Rules, &[c('K')]),
    row(Act::Undo, "undo", Group::Rules, &[c('u')]),
    row(Act::Redo, "redo", Group::Rules, &[c('U'), Key::ctrl('r')]),
    row(Act::Raw, "raw", Group::Rules, &[c('E')]),
    row(Act::History, "history", Group::Rules, &[c('H')]),
    row(Act::Fix, "finding.fix", Group::Findings, &[c('f')]),
    row(Act::RepairAll, "repair", Group::Findings, &[c('F')]),
    row(Act::Fit, "filter.fit", Group::Rules, &[c('Z')]),
    row(Act::NextFinding, "finding.next", Group::Findings, &[c('n')]),
    row(Act::PreviousFinding, "finding.previous", Group::Findings, &[c('N')]),
    row(Act::Explain, "finding.explain", Group::Findings, &[c('i')]),
    row(Act::Dismiss, "finding.dismiss", Group::Findings, &[c('x')]),
    row(Act::Restore, "finding.restore", Group::Findings, &[c('X')]),
    row(Act::Panel, "panel", Group::Findings, &[k(Code::Tab)]),
    row(Act::Trace, "trace", Group::Findings, &[c('t')]),
    row(Act::Theatre, "theatre", Group::Findings, &[c('T')]),
    row(Act::Timeline, "time-line", Group::Findings, &[c('W')]),
    row(Act::Changes, "changes", Group::Findings, &[c('v')]),
    row(Act::Profile, "profile", Group::Findings, &[c('P')]),
    row(Act::Expect, "expect.add", Group::Findings, &[c('A')]),
    row(Act::Up, "up", Group::Movement, &[k(Code::Up), c('k')]),
    row(Act::Down, "down", Group::Movement, &[k(Code::Down), c('j')]),
    row(Act::Left, "left", Group::Movement, &[k(Code::Left), c('h')]),
    row(Act::Right, "right", Group::Movement, &[k(Code::Right), c('l')]),
    row(Act::PageUp, "page-up", Group::Movement, &[k(Code::PageUp)]),
    row(Act::PageDown, "page-down", Group::Movement, &[k(Code::PageDown)]),
    row(Act::Top, "top", Group::Movement, &[c('g'), k(Code::Home)]),
    row(Act::Bottom, "bottom", Group::Movement, &[c('G'), k(Code::End)]),
    row(Act::Find, "find", Group::Movement, &[c('/')]),
    row(Act::NextMatch, "find.next", Group::Movement, &[c(';')]),
    row(Act::PreviousMatch, "find.previous", Group::Movement, &[c(',')]),
    row(Act::Save, "save", Group::Program, &[c('s')]),
    row(Act::SaveAs, "save-as", Group::Program, &[c('S')]),
    row(Act::Open, "open", Group::Program, &[c('o')]),
    row(Act::Language, "language", Group::Program, &[c('L')]),
    row(Act::Learn, "learn", Group::Program, &[c('C')]),
    row(Act::Words, "words", Group::Program, &[c('b')]),
    row(Act::Mouse, "mouse", Group::Program, &[c('m')]),
    row(Act::Suspend, "suspend", Group::Program, &[Key::ctrl('z')]),
    row(Act::Quit, "quit", Group::Program, &[c('q'), Key::ctrl('c')]),
    row(Act::Hint, "lesson.hint", Group::Lesson, &[c('h')]),
    row(Act::Story, "lesson.story", Group::Lesson, &[c('r')]),
    row(Act::NextLesson, "lesson.next", Group::Lesson, &[c('n')]),
    row(Act::RestartLesson, "lesson.restart", Group::Lesson, &[c('R')]),
];

/// What the footer offers, most useful first: it shows as many as fit.
pub const FOOTER: &[Act] = &[
    Act::Help,
    Act::Fix,
    Act::RepairAll,
    Act::Edit,
    Act::Add,
    Act::Presets,
    Act::Undo,
    Act::Save,
    Act::Quit,
    Act::Trace,
    Act::Toggle,
    Act::Delete,
    Act::MoveDown,
    Act::Explain,
    Act::Profile,
];

/// The same in a lesson.
pub const LESSON_FOOTER: &[Act] = &[
    Act::Help,
    Act::Hint,
    Act::Story,
    Act::Edit,
    Act::Add,
    Act::Presets,
    Act::Undo,
    Act::Theatre,
    Act::Trace,
    Act::Words,
    Act::Toggle,
    Act::Delete,
    Act::MoveDown,
    Act::Quit,
];

/// The row of an action.
pub fn find(act: Act) -> Option<&'static Row> {
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
