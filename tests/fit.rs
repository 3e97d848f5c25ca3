//! What rests on the difference of two filters: the fitted filter, harmless moves, pairs of rules, walks, exposure.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sekimori::analysis::{
    Analysis, Decider, PacketChange, PacketKind, PacketSet, Payload, Region, Senders, Span, changes, difference,
    exposure, first_match, fit, matches, readings, rule_set, rule_statuses, trace,
};
use sekimori::filter::{Action, Edit, Field, Filter, Ports, Protocol, Rule, Source};
use support::packets::{everything, of_both, same};
use support::rules::{CROSSING, CROWDED, list};

/// A filter from lines such as `allow tcp 192.0.2.0/24 any 22 note`.
fn written(lines: &[&str]) -> Filter {
    let rule = |line: &&str| {
        let fields = [Field::Action, Field::Protocol, Field::Source, Field::SourcePort, Field::DestinationPort];
        let mut words = line.split(' ');
        let mut rule = Rule::new(Action::Allow, Protocol::Ip);
        for field in fields {
            rule = rule.with_text(field, words.next().unwrap_or_default()).unwrap();
        }
        rule.described(words.collect::<Vec<_>>().join(" "))
    };
    list(lines.iter().map(rule).collect())
}

fn lines(filter: &Filter) -> Vec<String> {
    let any = |text: String| if text.is_empty() { "any".to_owned() } else { text };
    let line = |rule: &Rule| {
        let fields = Field::ALL.map(|field| match field {
            Field::Description => rule.text(field),
            _ => any(rule.text(field)),
        });
        fields.join(" ").trim().to_owned()
    };
    filter.rules.iter().map(line).collect()
}

#[test]
fn neighbours_are_merged_and_needless_rules_dropped() {
    for (before, after) in [
        // Adjacent ports and networks.
        (
            &["allow tcp any any 80 web", "allow tcp any any 81 api", "deny ip"][..],
            &["allow tcp any any 80-81 web; api", "deny ip any any any"][..],
        ),
        (
            &["allow tcp 10.0.0.0/25 any 22 a", "allow tcp 10.0.0.128/25 any 22 a", "deny ip"],
            &["allow tcp 10.0.0.0/24 any 22 a", "deny ip any any any"],
        ),
        // A rule in between that speaks of something else.
        (
            &["allow tcp any any 80", "allow udp any any 53", "allow tcp any any 81", "deny ip"],
            &["allow tcp any any 80-81", "allow udp any any 53", "deny ip any any any"],
        ),
        // A chain: 80, 82 and then 81.
        (
            &["allow tcp any any 80", "allow tcp any any 82", "allow tcp any any 81", "deny ip"],
            &["allow tcp any any 80-82", "deny ip any any any"],
        ),
        // One that never decides, and one that decides as the last one would.
        (
            &["deny tcp any any 22", "allow tcp any any 22 dead", "allow icmp", "deny ip"],
            &["allow icmp any any any", "deny ip any any any"],
        ),
        // 192.0.2.1-2 is no network.
        (
            &["allow tcp 192.0.2.1 any 22", "allow tcp 192.0.2.2 any 22", "deny ip"],
            &["allow tcp 192.0.2.1 any 22", "allow tcp 192.0.2.2 any 22", "deny ip any any any"],
        ),
        // Two ranges in one rule are not allowed.
        (
            &["allow tcp any 1-9 80", "allow tcp any 1-9 81", "deny ip"],
            &["allow tcp any 1-9 80", "allow tcp any 1-9 81", "deny ip any any any"],
        ),
        // Where nothing is denied, nothing needs to be allowed.
        (&["allow tcp any any 80", "allow icmp"], &[]),
    ] {
        assert_eq!(lines(&fit(&written(before)).filter), after);
    }
}

#[test]
fn a_merged_rule_stands_where_that_is_harmless() {
    // Moving 81 up past the denial of a network, or 80 down past it, would change something; 82 and 83 may meet.
    let before = written(&[
        "allow tcp any any 80",
        "deny tcp 10.0.0.0/8 any 80-81",
        "allow tcp any any 81",
        "allow tcp any any 83",
        "allow tcp any any 82",
        "deny ip",
    ]);
    let after = fit(&before).filter;
    assert_eq!(
        lines(&after),
        ["allow tcp any any 80", "deny tcp 10.0.0.0/8 any 80-81", "allow tcp any any 81-83", "deny ip any any any"]
    );
}

