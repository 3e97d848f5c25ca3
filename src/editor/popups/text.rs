//! Sentences to read.

use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::{Editor, Popup};
use crate::lang::ActionId;
use crate::language::hints;
use crate::page::{Block, By, Hint, Page, Placement, Tone};
use crate::text::visible;

/// A title and its sentences.
#[derive(Debug, Clone)]
pub(crate) struct TextPopup {
    title: String,
    lines: Vec<String>,
    scroll: usize,
}

impl TextPopup {
    /// Sentences under a title.
    pub(crate) const fn new(title: String, lines: Vec<String>) -> Self {
        Self { title, lines, scroll: 0 }
    }
}

impl Popup for TextPopup {
    fn page(&self, editor: &Editor) -> Page {
        Page {
            title: visible(&self.title),
            place: Placement::Page,
            blocks: self.lines.iter().map(|line| Block::Prose(Tone::Text, visible(line))).collect(),
            scroll: self.scroll,
            hints: reading(editor),
            ..Page::default()
        }
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body::text(&mut self.scroll, self.lines.len().saturating_sub(1))
    }

    fn act(&mut self, action: ActionId, _: &mut Editor) -> PopupOutcome {
        closes(action)
    }
}

/// What a text closes on, beside Esc.
pub(super) fn closes(action: ActionId) -> PopupOutcome {
    match action {
        ActionId::Confirm | ActionId::Quit => PopupOutcome::CLOSE,
        _ => PopupOutcome::Pass,
    }
}

/// What can be done with a text: scroll it and close it.
pub(super) fn reading(editor: &Editor) -> Vec<Hint> {
    let lang = editor.lang;
    vec![Hint::new(By::UpDown, hints::scroll(lang)), Hint::new(By::Escape, hints::close(lang))]
}

/// What can be done with a list: choose from it, take what is chosen, and close it.
pub(super) fn choosing(confirm: &str, editor: &Editor) -> Vec<Hint> {
    let lang = editor.lang;
    vec![
        Hint::new(By::UpDown, hints::choose(lang)),
        Hint::new(By::Action(ActionId::Confirm), confirm),
        Hint::new(By::Escape, hints::close(lang)),
    ]
}
