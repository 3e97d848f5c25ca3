//! The two lists of the main screen: does the server work, and who can come in.
//!
//! ```text
//! ┌ Does my server work?  NO, 1 of 6 fail ───┐
//! │                                      rule│
//! │✓ you can log in     from 203.0.113.7    1│
//! │✗ address (DHCP)     lost at a reboot    5│
//! ```
//!
//! Rows never move. Where there is not a row for each, what the server needs stands in one line, and senders fold.

use super::layout::{Arrangement, Layout, Lists};
use super::look::{Look, put, put_all};
use super::popup;
use super::theme::Role;
use crate::editor::pointer::Target;
use crate::editor::session::Session;
use crate::lang::Lang;
use crate::language::{screen, server, visitors};
use crate::page::{self, Summary, SummaryRow, Tone};
use crate::report::Report;
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Cells of the first column of either list, behind the mark.
const NAME: usize = 19;

/// A list, and the heads of its columns.
struct List {
    summary: Summary,
    heads: [&'static str; 3],
    /// Whether the verdict has its mark; that of the first list is a word.
    is_marked: bool,
}

pub(super) fn draw(session: &Session, lang: Lang, layout: &Layout, look: Look, buffer: &mut Buffer) {
    layout.mark(layout.server, Target::Panel);
    layout.mark(layout.visitors, Target::Panel);
    let Some(report) = session.shown_report() else {
        return put(&analysing(lang, look), Rect { height: 1, ..layout.server }, 0, buffer);
    };
    let before = session.live.preview.is_some().then_some(&session.live.report);
    let server = List {
        summary: page::server(report, before, &session.open.profile, lang),
        heads: ["", "", server::rule_head(lang)],
        is_marked: false,
    };
    let visitors = List {
        summary: page::visitors(report, before, lang),
        heads: [visitors::who_head(lang), visitors::reaches_head(lang), server::rule_head(lang)],
        is_marked: true,
    };
    match (layout.arrangement, layout.lists) {
        (Arrangement::Beside, _) => {
            boxed(&server, "", layout.server, lang, look, buffer);
            boxed(&visitors, visitors::ipv4_only(lang), layout.visitors, lang, look, buffer);
        }
        (_, Lists::Full) => {
            titled(&server, layout.server, lang, look, buffer);
            let area = layout.visitors;
            let bar = look.line(look.glyphs.border().vertical_left, Role::Dim);
            (1..area.height).for_each(|row| put(&bar, area, row, buffer));
            titled(&visitors, area, lang, look, buffer);
        }
        (_, lists) => {
            let pulse = pulse(report, before, lang, layout.server.width, look);
            let row = if lists == Lists::Pulse {
                rule(&server, None, Rect { height: 1, ..layout.server }, look, buffer);
                1
            } else {
                0
            };
            let area = Rect { y: layout.server.y + row, height: 1, ..layout.server };
            put(&pulse, area, 0, buffer);
            put_all(&folded(visitors.summary.rows, layout.visitors, look), 0, layout.visitors, buffer);
        }
    }
}

/// Instead of an answer that is not there yet.
pub(super) fn analysing(lang: Lang, look: Look) -> Line<'static> {
    look.line(screen::analysing(lang), Role::Dim)
}

/// A list in a box, with the heads of its columns, and a remark where a row is free.
fn boxed(list: &List, remark: &str, area: Rect, lang: Lang, look: Look, buffer: &mut Buffer) {
    let inside = popup::frame(area, "", look.theme, look.glyphs, buffer);
    let room = area.width.saturating_sub(2);
    put(&title(list, usize::from(room), look), Rect { x: area.x + 1, width: room, ..area }, 0, buffer);
    let [name, verdict, rule] = list.heads;
    let width = usize::from(inside.width);
    let heads = format!("  {}{}", text::pad(name, NAME), verdict);
    let heads = format!("{}{rule}", text::pad(&heads, width.saturating_sub(text::width(rule))));
    put(&look.line(heads, Role::Dim), inside, 0, buffer);
    let rows = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    let mut lines = fitting(&list.summary.rows, rows, lang, look);
    if !remark.is_empty() && lines.len() + 2 <= usize::from(rows.height) {
        lines.extend([Line::default(), look.line(format!("  {remark}"), Role::Dim)]);
    }
    put_all(&lines, 0, rows, buffer);
}

