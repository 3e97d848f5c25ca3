//! Ports that must stay shut when a wide rule comes to life: denied before it, with the named allows above.

use super::super::exposure::{named_only, protocol_of};
use super::super::intent::{count, destinations, is_named_allow};
use super::super::situation::Situation;
use super::work::{Work, range_of};
use super::{Guess, Workshop};
use crate::analysis::{Analysis, Decider, Interpretation, PacketKind, PacketSet, Span, rule_set};
use crate::filter::{Action, Edit, Filter, Ports, Rule};
use crate::profile::Expectation;

impl Workshop<'_> {
    /// The edit with a deny before each wide rule for the ports in it that somebody alone may reach, and for login ports.
    pub(super) fn guarded(&self, guess: &Guess) -> Option<Guess> {
        let first = self.first;
        let after = guess.edit.apply(self.situation.filter);
        let mut edits = vec![guess.edit.clone()];
        let mut now = after;
        for kind in [PacketKind::Tcp, PacketKind::Udp] {
            let mut guarded = named_only(&first.filter.rules, &first.intent, kind);
            if kind == PacketKind::Tcp {
                guarded.extend(first.intent.logins.iter().map(|port| Span::one((*port).into())));
            }
            guarded.extend(blocked_ports(&first.profile.expectations, kind));
            for port in crate::report::addresses::merged(guarded) {
                let mut protect = Protect { kind, port, edits: &mut edits };
                now = protect.in_filter(now, self.situation);
            }
        }
        (edits.len() > 1).then(|| Guess {
            edit: Edit::of(edits),
            cures: guess.cures.clone(),
            narrowed: guess.narrowed.clone(),
            guards: true,
        })
    }
}

/// Puts a deny for a port before the rule at a place; rules that open it to somebody and stand below move above it. The
/// place of that rule afterwards.
pub(super) fn deny_port(work: &mut Work, before: &Analysis, kind: PacketKind, port: Span, at: usize) -> usize {
    let mut at = at;
    let names = |rule: &Rule| {
        let ranges = destinations(rule);
        is_named_allow(rule)
            && rule.protocol == protocol_of(kind)
            && count(&ranges) <= 16
            && ranges.iter().any(|range| Span::from(*range).intersect(port).is_some())
    };
    // Those that do not reach it now, below a deny, are not opened by the way.
    let reaches = |rule: &Rule| names(rule) && before.allows(&rule_set(rule, Interpretation::default()));
    for from in at + 1..work.filter.rules.len() {
        if work.filter.rules.get(from).is_some_and(reaches) {
            work.push(Edit::Move { from, to: at });
            at += 1;
        }
    }
    let deny = Rule::new(Action::Deny, protocol_of(kind)).ports(Ports::Any, Ports::from(range_of(port)));
    work.push(Edit::Insert { at, rule: deny });
    at + 1
}

/// The ports that expectations shut, other than all of them.
pub(super) fn blocked_ports(expectations: &[Expectation], kind: PacketKind) -> Vec<Span> {
    let shut = expectations.iter().filter(|one| one.wants == Action::Deny);
    let regions = shut.flat_map(|one| one.traffic.regions()).filter(|region| region.kind == kind);
    regions.map(|region| region.spans[2]).filter(|ports| *ports != Span::PORTS).collect()
}

/// Protects one port in a filter that an edit has made.
pub(super) struct Protect<'a> {
    pub(super) kind: PacketKind,
    pub(super) port: Span,
    pub(super) edits: &'a mut Vec<Edit>,
}

impl Protect<'_> {
    /// The filter with a deny before the first wide rule that lets somebody reach the port who did not before.
    pub(super) fn in_filter(&mut self, filter: Filter, before: &Situation<'_>) -> Filter {
        let from = crate::report::addresses::everyone();
        let packets: PacketSet =
            crate::analysis::Region::with_ports(self.kind, from, crate::report::intent::CLIENT_PORTS, self.port).into();
        let analysis = before.analysis.next(before.filter, &filter);
        let opened =
            analysis.answer(&packets).outcome().map(|outcome| outcome.packets(Action::Allow)).unwrap_or_default();
        let known = before.analysis.answer(&packets).outcome().map(|outcome| outcome.packets(Action::Allow));
        if opened.subtract(&known.unwrap_or_default()).is_empty() {
            return filter;
        }
        let answer = analysis.answer(&opened);
        let careless = |decider: &Decider| {
            crate::report::traffic::index(*decider)
                .and_then(|at| filter.rules.get(at))
                .is_some_and(|rule| !before.intent.means_its_ports(rule))
        };
        let Some(Decider::Rule(at)) = answer.deciders_of(Action::Allow).into_iter().find(careless) else {
            return filter;
        };
        let mut work = Work::new(&filter);
        deny_port(&mut work, before.analysis, self.kind, self.port, at);
        self.edits.extend(work.edits);
        work.filter
    }
}
