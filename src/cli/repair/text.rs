//! What was done, for people: each repair with what it opens and closes, then what is left and what it asks.
//!
//! ```text
//! web.json: filter "web", 5 rules
//! shared segment, Linux, return ports 32768-60999
//!
//! 1. error: The server loses its address
//!   fix: insert "allow udp any:67 -> 68" as rule 5
//!     It opens udp any:67 -> 68
//!
//! Nothing left to repair.
//! 5 rules before, 6 after.
//! ```

use super::Done;
use crate::cli::page;
use crate::lang::Lang;
use crate::language::{self, commands};
use crate::page::{self as facts, Block, Offer, Tone};
use crate::report::Finding;
use crate::text::visible;

/// What was done. The rules of each step have the numbers that they had just before it.
pub(super) fn write(done: &Done, lang: Lang) -> String {
    let mut parts = vec![heading(done, lang)];
    parts.extend(done.repaired.steps.iter().enumerate().map(|(index, one)| step(index + 1, one, lang)));
    let left: Vec<String> = done.left().map(|one| left(one, lang)).collect();
    let mut end = vec![rules(done, lang)];
    if left.is_empty() {
        end.insert(0, commands::nothing_left(lang).to_owned());
    } else {
        parts.push(std::iter::once(commands::left(lang).to_owned()).chain(left).collect::<Vec<_>>().join("\n"));
    }
    parts.push(end.join("\n"));
    parts.join("\n\n") + "\n"
}

fn heading(done: &Done, lang: Lang) -> String {
    let chosen = done.chosen;
    let place = (chosen.index + 1, chosen.file.document.filters().len());
    let filter = commands::filter_heading(place, &visible(&chosen.filter.name), chosen.filter.rules.len(), lang);
    format!("{}: {filter}\n{}", chosen.file.name, language::profile_summary(done.profile, lang))
}

fn step(number: usize, finding: &Finding, lang: Lang) -> String {
    let repair = |block: &Block| matches!(block, Block::Offer { offer: Offer::Repair, .. });
    format!("{number}. {}", page::text(titled(finding, facts::offers(finding, lang).filter(repair), lang), lang))
}

fn left(finding: &Finding, lang: Lang) -> String {
    let unknown = finding.fix.is_none() && finding.needs.is_empty();
    let unknown = unknown.then(|| Block::Para(Tone::Text, commands::no_repair(lang).to_owned()));
    page::text(titled(finding, facts::offers(finding, lang).chain(unknown), lang), lang)
}

fn titled(finding: &Finding, blocks: impl Iterator<Item = Block>, lang: Lang) -> impl Iterator<Item = Block> {
    std::iter::once(facts::heading(finding, Tone::Text, lang)).chain(blocks)
}

fn rules(done: &Done, lang: Lang) -> String {
    let [before, after] = [&done.chosen.filter, &done.repaired.filter].map(|filter| filter.rules.len());
    if done.repaired.edit.is_none() {
        commands::unchanged(before, lang)
    } else {
        commands::repaired(before, after, lang)
    }
}
