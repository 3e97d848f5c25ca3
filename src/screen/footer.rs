//! The last two rows: what just happened or what a field takes, and the keys.

use super::hint;
use super::layout::Layout;
use super::look::{Look, put};
use super::theme::Role;
use crate::editor::actions::{FOOTER, LESSON_FOOTER, availability};
use crate::editor::key::Key;
use crate::editor::pointer::Target;
use crate::editor::session::Session;
use crate::editor::{Editor, words};
use crate::lang::{ActionId, Lang};
use crate::page::{By, Page};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Draws both rows; the first has room for what the panel had none for.
pub(super) fn draw(
    session: &Session,
    page: Option<&Page>,
    editor: &Editor,
    unsaid: Option<String>,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) {
    put(&notice(session, editor, unsaid, layout, look), layout.notice, 0, buffer);
    let line = if let Some(page) = page {
        page_hints(page, editor, layout, look)
    } else if session.draft.is_some() {
        hints(&draft_keys(editor.lang), layout, look)
    } else if session.panel.is_some() {
        let keys = editor
            .lang
            .pick([("↑↓", "スクロール"), ("Tab", "表へ戻る")], [("up/down", "scroll"), ("Tab", "back to the rules")]);
        hints(&keys, layout, look)
    } else {
        actions(editor, layout, look)
    };
    put(&line, layout.footer, 0, buffer);
}

pub(super) fn draw_start(editor: &Editor, page: Option<&Page>, layout: &Layout, look: Look, buffer: &mut Buffer) {
    if let Some(notice) = &editor.notice {
        let role = if notice.is_error { Role::Error } else { Role::Text };
        put(&look.line(format!(" {}", text::visible(&notice.text)), role), layout.notice, 0, buffer);
    }
    let line = if let Some(page) = page {
        page_hints(page, editor, layout, look)
    } else {
        let keys = editor.lang.pick(
            [("?", "ヘルプ"), ("j/k", "選ぶ"), ("Enter", "始める"), ("o", "開く"), ("L", "English"), ("q", "終了")],
            [("?", "help"), ("j/k", "choose"), ("Enter", "begin"), ("o", "open"), ("L", "日本語"), ("q", "quit")],
        );
        hints(&keys, layout, look)
    };
    put(&line, layout.footer, 0, buffer);
}

fn notice(session: &Session, editor: &Editor, unsaid: Option<String>, layout: &Layout, look: Look) -> Line<'static> {
    let lang = editor.lang;
    if let Some(notice) = &editor.notice {
        let role = if notice.is_error { Role::Error } else { Role::Text };
        return look.line(format!(" {}", text::visible(&notice.text)), role);
    }
    if let (Some(draft), None) = (&session.draft, &editor.popup) {
        return hint::of_draft(draft, lang, look);
    }
    if session.anchor.is_some() && editor.popup.is_none() {
        return look.line(format!(" {}", words::selecting(session.selected(), &editor.keymap, lang)), Role::Note);
    }
    let room = usize::from(layout.notice.width).saturating_sub(2);
    let unsaid = unsaid.filter(|_| editor.popup.is_none());
    unsaid.map(|words| look.line(format!(" {}", text::fit(&words, room, look.glyphs)), Role::Note)).unwrap_or_default()
}

const fn draft_keys(lang: Lang) -> [(&'static str, &'static str); 4] {
    match lang {
        Lang::Ja => [("Enter", "確定"), ("Tab", "次の欄"), ("Shift-Tab", "前の欄"), ("Esc", "取り消し")],
        Lang::En => [("Enter", "commit"), ("Tab", "next field"), ("Shift-Tab", "previous"), ("Esc", "cancel")],
    }
}

/// What can be done on a page, with the keys as they are bound.
fn page_hints(page: &Page, editor: &Editor, layout: &Layout, look: Look) -> Line<'static> {
    let keys = |by: By| match by {
        By::Action(action) => editor.keymap.keys(action).first().map(ToString::to_string).unwrap_or_default(),
        By::Escape => "Esc".to_owned(),
        By::UpDown => "↑↓".to_owned(),
        By::Left => "←".to_owned(),
        By::LeftRight => "←→".to_owned(),
        By::Letters => pick!(editor.lang, en = "letters", ja = "文字").to_owned(),
    };
    let pairs: Vec<(String, &str)> = page.hints.iter().map(|hint| (keys(hint.by), hint.does.as_str())).collect();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(keys, does)| (keys.as_str(), *does)).collect();
    hints(&pairs, layout, look)
}

/// As many actions as fit. Those that cannot run now are dim, never gone: a hand finds them where they were.
fn actions(editor: &Editor, layout: &Layout, look: Look) -> Line<'static> {
    let mut bar = Bar { layout, look, used: 0, spans: Vec::new() };
    let in_lesson = editor.session().is_some_and(|session| session.lesson.is_some());
    for act in if in_lesson { LESSON_FOOTER } else { FOOTER } {
        let Some(key) = editor.keymap.keys(*act).first() else { continue };
        let ready = availability(editor, *act).is_ok() || *act == ActionId::Help;
        let name = act.name(editor.lang);
        if bar.room() < Bar::width(&key.to_string(), name) {
            break;
        }
        bar.put(&key.to_string(), name, ready, Some(Target::Action(*act)));
    }
    Line::from(bar.spans)
}

/// Keys and what they do; those that are one key can be pointed at.
fn hints(keys: &[(&str, &str)], layout: &Layout, look: Look) -> Line<'static> {
    let mut bar = Bar { layout, look, used: 0, spans: Vec::new() };
    for (key, name) in keys {
        let target = Key::named(key).map(Target::Key);
        if matches!(look.glyphs, crate::text::Glyphs::Ascii) {
            bar.put(&key.replace("↑↓", "up/down").replace("←→", "left/right").replace("←", "left"), name, true, target);
        } else {
            bar.put(key, name, true, target);
        }
    }
    Line::from(bar.spans)
}

/// The footer as it grows.
struct Bar<'a> {
    layout: &'a Layout,
    look: Look,
    used: usize,
    spans: Vec<Span<'static>>,
}

impl Bar<'_> {
    fn width(key: &str, name: &str) -> usize {
        text::width(key) + text::width(name) + 3
    }

    fn room(&self) -> usize {
        usize::from(self.layout.footer.width).saturating_sub(self.used)
    }

    fn put(&mut self, key: &str, name: &str, ready: bool, target: Option<Target>) {
        let width = Self::width(key, name);
        let (footer, at, cells) = (self.layout.footer, u16::try_from(self.used), u16::try_from(width.min(self.room())));
        if let (Some(target), Ok(at), Ok(width)) = (target, at, cells) {
            self.layout.mark(Rect { x: footer.x + at.min(footer.width), width, ..footer }, target);
        }
        self.used += width;
        let roles = if ready { (Role::Key, Role::Text) } else { (Role::Dim, Role::Dim) };
        self.spans.push(self.look.span(format!(" {key}"), roles.0));
        self.spans.push(self.look.span(format!(" {name} "), roles.1));
    }
}
