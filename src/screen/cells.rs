//! What stands in the cells of a rule; and the rule in one line, where there are no columns: `5 allow udp any:67 -> 68`.

use super::columns::Columns;
use super::look::Look;
use crate::editor::draft::applies;
use crate::filter::{Field, Ports, Rule};
use crate::lang::Lang;
use crate::language::{self, screen};
use crate::text;
use ratatui::layout::Rect;

/// From so many cells on the table has columns.
pub(super) const COLUMNS_FROM: u16 = 56;

/// The pieces of the line, each with the field that it shows. A field that may be left out is shown while it is selected.
fn pieces(rule: &Rule, selected: Option<Field>, lang: Lang) -> Vec<(Option<Field>, String)> {
    let any = language::any(lang);
    let has = |field| applies(rule, field);
    let mut all = vec![
        (Some(Field::Action), words(rule, Field::Action, lang)),
        (None, " ".to_owned()),
        (Some(Field::Protocol), rule.protocol.as_str().to_owned()),
        (None, " ".to_owned()),
        (Some(Field::Source), words(rule, Field::Source, lang)),
    ];
    if has(Field::SourcePort) && (rule.source_port != Ports::Any || selected == Some(Field::SourcePort)) {
        let port = if rule.source_port == Ports::Any { any.to_owned() } else { rule.source_port.to_string() };
        all.extend([(None, ":".to_owned()), (Some(Field::SourcePort), port)]);
    }
    if has(Field::DestinationPort) {
        let arrow = (None, " -> ".to_owned());
        all.extend([arrow, (Some(Field::DestinationPort), words(rule, Field::DestinationPort, lang))]);
    }
    let note = words(rule, Field::Description, lang);
    if !note.is_empty() || selected == Some(Field::Description) {
        all.extend([(None, "  # ".to_owned()), (Some(Field::Description), note)]);
    }
    all
}

/// The pieces with their places behind the rule's number; what does not fit is cut.
pub(super) fn placed(
    rule: &Rule,
    selected: Option<Field>,
    columns: &Columns,
    area: Rect,
    lang: Lang,
    look: Look,
) -> Vec<(Option<Field>, String, Rect)> {
    let mut x = area.x.saturating_add(u16::try_from(columns.number).unwrap_or(u16::MAX)).min(area.right());
    let mut all = Vec::new();
    for (field, text) in pieces(rule, selected, lang) {
        let room = usize::from(area.right() - x);
        // A selected field without a text has a place for its highlight.
        let text = text::fit(if text.is_empty() { " " } else { &text }, room, look.glyphs);
        let width = u16::try_from(text::width(&text)).unwrap_or(u16::MAX).min(area.right() - x);
        all.push((field, text, Rect { x, width, ..area }));
        x += width;
    }
    all
}

/// What stands in a cell. A colon leads the port that a sender must use; any is blank there.
pub(super) fn words(rule: &Rule, field: Field, lang: Lang) -> String {
    let text = text::visible(&rule.text(field));
    match field {
        Field::Description if rule.open.repeated().is_some() => {
            let each = text::visible(rule.open.repeated().unwrap_or_default());
            language::repeated(&text, &each, lang).trim_start().to_owned()
        }
        field if rule.open.text(field).is_some() => text,
        Field::Action => screen::action_cell(rule.action, lang).to_owned(),
        Field::Source if rule.source.is_any() => language::any(lang).to_owned(),
        Field::SourcePort if applies(rule, field) && !text.is_empty() => format!(":{text}"),
        Field::DestinationPort if applies(rule, field) && text.is_empty() => language::any(lang).to_owned(),
        _ => text,
    }
}
