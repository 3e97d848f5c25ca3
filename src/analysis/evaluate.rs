//! The brute-force evaluation: one packet, rule by rule, in the words of the manual. Nothing here is clever; the set
//! engine is tested against it.

use super::interpretation::{Interpretation, may_match_fragments};
use super::packet::{ICMP, Packet, Payload, TCP, UDP};
use crate::filter::{Action, Filter, Ports, Protocol, Rule};

/// Who decided about a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Decider {
    /// The rule at this 0-based index.
    Rule(usize),
    /// No rule matched: the packet passes.
    Default,
}

impl Decider {
    /// The 1-based rule number; 0 for the default.
    pub const fn number(self) -> usize {
        match self {
            Self::Rule(index) => index + 1,
            Self::Default => 0,
        }
    }
}

/// The first rule that matches the packet and what becomes of it.
pub fn first_match(filter: &Filter, packet: &Packet, reading: Interpretation) -> (Decider, Action) {
    for (index, rule) in filter.rules.iter().enumerate() {
        if matches(rule, packet, reading) {
            return (Decider::Rule(index), reading.does(rule));
        }
    }
    (Decider::Default, Action::Allow)
}

/// Whether every field of the rule fits the packet.
pub fn matches(rule: &Rule, packet: &Packet, reading: Interpretation) -> bool {
    reading.action(rule).is_some() && source_fits(rule, packet, reading) && payload_fits(rule, packet.payload, reading)
}

fn source_fits(rule: &Rule, packet: &Packet, reading: Interpretation) -> bool {
    let range = match rule.source.as_range_instead() {
        Some(range) if reading.netmask_is_range => range,
        _ => rule.source.addresses(),
    };
    range.contains(packet.source)
}

fn payload_fits(rule: &Rule, payload: Payload, reading: Interpretation) -> bool {
    let ports_fit = |source: u16, destination: u16| {
        port_fits(rule.source_port, source) && port_fits(rule.destination_port, destination)
    };
    match (rule.protocol, payload) {
        (Protocol::Ip, _) | (Protocol::Icmp, Payload::Icmp) | (Protocol::Fragment, Payload::LaterFragment(_)) => true,
        (Protocol::Tcp, Payload::Tcp { source_port, destination_port })
        | (Protocol::Udp, Payload::Udp { source_port, destination_port }) => ports_fit(source_port, destination_port),
        (Protocol::Tcp, Payload::LaterFragment(TCP))
        | (Protocol::Udp, Payload::LaterFragment(UDP))
        | (Protocol::Icmp, Payload::LaterFragment(ICMP)) => {
            reading.portless_matches_fragments && may_match_fragments(rule)
        }
        (Protocol::Http, Payload::Tcp { destination_port: 80, .. })
        | (Protocol::Https, Payload::Tcp { destination_port: 443, .. }) => reading.http_is_tcp,
        _ => false,
    }
}

fn port_fits(ports: Ports, port: u16) -> bool {
    match ports {
        Ports::Any => true,
        Ports::One(only) => port == only,
        Ports::Range(range) => range.contains(port),
        Ports::Masked { value, mask } => port & mask == value & mask,
    }
}
