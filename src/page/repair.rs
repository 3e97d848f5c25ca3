//! Everything repaired, before it is agreed to: what is repaired, which rules go and come, what passes afterwards that did
//! not, and what is left.

use super::{Block, Page, Tone, changed_rules, heading};
use crate::filter::{Action, Change, Filter};
use crate::lang::Lang;
use crate::language::{self, pages};
use crate::report::Repaired;

/// What repairing everything would do to a filter. The rows are those of the repaired one.
pub(crate) fn repair(repaired: &Repaired, changes: &[Change], filter: &Filter, lang: Lang) -> Page {
    let mut blocks: Vec<Block> = repaired.cured().map(|one| heading(one, Tone::Text, lang)).collect();
    blocks.push(Block::Gap);
    blocks.extend(changed_rules(changes, filter, &repaired.filter, lang));
    blocks.push(Block::Gap);
    let packets = [Action::Allow, Action::Deny].map(|becomes| repaired.delta.packets.by_default(becomes));
    blocks.extend(language::opened_and_closed(&packets, lang).into_iter().map(|told| Block::Para(Tone::Text, told)));
    blocks.push(Block::Gap);
    let left = &repaired.report.findings;
    blocks.push(match left.is_empty() {
        true => Block::head(Tone::Ok, pages::nothing_left(lang).to_owned()),
        false => Block::Para(Tone::Dim, pages::left(lang).to_owned()),
    });
    for finding in left {
        blocks.push(heading(finding, Tone::Dim, lang));
        blocks.extend(finding.needs.iter().map(|need| Block::Para(Tone::Dim, language::need(need, lang))));
    }
    let added = |change: &Change| match change {
        Change::Added(row) => Some((*row, Tone::Added)),
        Change::Removed(_) => None,
    };
    let marks: Vec<(usize, Tone)> = changes.iter().filter_map(added).collect();
    let title = pages::repair_title(repaired.cured().count(), lang);
    Page { title, blocks, focus: marks.first().map(|(row, _)| *row), marks, ..Page::default() }
}
