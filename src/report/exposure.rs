//! What strangers reach that nobody meant: the union of all rules and the default, never one rule by itself.
//!
//! Strangers are clients that neither a rule nor the profile names, so rules for somebody do not concern them: a list of
//! three hundred customers is judged by the handful of its rules that everyone meets.

use super::addresses::{Addresses, merged, subtract};
use super::flows::strangers;
use super::intent::{
    CLIENT_PORTS, Intent, count, destinations, is_everyone, is_named_allow, names_somebody, says, speaks_of,
};
use super::judge::ascending;
use super::loss::Level;
use super::severity::Severity;
use crate::analysis::{Analysis, Answer, Decider, Outcome, PacketKind, PacketSet, Region, Share, Span, Verdict};
use crate::filter::{Action, Filter, Ports, Protocol, Rule};
use crate::profile::{Attachment, Profile, Use};

/// Server ports; 0 is reserved.
const TARGETS: Span = Span { low: 1, high: 65535 };

/// Where servers listen often and never for all: databases, remote desktops, control ports.
pub(super) const LISTENERS: [u16; 15] =
    [1433, 1521, 2049, 2375, 2379, 3306, 3389, 5432, 5900, 5985, 6379, 9200, 10250, 11211, 27017];

/// A door to fewer unknown high ports is none.
const FEW: u128 = 16;

/// Ports that strangers reach alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reached {
    pub(super) kind: PacketKind,
    /// Destination ports; ranks of protocol numbers for other kinds.
    pub(super) span: Span,
    /// Which share of strangers.
    pub(super) level: Level,
    /// The rules that let them in, ascending, the default last.
    pub(super) by: Vec<Decider>,
}

/// What strangers reach and nobody meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LiveShare {
    pub(super) reached: Reached,
    pub(super) severity: Option<Severity>,
}

/// Ports that whoever sends from some port reaches, and strangers do not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Door {
    /// The rule (0-based).
    pub(super) rule: usize,
    pub(super) ports: Vec<Span>,
    pub(super) severity: Severity,
}

/// What a filter exposes to strangers.
#[derive(Debug, Clone)]
pub(super) struct Exposure {
    /// Everything that strangers reach, meant or not, in the default reading.
    pub(super) reached: Vec<Reached>,
    /// What of it nobody meant.
    pub(super) left: Vec<LiveShare>,
    pub(super) doors: Vec<Door>,
    /// The mildest over all readings, before ban lists and switches are excused.
    pub(super) severity: Option<Severity>,
    /// Whether readings differ about what is left over.
    pub(super) differs: bool,
    /// The packets of strangers that nobody meant, and what becomes of them.
    pub(super) packets: PacketSet,
    pub(super) answer: Answer,
}

impl Exposure {
    /// Whether nothing is left over and there is no door.
    pub(super) fn is_closed(&self) -> bool {
        self.severity.is_none() && self.doors.is_empty()
    }

    /// The rules, and perhaps the default, that leave something over which matters.
    pub(super) fn culprits(&self) -> Vec<Decider> {
        let matters = self.left.iter().filter(|left| left.severity.is_some());
        ascending(matters.flat_map(|left| left.reached.by.iter().copied()))
    }

    /// Ports of tcp or udp that so many strangers reach.
    pub(super) fn ports(&self, kind: PacketKind, least: Level) -> Vec<Span> {
        let wide = self.reached.iter().filter(|one| one.kind == kind && one.level >= least);
        merged(wide.map(|one| one.span).collect())
    }
}

/// A filter and its profile, as far as strangers are concerned.
pub(super) struct Outside<'a> {
    rules: &'a [Rule],
    profile: &'a Profile,
    intent: &'a Intent,
    /// The analysis of the rules that strangers meet, with their places in the whole list.
    analysis: Analysis,
    places: Vec<usize>,
    /// Where strangers are.
    from: Vec<Span>,
    addresses: u128,
}

impl<'a> Outside<'a> {
    pub(super) fn new(filter: &'a Filter, profile: &'a Profile, intent: &'a Intent, known: &Analysis) -> Self {
        let meets = |rule: &Rule| !names_somebody(rule.source) && !rule.source.is_bare_zero();
        let kept = filter.rules.iter().enumerate().filter(|(_, rule)| meets(rule));
        let (places, rules): (Vec<usize>, Vec<Rule>) = kept.map(|(at, rule)| (at, rule.clone())).unzip();
        let analysis = known.of_other(&Filter { rules, ..Filter::default() });
        let from = strangers(profile);
        let addresses = from.iter().map(|span| intent.named.count_outside(*span)).sum();
        Self { rules: &filter.rules, profile, intent, analysis, places, from, addresses }
    }

