//! The packets nobody asked for: is the rest closed?
//!
//! The rest is what no flow of the profile and no *narrow* allow rule names. An allow rule is narrow when it singles out a
//! port or a source: whoever wrote it meant to open that. A rule such as "allow tcp from anywhere" opens the rest.

use super::situation::FlowVerdict;
use crate::analysis::{Analysis, PacketSet, Reading, rule_set};
use crate::filter::{Action, Filter, Rule};
use crate::profile::{Flow, FlowId, plausible_sources};

/// What becomes of "everything else" in a filter, beside the other flows.
pub(super) fn everything_else<'a>(
    filter: &Filter,
    analysis: &Analysis,
    flows: impl Iterator<Item = &'a Flow>,
) -> FlowVerdict {
    let narrow = filter.rules.iter().filter(|rule| is_narrow_allow(rule));
    let named = flows.map(|flow| flow.packets.clone());
    let named: Vec<PacketSet> = named.chain(narrow.map(|rule| rule_set(rule, Reading::default()))).collect();
    let (packets, answer) = analysis.answer_outside(PacketSet::all_from(plausible_sources()), &named);
    FlowVerdict { flow: Flow { id: FlowId::EverythingElse, packets, needed: false }, answer }
}

fn is_narrow_allow(rule: &Rule) -> bool {
    let names_a_port = rule.protocol.has_ports()
        && !(rule.source_port.covers_everything() && rule.destination_port.covers_everything());
    rule.action == Action::Allow && (names_a_port || !rule.source.is_any())
}
