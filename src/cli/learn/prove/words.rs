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
                en = "{text} ({of}) takes {lines} lines; there is room for {most}.",
                ja = "{text} ({of}) は {lines} 行になります。{most} 行までに収めてください。"
            )
        }
        Flaw::NoSuchKey(name) => say!(lang, en = "There is no key <{name}>.", ja = "<{name}> というキーはありません。"),
        Flaw::SolutionMisses(goal, miss) => {
            let why = language::miss(miss, lang);
            say!(
                lang,
                en = "The solution misses goal {goal}. {why}",
                ja = "模範解答では目標 {goal} に届きません。{why}"
            )
        }
        Flaw::Par { says, takes } => say!(
            lang,
            en = "par is {says}, but the solution takes {takes} edits.",
            ja = "par は {says} ですが、模範解答の編集は {takes} 回です。"
        ),
        Flaw::WrongReaches(number) => say!(
            lang,
            en = "Wrong repair {number} reaches the goal that it should miss.",
            ja = "誤答 {number} は、届かないはずの目標に届いてしまいます。"
        ),
        Flaw::OtherReason(number, miss) => {
            let why = language::miss(miss, lang);
            say!(
                lang,
                en = "Wrong repair {number} misses its goal for another reason than stated. {why}",
                ja = "誤答 {number} が目標に届かない理由が書いてあるものと違います。{why}"
            )
        }
    }
}

fn lesson_flaw(flaw: &lessons::Flaw, lang: Lang) -> String {
    match flaw {
        lessons::Flaw::NothingToRepair => say!(
            lang,
            en = "The filter it starts with reaches every goal already.",
            ja = "最初のフィルタがすでにすべての目標に届いています。"
        ),
        lessons::Flaw::OneLanguage(text) => {
            let text = text_name(*text, lang);
            say!(
                lang,
                en = "{text} is needed in Japanese and in English.",
                ja = "{text}は日本語と英語の両方が必要です。"
            )
        }
        lessons::Flaw::NoHints => say!(lang, en = "There are no hints.", ja = "ヒントがありません。"),
        lessons::Flaw::NoWrongRepair => {
            say!(
                lang,
                en = "There is no wrong repair that looks right.",
                ja = "もっともらしい誤答が 1 つもありません。"
            )
        }
        lessons::Flaw::NoSources => say!(lang, en = "It names no source.", ja = "出典がありません。"),
    }
}

fn text_name(text: Text, lang: Lang) -> String {
    match text {
        Text::Title => say!(lang, en = "The title", ja = "タイトル"),
        Text::Story(page) => say!(lang, en = "Page {page} of the story", ja = "物語の {page} ページ目"),
        Text::Remember => say!(lang, en = "What to remember", ja = "まとめ"),
        Text::Goal(goal) => say!(lang, en = "Goal {goal}", ja = "目標 {goal}"),
        Text::Hint(hint) => say!(lang, en = "Hint {hint}", ja = "ヒント {hint}"),
    }
}
