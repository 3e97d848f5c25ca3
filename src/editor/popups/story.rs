//! The story of a lesson, page by page, and what to remember behind the last one.

use crate::editor::lesson::Attempt;
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::request::Request;
use crate::editor::session::Session;
use crate::editor::{Editor, Popup};
use crate::lang::{ActionId, Lang};
use crate::language::{self, hints, lines};
use crate::page::{Block, By, Hint, Page, Tone};
use crate::text::visible;

/// No page is longer than two screens.
const MOST: usize = 60;

/// A page, scrolled by so many lines.
#[derive(Debug, Clone)]
pub struct Story {
    /// The page, from 0.
    pub page: usize,
    scroll: usize,
}

/// Opens the story, at what is to be remembered once the lesson is done.
pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(attempt) = attempt(editor) else { return };
    let page = if attempt.is_done { attempt.lesson.story.len() } else { 0 };
    editor.open_popup(Story { page, scroll: 0 });
}

fn attempt(editor: &Editor) -> Option<&Attempt> {
    editor.session()?.lesson.as_deref()
}

impl Story {
    fn turn(&mut self, to: usize) -> PopupOutcome {
        (self.page, self.scroll) = (to, 0);
        PopupOutcome::Stay
    }

    fn hints(&self, attempt: &Attempt, lang: Lang) -> Vec<Hint> {
        let confirm = |does| Hint::new(By::Action(ActionId::Confirm), does);
        let own = if self.page < attempt.last_page() {
            [confirm(hints::next_page(lang)), Hint::new(By::Escape, hints::close_and_begin(lang))]
        } else if attempt.is_done {
            [
                Hint::new(By::Action(ActionId::NextLesson), hints::next_lesson(lang)),
                Hint::new(By::Escape, hints::close(lang)),
            ]
        } else {
            [confirm(hints::begin(lang)), Hint::new(By::Left, hints::previous_page(lang))]
        };
        let more =
            [Hint::new(By::Action(ActionId::Help), hints::words(lang)), Hint::new(By::UpDown, hints::scroll(lang))];
        own.into_iter().chain(more).collect()
    }
}

impl Popup for Story {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let (Some(session), Some(attempt)) = (editor.session(), attempt(editor)) else { return Page::default() };
        let (lesson, pages) = (&attempt.lesson, attempt.last_page() + 1);
        let (title, blocks) = match lesson.story.get(self.page) {
            Some(text) if pages > 1 => {
                (format!("{} {}/{pages}", lesson.title.get(lang), self.page + 1), paragraphs(text.get(lang)))
            }
            Some(text) => (lesson.title.get(lang).to_owned(), paragraphs(text.get(lang))),
            None => (language::to_remember(lang).to_owned(), recap(attempt, session, lang)),
        };
        Page { title, blocks, scroll: self.scroll, hints: self.hints(attempt, lang), ..Page::default() }
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body::text(&mut self.scroll, MOST)
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        let Some(attempt) = attempt(editor) else { return PopupOutcome::CLOSE };
        match action {
            ActionId::NextLesson if attempt.is_done => PopupOutcome::Then(Request::Action(action)),
            ActionId::Hint => PopupOutcome::Then(Request::Action(action)),
            ActionId::Confirm | ActionId::Toggle | ActionId::Right if self.page < attempt.last_page() => {
                self.turn(self.page + 1)
            }
            ActionId::Confirm | ActionId::Toggle | ActionId::Quit => PopupOutcome::CLOSE,
            ActionId::Left => self.turn(self.page.saturating_sub(1)),
            _ => PopupOutcome::Pass,
        }
    }

    /// How a lesson begins is told with its goals and rules.
    fn told(&self, editor: &Editor) -> Page {
        match (editor.session(), attempt(editor)) {
            (Some(session), Some(attempt)) if attempt.is_done => {
                let next = Block::Prose(Tone::Text, lines::after_lesson(editor.lang).to_owned());
                let blocks = recap(attempt, session, editor.lang).into_iter().chain([next]).collect();
                let title = language::to_remember(editor.lang).to_owned();
                Page { title, blocks, ..Page::default() }
            }
            _ => Page::default(),
        }
    }
}

/// That the lesson is done, what to keep in mind, and where it can be read.
fn recap(attempt: &Attempt, session: &Session, lang: Lang) -> Vec<Block> {
    let lesson = &attempt.lesson;
    let done = Block::head(Tone::Ok, language::lesson_done(attempt.edits(session), lesson.par, lang));
    let sources = lesson.sources.iter().map(|source| Block::Prose(Tone::Dim, visible(source)));
    std::iter::once(done).chain(paragraphs(lesson.remember.get(lang))).chain(sources).collect()
}

/// Paragraphs with a blank line between them.
pub(super) fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        if !blocks.is_empty() {
            blocks.push(Block::Gap);
        }
        blocks.push(Block::Prose(Tone::Text, paragraph.to_owned()));
    }
    blocks
}
