//! Repairs, and the proof each of them needs.
//!
//! A repair is first guessed (insert this rule before the deny, widen that range) and then proved on the filter it would
//! make. What cannot be proved is not offered.

use super::finding::Fix;
use super::situation::{FlowVerdict, Proposal, Situation};
use crate::filter::{Action, Edit, MAX_RULES, PortRange, Ports, Protocol, Rule, Source};
use crate::profile::{FlowId, TIME_SERVER};

/// The longest list for which repairs are sought.
const REPAIRABLE: usize = 4 * MAX_RULES;

/// The first of the guesses that cures the flow and harms no other needed one.
pub(super) fn for_flow(situation: &Situation, flow: &FlowVerdict) -> Option<Fix> {
    let id = flow.flow.id;
    let cured = |after: &Proposal<'_>| after.allows(id);
    if !is_repairable(situation) {
        return None;
    }
    guesses(situation, flow).into_iter().find_map(|edit| prove(situation, edit, &cured))
}

/// The edit as a fix, if afterwards `cured` holds and no needed flow has lost a packet that surely passed before.
pub(super) fn prove(before: &Situation, edit: Edit, cured: &dyn Fn(&Proposal<'_>) -> bool) -> Option<Fix> {
    if !is_repairable(before) {
        return None;
    }
    let after = before.after(&edit);
    let holds = cured(&after) && after.harmed().is_none();
    let edit = holds.then(|| with_room(before, &after, &edit)).flatten();
    edit.map(|edit| Fix { edit })
}

/// Whether repairs are sought. The cloud takes no list that is much longer than its limit, and the proofs would cost more
/// than everything else: such a list must become shorter first. Nor are they once nobody waits for them.
pub(super) fn is_repairable(situation: &Situation) -> bool {
    situation.filter.rules.len() <= REPAIRABLE && !situation.analysis.is_stopped()
}

/// The edit together with the rules that the needed flows it would harm then need.
pub(super) fn completed(before: &Situation, edit: Edit) -> Edit {
    let mut edits = vec![edit];
    let attempts = if is_repairable(before) { before.flows.len() } else { 0 };
    for _ in 0..attempts {
        let so_far = Edit::Batch(edits.clone());
        let after = before.after(&so_far);
        let harmed = after.harmed().and_then(|id| after.flow(id));
        let Some(remedy) = harmed.and_then(|flow| insertion(before, &flow)) else { break };
        edits.push(remedy);
    }
    Edit::of(edits)
}

/// The edit, made to fit into the cloud's limit by dropping rules that never decide, where that is needed and possible.
/// Without them every packet fares the same, so what has been proved still holds.
fn with_room(before: &Situation, after: &Proposal<'_>, edit: &Edit) -> Option<Edit> {
    let limit = MAX_RULES.max(before.filter.rules.len());
    let surplus = after.filter.rules.len().saturating_sub(limit);
    if surplus == 0 {
        return Some(edit.clone());
    }
    // Each one goes from the list that those before it have left.
    let idle = after.idle(surplus).into_iter();
    let removals: Vec<Edit> = idle.take(surplus).enumerate().map(|(gone, at)| Edit::Remove { at: at - gone }).collect();
    (removals.len() == surplus).then(|| Edit::Batch([edit.clone()].into_iter().chain(removals).collect()))
}

fn guesses(situation: &Situation, flow: &FlowVerdict) -> Vec<Edit> {
    let mut edits = Vec::new();
    match flow.flow.id {
        FlowId::DhcpReply => edits.extend(retargeted_dhcp(situation)),
        FlowId::TcpReplies => edits.extend(widened_returns(situation, Protocol::Tcp)),
        FlowId::UdpReplies => edits.extend(widened_returns(situation, Protocol::Udp)),
        _ => {}
    }
    edits.extend(insertion(situation, flow));
    edits
}

/// Puts the rules the flow needs before the first rule that blocks a part of it.
fn insertion(situation: &Situation, flow: &FlowVerdict) -> Option<Edit> {
    let at = flow.first_blocker()?;
    let insert = |(offset, rule)| Edit::Insert { at: at + offset, rule };
    let edits: Vec<Edit> = needed_rules(situation, flow.flow.id).into_iter().enumerate().map(insert).collect();
    (!edits.is_empty()).then(|| Edit::of(edits))
}

/// The plainest rules that let a flow pass. Descriptions are short ASCII: they are stored in the cloud.
fn needed_rules(situation: &Situation, id: FlowId) -> Vec<Rule> {
    let profile = situation.profile;
    let answers = Ports::from(profile.ephemeral_ports());
    let allow = |protocol| Rule::new(Action::Allow, protocol);
    let time = || allow(Protocol::Udp).from(Source::Host(TIME_SERVER)).described("NTP");
    vec![match id {
        FlowId::DhcpReply => allow(Protocol::Udp).ports(Ports::One(67), Ports::One(68)).described("DHCP"),
        FlowId::TcpReplies => allow(Protocol::Tcp).ports(Ports::Any, answers).described("return tcp"),
        FlowId::UdpReplies => allow(Protocol::Udp).ports(Ports::Any, answers).described("return udp"),
        FlowId::DnsUdp => allow(Protocol::Udp).ports(Ports::One(53), answers).described("DNS"),
        FlowId::DnsTcp => allow(Protocol::Tcp).ports(Ports::One(53), answers).described("DNS"),
        FlowId::Ntp123 => time().ports(Ports::One(123), Ports::One(123)),
        FlowId::NtpEphemeral => time().ports(Ports::One(123), answers),
        FlowId::PingReplies | FlowId::IcmpErrors => allow(Protocol::Icmp).described("ICMP"),
        FlowId::LaterFragments => allow(Protocol::Fragment).described("fragment"),
        FlowId::Service(service) => {
            allow(service.protocol).ports(Ports::Any, Ports::One(service.port)).described(service.to_string())
        }
        FlowId::SshAdmin | FlowId::RdpAdmin => {
            let (port, name) = if id == FlowId::SshAdmin { (22, "SSH") } else { (3389, "RDP") };
            let login = |source| allow(Protocol::Tcp).from(source).ports(Ports::Any, Ports::One(port)).described(name);
            if profile.admin.is_empty() {
                return vec![login(Source::Any)];
            }
            return profile.admin.iter().map(|net| login((*net).into())).collect();
        }
        FlowId::EverythingElse => return Vec::new(),
    }]
}

/// Turns a rule for udp to 67, which does nothing, into the one that was meant.
fn retargeted_dhcp(situation: &Situation) -> Option<Edit> {
    let (at, rule) = situation.filter.rules.iter().enumerate().find(|(_, rule)| is_useless_dhcp(rule))?;
    Some(Edit::Replace { at, rule: rule.clone().ports(Ports::One(67), Ports::One(68)) })
}

/// Whether the rule allows udp to port 67 only, where no answer to a DHCP client ever arrives.
pub(super) fn is_useless_dhcp(rule: &Rule) -> bool {
    rule.action == Action::Allow
        && rule.protocol == Protocol::Udp
        && matches!(rule.source_port, Ports::Any | Ports::One(67))
        && rule.destination_port == Ports::One(67)
}

/// Widens an existing return range to the profile's, where a rule for any sender has one that overlaps or touches it.
fn widened_returns(situation: &Situation, protocol: Protocol) -> Vec<Edit> {
    let wanted = situation.profile.ephemeral_ports();
    let rules = situation.filter.rules.iter().enumerate();
    let widen = |(at, rule): (usize, &Rule)| {
        let Ports::Range(range) = rule.destination_port else { return None };
        let touches = range.first <= wanted.last.saturating_add(1) && wanted.first <= range.last.saturating_add(1);
        let fits = rule.action == Action::Allow
            && rule.protocol == protocol
            && rule.source.is_any()
            && rule.source_port == Ports::Any
            && touches;
        let both = PortRange::new(range.first.min(wanted.first), range.last.max(wanted.last));
        fits.then(|| Edit::Replace { at, rule: rule.clone().ports(Ports::Any, both.into()) })
    };
    rules.filter_map(widen).collect()
}
