//! Rules that let in what is needed, and where they go.

use super::super::flows::{FlowRow, is_useless_dhcp};
use super::super::intent::{is_ban, is_everyone, is_named_deny, names_somebody};
use super::super::situation::{FlowVerdict, Situation};
use super::work::{Work, range_of};
use super::{Guess, Workshop};
use crate::analysis::{Analysis, Decider, Interpretation, PacketKind, PacketSet, Span, packets_of, rule_set};
use crate::filter::{Action, AddressRange, Edit, Filter, MAX_RULES, PortRange, Ports, Protocol, Rule};
use crate::profile::FlowId;

impl Workshop<'_> {
    /// Mends or widens the rules that were meant for a flow, or inserts those it needs.
    pub(super) fn cure(&self, row: &FlowRow) -> Vec<Guess> {
        let situation = self.situation;
        let missing = missing_of(situation.analysis, row);
        let cures = || Some(packets_of(&row.cures));
        let flow = situation.flow(row.flow.id);
        let mut all = Vec::new();
        if let Some(is_missed) = row.is_missed_by {
            let rules = situation.filter.rules.iter().enumerate();
            let meant = rules.filter(|(_, rule)| is_missed(rule) && is_everyone(rule.source)).zip(&missing);
            all.extend(meant.map(|((at, rule), cure)| {
                let mended = rule.clone().from(cure.source).ports(cure.source_port, cure.destination_port);
                Guess { cures: cures(), ..Guess::narrowing(Edit::Replace { at, rule: mended }, vec![at]) }
            }));
        }
        let at = flow.and_then(|flow| place(situation, row, flow));
        all.extend(at.and_then(|at| moved_up(situation.filter, &missing, at)));
        let widened: Option<Vec<Edit>> = missing.iter().map(|cure| widened(situation.filter, cure)).collect();
        if let Some(edits) = widened.filter(|edits| !edits.is_empty()) {
            all.push(Guess { cures: cures(), ..Guess::rewriting(Edit::of(edits)) });
        }
        if let Some(at) = at {
            let insert = |(offset, rule): (usize, &&Rule)| Edit::Insert { at: at + offset, rule: (*rule).clone() };
            let edits: Vec<Edit> = missing.iter().enumerate().map(insert).collect();
            if !edits.is_empty() {
                all.push(Guess { cures: cures(), ..Guess::rewriting(Edit::of(edits)) });
            }
        }
        all
    }

    /// Rules for exactly what an expectation asks: what must pass before the first deny that takes some of it; what must
    /// not before the first rule that lets some of it in, with its exceptions above.
    pub(super) fn expected(&self, row: &FlowRow) -> Vec<Guess> {
        let FlowId::Expected { index, wants } = row.flow.id else { return Vec::new() };
        let Some(one) = self.situation.profile.expectations.get(index) else { return Vec::new() };
        let Some(flow) = self.situation.flow(row.flow.id) else { return Vec::new() };
        let wrong = flow.answer.deciders_of(wants.toggled()).into_iter();
        let at = wrong.map(|decider| decider_place(decider, self.situation.filter)).min();
        let Some(at) = at else { return Vec::new() };
        let rules = match wants {
            Action::Allow => rules_for(&one.packets(), Action::Allow),
            Action::Deny => {
                let passing = self.situation.analysis.answer(&one.except).certainly(Action::Allow);
                let shut = rules_for(&one.traffic, Action::Deny);
                rules_for(&passing, Action::Allow).zip(shut).map(|(open, shut)| [open, shut].concat())
            }
        };
        let inserts = rules.map(|rules| {
            let insert = |(offset, rule)| Edit::Insert { at: at + offset, rule };
            Edit::of(rules.into_iter().enumerate().map(insert).collect())
        });
        let letting_in: Vec<usize> = match wants {
            Action::Allow => Vec::new(),
            Action::Deny => {
                flow.answer.deciders_of(Action::Allow).into_iter().filter_map(crate::report::traffic::index).collect()
            }
        };
        let guess = |edit: Edit| Guess { guards: true, ..Guess::narrowing(edit, letting_in.clone()) };
        inserts.into_iter().flat_map(|edit| [self.without_dead(&edit, &letting_in), edit]).map(guess).collect()
    }
}

/// The cures of a row that do not pass already. Those for networks that nobody but the rules themselves would name belong
/// together: a part of them would say that the others are nobody.
pub(super) fn missing_of<'r>(analysis: &Analysis, row: &'r FlowRow) -> Vec<&'r Rule> {
    let passes = |rule: &&Rule| analysis.allows(&rule_set(rule, Interpretation::default()));
    let together = !row.cures_are_named && row.cures.iter().all(|rule| names_somebody(rule.source));
    match together && !row.cures.iter().all(|rule| passes(&rule)) {
        true => row.cures.iter().collect(),
        false => row.cures.iter().filter(|rule| !passes(rule)).collect(),
    }
}

