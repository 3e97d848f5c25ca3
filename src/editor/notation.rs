//! A rule in one line, as this program writes it: `allow udp 192.0.2.0/24:67 -> 68 # DHCP`.

use super::import::decision;
use crate::filter::{Expected, Field, FieldError, Protocol, Rule, service_named};

/// What cannot be read, and in which field.
type Wrong = (Field, FieldError);

/// Reads a rule: the action, the protocol, the source with the sender's port behind a colon, the server's port behind an
/// arrow, and a note behind `#`. What is left out means any. One port without an arrow is the server's.
///
/// # Errors
/// The first field that means nothing.
pub(crate) fn read(text: &str) -> Result<Rule, Wrong> {
    let (text, note) = text.split_once('#').unwrap_or((text, ""));
    let mut words = text.split_whitespace();
    let mut next = |field| words.next().ok_or((field, FieldError::whole(expected(field))));
    let action = decision(next(Field::Action)?).map_err(|error| (Field::Action, error))?;
    let protocol = Protocol::parse(next(Field::Protocol)?).map_err(|error| (Field::Protocol, error))?;
    let rest: Vec<&str> = words.collect();
    let [source, from, to] = places(&rest).ok_or((Field::Source, FieldError::whole(Expected::Address)))?;
    let mut rule = Rule::new(action, protocol).described(note.trim());
    for (field, text) in [(Field::Source, source), (Field::SourcePort, from), (Field::DestinationPort, to)] {
        let named = service_named(text).filter(|_| field != Field::Source);
        let text = named.map_or_else(|| text.to_owned(), |service| service.ports.to_string());
        rule = rule.with_text(field, &text).map_err(|error| (field, error))?;
    }
    Ok(rule)
}

const fn expected(field: Field) -> Expected {
    if matches!(field, Field::Action) { Expected::Action } else { Expected::Protocol }
}

/// The source, the sender's port and the server's port; `None` for words that are none of them.
fn places<'a>(words: &[&'a str]) -> Option<[&'a str; 3]> {
    let arrow = words.iter().position(|word| matches!(*word, "->" | "→"));
    let (before, to) = match arrow {
        Some(at) => (words.get(..at)?, words.get(at + 1..)?),
        None => (words, &[][..]),
    };
    Some(match (before, to) {
        ([], []) => ["", "", ""],
        ([], [to]) => ["", "", to],
        ([source], []) if arrow.is_none() => [of_source(source).0, of_source(source).1, ""],
        ([source], [to]) => [of_source(source).0, of_source(source).1, to],
        ([source, to], []) if arrow.is_none() => [of_source(source).0, of_source(source).1, to],
        ([source, from, to], []) if arrow.is_none() => [source, from, to],
        _ => return None,
    })
}

/// An address and the port behind it. Several colons are no port but an address that the field will refuse.
fn of_source(word: &str) -> (&str, &str) {
    word.split_once(':').filter(|(_, port)| !port.contains(':')).unwrap_or((word, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::language;

    #[test]
    fn what_is_written_can_be_read() {
        for text in [
            "allow udp any:67 -> 68",
            "allow tcp 203.0.113.0/24 -> 22",
            "deny ip any",
            "allow tcp any:443 -> any",
            "deny udp 192.0.2.1:1000-2000 -> 53",
        ] {
            assert_eq!(language::rule(&read(text).unwrap(), Lang::En), text);
            let japanese = language::rule(&read(text).unwrap(), Lang::Ja);
            assert_eq!(read(&japanese).unwrap(), read(text).unwrap(), "{japanese}");
        }
    }

    #[test]
    fn shorter_ways_mean_the_same() {
        for (text, same) in [
            ("allow tcp -> https # Web", "allow tcp any -> 443"),
            ("ALLOW TCP any 443", "allow tcp any -> 443"),
            ("allow tcp any any 443", "allow tcp any -> 443"),
            ("許可　udp　すべて　５３", "allow udp any -> 53"),
            ("deny ip", "deny ip any"),
        ] {
            assert_eq!(language::rule(&read(text).unwrap(), Lang::En), same, "{text}");
        }
        assert_eq!(read("allow tcp -> 443 # Web").unwrap().description, "Web");
    }

    #[test]
    fn the_first_wrong_field_is_named() {
        for (text, field) in [
            ("", Field::Action),
            ("permit tcp any", Field::Action),
            ("allow", Field::Protocol),
            ("allow xyz", Field::Protocol),
            ("allow tcp ::1 -> 22", Field::Source),
            ("allow tcp any -> 22 23", Field::Source),
            ("allow tcp any ->", Field::Source),
            ("allow tcp any:x -> 22", Field::SourcePort),
            ("allow tcp any -> 22,23", Field::DestinationPort),
        ] {
            assert_eq!(read(text).unwrap_err().0, field, "{text}");
        }
    }
}
