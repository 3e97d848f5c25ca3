//! What stands open, as a test asks for it.

use sekimori::editor::Editor;
use sekimori::editor::popups::ask::Ask;
use sekimori::editor::question::Question;
use sekimori::page::{Block, Page};

/// The page that stands open.
pub fn page(editor: &Editor) -> Page {
    editor.popup.as_ref().map(|popup| popup.page(editor)).unwrap_or_default()
}

/// The selected entry of the list that stands open.
pub fn selected(editor: &Editor) -> Option<usize> {
    let page = page(editor);
    page.blocks.iter().chain(&page.foot).find_map(|block| match block {
        Block::Item(item) if item.selected => Some(item.entry),
        _ => None,
    })
}

/// The field that takes the keys.
pub fn focus(editor: &Editor) -> Option<usize> {
    page(editor).head.iter().find_map(|block| match block {
        Block::Input(field) if field.focused => Some(field.entry),
        _ => None,
    })
}

/// What is asked.
pub fn question(editor: &Editor) -> Option<&Question> {
    editor.popup_of::<Ask>().map(|ask| &ask.question)
}
