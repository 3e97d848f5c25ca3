//! From the exact answer to what is lost: one scale of shares for every loss, of replies as of strangers let in.

use super::severity::Severity;

/// Senders that fare alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClassId {
    /// The DHCP server, wherever it is.
    DhcpServer,
    /// Servers that answer from this port.
    From(u16),
    /// All other servers.
    Rest,
    Resolvers,
    TimeServers,
    UdpFragments,
    TcpFragments,
    /// Any router on the way.
    Routers,
    /// Whoever administrates.
    Administrators,
    /// Anyone, from the ports that systems pick.
    Clients,
    /// Whom rules name.
    Named,
    /// What an expectation speaks of.
    AsWritten,
}

impl ClassId {
    /// The word of the JSON report.
    pub(crate) fn word(self) -> String {
        let fixed = match self {
            Self::DhcpServer => "dhcp-server",
            Self::From(port) => return port.to_string(),
            Self::Rest => "rest",
            Self::Resolvers => "resolvers",
            Self::TimeServers => "time-servers",
            Self::UdpFragments => "udp",
            Self::TcpFragments => "tcp",
            Self::Routers => "anyone",
            Self::Administrators => "administrators",
            Self::Clients => "clients",
            Self::Named => "named",
            Self::AsWritten => "as-written",
        };
        fixed.to_owned()
    }
}

/// When a loss is felt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Pain {
    AtOnce,
    /// Now and then.
    Sometimes,
    /// At a reboot, or when the lease ends.
    Lease,
    /// In the course of days.
    Days,
}

/// How much of something is lost, in the steps that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Nothing.
    None,
    /// Under a thousandth.
    Trace,
    /// Under a tenth.
    Small,
    /// Under nine tenths.
    Large,
    /// More.
    All,
}

impl Level {
    pub(super) const fn of(part: u128, total: u128) -> Self {
        if part == 0 {
            Self::None
        } else if part * 1000 < total {
            Self::Trace
        } else if part * 10 < total {
            Self::Small
        } else if part * 10 < total * 9 {
            Self::Large
        } else {
            Self::All
        }
    }

    /// How bad it is to lose so much of something of this weight.
    const fn severity(self, weight: Severity) -> Option<Severity> {
        match (self, weight) {
            (Self::None, _) => None,
            (Self::Trace, _) => Some(Severity::Note),
            (Self::Small, Severity::Error) => Some(Severity::Warning),
            (Self::Small, _) => Some(Severity::Note),
            (Self::Large | Self::All, weight) => Some(weight),
        }
    }
}

/// What one class of senders has lost, without what bans of somebody decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassLoss {
    pub(crate) class: ClassId,
    /// How bad it is to lose it.
    pub(crate) weight: Severity,
    pub(crate) denied: u128,
    /// All that count.
    pub(crate) total: u128,
}

impl ClassLoss {
    /// How much is lost.
    pub const fn level(&self) -> Level {
        Level::of(self.denied, self.total)
    }

    pub(super) const fn severity(&self) -> Option<Severity> {
        self.level().severity(self.weight)
    }

    /// The lost share, from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "a share is told in a few digits")]
    pub fn share(&self) -> f64 {
        if self.total == 0 { 0.0 } else { self.denied as f64 / self.total as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_steps() {
        for (part, total, level) in [
            (0, 1000, Level::None),
            (1, 1001, Level::Trace),
            (1, 1000, Level::Small),
            (99, 1000, Level::Small),
            (100, 1000, Level::Large),
            (899, 1000, Level::Large),
            (900, 1000, Level::All),
            (1, 1, Level::All),
        ] {
            assert_eq!(Level::of(part, total), level, "{part}/{total}");
        }
        assert_eq!(Level::Small.severity(Severity::Error), Some(Severity::Warning));
        assert_eq!(Level::Small.severity(Severity::Note), Some(Severity::Note));
        assert_eq!(Level::Trace.severity(Severity::Error), Some(Severity::Note));
    }
}
