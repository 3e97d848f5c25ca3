//! The line under everything while a field is typed: what it takes, what it understood, what is wrong, what it could
//! complete.
//!
//! ```text
//!  ➜ 203.0.113.0/24 (Ctrl-E)  character 4: This takes an IPv4 address, such as 203.0.113.7.
//! ```

use super::input::draw_input;
use super::layout::Layout;
use super::look::{Look, put};
use super::theme::Role;
use crate::editor::draft::Draft;
use crate::editor::input::Input;
use crate::editor::words;
use crate::editor::{Editor, Line as Typed};
use crate::filter::Field;
use crate::lang::Lang;
use crate::language::{self, typing};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// The hint for a draft.
pub(super) fn of_draft(draft: &Draft, lang: Lang, look: Look) -> Line<'static> {
    let own = |text: &String| draft.field == Field::Source && draft.own.as_ref() == Some(text);
    let offer = draft.suggestion().map(|text| {
        let whose = if own(&text) { format!(" {}", typing::your_address(lang)) } else { String::new() };
        format!(" {} {}{whose} (Ctrl-E)", look.glyphs.arrow(), text::visible(&text))
    });
    let (mut words, role) = sentence(draft, lang);
    if let (Some(error), Some(_)) = (draft.error, &offer) {
        words = language::expected(error.expected, lang);
    }
    let mut spans: Vec<_> = offer.map(|offer| look.span(offer, Role::Key)).into_iter().collect();
    spans.push(look.span(format!(" {words}"), role));
    Line::from(spans)
}

/// The search being typed, in the notice line, with what it finds behind it; where its cursor is.
pub(super) fn search_prompt(
    line: &Typed,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let (lang, area) = (editor.lang, layout.notice);
    let session = editor.session()?;
    put(&look.line(format!("{:width$}", " /", width = usize::from(area.width)), Role::Key), area, 0, buffer);
    let half = Rect { x: area.x + 2, width: (area.width / 3).max(12), ..area };
    let cursor = draw_input(&Input::Text(line.clone()), Role::Text, half, look, buffer);
    if let Some(search) = &session.search {
        let matches = session.matches();
        let place = matches.iter().position(|row| *row == session.row);
        let role = if matches.is_empty() { Role::Warn } else { Role::Note };
        let rest = Rect { x: half.right() + 1, width: area.right().saturating_sub(half.right() + 1), ..area };
        let words = text::fit(&words::found(search, place, matches.len(), lang), usize::from(rest.width), look.glyphs);
        put(&look.line(text::visible(&words), role), rest, 0, buffer);
    }
    cursor
}

fn sentence(draft: &Draft, lang: Lang) -> (String, Role) {
    if let Some(error) = draft.error {
        return (typing::wrong_at(error, lang), Role::Error);
    }
    if draft.loses_prefix() {
        return (typing::loses_prefix(lang).to_owned(), Role::Note);
    }
    if let Some(service) = draft.service() {
        let fits = service.protocols.contains(&draft.rule.protocol);
        let words = typing::service_meaning(&service, draft.rule.protocol, lang);
        return (words, if fits { Role::Note } else { Role::Warn });
    }
    let field = language::field_name(draft.field, lang);
    (format!("{field}: {}", typing::field_hint(draft.field, lang)), Role::Note)
}
