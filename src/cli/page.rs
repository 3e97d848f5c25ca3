//! Pages as text: heads at the margin, and under each of them, indented, what belongs to it.

use crate::lang::Lang;
use crate::language::{self, commands};
use crate::page::{Block, Offer};
use crate::plain;
use crate::profile::ProfileField;

/// So many suggestions show how a question is answered.
const SUGGESTIONS: usize = 4;

/// The lines of a page.
pub(super) fn text(blocks: impl IntoIterator<Item = Block>, lang: Lang) -> String {
    blocks.into_iter().flat_map(|block| lines(block, lang)).collect::<Vec<_>>().join("\n")
}

fn lines(block: Block, lang: Lang) -> Vec<String> {
    match block {
        Block::Offer { offer: Offer::Repair, steps, effects } => {
            repair(&steps, lang).into_iter().chain(effects.into_iter().map(|line| format!("    {line}"))).collect()
        }
        Block::Offer { offer, steps, .. } => {
            let options = match offer {
                Offer::Answer(field, suggestions) => Some(answer(field, suggestions, lang)),
                _ => None,
            };
            steps.into_iter().chain(options).map(|line| format!("  {line}")).collect()
        }
        Block::Head { .. } => plain::lines([&block], None, lang),
        _ => plain::lines([&block], None, lang).into_iter().map(|line| format!("  {line}")).collect(),
    }
}

/// What a repair does, a line for each step where there are several.
fn repair(steps: &[String], lang: Lang) -> Vec<String> {
    let name = language::pages::fix(lang);
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
    commands::answer(&options.join(" "), lang)
}
