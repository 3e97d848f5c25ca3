//! A key as the editor sees it, however the terminal spelt it.

use crate::filter::half_width;
use std::fmt;

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character, with Shift already applied.
    Char(char),
    /// Enter or Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift-Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// A key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Control held.
    pub ctrl: bool,
    /// With Alt held; or Escape came just before it, for terminals send the same bytes for both.
    pub alt: bool,
}

impl Key {
    /// A key without Control.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// A character key without Control.
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// Control and a character.
    pub const fn ctrl(c: char) -> Self {
        Self { code: Code::Char(c), ctrl: true, alt: false }
    }

    /// The same key with Alt.
    #[must_use]
    pub(crate) const fn with_alt(self) -> Self {
        Self { alt: true, ..self }
    }

    /// The key of a name as help shows it: `d`, `Delete`, `Ctrl-R`, in any letter case except for single letters.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let mut letters = name.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) if !letter.is_control() && !letter.is_whitespace() => Some(Self::char(letter)),
            _ => {
                let (head, tail) = name.split_once('-').unwrap_or((name, ""));
                let mut tail = tail.chars();
                match (head.eq_ignore_ascii_case("ctrl"), tail.next(), tail.next()) {
                    (true, Some(letter), None) => Some(Self::ctrl(letter.to_ascii_lowercase())),
                    _ => named(name),
                }
            }
        }
    }

    /// Esc, and its twins for terminals on which Esc is slow or lost.
    pub(super) fn is_cancel(self) -> bool {
        self.code == Code::Esc || self == Self::ctrl('g') || self == Self::ctrl('c')
    }

    /// How far it moves in a list of lines.
    pub(super) fn step(self) -> Option<isize> {
        match self.folded().code {
            Code::Up | Code::Char('k') => Some(-1),
            Code::Down | Code::Char('j') => Some(1),
            Code::PageUp => Some(-8),
            Code::PageDown | Code::Char(' ') => Some(8),
            _ => None,
        }
    }

    /// The key with a full-width character folded to its ASCII twin, so that shortcuts work while a Japanese input
    /// method is on.
    #[must_use]
    pub(super) fn folded(self) -> Self {
        match self.code {
            Code::Char(c) => match half_width(c.encode_utf8(&mut [0; 4])).chars().next() {
                Some(twin) => Self { code: Code::Char(twin), ..self },
                None => self,
            },
            _ => self,
        }
    }
}

/// The named keys of a key script and of help, first spelling preferred.
const NAMES: [(&str, Code); 15] = [
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("Shift-Tab", Code::BackTab),
    ("Backspace", Code::Backspace),
    ("Delete", Code::Delete),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PageUp", Code::PageUp),
    ("PageDown", Code::PageDown),
    ("Space", Code::Char(' ')),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.alt {
            f.write_str("Alt-")?;
        }
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        match (NAMES.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, Code::Char(c)) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
            (None, Code::Char(c)) => write!(f, "{c}"),
            (None, _) => Ok(()),
        }
    }
}

/// Reads a key script such as `p dhcp<enter><ctrl-r>`: each character is a key, blanks included; a name in angle
/// brackets is a named key, `<lt>` is `<`, `<alt-d>` has Alt.
///
/// # Errors
/// The name that is no key.
pub fn script(text: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((name, tail)) = rest.strip_prefix('<').and_then(|inner| inner.split_once('>')) {
            keys.push(named(name).ok_or_else(|| name.to_owned())?);
            rest = tail;
        } else {
            keys.push(Key::char(c));
            rest = rest.strip_prefix(c).unwrap_or_default();
        }
    }
    Ok(keys)
}

fn named(name: &str) -> Option<Key> {
    if name == "lt" {
        return Some(Key::char('<'));
    }
    if let Some(other) = name.strip_prefix("alt-") {
        return match (other.chars().next(), other.chars().nth(1)) {
            (Some(character), None) => Some(Key::char(character).with_alt()),
            _ => named(other).map(Key::with_alt),
        };
    }
    if let Some(character) = name.strip_prefix("ctrl-") {
        return character.chars().next().map(Key::ctrl);
    }
    NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, code)| Key::plain(*code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_characters_and_names() {
        let keys = script("a <enter>あ<lt><ctrl-r><shift-tab>").unwrap();
        assert_eq!(
            keys,
            [
                Key::char('a'),
                Key::char(' '),
                Key::plain(Code::Enter),
                Key::char('あ'),
                Key::char('<'),
                Key::ctrl('r'),
                Key::plain(Code::BackTab),
            ]
        );
        assert_eq!(script("<nokey>"), Err("nokey".to_owned()));
    }

    #[test]
    fn full_width_keys_are_their_twins() {
        assert_eq!(Key::char('ｊ').folded(), Key::char('j'));
        assert_eq!(Key::char('？').folded(), Key::char('?'));
        assert_eq!(Key::char('あ').folded(), Key::char('あ'));
    }
}
