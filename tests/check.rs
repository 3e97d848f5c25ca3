//! `sekimori check`, as a shell sees it: the real program, its two outputs and its exit code.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output};
use support::cases::published_rules;
use support::desk::Desk;
use support::shell::{self, code, err, fed, out};

/// A filter that people copied: it blocks the DHCP reply.
const BROKEN: &str = "tf-provider-example";
/// One that lets in whoever sends from port 123, which is a warning.
const WARNED: &str = "minimum-filter";

fn published(id: &str) -> Value {
    published_rules().into_iter().find(|(known, _)| known == id).unwrap().1
}

fn named(id: &str, name: &str) -> Value {
    json!({ "Name": name, "Expression": published(id) })
}

fn program(line: &str) -> Command {
    shell::program(line.split_whitespace())
}

/// Runs a line with a text on standard input.
fn run(line: &str, input: &str) -> Output {
    fed(program(line), input)
}

/// The JSON report on the only filter of the input.
fn report(line: &str, input: &str) -> Value {
    let output = run(&format!("check - --format json {line}"), input);
    assert_eq!(err(&output), "");
    serde_json::from_str(&out(&output)).unwrap()
}

#[test]
fn the_text_reads_well_in_both_languages() {
    let broken = named(BROKEN, "web").to_string();
    let [ja, en] = ["ja", "en"].map(|lang| out(&run(&format!("check - --lang {lang}"), &broken)));
    insta::assert_snapshot!("text_ja", ja);
    insta::assert_snapshot!("text_en", en);
}

#[test]
fn the_json_is_what_it_was() {
    insta::assert_snapshot!("json", out(&run("check - --format json", &named(BROKEN, "web").to_string())));
}

#[test]
fn help_and_version_are_what_they_were() {
    for lang in ["ja", "en"] {
        let pages = ["--help", "check --help"].map(|line| {
            let output = run(&format!("{line} --lang {lang}"), "");
            assert_eq!((code(&output), err(&output)), (0, String::new()));
            out(&output)
        });
        insta::assert_snapshot!(format!("help_{lang}"), pages.join("\n----\n"));
        let version = run(&format!("--version --lang {lang}"), "");
        assert_eq!(out(&version), concat!("sekimori ", env!("CARGO_PKG_VERSION"), "\n"));
    }
}

#[test]
fn the_exit_code_follows_the_findings() {
    let mut sound = published(WARNED);
    sound[2]["DestinationPort"] = "123".into();
    let [broken, warned, sound] = [published(BROKEN), published(WARNED), sound].map(|filter| filter.to_string());
    for (input, fail_on, expected) in [
        (&broken, "error", 1),
        (&broken, "warning", 1),
        (&broken, "never", 0),
        (&warned, "error", 0),
        (&warned, "warning", 1),
        (&warned, "never", 0),
        (&sound, "error", 0),
        (&sound, "warning", 0),
    ] {
        for format in ["text", "json"] {
            let output = run(&format!("check - --fail-on {fail_on} --format {format}"), input);
            assert_eq!(code(&output), expected, "{fail_on} {}", out(&output));
            assert!(!output.stdout.is_empty() && output.stderr.is_empty());
        }
    }
    assert_eq!(code(&run("check -", &broken)), 1);
}

#[test]
fn the_profile_is_what_the_options_say() {
    let filter = published(WARNED).to_string();
    let report = report(
        "--attachment switch --guest windows --admin 192.0.2.9/24 --service 8443 --login 2222 --peers 10.0.0.0/8 \
         --resolver 192.0.2.53 --time 192.0.2.123 --dhcp --uses nat --uses ntpd",
        &filter,
    );
    let expected = json!({
        "attachment": "switch", "guest": "windows", "ephemeral": "49152-65535", "admin": ["192.0.2.0/24"],
        "service": ["8443/tcp"], "login": ["2222"], "peers": ["10.0.0.0/8"], "resolver": ["192.0.2.53"],
        "time": ["192.0.2.123"], "dhcp": true, "uses": ["nat", "ntpd"], "expect": [],
    });
    assert_eq!(report["profile"], expected);
    let flow = |id: &str| report["flows"].as_array().unwrap().iter().find(|flow| flow["id"] == id).unwrap().clone();
    // This switch hands out addresses.
    assert_eq!(flow("dhcp-reply")["needed"], true);
    assert_eq!(flow("service-tcp-8443")["verdict"], "blocked");
    assert_eq!(report["findings"][0]["severity"], "error");
}

