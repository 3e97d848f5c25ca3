//! Findings about how rules are written: forms that mean something else than they seem to, or that the cloud may refuse.

use super::finding::{Finding, FindingKind};
use super::severity::Severity;
use super::situation::{FlowVerdict, Situation};
use crate::analysis::{Decider, Interpretation};
use crate::filter::{DESCRIPTION_CHARS, NAME_CHARS, Ports, Protocol, Rule, Source};
use crate::profile::FlowId;

pub(super) fn findings(situation: &Situation) -> Vec<Finding> {
    let filter = &situation.filter;
    let mut all = Vec::new();
    all.extend(bare_zero(situation));
    all.extend(unresolved(situation));
    if filter.name.chars().count() > NAME_CHARS {
        all.push(Finding::new(FindingKind::LongName, Severity::Warning, vec![]));
    }
    if filter.description.chars().count() > DESCRIPTION_CHARS {
        all.push(Finding::new(FindingKind::LongDescription, Severity::Warning, vec![]));
    }
    for (index, rule) in filter.rules.iter().enumerate() {
        all.extend(of_rule(situation, index, rule));
    }
    all
}

/// All bare `0.0.0.0` together: to mend the allow rules and leave the deny would be no repair.
fn bare_zero(situation: &Situation) -> Option<Finding> {
    let rules = situation.filter.rules.iter().enumerate();
    let bare: Vec<usize> = rules.filter(|(_, rule)| rule.source.is_bare_zero()).map(|(at, _)| at).collect();
    (!bare.is_empty()).then(|| Finding::new(FindingKind::BareZero, Severity::Error, bare))
}

/// All rules together of which something is not known.
fn unresolved(situation: &Situation) -> Option<Finding> {
    let rules = situation.filter.rules.iter().enumerate();
    let rules: Vec<usize> = rules.filter(|(_, rule)| rule.is_unresolved()).map(|(at, _)| at).collect();
    let resolved = |reading| Interpretation { unresolved_denies: false, unresolved_allows: false, ..reading };
    let flows = || hanging(situation, resolved);
    (!rules.is_empty()).then(|| Finding::new(FindingKind::Unresolved(flows()), Severity::Warning, rules))
}

fn of_rule(situation: &Situation, index: usize, rule: &Rule) -> Vec<Finding> {
    let one = |kind, severity| Finding::new(kind, severity, vec![index]);
    let mut all = Vec::new();
    if rule.has_two_ranges() {
        all.push(one(FindingKind::TwoRanges, Severity::Error));
    }
    if matches!(rule.protocol, Protocol::Http | Protocol::Https) {
        let flows = hanging(situation, |reading| Interpretation { http_is_tcp: false, ..reading });
        all.push(one(FindingKind::UndocumentedProtocol(flows), Severity::Warning));
    }
    if matches!(rule.source, Source::Netmask { .. } | Source::Range(_)) {
        let flows = hanging(situation, |reading| Interpretation { netmask_is_range: false, ..reading });
        all.push(one(FindingKind::AmbiguousMask(flows), Severity::Warning));
    } else if rule.source.has_host_bits() {
        all.push(one(FindingKind::HostBits, Severity::Warning));
    }
    if rule.has_ignored_ports() {
        all.push(one(FindingKind::IgnoredPorts, Severity::Warning));
    } else if rule.protocol.has_ports() {
        all.extend(of_ports(situation, index, rule));
    }
    if rule.description.chars().count() > DESCRIPTION_CHARS {
        all.push(one(FindingKind::LongDescription, Severity::Warning));
    }
    all
}

/// The flows whose verdict differs between readings that only differ in one choice.
fn hanging(situation: &Situation, without: impl Fn(Interpretation) -> Interpretation) -> Vec<FlowId> {
    let differs = |flow: &&FlowVerdict| {
        flow.readings.iter().any(|(reading, verdict)| {
            let other = flow.readings.iter().find(|(other, _)| *other == without(*reading));
            other.is_some_and(|(_, other)| other != verdict)
        })
    };
    situation.flows.iter().filter(|flow| flow.flow.needed).filter(differs).map(|flow| flow.flow.id).collect()
}

fn of_ports(situation: &Situation, index: usize, rule: &Rule) -> Option<Finding> {
    let fields = [rule.source_port, rule.destination_port];
    let one = |kind, severity| Finding::new(kind, severity, vec![index]);
    if fields.iter().any(|ports| matches!(ports, Ports::Masked { .. })) {
        return Some(one(FindingKind::HexPorts, Severity::Warning));
    }
    let written = |ports: &Ports| *ports != Ports::Any && ports.covers_everything();
    if fields.iter().any(written) {
        let hides = situation.exposure.culprits().contains(&Decider::Rule(index));
        return hides.then(|| one(FindingKind::AllPortsWritten, Severity::Note));
    }
    let names_zero = |ports: &Ports| *ports != Ports::Any && ports.ranges().iter().any(|range| range.first == 0);
    fields.iter().any(names_zero).then(|| one(FindingKind::PortZero, Severity::Note))
}
