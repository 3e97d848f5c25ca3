//! Filters in shapes that people write, and what an expert would say of each: verdicts, severities, and what no repair, nor
//! any chain of them, may open or drop.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::analysis::{Analysis, PacketSet, Verdict};
use sekimori::filter::{Field, Filter, Rule};
use sekimori::profile::Profile;
use sekimori::report::{Report, Severity};
use serde_json::Value;
use support::cases::{self, Case, repaired, texts, told};

/// So many versions that chains of repairs lead to are looked at.
const MOST_VERSIONS: usize = 60;

fn is(filter: &Filter, traffic: &str, verdict: Verdict) -> bool {
    Analysis::new(filter).answer(&PacketSet::parse(traffic).unwrap()).verdict == verdict
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

fn texts_of<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
    value[key].as_object().into_iter().flatten().map(|(name, text)| (name.as_str(), text.as_str().unwrap()))
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
    if let Some(wanted) = expect["codes"].as_array() {
        check(codes.iter().eq(wanted.iter().map(|one| one.as_str().unwrap())), format!("findings: {codes:?}"));
    }
    for (code, severity) in texts_of(expect, "severities") {
        let found = report.findings.iter().find(|finding| finding.code() == code);
        check(found.is_some_and(|one| one.severity.as_str() == severity), format!("no {severity} {code}: {codes:?}"));
    }
    for (code, entry) in texts_of(expect, "asks") {
        let found = report.findings.iter().find(|finding| finding.code() == code);
        let asks = found.is_some_and(|one| {
            one.fix.is_none() && one.needs.iter().any(|need| need.field().map_or("rule", |field| field.id()) == entry)
        });
        check(asks, format!("{code} does not ask for {entry}: {codes:?}"));
    }
    for code in texts(expect, "fixed") {
        let found = report.findings.iter().find(|finding| finding.code() == code);
        check(found.is_some_and(|one| one.fix.is_some()), format!("{code} has no repair: {codes:?}"));
    }
    for wanted in texts(expect, "absent") {
        check(!codes.iter().any(|code| code.starts_with(wanted)), format!("{wanted} is there: {codes:?}"));
    }
    for finding in &report.findings {
        let code = finding.code();
        check(finding.fix.is_none() || finding.needs.is_empty(), format!("{code} has a repair and a question"));
        let opens = finding.severity == Severity::Note && finding.fix.as_ref().is_some_and(|fix| !fix.opens.is_empty());
        check(!opens, format!("the note {code} opens something"));
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

fn check(all: &[Case], count: usize) {
    assert_eq!(all.len(), count);
    let failed: Vec<String> = all
        .iter()
        .map(|case| (case, wrong(case)))
        .filter(|(_, wrong)| !wrong.is_empty())
        .map(|(case, wrong)| format!("{}\n    {}", case.id, wrong.join("\n    ")))
        .collect();
    assert!(failed.is_empty(), "{} of {} fail:\n{}", failed.len(), all.len(), failed.join("\n"));
}

#[test]
fn an_expert_would_say_the_same() {
    check(&cases::field(), 48);
}

#[test]
fn of_other_filters_too() {
    check(&cases::more(), 160);
}
