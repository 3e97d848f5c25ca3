//! What one sequence of bytes means: a character, a control, a key with its modifiers, the mouse, or an answer.

use crate::editor::key::{Code, Key};
use crate::editor::pointer::Gesture;
use crate::terminal::Event;

/// What a terminal has said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::terminal) enum Decoded {
    /// Something happened there.
    Event(Event),
    /// Where the cursor is: row and column, from 1.
    Cursor(u16, u16),
}

/// How much of the bytes a thing takes, and what it says.
pub(super) enum Step {
    /// More must come first.
    Wait,
    /// So many bytes say this.
    Take(usize, Vec<Decoded>),
    /// A paste begins behind so many bytes.
    Paste(usize),
    /// An answer in text begins behind so many bytes.
    Text(usize),
}

/// What may stand behind Escape at the beginning of a sequence: the introducers of keys, and those of answers in text (OSC,
/// DCS, APC, PM and SOS).
pub(super) const INTRODUCERS: &[u8] = b"[O]P_^X";

/// What stands at the beginning of bytes.
pub(super) fn step(bytes: &[u8]) -> Step {
    match bytes {
        [] | [0x1b] | [0x1b, 0x1b] => Step::Wait,
        [0x1b, b'[', rest @ ..] | [0xc2, 0x9b, rest @ ..] => control_sequence(rest),
        [0x1b, b'O', rest @ ..] => match rest {
            [] => Step::Wait,
            [letter, ..] => take(3, named(*letter).map(Key::plain)),
        },
        [0x1b, b']' | b'P' | b'_' | b'^' | b'X'] => Step::Wait,
        [0x1b, intro @ (b']' | b'P' | b'_' | b'^' | b'X'), first, ..] if begins_text(*intro, *first) => Step::Text(2),
        [0xc2, 0x90 | 0x98 | 0x9d..=0x9f, ..] => Step::Text(2),
        [0x1b, 0x1b, 0x1b, ..] => take(1, Some(Key::plain(Code::Esc).with_alt())),
        [0x1b, rest @ ..] => with_alt(step(rest)),
        [byte @ ..0x20, ..] | [byte @ 0x7f, ..] => take(1, Some(control(*byte))),
        [first, ..] => character(*first, bytes),
    }
}

/// Whether the byte behind an introducer can begin an answer, rather than be a key typed behind Alt and another: texts of
/// a terminal's settings begin with a number, titles with a letter of their own, and device control with parameters.
const fn begins_text(intro: u8, first: u8) -> bool {
    match intro {
        b']' => matches!(first, b'0'..=b'9' | b'l' | b'L' | b'I'),
        b'P' => matches!(first, b' '..=b'?'),
        _ => !matches!(first, ..0x20 | 0x7f),
    }
}

/// The same behind Escape. Terminals send that for Alt and a key, and over a slow line a quick hand's Escape arrives together
/// with what follows: it is one key with Alt, and the editor says what that means.
fn with_alt(step: Step) -> Step {
    let escape = Decoded::Event(Event::Key(Key::plain(Code::Esc).with_alt()));
    match step {
        Step::Wait => Step::Wait,
        Step::Paste(_) | Step::Text(_) => Step::Take(1, vec![escape]),
        Step::Take(length, mut said) => {
            match said.first_mut() {
                Some(Decoded::Event(Event::Key(key))) if !key.alt => key.alt = true,
                _ => said.insert(0, escape),
            }
            Step::Take(length + 1, said)
        }
    }
}

fn take(length: usize, key: Option<Key>) -> Step {
    Step::Take(length, key.map(|key| Decoded::Event(Event::Key(key))).into_iter().collect())
}

/// Control characters, some of which are old spellings of named keys.
fn control(byte: u8) -> Key {
    match byte {
        b'\r' | b'\n' => Key::plain(Code::Enter),
        b'\t' => Key::plain(Code::Tab),
        0x07 => Key::plain(Code::Esc), // Ctrl-G
        0x08 | 0x7f => Key::plain(Code::Backspace),
        0 => Key::ctrl(' '),
        0x1c..=0x1f => Key::ctrl(char::from(byte - 0x1c + b'4')),
        letter => Key::ctrl(char::from((letter | 0x60) & 0x7f)),
    }
}

/// A character in UTF-8; what is none is left out.
fn character(first: u8, bytes: &[u8]) -> Step {
    let length = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 1,
    };
    let known = bytes.get(..length.min(bytes.len())).unwrap_or_default();
    match std::str::from_utf8(known) {
        Ok(text) => take(known.len(), text.chars().next().filter(|c| !c.is_control()).map(Key::char)),
        Err(error) if error.error_len().is_none() => Step::Wait,
        Err(_) => take(1, None),
    }
}

