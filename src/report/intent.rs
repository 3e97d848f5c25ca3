//! What the text of a rule says about its author's intent, in exact words and no others.
//!
//! Verdicts depend on packets and on whom rules name as a sender. How bad openness is, and what a repair may do, also
//! depends on what the author *said*: whom a rule names, what it bans, which ports it means.

use super::addresses::{Addresses, everyone, span_of};
use crate::analysis::{Analysis, PacketKind, Region, Span};
use crate::filter::{Action, Filter, PortRange, Ports, Protocol, Rule, Source, services};
use crate::lang::read::LOGIN;
use crate::profile::{Expectation, Guest, Profile, Service};
use std::sync::LazyLock;

/// The largest network that is somebody's choice: a /8, such as a carrier's. A larger one is a part of the Internet.
const SOMEBODY: u128 = 1 << 24;

/// So many destination ports a rule may have and still mean each of them.
const FEW_PORTS: u32 = 16;

/// So many, if all are above the well-known ones.
const MEDIA_PORTS: u32 = 4096;

/// Ports that are used for logins in place of 22, and that of Remote Desktop, whatever the profile says.
const LOGIN_TWINS: [u16; 7] = [2222, 3389, 10022, 20022, 22022, 22222, 50022];

/// Ports from which systems send as clients.
pub(super) const CLIENT_PORTS: Span = Span { low: 1024, high: 65535 };

/// Whether a source is somebody's choice. (Bare 0.0.0.0 is nobody.)
pub(super) fn names_somebody(source: Source) -> bool {
    span_of(source).length() <= SOMEBODY && !source.is_bare_zero()
}

/// Whether a source covers every address that a packet can come from.
pub(super) fn is_everyone(source: Source) -> bool {
    let span = span_of(source);
    span.low <= everyone().low && everyone().high <= span.high
}

/// Whether a rule says this of packets that are known. One that is not resolved says nothing here.
pub(super) fn says(rule: &Rule, action: Action) -> bool {
    rule.action == action && !rule.is_unresolved()
}

/// A deny for some, whatever its ports.
pub(super) fn is_ban(rule: &Rule) -> bool {
    says(rule, Action::Deny) && !is_everyone(rule.source) && !rule.source.is_bare_zero()
}

/// A ban of somebody.
pub(super) fn is_named_ban(rule: &Rule) -> bool {
    is_ban(rule) && names_somebody(rule.source)
}

/// A deny for everyone that names ports.
pub(super) fn is_named_deny(rule: &Rule) -> bool {
    says(rule, Action::Deny) && is_everyone(rule.source) && names_ports(rule)
}

/// A deny for everyone with all ports, of every protocol or of one.
pub(super) fn is_deny_all(rule: &Rule) -> bool {
    says(rule, Action::Deny) && is_everyone(rule.source) && !names_ports(rule)
}

/// An allow for somebody.
pub(super) fn is_named_allow(rule: &Rule) -> bool {
    says(rule, Action::Allow) && names_somebody(rule.source)
}

fn names_ports(rule: &Rule) -> bool {
    let named = |ports: Ports| !ports.covers_everything() && ports != Ports::Any;
    match rule.protocol {
        Protocol::Tcp | Protocol::Udp => named(rule.source_port) || named(rule.destination_port),
        Protocol::Http | Protocol::Https => true,
        Protocol::Icmp | Protocol::Fragment | Protocol::Ip => false,
    }
}

/// The destination ports of a rule that has some.
pub(super) fn destinations(rule: &Rule) -> Vec<PortRange> {
    match rule.protocol {
        Protocol::Tcp | Protocol::Udp => rule.destination_port.ranges(),
        Protocol::Http => vec![PortRange::new(80, 80)],
        Protocol::Https => vec![PortRange::new(443, 443)],
        Protocol::Icmp | Protocol::Fragment | Protocol::Ip => Vec::new(),
    }
}

/// Whether a rule speaks of this protocol with ports: tcp or udp.
pub(super) fn speaks_of(rule: &Rule, protocol: Protocol) -> bool {
    match rule.protocol {
        Protocol::Http | Protocol::Https => protocol == Protocol::Tcp,
        Protocol::Ip => true,
        own => own == protocol,
    }
}

