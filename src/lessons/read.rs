//! Lesson files, key by key.

use super::{Goal, Lesson, LessonProblem, LessonProblemKind, Predicate, WrongRepair};
use crate::analysis::{Packet, PacketSet};
use crate::data::{self, DataFault, DataPlace};
use crate::filter::{Action, Filter};
use crate::profile::{Expectation, Flow, FlowId, Profile};
use crate::report::flows;

type Reader<'a> = data::DataReader<'a, LessonProblemKind>;

const KEYS: [&str; 13] = [
    "id", "title", "flow", "par", "sources", "solution", "profile", "rules", "story", "remember", "goals", "hints",
    "wrong",
];

/// The keys that say what a goal asks for.
pub(super) const WISHES: [&str; 7] = ["flow", "allowed", "blocked", "unshadowed", "irredundant", "same", "rules"];

/// Reads one file, with its place for problems to come; `None` if there is a problem.
pub(super) fn file(name: &str, text: &str, problems: &mut Vec<LessonProblem>) -> Option<(DataPlace, Lesson)> {
    let before = problems.len();
    let place = DataPlace::in_file(name);
    let table = data::parse(&place, text, problems)?;
    let place = table.get("id").and_then(toml::Value::as_str).map_or_else(|| place.clone(), |id| place.item(id));
    let lesson = lesson(&mut Reader { table: &table, place: place.clone(), problems });
    (problems.len() == before).then_some((place, lesson))
}

fn lesson(reader: &mut Reader<'_>) -> Lesson {
    reader.only(&KEYS);
    let id = reader.id("id");
    let profile = reader.inner("profile", |table| table.profile()).unwrap_or_default();
    reader.needs("rules");
    let rules = reader.each("rules", |entry| entry.rule());
    let flow = flow(reader, "flow", &profile).map(|flow| flow.id);
    let goals = reader.each("goals", |entry| goal(entry, &profile));
    let wrong = reader.each("wrong", |entry| wrong(entry, goals.len()));
    let story = reader.phrases("story");
    for (key, is_empty) in [("story", story.is_empty()), ("goals", goals.is_empty())] {
        if is_empty {
            reader.report(key, DataFault::Missing);
        }
    }
    Lesson {
        title: reader.phrase("title", true),
        story,
        remember: reader.phrase("remember", true),
        sources: reader.texts("sources"),
        start: Filter { name: id.clone(), description: String::new(), rules },
        goals,
        hints: reader.phrases("hints"),
        solution: reader.text("solution", true),
        wrong,
        flow,
        par: reader.number("par"),
        profile,
        id,
    }
}

/// A flow of the profile by its id; `everything-else` has no packets of its own.
fn flow(reader: &mut Reader<'_>, key: &str, profile: &Profile) -> Option<Flow> {
    let wanted = reader.text(key, false);
    if wanted.is_empty() {
        return None;
    }
    let rest = Flow { id: FlowId::EverythingElse, packets: PacketSet::empty(), needed: false };
    let known: Vec<Flow> = flows(profile).into_iter().chain([rest]).collect();
    if !known.iter().any(|flow| flow.id.to_string() == wanted) {
        reader.report(key, DataFault::one_of(known.iter().map(|flow| flow.id)));
    }
    known.into_iter().find(|flow| flow.id.to_string() == wanted)
}

fn goal(reader: &mut Reader<'_>, profile: &Profile) -> Goal {
    let text = reader.phrase("text", true);
    let given: Vec<&str> = WISHES.into_iter().filter(|key| reader.has(key)).collect();
    let [key] = given.as_slice() else {
        let place = reader.place.clone();
        reader.problems.push(place.problem(LessonProblemKind::OneGoalKey(&WISHES)));
        return Goal { text, wish: Predicate::Same };
    };
    let beside = match *key {
        "flow" => "verdict",
        "allowed" | "blocked" => "except",
        _ => key,
    };
    reader.only(&["text", key, beside]);
    Goal { text, wish: wish(reader, key, profile) }
}

fn wish(reader: &mut Reader<'_>, key: &str, profile: &Profile) -> Predicate {
    match key {
        "flow" => {
            let blocked = reader.word("verdict", &["allowed", "blocked"], "allowed") == "blocked";
            let wants = if blocked { Action::Deny } else { Action::Allow };
            let id = flow(reader, key, profile).map_or(FlowId::EverythingElse, |flow| flow.id);
            Predicate::Flow { id, wants }
        }
        "allowed" | "blocked" => {
            let wants = if key == "allowed" { Action::Allow } else { Action::Deny };
            let before = reader.problems.len();
            let expectation = Expectation { wants, traffic: traffic(reader, key), except: traffic(reader, "except") };
            if reader.problems.len() == before && expectation.packets().is_empty() {
                reader.report(key, LessonProblemKind::NoPacket);
            }
            Predicate::Traffic(expectation)
        }
        "rules" => Predicate::AtMost(reader.number(key).unwrap_or_default()),
        _ => {
            // `unshadowed = false` would ask for nothing.
            if !reader.switch(key) {
                reader.report(key, DataFault::one_of([true]));
            }
            match key {
                "unshadowed" => Predicate::Unshadowed,
                "irredundant" => Predicate::Irredundant,
                _ => Predicate::Same,
            }
        }
    }
}

fn traffic(reader: &mut Reader<'_>, key: &str) -> PacketSet {
    let text = reader.text(key, false);
    if text.is_empty() {
        return PacketSet::empty();
    }
    PacketSet::parse(&text).unwrap_or_else(|error| {
        reader.report(key, LessonProblemKind::Traffic(error));
        PacketSet::empty()
    })
}

fn wrong(reader: &mut Reader<'_>, goals: usize) -> WrongRepair {
    reader.only(&["keys", "goal", "decided_by", "packet"]);
    reader.needs("goal");
    let goal = reader.number("goal").unwrap_or_default();
    if reader.has("goal") && !(1..=goals).contains(&goal) {
        reader.report("goal", LessonProblemKind::NoSuchGoal(goals));
    }
    WrongRepair {
        keys: reader.text("keys", true),
        goal,
        decided_by: reader.number("decided_by"),
        packet: packet(reader),
    }
}

fn packet(reader: &mut Reader<'_>) -> Option<Packet> {
    let packets = traffic(reader, "packet");
    let packet = packets.only_packet();
    if packet.is_none() && !packets.is_empty() {
        reader.report("packet", LessonProblemKind::NotOnePacket);
    }
    packet
}
