//! Filters with a profile and what is expected of them, as they stand in `tests/data`.

use super::rules::list;
use sekimori::filter::{Action, Field, Filter, Protocol, Rule};
use sekimori::lang::Lang;
use sekimori::profile::Profile;
use sekimori::report::{Report, Severity};
use serde_json::Value;

/// A filter behind a profile.
pub struct Case {
    /// Its name.
    pub id: String,
    /// The filter.
    pub filter: Filter,
    /// What it protects.
    pub profile: Profile,
    /// What an expert says.
    pub expect: Value,
    /// What was seen of it.
    pub facts: Value,
}

/// Filters that people published.
pub fn published() -> Vec<Case> {
    entries(PUBLISHED, "Filters").iter().map(case).collect()
}

/// The same as they were published: what each is called, and its rules.
pub fn published_rules() -> Vec<(String, Value)> {
    let filters = entries(PUBLISHED, "Filters").into_iter();
    filters.map(|entry| (entry["Id"].as_str().unwrap().to_owned(), entry["Expression"].clone())).collect()
}

/// Filters in shapes that people write.
pub fn field() -> Vec<Case> {
    entries(include_str!("../data/field-cases.json"), "Cases").iter().map(case).collect()
}

/// More of them.
pub fn more() -> Vec<Case> {
    entries(include_str!("../data/more-cases.json"), "Cases").iter().map(case).collect()
}

/// All of these.
pub fn all() -> Vec<Case> {
    [published(), field(), more()].into_iter().flatten().collect()
}

const PUBLISHED: &str = include_str!("../data/published-filters.json");

fn entries(text: &str, key: &str) -> Vec<Value> {
    let mut all: Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(all[key].take()).unwrap()
}

fn case(entry: &Value) -> Case {
    let rule = |expression: &Value| {
        let blank = Rule::new(Action::Allow, Protocol::Ip);
        Field::ALL.iter().fold(blank, |rule, field| {
            rule.with_text(*field, expression[field.key()].as_str().unwrap_or_default()).unwrap()
        })
    };
    let options: Vec<&str> = texts(entry, "Options");
    Case {
        id: entry["Id"].as_str().unwrap().to_owned(),
        filter: list(entry["Expression"].as_array().unwrap().iter().map(rule).collect()),
        profile: profile(&options),
        expect: entry["Expect"].clone(),
        facts: entry["Facts"].clone(),
    }
}

/// The texts of a list.
pub fn texts<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    value[key].as_array().into_iter().flatten().map(|text| text.as_str().unwrap()).collect()
}

/// The profile that options describe, as the command line reads them.
pub fn profile(options: &[&str]) -> Profile {
    let args: Vec<std::ffi::OsString> =
        ["sekimori", "check", "file"].iter().chain(options).map(std::ffi::OsString::from).collect();
    sekimori::cli::arguments::parse(&args, |_| None).unwrap().profile.applied_to(Profile::default())
}

/// Repairs, worst first, until no error or warning has one.
pub fn repaired(filter: &Filter, profile: &Profile) -> Filter {
    let mut now = filter.clone();
    for _ in 0..60 {
        let report = Report::proved(&now, profile);
        let worst = report.findings.iter().filter(|finding| finding.severity < Severity::Note);
        let Some(fix) = worst.filter_map(|finding| finding.fix.as_ref()).next() else { return now };
        now = fix.edit.apply(&now);
    }
    panic!("the chain of repairs does not end: {}", told(&now));
}

/// The rules in one line.
pub fn told(filter: &Filter) -> String {
    let rule = |rule: &Rule| sekimori::language::rule(rule, Lang::En);
    filter.rules.iter().map(rule).collect::<Vec<_>>().join("; ")
}
