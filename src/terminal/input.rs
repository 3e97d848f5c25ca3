//! crossterm's events as the editor knows them.

use super::Event;
use crate::editor::key::{Code, Key};
use crate::editor::pointer::Gesture;
use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

/// What an event of crossterm means here: nothing, one event or two.
pub(super) fn translate(event: event::Event) -> Vec<Event> {
    match event {
        event::Event::Key(key) if key.kind != KeyEventKind::Release => keys(key),
        event::Event::Paste(text) => vec![Event::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))],
        event::Event::Mouse(mouse) => {
            let gesture = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Gesture::Click,
                MouseEventKind::ScrollUp => Gesture::WheelUp,
                MouseEventKind::ScrollDown => Gesture::WheelDown,
                _ => return Vec::new(),
            };
            vec![Event::Mouse(mouse.column, mouse.row, gesture)]
        }
        event::Event::Resize(columns, rows) => vec![Event::Resize(columns, rows)],
        _ => Vec::new(),
    }
}

/// Alt and a key is Escape and the key: terminals send the same bytes for both, and over a slow line a quick hand's
/// Escape arrives together with what follows.
fn keys(event: KeyEvent) -> Vec<Event> {
    let Some(key) = key(event) else { return Vec::new() };
    let escape = event.modifiers.contains(KeyModifiers::ALT).then_some(Key::plain(Code::Esc));
    escape.into_iter().chain([key]).map(Event::Key).collect()
}

/// The key, if this program has a name for it.
fn key(event: KeyEvent) -> Option<Key> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let code = match event.code {
        KeyCode::Char(c) if ctrl => return Some(control(c.to_ascii_lowercase())),
        KeyCode::Char(c) if c.is_control() => return None,
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Code::BackTab,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    Some(Key { code, ctrl })
}

/// Control characters that are old spellings of named keys.
const fn control(c: char) -> Key {
    match c {
        'j' | 'm' => Key::plain(Code::Enter),
        'h' => Key::plain(Code::Backspace),
        'i' => Key::plain(Code::Tab),
        'g' => Key::plain(Code::Esc),
        other => Key::ctrl(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(code: KeyCode, modifiers: KeyModifiers) -> Vec<Event> {
        translate(event::Event::Key(KeyEvent::new(code, modifiers)))
    }

    #[test]
    fn a_key_has_one_name_however_the_terminal_spells_it() {
        for (code, modifiers, key) in [
            (KeyCode::Enter, KeyModifiers::NONE, Key::plain(Code::Enter)),
            (KeyCode::Char('j'), KeyModifiers::CONTROL, Key::plain(Code::Enter)),
            (KeyCode::Char('m'), KeyModifiers::CONTROL, Key::plain(Code::Enter)),
            (KeyCode::Char('h'), KeyModifiers::CONTROL, Key::plain(Code::Backspace)),
            (KeyCode::Char('g'), KeyModifiers::CONTROL, Key::plain(Code::Esc)),
            (KeyCode::Char('C'), KeyModifiers::CONTROL, Key::ctrl('c')),
            (KeyCode::Char('J'), KeyModifiers::SHIFT, Key::char('J')),
            (KeyCode::Char('許'), KeyModifiers::NONE, Key::char('許')),
            (KeyCode::BackTab, KeyModifiers::SHIFT, Key::plain(Code::BackTab)),
        ] {
            assert_eq!(press(code, modifiers), [Event::Key(key)], "{code:?}");
        }
    }

    #[test]
    fn alt_is_a_quick_escape() {
        let expected = [Event::Key(Key::plain(Code::Esc)), Event::Key(Key::char('j'))];
        assert_eq!(press(KeyCode::Char('j'), KeyModifiers::ALT), expected);
    }

    #[test]
    fn what_has_no_name_is_dropped() {
        assert_eq!(press(KeyCode::F(5), KeyModifiers::NONE), []);
        assert_eq!(press(KeyCode::Char('\u{9b}'), KeyModifiers::NONE), []);
        let release = KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(translate(event::Event::Key(release)), []);
    }

    #[test]
    fn a_paste_is_one_event_with_plain_line_breaks() {
        let paste = event::Event::Paste("a\r\nb\rc\n".to_owned());
        assert_eq!(translate(paste), [Event::Paste("a\nb\nc\n".to_owned())]);
    }
}
