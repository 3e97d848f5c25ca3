//! Sentences about preset files and the arguments of presets.

use super::data::{fault, place};
use super::{Lang, expected};
use crate::presets::{ArgumentError, ArgumentTrouble, PresetProblem, PresetProblemKind};

/// What is wrong in a preset file, with its place in front.
pub fn preset_problem(problem: &PresetProblem, lang: Lang) -> String {
    let place = place(&problem.place, pick!(lang, en = "preset", ja = "プリセット"), lang);
    format!("{place}: {}", trouble(&problem.trouble, lang))
}

/// What is wrong with an argument, as a sentence to show beside the parameter's input.
pub(crate) fn argument_error(error: &ArgumentError, lang: Lang) -> String {
    let id = &error.parameter;
    say!(lang, match error.trouble {
        ArgumentTrouble::Missing =>
            en "This is needed. Write any if it may be anything."
            ja "入力が必要です。どこからでもよい場合は any と書いてください。";
        ArgumentTrouble::Unknown =>
            en "This preset has no parameter {id}."
            ja "{id} という項目はこのプリセットにありません。";
        ArgumentTrouble::Field(error) => { expected(error.expected, lang) };
    })
}

fn trouble(trouble: &PresetProblemKind, lang: Lang) -> String {
    say!(lang, match trouble {
        PresetProblemKind::DataFault(fault) => { self::fault(fault, lang) };
        PresetProblemKind::DuplicateParameter =>
            en "Another parameter has the same name."
            ja "同じ名前のパラメータがほかにもあります。";
        PresetProblemKind::Braces => en "The braces {{ }} do not pair up." ja "波括弧 {{ }} の対応が取れていません。";
        PresetProblemKind::UndefinedParameter(name) =>
            en "The parameter {name} is not defined."
            ja "パラメータ {name} が定義されていません。";
        PresetProblemKind::UnusedParameter(name) =>
            en "The parameter {name} is not used anywhere."
            ja "パラメータ {name} がどこにも使われていません。";
        PresetProblemKind::UnknownBlock(id) =>
            en "There is no block {id}. A preset that is made of blocks cannot serve as one."
            ja "{id} というブロックはありません。ほかのブロックからなるプリセットは、ブロックとして使えません。";
        PresetProblemKind::BlockAndRule => en "Only with can stand beside block." ja "block と一緒に書けるのは with だけです。";
    })
}
