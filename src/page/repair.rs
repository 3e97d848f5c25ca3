//! Everything repaired, before it is agreed to: what is repaired, which rules go and come, what passes afterwards that did
//! not, and what is left.

use super::{Block, Page, Tone, changed_rules, heading};
use crate::filter::{Action, Change, Filter};
use crate::lang::Lang;
use crate::language;
use crate::report::Repaired;

/// What repairing everything would do to a filter. The rows are those of the repaired one.
pub fn repair(repaired: &Repaired, changes: &[Change], filter: &Filter, lang: Lang) -> Page {
    let mut blocks: Vec<Block> = repaired.cured().map(|one| heading(one, Tone::Text, lang)).collect();
    blocks.push(Block::Gap);
    blocks.extend(changed_rules(changes, filter, &repaired.filter, lang));
    blocks.push(Block::Gap);
    let packets = [Action::Allow, Action::Deny].map(|becomes| repaired.delta.packets.by_default(becomes));
    blocks.extend(language::opened_and_closed(&packets, lang).into_iter().map(|told| Block::Para(Tone::Text, told)));
    blocks.push(Block::Gap);
    let left = &repaired.report.findings;
    blocks.push(match left.is_empty() {
        true => {
            let text =
                pick!(lang, en = "No error and no warning is left.", ja = "エラーも警告も残りません。").to_owned();
            Block::head(Tone::Ok, text)
        }
        false => Block::Para(Tone::Dim, pick!(lang, en = "What is left:", ja = "残るもの:").to_owned()),
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
    let count = repaired.cured().count();
    let title = say!(lang, en = "Repair everything: {count}", ja = "まとめて直す: {count} 件");
    Page { title, blocks, focus: marks.first().map(|(row, _)| *row), marks, ..Page::default() }
}
