//! Sentences about preset files and the arguments of presets.

use super::Lang;
use super::data::{fault, place};
use crate::filter::Expected;
use crate::presets::{ArgumentError, ArgumentTrouble, PresetProblem, Trouble};

/// What is wrong in a preset file, with its place in front. `expected` says what a rule field would have accepted.
pub fn preset_problem(problem: &PresetProblem, lang: Lang, expected: impl Fn(Expected, Lang) -> String) -> String {
    let place = place(&problem.place, lang.pick("プリセット", "preset"), lang);
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
        Trouble::Fault(fault) => self::fault(fault, lang, expected),
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
    }
}
