//! Does the server work? What it needs, in the rows that a person asks for, each with what they will notice.
//!
//! Flows are sets of packets; a row sums up those that a person feels as one thing. The order never changes, and no row
//! is left out: a row that the profile does not need says so.

use super::finding::{Finding, FindingKind};
use super::intent::names_somebody;
use super::judge::{ascending, is_beyond, rule_of};
use super::loss::{ClassId, ClassLoss, Level};
use super::reach::Who;
use super::severity::Severity;
use super::situation::{FlowVerdict, Situation};
use super::ways_in::ways_in;
use crate::analysis::{Decider, PacketSet, Share, Verdict};
use crate::filter::Action;
use crate::profile::{Attachment, FlowId};

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ServerTopic {
    /// Who administrates logs in.
    Login,
    /// The address, by DHCP.
    Address,
    /// Names, by DNS.
    Names,
    /// Answers to connections that the server opens.
    Outbound,
    /// The clock, by NTP.
    Time,
    /// Whatever does not fit in one packet.
    Large,
    /// Containers and pods.
    Nat,
    /// A resolver on the server itself.
    Resolver,
    /// Mounted file systems.
    Nfs,
    /// Answers by udp beside names and time.
    OtherUdp,
    /// An expectation of the profile, by its place.
    Expectation(usize),
}

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// All is well.
    Fine,
    /// Something is lost.
    Wrong(Severity),
    /// Nobody can know.
    Unsure,
    /// Nothing is owed: not needed, or no more than worth a note.
    Idle,
}

impl Standing {
    /// Where it stands among others, the worst first.
    pub(crate) const fn rank(self) -> u8 {
        match self {
            Self::Wrong(Severity::Error) => 0,
            Self::Wrong(Severity::Warning) => 1,
            Self::Unsure => 2,
            Self::Wrong(Severity::Note) => 3,
            Self::Fine => 4,
            Self::Idle => 5,
        }
    }
}

/// What a person notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Noticed {
    /// All of it works.
    Works,
    /// Logins from there; the first of so many more senders.
    LoginFrom(Who, usize),
    /// Logins from a part of the Internet.
    LoginFromMany,
    /// Logins from everywhere.
    LoginFromAnywhere,
    /// A part of it fails.
    Partly,
    /// So many of a hundred fail; 0 is less than one.
    Percent(u8),
    /// What answers from these ports fails.
    Ports(Vec<u16>),
    /// Nothing of it works.
    Lost,
    /// Nobody can log in any more: the saved version let somebody in.
    LoginLost,
    /// Only large answers fail.
    LargeFail,
    /// Pieces of large packets are lost.
    PiecesLost,
    /// A named sender gets through, and nobody knows whether it is the right one.
    OneHost,
    /// It is not needed, or nothing is known that needs it.
    NotNeeded,
    /// It depends on a rule that the cloud does not take.
    NotInForce,
    /// It depends on what is not documented.
    NotDocumented,
    /// It hangs on rules of which something is not known.
    NotResolved,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ServerRow {
    /// What it is about.
    pub(crate) topic: ServerTopic,
    /// The needed flows that it sums up.
    pub(crate) flows: Vec<FlowId>,
    /// How it stands.
    pub(crate) standing: Standing,
    /// What is noticed.
    pub(crate) noticed: Noticed,
    /// The rules that deny, if something is lost, else those that allow; ascending, the default last.
    pub(crate) by: Vec<Decider>,
}

impl ServerRow {
    /// Whether it counts among what the server needs; expectations are counted by themselves.
    pub(crate) const fn is_need(&self) -> bool {
        !matches!(self.topic, ServerTopic::Expectation(_))
    }
}

/// The rows of a situation.
pub(super) fn server_rows(situation: &Situation<'_>, findings: &[Finding]) -> Vec<ServerRow> {
    let mut rows = vec![login(situation, findings)];
    let time = [FlowId::NtpEphemeral, FlowId::Ntp123];
    rows.extend([
        summed(situation, ServerTopic::Address, &[FlowId::DhcpReply]),
        summed(situation, ServerTopic::Names, &[FlowId::DnsUdp, FlowId::DnsTcp]),
        summed(situation, ServerTopic::Outbound, &[FlowId::TcpReplies]),
        summed(situation, ServerTopic::Time, &time),
        summed(situation, ServerTopic::Large, &[FlowId::IcmpErrors, FlowId::LaterFragments]),
    ]);
    let own = [
        (ServerTopic::Nat, FlowId::OwnNat),
        (ServerTopic::Resolver, FlowId::OwnUnbound),
        (ServerTopic::Nfs, FlowId::OwnNfs),
    ];
    let made = own.into_iter().filter(|(_, id)| situation.flow(*id).is_some());
    rows.extend(made.map(|(topic, id)| summed(situation, topic, &[id])));
    rows.extend(other_udp(situation, &rows));
    let expected = situation.flows.iter().filter_map(|flow| match flow.flow.id {
        FlowId::Expected { index, .. } => Some(summed(situation, ServerTopic::Expectation(index), &[flow.flow.id])),
        _ => None,
    });
    rows.extend(expected.collect::<Vec<_>>());
    rows
}

