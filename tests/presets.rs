//! What the preset catalogue promises, held against the report and the exact packet sets of the analysis.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use sekimori::analysis::{Analysis, Interpretation, PacketKind, PacketSet, Region, Span, Verdict, rule_set};
use sekimori::filter::{Action, Field, Filter, MAX_RULES, Ports, Protocol, Rule};
use sekimori::lang::Lang;
use sekimori::presets::{Arguments, Catalogue, Claims, ParameterKind, Preset};
use sekimori::profile::{FlowId, Profile, ProfileField, plausible_sources};
use sekimori::report::{Finding, FindingKind, FlowVerdict, Insertion, Level, Report, Severity, Status};
use std::collections::BTreeSet;

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

/// Every packet that can arrive: from a real address, and from a port that a sender can use.
fn everything() -> PacketSet {
    let mut all = PacketSet::all_from(plausible_sources());
    for kind in [PacketKind::Tcp, PacketKind::Udp] {
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

/// The rows that a template claims, in its own report.
fn claimed<'r>(id: &str, report: &'r Report, claims: &Claims) -> Vec<&'r FlowVerdict> {
    let find = |flow: &String| report.flows.iter().find(|row| row.flow.id.to_string() == *flow);
    claims.flows.iter().map(|flow| find(flow).unwrap_or_else(|| panic!("{id}: {flow}"))).collect()
}

#[test]
fn every_flow_a_server_template_claims_works() {
    for (id, filter, claims) in servers() {
        assert!(filter.rules.len() <= MAX_RULES, "{id}");
        assert!(!claims.flows.is_empty(), "{id}");
        let report = Report::of(&filter, &claims.profile);
        for row in claimed(&id, &report, &claims) {
            assert_eq!(row.verdict(), Verdict::Allowed, "{id}: {} {:?}", row.flow.id, row.deciders);
            assert!(
                row.losses.iter().all(|loss| loss.level() <= Level::Trace),
                "{id}: {} {:?}",
                row.flow.id,
                row.losses
            );
        }
        let analysis = Analysis::new(&filter);
        for rule in &claims.also {
            let answer = analysis.answer(&rule_set(rule, Interpretation::default()).intersect(&everything()));
            assert_eq!(answer.verdict, Verdict::Allowed, "{id}: {rule:?}");
        }
    }
}

#[test]
fn a_closed_server_template_blocks_everything_it_does_not_claim() {
    for (id, filter, claims) in servers().filter(|(_, _, claims)| claims.closed) {
        let report = Report::of(&filter, &claims.profile);
        let mut rest = everything();
        for row in claimed(&id, &report, &claims) {
            rest = rest.subtract(&row.flow.packets);
        }
        for rule in &claims.also {
            rest = rest.subtract(&rule_set(rule, Interpretation::default()));
        }
        let answer = Analysis::new(&filter).answer(&rest);
        let leak = answer.example(Action::Allow).map(|packet| packet.to_string());
        assert_eq!((answer.verdict, leak), (Verdict::Blocked, None), "{id}");
        let last = report.flow(FlowId::EverythingElse).unwrap();
        assert_eq!((last.verdict(), last.status()), (Verdict::Blocked, Status::Fine), "{id}");
    }
}

/// What a rule opens to somebody only, nobody else reaches: neither by a range for replies nor from a special port.
#[test]
fn what_a_server_template_opens_to_somebody_is_closed_to_everyone_else() {
    for (id, filter, _) in servers() {
        let named = |rule: &&Rule| rule.action == Action::Allow && !rule.source.is_any();
        let ports = |rule: &&Rule| rule.protocol.has_ports() && rule.source_port == Ports::Any;
        let mut guarded = filter.rules.iter().filter(named).filter(ports).peekable();
        assert!(guarded.peek().is_some(), "{id}");
        for rule in guarded {
            let anyone = Rule { source: sekimori::filter::Source::default(), ..rule.clone() };
            let mut others = rule_set(&anyone, Interpretation::default()).intersect(&everything());
            for known in filter.rules.iter().filter(named) {
                others = others.subtract(&rule_set(known, Interpretation::default()));
            }
            let answer = Analysis::new(&filter).answer(&others);
            let leak = answer.example(Action::Allow).map(|packet| packet.to_string());
            assert_eq!((answer.verdict, leak), (Verdict::Blocked, None), "{id}: {rule:?}");
        }
    }
}

