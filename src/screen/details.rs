//! The lower part of the panel: what the edit in hand would do, or the findings.

use super::flows::analysing;
use super::frame::framed;
use super::layout::{Arrangement, Layout};
use super::look::{Look, put, put_all};
use super::theme::Role;
use crate::analysis::{PacketSet, Region};
use crate::editor::Editor;
use crate::editor::pointer::Target;
use crate::editor::popup::{Popup, Presets};
use crate::editor::session::{Preview, Session};
use crate::filter::Action;
use crate::lang::Lang;
use crate::language;
use crate::profile::{FlowId, Profile};
use crate::report::{Delta, Finding, FindingKind, FlowChange, NamedFlows, Status};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Draws the panel; what there is to know of the selected rule, where the panel has no room for it.
pub(super) fn draw(
    session: &Session,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<String> {
    let lang = editor.lang;
    let mut unsaid = of_selected_rule(session, lang);
    if layout.arrangement == Arrangement::Strip && session.panel.is_none() {
        return unsaid;
    }
    let preset = match &editor.popup {
        Some(Popup::Presets(presets)) => Some(presets.as_ref()),
        _ => None,
    };
    let title = if session.preview.is_some() || preset.is_some() {
        lang.pick("この編集の効果", "Effect of this edit").to_owned()
    } else {
        findings_title(session, lang)
    };
    let mut area = framed(&title, layout.details, layout, look, buffer);
    layout.mark(layout.details, Target::Panel);
    let mut findings = Vec::new();
    if layout.arrangement == Arrangement::Below {
        let bar = look.line(look.glyphs.border().vertical_left, Role::Dim);
        (0..area.height).for_each(|row| put(&bar, area, row, buffer));
        area.x += 2;
        area.width = area.width.saturating_sub(2);
    }
    let low = area.height < 7;
    let mut lines = match &session.preview {
        Some(Preview { answer: Some((_, delta)), .. }) => delta_lines(delta, &session.profile, lang, area.width, look),
        None if preset.is_some() => look.paragraph(Span::raw(""), without_effect(preset, lang), Role::Dim, area.width),
        None if !session.is_waiting() => finding_lines(session, &mut findings, lang, area.width, low, look),
        _ => vec![analysing(lang, look)],
    };
    if session.draft.as_ref().is_some_and(|draft| draft.error.is_some()) {
        let words = lang.pick(
            "まだ読めない入力です。下は最後に読めた値での評価です。",
            "Not readable yet; below is the last readable value.",
        );
        let stale =
            look.paragraph(look.span(format!("{} ", look.glyphs.warn()), Role::Warn), words, Role::Warn, area.width);
        lines.splice(0..0, stale);
    }
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
    let scroll = session.panel.unwrap_or(0).min(most);
    put_all(&lines, scroll, area, buffer);
    for (row, finding) in (0..area.height).zip(findings.into_iter().skip(scroll)) {
        layout.mark_row(area, row, Target::Finding(finding));
    }
    if most > 0 && session.panel.is_none() && session.draft.is_none() && editor.popup.is_none() {
        let hint = " ... Tab";
        let width = u16::try_from(hint.len()).unwrap_or(0).min(area.width);
        let corner = Rect { x: area.right() - width, y: area.bottom().saturating_sub(1), width, height: 1 };
        put(&look.line(hint, Role::Key), corner, 0, buffer);
    }
    unsaid
}

/// What there is to know of the selected rule beyond the selected finding.
fn of_selected_rule(session: &Session, lang: Lang) -> Option<String> {
    let status = session.report.rules.get(session.row).filter(|_| session.preview.is_none())?;
    let is_told = session.selected_finding().is_some_and(|finding| {
        matches!(finding.kind, FindingKind::NeverDecides { .. }) && finding.blamed_rules() == [session.row]
    });
    language::rule_status(session.row, status, lang).filter(|_| !is_told)
}

/// Why the preset in hand shows no effect.
fn without_effect(presets: Option<&Presets>, lang: Lang) -> &'static str {
    match presets.and_then(|presets| presets.insertion.as_ref()) {
        Some(_) => {
            lang.pick("何も変わりません。どのルールもすでに有効です。", "None: all its rules are in effect already.")
        }
        None => lang
            .pick("必要な値を入れると、ここに効果が出ます。", "Fill in what it asks for, and its effect shows here."),
    }
}

