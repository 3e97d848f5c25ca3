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

use super::layout::Layout;
use super::look::{Look, put, put_all};
use super::rules::draw_input;
use super::theme::Role;
use super::{popup, text};
use crate::analysis::{Answer, Condition, Decider, Packet, Reading, Trace};
use crate::editor::Editor;
use crate::editor::input::Input;
use crate::editor::popup::{Traced, Tracer};
use crate::editor::session::Session;
use crate::filter::Action;
use crate::lang::Lang;
use crate::language;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

pub(super) fn draw(
    tracer: &Tracer,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let lang = editor.lang;
    let session = editor.session()?;
    let screen = layout.screen;
    let area = Rect { y: screen.y + 1, height: screen.height - 3, ..screen };
    let title = lang.pick("パケット追跡", "Packet tracer");
    let area = popup::frame(popup::centred(area, 100, area.height), title, look.theme, look.glyphs, buffer);
    if area.is_empty() {
        return None;
    }
    let label = lang.pick("通信: ", "traffic: ");
    put(&look.line(label, Role::Dim), area, 0, buffer);
    let indent = u16::try_from(text::width(label)).unwrap_or(0).min(area.width);
    let cell = Rect { x: area.x + indent, width: area.width - indent, height: 1, ..area };
    let role = if tracer.answer.is_ok() { Role::Text } else { Role::Error };
    let cursor = draw_input(&Input::Text(tracer.line.clone()), role, cell, look, buffer);
    let lines = match &tracer.answer {
        Ok(traced) => lines(traced, session, lang, area.width, look),
        Err(error) => {
            let expected = language::traffic_expected(error.expected, lang);
            let words = say!(lang, "{} 文字目: {expected}", "character {}: {expected}", error.at + 1);
            look.paragraph(look.span("! ", Role::Error), &words, Role::Error, area.width)
        }
    };
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let most = lines.len().saturating_sub(usize::from(body.height));
    put_all(&lines, tracer.scroll.min(most), body, buffer);
    cursor
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
    for (index, (rule, field)) in rules.iter().zip(&walk.missed).enumerate() {
        let lead = look.span(format!("  {:>3} ", index + 1), Role::Dim);
        let field = language::field_name(*field, lang).to_lowercase();
        let rule = language::rule(rule, lang);
        let words = say!(lang, "{rule}  ... {field}が違います", "{rule}  ... another {field}");
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