#[test]
fn the_walk_names_the_first_field_that_does_not_fit() {
    let filter = written(&[
        "allow udp 192.0.2.0/24 53 1024-65535",
        "allow tcp 198.51.100.0/24 any 22",
        "allow tcp 192.0.2.0/24 443 22",
        "allow tcp 192.0.2.0/24 any 80",
        "allow tcp",
    ]);
    let packet = PacketSet::parse("tcp 192.0.2.1:40000 -> 22").unwrap().only_packet().unwrap();
    let walks = trace(&filter, &packet);
    assert_eq!(walks.len(), 1);
    assert_eq!(walks[0].missed, [Field::Protocol, Field::Source, Field::SourcePort, Field::DestinationPort]);
    assert_eq!((walks[0].decider, walks[0].action), (Decider::Rule(4), Action::Allow));

    // A later fragment has no ports: a rule about its protocol misses them, and whether the last rule does is unknown.
    let fragment = PacketSet::parse("fragment tcp 192.0.2.1").unwrap().only_packet().unwrap();
    let walks = trace(&filter, &fragment);
    assert_eq!(walks.len(), 2);
    let ports = Field::DestinationPort;
    assert_eq!(walks[0].missed, [Field::Protocol, Field::Source, ports, ports, ports]);
    assert_eq!(walks[0].decider, Decider::Default);
    assert_eq!((walks[1].missed.len(), walks[1].decider), (4, Decider::Rule(4)));
}

#[test]
fn changes_name_the_pair_of_rules() {
    let before = written(&["allow udp any 67 68", "allow tcp any any 80", "deny ip"]);
    let after = written(&["allow tcp any any 80-81", "deny ip"]);
    let parts: Vec<_> = changes(&before, &after)
        .iter()
        .map(|change| (change.becomes, change.before.number(), change.after.number(), change.packets.to_string()))
        .collect();
    assert_eq!(
        parts,
        [(Action::Deny, 1, 2, "udp any:67 -> 68".to_owned()), (Action::Allow, 3, 1, "tcp any -> 81".to_owned()),]
    );
}

fn ranges(senders: &Senders) -> (Vec<Span>, Vec<String>) {
    let text = |range: &sekimori::filter::AddressRange| format!("{}-{}", range.first, range.last);
    (senders.ports.clone(), senders.addresses.iter().map(text).collect())
}

#[test]
fn exposure_is_short() {
    let filter = written(&[
        "allow tcp 192.0.2.0/25 any 22",
        "allow tcp 192.0.2.128/25 any 22",
        "allow tcp any 53",
        "allow tcp any any 80",
        "allow tcp any any 443",
        "deny ip",
    ]);
    let list = exposure(&filter);
    let everyone = vec!["0.0.0.0-255.255.255.255".to_owned()];
    let tcp: Vec<_> = list
        .iter()
        .map(|one| (one.kind, one.targets.clone(), one.senders.iter().map(ranges).collect::<Vec<_>>()))
        .collect();
    let span = |low, high| Span { low, high };
    let dns = (vec![Span::one(53)], everyone.clone());
    let others = vec![span(0, 21), span(23, 79), span(81, 442), span(444, 65535)];
    assert_eq!(
        tcp,
        [
            (PacketKind::Tcp, others, vec![dns.clone()]),
            (
                PacketKind::Tcp,
                vec![Span::one(22)],
                vec![(vec![Span::PORTS], vec!["192.0.2.0-192.0.2.255".into()]), dns]
            ),
            (PacketKind::Tcp, vec![Span::one(80), Span::one(443)], vec![(vec![Span::PORTS], everyone)]),
        ]
    );
    assert!(list.iter().all(|one| one.certain));
}

