//! Rules of which a file does not say everything, against all that they may turn out to be.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use sekimori::analysis::{Analysis, Engine, Interpretation, Packet, Payload, difference, first_match, fit, readings};
use sekimori::filter::{Action, Field, Filter, Ports, Protocol, Rule, Source};
use sekimori::profile::Profile;
use sekimori::report::Report;
use support::packets::representatives;
use support::rules::{CROSSING, Mix, USUAL};

/// A filter in which some fields of some rules, and how often some of them stand there, are not known.
fn open_filter(mix: Mix, most: usize) -> impl Strategy<Value = Filter> {
    let mask = || (prop::collection::vec(prop::bool::weighted(0.3), 6), prop::bool::weighted(0.15));
    let opens = move || prop_oneof![2 => Just(None), 1 => mask().prop_map(Some)];
    (mix.filter(most), prop::collection::vec(opens(), most)).prop_map(|(mut filter, opens)| {
        for (rule, open) in filter.rules.iter_mut().zip(opens) {
            let Some((fields, repeated)) = open else { continue };
            for (field, _) in Field::ALL.into_iter().zip(fields).filter(|(_, open)| *open) {
                *rule = rule.clone().unresolved(field, "var.x");
            }
            if repeated {
                *rule = rule.clone().repeated("var.list");
            }
        }
        filter
    })
}

/// Everything that a rule may turn out to be, as far as one packet can tell it apart.
fn values(rule: &Rule, packet: &Packet) -> Vec<Option<Rule>> {
    let (from, to) = match packet.payload {
        Payload::Tcp { source_port, destination_port } | Payload::Udp { source_port, destination_port } => {
            (source_port, destination_port)
        }
        _ => (1, 1),
    };
    let other = |address: std::net::Ipv4Addr| std::net::Ipv4Addr::from(u32::from(address) ^ 1);
    let mut all = vec![Rule { open: Default::default(), ..rule.clone() }];
    let mut vary = |field: Field, values: &[&dyn Fn(Rule) -> Rule]| {
        if rule.open.text(field).is_some() {
            all = all.iter().flat_map(|rule| values.iter().map(|value| value(rule.clone()))).collect();
        }
    };
    vary(
        Field::Action,
        &[&|rule| Rule { action: Action::Allow, ..rule }, &|rule| Rule { action: Action::Deny, ..rule }],
    );
    let protocol = |protocol| move |rule: Rule| Rule { protocol, ..rule };
    vary(
        Field::Protocol,
        &[
            &protocol(Protocol::Tcp),
            &protocol(Protocol::Udp),
            &protocol(Protocol::Icmp),
            &protocol(Protocol::Fragment),
            &protocol(Protocol::Ip),
        ],
    );
    let source = |source| move |rule: Rule| Rule { source, ..rule };
    vary(
        Field::Source,
        &[&source(Source::Any), &source(Source::Host(packet.source)), &source(Source::Host(other(packet.source)))],
    );
    let sender = |source_port| move |rule: Rule| Rule { source_port, ..rule };
    vary(Field::SourcePort, &[&sender(Ports::Any), &sender(Ports::One(from)), &sender(Ports::One(from ^ 1))]);
    let port = |destination_port| move |rule: Rule| Rule { destination_port, ..rule };
    vary(Field::DestinationPort, &[&port(Ports::Any), &port(Ports::One(to)), &port(Ports::One(to ^ 1))]);
    let mut all: Vec<Option<Rule>> = all.into_iter().map(Some).collect();
    if rule.open.repeated().is_some() {
        all.push(None);
    }
    all
}

/// What a rule may do to a packet, each thing once: nothing, or its action.
fn effects(rule: &Rule, packet: &Packet, reading: Interpretation) -> Vec<Option<Action>> {
    let mut effects: Vec<Option<Action>> = Vec::new();
    for value in values(rule, packet) {
        let alone = |rule: Rule| {
            let filter = Filter { rules: vec![rule.clone()], ..Filter::default() };
            let (decider, action) = first_match(&filter, packet, reading);
            (decider.number() == 1).then_some(action)
        };
        let effect = value.and_then(alone);
        if !effects.contains(&effect) {
            effects.push(effect);
        }
    }
    effects
}

