//! What can be run by its name: every action, by the short names too that other editors have taught people; the number of
//! a rule, to go there; and "save and leave", which is two actions.

use super::keymap::Keymap;
use crate::filter::half_width;
use crate::lang::{ActionId, Group, Lang};

/// Something to run by its name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Runnable {
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

/// What the text may mean, the likeliest first; without a text everything, in the order of help.
pub(super) fn found(query: &str, keymap: &Keymap) -> Vec<Runnable> {
    let wanted = half_width(query).trim().to_lowercase();
    if wanted.is_empty() {
        let group = |group: Group| ActionId::ALL.iter().filter(move |action| action.group() == group);
        return Group::ALL.into_iter().flat_map(group).copied().map(Runnable::Action).collect();
    }
    let number = wanted.strip_prefix("goto").unwrap_or(&wanted).trim().parse().ok();
    if let Some(number) = number {
        return vec![Runnable::Rule(number)];
    }
    let alias = alias(&wanted);
    let found = actions_with(&wanted, keymap).into_iter().filter(|action| Some(*action) != alias);
    let both = matches!(wanted.as_str(), "wq" | "x" | "wq!").then_some(Runnable::SaveAndQuit);
    both.into_iter().chain(alias.into_iter().chain(found).map(Runnable::Action)).collect()
}

/// The actions whose id, name, key or help holds the query in some language: those named so first, then those that only
/// speak of it.
fn actions_with(wanted: &str, keymap: &Keymap) -> Vec<ActionId> {
    let holds = |words: String| words.to_lowercase().contains(wanted);
    let in_any = |text: fn(ActionId, Lang) -> &'static str, action: ActionId| {
        Lang::ALL.iter().map(|lang| text(action, *lang)).collect::<Vec<_>>().join(" ")
    };
    let is_named = |action: ActionId| {
        let is_key = keymap.keys(action).iter().any(|key| key.to_string().eq_ignore_ascii_case(wanted));
        is_key || holds(format!("{} {}", action.id(), in_any(ActionId::name, action)))
    };
    let (first, rest): (Vec<ActionId>, Vec<ActionId>) = ActionId::ALL.iter().partition(|action| is_named(**action));
    first.into_iter().chain(rest.into_iter().filter(|action| holds(in_any(ActionId::help, *action)))).collect()
}

/// The action of a whole name, an id or a short name.
pub(crate) fn named(text: &str) -> Option<ActionId> {
    let wanted = half_width(text).to_lowercase();
    let is_named = |action: &&ActionId| {
        action.id() == wanted || Lang::ALL.iter().any(|lang| action.name(*lang).to_lowercase() == wanted)
    };
    ActionId::ALL.iter().find(is_named).copied().or_else(|| alias(&wanted))
}

fn alias(wanted: &str) -> Option<ActionId> {
    ALIASES.iter().find(|(name, _)| *name == wanted).map(|(_, action)| *action)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str) -> Vec<Runnable> {
        super::found(query, &Keymap::default())
    }

    #[test]
    fn short_names_come_first() {
        for (query, id) in [("w", "save"), ("q", "quit"), ("dd", "rule.delete"), ("undo", "undo"), ("元に", "undo")] {
            assert!(matches!(found(query).first(), Some(Runnable::Action(action)) if action.id() == id), "{query}");
        }
        assert!(matches!(found("wq").first(), Some(Runnable::SaveAndQuit)));
        assert!(matches!(found("x").first(), Some(Runnable::SaveAndQuit)));
        assert!(matches!(found(" 12")[..], [Runnable::Rule(12)]));
        assert!(matches!(found("goto １２")[..], [Runnable::Rule(12)]));
        assert_eq!(found("").len(), ActionId::ALL.len());
    }
}
