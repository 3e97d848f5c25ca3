//! The proof of every lesson: the start fails, the solution succeeds and every wrong repair fails for the reason that the
//! lesson says, through the editor and through the whole program; and every text fits the smallest screen.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use sekimori::analysis::{Packet, PacketSet, first_match, readings, rule_set};
use sekimori::cli::learn::prove::{play, prove};
use sekimori::filter::{Action, Filter, Protocol, Rule};
use sekimori::lang::Lang;
use sekimori::lessons::{Course, Failure, Glossary, Lesson, Predicate};
use sekimori::profile::Unmet;
use sekimori::text::wrap;
use support::player::Play;
use support::rules::{CROSSING, list};

#[test]
fn every_lesson_keeps_what_it_promises() {
    let course = Course::embedded();
    assert!(course.lessons().len() >= 12);
    let mut flaws = Vec::new();
    for lesson in course.lessons() {
        flaws.extend(
            prove(lesson).iter().map(|flaw| format!("{}: {}", lesson.id, sekimori::language::flaw(flaw, Lang::En))),
        );
    }
    assert!(flaws.is_empty(), "\n{}", flaws.join("\n"));
}

#[test]
fn opening_or_closing_everything_is_no_repair() {
    for lesson in Course::embedded().lessons() {
        for action in [Action::Allow, Action::Deny] {
            let everything = list(vec![Rule::new(action, Protocol::Ip)]);
            assert!(!lesson.is_done(&everything) && !lesson.is_done(&Filter::default()), "{}", lesson.id);
        }
    }
}

#[test]
fn every_script_does_the_same_in_the_whole_program() {
    for (index, lesson) in Course::embedded().lessons().iter().enumerate() {
        let opens = format!("<down><enter>{}<enter><esc>", "<down>".repeat(index));
        for (keys, is_solution) in
            std::iter::once((&lesson.solution, true)).chain(lesson.wrong.iter().map(|wrong| (&wrong.keys, false)))
        {
            let played = Play::default().keys(&format!("{opens}{keys}"));
            let session = played.editor.session().expect("a lesson is open");
            assert_eq!(session.lesson.as_ref().map(|attempt| attempt.is_done), Some(is_solution), "{}", lesson.id);
            assert_eq!(
                played.editor.popup.is_some(),
                is_solution,
                "what to remember stands there\n{}",
                played.screen()
            );
            assert_eq!(session.filter().rules, play(lesson, keys).unwrap().filter.rules, "{}: {keys}", lesson.id);
        }
    }
}

#[test]
fn explanations_of_the_glossary_fit_the_screen() {
    for term in Glossary::embedded().terms() {
        for lang in [Lang::Ja, Lang::En] {
            let lines = wrap(term.explanation.get(lang), 76).len();
            assert!(lines <= 6, "{}: {lines} lines", term.id);
        }
    }
}

#[test]
fn the_example_in_the_docs_keeps_what_it_promises() {
    let (_, rest) = include_str!("../docs/lessons.md").split_once("```toml\nid = ").unwrap();
    let text = format!("id = {}", rest.split_once("```").unwrap().0);
    let (course, _) = Course::of_files(&[("mine.toml", &text)]);
    assert_eq!(prove(&course.lessons()[0]), []);
}

/// A lesson whose proof must fail, and what the proof says.
fn spoiled(change: impl Fn(&mut Lesson)) -> Vec<String> {
    let mut lesson = Course::embedded().find("dhcp").expect("there is one").clone();
    change(&mut lesson);
    prove(&lesson).iter().map(|flaw| sekimori::language::flaw(flaw, Lang::En)).collect()
}

#[test]
fn a_proof_notices_what_is_wrong() {
    assert_eq!(spoiled(|_| {}), Vec::<String>::new());
    assert_eq!(
        spoiled(|lesson| lesson.solution.clear()),
        ["The solution misses goal 1. udp 198.51.100.1:67 -> 68 is blocked by rule 5."]
    );
    assert_eq!(spoiled(|lesson| lesson.solution += "<nokey>"), ["There is no key <nokey>."]);
    assert_eq!(spoiled(|lesson| lesson.par = Some(2)), ["par is 2, but the solution takes 1 edit."]);
    let solution = |lesson: &mut Lesson| lesson.wrong[0].keys = lesson.solution.clone();
    assert_eq!(spoiled(solution), ["Wrong repair 1 reaches the goal that it should miss."]);
    let other = spoiled(|lesson| lesson.wrong[0].decided_by = Some(1));
    assert!(other[0].starts_with("Wrong repair 1 misses its goal for another reason than stated."), "{other:?}");
    let long = spoiled(|lesson| lesson.title = sekimori::lang::Phrase::new("長い".repeat(11), "x"));
    assert_eq!(long, ["The title (ja) takes 2 lines; there is room for 1."]);
}

