//! A rule of a preset before its parameters are filled in.

use crate::filter::Field;
use crate::lang::{Lang, Phrase};

/// A rule before its parameters are filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RuleTexts {
    pub(super) action: String,
    pub(super) protocol: String,
    pub(super) source: String,
    pub(super) source_port: String,
    pub(super) destination_port: String,
    pub(super) description: Phrase,
    pub(super) why: Phrase,
}

impl RuleTexts {
    pub(super) fn text(&self, field: Field, lang: Lang) -> &str {
        match field {
            Field::Action => &self.action,
            Field::Protocol => &self.protocol,
            Field::Source => &self.source,
            Field::SourcePort => &self.source_port,
            Field::DestinationPort => &self.destination_port,
            Field::Description => self.description.get(lang),
        }
    }
}
