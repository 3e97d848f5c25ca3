//! Popups that stand in the middle: help, forms, questions, texts.

use super::frame::framed;
use super::input::{field_rows, labelled};
use super::layout::{Arrangement, Layout};
use super::look::{Look, offset, put, put_all};
use super::popup;
use super::theme::Role;
use crate::editor::actions::availability;
use crate::editor::input::Form;
use crate::editor::palette::found;
use crate::editor::pointer::Target;
use crate::editor::popup::{Choice, Menu, Reading};
use crate::editor::question::Question;
use crate::editor::{Editor, words};
use crate::filter::PortRange;
use crate::formats::KNOWN;
use crate::lang::ActionId;
use crate::lang::Lang;
use crate::language;
use crate::profile::{Profile, ProfileField};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

/// Every action with its key and what it does; the ones that cannot run now say why.
pub(super) fn help(menu: &Menu, editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let lang = editor.lang;
    let height = u16::try_from(ActionId::ALL.len()).unwrap_or(40) + 6;
    let title = pick!(lang, en = "Help: everything you can do", ja = "ヘルプ: 操作の一覧");
    let area = match layout.arrangement {
        Arrangement::Beside => {
            popup::frame(popup::centred(body(layout), 78, height), title, look.theme, look.glyphs, buffer)
        }
        _ => {
            popup::clear(body(layout), buffer);
            framed(title, body(layout), layout, look, buffer)
        }
    };
    let cursor = search_row(menu, area, lang, look, buffer);
    let found = found(menu.query.text(), &editor.keymap);
    let about_height: u16 = if area.height >= 12 { 2 } else { 1 };
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(about_height + 3), ..area };
    let first = offset(menu.selected, found.len(), list.height);
    for (row, (index, action)) in (0..list.height).zip(found.iter().enumerate().skip(first)) {
        put(&help_line(*action, index == menu.selected, editor, list.width, look), list, row, buffer);
        layout.mark_row(list, row, Target::Entry(index));
    }
    if let Some(action) = found.get(menu.selected) {
        let about = Rect { y: list.bottom() + 1, height: about_height, ..area };
        self::about(*action, editor, about, look, buffer);
    }
    put(&legend(lang, look), area, area.height.saturating_sub(1), buffer);
    cursor
}

/// What an action does, or why it cannot be done now.
pub(super) fn about(act: ActionId, editor: &Editor, area: Rect, look: Look, buffer: &mut Buffer) {
    let lang = editor.lang;
    let (words, role) = match availability(editor, act) {
        Ok(()) => (act.help(lang), Role::Note),
        Err(reason) => (language::reason(reason, lang), Role::Warn),
    };
    put_all(&look.paragraph(Span::raw(""), words, role, area.width), 0, area, buffer);
}

/// What the marks mean.
fn legend(lang: Lang, look: Look) -> Line<'static> {
    let marks = [
        (look.glyphs.ok(), Role::Ok, pick!(lang, en = "fine", ja = "良好")),
        (look.glyphs.fail(), Role::Error, pick!(lang, en = "blocked, error", ja = "遮断・エラー")),
        (look.glyphs.partly(), Role::Warn, pick!(lang, en = "partly", ja = "一部")),
        (look.glyphs.uncertain(), Role::Warn, pick!(lang, en = "uncertain", ja = "不確か")),
        (look.glyphs.warn(), Role::Warn, pick!(lang, en = "warning", ja = "警告")),
        (look.glyphs.modified(), Role::Note, pick!(lang, en = "note", ja = "参考")),
        (look.glyphs.removed(), Role::Dim, pick!(lang, en = "not needed", ja = "不要")),
    ];
    let pair = |(mark, role, words): (&'static str, Role, &'static str)| {
        [look.span(format!("{mark} "), role), look.span(format!("{words}  "), Role::Dim)]
    };
    Line::from(marks.into_iter().flat_map(pair).collect::<Vec<_>>())
}

pub(super) fn help_line(action: ActionId, selected: bool, editor: &Editor, width: u16, look: Look) -> Line<'static> {
    let lang = editor.lang;
    let marker = if selected { look.glyphs.selected() } else { " " };
    let keys: Vec<String> = editor.keymap.keys(action).iter().map(ToString::to_string).collect();
    let ready = availability(editor, action).is_ok();
    let role = match (selected, ready) {
        (_, false) => Role::Dim,
        (true, _) => Role::Selected,
        _ => Role::Text,
    };
    let room = usize::from(width).saturating_sub(33);
    Line::from(vec![
        look.span(format!("{marker} "), Role::Selected),
        look.span(
            text::pad(&text::fit(&keys.join(" "), 12, look.glyphs), 14),
            if ready { Role::Key } else { Role::Dim },
        ),
        look.span(text::pad(action.name(lang), 17), role),
        look.span(text::fit(action.help(lang), room, look.glyphs), Role::Dim),
    ])
}

