//! The first screen.
//!
//! ```text
//!  sekimori 関守
//!  Edit SAKURA Cloud packet filters ...
//!
//!  ▸ web.json   ✗ NO, 3 fail │ /home/me/web.json
//!    db.json    ✓ yes        │ ✗ The server loses its address
//!    The incident            │
//!    2 above, 9 below        │
//!
//!  Enter opens this file.
//! ```

use super::layout::Layout;
use super::look::{Look, offset, put, put_all};
use super::theme::Role;
use crate::editor::pointer::Target;
use crate::editor::recent::{FileState, Recent};
use crate::editor::start::{Start, StartEntry};
use crate::editor::{Editor, words};
use crate::language::{self, start as said};
use crate::page::{self, Tone};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Cells before the verdict on a file, and those of the longest usual one.
const GAP: usize = 2;
const VERDICT: usize = 14;

pub(super) fn draw(start: &Start, editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) {
    let lang = editor.lang;
    let screen = layout.screen;
    let area = Rect { x: screen.x + 1, width: screen.width - 2, height: screen.height - 2, ..screen };
    put(
        &Line::from(vec![look.span("sekimori", Role::Title), look.span(said::in_japanese(lang), Role::Dim)]),
        area,
        0,
        buffer,
    );
    let head = [
        look.paragraph(Span::raw(""), said::about(lang), Role::Text, area.width),
        look.paragraph(Span::raw(""), said::what_to_begin_with(lang), Role::Dim, area.width),
    ]
    .concat();
    put_all(&head, 0, Rect { y: area.y + 1, height: area.height - 1, ..area }, buffer);

    let top = u16::try_from(head.len()).unwrap_or(2) + 2;
    let body = Rect { y: area.y + top.min(area.height), height: area.height.saturating_sub(top), ..area };
    let rows: Vec<Row> = start.entries.iter().map(|entry| row(entry, start, editor)).collect();
    let list_width = list_width(&rows, body.width);
    let list = Rect { width: list_width, ..body };
    let text = Rect { x: list.right() + 2, width: body.width.saturating_sub(list_width + 2), ..body };
    draw_list(&rows, start, editor, list, layout, look, buffer);
    if let Some(entry) = start.entry() {
        put_all(&about(entry, start, editor, look, text.width), 0, text, buffer);
        if editor.notice.is_none() && editor.popup.is_none() {
            let enter = format!(" {}", words::enter(entry, start, lang));
            put(&look.line(enter, Role::Note), layout.notice, 0, buffer);
        }
    }
}

/// An entry as the list shows it.
struct Row {
    title: String,
    role: Role,
    /// How the file stands, if it is one.
    state: Option<(Tone, String)>,
}

/// The columns of a list: as many as its entries need, but a part of the screen. Verdicts stand in a column.
fn list_width(rows: &[Row], body: u16) -> u16 {
    let widest = |width: fn(&Row) -> usize, of_files: bool| {
        rows.iter().filter(|row| row.state.is_some() == of_files).map(width).max().unwrap_or(0)
    };
    let titles = |of_files| widest(|row| text::width(&row.title), of_files);
    let files =
        titles(true) + widest(|row| row.state.as_ref().map_or(0, |(_, words)| GAP + 2 + text::width(words)), true);
    let most = if files > 0 { body / 5 * 3 } else { body / 2 };
    let wanted = u16::try_from(files.max(titles(false))).unwrap_or(u16::MAX).saturating_add(2);
    wanted.clamp(24, most.max(24)).min(body)
}

fn row(entry: &StartEntry, start: &Start, editor: &Editor) -> Row {
    let (title, _) = words::entry(entry, start, &editor.catalogue, editor.voice());
    let role = if *entry == StartEntry::Incident { Role::Warn } else { Role::Text };
    Row { title, role, state: recent_of(entry, start).map(|recent| words::state_of(recent, editor.lang)) }
}

fn recent_of<'a>(entry: &StartEntry, start: &'a Start) -> Option<&'a Recent> {
    match entry {
        StartEntry::Recent(at) => start.recent.get(*at),
        _ => None,
    }
}

