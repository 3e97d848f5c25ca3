//! Packets by the names of flows: "DHCP lease" says more than `udp any:67 -> 68`.

use super::flows;
use crate::analysis::{PacketKind, PacketSet, Region};
use crate::profile::{Flow, FlowId, Profile, plausible_sources};

/// The flows of a profile that a packet set is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct NamedFlows {
    /// Needed flows that lie wholly inside; not those that are part of another one named here.
    pub(crate) whole: Vec<FlowId>,
    /// Where there is none: the narrowest needed flow that the packets are a part of, as far as they can really arrive.
    pub(crate) part: Option<FlowId>,
}

impl NamedFlows {
    /// The names that fit these packets.
    pub(crate) fn of(packets: &PacketSet, profile: &Profile) -> Self {
        let needed: Vec<Flow> = flows(profile).into_iter().filter(|flow| flow.needed).collect();
        let inside = |a: &PacketSet, b: &PacketSet| a.subtract(b).is_empty();
        let covered: Vec<&Flow> = needed.iter().filter(|flow| inside(&flow.packets, packets)).collect();
        let is_part = |(index, flow): (usize, &&Flow)| {
            covered.iter().enumerate().any(|(other, wider)| {
                let earlier_twin = other < index || !inside(&wider.packets, &flow.packets);
                other != index && earlier_twin && inside(&flow.packets, &wider.packets)
            })
        };
        let whole: Vec<FlowId> =
            covered.iter().enumerate().filter(|one| !is_part(*one)).map(|(_, flow)| flow.id).collect();
        let arriving = packets.intersect(&plausible());
        let around = needed.iter().filter(|flow| !arriving.is_empty() && inside(&arriving, &flow.packets));
        let part = around.min_by_key(|flow| flow.packets.count()).map(|flow| flow.id).filter(|_| whole.is_empty());
        Self { whole, part }
    }
}

/// What can arrive: from addresses that exist, and not from port 0.
fn plausible() -> PacketSet {
    let any = |kind| {
        let mut region = Region::of_kind(kind, plausible_sources());
        if matches!(kind, PacketKind::Tcp | PacketKind::Udp) {
            region.spans[1].low = 1;
        }
        region
    };
    PacketKind::ALL.into_iter().map(any).collect()
}