/// A list under a title over its width, which has the head of the last column too.
fn titled(list: &List, area: Rect, lang: Lang, look: Look, buffer: &mut Buffer) {
    rule(list, Some(list.heads[2]), area, look, buffer);
    let is_right = area.x > 0;
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let rows = if is_right { Rect { x: rows.x + 2, width: rows.width.saturating_sub(2), ..rows } } else { rows };
    put_all(&fitting(&list.summary.rows, rows, lang, look), 0, rows, buffer);
}

/// A title in a line over its width.
fn rule(list: &List, head: Option<&str>, area: Rect, look: Look, buffer: &mut Buffer) {
    let dash = look.glyphs.border().horizontal_top;
    let tail = head.map(|head| format!(" {head}")).unwrap_or_default();
    let width = usize::from(area.width);
    let title = title(list, width.saturating_sub(text::width(&tail) + 2), look);
    let used: usize = title.spans.iter().map(|span| text::width(&span.content)).sum();
    let rest = width.saturating_sub(text::width(&tail) + 2 + used);
    let lead = std::iter::once(look.span(dash.repeat(2), Role::Dim));
    let end = [look.span(dash.repeat(rest), Role::Dim), look.span(tail, Role::Dim)];
    put(&Line::from(lead.chain(title.spans).chain(end).collect::<Vec<_>>()), area, 0, buffer);
}

/// The title and the verdict; where both do not fit, a shorter verdict, then that alone.
fn title(List { summary, is_marked, .. }: &List, room: usize, look: Look) -> Line<'static> {
    let said = |(tone, words): &(Tone, String)| {
        let (mark, role) = look.tone(*tone);
        (if *is_marked { format!(" {mark} {words} ") } else { format!(" {words} ") }, role)
    };
    let title = format!(" {} ", summary.title);
    let fits = |(words, _): &(String, Role)| text::width(&title) + text::width(words) <= room;
    let verdicts: Vec<(String, Role)> = [&summary.verdict, &summary.short].into_iter().flatten().map(said).collect();
    let head = look.span(title.clone(), Role::Title);
    match (verdicts.iter().find(|one| fits(one)), verdicts.last()) {
        (Some((words, role)), _) => Line::from(vec![head, look.span(words.as_str(), *role)]),
        (None, Some((words, role))) => Line::from(look.span(text::fit(words, room, look.glyphs), *role)),
        (None, None) => Line::from(head),
    }
}

/// A line for each row; senders that stand in the row above are not repeated. Where not all fit, rows of one sender fold,
/// and the last line counts the rest.
fn fitting(rows: &[SummaryRow], area: Rect, lang: Lang, look: Look) -> Vec<Line<'static>> {
    let height = usize::from(area.height);
    let mut rows = rows.to_vec();
    for fold in [joined, gathered] {
        if rows.len() > height {
            rows = fold(rows);
        }
    }
    let hidden = if rows.len() > height { rows.len() - height.saturating_sub(1) } else { 0 };
    let shown = choose(rows, height.saturating_sub(usize::from(hidden > 0)));
    let width = usize::from(area.width);
    let widest = shown.iter().map(|row| text::width(&row.name)).max().unwrap_or_default();
    let names = if width > 40 { NAME - 1 } else { widest.clamp(11, NAME - 1).min(width.saturating_sub(22).max(8)) };
    let mut above = "";
    let mut lines = Vec::new();
    for row in &shown {
        let is_same = row.name == above && row.tone == Tone::Text;
        lines.push(line(row, if is_same { "" } else { &row.name }, (names, width), lang, look));
        above = &row.name;
    }
    if hidden > 0 {
        lines.push(look.line(format!("  +{hidden}"), Role::Dim));
    }
    lines
}

