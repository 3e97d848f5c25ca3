//! What has changed since the save, or in a session that ended without one: removed and added rules, then what they change
//! about the traffic. The table follows what is read.

use super::layout::Layout;
use super::look::Look;
use super::speech::Speech;
use crate::editor::popup::Changes;
use crate::filter::Change;
use crate::lang::Voice;
use crate::language::screen;
use crate::page::{self, Block, Page, Tone};
use crate::profile::Profile;

/// What the popup says.
pub(super) fn speech(changes: &Changes, profile: &Profile, voice: Voice<'_>, layout: &Layout, look: Look) -> Speech {
    let lang = voice.lang;
    let mut blocks = page::changed_rules(&changes.rules, &changes.before, &changes.after, lang);
    blocks.push(Block::Gap);
    blocks.extend(page::delta(&changes.delta, None, profile, lang));
    // The table shows the later version, unless an offer to recover it stands over what the file holds.
    let shows_after = changes.offer.is_none();
    let mark = |change: &Change| match change {
        Change::Added(row) => shows_after.then_some((*row, Tone::Added)),
        Change::Removed(row) => (!shows_after).then_some((*row, Tone::Removed)),
    };
    let read = changes.rules.get(changes.scroll.min(changes.rules.len().saturating_sub(1)));
    let focus = read.map_or(0, |change| match change {
        Change::Added(row) | Change::Removed(row) => *row,
    });
    let title = match changes.offer {
        None => screen::changes_title(lang),
        Some(_) => screen::changes_of_last_session(lang),
    };
    let marks = changes.rules.iter().filter_map(mark).collect();
    let page = Page { title: title.to_owned(), blocks, marks, focus: Some(focus) };
    super::page::speech(page, (changes.scroll, focus), voice, layout, look)
}
