//! The table of flows: which packets could be asked for, who really sends them, how bad it is to lose them and when that
//! hurts, and the rules that let them in. A row says all there is to say of a flow but its sentences; nothing else in the
//! report asks which flow it is.

use super::addresses::{Addresses, everyone, merged, span_of};
use super::intent::{CLIENT_PORTS, Intent, is_named_allow, names_somebody, own_login, says, single_port};
use super::loss::{ClassId, Pain};
use super::moment::{What, When};
use super::severity::Severity;
use crate::analysis::{PacketKind, PacketSet, Region, Span};
use crate::filter::{Action, Filter, PortRange, Ports, Protocol, Rule, Source};
use crate::profile::{Attachment, Flow, FlowId, Guest, Profile, Service, TIME_SERVER, Use};
use std::net::Ipv4Addr;

/// Every port a sender can use; 0 is reserved.
const SENDER: Span = Span { low: 1, high: 65535 };

/// Ports on which servers listen.
const SERVERS: Span = Span { low: 1, high: 32767 };

/// What NAT, and a resolver that hardens its queries, choose from.
const UNPRIVILEGED: PortRange = PortRange { first: 1024, last: 65535 };

/// SAKURA's resolvers: those of Tokyo, and those of Ishikari
/// (<https://manual.sakura.ad.jp/cloud/support/resolver.html>).
pub(super) const REGIONS: [[Ipv4Addr; 2]; 2] = [
    [Ipv4Addr::new(210, 188, 224, 10), Ipv4Addr::new(210, 188, 224, 11)],
    [Ipv4Addr::new(133, 242, 0, 3), Ipv4Addr::new(133, 242, 0, 4)],
];

/// Senders that fare alike, and how bad it is to lose them.
#[derive(Debug, Clone)]
pub(super) struct Class {
    pub(super) id: ClassId,
    pub(super) weight: Severity,
    /// Their packets; of several groups the one counts that loses least.
    pub(super) groups: Vec<PacketSet>,
}

/// A flow with all that is known of it before a filter is asked.
#[derive(Debug, Clone)]
pub(super) struct FlowRow {
    pub(super) flow: Flow,
    pub(super) classes: Vec<Class>,
    /// The flow it is a part of.
    pub(super) part_of: Option<FlowId>,
    pub(super) pain: Pain,
    /// When something happens that depends on it, and what.
    pub(super) moments: Vec<(When, What)>,
    /// The severity once all is lost, if it is another than that of the classes.
    pub(super) when_blocked: Option<Severity>,
    /// It is not spoken of where one of these is blocked too.
    pub(super) silent_beside: &'static [FlowId],
    /// The rules that let it in; on a switch one for each network.
    pub(super) cures: Vec<Rule>,
    /// Whether the senders of the cures are named by the profile.
    pub(super) cures_are_named: bool,
    /// Whether an allow rule is about this flow, and so names a sender that nobody can confirm.
    pub(super) is_claimed_by: Option<fn(&Rule) -> bool>,
    /// Whether a rule was meant for this flow and misses it.
    pub(super) is_missed_by: Option<fn(&Rule) -> bool>,
    /// What every packet must meet, in every reading.
    pub(super) expects: Option<Action>,
    /// Whether it is a finding of its own that the readings of this filter differ.
    pub(super) tells_readings: bool,
    /// Whose word it is that the server speaks first: an answer, an error about something sent, or neither.
    pub(super) kind: Exchange,
}

/// How a flow begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exchange {
    /// The server asked; the packet is an answer.
    Answer,
    /// The server sent something, and a router on the way complains.
    Complaint,
    /// Address assignment, which stateful firewalls leave alone.
    Assignment,
    /// Somebody else begins.
    Request,
    /// Somebody begins whom nobody asked.
    Unwanted,
}

/// The flows of a profile, "everything else" aside: it depends on the filter.
pub(crate) fn flows(profile: &Profile) -> Vec<Flow> {
    let filter = Filter::default();
    table(&filter, profile, &Intent::of(&filter, profile)).into_iter().map(|row| row.flow).collect()
}

