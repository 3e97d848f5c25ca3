//! What has changed since the save, or in a session that ended without one: removed and added rules, then what they change
//! about the traffic. The table follows what is read.

use super::details::delta_lines;
use super::layout::Layout;
use super::look::Look;
use super::speech::{Mark, Speech, width};
use super::theme::Role;
use crate::editor::popup::Changes;
use crate::filter::{Change, Filter};
use crate::lang::Lang;
use crate::language;
use crate::profile::Profile;
use crate::text;
use ratatui::text::Line;

/// What the popup says.
pub(super) fn speech(changes: &Changes, profile: &Profile, lang: Lang, layout: &Layout, look: Look) -> Speech {
    let width = width(layout);
    let mut lines = change_lines(&changes.rules, &changes.before, &changes.after, lang, width, look);
    lines.push(Line::default());
    lines.extend(delta_lines(&changes.delta, profile, lang, width, look));
    // The table shows the later version, unless an offer to recover it stands over what the file holds.
    let shows_after = changes.offer.is_none();
    let mark = |change: &Change| match change {
        Change::Added(row) => shows_after.then_some(Mark { row: *row, glyph: look.glyphs.added(), role: Role::Added }),
        Change::Removed(row) => {
            (!shows_after).then_some(Mark { row: *row, glyph: look.glyphs.removed(), role: Role::Removed })
        }
    };
    let read = changes.rules.get(changes.scroll.min(changes.rules.len().saturating_sub(1)));
    let focus = read.map_or(0, |change| match change {
        Change::Added(row) | Change::Removed(row) => *row,
    });
    let title = match changes.offer {
        None => lang.pick("保存してからの変更", "Changes since the save"),
        Some(_) => lang.pick("途切れた編集による変更", "What the last session had changed"),
    };
    let marks = changes.rules.iter().filter_map(mark).collect();
    Speech { title: title.to_owned(), head: 0, lines, scroll: changes.scroll, focus, marks }
}

/// Removed and added rules, a paragraph each.
pub(super) fn change_lines(
    changes: &[Change],
    before: &Filter,
    after: &Filter,
    lang: Lang,
    width: u16,
    look: Look,
) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for change in changes {
        let (filter, index, mark, role) = match change {
            Change::Removed(index) => (before, *index, look.glyphs.removed(), Role::Removed),
            Change::Added(index) => (after, *index, look.glyphs.added(), Role::Added),
        };
        let Some(rule) = filter.rules.get(index) else { continue };
        let words = format!("{} {}", language::rule(rule, lang), text::visible(&rule.description));
        let lead = look.span(format!("{mark} {:>3} ", index + 1), role);
        lines.extend(look.paragraph(lead, words.trim_end(), role, width));
    }
    lines
}