/// Names and time are answers by udp too: the rest is told only where it loses what they keep.
fn other_udp(situation: &Situation<'_>, rows: &[ServerRow]) -> Option<ServerRow> {
    let row = summed(situation, ServerTopic::OtherUdp, &[FlowId::UdpReplies]);
    let fine = |topic| rows.iter().any(|row| row.topic == topic && row.standing == Standing::Fine);
    let flow = situation.flow(FlowId::UdpReplies)?;
    let lost = flow.severity.is_some() && flow.losses.iter().any(|loss| loss.level() >= Level::Large);
    let is_told = lost && fine(ServerTopic::Names) && fine(ServerTopic::Time);
    let standing = if flow.severity == Some(Severity::Note) { Standing::Idle } else { row.standing };
    let noticed = if row.noticed == Noticed::Works { Noticed::Lost } else { row.noticed };
    is_told.then(|| ServerRow { standing, noticed, by: flow.answer.deciders_of(Action::Deny), ..row })
}

/// Several flows that are felt as one thing: the worst of those that are needed, the first of equals.
fn summed(situation: &Situation<'_>, topic: ServerTopic, ids: &[FlowId]) -> ServerRow {
    let needed: Vec<&FlowVerdict> =
        ids.iter().filter_map(|id| situation.flow(*id)).filter(|flow| flow.flow.needed).collect();
    let on_switch = situation.profile.attachment == Attachment::Switch;
    let standing = |flow: &&FlowVerdict| standing(flow, on_switch);
    let Some(worst) = needed.iter().min_by_key(|flow| standing(flow).rank()) else {
        return ServerRow {
            topic,
            flows: Vec::new(),
            standing: Standing::Idle,
            noticed: Noticed::NotNeeded,
            by: Vec::new(),
        };
    };
    let standing = standing(worst);
    let noticed = match standing {
        Standing::Fine => Noticed::Works,
        Standing::Idle if topic != ServerTopic::Large => Noticed::Lost,
        _ => noticed(worst),
    };
    let by = match standing {
        Standing::Fine => ascending(needed.iter().flat_map(|flow| passing(flow, situation))),
        _ => worst.deciders.clone(),
    };
    let flows = needed.iter().map(|flow| flow.flow.id).collect();
    ServerRow { topic, flows, standing, noticed, by: if by.is_empty() { worst.deciders.clone() } else { by } }
}

/// What is lost as a note only leaves a row fine; on a switch, where nothing comes in at all, nothing is owed.
fn standing(flow: &FlowVerdict, on_switch: bool) -> Standing {
    match flow.severity {
        Some(Severity::Note) if on_switch && flow.verdict == Verdict::Blocked => Standing::Idle,
        Some(Severity::Error) => Standing::Wrong(Severity::Error),
        _ if flow.verdict == Verdict::Uncertain => Standing::Unsure,
        Some(Severity::Warning) => Standing::Wrong(Severity::Warning),
        Some(Severity::Note) | None => Standing::Fine,
    }
}

fn noticed(flow: &FlowVerdict) -> Noticed {
    if flow.verdict == Verdict::Uncertain {
        return unsure(flow);
    }
    let lost = |loss: &&ClassLoss| loss.level() >= Level::Large;
    match flow.flow.id {
        FlowId::DnsTcp => return Noticed::LargeFail,
        FlowId::LaterFragments => return Noticed::PiecesLost,
        _ if flow.verdict == Verdict::Blocked => return Noticed::Lost,
        FlowId::Ntp123 | FlowId::NtpEphemeral | FlowId::IcmpErrors | FlowId::OwnNfs => return Noticed::Partly,
        FlowId::Expected { .. } => return Noticed::Lost,
        _ => {}
    }
    let gone: Vec<&ClassLoss> = flow.losses.iter().filter(lost).collect();
    let ports = || gone.iter().filter_map(|loss| if let ClassId::From(port) = loss.class { Some(port) } else { None });
    let whole = gone.iter().all(|loss| loss.level() == Level::All);
    if whole && gone.len() < flow.losses.len() && ports().next().is_some() {
        return Noticed::Ports(ports().collect());
    }
    let worst = flow.losses.iter().max_by(|a, b| a.share().total_cmp(&b.share()));
    worst.map_or(Noticed::Partly, |loss| Noticed::Percent(percent(loss)))
}