/// Everyone reaches a port from any port of theirs or from none; a port that answers come from opens no other.
#[test]
fn no_server_template_has_a_door_by_the_senders_port() {
    for (id, filter, claims) in servers() {
        for rule in filter.rules.iter().filter(|rule| rule.action == Action::Allow && rule.source_port != Ports::Any) {
            let dhcp = (rule.source_port, rule.destination_port) == (Ports::One(67), Ports::One(68));
            let time = (rule.source_port, rule.destination_port) == (Ports::One(123), Ports::One(123));
            assert!(dhcp || time, "{id}: {rule:?}");
        }
        let door = Report::of(&filter, &claims.profile).findings.into_iter().find(|finding| {
            matches!(finding.kind, FindingKind::TrustsSourcePort(..) | FindingKind::ServiceInSourcePort(..))
        });
        assert_eq!(door, None, "{id}");
    }
}

#[test]
fn no_server_template_has_an_error_or_a_warning_nor_asks_for_anything() {
    for (id, filter, claims) in servers() {
        let report = Report::proved(&filter, &claims.profile);
        let told: Vec<String> = report
            .findings
            .iter()
            .chain(&report.folded)
            .filter(|finding| finding.severity < Severity::Note || !finding.needs.is_empty())
            .map(|finding| format!("{:?} {} {:?}", finding.severity, finding.code(), finding.rules))
            .collect();
        assert_eq!(told, [""; 0], "{id}");
        // Pods get ports that the cluster keeps for itself, a few in 64,512.
        let notes: BTreeSet<String> = report.findings.iter().map(Finding::code).collect();
        let expected: &[&str] = match id.as_str() {
            "kubernetes-node" => &["listeners-in-return-range", "own-nat-partly"],
            "talos-node" => &["listeners-in-return-range", "own-nat-partly", "tcp-replies-partly"],
            _ => &[],
        };
        assert_eq!(notes, expected.iter().map(|code| (*code).to_owned()).collect(), "{id}");
    }
}

/// As most people have it: they administrate from the network that they serve.
#[test]
fn one_network_in_every_place_makes_nothing_wrong() {
    for server in Catalogue::embedded().servers() {
        let sample = server.sample_arguments();
        let filter = Filter { rules: server.expand(&sample, Lang::Ja).unwrap(), ..Filter::default() };
        let report = Report::proved(&filter, &server.claims(&sample).unwrap().unwrap().profile);
        let wrong = report.findings.iter().find(|one| one.severity < Severity::Note || !one.needs.is_empty());
        assert_eq!(wrong, None, "{}", server.id());
    }
}

#[test]
fn a_server_template_lacks_nothing_its_server_needs() {
    for (id, filter, claims) in servers() {
        let report = Report::of(&filter, &claims.profile);
        let wanted = |row: &&FlowVerdict| row.flow.needed && row.flow.id != FlowId::EverythingElse;
        for row in report.flows.iter().filter(wanted) {
            assert_eq!(row.verdict(), Verdict::Allowed, "{id}: {}", row.flow.id);
            assert!(claims.flows.contains(&row.flow.id.to_string()), "{id}: {} is not claimed", row.flow.id);
        }
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

/// A web server that nothing is wrong with, behind the profile that goes with a block.
fn web_server(profile: &[(ProfileField, &str)]) -> (Filter, Profile) {
    let catalogue = Catalogue::embedded();
    let server = catalogue.find("web-server").unwrap();
    let profile =
        profile.iter().fold(claims(server).profile, |profile, (field, text)| profile.with_text(*field, text).unwrap());
    (expanded(server), profile)
}

/// What a block is for, beside a web server.
fn setting(block: &str) -> &'static [(ProfileField, &'static str)] {
    match block {
        "return-windows" => &[(ProfileField::Ephemeral, "49152-65535")],
        "return-freebsd" => &[(ProfileField::Guest, "freebsd")],
        "return-wide" => &[(ProfileField::Uses, "nat")],
        "unbound" => &[(ProfileField::Uses, "unbound")],
        "ntp" => &[(ProfileField::Uses, "ntpd")],
        "nfs-client" => &[(ProfileField::Uses, "nfs")],
        _ => &[],
    }
}