/// Rules that say just what is needed and stand too low, moved up.
pub(super) fn moved_up(filter: &Filter, missing: &[&Rule], at: usize) -> Option<Guess> {
    let mut work = Work::new(filter);
    let mut moved = Vec::new();
    for (offset, cure) in missing.iter().enumerate() {
        let wanted = rule_set(cure, Interpretation::default());
        let says_so = |rule: &Rule| {
            let same =
                (rule.action, rule.protocol) == (cure.action, cure.protocol) && rule.source_port == cure.source_port;
            let alike = rule.source == cure.source || (is_everyone(rule.source) && is_everyone(cure.source));
            same && alike && wanted.subtract(&rule_set(rule, Interpretation::default())).is_empty()
        };
        let rules = work.filter.rules.iter().enumerate().skip(at + offset);
        let (from, rule) = rules.filter(|(_, rule)| says_so(rule)).map(|(from, rule)| (from, rule.clone())).next()?;
        moved.push(rule);
        work.push(Edit::Move { from, to: at + offset });
    }
    (!moved.is_empty()).then(|| Guess { cures: Some(packets_of(&moved)), ..Guess::rewriting(work.edit()) })
}

/// An existing return range, or part of one, made wide enough for a rule that is needed.
pub(super) fn widened(filter: &Filter, cure: &Rule) -> Option<Edit> {
    let wanted = *cure.destination_port.ranges().first().filter(|range| range.first < range.last)?;
    let touches = |range: &PortRange| {
        range.first <= wanted.last.saturating_add(1) && wanted.first <= range.last.saturating_add(1)
    };
    let alike = |rule: &Rule| {
        let source = rule.source == cure.source || (is_everyone(rule.source) && is_everyone(cure.source));
        (rule.action, rule.protocol, rule.source_port) == (cure.action, cure.protocol, cure.source_port) && source
    };
    let rules = filter.rules.iter().enumerate().filter(|(_, rule)| alike(rule));
    let candidates = rules.filter_map(|(at, rule)| {
        let range = match rule.destination_port {
            Ports::Range(range) => range,
            Ports::One(port) => PortRange::new(port, port),
            Ports::Any | Ports::Masked { .. } => return None,
        };
        let both = PortRange::new(range.first.min(wanted.first), range.last.max(wanted.last));
        let rule = rule.clone().ports(rule.source_port, both.into());
        let common = Span::from(range).intersect(wanted.into()).map_or(0, Span::length);
        let is_one = touches(&range) && !is_useless_dhcp(&rule) && both != range;
        is_one.then_some((common, Edit::Replace { at, rule }))
    });
    // The return range itself, not a service that stands beside it.
    candidates.rev().max_by_key(|(common, _)| *common).map(|(_, edit)| edit)
}

/// Where the rules that a flow needs are inserted.
pub(super) fn place(situation: &Situation<'_>, row: &FlowRow, flow: &FlowVerdict) -> Option<usize> {
    let denying = flow.answer.deciders_of(Action::Deny);
    place_in(situation.filter, &denying, row.cures_are_named)
}

/// Before the first deny-all that denies some of it, so below bans and named denies; for senders that the profile names,
/// before the first deny that does.
pub(super) fn place_in(filter: &Filter, denying: &[Decider], named: bool) -> Option<usize> {
    let denies = denying.iter().copied().filter_map(crate::report::traffic::index);
    let stops = |at: &usize| {
        let shuts = |rule: &Rule| !named && (is_ban(rule) || is_named_deny(rule));
        filter.rules.get(*at).is_some_and(|rule| !shuts(rule))
    };
    denies.into_iter().find(stops)
}

pub(super) fn decider_place(decider: Decider, filter: &Filter) -> usize {
    crate::report::traffic::index(decider).unwrap_or(filter.rules.len())
}

/// Rules that match exactly these packets, if there are few.
pub(super) fn rules_for(packets: &PacketSet, action: Action) -> Option<Vec<Rule>> {
    let packets = packets.tidied();
    let whole =
        packets.regions().iter().all(|region| Span::ADDRESSES == region.spans[0] && region.covers_every_number());
    let kinds: Vec<PacketKind> = packets.regions().iter().map(|region| region.kind).collect();
    if whole && PacketKind::ALL.iter().all(|kind| kinds.contains(kind)) {
        return Some(vec![Rule::new(action, Protocol::Ip)]);
    }
    let rules: Option<Vec<Rule>> = packets.regions().iter().map(|region| rule_for(region, action)).collect();
    rules.filter(|rules| rules.len() <= MAX_RULES)
}

pub(super) fn rule_for(region: &crate::analysis::Region, action: Action) -> Option<Rule> {
    let [source, from, to] = region.spans;
    let range = AddressRange { first: source.low.into(), last: source.high.into() };
    let protocol = match region.kind {
        PacketKind::Tcp => Protocol::Tcp,
        PacketKind::Udp => Protocol::Udp,
        PacketKind::Icmp => Protocol::Icmp,
        PacketKind::Fragment if region.covers_every_number() => Protocol::Fragment,
        PacketKind::Fragment | PacketKind::Other => return None,
    };
    let rule = Rule::new(action, protocol).from(range.as_network()?.into());
    if !protocol.has_ports() {
        return Some(rule);
    }
    let ports = |span: Span| if span == Span::PORTS { Ports::Any } else { Ports::from(range_of(span)) };
    let rule = rule.ports(ports(from), ports(to));
    (!rule.has_two_ranges()).then_some(rule)
}
