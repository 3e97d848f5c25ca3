//! The traffic notation: packet sets as a person writes them in one line.
//!
//! ```text
//! udp 192.0.2.1:67 -> 68                  one packet
//! tcp 203.0.113.0/24:any -> 32768-60999   any of them may be a range; a port that is missing or `any` means all
//! tcp 192.0.2.1-192.0.2.9 -> 22           addresses too
//! icmp any                                without ports: icmp, ip, and other protocols by name or number
//! gre any     47 any     ip any
//! other any   other 40-50 any             every protocol but tcp, udp and icmp
//! fragment any   fragment udp 192.0.2.1   second and later fragments, of any protocol or of one
//! tcp any -> 22; udp any -> 53            several at once
//! ```
//!
//! `Display` of a [`Packet`](super::Packet), a [`Region`] and a [`PacketSet`] writes it, [`PacketSet::parse`] reads it
//! back to the same set. What a Japanese input method types (full-width characters, `→`) and what this program shows
//! (`すべて`) is understood as well.

use super::packet::{ICMP, TCP, UDP, protocol_name, protocol_number};
use super::set::{PacketKind, PacketSet, Region, Span, number_at, rank_of};
use crate::filter::{AddressRange, Expected, FieldError, Ports, Source, half_width};
use crate::lang::read::is_any;
use std::fmt;

/// Text that is no traffic: where it stops making sense and what was expected there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotationError {
    /// What would have been right.
    pub expected: TrafficExpected,
    /// 0-based character position in the text.
    pub at: usize,
}

/// What the notation would have accepted. The sentence for each is in [`crate::language`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrafficExpected {
    /// A protocol: `tcp`, `udp`, `icmp`, `fragment`, `ip`, `other`, or another one by name or number.
    Protocol,
    /// `->` between the sender and the server's port.
    Arrow,
    /// No ports: only tcp and udp have them.
    NoPorts,
    /// What a field of a rule takes.
    Field(Expected),
}

impl PacketSet {
    /// Reads the traffic notation.
    ///
    /// # Errors
    /// What was expected, at the character where the text stops making sense.
    pub fn parse(text: &str) -> Result<Self, NotationError> {
        let chars: Vec<char> = half_width(text).chars().collect();
        let mut rest = Some(Piece { at: 0, chars: &chars });
        let mut set = Self::empty();
        while let Some(piece) = rest {
            let (one, more) = piece.cut(';');
            set.add(&traffic(one.trimmed())?);
            rest = more.filter(|more| !more.trimmed().chars.is_empty());
        }
        Ok(set)
    }
}

/// A part of the text that knows where it stands.
#[derive(Clone, Copy)]
struct Piece<'a> {
    at: usize,
    chars: &'a [char],
}

impl Piece<'_> {
    fn part(self, from: usize, to: usize) -> Self {
        Self { at: self.at + from, chars: self.chars.get(from..to).unwrap_or_default() }
    }

    fn trimmed(self) -> Self {
        let blanks = |chars: &mut dyn Iterator<Item = &char>| chars.take_while(|c| c.is_whitespace()).count();
        let lead = blanks(&mut self.chars.iter());
        let tail = blanks(&mut self.chars.iter().skip(lead).rev());
        self.part(lead, self.chars.len() - tail)
    }

    /// What stands before the first separator, and after it if there is one.
    fn cut(self, separator: char) -> (Self, Option<Self>) {
        self.cut_at(self.chars.iter().position(|c| *c == separator), 1)
    }

    fn cut_at(self, place: Option<usize>, width: usize) -> (Self, Option<Self>) {
        let end = self.chars.len();
        place.map_or((self, None), |place| (self.part(0, place), Some(self.part(place + width, end))))
    }

    fn cut_at_arrow(self) -> (Self, Option<Self>) {
        let long = self.chars.windows(2).position(|pair| pair == ['-', '>']);
        let short = self.chars.iter().position(|c| *c == '→');
        match (long, short) {
            (Some(long), short) if short.is_none_or(|short| long < short) => self.cut_at(Some(long), 2),
            (_, short) => self.cut_at(short, 1),
        }
    }

    /// The first word, and the rest.
    fn first_word(self) -> (Self, Self) {
        let end = self.chars.len();
        let length = self.chars.iter().position(|c| c.is_whitespace()).unwrap_or(end);
        (self.part(0, length), self.part(length, end).trimmed())
    }

    /// The second of two words with nothing that joins them in between.
    fn second_word(self) -> Option<Self> {
        let joins = |c: char| matches!(c, '-' | ':' | '/');
        let (first, second) = self.first_word();
        let loose =
            !first.chars.last().copied().is_some_and(joins) && !second.chars.first().copied().is_some_and(joins);
        match second.chars.is_empty() {
            true => None,
            false if loose => Some(second),
            false => second.second_word(),
        }
    }

    fn text(self) -> String {
        self.chars.iter().collect()
    }

    fn word(self) -> String {
        self.text().to_ascii_lowercase()
    }

    fn says_any(self) -> bool {
        is_any(self.word().trim())
    }

    fn expected(self, expected: TrafficExpected) -> NotationError {
        NotationError { expected, at: self.at }
    }

    fn field_error(self, error: FieldError) -> NotationError {
        NotationError { expected: TrafficExpected::Field(error.expected), at: self.at + error.at }
    }
}

