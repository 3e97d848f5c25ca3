//! Findings about rows: what does not come through, and what must not and does.

use super::finding::{Finding, FindingKind, Lost};
use super::flows::{FlowRow, REGIONS};
use super::intent::{is_named_ban, is_named_deny};
use super::judge::rule_of;
use super::loss::ClassId;
use super::severity::Severity;
use super::situation::{FlowVerdict, Situation, speaks_for_parts};
use crate::analysis::{Decider, Packet, PacketSet, Region, Span, Verdict};
use crate::filter::{Action, MAX_RULES};

pub(super) fn findings(situation: &Situation) -> Vec<Finding> {
    let rows = situation.rows.iter().zip(&situation.flows);
    let mut all: Vec<Finding> = rows.filter_map(|(row, flow)| of(situation, row, flow)).collect();
    all.extend(banned_resolvers(situation));
    all
}

fn of(situation: &Situation, row: &FlowRow, flow: &FlowVerdict) -> Option<Finding> {
    let id = flow.flow.id;
    let rules = || flow.deciders.iter().copied().filter_map(index).collect::<Vec<usize>>();
    let Some(own) = flow.severity else {
        let beyond = flow.answer.deciders().iter().any(|one| matches!(one, Decider::Rule(at) if *at >= MAX_RULES));
        let uncertain = row.tells_readings && row.flow.needed && flow.hangs_on_documents() && !beyond;
        return uncertain.then(|| {
            let rules = flow.answer.deciders_of(Action::Deny).into_iter().filter_map(index).collect();
            let witness = flow.answer.example(Action::Deny);
            Finding { witness, ..Finding::new(FindingKind::FlowUncertain(id), Severity::Warning, rules) }
        });
    };
    if row.expects.is_some() {
        return Some(Finding { witness: flow.witness, ..Finding::new(FindingKind::Unmet(id), own, rules()) });
    }
    if is_spoken_for(situation, row) || is_silent(situation, row, flow) {
        return None;
    }
    let kind = match flow.verdict {
        Verdict::Blocked => FindingKind::FlowBlocked(id),
        // Readings that differ are told by the finding about the notation; what stays is lost in each of them.
        Verdict::Uncertain if flow.readings.is_empty() => FindingKind::FlowUncertain(id),
        Verdict::Uncertain if flow.losses.iter().all(|loss| loss.level() == super::loss::Level::All) => {
            FindingKind::FlowBlocked(id)
        }
        _ => FindingKind::FlowPartly(id),
    };
    let named = |at: &usize| situation.filter.rules.get(*at).is_some_and(is_named_deny);
    let lost = Lost {
        classes: flow.losses.clone(),
        except: flow.except.clone(),
        missing: flow.missing.clone(),
        on_purpose: rules().iter().any(named),
    };
    Some(Finding { witness: flow.witness, lost: Some(Box::new(lost)), ..Finding::new(kind, own, rules()) })
}

/// Whether the row that this is a part of speaks for it.
fn is_spoken_for(situation: &Situation, row: &FlowRow) -> bool {
    let whole = row.part_of.and_then(|id| situation.rows.iter().position(|row| row.flow.id == id));
    whole.is_some_and(|at| {
        let flow = situation.flows.get(at);
        flow.is_some_and(|flow| flow.severity.is_some()) && speaks_for_parts(&situation.rows, &situation.flows, at)
    })
}

/// Whether one that is blocked too says enough.
fn is_silent(situation: &Situation, row: &FlowRow, flow: &FlowVerdict) -> bool {
    let is_blocked = |flow: &FlowVerdict| flow.verdict == Verdict::Blocked;
    is_blocked(flow) && row.silent_beside.iter().any(|id| situation.flow(*id).is_some_and(is_blocked))
}

/// Bans that take both resolvers of a region: a server of the other region does not notice.
fn banned_resolvers(situation: &Situation) -> Vec<Finding> {
    if !situation.profile.resolvers.is_empty() {
        return Vec::new();
    }
    let asks = |row: &&FlowRow| {
        let mut classes = row.classes.iter();
        row.flow.needed && classes.any(|class| class.id == ClassId::Resolvers && class.weight == Severity::Error)
    };
    let rows = situation.rows.iter().zip(&situation.flows).filter(|(row, _)| asks(row));
    let fine = rows.filter(|(_, flow)| flow.severity.is_none());
    fine.flat_map(|(_, flow)| (0..REGIONS.len()).filter_map(|zone| banned_zone(situation, flow, zone))).collect()
}

fn banned_zone(situation: &Situation, flow: &FlowVerdict, zone: usize) -> Option<Finding> {
    let (kind, destination) = flow.flow.packets.regions().first().map(|region| (region.kind, region.spans[2]))?;
    let answers = |host: &std::net::Ipv4Addr| {
        PacketSet::from(Region::with_ports(kind, Span::one((*host).into()), Span::one(53), destination))
    };
    let outcome = flow.answer.outcome()?;
    let bans = || {
        let shares = outcome.shares.iter().filter(|share| share.action == Action::Deny);
        shares.filter(|share| rule_of(share.decider, &situation.filter.rules).is_some_and(is_named_ban))
    };
    let groups: Vec<PacketSet> = REGIONS.get(zone)?.iter().map(answers).collect();
    let all =
        groups.iter().all(|group| bans().map(|share| share.packets.common_count(group)).sum::<u128>() == group.count());
    let takes = |share: &&crate::analysis::Share| groups.iter().any(|group| !share.packets.is_disjoint(group));
    let rules = bans().filter(takes).filter_map(|share| index(share.decider)).collect();
    let witness = groups.first().and_then(PacketSet::witness);
    all.then(|| Finding { witness, ..Finding::new(FindingKind::ResolversBanned(zone), Severity::Warning, rules) })
}

impl FlowVerdict {
    /// A packet of the flow that meets `action` in some reading, one that looks as such packets do.
    pub(crate) fn example(&self, action: Action) -> Option<Packet> {
        let packets = || self.answer.outcomes.iter().map(|outcome| outcome.packets(action));
        let real = packets().find_map(|set| self.realistic(&set).witness());
        real.or_else(|| packets().find_map(|set| set.witness()))
    }

    /// Packets whose sender's port is one that its system picks.
    fn realistic(&self, packets: &PacketSet) -> PacketSet {
        if !self.is_request() {
            return packets.clone();
        }
        let from_client = |region: &Region| {
            let [source, from, to] = region.spans;
            let from = match region.kind {
                crate::analysis::PacketKind::Tcp | crate::analysis::PacketKind::Udp => {
                    from.intersect(super::intent::CLIENT_PORTS)?
                }
                _ => from,
            };
            Some(Region { kind: region.kind, spans: [source, from, to] })
        };
        PacketSet::of_disjoint(packets.regions().iter().filter_map(from_client).collect())
    }
}

/// The rule (0-based), unless it is the default.
pub(super) fn index(decider: Decider) -> Option<usize> {
    match decider {
        Decider::Rule(index) => Some(index),
        Decider::Default => None,
    }
}
