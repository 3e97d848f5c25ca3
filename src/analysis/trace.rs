//! Why a packet met the rule it met: the walk down the list, with the reason at every rule that did not match.

use super::answer::Answer;
use super::evaluate::{Decider, first_match, matches};
use super::interpretation::{Interpretation, readings};
use super::packet::{Packet, Payload, protocol_number};
use super::question::Analysis;
use super::set::PacketSet;
use crate::filter::{Action, Field, Filter, Ports, Protocol, Rule, Source};

/// The walk of one packet down the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The readings in which it goes this way, the default reading first.
    pub readings: Vec<Interpretation>,
    /// For each rule before the deciding one, the first of its fields that the packet does not fit: protocol, source,
    /// source port, destination port.
    pub missed: Vec<Field>,
    /// Who decides.
    pub decider: Decider,
    /// What happens to the packet.
    pub action: Action,
}

/// What the rules do to some traffic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traced {
    pub(crate) packets: PacketSet,
    /// The verdict and who decides which part.
    pub(crate) answer: Answer,
    /// The packets that were walked down the rules, one for each fate, with their walks.
    pub(crate) walks: Vec<(Packet, Vec<Trace>)>,
}

impl Traced {
    /// Asks the analysis of a filter. What is blocked comes first, for that is what people ask about.
    pub(crate) fn of(packets: PacketSet, filter: &Filter, analysis: &Analysis) -> Self {
        let answer = analysis.answer(&packets);
        let mut shown: Vec<Packet> = Vec::new();
        for packet in [Action::Deny, Action::Allow].into_iter().filter_map(|action| answer.example(action)) {
            if !shown.contains(&packet) {
                shown.push(packet);
            }
        }
        let walks = shown.into_iter().map(|packet| (packet, trace(filter, &packet))).collect();
        Self { packets, answer, walks }
    }
}

/// The walk in every reading the filter has; one, where they agree.
pub fn trace(filter: &Filter, packet: &Packet) -> Vec<Trace> {
    let mut walks: Vec<Trace> = Vec::new();
    for reading in readings(filter) {
        let walk = walk(filter, packet, reading);
        match walks.iter_mut().find(|known| known.decider == walk.decider && known.missed == walk.missed) {
            Some(known) => known.readings.push(reading),
            None => walks.push(walk),
        }
    }
    walks
}

fn walk(filter: &Filter, packet: &Packet, reading: Interpretation) -> Trace {
    let (decider, action) = first_match(filter, packet, reading);
    let missed = filter.rules.iter().map_while(|rule| misfit(rule, packet, reading)).collect();
    Trace { readings: vec![reading], missed, decider, action }
}

/// The first field of the rule that the packet does not fit, the destination port for a later fragment that a rule about its
/// protocol does not match, since it has no ports; `None` if it fits all of them.
fn misfit(rule: &Rule, packet: &Packet, reading: Interpretation) -> Option<Field> {
    if matches(rule, packet, reading) {
        return None;
    }
    if let Payload::LaterFragment(number) = packet.payload
        && protocol_number(rule.protocol.as_str()) == Some(number)
    {
        // It is a piece of such a packet; what it lacks is the ports, if it is not the sender.
        let anything = Rule { protocol: Protocol::Ip, ..rule.clone() };
        let is_sender = matches(&anything, packet, reading);
        return Some(if is_sender { Field::DestinationPort } else { Field::Source });
    }
    let mut wider = rule.clone();
    let mut fields = vec![(Field::DestinationPort, wider.clone())];
    // A rule without ports may match later fragments, which have none: for those, ports are no field of their own.
    if !matches!(packet.payload, Payload::LaterFragment(_)) {
        wider.destination_port = Ports::Any;
        fields.push((Field::SourcePort, wider.clone()));
        wider.source_port = Ports::Any;
    }
    fields.push((Field::Source, wider.clone()));
    wider.source = Source::Any;
    fields.push((Field::Protocol, wider));
    fields.into_iter().rev().find(|(_, rule)| !matches(rule, packet, reading)).map(|(field, _)| field)
}
