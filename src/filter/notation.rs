//! A rule in one line, as this program writes it: `allow udp 192.0.2.0/24:67 -> 68 # DHCP`.

use super::{Action, Expected, Field, FieldError, Ports, Protocol, Rule, half_width, service_named};
use crate::lang::read;
use crate::text::visible;

impl Rule {
    /// Reads a rule: the action, the protocol, the source with the sender's port behind a colon, the server's port behind
    /// an arrow, and a note behind `#`. What is left out means any. One port without an arrow is the server's. Words of
    /// either language are understood.
    ///
    /// # Errors
    /// The first field that means nothing.
    pub(crate) fn parse(text: &str) -> Result<Self, (Field, FieldError)> {
        let (text, note) = text.split_once('#').unwrap_or((text, ""));
        let mut words = text.split_whitespace();
        let mut next = |field| words.next().ok_or((field, FieldError::whole(expected(field))));
        let action = Action::of_word(next(Field::Action)?).map_err(|error| (Field::Action, error))?;
        let protocol = Protocol::parse(next(Field::Protocol)?).map_err(|error| (Field::Protocol, error))?;
        let rest: Vec<&str> = words.collect();
        let [source, from, to] = places(&rest).ok_or((Field::Source, FieldError::whole(Expected::Address)))?;
        let mut rule = Self::new(action, protocol).described(note.trim());
        for (field, text) in [(Field::Source, source), (Field::SourcePort, from), (Field::DestinationPort, to)] {
            let named = service_named(text).filter(|_| field != Field::Source);
            let text = named.map_or_else(|| text.to_owned(), |service| service.ports.to_string());
            rule = rule.with_text(field, &text).map_err(|error| (field, error))?;
        }
        Ok(rule)
    }

    /// The rule with this text in a field, where the name of a service stands for its port: one rule, or one for each value
    /// of a list, which the cloud does not take.
    ///
    /// # Errors
    /// What is wrong with the text, or with the first value that means nothing.
    pub(crate) fn with_each(&self, field: Field, text: &str) -> Result<Vec<Self>, FieldError> {
        let plain = half_width(text);
        let items: Vec<&str> = plain.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
        if items.len() < 2 || !(field.is_port() || field == Field::Source) {
            return self.with_text(field, &field.meant(text)).map(|rule| vec![rule]);
        }
        items.into_iter().map(|item| self.with_text(field, &field.meant(item))).collect()
    }

    /// The rule in one line, without its note, with a word for its action and one for any address or port:
    /// `allow udp any:67 -> 68`, `deny ip any`. What is not resolved stands there as in its file.
    pub(crate) fn line(&self, action: &str, any: &str) -> String {
        let open = |field: Field| self.open.text(field).map(visible);
        let source = if self.source.is_any() { any.to_owned() } else { self.source.to_string() };
        let source = open(Field::Source).unwrap_or(source);
        let port = |field, ports: Ports| open(field).or_else(|| (ports != Ports::Any).then(|| ports.to_string()));
        let has_ports = self.protocol.has_ports() || open(Field::Protocol).is_some();
        let from = port(Field::SourcePort, self.source_port).filter(|_| has_ports);
        let to = port(Field::DestinationPort, self.destination_port).filter(|_| has_ports);
        let traffic = match (from, to) {
            (None, None) => source,
            (None, Some(to)) => format!("{source} -> {to}"),
            (Some(from), to) => format!("{source}:{from} -> {}", to.as_deref().unwrap_or(any)),
        };
        let action = open(Field::Action).unwrap_or_else(|| action.to_owned());
        let protocol = open(Field::Protocol).unwrap_or_else(|| self.protocol.as_str().to_owned());
        format!("{action} {protocol} {traffic}")
    }
}

impl Field {
    /// What a text in it stands for: the name of a service is its port, and a dash leaves the field open.
    pub(crate) fn meant(self, text: &str) -> String {
        match service_named(text).filter(|_| self.is_port()) {
            Some(service) => service.ports.to_string(),
            None if text == "-" && self != Self::Description => String::new(),
            None => text.to_owned(),
        }
    }

    const fn is_port(self) -> bool {
        matches!(self, Self::SourcePort | Self::DestinationPort)
    }
}

impl Action {
    /// allow or deny, as the API or as either language writes it.
    ///
    /// # Errors
    /// [`Expected::Action`] for any other word.
    pub(crate) fn of_word(text: &str) -> Result<Self, FieldError> {
        let word = half_width(text).trim().to_lowercase();
        let known = [(Self::Allow, read::ALLOW), (Self::Deny, read::DENY)];
        let found = known.into_iter().find(|(_, words)| words.contains(&word.as_str()));
        found.map(|(action, _)| action).ok_or_else(|| FieldError::whole(Expected::Action))
    }
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

    fn english(rule: &Rule) -> String {
        rule.line(rule.action.as_str(), "any")
    }

    fn japanese(rule: &Rule) -> String {
        let action = if rule.action == Action::Allow { "許可" } else { "拒否" };
        rule.line(action, "すべて")
    }

    #[test]
    fn what_is_written_can_be_read() {
        for text in [
            "allow udp any:67 -> 68",
            "allow tcp 203.0.113.0/24 -> 22",
            "deny ip any",
            "allow tcp any:443 -> any",
            "deny udp 192.0.2.1:1000-2000 -> 53",
        ] {
            let rule = Rule::parse(text).unwrap();
            assert_eq!(english(&rule), text);
            assert_eq!(Rule::parse(&japanese(&rule)).unwrap(), rule, "{text}");
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
            assert_eq!(english(&Rule::parse(text).unwrap()), same, "{text}");
        }
        assert_eq!(Rule::parse("allow tcp -> 443 # Web").unwrap().description, "Web");
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
            assert_eq!(Rule::parse(text).unwrap_err().0, field, "{text}");
        }
    }
}
