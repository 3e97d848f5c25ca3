//! Rules that open more than anybody meant.

use super::exposure::has_range_of_senders;
use super::situation::Situation;
use super::traffic::index;
use crate::filter::{Ports, Rule};

/// Allow rules with a wide range of ports that open what nobody meant: only their owner knows what of it is offered.
pub(super) fn wide_culprits(situation: &Situation<'_>) -> Vec<usize> {
    let culprits = situation.exposure.culprits().into_iter().filter_map(index);
    let wide = |at: &usize| {
        situation.filter.rules.get(*at).is_some_and(|rule| !has_all_ports(rule) && !has_range_of_senders(rule))
    };
    culprits.filter(wide).collect()
}

/// Whether an allow rule names no port of the server.
pub(super) fn has_all_ports(rule: &Rule) -> bool {
    !rule.protocol.has_ports() || rule.destination_port == Ports::Any || rule.destination_port.covers_everything()
}
