//! What becomes of traffic, and by which rules.

use super::words;
use crate::analysis::{Analysis, Condition, Packet, PacketSet, Share, Trace, readings, trace};
use crate::filter::{Action, Filter};
use crate::lang::Lang;
use crate::language;
use crate::text::{pad, width};

/// As many boxes of one rule's part as a person may want to read.
const SHOWN_BOXES: usize = 12;

/// The verdict; for a set the share of each rule; then the walk of the packet, or of one that stands for the set.
pub fn traced(filter: &Filter, analysis: &Analysis, packets: &PacketSet, lang: Lang) -> Vec<String> {
    let (answer, one) = (analysis.answer(packets), packets.only_packet());
    let mut lines = vec![format!("{packets}: {}", language::verdict(answer.verdict, lang))];
    let differ = answer.readings_differ();
    let told = match (one, differ) {
        (Some(_), _) => 0,
        (None, true) => usize::MAX,
        (None, false) => 1,
    };
    for outcome in answer.outcomes.iter().take(told) {
        lines.extend(differ.then(|| format!("  {}:", language::reading(outcome.reading, lang))));
        lines.extend(outcome.shares.iter().flat_map(|share| share_lines(share, lang)));
    }
    let witness = one.or_else(|| answer.example(Action::Deny)).or_else(|| answer.example(Action::Allow));
    if let Some(packet) = witness {
        lines.extend(one.is_none().then(|| format!("{packet}:")));
        let all = readings(filter);
        for walk in trace(filter, &packet) {
            let condition = language::condition(&Condition::of(&walk.readings, &all), lang);
            lines.extend(condition.map(|condition| format!("  {condition}:")));
            lines.extend(walk_lines(filter, &packet, &walk, lang));
        }
    }
    lines
}

fn share_lines(share: &Share, lang: Lang) -> Vec<String> {
    let heading = words::share(share.decider, share.action, share.packets.count(), lang);
    let boxes = language::traffic(&share.packets, lang);
    let more = boxes.len().checked_sub(SHOWN_BOXES).filter(|more| *more > 0).map(|more| words::more(more, lang));
    let shown = boxes.into_iter().take(SHOWN_BOXES).chain(more).map(|one| format!("    {one}"));
    std::iter::once(format!("  {heading}")).chain(shown).collect()
}

/// Each rule the packet met, and why it went on or stayed.
fn walk_lines(filter: &Filter, packet: &Packet, walk: &Trace, lang: Lang) -> Vec<String> {
    let met = filter.rules.iter().enumerate().take(walk.missed.len() + 1);
    let rules: Vec<(usize, String)> = met.map(|(index, rule)| (index + 1, language::rule(rule, lang))).collect();
    let widest = rules.iter().map(|(_, rule)| width(rule)).max().unwrap_or_default();
    let reason = |number: usize| match walk.missed.get(number - 1) {
        Some(_) => language::missed(walk, packet, number - 1, filter, lang),
        None => words::decides(walk.action, lang),
    };
    let rule = |(number, rule): &(usize, String)| format!("  {number:>3}  {}  {}", pad(rule, widest), reason(*number));
    let mut lines: Vec<String> = rules.iter().map(rule).collect();
    if walk.missed.len() == filter.rules.len() {
        lines.push(format!("    -  {}", words::default_decides(lang)));
    }
    lines
}
