//! A packet at two gates: this filter, and a stateful firewall.

use super::{Block, Page, Tone, Way};
use crate::analysis::{Condition, Interpretation, Trace};
use crate::filter::{Action, Filter};
use crate::lang::Lang;
use crate::language::{self, lines, screen};
use crate::report::{Conversation, Moment};

/// Where something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gate {
    /// At this filter.
    This,
    /// At the stateful firewall.
    Stateful,
    /// What comes of both.
    Both,
}

impl Gate {
    const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::This => language::this_gate(lang),
            Self::Stateful => language::stateful_gate(lang),
            Self::Both => language::pages::outcome(lang),
        }
    }
}

/// What happens at a moment, at each gate.
fn moment(moment: Moment, it: &Conversation, filter: &Filter, lang: Lang) -> Vec<(Gate, Block)> {
    let Some(walk) = it.walk() else { return Vec::new() };
    match moment {
        Moment::Asked => vec![
            (Gate::This, Block::Para(Tone::Text, language::nothing_remembered(lang).to_owned())),
            (Gate::Stateful, Block::Para(Tone::Text, language::remembered(it, lang))),
        ],
        Moment::Arrived => {
            let tone = if it.stateful.passes() { Tone::Ok } else { Tone::Error };
            let text = language::stateful(it.stateful, lang);
            vec![
                (Gate::Stateful, Block::head(tone, text)),
                (Gate::This, Block::Para(Tone::Text, language::arrived(it, lang))),
            ]
        }
        Moment::Missed(index) => {
            let why = language::missed(walk, &it.packet, index, filter, lang);
            vec![(Gate::This, step(Tone::Dim, index + 1, why))]
        }
        Moment::Decided => {
            let others = it.walks.iter().filter(|other| *other != walk);
            others.chain([walk]).map(|walk| (Gate::This, decided(walk, it, filter, lang))).collect()
        }
        Moment::Outcome => {
            let tone = if passes(it) == it.is_wanted() { Tone::Text } else { Tone::Warning };
            let text = language::outcome(it, lang);
            vec![(Gate::Both, Block::Head { mark: Tone::Outcome, tone, word: String::new(), text })]
        }
    }
}

/// A conversation up to a moment: who sends to whom, what happens at each gate, and what comes of it.
pub(crate) fn replay(played: &[Moment], it: &Conversation, filter: &Filter, lang: Lang) -> Vec<Block> {
    let told: Vec<(Gate, Block)> = played.iter().flat_map(|one| moment(*one, it, filter, lang)).collect();
    let at = |gate: Gate| told.iter().filter(|(here, _)| *here == gate).map(|(_, block)| block.clone()).collect();
    let account = |gate: Gate| (gate.name(lang).to_owned(), at(gate));
    let mut blocks = vec![stage(played, it, lang), Block::Pair([Gate::This, Gate::Stateful].map(account))];
    blocks.extend::<Vec<Block>>(at(Gate::Both));
    blocks
}

/// Who sends to whom at this moment.
fn stage(played: &[Moment], it: &Conversation, lang: Lang) -> Block {
    let packet = || it.packet.to_string();
    let (way, text) = match played.last() {
        Some(Moment::Asked) => (Way::Out, language::sent_before(it, lang)),
        Some(Moment::Decided | Moment::Outcome) if !it.is_certain() => (Way::Unsure, packet()),
        Some(Moment::Decided | Moment::Outcome) if !passes(it) => (Way::Lost, packet()),
        Some(Moment::Decided | Moment::Outcome) => (Way::In, packet()),
        _ => (Way::Coming, packet()),
    };
    Block::Stage { name: screen::server(lang).to_owned(), way, text }
}

/// A conversation at both gates from end to end, moment by moment.
pub(crate) fn conversation(it: &Conversation, filter: &Filter, lang: Lang) -> Page {
    let title = language::flow_name(it.flow, lang);
    let title = lines::theatre(&title, lang);
    let blocks = it.moments().into_iter().flat_map(|one| told(one, it, filter, lang)).collect();
    Page { title, blocks, ..Page::default() }
}

fn told(one: Moment, it: &Conversation, filter: &Filter, lang: Lang) -> Vec<Block> {
    let on_the_way = match one {
        Moment::Asked => {
            let what = language::sent_before(it, lang);
            Some(lines::server_sends(&what, lang))
        }
        Moment::Arrived => {
            let packet = it.packet;
            Some(lines::comes_in(&packet.to_string(), lang))
        }
        _ => None,
    };
    let walks = matches!(one, Moment::Missed(_) | Moment::Decided);
    let named = |(gate, block): (Gate, Block)| match block {
        Block::Head { mark, tone, text, .. } => Block::Head { mark, tone, word: gate.name(lang).to_owned(), text },
        Block::Para(tone, text) if !walks => Block::Head { mark: tone, tone, word: gate.name(lang).to_owned(), text },
        block => block,
    };
    let on_the_way = on_the_way.map(|text| Block::Prose(Tone::Text, text));
    on_the_way.into_iter().chain(moment(one, it, filter, lang).into_iter().map(named)).collect()
}

/// How the table marks the rule of the present moment.
pub(crate) fn moment_tone(moment: Option<&Moment>, it: &Conversation) -> Tone {
    match moment {
        Some(Moment::Missed(_)) => Tone::Current,
        _ if passes(it) => Tone::Ok,
        _ => Tone::Error,
    }
}

fn passes(it: &Conversation) -> bool {
    it.walk().is_some_and(|walk| walk.action == Action::Allow)
}

/// Who decides, and in which reading of the documents, if it depends on that.
fn decided(walk: &Trace, it: &Conversation, filter: &Filter, lang: Lang) -> Block {
    let all: Vec<Interpretation> = it.walks.iter().flat_map(|walk| walk.readings.iter().copied()).collect();
    let condition = language::condition(&Condition::of(&walk.readings, &all), lang);
    let text: Vec<String> = std::iter::once(language::decided(walk, filter, lang)).chain(condition).collect();
    step(Tone::of_fate(walk.action), walk.decider.number(), text.join("  "))
}

fn step(tone: Tone, number: usize, why: String) -> Block {
    Block::Step { tone, number, rule: String::new(), why, word: String::new() }
}
