//! `sekimori repair`, as a shell sees it: the real program, its two outputs, its exit code, and the files.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::analysis::difference;
use sekimori::editor::start::INCIDENT;
use sekimori::filter::{Field, Filter, Rule};
use sekimori::formats::Document;
use sekimori::profile::Profile;
use sekimori::report::{Report, Severity};
use serde_json::{Value, json};
use std::fs::{self, OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output, Stdio};
use support::cases::published_rules;
use support::desk::Desk;
use support::shell::{PROGRAM, code, err, out};

/// One host may do everything, the rest is denied.
const HOST: &str = r#"[{"Protocol": "ip", "SourceNetwork": "203.0.113.7", "Action": "allow"},
 {"Protocol": "ip", "Action": "deny"}]"#;
/// Nothing is denied.
const OPEN: &str = r#"[{"Protocol": "tcp", "SourceNetwork": "203.0.113.10", "DestinationPort": "22", "Action": "allow"},
 {"Protocol": "tcp", "DestinationPort": "443", "Action": "allow"}]"#;
/// A range, of which nobody can know what it is for.
const WIDE: &str = r#"[{"Protocol": "tcp", "DestinationPort": "80-443", "Action": "allow"}]"#;

/// Repairs what is at a desk.
fn repair(desk: &Desk, arguments: &str) -> Output {
    run(desk, arguments, "")
}

fn words(arguments: &str) -> impl Iterator<Item = &str> {
    std::iter::once("repair").chain(arguments.split_whitespace())
}

fn run(desk: &Desk, arguments: &str, input: &str) -> Output {
    desk.run(&words(arguments).collect::<Vec<_>>(), input)
}

fn filter(text: &str) -> Filter {
    Document::read(text).unwrap().filters()[0].clone()
}

/// A rule with every key of the API.
fn of_api(rule: &Rule) -> Value {
    Value::Object(Field::ALL.map(|field| (field.key().to_owned(), Value::from(rule.text(field)))).into_iter().collect())
}

fn has_errors(text: &str) -> bool {
    Report::of(&filter(text), &Profile::default()).worst() == Some(Severity::Error)
}

#[test]
fn people_read_well_in_both_languages() {
    for lang in ["en", "ja"] {
        let lines = [
            (INCIDENT, ""),
            (HOST, ""),
            (OPEN, ""),
            (WIDE, ""),
            (WIDE, " --service 80/tcp --service 443/tcp"),
            (WIDE, " --service 80/tcp --service 443/tcp --admin 203.0.113.0/24"),
        ];
        let answers = lines.map(|(text, options)| {
            let output = repair(&Desk::with(text), &format!("web.json --dry-run{options} --lang {lang}"));
            assert_eq!(err(&output), "");
            format!("$ sekimori repair web.json --dry-run{options}\n{}", out(&output))
        });
        insta::assert_snapshot!(format!("answers_{lang}"), answers.join("\n"));
    }
}

#[test]
fn help_is_what_it_was() {
    for lang in ["ja", "en"] {
        let output = repair(&Desk::with("[]"), &format!("--help --lang {lang}"));
        assert_eq!((code(&output), err(&output)), (0, String::new()));
        insta::assert_snapshot!(format!("help_{lang}"), out(&output));
    }
}

#[test]
fn the_repaired_file_keeps_its_layout_and_what_was_done_is_told_beside_it() {
    let output = repair(&Desk::with(INCIDENT), "web.json");
    assert_eq!(code(&output), 0);
    let (text, told) = (out(&output), err(&output));
    assert!(!has_errors(&text));
    // Only lines are added.
    let mut lines = text.lines();
    assert!(INCIDENT.lines().all(|old| lines.any(|new| new == old || new == format!("{old},"))), "{text}");
    assert!(told.starts_with("web.json: filter \"incident\", 5 rules\n"), "{told}");
    assert!(
        told.contains("\n1. error: The server loses its address\n  fix: insert \"allow udp any:67 -> 68\" as rule 5\n")
    );
    assert!(told.ends_with("\nNothing left to repair.\n5 rules before, 9 after.\n"), "{told}");
}

