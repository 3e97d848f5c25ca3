//! `sekimori trace`, `diff`, `fit` and `exposure`, and the other forms of `check`, as a shell sees them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::analysis::{Decider, PacketSet, difference, first_match, readings};
use sekimori::filter::{Action, Filter};
use sekimori::formats::Document;
use serde_json::{Value, json};
use std::io::Write;
use std::process::Output;
use support::cases::published_rules;
use support::desk::Desk;
use support::packets::of_both;
use support::shell::{code, err, out};

/// SSH for two halves of an office, the lease, the web in two rules, ICMP; rule 8 denies the rest.
const WEB: &str = r#"{"Name": "web", "Description": "", "Expressions": [
  {"Protocol": "tcp", "SourceNetwork": "203.0.113.0/25", "DestinationPort": "22", "Action": "allow", "Description": "office"},
  {"Protocol": "tcp", "SourceNetwork": "203.0.113.128/25", "DestinationPort": "22", "Action": "allow", "Description": "lab"},
  {"Protocol": "udp", "SourcePort": "67", "DestinationPort": "68", "Action": "allow"},
  {"Protocol": "tcp", "DestinationPort": "80", "Action": "allow"},
  {"Protocol": "udp", "Action": "allow", "SourcePort": "53"},
  {"Protocol": "tcp", "DestinationPort": "81", "Action": "allow"},
  {"Protocol": "icmp", "Action": "allow"},
  {"Protocol": "ip", "Action": "deny"}
]}
"#;

/// `web.json`, the same without the lease as `later.json`, and both in `both.json`.
fn desk() -> Desk {
    let desk = Desk::with(WEB);
    let later: String = WEB.lines().filter(|line| !line.contains("\"67\"")).map(|line| format!("{line}\n")).collect();
    let rules = |text: &str| serde_json::from_str::<Value>(text).unwrap()["Expressions"].clone();
    let both = json!([{ "Name": "a", "Expression": rules(WEB) }, { "Name": "b", "Expression": rules(&later) }]);
    desk.write("later.json", &later);
    desk.write("both.json", both.to_string());
    desk
}

fn run(arguments: &[&str], input: &str) -> Output {
    desk().run(arguments, input)
}

fn json_of(output: &Output) -> Value {
    serde_json::from_str(&out(output)).unwrap()
}

fn filter(text: &str) -> Filter {
    Document::read(text).unwrap().filters()[0].clone()
}

#[test]
fn people_read_well_in_both_languages() {
    for lang in ["en", "ja"] {
        let lines: [&[&str]; 5] = [
            &["trace", "web.json", "udp 192.0.2.1:67 -> 69", "tcp any -> 22", "fragment icmp 192.0.2.1"],
            &["diff", "web.json", "later.json"],
            &["diff", "later.json", "later.json"],
            &["exposure", "web.json"],
            &["check", "web.json", "later.json", "--format", "github"],
        ];
        let answers = lines.map(|line| {
            let output = run(&[line, &["--lang", lang]].concat(), "");
            assert_eq!(err(&output), "");
            format!("$ sekimori {}\n{}", line.join(" "), out(&output))
        });
        insta::assert_snapshot!(format!("answers_{lang}"), answers.join("\n"));
    }
}

#[test]
fn help_is_what_it_was() {
    for lang in ["ja", "en"] {
        let pages = ["trace", "diff", "fit", "exposure"].map(|name| {
            let output = run(&[name, "--help", "--lang", lang], "");
            assert_eq!((code(&output), err(&output)), (0, String::new()));
            out(&output)
        });
        insta::assert_snapshot!(format!("help_{lang}"), pages.join("\n----\n"));
    }
}

#[test]
fn a_trace_is_one_object_a_line() {
    let traffic = ["udp 192.0.2.1:67 -> 68", "tcp any -> 22", "fragment icmp 192.0.2.1"];
    let output = run(&[&["trace", "web.json", "--format", "json"], &traffic[..]].concat(), "");
    assert_eq!((code(&output), err(&output)), (0, String::new()));
    let answers: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers[0], json!({ "traffic": traffic[0], "verdict": "allowed", "rule": 3 }));
    let share = |rule: u32, action: &str, packets: &str, example: &str| json!({ "rule": rule, "action": action, "packets": packets, "example": example });
    assert_eq!(
        answers[1],
        json!({ "traffic": traffic[1], "verdict": "partly", "decided_by": [
            share(1, "allow", "8388608", "tcp 203.0.113.1:443 -> 22"),
            share(2, "allow", "8388608", "tcp 203.0.113.128:443 -> 22"),
            share(8, "deny", "281474959933440", "tcp 198.51.100.1:443 -> 22"),
        ] })
    );
    assert_eq!((&answers[2]["verdict"], &answers[2]["rule"]), (&json!("uncertain"), &json!(8)));
    let decided: Vec<_> = [0, 1].map(|index| answers[2]["readings"][index]["decided_by"].clone()).into();
    assert_eq!(decided, [json!([8]), json!([7])]);
}

