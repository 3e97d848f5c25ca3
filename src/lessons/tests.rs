use super::*;
use crate::analysis::{Analysis, Decider, Verdict};
use crate::data::{DataFault, DataShape};
use crate::filter::{Action, Edit};
use crate::lang::Lang;
use crate::language;
use crate::profile::{Profile, ProfileError, ProfileExpected, ProfileField};
use proptest::prelude::*;

const LEAST: &str = r#"
id = "mine"
title = "Mine"
remember = "x"
solution = "d"
story = ["x"]
rules = [{ action = "deny", protocol = "icmp" }]
goals = [{ text = "ping", allowed = "icmp any" }]
"#;

/// The only problem of a user file, its place in words without the file and the lesson.
fn problem(text: &str) -> (String, LessonProblemKind) {
    let (course, problems) = Course::with_user_files(vec![("mine.toml".to_owned(), text.to_owned())]);
    assert_eq!(course, Course::embedded(), "a lesson with a problem is left out: {text}");
    let [found] = problems.as_slice() else { panic!("{problems:?}") };
    for lang in Lang::ALL {
        let sentence = language::lesson_problem(found, lang);
        assert!(sentence.starts_with("mine.toml"), "{sentence}");
        assert!(found.place.item.is_none() || sentence.contains("mine,") || sentence.contains("mine、"), "{sentence}");
    }
    let rule = found.place.rule.map(|rule| format!("rule {rule} ")).unwrap_or_default();
    (rule + &found.place.key.clone().unwrap_or_default(), found.trouble.clone())
}

#[test]
fn nothing_is_wrong_with_the_embedded_lessons() {
    let (course, problems) = Course::default().joined(&EMBEDDED);
    assert_eq!(problems, []);
    assert_eq!(course.lessons().len(), EMBEDDED.len());
    for (lesson, (name, _)) in course.lessons().iter().zip(EMBEDDED) {
        assert!(name.ends_with(&format!("-{}.toml", lesson.id)), "{name}");
        assert!((1..=3).contains(&lesson.story.len()) && (1..=4).contains(&lesson.goals.len()), "{name}");
        assert!((2..=4).contains(&lesson.hints.len()), "{name}");
    }
}

#[test]
fn the_course_uses_documentation_addresses_for_peoples_networks() {
    for (name, text) in EMBEDDED {
        let words = text.split(|c: char| !(c.is_ascii_digit() || c == '.'));
        for address in words.filter_map(|word| word.parse::<std::net::Ipv4Addr>().ok()) {
            let [a, b, c, _] = address.octets();
            let documented = [[192, 0, 2], [198, 51, 100], [203, 0, 113]].contains(&[a, b, c]);
            assert!(documented || address.is_unspecified() || [a, b] == [210, 188], "{name}: {address}");
        }
    }
}

#[test]
fn a_users_lesson_joins_and_an_equal_id_takes_the_place() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let (course, problems) =
        Course::with_user_files(vec![file("b.toml", LEAST), file("a.toml", &LEAST.replace("mine", "dhcp"))]);
    assert_eq!(problems, []);
    assert_eq!(course.lessons().len(), EMBEDDED.len() + 1);
    assert_eq!(course.find("mine").unwrap().title.get(Lang::Ja), "Mine");
    assert_eq!(course.find("dhcp").unwrap().title.get(Lang::Ja), "Mine");
    let (course, problems) = Course::with_user_files(vec![file("a.toml", LEAST), file("b.toml", LEAST)]);
    assert_eq!((problems[0].place.file.as_str(), &problems[0].trouble), ("b.toml", &DataFault::DuplicateId.into()));
    assert_eq!(course.lessons().len(), EMBEDDED.len() + 1);
}