/// The rows for a filter behind a profile, in the order a person should read them.
pub(super) fn table(filter: &Filter, profile: &Profile, intent: &Intent) -> Vec<FlowRow> {
    let server = Server::new(filter, profile, intent);
    let mut rows = vec![
        server.dhcp(),
        server.tcp_replies(),
        server.udp_replies(),
        FlowRow {
            moments: vec![(When::Now, What::Resolves)],
            ..server.dns(FlowId::DnsUdp, PacketKind::Udp, Severity::Error, FlowId::UdpReplies)
        },
        server.dns(FlowId::DnsTcp, PacketKind::Tcp, Severity::Warning, FlowId::TcpReplies),
        server.ntp_ephemeral(),
        server.ntp_123(),
        server.fragments(),
        server.icmp_errors(),
        server.ping(),
        server.login(),
    ];
    rows.extend(profile.services.iter().map(|service| server.service(*service)));
    rows.extend(server.own());
    rows.extend(server.expected());
    rows
}

/// The server behind the filter, as far as rows need it.
struct Server<'a> {
    filter: &'a Filter,
    profile: &'a Profile,
    intent: &'a Intent,
    on_switch: bool,
    /// Anyone who can send to it.
    anyone: Vec<Span>,
    answers: Span,
}

impl<'a> Server<'a> {
    fn new(filter: &'a Filter, profile: &'a Profile, intent: &'a Intent) -> Self {
        let on_switch = profile.attachment == Attachment::Switch;
        let anyone = if on_switch { peers(filter, profile).spans().to_vec() } else { vec![everyone()] };
        Self { filter, profile, intent, on_switch, anyone, answers: profile.ephemeral_ports().into() }
    }

    fn row(&self, id: FlowId, needed: bool, packets: PacketSet) -> FlowRow {
        FlowRow {
            flow: Flow { id, packets, needed },
            classes: Vec::new(),
            part_of: None,
            pain: Pain::AtOnce,
            moments: Vec::new(),
            when_blocked: None,
            silent_beside: &[],
            cures: Vec::new(),
            cures_are_named: false,
            is_claimed_by: None,
            is_missed_by: None,
            expects: None,
            tells_readings: false,
            kind: Exchange::Answer,
        }
    }

    /// Packets with ports from some addresses.
    fn packets(&self, kind: PacketKind, from: &[Span], source: Span, destination: Span) -> PacketSet {
        boxes(kind, from, source, destination)
    }

    fn class(&self, id: ClassId, weight: Severity, packets: PacketSet) -> Class {
        Class { id, weight, groups: vec![packets] }
    }

    /// A rule for everyone, on a switch one for each network.
    fn cures(&self, rule: Rule) -> Vec<Rule> {
        if !self.on_switch {
            return vec![rule];
        }
        let network = |span: &Span| Source::from(range(*span).as_network()?).into();
        self.anyone.iter().filter_map(network).map(|source: Source| rule.clone().from(source)).collect()
    }

    fn dhcp(&self) -> FlowRow {
        let needed = if self.on_switch { self.profile.dhcp } else { self.profile.attachment == Attachment::Shared };
        let packets = self.packets(PacketKind::Udp, &self.anyone, Span::one(67), Span::one(68));
        let rule = allow(Protocol::Udp).ports(Ports::One(67), Ports::One(68)).described("DHCP");
        FlowRow {
            classes: vec![self.class(ClassId::DhcpServer, Severity::Error, packets.clone())],
            pain: Pain::Lease,
            moments: vec![
                (When::Lease(4), What::Renews),
                (When::Lease(7), What::Rebinds),
                (When::Lease(8), What::Expires),
                (When::Reboot, What::Boots),
            ],
            cures: self.cures(rule),
            is_claimed_by: Some(is_about_dhcp),
            is_missed_by: Some(is_useless_dhcp),
            kind: Exchange::Assignment,
            ..self.row(FlowId::DhcpReply, needed, packets)
        }
    }

