//! Exact sets of packets: unions of disjoint boxes.
//!
//! The source is the only address a rule can name, so a packet is a point in a small space: a kind, the source address
//! and two numbers whose meaning depends on the kind.
//!
//! | kind | first number | second number |
//! |---|---|---|
//! | tcp, udp | source port | destination port |
//! | icmp | - (0) | - (0) |
//! | other | rank of the protocol number (1, 6 and 17 left out) | - (0) |
//! | fragment | protocol number | - (0) |

use super::packet::{ICMP, Packet, Payload, TCP, UDP};
use crate::filter::{AddressRange, PortRange};
use std::fmt;
use std::net::Ipv4Addr;

/// The kinds of packets that rules tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PacketKind {
    /// With a TCP header.
    Tcp,
    /// With a UDP header.
    Udp,
    /// ICMP messages.
    Icmp,
    /// Every other IP protocol, first fragments included.
    Other,
    /// Second and later fragments.
    Fragment,
}

impl PacketKind {
    pub(crate) const ALL: [Self; 5] = [Self::Tcp, Self::Udp, Self::Icmp, Self::Other, Self::Fragment];

    /// All values of the two numbers.
    const fn bounds(self) -> [Span; 2] {
        match self {
            Self::Tcp | Self::Udp => [Span::PORTS, Span::PORTS],
            Self::Icmp => [Span::ZERO, Span::ZERO],
            Self::Other => [Span { low: 0, high: 252 }, Span::ZERO],
            Self::Fragment => [Span { low: 0, high: 255 }, Span::ZERO],
        }
    }
}

/// Numbers from `low` to `high`, both included; `low <= high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Lowest number.
    pub low: u32,
    /// Highest number.
    pub high: u32,
}

/// One number, or the first and the last.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { low, high } = self;
        if low == high { write!(f, "{low}") } else { write!(f, "{low}-{high}") }
    }
}

impl Span {
    const ZERO: Self = Self { low: 0, high: 0 };
    /// Every port.
    pub const PORTS: Self = Self { low: 0, high: 0xffff };
    /// Every address.
    pub const ADDRESSES: Self = Self { low: 0, high: u32::MAX };

    /// One number.
    pub const fn one(number: u32) -> Self {
        Self { low: number, high: number }
    }

    pub(crate) const fn contains(self, number: u32) -> bool {
        self.low <= number && number <= self.high
    }

    pub(crate) fn intersect(self, other: Self) -> Option<Self> {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        (low <= high).then_some(Self { low, high })
    }

    const fn overlaps(self, other: Self) -> bool {
        (self.low <= other.high) & (other.low <= self.high)
    }

    /// How many numbers.
    pub(crate) fn length(self) -> u128 {
        u128::from(self.high - self.low) + 1
    }
}

impl From<AddressRange> for Span {
    fn from(range: AddressRange) -> Self {
        Self { low: range.first.into(), high: range.last.into() }
    }
}

impl From<PortRange> for Span {
    fn from(range: PortRange) -> Self {
        Self { low: range.first.into(), high: range.last.into() }
    }
}

/// A box of packets: one kind, and a span of sources, first and second numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region {
    /// The kind of all its packets.
    pub kind: PacketKind,
    /// Source address, first number, second number (see the module table).
    pub spans: [Span; 3],
}

impl Region {
    /// All packets of a kind from some sources.
    pub const fn of_kind(kind: PacketKind, source: Span) -> Self {
        let [first, second] = kind.bounds();
        Self { kind, spans: [source, first, second] }
    }

    /// Packets with ports.
    pub const fn with_ports(kind: PacketKind, source: Span, source_port: Span, destination_port: Span) -> Self {
        Self { kind, spans: [source, source_port, destination_port] }
    }

    /// Later fragments of one IP protocol.
    pub(crate) const fn fragments_of(protocol: u8, source: Span) -> Self {
        Self { kind: PacketKind::Fragment, spans: [source, Span::one(protocol as u32), Span::ZERO] }
    }

    /// Whether its two numbers may be any that the kind has.
    pub(crate) fn covers_every_number(&self) -> bool {
        let [source, ..] = self.spans;
        *self == Self::of_kind(self.kind, source)
    }

