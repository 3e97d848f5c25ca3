//! Everything a person can do, under headings: a list that is searched by names, keys and numbers of rules, and runs what it
//! lists.

use super::{form, text};
use crate::editor::commands::{Runnable, found};
use crate::editor::keymap::Keymap;
use crate::editor::popup::{Body, Menu, PopupOutcome};
use crate::editor::request::Request;
use crate::editor::{Editor, Popup};
use crate::lang::ActionId;
use crate::language::{self, Reason, hints, refusals, screen};
use crate::page::{Block, By, Hint, ListCell, ListItem, Page, Placement, Tone};

#[derive(Debug, Clone)]
pub(crate) struct HelpList {
    menu: Menu,
    /// What cannot be done now, and why.
    unavailable: Vec<(ActionId, Reason)>,
}

impl HelpList {
    /// The list, with what cannot be done now.
    pub(in crate::editor) fn new(unavailable: Vec<(ActionId, Reason)>) -> Self {
        Self { menu: Menu::new(), unavailable }
    }

    fn reason(&self, action: ActionId) -> Option<Reason> {
        self.unavailable.iter().find(|(known, _)| *known == action).map(|(_, reason)| *reason)
    }

    fn found(&self, editor: &Editor) -> Vec<Runnable> {
        found(self.menu.query.text(), &editor.keymap)
    }

    fn cells(&self, command: &Runnable, editor: &Editor) -> Vec<ListCell> {
        let lang = editor.lang;
        let (keys, name, help, ready) = match command {
            Runnable::Action(action) => {
                (keys(*action, &editor.keymap), action.name(lang), action.help(lang), self.reason(*action).is_none())
            }
            Runnable::Rule(number) => {
                return vec![ListCell::Growing(Tone::Text, screen::go_to_rule(*number, lang))];
            }
            Runnable::SaveAndQuit => {
                return vec![ListCell::Growing(Tone::Text, screen::save_and_quit(lang).to_owned())];
            }
        };
        let [key, text] = if ready { [Tone::Key, Tone::Text] } else { [Tone::Dim; 2] };
        vec![
            ListCell::Text(key, keys),
            ListCell::Text(text, name.to_owned()),
            ListCell::Wrapping(Tone::Dim, help.to_owned()),
        ]
    }

    /// Why the selected one cannot be done now.
    fn about(&self, found: &[Runnable], editor: &Editor) -> Option<Block> {
        let lang = editor.lang;
        Some(match found.get(self.menu.selected) {
            Some(Runnable::Action(action)) => {
                Block::Prose(Tone::Warning, language::reason(self.reason(*action)?, editor.voice()))
            }
            Some(_) => return None,
            None => Block::Prose(Tone::Warning, refusals::no_command(self.menu.query.text(), lang)),
        })
    }

    /// The entries; as long as nothing is searched for, under the headings of their groups.
    fn entries(&self, found: &[Runnable], editor: &Editor) -> Vec<Block> {
        let is_all = self.menu.query.text().is_empty();
        let group = |command: &Runnable| match command {
            Runnable::Action(action) => Some(action.group()),
            _ => None,
        };
        let mut blocks = Vec::new();
        let mut last = None;
        for (entry, command) in found.iter().enumerate() {
            let heading = group(command).filter(|group| is_all && last != Some(*group));
            last = heading.or(last);
            blocks.extend(heading.map(|group| Block::Heading(language::group(group, editor.lang).to_owned())));
            let cells = self.cells(command, editor);
            blocks.push(Block::Item(ListItem { entry, selected: entry == self.menu.selected, cells }));
        }
        blocks
    }
}

fn keys(action: ActionId, keymap: &Keymap) -> String {
    keymap.keys(action).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

impl Popup for HelpList {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let found = self.found(editor);
        let hints = text::choosing(hints::run(lang), editor);
        let search = Hint::new(By::Letters, hints::search(lang));
        Page {
            title: screen::help_title(lang).to_owned(),
            place: Placement::Page,
            head: vec![form::search(&self.menu.query, editor)],
            blocks: self.entries(&found, editor),
            foot: self.about(&found, editor).into_iter().chain([Block::Legend]).collect(),
            foot_rows: 3,
            hints: hints.into_iter().chain([search]).collect(),
            ..Page::default()
        }
    }

    fn body(&mut self, editor: &Editor) -> Body<'_> {
        let found = self.found(editor).len();
        self.menu.body(found)
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        if action != ActionId::Confirm {
            return PopupOutcome::Pass;
        }
        match self.found(editor).get(self.menu.selected) {
            Some(Runnable::Action(ActionId::Help | ActionId::Palette)) => PopupOutcome::Stay,
            Some(Runnable::Action(action)) => PopupOutcome::Then(Request::Action(*action)),
            Some(Runnable::Rule(number)) => {
                let row = number.saturating_sub(1);
                PopupOutcome::Then(Request::Select(row..row + 1))
            }
            Some(Runnable::SaveAndQuit) => PopupOutcome::Then(Request::SaveAndQuit),
            None => {
                let text = refusals::no_command(self.menu.query.text(), editor.lang);
                editor.complain(text);
                PopupOutcome::CLOSE
            }
        }
    }
}
