//! A field that a person fills in: a line of text or a choice. Rule drafts and every form use the same two.

use super::key::{Code, Key};
use super::line::Line;

/// What a field holds.
#[derive(Debug, Clone)]
pub(crate) enum Input {
    /// Free text.
    Text(Line),
    /// One of a few words.
    Choice {
        /// The words, as they are written.
        words: Vec<String>,
        chosen: usize,
    },
}

impl Input {
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(Line::new(text))
    }

    /// A choice; a word that is not among them is put first.
    pub(super) fn choice(words: &[&str], current: &str) -> Self {
        let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        if !words.iter().any(|word| word == current) {
            words.insert(0, current.to_owned());
        }
        let chosen = words.iter().position(|word| word == current).unwrap_or(0);
        Self::Choice { words, chosen }
    }

    /// The text or the chosen word.
    pub(crate) fn value(&self) -> &str {
        match self {
            Self::Text(line) => line.text(),
            Self::Choice { words, chosen } => words.get(*chosen).map_or("", String::as_str),
        }
    }

    /// Takes a key. Tells whether it was one of the field's own.
    ///
    /// In a choice, blank, left and right step through the words and a letter goes to the next word that begins with it.
    pub(crate) fn input(&mut self, key: Key) -> bool {
        match self {
            Self::Text(line) => line.input(key),
            Self::Choice { words, chosen } => match key.folded().code {
                _ if key.ctrl || key.alt || words.is_empty() => false,
                Code::Left => {
                    *chosen = (*chosen + words.len() - 1) % words.len();
                    true
                }
                Code::Right | Code::Char(' ') => {
                    *chosen = (*chosen + 1) % words.len();
                    true
                }
                Code::Char(letter) => {
                    let order = (1..=words.len()).map(|step| (*chosen + step) % words.len());
                    let begins =
                        |at: &usize| words.get(*at).is_some_and(|w| w.starts_with(letter.to_ascii_lowercase()));
                    if let Some(next) = order.into_iter().find(begins) {
                        *chosen = next;
                    }
                    true
                }
                _ => false,
            },
        }
    }

    /// Puts another value in the place of the one there is; a choice takes one of its words.
    pub(super) fn fill(&mut self, value: &str) {
        match self {
            Self::Text(line) => *line = Line::new(value),
            Self::Choice { words, chosen } => *chosen = words.iter().position(|word| word == value).unwrap_or(*chosen),
        }
    }

    /// Takes a pasted text; a choice ignores it.
    pub(super) fn paste(&mut self, text: &str) {
        if let Self::Text(line) = self {
            line.paste(text);
        }
    }
}

/// Fields that are filled in one after another.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// The fields, from the top.
    pub(super) inputs: Vec<Input>,
    /// Which of them takes the keys.
    pub(super) focus: usize,
}

impl Form {
    /// A form with the first field in focus.
    pub(super) fn new(inputs: Vec<Input>) -> Self {
        Self { inputs, focus: 0 }
    }

    pub(super) fn value(&self, index: usize) -> &str {
        self.inputs.get(index).map_or("", Input::value)
    }

    /// Takes a key: Tab, Shift-Tab and the arrows up and down go between fields, the rest goes to the field. Tells whether
    /// it was used.
    pub(crate) fn input(&mut self, key: Key) -> bool {
        let count = self.inputs.len().max(1);
        match key.code {
            _ if key.alt => return self.inputs.get_mut(self.focus).is_some_and(|input| input.input(key)),
            Code::Tab | Code::Down => self.focus = (self.focus + 1) % count,
            Code::BackTab | Code::Up => self.focus = (self.focus + count - 1) % count,
            _ => return self.inputs.get_mut(self.focus).is_some_and(|input| input.input(key)),
        }
        true
    }

    /// Takes a pasted text into the field in focus.
    pub(super) fn paste(&mut self, text: &str) {
        if let Some(input) = self.inputs.get_mut(self.focus) {
            input.paste(text);
        }
    }
}
