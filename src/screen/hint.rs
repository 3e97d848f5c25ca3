//! The line under everything while a field is typed: what it takes, what it understood, what is wrong, what it could
//! complete.
//!
//! ```text
//!  ➜ 203.0.113.0/24 (Ctrl-E)  character 4: This takes an IPv4 address, such as 203.0.113.7.
//! ```

use super::look::Look;
use super::theme::Role;
use crate::editor::draft::Draft;
use crate::filter::Field;
use crate::lang::Lang;
use crate::language::{self, typing};
use crate::text;
use ratatui::text::Line;

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

fn sentence(draft: &Draft, lang: Lang) -> (String, Role) {
    if let Some(error) = draft.error {
        return (typing::wrong_at(error, lang), Role::Error);
    }
    if !draft.more.is_empty() {
        return (typing::one_each(draft.more.len() + 1, lang), Role::Key);
    }
    if draft.loses_prefix() {
        return (typing::loses_prefix(lang).to_owned(), Role::Note);
    }
    if let Some(service) = draft.service() {
        let fits = service.protocols.contains(&draft.rule.protocol);
        let words = typing::service_meaning(service, draft.rule.protocol, lang);
        return (words, if fits { Role::Note } else { Role::Warn });
    }
    let field = language::field_name(draft.field, lang);
    (format!("{field}: {}", typing::field_hint(draft.field, lang)), Role::Note)
}
