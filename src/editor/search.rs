//! Searching the rules: by words, by an address that a source contains, by a port that a rule speaks of.

use crate::filter::{AddressRange, Field, PortRange, Ports, Protocol, Rule, Source, half_width};
use crate::lang::Lang;
use crate::language;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Search {
    /// As it was typed.
    pub(super) text: String,
    /// What that means.
    pub(super) wanted: Wanted,
}

/// The meaning of a searched text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Rules that speak of packets from here.
    Addresses(AddressRange),
    /// Rules that speak of packets to these ports.
    Ports(PortRange),
    /// Rules with these letters in a field.
    Words(String),
}

impl Search {
    /// Reads what is looked for; `None` for a blank text. A number is a port, an address or a network is where packets
    /// come from, and everything else is words.
    pub(super) fn new(text: &str) -> Option<Self> {
        let words = half_width(text).trim().to_lowercase();
        if words.is_empty() {
            return None;
        }
        let wanted = match (Ports::parse(&words), Source::parse(&words)) {
            (Ok(Ports::One(port)), _) => Wanted::Ports(PortRange::new(port, port)),
            (Ok(Ports::Range(range)), _) => Wanted::Ports(range),
            (_, Ok(source)) if source != Source::Any => Wanted::Addresses(source.addresses()),
            _ => Wanted::Words(words),
        };
        Some(Self { text: text.trim().to_owned(), wanted })
    }

    pub(super) fn finds(&self, rule: &Rule) -> bool {
        Field::ALL.into_iter().any(|field| self.is_in(rule, field))
    }

    /// Whether this field is why a rule is found.
    pub(crate) fn is_in(&self, rule: &Rule, field: Field) -> bool {
        match (&self.wanted, field) {
            (Wanted::Words(words), _) => says(rule, field, words),
            (_, Field::Description) => says(rule, field, &half_width(&self.text).to_lowercase()),
            (Wanted::Addresses(range), Field::Source) => {
                let own = rule.source.addresses();
                own.first <= range.last && range.first <= own.last
            }
            // A rule for every packet speaks of every port.
            (Wanted::Ports(_), Field::Protocol) => rule.protocol == Protocol::Ip,
            (Wanted::Ports(range), Field::DestinationPort) => {
                rule.protocol.has_ports() && meet(rule.destination_port, *range)
            }
            (Wanted::Ports(range), Field::SourcePort) => {
                rule.protocol.has_ports() && rule.source_port != Ports::Any && meet(rule.source_port, *range)
            }
            _ => false,
        }
    }
}

fn meet(ports: Ports, range: PortRange) -> bool {
    ports.ranges().iter().any(|own| own.first <= range.last && range.first <= own.last)
}

/// Whether a field holds the words, as a file or as either language writes it.
fn says(rule: &Rule, field: Field, words: &str) -> bool {
    let holds = |text: &str| text.to_lowercase().contains(words);
    let in_words = |lang| field == Field::Action && holds(language::action(rule.action, lang));
    holds(&half_width(&rule.text(field))) || holds(&rule.text(field)) || in_words(Lang::Ja) || in_words(Lang::En)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::Action;

    fn rule(protocol: Protocol, source: &str, ports: &str, text: &str) -> Rule {
        let rule = Rule::new(Action::Allow, protocol).from(Source::parse(source).unwrap());
        rule.ports(Ports::Any, Ports::parse(ports).unwrap()).described(text)
    }

    #[test]
    fn a_number_an_address_and_words_find_what_they_mean() {
        let rules = [
            rule(Protocol::Tcp, "203.0.113.0/24", "22", "Office SSH"),
            rule(Protocol::Tcp, "", "400-500", "範囲"),
            rule(Protocol::Udp, "198.51.100.7", "53", "443 in a note"),
            rule(Protocol::Ip, "192.0.2.1", "", ""),
        ];
        for (text, found) in [
            ("443", vec![1, 2, 3]),
            ("４４３", vec![1, 2, 3]),
            ("203.0.113.5", vec![0, 1]),
            ("203.0.0.0/16", vec![0, 1]),
            ("office", vec![0]),
            ("範囲", vec![1]),
            ("許可", vec![0, 1, 2, 3]),
            ("udp", vec![2]),
            ("500-600", vec![1, 3]),
        ] {
            let search = Search::new(text).unwrap();
            let hits: Vec<usize> = (0..rules.len()).filter(|index| search.finds(&rules[*index])).collect();
            assert_eq!(hits, found, "{text}");
        }
        assert_eq!(Search::new("  "), None);
    }
}
