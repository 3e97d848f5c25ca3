//! The preset catalogue, over the table; the panel stays in sight and shows what the selected preset would do.

use super::dialog::search_row;
use super::input::field_rows;
use super::layout::Layout;
use super::look::{Look, offset, put, put_all};
use super::popup;
use super::theme::Role;
use crate::editor::pointer::Target;
use crate::editor::popup::{PresetForm, Presets};
use crate::editor::{Editor, Place};
use crate::lang::Lang;
use crate::language::{self, screen};
use crate::presets::{Kind, Preset};
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

pub(super) fn draw(
    presets: &Presets,
    editor: &Editor,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let lang = editor.lang;
    match &presets.form {
        None => {
            let found = editor.catalogue.search(presets.menu.query.text()).len();
            let at = (presets.menu.selected + 1).min(found);
            let title = format!("{} {at}/{found}", screen::presets(lang));
            let area = popup::frame(layout.rules, &title, look.theme, look.glyphs, buffer);
            let cursor = search_row(&presets.menu, area, lang, look, buffer);
            let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
            draw_list(presets, editor, body, layout, look, buffer);
            cursor
        }
        Some(form) => {
            let title = form.preset.name(lang);
            let area = popup::frame(layout.rules, title, look.theme, look.glyphs, buffer);
            draw_form(form, editor, area, layout, look, buffer)
        }
    }
}

fn draw_list(presets: &Presets, editor: &Editor, area: Rect, layout: &Layout, look: Look, buffer: &mut Buffer) {
    let lang = editor.lang;
    let found = editor.catalogue.search(presets.menu.query.text());
    if found.is_empty() {
        put(&look.line(screen::nothing_found(lang), Role::Dim), area, 0, buffer);
        return;
    }
    let about_height = if area.height >= 8 { 2 } else { 1 };
    let list = Rect { height: area.height.saturating_sub(about_height), ..area };
    let first = offset(presets.menu.selected, found.len(), list.height);
    for (row, (index, preset)) in (0..list.height).zip(found.iter().enumerate().skip(first)) {
        put(&entry(preset, index == presets.menu.selected, lang, list.width, look), list, row, buffer);
        layout.mark_row(list, row, Target::Entry(index));
    }
    if let Some(preset) = found.get(presets.menu.selected) {
        let about = Rect { y: list.bottom(), height: about_height.min(area.height), ..area };
        put_all(&look.paragraph(Span::raw(""), preset.summary(lang), Role::Note, about.width), 0, about, buffer);
    }
}

fn entry(preset: &Preset, selected: bool, lang: Lang, width: u16, look: Look) -> Line<'static> {
    let marker = if selected { look.glyphs.selected() } else { " " };
    let kind = match preset.kind() {
        Kind::Server => screen::whole_server(lang),
        Kind::Block => "",
    };
    let rules = screen::rule_count(preset.rule_count(), lang);
    let name_width = usize::from(width).saturating_sub(26).max(10);
    let name = text::pad(&text::fit(preset.name(lang), name_width, look.glyphs), name_width + 1);
    let role = if selected { Role::Selected } else { Role::Text };
    Line::from(vec![
        look.span(format!("{marker} "), Role::Selected),
        look.span(name, role),
        look.span(text::pad(&rules, 10), Role::Dim),
        look.span(kind, Role::Dim),
    ])
}

fn draw_form(
    form: &PresetForm,
    editor: &Editor,
    area: Rect,
    layout: &Layout,
    look: Look,
    buffer: &mut Buffer,
) -> Option<Position> {
    let lang = editor.lang;
    let labels: Vec<&str> = form.preset.parameters().iter().map(|parameter| parameter.label(lang)).collect();
    let about = look.paragraph(Span::raw(""), form.preset.summary(lang), Role::Note, area.width);
    put_all(&about, 0, Rect { height: area.height.min(2), ..area }, buffer);
    let top = u16::try_from(about.len()).unwrap_or(1).min(2);
    let body = Rect { y: area.y + top.min(area.height), height: area.height.saturating_sub(top), ..area };
    let cursor = field_rows(&form.form, &labels, body, layout, look, buffer);
    let rows = u16::try_from(labels.len()).unwrap_or(0) + 1;
    let rest = Rect { y: body.y + rows.min(body.height), height: body.height.saturating_sub(rows), ..body };
    put_all(&reasons(form, editor, rest.width, look), 0, rest, buffer);
    cursor
}

/// Each rule it would insert with the reason for it, or what is wrong with the arguments.
fn reasons(form: &PresetForm, editor: &Editor, width: u16, look: Look) -> Vec<Line<'static>> {
    let lang = editor.lang;
    let mut lines = Vec::new();
    match form.preset.expand(&form.arguments(), lang) {
        Err(errors) => {
            for error in errors {
                let label = form.preset.parameters().iter().find(|parameter| parameter.id == error.parameter);
                let label = label.map_or(error.parameter.as_str(), |parameter| parameter.label(lang));
                let words = format!("{label}: {}", language::argument_error(&error, lang));
                lines.extend(look.paragraph(look.span("! ", Role::Warn), &words, Role::Warn, width));
            }
        }
        Ok(rules) => {
            let skipped = match (&editor.popup, &editor.place) {
                (Some(crate::editor::popup::Popup::Presets(presets)), Place::Rules(_)) => {
                    presets.insertion.as_ref().map(|insertion| insertion.skipped.clone()).unwrap_or_default()
                }
                _ => Vec::new(),
            };
            for (index, rule) in rules.iter().enumerate() {
                let (lead, role) =
                    if skipped.contains(&index) { (screen::in_effect(lang), Role::Dim) } else { ("+ ", Role::Added) };
                let words = language::rule(rule, lang);
                lines.extend(look.paragraph(look.span(lead, role), &words, role, width));
                let why = form.preset.why(lang, index);
                lines.extend(look.paragraph(Span::raw("    "), why, Role::Dim, width));
            }
        }
    }
    lines
}
