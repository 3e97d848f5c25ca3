//! When something happens behind a filter, and what.

use crate::profile::FlowId;

/// A time after the filter was applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum When {
    Now,
    /// After so many eighths of the lease.
    Lease(u32),
    /// Whenever the server starts again.
    Reboot,
    /// In the course of days.
    Later,
}

/// What happens, in the order in which it is told where the time is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    /// The filter takes effect on the running server.
    Applied,
    /// An administrator logs in.
    Login(FlowId),
    /// The server opens a connection.
    Connects,
    /// The server looks a name up.
    Resolves,
    /// The server asks to keep its address (T1).
    Renews,
    /// The server asks any DHCP server to keep its address (T2).
    Rebinds,
    /// The lease ends.
    Expires,
    /// The server asks for an address from the beginning.
    Boots,
    /// The address was written down by hand: nothing ends.
    FixedAddress,
    /// The clock is set.
    Clock,
    /// The clock of ntpd and Windows, which use port 123 themselves.
    ClockOfNtpd,
    /// An answer comes in pieces.
    LargeAnswer,
    /// A packet is too large for a part of the way.
    LargeTransfer,
    /// Somebody sends what nobody asked for.
    Strangers,
}
