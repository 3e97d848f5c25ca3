//! The name and the description of a filter.

use super::Lang;
use crate::filter::FilterText;

/// The label of a text.
pub(crate) const fn filter_text_label(which: FilterText, lang: Lang) -> &'static str {
    pick!(lang, match which {
        FilterText::Name => en "filter name" ja "フィルタ名";
        FilterText::Description => en "description" ja "説明";
    })
}

/// What a text is for, how long it is and how long it may be.
pub(crate) fn filter_text_takes(which: FilterText, chars: usize, lang: Lang) -> String {
    let most = which.most();
    let what = pick!(lang, match which {
        FilterText::Name => en "What the control panel calls this filter." ja "コントロールパネルでの名前です。";
        FilterText::Description => en "What this filter is for." ja "このフィルタの説明です。";
    });
    say!(lang, match chars {
        _ if chars > most =>
            en "{what} {chars} characters are too many: the cloud takes {most}."
            ja "{what}{chars} 文字は長すぎます (上限 {most} 文字)。";
        _ => en "{what} {chars} of at most {most} characters." ja "{what}{chars} 文字 (上限 {most} 文字)。";
    })
}

messages! {
    filter_text(label: &str, text: &str) en "{label}: {text}" ja "{label}: {text}";
}

/// What one of them was, and what it is now.
pub(crate) fn filter_text_changed(which: FilterText, old: &str, new: &str, lang: Lang) -> String {
    let label = filter_text_label(which, lang);
    say!(lang, match (old, new) {
        ("", _) => en "{label}: now \"{new}\"" ja "{label}: 新たに「{new}」";
        (_, "") => en "{label}: no longer \"{old}\"" ja "{label}:「{old}」を削除";
        _ => en "{label}: \"{new}\" instead of \"{old}\"" ja "{label}:「{old}」から「{new}」へ";
    })
}
