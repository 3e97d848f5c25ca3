//! The packet theatre, beside the rules: a packet on its way through this filter, and through a stateful firewall.
//!
//! ```text
//! ── Theatre: DHCP lease 4/8 ─────────────────────────────────────
//! server ──▶ DHCP request  udp 68 -> 198.51.100.1:67
//! This packet filter                │ A stateful firewall
//! Outgoing: not checked ...         │ Outgoing: remembers ...
//! The answer: udp ...:67 -> 68      │ It answers what was remembered
//!   1 allow tcp ... another protocol│
//! ✗ 5 deny ip any                   │ ✓ passes
//! ```

use super::layout::Layout;
use super::look::Look;
use super::page::Paper;
use super::speech::{Mark, Speech, height, width};
use super::theme::Role;
use crate::editor::session::Session;
use crate::editor::theatre::Theatre;
use crate::filter::Action;
use crate::lang::{Lang, Voice};
use crate::language::{self, screen};
use crate::page::{self, Block, Gate};
use crate::report::{Conversation, Moment};
use crate::text;
use ratatui::text::{Line, Span};

/// The narrowest region that shows both gates side by side.
const SIDE_BY_SIDE: u16 = 64;

/// What the popup says.
pub(super) fn speech(
    theatre: &Theatre,
    session: &Session,
    voice: Voice<'_>,
    layout: &Layout,
    look: Look,
) -> Option<Speech> {
    let lang = voice.lang;
    let conversation = theatre.conversation()?;
    let (played, all) = theatre.played();
    let flow = language::flow_name(conversation.flow, lang);
    let title = screen::theatre_title(&flow, played.len(), all, lang);
    let width = width(layout);
    let at = |gate: Gate, width: u16| {
        let blocks = played.iter().flat_map(|moment| page::moment(*moment, conversation, session.filter(), lang));
        let blocks: Vec<Block> = blocks.filter(|(here, _)| *here == gate).map(|(_, block)| block).collect();
        let heading = (gate != Gate::Both).then(|| look.line(gate.name(lang), Role::Title));
        heading.into_iter().chain(Paper::new(voice, width, look).lines(&blocks)).collect::<Vec<_>>()
    };
    let outcome = at(Gate::Both, width);
    let room = usize::from(height(layout)).saturating_sub(outcome.len() + 1);
    let mut lines = vec![stage(conversation, &played, lang, look)];
    if width < SIDE_BY_SIDE {
        let theirs = at(Gate::Stateful, width);
        lines.extend(latest(at(Gate::This, width), room.saturating_sub(theirs.len())));
        lines.extend(theirs);
    } else {
        let half = width / 2 - 1;
        lines.extend(side_by_side(latest(at(Gate::This, half), room), at(Gate::Stateful, half), usize::from(half) + 2));
    }
    lines.extend(outcome);
    let row = theatre.row(session.filter().rules.len());
    let (glyph, role) = look.tone(page::moment_tone(played.last(), conversation));
    let marks = row.map(|row| Mark { row, glyph, role }).into_iter().collect();
    // Where not all of it fits, the latest counts.
    Some(Speech { title, lines, scroll: usize::MAX, focus: row.unwrap_or(session.row), marks, ..Speech::default() })
}

/// Lines under a heading, which stays; where there are too many, the latest are kept.
fn latest(mut lines: Vec<Line<'static>>, room: usize) -> Vec<Line<'static>> {
    let hidden = lines.len().saturating_sub(room.max(2));
    lines.drain(lines.len().min(1)..(1 + hidden).min(lines.len()).max(lines.len().min(1)));
    lines
}

/// Two columns as one; the right one begins at this column.
fn side_by_side(left: Vec<Line<'static>>, right: Vec<Line<'static>>, at: usize) -> Vec<Line<'static>> {
    let rows = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let row = |_| {
        let mut line = left.next().unwrap_or_default();
        if let Some(other) = right.next() {
            let used: usize = line.spans.iter().map(|span| text::width(&span.content)).sum();
            line.spans.push(Span::raw(" ".repeat(at.saturating_sub(used))));
            line.spans.extend(other.spans);
        }
        line
    };
    (0..rows).map(row).collect()
}

/// Who sends to whom at this moment.
fn stage(conversation: &Conversation, played: &[Moment], lang: Lang, look: Look) -> Line<'static> {
    let server = screen::server(lang);
    let lost = conversation.walk().is_some_and(|walk| walk.action == Action::Deny);
    let (arrow, role, words) = match played.last() {
        Some(Moment::Asked) => (look.glyphs.outgoing(), Role::Note, language::sent_before(conversation, lang)),
        Some(Moment::Decided | Moment::Outcome) if !conversation.is_certain() => {
            (look.glyphs.uncertain(), Role::Warn, conversation.packet.to_string())
        }
        Some(Moment::Decided | Moment::Outcome) if lost => {
            (look.glyphs.lost(), Role::Error, conversation.packet.to_string())
        }
        Some(Moment::Decided | Moment::Outcome) => (look.glyphs.incoming(), Role::Ok, conversation.packet.to_string()),
        _ => (look.glyphs.incoming(), Role::Note, conversation.packet.to_string()),
    };
    Line::from(vec![look.span(format!("{server} "), Role::Title), look.span(format!("{arrow} {words}"), role)])
}

/// The keys of the theatre, for the footer.
pub(super) const fn keys(lang: Lang) -> [(&'static str, &'static str); 5] {
    match lang {
        Lang::Ja => [("Enter", "次へ"), ("←", "前へ"), ("Tab", "次の通信"), ("?", "用語"), ("Esc", "閉じる")],
        Lang::En => [("Enter", "next"), ("left", "back"), ("Tab", "next flow"), ("?", "words"), ("Esc", "close")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(words: &[&str]) -> Vec<Line<'static>> {
        words.iter().map(|word| Line::from((*word).to_owned())).collect()
    }

    #[test]
    fn the_heading_and_the_latest_lines_stay() {
        assert_eq!(latest(lines(&["head", "a", "b", "c"]), 3), lines(&["head", "b", "c"]));
        assert_eq!(latest(lines(&["head", "a"]), 0), lines(&["head", "a"]));
        assert_eq!(latest(Vec::new(), 0), Vec::new());
    }

    #[test]
    fn columns_of_different_length_stand_side_by_side() {
        let rows: Vec<String> =
            side_by_side(lines(&["許可", "b"]), lines(&["x"]), 6).iter().map(ToString::to_string).collect();
        assert_eq!(rows, ["許可  x", "b"]);
    }
}