#[test]
fn every_example_of_a_trace_meets_its_rule() {
    let filter = filter(WEB);
    let output = run(&["trace", "web.json", "--format", "json", "ip any", "other any", "tcp -> 1-100; icmp"], "");
    for line in out(&output).lines() {
        let answer: Value = serde_json::from_str(line).unwrap();
        for share in answer["decided_by"].as_array().unwrap() {
            let packet = PacketSet::parse(share["example"].as_str().unwrap()).unwrap().only_packet().unwrap();
            let (decider, action) = first_match(&filter, &packet, readings(&filter)[0]);
            assert_eq!(
                (json!(decider.number()), json!(action.as_str())),
                (share["rule"].clone(), share["action"].clone())
            );
        }
    }
}

#[test]
fn traffic_comes_from_standard_input_too() {
    let input = "icmp any\n\nudp x\ntcp 192.0.2.1:5 → 80\n\u{ff54}cp -> 99999\n";
    let output = run(&["trace", "web.json", "gre any", "--stdin", "--format", "json"], input);
    assert_eq!(code(&output), 2);
    let verdicts: Vec<Value> =
        out(&output).lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["verdict"].clone()).collect();
    assert_eq!(verdicts, ["blocked", "allowed", "allowed"]);
    assert_eq!(
        err(&output),
        "sekimori: standard input: line 3, column 5: Host names do not work; this takes an IPv4 address.\n\
         sekimori: standard input: line 5, column 8: A port is a number from 0 to 65535.\n"
    );
    let output = run(&["trace", "web.json", "udp x"], "");
    assert_eq!((code(&output), out(&output)), (2, String::new()));
    assert!(err(&output).starts_with("sekimori: \"udp x\", column 5: "), "{}", err(&output));
    let odd = run(&["trace", "web.json", "--stdin", "--lang", "ja"], "icmp 192.0.2.1 5");
    assert!(err(&odd).starts_with("sekimori: 標準入力: 1 行目 16 文字目: "), "{}", err(&odd));
}

/// `yes icmp | sekimori trace web.json --stdin | head -1`: it ends although its input does not.
#[test]
fn a_reader_that_went_away_ends_the_trace() {
    let desk = desk();
    let mut child = desk.program(["trace", "web.json", "--stdin"]).spawn().unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    while input.write_all(b"icmp\n").is_ok() {}
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), err(&output)), (0, String::new()));
}

#[test]
fn a_difference_names_traffic_rules_and_flows() {
    let output = run(&["diff", "web.json", "later.json", "--format", "json"], "");
    let lease = json!({ "traffic": "udp any:67 -> 68", "example": "udp 198.51.100.1:67 -> 68", "rules": [3, 7],
                        "flows": ["dhcp-reply"] });
    assert_eq!(code(&output), 1);
    assert_eq!(
        json_of(&output),
        json!({ "equal": false, "newly_blocked": [lease], "newly_allowed": [], "reach": [], "expectations": [] })
    );

    let output = run(&["diff", "web.json", "-", "--format", "json"], WEB);
    assert_eq!(code(&output), 0);
    assert_eq!(
        json_of(&output),
        json!({ "equal": true, "newly_blocked": [], "newly_allowed": [], "reach": [], "expectations": [] })
    );

    // Where the server has a fixed address nobody waits for a lease.
    let output = run(&["diff", "web.json", "later.json", "--format", "json", "--attachment", "router"], "");
    assert_eq!(json_of(&output)["newly_blocked"][0]["flows"], json!([]));
    assert_eq!(code(&run(&["diff", "web.json", "none.json"], "")), 2);
}