fn line(row: &SummaryRow, name: &str, (names, width): (usize, usize), lang: Lang, look: Look) -> Line<'static> {
    let (mark, role) = look.tone(row.tone);
    let rest = if row.dispensable { Role::Dim } else { Role::Text };
    let was = row.was.map(|tone| server::was(look.tone(tone).0, lang));
    let numbers = was.unwrap_or_else(|| row.numbers.clone());
    let numbers_width = text::width(&numbers);
    // A text without a verdict takes its place too; a long name pushes what it reaches.
    let (names, room) = match row.verdict.is_empty() {
        true => (width.saturating_sub(3), 0),
        false => {
            let least = text::width(&row.verdict).min(14) + numbers_width + 3;
            let names = names.max(text::width(name).min(width.saturating_sub(least)));
            (names, width.saturating_sub(names + 3 + numbers_width))
        }
    };
    let name = text::pad(&text::fit(name, names, look.glyphs), names + 1);
    let verdict = text::pad(&text::fit(&row.verdict, room, look.glyphs), room);
    let numbers = if row.verdict.is_empty() { String::new() } else { numbers };
    Line::from(vec![
        look.span(format!("{mark} "), role),
        look.span(name, rest),
        look.span(verdict, if row.was.is_some() { role } else { rest }),
        look.span(numbers, Role::Dim),
    ])
}

/// Rows without marks of one sender in one.
fn joined(rows: Vec<SummaryRow>) -> Vec<SummaryRow> {
    let mut all: Vec<SummaryRow> = Vec::new();
    for row in rows {
        match all.last_mut() {
            Some(last) if last.name == row.name && last.tone == Tone::Text && row.tone == Tone::Text => {
                last.verdict = format!("{} {}", last.verdict, row.verdict);
                last.short = format!("{} {}", last.short, row.short);
                last.numbers = format!("{} {}", last.numbers, row.numbers);
            }
            _ => all.push(row),
        }
    }
    all
}

/// Senders that reach the same in one row: the first, and how many more.
fn gathered(rows: Vec<SummaryRow>) -> Vec<SummaryRow> {
    let mut all: Vec<(SummaryRow, usize, String)> = Vec::new();
    for row in rows {
        let is_alike = |(first, ..): &(SummaryRow, usize, String)| {
            first.verdict == row.verdict && first.tone == Tone::Text && row.tone == Tone::Text && first.name != row.name
        };
        match all.last_mut().filter(|last| is_alike(last)) {
            Some((_, more, last)) => (*more, *last) = (*more + 1, row.numbers),
            None => all.push((row, 0, String::new())),
        }
    }
    let told = |(first, more, last): (SummaryRow, usize, String)| match more {
        0 => first,
        _ => SummaryRow {
            name: format!("{} +{more}", first.name),
            numbers: format!("{}..{last}", first.numbers),
            ..first
        },
    };
    all.into_iter().map(told).collect()
}

/// As many rows as there is room for, in their order: marked ones, the first and the last before others.
fn choose(rows: Vec<SummaryRow>, room: usize) -> Vec<SummaryRow> {
    let count = rows.len();
    let rank = |at: usize, row: &SummaryRow| match row.tone {
        tone if tone.is_wrong() => 0,
        Tone::Added | Tone::Removed | Tone::Unsure => 1,
        _ if at == 0 => 2,
        _ if at + 1 == count => 3,
        _ => 4,
    };
    let mut order: Vec<(u8, usize)> = rows.iter().enumerate().map(|(at, row)| (rank(at, row), at)).collect();
    order.sort_unstable();
    order.truncate(room);
    let kept: Vec<usize> = order.into_iter().map(|(_, at)| at).collect();
    rows.into_iter().enumerate().filter(|(at, _)| kept.contains(at)).map(|(_, row)| row).collect()
}

