//! The two enumerated fields of a rule.

use super::{Expected, FieldError, half_width};

/// What a rule's first column says about the packet.
///
/// `tcp`, `udp`, `icmp`, `fragment` and `ip` are documented (manual). `http` and `https` appear in the client's shared
/// list only; no document says what they would match, so they are read and kept but never offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Protocol {
    /// TCP, by source network and ports.
    Tcp,
    /// UDP, by source network and ports.
    Udp,
    /// Every ICMP packet of a source network; type and code cannot be named.
    Icmp,
    /// The second and later fragments of any packet.
    Fragment,
    /// Every IPv4 packet.
    Ip,
    /// Undocumented.
    Http,
    /// Undocumented.
    Https,
}

impl Protocol {
    /// The protocols a person may choose, in the order the control panel lists them.
    pub(crate) const OFFERED: [Self; 5] = [Self::Tcp, Self::Udp, Self::Icmp, Self::Fragment, Self::Ip];

    /// The API's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
            Self::Icmp => "icmp",
            Self::Fragment => "fragment",
            Self::Ip => "ip",
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    /// Whether the port fields mean anything for it (manual: tcp and udp only).
    pub const fn has_ports(self) -> bool {
        matches!(self, Self::Tcp | Self::Udp)
    }

    /// Reads the API's word, in any letter case.
    ///
    /// # Errors
    /// [`Expected::Protocol`] for any other word.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let word = half_width(text).trim().to_ascii_lowercase();
        [Self::Tcp, Self::Udp, Self::Icmp, Self::Fragment, Self::Ip, Self::Http, Self::Https]
            .into_iter()
            .find(|protocol| protocol.as_str() == word)
            .ok_or_else(|| FieldError::whole(Expected::Protocol))
    }
}

/// What happens to a packet that a rule decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// The packet reaches the server.
    Allow,
    /// The packet is dropped.
    Deny,
}

impl Action {
    /// The API's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
        }
    }

    /// The other action.
    #[must_use]
    pub const fn toggled(self) -> Self {
        match self {
            Self::Allow => Self::Deny,
            Self::Deny => Self::Allow,
        }
    }

    /// Reads the API's word, in any letter case.
    ///
    /// # Errors
    /// [`Expected::Action`] for any other word.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        match half_width(text).trim().to_ascii_lowercase().as_str() {
            "allow" => Ok(Self::Allow),
            "deny" => Ok(Self::Deny),
            _ => Err(FieldError::whole(Expected::Action)),
        }
    }
}
