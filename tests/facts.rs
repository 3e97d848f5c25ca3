//! One set of facts: the screen, the editor in lines, the text of `check` and its JSON say the same of every published
//! filter.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::editor::key::{Code, Key};
use sekimori::editor::message::Message;
use sekimori::lang::Lang;
use sekimori::language::{deciders, flow_name};
use sekimori::page;
use sekimori::plain::{View, show};
use sekimori::report::Report;
use sekimori::terminal::{Script, Terminal, screen_text};
use sekimori::text::Glyphs;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use support::cases::published_rules;
use support::desk::Desk;
use support::modules::sources;
use support::player::{Play, Played};
use support::shell::out;

/// A filter in a file of its own, and what each front end says of it.
struct Told {
    id: String,
    json: Value,
    /// The paragraphs of the report.
    text: Vec<String>,
    played: Played,
}

/// Columns and rows in which everything has its place.
const SCREEN: (u16, u16) = (180, 90);

/// The published filters, each in a file that is called like it.
fn files() -> (Desk, Vec<String>) {
    let desk = Desk::empty();
    let write = |(id, rules): (String, Value)| {
        desk.write(&id, rules.to_string());
        id
    };
    let ids = published_rules().into_iter().map(write).collect();
    (desk, ids)
}

fn told() -> Vec<Told> {
    let (desk, ids) = files();
    let check = |format: &str| {
        let options = ["check", "--lang", "en", "--format", format].into_iter();
        out(&desk.program(options.chain(ids.iter().map(String::as_str))).output().unwrap())
    };
    let objects: Vec<Value> = check("json").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let text = check("text");
    let parts: Vec<&str> = text.split("\n\n").collect();
    let told = |(id, json): (&String, Value)| {
        let own = parts.iter().skip_while(|part| !part.trim_start().starts_with(&format!("{id}: ")));
        let end = |part: &&&str| !part.starts_with("IPv6 ");
        let text: Vec<String> = own.take_while(end).map(|part| (*part).to_owned()).collect();
        let play = Play { size: SCREEN, file: Some(&desk.path().join(id)), ..Play::default() };
        Told { id: id.clone(), json, text, played: play.keys("") }
    };
    ids.iter().zip(objects).map(told).collect()
}

/// Who decides, as sentences name them.
fn named(numbers: &Value) -> String {
    let all: Vec<u64> = numbers.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect();
    let rules: Vec<String> = all.iter().filter(|number| **number > 0).map(ToString::to_string).collect();
    let named = match rules.len() {
        0 => None,
        1 => Some(format!("rule {}", rules[0])),
        2..=6 => Some(format!("rules {}", rules.join(", "))),
        _ => Some(format!("rules {}, ...", rules[..6].join(", "))),
    };
    let default = all.contains(&0).then(|| "default".to_owned());
    named.into_iter().chain(default).collect::<Vec<_>>().join(", ")
}

/// The word of a verdict: open is the bad news for everything else.
fn word(flow: &Value) -> &str {
    match (flow["id"].as_str().unwrap(), flow["verdict"].as_str().unwrap()) {
        ("everything-else", "allowed") => "open",
        ("everything-else", "partly") => "partly open",
        ("everything-else", "blocked") => "closed",
        (_, word) => word,
    }
}

/// The mark that stands for a severity, or that all is well.
fn mark(severity: &Value) -> &'static str {
    let glyphs = Glyphs::default();
    match severity.as_str() {
        Some("error") => glyphs.fail(),
        Some("warning") => glyphs.warn(),
        Some(_) => glyphs.modified(),
        None => glyphs.ok(),
    }
}

