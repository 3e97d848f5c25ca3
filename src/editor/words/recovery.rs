//! What is said about sessions that ended without their consent, and about versions.

use crate::editor::journal::{Offer, Recovered};
use crate::lang::Lang;

/// Offers a session back.
pub(super) fn recoverable(offer: &Offer, lang: Lang) -> String {
    let Recovered { location: path, changed_since, .. } = &offer.recovered;
    let when = ago(offer.recovered.last_edit(), offer.now, lang);
    let when = when.unwrap_or_else(|| lang.pick("時刻不明", "at an unknown time").to_owned());
    let edits = offer.recovered.history.revisions().len() - 1;
    let mut words = match path {
        Some(path) => say!(
            lang,
            "{path} の前回の編集は、保存されずに途切れました (変更 {edits} 回、最後は{when})。復元しますか。",
            "The last session on {path} ended without saving (edits: {edits}, the last {when}). Recover it?"
        ),
        None => say!(
            lang,
            "ファイル名のない前回の編集は、保存されずに途切れました (変更 {edits} 回、最後は{when})。復元しますか。",
            "The last session without a file ended without saving (edits: {edits}, the last {when}). Recover it?"
        ),
    };
    if *changed_since {
        words += lang.pick(
            " その後、ファイルも変わっています。保存するときに、上書きしてよいか尋ねます。",
            " The file has changed since; saving will ask before it overwrites that.",
        );
    }
    words
}

/// After a session was recovered.
pub fn recovered(changed_since: bool, lang: Lang) -> &'static str {
    if changed_since {
        lang.pick(
            "復元しました。まだ保存していません。ディスク上のファイルは、その後変わっています。",
            "Recovered, not saved yet. The file on disk has changed since.",
        )
    } else {
        lang.pick(
            "復元しました。まだ保存していません。u で 1 つずつ戻せます。",
            "Recovered, not saved yet. u takes back one edit at a time.",
        )
    }
}

/// After a session was neither recovered nor discarded.
pub fn recover_later(lang: Lang) -> &'static str {
    lang.pick("前回の編集は残してあります。次に開くときにも尋ねます。", "It is kept, and offered again next time.")
}

/// After a session was discarded.
pub fn discarded(lang: Lang) -> &'static str {
    lang.pick("前回の編集を捨てました。", "The last session was discarded.")
}

/// Other editors have the file open.
pub fn running(processes: &[u32], lang: Lang) -> String {
    let list: Vec<String> = processes.iter().map(u32::to_string).collect();
    let list = list.join(", ");
    say!(
        lang,
        "別の sekimori (プロセス {list}) もこのファイルを開いています。保存するときに変更を確かめます。",
        "Another sekimori (process {list}) has this file open. A save checks for its changes first."
    )
}

/// The journal cannot be written.
pub fn not_noted(why: &str, lang: Lang) -> String {
    say!(
        lang,
        "復元用の記録を書けません ({why})。編集は続けられますが、こまめに保存してください。",
        "No recovery notes can be written ({why}). Editing goes on; save often."
    )
}

/// After stepping to a version.
pub fn went_to(number: usize, what: &str, lang: Lang) -> String {
    say!(lang, "版 {number} ({what}) に移りました。", "At version {number} now: {what}.")
}

/// How long ago something was, in words, where the time is known.
pub fn ago(then: u64, now: u64, lang: Lang) -> Option<String> {
    if then == 0 || now == 0 {
        return None;
    }
    Some(match now.saturating_sub(then) {
        0..60 => lang.pick("たった今", "just now").to_owned(),
        seconds @ 60..3_600 => {
            let minutes = seconds / 60;
            say!(lang, "{minutes} 分前", "{minutes} min ago")
        }
        seconds @ 3_600..172_800 => {
            let hours = seconds / 3_600;
            say!(lang, "{hours} 時間前", "{hours} h ago")
        }
        seconds => {
            let days = seconds / 86_400;
            say!(lang, "{days} 日前", "{days} days ago")
        }
    })
}
