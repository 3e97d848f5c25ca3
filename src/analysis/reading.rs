//! The undocumented cases, and which of them a filter touches.

use super::set::{Kind, PacketSet};
use crate::filter::{Filter, Ports, Protocol, Rule};

/// One way to read what the documents leave open. The first reading of a filter is always the default one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Reading {
    /// A tcp or udp rule without ports, or an icmp rule, also matches later fragments of its protocol.
    pub portless_matches_fragments: bool,
    /// An `http` or `https` rule matches tcp to port 80 or 443, instead of nothing.
    pub http_is_tcp: bool,
    /// `address/255.x.x.x` is a first and a last address, instead of a netmask.
    pub netmask_is_range: bool,
}

impl Reading {
    /// The reading, without what makes no difference to a kind of packets.
    pub(super) const fn about(self, kind: Kind) -> Self {
        Self {
            portless_matches_fragments: self.portless_matches_fragments && matches!(kind, Kind::Fragment),
            http_is_tcp: self.http_is_tcp && matches!(kind, Kind::Tcp),
            netmask_is_range: self.netmask_is_range,
        }
    }

    /// Whether rules match the same of these packets in both readings.
    pub(super) fn agrees(self, other: Self, packets: &PacketSet) -> bool {
        packets.regions().iter().all(|region| self.about(region.kind) == other.about(region.kind))
    }
}

/// Every reading that can make a difference to this filter; one, if nothing in it is undocumented.
pub fn readings(filter: &Filter) -> Vec<Reading> {
    readings_of(&[&filter.rules])
}

/// Every reading that can make a difference to one of these lists.
pub(super) fn readings_of(lists: &[&[Rule]]) -> Vec<Reading> {
    let choices = |applies: bool| if applies { [false, true].as_slice() } else { &[false] };
    let any = |test: fn(&Rule) -> bool| choices(lists.iter().copied().flatten().any(test));
    let mut all = Vec::new();
    for &portless_matches_fragments in any(may_match_fragments) {
        for &http_is_tcp in any(|rule| matches!(rule.protocol, Protocol::Http | Protocol::Https)) {
            for &netmask_is_range in any(|rule| rule.source.as_range_instead().is_some()) {
                all.push(Reading { portless_matches_fragments, http_is_tcp, netmask_is_range });
            }
        }
    }
    all
}

/// Whether the documents leave open if this rule matches later fragments.
pub(super) fn may_match_fragments(rule: &Rule) -> bool {
    match rule.protocol {
        Protocol::Tcp | Protocol::Udp => rule.source_port == Ports::Any && rule.destination_port == Ports::Any,
        Protocol::Icmp => true,
        Protocol::Fragment | Protocol::Ip | Protocol::Http | Protocol::Https => false,
    }
}
