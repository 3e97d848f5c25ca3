//! Findings about the traffic a profile needs.

use super::everything_else::is_wide_source;
use super::finding::{Finding, FindingKind, Severity};
use super::repair;
use super::situation::{FlowVerdict, Situation};
use crate::analysis::{Decider, Kind, Region, Span, Verdict};
use crate::filter::{Action, PortRange};
use crate::profile::{FlowId, plausible_sources};

pub(super) fn findings(situation: &Situation) -> Vec<Finding> {
    situation
        .flows
        .iter()
        .filter(|flow| speaks_for_itself(situation, flow))
        .filter_map(|flow| of(situation, flow))
        .collect()
}

/// Whether the flow is not already spoken for by a wider one that fares as badly.
fn speaks_for_itself(situation: &Situation, flow: &FlowVerdict) -> bool {
    let wider = match flow.flow.id {
        FlowId::DnsUdp | FlowId::NtpEphemeral => situation.flow(FlowId::UdpReplies),
        FlowId::DnsTcp => situation.flow(FlowId::TcpReplies),
        FlowId::Ntp123 => return true,
        _ => return flow.flow.needed,
    };
    let covered = wider.is_some_and(|wider| {
        let partly_fine = wider.verdict() == Verdict::Partly && !essential_answers_blocked(situation, wider);
        wider.verdict() != Verdict::Allowed && !(partly_fine && flow.verdict() == Verdict::Blocked)
    });
    flow.flow.needed && !covered
}

/// Whether the answers that nearly every server waits for (HTTPS, DNS) are among the blocked part of a return flow.
fn essential_answers_blocked(situation: &Situation, flow: &FlowVerdict) -> bool {
    let (kind, sender) = match flow.flow.id {
        FlowId::TcpReplies => (Kind::Tcp, 443),
        FlowId::UdpReplies => (Kind::Udp, 53),
        _ => return false,
    };
    let answers = Region::with_ports(kind, plausible_sources(), Span::one(sender), Span::PORTS);
    let answers = flow.flow.packets.intersect(&answers.into());
    situation.analysis.answer(&answers).verdict != Verdict::Allowed
}

fn of(situation: &Situation, flow: &FlowVerdict) -> Option<Finding> {
    let id = flow.flow.id;
    let (kind, severity) = match flow.verdict() {
        Verdict::Allowed => return None,
        Verdict::Blocked => (FindingKind::FlowBlocked(id), severity_of_blocked(flow)),
        Verdict::Uncertain => (FindingKind::FlowUncertain(id), Severity::Warning),
        Verdict::Partly if only_named_senders_denied(situation, flow) => {
            // Somebody meant to shut these out; to let their answers in again would be no repair.
            let rules = denying_rules(flow);
            let kind = FindingKind::FlowPartly(id, Vec::new());
            let witness = flow.answer.example(Action::Deny);
            return Some(Finding { witness, ..Finding::new(kind, Severity::Note, rules) });
        }
        Verdict::Partly => {
            let missing = missing_ports(flow);
            let severity = if essential_answers_blocked(situation, flow) { Severity::Error } else { Severity::Warning };
            (FindingKind::FlowPartly(id, missing), severity)
        }
    };
    let severity = if flow.flow.needed { severity } else { Severity::Note };
    let rules = denying_rules(flow);
    Some(Finding {
        witness: flow.answer.example(Action::Deny),
        fix: repair::for_flow(situation, flow),
        ..Finding::new(kind, severity, rules)
    })
}

fn denying_rules(flow: &FlowVerdict) -> Vec<usize> {
    flow.answer.deciders_of(Action::Deny).into_iter().filter_map(index).collect()
}

/// Whether a flow that anyone may be part of is denied to named senders only, by rules that say so. (Whoever may log in is
/// named too, so that logins are never excused.)
fn only_named_senders_denied(situation: &Situation, flow: &FlowVerdict) -> bool {
    let rules = &situation.filter.rules;
    let names_senders = |index: &usize| rules.get(*index).is_some_and(|rule| !is_wide_source(rule.source));
    !flow.flow.id.is_login() && denying_rules(flow).iter().all(names_senders)
}

fn severity_of_blocked(flow: &FlowVerdict) -> Severity {
    match flow.flow.id {
        FlowId::DnsTcp
        | FlowId::NtpEphemeral
        | FlowId::Ntp123
        | FlowId::LaterFragments
        | FlowId::IcmpErrors
        | FlowId::PingReplies => Severity::Warning,
        _ => Severity::Error,
    }
}

/// The destination ports that no sender reaches, of a flow whose other ports do pass.
fn missing_ports(flow: &FlowVerdict) -> Vec<PortRange> {
    let allowed = flow.answer.destination_ports(Action::Allow);
    let blocked = flow.answer.destination_ports(Action::Deny);
    let mut missing = Vec::new();
    for span in blocked {
        let mut low = span.low;
        for passing in allowed.iter().filter(|passing| passing.high >= span.low && passing.low <= span.high) {
            if low < passing.low {
                missing.push((low, passing.low - 1));
            }
            low = low.max(passing.high + 1);
        }
        if low <= span.high {
            missing.push((low, span.high));
        }
    }
    let port = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    missing.into_iter().map(|(low, high)| PortRange::new(port(low), port(high))).collect()
}

/// The rule (0-based), unless it is the default.
pub(super) fn index(decider: Decider) -> Option<usize> {
    match decider {
        Decider::Rule(index) => Some(index),
        Decider::Default => None,
    }
}
