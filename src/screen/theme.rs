//! What a piece of the screen means, and how that looks.
//!
//! Views name a [`Role`]; the theme turns it into a style. There are sixteen colours at most and never a background:
//! the person has chosen one, light or dark, and every colour of theirs is readable on it. Without colours the roles
//! keep their weight, because no verdict depends on colour alone.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Text of less weight.
    Dim,
    /// The title of a region.
    Title,
    /// The name of a key.
    Key,
    /// The selected row (which also carries a marker).
    Selected,
    /// The field or choice that keys go to.
    Focus,
    /// The action allow.
    Allow,
    /// The action deny.
    Deny,
    /// A verdict: all is well.
    Ok,
    /// A verdict or finding: look here.
    Warn,
    /// A verdict or finding: does not work.
    Error,
    /// An explanation.
    Note,
    /// An added line or verdict.
    Added,
    /// A removed line or verdict.
    Removed,
    /// A rule that never decides.
    Shadowed,
    /// What a search has found.
    Match,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 16] = [
        Self::Text,
        Self::Dim,
        Self::Title,
        Self::Key,
        Self::Selected,
        Self::Focus,
        Self::Allow,
        Self::Deny,
        Self::Ok,
        Self::Warn,
        Self::Error,
        Self::Note,
        Self::Added,
        Self::Removed,
        Self::Shadowed,
        Self::Match,
    ];
}

/// Which means a theme may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Palette {
    /// The terminal's own sixteen colours, never a background.
    #[default]
    Ansi,
    /// No colour: bold, reversed, underlined and dim only.
    Mono,
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

/// Roles to styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Theme {
    palette: Palette,
}

impl Theme {
    /// The theme of a palette.
    pub const fn new(palette: Palette) -> Self {
        Self { palette }
    }

    /// How a role looks.
    pub const fn style(self, role: Role) -> Style {
        let style = Style::new().add_modifier(weight(role, self.palette));
        match (self.palette, colour(role)) {
            (Palette::Ansi, Some(colour)) => style.fg(colour),
            _ => style,
        }
    }
}

const fn colour(role: Role) -> Option<Color> {
    match role {
        Role::Allow | Role::Ok | Role::Added => Some(Color::Green),
        Role::Deny | Role::Error | Role::Removed => Some(Color::Red),
        Role::Warn | Role::Match => Some(Color::Yellow),
        Role::Key | Role::Note => Some(Color::Cyan),
        Role::Text | Role::Dim | Role::Title | Role::Selected | Role::Focus | Role::Shadowed => None,
    }
}

/// Weight carries what colour would: without colours deny, warnings and additions are heavier than their neighbours.
const fn weight(role: Role, palette: Palette) -> Modifier {
    match (role, palette) {
        (Role::Focus, _) => Modifier::REVERSED,
        (Role::Match, _) => Modifier::BOLD.union(Modifier::UNDERLINED),
        (Role::Dim | Role::Shadowed, _) | (Role::Removed, Palette::Mono) => Modifier::DIM,
        (Role::Title | Role::Selected | Role::Error | Role::Key, _) => Modifier::BOLD,
        (Role::Deny | Role::Added, Palette::Mono) => Modifier::BOLD,
        (Role::Warn, Palette::Mono) => Modifier::UNDERLINED,
        _ => Modifier::empty(),
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

    #[test]
    fn no_background_and_without_colours_none_at_all() {
        for role in Role::ALL {
            assert_eq!(Theme::new(Palette::Ansi).style(role).bg, None);
            assert_eq!(Theme::new(Palette::Mono).style(role).fg, None);
        }
    }

    #[test]
    fn without_colours_trouble_still_stands_out() {
        let mono = Theme::new(Palette::Mono);
        for (quiet, loud) in [(Role::Allow, Role::Deny), (Role::Ok, Role::Warn), (Role::Ok, Role::Error)] {
            assert_ne!(mono.style(quiet), mono.style(loud));
        }
    }
}
