//! The laws of repairs. Each is one function of two versions of a filter behind a profile; the proof of every repair asks
//! them, and so do the tests.
//!
//! 1. *No way in*: nothing protected is opened.
//! 2. *Nothing breaks*: no needed flow, login or offered port is a level worse.
//! 3. *It opens what it says*.
//! 4. *It cures*: the finding goes or gets milder, and no other gets worse.
//! 5. *Statements stay*.
//! 6. *It fits*.
//!
//! Before all of them: nothing is touched down to the last rule that is not resolved. What such a rule does is not known,
//! so nothing can be proved about what stands above it.

use super::addresses::{everyone, span_of};
use super::exposure::{Door, named_for, named_only};
use super::finding::{Finding, FindingKind};
use super::flows::{FlowRow, peers};
use super::intent::{
    CLIENT_PORTS, Intent, destinations, is_ban, is_deny_all, is_everyone, is_named_allow, is_named_ban, is_named_deny,
    names_somebody, says, single_port,
};
use super::judge::{loss, rule_of};
use super::loss::Level;
use super::severity::Severity;
use super::situation::Situation;
use crate::analysis::{Decider, Difference, Interpretation, PacketKind, PacketSet, Region, Share, Span, rule_set};
use crate::filter::{Action, Filter, MAX_RULES, PortRange, Ports, Protocol, Rule, Source};
use crate::profile::{Attachment, FlowId, Profile};

/// Why an edit is no repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// It lets others than the administrators log in.
    OpensLogin,
    /// It opens what this rule (0-based) shuts.
    OpensShut(usize),
    /// It opens a port to others than those a rule names.
    OpensNamed,
    /// It opens what an expectation shuts.
    OpensBlocked,
    /// Nobody could log in any more.
    EndsLogins,
    /// A flow, an offered port or an expectation would be worse off.
    Breaks,
    /// It opens more than it says.
    OpensMore,
    /// Strangers would reach more.
    Exposes,
    /// The finding stays, or another one comes.
    CuresNothing,
    /// Something that the author said would be gone.
    DropsStatement,
    /// The list would be too long.
    TooLong,
    /// It changes or moves a rule that is not resolved, or passes above one.
    PassesUnresolved,
}

/// Two versions of a filter, judged, and what differs between them.
pub(super) struct Step<'a> {
    pub(super) before: &'a Situation<'a>,
    pub(super) after: &'a Situation<'a>,
    pub(super) difference: Difference,
    /// Opened in the default reading.
    opened: PacketSet,
    /// Closed in the default reading.
    closed: PacketSet,
}

impl<'a> Step<'a> {
    pub(super) fn new(before: &'a Situation<'a>, after: &'a Situation<'a>) -> Self {
        let difference = before.analysis.against(after.analysis).difference(None);
        let mut opened = difference.newly_allowed.clone();
        for part in &difference.depends {
            if part.becomes == Action::Allow && part.only_if.holds_in(Interpretation::default()) {
                opened.add(&part.packets);
            }
        }
        let mut closed = difference.newly_blocked.clone();
        for part in &difference.depends {
            if part.becomes == Action::Deny && part.only_if.holds_in(Interpretation::default()) {
                closed.add(&part.packets);
            }
        }
        Self { before, after, difference, opened, closed }
    }

    /// What it opens and closes in the default reading.
    pub(super) fn traffic(&self) -> (PacketSet, PacketSet) {
        (self.opened.clone(), self.closed.clone())
    }

    /// Law 1: nothing that the first version protects is opened in the default reading; in another one, nothing that was
    /// denied in every reading.
    pub(super) fn no_way_in(&self, first: &Situation<'_>) -> Result<(), Broken> {
        guards(first, &self.opened)?;
        let possibly = self.difference.possibly(Action::Allow);
        let elsewhere = possibly.subtract(&self.opened);
        if elsewhere.is_empty() {
            return Ok(());
        }
        guards(first, &self.before.analysis.answer(&elsewhere).certainly(Action::Deny))
    }

