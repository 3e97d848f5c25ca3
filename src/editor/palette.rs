//! Commands by name: what a person types behind `:`.
//!
//! It is the list of help with three things more: the short names that other editors have taught people, the number of a
//! rule to go to, and "save and leave", which is two actions.

use super::Editor;
use super::action::{ACTIONS, ActionId, Row};
use super::availability::act_of;
use super::key::Key;
use super::keymap::Keymap;
use super::words;
use crate::filter::half_width;
use crate::lang::Lang;

/// Something to run by its name.
#[derive(Debug, Clone, Copy)]
pub enum Entry {
    /// An action.
    Action(&'static Row),
    /// The rule with this number.
    Rule(usize),
    /// Save, then leave.
    SaveAndQuit,
}

/// Short names of actions.
const ALIASES: [(&str, ActionId); 14] = [
    ("w", ActionId::Save),
    ("write", ActionId::Save),
    ("q", ActionId::Quit),
    ("q!", ActionId::Quit),
    ("dd", ActionId::Delete),
    ("yy", ActionId::Copy),
    ("clipboard", ActionId::ClipAll),
    ("e", ActionId::Open),
    ("edit", ActionId::Open),
    ("h", ActionId::Help),
    ("u", ActionId::Undo),
    ("saveas", ActionId::SaveAs),
    ("sp", ActionId::Profile),
    ("json", ActionId::Raw),
];

/// What the text may mean, the likeliest first.
pub fn entries(query: &str, keymap: &Keymap) -> Vec<Entry> {
    let wanted = half_width(query).trim().to_lowercase();
    let number = wanted.strip_prefix("goto").unwrap_or(&wanted).trim().parse().ok();
    if let Some(number) = number {
        return vec![Entry::Rule(number)];
    }
    let alias = ALIASES.iter().find(|(name, _)| *name == wanted).map(|(_, act)| *act);
    let meant = alias.and_then(|act| ACTIONS.iter().find(|row| row.act == act));
    let found = words::found_actions(&wanted, keymap).into_iter().filter(|row| Some(row.act) != alias);
    let both = matches!(wanted.as_str(), "wq" | "x" | "wq!").then_some(Entry::SaveAndQuit);
    both.into_iter().chain(meant.into_iter().chain(found).map(Entry::Action)).collect()
}

/// The action that the text names: by its id, its whole name in either language, a short name, or its key. A single
/// letter is always a key, for that is what notices speak of.
pub fn named(text: &str, editor: &Editor) -> Option<ActionId> {
    let key = Key::named(text).and_then(|key| act_of(editor, key));
    let wanted = half_width(text).to_lowercase();
    let is_named = |row: &&Row| {
        row.id == wanted
            || [Lang::Ja, Lang::En].iter().any(|lang| words::act_name(row.act, *lang).to_lowercase() == wanted)
    };
    let name = || ACTIONS.iter().find(is_named).map(|row| row.act);
    let alias = || ALIASES.iter().find(|(name, _)| *name == wanted).map(|(_, act)| *act);
    if text.chars().count() == 1 { key } else { name().or_else(alias).or(key) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(query: &str) -> Vec<Entry> {
        super::entries(query, &Keymap::default())
    }

    #[test]
    fn short_names_come_first() {
        for (query, id) in [("w", "save"), ("q", "quit"), ("dd", "rule.delete"), ("undo", "undo"), ("元に", "undo")] {
            assert!(matches!(entries(query).first(), Some(Entry::Action(row)) if row.id == id), "{query}");
        }
        assert!(matches!(entries("wq").first(), Some(Entry::SaveAndQuit)));
        assert!(matches!(entries("x").first(), Some(Entry::SaveAndQuit)));
        assert!(matches!(entries(" 12")[..], [Entry::Rule(12)]));
        assert!(matches!(entries("goto １２")[..], [Entry::Rule(12)]));
        assert_eq!(entries("").len(), ACTIONS.len());
    }
}
