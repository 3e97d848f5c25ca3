//! Random rules in a small universe of values, in which they collide: nested and adjacent networks, touching ranges, the
//! outermost ports.

use proptest::prelude::*;
use sekimori::filter::{Action, Filter, PortRange, Ports, Protocol, Rule, Source};

const SOURCES: [&str; 14] = [
    "",
    "0.0.0.0",
    "0.0.0.0/1",
    "128.0.0.0/1",
    "10.0.0.0/8",
    "10.1.0.0/16",
    "10.1.2.0/24",
    "10.1.2.0/25",
    "10.1.2.128/25",
    "10.1.2.3",
    "10.1.2.9/24",
    "10.1.2.0/255.255.255.0",
    "10.1.2.3/10.1.2.130",
    "255.255.255.255",
];
const PORTS: [&str; 14] = [
    "",
    "0",
    "65535",
    "0-65535",
    "1-65535",
    "22",
    "22-23",
    "23-24",
    "67",
    "68",
    "32768-60999",
    "32768-61000",
    "61000-65535",
    "0x0010/0xfffc",
];
const PROTOCOLS: [Protocol; 9] = [
    Protocol::Tcp,
    Protocol::Tcp,
    Protocol::Udp,
    Protocol::Udp,
    Protocol::Icmp,
    Protocol::Fragment,
    Protocol::Ip,
    Protocol::Http,
    Protocol::Https,
];

fn ports() -> impl Strategy<Value = Ports> {
    prop_oneof![
        4 => prop::sample::select(PORTS.to_vec()).prop_map(|text| Ports::parse(text).unwrap()),
        1 => (0u16..80, 0u16..80).prop_map(|(a, b)| PortRange::new(a, b).into()),
    ]
}

/// One rule.
pub fn rule() -> impl Strategy<Value = Rule> {
    let protocol = prop::sample::select(PROTOCOLS.to_vec());
    let source = prop::sample::select(SOURCES.to_vec()).prop_map(|text| Source::parse(text).unwrap());
    (any::<bool>(), protocol, source, ports(), ports()).prop_map(|(allow, protocol, source, from, to)| {
        Rule::new(if allow { Action::Allow } else { Action::Deny }, protocol).from(source).ports(from, to)
    })
}

/// A filter of fewer than so many rules.
pub fn filter(rules: usize) -> impl Strategy<Value = Filter> {
    prop::collection::vec(rule(), 0..rules).prop_map(|rules| Filter { rules, ..Filter::default() })
}
