//! The lessons, with what is known about each; below, how the selected one begins.

use super::text;
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::request::{LineReply, Request};
use crate::editor::{Editor, Popup};
use crate::filter::half_width;
use crate::lang::ActionId;
use crate::language::{self, hints, lines};
use crate::lessons::Lesson;
use crate::page::{Block, ListCell, ListItem, Page, Placement, Tone};

/// The list; this lesson is selected.
#[derive(Debug, Clone)]
pub struct CourseList {
    /// The lesson, from 0.
    pub selected: usize,
}

/// Lists the lessons; the first that is not done is selected.
pub(in crate::editor) fn open(editor: &mut Editor) {
    let lessons = editor.course.lessons();
    let here = editor.session().and_then(|session| session.lesson.as_ref()).map(|attempt| attempt.place.0 - 1);
    let next = lessons.iter().position(|lesson| !editor.progress.is_done(&lesson.id));
    let selected = here.or(next).unwrap_or(0);
    editor.open_popup(CourseList { selected });
}

impl Popup for CourseList {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let (lessons, progress) = (editor.course.lessons(), &editor.progress);
        let done = lessons.iter().filter(|lesson| progress.is_done(&lesson.id)).count();
        let item = |(entry, lesson): (usize, &Lesson)| {
            let mark = match (progress.is_done(&lesson.id), progress.work(&lesson.id)) {
                (true, _) => Tone::Ok,
                (false, Some(_)) => Tone::Partly,
                (false, None) => Tone::Text,
            };
            let cells = vec![
                ListCell::Mark(mark),
                ListCell::Text(Tone::Dim, format!("{:>2}", entry + 1)),
                ListCell::Growing(Tone::Text, lesson.title.get(lang).to_owned()),
                ListCell::Text(Tone::Dim, language::lesson_state(lesson, progress, lang)),
            ];
            Block::Item(ListItem { entry, selected: entry == self.selected, cells })
        };
        let begins = lessons.get(self.selected).and_then(|lesson| lesson.story.first());
        Page {
            title: language::course_heading(done, lessons.len(), lang),
            place: Placement::Page,
            blocks: lessons.iter().enumerate().map(item).collect(),
            foot: begins.map(|page| super::story::paragraphs(page.get(lang))).unwrap_or_default(),
            foot_rows: 4,
            hints: text::choosing(hints::begin(lang), editor),
            ..Page::default()
        }
    }

    fn body(&mut self, editor: &Editor) -> Body<'_> {
        Body::list(&mut self.selected, editor.course.lessons().len())
    }

    fn act(&mut self, action: ActionId, _: &mut Editor) -> PopupOutcome {
        match action {
            // Whatever would be lost has been asked about.
            ActionId::Confirm => PopupOutcome::Then(Request::Begin(self.selected)),
            ActionId::Quit => PopupOutcome::CLOSE,
            _ => PopupOutcome::Pass,
        }
    }

    fn told(&self, editor: &Editor) -> Page {
        crate::page::course(&editor.course, &editor.progress, editor.lang)
    }

    fn asks(&self, editor: &Editor) -> Option<String> {
        Some(lines::which_one(editor.lang).to_owned())
    }

    fn may_be_left(&self) -> bool {
        true
    }

    fn reply(&self, line: &str, editor: &Editor) -> Option<LineReply> {
        let lessons = editor.course.lessons();
        let number = half_width(line).parse().ok().and_then(|number: usize| number.checked_sub(1));
        let place = number.filter(|at| *at < lessons.len());
        place.or_else(|| lessons.iter().position(|lesson| lesson.id == line)).map(LineReply::Choose)
    }
}