#[test]
fn problems_name_their_place() {
    let without = |line: &str| LEAST.lines().filter(|known| !known.starts_with(line)).collect::<Vec<_>>().join("\n");
    let goal = |rest: &str| format!("{}\ngoals = [{{ text = \"x\", {rest} }}]", without("goals"));
    let cases: [(String, &str, LessonProblemKind); 18] = [
        (without("goals"), "goals", DataFault::Missing.into()),
        (without("story"), "story", DataFault::Missing.into()),
        (without("rules"), "rules", DataFault::Missing.into()),
        (format!("{LEAST}colour = 1"), "colour", DataFault::UnknownKey.into()),
        (LEAST.replace("\"icmp\"", "\"gre\""), "rule 1 protocol", value(crate::filter::Expected::Protocol)),
        (format!("{LEAST}flow = \"dhcp\""), "flow", DataFault::one_of(flow_ids()).into()),
        (format!("{LEAST}hints = [1]"), "hints[1]", DataFault::Expected(DataShape::Phrase).into()),
        (format!("{LEAST}par = -1"), "par", DataFault::Expected(DataShape::Number).into()),
        (
            format!("{LEAST}profile = {{ admin = [\"x\"] }}"),
            "profile.admin",
            entry(ProfileField::Admin, 0, ProfileExpected::Rule(crate::filter::Expected::AddressNotName)),
        ),
        (
            format!("{LEAST}profile = {{ ephemeral = \"any\" }}"),
            "profile.ephemeral",
            entry(ProfileField::Ephemeral, 0, ProfileExpected::PortRange),
        ),
        (
            format!("{LEAST}profile = {{ services = [\"x/y\"] }}"),
            "profile.services",
            entry(ProfileField::Service, 0, ProfileExpected::Service),
        ),
        (goal("allowed = \"none\""), "goals[1].allowed", LessonProblemKind::NoPacket),
        (goal("blocked = \"icmp any\", except = \"ip any\""), "goals[1].blocked", LessonProblemKind::NoPacket),
        (goal("same = true, rules = 3"), "goals[1]", LessonProblemKind::OneGoalKey(&read::WISHES)),
        (goal("unshadowed = false"), "goals[1].unshadowed", DataFault::one_of([true]).into()),
        (goal("same = true, except = \"icmp any\""), "goals[1].except", DataFault::UnknownKey.into()),
        (format!("{LEAST}wrong = [{{ keys = \"x\", goal = 2 }}]"), "wrong[1].goal", LessonProblemKind::NoSuchGoal(1)),
        (
            format!("{LEAST}wrong = [{{ keys = \"x\", goal = 1, packet = \"icmp any\" }}]"),
            "wrong[1].packet",
            LessonProblemKind::NotOnePacket,
        ),
    ];
    for (text, place, trouble) in cases {
        let found = problem(&text);
        match (&found.1, &trouble) {
            // Titles and ids that are missing besides have been read as blank.
            (LessonProblemKind::DataFault(DataFault::OneOf(a)), LessonProblemKind::DataFault(DataFault::OneOf(b))) => {
                assert_eq!(a, b, "{text}")
            }
            (a, b) => assert_eq!(a, b, "{text}"),
        }
        assert_eq!(found.0, place, "{text}");
    }
    assert!(
        matches!(problem(&goal("allowed = \"tcp any 22\"")), (place, LessonProblemKind::Traffic(_)) if place == "goals[1].allowed")
    );
    assert!(matches!(problem("id = ="), (_, LessonProblemKind::DataFault(DataFault::Syntax { line: 1, .. }))));
}

fn value(expected: crate::filter::Expected) -> LessonProblemKind {
    DataFault::Value(crate::filter::FieldError::whole(expected)).into()
}

fn entry(field: ProfileField, at: usize, expected: ProfileExpected) -> LessonProblemKind {
    DataFault::Profile(ProfileError { field, at, expected }).into()
}

fn flow_ids() -> Vec<String> {
    let flows = crate::report::flows(&Profile::default());
    flows.iter().map(|flow| flow.id.to_string()).chain(["everything-else".to_owned()]).collect()
}

#[test]
fn the_example_in_the_docs_loads() {
    for docs in [include_str!("../../docs/lessons.md"), include_str!("../../docs/lessons.ja.md")] {
        let (_, rest) = docs.split_once("```toml\nid = ").unwrap();
        let text = format!("id = {}", rest.split_once("```").unwrap().0);
        let (course, problems) = Course::of_files(&[("mine.toml", &text)]);
        assert_eq!(problems, []);
        assert_eq!(flaws(&course.lessons()[0]), []);
    }
}

#[test]
fn a_goal_that_is_uncertain_is_not_met() {
    let text = LEAST.replace("icmp any", "fragment icmp any").replace("\"deny\"", "\"allow\"");
    let text = text.replace("}]\ngoals", "}, { action = \"deny\", protocol = \"ip\" }]\ngoals");
    let (course, problems) = Course::of_files(&[("mine.toml", &text)]);
    assert_eq!(problems, []);
    let lesson = &course.lessons()[0];
    let analysis = Analysis::new(&lesson.start);
    let Predicate::Traffic(expectation) = &lesson.goals[0].wish else { panic!() };
    assert_eq!(analysis.verdict(&expectation.packets()), Verdict::Uncertain);
    let miss = lesson.goals[0].check(&lesson.start, lesson).unwrap_err();
    let Failure::Traffic(unmet) = &miss else { panic!("{miss:?}") };
    assert!(unmet.is_uncertain && unmet.wants == Action::Allow && miss.rules() == [1, 2], "{miss:?}");
    assert!(language::miss(&miss, Lang::En).contains("rules 1, 2"), "{}", language::miss(&miss, Lang::En));
}

