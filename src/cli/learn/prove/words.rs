//! The sentences of a proof.

use super::Flaw;
use crate::lang::Lang;
use crate::language;
use crate::lessons::{self, Text};

/// What is wrong, in one sentence.
pub fn sentence(flaw: &Flaw, lang: Lang) -> String {
    match flaw {
        Flaw::Lesson(flaw) => lesson_flaw(flaw, lang),
        Flaw::TooLong { text, lang: of, lines, most } => {
            let (text, of) = (text_name(*text, lang), of.code());
            say!(
                lang,
                "{text} ({of}) は {lines} 行になります。{most} 行までに収めてください。",
                "{text} ({of}) takes {lines} lines; there is room for {most}."
            )
        }
        Flaw::NoSuchKey(name) => say!(lang, "<{name}> というキーはありません。", "There is no key <{name}>."),
        Flaw::SolutionMisses(goal, miss) => {
            let why = language::miss(miss, lang);
            say!(lang, "模範解答では目標 {goal} に届きません。{why}", "The solution misses goal {goal}. {why}")
        }
        Flaw::Par { says, takes } => say!(
            lang,
            "par は {says} ですが、模範解答の編集は {takes} 回です。",
            "par is {says}, but the solution takes {takes} edits."
        ),
        Flaw::WrongReaches(number) => say!(
            lang,
            "誤答 {number} は、届かないはずの目標に届いてしまいます。",
            "Wrong repair {number} reaches the goal that it should miss."
        ),
        Flaw::OtherReason(number, miss) => {
            let why = language::miss(miss, lang);
            say!(
                lang,
                "誤答 {number} が目標に届かない理由が書いてあるものと違います。{why}",
                "Wrong repair {number} misses its goal for another reason than stated. {why}"
            )
        }
    }
}

fn lesson_flaw(flaw: &lessons::Flaw, lang: Lang) -> String {
    match flaw {
        lessons::Flaw::NothingToRepair => say!(
            lang,
            "最初のフィルタがすでにすべての目標に届いています。",
            "The filter it starts with reaches every goal already."
        ),
        lessons::Flaw::OneLanguage(text) => {
            let text = text_name(*text, lang);
            say!(lang, "{text}は日本語と英語の両方が必要です。", "{text} is needed in Japanese and in English.")
        }
        lessons::Flaw::NoHints => say!(lang, "ヒントがありません。", "There are no hints."),
        lessons::Flaw::NoWrongRepair => {
            say!(lang, "もっともらしい誤答が 1 つもありません。", "There is no wrong repair that looks right.")
        }
        lessons::Flaw::NoSources => say!(lang, "出典がありません。", "It names no source."),
    }
}

fn text_name(text: Text, lang: Lang) -> String {
    match text {
        Text::Title => say!(lang, "タイトル", "The title"),
        Text::Story(page) => say!(lang, "物語の {page} ページ目", "Page {page} of the story"),
        Text::Remember => say!(lang, "まとめ", "What to remember"),
        Text::Goal(goal) => say!(lang, "目標 {goal}", "Goal {goal}"),
        Text::Hint(hint) => say!(lang, "ヒント {hint}", "Hint {hint}"),
    }
}
