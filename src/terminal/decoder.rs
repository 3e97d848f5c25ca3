//! The bytes of a terminal as events: keys, pastes, the mouse, and answers to what it was asked.
//!
//! Bytes may come in pieces of any size. Only one thing depends on where they are cut: Escape alone is a key, and the
//! beginning of all others. So it is held back, and [`Decoder::rest`] says that nothing has followed it.
//!
//! Why not a library. crossterm 0.29 keeps cursor positions for a question that blocks (its issue 672), leaves a burst
//! lying until the next key (pull request 1057), and spins where the terminal is gone (793). The parser of termina 0.4
//! takes bytes and knows positions, but Escape and an arrow are Escape, `[` and a letter to it, and behind Alt with `]` or
//! `P`, or an answer `CSI > 1 c`, it waits for an end and swallows what is typed.

use super::Event;
use crate::editor::key::{Code, Key};
use crate::editor::pointer::Gesture;

/// What a terminal has said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decoded {
    /// Something happened there.
    Event(Event),
    /// Where the cursor is: row and column, from 1.
    Cursor(u16, u16),
}

/// Bytes that are no whole event yet.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    held: Vec<u8>,
    /// A paste that has not ended.
    paste: Option<Vec<u8>>,
}

/// The longest sequence that means anything is much shorter than this; a longer one is noise.
const LONGEST: usize = 64;

const PASTE_END: &[u8] = b"\x1b[201~";

/// How much of the bytes a thing takes, and what it says.
enum Step {
    /// More must come first.
    Wait,
    /// So many bytes say this.
    Take(usize, Vec<Decoded>),
    /// A paste begins behind so many bytes.
    Paste(usize),
}

impl Decoder {
    /// Takes bytes; what they say.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Vec<Decoded> {
        let mut said = Vec::new();
        self.held.extend_from_slice(bytes);
        loop {
            if self.paste.is_some() && !self.end_paste(&mut said) {
                return said;
            }
            match step(&self.held) {
                Step::Wait if self.held.len() > LONGEST => self.held.clear(),
                Step::Wait => return said,
                Step::Take(length, new) => {
                    self.held.drain(..length.min(self.held.len()));
                    said.extend(new);
                }
                Step::Paste(length) => {
                    self.held.drain(..length.min(self.held.len()));
                    self.paste = Some(Vec::new());
                }
            }
        }
    }

    /// Whether Escape waits for what may follow.
    pub(super) fn is_waiting(&self) -> bool {
        self.paste.is_none() && matches!(self.held.as_slice(), [0x1b] | [0x1b, b'[' | b'O'])
    }

    /// Nothing has followed it.
    pub(super) fn rest(&mut self) -> Vec<Decoded> {
        if !self.is_waiting() {
            return Vec::new();
        }
        let held = std::mem::take(&mut self.held);
        let follower = held.get(1).map(|byte| Key::char(char::from(*byte)));
        std::iter::once(Key::plain(Code::Esc)).chain(follower).map(|key| Decoded::Event(Event::Key(key))).collect()
    }

    /// Moves bytes into the paste in hand; whether it has ended.
    fn end_paste(&mut self, said: &mut Vec<Decoded>) -> bool {
        let Some(paste) = &mut self.paste else { return true };
        let end = self.held.windows(PASTE_END.len()).position(|window| window == PASTE_END);
        // What may be the beginning of the end is kept.
        let length = end.unwrap_or_else(|| self.held.len().saturating_sub(PASTE_END.len() - 1));
        paste.extend(self.held.drain(..length));
        if end.is_none() {
            return false;
        }
        self.held.drain(..PASTE_END.len());
        let text = String::from_utf8_lossy(paste).replace("\r\n", "\n").replace('\r', "\n");
        self.paste = None;
        said.push(Decoded::Event(Event::Paste(text)));
        true
    }
}

