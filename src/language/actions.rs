//! What is said about actions: the headings of help, and why one cannot be done now.

use crate::lang::{Group, Lang};

/// The heading of a group of actions.
pub const fn group(group: Group, lang: Lang) -> &'static str {
    match group {
        Group::Rules => pick!(lang, en = "Rules", ja = "ルール"),
        Group::Findings => pick!(lang, en = "Findings", ja = "指摘"),
        Group::Movement => pick!(lang, en = "Movement", ja = "移動"),
        Group::Lesson => pick!(lang, en = "In a lesson", ja = "レッスンの中"),
        Group::Popup => pick!(lang, en = "In a window", ja = "ウィンドウの中"),
        Group::Program => pick!(lang, en = "Files and program", ja = "ファイルと全体"),
    }
}

/// Why an action cannot be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// No filter is open.
    NeedsFilter,
    /// It is about a window, and none is open.
    NeedsPopup,
    /// The selection stands on the default, which is no rule.
    DefaultRow,
    /// The rule is the first already.
    AtTop,
    /// The rule is the last already.
    AtBottom,
    /// Nothing has been edited.
    NothingToUndo,
    /// Nothing has been undone.
    NothingToRedo,
    /// There is no finding.
    NoFinding,
    /// No error or warning has a repair, and nothing is asked.
    NothingToRepair,
    /// The selected finding has no proved fix.
    NoFix,
    /// No finding was dismissed.
    NothingDismissed,
    /// No rule was copied.
    NothingCopied,
    /// This belongs to a lesson.
    NoLesson,
    /// The lesson is not done yet.
    NotDone,
    /// In a lesson the repair is the reader's to find.
    InLesson,
    /// The analysis has not answered yet.
    Waiting,
    /// Nothing is searched for.
    NoSearch,
    /// The filter is as it was saved.
    NothingChanged,
}

/// The reason in a sentence.
pub const fn reason(reason: Reason, lang: Lang) -> &'static str {
    match reason {
        Reason::NeedsFilter => pick!(lang, en = "Open a filter first.", ja = "フィルタを開いてから使えます。"),
        Reason::NeedsPopup => pick!(lang, en = "This works inside of a window.", ja = "ウィンドウの中で使えます。"),
        Reason::DefaultRow => pick!(
            lang,
            en = "This is the default, not a rule. To change it, add a deny at the end (a).",
            ja = "これはルールではなく既定の動作です。変えるには最後に拒否のルールを足します (a)。"
        ),
        Reason::AtTop => pick!(lang, en = "It is the first rule already.", ja = "すでに先頭です。"),
        Reason::AtBottom => pick!(lang, en = "It is the last rule already.", ja = "すでに末尾です。"),
        Reason::NothingToUndo => pick!(lang, en = "There is nothing to undo.", ja = "取り消す変更はありません。"),
        Reason::NothingToRedo => pick!(lang, en = "There is nothing to redo.", ja = "やり直す変更はありません。"),
        Reason::NoFinding => pick!(lang, en = "There is no finding.", ja = "指摘はありません。"),
        Reason::NothingToRepair => pick!(lang, en = "Nothing left to repair.", ja = "自動で直せるものはありません。"),
        Reason::NoFix => pick!(
            lang,
            en = "No fix could be proved for this finding. i explains it, n goes to the next.",
            ja = "この指摘には証明できた修正がありません。i で説明、n で次の指摘です。"
        ),
        Reason::NothingDismissed => pick!(lang, en = "No finding was dismissed.", ja = "隠した指摘はありません。"),
        Reason::NothingCopied => {
            pick!(lang, en = "No rule was copied. y copies.", ja = "コピーしたルールはありません。y でコピーします。")
        }
        Reason::NoLesson => pick!(lang, en = "This works inside of a lesson.", ja = "レッスンの中だけで使えます。"),
        Reason::NotDone => pick!(
            lang,
            en = "The lesson is not done yet. h gives a hint.",
            ja = "まだ達成していません。h でヒントです。"
        ),
        Reason::InLesson => pick!(
            lang,
            en = "In a lesson the repair is yours to find. h gives a hint.",
            ja = "レッスンでは自分で直してみてください。h でヒントです。"
        ),
        Reason::Waiting => pick!(lang, en = "Wait for the analysis to end.", ja = "解析が終わるまで待ってください。"),
        Reason::NoSearch => {
            pick!(lang, en = "Nothing is searched for. / searches.", ja = "検索していません。/ で探します。")
        }
        Reason::NothingChanged => {
            pick!(lang, en = "Nothing has changed since it was saved.", ja = "保存してから何も変わっていません。")
        }
    }
}