fn findings_title(session: &Session, lang: Lang) -> String {
    let count = session.findings().count();
    match count {
        0 => lang.pick("指摘", "Findings").to_owned(),
        _ => {
            let number = session.finding + 1;
            say!(lang, "指摘 {number}/{count}", "Finding {number}/{count}")
        }
    }
}

/// The selected finding in full, the others in a line each; which finding each line speaks of goes to `of`.
fn finding_lines(
    session: &Session,
    of: &mut Vec<usize>,
    lang: Lang,
    width: u16,
    low: bool,
    look: Look,
) -> Vec<Line<'static>> {
    let ipv6 = lang.pick("IPv6 はこのフィルタでは検査されません。", "IPv6 is never filtered.");
    let unfiltered = look.paragraph(Span::raw("  "), ipv6, Role::Dim, width);
    let Some(selected) = session.selected_finding() else {
        return [no_finding(lang, width, look), unfiltered].concat();
    };
    let mut lines = explanation(selected, lang, width, low, look);
    of.extend(lines.iter().map(|_| session.finding));
    // The others in the order in which `n` reaches them.
    let (before, after): (Vec<_>, Vec<_>) = session.findings().enumerate().partition(|(at, _)| *at < session.finding);
    for (at, finding) in after.into_iter().skip(1).chain(before) {
        of.push(at);
        let (mark, role) = look.severity(finding.severity);
        let title = language::finding_title(finding, lang);
        let room = usize::from(width).saturating_sub(2);
        let lead = look.span(format!("{mark} "), role);
        lines.push(Line::from(vec![lead, look.span(text::fit(&title, room, look.glyphs), Role::Dim)]));
    }
    lines.extend(unfiltered);
    lines
}

fn no_finding(lang: Lang, width: u16, look: Look) -> Vec<Line<'static>> {
    let fine = lang
        .pick("指摘はありません。必要な通信はすべて通ります。", "Nothing to report: all that is needed gets through.");
    look.paragraph(look.span(format!("{} ", look.glyphs.ok()), Role::Ok), fine, Role::Text, width)
}

/// Title, consequence, fix and witness of a finding; the fix before the consequence where there is no room for all.
pub(super) fn explanation(finding: &Finding, lang: Lang, width: u16, low: bool, look: Look) -> Vec<Line<'static>> {
    let (mark, role) = look.severity(finding.severity);
    let title = language::finding_title(finding, lang);
    let mut lines = look.paragraph(look.span(format!("{mark} "), role), &title, role, width);
    let consequence = language::finding_consequence(finding, lang);
    let consequence = look.paragraph(Span::raw("  "), &consequence, Role::Text, width);
    let fix = finding.fix.iter().flat_map(|fix| {
        let mut lead = look.span(lang.pick("f 修正: ", "f fix: "), Role::Key);
        let mut lines = Vec::new();
        for step in language::edit_steps(&fix.edit, lang) {
            let indent = Span::raw(" ".repeat(text::width(&lead.content)));
            lines.extend(look.paragraph(std::mem::replace(&mut lead, indent), &step, Role::Text, width));
        }
        for told in language::traffic_of_fix(fix, lang) {
            lines.extend(look.paragraph(Span::raw("  "), &told, Role::Dim, width));
        }
        lines
    });
    let asked = finding.needs.iter().flat_map(|need| {
        let lead = if need.field().is_none() { "  " } else { lang.pick("f 答える: ", "f answer: ") };
        look.paragraph(look.span(lead, Role::Key), &language::need(need, lang), Role::Text, width)
    });
    let fix = fix.chain(asked);
    if low {
        lines.extend(fix.chain(consequence));
    } else {
        lines.extend(consequence.into_iter().chain(fix));
    }
    if let Some(witness) = finding.witness {
        let lead = look.span(lang.pick("  例: ", "  such as "), Role::Dim);
        lines.extend(look.paragraph(lead, &witness.to_string(), Role::Note, width));
    }
    lines
}