fn traffic(piece: Piece) -> Result<PacketSet, NotationError> {
    if piece.word() == "none" {
        return Ok(PacketSet::empty());
    }
    let (left, ports) = piece.cut_at_arrow();
    let (word, rest) = left.trimmed().first_word();
    match word.word().as_str() {
        "ip" => portless(rest, ports).map(PacketSet::all_from),
        "icmp" => portless(rest, ports).map(|source| Region::of_kind(PacketKind::Icmp, source).into()),
        "tcp" => with_ports(PacketKind::Tcp, rest, ports),
        "udp" => with_ports(PacketKind::Udp, rest, ports),
        "fragment" => numbered(PacketKind::Fragment, rest, ports),
        "other" => numbered(PacketKind::Other, rest, ports),
        name => match protocol_number(name).ok_or_else(|| word.expected(TrafficExpected::Protocol))? {
            TCP => with_ports(PacketKind::Tcp, rest, ports),
            UDP => with_ports(PacketKind::Udp, rest, ports),
            ICMP => portless(rest, ports).map(|source| Region::of_kind(PacketKind::Icmp, source).into()),
            number => {
                let source = portless(rest, ports)?;
                Ok(of_numbers(PacketKind::Other, Span::one(rank_of(number)), source))
            }
        },
    }
}

/// `fragment` or `other`: perhaps a protocol or a range of protocol numbers, then the source.
fn numbered(kind: PacketKind, rest: Piece, ports: Option<Piece>) -> Result<PacketSet, NotationError> {
    let (word, after) = rest.first_word();
    let text = word.word();
    let is_numbers = word.chars.first().is_some_and(char::is_ascii_digit) && !text.contains('.');
    if !is_numbers && protocol_number(&text).is_none() {
        return Ok(Region::of_kind(kind, portless(rest, ports)?).into());
    }
    let numbers = match text.split_once('-') {
        Some((low, high)) => low.parse().ok().zip(high.parse().ok()),
        None => protocol_number(&text).map(|number| (number, number)),
    };
    let span = numbers.and_then(|(low, high)| span_of(kind, low, high));
    let span = span.ok_or_else(|| word.expected(TrafficExpected::Protocol))?;
    Ok(of_numbers(kind, span, portless(after, ports)?))
}

/// The protocols from one number to another as the first number of a region; `None` if there are none.
fn span_of(kind: PacketKind, low: u8, high: u8) -> Option<Span> {
    let (low, high) = match kind {
        // The rank of the next one that is not left out; one past the last.
        PacketKind::Other => (rank_of(low), high.checked_add(1).map_or(253, rank_of).checked_sub(1)?),
        _ => (low.into(), high.into()),
    };
    (low <= high).then_some(Span { low, high })
}

fn of_numbers(kind: PacketKind, numbers: Span, source: Span) -> PacketSet {
    let [source, _, second] = Region::of_kind(kind, source).spans;
    Region { kind, spans: [source, numbers, second] }.into()
}

fn portless(rest: Piece, ports: Option<Piece>) -> Result<Span, NotationError> {
    let (source, from) = sender(rest)?;
    match from.or(ports) {
        Some(ports) => Err(ports.trimmed().expected(TrafficExpected::NoPorts)),
        None => addresses(source),
    }
}

fn with_ports(kind: PacketKind, rest: Piece, ports: Option<Piece>) -> Result<PacketSet, NotationError> {
    let (source, from) = sender(rest)?;
    let (source, from, to) = (addresses(source)?, spans(from)?, spans(ports)?);
    let boxes = from.iter().flat_map(|from| to.iter().map(move |to| Region::with_ports(kind, source, *from, *to)));
    Ok(boxes.collect())
}

