//! Keys at the rule table: moving about, changing rules, typing a draft.

use super::key::is_cancel;
use super::profile::remember;
use super::several::place_for_new;
use crate::analysis::fit;
use crate::editor::action::ActionId;
use crate::editor::draft::{Draft, neighbour};
use crate::editor::history::Label;
use crate::editor::key::{Code, Key};
use crate::editor::message::Command;
use crate::editor::session::Session;
use crate::editor::{Editor, Place};
use crate::filter::{Edit, Field, Source};
use crate::language::{self, edits, grammar, notices, refusals};
use crate::report::{Finding, Severity};
use std::net::Ipv4Addr;

/// Runs an action of the table. The caller has checked that it is available.
pub(super) fn run(editor: &mut Editor, act: ActionId) {
    let page = usize::from(editor.size.1 / 2).max(1);
    let (lang, own) = (editor.lang, editor.own_address);
    let Place::Rules(session) = &mut editor.place else { return };
    let last = session.filter().rules.len();
    let row = session.row;
    match act {
        ActionId::Up => session.row = session.row.saturating_sub(1),
        ActionId::Down => session.row = (session.row + 1).min(last),
        ActionId::PageUp => session.row = session.row.saturating_sub(page),
        ActionId::PageDown => session.row = (session.row + page).min(last),
        ActionId::Top => session.row = 0,
        ActionId::Bottom => session.row = last,
        ActionId::Left => session.field = sideways(session, false),
        ActionId::Right => session.field = sideways(session, true),
        ActionId::NextFinding => session.select_finding(1),
        ActionId::PreviousFinding => session.select_finding(-1),
        ActionId::Panel => session.panel = Some(0),
        ActionId::Add => session.begin(Draft::of_new(place_for_new(session)), own),
        ActionId::Edit => {
            if let Some(rule) = session.filter().rules.get(session.row) {
                let draft = Draft::of_existing(session.row, rule, session.field);
                session.begin(draft, own);
            }
        }
        ActionId::Undo => {
            let before: Vec<Finding> = session.findings().cloned().collect();
            if let Some((label, row)) = session.history.undo() {
                session.row = row;
                session.refresh();
                session.select_first_new(&before);
                editor.say(notices::undone(&edits::label(&label, lang), lang));
            }
        }
        ActionId::Redo => {
            if let Some((label, row)) = session.history.redo() {
                session.row = row;
                session.refresh();
                editor.say(notices::redone(&edits::label(&label, lang), lang));
            }
        }
        ActionId::Fit => fit_rules(editor),
        ActionId::Fix => fix(editor),
        ActionId::RepairAll => super::repairs::open(editor),
        ActionId::NextMatch => super::find::step(editor, true),
        ActionId::PreviousMatch => super::find::step(editor, false),
        _ => super::several::run(editor, act),
    }
    if let Some(session) = editor.session_mut()
        && matches!(
            act,
            ActionId::Up | ActionId::Down | ActionId::PageUp | ActionId::PageDown | ActionId::Top | ActionId::Bottom
        )
        && session.row != row
    {
        session.select_finding_of_row();
    }
}

/// Applies the proved fix of the selected finding and selects the rule it touched first.
pub(super) fn fix(editor: &mut Editor) {
    let lang = editor.lang;
    let Some(session) = editor.session_mut() else { return };
    let Some(fix) = session.selected_finding().and_then(|finding| finding.fix.clone()) else {
        super::questions::open(editor);
        return;
    };
    let row = fix.edit.steps().first().map_or(session.row, |step| match step {
        Edit::Insert { at, .. } | Edit::Remove { at } | Edit::Replace { at, .. } => *at,
        Edit::Move { to, .. } => *to,
        Edit::Batch(_) => session.row,
    });
    session.commit(&fix.edit, Label::Fixed, row);
    let left = session.unrepairable().map(|left| notices::nothing_left(left, editor.voice()));
    // That it is the end comes first: a narrow screen cuts the rest.
    let fixed = notices::fixed(&language::edit(&fix.edit, lang), lang);
    let said: Vec<String> = left.into_iter().chain([fixed]).collect();
    editor.say(said.join(grammar::gap(lang)));
}

/// Hides the selected finding, and remembers that for a file.
pub(super) fn dismiss(editor: &mut Editor) -> Vec<Command> {
    if let Some(session) = editor.session_mut() {
        session.dismiss();
    }
    editor.say(notices::dismissed(editor.voice()));
    remember(editor)
}

