//! Something a person should know.

use super::fix::Fix;
use super::intent::is_deny_all;
use super::loss::ClassLoss;
use super::need::Need;
use super::severity::Severity;
use crate::analysis::{Packet, PacketKind, Span};
use crate::filter::{Filter, PortRange, Source};
use crate::profile::FlowId;

/// A fact about the filter, with what proves it and what would cure it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub kind: FindingKind,
    /// How much it matters.
    pub severity: Severity,
    /// The rules it speaks of (0-based), in order.
    pub rules: Vec<usize>,
    /// What a flow loses, if it is about one.
    pub(crate) lost: Option<Box<Lost>>,
    /// A packet that shows it.
    pub witness: Option<Packet>,
    /// A proved repair, where there is one.
    pub fix: Option<Fix>,
    /// What is missing for a repair, where that is known: an entry of the profile, or a rule that only a person may change.
    pub needs: Vec<Need>,
}

/// What a flow loses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lost {
    /// By classes of senders, in the default reading.
    pub(crate) classes: Vec<ClassLoss>,
    /// Sources that rules name and that pass all the same.
    pub(crate) except: Vec<Source>,
    /// Destination ports that nobody but named senders reaches, if others are reached.
    pub(crate) missing: Vec<PortRange>,
    /// Whether a deny that names its ports takes them: whoever wrote it meant to shut them.
    pub(crate) on_purpose: bool,
}

impl Finding {
    /// A finding without witness and fix.
    pub(super) fn new(kind: FindingKind, severity: Severity, rules: Vec<usize>) -> Self {
        Self { kind, severity, rules, lost: None, witness: None, fix: None, needs: Vec::new() }
    }

    /// The stable code of the JSON report.
    pub fn code(&self) -> String {
        self.kind.code()
    }

    /// What it asks for that the profile could say.
    pub(crate) fn question(&self) -> Option<&Need> {
        self.needs.iter().find(|need| need.field().is_some())
    }

    /// The flow it is about, if it is about one.
    pub fn flow(&self) -> Option<FlowId> {
        match self.kind {
            FindingKind::FlowBlocked(id)
            | FindingKind::FlowPartly(id)
            | FindingKind::FlowUncertain(id)
            | FindingKind::Unmet(id)
            | FindingKind::LoginOpen(id)
            | FindingKind::LoginClosed(id) => Some(id),
            _ => None,
        }
    }

    /// The rules that a person would change to mend it: not those that merely come first.
    pub(crate) fn blamed_rules(&self) -> &[usize] {
        match self.kind {
            FindingKind::NeverDecides { .. } => self.rules.get(..1).unwrap_or_default(),
            _ => &self.rules,
        }
    }

    /// The rules whose own text must change, move or go. What a deny for everything takes from a flow is mended above it:
    /// that rule is right as it is.
    pub(crate) fn rules_to_change(&self, filter: &Filter) -> Vec<usize> {
        let is_of_flow = matches!(
            self.kind,
            FindingKind::FlowBlocked(_)
                | FindingKind::FlowPartly(_)
                | FindingKind::FlowUncertain(_)
                | FindingKind::LoginClosed(_)
                | FindingKind::Unmet(_)
        );
        let is_right = |at: &usize| is_of_flow && filter.rules.get(*at).is_some_and(is_deny_all);
        self.blamed_rules().iter().copied().filter(|at| !is_right(at)).collect()
    }

    /// Where it stands among findings of its severity: causes that explain others, flows in their order, openness, then
    /// rules from the top.
    pub(super) fn rank(&self) -> (usize, usize) {
        let class = match &self.kind {
            FindingKind::BeyondLimit(_) => 0,
            FindingKind::BareZero => 1,
            FindingKind::DenyAllFirst => 2,
            FindingKind::RangeInSourcePort => 3,
            FindingKind::FlowBlocked(_)
            | FindingKind::FlowPartly(_)
            | FindingKind::FlowUncertain(_)
            | FindingKind::ResolversBanned(_)
            | FindingKind::Unmet(_) => 4,
            FindingKind::NoFinalDeny
            | FindingKind::RestOpen(_)
            | FindingKind::NamedPortOpen(..)
            | FindingKind::LoginOpen(..)
            | FindingKind::LoginClosed(_) => 5,
            _ => 6,
        };
        (class, if class == 6 { self.rules.first().copied().unwrap_or(0) } else { 0 })
    }

