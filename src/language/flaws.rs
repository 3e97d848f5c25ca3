//! What is wrong with a lesson that was proved.

use super::grammar::counted;
use super::{Lang, miss};
use crate::lessons::{LessonText, ProofProblem};

/// What is wrong, in one sentence.
pub fn flaw(flaw: &ProofProblem, lang: Lang) -> String {
    say!(lang, match flaw {
        ProofProblem::NothingToRepair =>
            en "The filter it starts with reaches every goal already."
            ja "最初のフィルタがすでにすべての目標に届いています。";
        ProofProblem::OneLanguage(text) =>
            en "{text} is needed in Japanese and in English."
            ja "{text}は日本語と英語の両方が必要です。",
            text = text_name(*text, lang);
        ProofProblem::NoHints => en "There are no hints." ja "ヒントがありません。";
        ProofProblem::NoWrongRepair =>
            en "There is no wrong repair that looks right."
            ja "もっともらしい誤答が 1 つもありません。";
        ProofProblem::NoSources => en "It names no source." ja "出典がありません。";
        ProofProblem::TooLong { text, lang: of, lines, most } =>
            en "{text} ({of}) takes {lines} lines; there is room for {most}."
            ja "{text} ({of}) は {lines} 行になります。{most} 行までに収めてください。",
            text = text_name(*text, lang), of = of.code();
        ProofProblem::NoSuchKey(name) => en "There is no key <{name}>." ja "<{name}> というキーはありません。";
        ProofProblem::SolutionMisses(goal, why) =>
            en "The solution misses goal {goal}. {why}"
            ja "模範解答では目標 {goal} に届きません。{why}",
            why = miss(why, lang);
        ProofProblem::Par { says, takes } =>
            en "par is {says}, but the solution takes {edits}."
            ja "par は {says} ですが、模範解答の編集は {takes} 回です。", edits = counted(*takes, "edit");
        ProofProblem::WrongReaches(number) =>
            en "Wrong repair {number} reaches the goal that it should miss."
            ja "誤答 {number} は、届かないはずの目標に届いてしまいます。";
        ProofProblem::OtherReason(number, why) =>
            en "Wrong repair {number} misses its goal for another reason than stated. {why}"
            ja "誤答 {number} が目標に届かない理由が書いてあるものと違います。{why}",
            why = miss(why, lang);
    })
}

fn text_name(text: LessonText, lang: Lang) -> String {
    say!(lang, match text {
        LessonText::Title => en "The title" ja "タイトル";
        LessonText::Story(page) => en "Page {page} of the story" ja "状況の {page} ページ目";
        LessonText::Remember => en "What to remember" ja "まとめ";
        LessonText::Goal(goal) => en "Goal {goal}" ja "目標 {goal}";
        LessonText::Hint(hint) => en "Hint {hint}" ja "ヒント {hint}";
    })
}
