//! Which key stands for which action: the table's own keys, unless a person has other wishes.
//!
//! A wish names an action by its id and gives it all of its keys. It takes a key from an action that has it by default;
//! two wishes for one key are a conflict, and the first of them has it. Everything that is wrong with the wishes is said
//! at once, and what is right counts.

use super::key::Key;
use crate::lang::{ActionId, Group};

/// The keys of every action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    /// For each row of the table.
    keys: Vec<(ActionId, Vec<Key>)>,
}

/// What is wrong with a person's key bindings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyProblem {
    /// The text is no TOML.
    Unreadable {
        /// Line, from 1.
        line: usize,
    },
    /// No action has this id.
    UnknownAction(String),
    /// The keys of an action are not a list of texts.
    NotAList(String),
    /// No key has this name, or no terminal can send it.
    UnknownKey {
        /// The id of the action.
        id: String,
        /// The name.
        key: String,
    },
    /// Two actions want the same key; the first has it.
    Conflict {
        /// The key.
        key: Key,
        /// The id of the action that has it.
        has: &'static str,
        /// The id of the action that does not.
        wants: &'static str,
    },
    /// An action has no key any more. It can still be run from help and from the command list.
    WithoutKey(&'static str),
}

impl Default for Keymap {
    fn default() -> Self {
        Self { keys: ActionId::ALL.iter().map(|action| (*action, own_keys(*action))).collect() }
    }
}

impl Keymap {
    /// The action a key stands for at the rule table.
    pub(super) fn act(&self, key: Key) -> Option<ActionId> {
        self.act_where(key, Mode::Table)
    }

    /// The action a key stands for in a lesson, before all others.
    pub(super) fn lesson_act(&self, key: Key) -> Option<ActionId> {
        self.act_where(key, Mode::Lesson)
    }

    /// The action a key stands for in what stands open, before all others.
    pub(super) fn popup_act(&self, key: Key) -> Option<ActionId> {
        self.act_where(key, Mode::Popup)
    }

    fn act_where(&self, key: Key, where_: Mode) -> Option<ActionId> {
        let key = key.folded();
        let mut mode = self.keys.iter().filter(|(act, _)| mode(*act) == where_);
        mode.find(|(_, keys)| keys.contains(&key)).map(|(act, _)| *act)
    }

    /// The keys of an action, the one to show first.
    pub(crate) fn keys(&self, act: ActionId) -> &[Key] {
        self.keys.iter().find(|(known, _)| *known == act).map_or(&[], |(_, keys)| keys)
    }

