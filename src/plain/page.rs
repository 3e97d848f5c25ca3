//! Pages in lines: a block a line, marks in words.

use super::words;
use crate::lang::Lang;
use crate::page::{Block, Offer, Tone};

/// The lines of a page; `number` is that of the finding it is about, by which its repair is called.
pub(super) fn lines<'a>(blocks: impl IntoIterator<Item = &'a Block>, number: Option<usize>, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut heads_finding = false;
    for block in blocks {
        match block {
            // What a finding means follows its title.
            Block::Para(_, text) if heads_finding => {
                let title = lines.pop().unwrap_or_default();
                lines.push(words::sentences(&title, text, lang));
            }
            _ => lines.extend(block_lines(block, number, lang)),
        }
        heads_finding = number.is_some() && matches!(block, Block::Head { .. });
    }
    lines
}

fn block_lines(block: &Block, number: Option<usize>, lang: Lang) -> Vec<String> {
    match block {
        Block::Head { word, text, .. } if word.is_empty() => vec![text.clone()],
        Block::Head { word, text, .. } => vec![match number {
            Some(number) => words::finding(number, word, text, lang),
            None => format!("{word}: {text}"),
        }],
        Block::Para(_, text) => vec![text.clone()],
        Block::Named { name, text, .. } => vec![format!("{name}: {text}")],
        Block::Rule { tone: Tone::Added, number, text, .. } => vec![words::change(true, *number, text, lang)],
        Block::Rule { tone: Tone::Removed, number, text, .. } => vec![words::change(false, *number, text, lang)],
        Block::Fact(fact) => vec![words::fact(fact, lang)],
        Block::Traffic { becomes, text } => vec![words::newly(*becomes, text, lang)],
        Block::Rule { number, text, .. } => vec![format!("{number}: {text}")],
        Block::Offer { offer, steps, effects } => {
            let what = steps.join(lang.pick("、", "; "));
            let first = match offer {
                Offer::Repair => words::fix_command(number.unwrap_or_default(), &what, lang),
                Offer::Answer(field, suggestions) => words::answer_command(*field, suggestions.first(), &what, lang),
                Offer::Nothing => what,
            };
            std::iter::once(first).chain(effects.iter().cloned()).collect()
        }
        Block::Gap => Vec::new(),
    }
}