    /// Law 2. `narrowed` are rules (0-based) that the edit narrows on purpose; `guards` tells whether it closes ports that
    /// somebody alone may reach.
    pub(super) fn nothing_breaks(&self, first: &Situation<'_>, narrowed: &[usize], guards: bool) -> Result<(), Broken> {
        if self.closed.is_empty() {
            return Ok(());
        }
        let allowance = if guards { Level::Small } else { Level::None };
        for row in first.rows.iter().filter(|row| row.flow.needed || row.flow.id.is_login()) {
            if row.flow.packets.is_disjoint(&self.closed) {
                continue;
            }
            if self.is_worse(row, allowance) {
                return Err(if row.flow.id.is_login() { Broken::EndsLogins } else { Broken::Breaks });
            }
        }
        if self.ends_logins() {
            return Err(Broken::EndsLogins);
        }
        for (at, rule) in self.before.filter.rules.iter().enumerate() {
            // What comes back is lost by no rule that is narrowed on purpose.
            let narrows = narrowed.contains(&at) && self.before.intent.means_its_ports(rule);
            if !narrows && self.loses_what_it_offers(at, rule, allowance) {
                return Err(Broken::Breaks);
            }
        }
        self.expectations_hold()
    }

    /// Whether a class of a row loses more than before.
    fn is_worse(&self, row: &FlowRow, allowance: Level) -> bool {
        if row.expects.is_some() {
            return false;
        }
        let [old, new] = [self.before, self.after].map(|side| side.analysis.answer(&row.flow.packets));
        let Some((a, b)) = old.outcome().zip(new.outcome()) else { return true };
        row.classes.iter().any(|class| {
            let lost = loss(class, a, &self.before.filter.rules).level();
            let loses = loss(class, b, &self.after.filter.rules).level();
            loses > lost && loses > allowance
        })
    }

