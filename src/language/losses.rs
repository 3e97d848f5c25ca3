//! What somebody would lose: the way in, or what is expected of the filter.

use super::grammar::{first_of, gap};
use super::{Lang, decider, deciders};
use crate::filter::Action;
use crate::profile::{Expectation, Unmet};
use crate::report::{ExpectationChange, LockOut, WayIn, Who};

/// So many of a kind are told; how many more there are is said.
const TOLD: usize = 4;

/// What a save would lose.
pub(crate) fn lost(lock_out: Option<&LockOut>, broken: &[ExpectationChange], lang: Lang) -> String {
    let out = lock_out.map(|told| locked_out(told, lang));
    let sentences: Vec<String> = out.into_iter().chain(no_longer_met(broken, lang)).collect();
    sentences.join(gap(lang))
}

fn locked_out(told: &LockOut, lang: Lang) -> String {
    let lost = first_of(told.lost.iter().map(ToString::to_string).collect(), TOLD, lang);
    say!(lang, match (told.last, told.lost.is_empty()) {
        (true, true) => en "Once applied, nobody could log in any more." ja "反映すると、誰もログインできなくなります。";
        (true, false) =>
            en "Once applied, nobody could log in any more, not even {lost}."
            ja "反映すると、{lost} も含め、誰もログインできなくなります。";
        (false, _) =>
            en "Once applied, {lost} could no longer log in. Still able to: {still}."
            ja "反映すると、{lost} からログインできなくなります。まだログインできる相手: {still}。",
            still = first_of(told.still.iter().map(|way| way_in(*way, lang)).collect(), TOLD, lang);
    })
}

fn way_in(way: WayIn, lang: Lang) -> String {
    let who = say!(lang, match way.who {
        Who::Anyone => en "anyone" ja "誰でも";
        Who::Part => en "a part of all addresses" ja "一部のアドレス";
        Who::From(ports) => en "whoever sends from {ports}" ja "送信元ポート {ports}";
        Who::Named(source) => en "{source}" ja "{source}";
    });
    format!("{who} ({})", decider(way.by, lang))
}

fn no_longer_met(all: &[ExpectationChange], lang: Lang) -> Option<String> {
    let one = |change: &ExpectationChange| {
        let (text, packet) = (&change.expectation, change.unmet.packet);
        say!(lang, en = "{text} (such as {packet})", ja = "{text} (例: {packet})")
    };
    let told = first_of(all.iter().map(one).collect(), TOLD, lang);
    (!all.is_empty()).then(|| say!(lang, en = "No longer met: {told}.", ja = "満たされなくなる要件: {told}。"))
}

messages! {
    /// Why a script does not save: the question is only for a person.
    nobody_to_ask()
        en "Not saved: nobody can be asked here. Started with --force, it saves all the same."
        ja "保存していません。ここでは尋ねられません。承知のうえで保存するには --force を付けて始めます。";
}

/// An expectation that was added, and how the filter stands to it.
pub(crate) fn expectation_added(one: &Expectation, checked: &Result<(), Unmet>, lang: Lang) -> String {
    let how = met(checked, lang);
    say!(lang, en = "Expectation added: {one}. {how}", ja = "要件を加えました: {one}。{how}")
}

/// Whether an expectation is met; if not, the packet that shows it.
pub(crate) fn met(checked: &Result<(), Unmet>, lang: Lang) -> String {
    let Err(unmet) = checked else {
        return pick!(lang, en = "It is met.", ja = "満たされています。").to_owned();
    };
    let (packet, by) = (unmet.packet, deciders(&unmet.decided_by, lang));
    say!(lang, match (unmet.is_uncertain, unmet.wants) {
        (true, _) =>
            en "Whether it is met is uncertain: {packet} (by {by})."
            ja "満たされるか不確かです: {packet} ({by})。";
        (false, Action::Allow) =>
            en "It is not met: {packet} is blocked by {by}."
            ja "満たされていません: {packet} は{by} で遮断されます。";
        (false, Action::Deny) =>
            en "It is not met: {packet} is allowed by {by}."
            ja "満たされていません: {packet} は{by} で許可されます。";
    })
}
