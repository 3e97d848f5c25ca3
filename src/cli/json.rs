//! The words that all JSON answers share.

use crate::analysis::{Choices, Condition, Decider, Outcome, PacketKind, Span, Verdict, number_at};
use crate::report::{Reach, Severity, Who};
use serde_json::{Map, Value, json};

pub(super) const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Allowed => "allowed",
        Verdict::Partly => "partly",
        Verdict::Blocked => "blocked",
        Verdict::Uncertain => "uncertain",
    }
}

/// The numbers of rules; 0 is the default.
pub(super) fn deciders(list: impl IntoIterator<Item = Decider>) -> Value {
    list.into_iter().map(Decider::number).collect()
}

/// The verdict under one way to read what the documents leave open.
pub(super) fn reading(outcome: &Outcome) -> Value {
    let mut assumes = json!({
        "portless_matches_fragments": outcome.reading.portless_matches_fragments,
        "http_is_tcp": outcome.reading.http_is_tcp,
        "netmask_is_range": outcome.reading.netmask_is_range,
    });
    let unresolved = [
        ("unresolved_denies", outcome.reading.unresolved_denies),
        ("unresolved_allows", outcome.reading.unresolved_allows),
    ];
    for (name, _) in unresolved.into_iter().filter(|(_, assumed)| *assumed) {
        assumes[name] = true.into();
    }
    json!({
        "assumes": assumes,
        "verdict": verdict(outcome.verdict()),
        "decided_by": deciders(outcome.shares.iter().map(|share| share.decider)),
    })
}

/// What an answer depends on: the ways to read what the documents leave open, each with the choices that matter; `None`
/// if on nothing.
pub(super) fn only_if(condition: &Condition) -> Option<Value> {
    let way = |way: &Choices| -> Value {
        let choices = [
            ("portless_matches_fragments", way.portless_matches_fragments),
            ("http_is_tcp", way.http_is_tcp),
            ("netmask_is_range", way.netmask_is_range),
            ("unresolved_denies", way.unresolved_denies),
            ("unresolved_allows", way.unresolved_allows),
        ];
        let named = choices.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into())));
        Value::Object(named.collect::<Map<_, _>>())
    };
    (!condition.is_certain()).then(|| condition.ways().iter().map(way).collect())
}

/// What a sender reaches: `who` is `anyone`, `part`, `from` some ports, or `named`.
pub(super) fn reached(one: &Reach) -> Value {
    let protocol = match one.kind {
        PacketKind::Udp => "udp",
        PacketKind::Other => "other",
        _ => "tcp",
    };
    let number = |number: u32| match one.kind {
        PacketKind::Other => u32::from(number_at(number)),
        _ => number,
    };
    let span = |span: &Span| match (number(span.low), number(span.high)) {
        (low, high) if low == high => low.to_string(),
        (low, high) => format!("{low}-{high}"),
    };
    let (who, from, source) = match one.who {
        Who::Anyone => ("anyone", None, None),
        Who::Part => ("part", None, None),
        Who::From(ports) => ("from", Some(ports.to_string()), None),
        Who::Named(source) => ("named", None, Some(source.to_string())),
    };
    json!({
        "who": who,
        "source": source,
        "source_port": from,
        "protocol": protocol,
        "ports": one.targets.iter().map(span).collect::<Value>(),
        "rule": one.by.number(),
        "severity": one.severity.map(Severity::as_str),
    })
}
