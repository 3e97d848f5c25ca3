//! Whether the same can be said with fewer rules.
//!
//! To find out costs more than all other questions together, so it is no part of [`Report::of`]: whoever has the time asks
//! for it afterwards.

use super::Report;
use super::finding::{Finding, FindingKind, Severity};
use super::laws::keeps_names;
use super::repair::{Fix, REPAIRABLE};
use crate::analysis::{PacketSet, fit_while};
use crate::filter::{Change, Edit, Filter, MAX_RULES, changes};

/// The proposal to do the same with fewer rules, if that is proved and worth a word: a filter that does not do what it
/// should must be mended first, and rules that never decide are spoken of already.
pub fn shorter(filter: &Filter, report: &Report) -> Option<Finding> {
    let count = filter.rules.len();
    if count > MAX_RULES || report.findings.iter().any(comes_first) {
        return None;
    }
    let edit = smaller(filter)?;
    let small = edit.apply(filter);
    let saved = count - small.rules.len();
    let spoken_of = report.findings.iter().filter(|finding| matches!(finding.kind, FindingKind::NeverDecides { .. }));
    (saved > spoken_of.count()).then(|| {
        let rules = changes(filter, &small).into_iter().filter_map(removed).collect();
        let kind = FindingKind::CouldBeShorter { rules: small.rules.len() };
        let nothing = PacketSet::empty();
        let fix = Some(Fix { edit, opens: nothing.clone(), closes: nothing, cures: Vec::new() });
        Finding { fix, ..Finding::new(kind, Severity::Note, rules) }
    })
}

/// Fewer rules that do the same and still say what their author said: whom rules name, what they shut, and why.
pub(super) fn smaller(filter: &Filter) -> Option<Edit> {
    if filter.rules.len() > REPAIRABLE {
        return None;
    }
    let small = fit_while(filter, &|after| keeps_names(filter, after)).filter;
    (small.rules.len() < filter.rules.len()).then(|| steps(filter, &small))
}

/// Whether a finding says that the filter does something else than its owner wants, so that nothing should be built on it.
fn comes_first(finding: &Finding) -> bool {
    match finding.kind {
        FindingKind::BeyondLimit(_) => false,
        FindingKind::NoFinalDeny | FindingKind::NeverDecides { contradicted: true, .. } => true,
        _ => finding.severity == Severity::Error,
    }
}

const fn removed(change: Change) -> Option<usize> {
    match change {
        Change::Removed(index) => Some(index),
        Change::Added(_) => None,
    }
}

/// The changes that lead from one version to the other, from the bottom up: so each has the number that its rule had at
/// first. Rules that come where others go take their places.
fn steps(before: &Filter, after: &Filter) -> Edit {
    let list = changes(before, after);
    let run = |from: usize, change: fn(usize) -> Change| {
        (from..).take_while(|index| list.contains(&change(*index))).collect::<Vec<usize>>()
    };
    let (mut old, mut new, mut steps) = (0, 0, Vec::new());
    while old < before.rules.len() || new < after.rules.len() {
        let (gone, come) = (run(old, Change::Removed), run(new, Change::Added));
        (old, new) = (old + gone.len(), new + come.len());
        let rules = come.iter().filter_map(|index| after.rules.get(*index)).cloned();
        let place = |(index, rule)| match gone.get(index) {
            Some(at) => Edit::Replace { at: *at, rule },
            None => Edit::Insert { at: old, rule },
        };
        steps.extend(rules.enumerate().map(place));
        steps.extend(gone.iter().skip(come.len()).map(|at| Edit::Remove { at: *at }));
        // Both have the next one.
        (old, new) = (old + 1, new + 1);
    }
    Edit::of(steps.into_iter().rev().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Action, Ports, Protocol, Rule};

    fn filter(ports: &[u16]) -> Filter {
        let rule = |port: &u16| Rule::new(Action::Allow, Protocol::Tcp).ports(Ports::Any, Ports::One(*port));
        Filter { rules: ports.iter().map(rule).collect(), ..Filter::default() }
    }

    #[test]
    fn steps_have_the_numbers_that_rules_had_at_first() {
        let steps = |before: &[u16], after: &[u16]| {
            let edit = steps(&filter(before), &filter(after));
            crate::language::edit(&edit, crate::lang::Lang::En)
        };
        assert_eq!(steps(&[1, 2, 3, 4, 5], &[1, 3, 5]), "remove rule 2; remove rule 4");
        assert_eq!(
            steps(&[1, 2, 3, 4, 5], &[1, 9, 4]),
            "change rule 2 to \"allow tcp any -> 9\"; remove rule 3; remove rule 5"
        );
    }

    proptest::proptest! {
        #[test]
        fn steps_lead_from_one_to_the_other(
            a in proptest::collection::vec(0u16..5, 0..12),
            b in proptest::collection::vec(0u16..5, 0..12),
        ) {
            let (before, after) = (filter(&a), filter(&b));
            proptest::prop_assert_eq!(steps(&before, &after).apply(&before), after);
        }
    }
}