fn worse(before: &Report, after: &Report) -> Vec<String> {
    let known = |finding: &Finding| {
        before.findings.iter().any(|old| old.is_about_the_same(finding) && old.severity <= finding.severity)
    };
    let new = after.findings.iter().filter(|finding| finding.severity < Severity::Note && !known(finding));
    new.map(Finding::code).collect()
}

#[test]
fn a_block_in_a_sound_filter_brings_nothing_wrong_and_does_what_it_says() {
    for block in Catalogue::embedded().blocks() {
        let id = block.id();
        let (filter, profile) = web_server(setting(id));
        let before = Report::of(&filter, &profile);
        for arguments in [arguments(block), block.sample_arguments()] {
            let rules = block.expand(&arguments, Lang::En).unwrap();
            let insertion = Insertion::of(&filter, &rules);
            let after = insertion.edit.map_or_else(|| filter.clone(), |edit| edit.apply(&filter));
            let report = Report::of(&after, &profile);
            assert_eq!(worse(&before, &report), [""; 0], "{id}");
            // Whoever the block is not for keeps what he had; its own packets fare as its rules say.
            let analysis = Analysis::new(&after);
            for rule in rules.iter().filter(|rule| rule.protocol != Protocol::Ip || rule.action == Action::Allow) {
                let answer = analysis.answer(&rule_set(rule, Interpretation::default()).intersect(&everything()));
                let wanted = if rule.action == Action::Allow { Verdict::Allowed } else { Verdict::Blocked };
                assert_eq!(answer.verdict, wanted, "{id}: {rule:?}");
            }
            for row in report.flows.iter().filter(|row| row.flow.needed && row.flow.id != FlowId::EverythingElse) {
                assert_eq!(row.verdict(), Verdict::Allowed, "{id}: {}", row.flow.id);
            }
        }
    }
}

/// Where programs choose their ports as the system says, these ranges are wider than answers need: the report says what
/// they open, as it would for any such rule.
#[test]
fn a_return_range_of_another_system_is_told() {
    for (block, found) in [("return-wide", ["rest-open"]), ("return-freebsd", ["rest-open"])] {
        let (filter, profile) = web_server(&[]);
        let rules = expanded(Catalogue::embedded().find(block).unwrap()).rules;
        let after = Insertion::of(&filter, &rules).edit.unwrap().apply(&filter);
        let report = Report::of(&after, &profile);
        assert_eq!(worse(&Report::of(&filter, &profile), &report), found, "{block}");
    }
}

/// Packets by protocol, source, source port and destination port; blank is any.
fn packets(protocol: Protocol, texts: [&str; 3]) -> PacketSet {
    let fields = [Field::Source, Field::SourcePort, Field::DestinationPort];
    let rule = fields
        .into_iter()
        .zip(texts)
        .fold(Rule::new(Action::Allow, protocol), |rule, (field, text)| rule.with_text(field, text).unwrap());
    rule_set(&rule, Interpretation::default()).intersect(&everything())
}

fn verdict(filter: &Filter, protocol: Protocol, texts: [&str; 3]) -> Verdict {
    Analysis::new(filter).answer(&packets(protocol, texts)).verdict
}

/// A filter with the rules of a preset as well.
fn with(filter: &Filter, preset: &str, given: &[(&str, &str)]) -> Filter {
    let given = given.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect();
    let rules = Catalogue::embedded().find(preset).unwrap().expand(&given, Lang::En).unwrap();
    Insertion::of(filter, &rules).edit.map_or_else(|| filter.clone(), |edit| edit.apply(filter))
}

const ADMIN: (&str, &str) = ("admin", "203.0.113.0/24");

/// An address of time.windows.com, which Windows asks unless it is told otherwise.
const WINDOWS_TIME: &str = "20.101.57.9";

