//! What a person expects of a filter: traffic that must pass, traffic that must not.
//!
//! ```text
//! pass tcp 203.0.113.0/24 -> 22
//! block tcp any -> 5432 except tcp 10.0.0.0/8 -> 5432
//! ```
//!
//! The traffic is written as [`PacketSet::parse`] reads it, several at once with `;` between. `許可` and `遮断`, and `除外`
//! for the exception, are understood as well. In a list of expectations `;` or the end of a line stands between them: one
//! begins where a word for passing or blocking follows, which no traffic begins with.

use crate::analysis::{Analysis, Decider, Interpretation, Packet, PacketSet, TrafficExpected, first_match, readings};
use crate::filter::{Action, Filter, half_width};
use crate::lang::read::{BLOCK, EXCEPT, PASS};
use std::fmt;
use std::ops::Range;

/// One expectation. It is met only if every packet fares so in every reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// Whether the packets must pass.
    pub wants: Action,
    /// The packets it speaks of.
    pub traffic: PacketSet,
    /// Those of them that it leaves open.
    pub except: PacketSet,
}

/// Text that is no expectation: where it stops making sense and what was expected there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ExpectationError {
    /// What would have been right.
    pub(super) expected: ExpectationExpected,
    /// 0-based character position in the text.
    pub(super) at: usize,
}

/// What an expectation would have accepted. The sentence for each is in [`crate::language`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExpectationExpected {
    /// `pass` or `block`.
    Predicate,
    Traffic(TrafficExpected),
    /// At least one packet: the traffic is empty, or the exception takes all of it.
    Packets,
}

/// A packet that does not fare as it shall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// The packet.
    pub packet: Packet,
    /// What shall happen to it.
    pub wants: Action,
    /// Who decides it otherwise; ascending. In one reading or another, where it is uncertain.
    pub decided_by: Vec<Decider>,
    /// Whether it depends on what the documents leave open.
    pub is_uncertain: bool,
}

/// Two expectations that no filter can meet, by their 0-based places, and a packet of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contradiction {
    /// The one that wants the packet to pass.
    pub(crate) pass: usize,
    /// The one that wants it blocked.
    pub(crate) block: usize,
    pub(crate) packet: Packet,
}

/// The words for either wish.
const WISHES: [(Action, [&str; 3]); 2] = [(Action::Allow, PASS), (Action::Deny, BLOCK)];

impl Expectation {
    /// All of this traffic, without an exception.
    pub(crate) const fn of(wants: Action, traffic: PacketSet) -> Self {
        Self { wants, traffic, except: PacketSet::empty() }
    }

    /// The packets that must fare so.
    pub fn packets(&self) -> PacketSet {
        self.traffic.subtract(&self.except)
    }

    /// Reads one expectation.
    ///
    /// # Errors
    /// What was expected, at the character where the text stops making sense.
    pub(super) fn parse(text: &str) -> Result<Self, ExpectationError> {
        let chars: Vec<char> = half_width(text).chars().collect();
        let all = words(&chars);
        let start = all.first().map_or(chars.len(), |word| word.start);
        let first = all.first().map(|word| text_of(&chars, word.clone())).unwrap_or_default();
        let wants = wish(&first).ok_or(ExpectationError { expected: ExpectationExpected::Predicate, at: start })?;
        let from = all.first().map_or(chars.len(), |word| word.end);
        let except = all.iter().skip(1).find(|word| EXCEPT.contains(&text_of(&chars, (*word).clone()).as_str()));
        let traffic = traffic(&chars, from..except.map_or(chars.len(), |word| word.start))?;
        let except_at = except.map_or(chars.len(), |word| word.end);
        let except = match except {
            Some(_) => self::traffic(&chars, except_at..chars.len())?,
            None => PacketSet::empty(),
        };
        let read = Self { wants, traffic, except };
        let nothing = |at| ExpectationError { expected: ExpectationExpected::Packets, at: after_blanks(&chars, at) };
        match read.packets().is_empty() {
            true if read.traffic.is_empty() => Err(nothing(from)),
            true => Err(nothing(except_at)),
            false => Ok(read),
        }
    }