    /// Whether two findings, of two versions of a filter, speak of the same thing.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        std::mem::discriminant(&self.kind) == std::mem::discriminant(&other.kind) && self.flow() == other.flow()
    }
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingKind {
    /// Nearly no packet of the flow passes.
    FlowBlocked(FlowId),
    /// Only a part passes.
    FlowPartly(FlowId),
    /// Nobody can know whether it passes.
    FlowUncertain(FlowId),
    /// A ban takes both resolvers of a region: a server there (0: Tokyo, 1: Ishikari) has no names.
    ResolversBanned(usize),
    /// An expectation of the profile is not met.
    Unmet(FlowId),
    /// What no rule names passes by the default.
    NoFinalDeny,
    /// What nobody named is opened by rules; the well-known listeners that are open, if those are the reason.
    RestOpen(Vec<u16>),
    /// Ports that a rule opens to somebody are open to strangers by a rule that does not mean them.
    NamedPortOpen(PacketKind, Vec<Span>),
    /// The login port is open to everyone by a rule that means it.
    LoginOpen(FlowId),
    /// Nobody reaches a login port.
    LoginClosed(FlowId),
    /// A deny for everyone stands above rules that allow something.
    DenyAllFirst,
    /// A range of sender's ports stands where the server's ports belong.
    RangeInSourcePort,
    /// Bare `0.0.0.0` is one host, not "any".
    BareZero,
    /// The rule never decides; the flag tells whether a rule of the other action takes its packets.
    NeverDecides {
        /// The earlier rules that decide its packets (0-based).
        by: Vec<usize>,
        /// Whether one of them has the other action.
        contradicted: bool,
    },
    /// A service port stands in the sender's port field too: whoever sends from it reaches these ports.
    ServiceInSourcePort(PortRange, Vec<Span>),
    /// Anyone who sends from this port reaches these.
    TrustsSourcePort(PortRange, Vec<Span>),
    /// An inbound rule for udp to 67 does nothing for a DHCP client.
    UselessDhcp67,
    /// Well-known listeners inside of a return range that begins low, where replies and clients cannot be told apart.
    ListenersInReturnRange(Vec<u16>),
    /// Both port fields hold a range.
    TwoRanges,
    /// More rules than the cloud takes; the flows that rules behind the limit decide.
    BeyondLimit(Vec<FlowId>),
    /// `http` or `https` as a protocol; the flows that hang on it.
    UndocumentedProtocol(Vec<FlowId>),
    /// `address/mask` may be read as a range; the flows that hang on it.
    AmbiguousMask(Vec<FlowId>),
    /// Rules whose file leaves a value open; the flows that hang on them.
    Unresolved(Vec<FlowId>),
    /// Bits beyond the prefix length.
    HostBits,
    /// Ports on a protocol that has none.
    IgnoredPorts,
    /// A range that is "any" written out, where that hides what the rule opens.
    AllPortsWritten,
    /// The old value/mask form.
    HexPorts,
    /// A port field that names port 0.
    PortZero,
    /// The filter's name is longer than the cloud takes.
    LongName,
    /// A description is longer than is known to be accepted.
    LongDescription,
    /// Fewer rules do the same.
    CouldBeShorter {
        /// So many.
        rules: usize,
    },
}

impl FindingKind {
    /// The stable code.
    fn code(&self) -> String {
        let flow = |id: &FlowId, what: &str| {
            let name = match id {
                FlowId::DhcpReply => "dhcp",
                FlowId::IcmpErrors | FlowId::PingReplies => "icmp",
                FlowId::LaterFragments => "fragments",
                FlowId::SshAdmin => "ssh",
                FlowId::RdpAdmin => "rdp",
                FlowId::Service(_) => "service",
                other => return format!("{other}-{what}"),
            };
            format!("{name}-{what}")
        };
        let fixed = match self {
            Self::FlowBlocked(id) => return flow(id, "blocked"),
            Self::FlowPartly(id) => return flow(id, "partly"),
            Self::FlowUncertain(id) => return flow(id, "uncertain"),
            Self::LoginOpen(id) => return flow(id, "open"),
            Self::LoginClosed(_) => "login-closed",
            Self::ResolversBanned(_) => "resolvers-banned",
            Self::Unmet(_) => "expectation-unmet",
            Self::NamedPortOpen(..) => "named-port-open",
            Self::DenyAllFirst => "deny-all-first",
            Self::RangeInSourcePort => "range-in-source-port",
            Self::NoFinalDeny => "no-final-deny",
            Self::RestOpen(_) => "rest-open",
            Self::BareZero => "bare-zero",
            Self::NeverDecides { .. } => "never-decides",
            Self::ServiceInSourcePort(..) => "service-in-source-port",
            Self::TrustsSourcePort(..) => "trusts-source-port",
            Self::UselessDhcp67 => "useless-dhcp-67",
            Self::ListenersInReturnRange(_) => "listeners-in-return-range",
            Self::TwoRanges => "two-ranges",
            Self::BeyondLimit(_) => "beyond-limit",
            Self::UndocumentedProtocol(_) => "undocumented-protocol",
            Self::AmbiguousMask(_) => "ambiguous-mask",
            Self::Unresolved(_) => "unresolved-rules",
            Self::HostBits => "host-bits",
            Self::IgnoredPorts => "ignored-ports",
            Self::AllPortsWritten => "all-ports-written",
            Self::HexPorts => "hex-ports",
            Self::PortZero => "port-zero",
            Self::LongName => "long-name",
            Self::LongDescription => "long-description",
            Self::CouldBeShorter { .. } => "could-be-shorter",
        };
        fixed.to_owned()
    }
}