#[test]
fn keys_stand_in_the_order_of_the_documentation() {
    let report = report("", &published(BROKEN).to_string());
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(keys(&report), "schema file filter profile flows reach rules findings contradictions");
    assert_eq!(keys(&report["flows"][0]), "id needed verdict severity decided_by except classes felt examples exact");
    assert_eq!(
        keys(&report["rules"][0]),
        "rule status redundant blocked_by left contradicted correlated_with generalises"
    );
    assert_eq!(keys(&report["findings"][0]), "code severity flow rules message packet fix needs");
    let edit = &report["findings"][0]["fix"]["edits"][0];
    assert_eq!(keys(edit), "op at rule");
    assert_eq!(edit["rule"]["DestinationPort"], "68");
}

#[test]
fn an_uncertain_verdict_comes_with_its_readings() {
    let rules = r#"[{"Protocol": "udp", "Action": "allow"}, {"Protocol": "tcp", "Action": "allow"},
                    {"Protocol": "ip", "Action": "deny"}]"#;
    let report = report("", rules);
    let flow = report["flows"].as_array().unwrap().iter().find(|flow| flow["id"] == "later-fragments").unwrap();
    let reading = |matches: bool, verdict: &str, decided_by: &[u32]| {
        let assumes = json!({ "portless_matches_fragments": matches, "http_is_tcp": false, "netmask_is_range": false });
        json!({ "assumes": assumes, "verdict": verdict, "decided_by": decided_by })
    };
    assert_eq!(flow["verdict"], "uncertain");
    assert_eq!(flow["readings"], json!([reading(false, "blocked", &[3]), reading(true, "allowed", &[1, 2, 3])]));
    assert!(report["flows"][0].get("readings").is_none());
}

