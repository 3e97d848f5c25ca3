//! Rule lists of any length, the same on every machine.

#![allow(dead_code, reason = "each benchmark uses some of them")]

use sekimori::filter::{Action, Field, Filter, PortRange, Ports, Protocol, Rule, Source};
use std::net::Ipv4Addr;

/// A linear congruential generator.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).unwrap_or(0) % end
    }

    fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    fn port(&mut self, end: u32) -> u16 {
        u16::try_from(self.below(end)).unwrap_or(u16::MAX)
    }
}

/// What administrators of a large network write: nested networks, services and port ranges, some denies, and a final one.
pub fn realistic(rules: usize) -> Filter {
    let mut dice = Dice(7);
    let services =
        [22, 25, 53, 80, 110, 123, 143, 161, 389, 443, 465, 587, 636, 993, 995, 1433, 3306, 3389, 5432, 8080];
    let mut networks: Vec<(u32, u8)> = Vec::new();
    let mut list = Vec::new();
    while list.len() + 1 < rules {
        let around = if networks.is_empty() || dice.percent(30) {
            (dice.below(223) << 24 | 1 << 24, 8)
        } else {
            networks[usize::try_from(dice.below(u32::try_from(networks.len()).unwrap_or(1))).unwrap_or(0)]
        };
        let length = (around.1 + u8::try_from(dice.below(9)).unwrap_or(0)).min(32);
        let address = around.0 | dice.below(u32::MAX) & !(u32::MAX << (32 - u32::from(around.1)));
        let network = (address & (u32::MAX << (32 - u32::from(length))), length);
        networks.push(network);
        let protocol = match dice.below(20) {
            0 => Protocol::Icmp,
            1 => Protocol::Ip,
            2..=7 => Protocol::Udp,
            _ => Protocol::Tcp,
        };
        let service = services[usize::try_from(dice.below(20)).unwrap_or(0)];
        let to = match dice.below(10) {
            0 => Ports::Any,
            1..=2 => PortRange::new(dice.port(65536), dice.port(65536)).into(),
            3..=4 => PortRange::new(service, service + dice.port(100)).into(),
            _ => Ports::One(service),
        };
        let from = if dice.percent(92) { Ports::Any } else { PortRange::new(1024, u16::MAX).into() };
        let action = if dice.percent(85) { Action::Allow } else { Action::Deny };
        let anywhere = dice.percent(2) && to != Ports::Any && protocol.has_ports();
        let source = if anywhere { Source::Any } else { source(network) };
        let (from, to) = if protocol.has_ports() { (from, to) } else { (Ports::Any, Ports::Any) };
        list.push(Rule::new(action, protocol).from(source).ports(from, to));
    }
    list.push(Rule::new(Action::Deny, Protocol::Ip));
    filter(list)
}

/// Tiles that together shadow what follows them: two halves of a network by two halves of the ports, then the whole.
pub fn tiles(rules: usize) -> Filter {
    let mut list = Vec::new();
    for group in 0u32.. {
        let network = group << 12;
        for tile in 0..5u32 {
            let half = (network | (tile & 1) << 11, 21);
            let ports = if tile & 2 == 0 { PortRange::new(0, 999) } else { PortRange::new(1000, 1999) };
            let (network, ports) = if tile == 4 { ((network, 20), PortRange::new(0, 1999)) } else { (half, ports) };
            list.push(Rule::new(Action::Allow, Protocol::Tcp).from(source(network)).ports(Ports::Any, ports.into()));
        }
        if list.len() >= rules {
            break;
        }
    }
    list.truncate(rules);
    filter(list)
}

/// Every rule crosses half of the others: source ports by destination ports, from anywhere.
pub fn slabs(rules: usize) -> Filter {
    let step = 65_536 / u32::try_from(rules).unwrap_or(1).clamp(1, 65_536);
    let slab = |number: u32| {
        let low = number * step % 65_536;
        let [low, high] = [low, (low + step.max(2) / 2).min(65_535)].map(|port| u16::try_from(port).unwrap_or(0));
        let ports: Ports = PortRange::new(low, high).into();
        let rule = Rule::new(if number.is_multiple_of(3) { Action::Deny } else { Action::Allow }, Protocol::Tcp);
        if number.is_multiple_of(2) { rule.ports(ports, Ports::Any) } else { rule.ports(Ports::Any, ports) }
    };
    filter((0..u32::try_from(rules).unwrap_or(0)).map(slab).collect())
}

/// Ranges of source ports by ranges of destination ports, from anywhere, each point under dozens of them.
pub fn rectangles(rules: usize) -> Filter {
    let mut dice = Dice(7);
    let mut rule = |_| {
        let mut ports = || {
            let low = dice.port(65_536);
            Ports::from(PortRange::new(low, low.saturating_add(dice.port(9_000))))
        };
        let (from, to) = (ports(), ports());
        Rule::new(if dice.percent(67) { Action::Allow } else { Action::Deny }, Protocol::Tcp).ports(from, to)
    };
    filter((0..rules).map(&mut rule).collect())
}

/// A hundred rules, again and again.
pub fn duplicates(rules: usize) -> Filter {
    let some = realistic(101).rules;
    filter(some.iter().take(100).cycle().take(rules).cloned().collect())
}

/// Filters that people published.
pub fn published() -> Vec<Filter> {
    let text = include_str!("../../tests/data/published-filters.json");
    let all: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let rule = |expression: &serde_json::Value| {
        let text = |field: &Field| expression[field.key()].as_str().unwrap_or_default();
        let blank = Rule::new(Action::Allow, Protocol::Ip);
        Field::ALL.iter().try_fold(blank, |rule, field| rule.with_text(*field, text(field)).ok())
    };
    let rules =
        |entry: &serde_json::Value| entry["Expression"].as_array().map(|all| all.iter().filter_map(rule).collect());
    all["Filters"].as_array().into_iter().flatten().filter_map(rules).map(filter).collect()
}

fn source((address, length): (u32, u8)) -> Source {
    Source::parse(&format!("{}/{length}", Ipv4Addr::from(address))).unwrap_or_default()
}

fn filter(rules: Vec<Rule>) -> Filter {
    Filter { rules, ..Filter::default() }
}
