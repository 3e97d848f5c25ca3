//! Keys while a rule is typed, and what a session selects.

use crate::editor::draft::Draft;
use crate::editor::history::Label;
use crate::editor::key::{Code, Key};
use crate::editor::session::{Mode, Session};
use crate::editor::{Editor, Main};
use crate::filter::{Field, Source};
use crate::language::{self, notices};
use crate::report::{Finding, Severity};
use std::net::Ipv4Addr;

impl Session {
    pub(in crate::editor) fn begin(&mut self, mut draft: Draft, own: Option<Ipv4Addr>) {
        draft.networks = self.networks();
        draft.own = own.map(|address| address.to_string());
        self.mode.end_selection();
        self.cursor.row = draft.at;
        self.cursor.field = draft.field;
        self.mode = Mode::Draft(Box::new(draft));
        self.preview_draft();
    }

    /// The networks that this filter and its profile name already, without repetition.
    fn networks(&self) -> Vec<String> {
        let admins = self.open.profile.admin.iter().map(|net| Source::from(*net));
        let sources = self.filter().rules.iter().map(|rule| rule.source).chain(admins);
        let mut networks: Vec<String> = Vec::new();
        for text in sources.map(|source| source.to_string()) {
            if !text.is_empty() && !networks.contains(&text) {
                networks.push(text);
            }
        }
        networks
    }

    /// A rule that carries a mark brings its finding into the details.
    pub(in crate::editor) fn select_finding_of_row(&mut self) {
        let row = self.cursor.row;
        let speaks = |finding: &Finding| finding.severity < Severity::Note && finding.blamed_rules().contains(&row);
        if !self.selected_finding().is_some_and(speaks) {
            let spoken_of = self.findings().position(speaks);
            self.cursor.finding = spoken_of.unwrap_or(self.cursor.finding);
        }
    }

    /// What an undo brings back is what a person looks for.
    pub(in crate::editor) fn select_first_new(&mut self, before: &[Finding]) {
        let is_new = |finding: &Finding| !before.iter().any(|old| old.is_about_the_same(finding));
        let first = self.findings().position(is_new);
        self.cursor.finding = first.unwrap_or(self.cursor.finding);
    }

    /// Selects another finding, around the ends, and the rule it speaks of first.
    pub(in crate::editor) fn select_finding(&mut self, step: isize) {
        self.live.last_change = None;
        let count = self.findings().count();
        if count == 0 {
            return;
        }
        self.cursor.has_chosen = true;
        self.cursor.finding = (self.cursor.finding + count).saturating_add_signed(step) % count;
        if let Some(row) = self.selected_finding().and_then(|finding| finding.rules.first().copied()) {
            self.cursor.row = row;
        }
    }
}

/// Keys while a rule is typed: Enter commits, Esc gives back the old rule, Tab goes to the next field.
pub(super) fn on_draft_key(editor: &mut Editor, key: Key) {
    let Main::Rules(session) = &mut editor.place else { return };
    let Some(draft) = session.mode.draft_mut() else { return };
    if key.is_cancel() {
        session.mode = Mode::Table;
        session.cursor.row = session.cursor.row.min(session.filter().rules.len());
        session.preview(None);
        return;
    }
    match key.code {
        Code::Enter => commit_draft(editor),
        Code::Tab | Code::Down => {
            draft.go_to(draft.neighbour(true));
            session.cursor.field = draft.field;
        }
        Code::BackTab | Code::Up => {
            draft.go_to(draft.neighbour(false));
            session.cursor.field = draft.field;
        }
        _ => {
            if draft.input(key) {
                session.cursor.field = draft.field;
                session.live.draft_changed();
            }
        }
    }
}

/// Edits words of the rule that is typed, if the key does that. Tells whether it did.
pub(super) fn edit_words(editor: &mut Editor, key: Key) -> bool {
    let Main::Rules(session) = &mut editor.place else { return false };
    let edited = session.mode.draft_mut().is_some_and(|draft| draft.input(key));
    if edited {
        session.live.draft_changed();
    }
    edited
}

pub(super) fn commit_draft(editor: &mut Editor) {
    let lang = editor.lang;
    let Main::Rules(session) = &mut editor.place else { return };
    let Some(draft) = session.mode.draft() else { return };
    if draft.error.is_some() {
        // The field says what is wrong; the draft stays.
        return;
    }
    let (edit, at) = (draft.edit(), draft.at);
    let label = match session.filter().rules.get(at) {
        _ if draft.is_new => Label::Added,
        Some(old) => {
            match Field::ALL.into_iter().filter(|f| old.text(*f) != draft.rule.text(*f)).collect::<Vec<_>>()[..] {
                [only] => Label::Changed(only),
                _ => Label::Rewritten,
            }
        }
        None => Label::Rewritten,
    };
    let (is_new, several, text) = (draft.is_new, draft.more.len(), language::rule(&draft.rule, lang));
    session.mode = Mode::Table;
    session.commit(&edit, label, at);
    if several > 0 {
        editor.say(notices::one_each(at + 1, at + 1 + several, editor.voice()));
    } else if is_new {
        editor.say(notices::added(at + 1, &text, editor.voice()));
    }
}