/// The query of a list; where its cursor is.
pub(super) fn search_row(menu: &Menu, area: Rect, lang: Lang, look: Look, buffer: &mut Buffer) -> Option<Position> {
    labelled(pick!(lang, en = "search: ", ja = "検索: "), &menu.query, Role::Text, area, look, buffer)
}

pub(super) fn profile(
    form: &Form,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let lang = editor.lang;
    let labels = ProfileField::ALL.map(|field| language::profile_label(field, lang));
    let field = ProfileField::ALL.get(form.focus).copied().unwrap_or(ProfileField::Attachment);
    let takes = language::profile_takes(field, lang);
    let typed = Profile::default().with_text(field, form.value(form.focus));
    let hint = match (field, typed) {
        (_, Err(error)) => language::profile_expected(&error, lang),
        (ProfileField::Attachment, Ok(chosen)) => format!("{}: {takes}", language::attachment(chosen.attachment, lang)),
        (ProfileField::Ephemeral, _) => format!("{takes} ({})", usual_ports(form)),
        _ => takes.to_owned(),
    };
    let title = pick!(lang, en = "Profile: what this filter protects", ja = "プロファイル: このフィルタが守るもの");
    form_box(form, &labels, title, &hint, layout, look, buffer)
}

/// What a finding asks for.
pub(super) fn answer(
    field: ProfileField,
    form: &Form,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let lang = editor.lang;
    let typed = Profile::default().with_text(field, form.value(0));
    let hint = match typed {
        Err(error) => language::profile_expected(&error, lang),
        Ok(_) => language::profile_takes(field, lang).to_owned(),
    };
    let title = language::asked(field, lang);
    form_box(form, &[language::profile_label(field, lang)], title, &hint, layout, look, buffer)
}

/// What is expected from now on.
pub(super) fn expect(
    form: &Form,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let (lang, field) = (editor.lang, ProfileField::Expect);
    let hint = match Profile::default().with_text(field, form.value(0)) {
        Err(error) => language::profile_expected(&error, lang),
        Ok(_) => language::profile_takes(field, lang).to_owned(),
    };
    let title = words::expectation_title(lang);
    form_box(form, &[language::profile_label(field, lang)], title, &hint, layout, look, buffer)
}

/// The return ports of the guest that is chosen.
fn usual_ports(form: &Form) -> PortRange {
    let at = ProfileField::ALL.into_iter().position(|field| field == ProfileField::Guest);
    let guest = Profile::default().with_text(ProfileField::Guest, form.value(at.unwrap_or(0)));
    guest.unwrap_or_default().ephemeral_ports()
}

pub(super) fn save_as(
    form: &Form,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let lang = editor.lang;
    let labels = lang.pick(["ファイル", "形"], ["file", "shape"]);
    let hint = match form.focus {
        0 => pick!(
            lang,
            en = "Where to save. Tab goes to the shape, Space chooses it.",
            ja = "保存先のファイル名です。Tab で形に移り、Space で選びます。"
        ),
        _ => &KNOWN.find(form.value(1)).map(|format| format.name().get(lang).to_owned()).unwrap_or_default(),
    };
    form_box(form, &labels, pick!(lang, en = "Save as", ja = "別名で保存"), hint, layout, look, buffer)
}

pub(super) fn open(form: &Form, editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) -> Option<Position> {
    let lang = editor.lang;
    let hint = pick!(
        lang,
        en = "A JSON file. One that does not exist begins empty.",
        ja = "JSON のファイル名です。ないファイルは新しく作ります。"
    );
    form_box(
        form,
        &[pick!(lang, en = "file", ja = "ファイル")],
        pick!(lang, en = "Open", ja = "開く"),
        hint,
        layout,
        look,
        buffer,
    )
}

