//! What may be wrong with a file, and what reading it changed. The sentences are in `src/language/`.

use super::Foreign;
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
    pub(crate) number: usize,
    /// Its name; may be empty.
    pub(crate) name: String,
}

/// Something that a person should know about a filter that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub kind: RemarkKind,
}

/// What there is to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemarkKind {
    /// So many entries about outgoing packets were left out; a filter sees none.
    Outgoing(usize),
    /// So many entries about IPv6 were left out; a filter sees none.
    Ipv6(usize),
    /// The source of this rule is the first entry of a list, as its file writes it.
    FirstOfList(usize, String),
    /// This rule stands there for each entry of a list that has none.
    EmptyList(usize),
    /// The rules are resources of their own, and nothing says that the deny at the end is created last.
    DenyMayComeFirst(usize),
    /// A plan deletes the rules of the resource with this address before it makes them again.
    Moment(String),
}

/// What is wrong at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The text is none that is known; there are these families.
    Unknown(Vec<&'static str>),
    /// It is of a kind that is known by name only.
    Foreign(Foreign),
    /// It could be of several formats, and does not say the same in all of them.
    Several(Vec<&'static str>),
    /// The text is none in the syntax of this name, such as `JSON`.
    Syntax(&'static str, Syntax),
    /// What only the format knows, in its own words; `{}` in them stands for the text that was found.
    Own(Box<Phrase>, String),
    /// There is room for filters but none in it.
    NoFilter,
    /// The text of a field means nothing.
    Field {
        /// The text.
        text: String,
        /// Why.
        error: FieldError,
    },
    /// An entry about some messages of ICMP; a rule is about all of them.
    OneIcmpType,
    /// A rule without a protocol or an action.
    Missing(Field),
    /// A rule with an argument that it does not take, and those that it does.
    Argument {
        /// What stands there.
        word: Box<str>,
        /// What could.
        takes: Box<str>,
    },
    /// A version of the format that is not known.
    Version(String),
    /// Something in a resource that is named by its address, in a text that no person wrote.
    InResource {
        /// The address.
        address: Box<str>,
        /// The rule's number there, from 1; 0 for the resource as a whole.
        rule: usize,
        /// What is wrong.
        kind: Box<ProblemKind>,
    },
    /// Rules that say by a number where they stand, and the number is computed.
    NoOrder,
}

/// Why a text is none in a syntax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Syntax {
    /// Nothing but blanks. usacloud prints nothing at all when it finds no filter.
    Empty,
    /// The text ends inside a value.
    EndsEarly,
    /// A character that cannot stand here.
    Character(char),
    /// A comma with nothing behind it.
    TrailingComma,
    /// More text behind the value.
    TextAfterEnd,
    /// A line break, tab or other control character inside a text.
    ControlCharacter,
    /// A backslash sequence that the syntax does not have.
    Escape,
    /// Digits that are no number, such as `01`.
    Number,
    /// Brackets inside brackets without end.
    TooDeep,
    /// More than this many bytes.
    TooLong(usize),
    /// Nothing that holds filters.
    UnknownShape,
    /// Whatever else the syntax does not have.
    Malformed,
    /// No line that names columns.
    NoHeading,
    /// No column for a field that every rule needs.
    NoColumn(Field),
    /// More in a line than columns.
    TooManyCells,
    /// A key that its object has already.
    DuplicateKey(String),
    /// Another kind of value than belongs here; where a text does, it may also be null.
    WrongType {
        /// What belongs here.
        wanted: ValueKind,
        /// What stands here.
        found: ValueKind,
    },
}

/// The kinds of value that syntaxes have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// Keys with values.
    Object,
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
    pub(crate) rule: usize,
    pub(crate) field: Field,
    /// What the file says.
    pub(crate) found: String,
    /// What a save writes.
    pub(crate) written: String,
    pub(crate) kind: NoteKind,
}

/// Why a field is spelt differently after reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoteKind {
    /// `*` or `any` became blank, the API's "any".
    AnyIsBlank,
    /// `/32` was taken off: the cloud refuses it.
    HostPrefix,
    /// Ports where the protocol has none; the cloud ignores or refuses them.
    PortsWithoutMeaning,
    /// Letter case, full-width characters, blanks.
    Respelled,
}