#[test]
fn every_front_end_says_the_same_of_every_flow() {
    for told in told() {
        let Told { id, json, text, played } = &told;
        let flows = json["flows"].as_array().unwrap();
        let rows = text.iter().find(|part| part.starts_with("Traffic\n")).unwrap();
        let rows: Vec<Vec<&str>> = rows
            .lines()
            .skip(1)
            .map(|row| row.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
            .collect();
        let lines = show(&View::Verdicts, &played.editor);
        let screen = played.screen();
        assert!(flows.len() > 3 && flows.len() == rows.len() && flows.len() == lines.len(), "{id}\n{text:#?}");
        for ((flow, row), line) in flows.iter().zip(rows).zip(lines) {
            let (word, by) = (word(flow), named(&flow["decided_by"]));
            let notes = row[3..].join(" ");
            assert_eq!(row[1..3], [word, &by], "{id}: {flow}");
            let is_login = ["ssh-admin", "rdp-admin"].contains(&flow["id"].as_str().unwrap());
            assert_eq!(notes.contains("(not needed)"), flow["needed"] == false && !is_login, "{id}: {row:?}");
            let said = format!("{}: {word}, by {by} {notes}", row[0]);
            assert_eq!(line, said.trim_end(), "{id}");
            let idle = flow["needed"] == false && word != "allowed";
            let mark = if idle { Glyphs::default().removed() } else { mark(&flow["severity"]) };
            let name: String = row[0].chars().take(15).collect();
            let start = format!("{mark} {name}");
            let drawn = screen
                .lines()
                .find_map(|row| row.split_once(&start))
                .unwrap_or_else(|| panic!("{id}: {start}\n{screen}"))
                .1;
            let (_, decided) = drawn.split_once(&format!("{word} ")).unwrap_or_else(|| panic!("{id}: {start}{drawn}"));
            let decided = decided.split('│').next().unwrap().trim_end_matches([' ', '…']).trim_start();
            assert!(by.contains(decided) && !decided.is_empty(), "{id}: {start}{drawn} {by}");
        }
    }
}

/// A sentence as a screen that wraps shows it: its words in a row.
fn words(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c == '│').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_front_end_says_the_same_of_every_finding() {
    for mut told in told() {
        let id = told.id.clone();
        let findings = told.json["findings"].as_array().unwrap().clone();
        for (at, finding) in findings.iter().enumerate() {
            let [severity, message, code] = ["severity", "message", "code"].map(|key| finding[key].as_str().unwrap());
            let part = &told.text[at + 1];
            let (head, rest) = part.split_once('\n').unwrap_or((part, ""));
            let title =
                head.strip_prefix(&format!("{severity}: ")).unwrap_or_else(|| panic!("{id}: {part}")).to_owned();
            assert!(message.starts_with(&title), "{id}: {message}");
            let lines = show(&View::Finding(at), &told.played.editor).join("\n");
            assert!(lines.starts_with(&format!("Finding {}, {severity}: {title}", at + 1)), "{id}: {lines}");

            let editor = &mut told.played.editor;
            if at > 0 {
                editor.update(Message::Key(Key::char('n')));
            }
            editor.update(Message::Key(Key::char('i')));
            let mut script = Script::new(SCREEN.0, SCREEN.1, []);
            script.draw(&mut |frame| sekimori::screen::draw(editor, Default::default(), frame)).unwrap();
            editor.update(Message::Key(Key::plain(Code::Esc)));
            let screen = screen_text(script.screen());
            let popup =
                screen.split_once(&format!("{severity}: {code}")).unwrap_or_else(|| panic!("{id}: {code}\n{screen}")).1;
            let popup: Vec<&str> =
                popup.lines().skip(1).filter_map(|line| line.split_once("││")).map(|(_, own)| own).collect();
            let popup = words(&popup.join(" "));
            assert!(popup.starts_with(&format!("{} {title}", mark(&finding["severity"]))), "{id}: {popup}");

            let steps = finding["fix"]["text"].as_str().map(ToOwned::to_owned).unwrap_or_default();
            for step in steps.split("; ").filter(|step| !step.is_empty()) {
                for told in [rest, &lines, &popup] {
                    assert!(told.contains(step), "{id}: {code}: {step}\n{told}");
                }
            }
            for (told, fix) in [(rest, "  fix:"), (&lines, "\nfix:"), (&popup, "f fix: ")] {
                assert_eq!(told.contains(fix), !steps.is_empty(), "{id}: {code}: {told}");
            }
            if let Some(packet) = finding["packet"].as_str() {
                for told in [rest, &lines, &popup] {
                    assert!(told.contains(&format!("packet: {packet}")), "{id}: {code}: {told}");
                }
            }
            for need in finding["needs"].as_array().unwrap() {
                let asked = match need["entry"].as_str().unwrap() {
                    "admin" => "Who administrates?".to_owned(),
                    "service" => "Which ports are offered?".to_owned(),
                    "resolver" => "Which resolvers does the server ask?".to_owned(),
                    _ => format!("rule {} is in the way.", need["rule"]),
                };
                for told in [rest, &lines, &popup] {
                    assert!(told.contains(&asked), "{id}: {code}: {asked}\n{told}");
                }
            }
        }
    }
}

/// The first repair of each filter, and what the change popup and the lines say of it.
#[test]
fn both_editors_say_the_same_of_an_edit() {
    let (desk, ids) = files();
    let mut seen = 0;
    for id in ids {
        let played = Play { size: SCREEN, file: Some(&desk.path().join(&id)), ..Play::default() }.keys("fv");
        let session = played.editor.session().unwrap();
        let [before, after] =
            [session.open.history.saved(), session.filter()].map(|filter| Report::of(filter, &session.open.profile));
        let lines = show(&View::Changes, &played.editor);
        let screen = words(
            &played
                .screen()
                .lines()
                .filter_map(|line| line.split_once("││"))
                .map(|(_, own)| own)
                .collect::<Vec<_>>()
                .join(" "),
        );
        let mut changed = 0;
        for (old, new) in before.flows.iter().zip(&after.flows).filter(|(old, new)| old.verdict() != new.verdict()) {
            let name = flow_name(old.flow.id, Lang::En);
            let [was, now] = [old, new].map(|flow| page::word(flow.flow.id, flow.verdict(), Lang::En));
            let by = deciders(&new.deciders, Lang::En);
            assert!(lines.contains(&format!("Now {now}: {name}, by {by} (was {was})")), "{id}: {name}\n{lines:#?}");
            let told = format!("{name}: {was} {} {now}", Glyphs::default().arrow());
            assert!(screen.contains(&told), "{id}: {told}\n{screen}");
            changed += 1;
        }
        assert_eq!(lines.iter().filter(|line| line.starts_with("Now ")).count(), changed, "{id}");
        for gone in lines.iter().filter(|line| line.starts_with("Resolved: ")) {
            assert!(screen.contains(gone.as_str()), "{id}: {gone}\n{screen}");
        }
        seen += changed;
    }
    assert!(seen > 10, "{seen}");
}

/// Judgement belongs to the report and its telling to the page: only what is written for programs names raw answers.
#[test]
fn no_front_end_for_people_judges() {
    let rooms = ["src/screen", "src/plain", "src/cli"].map(Path::new);
    let files: Vec<PathBuf> = rooms.into_iter().flat_map(sources).filter(|path| !path.ends_with("json.rs")).collect();
    assert!(files.len() > 50);
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let analysis: Vec<&str> =
            text.split("use crate::analysis::").skip(1).filter_map(|rest| rest.split(';').next()).collect();
        let names = analysis.iter().flat_map(|list| list.split(|c: char| !c.is_alphanumeric()));
        let judged: Vec<&str> = names.filter(|name| ["Verdict", "Answer", "Liveness"].contains(name)).collect();
        assert_eq!(judged, Vec::<&str>::new(), "{}", path.display());
        for word in [
            "analysis::Verdict",
            "analysis::Answer",
            "Liveness::",
            "Verdict::",
            "deciders",
            "unmet.decided_by",
            ".verdict()",
        ] {
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let found: Vec<&str> = code.filter(|line| line.contains(word)).collect();
            assert_eq!(found, Vec::<&str>::new(), "{}", path.display());
        }
    }
}