    pub(super) fn sources(&self) -> AddressRange {
        let [source, ..] = self.spans;
        AddressRange { first: Ipv4Addr::from(source.low), last: Ipv4Addr::from(source.high) }
    }

    pub(crate) fn intersect(&self, other: &Self) -> Option<Self> {
        if self.kind != other.kind {
            return None;
        }
        let [[a, b, c], [x, y, z]] = [self.spans, other.spans];
        Some(Self { kind: self.kind, spans: [a.intersect(x)?, b.intersect(y)?, c.intersect(z)?] })
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let ([a, b, c], [x, y, z]) = (self.spans, other.spans);
        // No short circuit: which of them fails cannot be predicted.
        (self.kind == other.kind) & a.overlaps(x) & b.overlaps(y) & c.overlaps(z)
    }

    /// Appends what is left of the box outside `hole`, as at most six disjoint boxes.
    fn subtract(mut self, hole: &Self, out: &mut Vec<Self>) {
        let Some(common) = self.intersect(hole) else {
            out.push(self);
            return;
        };
        for (axis, inner) in common.spans.into_iter().enumerate() {
            let Some(span) = self.spans.get(axis).copied() else { continue };
            let mut keep = |part: Span| {
                let mut piece = self;
                if let Some(place) = piece.spans.get_mut(axis) {
                    *place = part;
                }
                out.push(piece);
            };
            if span.low < inner.low {
                keep(Span { low: span.low, high: inner.low - 1 });
            }
            if inner.high < span.high {
                keep(Span { low: inner.high + 1, high: span.high });
            }
            if let Some(place) = self.spans.get_mut(axis) {
                *place = inner;
            }
        }
    }

    /// The box that is exactly the union of the two, if there is one.
    fn joined(&self, other: &Self) -> Option<Self> {
        if self.kind != other.kind {
            return None;
        }
        let mut different = (0..3).filter(|&axis| self.spans.get(axis) != other.spans.get(axis));
        let (Some(axis), None) = (different.next(), different.next()) else { return None };
        let (a, b) = (*self.spans.get(axis)?, *other.spans.get(axis)?);
        let touching = a.high.checked_add(1) == Some(b.low) || b.high.checked_add(1) == Some(a.low);
        let mut joined = *self;
        *joined.spans.get_mut(axis)? = Span { low: a.low.min(b.low), high: a.high.max(b.high) };
        touching.then_some(joined)
    }

    pub(super) fn count(&self) -> u128 {
        self.spans.iter().map(|span| span.length()).product()
    }
}

/// An exact set of packets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PacketSet {
    regions: Vec<Region>,
}

impl PacketSet {
    /// No packet.
    pub const fn empty() -> Self {
        Self { regions: Vec::new() }
    }

    /// Every packet the filter can meet from these sources.
    pub fn all_from(source: Span) -> Self {
        Self { regions: PacketKind::ALL.map(|kind| Region::of_kind(kind, source)).to_vec() }
    }

    /// The packets of boxes that do not overlap.
    pub(crate) const fn of_disjoint(regions: Vec<Region>) -> Self {
        Self { regions }
    }

    /// Whether no packet is in it.
    pub fn is_empty(&self) -> bool {
        self.regions.is_empty()
    }

    /// Its boxes; no packet is in two of them.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// Its packet, if there is exactly one.
    pub fn only_packet(&self) -> Option<Packet> {
        if self.count() == 1 { self.witness() } else { None }
    }

    /// How many packets are in it.
    pub fn count(&self) -> u128 {
        self.regions.iter().map(Region::count).sum()
    }

    /// Whether the packet is in it.
    pub fn contains(&self, packet: &Packet) -> bool {
        let point = Region::from(packet);
        self.regions.iter().any(|region| region.intersect(&point).is_some())
    }

    /// Whether no packet is in both.
    pub(crate) fn is_disjoint(&self, other: &Self) -> bool {
        self.regions.iter().all(|a| other.regions.iter().all(|b| !a.overlaps(b)))
    }

    /// How many packets are in both.
    pub(crate) fn common_count(&self, other: &Self) -> u128 {
        let pairs = self.regions.iter().flat_map(|a| other.regions.iter().filter_map(|b| a.intersect(b)));
        pairs.map(|region| region.count()).sum()
    }

