//! A packet that stands for a set. It should look like one that a person has met: documentation addresses
//! (RFC 5737) and well-known ports come first.

use super::packet::{Packet, Payload};
use super::set::{PacketKind, PacketSet, Region, Span, number_at};
use std::net::Ipv4Addr;

const ADDRESSES: [Ipv4Addr; 4] = [
    Ipv4Addr::new(198, 51, 100, 1),
    Ipv4Addr::new(203, 0, 113, 1),
    Ipv4Addr::new(192, 0, 2, 1),
    Ipv4Addr::new(10, 0, 0, 1),
];
const SENDER_PORTS: [u32; 8] = [443, 53, 67, 123, 80, 22, 50000, 40000];
const SERVER_PORTS: [u32; 12] = [22, 80, 443, 53, 68, 123, 25, 3389, 3306, 8080, 40000, 50000];
const PROTOCOLS: [u8; 6] = [17, 6, 1, 47, 50, 0];

impl PacketSet {
    /// A packet of the set, the most familiar one at hand; `None` for the empty set.
    pub fn witness(&self) -> Option<Packet> {
        Self::witness_of([self])
    }

    /// A packet of one of these sets, the most familiar one at hand.
    fn witness_of<'a>(sets: impl IntoIterator<Item = &'a Self>) -> Option<Packet> {
        let regions = sets.into_iter().flat_map(|set| set.regions());
        regions.map(Region::witness).min_by_key(|(strangeness, _)| *strangeness).map(|(_, packet)| packet)
    }
}

impl Region {
    fn witness(&self) -> (usize, Packet) {
        let [source, first, second] = self.spans;
        let (address_rank, address) = familiar(source, ADDRESSES.map(u32::from));
        let source = Ipv4Addr::from(address);
        let (rank, payload) = match self.kind {
            PacketKind::Tcp | PacketKind::Udp => {
                let (a, source_port) = familiar(first, SENDER_PORTS);
                let (b, destination_port) = familiar(second, SERVER_PORTS);
                let (source_port, destination_port) = (port(source_port), port(destination_port));
                let payload = if self.kind == PacketKind::Tcp {
                    Payload::Tcp { source_port, destination_port }
                } else {
                    Payload::Udp { source_port, destination_port }
                };
                (a + b, payload)
            }
            PacketKind::Icmp => (0, Payload::Icmp),
            PacketKind::Other => {
                let known = PROTOCOLS.map(super::set::rank_of);
                let (rank, number) = familiar(first, [known[3], known[4]]);
                (rank, Payload::Other(number_at(number)))
            }
            PacketKind::Fragment => {
                let (rank, number) = familiar(first, PROTOCOLS.map(u32::from));
                (rank, Payload::LaterFragment(u8::try_from(number).unwrap_or(u8::MAX)))
            }
        };
        (address_rank + rank, Packet { source, payload })
    }
}

/// The first familiar number in the span, else its lowest that is not zero; with how far down the list it stands.
fn familiar<const N: usize>(span: Span, preferred: [u32; N]) -> (usize, u32) {
    match preferred.iter().position(|number| span.contains(*number)) {
        Some(rank) => (rank, preferred.get(rank).copied().unwrap_or(span.low)),
        None => (N, span.low.max(u32::from(span.high > 0))),
    }
}

fn port(number: u32) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
