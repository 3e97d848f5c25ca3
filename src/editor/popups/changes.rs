//! What has changed since the save, or in a session that ended without one: removed and added rules, then what they change
//! about the traffic. The table follows what is read.

use super::{ask, text};
use crate::editor::journal::RecoveryOffer;
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::question::Question;
use crate::editor::{Editor, Popup};
use crate::filter::{Change, Filter, changes};
use crate::lang::ActionId;
use crate::language::screen;
use crate::page::{self, Block, Page, Tone};
use crate::profile::Profile;
use crate::report::{Delta, Report};

/// The difference between two versions of a filter: the saved one and the one on the screen, unless it belongs to an
/// offer to recover.
#[derive(Debug, Clone)]
pub struct Changes {
    /// The earlier version.
    before: Filter,
    /// The later version.
    after: Filter,
    /// What the filter protects.
    profile: Profile,
    /// The offer to go back to.
    offer: Option<Box<RecoveryOffer>>,
    /// Removed and added rules.
    rules: Vec<Change>,
    /// What they change about the traffic.
    delta: Delta,
    /// The first line shown.
    scroll: usize,
}

/// What stands in the file against what stands on the screen.
pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let changes = Changes::between(session.open.history.saved(), session.filter(), &session.open.profile);
    editor.open_popup(changes);
}

/// What an offer would bring back.
pub(in crate::editor) fn of_offer(on_disk: &Filter, offer: Box<RecoveryOffer>, editor: &mut Editor) {
    let recovered = &offer.recovered;
    let changes = Changes::between(on_disk, recovered.history.filter(), &recovered.profile);
    editor.open_popup(Changes { offer: Some(offer), ..changes });
}

impl Changes {
    /// What leads from one version to another, in rules and in traffic.
    fn between(before: &Filter, after: &Filter, profile: &Profile) -> Self {
        let [old, new] = [before, after].map(|filter| Report::of(filter, profile));
        let (rules, delta) = (changes(before, after), Delta::between((before, &old), (after, &new)));
        let [before, after] = [before, after].map(Clone::clone);
        Self { before, after, profile: profile.clone(), offer: None, rules, delta, scroll: 0 }
    }
}

impl Popup for Changes {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let mut blocks = page::changed_rules(&self.rules, &self.before, &self.after, lang);
        blocks.push(Block::Gap);
        blocks.extend(page::delta(&self.delta, None, &self.profile, lang));
        // The table shows the later version, unless an offer to recover it stands over what the file holds.
        let shows_after = self.offer.is_none();
        let mark = |change: &Change| match change {
            Change::Added(row) => shows_after.then_some((*row, Tone::Added)),
            Change::Removed(row) => (!shows_after).then_some((*row, Tone::Removed)),
        };
        let read = self.rules.get(self.scroll.min(self.rules.len().saturating_sub(1)));
        let focus = read.map_or(0, |change| match change {
            Change::Added(row) | Change::Removed(row) => *row,
        });
        let title = match self.offer {
            None => screen::changes_title(lang),
            Some(_) => screen::changes_of_last_session(lang),
        };
        Page {
            title: title.to_owned(),
            blocks,
            marks: self.rules.iter().filter_map(mark).collect(),
            focus: Some(focus),
            scroll: self.scroll,
            hints: text::reading(editor),
            ..Page::default()
        }
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body::text(&mut self.scroll, self.rules.len() + 40)
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        match text::closes(action) {
            PopupOutcome::Pass => PopupOutcome::Pass,
            _ => self.cancel(editor),
        }
    }

    /// Back to the question it belongs to.
    fn cancel(&mut self, editor: &mut Editor) -> PopupOutcome {
        if let Some(offer) = self.offer.take() {
            ask::ask(editor, Question::Recover(offer));
        }
        PopupOutcome::CLOSE
    }
}
