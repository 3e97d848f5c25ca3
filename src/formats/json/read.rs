//! From text to tree.

use super::{Layout, Member, Node, Text, Value};
use crate::formats::Syntax;
use std::collections::HashSet;

/// Brackets inside brackets; every real file needs fewer than ten.
const MAX_DEPTH: usize = 128;

/// A whole text, taken apart.
#[derive(Debug, Clone)]
pub(in crate::formats) struct Parsed {
    /// The value.
    pub(in crate::formats) root: Node,
    /// The blanks behind it.
    pub(in crate::formats) tail: String,
    /// Keys that stand twice in one object.
    pub(in crate::formats) duplicates: Vec<Duplicate>,
}

/// A key that its object has already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) struct Duplicate {
    pub(in crate::formats) key: String,
    /// Byte offset of the later one.
    pub(in crate::formats) at: usize,
}

/// Where a text stops being JSON, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) struct Fault {
    /// Byte offset.
    pub(in crate::formats) at: usize,
    pub(in crate::formats) kind: Syntax,
}

/// Takes a JSON text apart.
///
/// # Errors
/// The first place where it is not JSON.
pub(in crate::formats) fn parse(text: &str) -> Result<Parsed, Fault> {
    let mut reader = Reader { text, at: 0, depth: 0, duplicates: Vec::new() };
    if text.starts_with('\u{FEFF}') {
        reader.at = '\u{FEFF}'.len_utf8();
    }
    reader.blanks();
    if reader.peek().is_none() {
        return Err(Fault { at: 0, kind: Syntax::Empty });
    }
    let root = reader.value()?;
    let tail = reader.blanks();
    match reader.peek() {
        None => Ok(Parsed { root, tail, duplicates: reader.duplicates }),
        Some(_) => Err(reader.fault(Syntax::TextAfterEnd)),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    duplicates: Vec<Duplicate>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn since(&self, start: usize) -> String {
        self.text.get(start..self.at).unwrap_or_default().to_owned()
    }

    fn skip(&mut self, wanted: impl Fn(u8) -> bool) -> usize {
        let start = self.at;
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
        self.at - start
    }

    fn blanks(&mut self) -> String {
        let start = self.at;
        self.skip(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
        self.since(start)
    }

    const fn fault(&self, kind: Syntax) -> Fault {
        Fault { at: self.at, kind }
    }

    /// The fault of a character that cannot stand here.
    fn unexpected(&self) -> Fault {
        let next = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        self.fault(next.map_or(Syntax::EndsEarly, Syntax::Character))
    }

    fn value(&mut self) -> Result<Node, Fault> {
        let at = self.at;
        let value = match self.peek() {
            Some(b'{') => {
                let mut keys = HashSet::new();
                let (layout, members) = self.entries(b'}', |reader| reader.member(&mut keys))?;
                Value::Object(layout, members)
            }
            Some(b'[') => {
                let (layout, items) = self.entries(b']', Self::value)?;
                Value::List(layout, items)
            }
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            _ => self.word()?,
        };
        Ok(Node { at, end: self.at, value })
    }

    fn entries<T>(
        &mut self,
        close: u8,
        mut entry: impl FnMut(&mut Self) -> Result<T, Fault>,
    ) -> Result<(Layout, Vec<T>), Fault> {
        if self.depth == MAX_DEPTH {
            return Err(self.fault(Syntax::TooDeep));
        }
        self.depth += 1;
        self.at += 1;
        let (mut layout, mut entries) = (Layout::default(), Vec::new());
        let mut before = self.blanks();
        if self.peek() == Some(close) {
            layout.end = before;
        } else {
            loop {
                entries.push(entry(self)?);
                let after = self.blanks();
                if !self.eat(b',') {
                    layout.gaps.push((before, String::new()));
                    layout.end = after;
                    break;
                }
                layout.gaps.push((before, after));
                before = self.blanks();
                if self.peek() == Some(close) {
                    return Err(self.fault(Syntax::TrailingComma));
                }
            }
        }
        self.depth -= 1;
        if self.eat(close) { Ok((layout, entries)) } else { Err(self.unexpected()) }
    }

    fn member(&mut self, keys: &mut HashSet<String>) -> Result<Member, Fault> {
        let at = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.unexpected());
        }
        let key = self.string()?;
        if !keys.insert(key.value.clone()) {
            self.duplicates.push(Duplicate { key: key.value.clone(), at });
        }
        let start = self.at;
        self.blanks();
        if !self.eat(b':') {
            return Err(self.unexpected());
        }
        self.blanks();
        let colon = self.since(start);
        Ok(Member { key, colon, value: self.value()? })
    }

    fn string(&mut self) -> Result<Text, Fault> {
        let start = self.at;
        self.at += 1;
        loop {
            self.skip(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
            match self.peek() {
                None => return Err(self.fault(Syntax::EndsEarly)),
                Some(b'"') => break,
                // Whatever is escaped, even a quotation mark, is inside; the check for its meaning follows below.
                Some(b'\\') => self.at = (self.at + 2).min(self.text.len()),
                Some(_) => return Err(self.fault(Syntax::ControlCharacter)),
            }
        }
        self.at += 1;
        let raw = self.since(start);
        let value = serde_json::from_str(&raw).map_err(|_| Fault { at: start, kind: Syntax::Escape })?;
        Ok(Text { value, raw })
    }

    fn number(&mut self) -> Result<String, Fault> {
        let start = self.at;
        let wrong = Fault { at: start, kind: Syntax::Number };
        self.eat(b'-');
        let zero = self.peek() == Some(b'0');
        let digits = self.skip(|byte| byte.is_ascii_digit());
        if digits == 0 || (zero && digits > 1) {
            return Err(wrong);
        }
        if self.eat(b'.') && self.skip(|byte| byte.is_ascii_digit()) == 0 {
            return Err(wrong);
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _sign = self.eat(b'+') || self.eat(b'-');
            if self.skip(|byte| byte.is_ascii_digit()) == 0 {
                return Err(wrong);
            }
        }
        Ok(self.since(start))
    }

    fn word(&mut self) -> Result<Value, Fault> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let known = ["null", "true", "false"].into_iter().find(|word| rest.starts_with(word));
        let word = known.ok_or_else(|| self.unexpected())?;
        self.at += word.len();
        Ok(if word == "null" { Value::Null } else { Value::Bool(word.to_owned()) })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Style;
    use super::*;
    use proptest::prelude::*;

    fn fault(text: &str) -> (usize, Syntax) {
        let fault = parse(text).unwrap_err();
        (fault.at, fault.kind)
    }

    #[test]
    fn faults_are_named_and_placed() {
        for (text, at, kind) in [
            ("", 0, Syntax::Empty),
            (" \n", 0, Syntax::Empty),
            ("[1, 2", 5, Syntax::EndsEarly),
            ("[1 2]", 3, Syntax::Character('2')),
            ("[1,]", 3, Syntax::TrailingComma),
            ("{\"a\" 1}", 5, Syntax::Character('1')),
            ("{a: 1}", 1, Syntax::Character('a')),
            ("[] x", 3, Syntax::TextAfterEnd),
            ("[\"a\nb\"]", 3, Syntax::ControlCharacter),
            ("[\"\\q\"]", 1, Syntax::Escape),
            ("[\"\\ud800\"]", 1, Syntax::Escape),
            ("[\"abc\\", 6, Syntax::EndsEarly),
            ("[01]", 1, Syntax::Number),
            ("[1.]", 1, Syntax::Number),
            ("[あ]", 1, Syntax::Character('あ')),
            ("[nullx]", 5, Syntax::Character('x')),
            ("[nul]", 1, Syntax::Character('n')),
        ] {
            assert_eq!(fault(text), (at, kind), "{text:?}");
        }
        assert_eq!(fault(&"[".repeat(100_000)), (MAX_DEPTH, Syntax::TooDeep));
    }

    #[test]
    fn keys_that_stand_twice_are_reported_even_when_spelt_differently() {
        let parsed = parse(r#"{"a": {"b": 1, "\u0062": 2}, "c": [{"a": 1}]}"#).unwrap();
        assert_eq!(parsed.duplicates, [Duplicate { key: "b".into(), at: 15 }]);
    }

    proptest! {
        /// Our reader and serde_json take and refuse the same texts (but for duplicates and depth).
        #[test]
        fn agrees_with_serde_json(text in r#"[ \[\]{},:"a\\u0dbf1.eE+\-truefalsn]{0,14}"#) {
            let other = serde_json::from_str::<serde_json::Value>(&text);
            prop_assert_eq!(parse(&text).is_ok(), other.is_ok(), "{:?}", text);
        }

        /// Nearly right texts, where random ones are mostly nonsense.
        #[test]
        fn agrees_with_serde_json_after_a_slip(at in any::<prop::sample::Index>(), slip in r#"[ \[\]{},:"\\u0e.\-]{0,2}"#) {
            let mut text: Vec<char> = r#"{"a\u3042": [-1.5e+3, 0, "\\\ud83d\ude00", true], "b": {"c": null, "d": []}}"#.chars().collect();
            let at = at.index(text.len());
            text.splice(at..=at, slip.chars());
            let text = String::from_iter(text);
            let other = serde_json::from_str::<serde_json::Value>(&text);
            prop_assert_eq!(parse(&text).is_ok(), other.is_ok(), "{:?}", text);
        }

        #[test]
        fn whatever_is_read_is_written_back(text in r#"[ \n\[\]{},:"a\\u0dbf1.eE+\-truefalsn]{0,14}"#) {
            if let Ok(parsed) = parse(&text) {
                let lead = text.get(..parsed.root.at).unwrap();
                prop_assert_eq!(format!("{lead}{}{}", Style::of(&parsed).write(&parsed.root), parsed.tail), text);
            }
        }

        #[test]
        fn no_text_upsets_it(text in any::<String>()) {
            let _ = parse(&text);
        }
    }
}