    /// The packets in both.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        let mut regions = Vec::new();
        for a in &self.regions {
            regions.extend(other.regions.iter().filter(|b| a.overlaps(b)).filter_map(|b| a.intersect(b)));
        }
        Self { regions }
    }

    /// The packets in this but not in the other.
    #[must_use]
    pub fn subtract(&self, other: &Self) -> Self {
        let mut rest = self.clone();
        rest.remove(other);
        rest
    }

    /// Takes the packets of another set away. Whether it had any of them.
    pub(super) fn remove(&mut self, other: &Self) -> bool {
        let mut had = false;
        for hole in &other.regions {
            let Some(first) = self.regions.iter().position(|region| region.overlaps(hole)) else { continue };
            had = true;
            if let [only] = self.regions.as_slice() {
                let only = *only;
                self.regions.clear();
                only.subtract(hole, &mut self.regions);
                continue;
            }
            let mut pieces = Vec::with_capacity(self.regions.len() + 5);
            for (at, region) in self.regions.iter().enumerate() {
                if at >= first && region.overlaps(hole) {
                    region.subtract(hole, &mut pieces);
                } else {
                    pieces.push(*region);
                }
            }
            self.regions = pieces;
        }
        had
    }

    /// Whether it has packets of some kinds.
    pub(super) fn has_kind(&self, kinds: &[PacketKind]) -> bool {
        self.regions.iter().any(|region| kinds.contains(&region.kind))
    }

    /// Those of its packets that are of some kinds.
    pub(super) fn of_kinds(&self, kinds: &[PacketKind]) -> Self {
        Self { regions: self.regions.iter().filter(|region| kinds.contains(&region.kind)).copied().collect() }
    }

    /// Takes its packets of one kind away. Where there are no others, that costs nothing.
    pub(super) fn take_kind(&mut self, kind: PacketKind) -> Self {
        if self.regions.iter().all(|region| region.kind == kind) {
            return std::mem::take(self);
        }
        let (taken, regions) = self.regions.iter().copied().partition(|region| region.kind == kind);
        self.regions = regions;
        Self { regions: taken }
    }

    /// Adds packets that are not in it yet.
    pub(super) fn add_disjoint(&mut self, other: Self) {
        if self.regions.is_empty() {
            *self = other;
        } else {
            self.regions.extend(other.regions);
        }
    }

    /// Adds the packets of another set.
    pub fn add(&mut self, other: &Self) {
        if other.is_empty() {
            return;
        }
        self.add_disjoint(other.subtract(self));
    }

    /// The same packets in as few boxes as joining neighbours gives, in a stable order. So many boxes that nobody would
    /// read them stay as they are.
    #[must_use]
    pub fn tidied(&self) -> Self {
        let mut regions = self.regions.clone();
        regions.sort_unstable();
        if regions.len() > LEGIBLE {
            return Self { regions };
        }
        // What stands before `start` has no neighbour to join, unless the box that was joined last.
        let (mut start, mut last) = (0, None);
        while let Some((a, b, joined)) = with_last(&regions, start, last).or_else(|| joinable(&regions, start)) {
            regions.remove(b);
            regions.remove(a);
            // It begins where the first of the two did, and ends later.
            regions.insert(regions.partition_point(|region| *region < joined), joined);
            (start, last) = (a, Some(joined));
        }
        Self { regions }
    }

    /// The destination ports that tcp and udp packets of these sets have, as ascending disjoint spans that do not touch.
    pub(crate) fn destination_ports_of(sets: &[Self]) -> Vec<Span> {
        let with_ports = sets
            .iter()
            .flat_map(|set| &set.regions)
            .filter(|region| matches!(region.kind, PacketKind::Tcp | PacketKind::Udp));
        let mut spans: Vec<Span> = with_ports.map(|region| region.spans[2]).collect();
        spans.sort_unstable();
        let mut merged: Vec<Span> = Vec::new();
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.low <= last.high.saturating_add(1) => last.high = last.high.max(span.high),
                _ => merged.push(span),
            }
        }
        merged
    }
}

/// More boxes are not joined.
const LEGIBLE: usize = 300;

