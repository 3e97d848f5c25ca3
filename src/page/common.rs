//! What several pages say in the same words.

use super::{Block, Tone};
use crate::analysis::{Packet, Verdict};
use crate::filter::{Filter, Rule};
use crate::lang::Lang;
use crate::language;
use crate::profile::FlowId;
use crate::text::visible;

/// The word of a verdict on a flow; open is the bad news for everything else.
pub fn word(id: FlowId, verdict: Verdict, lang: Lang) -> &'static str {
    if id == FlowId::EverythingElse { language::exposure_word(verdict, lang) } else { language::verdict(verdict, lang) }
}

/// A rule with its description.
pub(crate) fn rule(rule: &Rule, lang: Lang) -> String {
    let (text, note) = (language::rule(rule, lang), visible(&rule.description));
    if note.is_empty() { text } else { format!("{text} # {note}") }
}

/// Rules (0-based) that the table shows too.
pub(super) fn rules_of_table(rows: &[usize], filter: &Filter, lang: Lang) -> impl Iterator<Item = Block> {
    let block = move |row: &usize| {
        let text = rule(filter.rules.get(*row)?, lang);
        Some(Block::Rule { tone: Tone::Text, number: row + 1, text, in_table: true })
    };
    rows.iter().filter_map(block)
}

pub(super) fn witness(of: &Packet) -> Block {
    Block::Packet(of.to_string())
}