/// How many ports there are in some ranges.
pub(super) fn count(ranges: &[PortRange]) -> u32 {
    ranges.iter().map(|range| u32::from(range.last - range.first) + 1).sum()
}

/// The single destination port of a rule.
pub(super) fn single_port(rule: &Rule) -> Option<u16> {
    match destinations(rule).as_slice() {
        [only] if only.first == only.last => Some(only.first),
        _ => None,
    }
}

/// What a filter and a profile together say.
#[derive(Debug, Clone)]
pub(super) struct Intent {
    /// The login ports, ascending.
    pub(super) logins: Vec<u16>,
    /// Those that rules name; the system's own, where none does.
    pub(super) used_logins: Vec<u16>,
    /// Where administrators are; `None` if nobody knows.
    pub(super) admins: Option<Addresses>,
    /// Every network that an allow, a ban or the profile names.
    pub(super) named: Addresses,
    /// What the profile says is offered to everyone.
    pub(super) offered: Vec<Service>,
}

impl Intent {
    pub(super) fn of(filter: &Filter, profile: &Profile) -> Self {
        let own = own_login(profile);
        let mut logins: Vec<u16> = [22, own].into_iter().chain(profile.logins.iter().copied()).collect();
        logins.extend(filter.rules.iter().filter_map(login_by_rule));
        logins.sort_unstable();
        logins.dedup();
        let allows = || filter.rules.iter().filter(|rule| says(rule, Action::Allow));
        let names =
            |port: &u16| allows().any(|rule| rule.protocol == Protocol::Tcp && single_port(rule) == Some(*port));
        let mut used: Vec<u16> = logins.iter().copied().filter(names).collect();
        used.extend(profile.logins.iter().filter(|port| !used.contains(port)).copied().collect::<Vec<_>>());
        used.extend(logins.iter().filter(|port| expects_login(profile, **port)).copied());
        used.sort_unstable();
        used.dedup();
        if used.is_empty() {
            used.push(own);
        }
        Self {
            admins: administrators(filter, profile, &logins),
            named: named(filter, profile),
            used_logins: used,
            offered: profile.services.clone(),
            logins,
        }
    }

    /// Whether an allow rule means each of its ports.
    pub(super) fn means_its_ports(&self, rule: &Rule) -> bool {
        let ranges = destinations(rule);
        if !says(rule, Action::Allow) || ranges.is_empty() {
            return false;
        }
        let ports = count(&ranges);
        let no_login = |range: &PortRange| range.first > 1023 && !self.logins.iter().any(|port| range.contains(*port));
        ports <= FEW_PORTS || (ports <= MEDIA_PORTS && ranges.iter().all(no_login))
    }

    /// Whether an allow rule means a login port.
    pub(super) fn means_a_login(&self, rule: &Rule) -> bool {
        rule.protocol == Protocol::Tcp && self.means_its_ports(rule) && {
            let ranges = destinations(rule);
            self.logins.iter().any(|port| ranges.iter().any(|range| range.contains(*port)))
        }
    }

    /// Whether a rule says something that its author wants and no repair may drop.
    pub(super) fn is_statement(&self, rule: &Rule) -> bool {
        is_ban(rule) || is_named_deny(rule) || is_deny_all(rule) || is_named_allow(rule) || self.means_a_login(rule)
    }
}

/// The login port of the system.
pub(super) const fn own_login(profile: &Profile) -> u16 {
    match profile.guest {
        Guest::Windows => 3389,
        _ => 22,
    }
}

/// A login port that a rule shows: a usual one, or a single port described as one.
fn login_by_rule(rule: &Rule) -> Option<u16> {
    let tcp = says(rule, Action::Allow) && rule.protocol == Protocol::Tcp;
    let port = single_port(rule).filter(|_| tcp)?;
    (LOGIN_TWINS.contains(&port) || (describes_a_login(&rule.description) && !is_another_service(port))).then_some(port)
}

fn describes_a_login(description: &str) -> bool {
    let text = crate::filter::half_width(description).to_lowercase();
    let words = ["ssh", "sshd", "rdp", "sftp", "scp", "login", "bastion"];
    let has_word = text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| words.contains(&word));
    has_word || LOGIN.iter().any(|word| text.contains(word))
}

