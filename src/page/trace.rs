//! What becomes of traffic: the verdict, the share that each rule has in it, and the walks of packets that stand for it.

use super::{Block, Page, Tone, rules_of_table};
use crate::analysis::{Answer, Condition, Decider, Interpretation, Packet, PacketSet, Share, Trace, Traced};
use crate::filter::{Action, Filter};
use crate::lang::Lang;
use crate::language::{self, pages};

/// As many boxes of one rule's part as a person may want to read.
const SHOWN_BOXES: usize = 12;

/// The verdict and the walks. The rules that decide are marked: first the one at whom the first walk ends.
pub(crate) fn trace(traced: &Traced, filter: &Filter, lang: Lang) -> Page {
    let marks = marks(traced, filter);
    let focus = marks.first().map(|(row, _)| *row);
    let mut blocks = vec![verdict(&traced.packets, &traced.answer, lang)];
    blocks.extend(rules_of_table(focus.as_slice(), filter, lang));
    for (packet, walks) in &traced.walks {
        blocks.push(Block::Gap);
        let all: Vec<Interpretation> = walks.iter().flat_map(|walk| walk.readings.iter().copied()).collect();
        for walk in walks {
            let condition = language::condition(&Condition::of(&walk.readings, &all), lang);
            // A packet that is all of the traffic is named already.
            let named = traced.packets.only_packet().is_none().then(|| packet.to_string());
            let heading: Vec<String> = named.into_iter().chain(condition).collect();
            if !heading.is_empty() {
                blocks.push(Block::Para(Tone::Note, heading.join("  ")));
            }
            blocks.extend(steps(packet, walk, filter, lang));
        }
    }
    Page { title: pages::tracer(lang).to_owned(), blocks, marks, focus, ..Page::default() }
}

/// The verdict, and who decides, in one sentence.
fn verdict(packets: &PacketSet, answer: &Answer, lang: Lang) -> Block {
    let by = |action| {
        let list = answer.deciders_of(action);
        (!list.is_empty()).then(|| format!("{} {}", language::action(action, lang), language::deciders(&list, lang)))
    };
    let parts: Vec<String> = [Action::Allow, Action::Deny].into_iter().filter_map(by).collect();
    let text = format!("{} ({})", language::verdict(answer.verdict, lang), parts.join(" / "));
    Block::Head { mark: answer.verdict.into(), tone: answer.verdict.into(), word: packets.to_string(), text }
}

fn marks(traced: &Traced, filter: &Filter) -> Vec<(usize, Tone)> {
    let mark = |decider, action| match decider {
        Decider::Rule(row) => (row, Tone::of_fate(action)),
        Decider::Default => (filter.rules.len(), Tone::of_fate(action)),
    };
    let walks = traced.walks.iter().flat_map(|(_, walks)| walks).map(|walk| mark(walk.decider, walk.action));
    let of = |action| traced.answer.deciders_of(action).into_iter().map(move |decider| mark(decider, action));
    walks.chain(of(Action::Deny)).chain(of(Action::Allow)).collect()
}

/// Each rule the packet met, and why it went on or stayed.
fn steps(packet: &Packet, walk: &Trace, filter: &Filter, lang: Lang) -> Vec<Block> {
    let missed = filter.rules.iter().enumerate().take(walk.missed.len()).map(|(index, rule)| Block::Step {
        tone: Tone::Dim,
        number: index + 1,
        rule: language::rule(rule, lang),
        why: language::missed(walk, packet, index, filter, lang),
        word: String::new(),
    });
    let last = Block::Step {
        tone: Tone::of_fate(walk.action),
        number: walk.decider.number(),
        rule: language::decided(walk, filter, lang),
        why: String::new(),
        word: pages::matched(walk.decider, walk.action, lang).to_owned(),
    };
    missed.chain([last]).collect()
}

/// The part of the traffic that each rule decides, in every reading where they differ; nothing for a single packet.
pub(crate) fn shares(Traced { packets, answer, .. }: &Traced, lang: Lang) -> Vec<Block> {
    if packets.only_packet().is_some() {
        return Vec::new();
    }
    let differ = answer.readings_differ();
    let mut blocks = Vec::new();
    for outcome in answer.outcomes.iter().take(if differ { usize::MAX } else { 1 }) {
        if differ {
            blocks.push(Block::Para(Tone::Note, format!("{}:", language::reading(outcome.reading, lang))));
        }
        blocks.extend(outcome.shares.iter().map(|share| part(share, lang)));
    }
    blocks
}

fn part(share: &Share, lang: Lang) -> Block {
    let name = pages::share(share.action, &language::decider(share.decider, lang), share.packets.count(), lang);
    let mut items = language::traffic(&share.packets, lang);
    let rest = items.len().saturating_sub(SHOWN_BOXES);
    items.truncate(SHOWN_BOXES);
    items.extend((rest > 0).then(|| pages::more(rest, lang)));
    Block::List(name, items)
}
