//! One set of facts: the screen, the editor in lines, the text of `check` and its JSON say the same of every published
//! filter.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/modules.rs"]
#[allow(dead_code, reason = "only the files are wanted")]
mod modules;
mod support;

use modules::sources;
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

/// The columns of the rules and what stands below them; the two lists stand at the right.
const LEFT: usize = 124;

fn left(line: &str) -> String {
    line.chars().take(LEFT).collect()
}

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

/// The cells of a line of a list, and of a row of the screen.
fn cells(line: &str) -> Vec<String> {
    line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
}

/// The worst severity of the flows that a row of the first list sums up.
fn severity<'a>(flows: &'a [Value], ids: &[&str]) -> Option<&'a str> {
    let severities = |word: &&str| {
        let is_it = |flow: &&Value| ids.contains(&flow["id"].as_str().unwrap()) && flow["severity"] == **word;
        flows.iter().any(|flow| is_it(&flow))
    };
    ["error", "warning"].into_iter().find(severities)
}

#[test]
fn every_front_end_shows_the_same_two_lists() {
    let glyphs = Glyphs::default();
    let words = [
        ("ok", glyphs.ok()),
        ("error", glyphs.fail()),
        ("warning", glyphs.warn()),
        ("uncertain", "?"),
        ("note", glyphs.modified()),
    ];
    for told in told() {
        let Told { id, json, text, played } = &told;
        let lines = show(&View::Verdicts, &played.editor);
        let screen = played.screen();
        let lists: Vec<&String> = text
            .iter()
            .filter(|part| part.starts_with("Does my server work?") || part.starts_with("Who can come in"))
            .collect();
        assert_eq!(lists.len(), 2, "{id}: {text:#?}");
        let rows: Vec<&str> = lists.iter().flat_map(|part| part.trim_end().lines()).collect();
        assert!(rows.len() == lines.len() && rows.len() > 8, "{id}: {lines:#?}\n{rows:#?}");
        let mut drawn = screen.lines().map(|row| row.chars().skip(LEFT + 1).collect::<String>());
        for (row, line) in rows.iter().zip(&lines) {
            let mut row = cells(row);
            let word = words.iter().find(|(word, _)| row.first().is_some_and(|cell| cell == word));
            if word.is_some() {
                row.remove(0);
            }
            for cell in &row {
                assert!(line.contains(cell.as_str()), "{id}: {cell}: {line}");
            }
            // On the screen in the same order; a sender that stands in the row above is not repeated.
            let (Some(what), false) = (row.get(1), row[0].starts_with("Does my") || row[0].starts_with("Who can"))
            else {
                continue;
            };
            let shown =
                drawn.find(|shown| shown.contains(what.as_str())).unwrap_or_else(|| panic!("{id}: {what}\n{screen}"));
            let mark = word.map_or(" ", |(_, mark)| mark);
            assert!(shown.starts_with(mark), "{id}: {mark} {row:?} {shown}");
        }
        let flows = json["flows"].as_array().unwrap();
        for (name, ids) in [
            ("address", &["dhcp-reply"][..]),
            ("names", &["dns-udp", "dns-tcp"]),
            ("outbound", &["tcp-replies"]),
            ("time", &["ntp-ephemeral"]),
            ("large transfers", &["icmp-errors", "later-fragments"]),
        ] {
            let row =
                rows.iter().map(|row| cells(row)).find(|row| row.get(1).is_some_and(|cell| cell.starts_with(name)));
            let word = row.map_or_else(|| panic!("{id}: {name}\n{rows:#?}"), |row| row[0].clone());
            assert_eq!(Some(word.as_str()).filter(|word| *word != "ok"), severity(flows, ids), "{id}: {name}");
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
            assert!(screen.contains(&format!("{severity}: {code}")), "{id}: {code}\n{screen}");
            let popup = screen.split_once("Why, in full").unwrap_or_else(|| panic!("{id}: {code}\n{screen}")).1;
            let popup: Vec<String> = popup.lines().skip(1).map(left).collect();
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
        let screen = words(&played.screen().lines().map(left).collect::<Vec<_>>().join(" "));
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
