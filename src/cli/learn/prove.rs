//! The proof of a lesson: its scripts are played in the editor, and its texts are laid out on the smallest screen they are
//! written for. A lesson without a flaw keeps what it promises.

use crate::editor::key::{Code, Key, script};
use crate::editor::message::Message;
use crate::editor::{Editor, Setup};
use crate::filter::Filter;
use crate::lang::Lang;
use crate::lessons::{Course, Lesson, LessonText, ProofProblem, WrongRepair, flaws};
use crate::presets::Catalogue;
use crate::text::wrap;

/// What a repair by a key script came to.
pub struct Repaired {
    /// The filter at the end.
    pub filter: Filter,
    pub(crate) edits: usize,
}

/// Cells of a line, and lines, that a text may take on a screen of 80 columns and 24 rows.
const fn room(text: LessonText) -> (usize, usize) {
    match text {
        LessonText::Title => (40, 1),
        LessonText::Story(_) => (76, 10),
        LessonText::Remember => (76, 8),
        LessonText::Goal(_) => (70, 1),
        LessonText::Hint(_) => (76, 3),
    }
}

/// Every flaw of a lesson.
pub fn prove(lesson: &Lesson) -> Vec<ProofProblem> {
    let mut flaws = flaws(lesson);
    flaws.extend(too_long(lesson));
    flaws.extend(solution(lesson));
    let wrong = lesson.wrong.iter().enumerate();
    flaws.extend(wrong.filter_map(|(index, wrong)| wrong_repair(lesson, index + 1, wrong)));
    flaws
}

/// Plays a key script in a lesson, in the editor.
///
/// # Errors
/// The name that is no key.
pub fn play(lesson: &Lesson, keys: &str) -> Result<Repaired, String> {
    let keys = script(keys)?;
    let course = Course::of(vec![lesson.clone()]);
    let mut editor = Editor::new(Setup { course, catalogue: Catalogue::embedded(), ..Setup::default() });
    editor.open_lesson(&lesson.id);
    // The story is read.
    editor.update(Message::Key(Key::plain(Code::Esc)));
    for key in keys {
        editor.update(Message::Key(key));
    }
    let session = editor.session();
    let filter = session.map(|session| session.filter().clone()).unwrap_or_default();
    let edits = session.and_then(|session| Some(session.lesson.as_ref()?.edits(session)));
    Ok(Repaired { filter, edits: edits.unwrap_or(0) })
}

fn too_long(lesson: &Lesson) -> Vec<ProofProblem> {
    let mut flaws = Vec::new();
    for (text, phrase) in lesson.texts() {
        let (cells, most) = room(text);
        for lang in Lang::ALL {
            let lines = wrap(phrase.get(lang), cells).len();
            if lines > most {
                flaws.push(ProofProblem::TooLong { text, lang, lines, most });
            }
        }
    }
    flaws
}

fn solution(lesson: &Lesson) -> Vec<ProofProblem> {
    let repaired = match play(lesson, &lesson.solution) {
        Ok(repaired) => repaired,
        Err(key) => return vec![ProofProblem::NoSuchKey(key)],
    };
    let misses = lesson.check(&repaired.filter).into_iter().enumerate();
    let misses = misses.filter_map(|(index, met)| Some(ProofProblem::SolutionMisses(index + 1, met.err()?)));
    let par = lesson.par.filter(|par| *par != repaired.edits);
    misses.chain(par.map(|says| ProofProblem::Par { says, takes: repaired.edits })).collect()
}

fn wrong_repair(lesson: &Lesson, number: usize, wrong: &WrongRepair) -> Option<ProofProblem> {
    let repaired = match play(lesson, &wrong.keys) {
        Ok(repaired) => repaired,
        Err(key) => return Some(ProofProblem::NoSuchKey(key)),
    };
    let met = lesson.check(&repaired.filter).into_iter().nth(wrong.goal.checked_sub(1)?)?;
    let Err(miss) = met else { return Some(ProofProblem::WrongReaches(number)) };
    let blames = wrong.decided_by.is_none_or(|rule| miss.rules().contains(&rule));
    let shows = wrong.packet.is_none_or(|packet| miss.packet() == Some(packet));
    (!blames || !shows).then_some(ProofProblem::OtherReason(number, miss))
}
