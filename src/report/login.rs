//! Strangers at the login port: who else gets in where the administrators do.
//!
//! Only rules that are about logins count: they name the port, or no sender in particular. A rule that trusts a whole
//! network is somebody's choice. A single sender's port is how answers are let in, and a rule that opens everything else,
//! like the lack of a final deny, is a finding of its own.

use super::everything_else::is_wide_source;
use super::finding::{Finding, FindingKind, Fix, Severity, Strangers};
use super::repair::{is_repairable, prove};
use super::situation::{FlowVerdict, Proposal, Situation};
use super::traffic::index;
use crate::analysis::{PacketSet, Region, Share, Verdict};
use crate::filter::{Action, Edit, Ports, Protocol, Rule};
use crate::profile::{Attachment, Flow, FlowId, Guest, Profile, Service, plausible_sources};
use ipnet::Ipv4Net;

pub(super) fn finding(situation: &Situation) -> Option<Finding> {
    let profile = situation.profile;
    let id = if profile.guest == Guest::Windows { FlowId::RdpAdmin } else { FlowId::SshAdmin };
    let admins = situation.flow(id)?;
    let login = admins.flow.packets.regions().first()?;
    let port = port_of(login)?;
    if profile.services.contains(&Service { protocol: Protocol::Tcp, port }) {
        return None;
    }
    let rest = situation.flow(FlowId::EverythingElse)?.answer.deciders_of(Action::Allow);
    let unnamed = profile.admin.is_empty();
    if unnamed && (!rest.is_empty() || profile.attachment == Attachment::Switch) {
        // What is open to everyone comes first, and on a private network strangers are few.
        return None;
    }
    let rules = &situation.filter.rules;
    let counts = |share: &Share| {
        let rule = index(share.decider).and_then(|at| rules.get(at));
        rule.is_some_and(|rule| is_about_logins(rule, port)) && rest.binary_search(&share.decider).is_err()
    };
    let asked = (!unnamed).then(|| from_others(situation, admins, login));
    let strangers = asked.as_ref().unwrap_or(admins);
    let (packets, by) = let_in(situation, strangers, &counts)?;
    let most = addresses(&packets) * 4 >= addresses(&strangers.flow.packets) * 3;
    let (who, severity) = match (unnamed, most) {
        // To open it to some is to say who administrates.
        (true, false) => return None,
        (true, true) => (Strangers::Unnamed, Severity::Note),
        (false, true) => (Strangers::Anyone, Severity::Warning),
        (false, false) => (Strangers::Some, Severity::Note),
    };
    // Whoever is named was let in on purpose: to shut them out is no repair.
    let fix = (who == Strangers::Anyone).then(|| narrowed(situation, admins, &packets, &by, port)).flatten();
    let kind = FindingKind::LoginOpen(id, who);
    Some(Finding { witness: packets.witness(), fix, ..Finding::new(kind, severity, by) })
}

fn port_of(login: &Region) -> Option<u16> {
    let [_, _, to] = login.spans;
    u16::try_from(to.low).ok()
}

fn is_about_logins(rule: &Rule, port: u16) -> bool {
    let one_sender = matches!(rule.source_port, Ports::One(_));
    rule.action == Action::Allow
        && !one_sender
        && (rule.destination_port == Ports::One(port) || is_wide_source(rule.source))
}

/// Logins from everywhere but the administrators' networks, and what becomes of them.
fn from_others(situation: &Situation, admins: &FlowVerdict, login: &Region) -> FlowVerdict {
    let [_, from, to] = login.spans;
    let all = PacketSet::from(Region { spans: [plausible_sources(), from, to], ..*login });
    let packets = all.subtract(&admins.flow.packets);
    let answer = situation.analysis.answer(&packets);
    FlowVerdict { flow: Flow { id: admins.flow.id, packets, needed: false }, answer }
}

