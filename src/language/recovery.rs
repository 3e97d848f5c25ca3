//! About sessions that ended without their consent, and what protects against that.

use super::Lang;
use std::fmt::Display;

messages! {
    recovered() [undo = Undo]
        en "Recovered, not saved yet. {undo} takes back one edit at a time."
        ja "復元しました。まだ保存していません。{undo} で 1 つずつ戻せます。";
    recovered_beside_changes()
        en "Recovered, not saved yet. The file on disk has changed since."
        ja "復元しました。まだ保存していません。ディスク上のファイルは、その後変わっています。";
    recover_later()
        en "It is kept, and offered again next time."
        ja "前回の編集は残してあります。次に開くときにも尋ねます。";
    discarded() en "The last session was discarded." ja "前回の編集を捨てました。";
    not_noted(why: &str)
        en "No recovery notes can be written ({why}). Editing goes on; save often."
        ja "復元用の記録を書けません ({why})。編集は続けられますが、こまめに保存してください。";
}

/// Others that have the file open, by the numbers of their processes.
pub(crate) fn running(processes: &[String], lang: Lang) -> String {
    let list = processes.join(", ");
    say!(lang, match processes {
        [_] =>
            en "Another sekimori (process {list}) has this file open. A save checks for its changes first."
            ja "別の sekimori (プロセス {list}) もこのファイルを開いています。保存するときに変更を確かめます。";
        _ =>
            en "Others (sekimori, processes {list}) have this file open. A save checks for their changes first."
            ja "別の sekimori (プロセス {list}) もこのファイルを開いています。保存するときに変更を確かめます。";
    })
}

/// Offers a session back: on which file, how many edits, when the last was made, whether the file has changed since.
pub(crate) fn offer(
    path: Option<&impl Display>,
    edits: usize,
    when: Option<String>,
    changed: bool,
    lang: Lang,
) -> String {
    let when = when.unwrap_or_else(|| pick!(lang, en = "at an unknown time", ja = "時刻不明").to_owned());
    let words = say!(lang, match path {
        Some(path) =>
            en "The last session on {path} ended without saving (edits: {edits}, the last {when}). Recover it?"
            ja "{path} の前回の編集は、保存されずに途切れました (変更 {edits} 回、最後は{when})。復元しますか。";
        None =>
            en "The last session without a file ended without saving (edits: {edits}, the last {when}). Recover it?"
            ja "ファイル名のない前回の編集は、保存されずに途切れました (変更 {edits} 回、最後は{when})。復元しますか。";
    });
    say!(lang, match changed {
        false => en "{words}" ja "{words}";
        true =>
            en "{words} The file has changed since; saving will ask before it overwrites that."
            ja "{words} その後、ファイルも変わっています。保存するときに、上書きしてよいか尋ねます。";
    })
}

/// How long ago something was, in words, where the time is known.
pub(crate) fn ago(then: u64, now: u64, lang: Lang) -> Option<String> {
    if then == 0 || now == 0 {
        return None;
    }
    let passed = now.saturating_sub(then);
    Some(say!(lang, match passed {
        0..60 => en "just now" ja "たった今";
        seconds @ 60..3_600 => en "{minutes} min ago" ja "{minutes} 分前", minutes = seconds / 60;
        seconds @ 3_600..172_800 => en "{hours} h ago" ja "{hours} 時間前", hours = seconds / 3_600;
        seconds => en "{days} days ago" ja "{days} 日前", days = seconds / 86_400;
    }))
}
