//! A smaller filter that does exactly the same.
//!
//! The cloud takes 30 rules, so every rule that says nothing new costs one that could. Rules are dropped that change
//! nothing, and two rules of one action are merged into one wherever in the list that is harmless; each step is guessed
//! from the fields and then proved by the [`difference`], in every reading. It is not the smallest filter there is: that
//! would be another filter, which its owner would not recognise. Nothing is touched down to the last unresolved rule.

use super::anomaly::{Liveness, rule_statuses};
use super::compare::difference;
use super::evaluate::{Decider, first_match};
use super::interpretation::Interpretation;
use super::question::Analysis;
use super::rule_set::rule_set;
use super::set::PacketSet;
use crate::filter::{Action, AddressRange, DESCRIPTION_CHARS, Edit, Filter, PortRange, Ports, Rule, Source};
use ipnet::Ipv4Net;
use std::collections::BTreeSet;

/// A filter that was made smaller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// It treats every packet as the one it was made from, and never has more rules.
    pub filter: Filter,
    /// The changes that lead to it, in order, each of them proved. None means that nothing could be done.
    pub edits: Vec<Edit>,
}

/// Drops and merges rules as long as that changes the fate of no packet.
pub fn fit(filter: &Filter) -> Fit {
    fit_while(filter, &|_| true)
}

/// The same, by steps after each of which the filter may be so.
pub(crate) fn fit_while(filter: &Filter, may_be: &dyn Fn(&Filter) -> bool) -> Fit {
    let mut small = Fit { filter: filter.clone(), edits: Vec::new() };
    let may_be: &dyn Fn(&Filter) -> bool = &|after| filter.keeps_unresolved(after) && may_be(after);
    while let Some(edit) = removal(&small.filter, may_be).or_else(|| merge(&small.filter, may_be)) {
        small.filter = edit.apply(&small.filter);
        small.edits.push(edit);
    }
    // Every step was proved; so is their sum.
    if difference(filter, &small.filter).is_empty() { small } else { Fit { filter: filter.clone(), edits: Vec::new() } }
}

/// Drops all rules that never decide, or else the last one that decides as the rules below it would.
fn removal(filter: &Filter, may_be: &dyn Fn(&Filter) -> bool) -> Option<Edit> {
    let statuses = rule_statuses(&Analysis::new(filter));
    let can_go = |at: &usize| may_be(&Edit::Remove { at: *at }.apply(filter));
    let indices =
        |wanted: &dyn Fn(usize) -> bool| (0..statuses.len()).rev().filter(|at| wanted(*at)).collect::<Vec<_>>();
    let is = |at: usize, liveness| statuses.get(at).is_some_and(|status| status.liveness == liveness);
    let dead: Vec<Edit> =
        indices(&|at| is(at, Liveness::Shadowed)).into_iter().filter(can_go).map(|at| Edit::Remove { at }).collect();
    if !dead.is_empty() {
        let all = Edit::Batch(dead);
        // Each may go, but perhaps not all of them: two may say the same.
        return if may_be(&all.apply(filter)) { Some(all) } else { all.steps().first().copied().cloned() };
    }
    let needless = indices(&|at| statuses.get(at).is_some_and(|status| status.redundant));
    needless.into_iter().find(can_go).map(|at| Edit::Batch(vec![Edit::Remove { at }]))
}

/// Merges two rules, neighbours first, into one in the place of either or between them.
fn merge(filter: &Filter, may_be: &dyn Fn(&Filter) -> bool) -> Option<Edit> {
    let analysis = Analysis::new(filter);
    let count = filter.rules.len();
    let pairs = (1..count).flat_map(|distance| (0..count - distance).map(move |at| (at, at + distance)));
    let mut mergers = pairs.filter_map(|(upper, lower)| {
        let rule = hull(filter.rules.get(upper)?, filter.rules.get(lower)?)?;
        Some((upper, lower, rule))
    });
    mergers.find_map(|(upper, lower, rule)| {
        let gap = gap(filter, &analysis, [upper, lower], &rule)?;
        let edits = places(filter, [upper, lower], gap).into_iter().map(|place| {
            let insert = Edit::Insert { at: place, rule: rule.clone() };
            Edit::Batch(vec![Edit::Remove { at: lower }, Edit::Remove { at: upper }, insert])
        });
        let same_in_reach = |edit: &Edit| same_fate(&analysis, &Analysis::new(&edit.apply(filter)), &rule);
        let proved = |edit: &Edit| {
            let after = edit.apply(filter);
            may_be(&after) && difference(filter, &after).is_empty()
        };
        edits.filter(same_in_reach).find(proved)
    })
}