/// What brute force says of a packet, in every reading.
fn actions(filter: &Filter, packet: &Packet) -> Vec<Action> {
    readings(filter).into_iter().map(|reading| first_match(filter, packet, reading).1).collect()
}

/// Packets of a set that the filter may tell apart.
fn samples(filter: &Filter, packets: &PacketSet) -> Vec<Packet> {
    let mut sets = vec![packets.clone()];
    for reading in readings(filter) {
        for rule in &filter.rules {
            let set = rule_set(rule, reading);
            sets.extend([packets.intersect(&set), packets.subtract(&set)]);
        }
    }
    sets.iter().filter_map(PacketSet::witness).collect()
}

fn agrees(filter: &Filter, packets: &PacketSet, wants: Action, found: Result<(), Failure>) {
    match found {
        Ok(()) => {
            for packet in samples(filter, packets) {
                assert!(actions(filter, &packet).iter().all(|action| *action == wants), "{packet}");
            }
        }
        Err(Failure::Traffic(Unmet { packet, wants: wanted, decided_by, is_uncertain: false })) => {
            assert!(packets.contains(&packet) && wanted == wants);
            assert!(actions(filter, &packet).iter().all(|action| *action != wants), "{packet}");
            assert_eq!(decided_by, [first_match(filter, &packet, readings(filter)[0]).0], "{packet}");
        }
        Err(Failure::Traffic(Unmet { packet, wants: wanted, decided_by, .. })) => {
            assert!(packets.contains(&packet) && wanted == wants);
            assert!(actions(filter, &packet).iter().any(|action| *action != wants), "{packet}");
            for reading in readings(filter) {
                assert!(decided_by.contains(&first_match(filter, &packet, reading).0), "{packet}");
            }
        }
        Err(other) => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_check_agrees_with_brute_force(filter in CROSSING.filter(8)) {
        for lesson in Course::embedded().lessons() {
            for (goal, found) in lesson.goals.iter().zip(lesson.check(&filter)) {
                assert_eq!(goal.check(&filter, lesson), found);
                if let Predicate::Traffic(expectation) = &goal.wish {
                    agrees(&filter, &expectation.packets(), expectation.wants, found);
                }
            }
        }
    }

    #[test]
    fn a_rule_that_is_blamed_can_go(filter in CROSSING.filter(8)) {
        let text = "id = 'x'\ntitle = 'x'\nremember = 'x'\nsolution = 'd'\nstory = ['x']\nrules = []\n\
                    goals = [{ text = 'a', unshadowed = true }, { text = 'b', irredundant = true }, { text = 'c', same = true }]";
        let (course, problems) = Course::of_files(&[("x.toml", text)]);
        assert!(problems.is_empty(), "{problems:?}");
        let mut lesson = course.lessons()[0].clone();
        lesson.start = filter.clone();
        for miss in lesson.check(&filter).into_iter().filter_map(Result::err) {
            let (Failure::Shadowed(rule) | Failure::Redundant(rule)) = miss else { panic!("{miss:?}") };
            let mut without = filter.clone();
            without.rules.remove(rule - 1);
            for packet in samples(&filter, &PacketSet::parse("ip any").unwrap()) {
                let [a, b] = [&filter, &without].map(|filter| {
                    readings(&lesson.start).into_iter().map(|reading| first_match(filter, &packet, reading).1).collect::<Vec<_>>()
                });
                assert_eq!(a, b, "{packet}");
            }
            assert_eq!(lesson.check(&without)[2], Ok(()));
        }
    }

    #[test]
    fn what_differs_from_the_start_is_shown(start in CROSSING.filter(6), filter in CROSSING.filter(6)) {
        let text = "id = 'x'\ntitle = 'x'\nremember = 'x'\nsolution = 'd'\nstory = ['x']\nrules = []\ngoals = [{ text = 'c', same = true }]";
        let mut lesson = Course::of_files(&[("x.toml", text)]).0.lessons()[0].clone();
        lesson.start = start;
        match lesson.check(&filter).remove(0) {
            Ok(()) => {
                for packet in samples(&lesson.start, &PacketSet::parse("ip any").unwrap()) {
                    let all = readings(&lesson.start).into_iter().chain(readings(&filter));
                    all.for_each(|reading| assert_eq!(first_match(&lesson.start, &packet, reading).1, first_match(&filter, &packet, reading).1));
                }
            }
            Err(Failure::Traffic(Unmet { packet, wants, is_uncertain, .. })) => {
                let certain = readings(&filter).into_iter().all(|reading| first_match(&filter, &packet, reading).1 != wants);
                assert_eq!(certain, !is_uncertain, "{packet}");
                let mut all = readings(&lesson.start).into_iter().chain(readings(&filter));
                assert!(all.any(|reading| first_match(&filter, &packet, reading).1 != wants
                    && first_match(&lesson.start, &packet, reading).1 == wants), "{packet}");
            }
            Err(other) => panic!("{other:?}"),
        }
    }
}
