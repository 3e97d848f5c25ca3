//! A rule as the set of packets it matches.

use super::interpretation::{Interpretation, may_match_fragments};
use super::packet::{ICMP, TCP, UDP};
use super::set::{PacketKind, PacketSet, Region, Span};
use crate::filter::{Ports, Protocol, Rule};

/// Every packet the rule matches, whatever stands before it.
pub fn rule_set(rule: &Rule, reading: Interpretation) -> PacketSet {
    if reading.action(rule).is_none() {
        return PacketSet::empty();
    }
    let source: Span = match rule.source.as_range_instead() {
        Some(range) if reading.netmask_is_range => range.into(),
        _ => rule.source.addresses().into(),
    };
    match rule.protocol {
        Protocol::Ip => PacketSet::all_from(source),
        Protocol::Fragment => Region::of_kind(PacketKind::Fragment, source).into(),
        Protocol::Icmp => with_fragments(rule, reading, [Region::of_kind(PacketKind::Icmp, source)], ICMP, source),
        Protocol::Tcp => with_fragments(rule, reading, port_regions(rule, PacketKind::Tcp, source), TCP, source),
        Protocol::Udp => with_fragments(rule, reading, port_regions(rule, PacketKind::Udp, source), UDP, source),
        Protocol::Http => undocumented(reading, source, 80),
        Protocol::Https => undocumented(reading, source, 443),
    }
}

fn with_fragments(
    rule: &Rule,
    reading: Interpretation,
    regions: impl IntoIterator<Item = Region>,
    protocol: u8,
    source: Span,
) -> PacketSet {
    let fragments = (reading.portless_matches_fragments && may_match_fragments(rule))
        .then(|| Region::fragments_of(protocol, source));
    PacketSet::of_disjoint(regions.into_iter().chain(fragments).collect())
}

fn port_regions(rule: &Rule, kind: PacketKind, source: Span) -> Vec<Region> {
    let spans = |ports: Ports| ports.ranges().into_iter().map(Span::from);
    spans(rule.source_port)
        .flat_map(|from| spans(rule.destination_port).map(move |to| Region::with_ports(kind, source, from, to)))
        .collect()
}

fn undocumented(reading: Interpretation, source: Span, port: u32) -> PacketSet {
    if reading.http_is_tcp {
        Region::with_ports(PacketKind::Tcp, source, Span::PORTS, Span::one(port)).into()
    } else {
        PacketSet::empty()
    }
}