/// Shows every dismissed finding again.
pub(super) fn restore(editor: &mut Editor) -> Vec<Command> {
    if let Some(session) = editor.session_mut() {
        session.dismissed.clear();
    }
    remember(editor)
}

/// Does the same with fewer rules, as one step.
fn fit_rules(editor: &mut Editor) {
    const MOST: usize = 300;
    let lang = editor.lang;
    let Some(session) = editor.session_mut() else { return };
    let before = session.filter().rules.len();
    if session.report.is_open() {
        return editor.complain(refusals::fit_needs_deny(lang));
    }
    if before >= MOST {
        return editor.complain(refusals::too_long_to_fit(lang));
    }
    let fitted = fit(session.filter());
    let after = fitted.filter.rules.len();
    if after >= before {
        return editor.say(notices::not_fitted(lang));
    }
    session.commit(&Edit::Batch(fitted.edits), Label::Fitted, 0);
    editor.say(notices::fitted(before, after, editor.voice()));
}

fn sideways(session: &Session, forward: bool) -> Field {
    match session.filter().rules.get(session.row) {
        Some(rule) => neighbour(rule, session.field, forward),
        None => session.field,
    }
}

impl Session {
    fn begin(&mut self, mut draft: Draft, own: Option<Ipv4Addr>) {
        draft.networks = self.networks();
        draft.own = own.map(|address| address.to_string());
        self.anchor = None;
        self.row = draft.at;
        self.field = draft.field;
        self.draft = Some(draft);
        self.preview_draft();
    }

    /// The networks that this filter and its profile name already, without repetition.
    fn networks(&self) -> Vec<String> {
        let admins = self.profile.admin.iter().map(|net| Source::from(*net));
        let sources = self.filter().rules.iter().map(|rule| rule.source).chain(admins);
        let mut networks: Vec<String> = Vec::new();
        for text in sources.map(|source| source.to_string()) {
            if !text.is_empty() && !networks.contains(&text) {
                networks.push(text);
            }
        }
        networks
    }

    /// A rule that carries a mark brings its finding into the panel.
    pub(super) fn select_finding_of_row(&mut self) {
        let row = self.row;
        let speaks = |finding: &Finding| finding.severity < Severity::Note && finding.blamed_rules().contains(&row);
        if !self.selected_finding().is_some_and(speaks) {
            let spoken_of = self.findings().position(speaks);
            self.finding = spoken_of.unwrap_or(self.finding);
        }
    }

    /// What an undo brings back is what a person looks for.
    fn select_first_new(&mut self, before: &[Finding]) {
        let is_new = |finding: &Finding| !before.iter().any(|old| old.is_about_the_same(finding));
        let first = self.findings().position(is_new);
        self.finding = first.unwrap_or(self.finding);
    }

    /// Selects another finding, around the ends, and the rule it speaks of first.
    pub(super) fn select_finding(&mut self, step: isize) {
        let count = self.findings().count();
        if count == 0 {
            return;
        }
        self.finding = (self.finding + count).saturating_add_signed(step) % count;
        if let Some(row) = self.selected_finding().and_then(|finding| finding.rules.first().copied()) {
            self.row = row;
        }
    }
}

/// Keys while a rule is typed: Enter commits, Esc gives back the old rule, Tab goes to the next field.
pub(super) fn on_draft_key(editor: &mut Editor, key: Key) {
    let Place::Rules(session) = &mut editor.place else { return };
    let Some(draft) = &mut session.draft else { return };
    if is_cancel(key) {
        session.draft = None;
        session.row = session.row.min(session.filter().rules.len());
        session.preview(None);
        return;
    }
    match key.code {
        Code::Enter => commit_draft(editor),
        Code::Tab | Code::Down => {
            draft.go_to(draft.neighbour(true));
            session.field = draft.field;
        }
        Code::BackTab | Code::Up => {
            draft.go_to(draft.neighbour(false));
            session.field = draft.field;
        }
        _ => {
            session.behind |= draft.input(key);
        }
    }
}

pub(super) fn commit_draft(editor: &mut Editor) {
    let lang = editor.lang;
    let Place::Rules(session) = &mut editor.place else { return };
    let Some(draft) = &session.draft else { return };
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
    let (is_new, text) = (draft.is_new, language::rule(&draft.rule, lang));
    session.draft = None;
    session.commit(&edit, label, at);
    if is_new {
        editor.say(notices::added(at + 1, &text, editor.voice()));
    }
}

impl Session {
    /// A bound for scrolling: no panel has more lines than this at any width.
    pub(super) fn panel_lines(&self) -> usize {
        self.report.flows.len() + self.findings().count().min(1000) * 8
    }
}
