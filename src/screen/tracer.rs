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
use super::speech::{Mark, Speech, covers, rules_in_full, width};
use super::theme::Role;
use crate::analysis::{Answer, Condition, Decider, Packet, Reading, Trace};
use crate::editor::popup::{Traced, Tracer};
use crate::editor::session::Session;
use crate::filter::Action;
use crate::lang::Lang;
use crate::language;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

/// What the popup says; its input line is [`input`].
pub(super) fn speech(tracer: &Tracer, session: &Session, lang: Lang, layout: &Layout, look: Look) -> Speech {
    let width = width(layout);
    let mut lines = match &tracer.answer {
        Ok(traced) => lines(traced, session, lang, width, look),
        Err(error) => {
            let expected = language::traffic_expected(error.expected, lang);
            let words = say!(lang, "{} 文字目: {expected}", "character {}: {expected}", error.at + 1);
            look.paragraph(look.span("! ", Role::Error), &words, Role::Error, width)
        }
    };
    let marks = tracer.answer.as_ref().map(|traced| marks(traced, session, look)).unwrap_or_default();
    if let (true, Some(first)) = (covers(layout), marks.first()) {
        let verdict = lines.len().min(1);
        lines.splice(verdict..verdict, rules_in_full(&[first.row], session, lang, width, look));
    }
    let title = lang.pick("パケット追跡", "Packet tracer").to_owned();
    let focus = marks.first().map_or(session.row, |mark| mark.row);
    Speech { title, head: 1, lines, scroll: tracer.scroll, focus, marks }
}

/// The traffic, in the first row of the popup; where its cursor is.
pub(super) fn input(tracer: &Tracer, lang: Lang, area: Rect, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let role = if tracer.answer.is_ok() { Role::Text } else { Role::Error };
    labelled(lang.pick("通信: ", "traffic: "), &tracer.line, role, area, look, buffer)
}

/// Who decides: first the one at whom the first walk ends.
fn marks(traced: &Traced, session: &Session, look: Look) -> Vec<Mark> {
    let row = |decider: Decider| match decider {
        Decider::Rule(row) => row,
        Decider::Default => session.filter().rules.len(),
    };
    let mark = |decider, action| match action {
        Action::Allow => Mark { row: row(decider), glyph: look.glyphs.ok(), role: Role::Ok },
        Action::Deny => Mark { row: row(decider), glyph: look.glyphs.fail(), role: Role::Error },
    };
    let walks = traced.walks.iter().flat_map(|(_, walks)| walks).map(|walk| mark(walk.decider, walk.action));
    let of = |action| traced.answer.deciders_of(action).into_iter().map(move |decider| mark(decider, action));
    walks.chain(of(Action::Deny)).chain(of(Action::Allow)).collect()
}

fn lines(traced: &Traced, session: &Session, lang: Lang, width: u16, look: Look) -> Vec<Line<'static>> {
    let (mark, role) = look.verdict(traced.answer.verdict);
    let words = verdict(&traced.answer, lang);
    let mut lines = look.paragraph(look.span(format!("{mark} "), role), &words, role, width);
    for (packet, walks) in &traced.walks {
        lines.push(Line::default());
        let all: Vec<Reading> = walks.iter().flat_map(|walk| walk.readings.iter().copied()).collect();
        for walk in walks {
            let condition = Condition::of(&walk.readings, &all);
            lines.extend(walk_lines(packet, walk, &condition, session, lang, width, look));
        }
    }
    lines
}

/// The verdict and who decides, in one sentence.
fn verdict(answer: &Answer, lang: Lang) -> String {
    let word = language::verdict(answer.verdict, lang);
    let by = |action| {
        let list = answer.deciders_of(action);
        (!list.is_empty()).then(|| format!("{} {}", language::action(action, lang), language::deciders(&list, lang)))
    };
    let parts: Vec<String> = [Action::Allow, Action::Deny].into_iter().filter_map(by).collect();
    format!("{word} ({})", parts.join(" / "))
}

fn walk_lines(
    packet: &Packet,
    walk: &Trace,
    condition: &Condition,
    session: &Session,
    lang: Lang,
    width: u16,
    look: Look,
) -> Vec<Line<'static>> {
    let rules = &session.filter().rules;
    let mut head = packet.to_string();
    if let Some(condition) = language::condition(condition, lang) {
        head = format!("{head}  {condition}");
    }
    let mut lines = look.paragraph(Span::raw(""), &head, Role::Note, width);
    for (index, rule) in rules.iter().take(walk.missed.len()).enumerate() {
        let lead = look.span(format!("  {:>3} ", index + 1), Role::Dim);
        let why = language::missed(walk, packet, index, session.filter(), lang);
        let words = format!("{}  ... {why}", language::rule(rule, lang));
        lines.extend(look.paragraph(lead, &words, Role::Dim, width));
    }
    let (mark, role) = match walk.action {
        Action::Allow => (look.glyphs.ok(), Role::Ok),
        Action::Deny => (look.glyphs.fail(), Role::Error),
    };
    let words = match walk.decider {
        Decider::Rule(index) => rules.get(index).map(|rule| language::rule(rule, lang)).unwrap_or_default(),
        Decider::Default => {
            lang.pick("どのルールにも一致しないので、既定で許可", "no rule matched: allowed by default").to_owned()
        }
    };
    let lead = look.span(format!("{mark} {:>3} ", walk.decider.number()), role);
    lines.extend(look.paragraph(lead, &words, role, width));
    lines
}