/// The first of some boxes that can be joined with the one that was joined last.
fn with_last(regions: &[Region], end: usize, last: Option<Region>) -> Option<(usize, usize, Region)> {
    let last = last?;
    let (a, joined) =
        regions.iter().take(end).enumerate().find_map(|(a, left)| left.joined(&last).map(|joined| (a, joined)))?;
    Some((a, regions.binary_search(&last).ok()?, joined))
}

/// The first two boxes that can be joined, from a place on.
fn joinable(regions: &[Region], start: usize) -> Option<(usize, usize, Region)> {
    regions.iter().enumerate().skip(start).find_map(|(a, left)| {
        let later = regions.iter().enumerate().skip(a + 1);
        later.filter_map(|(b, right)| left.joined(right).map(|joined| (a, b, joined))).next()
    })
}

impl From<Region> for PacketSet {
    fn from(region: Region) -> Self {
        Self { regions: vec![region] }
    }
}

impl FromIterator<Region> for PacketSet {
    fn from_iter<T: IntoIterator<Item = Region>>(regions: T) -> Self {
        let mut set = Self::empty();
        for region in regions {
            set.add(&region.into());
        }
        set
    }
}

impl From<&Packet> for Region {
    fn from(packet: &Packet) -> Self {
        let (kind, first, second) = match packet.payload {
            Payload::Tcp { source_port, destination_port } => {
                (PacketKind::Tcp, source_port.into(), destination_port.into())
            }
            Payload::Udp { source_port, destination_port } => {
                (PacketKind::Udp, source_port.into(), destination_port.into())
            }
            Payload::Icmp => (PacketKind::Icmp, 0, 0),
            Payload::Other(number) => (PacketKind::Other, rank_of(number), 0),
            Payload::LaterFragment(number) => (PacketKind::Fragment, number.into(), 0),
        };
        Self { kind, spans: [Span::one(packet.source.into()), Span::one(first), Span::one(second)] }
    }
}

const NAMED: [u8; 3] = [ICMP, TCP, UDP];

/// The place of a protocol number among those that are not tcp, udp or icmp.
pub(super) fn rank_of(number: u8) -> u32 {
    let below = NAMED.iter().filter(|named| **named < number).count();
    u32::from(number).saturating_sub(u32::try_from(below).unwrap_or(0))
}

/// The protocol number at a place among those that are not tcp, udp or icmp.
pub(crate) fn number_at(rank: u32) -> u8 {
    let mut number = u8::try_from(rank).unwrap_or(u8::MAX);
    for named in NAMED {
        if number >= named {
            number = number.saturating_add(1);
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_and_numbers_are_inverse() {
        let others: Vec<u8> = (0..=255).filter(|number| !NAMED.contains(number)).collect();
        assert_eq!(others.len(), 253);
        for (rank, number) in others.into_iter().enumerate() {
            let rank = u32::try_from(rank).unwrap();
            assert_eq!((rank_of(number), number_at(rank)), (rank, number));
        }
    }

    /// Joined as the definition says: always the first two that can be.
    #[test]
    fn tidying_joins_whatever_can_be_joined_in_the_same_order() {
        for seed in 0u32..200 {
            let has = |at: u32| (at + 1).wrapping_mul(seed.wrapping_mul(2_654_435_761) | 1) >> 29 > 1;
            let cell = |at: u32| {
                Region::with_ports(PacketKind::Tcp, Span::one(at / 16), Span::one(at / 4 % 4), Span::one(at % 4))
            };
            let set = PacketSet::of_disjoint((0..64).filter(|at| has(*at)).map(cell).collect());
            let mut expected = set.regions().to_vec();
            while let Some((a, b, joined)) = joinable(&expected, 0) {
                expected.remove(b);
                expected[a] = joined;
                expected.sort_unstable();
            }
            assert_eq!(set.tidied().regions(), expected);
        }
    }

    #[test]
    fn everything_counts_every_packet() {
        let addresses = 1u128 << 32;
        let per_address = (1u128 << 32) * 2 + 1 + 253 + 256;
        assert_eq!(PacketSet::all_from(Span::ADDRESSES).count(), addresses * per_address);
    }
}