/// The packets that the merged rule matches beyond the two; `None` if some of them would meet another action.
fn gap(filter: &Filter, analysis: &Analysis, [upper, lower]: [usize; 2], rule: &Rule) -> Option<PacketSet> {
    let mut gap = set(rule);
    for at in [upper, lower] {
        gap = gap.subtract(&set(filter.rules.get(at)?));
    }
    // One example is quick and nearly always enough.
    let decided_below = |decider: Decider| decider > Decider::Rule(lower);
    let example = gap.witness().map(|packet| first_match(filter, &packet, Interpretation::default()));
    if example.is_some_and(|(decider, action)| action != rule.action && decided_below(decider)) {
        return None;
    }
    let answer = analysis.answer(&gap);
    let mut shares = answer.outcomes.iter().flat_map(|outcome| &outcome.shares);
    let harmless = shares.all(|share| share.action == rule.action || !decided_below(share.decider));
    harmless.then_some(gap)
}

/// Where the merged rule may stand, as indices after both have been taken out: as high and as low as the two stood, and
/// as far as each of them gets towards the other before it meets a rule of the other action that matches the same.
fn places(filter: &Filter, [upper, lower]: [usize; 2], gap: PacketSet) -> BTreeSet<usize> {
    let contrary = |packets: &PacketSet, at: &usize| {
        let Some((rule, own)) = filter.rules.get(*at).zip(filter.rules.get(upper)) else { return false };
        rule.action != own.action && !set(rule).intersect(packets).is_empty()
    };
    let between = upper + 1..lower;
    let [above, mut below] = [upper, lower].map(|at| filter.rules.get(at).map(set).unwrap_or_default());
    below.add(&gap);
    let down = between.clone().find(|at| contrary(&above, at)).map_or(lower - 1, |at| at - 1);
    let up = between.rev().find(|at| contrary(&below, at)).unwrap_or(upper);
    BTreeSet::from([upper, lower - 1, down, up])
}

/// Whether the packets that the rule matches fare the same in both, in the default reading. All others meet the same
/// rules anyway.
fn same_fate(before: &Analysis, after: &Analysis, rule: &Rule) -> bool {
    let packets = set(rule);
    let [old, new] = [before, after].map(|analysis| {
        analysis.answer(&packets).outcome().map(|outcome| outcome.packets(Action::Allow)).unwrap_or_default()
    });
    old.count() == new.count() && old.subtract(&new).is_empty()
}

fn set(rule: &Rule) -> PacketSet {
    rule_set(rule, Interpretation::default())
}

/// The narrowest rule around two that differ in one field only.
fn hull(a: &Rule, b: &Rule) -> Option<Rule> {
    if (a.action, a.protocol) != (b.action, b.protocol) {
        return None;
    }
    let same_ports =
        !a.protocol.has_ports() || (a.source_port, a.destination_port) == (b.source_port, b.destination_port);
    let mut rule = a.clone();
    if same_ports {
        rule.source = source_around(a.source, b.source)?;
    } else if a.source == b.source && a.source_port == b.source_port {
        rule.destination_port = ports_around(a.destination_port, b.destination_port)?;
    } else if a.source == b.source && a.destination_port == b.destination_port {
        rule.source_port = ports_around(a.source_port, b.source_port)?;
    } else {
        return None;
    }
    if rule.has_two_ranges() && !a.has_two_ranges() && !b.has_two_ranges() {
        return None;
    }
    rule.description = joined(&a.description, &b.description);
    Some(rule)
}

/// The smallest network around two sources. Ranges that are no network have no form that the manual knows.
fn source_around(a: Source, b: Source) -> Option<Source> {
    if a.as_range_instead().is_some() || b.as_range_instead().is_some() {
        return (a == b).then_some(a);
    }
    let (inner, outer) = (a.addresses(), b.addresses());
    let (first, last) = (inner.first.min(outer.first), inner.last.max(outer.last));
    let around = AddressRange { first, last };
    if let Some(same) = [a, b].into_iter().find(|source| source.addresses() == around) {
        return Some(same);
    }
    let common = (u32::from(first) ^ u32::from(last)).leading_zeros();
    Ipv4Net::new(first, u8::try_from(common).ok()?).ok().map(|net| Source::from(net.trunc()))
}

/// The smallest range around two port fields; nothing for the old value/mask form.
fn ports_around(a: Ports, b: Ports) -> Option<Ports> {
    let range = |ports: Ports| match ports {
        Ports::Any => None,
        Ports::Masked { .. } => None,
        Ports::One(port) => Some(PortRange::new(port, port)),
        Ports::Range(range) => Some(range),
    };
    if [a, b].contains(&Ports::Any) {
        return Some(Ports::Any);
    }
    let (a, b) = (range(a)?, range(b)?);
    Some(PortRange::new(a.first.min(b.first), a.last.max(b.last)).into())
}

/// Both descriptions, unless one says all or the two are too long together.
fn joined(a: &str, b: &str) -> String {
    let both = format!("{a}; {b}");
    let parts: Vec<&str> = a.split("; ").collect();
    if b.is_empty() || parts.contains(&b) || (!a.is_empty() && both.chars().count() > DESCRIPTION_CHARS) {
        a.to_owned()
    } else if a.is_empty() {
        b.to_owned()
    } else {
        both
    }
}
