//! How new rules join a filter: only those that would do something, before the final deny.

use super::intent::names_somebody;
use crate::analysis::{Analysis, Decider, Interpretation, rule_set};
use crate::filter::{Action, Edit, Filter, Ports, Rule};

/// A proposal to insert rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insertion {
    /// The change; `None` if every rule is already effective.
    pub edit: Option<Edit>,
    /// Where the first rule lands (0-based).
    pub(crate) at: usize,
    /// The indices, in the given list, of rules that the filter already has in effect.
    pub(crate) skipped: Vec<usize>,
}

impl Insertion {
    /// Places `rules`, in their order, before the final deny of `filter` (at the end, if it has none). If one of them
    /// denies what a rule for everyone lets in, all come before that rule, for below it the deny would do nothing.
    pub fn of(filter: &Filter, rules: &[Rule]) -> Self {
        let at = place(filter, rules);
        let mut grown = filter.clone();
        let (mut edits, mut skipped) = (Vec::new(), Vec::new());
        for (index, rule) in rules.iter().enumerate() {
            if is_effective(&with_denies(&grown, at + edits.len(), rules.get(index + 1..).unwrap_or_default()), rule) {
                skipped.push(index);
                continue;
            }
            // A rule that closes the list goes behind everything, the old final deny included.
            let place = if rule.denies_everything() { grown.rules.len() } else { at + edits.len() };
            let edit = Edit::Insert { at: place, rule: rule.clone() };
            grown = edit.apply(&grown);
            edits.push(edit);
        }
        let edit = (!edits.is_empty()).then(|| Edit::of(edits));
        Self { edit, at, skipped }
    }
}

/// Where new rules go (0-based).
fn place(filter: &Filter, rules: &[Rule]) -> usize {
    let end = before_final_deny(filter);
    let denies = || rules.iter().filter(|rule| is_exception(rule));
    if denies().next().is_none() {
        return end;
    }
    let denied: Vec<_> = denies().map(|rule| rule_set(rule, Interpretation::default())).collect();
    let lets_in = |rule: &Rule| {
        let packets = rule_set(rule, Interpretation::default());
        rule.action == Action::Allow && denied.iter().any(|set| !set.is_disjoint(&packets))
    };
    let known = || filter.rules.iter().take(end);
    let first = known().position(|rule| lets_in(rule) && !names_somebody(rule.source)).unwrap_or(end);
    // Whom a rule further down names keeps coming in.
    let names_below = known().skip(first).any(|rule| lets_in(rule) && names_somebody(rule.source));
    if names_below { end } else { first }
}

/// A deny for everyone of something, not of all the rest.
fn is_exception(rule: &Rule) -> bool {
    rule.action == Action::Deny && rule.source.is_any() && !closes(rule)
}

/// The filter with what these rules deny denied already.
fn with_denies(filter: &Filter, at: usize, rules: &[Rule]) -> Filter {
    let denies = rules.iter().filter(|rule| is_exception(rule)).cloned();
    let insert = |grown: Filter, rule| Edit::Insert { at, rule }.apply(&grown);
    denies.fold(filter.clone(), insert)
}

/// The index before which a new rule takes effect: that of the first of the denies that close the list, be it one "deny
/// ip" or a deny for each protocol. The length of the list, if nothing closes it.
pub(crate) fn before_final_deny(filter: &Filter) -> usize {
    let closing = filter.rules.iter().rev().take_while(|rule| closes(rule)).count();
    filter.rules.len() - closing
}

/// Whether the rule denies a whole protocol, or everything, to everyone.
fn closes(rule: &Rule) -> bool {
    let every_port = rule.source_port == Ports::Any && rule.destination_port == Ports::Any;
    rule.action == Action::Deny && rule.source.is_any() && (every_port || !rule.protocol.has_ports())
}

/// Whether rules of the filter already give every packet of `rule` its action. What passes only by the default does not
/// count: a deny written later would end it.
fn is_effective(filter: &Filter, rule: &Rule) -> bool {
    if rule.denies_everything() {
        return filter.rules.last().is_some_and(Rule::denies_everything);
    }
    let packets = rule_set(rule, Interpretation::default());
    let answer = Analysis::new(filter).answer(&packets);
    answer.outcomes.iter().all(|outcome| {
        outcome.shares.iter().all(|share| share.action == rule.action && share.decider != Decider::Default)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Protocol, Source};

    fn allow(protocol: Protocol, port: u16) -> Rule {
        Rule::new(Action::Allow, protocol).ports(Ports::Any, Ports::One(port))
    }

    fn deny_all() -> Rule {
        Rule::new(Action::Deny, Protocol::Ip)
    }

    #[test]
    fn rules_land_before_the_final_deny_and_effective_ones_are_skipped() {
        let filter = Filter { rules: vec![allow(Protocol::Tcp, 22), deny_all()], ..Filter::default() };
        let narrower = allow(Protocol::Tcp, 22).from(Source::parse("192.0.2.0/24").unwrap());
        let rules = [narrower, allow(Protocol::Tcp, 80), deny_all(), allow(Protocol::Tcp, 443)];
        let insertion = Insertion::of(&filter, &rules);
        assert_eq!((insertion.at, insertion.skipped), (1, vec![0, 2]));
        let after = insertion.edit.unwrap().apply(&filter);
        let ports: Vec<String> = after.rules.iter().map(|rule| rule.destination_port.to_string()).collect();
        assert_eq!(ports, ["22", "80", "443", ""]);
    }

    #[test]
    fn a_deny_of_ports_comes_before_the_rule_for_everyone_that_opens_them() {
        let replies = Rule::new(Action::Allow, Protocol::Tcp).ports(Ports::Any, Ports::parse("32768-60999").unwrap());
        let admin = allow(Protocol::Tcp, 50000).from(Source::parse("192.0.2.0/24").unwrap());
        let deny = Rule { action: Action::Deny, ..allow(Protocol::Tcp, 50000) };
        let filter = Filter { rules: vec![allow(Protocol::Tcp, 22), replies.clone(), deny_all()], ..Filter::default() };
        let insertion = Insertion::of(&filter, &[admin.clone(), deny.clone(), allow(Protocol::Tcp, 80)]);
        assert_eq!((insertion.at, insertion.skipped), (1, vec![]));
        let after = insertion.edit.unwrap().apply(&filter);
        assert_eq!(after.rules[1..3], [admin.clone(), deny.clone()]);
        assert_eq!(after.rules[4], replies);
        // Whom a rule below names is not shut out.
        let late = Filter { rules: vec![replies, admin, deny_all()], ..Filter::default() };
        assert_eq!(Insertion::of(&late, &[deny]).at, 2);
    }

    #[test]
    fn what_passes_by_the_default_is_not_in_effect() {
        let insertion = Insertion::of(&Filter::default(), &[allow(Protocol::Tcp, 22), deny_all()]);
        assert_eq!(insertion.skipped, Vec::<usize>::new());
        assert_eq!(insertion.edit.unwrap().apply(&Filter::default()).rules.len(), 2);
    }
}