/// The sender's address and, after a colon, its port.
fn sender(rest: Piece) -> Result<(Piece, Option<Piece>), NotationError> {
    if let Some(second) = rest.second_word() {
        return Err(second.expected(TrafficExpected::Arrow));
    }
    match rest.cut(':') {
        (_, Some(port)) if port.chars.contains(&':') => {
            Err(rest.expected(TrafficExpected::Field(Expected::AddressNotIpv6)))
        }
        (address, port) => Ok((address.trimmed(), port)),
    }
}

fn addresses(piece: Piece) -> Result<Span, NotationError> {
    if piece.says_any() {
        return Ok(Span::ADDRESSES);
    }
    let (first, last) = piece.cut('-');
    let range =
        |piece: Piece| Source::parse(&piece.text()).map(Source::addresses).map_err(|error| piece.field_error(error));
    let Some(last) = last else { return Ok(range(first)?.into()) };
    let end = last.trimmed();
    let single = |piece: Piece, range: AddressRange| {
        let error = piece.expected(TrafficExpected::Field(Expected::Address));
        if range.first == range.last { Ok(range.first) } else { Err(error) }
    };
    let range = AddressRange { first: single(first, range(first)?)?, last: single(end, range(end)?)? };
    let in_order = range.first <= range.last;
    in_order.then(|| range.into()).ok_or_else(|| end.expected(TrafficExpected::Field(Expected::RangeInOrder)))
}

fn spans(ports: Option<Piece>) -> Result<Vec<Span>, NotationError> {
    let Some(piece) = ports.filter(|piece| !piece.says_any()) else { return Ok(vec![Span::PORTS]) };
    let ports = Ports::parse(&piece.text()).map_err(|error| piece.field_error(error))?;
    Ok(ports.ranges().into_iter().map(Span::from).collect())
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [_, first, second] = self.spans;
        let source = source_text(self.sources());
        let one_protocol = |number: u8| format!("{} {source}", protocol_name(number));
        match self.kind {
            PacketKind::Tcp | PacketKind::Udp => {
                let protocol = if self.kind == PacketKind::Tcp { "tcp" } else { "udp" };
                let from = if first == Span::PORTS { String::new() } else { format!(":{}", port_text(first)) };
                write!(f, "{protocol} {source}{from} -> {}", port_text(second))
            }
            PacketKind::Icmp => write!(f, "icmp {source}"),
            PacketKind::Other if self.covers_every_number() => write!(f, "other {source}"),
            PacketKind::Other if first.low == first.high => f.write_str(&one_protocol(number_at(first.low))),
            PacketKind::Other => write!(f, "other {}-{} {source}", number_at(first.low), number_at(first.high)),
            PacketKind::Fragment if self.covers_every_number() => write!(f, "fragment {source}"),
            PacketKind::Fragment if first.low == first.high => {
                write!(f, "fragment {}", one_protocol(u8::try_from(first.low).unwrap_or(u8::MAX)))
            }
            PacketKind::Fragment => write!(f, "fragment {}-{} {source}", first.low, first.high),
        }
    }
}

/// Addresses as the notation writes them: `any`, one address, a network, or a range.
pub(super) fn source_text(range: AddressRange) -> String {
    match range.as_network() {
        _ if range == AddressRange::ALL => "any".to_owned(),
        Some(net) if net.prefix_len() == 32 => range.first.to_string(),
        Some(net) => net.to_string(),
        None => format!("{}-{}", range.first, range.last),
    }
}

fn port_text(span: Span) -> String {
    match span {
        Span::PORTS => "any".to_owned(),
        Span { low, high } if low == high => low.to_string(),
        Span { low, high } => format!("{low}-{high}"),
    }
}

impl fmt::Display for PacketSet {
    /// Every box, the same from every protocol as `ip`; `none` for the empty set.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut boxes = self.tidied().regions().to_vec();
        let mut texts = Vec::new();
        while let Some(region) = boxes.first().copied() {
            let [source, ..] = region.spans;
            let whole = PacketKind::ALL.map(|kind| Region::of_kind(kind, source));
            if whole.iter().all(|one| boxes.contains(one)) {
                boxes.retain(|one| !whole.contains(one));
                texts.push(format!("ip {}", source_text(region.sources())));
            } else {
                boxes.remove(0);
                texts.push(region.to_string());
            }
        }
        f.write_str(if texts.is_empty() { "none" } else { "" })?;
        f.write_str(&texts.join("; "))
    }
}
