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
use super::speech::{Mark, Speech, height, width};
use super::theme::Role;
use crate::analysis::{Condition, Reading, Trace};
use crate::editor::session::Session;
use crate::editor::theatre::Theatre;
use crate::filter::{Action, Filter};
use crate::lang::Lang;
use crate::language;
use crate::report::{Conversation, Moment};
use crate::text;
use ratatui::text::{Line, Span};

/// The narrowest region that shows both gates side by side.
const SIDE_BY_SIDE: u16 = 64;

/// What the popup says.
pub(super) fn speech(theatre: &Theatre, session: &Session, lang: Lang, layout: &Layout, look: Look) -> Option<Speech> {
    let conversation = theatre.conversation()?;
    let (played, all) = theatre.played();
    let flow = language::flow_name(conversation.flow, lang);
    let title = say!(lang, "パケット劇場: {flow} {}/{all}", "Theatre: {flow} {}/{all}", played.len());
    let width = width(layout);
    let outcome = outcome(&played, conversation, lang, width, look);
    let room = usize::from(height(layout)).saturating_sub(outcome.len() + 1);
    let mut lines = vec![stage(conversation, &played, lang, look)];
    if width < SIDE_BY_SIDE {
        let theirs = theirs(conversation, &played, lang, width, look);
        let ours = ours(conversation, &played, session.filter(), lang, width, look);
        lines.extend(latest(ours, room.saturating_sub(theirs.len())));
        lines.extend(theirs);
    } else {
        let half = width / 2 - 1;
        let ours = latest(ours(conversation, &played, session.filter(), lang, half, look), room);
        lines.extend(side_by_side(ours, theirs(conversation, &played, lang, half, look), usize::from(half) + 2));
    }
    lines.extend(outcome);
    let row = theatre.row(session.filter().rules.len());
    let marks = row.map(|row| mark_of(row, &played, conversation, look)).into_iter().collect();
    // Where not all of it fits, the latest counts.
    Some(Speech { title, lines, scroll: usize::MAX, focus: row.unwrap_or(session.row), marks, ..Speech::default() })
}

/// How the table marks the rule of the present moment.
fn mark_of(row: usize, played: &[Moment], conversation: &Conversation, look: Look) -> Mark {
    let passes = conversation.walk().is_some_and(|walk| walk.action == Action::Allow);
    let (glyph, role) = match played.last() {
        Some(Moment::Missed(_)) => (look.glyphs.selected(), Role::Note),
        _ => mark(passes, look),
    };
    Mark { row, glyph, role }
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
    let server = lang.pick("サーバ", "server");
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

fn ours(
    conversation: &Conversation,
    played: &[Moment],
    filter: &Filter,
    lang: Lang,
    width: u16,
    look: Look,
) -> Vec<Line<'static>> {
    let mut lines = vec![look.line(language::this_gate(lang), Role::Title)];
    let Some(walk) = conversation.walk() else { return lines };
    for moment in played {
        let (lead, role, words) = match moment {
            Moment::Asked => (Span::raw("  "), Role::Text, language::nothing_remembered(lang)),
            Moment::Arrived => (Span::raw("  "), Role::Text, language::arrived(conversation, lang)),
            Moment::Missed(index) => (
                look.span(format!("{:>3} ", index + 1), Role::Dim),
                Role::Dim,
                language::missed(walk, &conversation.packet, *index, filter, lang),
            ),
            Moment::Decided => {
                for other in conversation.walks.iter().filter(|other| *other != walk) {
                    lines.extend(decided(other, conversation, filter, lang, width, look));
                }
                lines.extend(decided(walk, conversation, filter, lang, width, look));
                continue;
            }
            Moment::Outcome => continue,
        };
        lines.extend(look.paragraph(lead, &words, role, width));
    }
    lines
}

/// Who decides, and in which reading of the documents, if it depends on that.
fn decided(
    walk: &Trace,
    conversation: &Conversation,
    filter: &Filter,
    lang: Lang,
    width: u16,
    look: Look,
) -> Vec<Line<'static>> {
    let (mark, role) = mark(walk.action == Action::Allow, look);
    let lead = look.span(format!("{mark} {} ", walk.decider.number()), role);
    let all: Vec<Reading> = conversation.walks.iter().flat_map(|walk| walk.readings.iter().copied()).collect();
    let condition = language::condition(&Condition::of(&walk.readings, &all), lang);
    let words = language::decided(walk, filter, lang);
    let words = condition.map_or(words.clone(), |condition| format!("{words}  {condition}"));
    look.paragraph(lead, &words, role, width)
}

fn theirs(conversation: &Conversation, played: &[Moment], lang: Lang, width: u16, look: Look) -> Vec<Line<'static>> {
    let mut lines = vec![look.line(language::stateful_gate(lang), Role::Title)];
    for moment in played {
        let (lead, role, words) = match moment {
            Moment::Asked => (Span::raw("  "), Role::Text, language::remembered(conversation, lang)),
            Moment::Arrived => {
                let (mark, role) = mark(conversation.stateful.passes(), look);
                (look.span(format!("{mark} "), role), role, language::stateful(conversation.stateful, lang))
            }
            _ => continue,
        };
        lines.extend(look.paragraph(lead, &words, role, width));
    }
    lines
}

fn outcome(played: &[Moment], conversation: &Conversation, lang: Lang, width: u16, look: Look) -> Vec<Line<'static>> {
    if played.last() != Some(&Moment::Outcome) {
        return Vec::new();
    }
    let fine = conversation.walk().is_some_and(|walk| walk.action == Action::Allow) == conversation.is_wanted();
    let role = if fine { Role::Text } else { Role::Warn };
    look.paragraph(
        look.span(format!("{} ", look.glyphs.arrow()), role),
        &language::outcome(conversation, lang),
        role,
        width,
    )
}

fn mark(passes: bool, look: Look) -> (&'static str, Role) {
    if passes { (look.glyphs.ok(), Role::Ok) } else { (look.glyphs.fail(), Role::Error) }
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
