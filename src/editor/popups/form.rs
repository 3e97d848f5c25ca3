//! What popups with fields have in common.

use crate::editor::Editor;
use crate::editor::input::{Form, Input};
use crate::lang::ActionId;
use crate::language::hints;
use crate::page::{Block, By, Hint, InputField, Page, Placement, Tone};

/// A form in the middle: its fields and what the one in focus takes.
pub(super) fn page(title: &str, form: &Form, labels: &[&str], takes: String, editor: &Editor) -> Page {
    Page {
        title: title.to_owned(),
        place: Placement::Question,
        head: fields(form, labels),
        blocks: vec![Block::Para(Tone::Note, takes)],
        hints: hints(editor),
        ..Page::default()
    }
}

pub(super) fn fields(form: &Form, labels: &[&str]) -> Vec<Block> {
    let field = |(entry, (input, label)): (usize, (&Input, &&str))| {
        Block::Input(field(entry, label, input, entry == form.focus))
    };
    form.inputs.iter().zip(labels).enumerate().map(field).collect()
}

fn field(entry: usize, label: &str, input: &Input, focused: bool) -> InputField {
    let cursor = match input {
        Input::Text(line) if focused => Some(line.cursor()),
        _ => None,
    };
    InputField {
        entry,
        label: label.to_owned(),
        text: input.value().to_owned(),
        cursor,
        focused,
        valid: true,
        inline: false,
    }
}

/// The line in which a list is searched.
pub(super) fn search(query: &crate::editor::Line, editor: &Editor) -> Block {
    let label = hints::search(editor.lang);
    line(label, query, true)
}

/// A line that takes every letter.
pub(super) fn line(label: &str, line: &crate::editor::Line, valid: bool) -> Block {
    Block::Input(InputField {
        entry: 0,
        label: label.to_owned(),
        text: line.text().to_owned(),
        cursor: Some(line.cursor()),
        focused: true,
        valid,
        inline: true,
    })
}

/// What can be done with a form.
fn hints(editor: &Editor) -> Vec<Hint> {
    let lang = editor.lang;
    vec![
        Hint::new(By::Action(ActionId::NextField), hints::next_field(lang)),
        Hint::new(By::Action(ActionId::Confirm), hints::commit(lang)),
        Hint::new(By::Escape, hints::close(lang)),
    ]
}
