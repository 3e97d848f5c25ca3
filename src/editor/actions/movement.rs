//! Moving about in the table.

use crate::editor::Editor;
use crate::editor::draft::neighbour;
use crate::editor::session::Session;
use crate::language::Reason;

/// There is something to go on with.
pub(super) fn searches(_: &Editor, session: &Session) -> Result<(), Reason> {
    session.cursor.search.as_ref().map(|_| ()).ok_or(Reason::NoSearch)
}

/// Goes so many rows down, or up; a rule that carries a mark brings its finding into the details.
pub(super) fn step(editor: &mut Editor, by: isize) {
    let Some(session) = editor.session_mut() else { return };
    let row = session.cursor.row.saturating_add_signed(by).min(session.filter().rules.len());
    if row != session.cursor.row {
        session.cursor.row = row;
        session.select_finding_of_row();
    }
}

/// Goes half a screen up or down.
pub(super) fn page(editor: &mut Editor, ways: isize) {
    let rows = isize::try_from(editor.size.1 / 2).unwrap_or(1).max(1);
    step(editor, ways * rows);
}

/// Goes to the next field to a side.
pub(super) fn sideways(editor: &mut Editor, forward: bool) {
    let Some(session) = editor.session_mut() else { return };
    if let Some(rule) = session.filter().rules.get(session.cursor.row) {
        session.cursor.field = neighbour(rule, session.cursor.field, forward);
    }
}
