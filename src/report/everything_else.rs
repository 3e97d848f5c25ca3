//! The packets nobody asked for: is the rest closed?
//!
//! The rest is what no flow of the profile and no *narrow* allow rule names. An allow rule is narrow when it singles out a
//! port or a source: whoever wrote it meant to open that. A rule such as "allow tcp from anywhere" opens the rest.

use crate::analysis::{PacketSet, readings, rule_set};
use crate::filter::{Action, Filter, Rule};
use crate::profile::{Flow, FlowId, plausible_sources};

/// The flow "everything else" of a filter, beside the other flows.
pub(super) fn everything_else(filter: &Filter, flows: &[Flow]) -> Flow {
    let mut rest = PacketSet::all_from(plausible_sources());
    for flow in flows {
        rest = rest.subtract(&flow.packets);
    }
    for rule in filter.rules.iter().filter(|rule| is_narrow_allow(rule)) {
        for reading in readings(filter) {
            rest = rest.subtract(&rule_set(rule, reading));
        }
    }
    Flow { id: FlowId::EverythingElse, packets: rest, needed: false }
}

fn is_narrow_allow(rule: &Rule) -> bool {
    let names_a_port = rule.protocol.has_ports()
        && !(rule.source_port.covers_everything() && rule.destination_port.covers_everything());
    rule.action == Action::Allow && (names_a_port || !rule.source.is_any())
}
