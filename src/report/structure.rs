//! Findings about the list as a whole: what it leaves open, which rules do not do what they seem to.

use super::finding::Fix;
use super::finding::{Finding, FindingKind, Severity};
use super::repair::{self, completed, is_repairable, is_useless_dhcp, prove};
use super::situation::{Proposal, Situation};
use crate::analysis::{Decider, Kind, Liveness, PacketSet, Region, RuleStatus, Span, Verdict};
use crate::filter::{Action, Edit, MAX_RULES, Ports, Protocol, Rule};
use crate::profile::{FlowId, plausible_sources};

pub(super) fn findings(situation: &Situation, statuses: &[RuleStatus]) -> Vec<Finding> {
    let mut all = Vec::new();
    all.extend(rest(situation));
    all.extend(beyond_limit(situation));
    all.extend(open_return_range(situation));
    for (index, (rule, status)) in situation.filter.rules.iter().zip(statuses).enumerate() {
        if status.liveness == Liveness::Shadowed {
            all.push(never_decides(situation, index, rule, status));
        } else if is_useless_dhcp(rule) {
            all.push(useless_dhcp(situation, index));
        } else if let Some(port) = sender_port(rule) {
            all.push(sender_port_finding(situation, index, rule, port));
        }
    }
    all
}

/// Is what nobody asked for closed?
fn rest(situation: &Situation) -> Option<Finding> {
    let flow = situation.flow(FlowId::EverythingElse)?;
    let open = flow.answer.deciders_of(Action::Allow);
    let witness = flow.answer.example(Action::Allow);
    if open.contains(&Decider::Default) {
        let deny_all = Rule::new(Action::Deny, Protocol::Ip).described("deny all");
        let append = Edit::Insert { at: situation.filter.rules.len(), rule: deny_all };
        let closed = |after: &Proposal<'_>| {
            after
                .flow(FlowId::EverythingElse)
                .is_some_and(|flow| !flow.answer.deciders_of(Action::Allow).contains(&Decider::Default))
        };
        let fix = prove(situation, completed(situation, append), &closed);
        return Some(Finding { witness, fix, ..Finding::new(FindingKind::NoFinalDeny, Severity::Warning, vec![]) });
    }
    let rules: Vec<usize> = open.into_iter().filter(|decider| *decider != Decider::Default).map(number).collect();
    (!rules.is_empty()).then(|| Finding { witness, ..Finding::new(FindingKind::RestOpen, Severity::Warning, rules) })
}

fn number(decider: Decider) -> usize {
    decider.number().saturating_sub(1)
}

fn beyond_limit(situation: &Situation) -> Option<Finding> {
    let count = situation.filter.rules.len();
    (count > MAX_RULES).then(|| Finding::new(FindingKind::BeyondLimit, Severity::Error, (MAX_RULES..count).collect()))
}

/// A return range open to any sender is needed, and exposes every listener inside it.
fn open_return_range(situation: &Situation) -> Option<Finding> {
    let mut rules = Vec::new();
    let mut open = PacketSet::empty();
    for id in [FlowId::TcpReplies, FlowId::UdpReplies] {
        let Some(outcome) = situation.flow(id).and_then(|flow| flow.answer.outcome()) else { continue };
        for share in outcome.shares.iter().filter(|share| share.action == Action::Allow) {
            let Decider::Rule(index) = share.decider else { continue };
            let any_sender = situation.filter.rules.get(index).is_some_and(|rule| {
                rule.source.is_any() && rule.source_port.covers_everything() && rule.destination_port.is_range()
            });
            if any_sender {
                rules.push(index);
                open.add(&share.packets);
            }
        }
    }
    rules.sort_unstable();
    rules.dedup();
    let witness = open.witness();
    (!rules.is_empty())
        .then(|| Finding { witness, ..Finding::new(FindingKind::OpenReturnRange, Severity::Note, rules) })
}