fn step(bytes: &[u8]) -> Step {
    match bytes {
        [] | [0x1b] => Step::Wait,
        [0x1b, b'[', rest @ ..] => control_sequence(rest),
        [0x1b, b'O', rest @ ..] => match rest {
            [] => Step::Wait,
            [letter, ..] => take(3, named(*letter).map(Key::plain)),
        },
        // Alt and a key is Escape and the key: terminals send the same bytes for both, and over a slow line a quick
        // hand's Escape arrives together with what follows.
        [0x1b, ..] => take(1, Some(Key::plain(Code::Esc))),
        [byte @ ..0x20, ..] | [byte @ 0x7f, ..] => take(1, Some(control(*byte))),
        [first, ..] => character(*first, bytes),
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
        code => Key { code, ctrl: bits & 4 != 0 },
    };
    let escape = (bits & 2 != 0).then_some(Key::plain(Code::Esc));
    escape.into_iter().chain([key]).map(|key| Decoded::Event(Event::Key(key))).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn said(bytes: &str) -> Vec<Decoded> {
        let mut decoder = Decoder::default();
        let mut said = decoder.feed(bytes.as_bytes());
        said.extend(decoder.rest());
        assert!(decoder.held.is_empty(), "{bytes:?} leaves {:?}", decoder.held);
        said
    }

    fn keys(bytes: &str) -> Vec<Key> {
        let key = |one| match one {
            Decoded::Event(Event::Key(key)) => key,
            other => panic!("{bytes:?} is {other:?}"),
        };
        said(bytes).into_iter().map(key).collect()
    }

    #[test]
    fn a_key_has_one_name_however_the_terminal_spells_it() {
        let esc = Key::plain(Code::Esc);
        for (bytes, expected) in [
            ("\r", vec![Key::plain(Code::Enter)]),
            ("\n", vec![Key::plain(Code::Enter)]),
            ("\x08\x7f", vec![Key::plain(Code::Backspace); 2]),
            ("\x07", vec![esc]),
            ("\x03\x1a", vec![Key::ctrl('c'), Key::ctrl('z')]),
            ("Jj許👩", vec![Key::char('J'), Key::char('j'), Key::char('許'), Key::char('👩')]),
            ("\x1b[A\x1bOA\x1b[1;1A", vec![Key::plain(Code::Up); 3]),
            ("\x1b[1;5C", vec![Key { code: Code::Right, ctrl: true }]),
            ("\x1b[1;3C", vec![esc, Key::plain(Code::Right)]),
            ("\x1b[Z\x1b[9;2u", vec![Key::plain(Code::BackTab); 2]),
            ("\x1b[H\x1b[1~\x1b[7~\x1bOH", vec![Key::plain(Code::Home); 4]),
            (
                "\x1b[3~\x1b[5~\x1b[6~",
                vec![Code::Delete, Code::PageUp, Code::PageDown].into_iter().map(Key::plain).collect(),
            ),
            ("\x1b[99;5u\x1b[97u", vec![Key::ctrl('c'), Key::char('a')]),
            ("\x1b", vec![esc]),
            ("\x1b\x1b", vec![esc, esc]),
            ("\x1bj", vec![esc, Key::char('j')]),
            ("\x1b許", vec![esc, Key::char('許')]),
            ("\x1b\x1b[B", vec![esc, Key::plain(Code::Down)]),
            ("\x1b[", vec![esc, Key::char('[')]),
            ("\x1b[\x1b[Bx", vec![Key::plain(Code::Down), Key::char('x')]),
        ] {
            assert_eq!(keys(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn what_has_no_name_is_left_out() {
        for bytes in ["\x1b[15~", "\x1bOP", "\x1b[[A", "\u{9b}", "\x1b[?62;4c", "\x1b[>1;10;0c", "\x1b[I", "\x1b[0n"] {
            assert_eq!(keys(&format!("{bytes}x")), [Key::char('x')], "{bytes:?}");
        }
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\xff\xc3x\xe2\x28").len(), 2);
    }

    #[test]
    fn a_paste_is_one_event_with_plain_line_breaks() {
        let paste = |text: &str| Decoded::Event(Event::Paste(text.to_owned()));
        assert_eq!(said("\x1b[200~a\r\nb\rc\n\x1b[2Jq\x1b[201~"), [paste("a\nb\nc\n\x1b[2Jq")]);
        assert_eq!(said("\x1b[200~\x1b[201~x").len(), 2);
    }

    #[test]
    fn the_mouse_is_a_click_or_the_wheel() {
        let at = |x, y, gesture| Decoded::Event(Event::Mouse(x, y, gesture));
        assert_eq!(said("\x1b[<0;300;7M\x1b[<0;300;7m"), [at(299, 6, Gesture::Click)]);
        assert_eq!(said("\x1b[<64;1;1M\x1b[<85;1;1M"), [at(0, 0, Gesture::WheelUp), at(0, 0, Gesture::WheelDown)]);
        assert_eq!(said("\x1b[<2;1;1M\x1b[<32;1;1M\x1b[<;;M"), []);
        assert_eq!(said("\x1b[M !\"\x1b[M#!\""), [at(0, 1, Gesture::Click)]);
    }

    #[test]
    fn an_answer_is_no_key() {
        assert_eq!(
            said("a\x1b[1;5Rb"),
            [
                Decoded::Event(Event::Key(Key::char('a'))),
                Decoded::Cursor(1, 5),
                Decoded::Event(Event::Key(Key::char('b')))
            ]
        );
    }

    proptest::proptest! {
        /// Anything may come, in any pieces: it says the same, as long as Escape is not alone at the end of one.
        #[test]
        fn pieces_do_not_matter(
            parts in proptest::collection::vec(
                "[a-c許é]|\\x1b\\[[0-9;<?]{0,5}[A-Zmu~]|\\x1bO[A-D]|\\x1b\\[20[01]~|[\\x00-\\x1a]|\\x1b[a-z]", 0..12),
            noise in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..8),
            cuts in proptest::collection::vec(1_usize..9, 1..40),
        ) {
            let mut bytes = parts.concat().into_bytes();
            bytes.extend(&noise);
            let whole = Decoder::default().feed(&bytes);
            let (mut decoder, mut pieces, mut rest) = (Decoder::default(), Vec::new(), bytes.as_slice());
            for cut in cuts.iter().cycle() {
                let (piece, more) = rest.split_at((*cut).min(rest.len()));
                pieces.extend(decoder.feed(piece));
                rest = more;
                if rest.is_empty() {
                    break;
                }
            }
            proptest::prop_assert_eq!(pieces, whole);
        }
    }
}
