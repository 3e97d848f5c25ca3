//! Who can come in, and to what: one row a sender, what it reaches and the rule that decides.
//!
//! Logins first, then what the profile offers, other senders from narrow to wide, everyone, everyone so that answers come
//! back, who sends from a port that a rule trusts, and last the rest. Denied ports have a row only where they cut a row
//! above. The facts are those that openness is judged by, so that a mark here and a finding cannot differ.

use super::addresses::{merged, span_of, subtract};
use super::exposure::names_sender_port;
use super::finding::{Finding, FindingKind};
use super::intent::{CLIENT_PORTS, Intent, count, destinations, names_somebody};
use super::judge::{ascending, is_beyond, rule_of};
use super::loss::Level;
use super::reach::{Reach, Who, by_anyone, by_name};
use super::server::Standing;
use super::severity::Severity;
use super::situation::Situation;
use crate::analysis::{Decider, Outcome, PacketKind, PacketSet, Region, Span, Verdict};
use crate::filter::{Action, Ports, Protocol, Rule, Source};
use crate::profile::{FlowId, Profile, Service, plausible_sources};

/// Who comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visitor {
    /// Whom a rule names.
    Named(Source),
    /// Any client that neither a rule nor the profile names.
    Everyone,
    /// Less than nine tenths of them.
    Part,
    /// Everyone, so that answers come back.
    Answers,
    /// Whoever sends from these ports: everyone, or whom a rule names.
    From(Option<Source>, Ports),
    /// Nobody, where somebody should.
    Nobody,
    /// Nobody but those above.
    NobodyElse,
    /// The documents do not say whether nobody or everyone.
    Unknown,
}

/// What is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reachable {
    /// Ports by tcp or udp, as ascending spans that do not touch.
    Ports(PacketKind, Vec<Span>),
    /// Ports of the row above that are denied.
    Without(PacketKind, Vec<Span>),
    /// A login port.
    Login(u16),
    /// What the profile offers.
    Offered(Service),
    /// Ping, and every other kind of icmp.
    Ping,
    /// Later fragments.
    Fragments,
    /// Other protocols than tcp, udp and icmp.
    OtherProtocols,
    /// Everything.
    Everything,
    /// Nothing: a ban.
    Nothing,
    /// What no row above speaks of.
    Rest,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct VisitorRow {
    /// Who.
    pub(crate) who: Visitor,
    /// What.
    pub(crate) what: Reachable,
    /// The rules that decide, ascending, the default last.
    pub(crate) by: Vec<Decider>,
    /// `Idle` is a row without a mark.
    pub(crate) standing: Standing,
}

/// The rows of a situation.
pub(super) fn visitor_rows(situation: &Situation<'_>, findings: &[Finding]) -> Vec<VisitorRow> {
    let answer = situation.analysis.answer(&PacketSet::all_from(plausible_sources()));
    let Some(outcome) = answer.outcome() else { return Vec::new() };
    let view = View { situation, findings, outcome };
    let mut rows = view.nobody();
    rows.extend(view.by_everyone());
    rows.extend(view.named());
    rows.extend(view.portless());
    rows.extend(view.by_sender_port());
    rows.extend(view.bans());
    rows.sort_by_key(|row| order(row, &situation.intent, situation.profile));
    rows.dedup();
    rows.push(view.rest());
    rows
}

struct View<'a> {
    situation: &'a Situation<'a>,
    findings: &'a [Finding],
    outcome: &'a Outcome,
}