/// What may become of a packet, over all values of all rules.
fn fates(filter: &Filter, packet: &Packet, reading: Interpretation) -> Vec<Action> {
    let mut fates = Vec::new();
    for rule in &filter.rules {
        let effects = effects(rule, packet, reading);
        fates.extend(effects.iter().copied().flatten());
        if !effects.contains(&None) {
            return fates;
        }
    }
    fates.push(Action::Allow);
    fates
}

/// The readings of the documents alone.
fn documents(filter: &Filter) -> Vec<Interpretation> {
    let plain = |reading: &Interpretation| !reading.unresolved_denies && !reading.unresolved_allows;
    readings(filter).into_iter().filter(plain).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// A fate is certain exactly if all values agree on it.
    #[test]
    fn a_fate_is_certain_if_and_only_if_all_values_agree(filter in open_filter(CROSSING, 5)) {
        let all = readings(&filter);
        for engine in [Engine::Boxes, Engine::Index] {
            let analysis = Analysis::by(&filter, engine);
            let answer = analysis.answer(&support::packets::everything());
            for packet in representatives(&[&filter]).into_iter().step_by(3) {
                for reading in documents(&filter) {
                    let fates = fates(&filter, &packet, reading);
                    let same = |other: &Interpretation| {
                        Interpretation { unresolved_denies: false, unresolved_allows: false, ..*other } == reading
                    };
                    let told: Vec<Action> = answer
                        .outcomes
                        .iter()
                        .filter(|outcome| same(&outcome.reading))
                        .map(|outcome| outcome.shares.iter().find(|share| share.packets.contains(&packet)).unwrap().action)
                        .collect();
                    prop_assert_eq!(told.len(), all.iter().filter(|other| same(other)).count());
                    let certain = told.iter().all(|action| *action == told[0]);
                    let agreed = fates.iter().all(|action| *action == fates[0]);
                    prop_assert_eq!(certain, agreed, "{} {:?} {:?}", packet, told, fates);
                    if agreed {
                        prop_assert_eq!(told[0], fates[0], "{}", packet);
                    }
                }
            }
        }
    }

    /// What is done below the last unresolved rule is told as a difference, whatever the values are.
    #[test]
    fn a_difference_below_is_never_missed(before in open_filter(CROSSING, 4), below in CROSSING.filter(3), cut in 0usize..4) {
        let head = before.rules.iter().rposition(Rule::is_unresolved).map_or(0, |last| last + 1);
        let mut after = before.clone();
        after.rules.truncate(head.max(cut.min(before.rules.len())));
        after.rules.extend(below.rules);
        let difference = difference(&before, &after);
        for packet in representatives(&[&before, &after]).into_iter().step_by(5) {
            for reading in documents(&support::packets::of_both(&before, &after)) {
                // The same values above: only what no rule there takes fares as the rules below say.
                let reaches = before.rules.iter().take(head).all(|rule| effects(rule, &packet, reading).contains(&None));
                let fate = |filter: &Filter| {
                    let rules = filter.rules.iter().skip(head).cloned().collect();
                    first_match(&Filter { rules, ..Filter::default() }, &packet, reading).1
                };
                let becomes = fate(&after);
                if reaches && fate(&before) != becomes {
                    prop_assert!(difference.possibly(becomes).contains(&packet), "{}", packet);
                }
            }
        }
    }

    /// Nothing changes or moves down to the last unresolved rule.
    #[test]
    fn no_repair_and_no_fit_touches_what_is_not_known(filter in open_filter(USUAL, 9)) {
        let head = filter.rules.iter().rposition(Rule::is_unresolved).map_or(0, |last| last + 1);
        let small = fit(&filter).filter;
        prop_assert_eq!(small.rules.get(..head), filter.rules.get(..head));
        let profile = Profile::default();
        for finding in &Report::proved(&filter, &profile).findings {
            if let Some(fix) = &finding.fix {
                let after = fix.edit.apply(&filter);
                prop_assert_eq!(after.rules.get(..head), filter.rules.get(..head), "{}", finding.code());
            }
        }
    }
}
