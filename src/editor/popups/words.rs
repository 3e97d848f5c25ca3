//! What words mean: a list to search, or the words of what is being read, which comes back afterwards.

use super::form;
use crate::editor::popup::{Body, Menu, PopupOutcome};
use crate::editor::{Editor, Popup};
use crate::lang::ActionId;
use crate::language::{self, hints, screen};
use crate::lessons::{Glossary, Term};
use crate::page::{Block, By, Hint, ListCell, ListItem, Page, Placement, Tone};
use crate::text::visible;

/// The glossary.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    menu: Menu,
    /// The terms to list first, by id: those of the text that is being read.
    first: Vec<String>,
    /// What is being read.
    back: Option<Box<dyn Popup>>,
}

pub(in crate::editor) fn open(editor: &mut Editor) {
    editor.open_popup(Words { menu: Menu::new(), first: Vec::new(), back: None });
}

/// Explains the words of the text in a popup, which comes back afterwards.
pub(in crate::editor) fn open_on(popup: Box<dyn Popup>, editor: &mut Editor) {
    let text = popup.page(editor).text();
    let first = editor.glossary.find_in(&text, editor.lang).iter().map(|term| term.id.clone()).collect();
    editor.open_popup(Words { menu: Menu::new(), first, back: Some(popup) });
}

impl Words {
    /// The terms that are searched for; where nothing is, all of them, those of the text first.
    fn shown<'a>(&self, glossary: &'a Glossary) -> Vec<&'a Term> {
        let mut found = glossary.search(self.menu.query.text());
        if self.menu.query.text().is_empty() {
            found.sort_by_key(|term| self.first.iter().position(|id| *id == term.id).unwrap_or(usize::MAX));
        }
        found
    }

    /// Goes to the first related word.
    fn go_on(&mut self, glossary: &Glossary) {
        let related = self.shown(glossary).get(self.menu.selected).and_then(|term| term.see.first()).cloned();
        if let Some(id) = related.filter(|id| glossary.find(id).is_some()) {
            self.menu = Menu::new();
            self.first.retain(|other| *other != id);
            self.first.insert(0, id);
        }
    }

    fn back(&mut self, editor: &mut Editor) -> PopupOutcome {
        editor.popup = self.back.take();
        PopupOutcome::CLOSE
    }
}

impl Popup for Words {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let found = self.shown(&editor.glossary);
        let item = |(entry, term): (usize, &&Term)| {
            let of_text = self.menu.query.text().is_empty() && self.first.contains(&term.id);
            let tone = if of_text { Tone::Key } else { Tone::Text };
            let cells = vec![ListCell::Growing(tone, term.name.get(lang).to_owned())];
            Block::Item(ListItem { entry, selected: entry == self.menu.selected, cells })
        };
        let hints = vec![
            Hint::new(By::UpDown, hints::choose(lang)),
            Hint::new(By::Action(ActionId::NextField), hints::related(lang)),
            Hint::new(By::Action(ActionId::Confirm), hints::back(lang)),
        ];
        Page {
            title: screen::words(lang).to_owned(),
            place: Placement::Page,
            head: vec![form::search(&self.menu.query, editor)],
            blocks: found.iter().enumerate().map(item).collect(),
            foot: found.get(self.menu.selected).map(|term| meaning(term, editor)).unwrap_or_default(),
            foot_rows: 8,
            hints,
            ..Page::default()
        }
    }

    fn body(&mut self, editor: &Editor) -> Body<'_> {
        let found = self.shown(&editor.glossary).len();
        self.menu.body(found)
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        match action {
            ActionId::Confirm => self.back(editor),
            ActionId::NextField => {
                self.go_on(&editor.glossary);
                PopupOutcome::Stay
            }
            _ => PopupOutcome::Pass,
        }
    }

    fn cancel(&mut self, editor: &mut Editor) -> PopupOutcome {
        self.back(editor)
    }

    fn told(&self, editor: &Editor) -> Page {
        crate::page::words("", &editor.glossary, editor.lang)
    }
}

/// What a word means, where that stands, and what to read next.
fn meaning(term: &Term, editor: &Editor) -> Vec<Block> {
    let lang = editor.lang;
    let related: Vec<&str> =
        term.see.iter().filter_map(|id| editor.glossary.find(id)).map(|other| other.name.get(lang)).collect();
    let see = hints::see(&language::list(related.iter(), lang), lang);
    let see = (!related.is_empty()).then_some(Block::Prose(Tone::Note, see));
    let source = term.source.iter().map(|source| Block::Prose(Tone::Dim, visible(source)));
    let meaning = Block::Prose(Tone::Text, term.explanation.get(lang).to_owned());
    std::iter::once(meaning).chain(see).chain(source).collect()
}
