//! Who can come in, and to what: per sender the ports it reaches, and the rule that lets it.
//!
//! Three kinds of senders: anyone, as clients send; whoever sends from some port that a rule trusts; and whom a rule names,
//! for what it reaches beyond everyone. The facts are those that openness is judged by.

use super::addresses::{merged, subtract};
use super::intent::{CLIENT_PORTS, names_somebody};
use super::judge::rule_of;
use super::loss::Level;
use super::severity::Severity;
use super::situation::Situation;
use super::traffic::index;
use crate::analysis::{Analysis, Decider, Outcome, PacketKind, PacketSet, Span};
use crate::filter::{Action, Filter, PortRange, Source};
use crate::profile::{Profile, plausible_sources};

/// A sender, or many alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// Any client that neither a rule nor the profile names.
    Anyone,
    /// A part of them: less than nine tenths.
    Part,
    /// Whoever sends from these ports.
    From(PortRange),
    /// Whom a rule names.
    Named(Source),
}

/// What a sender reaches by one rule, or by the default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reach {
    pub(crate) who: Who,
    /// tcp, udp or another protocol; replies of icmp and fragments are no way in.
    pub(crate) kind: PacketKind,
    /// Destination ports as ascending spans that do not touch; ranks of protocol numbers for other protocols.
    pub(crate) targets: Vec<Span>,
    /// Who lets it in.
    pub(crate) by: Decider,
    /// How bad that is, if nobody meant it.
    pub(crate) severity: Option<Severity>,
}

/// What a sender reaches in one of two versions only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReachChange {
    /// Whether it is the later version.
    pub(crate) opened: bool,
    /// What is reached there, by which rule of that version.
    pub(crate) reach: Reach,
}

/// Who reaches what: anyone first, then doors by a sender's port, then named senders by the order of their rules.
pub(crate) fn reach(filter: &Filter, profile: &Profile) -> Vec<Reach> {
    let analysis = Analysis::new(filter);
    let situation = Situation::new(filter, profile, &analysis);
    let mut all = by_anyone(&situation);
    all.extend(by_doors(&situation));
    let answer = analysis.answer(&PacketSet::all_from(plausible_sources()));
    all.extend(answer.outcome().into_iter().flat_map(|outcome| by_name(&situation, outcome)));
    all
}

/// The difference of two versions, whichever rule lets somebody in.
pub(crate) fn reach_changes(before: &[Reach], after: &[Reach]) -> Vec<ReachChange> {
    let missing = |list: &[Reach], other: &[Reach], opened: bool| -> Vec<ReachChange> {
        let beyond = |one: &Reach| {
            let same = other.iter().filter(|known| known.who == one.who && known.kind == one.kind);
            let known = merged(same.flat_map(|known| known.targets.iter().copied()).collect());
            let targets = subtract(&one.targets, &known);
            (!targets.is_empty()).then(|| ReachChange { opened, reach: Reach { targets, ..one.clone() } })
        };
        list.iter().filter_map(beyond).collect()
    };
    let mut all = missing(after, before, true);
    all.extend(missing(before, after, false));
    all
}

pub(super) fn by_anyone(situation: &Situation<'_>) -> Vec<Reach> {
    let mut all: Vec<Reach> = Vec::new();
    for one in situation.exposure.reached.iter().filter(|one| one.level >= Level::Small) {
        let who = if one.level == Level::All { Who::Anyone } else { Who::Part };
        let left = situation
            .exposure
            .left
            .iter()
            .filter(|left| left.reached.kind == one.kind && left.reached.span.intersect(one.span).is_some());
        let severity = left.filter_map(|left| left.severity).min();
        for by in &one.by {
            let same = |known: &&mut Reach| {
                (known.who, known.kind, known.by, known.severity) == (who, one.kind, *by, severity)
            };
            match all.iter_mut().find(same) {
                Some(known) => known.targets.push(one.span),
                None => all.push(Reach { who, kind: one.kind, targets: vec![one.span], by: *by, severity }),
            }
        }
    }
    all.iter_mut().for_each(|one| one.targets = merged(std::mem::take(&mut one.targets)));
    all
}

