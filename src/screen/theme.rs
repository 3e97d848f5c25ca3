//! What a piece of the screen means, and how that looks.
//!
//! Views name a [`Role`]; the theme turns it into a style. There are sixteen colours at most and never a background:
//! the person has chosen one, light or dark, and every colour of theirs is readable on it. Without colours the roles
//! keep their weight, because no verdict depends on colour alone.
//!
//! High contrast is the exception: nobody knows how well a terminal's green stands out on its background, so a verdict
//! brings both of its colours along. All other text is in the person's own two colours, and nothing is dim.

use crate::text::Palette;
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
        match (self.palette, colour(role), pair(role)) {
            (Palette::Ansi, Some(colour), _) => style.fg(colour),
            (Palette::Contrast, _, Some((ink, paper))) => style.fg(ink).bg(paper),
            _ => style,
        }
    }
}

const fn colour(role: Role) -> Option<Color> {
    match role {
        Role::Ok | Role::Added => Some(Color::Green),
        Role::Error | Role::Removed => Some(Color::Red),
        Role::Warn | Role::Match => Some(Color::Yellow),
        Role::Key | Role::Note => Some(Color::Cyan),
        Role::Text
        | Role::Allow
        | Role::Deny
        | Role::Dim
        | Role::Title
        | Role::Selected
        | Role::Focus
        | Role::Shadowed => None,
    }
}

/// Ink and paper of a verdict in high contrast. Black is never bold: many terminals make that grey.
const fn pair(role: Role) -> Option<(Color, Color)> {
    match role {
        Role::Ok => Some((Color::Black, Color::Green)),
        Role::Warn => Some((Color::Black, Color::LightYellow)),
        Role::Error => Some((Color::White, Color::Red)),
        _ => None,
    }
}

/// Weight carries what colour would: without colours deny, warnings and additions are heavier than their neighbours.
const fn weight(role: Role, palette: Palette) -> Modifier {
    match (role, palette) {
        (_, Palette::Contrast) => strong(role),
        (Role::Focus, _) => Modifier::REVERSED,
        (Role::Match, _) => Modifier::BOLD.union(Modifier::UNDERLINED),
        (Role::Dim | Role::Shadowed, _) | (Role::Removed, Palette::Mono) => Modifier::DIM,
        (Role::Title | Role::Selected | Role::Error | Role::Key | Role::Deny, _) => Modifier::BOLD,
        (Role::Added, Palette::Mono) => Modifier::BOLD,
        (Role::Warn, Palette::Mono) => Modifier::UNDERLINED,
        _ => Modifier::empty(),
    }
}

/// The weights of high contrast.
const fn strong(role: Role) -> Modifier {
    match role {
        Role::Selected | Role::Focus => Modifier::REVERSED,
        Role::Match => Modifier::BOLD.union(Modifier::UNDERLINED),
        Role::Title | Role::Key | Role::Deny | Role::Error | Role::Added | Role::Removed => Modifier::BOLD,
        Role::Shadowed => Modifier::ITALIC,
        _ => Modifier::empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of a colour (WCAG 2.1).
    fn luminance((red, green, blue): (u8, u8, u8)) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// Black, red, green, bright yellow and bright white of xterm, of the VGA text mode and of Tango.
    const TERMINALS: [[(u8, u8, u8); 5]; 3] = [
        [(0, 0, 0), (205, 0, 0), (0, 205, 0), (255, 255, 0), (255, 255, 255)],
        [(0, 0, 0), (170, 0, 0), (0, 170, 0), (255, 255, 85), (255, 255, 255)],
        [(0, 0, 0), (204, 0, 0), (78, 154, 6), (252, 233, 79), (238, 238, 236)],
    ];

    #[test]
    fn high_contrast_is_one_whatever_the_terminals_background() {
        for role in Role::ALL {
            let style = Theme::new(Palette::Contrast).style(role);
            assert!(!style.add_modifier.contains(Modifier::DIM), "{role:?}");
            let (Some(ink), Some(paper)) = (style.fg, style.bg) else {
                // The terminal's own two, which its person has chosen.
                assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
                continue;
            };
            for colours in TERMINALS {
                let known = [Color::Black, Color::Red, Color::Green, Color::LightYellow, Color::White];
                let light = |colour| luminance(colours[known.iter().position(|one| *one == colour).unwrap()]);
                let (one, other) = (light(ink), light(paper));
                let ratio = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                assert!(ratio >= 4.5, "{role:?}: {ratio}");
            }
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