fn never_decides(situation: &Situation, index: usize, rule: &Rule, status: &RuleStatus) -> Finding {
    let by = status.blocked_by.clone();
    let contradicting =
        by.iter().copied().find(|by| situation.filter.rules.get(*by).is_some_and(|other| other.action != rule.action));
    let moved = contradicting.and_then(|to| {
        prove(situation, Edit::Move { from: index, to }, &|after: &Proposal<'_>| after.analysis.decides(to))
    });
    // A rule that decides nothing can always go. But where its order is wrong, that is only right if no move is.
    let goes = contradicting.is_none() || is_repairable(situation);
    let fix = moved.or_else(|| goes.then_some(Fix { edit: Edit::Remove { at: index } }));
    let kind = FindingKind::NeverDecides { by: by.clone(), contradicted: status.contradicted };
    let mut rules = vec![index];
    rules.extend(by);
    Finding { fix, ..Finding::new(kind, Severity::Warning, rules) }
}

fn useless_dhcp(situation: &Situation, index: usize) -> Finding {
    let passes = situation.verdict(FlowId::DhcpReply) == Some(Verdict::Allowed);
    let gone = |after: &Proposal<'_>| !after.filter.rules.iter().any(is_useless_dhcp);
    let fix = if passes {
        prove(situation, Edit::Remove { at: index }, &gone)
    } else {
        situation.flow(FlowId::DhcpReply).and_then(|flow| repair::for_flow(situation, flow))
    };
    Finding { fix, ..Finding::new(FindingKind::UselessDhcp67, Severity::Note, vec![index]) }
}

/// The sender's port of an allow rule that opens every server port, or the same one, to whoever sends from it.
fn sender_port(rule: &Rule) -> Option<u16> {
    let Ports::One(port) = rule.source_port else { return None };
    let server = rule.destination_port;
    let suspicious = server.covers_everything() || (server == Ports::One(port) && !matches!(port, 123 | 500 | 4500));
    (rule.action == Action::Allow && rule.protocol.has_ports() && rule.source.is_any() && suspicious).then_some(port)
}

/// Ports from which a server's own requests are answered; a rule by such a sender's port may be meant.
const ANSWERING: [(Protocol, u16); 8] = [
    (Protocol::Udp, 53),
    (Protocol::Udp, 67),
    (Protocol::Udp, 123),
    (Protocol::Udp, 443),
    (Protocol::Tcp, 53),
    (Protocol::Tcp, 80),
    (Protocol::Tcp, 443),
    (Protocol::Tcp, 25),
];

fn sender_port_finding(situation: &Situation, index: usize, rule: &Rule, port: u16) -> Finding {
    let meant_for_answers = ANSWERING.contains(&(rule.protocol, port)) && rule.destination_port.covers_everything();
    let meant = |destination| {
        let rule = rule.clone().ports(Ports::Any, destination);
        completed(situation, Edit::Replace { at: index, rule })
    };
    let (kind, edit) = if meant_for_answers {
        let answers = match (rule.protocol, port) {
            (Protocol::Udp, 123) => Ports::One(123),
            (Protocol::Udp, 67) => Ports::One(68),
            _ => situation.profile.ephemeral_ports().into(),
        };
        let rule = rule.clone().ports(Ports::One(port), answers);
        (FindingKind::TrustsSourcePort(port), Edit::Replace { at: index, rule })
    } else {
        (FindingKind::ServiceInSourcePort(port), meant(Ports::One(port)))
    };
    let gone = |after: &Proposal<'_>| {
        after.filter.rules.iter().filter(|rule| sender_port(rule).is_some()).count()
            < situation.filter.rules.iter().filter(|rule| sender_port(rule).is_some()).count()
    };
    let kind_of_packet = if rule.protocol == Protocol::Tcp { Kind::Tcp } else { Kind::Udp };
    let low_ports = Span { low: 1, high: 1023 };
    let stranger = Region::with_ports(kind_of_packet, plausible_sources(), Span::one(port.into()), low_ports);
    let witness = situation.analysis.answer(&stranger.into()).outcome().and_then(|outcome| {
        outcome.shares.iter().find(|share| share.decider == Decider::Rule(index))?.packets.witness()
    });
    Finding { witness, fix: prove(situation, edit, &gone), ..Finding::new(kind, Severity::Warning, vec![index]) }
}
