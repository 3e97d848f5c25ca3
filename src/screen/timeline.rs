//! The time line, beside the rules: when the filter will hurt.
//!
//! ```text
//! ── What will happen, and when ──────────────────────────────
//!   at once        the filter takes effect ...
//! ✓ at once        SSH works; all seems well
//! ✗ after 12 h     the answer to the renewal (T1) is dropped
//! ✗ after 24 h     the lease ends; the address is gone
//! ```

use super::flows::analysing;
use super::layout::Layout;
use super::look::Look;
use super::speech::{Speech, width};
use super::theme::Role;
use crate::analysis::Verdict;
use crate::editor::session::Session;
use crate::lang::Lang;
use crate::language;
use crate::report::{Happening, When, timeline};
use crate::text;
use ratatui::text::{Line, Span};

/// What the popup says.
pub(super) fn speech(lease_hours: u32, session: &Session, lang: Lang, layout: &Layout, look: Look) -> Speech {
    let title = language::time_line(lang).to_owned();
    let width = width(layout);
    let Some(report) = session.shown_report() else {
        return Speech { title, lines: vec![analysing(lang, look)], focus: session.row, ..Speech::default() };
    };
    let happenings = timeline(report, &session.profile);
    let when_width =
        happenings.iter().map(|it| text::width(&language::when(it.when, lease_hours, lang))).max().unwrap_or(0);
    let mut lines: Vec<Line<'static>> =
        happenings.iter().flat_map(|it| line(it, lease_hours, when_width, lang, width, look)).collect();
    if happenings.iter().any(|it| matches!(it.when, When::Lease(_))) {
        let assumed = language::lease_assumed(lease_hours, lang);
        lines.extend(look.paragraph(Span::raw("  "), &assumed, Role::Dim, width));
    }
    Speech { title, lines, focus: session.row, ..Speech::default() }
}

fn line(
    happening: &Happening,
    lease_hours: u32,
    when_width: usize,
    lang: Lang,
    width: u16,
    look: Look,
) -> Vec<Line<'static>> {
    let (mark, role) = match happening.verdict {
        Some(verdict) => look.verdict(verdict),
        None => (" ", Role::Text),
    };
    let when = text::pad(&language::when(happening.when, lease_hours, lang), when_width);
    let words = language::happening(happening, lang);
    let text_role = if happening.verdict == Some(Verdict::Blocked) { Role::Error } else { Role::Text };
    look.paragraph(look.span(format!("{mark} {when} "), role), &words, text_role, width)
}

/// The keys of the time line, for the footer.
pub(super) const fn keys(lang: Lang) -> [(&'static str, &'static str); 2] {
    match lang {
        Lang::Ja => [("←→", "リースの長さを変える"), ("Esc", "閉じる")],
        Lang::En => [("left/right", "another lease time"), ("Esc", "close")],
    }
}
