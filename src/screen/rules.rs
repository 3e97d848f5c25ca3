//! The rule table, the default pinned as its last row.
//!
//! ```text
//! ┌ Rules: first match decides, no connection is remembered ───────┐
//! │  #  Action Protocol Source          :port Dst port    Note     │
//! │▸ 1  allow  tcp      203.0.113.7           22          SSH      │
//! │  f+ allow  udp      any             :67   68          proposed │
//! │  2  DENY   ip       any                               the rest │
//! │     the rest (default: allow)   rule 2 has denied all of it    │
//! └────────────────────────────────────────────────────────────────┘
//! ```
//!
//! A mark stands at a rule only if its own text must change. The proved repair of the selected finding stands where it
//! would go, as long as it is short and nothing has to be scrolled for it.

use super::cells::{self, words};
use super::columns::Columns;
use super::frame::framed;
use super::input::{draw_input, scrolled};
use super::layout::Layout;
use super::look::{Look, offset, put};
use super::speech::{RowMark, Speech};
use super::theme::Role;
use crate::analysis::RuleStatus;
use crate::editor::Editor;
use crate::editor::draft::{Draft, applies};
use crate::editor::input::Input;
use crate::editor::pointer::Target;
use crate::editor::session::Session;
use crate::filter::{Action, Edit, Field, MAX_RULES, Rule};
use crate::lang::{ActionId, Lang};
use crate::language::{self, screen, server};
use crate::report::{Finding, FindingKind, Severity};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// The most rules of a repair that the table shows.
const GHOSTS: usize = 3;

/// Draws the table, with the marks of a popup that speaks of rules; where the cursor of the field in hand is.
pub(super) fn draw(
    session: &Session,
    speech: Option<&Speech>,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let lang = editor.lang;
    let fits = |title: &str| text::width(title) + 6 <= usize::from(layout.rules.width);
    let title = Some(screen::rules_title(lang)).filter(|title| fits(title)).unwrap_or(screen::rules_title_short(lang));
    let area = framed(title, layout.rules, layout, look, buffer);
    layout.mark(layout.rules, Target::Table);
    if area.is_empty() {
        return None;
    }
    let filter = session.shown();
    let columns = Columns::of(filter, session.mode.draft().map(|draft| draft.field), lang, usize::from(area.width));
    put(&headings(&columns, is_narrow(session, area.width), lang, look), area, 0, buffer);
    let rows = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let body = Rect { height: rows.height.saturating_sub(1), ..rows };
    let count = filter.rules.len();
    let focus = speech.map_or(session.cursor.row, |speech| speech.focus);
    let first = offset(focus.min(count.saturating_sub(1)), count, body.height);
    let ghosts = ghosts(editor).filter(|all| count + all.len() <= usize::from(body.height)).unwrap_or_default();
    let marks = marks(session);
    let finding = session.selected_finding().filter(|_| session.live.preview.is_none());
    let weighty = finding.filter(|finding| finding.severity < Severity::Note);
    let found = weighty.map(|finding| finding.rules_to_change(filter)).unwrap_or_default();
    let mut cursor = None;
    let mut row = 0;
    let mut last = first;
    for index in first..=count {
        for (_, ghost) in ghosts.iter().filter(|(at, _)| *at == index) {
            let place = Rect { y: body.y + row, height: 1, ..body };
            draw_ghost(ghost, &columns, editor, place, look, buffer);
            layout.mark(place, Target::Action(ActionId::Fix));
            row += 1;
        }
        let Some(rule) = filter.rules.get(index).filter(|_| row < body.height) else { break };
        let place = Rect { y: body.y + row, height: 1, ..body };
        row += 1;
        last = index + 1;
        layout.mark(place, Target::Rule { row: index, field: None });
        let mark = marks.get(index).copied().flatten();
        let drawn = Row { session, speech, found: &found, rule, index, mark, columns: &columns, lang, look };
        drawn.mark_fields(place, layout);
        cursor = drawn.draw(place, buffer).or(cursor);
        if row < body.height && drawn.mark_error(Rect { y: body.y + row, ..place }, buffer) {
            row += 1;
        }
    }
    // The default stands behind the last rule where all are seen, and at the lower edge where they are not.
    let place = Rect { y: body.y + if last < count { body.height } else { row.min(body.height) }, height: 1, ..rows };
    if place.y < rows.bottom() {
        layout.mark(place, Target::Rule { row: count, field: None });
        let mark = speech.and_then(|speech| speech.mark(count));
        let line = default_row(session, mark, &columns, lang, look);
        match first > 0 || last < count {
            true => hidden_rows(line, &screen::hidden_rows(first + 1, last, count, lang), place, look, buffer),
            false => put(&line, place, 0, buffer),
        }
    }
    cursor
}

