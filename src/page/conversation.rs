//! A packet at two gates: this filter, and a stateful firewall.

use super::{Block, Tone};
use crate::analysis::{Condition, Reading, Trace};
use crate::filter::{Action, Filter};
use crate::lang::Lang;
use crate::language;
use crate::report::{Conversation, Moment};

/// Where something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// At this filter.
    This,
    /// At the stateful firewall.
    Stateful,
    /// What comes of both.
    Both,
}

impl Gate {
    /// What it is called.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::This => language::this_gate(lang),
            Self::Stateful => language::stateful_gate(lang),
            Self::Both => language::pages::outcome(lang),
        }
    }
}

/// What happens at a moment, at each gate.
pub fn moment(moment: Moment, it: &Conversation, filter: &Filter, lang: Lang) -> Vec<(Gate, Block)> {
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

/// How the table marks the rule of the present moment.
pub fn moment_tone(moment: Option<&Moment>, it: &Conversation) -> Tone {
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
    let all: Vec<Reading> = it.walks.iter().flat_map(|walk| walk.readings.iter().copied()).collect();
    let condition = language::condition(&Condition::of(&walk.readings, &all), lang);
    let text: Vec<String> = std::iter::once(language::decided(walk, filter, lang)).chain(condition).collect();
    step(Tone::of_fate(walk.action), walk.decider.number(), text.join("  "))
}

fn step(tone: Tone, number: usize, why: String) -> Block {
    Block::Step { tone, number, rule: String::new(), why, word: String::new() }
}