impl View<'_> {
    fn rules(&self) -> &[Rule] {
        &self.situation.filter.rules
    }

    fn row(&self, who: Visitor, what: Reachable, by: Vec<Decider>, severity: Option<Severity>) -> VisitorRow {
        let told = self.told(&what, &by);
        let severity = severity.into_iter().chain(told).min().filter(|found| *found < Severity::Note);
        let standing = match severity {
            Some(severity) => Standing::Wrong(severity),
            None if !by.is_empty() && by.iter().copied().all(is_beyond) => Standing::Unsure,
            None => Standing::Idle,
        };
        VisitorRow { who, what, by, standing }
    }

    /// The severity of a finding that speaks of these ports by these rules.
    fn told(&self, what: &Reachable, by: &[Decider]) -> Option<Severity> {
        let (kind, ports) = match what {
            Reachable::Ports(kind, ports) => (*kind, ports.clone()),
            Reachable::Login(port) => (PacketKind::Tcp, vec![Span::one((*port).into())]),
            _ => return None,
        };
        let speaks = |finding: &&Finding| match &finding.kind {
            FindingKind::LoginOpen(_) => matches!(what, Reachable::Login(_)),
            FindingKind::NamedPortOpen(of, open) => {
                *of == kind && open.iter().any(|span| ports.iter().any(|port| port.intersect(*span).is_some()))
            }
            _ => false,
        };
        let by_these = |finding: &&Finding| finding.rules.iter().any(|rule| by.contains(&Decider::Rule(*rule)));
        self.findings.iter().filter(by_these).filter(speaks).map(|finding| finding.severity).min()
    }

    /// Whom the filter keeps out although somebody should come in.
    fn nobody(&self) -> Vec<VisitorRow> {
        let row = |finding: &Finding| {
            let (what, flow) = match &finding.kind {
                FindingKind::FlowBlocked(FlowId::Service(service)) => {
                    (Reachable::Offered(*service), Some(FlowId::Service(*service)))
                }
                FindingKind::FlowBlocked(id) if id.is_login() => (Reachable::Login(self.login_port(*id)), Some(*id)),
                FindingKind::LoginClosed(id) => (Reachable::Login(self.login_port(*id)), Some(*id)),
                _ => return None,
            };
            let by = flow.and_then(|id| self.situation.flow(id)).map(|flow| flow.deciders.clone()).unwrap_or_default();
            let standing = Standing::Wrong(finding.severity);
            Some(VisitorRow { who: Visitor::Nobody, what, by, standing })
        };
        self.findings.iter().filter_map(row).collect()
    }

    fn login_port(&self, id: FlowId) -> u16 {
        let used = &self.situation.intent.used_logins;
        let remote_desktop = used.iter().copied().find(|port| *port == 3389);
        match id {
            FlowId::RdpAdmin => remote_desktop.or(used.first().copied()).unwrap_or(3389),
            _ => used.iter().copied().find(|port| *port != 3389).or(used.first().copied()).unwrap_or(22),
        }
    }

    /// What strangers reach by rules; what they reach by the default stands in the last row.
    fn by_everyone(&self) -> Vec<VisitorRow> {
        let all = by_anyone(self.situation);
        let by_rules = all.iter().filter(|one| one.by != Decider::Default && one.kind != PacketKind::Other);
        let mut rows: Vec<VisitorRow> = by_rules.flat_map(|one| self.of_everyone(one)).collect();
        rows.extend(self.other_protocols(&all));
        let kinds = [PacketKind::Tcp, PacketKind::Udp];
        let holes: Vec<VisitorRow> = kinds.into_iter().flat_map(|kind| self.holes(kind, &rows)).collect();
        // What is denied inside of a range has a row of its own: the range is told as its rule has it.
        for row in rows.iter_mut().filter(|row| row.who == Visitor::Answers) {
            let Reachable::Ports(kind, ports) = &mut row.what else { continue };
            let is_cut = holes.iter().any(|hole| matches!(&hole.what, Reachable::Without(of, _) if of == kind));
            if let (true, Some(first), Some(last)) = (is_cut, ports.first().copied(), ports.last().copied()) {
                *ports = vec![Span { low: first.low, high: last.high }];
            }
        }
        rows.extend(holes);
        rows
    }

    fn of_everyone(&self, one: &Reach) -> Vec<VisitorRow> {
        let who = if one.who == Who::Part { Visitor::Part } else { Visitor::Everyone };
        let cap = self.situation.openness();
        let severity = one.severity.filter(|_| cap.is_some()).map(|found| found.max(cap.unwrap_or(found)));
        let means = rule_of(one.by, self.rules()).is_some_and(|rule| self.situation.intent.means_its_ports(rule));
        let range = Span::from(self.situation.profile.ephemeral_ports());
        let comes_back = |span: &Span| {
            let inside = span.intersect(range).map_or(0, |common| common.length());
            !means && inside * 2 > span.length()
        };
        let (answers, others): (Vec<Span>, Vec<Span>) = one.targets.iter().copied().partition(comes_back);
        let mut rows = Vec::new();
        if !answers.is_empty() {
            let what = Reachable::Ports(one.kind, answers);
            rows.push(self.row(Visitor::Answers, what, vec![one.by], severity));
        }
        rows.extend(self.by_ports(who, one.kind, others, one.by, severity));
        rows
    }

    /// A login port has a row of its own, where its rule means few ports.
    fn by_ports(
        &self,
        who: Visitor,
        kind: PacketKind,
        ports: Vec<Span>,
        by: Decider,
        severity: Option<Severity>,
    ) -> Vec<VisitorRow> {
        let total: u128 = ports.iter().map(|span| span.length()).sum();
        let logins: Vec<Span> = match kind {
            PacketKind::Tcp if total <= 16 => {
                let has = |port: &&u16| ports.iter().any(|span| span.contains((**port).into()));
                self.situation.intent.logins.iter().filter(has).map(|port| Span::one((*port).into())).collect()
            }
            _ => Vec::new(),
        };
        let login = |span: &Span| Some(Reachable::Login(u16::try_from(span.low).ok()?));
        let mut whats: Vec<Reachable> = logins.iter().filter_map(login).collect();
        let rest = subtract(&ports, &logins);
        whats.extend((!rest.is_empty()).then_some(Reachable::Ports(kind, rest)));
        whats.into_iter().map(|what| self.row(who, what, vec![by], severity)).collect()
    }

    fn other_protocols(&self, all: &[Reach]) -> Vec<VisitorRow> {
        let by_rules = all.iter().filter(|one| one.kind == PacketKind::Other && one.by != Decider::Default);
        let by = ascending(by_rules.map(|one| one.by));
        let severity = self.situation.openness().map(|cap| cap.max(Severity::Warning));
        let row = |by| self.row(Visitor::Everyone, Reachable::OtherProtocols, by, severity);
        (!by.is_empty()).then(|| row(by)).into_iter().collect()
    }

    /// Denied ports inside of the ranges that are open for answers.
    fn holes(&self, kind: PacketKind, rows: &[VisitorRow]) -> Vec<VisitorRow> {
        let open = rows.iter().filter(|row| row.who == Visitor::Answers).filter_map(|row| match &row.what {
            Reachable::Ports(of, ports) if *of == kind => Some(ports.iter().copied()),
            _ => None,
        });
        let open = merged(open.flatten().collect());
        let range = Span::from(self.situation.profile.ephemeral_ports());
        let others = self.situation.exposure.ports(kind, Level::Large);
        let gaps = subtract(&[range], &merged(open.iter().copied().chain(others).collect()));
        let size = |spans: &[Span]| -> u128 { spans.iter().map(|span| span.length()).sum() };
        if open.is_empty() || gaps.is_empty() || size(&gaps) >= size(&open) {
            return Vec::new();
        }
        let from = self.situation.strangers();
        let boxes = gaps.iter().flat_map(|gap| {
            from.spans().iter().map(|from| Region::with_ports(kind, *from, CLIENT_PORTS, *gap)).collect::<Vec<_>>()
        });
        let by = self.situation.analysis.answer(&PacketSet::of_disjoint(boxes.collect())).deciders_of(Action::Deny);
        vec![self.row(Visitor::Answers, Reachable::Without(kind, gaps), by, None)]
    }

    /// Whom rules name, and what it reaches beyond everyone.
    fn named(&self) -> Vec<VisitorRow> {
        let mut rows: Vec<VisitorRow> = Vec::new();
        for one in by_name(self.situation, self.outcome) {
            let Who::Named(source) = one.who else { continue };
            let Some(rule) = rule_of(one.by, self.rules()) else { continue };
            let trusts = rule.protocol.has_ports() && trusts_port(rule);
            let who = if trusts { Visitor::From(Some(source), rule.source_port) } else { Visitor::Named(source) };
            if rule.protocol == Protocol::Ip {
                let told = rows.iter().any(|row| row.who == who && row.by == [one.by]);
                rows.extend((!told).then(|| self.row(who, Reachable::Everything, vec![one.by], None)));
            } else {
                rows.extend(self.by_ports(who, one.kind, one.targets, one.by, None));
            }
        }
        rows
    }

    /// Ping and fragments.
    fn portless(&self) -> Vec<VisitorRow> {
        let kinds = [(PacketKind::Icmp, Reachable::Ping), (PacketKind::Fragment, Reachable::Fragments)];
        let mut rows = Vec::new();
        for (kind, what) in kinds {
            let has = |packets: &PacketSet| packets.regions().iter().any(|region| region.kind == kind);
            let allowing =
                self.outcome.shares.iter().filter(|share| share.action == Action::Allow && has(&share.packets));
            let (mut everyone, mut named) = (Vec::new(), Vec::new());
            for by in allowing.map(|share| share.decider) {
                match rule_of(by, self.rules()) {
                    Some(rule) if rule.source.is_bare_zero() || rule.protocol == Protocol::Ip => {}
                    Some(rule) if names_somebody(rule.source) => named.push((rule.source, by)),
                    Some(_) => everyone.push(by),
                    None => {}
                }
            }
            rows.extend(named.into_iter().map(|(who, by)| self.row(Visitor::Named(who), what.clone(), vec![by], None)));
            if !everyone.is_empty() {
                rows.push(self.row(Visitor::Everyone, what, ascending(everyone), None));
            }
        }
        rows
    }

    /// Who sends from a port that a rule for everyone trusts.
    fn by_sender_port(&self) -> Vec<VisitorRow> {
        let exposure = &self.situation.exposure;
        let mut rows = Vec::new();
        for share in self.outcome.shares.iter().filter(|share| share.action == Action::Allow) {
            let Decider::Rule(at) = share.decider else { continue };
            let Some(rule) = self.rules().get(at).filter(|rule| names_sender_port(rule)) else { continue };
            for kind in [PacketKind::Tcp, PacketKind::Udp] {
                let of_kind = share.packets.regions().iter().filter(|region| region.kind == kind);
                let own = merged(of_kind.filter_map(|region| region.spans.get(2).copied()).collect());
                let targets = subtract(&own, &exposure.ports(kind, Level::Large));
                let door = exposure.doors.iter().find(|door| door.rule == at).map(|door| door.severity);
                if !targets.is_empty() {
                    // What other rules open of it is reached from that port too.
                    let any = rule.destination_port == Ports::Any || rule.destination_port.covers_everything();
                    let targets = if any { vec![Span::PORTS] } else { targets };
                    let who = Visitor::From(None, rule.source_port);
                    rows.push(self.row(who, Reachable::Ports(kind, targets), vec![share.decider], door));
                }
            }
        }
        rows
    }

    fn is_open_by_default(&self) -> bool {
        self.situation.openness().is_some() && self.situation.exposure.culprits().contains(&Decider::Default)
    }

    /// Where the default lets in what nobody named, the denies are what is kept out.
    fn bans(&self) -> Vec<VisitorRow> {
        if !self.is_open_by_default() {
            return Vec::new();
        }
        let denying = self.outcome.shares.iter().filter(|share| share.action == Action::Deny);
        let row = |by: Decider| {
            let rule = rule_of(by, self.rules())?;
            let who = if names_somebody(rule.source) { Visitor::Named(rule.source) } else { Visitor::Everyone };
            let kind = if rule.protocol == Protocol::Udp { PacketKind::Udp } else { PacketKind::Tcp };
            let ports: Vec<Span> = destinations(rule).into_iter().map(Span::from).collect();
            let all = ports.is_empty() || count(&destinations(rule)) >= 65535;
            let what = if all { Reachable::Nothing } else { Reachable::Without(kind, merged(ports)) };
            Some(self.row(who, what, vec![by], None)).filter(|row| row.who != Visitor::Everyone || !all)
        };
        denying.filter_map(|share| row(share.decider)).collect()
    }

    /// What no row above speaks of.
    fn rest(&self) -> VisitorRow {
        let flow = self.situation.flows.last();
        let doors = !self.situation.exposure.doors.is_empty();
        let by = self.situation.exposure.answer.deciders_of(Action::Deny);
        let row = |who, what, by, standing| VisitorRow { who, what, by, standing };
        match flow.map(|flow| flow.verdict) {
            Some(Verdict::Uncertain) => row(Visitor::Unknown, Reachable::Rest, by, Standing::Unsure),
            Some(Verdict::Blocked) if !doors => row(Visitor::NobodyElse, Reachable::Rest, by, Standing::Fine),
            _ if self.is_open_by_default() => {
                let decides = |share: &&crate::analysis::Share| share.decider != Decider::Default;
                let all = !self.outcome.shares.iter().any(|share| decides(&share));
                let what = if all { Reachable::Everything } else { Reachable::Rest };
                let severity = self.situation.openness().unwrap_or(Severity::Warning);
                row(Visitor::Everyone, what, vec![Decider::Default], Standing::Wrong(severity))
            }
            _ => row(Visitor::NobodyElse, Reachable::Rest, by, Standing::Idle),
        }
    }
}

