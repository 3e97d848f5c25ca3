//! What is said about actions: the headings of help, and why one cannot be done now.

use crate::lang::{ActionId, Group, Lang, Voice};

/// The heading of a group of actions.
pub const fn group(group: Group, lang: Lang) -> &'static str {
    match group {
        Group::See => pick!(lang, en = "See", ja = "見る"),
        Group::Change => pick!(lang, en = "Change", ja = "変える"),
        Group::Repair => pick!(lang, en = "Repair", ja = "直す"),
        Group::File => pick!(lang, en = "Files and program", ja = "ファイルと全体"),
        Group::Movement => pick!(lang, en = "Move", ja = "移動"),
        Group::Lesson => pick!(lang, en = "In a lesson", ja = "レッスンの中"),
        Group::Popup => pick!(lang, en = "In a window", ja = "ウィンドウの中"),
    }
}

/// Why an action cannot be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// No filter is open.
    NeedsFilter,
    /// It is about a window, and none is open.
    NeedsPopup,
    /// The selection stands on the default, which is no rule.
    DefaultRow,
    /// The file leaves something of a rule open.
    Unresolved,
    /// The rule is the first already.
    AtTop,
    /// The rule is the last already.
    AtBottom,
    NothingToUndo,
    NothingToRedo,
    NoFinding,
    /// No error or warning has a repair, and nothing is asked.
    NothingToRepair,
    /// A login is lost, and that comes before any finding.
    LoginFirst,
    /// The selected finding has no proved fix.
    NoFix,
    NothingDismissed,
    NothingCopied,
    /// This belongs to a lesson.
    NoLesson,
    /// The lesson is not done yet.
    NotDone,
    /// In a lesson the repair is the reader's to find.
    InLesson,
    /// The analysis has not answered yet.
    Waiting,
    NoSearch,
    /// The filter is as it was saved.
    NothingChanged,
}

pub(crate) fn reason(reason: Reason, voice: Voice<'_>) -> String {
    let name = |act| voice.name(act);
    say!(voice.lang, match reason {
        Reason::NeedsFilter => en "Open a filter first." ja "フィルタを開いてから使えます。";
        Reason::NeedsPopup => en "This works inside of a window." ja "ウィンドウの中で使えます。";
        Reason::Unresolved =>
            en "The file leaves values open, and this text has no place for them. Each rule can be edited by itself."
            ja "ファイルに未解決の値があり、このテキストには書けません。ルールごとには編集できます。";
        Reason::DefaultRow =>
            en "This is the default, not a rule. To change it, add a deny at the end ({add})."
            ja "これはルールではなく既定の動作です。変えるには最後に拒否のルールを足します ({add})。",
            add = name(ActionId::Add);
        Reason::AtTop => en "It is the first rule already." ja "すでに先頭です。";
        Reason::AtBottom => en "It is the last rule already." ja "すでに末尾です。";
        Reason::NothingToUndo => en "There is nothing to undo." ja "取り消す変更はありません。";
        Reason::NothingToRedo => en "There is nothing to redo." ja "やり直す変更はありません。";
        Reason::NoFinding => en "There is no finding." ja "指摘はありません。";
        Reason::NothingToRepair => en "Nothing left to repair." ja "自動で直せるものはありません。";
        Reason::LoginFirst =>
            en "Nobody can log in any more: {undo} takes that back. {next} goes to the findings."
            ja "誰もログインできなくなっています。{undo} で元に戻すか、{next} で指摘に進んでください。",
            undo = name(ActionId::Undo), next = name(ActionId::NextFinding);
        Reason::NoFix =>
            en "No fix could be proved for this finding. {explain} explains it, {next} goes to the next."
            ja "この指摘には証明できた修正がありません。{explain} で説明、{next} で次の指摘です。",
            explain = name(ActionId::Explain), next = name(ActionId::NextFinding);
        Reason::NothingDismissed => en "No finding was dismissed." ja "隠した指摘はありません。";
        Reason::NothingCopied =>
            en "No rule was copied. {copy} copies."
            ja "コピーしたルールはありません。{copy} でコピーします。", copy = name(ActionId::Copy);
        Reason::NoLesson => en "This works inside of a lesson." ja "レッスンの中だけで使えます。";
        Reason::NotDone =>
            en "The lesson is not done yet. {hint} gives a hint."
            ja "まだ達成していません。{hint} でヒントです。", hint = name(ActionId::Hint);
        Reason::InLesson =>
            en "In a lesson the repair is yours to find. {hint} gives a hint."
            ja "レッスンでは自分で直してみてください。{hint} でヒントです。", hint = name(ActionId::Hint);
        Reason::Waiting => en "Wait for the analysis to end." ja "解析が終わるまで待ってください。";
        Reason::NoSearch =>
            en "Nothing is searched for. {find} searches."
            ja "検索していません。{find} で探します。", find = name(ActionId::Find);
        Reason::NothingChanged => en "Nothing has changed since it was saved." ja "保存してから何も変わっていません。";
    })
}
