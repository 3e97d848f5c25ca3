//! One concrete inbound IPv4 packet, seen with the eyes of the filter: the destination address is the server's own and
//! is not part of it.

use std::fmt;
use std::net::Ipv4Addr;

/// A packet that arrives at the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Packet {
    /// Who sent it.
    pub source: Ipv4Addr,
    /// What it carries.
    pub payload: Payload,
}

/// The part of a packet that rules tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Payload {
    /// A TCP header: a whole packet or a first fragment.
    Tcp {
        /// The sender's port.
        source_port: u16,
        /// The server's port.
        destination_port: u16,
    },
    /// A UDP header: a whole packet or a first fragment.
    Udp {
        /// The sender's port.
        source_port: u16,
        /// The server's port.
        destination_port: u16,
    },
    /// An ICMP message of any type: a whole packet or a first fragment.
    Icmp,
    /// Any other IP protocol by number (never 1, 6 or 17): a whole packet or a first fragment.
    Other(u8),
    /// The second or a later fragment of a packet of this IP protocol; it carries no ports.
    LaterFragment(u8),
}

/// IP protocol number of ICMP (<https://www.iana.org/assignments/protocol-numbers>).
pub(super) const ICMP: u8 = 1;
/// IP protocol number of TCP.
pub(super) const TCP: u8 = 6;
/// IP protocol number of UDP.
pub(super) const UDP: u8 = 17;

const NAMES: [(u8, &str); 9] = [
    (ICMP, "icmp"),
    (TCP, "tcp"),
    (UDP, "udp"),
    (4, "ipip"),
    (47, "gre"),
    (50, "esp"),
    (51, "ah"),
    (112, "vrrp"),
    (132, "sctp"),
];

/// The name of an IP protocol number where it has a common one, else the number.
pub(crate) fn protocol_name(number: u8) -> String {
    NAMES.iter().find(|(known, _)| *known == number).map_or_else(|| number.to_string(), |(_, name)| (*name).to_owned())
}

/// The number of an IP protocol by its common name, or written as a number.
pub(super) fn protocol_number(text: &str) -> Option<u8> {
    let named = NAMES.iter().find(|(_, name)| *name == text).map(|(number, _)| *number);
    named.or_else(|| text.parse().ok())
}

impl fmt::Display for Packet {
    /// The traffic notation of the command line: `udp 192.0.2.1:67 -> 68`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = self.source;
        match self.payload {
            Payload::Tcp { source_port, destination_port } => {
                write!(f, "tcp {source}:{source_port} -> {destination_port}")
            }
            Payload::Udp { source_port, destination_port } => {
                write!(f, "udp {source}:{source_port} -> {destination_port}")
            }
            Payload::Icmp => write!(f, "icmp {source}"),
            Payload::Other(number) => write!(f, "{} {source}", protocol_name(number)),
            Payload::LaterFragment(number) => write!(f, "fragment {} {source}", protocol_name(number)),
        }
    }
}