/// Why nobody can know.
fn unsure(flow: &FlowVerdict) -> Noticed {
    if flow.answer.deciders().into_iter().any(is_beyond) {
        Noticed::NotInForce
    } else if flow.readings.is_empty() {
        Noticed::OneHost
    } else if flow.hangs_on_documents() {
        Noticed::NotDocumented
    } else {
        Noticed::NotResolved
    }
}

fn percent(loss: &ClassLoss) -> u8 {
    let rounded = (loss.denied * 100 + loss.total / 2).checked_div(loss.total).unwrap_or(0);
    u8::try_from(rounded).unwrap_or(100)
}

/// The rules that let a flow pass, as far as real senders are concerned.
fn passing(flow: &FlowVerdict, situation: &Situation<'_>) -> Vec<Decider> {
    let wants = situation.row(flow.flow.id).and_then(|row| row.expects).unwrap_or(Action::Allow);
    let groups = || situation.row(flow.flow.id).into_iter().flat_map(|row| row.classes.iter());
    let counts = |packets: &PacketSet| {
        groups().any(|class| class.groups.first().is_some_and(|group| !packets.is_disjoint(group)))
    };
    let rules = &situation.filter.rules;
    let wide: Vec<Decider> =
        shares(flow, wants).filter(|share| counts(&share.packets)).map(|share| share.decider).collect();
    // A rule for one host beside one for everyone says nothing about how it works.
    let for_all = |decider: &Decider| rule_of(*decider, rules).is_none_or(|rule| !names_somebody(rule.source));
    if wide.iter().any(for_all) { wide.into_iter().filter(for_all).collect() } else { wide }
}

fn shares(flow: &FlowVerdict, action: Action) -> impl Iterator<Item = &Share> {
    let outcome = flow.answer.outcome().into_iter();
    outcome.flat_map(|outcome| &outcome.shares).filter(move |share| share.action == action)
}

/// A server that nobody can enter does not work; who administrates may be known to the rules only.
fn login(situation: &Situation<'_>, findings: &[Finding]) -> ServerRow {
    let flow = situation.flows.iter().find(|flow| flow.flow.id.is_login());
    let flows: Vec<FlowId> = flow.map(|flow| flow.flow.id).into_iter().collect();
    let row =
        |standing, noticed, by| ServerRow { topic: ServerTopic::Login, flows: flows.clone(), standing, noticed, by };
    let failed = flow.and_then(|flow| Some((flow, flow.severity.filter(|found| *found < Severity::Note)?)));
    if let Some((flow, severity)) = failed {
        let noticed = match flow.verdict {
            Verdict::Uncertain => unsure(flow),
            Verdict::Blocked => Noticed::Lost,
            _ => Noticed::Partly,
        };
        return row(Standing::Wrong(severity), noticed, flow.deciders.clone());
    }
    let closed = findings.iter().any(|finding| matches!(finding.kind, FindingKind::LoginClosed(_)));
    let ways = if closed { Vec::new() } else { ways_in(situation) };
    match ways.as_slice() {
        [] => {
            let by = flow.filter(|flow| flow.verdict == Verdict::Blocked).map(|flow| flow.deciders.clone());
            row(Standing::Idle, Noticed::NotNeeded, by.unwrap_or_default())
        }
        all if all.iter().all(|way| is_beyond(way.by)) => {
            row(Standing::Unsure, Noticed::NotInForce, all.iter().map(|way| way.by).collect())
        }
        [first, more @ ..] => {
            let by = ascending(ways.iter().map(|way| way.by));
            let noticed = match (ways.iter().find(|way| way.who == Who::Anyone), first.who) {
                (Some(_), _) => Noticed::LoginFromAnywhere,
                (None, Who::Part) => Noticed::LoginFromMany,
                (None, who) => Noticed::LoginFrom(who, more.len()),
            };
            row(Standing::Fine, noticed, by)
        }
    }
}
