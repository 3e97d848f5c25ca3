//! Packets that tell filters apart, for the brute-force evaluation.

use sekimori::analysis::{Packet, PacketSet, Payload, Span};
use sekimori::filter::{Filter, Ports, Protocol, Rule};
use std::net::Ipv4Addr;

/// Every packet there is.
pub fn everything() -> PacketSet {
    PacketSet::all_from(Span::ADDRESSES)
}

/// Whether two sets hold the same packets.
pub fn same(a: &PacketSet, b: &PacketSet) -> bool {
    a.subtract(b).is_empty() && b.subtract(a).is_empty()
}

/// The rules of both filters, for their readings.
pub fn of_both(before: &Filter, after: &Filter) -> Filter {
    Filter { rules: [before.rules.clone(), after.rules.clone()].concat(), ..Filter::default() }
}

/// A packet of every cell that the boundaries of all rules cut the space into.
pub fn representatives(filters: &[&Filter]) -> Vec<Packet> {
    let rules = || filters.iter().flat_map(|filter| &filter.rules);
    let ranges = rules().flat_map(|rule| [Some(rule.source.addresses()), rule.source.as_range_instead()]);
    let cuts = ranges.flatten().flat_map(|range| [range.first.into(), u32::from(range.last).saturating_add(1)]);
    let addresses = sorted(cuts.chain([0, u32::MAX]));
    let by_name = || {
        rules().flat_map(|rule| match rule.protocol {
            Protocol::Http => vec![80, 81],
            Protocol::Https => vec![443, 444],
            _ => Vec::new(),
        })
    };
    let ports = |field: fn(&Rule) -> Ports| {
        let ranges = rules().flat_map(move |rule| field(rule).ranges());
        let cuts = ranges.flat_map(|range| [range.first, range.last.saturating_add(1)]);
        sorted(cuts.chain(by_name()).chain([0]))
    };
    let (from, to) = (ports(|rule| rule.source_port), ports(|rule| rule.destination_port));
    let mut payloads = vec![Payload::Icmp];
    payloads.extend([0, 47, 255].map(Payload::Other));
    payloads.extend([1, 6, 17, 47, 255].map(Payload::LaterFragment));
    for (source_port, destination_port) in from.iter().flat_map(|from| to.iter().map(|to| (*from, *to))) {
        payloads.push(Payload::Tcp { source_port, destination_port });
        payloads.push(Payload::Udp { source_port, destination_port });
    }
    let from = |source| payloads.iter().map(move |payload| Packet { source, payload: *payload });
    addresses.into_iter().map(Ipv4Addr::from).flat_map(from).collect()
}

fn sorted<T: Ord>(cuts: impl Iterator<Item = T>) -> Vec<T> {
    let mut cuts: Vec<T> = cuts.collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}
