//! Two versions of a list, rule by rule: what a person would call removed and added.

use super::{Filter, Rule};

/// A rule that one of two versions has and the other has not, at its 0-based index there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// Only the earlier version has it.
    Removed(usize),
    /// Only the later version has it.
    Added(usize),
}

/// Beyond this many compared pairs the middle of two lists is shown as replaced altogether, and changed rules are followed in
/// their order.
const MOST_PAIRS: usize = 4_000_000;

/// The least number of equal fields, of six, that make a changed rule the one that stood elsewhere before.
const ALIKE: usize = 3;

/// The least list of removals and additions that leads from one version to the other, in the order of the rules.
pub(crate) fn changes(before: &Filter, after: &Filter) -> Vec<Change> {
    let ends = (before.rules.len(), after.rules.len());
    let (mut changes, mut old, mut new) = (Vec::new(), 0, 0);
    for (keep_old, keep_new) in kept(&before.rules, &after.rules).into_iter().chain([ends]) {
        changes.extend((old..keep_old).map(Change::Removed));
        changes.extend((new..keep_new).map(Change::Added));
        (old, new) = (keep_old + 1, keep_new + 1);
    }
    changes
}

/// Which rule of the earlier version each rule of the later one was; none for a new one.
///
/// A rule that says what an earlier one said is that rule, wherever it stands now. A single rule in the place of another is
/// that one, however much of it changed; of several, those most alike belong together. No earlier rule is taken twice, so a
/// copy is new.
pub(crate) fn predecessors(before: &[Rule], after: &[Rule]) -> Vec<Option<usize>> {
    let mut from: Vec<Option<usize>> = vec![None; after.len()];
    let mut left: Vec<usize> = Vec::new();
    let mut next = 0;
    for (old, new) in kept(before, after).into_iter().chain([(before.len(), after.len())]) {
        left.extend(next..old);
        next = old + 1;
        from.get_mut(new).into_iter().for_each(|place| *place = Some(old));
    }
    let moved = |old: &usize, new: usize| before.get(*old) == after.get(new);
    assign(&mut from, &mut left, |left, new| left.iter().position(|old| moved(old, new)));
    let in_place = place_of(&from, &left, before.len());
    let fresh = from.iter().filter(|place| place.is_none()).count();
    let many = left.len().saturating_mul(fresh) > MOST_PAIRS;
    assign(&mut from, &mut left, |left, new| {
        let likeness =
            |old: &usize| before.get(*old).zip(after.get(new)).map_or(0, |(old, new)| equal_fields(old, new));
        // The first of the likeliest, so that equal ones keep their order. So many have changed their fields, not their places.
        let candidates = if many { 0..1.min(left.len()) } else { 0..left.len() };
        let best = candidates.rev().max_by_key(|at| left.get(*at).map_or(0, likeness))?;
        let is_it = in_place == Some(new) || left.get(best).map_or(0, likeness) >= ALIKE;
        is_it.then_some(best)
    });
    from
}

/// Gives every rule without a predecessor the one that is found for it among those left.
fn assign(from: &mut [Option<usize>], left: &mut Vec<usize>, find: impl Fn(&[usize], usize) -> Option<usize>) {
    for (new, place) in from.iter_mut().enumerate().filter(|(_, place)| place.is_none()) {
        *place = find(left, new).map(|at| left.remove(at));
    }
}

/// The only new rule, if it stands between the neighbours of the only one that is gone.
fn place_of(from: &[Option<usize>], left: &[usize], before: usize) -> Option<usize> {
    let [old] = left else { return None };
    let mut fresh = from.iter().enumerate().filter(|(_, place)| place.is_none()).map(|(new, _)| new);
    let new = fresh.next().filter(|_| fresh.next().is_none())?;
    let above = new.checked_sub(1).map(|at| from.get(at).copied().flatten());
    let below = from.get(new + 1).copied().flatten().or((new + 1 == from.len()).then_some(before));
    let stays = above == old.checked_sub(1).map(Some) || below == Some(old + 1);
    stays.then_some(new)
}

fn equal_fields(a: &Rule, b: &Rule) -> usize {
    let equal = [
        a.action == b.action,
        a.protocol == b.protocol,
        a.source == b.source,
        a.source_port == b.source_port,
        a.destination_port == b.destination_port,
        a.description == b.description,
    ];
    equal.into_iter().filter(|equal| *equal).count()
}