fn form_box(
    form: &Form,
    labels: &[&str],
    title: &str,
    hint: &str,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let rows = u16::try_from(labels.len()).unwrap_or(1);
    let place = popup::centred(body(layout), 72, rows + 5);
    let room = place.height.saturating_sub(2);
    // The hint has room whatever becomes of the fields; the one in focus is seen.
    let hint = look.paragraph(Span::raw("  "), hint, Role::Note, place.width.saturating_sub(2));
    let hint_height = u16::try_from(hint.len()).unwrap_or(1).min(room.saturating_sub(1));
    let shown = rows.min(room.saturating_sub(hint_height));
    let title = if shown < rows { format!("{title} ({}/{rows})", form.focus + 1) } else { title.to_owned() };
    let area = popup::frame(place, &title, look.theme, look.glyphs, buffer);
    let cursor = field_rows(form, labels, Rect { height: shown, ..area }, layout, look, buffer);
    let gap = u16::from(shown + hint_height < room);
    let about = Rect { y: area.y + shown + gap, height: hint_height, ..area };
    put_all(&hint, 0, about, buffer);
    cursor
}

pub(super) fn ask(
    question: &Question,
    selected: usize,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) {
    let lang = editor.lang;
    let width = 64.min(layout.screen.width);
    let words = text::visible(&words::question(question, lang));
    let lines = look.paragraph(Span::raw(""), &words, Role::Text, width.saturating_sub(4));
    let replies = question.replies();
    let height = u16::try_from(lines.len() + replies.len()).unwrap_or(8) + 3;
    let area = popup::frame(popup::centred(body(layout), width, height), "?", look.theme, look.glyphs, buffer);
    // The answers are seen whatever becomes of the end of the question.
    let answers = u16::try_from(replies.len()).unwrap_or(8);
    let shown = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height.saturating_sub(answers));
    put_all(&lines, 0, Rect { height: shown, ..area }, buffer);
    let top = shown + u16::from(shown + answers < area.height);
    for (row, (index, reply)) in (top..).zip(replies.iter().enumerate()) {
        let marker = if index == selected { look.glyphs.selected() } else { " " };
        let role = if index == selected { Role::Selected } else { Role::Text };
        let line = Line::from(vec![
            look.span(format!("{marker} "), Role::Selected),
            look.span(format!("{} ", reply.letter()), Role::Key),
            look.span(words::reply(*reply, question, lang), role),
        ]);
        put(&line, area, row, buffer);
        layout.mark_row(area, row, Target::Entry(index));
    }
}

pub(super) fn reading(reading: &Reading, layout: &Layout, look: Look, buffer: &mut Buffer) {
    let width = layout.screen.width.min(84);
    let lines: Vec<Line<'static>> = reading
        .lines
        .iter()
        .flat_map(|line| look.paragraph(Span::raw(""), &text::visible(line), Role::Text, width.saturating_sub(2)))
        .collect();
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
    let title = text::visible(&reading.title);
    let area = popup::frame(popup::centred(body(layout), width, height), &title, look.theme, look.glyphs, buffer);
    put_all(&lines, reading.scroll.min(lines.len().saturating_sub(1)), area, buffer);
}

pub(super) fn choose(choice: &Choice, editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) {
    let lang = editor.lang;
    let filters = choice.document.filters();
    let height = u16::try_from(filters.len()).unwrap_or(u16::MAX).saturating_add(2);
    let title = pick!(lang, en = "Which filter?", ja = "どのフィルタを開きますか");
    let area = popup::frame(popup::centred(body(layout), 64, height), title, look.theme, look.glyphs, buffer);
    let first = offset(choice.selected, filters.len(), area.height);
    for (row, (index, filter)) in (0..area.height).zip(filters.iter().enumerate().skip(first)) {
        let selected = index == choice.selected;
        let marker = if selected { look.glyphs.selected() } else { " " };
        let count = filter.rules.len();
        let count = say!(lang, en = "{count} rules", ja = "{count} ルール");
        let room = usize::from(area.width).saturating_sub(16);
        let name = text::pad(&text::fit(&text::visible(&filter.name), room, look.glyphs), room);
        let role = if selected { Role::Selected } else { Role::Text };
        let line = Line::from(vec![
            look.span(format!("{marker} "), Role::Selected),
            look.span(name, role),
            look.span(format!("  {count}"), Role::Dim),
        ]);
        put(&line, area, row, buffer);
        layout.mark_row(area, row, Target::Entry(index));
    }
}

/// The screen without its first row and its footer.
fn body(layout: &Layout) -> Rect {
    let screen = layout.screen;
    Rect { y: screen.y + 1, height: screen.height - 3, ..screen }
}
