//! Below the rules: what the edit in hand would do, or what is to be repaired.

use super::frame::framed;
use super::layout::{Arrangement, Layout};
use super::look::{Look, put, put_all};
use super::page::Paper;
use super::panel::analysing;
use super::theme::Role;
use crate::editor::Editor;
use crate::editor::pointer::Target;
use crate::editor::session::{Preview, Session};
use crate::filter::{Action, Ports};
use crate::lang::{Lang, Voice};
use crate::language::{self, screen, typing};
use crate::page::{self, Block, Page, Tone};
use crate::report::{Finding, FindingKind, Report, Severity};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

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
    if layout.arrangement == Arrangement::Strip && session.mode.panel().is_none() {
        return unsaid;
    }
    let without_effect = popup.and_then(|page| page.without_effect.as_deref());
    let title = if session.mode.draft().is_some() {
        screen::if_you_press_enter(lang).to_owned()
    } else if session.live.preview.is_some() || without_effect.is_some() {
        screen::effect(lang).to_owned()
    } else {
        findings_title(session, lang)
    };
    let area = framed(&title, layout.details, layout, look, buffer);
    layout.mark(layout.details, Target::Panel);
    let mut findings = Vec::new();
    let low = area.height < 7;
    let mut lines = match &session.live.preview {
        Some(Preview { answer: Some((report, delta)), .. }) => Paper::new(editor.voice(), area.width, look)
            .lines(&page::delta(delta, Some(report), &session.open.profile, lang)),
        None if without_effect.is_some() => {
            look.paragraph(Span::raw(""), without_effect.unwrap_or_default(), Role::Dim, area.width)
        }
        None if !session.is_waiting() => {
            let is_told = layout.arrangement != Arrangement::Beside;
            finding_lines(session, &mut findings, editor.voice(), area.width, (low, is_told), look)
        }
        _ => vec![analysing(lang, look)],
    };
    let before = before_all(session, editor.voice(), area.width, look);
    if session.shown_report().is_some_and(Report::has_lost_login) {
        unsaid = None;
    }
    if opens_every_port(session).is_some() {
        lines.clear();
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
    let most = lines.len().saturating_sub(usize::from(area.height));
    let scroll = session.mode.panel().unwrap_or(0).min(most);
    put_all(&lines, scroll, area, buffer);
    for (row, finding) in (0..area.height).zip(findings.into_iter().skip(scroll)) {
        layout.mark_row(area, row, Target::Finding(finding));
    }
    if most > 0 && session.mode.panel().is_none() && session.mode.draft().is_none() && editor.popup.is_none() {
        let hint = " ... Tab";
        let width = u16::try_from(hint.len()).unwrap_or(0).min(area.width);
        let corner = Rect { x: area.right() - width, y: area.bottom().saturating_sub(1), width, height: 1 };
        put(&look.line(hint, Role::Key), corner, 0, buffer);
    }
    unsaid
}

/// What comes before everything else: that a login is lost, which is a change and perhaps no finding; that a new rule has
/// no port yet; that the text in hand cannot be read.
fn before_all(session: &Session, voice: Voice<'_>, width: u16, look: Look) -> Vec<Line<'static>> {
    let lang = voice.lang;
    let mut blocks = Vec::new();
    if let Some(protocol) = opens_every_port(session) {
        return Paper::new(voice, width, look)
            .lines(&[Block::head(Tone::Warning, typing::no_port_yet(protocol, lang))]);
    }
    if session.shown_report().is_some_and(Report::has_lost_login) {
        let why = screen::login_lost_since_the_save(voice);
        blocks.extend([Block::head(Tone::Error, screen::login_lost(lang).to_owned()), Block::Para(Tone::Text, why)]);
    }
    if session.mode.draft().is_some_and(|draft| draft.error.is_some()) {
        blocks.push(Block::head(Tone::Warning, typing::not_readable_yet(lang).to_owned()));
    }
    Paper::new(voice, width, look).lines(&blocks)
}

/// The protocol of a new allow rule for everyone that has no port yet: until then there is nothing else to say of it.
fn opens_every_port(session: &Session) -> Option<&'static str> {
    let draft = session.mode.draft().filter(|draft| draft.is_new && draft.error.is_none())?;
    let rule = &draft.rule;
    let is_open = rule.action == Action::Allow && rule.protocol.has_ports() && rule.source.is_any();
    let any = |ports: Ports| ports == Ports::Any;
    (is_open && any(rule.source_port) && any(rule.destination_port)).then(|| rule.protocol.as_str())
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
        return paper.lines(std::iter::once(&fine).chain(&unfiltered));
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
