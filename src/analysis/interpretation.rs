//! The undocumented cases, and which of them a filter touches.

use super::set::{PacketKind, PacketSet};
use crate::filter::{Action, Field, Filter, Ports, Protocol, Rule};

/// One way to read what the documents leave open. The first reading of a filter is always the default one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Interpretation {
    /// A tcp or udp rule without ports, or an icmp rule, also matches later fragments of its protocol.
    pub portless_matches_fragments: bool,
    /// An `http` or `https` rule matches tcp to port 80 or 443, instead of nothing.
    pub http_is_tcp: bool,
    /// `address/255.x.x.x` is a first and a last address, instead of a netmask.
    pub netmask_is_range: bool,
    /// Whatever an unresolved rule could deny, it denies; otherwise such a rule matches nothing. Never together with the
    /// next one.
    pub unresolved_denies: bool,
    /// Whatever an unresolved rule could let in, it lets in; otherwise such a rule matches nothing.
    pub unresolved_allows: bool,
}

impl Interpretation {
    /// Every reading, if what is true here is open and the rest is not; this one is the last.
    pub(crate) fn all_of(open: Self) -> Vec<Self> {
        let choices = |open: bool| if open { [false, true].as_slice() } else { &[false] };
        let mut all = Vec::new();
        for &portless_matches_fragments in choices(open.portless_matches_fragments) {
            for &http_is_tcp in choices(open.http_is_tcp) {
                for &netmask_is_range in choices(open.netmask_is_range) {
                    let plain = Self { portless_matches_fragments, http_is_tcp, netmask_is_range, ..Self::default() };
                    all.push(plain);
                    all.extend(open.unresolved_denies.then_some(Self { unresolved_denies: true, ..plain }));
                    all.extend(open.unresolved_allows.then_some(Self { unresolved_allows: true, ..plain }));
                }
            }
        }
        all
    }

    /// What is true in one of two.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self {
            portless_matches_fragments: self.portless_matches_fragments || other.portless_matches_fragments,
            http_is_tcp: self.http_is_tcp || other.http_is_tcp,
            netmask_is_range: self.netmask_is_range || other.netmask_is_range,
            unresolved_denies: self.unresolved_denies || other.unresolved_denies,
            unresolved_allows: self.unresolved_allows || other.unresolved_allows,
        }
    }

    /// What is true in both.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self {
            portless_matches_fragments: self.portless_matches_fragments && other.portless_matches_fragments,
            http_is_tcp: self.http_is_tcp && other.http_is_tcp,
            netmask_is_range: self.netmask_is_range && other.netmask_is_range,
            unresolved_denies: self.unresolved_denies && other.unresolved_denies,
            unresolved_allows: self.unresolved_allows && other.unresolved_allows,
        }
    }

    /// The reading, without what makes no difference to a kind of packets.
    pub(super) const fn about(self, kind: PacketKind) -> Self {
        Self {
            portless_matches_fragments: self.portless_matches_fragments && matches!(kind, PacketKind::Fragment),
            http_is_tcp: self.http_is_tcp && matches!(kind, PacketKind::Tcp),
            ..self
        }
    }

    /// What a rule does to the packets that it matches, or could match. `None`: it matches nothing.
    ///
    /// One reading for each extreme is enough: whatever the values turn out to be, a packet that all unresolved rules
    /// could not have let in is let in by none, and one that they could not have denied is denied by none.
    pub(super) fn action(self, rule: &Rule) -> Option<Action> {
        if !rule.is_unresolved() {
            return Some(rule.action);
        }
        match self {
            Self { unresolved_denies: true, .. } if may(rule, Action::Deny) => Some(Action::Deny),
            Self { unresolved_allows: true, .. } if may(rule, Action::Allow) => Some(Action::Allow),
            _ => None,
        }
    }

    /// What a rule does, where somebody asks even though it matches nothing.
    pub(super) fn does(self, rule: &Rule) -> Action {
        self.action(rule).unwrap_or(rule.action)
    }

    /// Whether a rule matches the same packets in both readings.
    pub(super) fn agrees_on(self, other: Self, rule: &Rule) -> bool {
        (self.portless_matches_fragments == other.portless_matches_fragments || !may_match_fragments(rule))
            && (self.http_is_tcp == other.http_is_tcp || !is_undocumented(rule))
            && (self.netmask_is_range == other.netmask_is_range || rule.source.as_range_instead().is_none())
            && self.action(rule) == other.action(rule)
    }

    /// Whether rules match the same of these packets in both readings.
    pub(super) fn agrees(self, other: Self, packets: &PacketSet) -> bool {
        packets.regions().iter().all(|region| self.about(region.kind) == other.about(region.kind))
    }
}

/// Every reading that can make a difference to this filter; one, if nothing in it is undocumented.
pub fn readings(filter: &Filter) -> Vec<Interpretation> {
    readings_of(&[&filter.rules])
}

/// Every reading that can make a difference to one of these lists.
pub(super) fn readings_of(lists: &[&[Rule]]) -> Vec<Interpretation> {
    let any = |test: fn(&Rule) -> bool| lists.iter().copied().flatten().any(test);
    Interpretation::all_of(Interpretation {
        portless_matches_fragments: any(may_match_fragments),
        http_is_tcp: any(is_undocumented),
        netmask_is_range: any(|rule| rule.source.as_range_instead().is_some()),
        unresolved_denies: any(|rule| rule.is_unresolved() && may(rule, Action::Deny)),
        unresolved_allows: any(|rule| rule.is_unresolved() && may(rule, Action::Allow)),
    })
}

/// Whether the documents leave open if this rule matches later fragments.
pub(super) fn may_match_fragments(rule: &Rule) -> bool {
    match rule.protocol {
        Protocol::Tcp | Protocol::Udp => rule.source_port == Ports::Any && rule.destination_port == Ports::Any,
        Protocol::Icmp => true,
        Protocol::Fragment | Protocol::Ip | Protocol::Http | Protocol::Https => false,
    }
}

/// Whether an unresolved rule may turn out to do this.
fn may(rule: &Rule, action: Action) -> bool {
    rule.action == action || rule.open.text(Field::Action).is_some()
}

/// Whether the documents leave open what the rule's protocol stands for.
const fn is_undocumented(rule: &Rule) -> bool {
    matches!(rule.protocol, Protocol::Http | Protocol::Https)
}
