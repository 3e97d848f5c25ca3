//! The two engines against each other and against the brute-force evaluation.
//!
//! A normal run takes a few seconds and examines the same filters always. `SEKIMORI_ENGINE_ROUNDS=50 cargo test --release
//! --test engines` examines fifty times as many, every round other ones.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use sekimori::analysis::{
    Analysis, CancelToken, Decider, Difference, Engine, IncrementalAnalysis, Liveness, PacketKind, PacketSet, Region,
    Relation, RuleStatus, Span, difference, first_match, readings, rule_set, rule_statuses, rule_statuses_after,
};
use sekimori::editor::analysis_cache::AnalysisCache;
use sekimori::editor::analysis_request::{AnalysisAnswer, AnalysisRequest};
use sekimori::filter::{Action, Edit, Filter, PortRange, Ports, Protocol, Rule, Source};
use sekimori::profile::Profile;
use sekimori::report::Report;
use support::cases::told;
use support::dice::Dice;
use support::packets::{everything, representatives};
use support::rules::{DENSE, SPARSE, list};

fn rounds() -> u64 {
    std::env::var("SEKIMORI_ENGINE_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// Calls with every filter: so many a round, of fewer than so many rules.
fn each_filter(seed: u64, filters: u64, rules: usize, mut check: impl FnMut(&mut Dice, &Filter)) {
    let mut dice = Dice::new(seed);
    let mixes = [SPARSE, DENSE].map(|mix| mix.filter(rules));
    for _ in 0..filters * rounds() {
        let at = dice.below(2);
        let filter = dice.draw(&mixes[at]);
        check(&mut dice, &filter);
    }
}

fn any_rule(dice: &mut Dice) -> Rule {
    let mix = dice.one(&[SPARSE, DENSE]);
    dice.draw(&mix.rule())
}

fn both(filter: &Filter) -> [Analysis; 2] {
    [Engine::Boxes, Engine::Index].map(|engine| Analysis::by(filter, engine))
}

/// What brute force knows of a rule: whether it decides, whether it is needed.
fn worth(filter: &Filter) -> Vec<(bool, bool)> {
    let mut worth = vec![(false, false); filter.rules.len()];
    let readings = readings(filter);
    for packet in representatives(&[filter]) {
        for reading in &readings {
            let (Decider::Rule(rule), action) = first_match(filter, &packet, *reading) else { continue };
            worth[rule].0 = true;
            if !worth[rule].1 {
                let rest = list(filter.rules[rule + 1..].to_vec());
                worth[rule].1 = first_match(&rest, &packet, *reading).1 != action;
            }
        }
    }
    worth
}

fn claims(statuses: &[RuleStatus]) -> Vec<(bool, bool)> {
    statuses.iter().map(|status| (status.liveness != Liveness::Shadowed, !status.redundant)).collect()
}

#[test]
fn the_engines_and_brute_force_agree_about_every_rule() {
    each_filter(1, 10_000, 7, |_, filter| {
        let statuses = both(filter).map(|analysis| rule_statuses(&analysis));
        assert_eq!(statuses[0], statuses[1], "\n{}", told(filter));
        assert_eq!(claims(&statuses[0]), worth(filter), "\n{}", told(filter));
    });
}

#[test]
fn the_engines_agree_about_long_lists() {
    each_filter(2, 60, 200, |_, filter| {
        let [boxes, index] = both(filter).map(|analysis| rule_statuses(&analysis));
        assert_eq!(boxes, index, "\n{}", told(filter));
    });
}

#[test]
fn the_engines_give_every_packet_the_same_decider() {
    each_filter(3, 1_500, 25, |dice, filter| {
        let [boxes, index] = both(filter);
        let asked = rule_set(&any_rule(dice), Default::default());
        for packets in [everything(), asked] {
            let answers = [boxes.answer(&packets), index.answer(&packets)];
            assert_eq!(answers[0].verdict, answers[1].verdict, "\n{}", told(filter));
            assert_eq!(index.verdict(&packets), answers[0].verdict, "\n{}", told(filter));
            for (a, b) in answers[0].outcomes.iter().zip(&answers[1].outcomes) {
                assert_eq!(a.reading, b.reading);
                let shares = |outcome: &sekimori::analysis::Outcome| {
                    outcome.shares.iter().map(|share| (share.decider, share.action, share.packets.count())).collect()
                };
                let (left, right): (Vec<_>, Vec<_>) = (shares(a), shares(b));
                assert_eq!(left, right, "\n{}", told(filter));
                for (a, b) in a.shares.iter().zip(&b.shares) {
                    assert!(a.packets.subtract(&b.packets).is_empty(), "\n{}", told(filter));
                }
            }
        }
    });
}

/// A random edit, which may change nothing.
fn edit(dice: &mut Dice, filter: &Filter) -> Edit {
    let (at, to) = (dice.below(filter.rules.len() + 2), dice.below(filter.rules.len() + 1));
    let rule = any_rule(dice);
    match dice.below(4) {
        0 => Edit::Remove { at },
        1 => Edit::Move { from: at, to },
        2 => Edit::Replace { at, rule },
        _ => Edit::Batch(vec![Edit::Insert { at, rule: rule.clone() }, Edit::Replace { at: to, rule }]),
    }
}

#[test]
fn an_edited_list_is_worth_what_a_new_one_is() {
    let nobody = CancelToken::default();
    each_filter(7, 600, 30, |dice, filter| {
        let mut now = filter.clone();
        let mut watch = IncrementalAnalysis::new_cancellable(&now, &nobody).unwrap();
        for _ in 0..6 {
            let edit = edit(dice, &now);
            now = edit.apply(&now);
            watch = watch.follow(&now, &nobody).unwrap();
            let anew = Analysis::new(&now);
            assert_eq!(watch.analysis().marks(), anew.marks(), "{edit:?}\n{}", told(&now));
            assert_eq!(rule_statuses(watch.analysis()), rule_statuses(&anew), "{edit:?}\n{}", told(&now));
        }
    });
}

/// An answer as far as it does not depend on where sets are cut into boxes.
fn as_told(answered: &AnalysisAnswer) -> impl PartialEq + std::fmt::Debug + use<> {
    let report = |report: &Report| {
        let shares = |outcome: &sekimori::analysis::Outcome| {
            outcome.shares.iter().map(|share| (share.decider, share.packets.count())).collect::<Vec<_>>()
        };
        let flows = report.flows.iter().map(|flow| {
            let outcomes = flow.answer.outcomes.iter().map(|outcome| (outcome.reading, shares(outcome)));
            (flow.flow.id, flow.verdict(), outcomes.collect::<Vec<_>>())
        });
        let findings = report.findings.iter().map(|found| (found.kind.clone(), found.rules.clone(), found.fix.clone()));
        (flows.collect::<Vec<_>>(), report.rules.clone(), findings.collect::<Vec<_>>())
    };
    let proposal = answered.proposal.as_ref().map(|(new, delta)| {
        let packets =
            delta.packets.parts().map(|(becomes, packets, only_if)| (becomes, packets.count(), only_if.clone()));
        let packets: Vec<_> = packets.collect();
        (report(new), delta.flows.clone(), packets, delta.gone.len(), delta.new.len())
    });
    (report(&answered.report), proposal)
}

#[test]
fn what_is_known_changes_no_answer() {
    let stopped = CancelToken::new();
    stopped.cancel();
    each_filter(8, 60, 60, |dice, filter| {
        let (mut now, mut known, mut report) = (filter.clone(), AnalysisCache::default(), None);
        for ticket in 0..8 {
            let draft = edit(dice, &now).apply(&now);
            let request = AnalysisRequest {
                ticket,
                filter: now.clone(),
                report: report.take(),
                proposal: (dice.below(4) > 0).then(|| draft.clone()),
                changed: None,
                saved: None,
                profile: Profile::default(),
                repairs: true,
                shorter: false,
            };
            if dice.below(3) == 0 {
                drop(request.clone().answer(&mut known, &stopped));
            }
            let answered = request.clone().answer(&mut known, &CancelToken::new()).unwrap();
            let anew = AnalysisRequest { report: None, ..request }
                .answer(&mut AnalysisCache::default(), &CancelToken::new())
                .unwrap();
            assert_eq!(as_told(&answered), as_told(&anew), "{}\n---\n{}", told(&now), told(&draft));
            if dice.below(2) == 0 {
                now = draft;
            } else {
                report = Some(answered.report);
            }
        }
    });
}

#[test]
fn an_edited_list_inherits_only_what_is_still_true() {
    each_filter(4, 1_500, 40, |dice, filter| {
        let statuses = rule_statuses(&Analysis::new(filter));
        for _ in 0..3 {
            let edit = edit(dice, filter);
            let after = edit.apply(filter);
            let analysis = Analysis::new(&after);
            let inherited = rule_statuses_after((filter, &statuses), &after, &analysis);
            assert_eq!(inherited, rule_statuses(&analysis), "{edit:?}\n{}", told(filter));
        }
    });
}

#[test]
fn the_engines_agree_about_what_an_edit_changes() {
    each_filter(6, 1_500, 60, |dice, filter| {
        let edit = edit(dice, filter);
        let after = edit.apply(filter);
        let [boxes, index] = both(filter).map(|before| before.difference(&before.next(filter, &after)));
        let depends = |difference: &Difference| {
            difference.depends.iter().map(|part| (part.becomes, part.only_if.clone())).collect::<Vec<_>>()
        };
        assert_eq!(depends(&boxes), depends(&index), "{edit:?}\n{}", told(filter));
        for ((_, a, _), (_, b, _)) in boxes.parts().zip(index.parts()) {
            assert_eq!(a.count(), b.count(), "{edit:?}\n{}", told(filter));
            assert!(a.subtract(b).is_empty(), "{edit:?}\n{}", told(filter));
        }
        assert_eq!(difference(filter, &after).is_empty(), boxes.is_empty());
    });
}

/// What is claimed about blockers, in the words of its definition.
#[test]
fn blockers_are_few_and_enough() {
    each_filter(5, 2_000, 14, |_, filter| {
        let reading = Default::default();
        let sets: Vec<PacketSet> = filter.rules.iter().map(|rule| rule_set(rule, reading)).collect();
        let statuses = rule_statuses(&Analysis::new(filter));
        for (at, status) in statuses.iter().enumerate() {
            let take = |rules: &mut dyn Iterator<Item = usize>| {
                rules.fold(sets[at].clone(), |rest, by| rest.subtract(&sets[by])).count()
            };
            assert_eq!(take(&mut status.blocked_by.iter().copied()), take(&mut (0..at)), "{at}\n{}", told(filter));
            assert!(status.blocked_by.iter().all(|by| *by < at));
            for relation in &status.relations {
                let (Relation::Correlated { with: by } | Relation::Generalises { of: by }) = relation;
                assert_ne!(filter.rules[*by].action, filter.rules[at].action);
                let general = matches!(relation, Relation::Generalises { .. });
                assert_eq!(general, sets[*by].subtract(&sets[at]).is_empty(), "{at}\n{}", told(filter));
            }
        }
    });
}

fn allow(source: &str, to: Ports) -> Rule {
    Rule::new(Action::Allow, Protocol::Tcp).from(Source::parse(source).unwrap()).ports(Ports::Any, to)
}

#[test]
fn a_union_of_rules_shadows() {
    let half = |source| allow(source, Ports::parse("0-99").unwrap());
    let mut rules = vec![half("10.0.0.0/9"), half("10.192.0.0/10"), half("10.128.0.0/10"), allow("", Ports::One(100))];
    rules.push(allow("10.0.0.0/8", Ports::parse("0-100").unwrap()));
    let filter = list(rules);
    for analysis in both(&filter) {
        let statuses = rule_statuses(&analysis);
        assert_eq!(statuses[4].liveness, Liveness::Shadowed);
        assert_eq!((statuses[4].portion.left, statuses[4].blocked_by.as_slice()), (0, [0, 1, 2, 3].as_slice()));
        assert!(!statuses[4].contradicted);
    }
    let mut gap = filter.clone();
    gap.rules[1] = half("10.192.0.0/11");
    for analysis in both(&gap) {
        let portion = rule_statuses(&analysis)[4].portion;
        assert_eq!((portion.liveness(), portion.left), (Liveness::PartlyShadowed, (1 << 21) * (1 << 16) * 100));
    }
}

#[test]
fn the_heaviest_blockers_and_the_largest_contradiction_are_named() {
    let mut rules: Vec<Rule> = (0..20).map(|port| allow("", Ports::One(port))).collect();
    rules[7].action = Action::Deny;
    rules.insert(0, allow("10.0.0.0/8", Ports::parse("0-6").unwrap()));
    rules.push(allow("", Ports::parse("8-60000").unwrap()));
    rules.push(allow("10.1.0.0/16", Ports::parse("0-500").unwrap()));
    for analysis in both(&list(rules.clone())) {
        let status = rule_statuses(&analysis).pop().unwrap();
        assert_eq!((status.liveness, status.blocked_by), (Liveness::Shadowed, vec![0, 8, 21]));
        assert_eq!((status.contradicted, status.relations), (true, vec![Relation::Correlated { with: 8 }]));
    }
}

#[test]
fn rules_that_all_cross_end() {
    let slab = |number: u16| {
        let ports: Ports = PortRange::new(number * 50, number * 50 + 20).into();
        let rule = Rule::new(Action::Allow, Protocol::Tcp);
        if number.is_multiple_of(2) { rule.ports(ports, Ports::Any) } else { rule.ports(Ports::Any, ports) }
    };
    let filter = list((0..1_000).map(slab).collect());
    assert!(Analysis::new(&filter).marks().iter().all(|mark| mark.decides && !mark.needed));
    let filter = list((0..60).map(slab).collect());
    let [boxes, index] = both(&filter).map(|analysis| rule_statuses(&analysis));
    assert_eq!(boxes, index);
    let asked = Region::with_ports(PacketKind::Tcp, Span::ADDRESSES, Span::PORTS, Span::PORTS).into();
    assert_eq!(Analysis::by(&filter, Engine::Index).answer(&asked).deciders().len(), 61);
}

/// So many rules of one source that they are not looked at one by one any more.
#[test]
fn very_many_crossing_rules_are_worth_what_every_packet_shows() {
    const SIZE: u16 = 300;
    let mut dice = Dice::new(11);
    let mut span = |longest: u16| {
        let (low, length) = dice.draw(&(0..SIZE, 0..longest));
        (Ports::from(PortRange::new(low, (low + length).min(SIZE - 1))), dice.below(60))
    };
    // High ones and wide ones, which seldom lie in each other.
    let mut rule = |number: usize| {
        let [first, second] = if number.is_multiple_of(2) { [3, 90] } else { [90, 3] };
        let ((from, a), (to, b)) = (span(first), span(second));
        let source = Source::parse(if a == 0 { "10.0.0.0/8" } else { "" }).unwrap();
        Rule::new(if b < 20 { Action::Deny } else { Action::Allow }, Protocol::Tcp).from(source).ports(from, to)
    };
    let filter = list((0..2_500).map(&mut rule).collect());
    let range = |ports: Ports| ports.ranges()[0];
    let plain =
        |rule: &Rule| (rule.source.is_any(), range(rule.source_port), range(rule.destination_port), rule.action);
    let plain: Vec<_> = filter.rules.iter().map(plain).collect();
    let has = |range: PortRange, port: u16| range.first <= port && port <= range.last;
    let mut worth = vec![(false, false); plain.len()];
    for from in 0..SIZE {
        let column: Vec<_> = plain.iter().enumerate().filter(|(_, rule)| has(rule.1, from)).collect();
        for (to, inside) in (0..SIZE).flat_map(|to| [(to, false), (to, true)]) {
            let mut here = column.iter().filter(|(_, rule)| has(rule.2, to) && (inside || rule.0));
            let Some((first, rule)) = here.next() else { continue };
            worth[*first].0 = true;
            worth[*first].1 |= rule.3 != here.next().map_or(Action::Allow, |(_, next)| next.3);
        }
    }
    let analysis = Analysis::new(&filter);
    let marks: Vec<(bool, bool)> = analysis.marks().iter().map(|mark| (mark.decides, mark.needed)).collect();
    assert_eq!(marks, worth);
    assert!(worth.iter().any(|worth| !worth.0) && worth.iter().any(|worth| worth.0 && !worth.1));
}

/// Rules that cross each other in all three numbers: their pieces are about the cube of their number.
fn crossing(rules: u16) -> Filter {
    let rule = |number: u16| {
        let low = number * 40;
        let ports: Ports = PortRange::new(low, low + 20).into();
        let rule = Rule::new(if number.is_multiple_of(4) { Action::Deny } else { Action::Allow }, Protocol::Tcp);
        match number % 3 {
            0 => rule.ports(ports, Ports::Any),
            1 => rule.ports(Ports::Any, ports),
            _ => rule.from(Source::parse(&format!("{}.{}.0.0/16", 1 + number / 200, number % 200)).unwrap()),
        }
    };
    list((0..rules).map(rule).collect())
}

#[test]
fn a_question_that_is_stopped_ends() {
    // AnalysisAnswer to the end, this would take hours.
    let filter = crossing(1_500);
    let cancel = CancelToken::new();
    let later = cancel.clone();
    let (begun, begins) = std::sync::mpsc::channel();
    let asked = std::thread::spawn(move || {
        begun.send(()).unwrap();
        let analysis = Analysis::new_cancellable(&filter, &later);
        analysis.answer(&everything());
        let mut after = filter.clone();
        after
            .rules
            .insert(0, Rule::new(Action::Deny, Protocol::Tcp).ports(Ports::Any, PortRange::new(0, 40_000).into()));
        analysis.difference(&analysis.next(&filter, &after));
        rule_statuses(&analysis).len()
    });
    begins.recv().unwrap();
    cancel.cancel();
    assert_eq!(asked.join().unwrap(), 0);
}
