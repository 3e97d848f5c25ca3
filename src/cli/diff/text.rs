//! The difference for people.

use super::Compared;
use crate::analysis::{PacketChange, PacketSet};
use crate::cli::page;
use crate::language::{self, commands, pages};
use crate::page::{expectation_change, flow_names};
use crate::report::NamedFlows;

impl Compared<'_> {
    /// What is certain in each direction has a heading, and what depends on the reading one for each condition.
    pub(super) fn paragraphs(&self, changes: &[PacketChange]) -> String {
        let lang = self.lang;
        let [before, after] = self.names;
        let mut lines = vec![commands::compared(before, after, changes.is_empty(), lang)];
        for alike in changes.chunk_by(|a, b| (a.becomes, &a.only_if) == (b.becomes, &b.only_if)) {
            let Some(PacketChange { becomes, only_if, .. }) = alike.first() else { continue };
            let mut all = PacketSet::empty();
            alike.iter().for_each(|change| all.add(&change.packets));
            let names = flow_names(&NamedFlows::of(&all, self.profile), lang);
            lines.push(format!("\n{}", commands::newly(*becomes, &names, only_if, lang)));
            lines.extend(alike.iter().flat_map(|change| self.change_lines(change)));
        }
        let kept = self.expectations();
        if !kept.is_empty() {
            lines.push(format!("\n{}", commands::expectations(lang)));
            for change in &kept {
                let told = page::text(expectation_change(change, lang), lang);
                lines.extend(told.lines().map(|line| format!("  {line}")));
            }
        }
        lines.join("\n") + "\n"
    }

    fn change_lines(&self, change: &PacketChange) -> Vec<String> {
        let lang = self.lang;
        let mut lines = Vec::new();
        for region in change.packets.plain_boxes() {
            let packets = PacketSet::from(region);
            let names = flow_names(&NamedFlows::of(&packets, self.profile), lang);
            let named = if names.is_empty() { names } else { format!("  ({names})") };
            let traffic = language::traffic(&packets, lang).into_iter();
            lines.extend(traffic.map(|traffic| format!("  {traffic}{named}")));
        }
        lines.push(format!("    {}", commands::pair(change, lang)));
        lines.extend(change.packets.witness().map(|one| format!("    {}: {one}", pages::packet(lang))));
        lines
    }
}
