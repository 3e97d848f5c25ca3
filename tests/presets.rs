//! What the preset catalogue promises, held against the exact packet sets of the analysis.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use sekimori::analysis::{Analysis, Kind, PacketSet, Reading, Region, Span, Verdict, rule_set};
use sekimori::filter::{Filter, MAX_RULES};
use sekimori::lang::Lang;
use sekimori::presets::{Arguments, Catalogue, Claims, ParameterKind, Preset};
use sekimori::profile::{Flow, Profile, plausible_sources};
use sekimori::report::flows;
use sekimori::report::{FindingKind, Insertion, Report};

/// The sample answers, but every network another one: two networks that are the same would hide a rule for the wrong one.
fn arguments(preset: &Preset) -> Arguments {
    let networks = ["203.0.113.0/24", "198.51.100.0/24", "192.0.2.0/24"];
    let asked = preset.parameters().iter().filter(|parameter| parameter.kind == ParameterKind::Network);
    assert!(asked.clone().count() <= networks.len(), "{}", preset.id());
    let mut arguments = preset.sample_arguments();
    arguments.extend(asked.map(|parameter| parameter.id.clone()).zip(networks.map(str::to_owned)));
    arguments
}

fn expanded(preset: &Preset) -> Filter {
    let rules = preset.expand(&arguments(preset), Lang::En).unwrap();
    Filter { rules, ..Filter::default() }
}

fn claims(server: &Preset) -> Claims {
    server.claims(&arguments(server)).unwrap().unwrap()
}

fn claimed_flows(claims: &Claims) -> Vec<Flow> {
    let known = flows(&claims.profile);
    let find = |id: &String| known.iter().find(|flow| flow.id.to_string() == *id).unwrap_or_else(|| panic!("{id}"));
    claims.flows.iter().map(|id| find(id).clone()).collect()
}

/// Every packet that can arrive: from a real address, and from a port that a sender can use.
fn everything() -> PacketSet {
    let mut all = PacketSet::all_from(plausible_sources());
    for kind in [Kind::Tcp, Kind::Udp] {
        let from_zero = Region::with_ports(kind, plausible_sources(), Span::one(0), Span::PORTS);
        all = all.subtract(&from_zero.into());
    }
    all
}

fn servers() -> impl Iterator<Item = (String, Filter, Claims)> {
    let catalogue = Catalogue::embedded();
    let all: Vec<_> =
        catalogue.servers().map(|server| (server.id().to_owned(), expanded(server), claims(server))).collect();
    assert!(all.len() >= 10);
    all.into_iter()
}

#[test]
fn every_flow_a_server_template_claims_passes_entirely() {
    for (id, filter, claims) in servers() {
        assert!(filter.rules.len() <= MAX_RULES, "{id}");
        let analysis = Analysis::new(&filter);
        assert!(!claims.flows.is_empty(), "{id}");
        for flow in claimed_flows(&claims) {
            let answer = analysis.answer(&flow.packets);
            assert_eq!(answer.verdict, Verdict::Allowed, "{id}: {} {:?}", flow.id, answer.deciders());
        }
        for rule in &claims.also {
            let answer = analysis.answer(&rule_set(rule, Reading::default()).intersect(&everything()));
            assert_eq!(answer.verdict, Verdict::Allowed, "{id}: {rule:?}");
        }
    }
}

#[test]
fn a_closed_server_template_blocks_everything_it_does_not_claim() {
    for (id, filter, claims) in servers().filter(|(_, _, claims)| claims.closed) {
        let mut rest = everything();
        for flow in claimed_flows(&claims) {
            rest = rest.subtract(&flow.packets);
        }
        for rule in &claims.also {
            rest = rest.subtract(&rule_set(rule, Reading::default()));
        }
        let answer = Analysis::new(&filter).answer(&rest);
        let leak = answer.example(sekimori::filter::Action::Allow).map(|packet| packet.to_string());
        assert_eq!((answer.verdict, leak), (Verdict::Blocked, None), "{id}");
    }
}

#[test]
fn a_server_template_lacks_nothing_its_server_needs_unless_it_says_so() {
    for (id, filter, claims) in servers() {
        let report = Report::of(&filter, &claims.profile);
        let lacking: Vec<String> = report
            .flows
            .iter()
            .filter(|verdict| verdict.flow.needed && verdict.verdict() != Verdict::Allowed)
            .map(|verdict| verdict.flow.id.to_string())
            .collect();
        // Talos: two ports of the return range are its own API.
        let expected: &[&str] = match id.as_str() {
            "talos-node" => &["tcp-replies", "dns-tcp", "ssh-admin"],
            _ => &[],
        };
        assert_eq!(lacking, expected, "{id}");
    }
}

#[test]
fn no_server_template_lets_strangers_log_in() {
    for (id, filter, claims) in servers() {
        let unsaid = Profile { admin: Vec::new(), ..claims.profile.clone() };
        for profile in [claims.profile.clone(), unsaid] {
            let findings = Report::of(&filter, &profile).findings;
            let open = findings.iter().find(|finding| matches!(finding.kind, FindingKind::LoginOpen(..)));
            assert_eq!(open, None, "{id}");
        }
    }
}

#[test]
fn every_block_is_spelt_as_the_cloud_takes_it() {
    for block in Catalogue::embedded().blocks() {
        let rules = expanded(block).rules;
        let empty = Filter::empty("new");
        let filled = Insertion::of(&empty, &rules).edit.unwrap().apply(&empty);
        assert_eq!(filled.rules.len(), rules.len(), "{}", block.id());
        for finding in Report::of(&filled, &Profile::default()).findings {
            assert!(!is_about_spelling(&finding.kind), "{}: {}", block.id(), finding.code());
        }
    }
}

fn is_about_spelling(kind: &FindingKind) -> bool {
    matches!(
        kind,
        FindingKind::BareZero
            | FindingKind::TwoRanges
            | FindingKind::BeyondLimit(_)
            | FindingKind::ServiceInSourcePort(..)
            | FindingKind::UselessDhcp67
            | FindingKind::UndocumentedProtocol(_)
            | FindingKind::AmbiguousMask(_)
            | FindingKind::HostBits
            | FindingKind::IgnoredPorts
            | FindingKind::AllPortsWritten
            | FindingKind::HexPorts
            | FindingKind::PortZero
            | FindingKind::LongName
            | FindingKind::LongDescription
    )
}
