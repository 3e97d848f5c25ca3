//! What an edit does: to the rules, to the flows, to the findings and to packets.

use super::{Block, Fact, Tone, heading, rule, witness, word};
use crate::analysis::{PacketKind, Region, Span};
use crate::filter::{Action, Change, Filter};
use crate::lang::Lang;
use crate::language::{self, list, pages, server};
use crate::profile::{FlowId, Profile};
use crate::report::{Delta, ExpectationChange, Finding, FlowChange, NamedFlows, Report, ServerRow};

/// The rules that go and come.
pub(crate) fn changed_rules(changes: &[Change], before: &Filter, after: &Filter, lang: Lang) -> Vec<Block> {
    let block = |change: &Change| {
        let (filter, row, tone) = match change {
            Change::Removed(row) => (before, *row, Tone::Removed),
            Change::Added(row) => (after, *row, Tone::Added),
        };
        let text = rule(filter.rules.get(row)?, lang);
        Some(Block::Rule { tone, number: row + 1, text, in_table: false })
    };
    changes.iter().filter_map(block).collect()
}

/// What an edit does in the words of the main screen: what the server needs first, then everything that is said of no row
/// there.
pub(crate) fn edit(delta: &Delta, before: &[ServerRow], after: &Report, profile: &Profile, lang: Lang) -> Vec<Block> {
    let told = |row: &ServerRow| server::noticed(row, lang);
    let changes = |row: &ServerRow| {
        let old = before.iter().find(|old| old.topic == row.topic)?;
        ((old.standing, told(old)) != (row.standing, told(row))).then(|| told(old))
    };
    let fact = |(row, was): (&ServerRow, String)| {
        Block::Fact(Fact {
            tone: row.standing.into(),
            name: server::topic(row.topic, profile, lang),
            dispensable: false,
            verdict: told(row),
            was: Some(was),
            by: String::new(),
            notes: Vec::new(),
        })
    };
    let rows: Vec<(&ServerRow, String)> =
        after.server.iter().filter_map(|row| changes(row).map(|was| (row, was))).collect();
    let is_told = |change: &&FlowChange| rows.iter().any(|(row, _)| row.flows.contains(&change.id));
    let untold = delta.flows.iter().filter(|change| !is_told(change));
    let flows: Vec<Block> = untold.flat_map(|change| changed_flow(change, Some(after), lang)).collect();
    with_the_rest(rows.into_iter().map(fact).chain(flows).collect(), delta, profile, lang)
}

/// Flows first, then findings, then the packets. The report is the one of afterwards.
pub(crate) fn delta(delta: &Delta, after: Option<&Report>, profile: &Profile, lang: Lang) -> Vec<Block> {
    let flows = delta.flows.iter().flat_map(|change| changed_flow(change, after, lang)).collect();
    with_the_rest(flows, delta, profile, lang)
}

fn changed_flow(change: &FlowChange, after: Option<&Report>, lang: Lang) -> impl Iterator<Item = Block> {
    std::iter::once(Block::Fact(changed(change, after, lang))).chain(change.witness.map(|packet| witness(&packet)))
}

/// Findings and packets behind what is said already.
fn with_the_rest(mut blocks: Vec<Block>, delta: &Delta, profile: &Profile, lang: Lang) -> Vec<Block> {
    // What a flow's change says already is not said again as a finding.
    let unsaid =
        |finding: &&Finding| finding.flow().is_none_or(|flow| delta.flows.iter().all(|change| change.id != flow));
    blocks.extend(delta.new.iter().filter(unsaid).map(|finding| came(finding, lang)));
    blocks.extend(delta.gone.iter().filter(unsaid).map(|finding| went(finding, lang)));
    blocks.extend(packets(delta, profile, lang));
    if blocks.is_empty() {
        blocks.push(Block::Para(Tone::Dim, pages::nothing_changes(lang).to_owned()));
    }
    blocks
}

/// An expectation that only one of two filters meets, and a packet that shows it.
pub(crate) fn expectation_change(change: &ExpectationChange, lang: Lang) -> [Block; 2] {
    [Block::head(Tone::Text, pages::expectation_change(change, lang)), witness(&change.unmet.packet)]
}

/// The names of flows, as a list.
pub(crate) fn flow_names(flows: &NamedFlows, lang: Lang) -> String {
    list(names(flows, |_| true, lang), lang)
}