#[test]
fn windows_gets_its_time_from_wherever_it_asks_unless_it_is_limited() {
    let server = with(&Filter::empty("new"), "windows-server", &[ADMIN]);
    assert_eq!(verdict(&server, Protocol::Udp, [WINDOWS_TIME, "123", "123"]), Verdict::Allowed);
    let profile = Profile::default().with_text(ProfileField::Guest, "windows").unwrap();
    for time in [WINDOWS_TIME, "210.188.224.14"] {
        let profile = profile.with_text(ProfileField::Time, time).unwrap();
        assert_eq!(Report::of(&server, &profile).flow(FlowId::Ntp123).unwrap().verdict(), Verdict::Allowed, "{time}");
    }
    let limited = with(&Filter::empty("new"), "windows-server", &[ADMIN, ("time", "210.188.224.14")]);
    assert_eq!(verdict(&limited, Protocol::Udp, [WINDOWS_TIME, "123", "123"]), Verdict::Blocked);
}

#[test]
fn the_ntp_block_is_for_one_server_unless_any_is_asked_for() {
    let (server, _) = web_server(&[]);
    let pool = [WINDOWS_TIME, "123", "123"];
    assert_eq!(verdict(&with(&server, "ntp", &[]), Protocol::Udp, pool), Verdict::Blocked);
    assert_eq!(verdict(&with(&server, "ntp", &[("server", "any")]), Protocol::Udp, pool), Verdict::Allowed);
}

/// NAT takes any port from 1024 on; what the cluster keeps for itself is a few of them.
#[test]
fn pods_get_their_replies_at_every_port_but_the_clusters_own() {
    for id in ["kubernetes-node", "talos-node"] {
        let cluster = with(&Filter::empty("new"), id, &[ADMIN, ("nodes", "192.0.2.0/24")]);
        let denied = cluster.rules.iter().filter(|rule| rule.action == Action::Deny && rule.protocol.has_ports());
        let denied: Vec<PacketSet> = denied.map(|rule| rule_set(rule, Interpretation::default())).collect();
        for from in ["443", "80", "22", "25"] {
            let replies = packets(Protocol::Tcp, ["", from, "1024-65535"]);
            let rest = denied.iter().fold(replies.clone(), |rest, own| rest.subtract(own));
            assert_eq!(Analysis::new(&cluster).answer(&rest).verdict, Verdict::Allowed, "{id}: {from}");
            assert!(rest.count() > replies.count() / 1000 * 999, "{id}: {from}");
        }
        // With the range of Linux more than half of them would fail.
        let narrow = Filter {
            rules: cluster.rules.iter().filter(|rule| !rule.description.starts_with("return")).cloned().collect(),
            ..cluster.clone()
        };
        let narrow = with(&narrow, "return-linux", &[]);
        let profile = Profile::default().with_text(ProfileField::Uses, "nat").unwrap();
        let row = Report::of(&narrow, &profile).flow(FlowId::OwnNat).unwrap().losses.clone();
        assert!(row.iter().any(|loss| loss.share() > 0.5), "{id}");
    }
}

#[test]
fn an_own_resolver_needs_the_block_of_its_name() {
    let (server, profile) = web_server(&[(ProfileField::Uses, "unbound")]);
    let server = with(&server, "dns-server", &[("source", "192.0.2.0/24")]);
    let lost = |filter: &Filter| {
        let report = Report::of(filter, &profile);
        report.flow(FlowId::OwnUnbound).unwrap().losses.iter().map(|loss| loss.share()).fold(0.0, f64::max)
    };
    assert!((0.4..0.6).contains(&lost(&server)), "{}", lost(&server));
    assert!(lost(&with(&server, "unbound", &[])) < 0.001);
}

/// Their ports lie inside of the range for return packets, so a source limits nothing there.
#[test]
fn the_source_of_mosh_and_wireguard_limits_only_what_lies_outside_of_the_return_range() {
    let office = ("source", "203.0.113.0/24");
    let stranger = |filter: &Filter, port| verdict(filter, Protocol::Udp, ["198.51.100.23", "50000", port]);
    let (server, _) = web_server(&[]);
    let mosh = with(&server, "mosh", &[office]);
    assert_eq!(
        ["60000", "60999", "61000"].map(|port| stranger(&mosh, port)),
        [Verdict::Allowed, Verdict::Allowed, Verdict::Blocked]
    );
    assert_eq!(verdict(&mosh, Protocol::Udp, ["203.0.113.9", "50000", "61000"]), Verdict::Allowed);
    assert_eq!(stranger(&with(&server, "wireguard", &[office]), "51820"), Verdict::Allowed);
    let alone = with(&with(&Filter::empty("new"), "deny-all", &[]), "wireguard", &[office]);
    assert_eq!(stranger(&alone, "51820"), Verdict::Blocked);
}

