//! What has changed since the save, what a save would change in a file that is another one by now, or what a session had
//! changed that ended without one: removed and added rules, then what they change
//! about the traffic. The table follows what is read.

use super::{ask, text};
use crate::editor::journal::RecoveryOffer;
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::question::Question;
use crate::editor::save::Save;
use crate::editor::work::{Work, WorkResult};
use crate::editor::{Editor, Popup};
use crate::filter::{Change, Filter, changes};
use crate::lang::ActionId;
use crate::language::screen;
use crate::page::{self, Block, Page, Tone};
use crate::profile::Profile;
use crate::report::Delta;

/// The difference between two versions of a filter: the saved one and the one on the screen, unless it belongs to an
/// offer to recover.
#[derive(Debug, Clone)]
struct Changes {
    before: Filter,
    after: Filter,
    /// What the filter protects.
    profile: Profile,
    /// The question to go back to.
    question: Option<Question>,
    /// Removed and added rules.
    rules: Vec<Change>,
    /// What they change about the traffic, once that is worked out.
    delta: Option<Delta>,
    /// The first line shown.
    scroll: usize,
}

/// What stands in the file against what stands on the screen.
pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let open = &session.open;
    let [before, after] = [open.history.saved(), session.filter()].map(Clone::clone);
    let profile = open.profile.clone();
    show(before, after, profile, None, editor);
}

/// What a save would change in the file as it is now.
pub(in crate::editor) fn of_save(on_disk: Filter, save: Save, editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let (after, profile) = (session.filter().clone(), session.open.profile.clone());
    show(on_disk, after, profile, Some(Question::Changed(save)), editor);
}

/// What an offer would bring back.
pub(in crate::editor) fn of_offer(on_disk: &Filter, offer: Box<RecoveryOffer>, editor: &mut Editor) {
    let (after, profile) = (offer.recovered.history.filter().clone(), offer.recovered.profile.clone());
    show(on_disk.clone(), after, profile, Some(Question::Recover(offer)), editor);
}

/// What leads from one version to another, in rules and in traffic.
fn show(before: Filter, after: Filter, profile: Profile, question: Option<Question>, editor: &mut Editor) {
    let rules = changes(&before, &after);
    let delta = match editor.work_out(Work::Compare(before.clone(), after.clone(), profile.clone())) {
        Some(WorkResult::Compared(delta)) => Some(delta),
        _ => None,
    };
    editor.open_popup(Changes { before, after, profile, question, rules, delta, scroll: 0 });
}

impl Popup for Changes {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let mut blocks = page::changed_texts(&self.before, &self.after, lang);
        blocks.extend(page::changed_rules(&self.rules, &self.before, &self.after, lang));
        blocks.push(Block::Gap);
        match &self.delta {
            Some(delta) => blocks.extend(page::delta(delta, None, &self.profile, lang)),
            None => blocks.push(Block::Para(Tone::Dim, screen::analysing(lang).to_owned())),
        }
        // The table shows the later version, unless an offer to recover it stands over what the file holds.
        let shows_after = !matches!(self.question, Some(Question::Recover(_)));
        let mark = |change: &Change| match change {
            Change::Added(row) => shows_after.then_some((*row, Tone::Added)),
            Change::Removed(row) => (!shows_after).then_some((*row, Tone::Removed)),
        };
        let read = self.rules.get(self.scroll.min(self.rules.len().saturating_sub(1)));
        let focus = read.map_or(0, |change| match change {
            Change::Added(row) | Change::Removed(row) => *row,
        });
        let title = match self.question {
            None => screen::changes_title(lang),
            Some(Question::Recover(_)) => screen::changes_of_last_session(lang),
            Some(_) => screen::changes_of_overwriting(lang),
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

    fn done(&mut self, result: WorkResult, _: &mut Editor) -> PopupOutcome {
        if let WorkResult::Compared(delta) = result {
            self.delta = Some(delta);
        }
        PopupOutcome::Stay
    }

    /// Back to the question it belongs to.
    fn cancel(&mut self, editor: &mut Editor) -> PopupOutcome {
        if let Some(question) = self.question.take() {
            ask::ask(editor, question);
        }
        PopupOutcome::CLOSE
    }
}