/// What the server needs in one line: a mark and a word each; where not all fit, those that are well give way.
fn pulse(report: &Report, before: Option<&Report>, lang: Lang, width: u16, look: Look) -> Line<'static> {
    let mark = |row: &SummaryRow| {
        let was = row.was.map(|tone| format!("{}>", look.tone(tone).0)).unwrap_or_default();
        format!("{was}{}", look.tone(row.tone).0)
    };
    let mut rows = page::pulse(report, before, lang);
    let cells = |rows: &[SummaryRow], gap: usize| -> usize {
        rows.iter().map(|row| text::width(&mark(row)) + text::width(&row.name) + gap).sum()
    };
    let width = usize::from(width);
    let mut gap = 3;
    if cells(&rows, gap) > width + 2 {
        gap = 1;
    }
    while cells(&rows, gap) > width + 1 {
        let Some(at) = rows.iter().rposition(|row| !row.tone.is_wrong() && row.was.is_none()) else { break };
        rows.remove(at);
    }
    let span = |row: &SummaryRow| {
        let rest = if row.dispensable { Role::Dim } else { Role::Text };
        let blank = if gap > 1 { " " } else { "" };
        let tail = if gap > 1 { "  " } else { " " };
        [
            look.span(format!("{}{blank}", mark(row)), look.tone(row.tone).1),
            look.span(format!("{}{tail}", row.name), rest),
        ]
    };
    Line::from(rows.iter().flat_map(span).collect::<Vec<_>>())
}

/// Who comes in, as many senders a line as fit; what is hidden is counted.
fn folded(rows: Vec<SummaryRow>, area: Rect, look: Look) -> Vec<Line<'static>> {
    let rows = gathered(joined(rows));
    let count = rows.len();
    let told = |most: usize| {
        let shown = choose(rows.clone(), most);
        let more = Some(count - shown.len()).filter(|hidden| *hidden > 0);
        let more = more.map(|hidden| (look.span("  ", Role::Dim), look.span(format!("+{hidden}"), Role::Dim)));
        let pieces = shown.iter().map(|row| piece(row, area, look)).chain(more);
        flowing(pieces, usize::from(area.width))
    };
    let fitting = (1..=count).rev().map(told).find(|lines| lines.len() <= usize::from(area.height));
    fitting.unwrap_or_else(|| told(1))
}

/// A mark, and who reaches what.
fn piece(row: &SummaryRow, area: Rect, look: Look) -> (Span<'static>, Span<'static>) {
    let (mark, role) = look.tone(row.tone);
    let numbers = if row.numbers.is_empty() { String::new() } else { format!(" ({})", row.numbers) };
    let what = if area.height > 2 { &row.verdict } else { &row.short };
    let words =
        text::fit(&format!("{} {what}{numbers}", row.name), usize::from(area.width).saturating_sub(2), look.glyphs);
    (look.span(format!("{mark} "), role), look.span(words, Role::Text))
}

/// Pieces in lines of such a width, with blanks between them.
fn flowing(pieces: impl Iterator<Item = (Span<'static>, Span<'static>)>, width: usize) -> Vec<Line<'static>> {
    const BETWEEN: usize = 3;
    let mut lines: Vec<(usize, Vec<Span<'static>>)> = Vec::new();
    for (mark, words) in pieces {
        let cells = text::width(&mark.content) + text::width(&words.content);
        match lines.last_mut().filter(|(used, _)| used + BETWEEN + cells <= width) {
            Some((used, spans)) => {
                *used += BETWEEN + cells;
                spans.extend([Span::raw(" ".repeat(BETWEEN)), mark, words]);
            }
            None => lines.push((cells, vec![mark, words])),
        }
    }
    lines.into_iter().map(|(_, spans)| Line::from(spans)).collect()
}
