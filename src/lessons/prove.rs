//! What is wrong with a lesson as a lesson: things that only show when it is read as a whole. That the key scripts do what
//! the lesson says, and that the texts fit the screen, is proved where keys and cells are known.

use super::{Failure, Lesson};
use crate::lang::{Lang, Phrase};

/// Something that makes a lesson worthless or poor, or that it promises and does not keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProofProblem {
    /// The filter it starts with reaches every goal.
    NothingToRepair,
    /// A text is the same in both languages, or blank in one.
    OneLanguage(LessonText),
    /// There is no hint.
    NoHints,
    /// There is no wrong repair.
    NoWrongRepair,
    /// It says nowhere where its facts come from.
    NoSources,
    /// A text takes more lines than there are on the screen.
    TooLong {
        /// Which text.
        text: LessonText,
        /// In which language.
        lang: Lang,
        /// The lines it takes.
        lines: usize,
        /// The lines there are.
        most: usize,
    },
    /// A script names no such key.
    NoSuchKey(String),
    /// The solution leaves a goal (1-based) unmet.
    SolutionMisses(usize, Failure),
    /// The best repair takes another number of edits than the lesson says.
    Par {
        /// What the lesson says.
        says: usize,
        /// The edits of its solution.
        takes: usize,
    },
    /// The wrong repair of this number (1-based) reaches the goal that it should miss.
    WrongReaches(usize),
    /// The wrong repair of this number (1-based) misses the goal for another reason than the lesson says.
    OtherReason(usize, Failure),
}

/// A text of a lesson. Numbers are 1-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LessonText {
    /// The title.
    Title,
    /// A page of the story.
    Story(usize),
    /// What to keep in mind.
    Remember,
    /// What a goal says.
    Goal(usize),
    /// A hint.
    Hint(usize),
}

impl Lesson {
    /// Every text a person reads.
    pub(crate) fn texts(&self) -> Vec<(LessonText, &Phrase)> {
        let mut all = vec![(LessonText::Title, &self.title)];
        all.extend(self.story.iter().enumerate().map(|(index, page)| (LessonText::Story(index + 1), page)));
        all.extend(self.goals.iter().enumerate().map(|(index, goal)| (LessonText::Goal(index + 1), &goal.text)));
        all.extend(self.hints.iter().enumerate().map(|(index, hint)| (LessonText::Hint(index + 1), hint)));
        all.push((LessonText::Remember, &self.remember));
        all
    }
}

/// What is wrong with a lesson as far as it can be told from the lesson alone.
pub(crate) fn flaws(lesson: &Lesson) -> Vec<ProofProblem> {
    let mut flaws = Vec::new();
    let mut note = |wrong: bool, flaw: ProofProblem| {
        if wrong {
            flaws.push(flaw);
        }
    };
    note(lesson.is_done(&lesson.start), ProofProblem::NothingToRepair);
    note(lesson.hints.is_empty(), ProofProblem::NoHints);
    note(lesson.wrong.is_empty(), ProofProblem::NoWrongRepair);
    note(lesson.sources.is_empty(), ProofProblem::NoSources);
    for (text, phrase) in lesson.texts() {
        let [ja, en] = Lang::ALL.map(|lang| phrase.get(lang));
        note(ja == en || ja.is_empty() || en.is_empty(), ProofProblem::OneLanguage(text));
    }
    flaws
}