/// The logins that such shares let in however the undocumented is read, and their rules.
fn let_in(
    situation: &Situation,
    logins: &FlowVerdict,
    counts: &impl Fn(&Share) -> bool,
) -> Option<(PacketSet, Vec<usize>)> {
    let (first, others) = logins.answer.outcomes.split_first()?;
    let mut packets = first.packets_of(counts);
    let mut shares: Vec<&Share> = first.shares.iter().filter(|share| counts(share)).collect();
    if others.iter().any(|outcome| outcome.shares != first.shares) {
        if !is_repairable(situation) {
            // To compare thousands of boxes would cost more than all other questions together.
            return None;
        }
        for outcome in others {
            packets = packets.intersect(&outcome.packets_of(counts));
            shares.extend(outcome.shares.iter().filter(|share| counts(share)));
        }
        shares.retain(|share| !share.packets.is_disjoint(&packets));
    }
    let mut rules: Vec<usize> = shares.into_iter().filter_map(|share| index(share.decider)).collect();
    rules.sort_unstable();
    rules.dedup();
    (!packets.is_empty()).then_some((packets, rules))
}

/// From how many addresses packets come.
fn addresses(packets: &PacketSet) -> u64 {
    let mut sources: Vec<_> = packets.regions().iter().map(|Region { spans: [source, ..], .. }| *source).collect();
    sources.sort_unstable_by_key(|source| source.low);
    let (mut count, mut next) = (0, 0);
    for source in sources {
        let (low, end) = (next.max(u64::from(source.low)), u64::from(source.high) + 1);
        count += end.saturating_sub(low);
        next = next.max(end);
    }
    count
}

/// The rules, if each is for this one port, opened to the administrators' networks only; one that they do not need goes.
fn narrowed(
    situation: &Situation,
    admins: &FlowVerdict,
    strangers: &PacketSet,
    rules: &[usize],
    port: u16,
) -> Option<Fix> {
    let needed = admins.answer.deciders_of(Action::Allow);
    let mut steps = Vec::new();
    // From the bottom up, so that each keeps its number until its turn.
    for &at in rules.iter().rev() {
        let names_it = |rule: &&Rule| rule.protocol == Protocol::Tcp && rule.destination_port == Ports::One(port);
        let rule = situation.filter.rules.get(at).filter(names_it)?;
        let nets = admins_of(situation.profile, rule);
        let (first, others) = nets.split_first()?;
        if needed.iter().all(|decider| index(*decider) != Some(at)) {
            steps.push(Edit::Remove { at });
            continue;
        }
        let only = |net: &Ipv4Net| rule.clone().from((*net).into());
        steps.push(Edit::Replace { at, rule: only(first) });
        let more = (at + 1..).zip(others).map(|(at, net)| (at, Rule { origin: None, ..only(net) }));
        steps.extend(more.map(|(at, rule)| Edit::Insert { at, rule }));
    }
    let closed = |after: &Proposal<'_>| {
        after.analysis.answer(strangers).verdict == Verdict::Blocked
            && situation.analysis.against(&after.analysis).difference(None).possibly(Action::Allow).is_empty()
    };
    prove(situation, Edit::of(steps), &closed)
}

