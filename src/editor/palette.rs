//! Commands by name: what a person types behind `:`.
//!
//! It is the list of help with three things more: the short names that other editors have taught people, the number of a
//! rule to go to, and "save and leave", which is two actions.

use super::Editor;
use super::actions;
use super::key::Key;
use super::keymap::Keymap;
use crate::filter::half_width;
use crate::lang::{ActionId, Lang};

/// Something to run by its name.
#[derive(Debug, Clone, Copy)]
pub enum Entry {
    /// An action.
    Action(ActionId),
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
    let found = found(&wanted, keymap).into_iter().filter(|action| Some(*action) != alias);
    let both = matches!(wanted.as_str(), "wq" | "x" | "wq!").then_some(Entry::SaveAndQuit);
    both.into_iter().chain(alias.into_iter().chain(found).map(Entry::Action)).collect()
}

/// The actions whose id, name, key or help holds the query in some language: those named so first, then those that only
/// speak of it.
pub fn found(query: &str, keymap: &Keymap) -> Vec<ActionId> {
    let wanted = half_width(query).trim().to_lowercase();
    let holds = |words: String| words.to_lowercase().contains(&wanted);
    let in_any = |text: fn(ActionId, Lang) -> &'static str, action: ActionId| {
        Lang::ALL.iter().map(|lang| text(action, *lang)).collect::<Vec<_>>().join(" ")
    };
    let is_named = |action: ActionId| {
        let is_key = keymap.keys(action).iter().any(|key| key.to_string().eq_ignore_ascii_case(&wanted));
        is_key || holds(format!("{} {}", action.id(), in_any(ActionId::name, action)))
    };
    let (first, rest): (Vec<ActionId>, Vec<ActionId>) = ActionId::ALL.iter().partition(|action| is_named(**action));
    first.into_iter().chain(rest.into_iter().filter(|action| holds(in_any(ActionId::help, *action)))).collect()
}

/// The action that the text names: by its id, its whole name in either language, a short name, or its key. A single
/// letter is always a key, for that is what notices speak of.
pub fn named(text: &str, editor: &Editor) -> Option<ActionId> {
    let key = Key::named(text).and_then(|key| actions::of_key(editor, key));
    let wanted = half_width(text).to_lowercase();
    let is_named = |action: &&ActionId| {
        action.id() == wanted || Lang::ALL.iter().any(|lang| action.name(*lang).to_lowercase() == wanted)
    };
    let name = || ActionId::ALL.iter().find(is_named).copied();
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
            assert!(matches!(entries(query).first(), Some(Entry::Action(action)) if action.id() == id), "{query}");
        }
        assert!(matches!(entries("wq").first(), Some(Entry::SaveAndQuit)));
        assert!(matches!(entries("x").first(), Some(Entry::SaveAndQuit)));
        assert!(matches!(entries(" 12")[..], [Entry::Rule(12)]));
        assert!(matches!(entries("goto １２")[..], [Entry::Rule(12)]));
        assert_eq!(entries("").len(), ActionId::ALL.len());
    }
}
