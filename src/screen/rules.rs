//! The rule table, the default as its last row.
//!
//! ```text
//! ┌ Rules: the first match decides ───────────────────────────────┐
//! │  #   Action Protocol Source          Src port    Dst port    … │
//! │  1   allow  tcp      203.0.113.7     any         22          … │
//! │▸ 2 ✗ deny   ip       any                                       │
//! │  -   allow  everything that no rule matched                    │
//! └────────────────────────────────────────────────────────────────┘
//! ```

use super::columns::Columns;
use super::frame::framed;
use super::input::{draw_input, scrolled};
use super::layout::Layout;
use super::look::{Look, offset, put};
use super::speech::{RowMark, Speech};
use super::theme::Role;
use crate::analysis::RuleStatus;
use crate::editor::draft::{Draft, applies};
use crate::editor::input::Input;
use crate::editor::pointer::Target;
use crate::editor::session::Session;
use crate::filter::{Action, Edit, Field, MAX_RULES, Rule};
use crate::lang::Lang;
use crate::language::{self, screen};
use crate::report::{Finding, Severity};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

/// Draws the table, with the marks of a popup that speaks of rules; where the cursor of the field in hand is.
pub(super) fn draw(
    session: &Session,
    speech: Option<&Speech>,
    lang: Lang,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let title = screen::rules_title(lang);
    let area = framed(title, layout.rules, layout, look, buffer);
    layout.mark(layout.rules, Target::Table);
    if area.is_empty() {
        return None;
    }
    let filter = session.shown();
    let columns = Columns::of(filter, lang, usize::from(area.width));
    put(&headings(&columns, lang, look), area, 0, buffer);
    let rows = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let count = filter.rules.len() + 1;
    let focus = speech.map_or(session.cursor.row, |speech| speech.focus);
    let first = offset(focus.min(count - 1), count, rows.height);
    let marks = marks(session);
    let finding = session.selected_finding().filter(|_| session.live.preview.is_none());
    let mut cursor = None;
    let mut row = 0;
    for index in first..count {
        if row >= rows.height {
            break;
        }
        let place = Rect { y: rows.y + row, height: 1, ..rows };
        row += 1;
        layout.mark(place, Target::Rule { row: index, field: None });
        match filter.rules.get(index) {
            Some(rule) => {
                let mark = marks.get(index).copied().flatten();
                let drawn = Row { session, speech, finding, rule, index, mark, columns: &columns, lang, look };
                drawn.mark_fields(place, layout);
                cursor = drawn.draw(place, buffer).or(cursor);
                if row < rows.height && drawn.mark_error(Rect { y: rows.y + row, ..place }, buffer) {
                    row += 1;
                }
            }
            None => {
                let mark = speech.and_then(|speech| speech.mark(index));
                let line = default_row(session.cursor.row == index, mark, &columns, lang, look);
                put(&line, place, 0, buffer);
            }
        }
    }
    cursor
}

fn headings(columns: &Columns, lang: Lang, look: Look) -> Line<'static> {
    let mut words = format!("{:>width$}  ", "#", width = columns.number - 2);
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
    let findings = session.shown_report().map(|report| report.findings.as_slice()).unwrap_or_default();
    let known = |finding: &&Finding| session.live.preview.is_some() || !session.is_dismissed(finding);
    for finding in findings.iter().filter(|finding| finding.severity < Severity::Note).filter(known) {
        for index in finding.blamed_rules() {
            if let Some(mark) = marks.get_mut(*index) {
                *mark = Some(mark.map_or(finding.severity, |worst: Severity| worst.min(finding.severity)));
            }
        }
    }
    marks
}

struct Row<'a> {
    session: &'a Session,
    speech: Option<&'a Speech>,
    /// The selected finding, whose rules stand out.
    finding: Option<&'a Finding>,
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
        for (field, cell) in self.cells(area) {
            layout.mark(cell, Target::Rule { row: self.index, field: Some(field) });
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
        let weighty = self.finding.filter(|finding| finding.severity < Severity::Note);
        weighty.is_some_and(|finding| finding.blamed_rules().contains(&self.index))
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

    fn draw_field(&self, field: Field, cell: Rect, buffer: &mut Buffer) {
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
        let text = self.text(field);
        if self.session.live.preview.is_none()
            && self.session.cursor.search.as_ref().is_some_and(|s| s.is_in(self.rule, field))
        {
            role = Role::Match;
        }
        if !applies(self.rule, field) {
            role = Role::Dim;
        }
        let fitted = text::fit(&text, usize::from(cell.width), self.look.glyphs);
        let focused = self.is_selected() && self.session.cursor.field == field && self.session.mode.draft().is_none();
        if focused {
            let shown = if fitted.is_empty() { " ".to_owned() } else { fitted };
            put(&self.look.line(shown, Role::Focus), cell, 0, buffer);
        } else {
            put(&self.look.line(fitted, role), cell, 0, buffer);
        }
    }

    fn text(&self, field: Field) -> String {
        let any = || language::any(self.lang).to_owned();
        let text = text::visible(&self.rule.text(field));
        match field {
            Field::Action => language::action(self.rule.action, self.lang).to_owned(),
            Field::Source if self.rule.source.is_any() => any(),
            Field::SourcePort | Field::DestinationPort if applies(self.rule, field) && text.is_empty() => any(),
            _ => text,
        }
    }

    /// The field in hand, scrolled so that its cursor is seen.
    fn draw_input(&self, draft: &Draft, cell: Rect, buffer: &mut Buffer) -> Option<Position> {
        let role = if draft.error.is_some() { Role::Error } else { Role::Focus };
        if draft.field == Field::Action {
            let word = text::pad(language::action(draft.rule.action, self.lang), usize::from(cell.width));
            put(&self.look.line(word, role), cell, 0, buffer);
            return Some(Position { x: cell.x, y: cell.y });
        }
        draw_input(&draft.input, role, cell, self.look, buffer)
    }
}

fn default_row(selected: bool, mark: Option<RowMark>, columns: &Columns, lang: Lang, look: Look) -> Line<'static> {
    let marker = if selected { look.glyphs.selected() } else { " " };
    let words = screen::default_rule(lang);
    let (at, width) = columns.of_field(Field::Action);
    let number = format!("{:>width$}", "-", width = at - 3);
    let (glyph, role) = mark.map_or((" ", Role::Dim), |mark| (mark.glyph, mark.role));
    let allow = text::pad(language::action(Action::Allow, lang), width + 1);
    Line::from(vec![
        look.span(marker, Role::Selected),
        look.span(number, role),
        look.span(format!("{glyph} "), role),
        look.span(allow, Role::Allow),
        look.span(words, if selected { Role::Text } else { Role::Dim }),
    ])
}
