//! What a pasted text would become, and what that would do; the table shows where.
//!
//! ```text
//! ┌ Paste: 3 rules from a list of addresses ───────┐
//! │▸ protocol    tcp                               │
//! │  port        22                                │
//! │+ allow tcp 203.0.113.0/24 -> 22                │
//! │= in effect allow tcp 198.51.100.7 -> 22        │
//! │! line 5: Source: Host names do not work; ...   │
//! │  example.jp                                    │
//! │                                                │
//! │+ allows tcp 203.0.113.0/24 -> 22               │
//! └────────────────────────────────────────────────┘
//! ```

use super::input::field_rows;
use super::layout::Layout;
use super::look::Look;
use super::page::Paper;
use super::speech::{Speech, width};
use super::theme::Role;
use crate::editor::import::Kind;
use crate::editor::popup::Import;
use crate::editor::session::{Preview, Session};
use crate::editor::words;
use crate::lang::{Lang, Voice};
use crate::language::{self, screen, typing};
use crate::page;
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

/// What the popup says; the fields at its top are [`fields`].
pub(super) fn speech(import: &Import, session: &Session, voice: Voice<'_>, layout: &Layout, look: Look) -> Speech {
    let lang = voice.lang;
    let width = width(layout);
    let mut lines = lines(import, lang, width, look);
    if let Some(Preview { answer: Some((report, delta)), .. }) = &session.preview {
        lines.push(Line::default());
        let blocks = page::delta(delta, Some(report), &session.profile, lang);
        lines.extend(Paper::new(voice, width, look).lines(&blocks));
    }
    let head = if import.pasted.kind == Kind::Addresses { 2 } else { 0 };
    let focus = import.insertion.as_ref().map_or(session.row, |insertion| insertion.at);
    let title = words::import_title(&import.pasted, lang);
    Speech { title, head, lines, scroll: import.scroll, focus, marks: Vec::new() }
}

/// Protocol and port for a list of addresses; where the cursor is.
pub(super) fn fields(
    import: &Import,
    lang: Lang,
    area: Rect,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    field_rows(&import.form, &[screen::protocol_label(lang), screen::port_label(lang)], area, layout, look, buffer)
}

/// What could not be read comes first: it is what a person must know before Enter.
fn lines(import: &Import, lang: Lang, width: u16, look: Look) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let room = usize::from(width).saturating_sub(4);
    for wrong in &import.pasted.wrong {
        let lead = look.span(format!("{} ", look.glyphs.warn()), Role::Warn);
        lines.extend(look.paragraph(lead, &text::visible(&words::import_wrong(wrong, lang)), Role::Warn, width));
        let shown = text::fit(&text::visible(&wrong.text), room, look.glyphs);
        lines.push(look.line(format!("    {shown}"), Role::Dim));
    }
    let skipped = import.insertion.as_ref().map(|insertion| insertion.skipped.as_slice()).unwrap_or_default();
    for (index, rule) in import.pasted.rules.iter().enumerate() {
        let (lead, role) =
            if skipped.contains(&index) { (screen::in_effect(lang), Role::Dim) } else { ("+ ", Role::Added) };
        let words = format!("{}  {}", language::rule(rule, lang), text::visible(&rule.description));
        lines.extend(look.paragraph(look.span(lead, role), words.trim_end(), role, width));
    }
    if lines.is_empty() {
        lines.extend(look.paragraph(Span::raw(""), typing::no_rule_found(lang), Role::Warn, width));
    }
    lines
}
