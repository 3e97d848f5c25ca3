//! What just happened, in a line: after an edit, an answer or a step.

use super::Lang;
use super::grammar::counted;
use crate::lang::{ActionId, Voice};

messages! {
    added(number: usize, rule: &str) [undo = Undo]
        en "Rule {number} added: {rule}; {undo} takes it back."
        ja "ルール {number} を追加しました: {rule}。{undo} で戻せます。";
    deleted(number: usize) [undo = Undo]
        en "Rule {number} deleted; {undo} brings it back."
        ja "ルール {number} を削除しました。{undo} で戻せます。";
    several_deleted(first: usize, last: usize, count: usize) [undo = Undo]
        en "Rules {first} to {last} deleted; {undo} brings all {count} back."
        ja "ルール {first}-{last} の {count} 個を削除しました。{undo} で戻せます。";
    moved_alike()
        en "Proved: this move changes nothing about what gets through."
        ja "この移動で届くものは何も変わりません (証明済み)。";
    moved() [changes = Changes]
        en "This move changes what gets through; {changes} shows how."
        ja "この移動で届くものが変わります。{changes} で違いを見られます。";
    copied(count: usize) {rules = count "rule"} [paste = Paste]
        en "{rules} copied; {paste} pastes."
        ja "ルールを {count} 個コピーしました。{paste} で貼り付けます。";
    pasted(count: usize) {rules = count "rule"} [undo = Undo]
        en "{rules} pasted; {undo} takes that back."
        ja "ルールを {count} 個貼り付けました。{undo} で戻せます。";
    /// After rules were sent to the terminal's clipboard, which never says whether it took them.
    clipped(count: usize) {rules = count "rule"} [save_as = SaveAs]
        en "{rules} sent. If nothing arrives, your terminal does not allow it; {save_as} saves."
        ja "ルール {count} 個をクリップボードに送りました。届かなければ端末が許していません。{save_as} で保存。";
    too_long_to_clip(bytes: usize, most: usize) [save_as = SaveAs]
        en "{bytes} bytes are too long for terminals (at most {most}); {save_as} saves to a file."
        ja "{bytes} バイトはクリップボードに送れません (上限 {most})。{save_as} でファイルに保存できます。";
    retyped() [undo = Undo]
        en "The text was taken over; {undo} takes it back."
        ja "テキストの編集を確定しました。{undo} で戻せます。";
    sentence_hidden() [sentence = Sentence]
        en "The sentence about the selected rule is hidden; {sentence} shows it again."
        ja "ルールの説明文を隠しました。{sentence} でまた出ます。";
    named() [undo = Undo]
        en "Name and description are taken over; {undo} takes that back."
        ja "フィルタ名と説明を変えました。{undo} で戻せます。";
    undone(what: &str) en "Undone: {what}" ja "元に戻しました: {what}";
    /// A list was typed, which became a rule for each of its values.
    one_each(first: usize, last: usize) [undo = Undo]
        en "Rules {first} to {last}, one for each value; {undo} takes that back."
        ja "値ごとにルール {first} から {last} までを作りました。{undo} で戻せます。";
    several_undone(count: usize)
        en "Undone: {count} changes whose keys arrived together"
        ja "元に戻しました: キーがまとめて届いた変更 {count} 件";
    several_redone(count: usize)
        en "Redone: {count} changes whose keys arrived together"
        ja "やり直しました: キーがまとめて届いた変更 {count} 件";
    redone(what: &str) en "Redone: {what}" ja "やり直しました: {what}";
    went_to(number: usize, what: &str) en "At version {number} now: {what}." ja "版 {number} ({what}) に移りました。";
    dismissed() [restore = Restore]
        en "Hidden until its rules change. {restore} brings all back."
        ja "隠しました。ルールが変われば、また出ます。{restore} ですべて戻します。";
    restored(count: usize) en "Dismissed findings shown again: {count}." ja "隠した指摘を {count} 件戻しました。";
    fixed(what: &str) en "Fixed: {what}" ja "修正しました: {what}";
    repaired(steps: usize, before: usize, after: usize, left: &str) {rules = before "rule"}
        en "{steps} repaired ({rules} before, {after} after). {left}"
        ja "{steps} 件を直しました (ルール {before} 個 → {after} 個)。{left}";
    fitted(before: usize, after: usize) {rules = before "rule"} [undo = Undo]
        en "{rules} became {after}, proved to treat every packet alike; {undo} takes it back."
        ja "{before} 個から {after} 個に減らしました。どのパケットの扱いも変わらないことを証明済みです。{undo} で戻せます。";
    not_fitted() en "No way to do with fewer rules was found." ja "これ以上減らせるルールは見つかりません。";
    profile_changed() en "The profile has changed." ja "プロファイルを変えました。";
    profile_brought(entries: &str)
        en "The profile has changed too: {entries}."
        ja "プロファイルも変えました: {entries}。";
    /// After a question of a finding was answered: the options that say the same.
    answered(options: &str)
        en "Written into the profile (on the command line: {options})."
        ja "プロファイルに書きました (コマンドラインでは {options})。";
    /// While a question of a finding is open: how to skip it.
    skips(asked: &str) en "{asked} (Esc skips it)" ja "{asked} (Esc で飛ばす)";
    mouse_on() [mouse = Mouse]
        en "Mouse on: a click selects, another one edits. {mouse} switches it off."
        ja "マウスを使います。クリックで選択、もう一度で編集。{mouse} でやめます。";
    mouse_off() en "Mouse off." ja "マウスを使いません。";
    lesson_goes_on() [restart = RestartLesson]
        en "You left off here. {restart} begins again."
        ja "前回の続きです。{restart} で最初からやり直せます。";
    lesson_keeps_itself() [save_as = SaveAs]
        en "A lesson is kept by itself. {save_as} writes it into a file."
        ja "レッスンの途中経過は自動で残ります。ファイルにするには {save_as} です。";
    course_done() en "Every lesson is done." ja "すべてのレッスンを終えました。";
}

