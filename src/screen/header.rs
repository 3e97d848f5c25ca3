//! The first row: which filter, what it protects, how many rules.
//!
//! ```text
//!  sekimori  web.json (unsaved)   shared segment / Linux 32768-60999   you: 203.0.113.7    6 of 30 rules  L 日本語
//! ```

use super::layout::Layout;
use super::look::{Look, put};
use super::theme::Role;
use crate::editor::Editor;
use crate::editor::pointer::Target;
use crate::editor::session::Session;
use crate::filter::MAX_RULES;
use crate::lang::ActionId;
use crate::language::{self, screen};
use crate::text;
use crate::text::Glyphs;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

pub(super) fn draw(session: &Session, editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) {
    let area = layout.header;
    let lang = editor.lang;
    let rules = session.filter().rules.len();
    let count = screen::rules_of(rules, MAX_RULES, lang);
    // Whoever cannot read this language finds the key for the other.
    let key = editor.keymap.keys(ActionId::Language).first().map(|key| format!("{key} ")).unwrap_or_default();
    let name = match look.glyphs {
        Glyphs::Ascii => lang.other().code(),
        Glyphs::Unicode => ActionId::Language.name(lang),
    };
    let other = format!("{key}{name} ");
    let right = format!("{count}  {other}");
    let count_role = if rules > MAX_RULES { Role::Error } else { Role::Dim };
    let room = usize::from(area.width).saturating_sub(text::width(&right) + 2);

    let wide = area.width >= 100;
    let looks = if session.only_looks() { format!(" {}", screen::only_looks(lang)) } else { String::new() };
    let modified = looks
        + &match session.is_unsaved() {
            true if wide => format!(" {}", screen::unsaved(lang)),
            true => " [+]".to_owned(),
            false => String::new(),
        };
    let brand = if wide { " sekimori  " } else { " " };
    let name_room = room.saturating_sub(text::width(brand) + text::width(&modified));
    let name = text::fit(&text::visible(&session.title()), name_room, look.glyphs);
    let used = text::width(brand) + text::width(&name) + text::width(&modified);
    let mut spans = vec![look.span(brand, Role::Dim), look.span(name, Role::Title), look.span(modified, Role::Warn)];
    let left = room.saturating_sub(used + 3);
    if left > 12 {
        spans.push(Span::raw("   "));
        spans.push(look.span(text::fit(&profile(session, editor, left), left, look.glyphs), Role::Note));
    }
    put(&Line::from(spans), area, 0, buffer);
    let width = u16::try_from(text::width(&right)).unwrap_or(0).min(area.width);
    let corner = Rect { x: area.right() - width, width, ..area };
    put(
        &Line::from(vec![look.span(format!("{count}  "), count_role), look.span(other.as_str(), Role::Dim)]),
        corner,
        0,
        buffer,
    );
    let cells = u16::try_from(text::width(&other)).unwrap_or(0).min(width);
    layout.mark(Rect { x: area.right() - cells, width: cells, ..corner }, Target::Action(ActionId::Language));
}

/// What the filter protects, in as many words as fit: attachment, guest, return ports, services.
fn profile(session: &Session, editor: &Editor, room: usize) -> String {
    let profile = &session.open.profile;
    let place = language::attachment(profile.attachment, editor.lang);
    let least = format!("{place} / {}", profile.guest.name());
    let ports = format!("{least} {}", profile.ephemeral_ports());
    let you = editor.own_address.map(|address| format!("   {}", screen::you(address, editor.lang))).unwrap_or_default();
    let services: Vec<String> = profile.services.iter().map(ToString::to_string).collect();
    let all = if services.is_empty() { ports.clone() } else { format!("{ports} / {}", services.join(" ")) };
    let wished =
        [format!("{all}{you}"), format!("{ports}{you}"), format!("{least}{you}"), format!("{place}{you}"), least];
    wished.into_iter().find(|words| text::width(words) <= room).unwrap_or_else(|| place.to_owned())
}