    /// The table with the wishes of a `keys.toml` such as `"rule.delete" = ["D", "Ctrl-X"]`, and what is wrong with them.
    pub fn read(text: &str) -> (Self, Vec<KeyProblem>) {
        let mut problems = Vec::new();
        let wishes = match text.parse::<toml::Table>() {
            Ok(table) => wishes(&table, &mut problems),
            Err(error) => {
                let end = error.span().map_or(0, |span| span.start);
                let line = text.bytes().take(end).filter(|byte| *byte == b'\n').count() + 1;
                problems.push(KeyProblem::Unreadable { line });
                Vec::new()
            }
        };
        let mut map = Self::default();
        let mut taken: Vec<(Key, Mode, &'static str)> = Vec::new();
        for (act, id, wanted) in &wishes {
            let mut keys = Vec::new();
            for key in wanted {
                let own = mode(*act);
                match taken.iter().find(|(known, mode, _)| known == key && *mode == own) {
                    Some((.., has)) if has == id => {} // said twice
                    Some((.., has)) => problems.push(KeyProblem::Conflict { key: *key, has, wants: id }),
                    None => {
                        taken.push((*key, own, id));
                        keys.push(*key);
                    }
                }
            }
            map.give(*act, keys, &wishes);
        }
        let without = ActionId::ALL.iter().filter(|action| !action.keys().is_empty() && map.keys(**action).is_empty());
        problems.extend(without.map(|action| KeyProblem::WithoutKey(action.id())));
        (map, problems)
    }

    /// Gives an action its keys; whoever has them by default loses them.
    fn give(&mut self, act: ActionId, keys: Vec<Key>, wishes: &[(ActionId, &'static str, Vec<Key>)]) {
        for (other, theirs) in &mut self.keys {
            if *other != act && mode(*other) == mode(act) && !wishes.iter().any(|(wishing, ..)| wishing == other) {
                theirs.retain(|key| !keys.contains(key));
            }
        }
        if let Some((_, own)) = self.keys.iter_mut().find(|(known, _)| *known == act) {
            *own = keys;
        }
    }
}

/// Where the keys of an action count: one key may stand for another action in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Table,
    Lesson,
    Popup,
}

const fn mode(act: ActionId) -> Mode {
    match act.group() {
        Group::Lesson => Mode::Lesson,
        Group::Popup => Mode::Popup,
        _ => Mode::Table,
    }
}

/// The keys that the table gives an action.
fn own_keys(action: ActionId) -> Vec<Key> {
    action.keys().iter().filter_map(|name| Key::named(name)).collect()
}

/// What a file asks for, in the order of the table of actions.
fn wishes(table: &toml::Table, problems: &mut Vec<KeyProblem>) -> Vec<(ActionId, &'static str, Vec<Key>)> {
    let mut entries = Vec::new();
    flatten("", table, &mut entries);
    let mut wishes = Vec::new();
    for (id, value) in entries {
        let Some(action) = ActionId::ALL.iter().find(|action| action.id() == id) else {
            problems.push(KeyProblem::UnknownAction(id));
            continue;
        };
        let names: Option<Vec<&str>> = match value {
            toml::Value::String(one) => Some(vec![one.as_str()]),
            toml::Value::Array(list) => list.iter().map(toml::Value::as_str).collect(),
            _ => None,
        };
        let Some(names) = names else {
            problems.push(KeyProblem::NotAList(id));
            continue;
        };
        let mut keys = Vec::new();
        for name in names {
            match Key::named(name).filter(|key| can_be_bound(*key)) {
                Some(key) => keys.push(key.folded()),
                None => problems.push(KeyProblem::UnknownKey { id: id.clone(), key: name.to_owned() }),
            }
        }
        wishes.push((*action, action.id(), keys));
    }
    wishes.sort_by_key(|(act, ..)| ActionId::ALL.iter().position(|action| action == act));
    wishes
}

/// `rule.delete = ...` and `"rule.delete" = ...` say the same, and so does a table `[rule]`.
fn flatten<'a>(before: &str, table: &'a toml::Table, entries: &mut Vec<(String, &'a toml::Value)>) {
    for (key, value) in table {
        let id = if before.is_empty() { key.clone() } else { format!("{before}.{key}") };
        match value {
            toml::Value::Table(inner) => flatten(&id, inner, entries),
            other => entries.push((id, other)),
        }
    }
}

/// Terminals send Ctrl-H, I, J and M as Backspace, Tab and Enter; Esc, and Ctrl-G for it, always cancels.
fn can_be_bound(key: Key) -> bool {
    use super::key::Code;
    // Alt is Escape, too.
    key.code != Code::Esc && !key.alt && !['g', 'h', 'i', 'j', 'm'].into_iter().any(|c| key == Key::ctrl(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::key::Code;
    use std::collections::HashSet;

    #[test]
    fn every_key_and_id_stands_for_one_action() {
        for own in [Mode::Table, Mode::Lesson, Mode::Popup] {
            let mode = ActionId::ALL.iter().filter(|action| mode(**action) == own);
            let keys: Vec<Key> = mode.clone().flat_map(|action| own_keys(*action)).collect();
            assert_eq!(keys.len(), mode.map(|action| action.keys().len()).sum::<usize>(), "each name is a key");
            assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len());
        }
        let ids: HashSet<&str> = ActionId::ALL.iter().map(|action| action.id()).collect();
        assert_eq!(ids.len(), ActionId::ALL.len());
    }

    #[test]
    fn a_wish_replaces_the_keys_of_its_action_and_takes_them_from_others() {
        let (map, problems) = Keymap::read("rule.delete = [\"D\", \"ctrl-x\"]\n\"help\" = \"p\"\n");
        assert_eq!(map.act(Key::char('D')), Some(ActionId::Delete));
        assert_eq!(map.act(Key::ctrl('x')), Some(ActionId::Delete));
        assert_eq!((map.act(Key::char('d')), map.act(Key::plain(Code::Delete))), (None, None));
        assert_eq!(map.act(Key::char('p')), Some(ActionId::Help));
        assert_eq!(problems, [KeyProblem::WithoutKey("rule.presets")]);
    }

    #[test]
    fn every_problem_is_told_and_the_rest_counts() {
        let text = "undo = [\"Q\"]\nsave = [\"Q\", \"ctrl-s\"]\nnothing = [\"a\"]\nquit = [\"F99\", \"M\"]\nopen = 3\n";
        let (map, problems) = Keymap::read(text);
        assert_eq!(
            problems,
            [
                KeyProblem::UnknownAction("nothing".into()),
                KeyProblem::NotAList("open".into()),
                KeyProblem::UnknownKey { id: "quit".into(), key: "F99".into() },
                KeyProblem::Conflict { key: Key::char('Q'), has: "undo", wants: "save" },
            ]
            .tap_sorted(&problems)
        );
        assert_eq!(map.keys(ActionId::Save), [Key::ctrl('s')]);
        assert_eq!(map.keys(ActionId::Quit), [Key::char('M')]);
        assert_eq!(map.keys(ActionId::Open), [Key::char('o')]);
        let (map, problems) = Keymap::read("undo = [\"Q\", \"Q\"]\n\"filter.clip\" = \"B\"\n");
        assert_eq!((map.keys(ActionId::Undo), problems.as_slice()), ([Key::char('Q')].as_slice(), [].as_slice()));
        assert_eq!(map.act(Key::char('B')), Some(ActionId::ClipAll));
        assert_eq!(Keymap::read("a = [\n\"").1, [KeyProblem::Unreadable { line: 2 }]);
    }

    /// The order of a TOML table is its own affair.
    trait Sorted {
        fn tap_sorted(self, like: &[KeyProblem]) -> Vec<KeyProblem>;
    }

    impl<const N: usize> Sorted for [KeyProblem; N] {
        fn tap_sorted(self, like: &[KeyProblem]) -> Vec<KeyProblem> {
            assert!(like.len() == N && self.iter().all(|problem| like.contains(problem)), "{like:?}");
            like.to_vec()
        }
    }
}
