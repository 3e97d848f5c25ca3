//! Findings about the list as a whole: what it leaves open, which rules do not do what they seem to.

use super::finding::{Finding, FindingKind, Fix, Severity};
use super::repair::{completed, is_repairable, is_useless_dhcp, prove};
use super::situation::{Proposal, Situation};
use crate::analysis::{
    Analysis, Decider, Kind, Liveness, PacketSet, Reading, Region, RuleStatus, Span, Verdict, rule_set,
};
use crate::filter::{Action, Edit, Filter, MAX_RULES, Ports, Protocol, Rule, Source};
use crate::profile::{FlowId, plausible_sources};

pub(super) fn findings(situation: &Situation, statuses: &[RuleStatus]) -> Vec<Finding> {
    let mut all = Vec::new();
    all.extend(rest(situation));
    all.extend(beyond_limit(situation));
    all.extend(open_return_range(situation));
    let rules = situation.filter.rules.iter().zip(statuses).enumerate();
    for (index, (rule, status)) in rules.take_while(|_| !situation.analysis.is_stopped()) {
        if status.liveness == Liveness::Shadowed {
            all.push(never_decides(situation, index, rule, status));
        } else if is_useless_dhcp(rule) {
            all.push(useless_dhcp(situation, index, rule));
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
        let fix =
            says_what_is_offered(situation).then(|| prove(situation, completed(situation, append), &closed)).flatten();
        let severity = if denies_anything(situation) { Severity::Warning } else { Severity::Error };
        return Some(Finding { witness, fix, ..Finding::new(FindingKind::NoFinalDeny, severity, vec![]) });
    }
    let rules: Vec<usize> = open.into_iter().filter(|decider| *decider != Decider::Default).map(number).collect();
    (!rules.is_empty()).then(|| Finding { witness, ..Finding::new(FindingKind::RestOpen, Severity::Warning, rules) })
}

/// Whether the filter or the profile tells what the server is for. To close everything else is no repair while nobody has
/// said what that is.
fn says_what_is_offered(situation: &Situation) -> bool {
    let profile = situation.profile;
    let opens = |rule: &Rule| rule.action == Action::Allow && rule.destination_port != Ports::Any;
    !profile.services.is_empty() || !profile.admin.is_empty() || situation.filter.rules.iter().any(opens)
}

/// Whether any packet that can arrive is denied. A filter that denies nothing is a filter in name only.
fn denies_anything(situation: &Situation) -> bool {
    let deciders = situation.analysis.deciders(&PacketSet::all_from(plausible_sources()));
    let denies = |decider: Decider| match decider {
        Decider::Rule(index) => situation.filter.rules.get(index).is_some_and(|rule| rule.action == Action::Deny),
        Decider::Default => false,
    };
    deciders.into_iter().any(denies)
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
    let mut open: Vec<&PacketSet> = Vec::new();
    for id in [FlowId::TcpReplies, FlowId::UdpReplies] {
        let Some(outcome) = situation.flow(id).and_then(|flow| flow.answer.outcome()) else { continue };
        for share in outcome.shares.iter().filter(|share| share.action == Action::Allow) {
            let Decider::Rule(index) = share.decider else { continue };
            let any_sender = situation.filter.rules.get(index).is_some_and(|rule| {
                rule.source.is_any() && rule.source_port.covers_everything() && rule.destination_port.is_range()
            });
            if any_sender {
                rules.push(index);
                open.push(&share.packets);
            }
        }
    }
    rules.sort_unstable();
    rules.dedup();
    let witness = PacketSet::witness_of(open);
    (!rules.is_empty())
        .then(|| Finding { witness, ..Finding::new(FindingKind::OpenReturnRange, Severity::Note, rules) })
}

fn never_decides(situation: &Situation, index: usize, rule: &Rule, status: &RuleStatus) -> Finding {
    let by = status.blocked_by.clone();
    // On a list of thousands, the exact shares of every dead rule would cost more than all other questions together.
    let repairable = is_repairable(situation);
    let contradicted = if repairable { mostly_contradicted(situation, rule) } else { status.contradicted };
    let moved = (contradicted && repairable).then(|| moved_up(situation, index, rule, &by)).flatten();
    // A rule that decides nothing can go without proof. But where its order is wrong, that is only right if no move is.
    let goes = !contradicted || repairable;
    let fix = moved.or_else(|| goes.then_some(Fix { edit: Edit::Remove { at: index } }));
    let kind = FindingKind::NeverDecides { by: by.clone(), contradicted };
    let mut rules = vec![index];
    rules.extend(by);
    Finding { fix, ..Finding::new(kind, Severity::Warning, rules) }
}

/// Whether most of what the rule matches meets the other action before it. (The exceptions at the top of a list take a
/// little from every rule below; that does not make a second "deny all" a contradiction.)
fn mostly_contradicted(situation: &Situation, rule: &Rule) -> bool {
    let answer = situation.analysis.answer(&rule_set(rule, Reading::default()));
    let count = |action| {
        let shares = answer.outcome().map(|outcome| outcome.shares.as_slice()).unwrap_or_default();
        shares.iter().filter(|share| share.action == action).map(|share| share.packets.count()).sum::<u128>()
    };
    count(rule.action.toggled()) > count(rule.action)
}

/// The rule moved before the first one that contradicts it, if it is the narrower of the two, comes to life there, and
/// opens nothing that nobody asked for.
fn moved_up(situation: &Situation, index: usize, rule: &Rule, by: &[usize]) -> Option<Fix> {
    let set = rule_set(rule, Reading::default());
    let wider_contradiction = |at: &usize| {
        situation.filter.rules.get(*at).is_some_and(|other| {
            let theirs = rule_set(other, Reading::default());
            other.action != rule.action && set.subtract(&theirs).is_empty() && !theirs.subtract(&set).is_empty()
        })
    };
    let to = by.iter().copied().find(wider_contradiction)?;
    let shadowed = |analysis: &Analysis| analysis.marks().iter().filter(|mark| !mark.decides).count();
    let before = shadowed(situation.analysis);
    let better = |after: &Proposal<'_>| shadowed(&after.analysis) < before && !after.opens_the_rest();
    prove(situation, Edit::Move { from: index, to }, &better)
}

fn useless_dhcp(situation: &Situation, index: usize, rule: &Rule) -> Finding {
    let useless = |filter: &Filter| filter.rules.iter().filter(|rule| is_useless_dhcp(rule)).count();
    let fewer = |after: &Proposal<'_>| useless(&after.filter) < useless(situation.filter);
    let meant = Edit::Replace { at: index, rule: rule.clone().from(Source::Any).ports(Ports::One(67), Ports::One(68)) };
    let passes = situation.verdict(FlowId::DhcpReply) == Some(Verdict::Allowed);
    let needed = situation.flow(FlowId::DhcpReply).is_some_and(|flow| flow.flow.needed);
    let fix = (needed && !passes).then(|| prove(situation, meant, &fewer)).flatten();
    let fix = fix.or_else(|| prove(situation, Edit::Remove { at: index }, &fewer));
    Finding { fix, ..Finding::new(FindingKind::UselessDhcp67, Severity::Note, vec![index]) }
}

/// The sender's port of an allow rule that opens every server port, or the same one, to whoever sends from it.
fn sender_port(rule: &Rule) -> Option<u16> {
    let Ports::One(port) = rule.source_port else { return None };
    let server = rule.destination_port;
    let same_on_both_sides = matches!((rule.protocol, port), (Protocol::Udp, 67 | 123 | 500 | 4500));
    let suspicious = server.covers_everything() || (server == Ports::One(port) && !same_on_both_sides);
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
    // Where the rule names the server's port as well, that is what it was written for. Where it does not, the only
    // change that opens nothing is to let its sender reach the return ports only.
    let mended = match (rule.destination_port, rule.protocol, port) {
        (Ports::One(server), ..) => rule.clone().ports(Ports::Any, Ports::One(server)),
        (_, Protocol::Udp, 123) => rule.clone().ports(Ports::One(123), Ports::One(123)),
        (_, Protocol::Udp, 67) => rule.clone().ports(Ports::One(67), Ports::One(68)),
        _ => rule.clone().ports(Ports::One(port), situation.profile.ephemeral_ports().into()),
    };
    let edit = completed(situation, Edit::Replace { at: index, rule: mended });
    let kind =
        if meant_for_answers { FindingKind::TrustsSourcePort(port) } else { FindingKind::ServiceInSourcePort(port) };
    let suspicious = |filter: &Filter| filter.rules.iter().filter(|rule| sender_port(rule).is_some()).count();
    let gone = |after: &Proposal<'_>| suspicious(&after.filter) < suspicious(situation.filter);
    let kind_of_packet = if rule.protocol == Protocol::Tcp { Kind::Tcp } else { Kind::Udp };
    let low_ports = Span { low: 1, high: 1023 };
    let stranger = Region::with_ports(kind_of_packet, plausible_sources(), Span::one(port.into()), low_ports);
    let witness = situation.analysis.answer(&stranger.into()).outcome().and_then(|outcome| {
        outcome.shares.iter().find(|share| share.decider == Decider::Rule(index))?.packets.witness()
    });
    Finding { witness, fix: prove(situation, edit, &gone), ..Finding::new(kind, Severity::Warning, vec![index]) }
}
