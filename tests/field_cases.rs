//! Filters in shapes that people write, and what an expert would say of each: verdicts, severities, and what no repair, nor
//! any chain of them, may open or drop.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use sekimori::analysis::{Analysis, PacketSet, Verdict};
use sekimori::cli::arguments::parse;
use sekimori::filter::{Action, Field, Filter, Protocol, Rule};
use sekimori::profile::Profile;
use sekimori::report::{Report, Severity};
use serde_json::Value;
use std::ffi::OsString;

/// So many versions that chains of repairs lead to are looked at.
const MOST_VERSIONS: usize = 60;

struct Case {
    id: String,
    filter: Filter,
    profile: Profile,
    expect: Value,
}

fn cases() -> Vec<Case> {
    let all: Value = serde_json::from_str(include_str!("data/field-cases.json")).unwrap();
    all["Cases"].as_array().unwrap().iter().map(case).collect()
}

fn case(entry: &Value) -> Case {
    let rule = |expression: &Value| {
        let blank = Rule::new(Action::Allow, Protocol::Ip);
        Field::ALL.iter().fold(blank, |rule, field| {
            rule.with_text(*field, expression[field.key()].as_str().unwrap_or_default()).unwrap()
        })
    };
    let options = entry["Options"].as_array().unwrap().iter().map(|option| option.as_str().unwrap());
    let args: Vec<OsString> = ["sekimori", "check", "file"].into_iter().chain(options).map(OsString::from).collect();
    Case {
        id: entry["Id"].as_str().unwrap().to_owned(),
        filter: Filter {
            rules: entry["Expression"].as_array().unwrap().iter().map(rule).collect(),
            ..Filter::default()
        },
        profile: parse(&args, |_| None).unwrap().profile.applied_to(Profile::default()),
        expect: entry["Expect"].clone(),
    }
}

fn texts<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    value[key].as_array().into_iter().flatten().map(|text| text.as_str().unwrap()).collect()
}

fn is(filter: &Filter, traffic: &str, verdict: Verdict) -> bool {
    Analysis::new(filter).answer(&PacketSet::parse(traffic).unwrap()).verdict == verdict
}

/// Repairs, worst first, until no error or warning has one.
fn repaired(filter: &Filter, profile: &Profile) -> Filter {
    let mut now = filter.clone();
    for _ in 0..60 {
        let report = Report::proved(&now, profile);
        let worst = report.findings.iter().filter(|finding| finding.severity < Severity::Note);
        let Some(fix) = worst.filter_map(|finding| finding.fix.as_ref()).next() else { return now };
        now = fix.edit.apply(&now);
    }
    panic!("the chain of repairs does not end: {}", told(&now));
}

/// The versions that single repairs and chains of them lead to, in any order.
fn versions(filter: &Filter, profile: &Profile) -> Vec<Filter> {
    let mut all = vec![filter.clone()];
    let mut at = 0;
    while let Some(now) = all.get(at).cloned().filter(|_| all.len() < MOST_VERSIONS) {
        for finding in Report::proved(&now, profile).findings {
            let Some(fix) = finding.fix else { continue };
            let after = fix.edit.apply(&now);
            if !all.contains(&after) {
                all.push(after);
            }
        }
        at += 1;
    }
    all
}

fn told(filter: &Filter) -> String {
    let rule = |rule: &Rule| sekimori::language::rule(rule, sekimori::lang::Lang::En);
    filter.rules.iter().map(rule).collect::<Vec<_>>().join("; ")
}

/// What is not as an expert would have it.
fn wrong(case: &Case) -> Vec<String> {
    let Case { filter, profile, expect, .. } = case;
    let report = Report::proved(filter, profile);
    let mut wrong = Vec::new();
    let mut check = |holds: bool, what: String| {
        if !holds {
            wrong.push(what);
        }
    };
    let exit = u64::from(report.worst() == Some(Severity::Error));
    let codes: Vec<String> =
        report.findings.iter().map(|finding| format!("{} {}", finding.severity.as_str(), finding.code())).collect();
    if let Some(wanted) = expect["exit"].as_u64() {
        check(exit == wanted, format!("exit {exit}: {codes:?}"));
    }
    if let Some(first) = expect["first"].as_str() {
        let found = report.findings.first().map(|finding| finding.code()).unwrap_or_default();
        check(found.starts_with(first), format!("first is {found}, not {first}: {codes:?}"));
    }
    for code in texts(expect, "not_errors") {
        let errors = || report.findings.iter().filter(|finding| finding.severity == Severity::Error);
        check(!errors().any(|finding| finding.code().starts_with(code)), format!("{code} is an error: {codes:?}"));
    }
    for (flow, verdict) in expect["verdicts"].as_object().into_iter().flatten() {
        let found = report.flows.iter().find(|one| one.flow.id.to_string() == *flow);
        let found = found.map(|one| format!("{:?}", one.verdict()).to_lowercase()).unwrap_or_default();
        check(found == verdict.as_str().unwrap(), format!("{flow} is {found}, not {verdict}"));
    }
    let blocked = |traffic: &&str| is(filter, traffic, Verdict::Blocked);
    for version in versions(filter, profile) {
        for traffic in
            texts(expect, "never_opens").iter().chain(&texts(expect, "no_fix_opens")).filter(|one| blocked(one))
        {
            check(is(&version, traffic, Verdict::Blocked), format!("{traffic} is opened: {}", told(&version)));
        }
        if let Some(kept) = expect["keeps_rule"].as_object() {
            let same = |rule: &Rule| {
                kept.iter().all(|(key, text)| {
                    let field = Field::ALL.iter().find(|field| field.key() == key).unwrap();
                    rule.text(*field) == text.as_str().unwrap()
                })
            };
            check(version.rules.iter().any(same), format!("a rule is dropped: {}", told(&version)));
        }
    }
    let end = repaired(filter, profile);
    for traffic in texts(expect, "never_ends_open") {
        check(is(&end, traffic, Verdict::Blocked), format!("{traffic} ends open: {}", told(&end)));
    }
    for traffic in texts(expect, "ends_allowed") {
        check(is(&end, traffic, Verdict::Allowed), format!("{traffic} does not end allowed: {} {codes:?}", told(&end)));
    }
    wrong
}

#[test]
fn an_expert_would_say_the_same() {
    let all = cases();
    assert_eq!(all.len(), 48);
    let failed: Vec<String> = all
        .iter()
        .map(|case| (case, wrong(case)))
        .filter(|(_, wrong)| !wrong.is_empty())
        .map(|(case, wrong)| format!("{}\n    {}", case.id, wrong.join("\n    ")))
        .collect();
    assert!(failed.is_empty(), "{} of {} fail:\n{}", failed.len(), all.len(), failed.join("\n"));
}
