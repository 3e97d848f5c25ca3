//! The packet tracer: the traffic, its verdict, and the walk of a packet down the rules.
//!
//! ```text
//! ┌ Packet tracer ──────────────────────────────────────────────┐
//! │ traffic: udp 198.51.100.1:67 -> 68                          │
//! │ ✗ blocked by rule 5                                         │
//! │ udp 198.51.100.1:67 -> 68                                   │
//! │   1 passes by: allow tcp 203.0.113.7 -> 22   (protocol)     │
//! │ ✗ 5 deny ip any                                             │
//! └─────────────────────────────────────────────────────────────┘
//! ```

use super::input::labelled;
use super::layout::Layout;
use super::look::Look;
use super::speech::Speech;
use super::theme::Role;
use crate::editor::popup::Tracer;
use crate::editor::session::Session;
use crate::lang::{Lang, Voice};
use crate::language::{self, grammar, pages, screen};
use crate::page::{self, Block, Page, Tone};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What the popup says; its input line is [`input`].
pub(super) fn speech(tracer: &Tracer, session: &Session, voice: Voice<'_>, layout: &Layout, look: Look) -> Speech {
    let lang = voice.lang;
    let page = match &tracer.answer {
        Ok(traced) => page::trace(traced, session.filter(), lang),
        Err(error) => {
            let expected = language::traffic_expected(error.expected, lang);
            let text = grammar::character(error.at + 1, &expected, lang);
            let wrong = Block::Head { mark: Tone::Warning, tone: Tone::Error, word: String::new(), text };
            Page { title: pages::tracer(lang).to_owned(), blocks: vec![wrong], ..Page::default() }
        }
    };
    Speech { head: 1, ..super::page::speech(page, (tracer.scroll, session.row), voice, layout, look) }
}

/// The traffic, in the first row of the popup; where its cursor is.
pub(super) fn input(tracer: &Tracer, lang: Lang, area: Rect, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let role = if tracer.answer.is_ok() { Role::Text } else { Role::Error };
    labelled(screen::traffic_label(lang), &tracer.line, role, area, look, buffer)
}
