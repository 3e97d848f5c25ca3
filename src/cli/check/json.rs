//! The report for programs. Its form is a promise: keys are added, never renamed, and `schema` counts what breaks.
//!
//! One object for each filter. That of an only filter is laid out in lines; several come one a line (JSON lines), in the
//! order of the files. `file` is the file as it was given, `null` for standard input. Rules are counted from 1, and 0 is
//! the default that decides what no rule matches. What is not known or not there is `null`. Words: `verdict` is `allowed`, `partly`, `blocked` or `uncertain`; `status` is `live`,
//! `partly-shadowed` or `shadowed`; `severity` is `error`, `warning` or `note`.
//!
//! ```text
//! {"schema": 1,
//!  "file": "web.json",
//!  "filter": {"name": "web", "rules": 6},
//!  "profile": {"attachment": "shared", "guest": "linux", "ephemeral": "32768-60999", "admin": [], "service": [],
//!              "login": [], "peers": [], "resolver": [], "time": [], "dhcp": false, "uses": [], "expect": [],
//!              "services": []},
//!  "flows": [{"id": "dhcp-reply", "needed": true, "verdict": "blocked", "decided_by": [6],
//!             "allowed_example": null, "blocked_example": "udp 198.51.100.1:67 -> 68"}],
//!  "rules": [{"rule": 1, "status": "live", "redundant": false, "blocked_by": [],
//!             "left": "1", "contradicted": false, "correlated_with": [], "generalises": []}],
//!  "findings": [{"code": "dhcp-blocked", "severity": "error", "rules": [6], "message": "DHCP lease: ...",
//!                "fix": {"text": "insert ...", "edits": [{"op": "insert", "at": 6, "rule": {"Protocol": "udp"}}]}}]}
//! ```
//!
//! A rule is `blocked_by` the earlier rules that explain best why it does not decide all of its packets, `left` is the part
//! that it does decide, and `contradicted` tells whether rules of the other action take some of the rest. Of those it is
//! `correlated_with` the ones that also match packets it does not, and it `generalises` the ones whose packets it matches
//! all. What is said of a rule holds however the documents are read; `left` is the most that it may be.
//!
//! A flow whose verdict is `uncertain` has `readings` beside these keys: the verdict under each way to read what the
//! documents leave open. The edits of a fix are applied in their order, each to the result of the one before: `insert`
//! makes `rule` the rule `at`, `remove` takes rule `at` away, `move` makes rule `at` the rule `to`, `replace` puts `rule`
//! in the place of rule `at`. A `rule` has the keys of the cloud's API.

use super::{Checked, message};
use crate::analysis::{Liveness, Portion, RuleStatus, Verdict};
use crate::cli::json::{deciders, reading, verdict};
use crate::filter::{Action, Edit, Field, Rule};
use crate::lang::Lang;
use crate::language;
use crate::profile::{Profile, ProfileField};
use crate::report::{Finding, Fix, FlowVerdict};
use crate::store::profile_json;
use serde_json::{Map, Value, json};

const SCHEMA: u32 = 1;

/// The reports on all filters.
pub(super) fn write(all: &[Checked], lang: Lang) -> String {
    if let [only] = all {
        return format!("{:#}\n", report(only, lang));
    }
    all.iter().map(|checked| format!("{}\n", report(checked, lang))).collect()
}

fn report(checked: &Checked, lang: Lang) -> Value {
    let report = &checked.report;
    json!({
        "schema": SCHEMA,
        "file": checked.path,
        "filter": { "name": checked.filter.name, "rules": checked.filter.rules.len() },
        "profile": profile(checked.profile),
        "flows": report.flows.iter().map(flow).collect::<Value>(),
        "rules": report.rules.iter().enumerate().map(rule_status).collect::<Value>(),
        "findings": report.findings.iter().map(|one| finding(one, lang)).collect::<Value>(),
    })
}

/// Every entry. `ephemeral` says which ports are meant, also where nobody named them, and `services` is the older name
/// of `service`.
fn profile(profile: &Profile) -> Value {
    let mut entries = profile_json(profile);
    if let Value::Object(keys) = &mut entries {
        keys.insert("ephemeral".to_owned(), profile.ephemeral_ports().to_string().into());
        keys.insert("services".to_owned(), profile.texts(ProfileField::Service).into());
    }
    entries
}

