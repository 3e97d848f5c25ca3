//! The set engine against the brute-force evaluation, on random filters and on every packet near a boundary.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/rules.rs"]
mod rules;

use proptest::prelude::*;
use rules::{filter, rule};
use sekimori::analysis::{
    Analysis, Decider, Liveness, Packet, PacketSet, Payload, Span, Verdict, difference, first_match, matches, readings,
    rule_set, rule_statuses,
};
use sekimori::filter::{Action, Filter, Ports, Rule};
use std::net::Ipv4Addr;

/// A representative of every cell that the filters' boundaries cut the space into.
fn packets(filters: &[&Filter]) -> Vec<Packet> {
    let rules = || filters.iter().flat_map(|filter| &filter.rules);
    let mut addresses = vec![0u32, u32::MAX];
    for rule in rules() {
        for range in [Some(rule.source.addresses()), rule.source.as_range_instead()].into_iter().flatten() {
            addresses.extend([u32::from(range.first), u32::from(range.last).saturating_add(1)]);
        }
    }
    let cut_ports = |field: fn(&Rule) -> Ports| {
        let mut cuts = vec![0u16, 80, 81, 443, 444];
        for range in rules().flat_map(|rule| field(rule).ranges()) {
            cuts.extend([range.first, range.last.saturating_add(1)]);
        }
        cuts.sort_unstable();
        cuts.dedup();
        cuts
    };
    let (from, to) = (cut_ports(|rule| rule.source_port), cut_ports(|rule| rule.destination_port));
    addresses.sort_unstable();
    addresses.dedup();
    let mut packets = Vec::new();
    for source in addresses.into_iter().map(Ipv4Addr::from) {
        let mut push = |payload| packets.push(Packet { source, payload });
        push(Payload::Icmp);
        [0u8, 47, 255].into_iter().for_each(|number| push(Payload::Other(number)));
        [1u8, 6, 17, 47, 255].into_iter().for_each(|number| push(Payload::LaterFragment(number)));
        for &source_port in &from {
            for &destination_port in &to {
                push(Payload::Tcp { source_port, destination_port });
                push(Payload::Udp { source_port, destination_port });
            }
        }
    }
    packets
}

fn everything() -> PacketSet {
    PacketSet::all_from(Span::ADDRESSES)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_packet_lies_in_the_share_of_the_rule_that_decides_it(filter in filter(9)) {
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
    fn a_rule_and_its_set_match_the_same_packets(rule in rule()) {
        let filter = Filter { rules: vec![rule.clone()], ..Filter::default() };
        for reading in readings(&filter) {
            let set = rule_set(&rule, reading);
            for packet in packets(&[&filter]) {
                prop_assert_eq!(set.contains(&packet), matches(&rule, &packet, reading), "{}", packet);
            }
        }
    }

    #[test]
    fn witnesses_meet_the_fate_they_stand_for(filter in filter(9), asked in rule()) {
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
    fn sets_behave_like_sets(a in rule(), b in rule(), c in rule()) {
        let filter = Filter { rules: vec![a.clone(), b.clone(), c.clone()], ..Filter::default() };
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
    fn the_difference_is_where_the_fates_differ(before in filter(6), after in filter(6)) {
        let found = difference(&before, &after);
        let both = Filter { rules: [before.rules.clone(), after.rules.clone()].concat(), ..Filter::default() };
        for packet in packets(&[&before, &after]) {
            let (mut blocked, mut allowed) = (false, false);
            for reading in readings(&both) {
                let [old, new] = [&before, &after].map(|filter| first_match(filter, &packet, reading).1);
                blocked |= (old, new) == (Action::Allow, Action::Deny);
                allowed |= (old, new) == (Action::Deny, Action::Allow);
            }
            prop_assert_eq!(found.newly_blocked.contains(&packet), blocked, "{}", packet);
            prop_assert_eq!(found.newly_allowed.contains(&packet), allowed, "{}", packet);
        }
    }

    #[test]
    fn shadowed_rules_never_decide_and_redundant_ones_change_nothing(filter in filter(9)) {
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