/// The rules that both versions have, as pairs of indices, in order.
fn kept(a: &[Rule], b: &[Rule]) -> Vec<(usize, usize)> {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let room = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    let [old, new] = [a, b].map(|rules| rules.get(head..rules.len() - tail).unwrap_or_default());
    let middle = if old.len().saturating_mul(new.len()) > MOST_PAIRS { Vec::new() } else { common(old, new) };
    let middle = middle.into_iter().map(|(old, new)| (head + old, head + new));
    let ends = (0..tail).map(|at| (a.len() - tail + at, b.len() - tail + at));
    (0..head).map(|at| (at, at)).chain(middle).chain(ends).collect()
}

/// The pairs of a longest common subsequence.
fn common(old: &[Rule], new: &[Rule]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut longest = vec![0u32; (old.len() + 1) * width];
    let at = |table: &[u32], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let best = if a == b {
                at(&longest, i + 1, j + 1) + 1
            } else {
                at(&longest, i + 1, j).max(at(&longest, i, j + 1))
            };
            if let Some(place) = longest.get_mut(i * width + j) {
                *place = best;
            }
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (old.get(i), new.get(j)) {
        if a == b {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if at(&longest, i + 1, j) >= at(&longest, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Action, Ports, Protocol, Source};

    fn filter(ports: &[u16]) -> Filter {
        let rule = |port: &u16| Rule::new(Action::Allow, Protocol::Tcp).ports(Ports::Any, Ports::One(*port));
        Filter { rules: ports.iter().map(rule).collect(), ..Filter::default() }
    }

    #[test]
    fn the_changes_are_few_and_lead_from_one_to_the_other() {
        assert_eq!(changes(&filter(&[1, 2, 3]), &filter(&[1, 2, 3])), []);
        assert_eq!(changes(&filter(&[1, 2, 3]), &filter(&[1, 9, 2, 3])), [Change::Added(1)]);
        assert_eq!(changes(&filter(&[1, 2, 3, 4]), &filter(&[1, 3, 4])), [Change::Removed(1)]);
        assert_eq!(changes(&filter(&[1, 2, 3]), &filter(&[2, 1, 3])), [Change::Removed(0), Change::Added(1)]);
    }

    #[test]
    fn a_rule_is_followed_through_changes_and_moves() {
        let from = |before: &[u16], after: &[u16]| predecessors(&filter(before).rules, &filter(after).rules);
        assert_eq!(from(&[1, 2, 3], &[3, 1, 2]), [Some(2), Some(0), Some(1)]);
        assert_eq!(from(&[1, 2], &[1, 1, 2]), [Some(0), None, Some(1)]);
        assert_eq!(from(&[1, 1], &[1]), [Some(0)]);
        assert_eq!(from(&[1, 2, 3], &[1, 9, 3]), [Some(0), Some(1), Some(2)]);
        assert_eq!(from(&[1, 2, 3], &[2, 9]), [Some(1), Some(0)], "five fields are the same");
        // In its place, though nothing of it is left; elsewhere it is another one.
        let (old, mut new) = (filter(&[1, 2, 3]).rules, filter(&[1, 2, 3]).rules);
        let other = Rule::new(Action::Deny, Protocol::Udp).from(Source::parse("10.0.0.0/8").unwrap()).described("x");
        new[1] = other.clone();
        assert_eq!(predecessors(&old, &new), [Some(0), Some(1), Some(2)]);
        new.swap(1, 2);
        assert_eq!(predecessors(&old, &new), [Some(0), Some(2), None]);
    }

    proptest::proptest! {
        #[test]
        fn no_rule_has_two_successors(
            a in proptest::collection::vec(0u16..5, 0..12),
            b in proptest::collection::vec(0u16..5, 0..12),
        ) {
            let mut from: Vec<usize> = predecessors(&filter(&a).rules, &filter(&b).rules).into_iter().flatten().collect();
            proptest::prop_assert_eq!(from.len(), a.len().min(b.len()), "all of them are alike");
            from.sort_unstable();
            from.dedup();
            proptest::prop_assert_eq!(from.len(), a.len().min(b.len()));
            proptest::prop_assert!(from.iter().all(|old| *old < a.len()));
        }

        #[test]
        fn dropping_and_adding_them_gives_the_later_version(
            a in proptest::collection::vec(0u16..5, 0..12),
            b in proptest::collection::vec(0u16..5, 0..12),
        ) {
            let (before, after) = (filter(&a), filter(&b));
            let changes = changes(&before, &after);
            let kept = |gone: &dyn Fn(usize) -> Change, list: &[u16]| -> Vec<u16> {
                list.iter().enumerate().filter(|(at, _)| !changes.contains(&gone(*at))).map(|(_, port)| *port).collect()
            };
            proptest::prop_assert_eq!(kept(&Change::Removed, &a), kept(&Change::Added, &b));
        }
    }
}