/// What follows `ESC [`.
fn control_sequence(bytes: &[u8]) -> Step {
    // Function keys of the Linux console, and the mouse of terminals that know no other way: three bytes behind the M.
    match bytes {
        [b'['] | [b'M', ..] if bytes.len() < 4 => return Step::Wait,
        [b'[', _, ..] => return take(4, None),
        [b'M', button, column, row, ..] => {
            let place = (u16::from(column.saturating_sub(32)), u16::from(row.saturating_sub(32)));
            return Step::Take(6, mouse(u16::from(button.saturating_sub(32)), place, true));
        }
        _ => {}
    }
    let Some(end) = bytes.iter().position(|byte| !(0x20..0x40).contains(byte)) else { return Step::Wait };
    let (parameters, last) = (bytes.get(..end).unwrap_or_default(), bytes.get(end).copied().unwrap_or(0));
    if !(0x40..0x7f).contains(&last) {
        // It was broken off; what did that is read again by itself.
        return Step::Take(end + 2, Vec::new());
    }
    let length = end + 3;
    if (parameters, last) == (b"200", b'~') {
        return Step::Paste(length);
    }
    let is_mouse = parameters.first() == Some(&b'<');
    let numbers = numbers(parameters.strip_prefix(b"<").unwrap_or(parameters));
    let said = match (is_mouse, last, numbers.as_slice()) {
        (true, b'M' | b'm', [button, column, row]) => mouse(*button, (*column, *row), last == b'M'),
        (false, b'R', [row, column]) => vec![Decoded::Cursor(*row, *column)],
        (false, b'~', [number, rest @ ..]) => keys(numbered(*number), rest.first()),
        (false, b'u', [code, rest @ ..]) => keys(by_code(*code), rest.first()),
        (false, b'Z', _) => keys(Some(Code::BackTab), None),
        (false, letter, rest) => keys(named(letter), rest.get(1)),
        _ => Vec::new(),
    };
    Step::Take(length, said)
}

/// Parameters between semicolons; what stands behind a colon only says more.
fn numbers(parameters: &[u8]) -> Vec<u16> {
    let text = std::str::from_utf8(parameters).unwrap_or_default();
    text.split(';').map(|one| one.split(':').next().unwrap_or_default().parse().unwrap_or(0)).collect()
}

/// A key with its modifiers: 1 and a bit for each of Shift, Alt, Control.
fn keys(code: Option<Code>, modifiers: Option<&u16>) -> Vec<Decoded> {
    let Some(code) = code else { return Vec::new() };
    let bits = modifiers.map_or(0, |modifiers| modifiers.saturating_sub(1));
    let key = match code {
        Code::Tab if bits & 1 != 0 => Key::plain(Code::BackTab),
        Code::Char(c) if bits & 4 != 0 && c.is_ascii_alphabetic() => control(u8::try_from(c).unwrap_or(0) & 0x1f),
        code => Key { ctrl: bits & 4 != 0, ..Key::plain(code) },
    };
    vec![Decoded::Event(Event::Key(Key { alt: bits & 2 != 0, ..key }))]
}

/// The key of a final letter.
const fn named(letter: u8) -> Option<Code> {
    Some(match letter {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'M' => Code::Enter, // of the keypad
        _ => return None,
    })
}

/// The key of a number before `~`.
const fn numbered(number: u16) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        _ => return None,
    })
}

/// The key of a character's number before `u`, as some terminals send it.
fn by_code(code: u16) -> Option<Code> {
    Some(match code {
        9 => Code::Tab,
        13 => Code::Enter,
        27 => Code::Esc,
        8 | 127 => Code::Backspace,
        _ => Code::Char(char::from_u32(u32::from(code)).filter(|c| !c.is_control())?),
    })
}

/// A button or the wheel, at a place from 1: the two low bits and the two high ones say which, those between which keys
/// were held.
fn mouse(button: u16, (column, row): (u16, u16), pressed: bool) -> Vec<Decoded> {
    let gesture = match button & !0b1_1100 {
        0 if pressed => Gesture::Click,
        64 => Gesture::WheelUp,
        65 => Gesture::WheelDown,
        _ => return Vec::new(),
    };
    let place = column.checked_sub(1).zip(row.checked_sub(1));
    place.map(|(column, row)| Decoded::Event(Event::Mouse(column, row, gesture))).into_iter().collect()
}