#[test]
fn goals_about_rules() {
    let goals = r#"[{ text = "a", same = true }, { text = "b", rules = 2 }, { text = "c", unshadowed = true }, { text = "d", irredundant = true }]"#;
    let text = LEAST.replace(r#"[{ text = "ping", allowed = "icmp any" }]"#, goals);
    let (course, problems) = Course::of_files(&[("mine.toml", &text)]);
    assert_eq!(problems, []);
    let lesson = &course.lessons()[0];
    assert!(lesson.is_done(&lesson.start));
    let rule = lesson.start.rules[0].clone();
    let twice = Edit::Insert { at: 0, rule: rule.clone() }.apply(&lesson.start);
    let misses = lesson.check(&twice);
    assert_eq!(misses, [Ok(()), Ok(()), Err(Failure::Shadowed(2)), Err(Failure::Redundant(1))]);
    let three = Edit::Insert { at: 0, rule }.apply(&twice);
    assert_eq!(lesson.check(&three)[1], Err(Failure::TooMany { rules: 3, most: 2 }));
    let none = Edit::Remove { at: 0 }.apply(&lesson.start);
    let Err(Failure::Traffic(unmet)) = &lesson.check(&none)[0] else { panic!() };
    assert_eq!((unmet.wants, unmet.decided_by.as_slice()), (Action::Deny, [Decider::Default].as_slice()));
    assert_eq!(unmet.packet.to_string(), "icmp 198.51.100.1");
}

#[test]
fn flaws_of_a_poor_lesson() {
    let (course, _) = Course::of_files(&[("mine.toml", &LEAST.replace("\"deny\"", "\"allow\""))]);
    let found = flaws(&course.lessons()[0]);
    for flaw in
        [ProofProblem::NothingToRepair, ProofProblem::NoHints, ProofProblem::NoWrongRepair, ProofProblem::NoSources]
    {
        assert!(found.contains(&flaw), "{flaw:?}");
    }
    assert!(found.contains(&ProofProblem::OneLanguage(LessonText::Story(1))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_user_file_makes_it_panic(text in r##"(\PC|\n|[{}\[\]="#.]){0,200}"##) {
        let (_, problems) = Course::of_files(&[("mine.toml", &text)]);
        for problem in &problems {
            language::lesson_problem(problem, Lang::Ja);
        }
    }

    /// Well-formed TOML with odd values gets further than arbitrary text.
    #[test]
    fn no_odd_value_makes_it_panic(
        key in "id|title|flow|par|sources|solution|profile|rules|story|remember|goals|hints|wrong",
        value in r#""[a-z{}/0-9-]{0,12}"|-?[0-9]{1,3}|true|\[\]|\{\}|\[\{\}\]|\[\{ text = "x", (allowed|blocked|flow|same|rules) = ("(tcp|icmp|ip) [a-z0-9./: >-]{0,12}"|true|[0-9]) \}\]"#,
    ) {
        let text: String = LEAST.lines().filter(|line| !line.starts_with(&key)).fold(String::new(), |all, line| all + line + "\n");
        let (course, _) = Course::of_files(&[("mine.toml", &format!("{text}{key} = {value}\n"))]);
        for lesson in course.lessons() {
            let _any = (lesson.check(&lesson.start), flaws(lesson));
        }
    }
}

#[test]
fn a_change_in_one_reading_only_is_told_as_one() {
    let text = LEAST
        .replace(r#"protocol = "icmp" }"#, r#"protocol = "udp", destination_port = "0-65535" }"#)
        .replace(r#"allowed = "icmp any""#, "same = true");
    let (course, problems) = Course::of_files(&[("mine.toml", &text)]);
    assert_eq!(problems, []);
    let lesson = &course.lessons()[0];
    assert_eq!(lesson.check(&lesson.start), [Ok(())]);
    let mut bare = lesson.start.clone();
    bare.rules[0].destination_port = crate::filter::Ports::Any;
    // Whether a rule without ports matches later fragments is not documented.
    let misses = lesson.check(&bare);
    let [Err(Failure::Traffic(unmet))] = misses.as_slice() else { panic!("{misses:?}") };
    assert!(unmet.is_uncertain && unmet.wants == Action::Allow, "{unmet:?}");
    assert_eq!(unmet.decided_by, [Decider::Rule(0), Decider::Default]);
}
