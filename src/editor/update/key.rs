//! Keys that mean the same everywhere.

use crate::editor::key::{Code, Key};

/// Esc, and its twins for terminals on which Esc is slow or lost.
pub(super) fn is_cancel(key: Key) -> bool {
    key.code == Code::Esc || key == Key::ctrl('g') || key == Key::ctrl('c')
}

/// How far a key moves in a list of lines.
pub(super) fn step(key: Key) -> Option<isize> {
    match key.folded().code {
        Code::Up | Code::Char('k') => Some(-1),
        Code::Down | Code::Char('j') => Some(1),
        Code::PageUp => Some(-8),
        Code::PageDown | Code::Char(' ') => Some(8),
        _ => None,
    }
}
