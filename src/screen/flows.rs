//! The verdict on every flow.
//!
//! ```text
//! ✗ DHCP lease        blocked    rule 6
//! ✓ SSH from admins   allowed    rule 1
//! ```

use super::frame::framed;
use super::layout::{Arrangement, Layout};
use super::look::{Look, put, put_all};
use super::theme::Role;
use crate::analysis::Verdict;
use crate::editor::pointer::Target;
use crate::editor::session::Session;
use crate::lang::Lang;
use crate::language;
use crate::profile::FlowId;
use crate::report::{FlowVerdict, Report, Status};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

pub(super) fn draw(session: &Session, lang: Lang, layout: &Layout, look: Look, buffer: &mut Buffer) {
    layout.mark(layout.flows, Target::Panel);
    if layout.arrangement == Arrangement::Strip {
        put(&strip(session, lang, layout.flows.width, look), layout.flows, 0, buffer);
        return;
    }
    let title = lang.pick("届くもの・届かないもの", "What gets through");
    let area = framed(title, layout.flows, layout, look, buffer);
    match session.shown_report() {
        Some(report) => put_all(&lines(session, report, lang, area, look), 0, area, buffer),
        None => put(&analysing(lang, look), area, 0, buffer),
    }
}

/// Instead of an answer that is not there yet.
pub(super) fn analysing(lang: Lang, look: Look) -> Line<'static> {
    look.line(lang.pick("解析しています...", "analysing ..."), Role::Dim)
}

/// One line a flow. Where not all fit, the troubled ones come first and the last line counts the rest.
fn lines(session: &Session, report: &Report, lang: Lang, area: Rect, look: Look) -> Vec<Line<'static>> {
    let mut flows: Vec<&FlowVerdict> = report.flows.iter().collect();
    let height = usize::from(area.height);
    if flows.len() <= height {
        return flows.into_iter().map(|flow| line(session, flow, lang, area.width, look)).collect();
    }
    flows.sort_by_key(|flow| flow.severity.map_or(3, |severity| severity as u8));
    let shown = height.saturating_sub(1);
    let rest = flows.split_off(shown.min(flows.len()));
    let mut lines: Vec<Line<'static>> =
        flows.into_iter().map(|flow| line(session, flow, lang, area.width, look)).collect();
    let more = rest.iter().filter(|flow| is_wrong(flow)).count();
    let fine = rest.len() - more;
    lines.push(match more {
        0 => look.line(say!(lang, "  ほか {fine} 件は問題なし", "  {fine} more are fine"), Role::Dim),
        _ => look.line(
            say!(lang, "  ほか {} 件 (うち {more} 件に問題)", "  {} more, {more} with a problem", rest.len()),
            Role::Warn,
        ),
    });
    lines
}

/// Whether a flow is not as it should be.
fn is_wrong(flow: &FlowVerdict) -> bool {
    matches!(flow.status(), Status::Wrong(_))
}

/// The verdict before the edit in hand, if it would change.
fn changed_from(session: &Session, id: FlowId) -> Option<Verdict> {
    let (_, delta) = session.preview.as_ref()?.answer.as_ref()?;
    delta.flows.iter().find(|change| change.id == id).map(|change| change.before)
}

fn line(session: &Session, flow: &FlowVerdict, lang: Lang, width: u16, look: Look) -> Line<'static> {
    let id = flow.flow.id;
    let (mark, role) = mark(flow, look);
    let (name_width, word_width) = (16, lang.pick(10, 11));
    let name = text::pad(&text::fit(&language::flow_name(id, lang), name_width, look.glyphs), name_width + 1);
    let word = |verdict| match id {
        FlowId::EverythingElse => language::closedness(verdict, lang),
        _ => language::verdict(verdict, lang),
    };
    let room = usize::from(width).saturating_sub(name_width + word_width + 4);
    let by = match changed_from(session, id) {
        Some(before) => {
            let words = say!(lang, "前: {}", "was {}", word(before));
            // Half a word says nothing.
            if text::width(&words) <= room { words } else { word(before).to_owned() }
        }
        None => language::deciders(&flow.deciders, lang),
    };
    let name_role = if flow.flow.needed { Role::Text } else { Role::Dim };
    Line::from(vec![
        look.span(format!("{mark} "), role),
        look.span(name, name_role),
        look.span(text::pad(word(flow.verdict()), word_width + 1), role),
        look.span(text::fit(shortened(&by, room), room, look.glyphs), Role::Dim),
    ])
}

/// Where there is no room for "rules 4, 8", the numbers say enough.
fn shortened(by: &str, room: usize) -> &str {
    if text::width(by) <= room {
        return by;
    }
    ["ルール ", "rules ", "rule "].iter().find_map(|word| by.strip_prefix(word)).unwrap_or(by)
}

fn mark(flow: &FlowVerdict, look: Look) -> (&'static str, Role) {
    match flow.status() {
        Status::Fine => (look.glyphs.ok(), Role::Ok),
        Status::Wrong(severity) => look.severity(severity),
        Status::Idle => (look.glyphs.removed(), Role::Dim),
    }
}

/// The narrow screen's summary: the troubled flows by name, or that all is well.
fn strip(session: &Session, lang: Lang, width: u16, look: Look) -> Line<'static> {
    let Some(report) = session.shown_report() else { return analysing(lang, look) };
    let troubled: Vec<&FlowVerdict> = report.flows.iter().filter(|flow| is_wrong(flow)).collect();
    if troubled.is_empty() {
        let words = lang.pick("必要な通信はすべて通ります", "everything needed gets through");
        return Line::from(vec![look.span(format!("{} ", look.glyphs.ok()), Role::Ok), look.span(words, Role::Ok)]);
    }
    let mut spans = Vec::new();
    let mut room = usize::from(width);
    for flow in troubled {
        let (mark, role) = mark(flow, look);
        let words = format!("{mark} {}  ", language::flow_name(flow.flow.id, lang));
        if text::width(&words) > room {
            break;
        }
        room -= text::width(&words);
        spans.push(look.span(words, role));
    }
    Line::from(spans)
}
