//! What may be wrong with a file, and what reading it changed. The sentences are in [`crate::language`].

use super::JsonKind;
use crate::filter::{Field, FieldError};

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
    /// The text is no JSON.
    Syntax(Syntax),
    /// JSON, but none of the [shapes](super::Shape).
    UnknownShape,
    /// The shape has room for filters but holds none.
    NoFilter,
    /// A key that its object has already.
    DuplicateKey(String),
    /// Another kind of JSON value than belongs there; a text may also be `null`.
    WrongType {
        /// What belongs there.
        expected: JsonKind,
        /// What stands there.
        found: JsonKind,
    },
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

/// Why a text is no JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Nothing but blanks. usacloud prints nothing at all when it finds no filter.
    Empty,
    /// The text ends inside a value.
    UnexpectedEnd,
    /// A character that cannot stand here.
    Character(char),
    /// A comma with nothing behind it.
    TrailingComma,
    /// More text behind the value.
    TextAfterEnd,
    /// A line break, tab or other control character inside a string.
    ControlCharacter,
    /// A backslash sequence that JSON does not have.
    Escape,
    /// Digits that are no JSON number, such as `01`.
    Number,
    /// Brackets inside brackets without end.
    TooDeep,
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
