//! The two languages. The sentences are in [`crate::language`], words that are only read in `read`.

#[macro_use]
mod messages;
mod action;
mod phrase;
pub(crate) mod read;
mod voice;

pub use action::{ActionId, Group};
pub use phrase::Phrase;
pub use voice::Voice;

pub(crate) use action::InLines;
pub(crate) use voice::Names;

/// The language a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// 日本語
    Ja,
    /// English
    #[default]
    En,
}

impl Lang {
    pub(crate) const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// The two-letter code that `--lang` takes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    #[must_use]
    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Ja => Self::En,
            Self::En => Self::Ja,
        }
    }

    /// The language of a POSIX locale name such as `ja_JP.UTF-8`; English for every other.
    pub(crate) fn of_locale(locale: &str) -> Self {
        let language = locale.split(['_', '.', '@', '-']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("ja") { Self::Ja } else { Self::En }
    }

    /// Picks one of a pair.
    pub const fn pick<T: Copy>(self, ja: T, en: T) -> T {
        match self {
            Self::Ja => ja,
            Self::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_decides() {
        for (locale, lang) in
            [("ja_JP.UTF-8", Lang::Ja), ("ja", Lang::Ja), ("C.UTF-8", Lang::En), ("", Lang::En), ("jam_JM", Lang::En)]
        {
            assert_eq!(Lang::of_locale(locale), lang, "{locale}");
        }
    }
}
