//! From the exact answer to what is lost.

use super::flows::{Class, FlowRow};
use super::intent::{is_named_ban, names_somebody};
use super::loss::{ClassLoss, Level};
use super::severity::Severity;
use crate::analysis::{Decider, Outcome, PacketSet, Share, Verdict};
use crate::filter::{Action, MAX_RULES, Rule};

/// What becomes of a row in one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    /// How bad it is; of a row that is not needed too.
    pub(super) severity: Option<Severity>,
    pub(super) losses: Vec<ClassLoss>,
}

/// Judges one row by what becomes of its packets.
pub(super) fn judge(row: &FlowRow, outcome: &Outcome, rules: &[Rule]) -> Judged {
    let losses: Vec<ClassLoss> = row.classes.iter().map(|class| loss(class, outcome, rules)).collect();
    if let Some(wants) = row.expects {
        let verdict = outcome.verdict();
        let met = !outcome.shares.iter().any(|share| share.action != wants);
        return Judged { verdict, severity: (!met).then_some(Severity::Error), losses };
    }
    let verdict = verdict_of(&losses);
    let severity = losses.iter().filter_map(ClassLoss::severity).min();
    if losses.iter().any(|loss| loss.level() >= Level::Large) && is_claimed(row, outcome, rules) {
        let severity = severity.map(|found| found.max(Severity::Warning));
        return Judged { verdict: Verdict::Uncertain, severity, losses };
    }
    let severity = match row.when_blocked {
        Some(other) if verdict == Verdict::Blocked => Some(other),
        _ => severity,
    };
    Judged { verdict, severity, losses }
}

fn verdict_of(losses: &[ClassLoss]) -> Verdict {
    if losses.iter().all(|loss| loss.level() == Level::All) {
        Verdict::Blocked
    } else if losses.iter().all(|loss| loss.level() <= Level::Trace) {
        Verdict::Allowed
    } else {
        Verdict::Partly
    }
}

/// Whether a rule about the flow lets somebody's packets pass.
fn is_claimed(row: &FlowRow, outcome: &Outcome, rules: &[Rule]) -> bool {
    let claims = |share: &Share| {
        let rule = rule_of(share.decider, rules);
        share.action == Action::Allow
            && rule.is_some_and(|rule| {
                names_somebody(rule.source) && row.is_claimed_by.is_some_and(|is_about| is_about(rule))
            })
    };
    outcome.shares.iter().any(claims)
}

/// What the class has lost: of its groups the one that loses least. A group that bans take whole is lost whole.
pub(super) fn loss(class: &Class, outcome: &Outcome, rules: &[Rule]) -> ClassLoss {
    let of_group = |group: &PacketSet| {
        let count = |wanted: &dyn Fn(&Share) -> bool| -> u128 {
            let shares = outcome.shares.iter().filter(|share| wanted(share));
            shares.map(|share| share.packets.common_count(group)).sum()
        };
        let banned = |share: &Share| rule_of(share.decider, rules).is_some_and(is_named_ban);
        let denied = count(&|share| share.action == Action::Deny && !banned(share));
        let excluded = count(&|share| share.action == Action::Deny && banned(share));
        let total = group.count();
        if excluded == total && total > 0 { (total, total) } else { (denied, total - excluded) }
    };
    let shares = class.groups.iter().map(of_group);
    let (denied, total) = shares.min_by(|(a, of_a), (b, of_b)| (a * of_b).cmp(&(b * of_a))).unwrap_or((0, 0));
    ClassLoss { class: class.id, weight: class.weight, denied, total }
}

pub(super) fn rule_of(decider: Decider, rules: &[Rule]) -> Option<&Rule> {
    match decider {
        Decider::Rule(index) => rules.get(index),
        Decider::Default => None,
    }
}

/// Whether it is a rule behind the last one that the cloud takes.
pub(super) const fn is_beyond(decider: Decider) -> bool {
    matches!(decider, Decider::Rule(at) if at >= MAX_RULES)
}

/// Each of them once, ascending, the default last.
pub(super) fn ascending(deciders: impl IntoIterator<Item = Decider>) -> Vec<Decider> {
    let mut all: Vec<Decider> = deciders.into_iter().collect();
    all.sort_unstable();
    all.dedup();
    all
}
