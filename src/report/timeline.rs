//! When a filter hurts: what happens at once, at the renewals of the lease, at its end, at a reboot, and days later.
//!
//! The shares of the lease are those of RFC 2131, section 4.4.5: a client asks again after a half (T1), then asks anyone
//! after seven eighths (T2), and gives the address up at the end.

use super::{Exchange, FlowVerdict, Report, Status, What, When};
use crate::analysis::Verdict;
use crate::profile::{Attachment, Profile};

/// Something that happens to the server behind a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TimelineEvent {
    pub(crate) when: When,
    pub(crate) what: What,
    /// The verdict it depends on; `None` where it happens in any case.
    pub(crate) verdict: Option<Verdict>,
}

/// What becomes of a server behind a filter, in the order of time: what its rows say, and nothing else.
pub(crate) fn timeline(report: &Report, profile: &Profile) -> Vec<TimelineEvent> {
    let sure = |when, what| TimelineEvent { when, what, verdict: None };
    let mut all = vec![sure(When::Now, What::Applied)];
    let is_told = |flow: &&FlowVerdict| flow.flow.needed || flow.flow.id.is_login();
    for flow in report.flows.iter().filter(is_told) {
        let happens =
            |(when, what): &(When, What)| TimelineEvent { when: *when, what: *what, verdict: Some(outcome(flow)) };
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
