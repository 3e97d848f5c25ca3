//! The packets nobody asked for: is the rest closed?
//!
//! The rest is what no flow of the profile and no *narrow* allow rule names. An allow rule is narrow when it singles out a
//! port or a source: whoever wrote it meant to open that. A rule such as "allow tcp from anywhere" opens the rest.

use super::situation::FlowVerdict;
use crate::analysis::{Analysis, PacketSet};
use crate::filter::{Action, Filter, Ports, Protocol, Rule, Source};
use crate::profile::{Flow, FlowId, plausible_sources};

/// What becomes of "everything else" in a filter, beside the other flows.
pub(super) fn everything_else<'a>(
    filter: &Filter,
    analysis: &Analysis,
    flows: impl Iterator<Item = &'a Flow>,
) -> FlowVerdict {
    let narrow = filter.rules.iter().enumerate().filter(|(_, rule)| is_narrow_allow(rule)).map(|(at, _)| at);
    let (flows, narrow): (Vec<&PacketSet>, Vec<usize>) = (flows.map(|flow| &flow.packets).collect(), narrow.collect());
    let (packets, answer) = analysis.answer_outside(PacketSet::all_from(plausible_sources()), &flows, &narrow);
    FlowVerdict { flow: Flow { id: FlowId::EverythingElse, packets, needed: false }, answer }
}

fn is_narrow_allow(rule: &Rule) -> bool {
    let names_a_port = match rule.protocol {
        // One sender's port is how answers are let in; a range of them is every client there is.
        Protocol::Tcp | Protocol::Udp => {
            matches!(rule.source_port, Ports::One(_)) || !is_wide_range(rule.destination_port)
        }
        Protocol::Http | Protocol::Https => true,
        Protocol::Icmp | Protocol::Fragment | Protocol::Ip => false,
    };
    rule.action == Action::Allow && (names_a_port || !is_wide_source(rule.source))
}

/// Whether a source is a quarter of all addresses or more, and so no choice of anyone.
pub(super) fn is_wide_source(source: Source) -> bool {
    let range = source.addresses();
    u32::from(range.last) - u32::from(range.first) >= 0x3fff_ffff
}

/// Whether a port field covers the well-known ports and nearly all others.
fn is_wide_range(ports: Ports) -> bool {
    ports.ranges().iter().any(|range| range.first <= 1 && range.last >= 60_000)
}
