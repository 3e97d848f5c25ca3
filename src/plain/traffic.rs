//! What becomes of traffic, and by which rules.

use super::page::lines;
use crate::analysis::{Analysis, PacketSet, Traced};
use crate::filter::Filter;
use crate::lang::Lang;
use crate::page::{self, Block};

/// The verdict; for a set the share of each rule; then the walks of packets that stand for it.
pub(crate) fn traced(filter: &Filter, analysis: &Analysis, packets: &PacketSet, lang: Lang) -> Vec<String> {
    let traced = Traced::of(packets.clone(), filter, analysis);
    let mut page = page::trace(&traced, filter, lang);
    page.blocks.retain(|block| !matches!(block, Block::Rule { .. }));
    page.blocks.splice(1..1, page::shares(&traced, lang));
    lines(&page.blocks, None, lang)
}