    /// Whether a filter meets it.
    ///
    /// # Errors
    /// A packet that does not fare so; one that certainly does not, if there is one.
    pub(crate) fn check(&self, analysis: &Analysis, filter: &Filter) -> Result<(), Unmet> {
        let wants = self.wants;
        let answer = analysis.answer(&self.packets());
        if let Some(packet) = answer.certainly(wants.toggled()).witness() {
            let decided_by = vec![first_match(filter, &packet, Interpretation::default()).0];
            return Err(Unmet { packet, wants, decided_by, is_uncertain: false });
        }
        let Some(packet) = answer.possibly(wants.toggled()).witness() else { return Ok(()) };
        let decider = |reading| first_match(filter, &packet, reading).0;
        let mut decided_by: Vec<Decider> = readings(filter).into_iter().map(decider).collect();
        decided_by.sort_unstable();
        decided_by.dedup();
        Err(Unmet { packet, wants, decided_by, is_uncertain: true })
    }
}

/// Every pair of expectations that no filter can meet.
pub(crate) fn contradictions(all: &[Expectation]) -> Vec<Contradiction> {
    let wanted = |wants| all.iter().enumerate().filter(move |(_, one)| one.wants == wants);
    let against = |(pass, one): (usize, &Expectation)| {
        let packets = one.packets();
        let both = wanted(Action::Deny).filter_map(move |(block, other)| {
            let packet = packets.intersect(&other.packets()).witness()?;
            Some(Contradiction { pass, block, packet })
        });
        both.collect::<Vec<_>>()
    };
    wanted(Action::Allow).flat_map(against).collect()
}

/// The places of the expectations in a list.
pub(super) fn items(chars: &[char]) -> Vec<Range<usize>> {
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for part in chars.split_inclusive(|c| matches!(c, ';' | '\n')) {
        let separators = part.iter().rev().take_while(|c| matches!(c, ';' | '\n')).count();
        let end = start + part.len() - separators;
        let first = words(part).into_iter().next().map(|word| text_of(part, word)).unwrap_or_default();
        let begins = wish(first.trim_end_matches(';')).is_some() || follows_a_line(chars, start);
        match items.last_mut() {
            _ if first.trim_end_matches(';').is_empty() => {}
            Some(last) if !begins => last.end = end,
            _ => items.push(after_blanks(chars, start)..end),
        }
        start += part.len();
    }
    items
}

fn follows_a_line(chars: &[char], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| chars.get(before)) == Some(&'\n')
}

fn wish(word: &str) -> Option<Action> {
    WISHES.iter().find(|(_, words)| words.contains(&word)).map(|(action, _)| *action)
}

fn traffic(chars: &[char], place: Range<usize>) -> Result<PacketSet, ExpectationError> {
    let text: String = chars.get(place.clone()).unwrap_or_default().iter().collect();
    let read = PacketSet::parse(&text).map(|set| set.tidied());
    read.map_err(|error| ExpectationError {
        expected: ExpectationExpected::Traffic(error.expected),
        at: place.start + error.at,
    })
}

/// The places of the words.
fn words(chars: &[char]) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, _) in chars.iter().enumerate().filter(|(_, c)| !c.is_whitespace()) {
        match words.last_mut() {
            Some(word) if word.end == at => word.end = at + 1,
            _ => words.push(at..at + 1),
        }
    }
    words
}

fn after_blanks(chars: &[char], from: usize) -> usize {
    from + chars.iter().skip(from).take_while(|c| c.is_whitespace()).count()
}

fn text_of(chars: &[char], place: Range<usize>) -> String {
    chars.get(place).unwrap_or_default().iter().collect::<String>().to_lowercase()
}

impl fmt::Display for Expectation {
    /// As `Expectation::parse` reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.wants == Action::Allow { "pass" } else { "block" };
        write!(f, "{word} {}", self.traffic)?;
        if self.except.is_empty() { Ok(()) } else { write!(f, " except {}", self.except) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Expected, Protocol, Rule};

    fn error(text: &str) -> (ExpectationExpected, usize) {
        let error = Expectation::parse(text).unwrap_err();
        (error.expected, error.at)
    }

    #[test]
    fn what_is_written_is_read_back_the_same() {
        for text in [
            "pass tcp 203.0.113.0/24 -> 22",
            "block tcp any -> 5432 except tcp 10.0.0.0/8 -> 5432",
            "pass tcp any -> 80; udp any -> 443 except tcp 192.0.2.1 -> 80; udp 192.0.2.1 -> 443",
            "block ip any except icmp any",
            "pass fragment any",
        ] {
            let read = Expectation::parse(text).unwrap();
            let written = read.to_string();
            assert_eq!(Expectation::parse(&written), Ok(read), "{text}: {written}");
        }
        assert_eq!(Expectation::parse("pass tcp any -> 22").unwrap().to_string(), "pass tcp any -> 22");
    }

