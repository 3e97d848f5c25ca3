//! Cursor in the two lists: each row in full, with the rules that decide it marked in the table.

use super::{expect, finding::Explanation, replay, text};
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::request::Request;
use crate::editor::session::Session;
use crate::editor::{Editor, Popup};
use crate::lang::ActionId;
use crate::language::hints;
use crate::page::{self, By, Hint, Page};
use crate::report::{Finding, Report};

/// The row under the cursor: what the server needs first, then who comes in.
#[derive(Debug, Clone)]
struct Lists {
    at: usize,
}

/// Opens on the row that stands worst.
pub(in crate::editor) fn open(editor: &mut Editor) {
    let at = editor.session().and_then(Session::shown_report).and_then(page::worst_row).unwrap_or(0);
    open_at(editor, at);
}

/// Opens on a row.
pub(in crate::editor) fn open_at(editor: &mut Editor, at: usize) {
    editor.open_popup(Lists { at });
}

impl Lists {
    /// The finding that speaks of the row.
    fn finding(&self, session: &Session) -> Option<usize> {
        let report = session.shown_report()?;
        session.findings().position(|finding| speaks(finding, report, self.at))
    }

    /// Does something with the finding of the row; without one nothing.
    fn with_finding(&self, editor: &mut Editor, then: impl FnOnce(&mut Editor) -> PopupOutcome) -> PopupOutcome {
        let found = editor.session().and_then(|session| self.finding(session));
        let (Some(at), Some(session)) = (found, editor.session_mut()) else { return PopupOutcome::Stay };
        session.cursor.finding = at;
        session.cursor.has_chosen = true;
        then(editor)
    }

    fn go_to_rule(&self, editor: &mut Editor) -> PopupOutcome {
        let Some(session) = editor.session_mut() else { return PopupOutcome::CLOSE };
        let row = session.shown_report().and_then(|report| page::row_rule(report, session.filter(), self.at));
        if let Some(row) = row {
            session.cursor.row = row.min(session.filter().rules.len());
            session.select_finding_of_row();
        }
        PopupOutcome::CLOSE
    }
}

/// Whether a finding speaks of a row: of one of its flows, or, where somebody comes in, of a rule that decides.
fn speaks(finding: &Finding, report: &Report, at: usize) -> bool {
    match report.server.get(at) {
        Some(row) => finding.flow().is_some_and(|flow| row.flows.contains(&flow)),
        None => page::row_rules(report, at).iter().any(|rule| finding.blamed_rules().contains(rule)),
    }
}

impl Popup for Lists {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let Some(session) = editor.session() else { return Page::default() };
        let Some(report) = session.shown_report() else { return Page::default() };
        let has_finding = self.finding(session).is_some();
        let explain = Hint::new(By::Action(ActionId::Explain), hints::why(lang));
        let mut hints = vec![
            Hint::new(By::UpDown, hints::choose(lang)),
            Hint::new(By::Action(ActionId::Confirm), hints::to_the_rule(lang)),
        ];
        hints.extend(has_finding.then_some(explain));
        hints.push(Hint::new(By::Escape, hints::close(lang)));
        let page = page::row(report, session.filter(), &session.open.profile, self.at, lang);
        Page { in_lists: Some(self.at), hints, ..page }
    }

    fn body(&mut self, editor: &Editor) -> Body<'_> {
        let rows = editor.session().and_then(Session::shown_report).map_or(0, page::row_count);
        Body::list(&mut self.at, rows)
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        match action {
            ActionId::Confirm => self.go_to_rule(editor),
            ActionId::Fix => self.with_finding(editor, |_| PopupOutcome::Then(Request::Action(action))),
            ActionId::Explain => self.with_finding(editor, |editor| {
                editor.open_popup(Explanation::default());
                PopupOutcome::CLOSE
            }),
            ActionId::Expect => self.with_finding(editor, |editor| {
                expect::of_finding(editor);
                PopupOutcome::CLOSE
            }),
            ActionId::Theatre => {
                let report = editor.session().and_then(Session::shown_report);
                let flow = report.and_then(|report| report.server.get(self.at)?.flows.first().copied());
                replay::open_on(editor, flow);
                PopupOutcome::CLOSE
            }
            ActionId::NextField | ActionId::PreviousField | ActionId::Panel => PopupOutcome::CLOSE,
            _ => text::closes(action),
        }
    }
}
