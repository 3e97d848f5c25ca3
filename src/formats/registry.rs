//! The formats there are. A new one is a file of its own and a line here.

use super::json::{self, Json};
use super::{Confidence, Document, Format, Problem};

/// Formats to choose from.
#[derive(Debug)]
pub struct Registry {
    formats: &'static [&'static dyn Format],
}

/// The formats that this program knows, in the order in which save-as offers them.
pub static KNOWN: Registry =
    Registry::new(&[&json::RULES, &json::FILTER, &json::USACLOUD, &json::PARAMETERS, &json::API, &json::API_LIST]);

/// The format in which this program hands rules to itself and to others where no file says which: lessons and their
/// progress, the rules as one text, new files.
pub static PLAIN: &Json = &json::RULES;

impl Registry {
    /// A registry of these formats. Of two that are equally sure of a text, the first one reads it.
    pub const fn new(formats: &'static [&'static dyn Format]) -> Self {
        Self { formats }
    }

    /// Every format.
    pub const fn formats(&self) -> &'static [&'static dyn Format] {
        self.formats
    }

    /// The format with a word.
    pub fn find(&self, id: &str) -> Option<&'static dyn Format> {
        self.formats.iter().copied().find(|format| format.id() == id)
    }

    /// The format that is surest of a text, and how sure it is.
    pub(crate) fn recognise(&self, text: &str) -> Option<(&'static dyn Format, Confidence)> {
        let all = self.formats.iter().rev().map(|format| (*format, format.recognise(text)));
        all.filter(|(_, confidence)| *confidence > Confidence::No).max_by_key(|(_, confidence)| *confidence)
    }

    /// Reads a file by the format that is surest of it; the plain one says what is wrong with what nobody knows.
    ///
    /// # Errors
    /// Every problem of the text, in its order.
    pub fn read(&self, text: &str) -> Result<Document, Vec<Problem>> {
        let format = self.recognise(text).map_or(PLAIN as &'static dyn Format, |(format, _)| format);
        Document::read_as(format, text)
    }
}

impl Document {
    /// Reads a file of any format that is [known](KNOWN).
    ///
    /// # Errors
    /// Every problem in the order of the text.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        KNOWN.read(text)
    }
}
