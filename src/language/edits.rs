//! What an edit did, as a noun: the names of versions, and of what is undone.

use super::grammar::counted;
use super::{Lang, field_name};
use crate::filter::Field;

/// What a version of the filter came of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Label {
    /// The file as it was opened.
    Opened,
    /// A new rule.
    Added,
    /// Copies of so many rules.
    Duplicated(usize),
    /// So many rules taken away.
    Deleted(usize),
    /// So many rules moved.
    Moved(usize),
    /// Allow and deny exchanged in so many rules.
    Toggled(usize),
    /// A field of a rule changed.
    Changed(Field),
    /// Several fields of a rule changed.
    Rewritten,
    /// A preset inserted, by its name.
    Preset(String),
    /// A proved fix.
    Fixed,
    /// Everything repaired.
    Repaired,
    /// An equal filter with fewer rules.
    Fitted,
    /// So many copied rules put in.
    Pasted(usize),
    /// Rules taken over from a pasted text.
    Imported,
    /// The text of all rules changed.
    Retyped,
    /// The name or the description of the filter changed.
    Named,
}

/// What leads from one version to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Transition {
    /// The edit that made it.
    Done(Label),
    /// Taking back that edit.
    Undone(Label),
    /// Going to a version that came of this edit.
    To(Label),
}

/// What a version came of, in words.
pub(crate) fn label(label: &Label, lang: Lang) -> String {
    say!(lang, match label {
        Label::Opened => en "opening" ja "開く";
        Label::Added => en "adding a rule" ja "ルールの追加";
        Label::Duplicated(n) => en "duplicating {rules}" ja "{rules}の複製", rules = rules(*n, lang);
        Label::Deleted(n) => en "deleting {rules}" ja "{rules}の削除", rules = rules(*n, lang);
        Label::Moved(n) => en "moving {rules}" ja "{rules}の移動", rules = rules(*n, lang);
        Label::Pasted(n) => en "pasting {rules}" ja "{rules}の貼り付け", rules = rules(*n, lang);
        Label::Toggled(1) => en "exchanging allow and deny" ja "許可と拒否の入れ替え";
        Label::Toggled(n) =>
            en "exchanging allow and deny in {rules}" ja "{rules}の許可と拒否の入れ替え", rules = rules(*n, lang);
        Label::Changed(field) => en "changing {name}" ja "{name}の変更", name = field_name(*field, lang);
        Label::Rewritten => en "rewriting a rule" ja "ルールの書き換え";
        Label::Preset(name) => en "the preset \"{name}\"" ja "プリセット「{name}」";
        Label::Fixed => en "a fix" ja "修正";
        Label::Repaired => en "repairing everything" ja "すべて修正";
        Label::Fitted => en "fitting" ja "ルールの削減";
        Label::Imported => en "importing what was pasted" ja "貼り付けからの取り込み";
        Label::Retyped => en "editing the text" ja "テキスト編集";
        Label::Named => en "naming the filter" ja "フィルタ名・説明の変更";
    })
}

/// What led from one version to another, in words.
pub(crate) fn step(step: &Transition, lang: Lang) -> String {
    say!(lang, match step {
        Transition::Done(of) => { label(of, lang) };
        Transition::Undone(of) => en "{what}, taken back" ja "{what}を取り消し", what = label(of, lang);
        Transition::To(of) => en "to the version after {what}" ja "「{what}」の版へ移動", what = label(of, lang);
    })
}

fn rules(count: usize, lang: Lang) -> String {
    say!(lang, match count {
        1 => en "a rule" ja "ルール";
        _ => en "{rules}" ja "ルール {count} 個", rules = counted(count, "rule");
    })
}