/// As many entries as there is room for; where some are hidden, the last row counts them.
fn draw_list(
    rows: &[Row],
    start: &Start,
    editor: &Editor,
    area: Rect,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) {
    let is_all = rows.len() <= usize::from(area.height);
    let list = Rect { height: if is_all { area.height } else { area.height.saturating_sub(1).max(1) }, ..area };
    let first = offset(start.selected, rows.len(), list.height);
    let columns = columns(rows, usize::from(area.width).saturating_sub(2));
    for (at, (index, row)) in (0..list.height).zip(rows.iter().enumerate().skip(first)) {
        put(&line(row, columns, index == start.selected, usize::from(area.width), look), list, at, buffer);
        layout.mark_row(list, at, Target::Entry(index));
    }
    if list.height < area.height {
        let below = rows.len().saturating_sub(first + usize::from(list.height));
        let hidden = said::hidden(first, below, editor.lang);
        put(&look.line(format!("  {hidden}"), Role::Dim), area, list.height, buffer);
    }
}

/// The cells for the names of files and for what is said of them. Where there is not room for both, the usual verdicts stay
/// whole.
fn columns(rows: &[Row], room: usize) -> (usize, usize) {
    let files: Vec<(usize, usize)> =
        rows.iter().filter_map(|row| Some((text::width(&row.title), text::width(&row.state.as_ref()?.1)))).collect();
    let widest = |column: fn(&(usize, usize)) -> usize| files.iter().map(column).max().unwrap_or(0);
    let (names, words) = (widest(|file| file.0), widest(|file| file.1));
    let room = room.saturating_sub(GAP + 2);
    let words = words.min(room.saturating_sub(names).max(VERDICT));
    (names.min(room.saturating_sub(words)), words)
}

/// An entry; what is said of files stands in a column.
fn line(row: &Row, (names, words): (usize, usize), selected: bool, width: usize, look: Look) -> Line<'static> {
    let marker = if selected { look.glyphs.selected() } else { " " };
    let role = if selected { Role::Selected } else { row.role };
    let marker = look.span(format!("{marker} "), Role::Selected);
    let Some((tone, state)) = &row.state else {
        let title = text::fit(&row.title, width.saturating_sub(2), look.glyphs);
        return Line::from(vec![marker, look.span(title, role)]);
    };
    let title = text::pad(&text::fit(&row.title, names, look.glyphs), names);
    let (mark, of_state) = look.tone(*tone);
    Line::from(vec![
        marker,
        look.span(title, role),
        look.span(format!("{:GAP$}{mark} ", ""), of_state),
        look.span(text::fit(state, words, look.glyphs), if *tone == Tone::Ok { Role::Text } else { of_state }),
    ])
}

/// What is said of the selected entry.
fn about(entry: &StartEntry, start: &Start, editor: &Editor, look: Look, width: u16) -> Vec<Line<'static>> {
    let lang = editor.lang;
    let (_, text) = words::entry(entry, start, &editor.catalogue, editor.voice());
    let Some(recent) = recent_of(entry, start) else {
        return look.paragraph(Span::raw(""), &text, Role::Text, width);
    };
    let told = |tone: Tone, words: &str| {
        let (mark, role) = look.tone(tone);
        look.paragraph(look.span(format!("{mark} "), role), words, role, width)
    };
    let mut lines = look.paragraph(Span::raw(""), &text, Role::Dim, width);
    match &recent.state {
        None | Some(FileState::Unreadable) => {}
        Some(FileState::Gone) => lines.extend(told(Tone::Text, said::gone_from_here(lang))),
        Some(FileState::Long(_)) => lines.extend(told(Tone::Text, said::too_long(lang))),
        Some(FileState::Judged(glance)) => {
            let (tone, verdict) = page::works(&glance.server, lang);
            lines.extend(told(tone, &verdict));
            if let Some(finding) = &glance.worst {
                lines.extend(told(finding.severity.into(), &language::finding_title(finding, lang)));
            }
            lines.extend(told(Tone::Text, &said::rules(glance.rules, lang)));
            if glance.filters > 1 {
                lines.extend(told(Tone::Text, &said::filters(glance.filters, lang)));
            }
        }
    }
    lines
}
