//! The strip above the rules in a lesson, its story and its hints beside them, and the list of lessons.
//!
//! ```text
//!  Lesson 3/13  Replies are not automatic               1 of 2 goals  h hint  r story
//!  ✓ SSH from 203.0.113.7 works
//!  ✗ HTTPS answers arrive
//!    ➜ tcp 198.51.100.10:443 -> 40000 dies at rule 5
//! ```

use super::layout::Layout;
use super::look::{Look, offset, put, put_all};
use super::popup;
use super::speech::{Speech, width};
use super::theme::Role;
use crate::editor::Editor;
use crate::editor::lesson::Attempt;
use crate::editor::pointer::Target;
use crate::editor::session::Session;
use crate::lang::ActionId;
use crate::lang::Lang;
use crate::language;
use crate::lessons::Lesson;
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
    let state = say!(lang, en = "goals {reached}/{all}  ", ja = "達成 {reached}/{all}  ");
    let key = |act| editor.keymap.keys(act).first().map(ToString::to_string).unwrap_or_default();
    let offers = if attempt.is_done {
        vec![
            (key(ActionId::NextLesson), pick!(lang, en = "next", ja = "次へ")),
            (key(ActionId::Story), pick!(lang, en = "recap", ja = "まとめ")),
        ]
    } else {
        vec![
            (key(ActionId::Hint), pick!(lang, en = "hint", ja = "ヒント")),
            (key(ActionId::Story), pick!(lang, en = "story", ja = "話")),
        ]
    };
    let mut offers: String = offers.iter().map(|(key, name)| format!("{key} {name}  ")).collect();
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
        Some((_, miss)) => {
            let words = text::visible(&language::miss(miss, lang));
            let words = format!("   {} {words}", look.glyphs.arrow());
            look.line(text::fit(&words, usize::from(width), look.glyphs), Role::Warn)
        }
        None if attempt.is_done => Line::default(),
        None => {
            let words = pick!(lang, en = "Commit it, and the lesson is done.", ja = "Enter で確定すると達成です。");
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

/// A page of the story, or what to remember behind the last one.
pub(super) fn story(page: usize, session: &Session, lang: Lang, layout: &Layout, look: Look) -> Option<Speech> {
    let attempt = session.lesson.as_ref()?;
    let lesson = &attempt.lesson;
    let (pages, width) = (attempt.last_page() + 1, width(layout));
    let (title, lines) = match lesson.story.get(page) {
        Some(text) if pages > 1 => {
            (format!("{} {}/{pages}", lesson.title.get(lang), page + 1), paragraphs(text.get(lang), width, look))
        }
        Some(text) => (lesson.title.get(lang).to_owned(), paragraphs(text.get(lang), width, look)),
        None => {
            let mark = look.span(format!("{} ", look.glyphs.ok()), Role::Ok);
            let done = language::lesson_done(attempt.edits(session), lesson.par, lang);
            let mut lines = look.paragraph(mark, &done, Role::Ok, width);
            lines.extend(paragraphs(lesson.remember.get(lang), width, look));
            let source = |source: &String| look.paragraph(Span::raw(""), &text::visible(source), Role::Dim, width);
            lines.extend(lesson.sources.iter().flat_map(source));
            (language::to_remember(lang).to_owned(), lines)
        }
    };
    Some(Speech { title, lines, focus: session.row, ..Speech::default() })
}

/// The hints that were asked for; where there is no room for all, the latest.
pub(super) fn hints(session: &Session, lang: Lang, layout: &Layout, look: Look) -> Option<Speech> {
    let attempt = session.lesson.as_ref()?;
    let (shown, all, width) = (attempt.hints, attempt.lesson.hints.len(), width(layout));
    let lines: Vec<Line<'static>> = attempt
        .shown_hints()
        .zip(1..)
        .flat_map(|(hint, number)| {
            look.paragraph(look.span(format!("{number} "), Role::Key), hint.get(lang), Role::Text, width)
        })
        .collect();
    let title = language::hint_heading(shown, all, lang);
    Some(Speech { title, scroll: lines.len(), lines, focus: session.row, ..Speech::default() })
}

/// Paragraphs with a blank line between them.
fn paragraphs(text: &str, width: u16, look: Look) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(look.paragraph(Span::raw(""), paragraph.trim(), Role::Text, width));
    }
    lines
}

/// Every lesson with what is known about it; below, how the selected one begins.
pub(super) fn course(selected: usize, editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) {
    let lang = editor.lang;
    let lessons = editor.course.lessons();
    let done = lessons.iter().filter(|lesson| editor.progress.is_done(&lesson.id)).count();
    let title = language::course_heading(done, lessons.len(), lang);
    let body = Rect { y: layout.screen.y + 1, height: layout.screen.height - 3, ..layout.screen };
    let height = u16::try_from(lessons.len()).unwrap_or(u16::MAX).saturating_add(7);
    let area = popup::frame(popup::centred(body, 78, height), &title, look.theme, look.glyphs, buffer);
    let about = if area.height >= 12 { 4 } else { 0 };
    let list = Rect { height: area.height.saturating_sub(about), ..area };
    let first = offset(selected, lessons.len(), list.height);
    for (row, (index, lesson)) in (0..list.height).zip(lessons.iter().enumerate().skip(first)) {
        let chosen = index == selected;
        let (mark, mark_role, state) = state(lesson, editor, look);
        let room = usize::from(list.width).saturating_sub(text::width(&state) + 10);
        let line = Line::from(vec![
            look.span(if chosen { look.glyphs.selected() } else { " " }, Role::Selected),
            look.span(format!("{mark} "), mark_role),
            look.span(format!("{:>2} ", index + 1), Role::Dim),
            look.span(
                text::pad(&text::fit(lesson.title.get(lang), room, look.glyphs), room + 1),
                if chosen { Role::Selected } else { Role::Text },
            ),
            look.span(state, Role::Dim),
        ]);
        put(&line, list, row, buffer);
        layout.mark_row(list, row, Target::Entry(index));
    }
    if let Some(lesson) = lessons.get(selected)
        && let Some(page) = lesson.story.first()
    {
        let lines = paragraphs(page.get(lang), area.width, look);
        let below = Rect { y: list.bottom() + 1, height: about.saturating_sub(1), ..area };
        put_all(&lines, 0, below, buffer);
    }
}

fn state(lesson: &Lesson, editor: &Editor, look: Look) -> (&'static str, Role, String) {
    let progress = &editor.progress;
    let (mark, role) = match (progress.is_done(&lesson.id), progress.work(&lesson.id)) {
        (true, _) => (look.glyphs.ok(), Role::Ok),
        (false, Some(_)) => (look.glyphs.partly(), Role::Warn),
        (false, None) => (" ", Role::Dim),
    };
    (mark, role, language::lesson_state(lesson, progress, editor.lang))
}
