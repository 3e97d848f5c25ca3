//! The laws of repairs, on filters of every kind: each single repair and every chain of them, worst first and in any other
//! order. The report proves its repairs by these laws; here they are asked again from the first version to the last, and
//! once more in plain words on sampled packets, by the brute-force evaluation.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::analysis::{Analysis, Interpretation, Packet, PacketSet, Payload, difference, first_match, matches};
use sekimori::filter::{Action, Filter, MAX_RULES, PortRange, Ports, Protocol, Rule, Source};
use sekimori::profile::{Attachment, Expectation, FlowId, Guest, Profile, Service, Use};
use sekimori::report::{Broken, Finding, Need, Report, Severity, broken_laws};
use std::net::Ipv4Addr;
use support::cases::{self, told};
use support::dice::Dice;
use support::rules::{USUAL, list};

/// So many repairs lead from any filter to one without.
const MOST_STEPS: usize = 40;

/// So many random filters; more by hand: `LAWS_CASES=20000 cargo test --test laws`.
fn count(usual: usize) -> usize {
    std::env::var("LAWS_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// What a healthy server lets in.
fn returns() -> Vec<Rule> {
    let allow = |protocol| Rule::new(Action::Allow, protocol);
    let ephemeral = PortRange::new(32768, 60999).into();
    vec![
        allow(Protocol::Udp).ports(Ports::One(67), Ports::One(68)),
        allow(Protocol::Tcp).ports(Ports::Any, ephemeral),
        allow(Protocol::Udp).ports(Ports::Any, ephemeral),
        allow(Protocol::Icmp),
        allow(Protocol::Fragment),
    ]
}

/// A filter as people write them, often with what a healthy server lets in and sometimes as long as it may be.
fn random_filter(dice: &mut Dice) -> Filter {
    let most = if dice.percent(10) { 14 } else { 7 };
    let mut rules = dice.draw(&USUAL.filter(most)).rules;
    let closing = rules.pop_if(|rule| *rule == Rule::new(Action::Deny, Protocol::Ip));
    if dice.percent(50) {
        let kept: Vec<Rule> = returns().into_iter().filter(|_| dice.percent(85)).collect();
        let at = dice.below(rules.len() + 1);
        rules.splice(at..at, kept);
    }
    rules.extend(closing);
    if dice.percent(6) {
        let customer = |n: usize| {
            let source = Source::parse(&format!("192.0.2.{n}")).unwrap();
            Rule::new(Action::Allow, Protocol::Tcp).from(source).ports(Ports::Any, Ports::One(443))
        };
        let missing = (MAX_RULES + dice.below(3)).saturating_sub(rules.len());
        rules.splice(0..0, (1..=missing).map(customer));
    }
    list(rules)
}

fn random_profile(dice: &mut Dice) -> Profile {
    let mut profile = Profile::default();
    if dice.percent(25) {
        profile.attachment = dice.one(&[Attachment::Switch, Attachment::Switch, Attachment::Router]);
        profile.dhcp = dice.percent(20);
    }
    if dice.percent(25) {
        profile.guest = dice.one(&[Guest::Windows, Guest::Windows, Guest::Freebsd, Guest::Macos]);
    }
    if dice.percent(40) {
        let nets = ["203.0.113.0/24", "203.0.113.7/32", "198.51.100.7/32", "10.0.0.0/8", "192.168.20.0/24"];
        profile.admin = (0..=dice.below(2)).map(|_| dice.one(&nets).parse().unwrap()).collect();
    }
    if dice.percent(25) {
        let all = ["443/tcp", "80/tcp", "53/udp", "3306/tcp", "8443/tcp", "50000/tcp"];
        profile.services = (0..=dice.below(2)).map(|_| service(dice.one(&all))).collect();
        profile.services.dedup();
    }
    if dice.percent(20) {
        profile.uses = vec![dice.one(&Use::ALL)];
    }
    if dice.percent(12) {
        profile.resolvers = vec![dice.one(&["133.242.0.3", "210.188.224.10", "10.0.0.2"]).parse().unwrap()];
    }
    if dice.percent(6) {
        profile.time_servers = vec![dice.one(&["210.188.224.14", "133.242.0.9"]).parse().unwrap()];
    }
    if dice.percent(12) {
        profile.peers = vec![dice.one(&["192.168.20.0/24", "10.0.0.0/8"]).parse().unwrap()];
    }
    if dice.percent(8) {
        profile.logins = vec![dice.one(&[2022, 40022, 50000])];
    }
    if dice.percent(15) {
        let (wants, traffic, except) = dice.one(&[
            (Action::Allow, "tcp 203.0.113.0/24 -> 8443", None),
            (Action::Allow, "tcp any -> 443", None),
            (Action::Allow, "udp 198.51.100.7 -> 51820", None),
            (Action::Deny, "tcp any -> 3306", None),
            (Action::Deny, "tcp any -> 50000", None),
            (Action::Deny, "tcp any -> 22", Some("tcp 203.0.113.0/24 -> 22")),
            (Action::Deny, "udp any -> 161", None),
        ]);
        let set = |text: &str| PacketSet::parse(text).unwrap();
        let except = except.map_or_else(PacketSet::empty, set);
        profile.expectations = vec![Expectation { wants, traffic: set(traffic), except }];
    }
    profile
}

// What the page says of a filter, in plain words.

const LOGINS: [u16; 7] = [2222, 3389, 10022, 20022, 22022, 22222, 50022];

fn addresses(source: Source) -> (u32, u32) {
    let range = source.addresses();
    (range.first.into(), range.last.into())
}

fn names_somebody(rule: &Rule) -> bool {
    let (first, last) = addresses(rule.source);
    u64::from(last - first) < 1 << 24 && !rule.source.is_bare_zero()
}

fn is_for_everyone(rule: &Rule) -> bool {
    let (first, last) = addresses(rule.source);
    first <= 0x0100_0000 && last >= 0xdfff_ffff
}

fn has_ports(rule: &Rule) -> bool {
    let named = |ports: Ports| ports != Ports::Any && !ports.covers_everything();
    match rule.protocol {
        Protocol::Tcp | Protocol::Udp => named(rule.source_port) || named(rule.destination_port),
        Protocol::Http | Protocol::Https => true,
        _ => false,
    }
}

fn shuts(rule: &Rule) -> bool {
    let ban = !is_for_everyone(rule) && !rule.source.is_bare_zero();
    rule.action == Action::Deny && (ban || (is_for_everyone(rule) && has_ports(rule)))
}

fn single(rule: &Rule) -> Option<u16> {
    match rule.destination_port {
        Ports::One(port) => Some(port),
        Ports::Range(range) if range.first == range.last => Some(range.first),
        _ => None,
    }
}

fn login_ports(filter: &Filter, profile: &Profile) -> Vec<u16> {
    let mut ports = vec![22];
    if profile.guest == Guest::Windows {
        ports.push(3389);
    }
    ports.extend(&profile.logins);
    let allows = filter.rules.iter().filter(|rule| rule.action == Action::Allow && rule.protocol == Protocol::Tcp);
    let described = |rule: &Rule| ["SSH", "SFTP", "RDP", "踏み台"].iter().any(|word| rule.description.contains(word));
    let shown = allows.filter_map(|rule| Some((rule, single(rule)?)));
    ports.extend(shown.filter(|(rule, port)| LOGINS.contains(port) || described(rule)).map(|(_, port)| port));
    ports
}

fn few_ports(rule: &Rule) -> Vec<u16> {
    if !rule.protocol.has_ports() || rule.destination_port == Ports::Any {
        return Vec::new();
    }
    let ranges = rule.destination_port.ranges();
    let all: Vec<u16> = ranges.iter().flat_map(|range| range.first..=range.last).take(17).collect();
    if all.len() > 16 { Vec::new() } else { all }
}

fn is_administrator(filter: &Filter, profile: &Profile, logins: &[u16], source: Ipv4Addr) -> bool {
    if !profile.admin.is_empty() {
        return profile.admin.iter().any(|net| net.contains(&source));
    }
    let reaches = |rule: &&Rule| match rule.protocol {
        Protocol::Ip => true,
        Protocol::Tcp => logins.iter().any(|port| rule.destination_port.ranges().iter().any(|own| own.contains(*port))),
        _ => false,
    };
    let allows = filter.rules.iter().filter(|rule| rule.action == Action::Allow && names_somebody(rule));
    allows.filter(reaches).any(|rule| rule.source.addresses().contains(source))
}

/// Whether the profile itself asks for a packet, so that nothing protects from it.
fn is_asked_for(profile: &Profile, logins: &[u16], packet: &Packet) -> bool {
    let answers = profile.ephemeral_ports();
    let from = packet.source;
    let named = match packet.payload {
        Payload::Tcp { source_port, destination_port } => {
            let admin = logins.contains(&destination_port) && profile.admin.iter().any(|net| net.contains(&from));
            admin || (source_port == 53 && answers.contains(destination_port) && profile.resolvers.contains(&from))
        }
        Payload::Udp { source_port: 53, destination_port } => {
            answers.contains(destination_port) && profile.resolvers.contains(&from)
        }
        Payload::Udp { source_port: 123, destination_port } => {
            (answers.contains(destination_port) || destination_port == 123) && profile.time_servers.contains(&from)
        }
        _ => false,
    };
    let peers = profile.attachment == Attachment::Switch && profile.peers.iter().any(|net| net.contains(&from));
    let answer = matches!(packet.payload, Payload::Tcp { destination_port, .. } | Payload::Udp { destination_port, .. }
        if answers.contains(destination_port));
    let passes = |one: &Expectation| one.wants == Action::Allow && one.packets().contains(packet);
    named || (peers && answer) || profile.expectations.iter().any(passes)
}

/// Why a filter and its profile protect this packet, if they do.
fn protected(filter: &Filter, profile: &Profile, packet: &Packet) -> Option<String> {
    let logins = login_ports(filter, profile);
    if is_asked_for(profile, &logins, packet) {
        return None;
    }
    if profile.expectations.iter().any(|one| one.wants == Action::Deny && one.packets().contains(packet)) {
        return Some("an expectation blocks it".to_owned());
    }
    if let Some(at) =
        filter.rules.iter().position(|rule| shuts(rule) && matches(rule, packet, Interpretation::default()))
    {
        return Some(format!("rule {} shuts it", at + 1));
    }
    let (protocol, from, port) = match packet.payload {
        Payload::Tcp { source_port, destination_port } => (Protocol::Tcp, source_port, destination_port),
        Payload::Udp { source_port, destination_port } => (Protocol::Udp, source_port, destination_port),
        _ => return None,
    };
    if protocol == Protocol::Tcp && logins.contains(&port) && !is_administrator(filter, profile, &logins, packet.source)
    {
        return Some("it is a login of somebody else".to_owned());
    }
    let offers =
        |rule: &&Rule| rule.action == Action::Allow && rule.protocol == protocol && few_ports(rule).contains(&port);
    let web = match port {
        80 => Some(Protocol::Http),
        443 => Some(Protocol::Https),
        _ => None,
    };
    let by_name = |rule: &Rule| protocol == Protocol::Tcp && Some(rule.protocol) == web && rule.action == Action::Allow;
    if filter.rules.iter().any(|rule| by_name(rule) && is_for_everyone(rule)) {
        return None;
    }
    let of_everyone = |rule: &Rule| is_for_everyone(rule) || wide_meaning(rule, port, &logins);
    let open = filter.rules.iter().filter(|rule| rule.action == Action::Allow && rule.protocol == protocol);
    let meant = open
        .filter(|rule| is_for_everyone(rule))
        .any(|rule| few_ports(rule).contains(&port) || (of_everyone(rule) && wide_meaning(rule, port, &logins)));
    let offered = profile.services.iter().any(|one| one.protocol == protocol && one.port == port);
    let named: Vec<&Rule> = filter.rules.iter().filter(offers).filter(|rule| names_somebody(rule)).collect();
    let is_named = named.iter().any(|rule| rule.source.addresses().contains(packet.source));
    (from >= 1024 && !named.is_empty() && !is_named && !meant && !offered)
        .then(|| "somebody alone may reach the port".to_owned())
}

/// Whether a rule means a port of a range such as that of media.
fn wide_meaning(rule: &Rule, port: u16, logins: &[u16]) -> bool {
    let ranges = rule.destination_port.ranges();
    let many: u32 = ranges.iter().map(|range| u32::from(range.last - range.first) + 1).sum();
    let sound = |range: &PortRange| range.first > 1023 && !logins.iter().any(|login| range.contains(*login));
    many <= 4096 && ranges.iter().all(sound) && ranges.iter().any(|range| range.contains(port))
}

/// What a statement says, as far as a list must keep it.
fn still_says(after: &Filter, statement: &Rule, logins: &[u16]) -> bool {
    let same = |rule: &Rule| {
        (rule.action, rule.protocol) == (statement.action, statement.protocol)
            && addresses(rule.source) == addresses(statement.source)
            && (rule.source_port.ranges(), rule.destination_port.ranges())
                == (statement.source_port.ranges(), statement.destination_port.ranges())
    };
    if after.rules.iter().any(same) {
        return true;
    }
    let written = statement.protocol == Protocol::Http || statement.protocol == Protocol::Https;
    if written || statement.source.is_bare_zero() {
        return true;
    }
    if statement.action == Action::Deny {
        let alike =
            |rule: &Rule| rule.action == Action::Deny && is_for_everyone(rule) && rule.protocol == statement.protocol;
        return is_for_everyone(statement) && !has_ports(statement) && after.rules.iter().any(alike);
    }
    // An allow may have been narrowed.
    let narrower = |rule: &Rule| {
        let (low, high) = addresses(rule.source);
        let (first, last) = addresses(statement.source);
        let ports = |own: Ports, other: Ports| {
            let within = |range: &PortRange| {
                other.ranges().iter().any(|wide| wide.first <= range.first && range.last <= wide.last)
            };
            own.ranges().iter().all(within)
        };
        // A sender's port beside a service was meant for any, and a part of the Internet is nobody's choice.
        let both = matches!(statement.source_port, Ports::One(_)) && single(statement).is_some();
        let inside = first <= low && high <= last || !names_somebody(statement);
        rule.action == Action::Allow
            && inside
            && (rule.protocol == statement.protocol || statement.protocol == Protocol::Ip)
            && (both || ports(rule.source_port, statement.source_port))
            && ports(rule.destination_port, statement.destination_port)
    };
    let is_login = statement.protocol == Protocol::Tcp && few_ports(statement).iter().any(|port| logins.contains(port));
    assert!(names_somebody(statement) || is_login);
    after.rules.iter().any(narrower)
}

fn is_statement(rule: &Rule, logins: &[u16]) -> bool {
    let login = rule.protocol == Protocol::Tcp && few_ports(rule).iter().any(|port| logins.contains(port));
    rule.action == Action::Deny && !rule.source.is_bare_zero()
        || rule.action == Action::Allow && (names_somebody(rule) || login)
}

/// Packets at the edges of everything that filters and profiles name.
fn samples(filter: &Filter, profile: &Profile, dice: &mut Dice) -> Vec<Packet> {
    let mut sources: Vec<u32> = [
        "198.51.100.66",
        "100.20.30.40",
        "203.0.113.9",
        "203.0.113.7",
        "198.51.100.7",
        "10.1.2.3",
        "192.168.20.9",
        "210.188.224.14",
        "210.188.224.10",
        "133.242.0.3",
        "192.0.2.80",
        "126.1.2.3",
        "223.1.1.1",
    ]
    .map(|text| text.parse::<Ipv4Addr>().unwrap().into())
    .to_vec();
    let mut ports: Vec<u16> =
        vec![22, 80, 161, 443, 68, 123, 3306, 5432, 6379, 8006, 9100, 32768, 40000, 50000, 60999, 65535];
    for rule in &filter.rules {
        let (first, last) = addresses(rule.source);
        sources.extend([first, last]);
        ports.extend(rule.destination_port.ranges().iter().flat_map(|range| [range.first, range.last]));
    }
    ports.extend(login_ports(filter, profile));
    let mut packets = Vec::new();
    for _ in 0..400 {
        let source = Ipv4Addr::from(dice.one(&sources).clamp(0x0100_0000, 0xdfff_ffff));
        let destination_port = dice.one(&ports);
        let source_port = dice.one(&[50000, 50000, 1024, 40000, 443, 53, 67, 123, 80, 22]);
        let payload = match dice.below(20) {
            0..=11 => Payload::Tcp { source_port, destination_port },
            12..=16 => Payload::Udp { source_port, destination_port },
            17 => Payload::Icmp,
            18 => Payload::LaterFragment(dice.one(&[6, 17])),
            _ => Payload::Other(47),
        };
        packets.push(Packet { source, payload });
    }
    packets
}

fn passes(filter: &Filter, packet: &Packet) -> bool {
    first_match(filter, packet, Interpretation::default()).1 == Action::Allow
}

/// Answers that a server behind a profile needs, as packets that really come.
fn needed(profile: &Profile) -> Vec<Payload> {
    let ports = profile.ephemeral_ports();
    let middle = ports.first + (ports.last - ports.first) / 2 + 17;
    let tcp = |source_port, destination_port| Payload::Tcp { source_port, destination_port };
    let udp = |source_port, destination_port| Payload::Udp { source_port, destination_port };
    if profile.attachment == Attachment::Switch {
        return Vec::new();
    }
    let mut payloads =
        vec![tcp(443, middle), tcp(80, middle + 100), udp(53, middle), udp(443, middle + 3), Payload::Icmp];
    payloads.push(Payload::LaterFragment(17));
    if profile.attachment == Attachment::Shared {
        payloads.push(udp(67, 68));
    }
    if profile.uses.contains(&Use::Nat) {
        payloads.extend([tcp(443, 20_001), udp(443, 20_002)]);
    }
    payloads
}

/// Whether a deny that closes ports for a few named senders takes it: one port of thousands.
fn is_guarded(first: &Filter, after: &Filter, packet: &Packet) -> bool {
    let by = first_match(after, packet, Interpretation::default()).0;
    let sekimori::analysis::Decider::Rule(at) = by else { return false };
    let rule = &after.rules[at];
    rule.action == Action::Deny && !few_ports(rule).is_empty() && !first.rules.contains(rule)
}

/// What is wrong with a step of a chain, in plain words.
fn naive(first: &Filter, before: &Filter, after: &Filter, profile: &Profile, dice: &mut Dice) -> Vec<String> {
    let mut wrong = Vec::new();
    for packet in samples(first, profile, dice) {
        if passes(after, &packet) && !passes(before, &packet) {
            wrong.extend(protected(first, profile, &packet).map(|why| format!("{packet} is opened, but {why}")));
        }
    }
    let servers = [[151, 101, 2, 132], [13, 225, 3, 4], [203, 178, 1, 2]].map(Ipv4Addr::from);
    for payload in needed(profile) {
        let packets = servers.map(|source| Packet { source, payload });
        let lost = |packet: &&Packet| !passes(after, packet) && !is_guarded(first, after, packet);
        // What came from all comes from all.
        if packets.iter().all(|packet| passes(before, packet)) {
            wrong.extend(packets.iter().find(lost).map(|packet| format!("{packet} is lost")));
        }
    }
    let logins = login_ports(first, profile);
    for statement in first.rules.iter().filter(|rule| is_statement(rule, &logins)) {
        // Where rules were too many, statements may merge.
        let merged = |rule: &Rule| {
            let ports = |own: &Rule| own.destination_port.ranges();
            let within =
                |range: &PortRange| ports(rule).iter().any(|wide| wide.first <= range.first && range.last <= wide.last);
            let covers = rule.protocol == Protocol::Ip || ports(statement).iter().all(within);
            let named = !shuts(statement) || !is_for_everyone(statement) || shuts(rule);
            rule.action == statement.action && addresses(rule.source) == addresses(statement.source) && covers && named
        };
        let fits = first.rules.len() > MAX_RULES && after.rules.iter().any(merged);
        let login = !shuts(statement) && !names_somebody(statement);
        let deny_all = statement.action == Action::Deny && !shuts(statement);
        if first.rules.len() > MAX_RULES && (login || deny_all) {
            continue;
        }
        if !fits && !still_says(after, statement, &logins) {
            let text = sekimori::language::rule(statement, sekimori::lang::Lang::En);
            wrong.push(format!("{text} is gone"));
        }
    }
    for rule in first.rules.iter().filter(|rule| !rule.description.is_empty() && is_statement(rule, &logins)) {
        if !after.rules.iter().any(|other| other.description.contains(&rule.description)) {
            wrong.push(format!("the description {:?} is gone", rule.description));
        }
    }
    if after.rules.len() > MAX_RULES.max(before.rules.len()) {
        wrong.push("the list is too long".to_owned());
    }
    wrong
}

type Keys = Vec<(String, Option<FlowId>, Severity)>;

/// What findings are about: that a flow is lost, in part or wholly, is one thing.
fn what(finding: &Finding) -> String {
    let code = finding.code();
    let flow = ["blocked", "partly", "uncertain"].iter().any(|word| code.ends_with(word)) && finding.flow().is_some();
    match code.as_str() {
        "no-final-deny" | "rest-open" => "rest".to_owned(),
        _ if flow => "flow".to_owned(),
        _ => code,
    }
}

fn keys(report: &Report) -> Keys {
    report.findings.iter().map(|one| (what(one), one.flow(), one.severity)).collect()
}

/// What is wrong with one repair, apart from where the chain began.
fn step_alone(before: (&Filter, &Report), finding: &Finding, after: (&Filter, &Report)) -> Vec<String> {
    let mut wrong = Vec::new();
    let fix = finding.fix.as_ref().unwrap();
    let found = difference(before.0, after.0);
    if !found.newly_allowed.subtract(&fix.opens).is_empty() {
        wrong.push("it opens more than it says".to_owned());
    }
    let passing = |filter: &Filter| Analysis::new(filter).answer(&fix.opens).outcomes[0].packets(Action::Allow);
    if passing(after.0).count() != fix.opens.count() || !passing(before.0).is_empty() {
        wrong.push("it says that it opens what it does not".to_owned());
    }
    if finding.severity == Severity::Note && !fix.opens.is_empty() {
        wrong.push("a note opens something".to_owned());
    }
    let (old, new) = (keys(before.1), keys(after.1));
    let key = |one: &(String, Option<FlowId>, Severity)| (one.0.clone(), one.1);
    let of = |list: &Keys, wanted: &(String, Option<FlowId>)| -> Vec<Severity> {
        let mut own: Vec<Severity> = list.iter().filter(|one| key(one) == *wanted).map(|one| one.2).collect();
        own.sort_unstable();
        own
    };
    let own = (what(finding), finding.flow());
    let (a, b) = (of(&old, &own), of(&new, &own));
    if b.len() >= a.len() && !b.iter().zip(&a).any(|(b, a)| b > a) {
        wrong.push("it cures nothing".to_owned());
    }
    let bound = |one: &str| if one == "flow" { Severity::Warning } else { Severity::Note };
    // What was as open before may be told now.
    let as_before = [
        "rest",
        "ssh-open",
        "rdp-open",
        "named-port-open",
        "trusts-source-port",
        "service-in-source-port",
        "resolvers-banned",
    ];
    if finding.code() == "beyond-limit" {
        return wrong;
    }
    for one in new.iter().filter(|one| one.2 < bound(&one.0) && !as_before.contains(&one.0.as_str())) {
        let (a, b) = (of(&old, &key(one)), of(&new, &key(one)));
        if b.iter()
            .zip(a.iter().map(Some).chain(std::iter::repeat(None)))
            .any(|(b, a)| *b < Severity::Note && a.is_none_or(|a| b < a))
        {
            wrong.push(format!("a new {} {}", one.2.as_str(), one.0));
        }
    }
    wrong
}

/// What holds of every report.
fn of_report(report: &Report) -> Vec<String> {
    let both = report.findings.iter().filter(|one| one.fix.is_some() && !one.needs.is_empty());
    let mut wrong: Vec<String> = both.map(|one| format!("{} has a repair and a question", one.code())).collect();
    let mut told: Vec<(String, Option<FlowId>, Vec<usize>)> = Vec::new();
    for one in &report.findings {
        let what = (one.code(), one.flow(), one.rules.clone());
        if told.contains(&what) && !one.code().contains("named-port") {
            wrong.push(format!("{} is told twice", one.code()));
        }
        told.push(what);
    }
    wrong
}

/// Repairs one after another, chosen by `choose` among those of errors and warnings, until none is left.
fn chain(first: &Filter, profile: &Profile, dice: &mut Dice, in_order: bool) -> Result<Filter, String> {
    let mut before = first.clone();
    let mut steps = Vec::new();
    for _ in 0..MOST_STEPS {
        let report = Report::proved(&before, profile);
        let fail = |what: Vec<String>, steps: &[String]| {
            let steps = steps.join("\n    ");
            Err(format!("{}\n  of {}\n  {profile:?}\n  after\n    {steps}", what.join("; "), told(first)))
        };
        let wrong = of_report(&report);
        if !wrong.is_empty() {
            return fail(wrong, &steps);
        }
        let open: Vec<&Finding> = report
            .findings
            .iter()
            .filter(|one| one.fix.is_some() && (!in_order || one.severity < Severity::Note))
            .collect();
        if open.is_empty() {
            return Ok(before);
        }
        let finding = open[if in_order { 0 } else { dice.below(open.len()) }];
        let edit = &finding.fix.as_ref().unwrap().edit;
        let after = edit.apply(&before);
        steps.push(format!("{}: {}", finding.code(), sekimori::language::edit(edit, sekimori::lang::Lang::En)));
        let next = Report::of(&after, profile);
        let plain = Report::of(&before, profile);
        let mut wrong = step_alone((&before, &plain), finding, (&after, &next));
        wrong.extend(naive(first, &before, &after, profile, dice));
        let laws = broken_laws(first, &before, &after, profile).into_iter();
        let merged = |law: &Broken| *law == Broken::DropsStatement && first.rules.len() > MAX_RULES;
        wrong.extend(laws.filter(|law| !merged(law)).map(|law| format!("{law:?}")));
        if !wrong.is_empty() {
            return fail(wrong, &steps);
        }
        before = after;
    }
    Err(format!("no end: {}\n  {profile:?}\n  {}", told(first), steps.join("\n    ")))
}

fn chains(first: &Filter, profile: &Profile, dice: &mut Dice) -> Result<(), String> {
    let end = chain(first, profile, dice, true)?;
    let again = chain(&end, profile, dice, true)?;
    if again != end {
        return Err(format!("again changes something: {}\n  {}", told(first), told(&end)));
    }
    chain(first, profile, dice, false)?;
    Ok(())
}

fn all_hold(results: impl Iterator<Item = Result<(), String>>) {
    let failed: Vec<String> = results.filter_map(Result::err).collect();
    let most = failed.iter().take(12).cloned().collect::<Vec<_>>().join("\n\n");
    assert!(failed.is_empty(), "{} fail:\n{most}", failed.len());
}

#[test]
fn chains_of_repairs_keep_the_laws() {
    let mut dice = Dice::new(0x005e_c1a0_1eaf);
    all_hold((0..count(250)).map(|_| {
        let (filter, profile) = (random_filter(&mut dice), random_profile(&mut dice));
        chains(&filter, &profile, &mut dice)
    }));
}

#[test]
fn chains_on_what_people_write_keep_the_laws() {
    let mut dice = Dice::new(0x0bad_5eed_0001);
    all_hold(cases::all().iter().flat_map(|case| {
        let profiles = [case.profile.clone(), random_profile(&mut dice)];
        profiles.map(|profile| chains(&case.filter, &profile, &mut dice))
    }));
}

/// The profile with the answer to a question.
fn answered(profile: &Profile, need: &Need) -> Option<Profile> {
    let mut answered = profile.clone();
    match need {
        Need::Admin(_) => answered.admin.push("203.0.113.200/32".parse().unwrap()),
        Need::Service(suggested) => {
            let any = service("8443/tcp");
            answered.services.push(suggested.first().copied().unwrap_or(any));
        }
        Need::Resolver(hosts) => answered.resolvers.push(*hosts.first()?),
        Need::Rule(_) | Need::Room => return None,
    }
    Some(answered)
}

/// Law 9: with the answer the finding is gone, or has a repair, or asks something else.
fn answers_help(filter: &Filter, profile: &Profile) -> Result<(), String> {
    for finding in Report::proved(filter, profile).findings {
        for need in &finding.needs {
            let Some(profile) = answered(profile, need) else { continue };
            let report = Report::proved(filter, &profile);
            let stuck = report.findings.iter().find(|one| {
                let same = (one.code(), one.flow()) == (finding.code(), finding.flow());
                same && one.rules == finding.rules
                    && one.fix.is_none()
                    && (one.needs.is_empty() || one.needs[0].field() == need.field())
            });
            if let Some(one) = stuck.filter(|_| filter.rules.len() < MAX_RULES - 8) {
                let text = told(filter);
                let then: Vec<&str> =
                    one.needs.iter().map(|need| need.field().map_or("rule", |field| field.id())).collect();
                let code = finding.code();
                return Err(format!(
                    "{code} asks for {}, and then {then:?}\n  {text}\n  {profile:?}",
                    need.field().map_or("rule", |field| field.id())
                ));
            }
        }
    }
    Ok(())
}

/// No law for every filter: after the answer a repair may still break another goal, and is then not offered.
#[test]
fn answers_lead_to_repairs() {
    let mut dice = Dice::new(1);
    let count = count(300);
    let failed: Vec<String> = (0..count)
        .filter_map(|_| {
            let (filter, profile) = (random_filter(&mut dice), random_profile(&mut dice));
            answers_help(&filter, &profile).err()
        })
        .collect();
    assert!(failed.len() * 50 <= count, "{} of {count} fail:\n{}", failed.len(), failed.join("\n\n"));
}

/// The same filter in other words: every packet is treated alike, and the same senders are named.
fn reworded(filter: &Filter, dice: &mut Dice) -> Option<Filter> {
    let mut rules = filter.rules.clone();
    let at = dice.below(rules.len().max(1));
    let rule = rules.get(at)?.clone();
    match dice.below(4) {
        // Neighbours of one action change places.
        0 => {
            let next = rules.get(at + 1)?.clone();
            let lists = [&rule, &next]
                .map(|one| one.source.is_bare_zero() || matches!(one.protocol, Protocol::Http | Protocol::Https));
            if rule.action != next.action || lists.contains(&true) {
                return None;
            }
            rules.swap(at, at + 1);
        }
        // A wide range in two halves.
        1 => {
            let Ports::Range(range) = rule.destination_port else { return None };
            if !rule.protocol.has_ports()
                || range.last - range.first < 20_000
                || rule.destination_port.covers_everything()
            {
                return None;
            }
            let middle = range.first + (range.last - range.first) / 2;
            let part = |first, last| rule.clone().ports(rule.source_port, PortRange::new(first, last).into());
            rules.splice(at..=at, [part(range.first, middle), part(middle + 1, range.last)]);
        }
        // A deny for everything in its protocols, at the end.
        2 => {
            let last =
                rules.last().filter(|rule| rule.action == Action::Deny && rule.protocol == Protocol::Ip)?.clone();
            if !last.source.is_any() {
                return None;
            }
            let of = |protocol| Rule::new(Action::Deny, protocol);
            let end = rules.len() - 1;
            rules.splice(end..end, [of(Protocol::Tcp), of(Protocol::Udp)]);
        }
        // "Any" written out.
        _ => {
            if !rule.source.is_any() {
                return None;
            }
            rules[at] = rule.from(Source::parse("0.0.0.0/0").unwrap());
        }
    }
    (rules.len() <= MAX_RULES).then_some(Filter { rules, ..Filter::default() })
}

fn judged(filter: &Filter, profile: &Profile) -> Vec<String> {
    let report = Report::of(filter, profile);
    let flows = report.flows.iter().map(|one| format!("{} {:?} {:?}", one.flow.id, one.verdict(), one.severity));
    flows.collect()
}

#[test]
fn what_treats_packets_alike_is_judged_alike() {
    let mut dice = Dice::new(0x5a3e_0000_0077);
    all_hold((0..count(1500)).map(|_| {
        let (filter, profile) = (random_filter(&mut dice), random_profile(&mut dice));
        let Some(other) = reworded(&filter, &mut dice) else { return Ok(()) };
        if filter.rules.len() > MAX_RULES || !difference(&filter, &other).is_empty() {
            return Ok(());
        }
        let (a, b) = (judged(&filter, &profile), judged(&other, &profile));
        // The one wanted exception: whether a list only bans depends on whether its bans are in force.
        let bans = filter.rules.iter().any(shuts);
        let counts = |line: &str| !(bans && line.starts_with("everything-else"));
        let differ: Vec<(&String, &String)> = a.iter().zip(&b).filter(|(a, b)| a != b && counts(a)).collect();
        if differ.is_empty() {
            return Ok(());
        }
        Err(format!("{differ:?}\n  {}\n  {}\n  {profile:?}", told(&filter), told(&other)))
    }));
}

fn service(text: &str) -> Service {
    Profile::default().with_text(sekimori::profile::ProfileField::Service, text).unwrap().services[0]
}
