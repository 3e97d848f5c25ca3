//! Packets that show what strangers reach.

use super::addresses::Addresses;
use super::exposure::{Door, Exposure};
use crate::analysis::{Analysis, Decider, Packet, PacketKind, PacketSet, Region, Span};
use crate::filter::{Action, PortRange, Protocol, Rule};

/// What packets are looked for in.
pub(super) struct Witnesses<'a> {
    pub(super) rules: &'a [Rule],
    pub(super) analysis: &'a Analysis,
    /// Clients that neither a rule nor the profile names.
    pub(super) strangers: Addresses,
}

impl Witnesses<'_> {
    /// A packet that shows what is open though nobody meant it.
    pub(super) fn of(&self, exposure: &Exposure) -> Option<Packet> {
        let by = exposure.culprits().last().and_then(|decider| self.packet_by(exposure, *decider));
        by.or_else(|| exposure.doors.first().and_then(|door| self.through(door)))
    }

    /// A packet of a stranger that this rule, or the default, lets in and nobody meant.
    pub(super) fn packet_by(&self, exposure: &Exposure, decider: Decider) -> Option<Packet> {
        let worst = exposure.left.iter().filter(|left| left.reached.by.contains(&decider));
        let ports: Vec<(PacketKind, Span)> =
            worst.filter(|left| left.severity.is_some()).map(|left| (left.reached.kind, left.reached.span)).collect();
        let outcome = exposure.answer.outcome()?;
        let share = outcome.shares.iter().find(|share| share.decider == decider && share.action == Action::Allow)?;
        let real = |region: &Region| -> Vec<Region> {
            let [source, from, to] = region.spans;
            let targets = ports.iter().filter(|(kind, _)| *kind == region.kind);
            let targets = targets.filter_map(|(kind, span)| match kind {
                PacketKind::Other => Some([from.intersect(*span)?, to]),
                _ => Some([from, to.intersect(*span)?]),
            });
            let boxes = targets.flat_map(|[from, to]| {
                let sources = self.strangers.spans().iter().filter_map(move |span| span.intersect(source));
                sources.map(move |source| Region { kind: region.kind, spans: [source, from, to] }).collect::<Vec<_>>()
            });
            boxes.collect()
        };
        let packets = PacketSet::of_disjoint(share.packets.regions().iter().flat_map(real).collect());
        packets.witness().or_else(|| share.packets.witness())
    }

    /// A stranger's packet from and to such ports that this rule lets in, in every reading if there is one.
    pub(super) fn let_in(&self, (kind, from): (PacketKind, Span), to: &[Span], rule: usize) -> Option<Packet> {
        let boxes = self
            .strangers
            .spans()
            .iter()
            .flat_map(|source| to.iter().map(|to| Region::with_ports(kind, *source, from, *to)));
        let answer = self.analysis.answer(&PacketSet::of_disjoint(boxes.collect()));
        let mut sets = answer.outcomes.iter().map(|outcome| {
            outcome.packets_of(|share| share.decider == Decider::Rule(rule) && share.action == Action::Allow)
        });
        let first = sets.next()?;
        let everywhere = sets.fold(first.clone(), |common, set| common.intersect(&set));
        everywhere.witness().or_else(|| first.witness())
    }

    /// A stranger's packet through a door.
    pub(super) fn through(&self, door: &Door) -> Option<Packet> {
        let rule = self.rules.get(door.rule);
        let from = rule.and_then(|rule| rule.source_port.ranges().first().copied()).unwrap_or(PortRange::ALL);
        let kind =
            if rule.is_some_and(|rule| rule.protocol == Protocol::Udp) { PacketKind::Udp } else { PacketKind::Tcp };
        self.let_in((kind, from.into()), &door.ports, door.rule)
    }
}
