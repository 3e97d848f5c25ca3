//! When a filter hurts: what happens at once, at the renewals of the lease, at its end, at a reboot, and days later.
//!
//! The shares of the lease are those of RFC 2131, section 4.4.5: a client asks again after a half (T1), then asks anyone
//! after seven eighths (T2), and gives the address up at the end.

use super::{Exchange, FlowVerdict, Report, Status};
use crate::analysis::Verdict;
use crate::profile::{Attachment, FlowId, Profile};

/// Something that happens to the server behind a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Happening {
    /// When.
    pub when: When,
    /// What.
    pub what: What,
    /// The verdict it depends on; `None` where it happens in any case.
    pub verdict: Option<Verdict>,
}

/// A time after the filter was applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// At once.
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
pub enum What {
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

/// What becomes of a server behind a filter, in the order of time: what its rows say, and nothing else.
pub fn timeline(report: &Report, profile: &Profile) -> Vec<Happening> {
    let sure = |when, what| Happening { when, what, verdict: None };
    let mut all = vec![sure(When::Now, What::Applied)];
    let is_told = |flow: &&FlowVerdict| flow.flow.needed || flow.flow.id.is_login();
    for flow in report.flows.iter().filter(is_told) {
        let happens =
            |(when, what): &(When, What)| Happening { when: *when, what: *what, verdict: Some(outcome(flow)) };
        all.extend(flow.moments.iter().map(happens));
    }
    if profile.attachment == Attachment::Router {
        all.push(sure(When::Reboot, What::FixedAddress));
    }
    all.sort_by_key(|one| (one.when, one.what));
    all
}

/// How it goes: well where the flow is as it should be. What should stay outside goes badly when it passes.
fn outcome(flow: &FlowVerdict) -> Verdict {
    match (flow.status(), flow.verdict()) {
        (Status::Fine, _) => Verdict::Allowed,
        (_, Verdict::Allowed) if flow.exchange == Exchange::Unwanted => Verdict::Blocked,
        (_, verdict) => verdict,
    }
}
