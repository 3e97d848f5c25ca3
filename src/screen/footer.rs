//! The last two rows: what just happened or what a field takes, and the keys.

use super::hint;
use super::layout::Layout;
use super::look::{Look, put};
use super::theme::Role;
use crate::editor::actions::{FOOTER, LESSON_FOOTER, availability};
use crate::editor::import::Kind;
use crate::editor::key::Key;
use crate::editor::pointer::Target;
use crate::editor::popup::Popup;
use crate::editor::session::Session;
use crate::editor::{Editor, words};
use crate::lang::{ActionId, Lang};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Draws both rows; the first has room for what the panel had none for.
pub(super) fn draw(
    session: &Session,
    editor: &Editor,
    unsaid: Option<String>,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) {
    put(&notice(session, editor, unsaid, layout, look), layout.notice, 0, buffer);
    let line = if editor.popup.is_some() {
        popup_keys(editor, layout, look)
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

pub(super) fn draw_start(editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) {
    if let Some(notice) = &editor.notice {
        let role = if notice.is_error { Role::Error } else { Role::Text };
        put(&look.line(format!(" {}", text::visible(&notice.text)), role), layout.notice, 0, buffer);
    }
    let line = if editor.popup.is_some() {
        popup_keys(editor, layout, look)
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

fn story_keys(editor: &Editor) -> Vec<(&'static str, &'static str)> {
    let lang = editor.lang;
    let attempt = editor.session().and_then(|session| session.lesson.as_ref());
    let Some(Popup::Story(page, _)) = editor.popup else { return Vec::new() };
    let mut keys = match attempt {
        Some(attempt) if page < attempt.last_page() => {
            vec![
                ("Enter", pick!(lang, en = "next page", ja = "次のページ")),
                ("Esc", pick!(lang, en = "begin", ja = "閉じて始める")),
            ]
        }
        Some(attempt) if attempt.is_done => {
            vec![
                ("n", pick!(lang, en = "next lesson", ja = "次のレッスン")),
                ("Esc", pick!(lang, en = "close", ja = "閉じる")),
            ]
        }
        _ => vec![
            ("Enter", pick!(lang, en = "begin", ja = "始める")),
            ("←", pick!(lang, en = "back", ja = "前のページ")),
        ],
    };
    keys.extend([("?", pick!(lang, en = "words", ja = "用語")), ("↑↓", pick!(lang, en = "scroll", ja = "スクロール"))]);
    keys
}

fn popup_keys(editor: &Editor, layout: &Layout, look: Look) -> Line<'static> {
    let lang = editor.lang;
    let hints = |keys: &[(&str, &str)], look| hints(keys, layout, look);
    let pick = |ja: &'static str, en: &'static str| lang.pick(ja, en);
    let close = ("Esc", pick("閉じる", "close"));
    let choose = ("↑↓", pick("選ぶ", "choose"));
    let fields = [("Tab", pick("次の欄", "next field")), ("Enter", pick("確定", "commit")), close];
    match &editor.popup {
        Some(Popup::Words(_)) => hints(&[choose, ("Enter", pick("戻る", "back"))], look),
        Some(Popup::Course(_)) => hints(&[choose, ("Enter", pick("始める", "begin")), close], look),
        Some(Popup::Story(..)) => hints(&story_keys(editor), look),
        Some(Popup::Hints) => {
            let all = editor.session().and_then(|session| session.lesson.as_ref());
            let more = all.is_some_and(|attempt| attempt.hints < attempt.lesson.hints.len());
            let keys = [("h", pick("次のヒント", "one more")), ("Enter", pick("閉じる", "close"))];
            hints(if more { &keys } else { &keys[1..] }, look)
        }
        Some(Popup::Theatre(_)) => hints(&super::theatre::keys(lang), look),
        Some(Popup::Timeline(..)) => hints(&super::timeline::keys(lang), look),
        Some(Popup::Import(import)) => {
            let more = match import.pasted.kind {
                Kind::Addresses => ("Tab", pick("次の欄", "next field")),
                _ => ("↑↓", pick("スクロール", "scroll")),
            };
            hints(&[("Enter", pick("取り込む", "import")), more, close], look)
        }
        Some(Popup::Raw(_)) => hints(&[("Ctrl-S", pick("反映", "apply")), ("Ctrl-O", "$EDITOR"), close], look),
        Some(Popup::Search(..)) => hints(
            &[
                ("Enter", pick("確定", "keep")),
                ("↑↓", pick("前・次", "previous, next")),
                ("Esc", pick("やめる", "give up")),
            ],
            look,
        ),
        Some(Popup::Help(_) | Popup::Palette(_)) => hints(
            &[choose, ("Enter", pick("実行", "run")), (pick("文字", "letters"), pick("検索", "search")), close],
            look,
        ),
        Some(Popup::Presets(presets)) if presets.form.is_none() => hints(
            &[choose, ("Enter", pick("挿入", "insert")), (pick("文字", "letters"), pick("検索", "search")), close],
            look,
        ),
        Some(Popup::Presets(_)) => hints(
            &[
                ("Tab", pick("次の欄", "next field")),
                ("Enter", pick("挿入", "insert")),
                ("Esc", pick("一覧へ", "to the list")),
            ],
            look,
        ),
        Some(Popup::Ask(..)) => hints(&[choose, ("Enter", pick("決定", "answer")), close], look),
        Some(Popup::History(_)) => hints(&[choose, ("Enter", pick("この版へ", "go there")), close], look),
        Some(Popup::Choose(_)) => hints(&[choose, ("Enter", pick("開く", "open")), close], look),
        Some(Popup::Finding(_)) => {
            let asks = editor.session().and_then(|session| session.selected_finding()?.question()).is_some();
            let word = if asks { pick("答える", "answer") } else { pick("修正", "fix") };
            let fix = availability(editor, ActionId::Fix).is_ok().then_some(("f", word));
            let rest = [("n", pick("次の指摘", "next finding")), ("↑↓", pick("スクロール", "scroll")), close];
            hints(&fix.into_iter().chain(rest).collect::<Vec<_>>(), look)
        }
        Some(Popup::Repair(_)) => {
            hints(&[("Enter", pick("直す", "repair")), ("↑↓", pick("スクロール", "scroll")), close], look)
        }
        Some(Popup::Tracer(_)) => {
            let key = editor.keymap.keys(ActionId::Expect).first().map(ToString::to_string).unwrap_or_default();
            let expect = (key.as_str(), ActionId::Expect.name(lang));
            hints(&[("Tab", pick("次の通信", "next flow")), expect, ("↑↓", pick("スクロール", "scroll")), close], look)
        }
        Some(Popup::Text(_) | Popup::Changes(_)) => hints(&[("↑↓", pick("スクロール", "scroll")), close], look),
        Some(Popup::Profile(_) | Popup::Answer(..) | Popup::Expect(_) | Popup::SaveAs(_) | Popup::Open(_)) => {
            hints(&fields, look)
        }
        None => Line::default(),
    }
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