    fn tcp_replies(&self) -> FlowRow {
        let packets = self.packets(PacketKind::Tcp, &self.anyone, SENDER, self.answers);
        let port = |port: u16| Span::one(port.into());
        let from = |span| self.packets(PacketKind::Tcp, &self.anyone, span, self.answers);
        let ordered = [(443, Severity::Error), (80, Severity::Warning), (22, Severity::Warning), (25, Severity::Note)];
        let mut classes: Vec<Class> = Vec::new();
        if self.on_switch {
            classes.push(self.class(ClassId::Rest, Severity::Warning, from(SERVERS)));
        } else {
            let named = ordered.map(|(number, weight)| self.class(ClassId::From(number), weight, from(port(number))));
            classes.extend(named);
            let others = without(SERVERS, &[22, 25, 80, 443]);
            let rest = others.iter().flat_map(|span| from(*span).regions().to_vec()).collect();
            classes.push(self.class(ClassId::Rest, Severity::Note, PacketSet::of_disjoint(rest)));
        }
        let rule = allow(Protocol::Tcp).ports(Ports::Any, self.profile.ephemeral_ports().into());
        FlowRow {
            classes,
            when_blocked: self.on_switch.then_some(Severity::Note),
            moments: vec![(When::Now, What::Connects)],
            cures: self.cures(rule.described("return tcp")),
            ..self.row(FlowId::TcpReplies, true, packets)
        }
    }

    fn udp_replies(&self) -> FlowRow {
        let packets = self.packets(PacketKind::Udp, &self.anyone, SENDER, self.answers);
        let weight = if self.on_switch { Severity::Warning } else { Severity::Note };
        let rest = self.packets(PacketKind::Udp, &self.anyone, SERVERS, self.answers);
        let rule = allow(Protocol::Udp).ports(Ports::Any, self.profile.ephemeral_ports().into());
        FlowRow {
            classes: vec![self.class(ClassId::Rest, weight, rest)],
            when_blocked: self.on_switch.then_some(Severity::Note),
            silent_beside: if self.on_switch { &[FlowId::TcpReplies] } else { &[] },
            cures: self.cures(rule.described("return udp")),
            ..self.row(FlowId::UdpReplies, true, packets)
        }
    }

    fn dns(&self, id: FlowId, kind: PacketKind, weight: Severity, part_of: FlowId) -> FlowRow {
        let hosts = |list: &[Ipv4Addr]| list.iter().map(|host| Span::one((*host).into())).collect::<Vec<Span>>();
        let known = &self.profile.resolvers;
        let group = |from: &[Span]| self.packets(kind, from, Span::one(53), self.answers);
        let groups = if known.is_empty() {
            let regions = REGIONS.iter().map(|pair| group(&hosts(pair)));
            let by_rules = self.named_with(53).map(|span| group(&[span]));
            [group(&self.anyone)].into_iter().chain(regions).chain(by_rules).collect()
        } else {
            vec![group(&hosts(known))]
        };
        let packets = if self.on_switch && !known.is_empty() { group(&hosts(known)) } else { group(&self.anyone) };
        let protocol = if kind == PacketKind::Tcp { Protocol::Tcp } else { Protocol::Udp };
        let rule = allow(protocol).ports(Ports::One(53), self.profile.ephemeral_ports().into()).described("DNS");
        let cures = match known.is_empty() {
            true => self.cures(rule),
            false => known.iter().map(|host| rule.clone().from(Source::Host(*host))).collect(),
        };
        FlowRow {
            classes: vec![Class { id: ClassId::Resolvers, weight, groups }],
            part_of: Some(part_of),
            cures,
            cures_are_named: !known.is_empty(),
            ..self.row(id, !self.on_switch || !known.is_empty(), packets)
        }
    }

    /// The sources that allow rules name together with a sender's port.
    fn named_with(&self, port: u16) -> impl Iterator<Item = Span> {
        let named = move |rule: &&Rule| {
            is_named_allow(rule) && rule.protocol.has_ports() && rule.source_port == Ports::One(port)
        };
        self.filter.rules.iter().filter(named).map(|rule| span_of(rule.source))
    }

    fn time_servers(&self) -> Vec<Ipv4Addr> {
        if self.profile.time_servers.is_empty() { vec![TIME_SERVER] } else { self.profile.time_servers.clone() }
    }

