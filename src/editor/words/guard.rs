//! What the editor says about the branch one sits on, about expectations, and when nothing is left to repair.

use crate::editor::question::Loss;
use crate::filter::Action;
use crate::lang::Lang;
use crate::language;
use crate::profile::{Expectation, Unmet};
use crate::report::{ExpectationChange, LockOut, WayIn, Who};

/// So many of a kind are told; how many more there are is said.
const TOLD: usize = 4;

/// What a save would take away, as a question.
pub fn loses(loss: &Loss, lang: Lang) -> String {
    let out = loss.lock_out.as_ref().map(|told| locked_out(told, lang));
    let broken = broken(&loss.broken, lang);
    let question = lang.pick("それでも保存しますか。", "Save all the same?").to_owned();
    let sentences: Vec<String> = out.into_iter().chain(broken).chain([question]).collect();
    sentences.join(lang.pick("", " "))
}

fn locked_out(told: &LockOut, lang: Lang) -> String {
    let lost = listed(told.lost.iter().map(ToString::to_string).collect(), lang);
    match (told.last, told.lost.is_empty()) {
        (true, true) => {
            say!(lang, "この内容では、誰もログインできなくなります。", "With this nobody could log in any more.")
        }
        (true, false) => say!(
            lang,
            "この内容では、{lost} も含め、誰もログインできなくなります。",
            "With this nobody could log in any more, not even {lost}."
        ),
        (false, _) => {
            let still = listed(told.still.iter().map(|way| way_in(*way, lang)).collect(), lang);
            say!(
                lang,
                "この内容では、{lost} からログインできなくなります。まだログインできる相手: {still}。",
                "With this {lost} could no longer log in. Still able to: {still}."
            )
        }
    }
}

fn way_in(way: WayIn, lang: Lang) -> String {
    let by = language::decider(way.by, lang);
    let who = match way.who {
        Who::Anyone => lang.pick("誰でも", "anyone").to_owned(),
        Who::Part => lang.pick("一部のアドレス", "a part of all addresses").to_owned(),
        Who::From(ports) => say!(lang, "送信元ポート {ports}", "whoever sends from {ports}"),
        Who::Named(source) => source.to_string(),
    };
    format!("{who} ({by})")
}

fn broken(all: &[ExpectationChange], lang: Lang) -> Option<String> {
    let one = |change: &ExpectationChange| {
        let (text, packet) = (&change.expectation, change.unmet.packet);
        say!(lang, "{text} (例: {packet})", "{text} (such as {packet})")
    };
    let told = listed(all.iter().map(one).collect(), lang);
    (!all.is_empty()).then(|| say!(lang, "満たされなくなる期待: {told}。", "No longer met: {told}."))
}

/// The first few, and how many more.
fn listed(all: Vec<String>, lang: Lang) -> String {
    let more = all.len().saturating_sub(TOLD);
    let more = (more > 0).then(|| say!(lang, "ほか {more} 件", "{more} more"));
    all.into_iter().take(TOLD).chain(more).collect::<Vec<_>>().join(lang.pick("、", ", "))
}

/// Why a script does not save: the question is only for a person.
pub fn nobody_to_ask(lang: Lang) -> &'static str {
    lang.pick(
        "保存していません。ここでは尋ねられません。承知のうえで保存するには --force を付けて始めます。",
        "Not saved: nobody can be asked here. Started with --force, it saves all the same.",
    )
}

/// An expectation that was added, and how the filter stands to it.
pub fn expected(one: &Expectation, checked: &Result<(), Unmet>, lang: Lang) -> String {
    let how = met(checked, lang);
    say!(lang, "期待を加えました: {one}。{how}", "Expectation added: {one}. {how}")
}

/// Whether an expectation is met; if not, the packet that shows it.
pub fn met(checked: &Result<(), Unmet>, lang: Lang) -> String {
    let Err(unmet) = checked else { return lang.pick("満たされています。", "It is met.").to_owned() };
    let (packet, by) = (unmet.packet, language::deciders(&unmet.decided_by, lang));
    match (unmet.is_uncertain, unmet.wants) {
        (true, _) => say!(
            lang,
            "満たされるか不確かです: {packet} ({by})。",
            "Whether it is met is uncertain: {packet} (by {by})."
        ),
        (false, Action::Allow) => {
            say!(
                lang,
                "満たされていません: {packet} は{by} で遮断されます。",
                "It is not met: {packet} is blocked by {by}."
            )
        }
        (false, Action::Deny) => {
            say!(
                lang,
                "満たされていません: {packet} は{by} で許可されます。",
                "It is not met: {packet} is allowed by {by}."
            )
        }
    }
}

/// An expectation that the profile has already.
pub const fn expected_already(lang: Lang) -> &'static str {
    lang.pick("その期待はすでにあります。", "That is expected already.")
}

/// The form of an expectation.
pub const fn expectation_title(lang: Lang) -> &'static str {
    lang.pick("期待: 必ず通すもの、通さないもの", "An expectation: what must pass, or must not")
}

/// After the last repair: questions that are open, and errors and warnings that have neither a repair nor a question.
pub fn nothing_left(left: (usize, usize), lang: Lang) -> String {
    match left {
        (0, 0) => lang.pick("直すものはもうありません。", "Nothing left to repair.").to_owned(),
        (asking, 0) => say!(
            lang,
            "自動で直すものはもうありませんが、質問が {asking} 件あります (i)。",
            "Nothing left to repair, but questions are open: {asking} (i)."
        ),
        (0, helpless) => say!(
            lang,
            "自動で直せるものはもうありません。指摘が {helpless} 件残っています。",
            "Nothing left that can be repaired; findings left: {helpless}."
        ),
        (asking, helpless) => say!(
            lang,
            "自動で直せるものはもうありません。質問が {asking} 件、ほかの指摘が {helpless} 件残っています。",
            "Nothing left that can be repaired; questions open: {asking}, other findings left: {helpless}."
        ),
    }
}
