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
    /// The heading over what follows.
    troubles() en "What earlier sessions have left" ja "前回までの編集が残したもの";
    damaged(path: &impl Display)
        en "Recovery notes are damaged. What can be read of them is offered; all of them are kept in {path}."
        ja "復元用の記録が壊れています。読める部分を復元できます。記録はすべて {path} に残してあります。";
    unreadable(path: &impl Display)
        en "Recovery notes are damaged and nothing in them can be offered. They are kept in {path}."
        ja "復元用の記録が壊れていて、復元できるものがありません。記録は {path} に残してあります。";
    unread(path: &impl Display, why: &str)
        en "Recovery notes could not be read, and stay as they are: {path} ({why})"
        ja "復元用の記録を読めません。記録はそのまま残します: {path} ({why})";
    newer(path: &impl Display)
        en "A newer version of sekimori wrote these recovery notes. They stay as they are; that version can recover them: {path}"
        ja "新しい版の sekimori が書いた復元用の記録があります。そのまま残します。その版で開けば復元できます: {path}";
    uncertain(path: &impl Display)
        en "Somebody may still be editing this file: there are no file locks here, so nobody can tell. Their recovery notes stay as they are: {path}"
        ja "このファイルは、まだ編集中かもしれません (ファイルのロックが使えないため確かめられません)。復元用の記録はそのまま残します: {path}";
    leftover(path: &impl Display)
        en "A save was cut off. What the file held, or was to hold, at that moment is kept in {path}."
        ja "保存が途中で切れていました。そのときのファイルの内容が {path} に残っています。";
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

/// The same for a session whose journal can only be read in part.
pub(crate) fn offer_damaged(words: &str, lang: Lang) -> String {
    say!(
        lang,
        en = "{words} Its notes are damaged, so later edits may be missing; look at the difference first.",
        ja = "{words} 記録が壊れているため、最後のほうの変更は欠けているかもしれません。先に違いを見てください。"
    )
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
