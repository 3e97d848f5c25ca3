//! What is said about sessions that ended without their consent, and about versions.

use crate::editor::journal::{Offer, Recovered};
use crate::lang::Lang;

/// Offers a session back.
pub(super) fn recoverable(offer: &Offer, lang: Lang) -> String {
    let Recovered { location: path, changed_since, .. } = &offer.recovered;
    let when = ago(offer.recovered.last_edit(), offer.now, lang);
    let when = when.unwrap_or_else(|| pick!(lang, en = "at an unknown time", ja = "時刻不明").to_owned());
    let edits = offer.recovered.history.revisions().len() - 1;
    let mut words = match path {
        Some(path) => say!(
            lang,
            en = "The last session on {path} ended without saving (edits: {edits}, the last {when}). Recover it?",
            ja = "{path} の前回の編集は、保存されずに途切れました (変更 {edits} 回、最後は{when})。復元しますか。"
        ),
        None => say!(
            lang,
            en = "The last session without a file ended without saving (edits: {edits}, the last {when}). Recover it?",
            ja = "ファイル名のない前回の編集は、保存されずに途切れました (変更 {edits} 回、最後は{when})。復元しますか。"
        ),
    };
    if *changed_since {
        words += pick!(
            lang,
            en = " The file has changed since; saving will ask before it overwrites that.",
            ja = " その後、ファイルも変わっています。保存するときに、上書きしてよいか尋ねます。"
        );
    }
    words
}

/// After a session was recovered.
pub fn recovered(changed_since: bool, lang: Lang) -> &'static str {
    if changed_since {
        pick!(
            lang,
            en = "Recovered, not saved yet. The file on disk has changed since.",
            ja = "復元しました。まだ保存していません。ディスク上のファイルは、その後変わっています。"
        )
    } else {
        pick!(
            lang,
            en = "Recovered, not saved yet. u takes back one edit at a time.",
            ja = "復元しました。まだ保存していません。u で 1 つずつ戻せます。"
        )
    }
}

messages! {
    /// After a session was neither recovered nor discarded.
    recover_later()
        en "It is kept, and offered again next time."
        ja "前回の編集は残してあります。次に開くときにも尋ねます。";

    /// After a session was discarded.
    discarded()
        en "The last session was discarded."
        ja "前回の編集を捨てました。";

    /// The journal cannot be written.
    not_noted(why: &str)
        en "No recovery notes can be written ({why}). Editing goes on; save often."
        ja "復元用の記録を書けません ({why})。編集は続けられますが、こまめに保存してください。";

    /// After stepping to a version.
    went_to(number: usize, what: &str)
        en "At version {number} now: {what}."
        ja "版 {number} ({what}) に移りました。";
}

/// Other editors have the file open.
pub fn running(processes: &[u32], lang: Lang) -> String {
    let list: Vec<String> = processes.iter().map(u32::to_string).collect();
    let list = list.join(", ");
    say!(
        lang,
        en = "Another sekimori (process {list}) has this file open. A save checks for its changes first.",
        ja = "別の sekimori (プロセス {list}) もこのファイルを開いています。保存するときに変更を確かめます。"
    )
}

/// How long ago something was, in words, where the time is known.
pub fn ago(then: u64, now: u64, lang: Lang) -> Option<String> {
    if then == 0 || now == 0 {
        return None;
    }
    Some(match now.saturating_sub(then) {
        0..60 => pick!(lang, en = "just now", ja = "たった今").to_owned(),
        seconds @ 60..3_600 => {
            let minutes = seconds / 60;
            say!(lang, en = "{minutes} min ago", ja = "{minutes} 分前")
        }
        seconds @ 3_600..172_800 => {
            let hours = seconds / 3_600;
            say!(lang, en = "{hours} h ago", ja = "{hours} 時間前")
        }
        seconds => {
            let days = seconds / 86_400;
            say!(lang, en = "{days} days ago", ja = "{days} 日前")
        }
    })
}
