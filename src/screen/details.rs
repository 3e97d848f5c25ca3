//! Below the rules: what the edit in hand would do, or what is to be repaired.

use super::frame::framed;
use super::layout::{Arrangement, Layout};
use super::look::{Look, put, put_all};
use super::page::Paper;
use super::panel::analysing;
use super::theme::Role;
use crate::editor::Editor;
use crate::editor::draft::Draft;
use crate::editor::pointer::Target;
use crate::editor::session::{Preview, Session};
use crate::lang::{ActionId, Lang, Voice};
use crate::language::{self, screen, typing};
use crate::page::{self, Block, Page, Tone};
use crate::report::{Finding, FindingKind, Report, Severity};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// From so many rows on there is room for everything in its order.
const ROOMY: u16 = 7;

/// Draws it; what there is to know of the selected rule, where it has no room for that.
pub(super) fn draw(
    session: &Session,
    popup: Option<&Page>,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<String> {
    let lang = editor.lang;
    let mut unsaid = of_selected_rule(session, lang);
    if layout.arrangement == Arrangement::Strip {
        return unsaid;
    }
    let without_effect = popup.and_then(|page| page.without_effect.as_deref());
    let title = if session.mode.draft().is_some() {
        screen::if_you_press_enter(lang).to_owned()
    } else if session.live.preview.is_some() || without_effect.is_some() {
        screen::effect(lang).to_owned()
    } else if let Some(change) = &session.live.last_change {
        screen::last_change(&language::edits::step(&change.step, lang), lang)
    } else {
        findings_title(session, lang)
    };
    let area = framed(&title, layout.details, layout, look, buffer);
    layout.mark(layout.details, Target::Details);
    let mut findings = Vec::new();
    let low = area.height < ROOMY;
    let mut lines = match &session.live.preview {
        _ if session.mode.draft().and_then(Draft::opens_every_port).is_some() => Vec::new(),
        Some(Preview { answer: Some((report, delta)), .. }) => Paper::new(editor.voice(), area.width, look)
            .lines(&page::edit(delta, &session.live.report.server, report, &session.open.profile, lang)),
        None if without_effect.is_some() => {
            look.paragraph(Span::raw(""), without_effect.unwrap_or_default(), Role::Dim, area.width)
        }
        None if !session.is_waiting() => {
            let is_told = layout.arrangement != Arrangement::Beside;
            let mut lines = change_lines(session, editor.voice(), area, look);
            findings.extend(lines.iter().map(|_| session.cursor.finding));
            lines.extend(finding_lines(session, &mut findings, editor.voice(), area.width, (low, is_told), look));
            lines
        }
        _ => vec![analysing(lang, look)],
    };
    let before = before_all(session, editor.voice(), area.width, look);
    if session.shown_report().is_some_and(Report::has_lost_login) {
        unsaid = None;
    }
    if !findings.is_empty() {
        findings.splice(0..0, before.iter().map(|_| session.cursor.finding));
    }
    lines.splice(0..0, before);
    unsaid = unsaid.filter(|words| {
        let about = look.paragraph(Span::raw("  "), words, Role::Note, area.width);
        let fits = lines.len() + about.len() < usize::from(area.height);
        if fits {
            lines.push(Line::default());
            lines.extend(about);
        }
        !fits
    });
    put_all(&lines, 0, area, buffer);
    for (row, finding) in (0..area.height).zip(findings) {
        layout.mark_row(area, row, Target::Finding(finding));
    }
    let is_cut = lines.len() > usize::from(area.height);
    if is_cut && session.selected_finding().is_some() && session.mode.draft().is_none() && editor.popup.is_none() {
        let hint = format!(" ... {}", editor.voice().name(ActionId::Explain));
        let width = u16::try_from(text::width(&hint)).unwrap_or(0).min(area.width);
        let corner = Rect { x: area.right() - width, y: area.bottom().saturating_sub(1), width, height: 1 };
        put(&look.line(hint, Role::Key), corner, 0, buffer);
    }
    unsaid
}

/// What the last change did, and the heading of what is to be repaired below it. Where there are findings it takes a third
/// of the height at most: what the keys act on stays in sight.
fn change_lines(session: &Session, voice: Voice<'_>, area: Rect, look: Look) -> Vec<Line<'static>> {
    let Some(change) = &session.live.last_change else { return Vec::new() };
    let blocks = page::edit(&change.delta, &change.before, &session.live.report, &session.open.profile, voice.lang);
    let mut lines = Paper::new(voice, area.width, look).lines(&blocks);
    let has_findings = session.selected_finding().is_some();
    if has_findings {
        lines.truncate(usize::from(area.height / 3).max(1));
    }
    if area.height >= ROOMY {
        lines.push(Line::default());
        let title = format!(" {}", findings_title(session, voice.lang));
        lines.extend(has_findings.then(|| look.line(title, Role::Title)));
    }
    lines
}

/// What comes before everything else: that a login is lost, which is a change and perhaps no finding; that a new rule has
/// no port yet; that the text in hand cannot be read.
fn before_all(session: &Session, voice: Voice<'_>, width: u16, look: Look) -> Vec<Line<'static>> {
    let lang = voice.lang;
    let mut blocks = Vec::new();
    if let Some(protocol) = session.mode.draft().and_then(Draft::opens_every_port) {
        return Paper::new(voice, width, look)
            .lines(&[Block::head(Tone::Warning, typing::no_port_yet(protocol, lang))]);
    }
    if session.shown_report().is_some_and(Report::has_lost_login) {
        let why = screen::login_lost_since_it_was_opened(voice);
        blocks.extend([Block::head(Tone::Error, screen::login_lost(lang).to_owned()), Block::Para(Tone::Text, why)]);
    }
    if session.mode.draft().is_some_and(|draft| draft.error.is_some()) {
        blocks.push(Block::head(Tone::Warning, typing::not_readable_yet(lang).to_owned()));
    }
    Paper::new(voice, width, look).lines(&blocks)
}

/// What there is to know of the selected rule beyond the selected finding.
fn of_selected_rule(session: &Session, lang: Lang) -> Option<String> {
    if session.live.preview.is_some() {
        return None;
    }
    let is_told = session.selected_finding().is_some_and(|finding| {
        matches!(finding.kind, FindingKind::NeverDecides { .. }) && finding.blamed_rules() == [session.cursor.row]
    });
    language::rule_status(session.cursor.row, &session.live.report, lang).filter(|_| !is_told)
}

/// How many there are to repair, and which of them this is; notes are counted by themselves.
fn findings_title(session: &Session, lang: Lang) -> String {
    let is_note = |finding: &&Finding| finding.severity == Severity::Note;
    let Some(selected) = session.selected_finding() else { return screen::nothing_to_repair(lang).to_owned() };
    let of_notes = is_note(&selected);
    let count = session.findings().filter(|one| is_note(one) == of_notes).count();
    let number = session.findings().take(session.cursor.finding + 1).filter(|one| is_note(one) == of_notes).count();
    let which = screen::which(number, lang);
    match (of_notes, count) {
        (false, 1) => screen::one_to_repair(lang).to_owned(),
        (false, _) => screen::to_repair(count, &which, lang),
        (true, 1) => screen::one_note(lang).to_owned(),
        (true, _) => screen::notes(count, &which, lang),
    }
}

/// The selected finding in full, the others in a line each, and last what is not filtered, unless it is told elsewhere.
/// Which finding each line speaks of goes to `of`.
fn finding_lines(
    session: &Session,
    of: &mut Vec<usize>,
    voice: Voice<'_>,
    width: u16,
    (low, is_told): (bool, bool),
    look: Look,
) -> Vec<Line<'static>> {
    let lang = voice.lang;
    let paper = Paper::new(voice, width, look);
    // In boxes it stands below the list of who comes in.
    let unfiltered = is_told.then(|| Block::Para(Tone::Dim, screen::ipv6(lang).to_owned()));
    let Some(selected) = session.selected_finding() else {
        let text = screen::nothing_to_report(lang).to_owned();
        let fine = Block::Head { mark: Tone::Ok, tone: Tone::Text, word: String::new(), text };
        let open = page::open_for_answers(&session.live.report, lang);
        return paper.lines(std::iter::once(&fine).chain(&open).chain(&unfiltered));
    };
    let mut blocks = page::finding(selected, lang);
    if low {
        // The fix before the consequence where there is no room for all.
        blocks.sort_by_key(|block| match block {
            Block::Head { .. } => 0,
            Block::Offer { .. } => 1,
            Block::Para(..) => 2,
            _ => 3,
        });
    }
    if !low {
        blocks.push(Block::Para(Tone::Key, screen::finding_keys(voice)));
    }
    let mut lines = paper.lines(&blocks);
    of.extend(lines.iter().map(|_| session.cursor.finding));
    // The others in the order in which the next one is reached.
    let (before, after): (Vec<_>, Vec<_>) =
        session.findings().enumerate().partition(|(at, _)| *at < session.cursor.finding);
    for (at, finding) in after.into_iter().skip(1).chain(before) {
        of.push(at);
        lines.push(paper.row(&page::heading(finding, Tone::Dim, lang)));
    }
    lines.extend(paper.lines(&unfiltered));
    lines
}
