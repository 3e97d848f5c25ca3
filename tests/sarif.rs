//! The form of SARIF 2.1.0, as far as it is used here: the schema
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json>) allows no key that it
//! does not know, and asks for these.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use serde_json::{Value, json};
use std::collections::BTreeSet;
use support::cases::published_rules;
use support::desk::Desk;

/// The log on every published filter and on one without findings about a line.
fn log(lang: &str) -> Value {
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

#[test]
fn the_log_has_the_form_that_the_schema_asks_for() {
    for lang in ["en", "ja"] {
        let log = log(lang);
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