    fn ntp(&self, id: FlowId, needed: bool, destination: Span, ports: Ports) -> FlowRow {
        let group = |from: &[Span]| self.packets(PacketKind::Udp, from, Span::one(123), destination);
        let hosts: Vec<Span> = self.time_servers().iter().map(|host| Span::one((*host).into())).collect();
        let mut groups = vec![group(&hosts)];
        if self.profile.time_servers.is_empty() {
            groups.push(group(&self.anyone));
            groups.extend(self.named_with(123).map(|span| group(&[span])));
        }
        let rule = allow(Protocol::Udp).ports(Ports::One(123), ports).described("NTP");
        let cures = self.time_servers().into_iter().map(|host| rule.clone().from(Source::Host(host))).collect();
        let reachable = !self.on_switch || !self.profile.time_servers.is_empty();
        let all = Addresses::of(self.anyone.iter().copied().chain(hosts));
        FlowRow {
            classes: vec![Class { id: ClassId::TimeServers, weight: Severity::Warning, groups }],
            pain: Pain::Days,
            cures,
            cures_are_named: !self.profile.time_servers.is_empty(),
            ..self.row(id, needed && reachable, group(all.spans()))
        }
    }

    fn asks_from_123(&self) -> bool {
        self.profile.guest == Guest::Windows || self.profile.uses.contains(&Use::Ntpd)
    }

    fn ntp_ephemeral(&self) -> FlowRow {
        let ports = self.profile.ephemeral_ports().into();
        let row = self.ntp(FlowId::NtpEphemeral, !self.asks_from_123(), self.answers, ports);
        FlowRow { part_of: Some(FlowId::UdpReplies), moments: vec![(When::Later, What::Clock)], ..row }
    }

    fn ntp_123(&self) -> FlowRow {
        let row = self.ntp(FlowId::Ntp123, self.asks_from_123(), Span::one(123), Ports::One(123));
        FlowRow { moments: vec![(When::Later, What::ClockOfNtpd)], ..row }
    }

    fn fragments(&self) -> FlowRow {
        let every: Vec<Region> = self.anyone.iter().map(|from| Region::of_kind(PacketKind::Fragment, *from)).collect();
        let of = |protocol| {
            let pieces = self.anyone.iter().map(|from| Region::fragments_of(protocol, *from));
            PacketSet::of_disjoint(pieces.collect())
        };
        let weight = if self.on_switch { Severity::Note } else { Severity::Warning };
        FlowRow {
            classes: vec![
                self.class(ClassId::UdpFragments, weight, of(17)),
                self.class(ClassId::TcpFragments, Severity::Note, of(6)),
            ],
            pain: Pain::Sometimes,
            moments: vec![(When::Now, What::LargeAnswer)],
            silent_beside: self.replies_of_switch(),
            cures: self.cures(allow(Protocol::Fragment).described("fragment")),
            tells_readings: true,
            ..self.row(FlowId::LaterFragments, true, PacketSet::of_disjoint(every))
        }
    }

