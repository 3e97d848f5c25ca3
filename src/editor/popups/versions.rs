//! The list of versions: the table shows the selected one, the panel what it would change, Enter goes there.

use super::text;
use crate::editor::history::Revision;
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::session::{Preview, Session};
use crate::editor::{Editor, Popup};
use crate::filter::changes;
use crate::lang::{ActionId, Lang};
use crate::language::{edits, hints, notices, recovery, screen};
use crate::page::{self, Block, ListCell, ListItem, Page, Placement, Tone};
use crate::text::visible;

/// The list; the latest version stands at the top, and the one in this row is selected.
#[derive(Debug, Clone)]
struct Versions {
    row: usize,
}

pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let row = session.open.history.revisions().len() - 1 - session.open.history.current();
    editor.open_popup(Versions { row });
}

impl Versions {
    fn index(&self, session: &Session) -> usize {
        session.open.history.revisions().len().saturating_sub(self.row + 1)
    }

    fn go(&self, editor: &mut Editor) {
        let lang = editor.lang;
        let Some(session) = editor.session_mut() else { return };
        let to = self.index(session);
        session.open.history.go(to);
        let revision = session.open.history.revisions().get(to);
        let named = revision.map(|revision| (revision.row, edits::label(&revision.label, lang)));
        let (row, what) = named.unwrap_or_default();
        session.cursor.row = row;
        session.refresh();
        editor.say(notices::went_to(to + 1, &what, lang));
    }

    fn item(&self, index: usize, revision: &Revision, session: &Session, editor: &Editor) -> Block {
        let lang = editor.lang;
        let is_here = index == session.open.history.current();
        let is_saved = revision.filter == *session.open.history.saved();
        let entry = session.open.history.revisions().len() - 1 - index;
        let cells = vec![
            ListCell::Mark(if is_here { Tone::Note } else { Tone::Text }),
            ListCell::Text(Tone::Dim, format!("{:>3}", index + 1)),
            ListCell::Growing(Tone::Text, visible(&edits::label(&revision.label, lang))),
            ListCell::Text(Tone::Dim, recovery::ago(revision.made, editor.now, lang).unwrap_or_default()),
            ListCell::Text(Tone::Ok, if is_saved { screen::saved(lang) } else { "" }.to_owned()),
        ];
        Block::Item(ListItem { entry, selected: entry == self.row, cells })
    }
}

impl Popup for Versions {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let Some(session) = editor.session() else { return Page::default() };
        let revisions = session.open.history.revisions();
        let items = revisions.iter().enumerate().rev();
        let [foot, aside] = effect(session, lang);
        Page {
            title: format!("{} {}/{}", screen::versions(lang), self.index(session) + 1, revisions.len()),
            place: Placement::Page,
            has_effect: true,
            blocks: items.map(|(index, revision)| self.item(index, revision, session, editor)).collect(),
            aside,
            foot,
            hints: text::choosing(hints::go_there(lang), editor),
            ..Page::default()
        }
    }

    fn body(&mut self, editor: &Editor) -> Body<'_> {
        Body::list(&mut self.row, editor.session().map_or(0, |session| session.open.history.revisions().len()))
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        if action != ActionId::Confirm {
            return PopupOutcome::Pass;
        }
        self.go(editor);
        PopupOutcome::CLOSE
    }

    fn changed(&mut self, editor: &mut Editor) {
        let Some(session) = editor.session_mut() else { return };
        let selected = self.index(session);
        let revision = session.open.history.revisions().get(selected);
        let shown =
            revision.filter(|_| selected != session.open.history.current()).map(|revision| revision.filter.clone());
        if session.live.preview.as_ref().map(|preview| &preview.filter) != shown.as_ref() {
            session.preview(shown);
        }
    }
}

/// The rules that going to the selected version would change, and what that would change about the traffic.
fn effect(session: &Session, lang: Lang) -> [Vec<Block>; 2] {
    let Some(Preview { filter, answer }) = &session.live.preview else { return Default::default() };
    let rules = page::changed_rules(&changes(session.filter(), filter), session.filter(), filter, lang);
    let traffic =
        answer.iter().flat_map(|(report, delta)| page::delta(delta, Some(report), &session.open.profile, lang));
    [rules, traffic.collect()]
}