/// Whether each rule is one line without columns. A field that is typed has its column at any width.
fn is_narrow(session: &Session, width: u16) -> bool {
    width < cells::COLUMNS_FROM && session.mode.draft().is_none()
}

/// The rules that the proved repair of the selected finding inserts, and before which of the present ones. In a lesson the
/// repair is the reader's to find; beside an edit or a popup it would be taken for a part of it.
fn ghosts(editor: &Editor) -> Option<Vec<(usize, &Rule)>> {
    let session = editor.session()?;
    if session.lesson.is_some() || session.live.preview.is_some() || editor.popup.is_some() || session.is_waiting() {
        return None;
    }
    let steps = session.selected_finding()?.fix.as_ref()?.edit.steps();
    let mut all: Vec<(usize, &Rule)> = Vec::new();
    for step in steps {
        let Edit::Insert { at, rule } = step else { return None };
        all.push((*at, rule));
    }
    // Each step sees the result of those before it.
    let placed = |index: usize, at: usize| {
        let before = all.iter().take(index).filter(|(other, _)| *other <= at).count();
        at.saturating_sub(before)
    };
    let placed = all.iter().enumerate().map(|(index, (at, rule))| (placed(index, *at), *rule)).collect();
    (all.len() <= GHOSTS).then_some(placed)
}

/// How many rows the proposal takes, if it is shown.
pub(super) fn ghost_rows(editor: &Editor) -> usize {
    ghosts(editor).map_or(0, |all| all.len())
}

fn draw_ghost(rule: &Rule, columns: &Columns, editor: &Editor, area: Rect, look: Look, buffer: &mut Buffer) {
    let key = editor.voice().name(ActionId::Fix);
    let number = columns.number - 1;
    let lead = Line::from(vec![look.span(format!("{:>number$}", format!("{key}{}", look.glyphs.added())), Role::Key)]);
    put(&lead, area, 0, buffer);
    if area.width < cells::COLUMNS_FROM {
        for (_, text, place) in cells::placed(rule, None, columns, area, editor.lang, look) {
            put(&look.line(text, Role::Dim), place, 0, buffer);
        }
        return;
    }
    for field in Field::ALL {
        let (at, width) = columns.of_field(field);
        let Some(at) = u16::try_from(at).ok().filter(|at| width > 0 && *at < area.width) else { continue };
        let text = match field {
            Field::Description => screen::proposed(editor.voice()),
            _ => words(rule, field, editor.lang),
        };
        let line = look.line(text::fit(&text, width, look.glyphs), Role::Dim);
        put(&line, Rect { x: area.x + at, width: area.width - at, ..area }, 0, buffer);
    }
}

fn headings(columns: &Columns, is_narrow: bool, lang: Lang, look: Look) -> Line<'static> {
    let mut words = format!("{:>width$}  ", "#", width = columns.number - 2);
    if is_narrow {
        return look.line(words + server::rule_head(lang), Role::Dim);
    }
    for field in Field::ALL {
        let (_, width) = columns.of_field(field);
        if width > 0 {
            words += &text::pad(&text::fit(screen::column(field, lang), width, look.glyphs), width + 1);
        }
    }
    look.line(words, Role::Dim)
}

/// The worst severity among the findings that speak of each rule.
fn marks(session: &Session) -> Vec<Option<Severity>> {
    let mut marks = vec![None; session.shown().rules.len()];
    if session.mode.draft().and_then(Draft::opens_every_port).is_some() {
        return marks;
    }
    let findings = session.shown_report().map(|report| report.findings.as_slice()).unwrap_or_default();
    let known = |finding: &&Finding| session.live.preview.is_some() || !session.is_dismissed(finding);
    for finding in findings.iter().filter(|finding| finding.severity < Severity::Note).filter(known) {
        for index in finding.rules_to_change(session.shown()) {
            if let Some(mark) = marks.get_mut(index) {
                *mark = Some(mark.map_or(finding.severity, |worst: Severity| worst.min(finding.severity)));
            }
        }
    }
    marks
}

struct Row<'a> {
    session: &'a Session,
    speech: Option<&'a Speech>,
    /// The rules that the selected finding asks to change, which stand out.
    found: &'a [usize],
    rule: &'a Rule,
    index: usize,
    mark: Option<Severity>,
    columns: &'a Columns,
    lang: Lang,
    look: Look,
}

