//! The commands that are more than the name of an action.

use crate::editor::Editor;
use crate::lang::read;
use crate::lang::{ActionId, InLines, Lang};
use crate::language;
use crate::language::verbs::{LineCommand, about};
use crate::profile::ProfileField;

/// A command: its words beside those of [`read::COMMANDS`], and how it is written.
pub(super) struct CommandRow {
    pub(super) verb: LineCommand,
    names: &'static [&'static str],
    pub(super) usage: &'static str,
}

const fn row(verb: LineCommand, names: &'static [&'static str], usage: &'static str) -> CommandRow {
    CommandRow { verb, names, usage }
}

/// Every command, in the order of help.
const COMMANDS: [CommandRow; 34] = [
    row(LineCommand::Help, &["help"], "help"),
    row(LineCommand::List, &["list"], "list"),
    row(LineCommand::Rule, &["rule"], "rule 3"),
    row(LineCommand::Add, &["add"], "add [N] allow tcp 203.0.113.0/24 -> 22 # note"),
    row(LineCommand::Set, &["set"], "set 3 port 443"),
    row(LineCommand::Allow, &["allow"], "allow 3"),
    row(LineCommand::Deny, &["deny"], "deny 3"),
    row(LineCommand::Move, &["move"], "move 3 up"),
    row(LineCommand::Fix, &["fix"], "fix [N]"),
    row(LineCommand::Repair, &["repair"], "repair [N]"),
    row(LineCommand::Findings, &["findings", "finding"], "findings [N]"),
    row(LineCommand::Explain, &["explain"], "explain [N]"),
    row(LineCommand::Verdicts, &["verdicts"], "verdicts"),
    row(LineCommand::Trace, &["trace"], "trace udp 192.0.2.1:67 -> 68"),
    row(LineCommand::Presets, &["presets"], "presets [WORD]"),
    row(LineCommand::Insert, &["insert"], "insert ssh source=203.0.113.0/24"),
    row(LineCommand::Changes, &["changes"], "changes"),
    row(LineCommand::History, &["history"], "history"),
    row(LineCommand::Name, &["name"], "name TEXT"),
    row(LineCommand::About, &["about"], "about TEXT"),
    row(LineCommand::Profile, &["profile"], "profile [admin 203.0.113.0/24]"),
    row(LineCommand::Expect, &["expect"], "expect [pass tcp 203.0.113.0/24 -> 22]"),
    row(LineCommand::Answer, &["answer"], "answer admin 203.0.113.0/24"),
    row(LineCommand::Save, &["save"], "save [as FILE [FORMAT]]"),
    row(LineCommand::Open, &["open"], "open FILE"),
    row(LineCommand::Theatre, &["theatre", "theater"], "theatre [FLOW]"),
    row(LineCommand::Timeline, &["timeline"], "timeline [HOURS]"),
    row(LineCommand::Words, &["words", "word"], "words [WORD]"),
    row(LineCommand::Lesson, &["lessons", "lesson", "learn"], "lessons, lesson 3"),
    row(LineCommand::Story, &["story"], "story"),
    row(LineCommand::Goals, &["goals"], "goals"),
    row(LineCommand::Hint, &["hint"], "hint"),
    row(LineCommand::Next, &["next"], "next"),
    row(LineCommand::Restart, &["restart"], "restart"),
];

/// Actions that take the numbers of rules, or nothing, by their names.
pub(super) const ON_RULES: [ActionId; 3] = [ActionId::Delete, ActionId::Duplicate, ActionId::Copy];

pub(super) fn command(word: &str) -> Option<&'static CommandRow> {
    let english = read::COMMANDS.iter().find(|(_, others)| others.contains(&word)).map_or(word, |(english, _)| english);
    COMMANDS.iter().find(|row| row.names.contains(&english))
}

pub(super) fn usage(verb: LineCommand) -> &'static str {
    COMMANDS.iter().find(|row| row.verb == verb).map_or("", |row| row.usage)
}

/// Every command, one a line; then the actions that need no more than their name.
pub(super) fn help(editor: &Editor) -> Vec<String> {
    let lang = editor.lang;
    let entries = |row: &CommandRow| match row.verb {
        LineCommand::Profile => format!(": {}", ProfileField::ALL.map(ProfileField::id).join(", ")),
        _ => String::new(),
    };
    let own = COMMANDS.iter().map(|row| format!("{}: {}{}", row.usage, about(row.verb, lang), entries(row)));
    let of_rules = ON_RULES.iter().map(|act| format!("{} 3, {} 2-4: {}", name(*act), name(*act), act.help(lang)));
    let by_name = ActionId::ALL.iter().filter(|act| act.in_lines() == InLines::Name && !ON_RULES.contains(act));
    let alone = by_name.map(|act| format!("{}: {}", name(*act), act.help(lang)));
    own.chain(of_rules).chain(alone).chain([language::verbs::by_letter(editor.voice())]).collect()
}

/// The name of an action, by which a line calls it.
fn name(act: ActionId) -> &'static str {
    act.name(Lang::En)
}
