//! With which means a terminal tells pieces of text apart.

/// Which means a theme may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Palette {
    /// The terminal's own sixteen colours, never a background.
    #[default]
    Ansi,
    /// No colour: bold, reversed, underlined and dim only.
    Mono,
    /// Nothing dim; colour only in verdicts, as a background under black or white.
    Contrast,
}

impl Palette {
    /// The palette for the values of `NO_COLOR` and `TERM` (empty where unset).
    ///
    /// `NO_COLOR` counts when it is not empty (<https://no-color.org>). A terminal without a name, a dumb one and the
    /// VT family have no colours.
    pub fn for_terminal(no_color: &str, term: &str) -> Self {
        let colourless = term.is_empty() || term == "dumb" || term.starts_with("vt");
        if no_color.is_empty() && !colourless { Self::Ansi } else { Self::Mono }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_decides() {
        for (no_color, term, palette) in [
            ("", "xterm-256color", Palette::Ansi),
            ("", "linux", Palette::Ansi),
            ("1", "xterm", Palette::Mono),
            ("", "dumb", Palette::Mono),
            ("", "vt220", Palette::Mono),
            ("", "", Palette::Mono),
        ] {
            assert_eq!(Palette::for_terminal(no_color, term), palette, "{no_color:?} {term:?}");
        }
    }
}