/// The administrators' networks that are a part of the rule's source.
fn admins_of(profile: &Profile, rule: &Rule) -> Vec<Ipv4Net> {
    let source = rule.source.addresses();
    let inside = |net: &Ipv4Net| source.contains(net.network()) && source.contains(net.broadcast());
    Ipv4Net::aggregate(&profile.admin).into_iter().filter(inside).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Report;
    use super::*;
    use crate::filter::{Filter, Source};

    const ADMINS: [&str; 2] = ["203.0.113.0/24", "198.51.100.7/32"];

    fn filter(rules: &[(&str, &str)]) -> Filter {
        let allow = |(source, to): &(&str, &str)| {
            let rule = Rule::new(Action::Allow, Protocol::Tcp).from(Source::parse(source).unwrap());
            rule.ports(Ports::Any, Ports::parse(to).unwrap())
        };
        let deny = Rule::new(Action::Deny, Protocol::Ip);
        Filter { rules: rules.iter().map(allow).chain([deny]).collect(), ..Filter::default() }
    }

    fn profile(admin: &[&str]) -> Profile {
        Profile { admin: admin.iter().map(|net| net.parse().unwrap()).collect(), ..Profile::default() }
    }

    fn open(filter: &Filter, profile: &Profile) -> Option<Finding> {
        let findings = Report::of(filter, profile).findings;
        findings.into_iter().find(|finding| matches!(finding.kind, FindingKind::LoginOpen(..)))
    }

    fn severity(rules: &[(&str, &str)], admin: &[&str]) -> Option<Severity> {
        open(&filter(rules), &profile(admin)).map(|finding| finding.severity)
    }

    #[test]
    fn a_login_that_everyone_reaches_is_narrowed_to_the_administrators() {
        let before = filter(&[("", "22"), ("", "443")]);
        let found = open(&before, &profile(&ADMINS)).unwrap();
        assert_eq!(
            (found.code().as_str(), found.severity, found.rules.as_slice()),
            ("ssh-open", Severity::Warning, &[0][..])
        );
        let witness = found.witness.unwrap();
        assert!(profile(&ADMINS).admin.iter().all(|net| !net.contains(&witness.source)), "{witness}");
        let after = found.fix.unwrap().edit.apply(&before);
        let sources: Vec<String> = after.rules.iter().map(|rule| rule.source.to_string()).collect();
        assert_eq!(sources, ["198.51.100.7", "203.0.113.0/24", "", ""]);
        assert_eq!(open(&after, &profile(&ADMINS)), None);
    }

    #[test]
    fn a_rule_that_the_administrators_do_not_need_goes() {
        let before = filter(&[("203.0.113.0/24", "22"), ("", "22")]);
        let edit = open(&before, &profile(&ADMINS[..1])).unwrap().fix.unwrap().edit;
        assert_eq!(edit, Edit::Remove { at: 1 });
    }

    #[test]
    fn how_much_it_matters_depends_on_who_gets_in_and_who_is_named() {
        let admins = &ADMINS[..1];
        assert_eq!(severity(&[("203.0.113.0/24", "22")], admins), None);
        assert_eq!(severity(&[("203.0.112.0/23", "22")], admins), Some(Severity::Note));
        assert_eq!(severity(&[("0.0.0.0/1", "22"), ("128.0.0.0/2", "22")], admins), Some(Severity::Warning));
        assert_eq!(severity(&[("", "1-1023")], admins), Some(Severity::Warning));
        // A network that may do everything was trusted on purpose.
        assert_eq!(severity(&[("203.0.113.0/24", "22"), ("198.51.100.0/24", "")], admins), None);
        assert_eq!(severity(&[("", "22")], &[]), Some(Severity::Note));
        assert_eq!(severity(&[("203.0.112.0/23", "22")], &[]), None);
        assert_eq!(severity(&[("", "22")], &["0.0.0.0/0"]), None);
    }

    #[test]
    fn what_is_offered_or_spoken_of_already_is_no_news() {
        let ssh = Service { protocol: Protocol::Tcp, port: 22 };
        let offered = Profile { services: vec![ssh], ..profile(&ADMINS) };
        assert_eq!(open(&filter(&[("", "22")]), &offered), None);
        assert_eq!(severity(&[("", "")], &ADMINS), None);
        assert_eq!(open(&Filter::default(), &profile(&ADMINS)), None);
        let undenied = Filter { rules: filter(&[("", "22")]).rules.into_iter().take(1).collect(), ..Filter::default() };
        assert_eq!(open(&undenied, &profile(&[])), None);
        // The port stays open after any change of this rule.
        assert_eq!(open(&undenied, &profile(&ADMINS)).and_then(|finding| finding.fix), None);
    }

    #[test]
    fn a_windows_server_is_asked_for_its_own_way_in() {
        let windows = Profile { guest: Guest::Windows, ..profile(&ADMINS) };
        assert_eq!(open(&filter(&[("", "22")]), &windows), None);
        let found = open(&filter(&[("", "3389")]), &windows).unwrap();
        assert_eq!(found.code(), "rdp-open");
        assert!(found.fix.is_some());
    }

    #[test]
    fn only_what_holds_in_every_reading_is_claimed() {
        // A mask, or a range that ends there: one address more or many.
        let found = open(&filter(&[("203.0.113.0/255.255.255.0", "22")]), &profile(&ADMINS[..1]));
        assert_eq!(found, None);
        let found = open(&filter(&[("0.0.0.0/128.0.0.0", "22"), ("128.0.0.0/1", "22")]), &profile(&ADMINS)).unwrap();
        assert_eq!((found.severity, found.rules), (Severity::Warning, vec![0, 1]));
    }
}