#[test]
fn an_expectation_that_only_one_filter_meets_is_named_with_a_packet() {
    let kept = ["--expect", "pass udp any:67 -> 68", "--expect", "block tcp any -> 80"];
    let output = run(&[&["diff", "web.json", "later.json", "--format", "json"], &kept[..]].concat(), "");
    let broken = json!({ "id": "pass-1", "expectation": "pass udp any:67 -> 68", "before": "met", "after": "unmet",
                         "packet": "udp 198.51.100.1:67 -> 68", "decided_by": [7] });
    assert_eq!(json_of(&output)["expectations"], json!([broken]));
    // It is wider than the lease, which lies inside.
    assert_eq!(json_of(&output)["newly_blocked"][0]["flows"], json!(["pass-1"]));
    let back = run(&[&["diff", "later.json", "web.json"], &kept[..]].concat(), "");
    let text =
        "Expectations\n  pass udp any:67 -> 68: met now; before not, by rule 7\n    packet: udp 198.51.100.1:67 -> 68";
    assert!(out(&back).contains(text), "{}", out(&back));
}

#[test]
fn expectations_that_contradict_each_other_are_reported() {
    let both = ["--expect", "pass tcp any -> 80", "--expect", "block tcp 192.0.2.0/24 -> 80"];
    let text = out(&run(&[&["check", "web.json"], &both[..]].concat(), ""));
    let told = "contradiction: pass tcp any -> 80, and block tcp 192.0.2.0/24 -> 80\n  packet: tcp 192.0.2.";
    assert!(text.contains(told), "{text}");
    let json = json_of(&run(&[&["check", "web.json", "--format", "json"], &both[..]].concat(), ""));
    let found = &json["contradictions"][0];
    assert_eq!(
        (&found["pass"], &found["block"]),
        (&json!("pass tcp any -> 80"), &json!("block tcp 192.0.2.0/24 -> 80"))
    );
    assert!(found["packet"].as_str().unwrap().starts_with("tcp 192.0.2."), "{found}");
    // All mistakes are told, each with its place.
    let wrong = run(&["check", "web.json", "--expect", "pass tcp any -> 70000", "--expect", "let icmp"], "");
    assert_eq!(code(&wrong), 2);
    assert!(err(&wrong).contains("Character 17") && err(&wrong).contains("pass or block"), "{}", err(&wrong));
}

#[test]
fn every_example_of_a_difference_is_one() {
    let rules: Vec<String> = published_rules().into_iter().map(|(_, rules)| rules.to_string()).collect();
    let desk = desk();
    for pair in rules.windows(2).take(8) {
        desk.write("a.json", &pair[0]);
        desk.write("b.json", &pair[1]);
        let output = desk.run(&["diff", "a.json", "b.json", "--format", "json"], "");
        let (before, after) = (filter(&pair[0]), filter(&pair[1]));
        let both = of_both(&before, &after);
        for (key, becomes) in [("newly_blocked", Action::Deny), ("newly_allowed", Action::Allow)] {
            for change in json_of(&output)[key].as_array().unwrap() {
                let packet = PacketSet::parse(change["example"].as_str().unwrap()).unwrap().only_packet().unwrap();
                assert!(PacketSet::parse(change["traffic"].as_str().unwrap()).unwrap().contains(&packet));
                let fate = |filter, reading| {
                    let (decider, action): (Decider, _) = first_match(filter, &packet, reading);
                    (json!(decider.number()), action)
                };
                let rule = |side: usize| change["rules"][side].clone();
                assert!(readings(&both).into_iter().any(|reading| {
                    fate(&before, reading) == (rule(0), becomes.toggled())
                        && fate(&after, reading) == (rule(1), becomes)
                }));
            }
        }
    }
}

