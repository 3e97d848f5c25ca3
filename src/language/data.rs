//! Sentences about texts in TOML: where something is wrong, and what may be wrong in any of them.

use super::{Lang, profile_expected};
use crate::data::{Fault, Place, Shape};
use crate::filter::Expected;

/// The place of a problem, with the word for what the file is a list of.
pub(super) fn place(place: &Place, noun: &str, lang: Lang) -> String {
    let mut text = place.file.clone();
    if let Some(item) = &place.item {
        text += &say!(lang, "、{noun} {item}", ", {noun} {item}");
    }
    if let Some(rule) = place.rule {
        text += &say!(lang, "、ルール {rule}", ", rule {rule}");
    }
    if let Some(key) = &place.key {
        text += &say!(lang, "、{key}", ", {key}");
    }
    text
}

/// What is wrong. `expected` says what a rule field would have accepted.
pub(super) fn fault(fault: &Fault, lang: Lang, expected: impl Fn(Expected, Lang) -> String) -> String {
    match fault {
        Fault::Syntax { line, detail } => {
            let detail = detail.replace('\n', " ");
            say!(lang, "{line} 行目を TOML として読めません ({detail})。", "Line {line} is not TOML ({detail}).")
        }
        Fault::UnknownKey => say!(lang, "このキーは使われません。", "This key means nothing here."),
        Fault::Missing => say!(lang, "値が必要です。", "A value is needed."),
        Fault::Expected(wanted) => shape(*wanted, lang),
        Fault::OneOf(words) => {
            let words = words.join(lang.pick("、", ", "));
            say!(lang, "{words} のいずれかを書いてください。", "Write one of {words}.")
        }
        Fault::NotKebab => say!(
            lang,
            "名前に使えるのは英小文字、数字、ハイフンだけです。",
            "A name is made of lower-case letters, digits and hyphens."
        ),
        Fault::DuplicateId => say!(lang, "同じ id がほかにもあります。", "Another one has the same id."),
        Fault::Value(error) => expected(error.expected, lang),
        Fault::Profile(error) => profile_expected(error, lang),
    }
}

fn shape(wanted: Shape, lang: Lang) -> String {
    match wanted {
        Shape::Text => say!(lang, "文字列を書いてください。", "Write a string."),
        Shape::Phrase => {
            say!(lang, "文字列か、ja と en の組を書いてください。", "Write a string, or a table with ja and en.")
        }
        Shape::Switch => say!(lang, "true か false を書いてください。", "Write true or false."),
        Shape::Number => say!(lang, "0 以上の整数を書いてください。", "Write a whole number, 0 or more."),
        Shape::List => say!(lang, "配列を書いてください。", "Write an array."),
        Shape::Table => say!(lang, "テーブルを書いてください。", "Write a table."),
    }
}
