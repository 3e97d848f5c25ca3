//! The list of versions, over the table; the panel stays in sight and shows what the selected one would change.
//!
//! ```text
//! ┌ Versions 2/4 ─────────────────────────────────┐
//! │   4 deleting a rule           just now        │
//! │ ● 3 changing destination port 2 min ago       │
//! │▸  2 adding a rule             3 min ago       │
//! │   1 opening                   5 min ago  saved│
//! │ - 3 allow tcp any -> 443                      │
//! │ ✗ HTTPS: allowed -> blocked                   │
//! └───────────────────────────────────────────────┘
//! ```

use super::layout::{Arrangement, Layout};
use super::look::{Look, offset, put, put_all};
use super::page::Paper;
use super::popup;
use super::theme::Role;
use crate::editor::Editor;
use crate::editor::history::Revision;
use crate::editor::pointer::Target;
use crate::editor::session::{Preview, Session};
use crate::filter::changes;
use crate::language::{edits, recovery, screen};
use crate::page;
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

pub(super) fn draw(selected: usize, editor: &Editor, layout: &Layout, look: Look, buffer: &mut Buffer) {
    let Some(session) = editor.session() else { return };
    let lang = editor.lang;
    let revisions = session.history.revisions();
    let title = format!("{} {}/{}", screen::versions(lang), selected + 1, revisions.len());
    let area = popup::frame(layout.rules, &title, look.theme, look.glyphs, buffer);
    let effect = effect(session, editor, layout, area.width, look);
    let wanted = u16::try_from(effect.len()).unwrap_or(u16::MAX).min(area.height / 2);
    let list = Rect { height: area.height - wanted, ..area };
    let at = revisions.len().saturating_sub(selected + 1);
    let first = offset(at, revisions.len(), list.height);
    for (row, (index, revision)) in (0..list.height).zip(revisions.iter().enumerate().rev().skip(first)) {
        put(&version(revision, index, index == selected, session, editor, list.width, look), list, row, buffer);
        layout.mark_row(list, row, Target::Entry(index));
    }
    put_all(&effect, 0, Rect { y: list.bottom(), height: wanted, ..area }, buffer);
}

fn version(
    revision: &Revision,
    index: usize,
    selected: bool,
    session: &Session,
    editor: &Editor,
    width: u16,
    look: Look,
) -> Line<'static> {
    let lang = editor.lang;
    let here = if index == session.history.current() { look.glyphs.modified() } else { " " };
    let saved = if revision.filter == *session.history.saved() { screen::saved(lang) } else { "" };
    let when = recovery::ago(revision.made, editor.now, lang).unwrap_or_default();
    let label = text::visible(&edits::label(&revision.label, lang));
    let room = usize::from(width).saturating_sub(30).max(8);
    Line::from(vec![
        look.span(if selected { look.glyphs.selected() } else { " " }, Role::Selected),
        look.span(format!("{here} "), Role::Warn),
        look.span(format!("{:>3} ", index + 1), Role::Dim),
        look.span(
            text::pad(&text::fit(&label, room, look.glyphs), room + 1),
            if selected { Role::Selected } else { Role::Text },
        ),
        look.span(text::pad(&when, 13), Role::Dim),
        look.span(saved, Role::Ok),
    ])
}

/// What going to the selected version would change: the rules, and the traffic where no panel says so.
fn effect(session: &Session, editor: &Editor, layout: &Layout, width: u16, look: Look) -> Vec<Line<'static>> {
    let lang = editor.lang;
    let Some(Preview { filter, answer }) = &session.preview else { return Vec::new() };
    let mut blocks = Vec::new();
    if let (Arrangement::Strip, Some((report, delta))) = (layout.arrangement, answer) {
        blocks = page::delta(delta, Some(report), &session.profile, lang);
    }
    blocks.extend(page::changed_rules(&changes(session.filter(), filter), session.filter(), filter, lang));
    Paper::new(editor.voice(), width, look).lines(&blocks)
}
