//! Marks and lines, in Unicode or in plain ASCII.
//!
//! Terminals disagree about the width of many symbols ("East Asian Ambiguous"): one cell for most, two for a terminal
//! set up for old Japanese fonts. The marks chosen here have one width everywhere wherever such a mark exists; the
//! lines, the ellipsis and nothing else do not, and a terminal that makes them wide, or whose locale is not UTF-8, gets
//! the ASCII set. No mark is the only sign of anything: a word always stands beside it.

use ratatui::symbols::border;

/// A set of glyphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Glyphs {
    /// Check marks and box lines.
    #[default]
    Unicode,
    /// Nothing beyond ASCII.
    Ascii,
}

/// Lines for a terminal that cannot draw lines.
const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

impl Glyphs {
    /// The set for a POSIX locale name, as `LC_ALL`, `LC_CTYPE` or `LANG` gives it.
    pub fn for_locale(locale: &str) -> Self {
        let locale = locale.to_ascii_lowercase();
        if locale.contains("utf-8") || locale.contains("utf8") { Self::Unicode } else { Self::Ascii }
    }

    /// All is well.
    pub const fn ok(self) -> &'static str {
        self.pick("✓", "+")
    }

    /// Does not work.
    pub const fn fail(self) -> &'static str {
        self.pick("✗", "x")
    }

    /// Look here.
    pub const fn warn(self) -> &'static str {
        "!"
    }

    /// Nobody can know.
    pub(crate) const fn uncertain(self) -> &'static str {
        "?"
    }

    /// Some of it does, some does not.
    pub(crate) const fn partly(self) -> &'static str {
        "~"
    }

    /// Before the selected row.
    pub(crate) const fn selected(self) -> &'static str {
        self.pick("▸", ">")
    }

    /// In place of text that did not fit.
    pub(super) const fn ellipsis(self) -> &'static str {
        self.pick("…", "..")
    }

    /// Behind the name of a file with unsaved changes.
    pub const fn modified(self) -> &'static str {
        "*"
    }

    /// From one thing to another.
    pub const fn arrow(self) -> &'static str {
        self.pick("➜", "->")
    }

    /// A packet on its way from the server.
    pub(crate) const fn outgoing(self) -> &'static str {
        self.pick("──▶", "-->")
    }

    /// A packet on its way to the server.
    pub(crate) const fn incoming(self) -> &'static str {
        self.pick("◀──", "<--")
    }

    /// A packet that does not arrive.
    pub(crate) const fn lost(self) -> &'static str {
        self.pick("✗──", "x--")
    }

    /// There is more below.
    pub(crate) const fn below(self) -> &'static str {
        self.pick("↓", "v")
    }

    /// An added line.
    pub(crate) const fn added(self) -> &'static str {
        "+"
    }

    /// A removed line.
    pub(crate) const fn removed(self) -> &'static str {
        "-"
    }

    /// The lines around a region.
    pub(crate) const fn border(self) -> border::Set<'static> {
        match self {
            Self::Unicode => border::PLAIN,
            Self::Ascii => ASCII_BORDER,
        }
    }

    const fn pick(self, unicode: &'static str, ascii: &'static str) -> &'static str {
        match self {
            Self::Unicode => unicode,
            Self::Ascii => ascii,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    const MARKS: [fn(Glyphs) -> &'static str; 10] = [
        Glyphs::ok,
        Glyphs::fail,
        Glyphs::warn,
        Glyphs::uncertain,
        Glyphs::partly,
        Glyphs::selected,
        Glyphs::modified,
        Glyphs::arrow,
        Glyphs::added,
        Glyphs::removed,
    ];

    #[test]
    fn marks_have_one_width_on_every_terminal() {
        for mark in MARKS {
            let mark = mark(Glyphs::Unicode);
            assert_eq!((mark.width(), mark.width_cjk()), (1, 1), "{mark}");
        }
    }

    #[test]
    fn the_ascii_set_is_ascii() {
        let border = Glyphs::Ascii.border();
        assert!([border.top_left, border.vertical_left, border.horizontal_top].into_iter().all(str::is_ascii));
        assert!(MARKS.into_iter().chain([Glyphs::ellipsis as fn(_) -> _]).all(|mark| mark(Glyphs::Ascii).is_ascii()));
    }

    #[test]
    fn the_locale_decides() {
        for (locale, glyphs) in [
            ("ja_JP.UTF-8", Glyphs::Unicode),
            ("C.utf8", Glyphs::Unicode),
            ("ja_JP.eucJP", Glyphs::Ascii),
            ("C", Glyphs::Ascii),
            ("", Glyphs::Ascii),
        ] {
            assert_eq!(Glyphs::for_locale(locale), glyphs, "{locale}");
        }
    }
}