    #[test]
    fn what_a_japanese_input_method_types_is_understood() {
        let plain = Expectation::parse("block tcp any -> 5432 except tcp 10.0.0.0/8 -> 5432");
        for text in [
            "遮断　ｔｃｐ　すべて　→　５４３２　除外　ｔｃｐ　１０．０．０．０／８→５４３２",
            "拒否 tcp any → 5432 除外 tcp 10.0.0.0/8 -> 5432",
            "BLOCK TCP any -> 5432 EXCEPT TCP 10.0.0.0/8 -> 5432",
        ] {
            assert_eq!(Expectation::parse(text), plain, "{text}");
        }
        assert_eq!(Expectation::parse("許可 icmp すべて"), Expectation::parse("pass icmp any"));
    }

    #[test]
    fn an_error_has_its_place() {
        use ExpectationExpected::{Packets, Predicate, Traffic};
        let field = |expected| Traffic(TrafficExpected::Field(expected));
        for (text, expected, at) in [
            ("", Predicate, 0),
            ("  tcp any -> 22", Predicate, 2),
            ("pass", Traffic(TrafficExpected::Protocol), 4),
            ("pass web", Traffic(TrafficExpected::Protocol), 5),
            ("pass tcp 192.0.2.300 -> 22", field(Expected::Address), 17),
            ("block tcp any -> 1 except tcp any -> 70000", field(Expected::Port), 37),
            ("pass none", Packets, 5),
            ("pass tcp any -> 22 except ip any", Packets, 26),
        ] {
            assert_eq!(error(text), (expected, at), "{text}");
        }
    }

    #[test]
    fn a_list_is_cut_where_a_wish_begins() {
        let cut = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            items(&chars).into_iter().map(|item| text_of(&chars, item)).collect::<Vec<_>>()
        };
        assert_eq!(cut("pass icmp; tcp any -> 1; block gre"), ["pass icmp; tcp any -> 1", "block gre"]);
        assert_eq!(cut("pass icmp\nblock gre;\n\n"), ["pass icmp", "block gre"]);
        assert_eq!(cut("pass icmp\ntcp any"), ["pass icmp", "tcp any"]);
        assert_eq!(cut(" ; icmp"), ["icmp"]);
        assert_eq!(cut("  "), [""; 0]);
    }

    #[test]
    fn a_filter_is_told_by_a_packet_and_who_decides_it() {
        let mut ssh = Rule::new(Action::Allow, Protocol::Tcp);
        ssh.source = crate::filter::Source::parse("203.0.113.0/24").unwrap();
        ssh.destination_port = crate::filter::Ports::One(22);
        let filter = Filter { rules: vec![ssh, Rule::new(Action::Deny, Protocol::Ip)], ..Filter::default() };
        let analysis = Analysis::new(&filter);
        let check = |text: &str| Expectation::parse(text).unwrap().check(&analysis, &filter);
        assert_eq!(check("pass tcp 203.0.113.7 -> 22"), Ok(()));
        assert_eq!(check("block tcp any -> 22 except tcp 203.0.113.0/24 -> 22"), Ok(()));
        let unmet = check("block tcp any -> 22").unwrap_err();
        assert_eq!((unmet.wants, unmet.decided_by, unmet.is_uncertain), (Action::Deny, vec![Decider::Rule(0)], false));
        assert!(Expectation::parse("pass tcp 203.0.113.0/24 -> 22").unwrap().packets().contains(&unmet.packet));
        let unmet = check("pass tcp any -> 80").unwrap_err();
        assert_eq!((unmet.wants, unmet.decided_by), (Action::Allow, vec![Decider::Rule(1)]));
    }

    #[test]
    fn expectations_that_contradict_each_other_are_found_with_a_packet() {
        let all = ["pass tcp any -> 22", "block tcp 192.0.2.0/24 -> 22", "block tcp any -> 22 except tcp any -> 22-23"];
        let read: Vec<Expectation> = all.iter().filter_map(|text| Expectation::parse(text).ok()).collect();
        assert_eq!(read.len(), 2, "the last one speaks of nothing");
        let found = contradictions(&read);
        let [Contradiction { pass: 0, block: 1, packet }] = found.as_slice() else { panic!("{found:?}") };
        assert!(read[0].packets().contains(packet) && read[1].packets().contains(packet));
        assert_eq!(contradictions(&read[..1]), []);
    }
}
