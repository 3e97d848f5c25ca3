//! Sentences about preset files and the arguments of presets.

use super::Lang;
use crate::filter::Expected;
use crate::presets::{ArgumentError, ArgumentTrouble, PresetProblem, Shape, Trouble};

/// What is wrong in a preset file, with its place in front. `expected` says what a rule field would have accepted.
pub fn preset_problem(problem: &PresetProblem, lang: Lang, expected: impl Fn(Expected, Lang) -> String) -> String {
    let mut place = problem.file.clone();
    if let Some(preset) = &problem.preset {
        place += &say!(lang, "、プリセット {preset}", ", preset {preset}");
    }
    if let Some(rule) = problem.rule {
        place += &say!(lang, "、ルール {rule}", ", rule {rule}");
    }
    if let Some(key) = &problem.key {
        place += &say!(lang, "、{key}", ", {key}");
    }
    format!("{place}: {}", trouble(&problem.trouble, lang, expected))
}

/// What is wrong with an argument, as a sentence to show beside the parameter's input.
pub fn argument_error(error: &ArgumentError, lang: Lang, expected: impl Fn(Expected, Lang) -> String) -> String {
    let id = &error.parameter;
    match error.trouble {
        ArgumentTrouble::Missing => say!(
            lang,
            "入力が必要です。どこからでもよい場合は any と書いてください。",
            "This is needed. Write any if it may be anything."
        ),
        ArgumentTrouble::Unknown => {
            say!(lang, "{id} という項目はこのプリセットにありません。", "This preset has no parameter {id}.")
        }
        ArgumentTrouble::Field(error) => expected(error.expected, lang),
    }
}

fn trouble(trouble: &Trouble, lang: Lang, expected: impl Fn(Expected, Lang) -> String) -> String {
    match trouble {
        Trouble::Syntax { line, detail } => {
            let detail = detail.replace('\n', " ");
            say!(lang, "{line} 行目を TOML として読めません ({detail})。", "Line {line} is not TOML ({detail}).")
        }
        Trouble::UnknownKey => say!(lang, "このキーは使われません。", "This key means nothing here."),
        Trouble::Missing => say!(lang, "値が必要です。", "A value is needed."),
        Trouble::Expected(wanted) => shape(*wanted, lang),
        Trouble::OneOf(words) => {
            let words = words.join(lang.pick("、", ", "));
            say!(lang, "{words} のいずれかを書いてください。", "Write one of {words}.")
        }
        Trouble::NotKebab => say!(
            lang,
            "名前に使えるのは英小文字、数字、ハイフンだけです。",
            "A name is made of lower-case letters, digits and hyphens."
        ),
        Trouble::DuplicateId => {
            say!(lang, "同じ id のプリセットがほかにもあります。", "Another preset has the same id.")
        }
        Trouble::DuplicateParameter => {
            say!(lang, "同じ名前のパラメータがほかにもあります。", "Another parameter has the same name.")
        }
        Trouble::Braces => {
            say!(lang, "波括弧 {{ }} の対応が取れていません。", "The braces {{ }} do not pair up.")
        }
        Trouble::UndefinedParameter(name) => {
            say!(lang, "パラメータ {name} が定義されていません。", "The parameter {name} is not defined.",)
        }
        Trouble::UnusedParameter(name) => {
            say!(lang, "パラメータ {name} がどこにも使われていません。", "The parameter {name} is not used anywhere.",)
        }
        Trouble::UnknownBlock(id) => say!(
            lang,
            "{id} というブロックはありません。ほかのブロックからなるプリセットは、ブロックとして使えません。",
            "There is no block {id}. A preset that is made of blocks cannot serve as one.",
        ),
        Trouble::BlockAndRule => {
            say!(lang, "block と一緒に書けるのは with だけです。", "Only with can stand beside block.")
        }
        Trouble::Value(error) => expected(error.expected, lang),
    }
}

fn shape(wanted: Shape, lang: Lang) -> String {
    match wanted {
        Shape::Text => say!(lang, "文字列を書いてください。", "Write a string."),
        Shape::Phrase => {
            say!(lang, "文字列か、ja と en の組を書いてください。", "Write a string, or a table with ja and en.")
        }
        Shape::Switch => say!(lang, "true か false を書いてください。", "Write true or false."),
        Shape::List => say!(lang, "配列を書いてください。", "Write an array."),
        Shape::Table => say!(lang, "テーブルを書いてください。", "Write a table."),
    }
}
