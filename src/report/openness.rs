//! Findings about what strangers reach: the rest, doors by a sender's port, ports that were meant for somebody, logins.

use super::exposure::{Door, LISTENERS, Reached, has_range_of_senders, named_only};
use super::finding::{Finding, FindingKind};
use super::intent::{CLIENT_PORTS, names_somebody};
use super::loss::{ClassId, Level};
use super::severity::Severity;
use super::situation::{FlowVerdict, Situation};
use super::traffic::index;
use crate::analysis::{Decider, PacketKind, Span, Verdict};
use crate::filter::{Action, MAX_RULES, PortRange, Ports, Rule};
use crate::profile::{Attachment, FlowId, Use};

pub(super) fn findings(situation: &Situation) -> Vec<Finding> {
    let mut all = ranges_of_senders(situation);
    all.extend(rest(situation));
    all.extend(named_ports(situation));
    all.extend(logins(situation));
    all.extend(login_closed(situation));
    all.extend(situation.exposure.doors.iter().filter(|door| door.rule < MAX_RULES).map(|one| door(situation, one)));
    all.extend(listeners(situation));
    all
}

/// The columns were mixed up: clients send from the range, so every port is open.
fn ranges_of_senders(situation: &Situation) -> Vec<Finding> {
    let rules = situation.filter.rules.iter().enumerate().filter(|(_, rule)| has_range_of_senders(rule));
    let one = |(at, _): (usize, &Rule)| {
        let witness = situation.witnesses().packet_by(&situation.exposure, Decider::Rule(at));
        Finding { witness, ..Finding::new(FindingKind::RangeInSourcePort, Severity::Error, vec![at]) }
    };
    rules.map(one).collect()
}

/// Is what nobody meant closed?
fn rest(situation: &Situation) -> Option<Finding> {
    let flow = situation.flows.last()?;
    let severity = situation.openness().filter(|_| flow.severity.is_some())?;
    let rules = &situation.filter.rules;
    let told =
        |decider: &Decider| index(*decider).and_then(|at| rules.get(at)).is_none_or(|rule| !has_range_of_senders(rule));
    let culprits: Vec<Decider> = situation.exposure.culprits().into_iter().filter(told).collect();
    let kind = match culprits.last()? {
        Decider::Default => FindingKind::NoFinalDeny,
        Decider::Rule(_) => FindingKind::RestOpen(listeners_left(situation, severity)),
    };
    let closes = |rule: &Rule| {
        rule.action == Action::Deny && rule.source.is_bare_zero() && rule.protocol == crate::filter::Protocol::Ip
    };
    // A deny for bare 0.0.0.0 closes nothing: that is told.
    if kind == FindingKind::NoFinalDeny && rules.iter().any(closes) {
        return None;
    }
    let witness = culprits.last().and_then(|decider| situation.witnesses().packet_by(&situation.exposure, *decider));
    let rules = culprits.into_iter().filter_map(index).collect();
    Some(Finding { witness, ..Finding::new(kind, severity, rules) })
}

/// The well-known listeners that make a warning of it.
fn listeners_left(situation: &Situation, severity: Severity) -> Vec<u16> {
    let left = || situation.exposure.left.iter().filter(|left| left.severity.is_some());
    let open = |port: &u16| {
        left().any(|left| left.reached.kind == PacketKind::Tcp && left.reached.span.contains((*port).into()))
    };
    if severity == Severity::Error { Vec::new() } else { LISTENERS.into_iter().filter(open).collect() }
}

/// Ports that a rule opens to somebody, and another one, which does not mean them, to strangers.
fn named_ports(situation: &Situation) -> Vec<Finding> {
    let mut all: Vec<Finding> = Vec::new();
    for kind in [PacketKind::Tcp, PacketKind::Udp] {
        let guarded = named_only(&situation.filter.rules, &situation.intent, kind);
        let wide = situation.exposure.reached.iter().filter(|one| one.kind == kind && one.level >= Level::Large);
        let mut open: Vec<(usize, Vec<Span>)> = Vec::new();
        for reached in wide {
            let ports: Vec<Span> = guarded.iter().filter_map(|port| port.intersect(reached.span)).collect();
            for at in by_careless(situation, reached).into_iter().filter(|_| !ports.is_empty()) {
                match open.iter_mut().find(|(rule, _)| *rule == at) {
                    Some((_, known)) => known.extend(ports.iter().copied()),
                    None => open.push((at, ports.clone())),
                }
            }
        }
        all.extend(open.into_iter().filter(|(rule, _)| *rule < MAX_RULES).map(|(rule, ports)| {
            let ports = super::addresses::merged(ports);
            let witness = situation.witnesses().let_in((kind, CLIENT_PORTS), &ports, rule);
            let kind = FindingKind::NamedPortOpen(kind, ports);
            Finding { witness, ..Finding::new(kind, Severity::Warning, vec![rule]) }
        }));
    }
    all
}

/// The rules that let strangers in there and do not mean those ports.
fn by_careless(situation: &Situation, reached: &Reached) -> Vec<usize> {
    let means = |at: &usize| situation.filter.rules.get(*at).is_some_and(|rule| situation.intent.means_its_ports(rule));
    reached.by.iter().copied().filter_map(index).filter(|at| !means(at)).collect()
}

