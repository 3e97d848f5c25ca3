//! Several filters in one file: which one.

use crate::editor::enter::{Choice, enter};
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::request::LineReply;
use crate::editor::{Editor, Popup};
use crate::filter::{Filter, half_width};
use crate::lang::ActionId;
use crate::language::{hints, lines, screen};
use crate::page::{Block, ListCell, ListItem, Page, Placement, Tone};
use crate::text::visible;

/// The filters of a file to choose from.
#[derive(Debug, Clone)]
pub(crate) struct Choose(pub(in crate::editor) Choice);

impl Popup for Choose {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let item = |(entry, filter): (usize, &Filter)| {
            let cells = vec![
                ListCell::Growing(Tone::Text, visible(&filter.name)),
                ListCell::Text(Tone::Dim, screen::rule_count(filter.rules.len(), lang)),
            ];
            Block::Item(ListItem { entry, selected: entry == self.0.selected, cells })
        };
        Page {
            title: screen::which_filter(lang).to_owned(),
            place: Placement::Page,
            blocks: self.0.document.filters().iter().enumerate().map(item).collect(),
            hints: super::text::choosing(hints::open(lang), editor),
            ..Page::default()
        }
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        let entries = self.0.document.filters().len();
        Body::list(&mut self.0.selected, entries)
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        if action != ActionId::Confirm {
            return PopupOutcome::Pass;
        }
        enter(editor, self.0.clone());
        PopupOutcome::CLOSE
    }

    fn asks(&self, editor: &Editor) -> Option<String> {
        Some(lines::which_filter(self.0.document.filters().len(), editor.lang))
    }

    fn reply(&self, line: &str, _: &Editor) -> Option<LineReply> {
        if line.is_empty() {
            return Some(LineReply::Close);
        }
        let at = half_width(line).parse::<usize>().ok()?.checked_sub(1)?;
        (at < self.0.document.filters().len()).then_some(LineReply::Choose(at))
    }
}
