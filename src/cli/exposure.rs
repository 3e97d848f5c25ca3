//! `sekimori exposure`: who reaches what.
//!
//! The exit code is 0, or 2 if the filter cannot be used. As JSON:
//!
//! ```text
//! {"exposure": [
//!   {"protocol": "tcp", "ports": ["22"], "certain": true,
//!    "reached_by": [{"sources": ["203.0.113.0/24"], "source_ports": ["any"]},
//!                   {"sources": ["any"], "source_ports": ["53"]}]},
//!   {"protocol": "icmp", "certain": true, "reached_by": [{"sources": ["any"], "source_ports": null}]},
//!   {"protocol": "other", "numbers": ["0-255"], "certain": true, "reached_by": [...]},
//!   {"protocol": "fragment", "numbers": ["0-255"], "certain": false,
//!    "only_if": [{"portless_matches_fragments": true}], "reached_by": [...]}]}
//! ```
//!
//! Numbers are those of IP protocols; `other` is every one but 1, 6 and 17. What is not `certain` depends on behaviour
//! that is not documented; `only_if` tells which, where it does not pass at all otherwise.

use super::arguments::{Choice, OutputFormat};
use super::input::choose;
use super::json::only_if;
use super::progress::analysing;
use super::streams::{UNUSABLE, answer};
use crate::analysis::{Exposure, PacketKind, Region, Senders, Span, exposure, number_at, protocol_name};
use crate::filter::{AddressRange, Filter};
use crate::lang::Lang;
use crate::language::{self, commands};
use crate::text::{pad, visible, width};
use serde_json::{Value, json};
use std::process::ExitCode;

pub(super) fn run(choice: &Choice, format: OutputFormat, lang: Lang) -> ExitCode {
    let Some(chosen) = choose(choice, lang) else { return ExitCode::from(UNUSABLE) };
    let list = analysing(chosen.filter.rules.len(), lang, || exposure(&chosen.filter));
    let report = match format {
        OutputFormat::Json => format!("{:#}\n", json!({ "exposure": list.iter().map(entry).collect::<Value>() })),
        OutputFormat::Text => lines(&chosen.file.name, &chosen.filter, &list, lang).join("\n") + "\n",
    };
    answer(&report, format.form(), 0, lang)
}

const fn protocol(kind: PacketKind) -> &'static str {
    match kind {
        PacketKind::Tcp => "tcp",
        PacketKind::Udp => "udp",
        PacketKind::Icmp => "icmp",
        PacketKind::Other => "other",
        PacketKind::Fragment => "fragment",
    }
}

const fn has_ports(kind: PacketKind) -> bool {
    matches!(kind, PacketKind::Tcp | PacketKind::Udp)
}

fn entry(one: &Exposure) -> Value {
    let mut object = json!({ "protocol": protocol(one.kind) });
    if let (Value::Object(keys), false) = (&mut object, one.kind == PacketKind::Icmp) {
        let key = if has_ports(one.kind) { "ports" } else { "numbers" };
        keys.insert(key.to_owned(), targets(one).into());
    }
    if let Value::Object(keys) = &mut object {
        keys.insert("certain".to_owned(), one.certain.into());
        keys.extend(only_if(&one.only_if).map(|ways| ("only_if".to_owned(), ways)));
        keys.insert("reached_by".to_owned(), one.senders.iter().map(|senders| reached_by(one.kind, senders)).collect());
    }
    object
}

fn reached_by(kind: PacketKind, senders: &Senders) -> Value {
    let ports = has_ports(kind).then(|| senders.ports.iter().map(|span| ports(*span)).collect::<Vec<_>>());
    json!({ "sources": senders.addresses.iter().map(|range| source(*range)).collect::<Value>(), "source_ports": ports })
}

/// The ports or protocol numbers.
fn targets(one: &Exposure) -> Vec<String> {
    let number = |rank: u32| if one.kind == PacketKind::Other { number_at(rank).into() } else { rank };
    let text = |span: &Span| match one.kind {
        PacketKind::Tcp | PacketKind::Udp => ports(*span),
        _ => Span { low: number(span.low), high: number(span.high) }.to_string(),
    };
    one.targets.iter().map(text).collect()
}

fn ports(span: Span) -> String {
    if span == Span::PORTS { "any".to_owned() } else { span.to_string() }
}

fn source(range: AddressRange) -> String {
    match range.as_network() {
        _ if range == AddressRange::ALL => "any".to_owned(),
        Some(net) if net.prefix_len() == 32 => range.first.to_string(),
        Some(net) => net.to_string(),
        None => format!("{}-{}", range.first, range.last),
    }
}

fn lines(file: &str, filter: &Filter, list: &[Exposure], lang: Lang) -> Vec<String> {
    let heading = commands::filter_heading((1, 1), &visible(&filter.name), filter.rules.len(), lang);
    let names: Vec<String> = list.iter().map(|one| target_name(one, lang)).collect();
    let widest = names.iter().map(|name| width(name)).max().unwrap_or_default();
    let mut lines = vec![format!("{file}: {heading}"), commands::reached(lang).to_owned()];
    for (one, name) in list.iter().zip(&names) {
        let doubt = if one.certain { String::new() } else { format!("  {}", commands::uncertain(&one.only_if, lang)) };
        for (index, senders) in one.senders.iter().enumerate() {
            let name = if index == 0 { name.as_str() } else { "" };
            lines.push(format!("  {}  {}{doubt}", pad(name, widest), senders_text(one.kind, senders, lang)));
        }
    }
    lines.extend(list.is_empty().then(|| format!("  {}", commands::nobody(lang))));
    lines
}

fn target_name(one: &Exposure, lang: Lang) -> String {
    let [_, all, _] = Region::of_kind(one.kind, Span::ADDRESSES).spans;
    let named = |number: u32| protocol_name(u8::try_from(number).unwrap_or(u8::MAX));
    match (one.kind, one.targets.as_slice()) {
        (PacketKind::Icmp, _) => "icmp".to_owned(),
        (PacketKind::Other, [span]) if *span == all => commands::other_protocols(lang).to_owned(),
        (PacketKind::Fragment, [span]) if *span == all => "fragment".to_owned(),
        (PacketKind::Other, [span]) if span.low == span.high => named(number_at(span.low).into()),
        (PacketKind::Fragment, [span]) if span.low == span.high => format!("fragment {}", named(span.low)),
        _ => format!("{} {}", protocol(one.kind), targets(one).join(",").replace("any", language::any(lang))),
    }
}

fn senders_text(kind: PacketKind, senders: &Senders, lang: Lang) -> String {
    let addresses: Vec<String> = senders.addresses.iter().map(|range| source(*range)).collect();
    let addresses = addresses.join(", ").replace("any", language::any(lang));
    if !has_ports(kind) || senders.ports == [Span::PORTS] {
        return addresses;
    }
    let ports: Vec<String> = senders.ports.iter().map(|span| ports(*span)).collect();
    commands::from_ports(&addresses, &ports.join(","), lang)
}