fn names(flows: &NamedFlows, wanted: impl Fn(&FlowId) -> bool, lang: Lang) -> Vec<String> {
    let whole = flows.whole.iter().filter(|id| wanted(id)).map(|id| language::flow_name(*id, lang));
    let part = flows.part.iter().filter(|id| wanted(id)).map(|id| language::part_of(*id, lang));
    whole.chain(part).collect()
}

fn changed(change: &FlowChange, after: Option<&Report>, lang: Lang) -> Fact {
    let [before, now] = [change.before, change.after].map(|verdict| word(change.id, verdict, lang).to_owned());
    let flow = after.and_then(|after| after.flow(change.id));
    Fact {
        tone: change.status.into(),
        name: language::flow_name(change.id, lang),
        dispensable: false,
        verdict: now,
        was: Some(before),
        by: flow.map(|flow| language::deciders(&flow.deciders, lang)).unwrap_or_default(),
        notes: Vec::new(),
    }
}

fn came(finding: &Finding, lang: Lang) -> Block {
    let mut block = heading(finding, finding.severity.into(), lang);
    if let Block::Head { word, .. } = &mut block {
        *word = pages::new(word, lang);
    }
    block
}

fn went(finding: &Finding, lang: Lang) -> Block {
    Block::head(Tone::Ok, pages::resolved(&language::finding_title(finding, lang), lang))
}

/// As many boxes as help; all of them, and the line for the rest, say what they depend on.
fn packets(delta: &Delta, profile: &Profile, lang: Lang) -> Vec<Block> {
    let mut blocks = Vec::new();
    let fragments = [Action::Allow, Action::Deny].map(|becomes| (becomes, all_fragments(delta, becomes)));
    let is_told = |becomes: Action, region: &Region| {
        region.kind == PacketKind::Fragment
            && fragments.iter().any(|(of, all)| *of == becomes && all.is_some_and(|source| source == region.spans[0]))
    };
    for (becomes, packets, only_if) in delta.packets.parts() {
        let condition = language::condition(only_if, lang);
        let about = |region: Option<&Region>| about(region, condition.as_deref(), delta, profile, lang);
        let boxes = packets.representative_boxes();
        let boxes: Vec<&Region> = boxes.iter().filter(|region| !is_told(becomes, region)).collect();
        let rest = boxes.len().saturating_sub(Delta::TOLD);
        blocks.extend(boxes.iter().take(Delta::TOLD).map(|region| {
            let text = language::traffic(&(**region).into(), lang).join(" ") + &about(Some(region));
            Block::Traffic(becomes, text)
        }));
        if rest > 0 {
            let text = pages::more_kinds(rest, lang) + &about(None);
            blocks.push(Block::Para(Tone::Dim, text));
        }
    }
    blocks.extend(fragments.into_iter().filter_map(|(becomes, source)| {
        let all = Region::of_kind(PacketKind::Fragment, source?);
        Some(Block::Traffic(becomes, language::traffic(&all.into(), lang).join(" ")))
    }));
    blocks
}

/// The senders whose later fragments have another fate, if it is those of nearly all protocols. Of which protocol they are
/// is then a matter of readings that tells nobody anything.
fn all_fragments(delta: &Delta, wanted: Action) -> Option<Span> {
    const NEARLY_ALL: u32 = 250;
    let parts = delta.packets.parts().filter(|(becomes, ..)| *becomes == wanted);
    let regions = parts.flat_map(|(_, packets, _)| packets.regions().to_vec());
    let fragments: Vec<Region> = regions.filter(|region| region.kind == PacketKind::Fragment).collect();
    let source = fragments.first()?.spans[0];
    let of_them = fragments.iter().filter(|region| region.spans[0] == source);
    let protocols: u32 = of_them.map(|region| region.spans[1].high - region.spans[1].low + 1).sum();
    (protocols >= NEARLY_ALL).then_some(source)
}

/// The flows that a box is about, as far as their change is not told already, and what its own change depends on.
fn about(region: Option<&Region>, condition: Option<&str>, delta: &Delta, profile: &Profile, lang: Lang) -> String {
    let flows = region.map(|region| NamedFlows::of(&(*region).into(), profile)).unwrap_or_default();
    let mut about = names(&flows, |id| delta.flows.iter().all(|change| change.id != *id), lang);
    about.extend(condition.map(ToOwned::to_owned));
    if about.is_empty() { String::new() } else { format!(" ({})", list(about, lang)) }
}