#[test]
fn nfs_replies_below_1024_need_the_block() {
    let (server, profile) = web_server(&[(ProfileField::Uses, "nfs"), (ProfileField::Peers, "192.0.2.10")]);
    let replies =
        |filter: &Filter| ["800", "1023"].map(|to| verdict(filter, Protocol::Tcp, ["192.0.2.10", "2049", to]));
    assert_eq!(replies(&server), [Verdict::Blocked; 2]);
    let client = with(&server, "nfs-client", &[("server", "192.0.2.10")]);
    assert_eq!(replies(&client), [Verdict::Allowed; 2]);
    assert_eq!(Report::of(&client, &profile).flow(FlowId::OwnNfs).unwrap().verdict(), Verdict::Allowed);
}

/// The control panel's rows, one below the other, without those that are left out.
fn by_the_panel(time: &str, without: &[&str]) -> Filter {
    let catalogue = Catalogue::embedded();
    let rows = catalogue.panel().filter(|row| !without.contains(&row.id()));
    rows.fold(Filter::empty("new"), |filter, row| match row.id() {
        "panel-ssh" => with(&filter, row.id(), &[("source", "203.0.113.0/24")]),
        "panel-ntp" => with(&filter, row.id(), &[("server", time)]),
        id => with(&filter, id, &[]),
    })
}

#[test]
fn a_whole_filter_can_be_built_from_the_rows_of_the_control_panel() {
    let filter = by_the_panel("210.188.224.14", &[]);
    assert_eq!(filter.rules.len(), Catalogue::embedded().panel().count());
    let (_, profile) = web_server(&[]);
    let report = Report::proved(&filter, &profile);
    let wrong: Vec<String> =
        report.findings.iter().filter(|finding| finding.severity < Severity::Note).map(Finding::code).collect();
    assert_eq!(wrong, [""; 0]);
    for row in report.flows.iter().filter(|row| row.flow.needed && row.flow.id != FlowId::EverythingElse) {
        assert_eq!(row.verdict(), Verdict::Allowed, "{}", row.flow.id);
    }
    let last = report.flow(FlowId::EverythingElse).unwrap();
    assert_eq!((last.verdict(), last.status()), (Verdict::Blocked, Status::Fine));
}

#[test]
fn what_a_row_of_the_control_panel_lacks_is_found() {
    let (_, profile) = web_server(&[]);
    let codes = |filter: &Filter, profile: &Profile| {
        let findings = Report::of(filter, profile).findings;
        findings.into_iter().filter(|one| one.severity < Severity::Note).map(|one| one.code()).collect::<Vec<_>>()
    };
    // Whoever sends from 123 reaches every udp port.
    let open = by_the_panel("any", &[]);
    assert_eq!(codes(&open, &profile), ["trusts-source-port"]);
    for port in ["1", "161", "65535"] {
        assert_eq!(verdict(&open, Protocol::Udp, ["198.51.100.23", "123", port]), Verdict::Allowed, "{port}");
    }
    // One port more than Linux picks, and fewer than Windows does.
    assert_eq!(verdict(&open, Protocol::Tcp, ["198.51.100.23", "50000", "61000"]), Verdict::Allowed);
    let windows = profile.with_text(ProfileField::Guest, "windows").unwrap();
    assert!(codes(&open, &windows).contains(&"tcp-replies-partly".to_owned()));
    // The row for port 68 asks for no source port.
    assert_eq!(verdict(&open, Protocol::Udp, ["198.51.100.23", "50000", "68"]), Verdict::Allowed);
    let named = "210.188.224.14";
    assert!(codes(&by_the_panel(named, &["panel-dhcp"]), &profile).contains(&"dhcp-blocked".to_owned()));
    assert!(codes(&by_the_panel(named, &["panel-deny-all"]), &profile).contains(&"no-final-deny".to_owned()));
    assert!(codes(&by_the_panel(named, &["panel-return-tcp"]), &profile).contains(&"tcp-replies-blocked".to_owned()));
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
