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
use super::look::{Look, put};
use super::popup;
use super::theme::Role;
use crate::editor::draft::Draft;
use crate::editor::pointer::Target;
use crate::editor::session::Session;
use crate::lang::{ActionId, Lang, Voice};
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

/// A row in a line of several.
struct Piece {
    /// Which row, counted through both lists.
    at: Option<usize>,
    spans: Vec<Span<'static>>,
}

impl Piece {
    fn cells(&self) -> usize {
        self.spans.iter().map(|span| text::width(&span.content)).sum()
    }
}

/// Where the rows are drawn, and what is known of the pointer there.
#[derive(Clone, Copy)]
struct Canvas<'a> {
    layout: &'a Layout,
    look: Look,
    lang: Lang,
    /// The key by which the rows are reached that have no room.
    key: &'a str,
    /// The row that is explained, counted through both lists.
    selected: Option<usize>,
    /// Whether rows can be pointed at.
    open: bool,
}

impl Canvas<'_> {
    /// A row can be pointed at, unless something else lies over it.
    fn mark(&self, area: Rect, row: Option<usize>) {
        if let Some(at) = row.filter(|_| self.open) {
            self.layout.mark(area, Target::ListRow(at));
        }
    }

    /// Draws lines, each of them a row.
    fn put_rows(&self, rows: &[(Option<usize>, Line<'static>)], area: Rect, buffer: &mut Buffer) {
        for ((at, line), y) in rows.iter().zip(area.y..area.bottom()) {
            let place = Rect { y, height: 1, ..area };
            put(line, place, 0, buffer);
            self.mark(place, *at);
        }
    }

    /// Draws lines of several rows each.
    fn put_pieces(&self, lines: &[Vec<Piece>], area: Rect, buffer: &mut Buffer) {
        for (pieces, y) in lines.iter().zip(area.y..area.bottom()) {
            let line: Vec<Span<'static>> = pieces.iter().flat_map(|piece| piece.spans.clone()).collect();
            put(&Line::from(line), Rect { y, height: 1, ..area }, 0, buffer);
            let mut used = 0;
            for piece in pieces {
                let (x, width) = (area.x.saturating_add(used), u16::try_from(piece.cells()).unwrap_or(u16::MAX));
                self.mark(Rect { x, y, width: width.min(area.right().saturating_sub(x)), height: 1 }, piece.at);
                used = used.saturating_add(width);
            }
        }
    }

    fn name_role(&self, row: &SummaryRow) -> Role {
        match row.dispensable {
            _ if row.at.is_some() && row.at == self.selected => Role::Focus,
            true => Role::Dim,
            false => Role::Text,
        }
    }
}

/// Draws both lists. While one row is explained it is selected; while anything else lies over the lists, their rows cannot
/// be pointed at.
pub(super) fn draw(
    session: &Session,
    (selected, is_covered): (Option<usize>, bool),
    voice: Voice<'_>,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) {
    let (lang, key) = (voice.lang, voice.name(ActionId::Panel));
    let canvas = Canvas { layout, look, lang, key: &key, selected, open: selected.is_some() || !is_covered };
    // Until a new rule has its port, no fact changes: nobody means what it would do.
    let is_unsaid = session.mode.draft().and_then(Draft::opens_every_port).is_some() && !session.is_waiting();
    let shown = if is_unsaid { Some(&session.live.report) } else { session.shown_report() };
    let Some(report) = shown else {
        return put(&analysing(lang, look), Rect { height: 1, ..layout.server }, 0, buffer);
    };
    let before = (session.live.preview.is_some() && !is_unsaid).then_some(&session.live.report);
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
            boxed(&server, "", layout.server, canvas, buffer);
            boxed(&visitors, visitors::ipv4_only(lang), layout.visitors, canvas, buffer);
        }
        (_, Lists::Full) => {
            titled(&server, layout.server, canvas, buffer);
            let area = layout.visitors;
            let bar = look.line(look.glyphs.border().vertical_left, Role::Dim);
            (1..area.height).for_each(|row| put(&bar, area, row, buffer));
            titled(&visitors, area, canvas, buffer);
        }
        (_, lists) => {
            let pulse = pulse(report, before, layout.server.width, canvas);
            let row = if lists == Lists::Pulse {
                let head = format!("({})", server.heads[2]);
                rule(&server, Some(&head), Rect { height: 1, ..layout.server }, look, buffer);
                1
            } else {
                0
            };
            let pulse = if lists == Lists::Title { with_verdict(&server.summary, pulse, layout, look) } else { pulse };
            let area = Rect { y: layout.server.y + row, height: 1, ..layout.server };
            canvas.put_pieces(&[pulse], area, buffer);
            canvas.put_pieces(&folded(visitors.summary.rows, layout.visitors, canvas), layout.visitors, buffer);
        }
    }
}

