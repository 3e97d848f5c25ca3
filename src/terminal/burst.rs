//! A paste that does not say that it is one: terminals without bracketed paste, and what stands between them and this
//! program, send it as if it were typed.
//!
//! One read of so much text with lines in it was not typed. Everything that follows at once belongs to it. On a bad line
//! keys that were typed arrive in bursts too: what is shorter, or has no lines, is keys.

use super::decoder::{Decoded, pasted};

/// What is longer, in bytes, was not typed, if it has lines.
const LONGEST_TYPED: usize = 200;

/// Line ends that make lines.
const LINE_ENDS: usize = 2;

/// Whether a read is a paste: long, with lines, and without an escape sequence.
pub(super) fn is_paste(read: &[u8]) -> bool {
    read.len() > LONGEST_TYPED && !read.contains(&0x1b) && line_ends(read) >= LINE_ENDS
}

/// Line ends of any kind.
fn line_ends(bytes: &[u8]) -> usize {
    let returns = bytes.iter().filter(|byte| **byte == b'\r').count();
    let before = std::iter::once(&0).chain(bytes);
    returns + before.zip(bytes).filter(|(before, byte)| **byte == b'\n' && **before != b'\r').count()
}

/// A paste that still goes on.
#[derive(Debug, Default)]
pub(super) struct Burst(Vec<u8>);

impl Burst {
    pub(super) const fn is_on(&self) -> bool {
        !self.0.is_empty()
    }

    pub(super) fn add(&mut self, read: &[u8]) {
        self.0.extend_from_slice(read);
    }

    /// Nothing more has come.
    pub(super) fn end(&mut self) -> Decoded {
        pasted(&std::mem::take(&mut self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::Event;

    #[test]
    fn long_reads_with_lines_are_pastes() {
        let lines = "allow tcp any any 22 for us, whoever asks\r".repeat(6);
        for (text, is) in [
            (lines.clone(), true),
            (lines.replace('\r', "\r\n"), true),
            (format!("{}\n\n", "x".repeat(199)), true),
            (format!("{}\n\n", "x".repeat(198)), false),
            (format!("{}\r\n", "x".repeat(5000)), false),
            ("j".repeat(5000), false),
            (format!("{lines}\x1b[A"), false),
        ] {
            assert_eq!(is_paste(text.as_bytes()), is, "{text:?}");
        }
    }

    #[test]
    fn what_follows_at_once_belongs_to_it() {
        let mut burst = Burst::default();
        burst.add("a\r許".as_bytes());
        burst.add(b"dd\r\n");
        assert!(burst.is_on());
        assert_eq!(burst.end(), Decoded::Event(Event::Paste("a\n許dd\n".to_owned())));
        assert!(!burst.is_on());
    }
}
