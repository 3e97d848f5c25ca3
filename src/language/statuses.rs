//! What a rule is worth, in the words of the firewall literature.

use super::Lang;
use super::traffic::rule_numbers;
use crate::analysis::{Liveness, Portion, RuleStatus};
use crate::report::Report;

/// What there is to know of a rule, beyond that it decides what it matches; nothing, if that is all.
pub(crate) fn rule_status(index: usize, report: &Report, lang: Lang) -> Option<String> {
    let status = report.rules.get(index)?;
    let parts = [worth(status, report.is_open(), lang), correlations(status, lang), exceptions(status, lang)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let rule = rule_numbers(&[index], lang);
    let said = parts.join(pick!(lang, en = "; ", ja = "。"));
    (!parts.is_empty()).then(|| say!(lang, en = "{rule}: {said}.", ja = "{rule}: {said}。"))
}

/// The rules that a rule is correlated with.
pub(crate) fn correlations(status: &RuleStatus, lang: Lang) -> Option<String> {
    let with = status.correlated_with();
    (!with.is_empty()).then(|| correlated(&rule_numbers(&with, lang), lang))
}

messages! {
    /// A rule and others decide the same packets in opposite ways.
    correlated(with: &str)
        en "correlated with {with} (what both match goes by their order)"
        ja "{with} と相関 (両方に一致するものは順序で決まります)";

    /// Whether the rule could go.
    redundancy() en "redundant (removing it changes nothing)" ja "冗長 (消しても何も変わりません)";
}

fn worth(status: &RuleStatus, is_open: bool, lang: Lang) -> Option<String> {
    let by = (!status.blocked_by.is_empty()).then(|| rule_numbers(&status.blocked_by, lang));
    Some(say!(lang, match (status.liveness, by) {
        (Liveness::Shadowed, Some(by)) => en "shadowed by {by}" ja "{by} に完全に隠れています";
        (Liveness::Shadowed, None) => en "matches nothing" ja "何にも一致しません";
        _ if status.redundant && !is_open => { redundancy(lang).to_owned() };
        // Exceptions are named anyway; what others take is told if it is something.
        (Liveness::PartlyShadowed, Some(by)) if status.generalises().is_empty() =>
            en "partly shadowed by {by}, {left} is left"
            ja "{by} に一部隠れ、決めるのは{left}",
            left = left(status.portion, lang)?;
        _ => { return None };
    }))
}

fn exceptions(status: &RuleStatus, lang: Lang) -> Option<String> {
    let of = status.generalises();
    (!of.is_empty()).then(|| {
        let of = rule_numbers(&of, lang);
        say!(lang, en = "generalises {of} (its exceptions)", ja = "{of} の一般化 (上のルールが例外になっています)")
    })
}

/// The part of its packets that a rule decides, as a person would say it; nothing, if it is nearly all.
fn left(portion: Portion, lang: Lang) -> Option<String> {
    // Both counts are below 2^66.
    let percent = portion.left * 100 / portion.total.max(1);
    Some(say!(lang, match percent {
        0 => en "less than 1%" ja "1% 未満";
        99.. => { return None };
        percent => en "about {percent}%" ja "約 {percent}%";
    }))
}