/// The packets that an exposure list speaks of.
fn exposed(filter: &Filter, certain_only: bool) -> PacketSet {
    let mut set = PacketSet::empty();
    for one in exposure(filter).iter().filter(|one| one.certain || !certain_only) {
        for senders in &one.senders {
            for address in &senders.addresses {
                for (port, target) in
                    senders.ports.iter().flat_map(|port| one.targets.iter().map(move |to| (*port, *to)))
                {
                    let source = (*address).into();
                    let region = match one.kind {
                        PacketKind::Tcp | PacketKind::Udp => Region::with_ports(one.kind, source, port, target),
                        kind => Region { kind, spans: [source, target, Span::one(0)] },
                    };
                    set.add(&region.into());
                }
            }
        }
    }
    set
}

/// Walks of a packet that a rule matches end where the filter decides, and miss each rule before for the field they say.
fn walks_end(filter: &Filter, asked: &Rule) -> Result<(), TestCaseError> {
    let Some(packet) = rule_set(asked, Default::default()).witness() else { return Ok(()) };
    let walks = trace(filter, &packet);
    let mut all: Vec<_> = walks.iter().flat_map(|walk| walk.readings.iter().copied()).collect();
    for walk in &walks {
        for reading in &walk.readings {
            prop_assert_eq!(first_match(filter, &packet, *reading), (walk.decider, walk.action));
            let passed = match walk.decider {
                Decider::Rule(index) => index,
                Decider::Default => filter.rules.len(),
            };
            prop_assert_eq!(walk.missed.len(), passed);
            for (rule, field) in filter.rules.iter().zip(&walk.missed) {
                prop_assert!(!matches(rule, &packet, *reading));
                let mended = match field {
                    Field::Source => Rule { source: Source::Any, ..rule.clone() },
                    Field::SourcePort => Rule { source_port: Ports::Any, ..rule.clone() },
                    Field::DestinationPort => Rule { destination_port: Ports::Any, ..rule.clone() },
                    _ => continue,
                };
                // What a later fragment lacks, no other port would give it.
                let lacks = matches!(packet.payload, Payload::LaterFragment(_));
                prop_assert!(lacks || *field != Field::DestinationPort || matches(&mended, &packet, *reading));
            }
        }
    }
    all.sort_unstable_by_key(|reading| format!("{reading:?}"));
    let mut expected = readings(filter);
    expected.sort_unstable_by_key(|reading| format!("{reading:?}"));
    prop_assert_eq!(all, expected);
    Ok(())
}

