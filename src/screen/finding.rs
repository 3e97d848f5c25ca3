//! The selected finding in full.

use super::details::explanation;
use super::layout::Layout;
use super::look::Look;
use super::speech::{Mark, Speech, covers, rules_in_full, width};
use super::theme::Role;
use crate::analysis::Verdict;
use crate::editor::session::Session;
use crate::lang::Lang;
use crate::language;
use crate::report::Finding;
use ratatui::text::{Line, Span};

/// What the popup says.
pub(super) fn speech(scroll: usize, session: &Session, lang: Lang, layout: &Layout, look: Look) -> Option<Speech> {
    let finding = session.selected_finding()?;
    let width = width(layout);
    let mut lines = explanation(finding, lang, width, false, look);
    if covers(layout) {
        let title = usize::from(!lines.is_empty());
        lines.splice(title..title, rules_in_full(&finding.rules, session, lang, width, look));
    }
    if let Some(flow) = finding.flow() {
        lines.push(Line::default());
        lines.extend(look.paragraph(Span::raw("  "), &language::flow_meaning(flow, lang), Role::Dim, width));
    }
    lines.extend(readings(session, finding, lang, width, look));
    let (glyph, role) = look.severity(finding.severity);
    let marks = finding.rules.iter().map(|row| Mark { row: *row, glyph, role }).collect();
    let focus = finding.blamed_rules().first().or(finding.rules.first()).copied();
    let title = format!("{}: {}", language::severity(finding.severity, lang), finding.code());
    let focus = focus.unwrap_or_else(|| session.filter().rules.len());
    Some(Speech { title, head: 0, lines, scroll, focus, marks })
}

/// Where the answer depends on what is undocumented: every reading with its verdict.
fn readings(session: &Session, finding: &Finding, lang: Lang, width: u16, look: Look) -> Vec<Line<'static>> {
    let flow = finding.flow().and_then(|id| session.report.flow(id));
    let flow = flow.filter(|flow| flow.verdict() == Verdict::Uncertain);
    let outcomes = flow.map(|flow| flow.answer.outcomes.as_slice()).unwrap_or_default();
    let mut lines = Vec::new();
    for outcome in outcomes {
        let (mark, role) = look.verdict(outcome.verdict());
        let words =
            format!("{}: {}", language::reading(outcome.reading, lang), language::verdict(outcome.verdict(), lang));
        lines.extend(look.paragraph(look.span(format!("  {mark} "), role), &words, Role::Text, width));
    }
    lines
}
