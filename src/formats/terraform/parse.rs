//! From text to the tree of `hcl-edit`, in which every part knows where it stands.

use crate::formats::Syntax;
use hcl_edit::structure::Body;
use std::borrow::Cow;

/// What is longer is no configuration that a person wrote; the parser compares the keys of an object pair by pair.
const MOST_BYTES: usize = 1 << 18;

/// Where a text stops being a configuration, and why.
pub(super) struct Fault {
    /// Byte offset.
    pub(super) at: usize,
    pub(super) kind: Syntax,
}

/// Takes a configuration apart. Its spans are those of the text.
pub(super) fn parse(text: &str) -> Result<Body, Fault> {
    let plain = text.trim_start_matches('\u{FEFF}');
    if plain.trim().is_empty() {
        return Err(Fault { at: 0, kind: Syntax::Empty });
    }
    if plain.len() > MOST_BYTES {
        return Err(Fault { at: 0, kind: Syntax::TooLong(MOST_BYTES) });
    }
    let text = without_mark(text);
    hcl_edit::parser::parse_body(&of_today(&text)).map_err(|error| fault(&text, &error))
}

/// The text with blanks for a byte order mark, so that every offset stays.
fn without_mark(text: &str) -> Cow<'_, str> {
    match text.strip_prefix('\u{FEFF}') {
        Some(rest) => Cow::Owned(format!("{}{rest}", " ".repeat('\u{FEFF}'.len_utf8()))),
        None => Cow::Borrowed(text),
    }
}

/// The text with the first generation's `expressions = {` as the block that it stands for. Every offset stays.
fn of_today(text: &str) -> Cow<'_, str> {
    let mut new = Cow::Borrowed(text);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let value = line.trim_start().strip_prefix("expressions").map(str::trim_start);
        let value = value.and_then(|value| value.strip_prefix('='));
        if value.is_some_and(|value| value.trim_start().starts_with('{')) {
            let equals = at + line.find('=').unwrap_or_default();
            new.to_mut().replace_range(equals..=equals, " ");
        }
        at += line.len();
    }
    new
}

/// What the parser stumbled over. Its own words are English only, so this says the same in the words for all formats.
fn fault(text: &str, error: &hcl_edit::parser::Error) -> Fault {
    let at = error.location().offset();
    let message = error.message();
    let rest = text.get(at..).unwrap_or_default();
    let word = || rest.split(|c: char| c.is_whitespace() || c == '=').next().unwrap_or_default().to_owned();
    let kind = if message.contains("redefined") {
        Syntax::DuplicateKey(word())
    } else if message.contains("nesting depth") || message.contains("operator") && message.contains("depth") {
        Syntax::TooDeep
    } else {
        match rest.chars().next() {
            Some(found) if at + found.len_utf8() < text.len() || !rest.trim().is_empty() => Syntax::Character(found),
            _ => Syntax::EndsEarly,
        }
    };
    Fault { at, kind }
}