fn by_doors(situation: &Situation<'_>) -> Vec<Reach> {
    let reach = |door: &super::exposure::Door| {
        let rule = situation.filter.rules.get(door.rule)?;
        let kind = if rule.protocol == crate::filter::Protocol::Udp { PacketKind::Udp } else { PacketKind::Tcp };
        Some(Reach {
            who: Who::From(*rule.source_port.ranges().first()?),
            kind,
            targets: door.ports.clone(),
            by: Decider::Rule(door.rule),
            severity: Some(door.severity),
        })
    };
    situation.exposure.doors.iter().filter_map(reach).collect()
}

/// Whom rules name; the outcome is that of every packet from plausible sources.
pub(super) fn by_name(situation: &Situation<'_>, outcome: &Outcome) -> Vec<Reach> {
    let rules = &situation.filter.rules;
    let mut all = Vec::new();
    for share in outcome.shares.iter().filter(|share| share.action == Action::Allow) {
        let Some(rule) = rule_of(share.decider, rules).filter(|rule| names_somebody(rule.source)) else { continue };
        for kind in [PacketKind::Tcp, PacketKind::Udp, PacketKind::Other] {
            let axis = if kind == PacketKind::Other { 1 } else { 2 };
            let boxes = share.packets.regions().iter().filter(|region| region.kind == kind);
            let clients = boxes.filter(|region| {
                kind == PacketKind::Other
                    || region.spans[1].intersect(CLIENT_PORTS).is_some()
                    || rule.source_port != crate::filter::Ports::Any
            });
            let own = merged(clients.filter_map(|region| region.spans.get(axis).copied()).collect());
            let targets = subtract(&own, &situation.exposure.ports(kind, Level::All));
            if !targets.is_empty() {
                let by = share.decider;
                all.push(Reach { who: Who::Named(rule.source), kind, targets, by, severity: None });
            }
        }
    }
    all.sort_by_key(|one| index(one.by));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Ports, Protocol, Rule};

    fn filter(rules: &[(&str, &str, &str)]) -> Filter {
        let allow = |(source, from, to): &(&str, &str, &str)| {
            let rule = Rule::new(Action::Allow, Protocol::Tcp).from(Source::parse(source).unwrap());
            rule.ports(Ports::parse(from).unwrap(), Ports::parse(to).unwrap())
        };
        let deny = Rule::new(Action::Deny, Protocol::Ip);
        Filter { rules: rules.iter().map(allow).chain([deny]).collect(), ..Filter::default() }
    }

    fn told(list: &[Reach]) -> Vec<String> {
        let ports =
            |one: &Reach| one.targets.iter().map(|span| format!("{}-{}", span.low, span.high)).collect::<Vec<_>>();
        list.iter().map(|one| format!("{:?} {} by {}", one.who, ports(one).join(","), one.by.number())).collect()
    }

    #[test]
    fn everyone_doors_and_named_senders_have_their_rules() {
        let list =
            reach(&filter(&[("203.0.113.0/24", "", "22"), ("", "", "443"), ("", "80", "")]), &Profile::default());
        assert_eq!(list.len(), 3, "{:?}", told(&list));
        assert_eq!((list[0].who, list[0].by), (Who::Anyone, Decider::Rule(1)));
        assert!(matches!(list[1].who, Who::From(_)) && list[1].severity == Some(Severity::Error));
        assert_eq!((list[2].by, list[2].targets.as_slice()), (Decider::Rule(0), &[Span::one(22)][..]));
    }

    #[test]
    fn a_change_names_what_one_version_has_only() {
        let profile = Profile::default();
        let before = reach(&filter(&[("", "", "443"), ("203.0.113.7", "", "22")]), &profile);
        let after = reach(&filter(&[("203.0.113.7", "", "22"), ("", "", "443-444")]), &profile);
        let changes = reach_changes(&before, &after);
        let opened: Vec<(bool, Vec<Span>)> =
            changes.iter().map(|one| (one.opened, one.reach.targets.clone())).collect();
        assert_eq!(opened, [(true, vec![Span::one(444)])]);
        assert!(reach_changes(&after, &after).is_empty());
    }
}
