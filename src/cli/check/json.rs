//! The report for programs. Its form is a promise: keys are added, never renamed, and `schema` counts what breaks.
//!
//! One object for each filter. That of an only filter is laid out in lines; several come one a line (JSON lines), in the
//! order of the files. `file` is the file as it was given, `null` for standard input. Rules are counted from 1, and 0 is
//! the default that decides what no rule matches. What is not known or not there is `null`. Words: `verdict` is `allowed`, `partly`, `blocked` or `uncertain`; `status` is `live`,
//! `partly-shadowed` or `shadowed`; `severity` is `error`, `warning` or `note`.
//!
//! ```text
//! {"schema": 2,
//!  "file": "web.json",
//!  "filter": {"name": "web", "rules": 6},
//!  "profile": {"attachment": "shared", "guest": "linux", "ephemeral": "32768-60999", "admin": [], "service": [],
//!              "login": [], "peers": [], "resolver": [], "time": [], "dhcp": false, "uses": [], "expect": []},
//!  "flows": [{"id": "dhcp-reply", "needed": true, "verdict": "blocked", "severity": "error", "decided_by": [6],
//!             "except": ["203.0.113.7"], "classes": [{"id": "dhcp-server", "lost": "1"}], "felt": "reboot-or-lease-end",
//!             "examples": {"allowed": "udp 203.0.113.7:67 -> 68", "blocked": "udp 198.51.100.1:67 -> 68"},
//!             "exact": {"verdict": "partly", "share": "0.0000000002", "decided_by": [1, 6]}}],
//!  "reach": [{"who": "named", "source": "203.0.113.7", "source_port": null, "protocol": "tcp", "ports": ["22"],
//!             "rule": 1, "severity": null}],
//!  "rules": [{"rule": 1, "status": "live", "redundant": false, "blocked_by": [],
//!             "left": "1", "contradicted": false, "correlated_with": [], "generalises": []}],
//!  "findings": [{"code": "dhcp-blocked", "severity": "error", "flow": "dhcp-reply", "rules": [6],
//!                "message": "DHCP lease: ...", "packet": "udp 198.51.100.1:67 -> 68",
//!                "fix": {"text": "insert ...", "edits": [{"op": "insert", "at": 6, "rule": {"Protocol": "udp"}}],
//!                        "opens": ["udp any:67 -> 68"], "closes": [], "cures": []},
//!                "needs": []}]}
//! ```
//!
//! A rule is `blocked_by` the earlier rules that explain best why it does not decide all of its packets, `left` is the part
//! that it does decide, and `contradicted` tells whether rules of the other action take some of the rest. Of those it is
//! `correlated_with` the ones that also match packets it does not, and it `generalises` the ones whose packets it matches
//! all. What is said of a rule holds however the documents are read; `left` is the most that it may be.
//!
//! A flow's `verdict` is the practical one: what becomes of those who really send it, by `classes` with the share that each
//! has `lost`, without what bans of somebody decide. `severity` is null where all is as it should be, `except` names sources
//! that pass although the flow is blocked, and `exact` tells of every packet that could be asked for. A flow whose verdict
//! depends on the reading has `readings` beside these keys. A finding has a `fix`, or `needs`, or neither: an entry of the
//! profile with suggestions, or the rule that only a person may change. `cures` are findings that the fix ends as well.
//! `contradictions` are pairs of expectations that no filter can meet, with a packet of both.
//! `reach` tells who comes in: `anyone`, as clients send, or a `part` of them; whoever sends `from` a port that a rule
//! trusts; and whom a rule has `named`, for what they reach beyond everyone. The edits of a fix are applied in their order,
//! each to the result of the one before: `insert` makes `rule` the rule `at`, `remove` takes rule `at` away, `move` makes
//! rule `at` the rule `to`, `replace` puts `rule` in the place of rule `at`. A `rule` has the keys of the cloud's API.

use super::checked::{Checked, message};
use crate::analysis::{Interpretation, Liveness, Outcome, PacketSet, Portion, RuleStatus, Verdict};
use crate::cli::json::{deciders, reached, reading, verdict};
use crate::filter::{Action, Edit, Field, Rule};
use crate::lang::Lang;
use crate::language;
use crate::profile::{Contradiction, FlowId, Profile, ProfileField, contradictions};
use crate::report::{ClassLoss, Finding, Fix, FlowVerdict, Need, Pain, Severity, reach};
use crate::store::profile_json;
use serde_json::{Map, Value, json};

const SCHEMA: u32 = 2;

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
        "file": checked.path.map(|path| path.to_string_lossy()),
        "filter": { "name": checked.filter.name, "rules": checked.filter.rules.len() },
        "profile": profile(checked.profile),
        "flows": report.flows.iter().map(flow).collect::<Value>(),
        "reach": reach(checked.filter, checked.profile).iter().map(reached).collect::<Value>(),
        "rules": report.rules.iter().enumerate().map(rule_status).collect::<Value>(),
        "findings": report.findings.iter().map(|one| finding(one, lang)).collect::<Value>(),
        "contradictions": contradictions(&checked.profile.expectations).iter().map(|one| contradiction(one, checked.profile)).collect::<Value>(),
    })
}

/// Two expectations, as they are written, and a packet that both speak of.
fn contradiction(found: &Contradiction, profile: &Profile) -> Value {
    let text = |at: usize| profile.expectations.get(at).map(ToString::to_string);
    json!({ "pass": text(found.pass), "block": text(found.block), "packet": found.packet.to_string() })
}

