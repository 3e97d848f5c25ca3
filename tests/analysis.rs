//! The set engine against the brute-force evaluation, on random filters and on every packet near a boundary.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use sekimori::analysis::{
    Analysis, Condition, Decider, Difference, Engine, Interpretation, Liveness, Packet, PacketChange, PacketSet,
    Verdict, changes, difference, first_match, matches, readings, rule_set, rule_statuses,
};
use sekimori::filter::{Action, Filter};
use support::packets::{everything, of_both, representatives as packets};
use support::rules::{CROSSING, OPEN, list};

/// Two filters, mostly with rules in common.
fn pair() -> impl Strategy<Value = [Filter; 2]> {
    let edited = (OPEN.filter(7), OPEN.filter(3), 0usize..7, 0usize..7).prop_map(|(before, put, from, to)| {
        let mut after = before.clone();
        let from = from.min(after.rules.len());
        let to = to.clamp(from, after.rules.len());
        after.rules.splice(from..to, put.rules);
        [before, after]
    });
    prop_oneof![3 => edited, 1 => (OPEN.filter(6), OPEN.filter(6)).prop_map(|(before, after)| [before, after])]
}

/// Whether it is so in a reading.
fn holds(condition: &Condition, reading: Interpretation) -> bool {
    let ways = condition.ways();
    ways.is_empty()
        || ways.iter().any(|way| {
            way.portless_matches_fragments.is_none_or(|it| it == reading.portless_matches_fragments)
                && way.http_is_tcp.is_none_or(|it| it == reading.http_is_tcp)
                && way.netmask_is_range.is_none_or(|it| it == reading.netmask_is_range)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_packet_lies_in_the_share_of_the_rule_that_decides_it(filter in CROSSING.filter(9)) {
        let answer = Analysis::new(&filter).answer(&everything());
        let packets = packets(&[&filter]);
        for outcome in &answer.outcomes {
            let total: u128 = outcome.shares.iter().map(|share| share.packets.count()).sum();
            prop_assert_eq!(total, everything().count());
            for packet in &packets {
                let (decider, action) = first_match(&filter, packet, outcome.reading);
                let holders: Vec<_> = outcome.shares.iter().filter(|share| share.packets.contains(packet)).collect();
                prop_assert_eq!(holders.len(), 1, "{}", packet);
                prop_assert_eq!((holders[0].decider, holders[0].action), (decider, action), "{}", packet);
            }
        }
    }

    #[test]
    fn a_rule_and_its_set_match_the_same_packets(rule in CROSSING.rule()) {
        let filter = list(vec![rule.clone()]);
        for reading in readings(&filter) {
            let set = rule_set(&rule, reading);
            for packet in packets(&[&filter]) {
                prop_assert_eq!(set.contains(&packet), matches(&rule, &packet, reading), "{}", packet);
            }
        }
    }

    #[test]
    fn witnesses_meet_the_fate_they_stand_for(filter in CROSSING.filter(9), asked in CROSSING.rule()) {
        let asked = rule_set(&asked, Default::default());
        prop_assume!(!asked.is_empty());
        let answer = Analysis::new(&filter).answer(&asked);
        for outcome in &answer.outcomes {
            for share in &outcome.shares {
                let witness = share.packets.witness().unwrap();
                prop_assert!(asked.contains(&witness), "{}", witness);
                prop_assert_eq!(first_match(&filter, &witness, outcome.reading), (share.decider, share.action));
            }
        }
        let words: Vec<_> = answer.outcomes.iter().map(|outcome| outcome.verdict()).collect();
        let agreed = words.iter().all(|word| *word == words[0]);
        prop_assert_eq!(answer.verdict, if agreed { words[0] } else { Verdict::Uncertain });
    }

    #[test]
    fn sets_behave_like_sets(a in CROSSING.rule(), b in CROSSING.rule(), c in CROSSING.rule()) {
        let filter = list(vec![a.clone(), b.clone(), c.clone()]);
        let [a, b, c] = [a, b, c].map(|rule| rule_set(&rule, Default::default()));
        let mut union = a.clone();
        union.add(&b);
        let (common, only_a) = (a.intersect(&b), a.subtract(&b));
        prop_assert_eq!(union.count() + common.count(), a.count() + b.count());
        prop_assert_eq!(only_a.count() + common.count(), a.count());
        let tidied = union.subtract(&c).tidied();
        let boxes = tidied.plain_boxes();
        prop_assert!(boxes.iter().all(|region| PacketSet::from(*region).subtract(&tidied).is_empty()));
        let rest = boxes.iter().fold(tidied.clone(), |rest, region| rest.subtract(&(*region).into()));
        prop_assert!(rest.is_empty());
        for packet in packets(&[&filter]) {
            let [in_a, in_b, in_c] = [&a, &b, &c].map(|set| set.contains(&packet));
            prop_assert_eq!(union.contains(&packet), in_a || in_b);
            prop_assert_eq!(common.contains(&packet), in_a && in_b);
            prop_assert_eq!(only_a.contains(&packet), in_a && !in_b);
            prop_assert_eq!(tidied.contains(&packet), (in_a || in_b) && !in_c);
        }
    }

    #[test]
    fn a_difference_is_certain_exactly_where_every_reading_has_it([before, after] in pair()) {
        let found = [Engine::Boxes, Engine::Index].map(|engine| Analysis::by(&before, engine).difference(&Analysis::new(&after)));
        let readings = readings(&of_both(&before, &after));
        for packet in packets(&[&before, &after]) {
            let changed: Vec<(Action, Action)> = readings
                .iter()
                .map(|reading| (first_match(&before, &packet, *reading).1, first_match(&after, &packet, *reading).1))
                .collect();
            for (difference, becomes) in found.iter().flat_map(|it| [(it, Action::Deny), (it, Action::Allow)]) {
                let does: Vec<bool> = changed.iter().map(|fates| *fates == (becomes.toggled(), becomes)).collect();
                let (some, all) = (does.contains(&true), !does.contains(&false));
                let parts = difference.depends.iter().filter(|part| part.becomes == becomes && part.packets.contains(&packet));
                let conditions: Vec<&Condition> = parts.map(|part| &part.only_if).collect();
                prop_assert_eq!(difference.certainly(becomes).contains(&packet), all, "{}", packet);
                prop_assert_eq!(difference.possibly(becomes).contains(&packet), some, "{}", packet);
                prop_assert_eq!(conditions.len(), usize::from(some && !all), "{}", packet);
                for (condition, (reading, does)) in conditions.iter().flat_map(|it| readings.iter().zip(&does).map(move |one| (it, one))) {
                    prop_assert!(!condition.is_certain());
                    prop_assert_eq!(holds(condition, *reading), *does, "{} {:?}", packet, reading);
                }
            }
        }
    }

    #[test]
    fn a_pair_of_rules_is_to_blame_where_it_is_so([before, after] in pair()) {
        let readings = readings(&of_both(&before, &after));
        for PacketChange { becomes, only_if, before: old, after: new, packets } in changes(&before, &after) {
            for region in packets.plain_boxes() {
                let example = PacketSet::from(region).witness().unwrap();
                let mut decides = false;
                for reading in &readings {
                    let fates = [&before, &after].map(|filter| first_match(filter, &example, *reading));
                    let does = fates.map(|(_, action)| action) == [becomes.toggled(), becomes];
                    prop_assert_eq!(does, holds(&only_if, *reading), "{} {:?}", example, reading);
                    decides |= does && fates.map(|(decider, _)| decider) == [old, new];
                }
                prop_assert!(decides, "{}", example);
            }
        }
    }

    #[test]
    fn parts_of_a_difference_are_disjoint_and_not_empty([before, after] in pair()) {
        let found = difference(&before, &after);
        let empty = Difference::default();
        prop_assert_eq!(found.is_empty(), found == empty);
        prop_assert!(found.parts().all(|(_, packets, _)| !packets.is_empty()));
        for becomes in [Action::Deny, Action::Allow] {
            let parts = found.parts().filter(|(action, ..)| *action == becomes);
            let counts: u128 = parts.map(|(_, packets, _)| packets.count()).sum();
            let mut union = PacketSet::empty();
            found.parts().filter(|(action, ..)| *action == becomes).for_each(|(_, packets, _)| union.add(packets));
            prop_assert_eq!(union.count(), counts);
        }
    }

    #[test]
    fn shadowed_rules_never_decide_and_redundant_ones_change_nothing(filter in CROSSING.filter(9)) {
        let statuses = rule_statuses(&Analysis::new(&filter));
        let readings = readings(&filter);
        let packets = packets(&[&filter]);
        for (index, status) in statuses.iter().enumerate() {
            let mut without = filter.clone();
            without.rules.remove(index);
            prop_assert_eq!(status.redundant, difference(&filter, &without).is_empty(), "rule {}", index + 1);
            let decides = |packet: &Packet| {
                readings.iter().any(|reading| first_match(&filter, packet, *reading).0 == Decider::Rule(index))
            };
            let live = packets.iter().any(decides);
            prop_assert_eq!(status.liveness == Liveness::Shadowed, !live, "rule {}", index + 1);
        }
    }
}
