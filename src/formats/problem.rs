//! What may be wrong with a file, and what reading it changed. The sentences are in [`crate::language`].

use crate::filter::{Field, FieldError};
use crate::lang::Phrase;

/// Something in a file that keeps it from being a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub kind: ProblemKind,
}

/// A place in a file, both as an editor and as the control panel count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
    /// The filter, where the file has several.
    pub filter: Option<FilterPlace>,
    /// The rule's number, from 1.
    pub rule: Option<usize>,
    /// The field of that rule.
    pub field: Option<Field>,
}

/// One of several filters in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterPlace {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Its name; may be empty.
    pub name: String,
}

/// What is wrong at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// Something about the syntax, in the words of the format.
    Syntax {
        /// The sentence; `{}` in it stands for the text that was found.
        words: Box<Phrase>,
        /// What was found.
        found: String,
    },
    /// There is room for filters but none in it.
    NoFilter,
    /// The text of a field means nothing.
    Field {
        /// The text.
        text: String,
        /// Why.
        error: FieldError,
    },
    /// A rule without a protocol or an action.
    Missing(Field),
}

impl ProblemKind {
    /// Something about the syntax, in both languages; `{}` in the sentences stands for what was found.
    pub fn syntax(ja: &str, en: &str, found: impl Into<String>) -> Self {
        Self::Syntax { words: Box::new(Phrase::new(ja, en)), found: found.into() }
    }
}

/// Problems at byte offsets of a text, in its order and with their lines and columns.
pub fn placed(text: &str, mut problems: Vec<(usize, Problem)>) -> Vec<Problem> {
    problems.sort_by_key(|(at, _)| *at);
    let mut characters = text.char_indices().peekable();
    let (mut line, mut column) = (1, 1);
    let placed = problems.into_iter().map(|(at, mut problem)| {
        while let Some((_, character)) = characters.next_if(|(index, _)| *index < at) {
            match character {
                '\n' => (line, column) = (line + 1, 1),
                '\u{FEFF}' => {}
                _ => column += 1,
            }
        }
        (problem.place.line, problem.place.column) = (line, column);
        problem
    });
    placed.collect()
}

/// A field that a save will spell differently from the file; it means the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The rule's number, from 1.
    pub rule: usize,
    /// The field.
    pub field: Field,
    /// What the file says.
    pub found: String,
    /// What a save writes.
    pub written: String,
    /// Why.
    pub kind: NoteKind,
}

/// Why a field is spelt differently after reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// `*` or `any` became blank, the API's "any".
    AnyIsBlank,
    /// `/32` was taken off: the cloud refuses it.
    HostPrefix,
    /// Ports where the protocol has none; the cloud ignores or refuses them.
    PortsWithoutMeaning,
    /// Letter case, full-width characters, blanks.
    Respelled,
}