#[test]
fn every_filter_of_a_file_is_reported() {
    let desk = Desk::empty();
    let filters = json!({ "PacketFilters": [named(WARNED, "a"), named(BROKEN, "b\u{1b}[31m"), named(WARNED, "")] });
    desk.write("all.json", filters.to_string());
    let check = |line: &str| desk.run(&line.split(' ').collect::<Vec<_>>(), "");

    let json = check("check all.json --format json");
    assert_eq!(code(&json), 1);
    let reports: Vec<Value> = out(&json).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<_> = reports.iter().map(|report| report["filter"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["a", "b\u{1b}[31m", ""]);

    let text = out(&check("check all.json"));
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("all.json: ")).collect();
    let expected = [
        "all.json: filter 1 of 3, \"a\", ",
        "all.json: filter 2 of 3, \"b␛[31m\", ",
        "all.json: filter 3 of 3, without a name, ",
    ];
    assert_eq!(headings.len(), 3);
    assert!(headings.iter().zip(expected).all(|(heading, start)| heading.starts_with(start)), "{headings:?}");
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn what_cannot_be_read_is_explained_on_standard_error() {
    let two_faults = "[{\"Protocol\": \"tpc\", \"Action\": \"allow\"},\n {\"Protocol\": \"tcp\", \
                      \"DestinationPort\": \"80,443\", \"Action\": \"allow\"}]";
    for (input, sentences) in [
        (
            two_faults,
            vec![
                "standard input: line 1, column 15 (rule 1, Protocol): \"tpc\" cannot be used.",
                "standard input: line 2, column 41 (rule 2, Dst port): \"80,443\" cannot be used.",
            ],
        ),
        ("", vec!["standard input: line 1, column 1: There is nothing here."]),
        ("{}", vec!["standard input: line 1, column 1: This is no packet filter."]),
    ] {
        for format in ["text", "json"] {
            let output = run(&format!("check - --format {format}"), input);
            assert_eq!((code(&output), out(&output)), (2, String::new()));
            let said = err(&output);
            assert_eq!(said.lines().count(), sentences.len(), "{said}");
            for (line, sentence) in said.lines().zip(&sentences) {
                assert!(line.starts_with(&format!("sekimori: {sentence}")), "{line}");
            }
        }
    }
    let japanese = run("check - --lang ja", "{}");
    assert!(err(&japanese).starts_with("sekimori: 標準入力: 1 行目 1 文字目: "), "{}", err(&japanese));
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    for (path, why) in [("/no/such.json", "There is no such file."), ("/", "This is a directory, not a file.")] {
        let output = run(&format!("check {path}"), "");
        assert_eq!((code(&output), out(&output)), (2, String::new()));
        assert_eq!(err(&output), format!("sekimori: {path}: {why}\n"));
    }
    let output = fed(program("check -"), b"[\xff]");
    assert_eq!(err(&output), "sekimori: standard input: This is no text in UTF-8, UTF-16 or Shift_JIS (byte 2).\n");
}

#[test]
fn a_wrong_command_line_is_unusable_input_too() {
    let output = run("check", "");
    assert_eq!((code(&output), out(&output)), (2, String::new()));
    assert!(err(&output).starts_with("sekimori: <FILE> is missing."));
}

#[test]
fn what_a_save_would_spell_differently_is_listed() {
    let output = run("check - --fail-on never", r#"[{"Protocol": "tcp", "SourceNetwork": "*", "Action": "allow"}]"#);
    let text = out(&output);
    assert!(text.contains("\nSpelling\n  rule 1, Source: \"*\" is saved as a blank field"), "{text}");
}

/// `sekimori check ... | head -0`: the reader is gone before the first byte.
#[test]
fn a_reader_that_went_away_is_no_fault() {
    let input = published(BROKEN).to_string();
    for (line, expected) in [("check -", 1), ("check - --format json --fail-on never", 0), ("--help", 0)] {
        let mut child = program(line).spawn().unwrap();
        drop(child.stdout.take());
        let _ignored = child.stdin.take().unwrap().write_all(input.as_bytes());
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(expected), ""), "{line}");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_a_failure() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        return;
    }
    let mut program = program("check - --fail-on never");
    let mut child = program.stdout(fs::OpenOptions::new().write(true).open(full).unwrap()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(published(WARNED).to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(err(&output).starts_with("sekimori: The report could not be written: "), "{}", err(&output));
}

/// The log in SARIF on every published filter and on one without findings about a line.
fn sarif(lang: &str) -> Value {
    let filters: Vec<Value> =
        published_rules().into_iter().map(|(id, rules)| json!({ "Name": id, "Expression": rules })).collect();
    let desk = Desk::empty();
    desk.write("all of them: 100%.json", json!({ "PacketFilters": filters }).to_string());
    desk.write("none.json", "[]");
    let line = ["check", "all of them: 100%.json", "none.json", "--format", "sarif", "--lang", lang];
    serde_json::from_slice(&desk.run(&line, "").stdout).unwrap()
}

/// Whether the keys are among the known ones and all required ones are there.
fn keys(value: &Value, required: &[&str], optional: &[&str]) {
    let keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    assert!(required.iter().all(|key| keys.contains(key)), "{value}");
    assert!(keys.iter().all(|key| required.contains(key) || optional.contains(key)), "{value}");
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

/// As far as it is used here: the schema of SARIF 2.1.0
/// (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json>) allows no key that it does
/// not know, and asks for these.
#[test]
fn a_log_in_sarif_has_the_form_that_the_schema_asks_for() {
    for lang in ["en", "ja"] {
        let log = sarif(lang);
        keys(&log, &["version", "runs"], &["$schema"]);
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        keys(run, &["tool", "results"], &[]);
        keys(&run["tool"], &["driver"], &[]);
        let driver = &run["tool"]["driver"];
        keys(driver, &["name", "version", "rules"], &[]);
        let ids: Vec<&str> = list(&driver["rules"]).iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "rules are told once");
        for rule in list(&driver["rules"]) {
            keys(rule, &["id", "help"], &[]);
            keys(&rule["help"], &["text"], &[]);
            let id = rule["id"].as_str().unwrap();
            assert!(rule["help"]["text"].as_str().unwrap().contains(&format!("docs/findings.md#{id}")));
        }
        assert!(list(&run["results"]).len() > 40);
        for result in list(&run["results"]) {
            keys(result, &["ruleId", "level", "message", "locations"], &[]);
            assert!(ids.contains(&result["ruleId"].as_str().unwrap()));
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
            keys(&result["message"], &["text"], &[]);
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            list(&result["locations"]).iter().for_each(location);
        }
    }
}

fn location(location: &Value) {
    keys(location, &["physicalLocation"], &[]);
    let place = &location["physicalLocation"];
    keys(place, &["artifactLocation"], &["region"]);
    keys(&place["artifactLocation"], &["uri"], &[]);
    let uri = place["artifactLocation"]["uri"].as_str().unwrap();
    assert!(["all%20of%20them%3A%20100%25.json", "none.json"].contains(&uri), "{uri}");
    if let Some(region) = place.get("region") {
        keys(region, &["startLine"], &[]);
        assert!(region["startLine"].as_u64().unwrap() >= 1);
    }
}
