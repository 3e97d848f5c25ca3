//! What a person decides when a preset is inserted.

use crate::filter::{Expected, FieldError, Ports, Source};
use crate::lang::{Lang, Phrase};

/// What kind of text a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParameterKind {
    /// An address or a network, as in the source column.
    Network,
    /// One port.
    Port,
    /// One port or a range.
    Ports,
}

impl ParameterKind {
    pub(super) const WORDS: [&'static str; 3] = ["network", "port", "ports"];

    pub(super) fn of_word(word: &str) -> Option<Self> {
        match word {
            "network" => Some(Self::Network),
            "port" => Some(Self::Port),
            "ports" => Some(Self::Ports),
            _ => None,
        }
    }

    /// The text as a rule field takes it; blank means any.
    ///
    /// # Errors
    /// What was expected, at the character where the text stops making sense. Hexadecimal masks are not taken.
    pub(super) fn read(self, text: &str) -> Result<String, FieldError> {
        let ports = match self {
            Self::Network => return Source::parse(text).map(|source| source.to_string()),
            Self::Port | Self::Ports => Ports::parse(text)?,
        };
        match (self, ports) {
            (_, Ports::Masked { .. }) | (Self::Port, Ports::Range(_)) => Err(FieldError::whole(Expected::Port)),
            _ => Ok(ports.to_string()),
        }
    }

    /// A text of this kind that stands for "something": a documentation network and trial ports.
    pub(super) const fn sample(self) -> &'static str {
        match self {
            Self::Network => "203.0.113.0/24",
            Self::Port => "8080",
            Self::Ports => "8080-8089",
        }
    }
}

/// One decision of a preset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The name that rules refer to.
    pub id: String,
    /// What it takes.
    pub kind: ParameterKind,
    /// What to ask, in both languages.
    pub(crate) label: Phrase,
    /// What a blank answer means; blank itself means any.
    pub(crate) default: String,
    /// Whether a blank answer is refused: a default would be applied blindly.
    pub(crate) required: bool,
}

impl Parameter {
    /// What to ask.
    pub(crate) fn label(&self, lang: Lang) -> &str {
        self.label.get(lang)
    }
}
