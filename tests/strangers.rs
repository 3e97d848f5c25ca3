//! Strangers at the login port, on random filters made of rules that people write.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use sekimori::analysis::{Decider, first_match, readings};
use sekimori::filter::{Action, Filter, Ports, Protocol, Rule, Source};
use sekimori::profile::{Guest, Profile};
use sekimori::report::{FindingKind, Report};

/// Rules as they are found in the wild, good and bad.
fn rule() -> impl Strategy<Value = Rule> {
    let source =
        prop::sample::select(vec!["", "", "", "0.0.0.0", "0.0.0.0/0", "203.0.113.7", "198.51.100.0/24", "10.0.0.0/8"]);
    let port = || {
        let known = vec![
            "",
            "",
            "22",
            "80",
            "443",
            "53",
            "67",
            "68",
            "123",
            "3306",
            "3389",
            "5900",
            "32768-60999",
            "32768-61000",
            "32768-50000",
            "49152-65535",
            "1024-65535",
            "0-65535",
        ];
        prop::sample::select(known)
    };
    let protocol = prop::sample::select(vec![
        Protocol::Tcp,
        Protocol::Tcp,
        Protocol::Udp,
        Protocol::Udp,
        Protocol::Icmp,
        Protocol::Fragment,
        Protocol::Ip,
    ]);
    let from = prop_oneof![3 => Just(""), 1 => port()];
    (prop::bool::weighted(0.7), protocol, source, from, port()).prop_map(|(allow, protocol, source, from, to)| {
        let action = if allow { Action::Allow } else { Action::Deny };
        let [from, to] =
            [from, to].map(|text| if protocol.has_ports() { Ports::parse(text).unwrap() } else { Ports::Any });
        let from = if from.is_range() && to.is_range() { Ports::Any } else { from };
        Rule::new(action, protocol).from(Source::parse(source).unwrap()).ports(from, to)
    })
}

fn filter() -> impl Strategy<Value = Filter> {
    let closing = prop::option::weighted(0.7, Just(Rule::new(Action::Deny, Protocol::Ip)));
    let login = |port| Rule::new(Action::Allow, Protocol::Tcp).ports(Ports::Any, Ports::One(port));
    let login = prop::option::weighted(0.4, prop::sample::select(vec![login(22), login(3389)]));
    (prop::collection::vec(rule(), 0..9), login, closing).prop_map(|(mut rules, login, closing)| {
        // Before some rules and behind others.
        rules.splice(rules.len() / 2..rules.len() / 2, login);
        rules.extend(closing);
        Filter { rules, ..Filter::default() }
    })
}

/// Who administrates, if somebody said so.
fn admins() -> impl Strategy<Value = Vec<ipnet::Ipv4Net>> {
    let known = ["203.0.113.0/24", "203.0.113.7/32", "198.51.100.0/25", "10.20.0.0/16"];
    prop::sample::subsequence(known.map(|net| net.parse().unwrap()).to_vec(), 0..3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_stranger_who_is_said_to_log_in_does(filter in filter(), windows in any::<bool>(), admin in admins()) {
        let guest = if windows { Guest::Windows } else { Guest::Linux };
        let profile = Profile { guest, admin, ..Profile::default() };
        let findings = Report::proved(&filter, &profile).findings;
        for finding in findings.iter().filter(|finding| matches!(finding.kind, FindingKind::LoginOpen(..))) {
            let stranger = finding.witness.unwrap();
            prop_assert!(profile.admin.iter().all(|net| !net.contains(&stranger.source)), "{stranger}");
            for reading in readings(&filter) {
                let (decider, action) = first_match(&filter, &stranger, reading);
                prop_assert_eq!(action, Action::Allow);
                prop_assert!(finding.rules.iter().any(|rule| decider == Decider::Rule(*rule)), "{stranger}: {decider:?}");
            }
        }
    }
}