/// What an edit would do: flows first, then findings, then the packets.
pub(super) fn delta_lines(delta: &Delta, profile: &Profile, lang: Lang, width: u16, look: Look) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for change in &delta.flows {
        lines.extend(flow_change(change, lang, width, look));
    }
    // What a flow's change says already is not said again as a finding.
    let unsaid =
        |finding: &&Finding| finding.flow().is_none_or(|flow| delta.flows.iter().all(|change| change.id != flow));
    for finding in delta.new.iter().filter(unsaid) {
        let (mark, role) = look.severity(finding.severity);
        let lead = look.span(format!("{mark} "), role);
        lines.extend(look.paragraph(lead, &language::finding_title(finding, lang), role, width));
    }
    for finding in delta.gone.iter().filter(unsaid) {
        let title = language::finding_title(finding, lang);
        let words = say!(lang, "解消: {title}", "gone: {title}");
        let lead = look.span(format!("{} ", look.glyphs.ok()), Role::Ok);
        lines.extend(look.paragraph(lead, &words, Role::Ok, width));
    }
    let blocked = (look.glyphs.removed(), lang.pick("遮断 ", "blocks "), Role::Removed);
    let allowed = (look.glyphs.added(), lang.pick("許可 ", "allows "), Role::Added);
    for (becomes, packets, only_if) in delta.packets.parts() {
        let (mark, word, role) = if becomes == Action::Deny { blocked } else { allowed };
        let condition = language::condition(only_if, lang);
        let about = |region: Option<&Region>| about_box(region, condition.as_deref(), delta, profile, lang);
        lines.extend(traffic(packets, &about, (format!("{mark} {word}"), role), lang, width, look));
    }
    if lines.is_empty() {
        let words = lang.pick("届くものは何も変わりません。", "Nothing changes about what gets through.");
        lines.extend(look.paragraph(Span::raw(""), words, Role::Dim, width));
    }
    lines
}

fn flow_change(change: &FlowChange, lang: Lang, width: u16, look: Look) -> Vec<Line<'static>> {
    let flow = language::flow_name(change.id, lang);
    let open = change.id == FlowId::EverythingElse;
    let word = |verdict| if open { language::closedness(verdict, lang) } else { language::verdict(verdict, lang) };
    let (before, after) = (word(change.before), word(change.after));
    let (mark, role) = match change.status {
        Status::Fine => (look.glyphs.ok(), Role::Ok),
        Status::Wrong(severity) => look.severity(severity),
        Status::Idle => (look.glyphs.removed(), Role::Dim),
    };
    let arrow = look.glyphs.arrow();
    let words = format!("{flow}: {before} {arrow} {after}");
    let mut lines = look.paragraph(look.span(format!("{mark} "), role), &words, role, width);
    if let Some(packet) = change.witness {
        let lead = look.span(lang.pick("  例: ", "  such as "), Role::Dim);
        lines.extend(look.paragraph(lead, &packet.to_string(), Role::Note, width));
    }
    lines
}

/// The boxes of a packet set, a line each, as many as help. All of them, and the line for the rest, say what it depends on.
fn traffic(
    set: &PacketSet,
    about: &dyn Fn(Option<&Region>) -> String,
    (lead, role): (String, Role),
    lang: Lang,
    width: u16,
    look: Look,
) -> Vec<Line<'static>> {
    let boxes = set.telling_boxes();
    let rest = boxes.len().saturating_sub(Delta::TOLD);
    let mut lines: Vec<Line<'static>> = Vec::new();
    for region in boxes.iter().take(Delta::TOLD) {
        let words = language::traffic(&(*region).into(), lang).join(" ") + &about(Some(region));
        lines.extend(look.paragraph(look.span(lead.clone(), role), &words, role, width));
    }
    if rest > 0 {
        let words = say!(lang, "ほか {rest} 種類", "and {rest} more") + &about(None);
        lines.extend(look.paragraph(Span::raw("  "), &words, Role::Dim, width));
    }
    lines
}

/// The flows that a box is about, as far as their change is not told already, and what its own change depends on.
fn about_box(region: Option<&Region>, condition: Option<&str>, delta: &Delta, profile: &Profile, lang: Lang) -> String {
    let flows = region.map(|region| NamedFlows::of(&(*region).into(), profile)).unwrap_or_default();
    let untold = |id: &FlowId| delta.flows.iter().all(|change| change.id != *id);
    let whole = flows.whole.into_iter().filter(untold).map(|id| language::flow_name(id, lang));
    let part = flows.part.filter(untold).map(|id| language::part_of(id, lang));
    let about: Vec<String> = whole.chain(part).chain(condition.map(ToOwned::to_owned)).collect();
    if about.is_empty() { String::new() } else { format!(" ({})", about.join(lang.pick("、", ", "))) }
}