/// Instead of an answer that is not there yet.
pub(super) fn analysing(lang: Lang, look: Look) -> Line<'static> {
    look.line(screen::analysing(lang), Role::Dim)
}

/// A list in a box, with the heads of its columns, and a remark where a row is free.
fn boxed(list: &List, remark: &str, area: Rect, canvas: Canvas<'_>, buffer: &mut Buffer) {
    let look = canvas.look;
    let inside = popup::frame(area, "", look.theme, look.glyphs, buffer);
    let room = area.width.saturating_sub(2);
    put(&title(list, usize::from(room), look), Rect { x: area.x + 1, width: room, ..area }, 0, buffer);
    let [name, verdict, rule] = list.heads;
    let width = usize::from(inside.width);
    let heads = format!("  {}{}", text::pad(name, NAME), verdict);
    let heads = format!("{}{rule}", text::pad(&heads, width.saturating_sub(text::width(rule))));
    put(&look.line(heads, Role::Dim), inside, 0, buffer);
    let rows = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    let mut lines = fitting(&list.summary.rows, rows, canvas);
    if !remark.is_empty() && lines.len() + 2 <= usize::from(rows.height) {
        lines.extend([(None, Line::default()), (None, look.line(format!("  {remark}"), Role::Dim))]);
    }
    canvas.put_rows(&lines, rows, buffer);
}

