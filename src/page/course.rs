//! The lessons, with what is known about each.

use super::{Block, Page, Tone};
use crate::lang::Lang;
use crate::language::{self, lines};
use crate::lessons::{Course, Lesson, Progress};

/// Every lesson by number and name.
pub(crate) fn course(course: &Course, progress: &Progress, lang: Lang) -> Page {
    let lessons = course.lessons();
    let done = lessons.iter().filter(|lesson| progress.is_done(&lesson.id)).count();
    let line = |(number, lesson): (usize, &Lesson)| {
        let (title, state) = (lesson.title.get(lang), language::lesson_state(lesson, progress, lang));
        let line = lines::lesson(number, &lesson.id, title, progress.is_done(&lesson.id), &state, lang);
        Block::Prose(Tone::Text, line)
    };
    Page {
        title: language::course_heading(done, lessons.len(), lang),
        blocks: (1..).zip(lessons).map(line).collect(),
        ..Page::default()
    }
}