    /// What is exposed, in every reading.
    pub(super) fn exposure(&self) -> Exposure {
        let everything = self.analysis.answer(&self.all());
        let readings: Vec<(Vec<Reached>, Vec<LiveShare>)> =
            everything.outcomes.iter().map(|one| self.judged(one)).collect();
        let worst = |left: &[LiveShare]| left.iter().filter_map(|one| one.severity).min();
        let severities: Vec<Option<Severity>> = readings.iter().map(|(_, left)| worst(left)).collect();
        let mildest = severities.iter().copied().max_by_key(|severity| severity.map_or(3, |one| one as u8));
        let packets = self.unmeant();
        let answer = self.renumbered(self.analysis.answer(&packets));
        let differs = severities.windows(2).any(|pair| matches!(pair, [a, b] if a != b));
        let (reached, left) = readings.into_iter().next().unwrap_or_default();
        let doors = self.doors(&reached);
        Exposure { reached, left, doors, severity: mildest.flatten(), differs, packets, answer }
    }

    /// Every packet that a stranger can send, and every other protocol.
    fn all(&self) -> PacketSet {
        let ports = |kind| move |from: &Span| Region::with_ports(kind, *from, CLIENT_PORTS, TARGETS);
        let tcp = self.from.iter().map(ports(PacketKind::Tcp));
        let udp = self.from.iter().map(ports(PacketKind::Udp));
        let other = self.from.iter().map(|from| Region::of_kind(PacketKind::Other, *from));
        PacketSet::of_disjoint(tcp.chain(udp).chain(other).collect())
    }

    /// The same without the ports that somebody meant.
    fn unmeant(&self) -> PacketSet {
        let mut regions = Vec::new();
        for kind in [PacketKind::Tcp, PacketKind::Udp] {
            let ports = subtract(&[TARGETS], &self.meant(kind));
            let of = |from: &Span| {
                let from = *from;
                ports.iter().map(move |to| Region::with_ports(kind, from, CLIENT_PORTS, *to)).collect::<Vec<_>>()
            };
            regions.extend(self.from.iter().flat_map(of));
        }
        regions.extend(self.from.iter().map(|from| Region::of_kind(PacketKind::Other, *from)));
        PacketSet::of_disjoint(regions)
    }

    /// The same answer, with the places that rules have in the whole list.
    fn renumbered(&self, mut answer: Answer) -> Answer {
        for share in answer.outcomes.iter_mut().flat_map(|outcome| &mut outcome.shares) {
            share.decider = self.place(share.decider);
        }
        answer
    }

    fn place(&self, decider: Decider) -> Decider {
        match decider {
            Decider::Rule(index) => Decider::Rule(self.places.get(index).copied().unwrap_or(index)),
            Decider::Default => Decider::Default,
        }
    }

    fn judged(&self, outcome: &Outcome) -> (Vec<Reached>, Vec<LiveShare>) {
        let reached: Vec<Reached> = [PacketKind::Tcp, PacketKind::Udp, PacketKind::Other]
            .into_iter()
            .flat_map(|kind| self.reached(kind, outcome, CLIENT_PORTS.length(), |_| true))
            .collect();
        let left = reached.iter().filter(|one| one.level > Level::Trace).flat_map(|one| self.left(one)).collect();
        (reached, left)
    }

