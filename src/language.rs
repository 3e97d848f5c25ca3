//! Every sentence a person reads, in Japanese and in English.
//!
//! The rest of the program carries data; here data becomes prose, at the edge and for one language at a time. Both
//! languages stand side by side in one call of [`say!`](crate::language::say), so that a sentence cannot exist in one of
//! them only: a missing one does not compile.

mod presets;

pub use presets::{argument_error, preset_problem};

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
    /// The two-letter code that `--lang` takes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Ja => Self::En,
            Self::En => Self::Ja,
        }
    }

    /// The language of a POSIX locale name such as `ja_JP.UTF-8`; English for every other.
    pub fn of_locale(locale: &str) -> Self {
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

/// Formats the sentence of one language: `say!(lang, "規則 {n}", "rule {n}")`.
macro_rules! say {
    ($lang:expr, $ja:literal, $en:literal $(, $argument:expr)* $(,)?) => {
        match $lang {
            $crate::language::Lang::Ja => format!($ja $(, $argument)*),
            $crate::language::Lang::En => format!($en $(, $argument)*),
        }
    };
}
pub(crate) use say;

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
