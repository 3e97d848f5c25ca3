//! The strip above the rules in a lesson.
//!
//! ```text
//!  Lesson 3/13  Replies are not automatic               1 of 2 goals  h hint  r story
//!  ✓ SSH from 203.0.113.7 works
//!  ✗ HTTPS answers arrive
//!    ➜ goal 2: tcp 198.51.100.10:443 -> 40000 is blocked by rule 5
//! ```

use super::layout::Layout;
use super::look::{Look, put, put_all};
use super::theme::Role;
use crate::editor::Editor;
use crate::editor::lesson::Attempt;
use crate::language::{self, screen};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

pub(super) fn strip(attempt: &Attempt, editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) {
    let area = layout.strip;
    put(&heading(attempt, editor, area, look), area, 0, buffer);
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (goal, check) in attempt.lesson.goals.iter().zip(&attempt.checks) {
        let (mark, role) = if check.is_ok() { (look.glyphs.ok(), Role::Ok) } else { (look.glyphs.fail(), Role::Error) };
        lines.push(Line::from(vec![
            look.span(format!(" {mark} "), role),
            Span::raw(goal.text.get(editor.lang).to_owned()),
        ]));
    }
    lines.push(consequence(attempt, editor, area.width, look));
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let hidden = lines.len().saturating_sub(usize::from(below.height));
    put_all(&lines, hidden, below, buffer);
}

/// Fewer cells of a title say nothing.
const LEAST_TITLE: usize = 10;

/// Where am I, and what is left.
fn heading(attempt: &Attempt, editor: &Editor, area: Rect, look: Look) -> Line<'static> {
    let lang = editor.lang;
    let (reached, all) = (attempt.reached(), attempt.checks.len());
    let place = format!(" {}  ", language::lesson_number(attempt.place, lang));
    let state = screen::goals(reached, all, lang);
    let voice = editor.voice();
    let mut offers = if attempt.is_done { screen::done_keys(voice) } else { screen::lesson_keys(voice) };
    let rest = usize::from(area.width).saturating_sub(text::width(&place) + text::width(&state) + 1);
    let mut room = rest.saturating_sub(text::width(&offers));
    if room < LEAST_TITLE {
        // The footer has the keys too.
        offers.clear();
        room = rest;
    }
    let title = text::pad(&text::fit(attempt.lesson.title.get(lang), room, look.glyphs), room + 1);
    let state_role = if reached == all { Role::Ok } else { Role::Warn };
    Line::from(vec![
        look.span(place, Role::Dim),
        look.span(title, Role::Title),
        look.span(state, state_role),
        look.span(offers, Role::Key),
    ])
}

/// What the rules as they stand would do to the first goal that is not reached.
fn consequence(attempt: &Attempt, editor: &Editor, width: u16, look: Look) -> Line<'static> {
    let lang = editor.lang;
    match attempt.first_miss() {
        Some((goal, miss)) => {
            let words = text::visible(&language::goal_missed(goal + 1, miss, lang));
            let words = format!("   {} {words}", look.glyphs.arrow());
            look.line(text::fit(&words, usize::from(width), look.glyphs), Role::Warn)
        }
        None if attempt.is_done => Line::default(),
        None => {
            let words = screen::commit_it(lang);
            look.line(format!("   {} {words}", look.glyphs.arrow()), Role::Ok)
        }
    }
}

/// The rows of the strip: the heading, the goals and what is wrong with one of them. On a low screen it is less, and so it
/// is while a text is read that the table has to make room for.
pub(super) fn strip_height(editor: &Editor, screen: Rect) -> u16 {
    let Some(attempt) = editor.session().and_then(|session| session.lesson.as_ref()) else { return 0 };
    let goals = u16::try_from(attempt.checks.len()).unwrap_or(u16::MAX).min(6);
    let makes_room = editor.popup.is_some() && screen.width < 100;
    match screen.height {
        ..16 => 1,
        16..30 if makes_room => 1,
        16..22 => 3,
        _ => goals + 2,
    }
}