/// A list under a title over its width, which has the head of the last column too.
fn titled(list: &List, area: Rect, canvas: Canvas<'_>, buffer: &mut Buffer) {
    rule(list, Some(list.heads[2]), area, canvas.look, buffer);
    let is_right = area.x > 0;
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let rows = if is_right { Rect { x: rows.x + 2, width: rows.width.saturating_sub(2), ..rows } } else { rows };
    canvas.put_rows(&fitting(&list.summary.rows, rows, canvas), rows, buffer);
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
    let long = format!(" {} ", summary.title);
    let title = if text::width(&long) <= room { long } else { format!(" {} ", summary.short_title) };
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
fn fitting(rows: &[SummaryRow], area: Rect, canvas: Canvas<'_>) -> Vec<(Option<usize>, Line<'static>)> {
    let height = usize::from(area.height);
    let mut rows = rows.to_vec();
    for fold in [joined, gathered] {
        if rows.len() > height {
            rows = fold(rows);
        }
    }
    let hidden = if rows.len() > height { rows.len() - height.saturating_sub(1) } else { 0 };
    let shown = choose(rows, height.saturating_sub(usize::from(hidden > 0)), canvas.selected);
    let width = usize::from(area.width);
    let widest = shown.iter().map(|row| text::width(&row.name)).max().unwrap_or_default();
    let names = if width > 40 { NAME - 1 } else { widest.clamp(11, NAME - 1).min(width.saturating_sub(22).max(8)) };
    let mut above = "";
    let mut lines = Vec::new();
    for row in &shown {
        let is_same = row.name == above && row.tone == Tone::Text;
        lines.push((row.at, line(row, if is_same { "" } else { &row.name }, (names, width), canvas)));
        above = &row.name;
    }
    if hidden > 0 {
        lines.push((None, canvas.look.line(format!("  +{hidden} {}", canvas.key), Role::Dim)));
    }
    lines
}

fn line(row: &SummaryRow, name: &str, (names, width): (usize, usize), canvas: Canvas<'_>) -> Line<'static> {
    let look = canvas.look;
    let (mark, role) = look.tone(row.tone);
    let rest = canvas.name_role(row);
    let was = row.was.map(|tone| server::was(look.tone(tone).0, canvas.lang));
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
    let verdict = text::pad(&text::fit(&row.verdict, room.saturating_sub(1), look.glyphs), room);
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
fn choose(rows: Vec<SummaryRow>, room: usize, selected: Option<usize>) -> Vec<SummaryRow> {
    let count = rows.len();
    let rank = |at: usize, row: &SummaryRow| match row.tone {
        _ if row.at.is_some() && row.at == selected => 0,
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
fn pulse(report: &Report, before: Option<&Report>, width: u16, canvas: Canvas<'_>) -> Vec<Piece> {
    let (look, lang) = (canvas.look, canvas.lang);
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
    let piece = |row: &SummaryRow| {
        let (blank, tail) = if gap > 1 { (" ", "  ") } else { ("", " ") };
        let mark = look.span(format!("{}{blank}", mark(row)), look.tone(row.tone).1);
        Piece { at: row.at, spans: vec![mark, look.span(row.name.as_str(), canvas.name_role(row)), Span::raw(tail)] }
    };
    rows.iter().map(piece).collect()
}

/// The verdict before what stands in the place of the title, if there is room.
fn with_verdict(summary: &Summary, mut pulse: Vec<Piece>, layout: &Layout, look: Look) -> Vec<Piece> {
    let Some((tone, words)) = &summary.short else { return pulse };
    let lead = Piece { at: None, spans: vec![look.span(format!("{words}: "), look.tone(*tone).1)] };
    let cells: usize = pulse.iter().map(Piece::cells).sum();
    if lead.cells() + cells <= usize::from(layout.server.width) + 2 {
        pulse.insert(0, lead);
    }
    pulse
}

/// Who comes in, as many senders a line as fit; what is hidden is counted.
fn folded(rows: Vec<SummaryRow>, area: Rect, canvas: Canvas<'_>) -> Vec<Vec<Piece>> {
    let look = canvas.look;
    let rows = gathered(joined(rows));
    let count = rows.len();
    let told = |most: usize| {
        let shown = choose(rows.clone(), most, canvas.selected);
        let more = Some(count - shown.len()).filter(|hidden| *hidden > 0);
        let more = more
            .map(|hidden| Piece { at: None, spans: vec![look.span(format!("  +{hidden} {}", canvas.key), Role::Dim)] });
        let pieces = shown.iter().map(|row| piece(row, area, canvas)).chain(more);
        flowing(pieces, usize::from(area.width))
    };
    let fitting = (1..=count).rev().map(told).find(|lines| lines.len() <= usize::from(area.height));
    fitting.unwrap_or_else(|| told(1))
}

/// A mark, and who reaches what.
fn piece(row: &SummaryRow, area: Rect, canvas: Canvas<'_>) -> Piece {
    let look = canvas.look;
    let (mark, role) = look.tone(row.tone);
    let numbers = if row.numbers.is_empty() { String::new() } else { format!(" ({})", row.numbers) };
    let what = if area.height > 2 { &row.verdict } else { &row.short };
    let words =
        text::fit(&format!("{} {what}{numbers}", row.name), usize::from(area.width).saturating_sub(2), look.glyphs);
    let role_of_words = if canvas.name_role(row) == Role::Focus { Role::Focus } else { Role::Text };
    Piece { at: row.at, spans: vec![look.span(format!("{mark} "), role), look.span(words, role_of_words)] }
}

/// Pieces in lines of such a width, with blanks between them.
fn flowing(pieces: impl Iterator<Item = Piece>, width: usize) -> Vec<Vec<Piece>> {
    const BETWEEN: usize = 3;
    let mut lines: Vec<(usize, Vec<Piece>)> = Vec::new();
    for piece in pieces {
        let cells = piece.cells();
        match lines.last_mut().filter(|(used, _)| used + BETWEEN + cells <= width) {
            Some((used, line)) => {
                *used += BETWEEN + cells;
                line.extend([Piece { at: None, spans: vec![Span::raw(" ".repeat(BETWEEN))] }, piece]);
            }
            None => lines.push((cells, vec![piece])),
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}
