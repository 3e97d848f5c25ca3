//! Sentences about lessons: how far a person has come, what a filter does instead of what a goal asks, and what is wrong
//! in a lesson file.

use super::data::{fault, place};
use super::grammar::{character, counted};
use super::profile::no_packet;
use super::{Lang, list, rule_numbers, traffic_expected};
use crate::analysis::Decider;
use crate::filter::Action;
use crate::lessons::{Failure, Lesson, LessonProblem, LessonProblemKind, Progress};
use crate::profile::Unmet;

messages! {
    /// How many of the lessons are done.
    course_heading(done: usize, all: usize) en "Lessons ({done} of {all} done)" ja "レッスン ({done}/{all} 完了)";

    /// How many of the hints are shown.
    hint_heading(shown: usize, all: usize) en "Hint {shown}/{all}" ja "ヒント {shown}/{all}";

    /// The heading of what a lesson leaves.
    to_remember() en "To remember" ja "覚えておくこと";
}

/// What is known about a lesson; empty where it was never begun, or was done and no fewest edits are known.
pub(crate) fn lesson_state(lesson: &Lesson, progress: &Progress, lang: Lang) -> String {
    say!(lang, match (progress.best(&lesson.id), progress.work(&lesson.id), lesson.par) {
        (Some(best), _, Some(par)) => en "{edits} (par {par})" ja "編集 {best} 回 (最少 {par})",
            edits = counted(best, "edit");
        (None, Some(_), _) => en "in progress" ja "途中";
        _ => { String::new() };
    })
}

pub(crate) fn lesson_number((number, count): (usize, usize), lang: Lang) -> String {
    say!(lang, en = "Lesson {number}/{count}", ja = "レッスン {number}/{count}")
}

/// A lesson is done with so many edits, where the best repair takes `par`.
pub(crate) fn lesson_done(edits: usize, par: Option<usize>, lang: Lang) -> String {
    say!(lang, match par {
        Some(par) if edits > par =>
            en "Done, in {counted}. It can be done in {par}."
            ja "達成しました。編集 {edits} 回 (最少は {par} 回)。", counted = counted(edits, "edit");
        Some(_) => en "Done, in {counted}: it takes no fewer." ja "達成しました。編集 {edits} 回、最少です。", counted = counted(edits, "edit");
        None => en "Done." ja "達成しました。";
    })
}

/// Why a goal, by its number, is not met.
pub(crate) fn goal_missed(goal: usize, miss: &Failure, lang: Lang) -> String {
    let why = self::miss(miss, lang);
    say!(lang, en = "goal {goal}: {why}", ja = "目標 {goal}: {why}")
}

/// Why a goal is not met, in one sentence.
pub(crate) fn miss(miss: &Failure, lang: Lang) -> String {
    say!(lang, match miss {
        Failure::Traffic(unmet) => { self::unmet(unmet, lang) };
        Failure::Shadowed(rule) =>
            en "Rule {rule} never decides: earlier rules take all of its packets."
            ja "ルール {rule} は決して使われません。先のルールがすべて決めています。";
        Failure::Redundant(rule) =>
            en "Without rule {rule} nothing would change."
            ja "ルール {rule} はなくても何も変わりません。";
        Failure::TooMany { rules, most: 1 } =>
            en "There are {rules} rules; one is enough."
            ja "ルールが {rules} 個あります (目標は 1 個)。";
        Failure::TooMany { rules, most } =>
            en "There are {rules} rules; {most} are enough."
            ja "ルールが {rules} 個あります (目標は {most} 個以下)。";
    })
}

/// Why traffic does not fare as expected, in one sentence.
fn unmet(unmet: &Unmet, lang: Lang) -> String {
    let (packet, by) = (unmet.packet, decided_by(&unmet.decided_by, lang));
    say!(lang, match unmet.wants {
        _ if unmet.is_uncertain =>
            en "{packet}: undocumented what becomes of it ({by})."
            ja "{packet} は、文書にない動作しだいです ({by})。",
            by = by.trim();
        Action::Allow => en "{packet} is blocked by {by}." ja "{packet} が{by}で遮断されています。";
        Action::Deny => en "{packet} is allowed by {by}." ja "{packet} が{by}で許可されています。";
    })
}

/// Rules by number, and the default; in Japanese ready for a particle.
fn decided_by(deciders: &[Decider], lang: Lang) -> String {
    let named: Vec<usize> = deciders.iter().filter_map(|decider| decider.number().checked_sub(1)).collect();
    let rules = rule_numbers(&named, lang);
    say!(lang, match (named.is_empty(), deciders.contains(&Decider::Default)) {
        (false, false) => en "{rules}" ja "{rules} ";
        (false, true) => en "{rules} and the default" ja "{rules} と既定";
        (true, _) => en "the default" ja "既定";
    })
}

/// What is wrong in a lesson file, with its place in front.
pub(crate) fn lesson_problem(problem: &LessonProblem, lang: Lang) -> String {
    let place = place(&problem.place, pick!(lang, en = "lesson", ja = "レッスン"), lang);
    format!("{place}: {}", trouble(&problem.trouble, lang))
}

fn trouble(trouble: &LessonProblemKind, lang: Lang) -> String {
    say!(lang, match trouble {
        LessonProblemKind::DataFault(fault) => { self::fault(fault, lang) };
        LessonProblemKind::Traffic(error) => { character(error.at + 1, &traffic_expected(error.expected, lang), lang) };
        LessonProblemKind::NoPacket => { no_packet(lang).to_owned() };
        LessonProblemKind::NotOnePacket => en "Write exactly one packet." ja "パケット 1 つを書いてください。";
        LessonProblemKind::OneGoalKey(keys) =>
            en "A goal takes exactly one of {keys}."
            ja "目標には {keys} のうち 1 つだけを書きます。",
            keys = list(*keys, lang);
        LessonProblemKind::NoSuchGoal(0 | 1) => en "The only goal is 1." ja "目標は 1 だけです。";
        LessonProblemKind::NoSuchGoal(goals) => en "The goals are 1 to {goals}." ja "目標は 1 から {goals} までです。";
    })
}
