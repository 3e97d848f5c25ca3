//! A flow as a conversation: who speaks first, the packet that has to come in, and how it fares at two gates, this filter
//! and a stateful firewall with the same allow rules.
//!
//! The stateful firewall stands for what people know: it remembers what the server sent and lets the answers in, has allow
//! rules only, and denies the rest (<https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html>).

use super::{Exchange, FlowVerdict};
use crate::analysis::{Decider, Packet, Trace, Verdict, matches, readings, trace};
use crate::filter::{Action, Filter};
use crate::profile::FlowId;

/// The conversation of a flow at both gates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Conversation {
    pub(crate) flow: FlowId,
    /// How it begins.
    exchange: Exchange,
    /// The packet that comes in: one that is blocked, if one is.
    pub(crate) packet: Packet,
    /// Its walks down the rules: one, or one for each way of reading what is undocumented.
    pub(crate) walks: Vec<Trace>,
    /// What a stateful firewall does with it.
    pub(crate) stateful: Stateful,
}

/// Why a stateful firewall passes or denies a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stateful {
    /// It answers something the server sent.
    Remembered,
    /// It is an error about something the server sent.
    Related,
    /// Address assignment is not filtered at all
    /// (<https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html>).
    Exempt,
    /// The first allow rule (0-based) that matches.
    Rule(usize),
    /// No allow rule matches, and its default is to deny.
    Denied,
}

impl Stateful {
    pub(crate) const fn passes(self) -> bool {
        !matches!(self, Self::Denied)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// The server sends something out; no filter looks at it.
    Asked,
    /// The packet stands before the gates.
    Arrived,
    /// It does not match this rule (0-based).
    Missed(usize),
    /// The rule, or the default, that decides.
    Decided,
    Outcome,
}

impl Conversation {
    /// The conversation of a flow that was judged for this filter; `None` where no packet belongs to it.
    pub(crate) fn of(verdict: &FlowVerdict, filter: &Filter) -> Option<Self> {
        // A packet that shows what is wrong; where nothing is, one that fares as the flow does.
        let usual = if verdict.verdict == Verdict::Blocked { Action::Deny } else { Action::Allow };
        let first = match verdict.severity {
            Some(_) if verdict.exchange == Exchange::Unwanted => Action::Allow,
            Some(_) => Action::Deny,
            None => usual,
        };
        let packet = verdict.example(first).or_else(|| verdict.example(first.toggled()))?;
        let (flow, exchange) = (verdict.flow.id, verdict.exchange);
        let stateful = stateful(exchange, &packet, filter);
        Some(Self { flow, exchange, packet, walks: trace(filter, &packet), stateful })
    }

    /// Whether the server speaks first, so that the packet is an answer.
    pub(crate) const fn is_answer(&self) -> bool {
        !matches!(self.exchange, Exchange::Request | Exchange::Unwanted)
    }

    /// Whether the packet should come in.
    pub(crate) fn is_wanted(&self) -> bool {
        self.exchange != Exchange::Unwanted
    }

    /// The walk to show: one that ends with a denial, if one does.
    pub(crate) fn walk(&self) -> Option<&Trace> {
        self.walks.iter().find(|walk| walk.action == Action::Deny).or_else(|| self.walks.first())
    }

    /// Whether the outcome is the same however the undocumented is read.
    pub(crate) fn is_certain(&self) -> bool {
        self.walks.windows(2).all(|pair| matches!(pair, [a, b] if a.action == b.action))
    }

    pub(crate) fn moments(&self) -> Vec<Moment> {
        let missed = self.walk().map_or(0, |walk| walk.missed.len());
        let asked = self.is_answer().then_some(Moment::Asked);
        let walk = (0..missed).map(Moment::Missed);
        asked.into_iter().chain([Moment::Arrived]).chain(walk).chain([Moment::Decided, Moment::Outcome]).collect()
    }

    /// The rule (0-based) a moment speaks of; the default stands behind the last.
    pub(crate) fn rule_at(&self, moment: Moment) -> Option<Decider> {
        match moment {
            Moment::Missed(index) => Some(Decider::Rule(index)),
            Moment::Decided | Moment::Outcome => self.walk().map(|walk| walk.decider),
            Moment::Asked | Moment::Arrived => None,
        }
    }
}

fn stateful(exchange: Exchange, packet: &Packet, filter: &Filter) -> Stateful {
    match exchange {
        Exchange::Assignment => Stateful::Exempt,
        Exchange::Complaint => Stateful::Related,
        Exchange::Answer => Stateful::Remembered,
        Exchange::Request | Exchange::Unwanted => {
            let reading = readings(filter).first().copied().unwrap_or_default();
            let fits = |rule: &crate::filter::Rule| rule.action == Action::Allow && matches(rule, packet, reading);
            filter.rules.iter().position(fits).map_or(Stateful::Denied, Stateful::Rule)
        }
    }
}
