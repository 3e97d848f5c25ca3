//! What may be wrong with a preset file and with an argument. The sentences are in [`crate::language`].

use crate::filter::FieldError;

/// Something wrong in a preset file; the preset it is in (or the file, if that cannot be read) is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresetProblem {
    /// The file as its reader named it.
    pub file: String,
    /// The preset's id, or `#3` for the third one if it has none.
    pub preset: Option<String>,
    /// The 1-based number of the entry in `rules`.
    pub rule: Option<usize>,
    /// The key, such as `why.ja`.
    pub key: Option<String>,
    /// What is wrong there.
    pub trouble: Trouble,
}

/// What is wrong in a preset file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The text is no TOML.
    Syntax {
        /// 1-based line.
        line: usize,
        /// The parser's own words (English).
        detail: String,
    },
    /// The key means nothing here.
    UnknownKey,
    /// The key must be there and must not be blank.
    Missing,
    /// The value has another shape.
    Expected(Shape),
    /// The value is none of the words that make sense here.
    OneOf(&'static [&'static str]),
    /// An id or a parameter name is not made of `a-z`, `0-9` and `-`.
    NotKebab,
    /// Another preset of the same files has this id.
    DuplicateId,
    /// A parameter name is declared twice.
    DuplicateParameter,
    /// `{` and `}` do not pair up.
    Braces,
    /// `{name}` refers to no parameter.
    UndefinedParameter(String),
    /// No rule refers to the parameter.
    UnusedParameter(String),
    /// No block has this id (a block made of blocks does not count).
    UnknownBlock(String),
    /// An entry with `block` takes `with` and nothing else.
    BlockAndRule,
    /// The field cannot hold this, even with sensible arguments.
    Value(FieldError),
}

/// The shape a value should have had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    Text,
    /// A string, or a table with `ja` and `en`.
    Phrase,
    /// true or false.
    Switch,
    /// An array.
    List,
    /// A table.
    Table,
}

/// An argument that a preset cannot be expanded with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArgumentError {
    /// The parameter's id.
    pub parameter: String,
    /// What is wrong with the argument.
    pub trouble: ArgumentTrouble,
}

/// What is wrong with an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArgumentTrouble {
    /// The parameter is required.
    Missing,
    /// The preset has no such parameter.
    Unknown,
    /// The text does not make sense in its place.
    Field(FieldError),
}