    /// What strangers reach of a kind, by ports: shares of all of them who send from so many ports.
    fn reached(
        &self,
        kind: PacketKind,
        outcome: &Outcome,
        senders: u128,
        counts: impl Fn(&Share) -> bool,
    ) -> Vec<Reached> {
        let (axis, senders) = if kind == PacketKind::Other { (1, 1) } else { (2, senders) };
        let total = self.addresses * senders;
        let mut boxes: Vec<(Decider, Span, u128)> = Vec::new();
        for share in outcome.shares.iter().filter(|share| share.action == Action::Allow && counts(share)) {
            for region in share.packets.regions().iter().filter(|region| region.kind == kind) {
                let [source, from, _] = region.spans;
                let weight = self.intent.named.count_outside(source) * if axis == 2 { from.length() } else { 1 };
                let span = if axis == 2 { region.spans[2] } else { region.spans[1] };
                boxes.push((self.place(share.decider), span, weight));
            }
        }
        let mut cuts: Vec<u32> = boxes.iter().flat_map(|(_, span, _)| [span.low, span.high + 1]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut all: Vec<Reached> = Vec::new();
        for (low, next) in cuts.iter().zip(cuts.iter().skip(1)) {
            let here = boxes.iter().filter(|(_, span, weight)| span.contains(*low) && *weight > 0);
            let (mut by, mut part) = (Vec::new(), 0);
            for (decider, _, weight) in here {
                by.push(*decider);
                part += weight;
            }
            by.sort_unstable();
            by.dedup();
            let (level, span) = (Level::of(part, total), Span { low: *low, high: next - 1 });
            match all.last_mut() {
                _ if part == 0 => {}
                Some(last) if last.span.high + 1 == span.low && last.level == level && last.by == by => {
                    last.span.high = span.high;
                }
                _ => all.push(Reached { kind, span, level, by }),
            }
        }
        all
    }

    /// The ports that somebody meant: rules for everyone that mean theirs, what is offered, replies.
    fn meant(&self, kind: PacketKind) -> Vec<Span> {
        let protocol = protocol_of(kind);
        let open = self.rules.iter().filter(|rule| {
            !names_somebody(rule.source) && !rule.source.is_bare_zero() && rule.protocol != Protocol::Ip
        });
        let open = open.filter(|rule| speaks_of(rule, protocol) && self.intent.means_its_ports(rule));
        let mut spans: Vec<Span> = open.flat_map(destinations).map(Span::from).collect();
        let offered = self.profile.services.iter().filter(|service| service.protocol == protocol);
        spans.extend(offered.map(|service| Span::one(service.port.into())));
        spans.extend(self.replies());
        if kind == PacketKind::Udp {
            spans.extend([67, 68, 123].map(Span::one));
        }
        merged(spans)
    }

    /// The ports that answers come back to.
    fn replies(&self) -> Vec<Span> {
        let nat = self.profile.uses.contains(&Use::Nat).then_some(Span { low: 1024, high: 65535 });
        [Span::from(self.profile.ephemeral_ports())].into_iter().chain(nat).collect()
    }

    /// What of it nobody meant, in pieces that are equally bad.
    fn left(&self, reached: &Reached) -> Vec<LiveShare> {
        let one = |span: Span, severity| LiveShare { reached: Reached { span, ..reached.clone() }, severity };
        if reached.kind == PacketKind::Other {
            return vec![one(reached.span, Some(Severity::Warning))];
        }
        let left = subtract(&[reached.span], &self.meant(reached.kind));
        let wide = if reached.level >= Level::Large { Severity::Error } else { Severity::Warning };
        let critical = self.critical(reached.kind);
        let mut all = Vec::new();
        for span in left {
            let inside = critical.iter().filter_map(|port| port.intersect(span)).collect::<Vec<Span>>();
            all.extend(inside.iter().map(|port| one(*port, Some(wide))));
            for high in subtract(&[span], &inside) {
                let listens =
                    reached.kind == PacketKind::Tcp && LISTENERS.iter().any(|port| high.contains((*port).into()));
                let matters = listens || reached.by.contains(&Decider::Default);
                all.push(one(high, matters.then_some(Severity::Warning)));
            }
        }
        all
    }

    /// Ports that every server listens on, or that log in.
    fn critical(&self, kind: PacketKind) -> Vec<Span> {
        let logins =
            self.intent.logins.iter().filter(|_| kind == PacketKind::Tcp).map(|port| Span::one((*port).into()));
        merged([Span { low: 1, high: 1023 }].into_iter().chain(logins).collect())
    }

    fn doors(&self, reached: &[Reached]) -> Vec<Door> {
        let places = self.places.iter().enumerate();
        places.filter_map(|(at, place)| self.door(at, *place, reached)).collect()
    }

    fn door(&self, at: usize, place: usize, reached: &[Reached]) -> Option<Door> {
        let rule = self.rules.get(place).filter(|rule| names_sender_port(rule))?;
        let kind = if rule.protocol == Protocol::Tcp { PacketKind::Tcp } else { PacketKind::Udp };
        let senders: Vec<Span> = rule.source_port.ranges().into_iter().map(Span::from).collect();
        let boxes = senders.iter().flat_map(|sender| {
            self.from.iter().map(|from| Region::with_ports(kind, *from, *sender, TARGETS)).collect::<Vec<_>>()
        });
        let answer = self.analysis.answer(&PacketSet::of_disjoint(boxes.collect()));
        let outcome = answer.outcome()?;
        let many = senders.iter().map(|span| span.length()).sum();
        let own = self.reached(kind, outcome, many, |share| share.decider == Decider::Rule(at));
        let own = merged(own.iter().filter(|one| one.level >= Level::Large).map(|one| one.span).collect());
        let anyway = reached.iter().filter(|one| one.kind == kind && one.level >= Level::Large).map(|one| one.span);
        let expected = self.replies_from(rule).into_iter().chain(anyway);
        let ports = subtract(&own, &merged(expected.collect()));
        let severity = self.behind_a_door(kind, &ports)?;
        Some(Door { rule: place, ports, severity })
    }

    /// How bad it is that somebody reaches these ports, if it matters.
    fn behind_a_door(&self, kind: PacketKind, ports: &[Span]) -> Option<Severity> {
        let overlaps =
            |spans: &[Span]| spans.iter().any(|span| ports.iter().any(|port| port.intersect(*span).is_some()));
        let listeners: Vec<Span> = LISTENERS.map(|port| Span::one(port.into())).to_vec();
        let guarded = overlaps(&self.critical(kind)) || overlaps(&named_only(self.rules, self.intent, kind));
        let total: u128 = ports.iter().map(|span| span.length()).sum();
        match kind {
            PacketKind::Tcp if guarded => Some(Severity::Error),
            _ if guarded || overlaps(&listeners) || total > FEW => Some(Severity::Warning),
            _ => None,
        }
    }

    /// The ports to which whoever sends from the rule's port answers.
    fn replies_from(&self, rule: &Rule) -> Vec<Span> {
        let pair = match (rule.protocol, rule.source_port) {
            (Protocol::Udp, Ports::One(67)) => Some(Span::one(68)),
            (Protocol::Udp, Ports::One(123)) => Some(Span::one(123)),
            (Protocol::Udp, Ports::One(53)) if self.profile.uses.contains(&Use::Unbound) => {
                Some(Span { low: 1024, high: 65535 })
            }
            _ => None,
        };
        self.replies().into_iter().chain(pair).collect()
    }
}

/// Whether an allow rule lets in whoever sends from some of a few ports.
pub(super) fn names_sender_port(rule: &Rule) -> bool {
    let ports = rule.source_port.ranges();
    says(rule, Action::Allow)
        && rule.protocol.has_ports()
        && rule.source_port != Ports::Any
        && !names_somebody(rule.source)
        && u128::from(count(&ports)) * 10 < Span::PORTS.length()
}

/// A range of sender's ports that clients send from, with every destination: the columns were mixed up.
pub(super) fn has_range_of_senders(rule: &Rule) -> bool {
    says(rule, Action::Allow)
        && rule.protocol.has_ports()
        && rule.source_port.is_range()
        && !rule.source_port.covers_everything()
        && !names_somebody(rule.source)
        && (rule.destination_port == Ports::Any || rule.destination_port.covers_everything())
        && u128::from(count(&rule.source_port.ranges())) * 10 >= Span::PORTS.length()
}

pub(super) const fn protocol_of(kind: PacketKind) -> Protocol {
    match kind {
        PacketKind::Udp => Protocol::Udp,
        _ => Protocol::Tcp,
    }
}

/// Ports, few a rule, that allow rules open to somebody only: no rule for everyone means them.
pub(super) fn named_only(rules: &[Rule], intent: &Intent, kind: PacketKind) -> Vec<Span> {
    let protocol = protocol_of(kind);
    let speaks = |rule: &&Rule| rule.protocol != Protocol::Ip && speaks_of(rule, protocol);
    let few = |rule: &&Rule| {
        let ranges = destinations(rule);
        !ranges.is_empty() && count(&ranges) <= 16 && is_named_allow(rule)
    };
    let ports = |rules: &mut dyn Iterator<Item = &Rule>| merged(rules.flat_map(destinations).map(Span::from).collect());
    let named = ports(&mut rules.iter().filter(speaks).filter(few));
    if named.is_empty() {
        return named;
    }
    let open = |rule: &&Rule| is_everyone(rule.source) && intent.means_its_ports(rule);
    let offered = intent.offered.iter().filter(|service| service.protocol == protocol);
    let mut meant = ports(&mut rules.iter().filter(speaks).filter(open));
    meant.extend(offered.map(|service| Span::one(service.port.into())));
    subtract(&named, &merged(meant))
}

/// The addresses that allow rules for a few ports name for one of these ports.
pub(super) fn named_for(rules: &[Rule], kind: PacketKind, port: Span) -> Addresses {
    let protocol = protocol_of(kind);
    let names = |rule: &&Rule| {
        let ranges = destinations(rule);
        is_named_allow(rule)
            && rule.protocol != Protocol::Ip
            && speaks_of(rule, protocol)
            && count(&ranges) <= 16
            && ranges.iter().any(|range| Span::from(*range).intersect(port).is_some())
    };
    Addresses::of(rules.iter().filter(names).map(|rule| super::addresses::span_of(rule.source)))
}

/// The word for what is left over.
pub(super) fn verdict(exposure: &Exposure, is_ban_list: bool, severity: Option<Severity>) -> Verdict {
    if exposure.is_closed() {
        Verdict::Blocked
    } else if severity == Some(Severity::Error) || (is_ban_list && exposure.severity.is_some()) {
        Verdict::Allowed
    } else {
        Verdict::Partly
    }
}

/// On a private network strangers are few.
pub(super) fn excused(severity: Option<Severity>, is_ban_list: bool, profile: &Profile) -> Option<Severity> {
    let mild = is_ban_list || profile.attachment == Attachment::Switch;
    severity.map(|found| if mild { found.max(Severity::Warning) } else { found })
}