/// Every entry. `ephemeral` says which ports are meant, also where nobody named them.
pub(in crate::cli) fn profile(profile: &Profile) -> Value {
    let mut entries = profile_json(profile);
    if let Value::Object(keys) = &mut entries {
        keys.insert("ephemeral".to_owned(), profile.ephemeral_ports().to_string().into());
    }
    entries
}

fn flow(flow: &FlowVerdict) -> Value {
    let example = |action| flow.example(action).map(|packet| packet.to_string());
    let class = |loss: &ClassLoss| json!({ "id": loss.class.word(), "lost": portion(Portion { left: loss.denied, total: loss.total.max(1) }) });
    let mut object = json!({
        "id": flow.flow.id.to_string(),
        "needed": flow.flow.needed,
        "verdict": verdict(flow.verdict()),
        "severity": flow.severity.map(Severity::as_str),
        "decided_by": deciders(flow.deciders.iter().copied()),
        "except": flow.except.iter().map(ToString::to_string).collect::<Value>(),
        "classes": flow.losses.iter().map(class).collect::<Value>(),
        "felt": felt(flow.pain),
        "examples": { "allowed": example(Action::Allow), "blocked": example(Action::Deny) },
        "exact": exact(flow),
    });
    if let (false, Value::Object(keys)) = (flow.readings.is_empty(), &mut object) {
        let readings = flow.answer.outcomes.iter().zip(&flow.readings);
        let one = |(outcome, (_, practical)): (&Outcome, &(Interpretation, Verdict))| {
            let mut value = reading(outcome);
            if let Value::Object(keys) = &mut value {
                keys.insert("verdict".to_owned(), verdict(*practical).into());
            }
            value
        };
        keys.insert("readings".to_owned(), readings.map(one).collect());
    }
    object
}

/// What becomes of every packet that could be asked for, whoever sends it: the verdict over all readings, and the share
/// that passes in the default one.
fn exact(flow: &FlowVerdict) -> Value {
    let passing: u128 = flow.answer.outcome().map_or(0, |outcome| {
        let shares = outcome.shares.iter().filter(|share| share.action == Action::Allow);
        shares.map(|share| share.packets.count()).sum()
    });
    json!({
        "verdict": verdict(flow.answer.verdict),
        "share": portion(Portion { left: passing, total: flow.flow.packets.count().max(1) }),
        "decided_by": deciders(flow.answer.deciders()),
    })
}

const fn felt(pain: Pain) -> &'static str {
    match pain {
        Pain::AtOnce => "at-once",
        Pain::Sometimes => "now-and-then",
        Pain::Lease => "reboot-or-lease-end",
        Pain::Days => "days",
    }
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
        "left": portion(status.portion),
        "contradicted": status.contradicted,
        "correlated_with": numbers(&status.correlated_with()),
        "generalises": numbers(&status.generalises()),
    })
}

/// The part of its packets that a rule decides, as decimals. Only nothing is "0" and only all is "1": between them as
/// many digits are written as it takes to say so.
fn portion(portion: Portion) -> String {
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

pub(in crate::cli) fn finding(finding: &Finding, lang: Lang) -> Value {
    json!({
        "code": finding.code(),
        "severity": finding.severity.as_str(),
        "flow": finding.flow().map(|id| id.to_string()),
        "rules": numbers(&finding.rules),
        "message": message(finding, lang),
        "packet": finding.witness.map(|packet| packet.to_string()),
        "fix": finding.fix.as_ref().map(|one| fix(one, lang)),
        "needs": finding.needs.iter().map(need).collect::<Value>(),
    })
}

fn fix(fix: &Fix, lang: Lang) -> Value {
    let cure = |(code, flow): &(String, Option<FlowId>)| json!({ "code": code, "flow": flow.map(|id| id.to_string()) });
    json!({
        "text": language::edit(&fix.edit, lang),
        "edits": fix.edit.steps().into_iter().map(edit).collect::<Value>(),
        "opens": traffic(&fix.opens),
        "closes": traffic(&fix.closes),
        "cures": fix.cures.iter().map(cure).collect::<Value>(),
    })
}

pub(in crate::cli) fn traffic(packets: &PacketSet) -> Value {
    packets.plain_boxes().iter().map(|region| PacketSet::from(*region).to_string()).collect()
}

fn need(need: &Need) -> Value {
    match (need, need.field()) {
        (Need::Rule(at), _) => json!({ "entry": "rule", "rule": at + 1 }),
        (Need::Room, _) => json!({ "entry": "room" }),
        (_, field) => json!({ "entry": field.map(ProfileField::id), "suggest": need.suggestions() }),
    }
}

pub(in crate::cli) fn edit(one: &Edit) -> Value {
    match one {
        Edit::Insert { at, rule: new } => json!({ "op": "insert", "at": at + 1, "rule": rule(new) }),
        Edit::Remove { at } => json!({ "op": "remove", "at": at + 1 }),
        Edit::Move { from, to } => json!({ "op": "move", "at": from + 1, "to": to + 1 }),
        Edit::Replace { at, rule: new } => json!({ "op": "replace", "at": at + 1, "rule": rule(new) }),
        Edit::Batch(steps) => steps.iter().map(edit).collect(),
    }
}

pub(in crate::cli) fn rule(rule: &Rule) -> Value {
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
            assert_eq!(super::portion(Portion { left: part, total }), expected);
        }
    }
}