#[test]
fn shapes_stay() {
    let rules = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let api = json!({ "PacketFilter": { "ID": "112233", "Name": "a", "Expression": rules(HOST) }, "is_ok": true });
    let listed =
        json!({ "From": 0, "PacketFilters": [{ "ID": 7, "Name": "a", "Expression": rules(HOST), "Later": [1.50] }] });
    let usacloud = json!([{ "ID": 112_233, "Name": "a", "Expression": rules(HOST), "CreatedAt": "2020-01-01" }]);
    let parameters = json!({ "Name": "a", "Description": "", "Expressions": rules(HOST) });
    for before in [api, listed, usacloud, parameters] {
        let text = format!("{before:#}\n");
        let Ok(document) = Document::read(&text) else { panic!("not a shape: {text}") };
        let output = repair(&Desk::with(&text), "web.json");
        let after = Document::read(&out(&output)).unwrap();
        assert_eq!((code(&output), document.format().id()), (0, after.format().id()), "{}", err(&output));
        let unruled = |text: &str| {
            let mut value: Value = serde_json::from_str(text).unwrap();
            for place in ["/PacketFilter/Expression", "/PacketFilters/0/Expression", "/0/Expression", "/Expressions"] {
                value.pointer_mut(place).map(Value::take);
            }
            value
        };
        assert_eq!(unruled(&text), unruled(&out(&output)));
        assert_eq!(after.filters()[0].rules.len(), 7);
    }
}

#[test]
fn one_filter_of_several_is_repaired_and_the_others_stay() {
    let rules = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let both = json!([{ "Name": "a", "Expression": rules(HOST) }, { "Name": "b", "Expression": rules(OPEN) }]);
    let desk = Desk::with(&format!("{both:#}\n"));
    let output = repair(&desk, "web.json");
    assert_eq!((code(&output), out(&output)), (2, String::new()));
    assert_eq!(
        err(&output),
        "sekimori: web.json: There are 2 filters in it. Please choose one by number: --filter 1 to 2.\n"
    );
    assert_eq!(code(&repair(&desk, "web.json --filter 3")), 2);
    let output = repair(&desk, "web.json --filter 2");
    assert_eq!(code(&output), 0);
    assert!(err(&output).starts_with("web.json: filter 2 of 2, \"b\", 2 rules\n"), "{}", err(&output));
    let after = rules(&out(&output));
    assert_eq!(after[0], both[0]);
    assert_eq!(after[1]["Expression"].as_array().unwrap().len(), 8);
}

#[test]
fn the_exit_code_tells_whether_an_error_is_left() {
    let desk = Desk::with(WIDE);
    let left = repair(&desk, "web.json");
    assert_eq!((code(&left), out(&left).as_str()), (1, WIDE));
    assert!(
        err(&left).contains("Which ports are offered?") && err(&left).contains("--service 80/tcp"),
        "{}",
        err(&left)
    );
    let next = repair(&desk, "web.json --service 80/tcp --service 443/tcp");
    assert_eq!(code(&next), 1);
    assert!(err(&next).contains("Who administrates?"), "{}", err(&next));
    let done = repair(&desk, "web.json --service 80/tcp --service 443/tcp --admin 203.0.113.0/24");
    assert_eq!(code(&done), 0);
    assert_eq!(filter(&out(&done)).rules.len(), 9);
    assert_eq!(desk.text(), WIDE);

    for unusable in ["none.json", "bad.json", "web.json -o no/such.json", "web.json --output=."] {
        desk.write("bad.json", "{");
        let output = repair(&desk, unusable);
        assert_eq!((code(&output), out(&output)), (2, String::new()), "{unusable}");
        assert!(err(&output).starts_with("sekimori: ") && !err(&output).contains("rules"), "{}", err(&output));
    }
}

