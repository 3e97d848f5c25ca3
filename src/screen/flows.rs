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
use crate::editor::pointer::Target;
use crate::editor::session::Session;
use crate::lang::Lang;
use crate::language::screen;
use crate::page::{self, Fact, Tone};
use crate::report::Report;
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
    let title = screen::flows_title(lang);
    let area = framed(title, layout.flows, layout, look, buffer);
    match session.shown_report() {
        Some(report) => put_all(&lines(session, report, lang, area, look), 0, area, buffer),
        None => put(&analysing(lang, look), area, 0, buffer),
    }
}

/// Instead of an answer that is not there yet.
pub(super) fn analysing(lang: Lang, look: Look) -> Line<'static> {
    look.line(screen::analysing(lang), Role::Dim)
}

/// One line a flow. Where not all fit, the troubled ones come first and the last line counts the rest.
fn lines(session: &Session, report: &Report, lang: Lang, area: Rect, look: Look) -> Vec<Line<'static>> {
    let edit = session.preview.as_ref().and_then(|preview| preview.answer.as_ref()).map(|(_, delta)| delta);
    let mut facts = page::flows(report, edit, lang);
    let height = usize::from(area.height);
    let line = |fact: &Fact| line(fact, lang, area.width, look);
    if facts.len() <= height {
        return facts.iter().map(line).collect();
    }
    facts.sort_by_key(|fact| (fact.tone.rank(), is_fine(fact)));
    let rest = facts.split_off(height.saturating_sub(1).min(facts.len()));
    let mut lines: Vec<Line<'static>> = facts.iter().map(line).collect();
    let more = rest.iter().filter(|fact| fact.tone.is_wrong()).count();
    let fine = rest.iter().all(is_fine);
    lines.push(match more {
        0 if fine => look.line(screen::more_are_fine(rest.len(), lang), Role::Dim),
        0 => look.line(screen::more_flows(rest.len(), lang), Role::Dim),
        _ => look.line(screen::more_with_problems(rest.len(), more, lang), Role::Warn),
    });
    lines
}

fn is_fine(fact: &Fact) -> bool {
    fact.tone == Tone::Ok || fact.dispensable && !fact.tone.is_wrong()
}

fn line(fact: &Fact, lang: Lang, width: u16, look: Look) -> Line<'static> {
    let (mark, role) = look.tone(fact.tone);
    let (name_width, word_width) = (16, lang.pick(10, 11));
    let name = text::pad(&text::fit(&fact.name, name_width, look.glyphs), name_width + 1);
    let room = usize::from(width).saturating_sub(name_width + word_width + 4);
    // Half a word says nothing, and the effect of the edit stands beside it.
    let was = fact.was.as_ref().map(|before| screen::was(before, lang));
    let by = was.filter(|words| text::width(words) <= room).unwrap_or_else(|| fact.by.clone());
    let name_role = if fact.dispensable { Role::Dim } else { Role::Text };
    Line::from(vec![
        look.span(format!("{mark} "), role),
        look.span(name, name_role),
        look.span(text::pad(&fact.verdict, word_width + 1), role),
        look.span(text::fit(shortened(&by, room), room, look.glyphs), Role::Dim),
    ])
}

/// Where there is no room for "rules 4, 8", the numbers say enough.
fn shortened(by: &str, room: usize) -> &str {
    let numbers = by.trim_start_matches(|c: char| !c.is_ascii_digit());
    if text::width(by) <= room || numbers.is_empty() { by } else { numbers }
}

/// The narrow screen's summary: the troubled flows by name, or that all is well.
fn strip(session: &Session, lang: Lang, width: u16, look: Look) -> Line<'static> {
    let Some(report) = session.shown_report() else { return analysing(lang, look) };
    let mut troubled = page::flows(report, None, lang);
    troubled.retain(|fact| fact.tone.is_wrong());
    if troubled.is_empty() {
        let words = screen::all_needed_passes(lang);
        return Line::from(vec![look.span(format!("{} ", look.glyphs.ok()), Role::Ok), look.span(words, Role::Ok)]);
    }
    let mut spans = Vec::new();
    let mut room = usize::from(width);
    for Fact { tone, name, .. } in troubled {
        let (mark, role) = look.tone(tone);
        let words = format!("{mark} {name}  ");
        if text::width(&words) > room {
            break;
        }
        room -= text::width(&words);
        spans.push(look.span(words, role));
    }
    Line::from(spans)
}