#[test]
fn a_later_fragment_misses_the_ports_of_a_rule_without_any() {
    let filter = written(&["deny udp 10.0.0.0/8"]);
    walks_end(&filter, &written(&["deny fragment 0.0.0.0/1"]).rules[0]).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_fitted_filter_is_equal_and_never_longer(filter in CROSSING.filter(10)) {
        let fitted = fit(&filter);
        prop_assert!(difference(&filter, &fitted.filter).is_empty());
        prop_assert!(fitted.filter.rules.len() <= filter.rules.len());
        prop_assert_eq!(Edit::Batch(fitted.edits.clone()).apply(&filter), fitted.filter.clone());
        prop_assert_eq!(&fit(&filter), &fitted);
        prop_assert!(fit(&fitted.filter).edits.is_empty());
        prop_assert!(fitted.filter.rules.iter().filter(|rule| rule.has_two_ranges()).count()
            <= filter.rules.iter().filter(|rule| rule.has_two_ranges()).count());
    }

    #[test]
    fn dropping_a_redundant_rule_changes_nothing(filter in CROSSING.filter(10)) {
        let statuses = rule_statuses(&Analysis::new(&filter));
        for at in (0..statuses.len()).filter(|at| statuses[*at].redundant) {
            let without = Edit::Remove { at }.apply(&filter);
            prop_assert!(changes(&filter, &without).is_empty(), "rule {}", at + 1);
        }
    }

    #[test]
    fn a_harmless_move_changes_nothing_and_another_has_an_example(filter in CROSSING.filter(8), from in 0usize..8, to in 0usize..8) {
        prop_assume!(from < filter.rules.len() && to < filter.rules.len());
        let after = Edit::Move { from, to }.apply(&filter);
        let what_if = difference(&filter, &after);
        prop_assert_eq!(what_if.is_empty(), changes(&filter, &after).is_empty());
        for (set, becomes) in [Action::Deny, Action::Allow].map(|becomes| (what_if.possibly(becomes), becomes)) {
            let Some(packet) = set.witness() else { continue };
            let fates = |filter: &Filter, action| readings(filter).into_iter().any(|r| first_match(filter, &packet, r).1 == action);
            prop_assert!(fates(&filter, becomes.toggled()) && fates(&after, becomes));
        }
        let back = difference(&after, &filter);
        prop_assert!(same(&back.newly_blocked, &what_if.newly_allowed));
        prop_assert!(same(&back.possibly(Action::Deny), &what_if.possibly(Action::Allow)));
    }

    #[test]
    fn changes_are_exactly_the_difference(before in CROSSING.filter(6), after in CROSSING.filter(6)) {
        let found = difference(&before, &after);
        let mut sums = [PacketSet::empty(), PacketSet::empty()];
        for PacketChange { becomes, before: old, after: new, packets, .. } in changes(&before, &after) {
            sums[usize::from(becomes == Action::Allow)].add(&packets);
            for region in packets.plain_boxes() {
                let example = PacketSet::from(region).witness().unwrap();
                let holds = |reading| {
                    first_match(&before, &example, reading) == (old, becomes.toggled())
                        && first_match(&after, &example, reading) == (new, becomes)
                };
                prop_assert!(readings(&of_both(&before, &after)).into_iter().any(holds), "{}", example);
            }
        }
        prop_assert!(same(&sums[0], &found.possibly(Action::Deny)) && same(&sums[1], &found.possibly(Action::Allow)));
    }

    #[test]
    fn walks_end_at_the_first_match(filter in CROSSING.filter(10), asked in CROSSING.rule()) {
        walks_end(&filter, &asked)?;
    }

    #[test]
    fn exposure_is_exactly_what_passes(filter in CROSSING.filter(7)) {
        let answer = Analysis::new(&filter).answer(&everything());
        prop_assert!(same(&exposed(&filter, false), &answer.possibly(Action::Allow)));
        prop_assert!(exposed(&filter, true).subtract(&answer.certainly(Action::Allow)).is_empty());
    }
}

/// In a crowd every merge is tried, in and out of order; none of them changes the fate of a packet.
#[test]
fn merges_are_proved_by_the_brute_force_evaluation_too() {
    let mut runner = TestRunner::new(Config { cases: 256, ..Config::default() });
    let merged = std::cell::Cell::new(0);
    let fitted = |filter: Filter| {
        let fitted = fit(&filter);
        let is_merge = |edit: &&Edit| edit.steps().iter().any(|step| matches!(step, Edit::Insert { .. }));
        merged.set(merged.get() + fitted.edits.iter().filter(is_merge).count());
        prop_assert!(fitted.filter.rules.len() <= filter.rules.len());
        for source in ["10.0.0.1", "10.0.0.200", "10.0.1.1", "192.0.2.1"] {
            for port in 19..28 {
                let packet = PacketSet::parse(&format!("tcp {source}:5 -> {port}")).unwrap().only_packet().unwrap();
                let [old, new] = [&filter, &fitted.filter].map(|one| first_match(one, &packet, Default::default()).1);
                prop_assert_eq!(old, new, "{}", packet);
            }
        }
        Ok(())
    };
    runner.run(&CROWDED.filter(12), fitted).unwrap();
    assert!(merged.get() > 32, "{} merges", merged.get());
}

/// As many rules as nobody has, once: the time must stay bearable and the proof must hold.
#[test]
fn two_hundred_rules_are_fitted_and_explained() {
    let mut runner = TestRunner::new(Config { cases: 2, ..Config::default() });
    let lists = prop::collection::vec(CROSSING.rule(), 200..201);
    runner
        .run(&lists, |rules| {
            let filter = list(rules);
            let fitted = fit(&filter).filter;
            prop_assert!(difference(&filter, &fitted).is_empty());
            prop_assert!(fitted.rules.len() <= filter.rules.len());
            prop_assert!(changes(&filter, &fitted).is_empty());
            exposure(&filter);
            Ok(())
        })
        .unwrap();
}