#[test]
fn a_fitted_file_keeps_its_shape() {
    let desk = desk();
    let fit = |arguments: &[&str]| desk.run(&[&["fit"], arguments].concat(), "");
    let read = |name: &str| desk.read(name);

    let output = fit(&["web.json"]);
    assert_eq!(code(&output), 0);
    assert_eq!(
        err(&output),
        "sekimori: web.json: 8 rules before, 6 after. It is proved that both treat every packet alike, however the documents are read.\n"
    );
    let lines: Vec<String> = out(&output).lines().map(ToOwned::to_owned).collect();
    assert_eq!(lines.len(), 8);
    assert_eq!(lines[0], WEB.lines().next().unwrap());
    assert!(lines[1].contains(r#""203.0.113.0/24""#) && lines[1].contains(r#""office; lab""#), "{}", lines[1]);
    assert!(lines[3].contains(r#""80-81""#), "{}", lines[3]);
    assert!(difference(&filter(WEB), &filter(&out(&output))).is_empty());

    // To a new file; not over another one; over the file itself only if it is named.
    assert_eq!((code(&fit(&["web.json", "-o", "new.json"])), read("new.json")), (0, out(&output)));
    let refused = fit(&["web.json", "-o", "later.json"]);
    assert_eq!(code(&refused), 2);
    assert_eq!(err(&refused), "sekimori: later.json: The file exists already and was not overwritten.\n");
    assert_eq!(read("web.json"), WEB);
    assert_eq!((code(&fit(&["web.json", "--output", "./web.json"])), read("web.json")), (0, out(&output)));
    assert_eq!((code(&fit(&["web.json", "-o", "no/such.json"])), read("web.json")), (2, out(&output)));
}

#[test]
fn one_filter_of_several_is_chosen_by_number() {
    let output = run(&["exposure", "both.json"], "");
    assert_eq!((code(&output), out(&output)), (2, String::new()));
    assert_eq!(
        err(&output),
        "sekimori: both.json: There are 2 filters in it. Please choose one by number: --filter 1 to 2.\n"
    );
    assert_eq!(code(&run(&["exposure", "both.json", "--filter", "3"], "")), 2);
    let verdict = |number: &str| {
        let line = ["trace", "both.json", "udp 192.0.2.1:67 -> 68", "--format", "json", "--filter", number];
        json_of(&run(&line, ""))["verdict"].clone()
    };
    assert_eq!([verdict("1"), verdict("2")], ["allowed", "blocked"]);
    let fitted = out(&run(&["fit", "both.json", "--filter", "2"], ""));
    let counts: Vec<usize> = Document::read(&fitted).unwrap().filters().iter().map(|one| one.rules.len()).collect();
    assert_eq!(counts, [8, 5]);
}

#[test]
fn exposure_lists_who_reaches_what() {
    let output = run(&["exposure", "web.json", "--format", "json"], "");
    let by = |sources: &str, ports: Value| json!([{ "sources": [sources], "source_ports": ports }]);
    let one = |protocol: &str, key: &str, values: Value, by: Value| json!({ "protocol": protocol, key: values, "certain": true, "reached_by": by });
    assert_eq!(
        json_of(&output),
        json!({ "exposure": [
            one("tcp", "ports", json!(["22"]), by("203.0.113.0/24", json!(["any"]))),
            one("tcp", "ports", json!(["80-81"]), by("any", json!(["any"]))),
            one("udp", "ports", json!(["0-67", "69-65535"]), by("any", json!(["53"]))),
            one("udp", "ports", json!(["68"]), by("any", json!(["53", "67"]))),
            json!({ "protocol": "icmp", "certain": true, "reached_by": by("any", Value::Null) }),
            json!({
                "protocol": "fragment", "numbers": ["1"], "certain": false,
                "only_if": [{ "portless_matches_fragments": true }], "reached_by": by("any", Value::Null),
            }),
        ] })
    );
}

#[test]
fn several_files_are_checked_in_their_order() {
    let output = run(&["check", "web.json", "none.json", "both.json", "--format", "json"], "");
    assert_eq!((code(&output), err(&output).as_str()), (2, "sekimori: none.json: There is no such file.\n"));
    let reports: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let places: Vec<_> = reports.iter().map(|one| (one["file"].clone(), one["filter"]["name"].clone())).collect();
    let expected = [("web.json", "web"), ("both.json", "a"), ("both.json", "b")];
    assert_eq!(places, expected.map(|(file, name)| (json!(file), json!(name))));
    assert_eq!(code(&run(&["check", "web.json", "later.json", "--fail-on", "never"], "")), 0);
}

#[test]
fn code_scanning_finds_the_line() {
    let output = run(&["check", "web.json", "-", "--format", "sarif"], WEB);
    assert_eq!(code(&output), 1);
    let log = json_of(&output);
    assert_eq!((&log["version"], log["runs"].as_array().unwrap().len()), (&json!("2.1.0"), 1));
    let rules: Vec<&Value> = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap().iter().collect();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().all(|result| rules.iter().any(|rule| rule["id"] == result["ruleId"])));
    assert!(results.iter().all(|result| !result["message"]["text"].as_str().unwrap().is_empty()));
    let trusts = results.iter().find(|result| result["ruleId"] == "trusts-source-port").unwrap();
    assert_eq!(trusts["level"], "warning");
    let place =
        json!([{ "physicalLocation": { "artifactLocation": { "uri": "web.json" }, "region": { "startLine": 6 } } }]);
    assert_eq!(trusts["locations"], place);
    let (with, without): (Vec<&Value>, Vec<&Value>) =
        results.iter().partition(|result| result.get("locations").is_some());
    assert_eq!(with.len(), without.len());
}
