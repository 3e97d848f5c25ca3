//! Searching: what is typed selects the next rule it finds at once, and Esc goes back to where it began.

use super::form;
use crate::editor::popup::{Body, Moves, PopupOutcome, Typed};
use crate::editor::search::Search;
use crate::editor::{Editor, Line, Popup, find, words};
use crate::lang::ActionId;
use crate::language::hints;
use crate::page::{Block, By, Hint, Page, Placement, Tone};

/// What to search for, and the row where that began.
#[derive(Debug, Clone)]
struct SearchLine {
    line: Line,
    from: usize,
}

pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(from) = editor.session().map(|session| session.cursor.row) else { return };
    editor.open_popup(SearchLine { line: Line::new(""), from });
}

impl Popup for SearchLine {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let session = editor.session();
        let found = session.and_then(|session| {
            let matches = session.matches();
            let place = matches.iter().position(|row| *row == session.cursor.row);
            let text = words::found(session.cursor.search.as_ref()?, place, matches.len(), lang);
            Some(Block::Prose(if matches.is_empty() { Tone::Warning } else { Tone::Note }, text))
        });
        Page {
            title: "/".to_owned(),
            place: Placement::Notice,
            head: vec![form::line("", &self.line, true)],
            blocks: found.into_iter().collect(),
            hints: vec![
                Hint::new(By::Action(ActionId::Confirm), hints::keep(lang)),
                Hint::new(By::UpDown, hints::previous_next(lang)),
                Hint::new(By::Escape, hints::give_up(lang)),
            ],
            ..Page::default()
        }
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body { typed: Typed::Line(&mut self.line), moves: Moves::Nothing }
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        match action {
            ActionId::Confirm if self.line.text().trim().is_empty() => return self.cancel(editor),
            ActionId::Confirm => {
                find::tell(editor);
                return PopupOutcome::CLOSE;
            }
            ActionId::Up | ActionId::Down => {
                find::step(editor, action == ActionId::Down);
                editor.notice = None;
            }
            _ => return PopupOutcome::Pass,
        }
        PopupOutcome::Stay
    }

    /// Selects the first rule found from where the search began.
    fn changed(&mut self, editor: &mut Editor) {
        let Some(session) = editor.session_mut() else { return };
        session.cursor.search = Search::new(self.line.text());
        let matches = session.matches();
        let next = matches.iter().find(|row| **row >= self.from).or(matches.first());
        session.cursor.row = next.copied().unwrap_or(self.from);
    }

    fn cancel(&mut self, editor: &mut Editor) -> PopupOutcome {
        if let Some(session) = editor.session_mut() {
            session.cursor.search = None;
            session.cursor.row = self.from;
        }
        PopupOutcome::CLOSE
    }
}
