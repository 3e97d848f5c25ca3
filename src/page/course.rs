//! The lessons, with what is known about each.

use super::{Block, Page, Tone};
use crate::lang::Lang;
use crate::language;
use crate::lessons::{Course, Lesson, Progress};

/// Every lesson by number and name.
pub fn course(course: &Course, progress: &Progress, lang: Lang) -> Page {
    let lessons = course.lessons();
    let done = lessons.iter().filter(|lesson| progress.is_done(&lesson.id)).count();
    let line = |(number, lesson): (usize, &Lesson)| {
        let done = if progress.is_done(&lesson.id) { pick!(lang, en = "done", ja = "完了") } else { "" };
        let state = language::lesson_state(lesson, progress, lang);
        let states: Vec<&str> = [done, &state].into_iter().filter(|text| !text.is_empty()).collect();
        let states = states.join(pick!(lang, en = ", ", ja = "、"));
        let states = if states.is_empty() { states } else { format!(" ({states})") };
        Block::Prose(Tone::Text, format!("{number}: {}: {}{states}", lesson.id, lesson.title.get(lang)))
    };
    Page {
        title: language::course_heading(done, lessons.len(), lang),
        blocks: (1..).zip(lessons).map(line).collect(),
        ..Page::default()
    }
}
