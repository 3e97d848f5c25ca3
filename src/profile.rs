//! What the filter protects, and the traffic that follows from it.
//!
//! A filter alone is neither right nor wrong. Whether it must pass DHCP depends on where the server is attached, which
//! ports answers come back to depends on its operating system. The profile says so, and the report turns it into the
//! packet sets that the report asks about.

mod expectation;
mod field;
mod flow;

pub use expectation::{Expectation, Unmet};
pub use field::{ProfileError, ProfileField};
pub use flow::{Flow, FlowId, plausible_sources};

pub(crate) use expectation::{Contradiction, ExpectationExpected, contradictions};
pub(crate) use field::ProfileExpected;

use crate::filter::{PortRange, Protocol};
use ipnet::Ipv4Net;
use std::net::Ipv4Addr;

/// Which network the interface is attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Attachment {
    /// 共有セグメント: the address comes by DHCP.
    #[default]
    Shared,
    /// スイッチ: a private network; DHCP only if the customer runs it.
    Switch,
    /// ルータ+スイッチ: a fixed address, no DHCP server.
    Router,
}

impl Attachment {
    const ALL: [Self; 3] = [Self::Shared, Self::Switch, Self::Router];

    /// The word of the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Switch => "switch",
            Self::Router => "router",
        }
    }
}

/// The operating system behind the filter: it chooses the ports that answers come back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Guest {
    /// 32768-60999 since 4.2
    /// (<https://git.zx2c4.com/linux-dev/diff/?id=07f4c90062f8fc7c8c26f8f95324cbe8fa3145a5>).
    #[default]
    Linux,
    /// 49152-65535 since Vista and 2008 (learn.microsoft.com, default dynamic port range).
    Windows,
    /// 49152-65535 (`sysctl net.inet.ip.portrange`).
    Macos,
    /// 10000-65535 (ip(4)).
    Freebsd,
}

impl Guest {
    const ALL: [Self; 4] = [Self::Linux, Self::Windows, Self::Macos, Self::Freebsd];

    /// The word of the command line.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Linux => "linux",
            Self::Windows => "windows",
            Self::Macos => "macos",
            Self::Freebsd => "freebsd",
        }
    }

    /// The name as people write it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Linux => "Linux",
            Self::Windows => "Windows",
            Self::Macos => "macOS",
            Self::Freebsd => "FreeBSD",
        }
    }

    /// The ports its programs get when they ask for any.
    pub(crate) const fn ephemeral(self) -> PortRange {
        match self {
            Self::Linux => PortRange::new(32768, 60999),
            Self::Windows | Self::Macos => PortRange::new(49152, 65535),
            Self::Freebsd => PortRange::new(10000, 65535),
        }
    }
}

/// A service the server offers to everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Service {
    /// tcp or udp.
    pub protocol: Protocol,
    /// Where it listens.
    pub port: u16,
}

impl std::fmt::Display for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.port, self.protocol.as_str())
    }
}

/// SAKURA's NTP server, `ntp1.sakura.ad.jp` (<https://manual.sakura.ad.jp/cloud/support/ntp.html>).
pub(crate) const TIME_SERVER: Ipv4Addr = Ipv4Addr::new(210, 188, 224, 14);

/// What a server does beside the usual, so that answers come to other ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Use {
    /// It translates the addresses of pods, containers or machines behind it, which choose ports from 1024 on.
    Nat,
    /// It runs a resolver of its own that asks from ports 1024 on (unbound).
    Unbound,
    /// It mounts NFS, from ports below 1024.
    Nfs,
    /// Its clock is set by ntpd, from port 123.
    Ntpd,
}

impl Use {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Nat, Self::Unbound, Self::Nfs, Self::Ntpd];

    /// The word of the command line.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Nat => "nat",
            Self::Unbound => "unbound",
            Self::Nfs => "nfs",
            Self::Ntpd => "ntpd",
        }
    }
}

/// What the filter protects.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// Where the interface is attached.
    pub attachment: Attachment,
    /// Its operating system.
    pub guest: Guest,
    /// The ports answers come back to, if they are not the system's own.
    pub ephemeral: Option<PortRange>,
    /// Where administrators log in from; none given means that nobody is known to.
    pub admin: Vec<Ipv4Net>,
    /// What the server offers to everyone.
    pub services: Vec<Service>,
    /// Ports on which administrators log in, beside those that the rules show.
    pub logins: Vec<u16>,
    /// On a switch: the networks that may talk to the server.
    pub peers: Vec<Ipv4Net>,
    /// The resolvers it asks.
    pub resolvers: Vec<Ipv4Addr>,
    /// The time servers it asks.
    pub time_servers: Vec<Ipv4Addr>,
    /// On a switch: whether addresses are handed out by DHCP.
    pub dhcp: bool,
    /// What it does beside the usual.
    pub uses: Vec<Use>,
    /// What must pass and what must not, whatever else the filter does.
    pub expectations: Vec<Expectation>,
}

impl Profile {
    /// The ports answers come back to.
    pub fn ephemeral_ports(&self) -> PortRange {
        self.ephemeral.unwrap_or(self.guest.ephemeral())
    }
}
