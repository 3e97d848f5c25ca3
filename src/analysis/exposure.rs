//! Who can reach what: the allowed packets, turned around so that a person reads them port by port.
//!
//! The form is canonical (equal filters have equal lists, however they are written): ports that the same senders reach
//! stand together, senders are ascending ranges that do not touch, and the restriction to a sender's port is named only
//! where there is one.

use super::answer::{Answer, Outcome};
use super::condition::Condition;
use super::question::Analysis;
use super::set::{PacketKind, Region, Span};
use crate::filter::{Action, AddressRange, Filter};
use std::net::Ipv4Addr;

/// What some senders reach, in the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposure {
    /// The kind of packets.
    pub kind: PacketKind,
    /// Ascending spans that do not touch: destination ports of tcp and udp, the first number of
    /// [other kinds](Region::spans), nothing to choose from for icmp.
    pub targets: Vec<Span>,
    /// Who reaches them. Those who may use any port come first; the others are named together with their ports.
    pub senders: Vec<Senders>,
    /// Whether it is so in every reading.
    pub certain: bool,
    /// If not: the readings in which some of it passes at all. Empty where it is more or less in all of them.
    pub(crate) only_if: Condition,
}

/// Addresses that send from some ports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Senders {
    /// The sender's ports; [`Span::PORTS`] alone is any.
    pub ports: Vec<Span>,
    /// The addresses, ascending.
    pub addresses: Vec<AddressRange>,
}

/// What an allow, or the default, lets through in some reading.
pub fn exposure(filter: &Filter) -> Vec<Exposure> {
    let all = super::set::PacketSet::all_from(Span::ADDRESSES);
    let Answer { outcomes, .. } = Analysis::new(filter).answer(&all);
    let lists: Vec<Vec<Exposure>> = outcomes.iter().map(|outcome| exposed(&allowed(outcome))).collect();
    let everywhere: Vec<Region> = outcomes.iter().flat_map(allowed).collect();
    let mut list = exposed(&everywhere);
    for one in &mut list {
        one.certain = lists.iter().all(|list| list.contains(one));
    }
    for one in list.iter_mut().filter(|one| !one.certain) {
        one.only_if = only_if(one, &outcomes);
    }
    list
}

/// What it depends on that some of it passes.
fn only_if(one: &Exposure, outcomes: &[Outcome]) -> Condition {
    let target = if matches!(one.kind, PacketKind::Tcp | PacketKind::Udp) { 2 } else { 1 };
    let inside = |region: &Region| {
        let span = region.spans.get(target).copied().unwrap_or(Span::PORTS);
        region.kind == one.kind && one.targets.iter().any(|target| target.intersect(span).is_some())
    };
    let passes = outcomes.iter().filter(|outcome| allowed(outcome).iter().any(inside));
    let readings = |outcomes: &mut dyn Iterator<Item = &Outcome>| outcomes.map(|one| one.reading).collect::<Vec<_>>();
    Condition::of(&readings(&mut passes.into_iter()), &readings(&mut outcomes.iter()))
}

fn allowed(outcome: &Outcome) -> Vec<Region> {
    let shares = outcome.shares.iter().filter(|share| share.action == Action::Allow);
    shares.flat_map(|share| share.packets.regions().iter().copied()).collect()
}

fn exposed(regions: &[Region]) -> Vec<Exposure> {
    let of_kind = |kind| {
        let regions: Vec<Region> = regions.iter().filter(|region| region.kind == kind).copied().collect();
        let target = if matches!(kind, PacketKind::Tcp | PacketKind::Udp) { 2 } else { 1 };
        let groups = alike(&regions, target, |regions| senders(regions, kind));
        groups.into_iter().map(move |(targets, senders)| Exposure {
            kind,
            targets,
            senders,
            certain: true,
            only_if: Condition::default(),
        })
    };
    PacketKind::ALL.into_iter().flat_map(of_kind).collect()
}

fn senders(regions: &[Region], kind: PacketKind) -> Vec<Senders> {
    if !matches!(kind, PacketKind::Tcp | PacketKind::Udp) {
        return vec![Senders { ports: vec![Span::PORTS], addresses: addresses(regions) }];
    }
    let mut groups = alike(regions, 1, addresses);
    let anyhow = from_any_port(&groups);
    groups.retain(|(_, addresses)| *addresses != anyhow);
    let any = (!anyhow.is_empty()).then(|| Senders { ports: vec![Span::PORTS], addresses: anyhow });
    any.into_iter().chain(groups.into_iter().map(|(ports, addresses)| Senders { ports, addresses })).collect()
}

/// The addresses that all groups have in common, if the groups leave out no port.
fn from_any_port(groups: &[(Vec<Span>, Vec<AddressRange>)]) -> Vec<AddressRange> {
    let mut ports: Vec<Span> = groups.iter().flat_map(|(ports, _)| ports.iter().copied()).collect();
    if merged(&mut ports) != [Span::PORTS] {
        return Vec::new();
    }
    let mut lists = groups.iter().map(|(_, addresses)| addresses.clone());
    let first = lists.next().unwrap_or_default();
    lists.fold(first, |common, list| {
        let overlap = |a: &AddressRange, b: &AddressRange| {
            let range = AddressRange { first: a.first.max(b.first), last: a.last.min(b.last) };
            (range.first <= range.last).then_some(range)
        };
        common.iter().flat_map(|a| list.iter().filter_map(move |b| overlap(a, b))).collect()
    })
}

/// Cuts the regions along an axis into slices and puts slices together that look alike.
fn alike<T: PartialEq>(regions: &[Region], axis: usize, look: impl Fn(&[Region]) -> T) -> Vec<(Vec<Span>, T)> {
    let span = |region: &Region| region.spans.get(axis).copied().unwrap_or(Span::PORTS);
    let mut cuts: Vec<u32> = regions.iter().flat_map(|region| [span(region).low, span(region).high + 1]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut groups: Vec<(Vec<Span>, T)> = Vec::new();
    for (low, next) in cuts.iter().zip(cuts.iter().skip(1)) {
        let inside: Vec<Region> = regions.iter().filter(|region| span(region).contains(*low)).copied().collect();
        if inside.is_empty() {
            continue;
        }
        let (slice, looks) = (Span { low: *low, high: next - 1 }, look(&inside));
        match groups.iter_mut().find(|(_, known)| *known == looks) {
            Some((spans, _)) => spans.push(slice),
            None => groups.push((vec![slice], looks)),
        }
    }
    groups.into_iter().map(|(mut spans, looks)| (merged(&mut spans), looks)).collect()
}

fn addresses(regions: &[Region]) -> Vec<AddressRange> {
    let mut spans: Vec<Span> = regions.iter().map(|region| region.spans[0]).collect();
    let range = |span: Span| AddressRange { first: Ipv4Addr::from(span.low), last: Ipv4Addr::from(span.high) };
    merged(&mut spans).into_iter().map(range).collect()
}

/// The same numbers as ascending spans that do not touch.
fn merged(spans: &mut [Span]) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans.iter() {
        match merged.last_mut() {
            Some(last) if span.low <= last.high.saturating_add(1) => last.high = last.high.max(span.high),
            _ => merged.push(*span),
        }
    }
    merged
}