    /// Whether some client could log in before and none can afterwards.
    fn ends_logins(&self) -> bool {
        let reaches = |side: &Situation<'_>| {
            let ports = self.before.intent.logins.iter();
            let packets = ports
                .map(|port| Region::with_ports(PacketKind::Tcp, everyone(), CLIENT_PORTS, Span::one((*port).into())));
            let answer = side.analysis.answer(&PacketSet::of_disjoint(packets.collect()));
            // A client does not choose its port: one port of sixty thousand is no login.
            let picks = |region: &Region| region.spans[1].length() * 10 >= CLIENT_PORTS.length();
            answer.outcome().is_some_and(|outcome| outcome.packets(Action::Allow).regions().iter().any(picks))
        };
        reaches(self.before) && !reaches(self.after)
    }

    /// Whether packets that the rule names by a port, and lets pass, are a level worse off.
    fn loses_what_it_offers(&self, at: usize, rule: &Rule, allowance: Level) -> bool {
        let Some(packets) = offers(self.before, rule) else { return false };
        if packets.is_disjoint(&self.closed) {
            return false;
        }
        let answer = self.before.analysis.answer(&packets);
        let Some(outcome) = answer.outcome() else { return false };
        let passing = outcome.packets_of(|share| share.decider == Decider::Rule(at));
        let lost = self.closed.intersect(&passing);
        let rules = &self.after.filter.rules;
        let by_ban = |share: &Share| rule_of(share.decider, rules).is_some_and(is_named_ban);
        let answer = self.after.analysis.answer(&lost);
        let banned = answer.outcome().map(|outcome| outcome.packets_of(by_ban).count()).unwrap_or_default();
        let level = Level::of(lost.count() - banned, packets.count());
        level > Level::None && level > allowance
    }

    fn expectations_hold(&self) -> Result<(), Broken> {
        let breaks = |one: &crate::profile::Expectation| {
            let guarded = if one.wants == Action::Allow { one.packets() } else { one.except.clone() };
            !guarded.is_disjoint(&self.closed)
        };
        if self.before.profile.expectations.iter().any(breaks) { Err(Broken::Breaks) } else { Ok(()) }
    }

    /// Law 3: nothing passes that the cures do not name, where there are some; strangers reach no more that matters.
    pub(super) fn opens_what_it_says(&self, cures: Option<&PacketSet>) -> Result<(), Broken> {
        if self.difference.is_empty() {
            return Ok(());
        }
        let possibly = self.difference.possibly(Action::Allow);
        if cures.is_some_and(|cures| !possibly.subtract(cures).is_empty()) {
            return Err(Broken::OpensMore);
        }
        if self.after.openness().is_some_and(|now| self.before.openness().is_none_or(|before| now < before)) {
            return Err(Broken::Exposes);
        }
        let worse = |left: &&super::exposure::LiveShare| {
            let before = self.before.exposure.left.iter().filter(|one| one.reached.kind == left.reached.kind);
            let as_bad = before.filter(|one| one.severity.is_some() && one.severity <= left.severity);
            let known: Vec<Span> = as_bad.map(|one| one.reached.span).collect();
            !super::addresses::subtract(&[left.reached.span], &super::addresses::merged(known)).is_empty()
        };
        let mut left = self.after.exposure.left.iter().filter(|left| left.severity.is_some());
        if left.any(|one| worse(&one)) || self.opens_a_door() { Err(Broken::Exposes) } else { Ok(()) }
    }

    /// Whether whoever sends from some port reaches what strangers did not reach, not even so.
    fn opens_a_door(&self) -> bool {
        let kind = |side: &Situation<'_>, door: &Door| {
            let rule = side.filter.rules.get(door.rule);
            if rule.is_some_and(|rule| rule.protocol == Protocol::Udp) { PacketKind::Udp } else { PacketKind::Tcp }
        };
        let is_new = |door: &Door| {
            let own = kind(self.after, door);
            let doors = self.before.exposure.doors.iter().filter(|one| kind(self.before, one) == own);
            let known = doors.flat_map(|one| one.ports.clone()).chain(self.before.exposure.ports(own, Level::Large));
            !super::addresses::subtract(&door.ports, &super::addresses::merged(known.collect())).is_empty()
        };
        self.after.exposure.doors.iter().any(is_new)
    }

    /// Law 5, from the first version on.
    pub(super) fn statements_stay(&self, first: &Situation<'_>) -> Result<(), Broken> {
        if keeps_statements(first, &self.after.filter.rules) { Ok(()) } else { Err(Broken::DropsStatement) }
    }

    /// What nothing is known about stays where it is, and so does what stands above it.
    pub(super) fn unresolved_stays(&self) -> Result<(), Broken> {
        let stays = self.before.filter.keeps_unresolved(self.after.filter);
        if stays { Ok(()) } else { Err(Broken::PassesUnresolved) }
    }

    /// Law 6.
    pub(super) fn it_fits(&self) -> Result<(), Broken> {
        let most = MAX_RULES.max(self.before.filter.rules.len());
        if self.after.filter.rules.len() <= most { Ok(()) } else { Err(Broken::TooLong) }
    }
}

/// Whether none of these packets is protected by a filter and its profile.
fn guards(first: &Situation<'_>, opened: &PacketSet) -> Result<(), Broken> {
    if opened.is_empty() {
        return Ok(());
    }
    let opened = &opened.subtract(&named_by_profile(first));
    let blocked = first.profile.expectations.iter().filter(|one| one.wants == Action::Deny);
    if blocked.into_iter().any(|one| !one.packets().is_disjoint(opened)) {
        return Err(Broken::OpensBlocked);
    }
    if !logins_of_others(first).is_disjoint(opened) {
        return Err(Broken::OpensLogin);
    }
    for (at, rule) in first.filter.rules.iter().enumerate() {
        let shuts = is_ban(rule) || is_named_deny(rule);
        if shuts && !rule_set(rule, Interpretation::default()).is_disjoint(opened) {
            return Err(Broken::OpensShut(at));
        }
    }
    for kind in [PacketKind::Tcp, PacketKind::Udp] {
        for port in named_only(&first.filter.rules, &first.intent, kind) {
            let named = named_for(&first.filter.rules, kind, port);
            let others = named.gaps_in(everyone()).into_iter();
            let others = others.map(|from| Region::with_ports(kind, from, CLIENT_PORTS, port)).collect();
            if !PacketSet::of_disjoint(others).is_disjoint(opened) {
                return Err(Broken::OpensNamed);
            }
        }
    }
    Ok(())
}