/// After the rules of a preset were inserted, but for those that were in effect already.
pub(crate) fn inserted(name: &str, inserted: usize, skipped: usize, lang: Lang) -> String {
    say!(lang, match (inserted, skipped) {
        (0, _) => en "\"{name}\" is in effect already." ja "「{name}」はすでにすべて有効です。";
        (_, 0) =>
            en "\"{name}\": {rules} inserted."
            ja "「{name}」のルールを {inserted} 個挿入しました。", rules = counted(inserted, "rule");
        _ =>
            en "\"{name}\": {rules} inserted, {skipped} already in effect."
            ja "「{name}」: ルールを {inserted} 個挿入し、すでに有効な {skipped} 個は省きました。",
            rules = counted(inserted, "rule");
    })
}

pub(crate) fn imported(count: usize, skipped: usize, unread: usize, lang: Lang) -> String {
    let done = inserted(pick!(lang, en = "Paste", ja = "貼り付け"), count, skipped, lang);
    say!(lang, match unread {
        0 => en "{done}" ja "{done}";
        _ => en "{done} Not readable: {unread}." ja "{done} 読めない箇所が {unread} ありました。";
    })
}

/// After the last repair: questions that are open, and errors and warnings that have neither a repair nor a question.
pub(crate) fn nothing_left((asking, helpless): (usize, usize), voice: Voice<'_>) -> String {
    say!(voice.lang, match (asking, helpless) {
        (0, 0) => en "Nothing left to repair." ja "直すものはもうありません。";
        (_, 0) =>
            en "Nothing left to repair, but questions are open: {asking} ({explain})."
            ja "自動で直すものはもうありませんが、質問が {asking} 件あります ({explain})。",
            explain = voice.name(ActionId::Explain);
        (0, _) =>
            en "Nothing left that can be repaired; findings left: {helpless}."
            ja "自動で直せるものはもうありません。指摘が {helpless} 件残っています。";
        _ =>
            en "Nothing left that can be repaired; questions open: {asking}, other findings left: {helpless}."
            ja "自動で直せるものはもうありません。質問が {asking} 件、ほかの指摘が {helpless} 件残っています。";
    })
}
