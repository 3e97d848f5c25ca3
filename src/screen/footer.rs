//! The last two rows: what just happened or what a field takes, and the keys.

use super::layout::Layout;
use super::look::{Look, put};
use super::notice;
use super::theme::Role;
use crate::editor::Editor;
use crate::editor::actions::{FOOTER, LESSON_FOOTER, availability};
use crate::editor::key::Key;
use crate::editor::pointer::Target;
use crate::editor::session::Session;
use crate::lang::ActionId;
use crate::language::hints;
use crate::page::{By, Page};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Draws both rows; the first has room for what the details had none for.
pub(super) fn draw(
    session: &Session,
    page: Option<&Page>,
    editor: &Editor,
    unsaid: Option<String>,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) {
    put(&notice::line(session, editor, unsaid, layout, look), layout.notice, 0, buffer);
    let line = if let Some(page) = page {
        page_hints(page, editor, layout, look)
    } else if session.mode.draft().is_some() {
        let lang = editor.lang;
        let keys = [
            ("Enter", hints::commit(lang)),
            ("Tab", hints::next_field(lang)),
            ("Shift-Tab", hints::previous_field(lang)),
            ("Esc", hints::cancel(lang)),
        ];
        bar(&keys, layout, look)
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
        let (lang, key) = (editor.lang, |action| editor.voice().name(action));
        let named = [ActionId::Help, ActionId::Open, ActionId::Language, ActionId::Quit]
            .map(|action| (key(action), action.name(lang)));
        let [help, open, language, quit] = named.each_ref().map(|(key, name)| (key.as_str(), *name));
        let keys = [help, ("j/k", hints::choose(lang)), ("Enter", hints::begin(lang)), open, language, quit];
        bar(&keys, layout, look)
    };
    put(&line, layout.footer, 0, buffer);
}

/// What can be done on a page, with the keys as they are bound.
fn page_hints(page: &Page, editor: &Editor, layout: &Layout, look: Look) -> Line<'static> {
    let keys = |by: By| match by {
        By::Action(action) => editor.keymap.keys(action).first().map(ToString::to_string).unwrap_or_default(),
        By::Escape => "Esc".to_owned(),
        By::UpDown => "↑↓".to_owned(),
        By::Left => "←".to_owned(),
        By::LeftRight => "←→".to_owned(),
        By::Letters => hints::letters(editor.lang).to_owned(),
    };
    let pairs: Vec<(String, &str)> = page.hints.iter().map(|hint| (keys(hint.by), hint.does.as_str())).collect();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(keys, does)| (keys.as_str(), *does)).collect();
    bar(&pairs, layout, look)
}

/// What is named at any width: whoever is lost finds help, a save and the way out.
const ALWAYS: [ActionId; 3] = [ActionId::Help, ActionId::Save, ActionId::Quit];

/// As many actions as fit. Those that cannot run now are dim, never gone: a hand finds them where they were.
fn actions(editor: &Editor, layout: &Layout, look: Look) -> Line<'static> {
    let mut row = Bar { layout, look, used: 0, spans: Vec::new() };
    let in_lesson = editor.session().is_some_and(|session| session.lesson.is_some());
    let list = if in_lesson { LESSON_FOOTER } else { FOOTER };
    let width = |act: &ActionId| {
        let key = editor.keymap.keys(*act).first();
        key.map_or(0, |key| Bar::width(&key.to_string(), act.name(editor.lang)))
    };
    let mut kept: usize = list.iter().filter(|act| ALWAYS.contains(act)).map(width).sum();
    let mut is_full = false;
    for act in list {
        let Some(key) = editor.keymap.keys(*act).first() else { continue };
        let ready = availability(editor, *act).is_ok() || *act == ActionId::Help;
        let name = act.name(editor.lang);
        if ALWAYS.contains(act) {
            kept -= width(act);
        } else {
            is_full |= row.room() < width(act) + kept;
            if is_full {
                continue;
            }
        }
        row.put(&key.to_string(), name, ready, Some(Target::Action(*act)));
    }
    Line::from(row.spans)
}

/// Keys and what they do; those that are one key can be pointed at.
fn bar(keys: &[(&str, &str)], layout: &Layout, look: Look) -> Line<'static> {
    let mut row = Bar { layout, look, used: 0, spans: Vec::new() };
    let width = |(key, name): &(&str, &str)| Bar::width(key, name);
    let out: usize = keys.iter().filter(|(key, _)| *key == "Esc").map(width).sum();
    for (key, name) in keys {
        // The way out is always named.
        if *key != "Esc" && out > 0 && row.room() < Bar::width(key, name) + out {
            continue;
        }
        let target = Key::named(key).map(Target::Key);
        if matches!(look.glyphs, crate::text::Glyphs::Ascii) {
            row.put(&key.replace("↑↓", "up/down").replace("←→", "left/right").replace("←", "left"), name, true, target);
        } else {
            row.put(key, name, true, target);
        }
    }
    Line::from(row.spans)
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