/// Packets to login ports from others than administrators.
fn logins_of_others(first: &Situation<'_>) -> PacketSet {
    let from = first.intent.admins.as_ref().map_or_else(|| vec![everyone()], |admins| admins.gaps_in(everyone()));
    let sender = Span { low: 1, high: 65535 };
    let ports = first.intent.logins.iter();
    let to = |port: &u16| {
        let port = Span::one((*port).into());
        from.iter().map(move |from| Region::with_ports(PacketKind::Tcp, *from, sender, port)).collect::<Vec<_>>()
    };
    PacketSet::of_disjoint(ports.flat_map(to).collect())
}

/// What the profile itself asks for by naming a sender: not even a ban protects from it.
fn named_by_profile(first: &Situation<'_>) -> PacketSet {
    let profile = first.profile;
    let answers = Span::from(profile.ephemeral_ports());
    let sender = Span::PORTS;
    let mut regions = Vec::new();
    for net in &profile.admin {
        let from = span_of((*net).into());
        let ports = first.intent.logins.iter();
        regions.extend(ports.map(|port| Region::with_ports(PacketKind::Tcp, from, sender, Span::one((*port).into()))));
    }
    let hosts = |list: &[std::net::Ipv4Addr]| list.iter().map(|host| Span::one((*host).into())).collect::<Vec<_>>();
    for from in hosts(&profile.resolvers) {
        regions.extend(
            [PacketKind::Udp, PacketKind::Tcp].map(|kind| Region::with_ports(kind, from, Span::one(53), answers)),
        );
    }
    for from in hosts(&profile.time_servers) {
        let to = [answers, Span::one(123)].into_iter();
        regions.extend(to.map(|to| Region::with_ports(PacketKind::Udp, from, Span::one(123), to)));
    }
    if profile.attachment == Attachment::Switch && !profile.peers.is_empty() {
        for from in peers(first.filter, profile).spans() {
            regions.extend(
                [PacketKind::Udp, PacketKind::Tcp].map(|kind| Region::with_ports(kind, *from, sender, answers)),
            );
        }
    }
    let mut all: PacketSet = regions.into_iter().collect();
    for one in profile.expectations.iter().filter(|one| one.wants == Action::Allow) {
        all.add(&one.packets());
    }
    all
}

/// The packets that an allow rule names by a port of its own: those to the ports it means, or answers from the port it
/// names.
fn offers(situation: &Situation<'_>, rule: &Rule) -> Option<PacketSet> {
    if !says(rule, Action::Allow) {
        return None;
    }
    let plausible = |set: PacketSet| {
        let inside = |region: &Region| {
            let [source, from, to] = region.spans;
            let from = from.intersect(Span { low: 1, high: 65535 })?;
            Some(Region { kind: region.kind, spans: [source.intersect(everyone())?, from, to] })
        };
        PacketSet::of_disjoint(set.regions().iter().filter_map(inside).collect())
    };
    let all = rule_set(rule, Interpretation::default());
    if situation.intent.means_its_ports(rule) {
        return Some(plausible(all)).filter(|packets| !packets.is_empty());
    }
    let port = match rule.source_port {
        Ports::One(port) if rule.protocol.has_ports() => port,
        _ => return None,
    };
    let kind = if rule.protocol == Protocol::Tcp { PacketKind::Tcp } else { PacketKind::Udp };
    let answers = Span::from(situation.profile.ephemeral_ports());
    let pair = match (rule.protocol, port) {
        (Protocol::Udp, 67) => Span::one(68),
        (Protocol::Udp, 123) => Span::one(123),
        _ => answers,
    };
    let answer = Region::with_ports(kind, everyone(), Span::one(port.into()), pair);
    Some(plausible(all.intersect(&answer.into()))).filter(|packets| !packets.is_empty())
}