fn trusts_port(rule: &Rule) -> bool {
    rule.source_port != Ports::Any && !rule.source_port.covers_everything()
}

/// The place of a row: its group, the width of its sender, its rule.
fn order(row: &VisitorRow, intent: &Intent, profile: &Profile) -> (u8, u128, Vec<Decider>) {
    let offered = |ports: &[Span]| {
        profile.services.iter().any(|service| ports.iter().any(|span| span.contains(service.port.into())))
    };
    let group = match (&row.what, &row.who) {
        (Reachable::Login(port), _) if intent.logins.contains(port) => 0,
        (Reachable::Offered(_), _) => 1,
        (Reachable::Ports(_, ports), Visitor::Named(_) | Visitor::Everyone) if offered(ports) => 1,
        (_, Visitor::Named(_)) => 2,
        (Reachable::Ping | Reachable::Fragments, _) => 4,
        (_, Visitor::Answers) => 5,
        (_, Visitor::From(..)) => 6,
        _ => 3,
    };
    let width = match row.who {
        Visitor::Named(source) | Visitor::From(Some(source), _) => span_of(source).length(),
        Visitor::Nobody => 0,
        _ => u128::from(u32::MAX) + 1,
    };
    // Ranges of answers by protocol, what is denied in them behind them.
    let kind = match &row.what {
        Reachable::Ports(kind, _) | Reachable::Without(kind, _) if group == 5 => *kind as u128,
        _ => 0,
    };
    let denied = u128::from(matches!(row.what, Reachable::Without(..)));
    (group, width + kind * 2 + denied, row.by.clone())
}
