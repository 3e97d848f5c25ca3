//! A text in both languages, as data files hold it.

use super::Lang;

/// The same words in Japanese and in English.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase {
    ja: String,
    en: String,
}

impl Phrase {
    /// A phrase from its two texts.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }

    /// One text for both languages.
    pub(crate) fn same(text: &str) -> Self {
        Self::new(text, text)
    }

    /// The text in a language.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.ja, &self.en)
    }

    /// Both texts, each changed the same way.
    #[must_use]
    pub(crate) fn map(&self, change: impl Fn(&str) -> String) -> Self {
        Self::new(change(&self.ja), change(&self.en))
    }
}
