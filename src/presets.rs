//! The catalogue of presets: rules that people write again and again, each with the reason why it is there.
//!
//! A preset is data, not code: the files under `presets/` are embedded, and a person may join files of the same format.
//! There are three kinds, `PresetKind::Block` (a few rules that belong together, such as "SSH" or "return packets"),
//! `PresetKind::Server` (a whole filter, made of blocks, for one kind of server) and `PresetKind::Panel` (a row of the
//! control panel's own list, as it is there, whatever it lacks). A server template also *claims* which flows it passes; the
//! claims are data as well, so that the analysis can prove them.
//!
//! Nothing is half loaded: a preset with a problem is left out and every problem is named with its file, preset, rule
//! and key. What is in a [`Catalogue`] has been expanded once with sample arguments, so that an expansion can only fail
//! because of an argument.

mod claims;
mod compose;
mod expand;
mod parameter;
mod placeholder;
mod problem;
mod read;
mod rule_texts;

pub use claims::Claims;
pub use expand::Arguments;
pub use parameter::{Parameter, ParameterKind};
pub use problem::{ArgumentError, PresetProblemKind};

pub(crate) use problem::{ArgumentTrouble, PresetProblem};

use crate::filter::half_width;
use crate::lang::{Lang, Phrase};
use claims::ClaimTexts;
use rule_texts::RuleTexts;

/// The embedded files, in the order the catalogue lists them.
const EMBEDDED: [(&str, &str); 3] = [
    ("presets/blocks.toml", include_str!("../presets/blocks.toml")),
    ("presets/servers.toml", include_str!("../presets/servers.toml")),
    ("presets/panel.toml", include_str!("../presets/panel.toml")),
];

/// What a preset is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum PresetKind {
    /// A few rules to insert into a filter.
    Block,
    /// A whole filter for one kind of server.
    Server,
    /// A row of the control panel's own presets.
    Panel,
}

/// Rules with parameters, names in both languages and a reason for every rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preset {
    id: String,
    kind: PresetKind,
    name: Phrase,
    summary: Phrase,
    /// What it is found by.
    words: String,
    parameters: Vec<Parameter>,
    rules: Vec<RuleTexts>,
    claims: Option<ClaimTexts>,
}

impl Preset {
    /// Its name in files and on the command line, such as `return-linux`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A block, a whole server, or a row of the control panel.
    pub(crate) const fn kind(&self) -> PresetKind {
        self.kind
    }

    /// What a person calls it.
    pub(crate) fn name(&self, lang: Lang) -> &str {
        self.name.get(lang)
    }

    /// What it is for, in one line.
    pub(crate) fn summary(&self, lang: Lang) -> &str {
        self.summary.get(lang)
    }

    /// What a person has to decide, in the order to ask.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// How many rules an expansion has.
    pub(crate) const fn rule_count(&self) -> usize {
        self.rules.len()
    }

    /// Why the rule at a 0-based index of the expansion is there; blank where its author gave no reason.
    pub(crate) fn why(&self, lang: Lang, rule: usize) -> &str {
        self.rules.get(rule).map_or("", |rule| rule.why.get(lang))
    }
}

/// Everything a search looks at: each key of a query asks it of every preset.
fn words(id: &str, name: &Phrase, aliases: &[String]) -> String {
    let names = [id, name.get(Lang::Ja), name.get(Lang::En)];
    let words: Vec<&str> = names.into_iter().chain(aliases.iter().map(String::as_str)).collect();
    fold(&words.join("\n"))
}

/// All presets, in the order to show them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    presets: Vec<Preset>,
}

impl Catalogue {
    /// The presets that come with the program. (A test holds that none of them is left out.)
    pub fn embedded() -> Self {
        Self::embedded_with_problems().0
    }

    /// The embedded presets joined by a person's own files, given as name and text. A preset with the id of an embedded
    /// one takes its place in the list, but embedded templates keep the blocks whose claims were proved.
    pub fn with_user_files(files: Vec<(String, String)>) -> (Self, Vec<PresetProblem>) {
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let mut catalogue = Self::embedded();
        let problems = catalogue.join(&files);
        (catalogue, problems)
    }

    fn embedded_with_problems() -> (Self, Vec<PresetProblem>) {
        let mut catalogue = Self::default();
        let problems = catalogue.join(&EMBEDDED);
        (catalogue, problems)
    }

    /// The blocks.
    pub fn blocks(&self) -> impl Iterator<Item = &Preset> {
        self.presets.iter().filter(|preset| preset.kind == PresetKind::Block)
    }

    /// The server templates.
    pub fn servers(&self) -> impl Iterator<Item = &Preset> {
        self.presets.iter().filter(|preset| preset.kind == PresetKind::Server)
    }

    /// The rows of the control panel's own list, in the order of a whole filter.
    pub fn panel(&self) -> impl Iterator<Item = &Preset> {
        self.presets.iter().filter(|preset| preset.kind == PresetKind::Panel)
    }

    /// The preset with an id.
    pub fn find(&self, id: &str) -> Option<&Preset> {
        self.presets.iter().find(|preset| preset.id == id)
    }

    /// The presets whose id, names or aliases hold every word of `text`, in either language and any width or case.
    pub(crate) fn search(&self, text: &str) -> Vec<&Preset> {
        let wanted = fold(text);
        self.presets.iter().filter(|preset| wanted.split_whitespace().all(|word| preset.words.contains(word))).collect()
    }
}

fn fold(text: &str) -> String {
    half_width(text).to_lowercase()
}

#[cfg(test)]
mod tests;
