//! Everything repaired, before it is agreed to: what is repaired, which rules go and come, what passes afterwards that did
//! not, and what is left. The table shows the repaired filter.

use super::changes::change_lines;
use super::layout::Layout;
use super::look::Look;
use super::speech::{Mark, Speech, width};
use super::theme::Role;
use crate::editor::popup::Repair;
use crate::editor::session::Session;
use crate::filter::{Action, Change};
use crate::lang::Lang;
use crate::language;
use ratatui::text::{Line, Span};

/// What the popup says.
pub(super) fn speech(repair: &Repair, session: &Session, lang: Lang, layout: &Layout, look: Look) -> Speech {
    let (width, repaired) = (width(layout), &repair.repaired);
    let mut lines = Vec::new();
    for finding in &repaired.steps {
        let (mark, role) = look.severity(finding.severity);
        let title = language::finding_title(finding, lang);
        lines.extend(look.paragraph(look.span(format!("{mark} "), role), &title, Role::Text, width));
    }
    lines.push(Line::default());
    lines.extend(change_lines(&repair.rules, session.filter(), &repaired.filter, lang, width, look));
    lines.push(Line::default());
    let packets = [Action::Allow, Action::Deny].map(|becomes| repaired.packets.by_default(becomes));
    for told in language::opened_and_closed(&packets, lang) {
        lines.extend(look.paragraph(Span::raw(""), &told, Role::Text, width));
    }
    lines.push(Line::default());
    let left = &repaired.report.findings;
    if left.is_empty() {
        let words = lang.pick("指摘はもう残りません。", "Nothing is left to report.");
        lines.extend(look.paragraph(look.span(format!("{} ", look.glyphs.ok()), Role::Ok), words, Role::Ok, width));
    } else {
        lines.push(look.line(lang.pick("残るもの:", "What is left:"), Role::Dim));
    }
    for finding in left {
        let (mark, role) = look.severity(finding.severity);
        let title = language::finding_title(finding, lang);
        lines.extend(look.paragraph(look.span(format!("{mark} "), role), &title, Role::Dim, width));
        for need in &finding.needs {
            lines.extend(look.paragraph(Span::raw("  "), &language::need(need, lang), Role::Dim, width));
        }
    }
    let added = |change: &Change| match change {
        Change::Added(row) => Some(Mark { row: *row, glyph: look.glyphs.added(), role: Role::Added }),
        Change::Removed(_) => None,
    };
    let count = repaired.steps.len();
    let marks: Vec<Mark> = repair.rules.iter().filter_map(added).collect();
    Speech {
        title: say!(lang, "まとめて直す: {count} 件", "Repair everything: {count}"),
        head: 0,
        lines,
        scroll: repair.scroll,
        focus: marks.first().map_or(session.row, |mark| mark.row),
        marks,
    }
}
