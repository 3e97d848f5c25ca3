//! Findings about how rules are written: forms that mean something else than they seem to, or that the cloud may refuse.

use super::finding::{Finding, FindingKind, Severity};
use super::repair::{completed, prove};
use super::situation::{Proposal, Situation};
use crate::analysis::{Analysis, Kind, PacketSet, Region};
use crate::filter::{Action, DESCRIPTION_CHARS, Edit, NAME_CHARS, Ports, Protocol, Rule, Source};

pub(super) fn findings(situation: &Situation) -> Vec<Finding> {
    let filter = &situation.filter;
    let mut all = Vec::new();
    all.extend(bare_zero(situation));
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
    let rules = &situation.filter.rules;
    let bare: Vec<usize> =
        (0..rules.len()).filter(|at| rules.get(*at).is_some_and(|r| r.source.is_bare_zero())).collect();
    if bare.is_empty() {
        return None;
    }
    let mend = |at: &usize| rules.get(*at).map(|rule| Edit::Replace { at: *at, rule: rule.clone().from(Source::Any) });
    let edit = Edit::Batch(bare.iter().filter_map(mend).collect());
    let dead = |analysis: &Analysis| analysis.marks().iter().filter(|mark| !mark.decides).count();
    let dead_before = dead(situation.analysis);
    // A deny that comes to life in the middle of the list must not take the rules below it with it.
    let cured = |after: &Proposal<'_>| {
        !after.filter.rules.iter().any(|rule| rule.source.is_bare_zero()) && dead(&after.analysis) <= dead_before
    };
    let fix = prove(situation, completed(situation, edit), &cured).or_else(|| {
        let without = bare.iter().rev().map(|at| Edit::Remove { at: *at }).collect();
        prove(situation, Edit::Batch(without), &cured)
    });
    Some(Finding { fix, ..Finding::new(FindingKind::BareZero, Severity::Error, bare) })
}

fn of_rule(situation: &Situation, index: usize, rule: &Rule) -> Vec<Finding> {
    let one = |kind, severity| Finding::new(kind, severity, vec![index]);
    let rewritten = |rule: Rule| same_meaning(situation, Edit::Replace { at: index, rule });
    let mut all = Vec::new();
    if rule.has_two_ranges() {
        all.push(one(FindingKind::TwoRanges, Severity::Error));
    }
    if matches!(rule.protocol, Protocol::Http | Protocol::Https) {
        all.push(one(FindingKind::UndocumentedProtocol, Severity::Warning));
    }
    if matches!(rule.source, Source::Netmask { .. } | Source::Range(_)) {
        let fix = rule.source.addresses().as_network().and_then(|_| {
            let plain = rule.clone().from(rule.source.plain());
            prove(situation, Edit::Replace { at: index, rule: plain }, &|_| true)
        });
        all.push(Finding { fix, ..one(FindingKind::AmbiguousMask, Severity::Warning) });
    } else if rule.source.has_host_bits() {
        let fix = rewritten(rule.clone().from(rule.source.plain()));
        all.push(Finding { fix, ..one(FindingKind::HostBits, Severity::Warning) });
    }
    if rule.has_ignored_ports() {
        let fix = rewritten(rule.clone().ports(Ports::Any, Ports::Any));
        all.push(Finding { fix, ..one(FindingKind::IgnoredPorts, Severity::Warning) });
    } else if rule.protocol.has_ports() {
        all.extend(of_ports(situation, index, rule));
    }
    if rule.description.chars().count() > DESCRIPTION_CHARS {
        all.push(one(FindingKind::LongDescription, Severity::Warning));
    }
    all
}

fn of_ports(situation: &Situation, index: usize, rule: &Rule) -> Option<Finding> {
    let fields = [rule.source_port, rule.destination_port];
    let one = |kind, severity| Finding::new(kind, severity, vec![index]);
    if fields.iter().any(|ports| matches!(ports, Ports::Masked { .. })) {
        return Some(one(FindingKind::HexPorts, Severity::Warning));
    }
    if fields.iter().any(|ports| *ports != Ports::Any && ports.covers_everything()) {
        let blank = |ports: Ports| if ports.covers_everything() { Ports::Any } else { ports };
        let rule = rule.clone().ports(blank(rule.source_port), blank(rule.destination_port));
        let fix = same_meaning(situation, Edit::Replace { at: index, rule });
        return Some(Finding { fix, ..one(FindingKind::AllPortsWritten, Severity::Note) });
    }
    let names_zero = |ports: &Ports| *ports != Ports::Any && ports.ranges().iter().any(|range| range.first == 0);
    fields.iter().any(names_zero).then(|| one(FindingKind::PortZero, Severity::Note))
}

/// The edit as a fix, if it changes the fate of no packet that can arrive. (Port 0 is reserved and cannot.)
fn same_meaning(situation: &Situation, edit: Edit) -> Option<super::finding::Fix> {
    prove(situation, edit, &|after| {
        let change = situation.analysis.difference(&after.analysis);
        let zero_only = |set: &PacketSet| set.regions().iter().all(uses_port_zero);
        [Action::Allow, Action::Deny].into_iter().all(|becomes| zero_only(&change.possibly(becomes)))
    })
}

fn uses_port_zero(region: &Region) -> bool {
    let [_, from, to] = region.spans;
    matches!(region.kind, Kind::Tcp | Kind::Udp) && (from.high == 0 || to.high == 0)
}
