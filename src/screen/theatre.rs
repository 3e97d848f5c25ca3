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
use super::look::{Look, put, put_all};
use super::rules::framed;
use super::theme::Role;
use crate::editor::Editor;
use crate::editor::theatre::Theatre;
use crate::filter::{Action, Filter};
use crate::lang::Lang;
use crate::language;
use crate::report::{Conversation, Moment};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// The narrowest region that shows both gates side by side.
const SIDE_BY_SIDE: u16 = 64;

pub(super) fn draw(theatre: &Theatre, editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) {
    let lang = editor.lang;
    let (Some(session), Some(conversation)) = (editor.session(), theatre.conversation()) else { return };
    let (played, all) = theatre.played();
    let flow = language::flow_name(conversation.flow, lang);
    let title = say!(lang, "パケット劇場: {flow} {}/{all}", "Theatre: {flow} {}/{all}", played.len());
    super::popup::clear(layout.reading, buffer);
    let area = framed(&title, layout.reading, layout, look, buffer);
    put(&stage(conversation, &played, lang, look), area, 0, buffer);
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let ours = |width| ours(conversation, &played, session.filter(), lang, width, look);
    let theirs = |width| theirs(conversation, &played, lang, width, look);
    let outcome = outcome(&played, conversation, lang, body.width, look);
    let height = u16::try_from(outcome.len()).unwrap_or(body.height).min(body.height);
    put_all(&outcome, 0, Rect { y: body.bottom() - height, height, ..body }, buffer);
    let log = Rect { height: body.height - height, ..body };
    if body.width < SIDE_BY_SIDE {
        let lines = [ours(body.width), vec![Line::default()], theirs(body.width)].concat();
        return put_latest(&lines, log, buffer);
    }
    let width = log.width / 2 - 1;
    put_latest(&ours(width), Rect { width, ..log }, buffer);
    let right = Rect { x: log.x + width + 2, width: log.width - width - 2, ..log };
    put_latest(&theirs(right.width), right, buffer);
}

/// Lines under a heading, which stays; where there are too many, the latest are shown.
fn put_latest(lines: &[Line<'_>], area: Rect, buffer: &mut Buffer) {
    let Some((heading, rest)) = lines.split_first() else { return };
    put(heading, area, 0, buffer);
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    put_all(rest, rest.len().saturating_sub(usize::from(body.height)), body, buffer);
}

/// Who sends to whom at this moment.
fn stage(conversation: &Conversation, played: &[Moment], lang: Lang, look: Look) -> Line<'static> {
    let server = lang.pick("サーバ", "server");
    let lost = conversation.walk().is_some_and(|walk| walk.action == Action::Deny);
    let (arrow, role, words) = match played.last() {
        Some(Moment::Asked) => (look.glyphs.outgoing(), Role::Note, language::sent_before(conversation, lang)),
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
    let mut lines =
        vec![look.line(lang.pick("このフィルタ (何も覚えない)", "This filter (remembers nothing)"), Role::Title)];
    let Some(walk) = conversation.walk() else { return lines };
    for moment in played {
        let (lead, role, words) = match moment {
            Moment::Asked => (Span::raw("  "), Role::Text, language::nothing_remembered(lang)),
            Moment::Arrived => (Span::raw("  "), Role::Text, language::arrived(conversation, lang)),
            Moment::Missed(index) => (
                look.span(format!("{:>3} ", index + 1), Role::Dim),
                Role::Dim,
                language::missed(walk, *index, filter, lang),
            ),
            Moment::Decided => {
                let (mark, role) = mark(walk.action == Action::Allow, look);
                let lead = look.span(format!("{mark} {} ", walk.decider.number()), role);
                (lead, role, language::decided(walk, filter, lang))
            }
            Moment::Outcome => continue,
        };
        lines.extend(look.paragraph(lead, &words, role, width));
    }
    lines
}

fn theirs(conversation: &Conversation, played: &[Moment], lang: Lang, width: u16, look: Look) -> Vec<Line<'static>> {
    let mut lines =
        vec![look.line(
            lang.pick("ステートフルなら (AWS の SG など)", "A stateful one (an AWS security group)"),
            Role::Title,
        )];
    for moment in played {
        let (lead, role, words) = match moment {
            Moment::Asked => (Span::raw("  "), Role::Text, language::remembered(lang)),
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
pub(super) const fn keys(lang: Lang) -> [(&'static str, &'static str); 4] {
    match lang {
        Lang::Ja => [("Enter", "次へ"), ("←", "前へ"), ("Tab", "次の通信"), ("Esc", "閉じる")],
        Lang::En => [("Enter", "next"), ("left", "back"), ("Tab", "next flow"), ("Esc", "close")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_and_the_latest_lines_stay() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 3));
        let lines: Vec<Line<'_>> = ["head", "a", "b", "c"].into_iter().map(Line::from).collect();
        put_latest(&lines, buffer.area, &mut buffer);
        let rows: Vec<String> =
            (0..3).map(|y| (0..4).map(|x| buffer[(x, y)].symbol().to_owned()).collect::<String>()).collect();
        assert_eq!(rows, ["head", "b   ", "c   "]);
    }
}
