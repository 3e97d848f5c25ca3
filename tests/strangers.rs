//! Strangers at the login port, on random filters made of rules that people write.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use sekimori::analysis::{Decider, first_match, readings};
use sekimori::filter::{Action, Filter, Ports, Protocol, Rule};
use sekimori::profile::{Guest, Profile};
use sekimori::report::{FindingKind, Report};
use support::rules::USUAL;

/// A filter as people write them, often with a login before some rules and behind others.
fn filter() -> impl Strategy<Value = Filter> {
    let login = |port| Rule::new(Action::Allow, Protocol::Tcp).ports(Ports::Any, Ports::One(port));
    let login = prop::option::weighted(0.4, prop::sample::select(vec![login(22), login(3389)]));
    (USUAL.filter(9), login).prop_map(|(mut filter, login)| {
        let middle = filter.rules.len() / 2;
        filter.rules.splice(middle..middle, login);
        filter
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
