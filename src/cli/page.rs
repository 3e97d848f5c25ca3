//! Pages as text: heads at the margin, and under each of them, indented, what belongs to it.

use super::words;
use crate::lang::Lang;
use crate::language;
use crate::page::{self, Block, Fact, Offer};
use crate::profile::ProfileField;

/// So many suggestions show how a question is answered.
const SUGGESTIONS: usize = 4;

/// The lines of a page.
pub(super) fn text(blocks: impl IntoIterator<Item = Block>, lang: Lang) -> String {
    blocks.into_iter().flat_map(|block| lines(block, lang)).collect::<Vec<_>>().join("\n")
}

fn lines(block: Block, lang: Lang) -> Vec<String> {
    match block {
        Block::Head { word, text, .. } if word.is_empty() => vec![text],
        Block::Head { word, text, .. } => vec![format!("{word}: {text}")],
        Block::Para(_, text) => vec![format!("  {text}")],
        Block::Named { name, text, .. } => vec![format!("  {name}: {text}")],
        Block::Rule { number, text, .. } => vec![format!("  {number}: {text}")],
        Block::Offer { offer, steps, effects } => {
            let asked = |steps: Vec<String>| steps.into_iter().map(|step| format!("  {step}")).collect();
            let mut lines: Vec<String> = match offer {
                Offer::Repair => repair(&steps, lang),
                Offer::Answer(field, suggestions) => {
                    [asked(steps), vec![format!("  {}", answer(field, suggestions, lang))]].concat()
                }
                Offer::Nothing => asked(steps),
            };
            lines.extend(effects.into_iter().map(|line| format!("    {line}")));
            lines
        }
        Block::Fact(Fact { name, verdict, by, .. }) => vec![format!("  {name}: {verdict}, {by}")],
        Block::Traffic { text, .. } => vec![format!("  {text}")],
        Block::Gap => vec![String::new()],
    }
}

/// What a repair does, a line for each step where there are several.
fn repair(steps: &[String], lang: Lang) -> Vec<String> {
    let name = page::fix(lang);
    match steps {
        [only] => vec![format!("  {name}: {only}")],
        _ => std::iter::once(format!("  {name}:")).chain(steps.iter().map(|step| format!("    {step}"))).collect(),
    }
}

/// The options that answer a question.
fn answer(field: ProfileField, mut values: Vec<String>, lang: Lang) -> String {
    values.truncate(SUGGESTIONS);
    if values.is_empty() {
        values.push(language::profile_value(field).to_owned());
    }
    let options: Vec<String> = values.iter().map(|value| format!("--{} {value}", field.id())).collect();
    words::answer(&options.join(" "), lang)
}