#[test]
fn standard_input_is_repaired_to_standard_output() {
    let desk = Desk::with("");
    let output = run(&desk, "-", OPEN);
    assert_eq!((code(&output), filter(&out(&output)).rules.len()), (0, 8));
    assert!(err(&output).starts_with("standard input: "), "{}", err(&output));
    let refused = run(&desk, "- --in-place", OPEN);
    assert_eq!((code(&refused), out(&refused)), (2, String::new()));
}

#[test]
fn a_new_file_is_written_and_no_other_one_over() {
    let desk = Desk::with(OPEN);
    desk.write("other.json", HOST);
    let printed = out(&repair(&desk, "web.json"));
    let output = repair(&desk, "web.json -o new.json");
    assert_eq!((code(&output), out(&output), desk.read("new.json")), (0, String::new(), printed));
    assert_eq!(desk.text(), OPEN);
    let refused = repair(&desk, "web.json -o other.json");
    assert_eq!(err(&refused), "sekimori: other.json: The file exists already and was not overwritten.\n");
    assert_eq!((code(&refused), desk.read("other.json")), (2, HOST.to_owned()));
    // What needs no repair is copied as it is.
    assert_eq!((code(&repair(&desk, "new.json -o copy.json")), desk.read("copy.json")), (0, desk.read("new.json")));
}

#[test]
fn the_file_itself_is_written_over_only_where_that_is_asked_for() {
    let desk = Desk::with(OPEN);
    let printed = out(&repair(&desk, "web.json"));
    let asked = repair(&desk, "web.json --in-place --dry-run");
    assert_eq!((code(&asked), err(&asked), desk.text()), (0, String::new(), OPEN.to_owned()));
    assert!(out(&asked).ends_with("2 rules before, 8 after.\n"));
    let output = repair(&desk, "web.json --in-place");
    assert_eq!((code(&output), out(&output), desk.text()), (0, String::new(), printed.clone()));
    assert_eq!(err(&output), out(&asked));
    // A second time there is nothing to write, and the file may be read-only.
    let written = fs::metadata(&desk.file).unwrap().modified().unwrap();
    let again = repair(&desk, "web.json --in-place");
    assert_eq!((code(&again), desk.text()), (0, printed));
    assert!(err(&again).ends_with("Nothing left to repair.\nNothing was changed: 8 rules.\n"), "{}", err(&again));
    assert_eq!(fs::metadata(&desk.file).unwrap().modified().unwrap(), written);
    assert_eq!(desk.names(), ["web.json"]);
}

/// The program waits for the text at a pipe, and another program puts a file in its place.
#[test]
fn a_file_that_changed_in_the_meantime_is_not_written_over() {
    let desk = Desk::with("");
    let pipe = desk.path().join("pipe.json");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let child = desk.program(words("pipe.json --in-place")).stdin(Stdio::null()).spawn().unwrap();
    let mut writer = OpenOptions::new().write(true).open(&pipe).unwrap();
    desk.write("web.json", HOST);
    fs::rename(&desk.file, &pipe).unwrap();
    writer.write_all(OPEN.as_bytes()).unwrap();
    drop(writer);
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), out(&output), desk.read("pipe.json")), (2, String::new(), HOST.to_owned()));
    assert_eq!(err(&output), "sekimori: pipe.json: Another program has changed this file since it was opened.\n");
    assert_eq!(desk.names(), ["pipe.json"]);
}

