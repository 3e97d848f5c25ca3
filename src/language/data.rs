//! Sentences about texts in TOML: where something is wrong, and what may be wrong in any of them.

use super::{Lang, expected, list, profile_expected};
use crate::data::{DataFault, DataPlace, DataShape};

/// The place of a problem, with the word for what the file is a list of.
pub(super) fn place(place: &DataPlace, noun: &str, lang: Lang) -> String {
    let mut text = place.file.clone();
    if let Some(item) = &place.item {
        text += &say!(lang, en = ", {noun} {item}", ja = "、{noun} {item}");
    }
    if let Some(rule) = place.rule {
        text += &say!(lang, en = ", rule {rule}", ja = "、ルール {rule}");
    }
    if let Some(key) = &place.key {
        text += &say!(lang, en = ", {key}", ja = "、{key}");
    }
    text
}

/// What is wrong.
pub(super) fn fault(fault: &DataFault, lang: Lang) -> String {
    say!(lang, match fault {
        DataFault::Syntax { line, detail } =>
            en "Line {line} is not TOML ({detail})."
            ja "{line} 行目を TOML として読めません ({detail})。",
            detail = detail.replace('\n', " ");
        DataFault::UnknownKey => en "This key means nothing here." ja "このキーは使われません。";
        DataFault::Missing => en "A value is needed." ja "値が必要です。";
        DataFault::Expected(wanted) => { shape(*wanted, lang) };
        DataFault::OneOf(words) => en "Write one of {words}." ja "{words} のいずれかを書いてください。", words = list(words, lang);
        DataFault::NotKebab =>
            en "A name is made of lower-case letters, digits and hyphens."
            ja "名前に使えるのは英小文字、数字、ハイフンだけです。";
        DataFault::DuplicateId => en "Another one has the same id." ja "同じ id がほかにもあります。";
        DataFault::Value(error) => { expected(error.expected, lang) };
        DataFault::Profile(error) => { profile_expected(error, lang) };
    })
}

fn shape(wanted: DataShape, lang: Lang) -> String {
    say!(lang, match wanted {
        DataShape::Text => en "Write a string." ja "文字列を書いてください。";
        DataShape::Phrase => en "Write a string, or a table with ja and en." ja "文字列か、ja と en の組を書いてください。";
        DataShape::Switch => en "Write true or false." ja "true か false を書いてください。";
        DataShape::Number => en "Write a whole number, 0 or more." ja "0 以上の整数を書いてください。";
        DataShape::List => en "Write an array." ja "配列を書いてください。";
        DataShape::Table => en "Write a table." ja "テーブルを書いてください。";
    })
}