/// Whether every statement of a version still stands in a list of rules: the same packets, or for allows fewer.
pub(super) fn keeps_statements(first: &Situation<'_>, rules: &[Rule]) -> bool {
    let mut free: Vec<&Rule> = rules.iter().collect();
    let statements = first.filter.rules.iter().filter(|rule| first.intent.is_statement(rule));
    // What stands there unchanged is not taken by another statement.
    let (same, changed): (Vec<&Rule>, Vec<&Rule>) = statements.partition(|statement| {
        let at = free.iter().position(|rule| says_the_same(rule, statement));
        at.map(|at| free.remove(at)).is_some()
    });
    changed.into_iter().all(|statement| {
        if is_deny_all(statement) {
            return same.iter().any(|rule| says_the_same_packets(rule, statement))
                || rules.iter().any(|rule| says_the_same_packets(rule, statement));
        }
        let stands = |rule: &&Rule| match statement.action {
            Action::Deny => says_the_same_packets(rule, statement),
            Action::Allow => is_narrower(rule, statement) && rule.description.contains(&statement.description),
        };
        let shared = statement.action == Action::Allow && !is_named_allow(statement);
        match free.iter().position(stands) {
            Some(at) if shared => free.get(at).is_some(),
            Some(at) => {
                free.remove(at);
                true
            }
            // An allow for everyone may be said by rules that name somebody instead.
            None => shared && rules.iter().any(|rule| is_narrower(rule, statement)),
        }
    })
}

fn says_the_same(a: &Rule, b: &Rule) -> bool {
    says_the_same_packets(a, b) && a.description.contains(&b.description)
}

fn says_the_same_packets(a: &Rule, b: &Rule) -> bool {
    a.action == b.action && {
        // What http was written for is port 80.
        let [one, other] =
            [a, b].map(|rule| rule_set(rule, Interpretation { http_is_tcp: true, ..Interpretation::default() }));
        (a.source, a.protocol, a.source_port, a.destination_port)
            == (b.source, b.protocol, b.source_port, b.destination_port)
            || (!one.is_empty() && one.count() == other.count() && one.subtract(&other).is_empty())
            || (is_everyone(a.source)
                && is_everyone(b.source)
                && a.protocol == b.protocol
                && is_deny_all(a)
                && is_deny_all(b))
    }
}

/// Whether an allow rule lets nothing in that the other would not. Bare 0.0.0.0 was written for any, as was a sender's
/// port beside a service; a part of the Internet is no choice of anybody.
fn is_narrower(rule: &Rule, than: &Rule) -> bool {
    let meant = |rule: &Rule| {
        let rule = if names_somebody(rule.source) { rule.clone() } else { rule.clone().from(Source::Any) };
        let mixed_up = matches!(rule.source_port, Ports::One(_)) && single_port(&rule).is_some();
        if mixed_up { rule.clone().ports(Ports::Any, rule.destination_port) } else { rule }
    };
    rule.action == Action::Allow && {
        let [inner, outer] = [meant(rule), meant(than)]
            .map(|rule| rule_set(&rule, Interpretation { http_is_tcp: true, ..Interpretation::default() }));
        !inner.is_empty() && inner.subtract(&outer).is_empty()
    }
}

/// Law 5 for rules that were merged: every named sender of an allow, every ban, every named deny and every description
/// still stands in a rule. (Every packet is known to be treated alike.)
pub(super) fn keeps_names(before: &Filter, after: &Filter) -> bool {
    let said = |rule: &Rule| {
        let words = rule.description.as_str();
        words.is_empty() || after.rules.iter().any(|other| other.description.contains(words))
    };
    let named = |rule: &Rule| {
        // What a deny names is not said by one that shuts everything.
        let same = |other: &&Rule| {
            let protocol = other.protocol == rule.protocol || other.protocol == Protocol::Ip;
            (!is_named_deny(rule) || is_named_deny(other))
                && protocol
                && other.action == rule.action
                && other.source == rule.source
        };
        let ports = |other: &Rule| {
            let inside = |own: &PortRange| {
                destinations(other).iter().any(|range| range.first <= own.first && own.last <= range.last)
            };
            destinations(rule).iter().all(inside) || other.protocol == Protocol::Ip
        };
        let matters = is_named_allow(rule) || is_ban(rule) || is_named_deny(rule);
        !matters || after.rules.iter().filter(same).any(ports)
    };
    let purposes = |rule: &Rule| {
        // Ports of services that stand apart are two purposes.
        single_port(rule).is_some()
            || destinations(rule).is_empty()
            || before
                .rules
                .iter()
                .any(|old| old.destination_port == rule.destination_port && old.protocol == rule.protocol)
            || is_made_of_neighbours(before, rule)
    };
    let intent = Intent::of(before, &Profile::default());
    let still_meant = |rule: &Rule| {
        let parts = before.rules.iter().filter(|old| {
            let inside = |own: &PortRange| {
                destinations(rule).iter().any(|range| range.first <= own.first && own.last <= range.last)
            };
            (old.action, old.protocol, old.source) == (rule.action, rule.protocol, rule.source)
                && destinations(old).iter().all(inside)
        });
        intent.means_its_ports(rule) || !parts.into_iter().all(|old| intent.means_its_ports(old))
    };
    let is_allow = |rule: &&Rule| rule.action == Action::Allow && !destinations(rule).is_empty();
    before.rules.iter().all(|rule| said(rule) && named(rule))
        && after.rules.iter().all(purposes)
        && after.rules.iter().filter(is_allow).all(still_meant)
}

