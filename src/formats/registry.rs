//! The formats there are. A new one is a file of its own and a line here.

use super::aws::NACL;
use super::csv::CSV;
use super::json::{self, Json};
use super::yaml::YAML;
use super::{Confidence, Document, Foreign, Format, Place, Problem, ProblemKind, Writes};
use super::{plan, terraform};

/// Formats to choose from.
#[derive(Debug)]
pub struct Registry {
    formats: &'static [&'static dyn Format],
}

/// The formats that this program knows, in the order in which save-as offers them.
pub static KNOWN: Registry = Registry::new(&[
    &json::RULES,
    &json::FILTER,
    &json::USACLOUD,
    &json::PARAMETERS,
    &json::API,
    &json::API_LIST,
    &CSV,
    &terraform::V3,
    &terraform::V2,
    &terraform::V1,
    &YAML,
    &NACL,
    &plan::PLAN,
]);

/// The format in which this program hands rules to itself and to others where no file says which: lessons and their
/// progress, the rules as one text, new files.
pub static PLAIN: &Json = &json::RULES;

impl Registry {
    /// A registry of these formats. Of two that are equally sure of a text and read the same in it, the first one is taken.
    pub const fn new(formats: &'static [&'static dyn Format]) -> Self {
        Self { formats }
    }

    /// Every format.
    pub const fn formats(&self) -> &'static [&'static dyn Format] {
        self.formats
    }

    /// The formats in which new files can be written.
    pub fn writable(&self) -> impl Iterator<Item = &'static dyn Format> {
        self.formats.iter().copied().filter(|format| format.writes() != Writes::Nothing)
    }

    /// The format with a word.
    pub fn find(&self, id: &str) -> Option<&'static dyn Format> {
        self.formats.iter().copied().find(|format| format.id() == id)
    }

    /// What texts can be read, each kind once.
    pub(crate) fn families(&self) -> Vec<&'static str> {
        let mut families: Vec<&'static str> = Vec::new();
        for family in self.formats.iter().map(|format| format.family()) {
            if !families.contains(&family) {
                families.push(family);
            }
        }
        families
    }

    /// The formats whose files end as this name does.
    pub(crate) fn by_name(&self, name: &str) -> Vec<&'static dyn Format> {
        let Some((_, extension)) = name.rsplit_once('.') else { return Vec::new() };
        let ends_so = |format: &&dyn Format| {
            let mut all = std::iter::once(format.extension()).chain(format.other_extensions().iter().copied());
            all.any(|one| one.eq_ignore_ascii_case(extension))
        };
        self.formats.iter().copied().filter(ends_so).collect()
    }

    /// The format of a new file with this name: the first one whose files end so, else the plain one.
    pub(crate) fn for_new(&self, name: &str) -> &'static dyn Format {
        let by_name = self.by_name(name);
        by_name.into_iter().find(|format| format.writes() != Writes::Nothing).unwrap_or(PLAIN)
    }

    /// The format of a file that is saved under a name: its own if its files may end so, else that of a new one.
    pub(crate) fn for_saved(&self, name: &str, own: &'static dyn Format) -> &'static dyn Format {
        let named = self.by_name(name);
        let stays = own.writes() != Writes::Nothing && (named.is_empty() || named.contains(&own));
        if stays { own } else { self.for_new(name) }
    }

    /// Whether a text shows by itself that it is a file, and not only something that a person writes.
    pub(crate) fn is_file(&self, text: &str) -> bool {
        self.surest(text).0 >= Confidence::Likely || Foreign::recognise(text).is_some()
    }

    /// What a text that is no filter was most likely meant to be; nothing where it is of no format.
    pub(crate) fn likely_family(&self, text: &str) -> &'static str {
        let (confidence, surest) = self.surest(text);
        let first = surest.first().filter(|_| confidence >= Confidence::Likely);
        first.map_or("", |format| format.family())
    }

    /// Reads a text of any of the formats.
    ///
    /// # Errors
    /// Every problem of the text, in its order.
    pub fn read(&self, text: &str) -> Result<Document, Vec<Problem>> {
        self.read_named(text, "")
    }

    /// Reads a file by the format that is surest of its text. Where the text leaves that open, its name decides.
    ///
    /// # Errors
    /// Every problem of the text, in its order; or that it is of no format that is known, or may be of several.
    pub fn read_named(&self, text: &str, name: &str) -> Result<Document, Vec<Problem>> {
        if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').is_empty() {
            return Document::read_as(self.by_name(name).first().copied().unwrap_or(PLAIN), text);
        }
        let (confidence, surest) = self.surest(text);
        if confidence < Confidence::Sure
            && let Some(foreign) = Foreign::recognise(text)
        {
            return Err(at_start(ProblemKind::Foreign(foreign)));
        }
        let named = self.by_name(name);
        let named: Vec<_> = surest.iter().copied().filter(|format| named.contains(format)).collect();
        match (confidence, named.as_slice(), surest.as_slice()) {
            (_, [only], _) | (Confidence::ByName, [only, ..], _) => Document::read_as(*only, text),
            (Confidence::No | Confidence::ByName, ..) => Err(at_start(ProblemKind::Unknown(self.families()))),
            (_, _, [only]) => Document::read_as(*only, text),
            _ => agreed(&surest, text),
        }
    }

    /// How sure somebody is of a text, and who is as sure as that.
    fn surest(&self, text: &str) -> (Confidence, Vec<&'static dyn Format>) {
        let all: Vec<_> = self.formats.iter().map(|format| (*format, format.recognise(text))).collect();
        let most = all.iter().map(|(_, confidence)| *confidence).max().unwrap_or(Confidence::No);
        let those = all.into_iter().filter(|(_, confidence)| *confidence == most && most != Confidence::No);
        (most, those.map(|(format, _)| format).collect())
    }
}

/// What several formats say about a text, if all that can read it say the same.
fn agreed(formats: &[&'static dyn Format], text: &str) -> Result<Document, Vec<Problem>> {
    let mut read: Vec<Document> = formats.iter().filter_map(|format| Document::read_as(*format, text).ok()).collect();
    let differs = read.windows(2).any(|pair| matches!(pair, [a, b] if a.filters() != b.filters()));
    if read.is_empty() || differs {
        return Err(at_start(ProblemKind::Several(formats.iter().map(|format| format.id()).collect())));
    }
    Ok(read.swap_remove(0))
}

/// A problem of the text as a whole.
fn at_start(kind: ProblemKind) -> Vec<Problem> {
    vec![Problem { place: Place { line: 1, column: 1, ..Place::default() }, kind }]
}

impl Document {
    /// Reads a text of any format that is [known](KNOWN).
    ///
    /// # Errors
    /// Every problem in the order of the text.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        KNOWN.read(text)
    }

    /// Reads a file of any format that is [known](KNOWN), by its text first and its name second.
    ///
    /// # Errors
    /// Every problem in the order of the text.
    pub fn read_named(text: &str, name: &str) -> Result<Self, Vec<Problem>> {
        KNOWN.read_named(text, name)
    }
}