    const fn replies_of_switch(&self) -> &'static [FlowId] {
        if self.on_switch { &[FlowId::TcpReplies, FlowId::UdpReplies] } else { &[] }
    }

    fn icmp(&self, id: FlowId, needed: bool) -> FlowRow {
        let every = self.anyone.iter().map(|from| Region::of_kind(PacketKind::Icmp, *from)).collect();
        let packets = PacketSet::of_disjoint(every);
        let weight = if self.on_switch { Severity::Note } else { Severity::Warning };
        FlowRow {
            classes: vec![self.class(ClassId::Routers, weight, packets.clone())],
            pain: Pain::Sometimes,
            silent_beside: self.replies_of_switch(),
            cures: self.cures(allow(Protocol::Icmp).described("ICMP")),
            ..self.row(id, needed, packets)
        }
    }

    fn icmp_errors(&self) -> FlowRow {
        FlowRow {
            kind: Exchange::Complaint,
            moments: vec![(When::Now, What::LargeTransfer)],
            ..self.icmp(FlowId::IcmpErrors, true)
        }
    }

    fn ping(&self) -> FlowRow {
        self.icmp(FlowId::PingReplies, false)
    }

    /// Logins of administrators; of anyone, where nobody knows who they are.
    fn login(&self) -> FlowRow {
        let windows = own_login(self.profile) == 3389;
        let id = if windows { FlowId::RdpAdmin } else { FlowId::SshAdmin };
        let (who, from) = match &self.intent.admins {
            Some(admins) => (ClassId::Administrators, admins.spans()),
            None => (ClassId::Clients, self.anyone.as_slice()),
        };
        let to = |port: &u16, source| self.packets(PacketKind::Tcp, from, source, Span::one((*port).into()));
        let ports = &self.intent.used_logins;
        let groups = ports.iter().map(|port| to(port, CLIENT_PORTS)).collect();
        let all = ports.iter().flat_map(|port| to(port, SENDER).regions().to_vec()).collect();
        let port = ports.first().copied().unwrap_or(own_login(self.profile));
        let name = if windows && port == 3389 { "RDP" } else { "SSH" };
        let rule =
            |source: Source| allow(Protocol::Tcp).from(source).ports(Ports::Any, Ports::One(port)).described(name);
        FlowRow {
            classes: vec![Class { id: who, weight: Severity::Error, groups }],
            cures: self.profile.admin.iter().map(|net| rule((*net).into())).collect(),
            cures_are_named: true,
            kind: Exchange::Request,
            moments: vec![(When::Now, What::Login(id))],
            ..self.row(id, !self.profile.admin.is_empty(), PacketSet::of_disjoint(all))
        }
    }

    fn service(&self, service: Service) -> FlowRow {
        let kind = if service.protocol == Protocol::Udp { PacketKind::Udp } else { PacketKind::Tcp };
        let port = Span::one(service.port.into());
        let offers = |rule: &&Rule| {
            says(rule, Action::Allow) && rule.protocol == service.protocol && single_port(rule) == Some(service.port)
        };
        let offering: Vec<&Rule> = self.filter.rules.iter().filter(offers).collect();
        let for_some = !offering.is_empty() && offering.iter().all(|rule| names_somebody(rule.source));
        let (who, from) = match for_some {
            true => (ClassId::Named, Addresses::of(offering.iter().map(|rule| span_of(rule.source)))),
            false => (ClassId::Clients, Addresses::of(self.anyone.iter().copied())),
        };
        let rule = allow(service.protocol).ports(Ports::Any, Ports::One(service.port)).described(service.to_string());
        FlowRow {
            classes: vec![self.class(who, Severity::Error, self.packets(kind, from.spans(), CLIENT_PORTS, port))],
            cures: if for_some { Vec::new() } else { self.cures(rule) },
            kind: Exchange::Request,
            ..self.row(FlowId::Service(service), true, self.packets(kind, from.spans(), SENDER, port))
        }
    }

    /// What an unusual server needs beside.
    fn own(&self) -> Vec<FlowRow> {
        let uses = |one| self.profile.uses.contains(&one);
        let wide = Span::from(UNPRIVILEGED);
        let mut rows = Vec::new();
        if uses(Use::Nat) {
            let both =
                |source| [PacketKind::Tcp, PacketKind::Udp].map(|kind| self.packets(kind, &self.anyone, source, wide));
            let classes = both(SERVERS).map(|packets| self.class(ClassId::Rest, Severity::Error, packets));
            let rule = |protocol, text: &str| {
                allow(protocol).ports(Ports::Any, UNPRIVILEGED.into()).described(text.to_owned())
            };
            let tcp = self.cures(rule(Protocol::Tcp, "return tcp"));
            let cures = tcp.into_iter().chain(self.cures(rule(Protocol::Udp, "return udp"))).collect();
            rows.push(FlowRow {
                classes: classes.to_vec(),
                cures,
                ..self.row(FlowId::OwnNat, true, joined(both(SENDER)))
            });
        }
        if uses(Use::Unbound) {
            let packets = self.packets(PacketKind::Udp, &self.anyone, Span::one(53), wide);
            let rule = allow(Protocol::Udp).ports(Ports::One(53), UNPRIVILEGED.into()).described("DNS");
            rows.push(FlowRow {
                classes: vec![self.class(ClassId::Rest, Severity::Error, packets.clone())],
                cures: self.cures(rule),
                ..self.row(FlowId::OwnUnbound, true, packets)
            });
        }
        if uses(Use::Nfs) {
            rows.push(self.nfs());
        }
        rows
    }

    /// The NFS server is somewhere in the private networks, or where a rule says.
    fn nfs(&self) -> FlowRow {
        let low = PortRange::new(1, 1023);
        let named = Addresses::of(self.named_with(2049));
        let from = match (self.on_switch || !self.profile.peers.is_empty(), named.is_empty()) {
            (false, false) => named,
            _ => peers(self.filter, self.profile),
        };
        let both = [PacketKind::Tcp, PacketKind::Udp]
            .map(|kind| self.packets(kind, from.spans(), Span::one(2049), low.into()));
        let class = |packets: &PacketSet| self.class(ClassId::Named, Severity::Warning, packets.clone());
        let sources = from.spans().iter().filter_map(|span| range(*span).as_network()).map(Source::from);
        let rule = |source: Source| {
            [Protocol::Tcp, Protocol::Udp]
                .map(|one| allow(one).from(source).ports(Ports::One(2049), low.into()).described("NFS"))
        };
        FlowRow {
            classes: both.iter().map(class).collect(),
            cures: sources.flat_map(rule).collect(),
            ..self.row(FlowId::OwnNfs, true, joined(both))
        }
    }

    fn expected(&self) -> impl Iterator<Item = FlowRow> {
        self.profile.expectations.iter().enumerate().map(|(index, one)| FlowRow {
            classes: vec![self.class(ClassId::AsWritten, Severity::Error, one.packets())],
            expects: Some(one.wants),
            kind: Exchange::Request,
            ..self.row(FlowId::Expected { index, wants: one.wants }, true, one.packets())
        })
    }
}

