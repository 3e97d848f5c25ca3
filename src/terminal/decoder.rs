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

mod sequence;
#[cfg(test)]
mod tests;

use super::Event;
use crate::editor::key::{Code, Key};
use sequence::{INTRODUCERS, Step, step};

pub(super) use sequence::Decoded;

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
            [0x9c, ..] if at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&0xc2) => {
                return (at + 1, true);
            }
            [0x9c, ..] => from = at + 1, // a piece of another character
            _ => return (at, true),
        }
    }
    // Half a character may be the beginning of the end.
    (bytes.len() - usize::from(bytes.last() == Some(&0xc2)), false)
}