/// Whether the port is known for something that is no login: a "login page" on 443 is none.
fn is_another_service(port: u16) -> bool {
    static KNOWN: LazyLock<Vec<u16>> = LazyLock::new(|| {
        let single = services().iter().filter_map(|service| match service.ports {
            Ports::One(port) => Some((service.name, port)),
            _ => None,
        });
        single.filter(|(name, _)| !["ssh", "rdp", "ms-wbt-server"].contains(name)).map(|(_, port)| port).collect()
    });
    port != 22 && port != 3389 && KNOWN.contains(&port)
}

fn administrators(filter: &Filter, profile: &Profile, logins: &[u16]) -> Option<Addresses> {
    if !profile.admin.is_empty() {
        return Some(Addresses::of(profile.admin.iter().map(|net| span_of((*net).into()))));
    }
    let answers = profile.ephemeral_ports();
    let lets_clients_log_in = |rule: &&Rule| {
        let destination = destinations(rule);
        // Whose answers come back to a range is no administrator.
        let inside = |range: &PortRange| answers.first <= range.first && range.last <= answers.last;
        if !destination.is_empty() && count(&destination) > MEDIA_PORTS && destination.iter().all(inside) {
            return false;
        }
        let reaches = |port: &u16| destination.iter().any(|range| range.contains(*port));
        let from_clients = |range: &PortRange| {
            Span::from(*range)
                .intersect(CLIENT_PORTS)
                .is_some_and(|common| common.length() * 10 >= CLIENT_PORTS.length())
        };
        match rule.protocol {
            Protocol::Ip => true,
            Protocol::Tcp => logins.iter().any(reaches) && rule.source_port.ranges().iter().any(from_clients),
            _ => false,
        }
    };
    let sources = filter.rules.iter().filter(|rule| is_named_allow(rule)).filter(lets_clients_log_in);
    let admins = Addresses::of(sources.map(|rule| span_of(rule.source)).chain(expected_logins(profile, logins)));
    (!admins.is_empty()).then_some(admins)
}

/// Whom expectations let log in on one of these ports: those that must pass, and those that are excepted from who must not.
fn expected_logins(profile: &Profile, logins: &[u16]) -> impl Iterator<Item = Span> {
    let passing = |one: &Expectation| match one.wants {
        Action::Allow => one.traffic.clone(),
        Action::Deny => one.except.clone(),
    };
    let logs_in = move |region: &Region| {
        let [source, _, to] = region.spans;
        region.kind == PacketKind::Tcp
            && source.length() <= SOMEBODY
            && logins.iter().any(|port| to.contains((*port).into()))
    };
    let regions = profile.expectations.iter().flat_map(move |one| passing(one).regions().to_vec());
    regions.filter(logs_in).map(|region| region.spans[0])
}

fn expects_login(profile: &Profile, port: u16) -> bool {
    expected_logins(profile, &[port]).next().is_some()
}

fn named(filter: &Filter, profile: &Profile) -> Addresses {
    let by_rules = filter.rules.iter().filter(|rule| is_named_allow(rule) || is_named_ban(rule));
    let networks = profile.admin.iter().chain(&profile.peers).map(|net| span_of((*net).into()));
    let hosts = profile.resolvers.iter().chain(&profile.time_servers).map(|host| Span::one((*host).into()));
    Addresses::of(by_rules.map(|rule| span_of(rule.source)).chain(networks).chain(hosts))
}

/// Whether a filter only bans: some ban or named deny is in force, and every allow rule changes something, a last
/// "allow ip any" aside. An allow rule without effect proves that its author counts on a default deny.
pub(super) fn is_ban_list(filter: &Filter, analysis: &Analysis) -> bool {
    let rules = &filter.rules;
    if !rules.iter().any(|rule| is_ban(rule) || is_named_deny(rule)) {
        return false;
    }
    let marks = analysis.marks();
    let in_force = rules.iter().zip(marks).any(|(rule, mark)| mark.decides && (is_ban(rule) || is_named_deny(rule)));
    let closing = rules.len().saturating_sub(1);
    let has_effect = |(at, (rule, mark)): (usize, (&Rule, &crate::analysis::Mark))| {
        let last = at == closing && rule.protocol == Protocol::Ip && is_everyone(rule.source);
        rule.action == Action::Deny || mark.needed || last
    };
    in_force && rules.iter().zip(marks).enumerate().all(has_effect)
}
