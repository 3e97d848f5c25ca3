//! What may be wrong in any of these texts. The sentences are in [`crate::language`].

use crate::filter::FieldError;
use crate::profile::ProfileError;

/// Something wrong in a file; the item it is in (or the file, if that cannot be read) is left out. `T` is what may be
/// wrong in files of one kind, among it every [`DataFault`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataProblem<T> {
    pub(crate) place: DataPlace,
    pub(crate) trouble: T,
}

/// A place in the files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct DataPlace {
    /// The file as its reader named it.
    pub(crate) file: String,
    /// The id of the item (a preset, a lesson), or `#3` for the third one if it has none.
    pub(crate) item: Option<String>,
    /// The 1-based number of the entry in `rules`.
    pub(crate) rule: Option<usize>,
    /// The key, such as `why.ja`, or the path of tables before it.
    pub(crate) key: Option<String>,
}

impl DataPlace {
    pub(crate) fn in_file(file: &str) -> Self {
        Self { file: file.to_owned(), ..Self::default() }
    }

    /// An item of the same file.
    #[must_use]
    pub(crate) fn item(&self, id: &str) -> Self {
        Self { item: Some(id.to_owned()), ..self.clone() }
    }

    /// The key one level below.
    #[must_use]
    pub(crate) fn at(&self, key: &str) -> Self {
        let key = self.key.as_ref().map_or_else(|| key.to_owned(), |path| format!("{path}.{key}"));
        Self { key: Some(key), ..self.clone() }
    }

    pub(crate) fn problem<T>(&self, trouble: impl Into<T>) -> DataProblem<T> {
        DataProblem { place: self.clone(), trouble: trouble.into() }
    }
}

/// What may be wrong in any file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataFault {
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
    Expected(DataShape),
    /// The value is none of the words that make sense here.
    OneOf(Vec<String>),
    /// An id or a name is not made of `a-z`, `0-9` and `-`.
    NotKebab,
    /// Another item of the same files has this id.
    DuplicateId,
    /// The field of a rule cannot hold this.
    Value(FieldError),
    /// The entry of a profile cannot hold this.
    Profile(ProfileError),
}

impl DataFault {
    /// One of these words was expected.
    pub(crate) fn one_of<W: ToString>(words: impl IntoIterator<Item = W>) -> Self {
        Self::OneOf(words.into_iter().map(|word| word.to_string()).collect())
    }
}

/// The shape a value should have had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataShape {
    /// A string.
    Text,
    /// A string, or a table with `ja` and `en`.
    Phrase,
    /// true or false.
    Switch,
    /// A whole number that is not negative.
    Number,
    /// An array.
    List,
    /// A table.
    Table,
}
