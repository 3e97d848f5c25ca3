//! Two versions of a list, rule by rule: what a person would call removed and added.

use super::{Filter, Rule};

/// A rule that one of two versions has and the other has not, at its 0-based index there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Only the earlier version has it.
    Removed(usize),
    /// Only the later version has it.
    Added(usize),
}

/// Beyond this many compared pairs the middle of two lists is shown as replaced altogether.
const MOST_PAIRS: usize = 4_000_000;

/// The least list of removals and additions that leads from one version to the other, in the order of the rules.
pub fn changes(before: &Filter, after: &Filter) -> Vec<Change> {
    let (a, b) = (&before.rules, &after.rules);
    let head = a.iter().zip(b).take_while(|(a, b)| a.says_the_same(b)).count();
    let room = a.len().min(b.len()) - head;
    let tail = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(a, b)| a.says_the_same(b)).count();
    let middle = |rules: &[Rule]| rules.iter().take(rules.len() - tail).skip(head).cloned().collect::<Vec<_>>();
    let (old, new) = (middle(a), middle(b));
    let kept = if old.len().saturating_mul(new.len()) > MOST_PAIRS { Vec::new() } else { common(&old, &new) };
    let mut changes = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (keep_i, keep_j) in kept.into_iter().chain([(old.len(), new.len())]) {
        changes.extend((i..keep_i).map(|index| Change::Removed(head + index)));
        changes.extend((j..keep_j).map(|index| Change::Added(head + index)));
        (i, j) = (keep_i + 1, keep_j + 1);
    }
    changes
}

/// The pairs of a longest common subsequence.
fn common(old: &[Rule], new: &[Rule]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut longest = vec![0u32; (old.len() + 1) * width];
    let at = |table: &[u32], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let best = if a.says_the_same(b) {
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
        if a.says_the_same(b) {
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
    use crate::filter::{Action, Ports, Protocol};

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

    proptest::proptest! {
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
