//! The row above the keys: what just happened, what a field takes, or the selected rule in words.

use super::columns::Columns;
use super::hint;
use super::layout::{Arrangement, Layout};
use super::look::Look;
use super::theme::Role;
use crate::editor::session::{Mode, Session};
use crate::editor::{Editor, words};
use crate::filter::{Field, Rule};
use crate::lang::ActionId;
use crate::language::{grammar, rules};
use crate::text;
use ratatui::text::{Line, Span};

/// What stands there; `unsaid` is what the details had no room for.
pub(super) fn line(
    session: &Session,
    editor: &Editor,
    unsaid: Option<String>,
    layout: &Layout,
    look: Look,
) -> Line<'static> {
    let lang = editor.lang;
    let room = usize::from(layout.notice.width).saturating_sub(1);
    if let Some(notice) = &editor.notice {
        let role = if notice.is_error { Role::Error } else { Role::Text };
        return look.line(format!(" {}", text::fit(&text::visible(&notice.text), room, look.glyphs)), role);
    }
    if let (Some(draft), None) = (session.mode.draft(), &editor.popup) {
        return hint::of_draft(draft, lang, look);
    }
    if session.mode.anchor().is_some() && editor.popup.is_none() {
        return look.line(format!(" {}", words::selecting(session.selected(), editor.voice())), Role::Note);
    }
    let is_at_rest = matches!(session.mode, Mode::Table) && session.live.preview.is_none();
    match is_at_rest && editor.popup.is_none() {
        true => sentence(session, editor, unsaid, layout, look),
        false => Line::default(),
    }
}

/// The selected rule in words, with its note where the table cuts that; at the right the key that hides it.
fn sentence(session: &Session, editor: &Editor, unsaid: Option<String>, layout: &Layout, look: Look) -> Line<'static> {
    let lang = editor.lang;
    let all = &session.filter().rules;
    let rule = all.get(session.cursor.row);
    let told = match (rule, all.iter().position(Rule::denies_everything)) {
        _ if editor.hides_sentence => None,
        (Some(rule), _) => Some(rules::numbered_sentence(session.cursor.row + 1, rule, lang)),
        (None, Some(at)) => Some(rules::nothing_gets_this_far(at + 1, lang)),
        (None, None) => Some(rules::default_sentence(lang).to_owned()),
    };
    let note = rule.and_then(|rule| cut_note(rule, session, editor, layout));
    let note = note.map(|note| rules::whole_note(&note, lang));
    let words: Vec<String> = told.into_iter().chain(unsaid).chain(note).collect();
    let words = words.join(grammar::gap(lang));
    let room = usize::from(layout.notice.width).saturating_sub(2);
    let words = text::fit(&words, room, look.glyphs);
    let key = if editor.hides_sentence { None } else { editor.keymap.keys(ActionId::Sentence).first() };
    let hint = key.map(|key| format!("{key} {}", rules::hide_sentence(lang))).unwrap_or_default();
    let gap = room.saturating_sub(text::width(&words) + text::width(&hint));
    let mut spans = vec![look.span(format!(" {words}"), Role::Note)];
    if gap >= 3 && !hint.is_empty() {
        spans.extend([Span::raw(" ".repeat(gap)), look.span(hint, Role::Dim)]);
    }
    Line::from(spans)
}

/// The note of a rule, where its column does not show all of it.
fn cut_note(rule: &Rule, session: &Session, editor: &Editor, layout: &Layout) -> Option<String> {
    let frame = if layout.arrangement == Arrangement::Beside { 2 } else { 0 };
    let width = usize::from(layout.rules.width).saturating_sub(frame);
    let (_, cells) = Columns::of(session.shown(), None, editor.lang, width).of_field(Field::Description);
    let note = text::visible(&rule.description);
    (text::width(&note) > cells).then_some(note)
}