fn flow(flow: &FlowVerdict) -> Value {
    let example = |action| flow.answer.example(action).map(|packet| packet.to_string());
    let mut object = json!({
        "id": flow.flow.id.to_string(),
        "needed": flow.flow.needed,
        "verdict": verdict(flow.verdict()),
        "decided_by": deciders(flow.answer.deciders()),
        "allowed_example": example(Action::Allow),
        "blocked_example": example(Action::Deny),
    });
    if let (Verdict::Uncertain, Value::Object(keys)) = (flow.verdict(), &mut object) {
        keys.insert("readings".to_owned(), flow.answer.outcomes.iter().map(reading).collect());
    }
    object
}

fn rule_status((index, status): (usize, &RuleStatus)) -> Value {
    let liveness = match status.liveness {
        Liveness::Live => "live",
        Liveness::PartlyShadowed => "partly-shadowed",
        Liveness::Shadowed => "shadowed",
    };
    json!({
        "rule": index + 1,
        "status": liveness,
        "redundant": status.redundant,
        "blocked_by": numbers(&status.blocked_by),
        "left": left(status.portion),
        "contradicted": status.contradicted,
        "correlated_with": numbers(&status.correlated_with()),
        "generalises": numbers(&status.generalises()),
    })
}

/// The part of its packets that a rule decides, as decimals. Only nothing is "0" and only all is "1": between them as
/// many digits are written as it takes to say so.
fn left(portion: Portion) -> String {
    match portion.liveness() {
        Liveness::Shadowed => "0".to_owned(),
        Liveness::Live => "1".to_owned(),
        Liveness::PartlyShadowed => {
            let digits = |count: u32| {
                // Both counts are below 2^66, so that eighteen digits fit.
                let unit = 10u128.pow(count);
                (portion.left * unit / portion.total, unit, usize::try_from(count).unwrap_or(0))
            };
            let distinct = (2..18).map(digits).find(|(part, unit, _)| *part > 0 && part + 1 < *unit);
            let (part, unit, width) = distinct.unwrap_or_else(|| digits(18));
            let decimals = format!("{:0width$}", part.clamp(1, unit - 1));
            format!("0.{}", decimals.trim_end_matches('0'))
        }
    }
}

fn finding(finding: &Finding, lang: Lang) -> Value {
    json!({
        "code": finding.code(),
        "severity": finding.severity.as_str(),
        "rules": numbers(&finding.rules),
        "message": message(finding, lang),
        "fix": finding.fix.as_ref().map(|one| fix(one, lang)),
    })
}

fn fix(fix: &Fix, lang: Lang) -> Value {
    json!({
        "text": language::edit(&fix.edit, lang),
        "edits": fix.edit.steps().into_iter().map(edit).collect::<Value>(),
    })
}

fn edit(one: &Edit) -> Value {
    match one {
        Edit::Insert { at, rule: new } => json!({ "op": "insert", "at": at + 1, "rule": rule(new) }),
        Edit::Remove { at } => json!({ "op": "remove", "at": at + 1 }),
        Edit::Move { from, to } => json!({ "op": "move", "at": from + 1, "to": to + 1 }),
        Edit::Replace { at, rule: new } => json!({ "op": "replace", "at": at + 1, "rule": rule(new) }),
        Edit::Batch(steps) => steps.iter().map(edit).collect(),
    }
}

fn rule(rule: &Rule) -> Value {
    let field = |field: Field| (field.key().to_owned(), Value::from(rule.text(field)));
    Value::Object(Field::ALL.map(field).into_iter().collect::<Map<_, _>>())
}

fn numbers(indices: &[usize]) -> Value {
    indices.iter().map(|index| index + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_short_and_never_round_to_nothing_or_all() {
        for (part, total, expected) in [
            (0, 8, "0"),
            (8, 8, "1"),
            (2, 8, "0.25"),
            (1, 2, "0.5"),
            (1, 3, "0.33"),
            (1, 1000, "0.001"),
            (994, 1000, "0.994"),
            (999, 1000, "0.999"),
            (1, 1 << 65, "0.000000000000000001"),
        ] {
            assert_eq!(left(Portion { left: part, total }), expected);
        }
    }
}
