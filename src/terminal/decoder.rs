//! The bytes of a terminal as events: keys, pastes, the mouse, and answers to what it was asked.
//!
//! Bytes may come in pieces of any size. What is not whole is held back, and [`Decoder::waiting`] says what for: whoever has
//! the time waits so long, and [`Decoder::rest`] says that nothing has followed. Only for Escape alone, which is a key and
//! the beginning of all others, does it matter where bytes are cut.
//!
//! Terminals answer late: to a program that ran before this one, or over a bad line. Answers that are texts (`ESC ]` and
//! its kin, up to their end) are no keys, whoever asked. One that breaks off is given up after a while, as are a paste and
//! a sequence without their end: nothing may swallow keys for ever.
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

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waiting {
    /// What makes of an Escape another key, or nothing.
    Escape,
    /// The rest of an answer or of a key, which a terminal sends at once.
    Sequence,
    /// More of a paste, or its end.
    Paste,
    /// The same behind Ctrl-C: if nothing follows, a person gives the paste up.
    Break,
}

/// Bytes that are no whole event yet.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    held: Vec<u8>,
    /// A paste that has not ended.
    paste: Option<Vec<u8>>,
    /// What is left out until its end.
    skipped: Option<Skipped>,
}

/// What says nothing to this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Skipped {
    /// An answer in text.
    Text,
    /// The parameters of a sequence that is too long to mean anything.
    Parameters,
}

/// The longest sequence that means anything is much shorter than this; a longer one is noise.
const LONGEST: usize = 64;

const PASTE_BEGIN: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// What Ctrl-C sends.
const CTRL_C: u8 = 0x03;

/// How much of the bytes a thing takes, and what it says.
enum Step {
    /// More must come first.
    Wait,
    /// So many bytes say this.
    Take(usize, Vec<Decoded>),
    /// A paste begins behind so many bytes.
    Paste(usize),
    /// An answer in text begins behind so many bytes.
    Text(usize),
}

impl Decoder {
    /// Takes bytes; what they say.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Vec<Decoded> {
        let mut said = Vec::new();
        self.held.extend_from_slice(bytes);
        loop {
            if self.paste.is_some() && !self.end_paste(&mut said) || self.skipped.is_some() && !self.end_skipped() {
                return said;
            }
            match step(&self.held) {
                Step::Wait if self.held.len() > LONGEST => {
                    self.held.clear();
                    self.skipped = Some(Skipped::Parameters);
                }
                Step::Wait => return said,
                Step::Take(length, new) => {
                    self.drop_held(length);
                    said.extend(new);
                }
                Step::Paste(length) => {
                    self.drop_held(length);
                    self.paste = Some(Vec::new());
                }
                Step::Text(length) => {
                    self.drop_held(length);
                    self.skipped = Some(Skipped::Text);
                }
            }
        }
    }

    /// Whether everything that came has been said.
    pub(super) const fn is_idle(&self) -> bool {
        self.held.is_empty() && self.paste.is_none() && self.skipped.is_none()
    }

    /// What is waited for.
    pub(super) fn waiting(&self) -> Option<Waiting> {
        match (&self.paste, self.held.as_slice()) {
            (Some(_), [.., CTRL_C]) => Some(Waiting::Break),
            (Some(_), _) => Some(Waiting::Paste),
            (None, _) if self.skipped.is_some() => Some(Waiting::Sequence),
            (None, []) => None,
            (None, [0x1b] | [0x1b, 0x1b]) => Some(Waiting::Escape),
            (None, [0x1b, intro] | [0x1b, 0x1b, intro]) if INTRODUCERS.contains(intro) => Some(Waiting::Escape),
            (None, _) => Some(Waiting::Sequence),
        }
    }

    /// Nothing has followed.
    pub(super) fn rest(&mut self) -> Vec<Decoded> {
        let waiting = self.waiting();
        let held = std::mem::take(&mut self.held);
        self.skipped = None;
        if let Some(mut text) = self.paste.take() {
            text.extend(held);
            return if waiting == Some(Waiting::Paste) { vec![pasted(&text)] } else { Vec::new() };
        }
        if waiting != Some(Waiting::Escape) {
            return Vec::new();
        }
        let escape = Key::plain(Code::Esc);
        let keys = match held.as_slice() {
            [0x1b] => vec![escape],
            [0x1b, 0x1b] => vec![escape, escape],
            [0x1b, intro] => vec![Key::char(char::from(*intro)).with_alt()],
            [.., intro] => vec![escape.with_alt(), Key::char(char::from(*intro)).with_alt()],
            [] => Vec::new(),
        };
        keys.into_iter().map(|key| Decoded::Event(Event::Key(key))).collect()
    }

    fn drop_held(&mut self, length: usize) {
        self.held.drain(..length.min(self.held.len()));
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
        said.push(pasted(paste));
        self.paste = None;
        true
    }

    /// Leaves bytes out; whether that has ended.
    fn end_skipped(&mut self) -> bool {
        let (length, ended) = match self.skipped {
            None => return true,
            Some(Skipped::Text) => text_end(&self.held),
            Some(Skipped::Parameters) => {
                let end = self.held.iter().position(|byte| !(0x20..0x40).contains(byte));
                let is_final = |at: usize| self.held.get(at).is_some_and(|byte| (0x40..0x7f).contains(byte));
                (end.map_or(self.held.len(), |at| at + usize::from(is_final(at))), end.is_some())
            }
        };
        self.drop_held(length);
        if ended {
            self.skipped = None;
        }
        ended
    }
}

