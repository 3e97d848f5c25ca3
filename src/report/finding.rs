//! Something a person should know.

use crate::analysis::Packet;
use crate::filter::{Edit, PortRange};
use crate::profile::FlowId;

/// How much it matters. The order is "worst first".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Something needed does not work, or the cloud would refuse the filter.
    Error,
    /// Something works only in part, or protects less than it seems to.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// The word of the JSON report.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A fact about the filter, with what proves it and what would cure it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub kind: FindingKind,
    /// How much it matters.
    pub severity: Severity,
    /// The rules it speaks of (0-based), in order.
    pub rules: Vec<usize>,
    /// A packet that shows it.
    pub witness: Option<Packet>,
    /// A proved repair, where there is one.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding without witness and fix.
    pub(super) fn new(kind: FindingKind, severity: Severity, rules: Vec<usize>) -> Self {
        Self { kind, severity, rules, witness: None, fix: None }
    }

    /// The stable code of the JSON report.
    pub fn code(&self) -> String {
        self.kind.code()
    }

    /// The flow it is about, if it is about one.
    pub fn flow(&self) -> Option<FlowId> {
        match self.kind {
            FindingKind::FlowBlocked(id) | FindingKind::FlowPartly(id, _) | FindingKind::FlowUncertain(id) => Some(id),
            _ => None,
        }
    }

    /// The rules that a person would change to mend it: not those that merely come first.
    pub fn blamed_rules(&self) -> &[usize] {
        match self.kind {
            FindingKind::NeverDecides { .. } => self.rules.get(..1).unwrap_or_default(),
            _ => &self.rules,
        }
    }

    /// Where it stands among findings of its severity: flows in their order, then rules from the top.
    pub(super) fn rank(&self) -> (usize, usize) {
        let class = match &self.kind {
            FindingKind::BareZero => 0,
            FindingKind::FlowBlocked(_) | FindingKind::FlowPartly(..) | FindingKind::FlowUncertain(_) => 1,
            FindingKind::NoFinalDeny | FindingKind::RestOpen | FindingKind::LoginOpen(..) => 2,
            _ => 3,
        };
        (class, if class == 3 { self.rules.first().copied().unwrap_or(0) } else { 0 })
    }

    /// Whether two findings, of two versions of a filter, speak of the same thing.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        std::mem::discriminant(&self.kind) == std::mem::discriminant(&other.kind) && self.flow() == other.flow()
    }
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingKind {
    /// No packet of the flow passes.
    FlowBlocked(FlowId),
    /// Only a part passes; the destination ports that are missing for every sender, if that is the reason.
    FlowPartly(FlowId, Vec<PortRange>),
    /// It depends on undocumented behaviour.
    FlowUncertain(FlowId),
    /// What no rule names passes by the default.
    NoFinalDeny,
    /// What no rule names is opened by a wide allow rule.
    RestOpen,
    /// The login port is open to others than the administrators.
    LoginOpen(FlowId, Strangers),
    /// Bare `0.0.0.0` is one host, not "any".
    BareZero,
    /// The rule never decides; the flag tells whether a rule of the other action takes its packets.
    NeverDecides {
        /// The earlier rules that decide its packets (0-based).
        by: Vec<usize>,
        /// Whether one of them has the other action.
        contradicted: bool,
    },
    /// A service port stands in the sender's port field.
    ServiceInSourcePort(u16),
    /// Anyone who sends from this port reaches everything.
    TrustsSourcePort(u16),
    /// An inbound rule for udp to 67 does nothing for a DHCP client.
    UselessDhcp67,
    /// The return range is open to anyone, listeners included.
    OpenReturnRange,
    /// Both port fields hold a range.
    TwoRanges,
    /// More rules than the cloud takes.
    BeyondLimit,
    /// `http` or `https` as a protocol.
    UndocumentedProtocol,
    /// `address/mask` may be read as a range.
    AmbiguousMask,
    /// Bits beyond the prefix length.
    HostBits,
    /// Ports on a protocol that has none.
    IgnoredPorts,
    /// A range that is "any" written out.
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

/// Who reaches the login port beside the administrators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strangers {
    /// Nearly everyone, although the profile names who administrates.
    Anyone,
    /// Some networks that the profile does not name.
    Some,
    /// Nearly everyone, and the profile names nobody.
    Unnamed,
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
            Self::FlowPartly(id, _) => return flow(id, "partly"),
            Self::FlowUncertain(id) => return flow(id, "uncertain"),
            Self::LoginOpen(id, _) => return flow(id, "open"),
            Self::NoFinalDeny => "no-final-deny",
            Self::RestOpen => "rest-open",
            Self::BareZero => "bare-zero",
            Self::NeverDecides { .. } => "never-decides",
            Self::ServiceInSourcePort(_) => "service-in-source-port",
            Self::TrustsSourcePort(_) => "trusts-source-port",
            Self::UselessDhcp67 => "useless-dhcp-67",
            Self::OpenReturnRange => "open-return-range",
            Self::TwoRanges => "two-ranges",
            Self::BeyondLimit => "beyond-limit",
            Self::UndocumentedProtocol => "undocumented-protocol",
            Self::AmbiguousMask => "ambiguous-mask",
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

/// A repair that the analysis has proved: the finding goes away, no needed flow loses a packet, and the filter grows
/// beyond the cloud's limit only if it was there before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The change.
    pub edit: Edit,
}
