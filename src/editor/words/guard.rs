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
    let question = pick!(lang, en = "Save all the same?", ja = "それでも保存しますか。");
    format!("{}{}{question}", lost(loss, lang), pick!(lang, en = " ", ja = ""))
}

/// What a save would lose, where nobody can be asked.
pub fn lost(loss: &Loss, lang: Lang) -> String {
    let out = loss.lock_out.as_ref().map(|told| locked_out(told, lang));
    let sentences: Vec<String> = out.into_iter().chain(broken(&loss.broken, lang)).collect();
    sentences.join(pick!(lang, en = " ", ja = ""))
}

fn locked_out(told: &LockOut, lang: Lang) -> String {
    let lost = listed(told.lost.iter().map(ToString::to_string).collect(), lang);
    match (told.last, told.lost.is_empty()) {
        (true, true) => {
            say!(
                lang,
                en = "With this nobody could log in any more.",
                ja = "この内容では、誰もログインできなくなります。"
            )
        }
        (true, false) => say!(
            lang,
            en = "With this nobody could log in any more, not even {lost}.",
            ja = "この内容では、{lost} も含め、誰もログインできなくなります。"
        ),
        (false, _) => {
            let still = listed(told.still.iter().map(|way| way_in(*way, lang)).collect(), lang);
            say!(
                lang,
                en = "With this {lost} could no longer log in. Still able to: {still}.",
                ja = "この内容では、{lost} からログインできなくなります。まだログインできる相手: {still}。"
            )
        }
    }
}

fn way_in(way: WayIn, lang: Lang) -> String {
    let by = language::decider(way.by, lang);
    let who = match way.who {
        Who::Anyone => pick!(lang, en = "anyone", ja = "誰でも").to_owned(),
        Who::Part => pick!(lang, en = "a part of all addresses", ja = "一部のアドレス").to_owned(),
        Who::From(ports) => say!(lang, en = "whoever sends from {ports}", ja = "送信元ポート {ports}"),
        Who::Named(source) => source.to_string(),
    };
    format!("{who} ({by})")
}

fn broken(all: &[ExpectationChange], lang: Lang) -> Option<String> {
    let one = |change: &ExpectationChange| {
        let (text, packet) = (&change.expectation, change.unmet.packet);
        say!(lang, en = "{text} (such as {packet})", ja = "{text} (例: {packet})")
    };
    let told = listed(all.iter().map(one).collect(), lang);
    (!all.is_empty()).then(|| say!(lang, en = "No longer met: {told}.", ja = "満たされなくなる期待: {told}。"))
}

/// The first few, and how many more.
fn listed(all: Vec<String>, lang: Lang) -> String {
    let more = all.len().saturating_sub(TOLD);
    let more = (more > 0).then(|| say!(lang, en = "{more} more", ja = "ほか {more} 件"));
    all.into_iter().take(TOLD).chain(more).collect::<Vec<_>>().join(pick!(lang, en = ", ", ja = "、"))
}

messages! {
    /// Why a script does not save: the question is only for a person.
    nobody_to_ask()
        en "Not saved: nobody can be asked here. Started with --force, it saves all the same."
        ja "保存していません。ここでは尋ねられません。承知のうえで保存するには --force を付けて始めます。";

    /// An expectation that the profile has already.
    expected_already()
        en "That is expected already."
        ja "その期待はすでにあります。";

    /// The form of an expectation.
    expectation_title()
        en "An expectation: what must pass, or must not"
        ja "期待: 必ず通すもの、通さないもの";
}

/// An expectation that was added, and how the filter stands to it.
pub fn expected(one: &Expectation, checked: &Result<(), Unmet>, lang: Lang) -> String {
    let how = met(checked, lang);
    say!(lang, en = "Expectation added: {one}. {how}", ja = "期待を加えました: {one}。{how}")
}

/// Whether an expectation is met; if not, the packet that shows it.
pub fn met(checked: &Result<(), Unmet>, lang: Lang) -> String {
    let Err(unmet) = checked else {
        return pick!(lang, en = "It is met.", ja = "満たされています。").to_owned();
    };
    let (packet, by) = (unmet.packet, language::deciders(&unmet.decided_by, lang));
    match (unmet.is_uncertain, unmet.wants) {
        (true, _) => say!(
            lang,
            en = "Whether it is met is uncertain: {packet} (by {by}).",
            ja = "満たされるか不確かです: {packet} ({by})。"
        ),
        (false, Action::Allow) => {
            say!(
                lang,
                en = "It is not met: {packet} is blocked by {by}.",
                ja = "満たされていません: {packet} は{by} で遮断されます。"
            )
        }
        (false, Action::Deny) => {
            say!(
                lang,
                en = "It is not met: {packet} is allowed by {by}.",
                ja = "満たされていません: {packet} は{by} で許可されます。"
            )
        }
    }
}

/// After the last repair: questions that are open, and errors and warnings that have neither a repair nor a question.
pub fn nothing_left(left: (usize, usize), lang: Lang) -> String {
    match left {
        (0, 0) => pick!(lang, en = "Nothing left to repair.", ja = "直すものはもうありません。").to_owned(),
        (asking, 0) => say!(
            lang,
            en = "Nothing left to repair, but questions are open: {asking} (i).",
            ja = "自動で直すものはもうありませんが、質問が {asking} 件あります (i)。"
        ),
        (0, helpless) => say!(
            lang,
            en = "Nothing left that can be repaired; findings left: {helpless}.",
            ja = "自動で直せるものはもうありません。指摘が {helpless} 件残っています。"
        ),
        (asking, helpless) => say!(
            lang,
            en = "Nothing left that can be repaired; questions open: {asking}, other findings left: {helpless}.",
            ja = "自動で直せるものはもうありません。質問が {asking} 件、ほかの指摘が {helpless} 件残っています。"
        ),
    }
}