/// Whether the ports of a merged rule are just those of the rules it was made of.
fn is_made_of_neighbours(before: &Filter, rule: &Rule) -> bool {
    let parts = before
        .rules
        .iter()
        .filter(|old| (old.action, old.protocol, old.source) == (rule.action, rule.protocol, rule.source));
    let parts = super::addresses::merged(parts.flat_map(destinations).map(Span::from).collect());
    destinations(rule)
        .iter()
        .all(|range| parts.iter().any(|part| part.low <= u32::from(range.first) && u32::from(range.last) <= part.high))
}

/// What a finding is about, as far as it is compared between versions.
pub(super) type LawKey = (String, Option<FlowId>);

/// The findings of a version by what they are about.
pub(super) fn keys(findings: &[Finding]) -> Vec<(LawKey, Severity)> {
    findings.iter().map(|finding| (key(finding), finding.severity)).collect()
}

/// That a flow is blocked or passes in part is one thing, and so is it whether a rule or the default leaves it open.
pub(super) fn key(finding: &Finding) -> LawKey {
    let what = match finding.kind {
        FindingKind::FlowBlocked(_) | FindingKind::FlowPartly(_) | FindingKind::FlowUncertain(_) => "flow".to_owned(),
        FindingKind::NoFinalDeny | FindingKind::RestOpen(_) => "rest".to_owned(),
        _ => finding.code(),
    };
    (what, finding.flow())
}

/// Law 4: the finding is gone or milder, and no error or warning is new or worse. (Of flows, no error: on a switch what
/// passes in part is worse than what nobody wanted. A port that somebody is now named for was as open
/// before, and so was a door behind a wall that did not stand: law 3 sees to them. A ban of resolvers is told once
/// names work.)
pub(super) fn it_cures(
    finding: &Finding,
    before: &[(LawKey, Severity)],
    after: &[(LawKey, Severity)],
) -> Result<(), Broken> {
    let own = key(finding);
    let of = |list: &[(LawKey, Severity)], key: &LawKey| -> Vec<Severity> {
        let mut own: Vec<Severity> = list.iter().filter(|(other, _)| other == key).map(|(_, found)| *found).collect();
        own.sort_unstable();
        own
    };
    let (old, new) = (of(before, &own), of(after, &own));
    let better = new.len() < old.len() || new.iter().zip(&old).any(|(new, old)| new > old);
    let worse = |key: &LawKey| {
        let (old, new) = (of(before, key), of(after, key));
        let bound = match key.0.as_str() {
            "flow" => Severity::Warning,
            "rest" | "named-port-open" | "ssh-open" | "rdp-open" => Severity::Error,
            "trusts-source-port" | "service-in-source-port" | "resolvers-banned" => Severity::Error,
            _ => Severity::Note,
        };
        new.iter().enumerate().any(|(at, new)| *new < bound && old.get(at).is_none_or(|old| new < old))
    };
    if better && !after.iter().any(|(key, _)| worse(key)) { Ok(()) } else { Err(Broken::CuresNothing) }
}