fn allow(protocol: Protocol) -> Rule {
    Rule::new(Action::Allow, protocol)
}

fn boxes(kind: PacketKind, from: &[Span], source: Span, destination: Span) -> PacketSet {
    PacketSet::of_disjoint(from.iter().map(|span| Region::with_ports(kind, *span, source, destination)).collect())
}

fn joined(sets: [PacketSet; 2]) -> PacketSet {
    PacketSet::of_disjoint(sets.iter().flat_map(|set| set.regions().to_vec()).collect())
}

fn range(span: Span) -> crate::filter::AddressRange {
    crate::filter::AddressRange { first: span.low.into(), last: span.high.into() }
}

/// A span without some numbers.
fn without(span: Span, numbers: &[u32]) -> Vec<Span> {
    super::addresses::subtract(&[span], &merged(numbers.iter().map(|number| Span::one(*number)).collect()))
}

/// The private networks (RFC 1918).
fn private() -> [Span; 3] {
    [(0x0a00_0000, 0x0aff_ffff), (0xac10_0000, 0xac1f_ffff), (0xc0a8_0000, 0xc0a8_ffff)]
        .map(|(low, high)| Span { low, high })
}

/// Who can send on a switch: whom the profile names as peers, else the private networks that allow rules or administrators
/// have, else all of them.
pub(super) fn peers(filter: &Filter, profile: &Profile) -> Addresses {
    if !profile.peers.is_empty() {
        return Addresses::of(profile.peers.iter().map(|net| span_of((*net).into())));
    }
    let is_private = |span: &Span| private().iter().any(|net| net.low <= span.low && span.high <= net.high);
    // Whose answers a rule lets in need not be somebody who asks.
    let asks = |rule: &&Rule| is_named_allow(rule) && !matches!(rule.source_port, Ports::One(_));
    let named = filter.rules.iter().filter(asks).map(|rule| span_of(rule.source));
    let admins = profile.admin.iter().map(|net| span_of((*net).into()));
    let named = Addresses::of(named.chain(admins).filter(is_private));
    if named.is_empty() { Addresses::of(private()) } else { named }
}

/// Who may be a stranger: anyone; on a switch the private networks only.
pub(super) fn strangers(profile: &Profile) -> Vec<Span> {
    if profile.attachment == Attachment::Switch { private().to_vec() } else { vec![everyone()] }
}

/// An allow for udp from 67, or to 67 or 68 alone.
fn is_about_dhcp(rule: &Rule) -> bool {
    let to = rule.destination_port.ranges();
    let names_client = to.iter().all(|range| range.first >= 67 && range.last <= 68);
    rule.action == Action::Allow
        && rule.protocol == Protocol::Udp
        && (rule.source_port == Ports::One(67) || (names_client && !to.is_empty()))
}

/// Whether the rule allows udp to port 67 only, where no answer to a DHCP client ever arrives.
pub(super) fn is_useless_dhcp(rule: &Rule) -> bool {
    rule.action == Action::Allow
        && rule.protocol == Protocol::Udp
        && matches!(rule.source_port, Ports::Any | Ports::One(67))
        && rule.destination_port == Ports::One(67)
}