impl Row<'_> {
    fn draw(&self, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw_number(area, buffer);
        if is_narrow(self.session, area.width) {
            self.draw_line(area, buffer);
            return None;
        }
        let mut cursor = None;
        for (field, cell) in self.cells(area) {
            match self.draft(field) {
                Some(draft) => {
                    // The gap to the next column is room for the cursor behind a text that fills its own.
                    let room = Rect { width: (cell.width + 1).min(area.right() - cell.x), ..cell };
                    cursor = self.draw_input(draft, room, buffer);
                }
                None => self.draw_field(field, cell, buffer),
            }
        }
        cursor
    }

    /// The fields that have a column, and where.
    fn cells(&self, area: Rect) -> impl Iterator<Item = (Field, Rect)> {
        Field::ALL.into_iter().filter_map(move |field| {
            let (at, width) = self.columns.of_field(field);
            let at = u16::try_from(at).ok().filter(|at| width > 0 && *at < area.width)?;
            let width = u16::try_from(width).unwrap_or(area.width).min(area.width - at);
            Some((field, Rect { x: area.x + at, width, ..area }))
        })
    }

    fn mark_fields(&self, area: Rect, layout: &Layout) {
        if is_narrow(self.session, area.width) {
            let selected = self.is_selected().then_some(self.session.cursor.field);
            let placed = cells::placed(self.rule, selected, self.columns, area, self.lang, self.look);
            for (field, place) in placed.into_iter().filter_map(|(field, _, place)| Some((field?, place))) {
                layout.mark(place, Target::Rule { row: self.index, field: Some(field) });
            }
            return;
        }
        for (field, cell) in self.cells(area) {
            layout.mark(cell, Target::Rule { row: self.index, field: Some(field) });
        }
    }

    /// The whole rule in its one-line form.
    fn draw_line(&self, area: Rect, buffer: &mut Buffer) {
        let selected = self.is_selected().then_some(self.session.cursor.field);
        for (field, text, place) in cells::placed(self.rule, selected, self.columns, area, self.lang, self.look) {
            let role = match field {
                Some(field) if selected == Some(field) => Role::Focus,
                Some(field) => self.role(field),
                None => Role::Dim,
            };
            put(&self.look.line(text, role), place, 0, buffer);
        }
    }

    fn draft(&self, field: Field) -> Option<&Draft> {
        let draft = self.session.mode.draft()?;
        (draft.at == self.index && draft.field == field).then_some(draft)
    }

    /// A row below the field in hand that points at the character that is wrong. Text that only has not ended yet is not
    /// worth one.
    fn mark_error(&self, area: Rect, buffer: &mut Buffer) -> bool {
        let Some(draft) = self.session.mode.draft().filter(|draft| draft.at == self.index) else { return false };
        let (Some(error), Input::Text(line)) = (draft.error, &draft.input) else { return false };
        let (at, width) = self.columns.of_field(draft.field);
        let (shown, first) = scrolled(line.text(), line.cursor(), width + 1);
        if error.at < first || error.at >= shown.len() {
            return false;
        }
        let before: usize = shown.iter().take(error.at).skip(first).map(|c| text::width(c)).sum();
        let room = usize::from(area.width).saturating_sub(at + before + 2);
        let words = text::fit(&language::expected(error.expected, self.lang), room, self.look.glyphs);
        let mark = format!("{}^ {words}", " ".repeat(at + before));
        put(&self.look.line(mark, Role::Error), area, 0, buffer);
        true
    }

    fn is_selected(&self) -> bool {
        self.session.cursor.row == self.index
    }

    fn draw_number(&self, area: Rect, buffer: &mut Buffer) {
        let (look, number) = (self.look, self.index + 1);
        let in_selection = self.session.mode.anchor().is_some() && self.session.selected().contains(&self.index);
        let marker = if self.is_selected() || in_selection { look.glyphs.selected() } else { " " };
        let spoken = self.speech.and_then(|speech| speech.mark(self.index));
        let (mark, role) = match self.mark {
            _ if spoken.is_some() => spoken.map_or((" ", Role::Text), |mark| (mark.glyph, mark.role)),
            _ if self.is_added() => (look.glyphs.added(), Role::Added),
            Some(severity) => look.tone(severity.into()),
            None if self.blocks_selected() => (look.glyphs.arrow(), Role::Warn),
            None => (" ", Role::Text),
        };
        let number_role = match number {
            _ if in_selection => Role::Focus,
            _ if spoken.is_some() => spoken.map_or(Role::Dim, |mark| mark.role),
            _ if self.blocks_selected() => Role::Warn,
            _ if number > MAX_RULES => Role::Error,
            _ if self.speech.is_none() && self.is_found() => role,
            _ => Role::Dim,
        };
        let width = self.columns.number - 3;
        let line = Line::from(vec![
            look.span(marker, Role::Selected),
            look.span(format!("{number:>width$}"), number_role),
            look.span(mark, role),
        ]);
        put(&line, area, 0, buffer);
    }

    /// Whether the selected finding asks for a change of this rule.
    fn is_found(&self) -> bool {
        self.found.contains(&self.index)
    }

    /// Whether the selected rule never decides because of this one.
    fn blocks_selected(&self) -> bool {
        let selected = self.session.shown_report().and_then(|report| report.rules.get(self.session.cursor.row));
        selected.is_some_and(|s| s.is_shadowed() && s.blocked_by.contains(&self.index))
    }

    /// Whether the rule stands here only in the proposal.
    fn is_added(&self) -> bool {
        let proposed = self.session.live.proposed.as_ref();
        let inserted = |step: &&Edit| matches!(step, Edit::Insert { at, .. } if *at == self.index);
        proposed.is_some_and(|edit| edit.steps().iter().any(inserted))
            || self.session.mode.draft().is_some_and(|draft| draft.is_new && draft.at == self.index)
    }

    /// What a field looks like that is not selected.
    fn role(&self, field: Field) -> Role {
        let shadowed = self
            .session
            .shown_report()
            .and_then(|report| report.rules.get(self.index))
            .is_some_and(RuleStatus::is_shadowed);
        let mut role = match field {
            _ if shadowed => Role::Shadowed,
            Field::Action if self.rule.action == Action::Allow => Role::Allow,
            Field::Action => Role::Deny,
            Field::Description => Role::Dim,
            _ => Role::Text,
        };
        if self.session.live.preview.is_none()
            && self.session.cursor.search.as_ref().is_some_and(|s| s.is_in(self.rule, field))
        {
            role = Role::Match;
        }
        if applies(self.rule, field) { role } else { Role::Dim }
    }

    fn draw_field(&self, field: Field, cell: Rect, buffer: &mut Buffer) {
        let text = words(self.rule, field, self.lang);
        let fitted = text::fit(&text, usize::from(cell.width), self.look.glyphs);
        let focused = self.is_selected() && self.session.cursor.field == field && self.session.mode.draft().is_none();
        if focused {
            let shown = if fitted.is_empty() { " ".to_owned() } else { fitted };
            put(&self.look.line(shown, Role::Focus), cell, 0, buffer);
        } else {
            put(&self.look.line(fitted, self.role(field)), cell, 0, buffer);
        }
    }

    /// The field in hand, scrolled so that its cursor is seen.
    fn draw_input(&self, draft: &Draft, cell: Rect, buffer: &mut Buffer) -> Option<Position> {
        let role = if draft.error.is_some() { Role::Error } else { Role::Focus };
        if draft.field == Field::Action {
            let word = text::pad(screen::action_cell(draft.rule.action, self.lang), usize::from(cell.width));
            put(&self.look.line(word, role), cell, 0, buffer);
            return Some(Position { x: cell.x, y: cell.y });
        }
        draw_input(&draft.input, role, cell, self.look, buffer)
    }
}

