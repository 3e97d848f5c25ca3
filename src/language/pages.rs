//! What pages say of a report, beyond its own sentences.

use super::grammar::counted;
use super::{Lang, deciders};
use crate::analysis::Decider;
use crate::filter::Action;
use crate::report::ExpectationChange;

messages! {
    why_in_full() en "Why, in full" ja "詳しい理由";
    /// Before the packet that shows something.
    packet() en "packet" ja "例";
    /// Before a proved repair.
    fix() en "fix" ja "修正";
    /// Parts that are not listed.
    more(count: usize) en "... and {count} more" ja "... ほか {count} 件";
    /// What comes of a conversation at both gates.
    outcome() en "Outcome" ja "結果";
    nothing_changes() en "Nothing changes about what gets through." ja "届くものは何も変わりません。";
    /// The severity of a finding that an edit brings.
    new(severity: &str) en "New {severity}" ja "新しい{severity}";
    resolved(finding: &str) en "Resolved: {finding}" ja "解消: {finding}";
    more_kinds(count: usize) en "and {count} more" ja "ほか {count} 種類";
    /// The best verdict on an uncertain flow, and on what it depends.
    best(verdict: &str, condition: &str) en "({verdict} {condition})" ja "({condition}、{verdict})";
    /// What repairing everything is called, with the number of repairs.
    repair_title(count: usize) en "Repair everything: {count}" ja "まとめて直す: {count} 件";
    nothing_left() en "No error and no warning is left." ja "エラーも警告も残りません。";
    /// Before what is left afterwards.
    left() en "What is left:" ja "残るもの:";
    tracer() en "Packet tracer" ja "パケット追跡";
}

/// An expectation that only one of two filters meets.
pub(crate) fn expectation_change(change: &ExpectationChange, lang: Lang) -> String {
    let (one, by) = (&change.expectation, deciders(&change.unmet.decided_by, lang));
    say!(lang, match change.met {
        true => en "{one}: met now; before not, by {by}" ja "{one}: 満たされるようになります (前は{by})";
        false => en "{one}: no longer met, by {by}" ja "{one}: 満たされなくなります ({by})";
    })
}

/// Behind the rule that decides; nothing behind the default, which says it itself.
pub(crate) fn matched(decider: Decider, action: Action, lang: Lang) -> &'static str {
    pick!(lang, match (decider, action) {
        (Decider::Default, _) => en "" ja "";
        (_, Action::Allow) => en "match: allowed" ja "一致: 許可";
        (_, Action::Deny) => en "match: denied" ja "一致: 拒否";
    })
}

/// The part of the traffic that a rule decides.
pub(crate) fn share(action: Action, who: &str, packets: u128, lang: Lang) -> String {
    let count = counted(packets, "packet");
    say!(lang, match action {
        Action::Allow => en "allowed by {who} ({count}):" ja "{who} が許可 ({packets} 通りのパケット):";
        Action::Deny => en "denied by {who} ({count}):" ja "{who} が拒否 ({packets} 通りのパケット):";
    })
}