/// Rules for everyone that mean a login port.
fn logins(situation: &Situation) -> Vec<Finding> {
    let known = !situation.profile.admin.is_empty();
    if !known && situation.profile.attachment == Attachment::Switch {
        return Vec::new();
    }
    let offered = |port: u16| situation.intent.offered.iter().any(|service| service.port == port);
    let reached = |at: usize, port: u16| {
        let mut all = situation.exposure.reached.iter();
        all.any(|one| {
            let by = one.by.contains(&Decider::Rule(at)) && one.level >= Level::Large;
            one.kind == PacketKind::Tcp && one.span.contains(port.into()) && by
        })
    };
    let rules = situation.filter.rules.iter().enumerate().take(MAX_RULES);
    let open = |(at, rule): (usize, &Rule)| {
        let means = !names_somebody(rule.source) && situation.intent.means_a_login(rule);
        let ports = situation.intent.logins.iter().copied();
        let port = ports.filter(|port| means && reached(at, *port) && !offered(*port)).max()?;
        let covers = super::intent::destinations(rule).iter().any(|range| range.contains(port));
        covers.then_some((at, if port == 3389 { FlowId::RdpAdmin } else { FlowId::SshAdmin }, port))
    };
    let found: Vec<(usize, FlowId, u16)> = rules.filter_map(open).collect();
    let mut all: Vec<Finding> = Vec::new();
    for (at, id, port) in found {
        let severity = if known || id == FlowId::RdpAdmin { Severity::Warning } else { Severity::Note };
        let witness = situation.witnesses().let_in((PacketKind::Tcp, CLIENT_PORTS), &[Span::one(port.into())], at);
        match all.iter_mut().find(|one| one.kind == FindingKind::LoginOpen(id)) {
            Some(one) => one.rules.push(at),
            None => all.push(Finding { witness, ..Finding::new(FindingKind::LoginOpen(id), severity, vec![at]) }),
        }
    }
    all
}

/// Nobody logs in, and nobody is known who should.
fn login_closed(situation: &Situation) -> Option<Finding> {
    let is_login = |flow: &&FlowVerdict| flow.flow.id.is_login();
    let flow = situation.flows.iter().find(is_login)?;
    let of_clients = flow.losses.iter().any(|loss| loss.class == ClassId::Clients);
    let closed = of_clients && flow.verdict == Verdict::Blocked && situation.profile.attachment != Attachment::Switch;
    let rules = || flow.deciders.iter().copied().filter_map(index).collect();
    closed.then(|| {
        let kind = FindingKind::LoginClosed(flow.flow.id);
        Finding { witness: flow.example(Action::Deny), ..Finding::new(kind, Severity::Note, rules()) }
    })
}

fn door(situation: &Situation, door: &Door) -> Finding {
    let rule = situation.filter.rules.get(door.rule);
    let from = rule.and_then(|rule| rule.source_port.ranges().first().copied()).unwrap_or(PortRange::ALL);
    let both = rule.is_some_and(|rule| rule.source_port == rule.destination_port);
    let kind = match both {
        true => FindingKind::ServiceInSourcePort(from, door.ports.clone()),
        false => FindingKind::TrustsSourcePort(from, door.ports.clone()),
    };
    let witness = situation.witnesses().through(door);
    Finding { witness, ..Finding::new(kind, door.severity, vec![door.rule]) }
}

/// Well-known listeners inside of a return range that begins low: replies and clients cannot be told apart there.
fn listeners(situation: &Situation) -> Option<Finding> {
    let profile = situation.profile;
    let mut ranges = vec![Span::from(profile.ephemeral_ports())];
    if profile.uses.contains(&Use::Nat) {
        ranges.push(Span { low: 1024, high: 65535 });
    }
    let rules = &situation.filter.rules;
    let meant = |port: u16| {
        let by_rule = |rule: &Rule| {
            situation.intent.means_its_ports(rule)
                && super::intent::destinations(rule).iter().any(|range| range.contains(port))
        };
        situation.intent.offered.iter().any(|service| service.port == port) || rules.iter().any(by_rule)
    };
    let open = situation.exposure.ports(PacketKind::Tcp, Level::Large);
    let inside = |port: &u16| {
        let number = u32::from(*port);
        ranges.iter().any(|range| range.contains(number)) && open.iter().any(|span| span.contains(number))
    };
    let ports: Vec<u16> = LISTENERS.into_iter().filter(inside).filter(|port| !meant(*port)).collect();
    if ports.is_empty() || profile.attachment == Attachment::Switch {
        return None;
    }
    let by = situation
        .exposure
        .reached
        .iter()
        .filter(|one| one.kind == PacketKind::Tcp && ports.iter().any(|port| one.span.contains((*port).into())));
    let mut rules: Vec<usize> = by.flat_map(|one| one.by.iter().copied().filter_map(index)).collect();
    rules.sort_unstable();
    rules.dedup();
    // What only the default opens is told by the lack of a final deny.
    (!rules.is_empty()).then(|| Finding::new(FindingKind::ListenersInReturnRange(ports), Severity::Note, rules))
}

/// Whether a rule or the profile names a port that is offered; else nothing tells what may be closed.
pub(super) fn names_an_offer(situation: &Situation) -> bool {
    let needs = |port: u16| matches!(port, 67 | 68 | 123);
    let offers = |rule: &Rule| {
        let ports = super::intent::destinations(rule);
        let asked = rule.protocol == crate::filter::Protocol::Udp && ports.iter().all(|range| needs(range.first));
        rule.source_port == Ports::Any && situation.intent.means_its_ports(rule) && !asked
    };
    let profile = situation.profile;
    !profile.services.is_empty() || !profile.admin.is_empty() || situation.filter.rules.iter().any(offers)
}