/// The default and what is left for it, with the mark of the finding if that is everything.
fn default_row(session: &Session, spoken: Option<RowMark>, columns: &Columns, lang: Lang, look: Look) -> Line<'static> {
    let rules = &session.shown().rules;
    let is_selected = session.cursor.row == rules.len();
    let mut findings = session.shown_report().into_iter().flat_map(|report| &report.findings);
    let open = findings.find(|finding| finding.kind == FindingKind::NoFinalDeny);
    let open = open.map(|finding| look.tone(finding.severity.into()));
    let denies = rules.iter().position(Rule::denies_everything);
    let (left, left_role) = match (denies, open) {
        (Some(at), _) => (screen::nothing_is_left(at + 1, lang), Role::Dim),
        (None, Some((_, role))) => (screen::everything_is_left(lang).to_owned(), role),
        (None, None) => (String::new(), Role::Dim),
    };
    let (at, _) = columns.of_field(Field::Action);
    let (glyph, role) = spoken.map(|mark| (mark.glyph, mark.role)).or(open).unwrap_or((" ", Role::Dim));
    Line::from(vec![
        look.span(if is_selected { look.glyphs.selected() } else { " " }, Role::Selected),
        look.span(format!("{glyph:>width$} ", width = at - 2), role),
        look.span(screen::default_rule(lang), if is_selected { Role::Text } else { Role::Dim }),
        look.span(format!("   {left}"), left_role),
    ])
}

/// Which rules are seen, at the right end of the default's row. What is left for that gives way.
fn hidden_rows(mut row: Line<'static>, hidden: &str, area: Rect, look: Look, buffer: &mut Buffer) {
    let width = |line: &Line<'_>| line.spans.iter().map(|span| text::width(&span.content)).sum::<usize>();
    let room = usize::from(area.width).saturating_sub(text::width(hidden) + 1);
    if width(&row) > room {
        row.spans.pop();
    }
    put(&row, area, 0, buffer);
    let width = u16::try_from(text::width(hidden) + 1).unwrap_or(0).min(area.width);
    let corner = Rect { x: area.right() - width, width, ..area };
    put(&look.line(format!(" {hidden}"), Role::Note), corner, 0, buffer);
}