/// The text of a paste, with plain line breaks.
pub(super) fn pasted(bytes: &[u8]) -> Decoded {
    Decoded::Event(Event::Paste(String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n")))
}

/// What of a read is left of a paste whose beginning was given up: everything up to a paste's end that has none.
pub(super) fn end_of_paste(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let find = |wanted: &[u8]| bytes.windows(wanted.len()).position(|window| window == wanted);
    let end = find(PASTE_END).filter(|end| find(PASTE_BEGIN).is_none_or(|begin| *end < begin))?;
    Some((bytes.get(..end)?, bytes.get(end + PASTE_END.len()..)?))
}

/// How many bytes belong to an answer in text, and whether it ends with them: at a bell, at `ESC \\` or its short form, or
/// where it is broken off, by another sequence or by a person's Ctrl-C.
fn text_end(bytes: &[u8]) -> (usize, bool) {
    let ends = |byte: &u8| matches!(*byte, 0x07 | 0x1b | CTRL_C | 0x9c);
    let mut from = 0;
    while let Some(at) = bytes.iter().skip(from).position(ends).map(|at| from + at) {
        match bytes.get(at..).unwrap_or_default() {
            [0x07, ..] => return (at + 1, true),
            [0x1b] => return (at, false),
            [0x1b, b'\\', ..] => return (at + 2, true),
            [0x9c, ..] if at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&0xc2) => return (at + 1, true),
            [0x9c, ..] => from = at + 1, // a piece of another character
            _ => return (at, true),
        }
    }
    // Half a character may be the beginning of the end.
    (bytes.len() - usize::from(bytes.last() == Some(&0xc2)), false)
}

/// What may stand behind Escape at the beginning of a sequence: the introducers of keys, and those of answers in text (OSC,
/// DCS, APC, PM and SOS).
const INTRODUCERS: &[u8] = b"[O]P_^X";

fn step(bytes: &[u8]) -> Step {
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
        let alt = |c| Key::char(c).with_alt();
        for (bytes, expected) in [
            ("\r", vec![Key::plain(Code::Enter)]),
            ("\n", vec![Key::plain(Code::Enter)]),
            ("\x08\x7f", vec![Key::plain(Code::Backspace); 2]),
            ("\x07", vec![esc]),
            ("\x03\x1a", vec![Key::ctrl('c'), Key::ctrl('z')]),
            ("Jj許👩", vec![Key::char('J'), Key::char('j'), Key::char('許'), Key::char('👩')]),
            ("\x1b[A\x1bOA\x1b[1;1A", vec![Key::plain(Code::Up); 3]),
            ("\x1b[1;5C", vec![Key { ctrl: true, ..Key::plain(Code::Right) }]),
            ("\x1b[1;3C\x1b\x1b[C", vec![Key::plain(Code::Right).with_alt(); 2]),
            ("\x1b[Z\x1b[9;2u", vec![Key::plain(Code::BackTab); 2]),
            ("\x1b[H\x1b[1~\x1b[7~\x1bOH", vec![Key::plain(Code::Home); 4]),
            (
                "\x1b[3~\x1b[5~\x1b[6~",
                vec![Code::Delete, Code::PageUp, Code::PageDown].into_iter().map(Key::plain).collect(),
            ),
            ("\x1b[99;5u\x1b[97u", vec![Key::ctrl('c'), Key::char('a')]),
            ("\x1b", vec![esc]),
            ("\x1b\x1b", vec![esc, esc]),
            ("\x1b\x1b\x1b", vec![esc.with_alt(), esc, esc]),
            ("\x1bj", vec![alt('j')]),
            ("\x1b許", vec![alt('許')]),
            ("\x1b\x1bj", vec![esc.with_alt(), alt('j')]),
            ("\x1b\x7f", vec![Key::plain(Code::Backspace).with_alt()]),
            ("\x1b\x1b[3~", vec![Key::plain(Code::Delete).with_alt()]),
            ("\x1b[", vec![alt('[')]),
            ("\x1b]", vec![alt(']')]),
            ("\x1b\x1bP", vec![esc.with_alt(), alt('P')]),
            ("\x1b]d", vec![alt(']'), Key::char('d')]),
            ("\x1b[\x1b[Bx", vec![Key::plain(Code::Down), Key::char('x')]),
        ] {
            assert_eq!(keys(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn what_has_no_name_is_left_out() {
        for bytes in ["\x1b[15~", "\x1bOP", "\x1b[[A", "\u{85}", "\u{9b}2;4c", "\x1b[?62;4c", "\x1b[>1;10;0c", "\x1b[I", "\x1b[0n"] {
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

    /// What says something, and nothing that is waited for.
    fn whole(pieces: &[&str]) -> Vec<Decoded> {
        let mut decoder = Decoder::default();
        let said = pieces.iter().flat_map(|piece| decoder.feed(piece.as_bytes())).collect();
        assert!(decoder.is_idle(), "{pieces:?} leaves {decoder:?}");
        said
    }

    #[test]
    fn an_answer_in_text_is_no_key_however_late_and_in_pieces() {
        let x = [Decoded::Event(Event::Key(Key::char('x')))];
        for answer in [
            "\x1b]52;c;ZGRkZA==\x07",
            "\x1b]52;c;ZGRkZA==\x1b\\",
            "\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
            "\x1b]lddd 日本\x1b\\",
            "\x1bP1$r0 q\x1b\\",
            "\x1bP>|XTerm(390)\x1b\\",
            "\x1bP!|64646464\x1b\\",
            "\x1b_Gi=31;OK\x1b\\",
            "\x1b^ddd\x07",
            "\x1bXddd\x1b\\",
            "\u{9d}52;c;ddd\u{9c}",
            "\u{90}1$r0m\u{9c}",
        ] {
            assert_eq!(whole(&[answer, "x"]), x, "{answer:?}");
            for (cut, _) in answer.char_indices().skip(2) {
                let (first, rest) = answer.split_at(cut);
                assert_eq!(whole(&[first, rest, "x"]), x, "{first:?} {rest:?}");
            }
        }
        assert_eq!(whole(&[&format!("\x1b[?{}c", "62;".repeat(40)), "x"]), x);
        assert_eq!(whole(&[&format!("\x1b[?{}", "62;".repeat(40)), "1;2cx"]), x);
        // A person ends one that does not end.
        assert_eq!(whole(&["\x1b]0;abc", "\x03", "x"])[1..], x);
        assert_eq!(whole(&["\x1b]0;abc", "\x1b[Ax"])[1..], x);
    }

    #[test]
    fn what_does_not_end_is_given_up() {
        let after = |bytes: &str| {
            let mut decoder = Decoder::default();
            let mut said = decoder.feed(bytes.as_bytes());
            let waiting = decoder.waiting();
            said.extend(decoder.rest());
            assert!(decoder.is_idle(), "{decoder:?}");
            (said, waiting)
        };
        for bytes in ["\x1b]52;c;ddd", "\x1bP1$rddd", "\x1b_ddd", "\x1b[1;", "\x1b[M!", "\u{9b}1"] {
            assert_eq!(after(bytes), (vec![], Some(Waiting::Sequence)), "{bytes:?}");
        }
        let paste = |text: &str| Decoded::Event(Event::Paste(text.to_owned()));
        assert_eq!(after("\x1b[200~ab\rc\x1b[2"), (vec![paste("ab\nc\x1b[2")], Some(Waiting::Paste)));
        assert_eq!(after("\x1b[200~abc\x03"), (vec![], Some(Waiting::Break)));
        assert_eq!(said("\x1b[200~a\x03b\x1b[201~"), [paste("a\u{3}b")]);
    }

    #[test]
    fn the_end_of_a_paste_that_was_given_up_is_known() {
        assert_eq!(end_of_paste(b"ddd\x1b[201~x"), Some((&b"ddd"[..], &b"x"[..])));
        for bytes in ["ddd", "\x1b[200~a\x1b[201~", "ddd\x1b[201"] {
            assert_eq!(end_of_paste(bytes.as_bytes()), None, "{bytes:?}");
        }
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