#[test]
fn a_write_that_fails_leaves_the_file_as_it_was() {
    let desk = Desk::with(OPEN);
    fs::set_permissions(desk.path(), Permissions::from_mode(0o555)).unwrap();
    if fs::write(desk.path().join("probe"), "").is_ok() {
        // Nothing is forbidden to root: the limit on the size of files holds for root too.
        fs::set_permissions(desk.path(), Permissions::from_mode(0o755)).unwrap();
        fs::remove_file(desk.path().join("probe")).unwrap();
        let line = format!("ulimit -f 0; exec '{}' repair web.json --in-place", PROGRAM);
        let mut shell = Command::new("sh");
        let output = shell.args(["-c", &line]).current_dir(desk.path()).output().unwrap();
        assert!(!output.status.success(), "{}", err(&output));
    } else {
        assert_eq!(code(&repair(&desk, "web.json --in-place")), 2);
        fs::set_permissions(desk.path(), Permissions::from_mode(0o755)).unwrap();
    }
    assert_eq!(desk.text(), OPEN);
}

#[test]
fn repairing_again_changes_nothing() {
    for (id, rules) in published_rules() {
        let before = format!("{rules:#}\n");
        let desk = Desk::with(&before);
        let first = repair(&desk, "web.json");
        assert!(code(&first) < 2, "{id}: {}", err(&first));
        let after = out(&first);
        let errors = Document::read(&after).is_ok_and(|_| has_errors(&after));
        assert_eq!(code(&first), i32::from(errors), "{id}");
        desk.write("web.json", &after);
        let second = repair(&desk, "web.json");
        assert_eq!((code(&second), out(&second)), (code(&first), after), "{id}: {}", err(&second));
        assert!(err(&second).contains("Nothing was changed: "), "{id}: {}", err(&second));
    }
}

#[test]
fn programs_get_what_was_done_as_one_object() {
    let desk = Desk::with(OPEN);
    let output = repair(&desk, "web.json --format json --dry-run");
    assert_eq!((code(&output), err(&output)), (0, String::new()));
    let done: Value = serde_json::from_str(&out(&output)).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(keys(&done), "schema file filter profile steps opens closes left rules edits result");
    assert_eq!(keys(&done["steps"][0]), "code severity flow rules message packet fix needs");
    assert_eq!((&done["file"], &done["filter"]), (&json!("web.json"), &json!({ "name": "", "rules": 2 })));
    assert_eq!((&done["rules"], &done["left"]), (&json!({ "before": 2, "after": 8 }), &json!([])));
    assert_eq!((&done["steps"][0]["code"], &done["opens"]), (&json!("no-final-deny"), &json!([])));
    assert!(done["closes"].as_array().unwrap().contains(&json!("udp any -> 0-67")), "{}", done["closes"]);

    // The edits lead from the rules that were read to the result, each from what the one before has left.
    let mut rules: Vec<Value> = filter(OPEN).rules.iter().map(of_api).collect();
    for edit in done["edits"].as_array().unwrap() {
        let place = |key: &str| usize::try_from(edit[key].as_u64().unwrap()).unwrap() - 1;
        let at = place("at");
        match edit["op"].as_str().unwrap() {
            "insert" => rules.insert(at, edit["rule"].clone()),
            "replace" => rules[at] = edit["rule"].clone(),
            "remove" => drop(rules.remove(at)),
            _ => {
                let moved = rules.remove(at);
                rules.insert(place("to"), moved);
            }
        }
    }
    assert_eq!(Value::from(rules), done["result"]);

    // With the file on standard output it goes to standard error, and the file says the same.
    let output = repair(&desk, "web.json --format json");
    assert_eq!(serde_json::from_str::<Value>(&err(&output)).unwrap(), done);
    let result = filter(&done["result"].to_string());
    assert_eq!(result.rules.len(), 8);
    assert!(difference(&result, &filter(&out(&output))).is_empty());

    let left: Value = serde_json::from_str(&out(&run(&desk, "- --format json --dry-run", WIDE))).unwrap();
    assert_eq!((&left["file"], &left["steps"], &left["edits"]), (&Value::Null, &json!([]), &json!([])));
    assert_eq!(left["left"][0]["needs"][0]["entry"], "service");
}
