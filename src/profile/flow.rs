//! Traffic that a person would name, as the inbound packets it needs.

use super::Service;
use crate::analysis::{PacketSet, Span};
use crate::filter::Action;
use std::fmt;

/// The stable name of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FlowId {
    /// The DHCP server's answer, udp 67 to 68 (RFC 2131). A first answer may come through a relay and a renewal comes
    /// straight from the server, so it must pass from any source.
    DhcpReply,
    /// Answers to connections the server opened.
    TcpReplies,
    /// Answers to datagrams the server sent.
    UdpReplies,
    /// DNS answers.
    DnsUdp,
    /// DNS answers after truncation.
    DnsTcp,
    /// Time for clients that use port 123 themselves (ntpd, w32time).
    Ntp123,
    /// Time for clients that use any port (chrony, systemd-timesyncd).
    NtpEphemeral,
    /// Echo replies. The filter cannot tell them from other ICMP.
    PingReplies,
    /// "Fragmentation needed" and the like, from any router on the way.
    IcmpErrors,
    /// The second and later fragments of large packets, such as DNSSEC answers.
    LaterFragments,
    /// SSH logins from the administrators' networks.
    SshAdmin,
    /// Remote Desktop from the administrators' networks, for Windows.
    RdpAdmin,
    /// A service offered to everyone.
    Service(Service),
    /// Answers to machines or containers whose addresses the server translates.
    OwnNat,
    /// Answers to the server's own resolver.
    OwnUnbound,
    /// Answers of the NFS server.
    OwnNfs,
    /// An expectation of the profile.
    Expected {
        /// Its place among them (0-based).
        index: usize,
        /// Whether it must pass.
        wants: Action,
    },
    /// What nobody asked for.
    EverythingElse,
}

impl FlowId {
    /// The way in for whoever looks after the server. It is protected even where nobody said who that is.
    pub(crate) const fn is_login(self) -> bool {
        matches!(self, Self::SshAdmin | Self::RdpAdmin)
    }
}

impl fmt::Display for FlowId {
    /// The id of the command line's JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DhcpReply => "dhcp-reply",
            Self::TcpReplies => "tcp-replies",
            Self::UdpReplies => "udp-replies",
            Self::DnsUdp => "dns-udp",
            Self::DnsTcp => "dns-tcp",
            Self::Ntp123 => "ntp-123",
            Self::NtpEphemeral => "ntp-ephemeral",
            Self::PingReplies => "ping-replies",
            Self::IcmpErrors => "icmp-errors",
            Self::LaterFragments => "later-fragments",
            Self::SshAdmin => "ssh-admin",
            Self::RdpAdmin => "rdp-admin",
            Self::OwnNat => "own-nat",
            Self::OwnUnbound => "own-unbound",
            Self::OwnNfs => "own-nfs",
            Self::EverythingElse => "everything-else",
            Self::Expected { index, wants: Action::Allow } => return write!(f, "pass-{}", index + 1),
            Self::Expected { index, wants: Action::Deny } => return write!(f, "block-{}", index + 1),
            Self::Service(service) => return write!(f, "service-{}-{}", service.protocol.as_str(), service.port),
        })
    }
}

/// A flow as the report asks about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Which one.
    pub id: FlowId,
    /// The inbound packets it needs.
    pub packets: PacketSet,
    /// Whether the profile cannot do without it.
    pub needed: bool,
}

/// The addresses a real packet from the network can come from: 1.0.0.0 to 223.255.255.255, without "this network"
/// (0.0.0.0/8), multicast and the reserved rest (RFC 6890).
pub const fn plausible_sources() -> Span {
    Span { low: 0x0100_0000, high: 0xdfff_ffff }
}
