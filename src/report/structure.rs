//! Findings about the list as a whole: rules that are not in force, rules in the wrong order, rules that do nothing.

use super::finding::{Finding, FindingKind};
use super::flows::{Exchange, is_useless_dhcp};
use super::intent::{is_deny_all, is_named_allow};
use super::severity::Severity;
use super::situation::Situation;
use crate::analysis::{Decider, Interpretation, Liveness, RuleStatus, Verdict, rule_set};
use crate::filter::{Action, MAX_RULES, Protocol, Rule};
use crate::profile::FlowId;

pub(super) fn findings(situation: &Situation, statuses: &[RuleStatus]) -> Vec<Finding> {
    let mut all = Vec::new();
    all.extend(beyond_limit(situation));
    let first = deny_all_first(situation);
    all.extend(first.clone());
    let early = first.and_then(|finding| finding.rules.first().copied());
    let open: Vec<usize> = situation.exposure.culprits().into_iter().filter_map(super::traffic::index).collect();
    let rules = situation.filter.rules.iter().zip(statuses).enumerate();
    for (index, (rule, status)) in rules.take_while(|_| !situation.analysis.is_stopped()) {
        // A rule below a deny-all that stands too high, a deny-all below what opens everything, or a bare 0.0.0.0 has its
        // cause told already.
        let below_deny = early.is_some_and(|early| index > early && status.blocked_by.contains(&early));
        let is_symptom = below_deny || (is_deny_all(rule) && open.iter().any(|at| status.blocked_by.contains(at)));
        if rule.is_unresolved() {
            continue;
        }
        if status.liveness == Liveness::Shadowed && !is_symptom && !rule.source.is_bare_zero() {
            all.push(never_decides(situation, index, rule, status));
        } else if is_useless_dhcp(rule) && status.liveness != Liveness::Shadowed {
            all.push(Finding::new(FindingKind::UselessDhcp67, Severity::Note, vec![index]));
        }
    }
    all
}

/// The rules that the cloud does not take, and what hangs on them.
fn beyond_limit(situation: &Situation) -> Option<Finding> {
    let count = situation.filter.rules.len();
    let late = |decider: &Decider| matches!(decider, Decider::Rule(at) if *at >= MAX_RULES);
    let hang = situation.flows.iter().filter(|flow| flow.flow.needed && flow.answer.deciders().iter().any(late));
    let flows: Vec<FlowId> = if count > MAX_RULES { hang.map(|flow| flow.flow.id).collect() } else { Vec::new() };
    let kind = FindingKind::BeyondLimit(flows);
    (count > MAX_RULES).then(|| Finding::new(kind, Severity::Error, (MAX_RULES..count).collect()))
}

/// A deny for everyone above two or more rules that would allow something.
fn deny_all_first(situation: &Situation) -> Option<Finding> {
    let rules = &situation.filter.rules;
    let marks = situation.analysis.marks();
    let takes = |deny: &Rule, rule: &Rule| match deny.protocol {
        Protocol::Ip => true,
        Protocol::Tcp => matches!(rule.protocol, Protocol::Tcp | Protocol::Http | Protocol::Https),
        other => rule.protocol == other,
    };
    let early = |(at, rule): (usize, &Rule)| {
        let dead = |(below, other): (usize, &Rule)| {
            let decides = marks.get(below).is_some_and(|mark| mark.decides);
            other.action == Action::Allow && takes(rule, other) && !decides && !other.source.is_bare_zero()
        };
        let in_force = marks.get(at).is_some_and(|mark| mark.decides);
        let below = rules.iter().enumerate().skip(at + 1).filter(|one| dead(*one)).count();
        is_deny_all(rule) && in_force && below >= 2
    };
    let at = rules.iter().enumerate().find(|one| early(*one)).map(|(at, _)| at)?;
    let is_lost = situation.flows.iter().any(|flow| {
        let by = flow.deciders.contains(&Decider::Rule(at));
        flow.flow.needed && flow.exchange != Exchange::Unwanted && flow.verdict != Verdict::Allowed && by
    });
    let severity = if is_lost { Severity::Error } else { Severity::Warning };
    Some(Finding::new(FindingKind::DenyAllFirst, severity, vec![at]))
}

fn never_decides(situation: &Situation, index: usize, rule: &Rule, status: &RuleStatus) -> Finding {
    let by = status.blocked_by.clone();
    // On a list of thousands, the exact shares of every dead rule would cost more than all other questions together.
    let short = situation.filter.rules.len() <= super::fix::REPAIRABLE;
    let contradicted = match short {
        true => !is_said_above(situation, index, rule) && mostly_contradicted(situation, rule),
        false => status.contradicted,
    };
    let severity = if contradicted || by.is_empty() { Severity::Warning } else { Severity::Note };
    let mut rules = vec![index];
    rules.extend(by.iter().copied());
    Finding::new(FindingKind::NeverDecides { by, contradicted }, severity, rules)
}

/// Whether a rule above says the same, or more: then it is a second one, whatever stands before both. Whoever names
/// somebody means an exception.
fn is_said_above(situation: &Situation, index: usize, rule: &Rule) -> bool {
    if is_named_allow(rule) {
        return false;
    }
    let own = rule_set(rule, Interpretation::default());
    let says = |other: &Rule| {
        other.action == rule.action && own.subtract(&rule_set(other, Interpretation::default())).is_empty()
    };
    situation.filter.rules.iter().take(index).any(says)
}

/// Whether most of what the rule matches meets the other action before it. (The exceptions at the top of a list take a
/// little from every rule below; that does not make a second "deny all" a contradiction.)
fn mostly_contradicted(situation: &Situation, rule: &Rule) -> bool {
    let answer = situation.analysis.answer(&rule_set(rule, Interpretation::default()));
    let count = |action| {
        let shares = answer.outcome().map(|outcome| outcome.shares.as_slice()).unwrap_or_default();
        shares.iter().filter(|share| share.action == action).map(|share| share.packets.count()).sum::<u128>()
    };
    count(rule.action.toggled()) > count(rule.action)
}
