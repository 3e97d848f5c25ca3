//! What a pasted text would become, over the table; the panel shows what that would do.
//!
//! ```text
//! ┌ Paste: 3 rules from a list of addresses ───────┐
//! │▸ protocol    tcp                               │
//! │  port        22                                │
//! │+ allow tcp 203.0.113.0/24 -> 22                │
//! │= in effect allow tcp 198.51.100.7 -> 22        │
//! │! line 5: Source: Host names do not work; ...   │
//! │  example.jp                                    │
//! └────────────────────────────────────────────────┘
//! ```

use super::dialog::field_rows;
use super::layout::Layout;
use super::look::{Look, put_all};
use super::theme::Role;
use super::{popup, text};
use crate::editor::import::Kind;
use crate::editor::popup::Import;
use crate::editor::{Editor, words};
use crate::lang::Lang;
use crate::language;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

pub(super) fn draw(
    import: &Import,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let lang = editor.lang;
    let title = words::import_title(&import.pasted, lang);
    let mut area = popup::frame(layout.rules, &title, look.theme, look.glyphs, buffer);
    let mut cursor = None;
    if import.pasted.kind == Kind::Addresses {
        let fields = Rect { height: area.height.min(2), ..area };
        cursor = field_rows(&import.form, &words::import_fields(lang), fields, layout, look, buffer);
        area = Rect { y: area.y + fields.height, height: area.height - fields.height, ..area };
    }
    let lines = lines(import, lang, area.width, look);
    let most = lines.len().saturating_sub(usize::from(area.height));
    put_all(&lines, import.scroll.min(most), area, buffer);
    cursor
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
        let (lead, role) = if skipped.contains(&index) {
            (lang.pick("= すでに有効 ", "= in effect "), Role::Dim)
        } else {
            ("+ ", Role::Added)
        };
        let words = format!("{}  {}", language::rule(rule, lang), text::visible(&rule.description));
        lines.extend(look.paragraph(look.span(lead, role), words.trim_end(), role, width));
    }
    if lines.is_empty() {
        let words = lang.pick("ルールは見つかりませんでした。", "No rule was found in it.");
        lines.extend(look.paragraph(Span::raw(""), words, Role::Warn, width));
    }
    lines
}
