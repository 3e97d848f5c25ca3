//! The commands that are more than the name of an action.

use crate::editor::Editor;
use crate::lang::ActionId;
use crate::lang::Lang;
use crate::lang::read;
use crate::language;
use crate::language::verbs::{Verb, about};
use crate::profile::ProfileField;

/// A command: its words beside those of [`read::COMMANDS`], and how it is written.
pub(super) struct Row {
    pub(super) verb: Verb,
    names: &'static [&'static str],
    pub(super) usage: &'static str,
}

const fn row(verb: Verb, names: &'static [&'static str], usage: &'static str) -> Row {
    Row { verb, names, usage }
}

/// Every command, in the order of help.
const COMMANDS: [Row; 32] = [
    row(Verb::Help, &["help"], "help"),
    row(Verb::List, &["list"], "list"),
    row(Verb::Rule, &["rule"], "rule 3"),
    row(Verb::Add, &["add"], "add [N] allow tcp 203.0.113.0/24 -> 22 # note"),
    row(Verb::Set, &["set"], "set 3 port 443"),
    row(Verb::Allow, &["allow"], "allow 3"),
    row(Verb::Deny, &["deny"], "deny 3"),
    row(Verb::Move, &["move"], "move 3 up"),
    row(Verb::Fix, &["fix"], "fix [N]"),
    row(Verb::Repair, &["repair"], "repair [N]"),
    row(Verb::Findings, &["findings", "finding"], "findings [N]"),
    row(Verb::Explain, &["explain"], "explain [N]"),
    row(Verb::Verdicts, &["verdicts"], "verdicts"),
    row(Verb::Trace, &["trace"], "trace udp 192.0.2.1:67 -> 68"),
    row(Verb::Presets, &["presets"], "presets [WORD]"),
    row(Verb::Insert, &["insert"], "insert ssh source=203.0.113.0/24"),
    row(Verb::Changes, &["changes"], "changes"),
    row(Verb::History, &["history"], "history"),
    row(Verb::Profile, &["profile"], "profile [admin 203.0.113.0/24]"),
    row(Verb::Expect, &["expect"], "expect [pass tcp 203.0.113.0/24 -> 22]"),
    row(Verb::Answer, &["answer"], "answer admin 203.0.113.0/24"),
    row(Verb::Save, &["save"], "save [as FILE [SHAPE]]"),
    row(Verb::Open, &["open"], "open FILE"),
    row(Verb::Theatre, &["theatre", "theater"], "theatre [FLOW]"),
    row(Verb::Timeline, &["timeline"], "timeline [HOURS]"),
    row(Verb::Words, &["words", "word"], "words [WORD]"),
    row(Verb::Lesson, &["lessons", "lesson", "learn"], "lessons, lesson 3"),
    row(Verb::Story, &["story"], "story"),
    row(Verb::Goals, &["goals"], "goals"),
    row(Verb::Hint, &["hint"], "hint"),
    row(Verb::Next, &["next"], "next"),
    row(Verb::Restart, &["restart"], "restart"),
];

/// Actions that take the numbers of rules, or nothing, by their names.
pub(super) const ON_RULES: [ActionId; 3] = [ActionId::Delete, ActionId::Duplicate, ActionId::Copy];

/// Actions that say all by their names.
pub(super) const ALONE: [ActionId; 7] = [
    ActionId::Undo,
    ActionId::Redo,
    ActionId::Fit,
    ActionId::Paste,
    ActionId::Dismiss,
    ActionId::Restore,
    ActionId::Quit,
];

/// The command of a word.
pub(super) fn command(word: &str) -> Option<&'static Row> {
    let english = read::COMMANDS.iter().find(|(_, others)| others.contains(&word)).map_or(word, |(english, _)| english);
    COMMANDS.iter().find(|row| row.names.contains(&english))
}

/// How a command is written.
pub(super) fn usage(verb: Verb) -> &'static str {
    COMMANDS.iter().find(|row| row.verb == verb).map_or("", |row| row.usage)
}

/// Every command, one a line; then the actions that need no more than their name.
pub fn help(editor: &Editor) -> Vec<String> {
    let lang = editor.lang;
    let entries = |row: &Row| match row.verb {
        Verb::Profile => format!(": {}", ProfileField::ALL.map(ProfileField::id).join(", ")),
        _ => String::new(),
    };
    let own = COMMANDS.iter().map(|row| format!("{}: {}{}", row.usage, about(row.verb, lang), entries(row)));
    let of_rules = ON_RULES.iter().map(|act| format!("{} 3, {} 2-4: {}", name(*act), name(*act), act.help(lang)));
    let alone = ALONE.iter().map(|act| format!("{}: {}", name(*act), act.help(lang)));
    own.chain(of_rules).chain(alone).chain([language::verbs::by_letter(editor.voice())]).collect()
}

/// The name of an action, by which a line calls it.
fn name(act: ActionId) -> &'static str {
    act.name(Lang::En)
}
