//! Traffic that a person would name, as the inbound packets it needs.

use super::{Attachment, Guest, Profile, Service, TIME_SERVER};
use crate::analysis::{Kind, PacketSet, Region, Span};
use crate::filter::{PortRange, Protocol};
use ipnet::Ipv4Net;
use std::fmt;
use std::net::Ipv4Addr;

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
    /// What nobody asked for.
    EverythingElse,
}

impl FlowId {
    /// The way in for whoever looks after the server. It is protected even where nobody said who that is.
    pub const fn is_login(self) -> bool {
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
            Self::EverythingElse => "everything-else",
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

/// Every port a sender can use; 0 is reserved.
const SENDER: Span = Span { low: 1, high: 0xffff };

/// The flows of a profile, in the order a person should read them. "Everything else" is not among them: it depends on
/// the filter too.
pub fn flows(profile: &Profile) -> Vec<Flow> {
    let anyone = plausible_sources();
    let answers = span(profile.ephemeral_ports());
    let time = Span::one(TIME_SERVER.into());
    let udp = |source, from, to| PacketSet::from(Region::with_ports(Kind::Udp, source, from, to));
    let tcp = |source, from, to| PacketSet::from(Region::with_ports(Kind::Tcp, source, from, to));
    let all = |kind| PacketSet::from(Region::of_kind(kind, anyone));
    let on_shared = profile.attachment == Attachment::Shared;
    let uses_port_123 = profile.guest == Guest::Windows;
    let is_windows = profile.guest == Guest::Windows;

    let mut list = vec![
        flow(FlowId::DhcpReply, on_shared, udp(anyone, Span::one(67), Span::one(68))),
        flow(FlowId::TcpReplies, true, tcp(anyone, SENDER, answers)),
        flow(FlowId::UdpReplies, true, udp(anyone, SENDER, answers)),
        flow(FlowId::DnsUdp, true, udp(anyone, Span::one(53), answers)),
        flow(FlowId::DnsTcp, true, tcp(anyone, Span::one(53), answers)),
        flow(FlowId::LaterFragments, true, all(Kind::Fragment)),
        flow(FlowId::IcmpErrors, true, all(Kind::Icmp)),
        flow(FlowId::PingReplies, false, all(Kind::Icmp)),
        flow(FlowId::NtpEphemeral, !uses_port_123, udp(time, Span::one(123), answers)),
        flow(FlowId::Ntp123, uses_port_123, udp(time, Span::one(123), Span::one(123))),
        flow(FlowId::SshAdmin, !profile.admin.is_empty() && !is_windows, admin_logins(profile, 22)),
    ];
    if is_windows {
        list.push(flow(FlowId::RdpAdmin, !profile.admin.is_empty(), admin_logins(profile, 3389)));
    }
    list.extend(profile.services.iter().map(|service| {
        let kind = if service.protocol == Protocol::Udp { Kind::Udp } else { Kind::Tcp };
        let packets = Region::with_ports(kind, anyone, SENDER, Span::one(service.port.into()));
        flow(FlowId::Service(*service), true, packets.into())
    }));
    list
}

/// Logins on a port from the given networks, or from anyone where none is given.
fn admin_logins(profile: &Profile, port: u32) -> PacketSet {
    let login = |source| Region::with_ports(Kind::Tcp, source, SENDER, Span::one(port));
    if profile.admin.is_empty() {
        return login(plausible_sources()).into();
    }
    Ipv4Net::aggregate(&profile.admin).into_iter().map(|net| login(addresses(net))).collect()
}

fn addresses(net: Ipv4Net) -> Span {
    Span { low: Ipv4Addr::into(net.network()), high: Ipv4Addr::into(net.broadcast()) }
}

fn flow(id: FlowId, needed: bool, packets: PacketSet) -> Flow {
    Flow { id, packets, needed }
}

fn span(range: PortRange) -> Span {
    Span { low: range.first.into(), high: range.last.into() }
}
