//! Pages in lines: a block a line, marks in words.

use crate::lang::Lang;
use crate::language::{grammar, lines as words, pages};
use crate::page::{Block, Fact, ListCell, ListItem, Offer, Page, Placement, Summary, SummaryRow, Tone};
use crate::text::{pad, width};

/// The lines of a page; `number` is that of the finding it is about, by which its repair is called.
pub(crate) fn lines<'a>(blocks: impl IntoIterator<Item = &'a Block>, number: Option<usize>, lang: Lang) -> Vec<String> {
    let blocks: Vec<&Block> = blocks.into_iter().collect();
    let rule = |block: &&Block| if let Block::Step { rule, .. } = block { width(rule) } else { 0 };
    let rules = blocks.iter().map(rule).max().unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    let mut heads_finding = false;
    for block in blocks {
        match block {
            // What a finding means follows its title.
            Block::Para(_, text) if heads_finding => {
                let title = lines.pop().unwrap_or_default();
                lines.push(grammar::sentences(&title, text, lang));
            }
            _ => lines.extend(block_lines(block, number, rules, lang)),
        }
        heads_finding = number.is_some() && matches!(block, Block::Head { .. });
    }
    lines
}

/// The lines of a page that stands open, under its title. In a question the entries are the answers, which are told behind
/// it.
pub(super) fn popup_lines(page: &Page, lang: Lang) -> Vec<String> {
    let title = Some(page.title.clone()).filter(|title| !title.is_empty() && page.place != Placement::Question);
    let blocks =
        page.blocks.iter().filter(|block| page.place != Placement::Question || matches!(block, Block::Prose(..)));
    let list: Vec<&Block> = blocks.collect();
    let items =
        list.iter().filter_map(|block| if let Block::Item(item) = block { Some(item_line(item)) } else { None });
    title.into_iter().chain(items).chain(lines(list.iter().copied(), None, lang)).collect()
}

/// An entry with its number.
fn item_line(item: &ListItem) -> String {
    let cells = item.cells.iter().filter_map(|cell| match cell {
        ListCell::Text(_, text) | ListCell::Growing(_, text) | ListCell::Wrapping(_, text) => {
            Some(text.as_str()).filter(|text| !text.is_empty())
        }
        ListCell::Mark(_) => None,
    });
    format!("{}: {}", item.entry + 1, cells.collect::<Vec<_>>().join(", "))
}

/// The lines of a block; steps stand in a column as wide as their rules.
fn block_lines(block: &Block, number: Option<usize>, rules: usize, lang: Lang) -> Vec<String> {
    match block {
        Block::Head { word, text, .. } if word.is_empty() => vec![text.clone()],
        Block::Head { word, text, .. } => vec![match number {
            Some(number) => words::finding(number, word, text, lang),
            None => format!("{word}: {text}"),
        }],
        Block::Para(_, text) | Block::Quote(text) => vec![text.clone()],
        Block::Prose(_, text) => {
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
        }
        Block::Numbered(number, text) => {
            vec![format!("{number}: {}", text.split_whitespace().collect::<Vec<_>>().join(" "))]
        }
        Block::Proposed { text, .. } => vec![text.clone()],
        Block::Stage { name, text, .. } => vec![format!("{name}: {text}")],
        Block::Pair(both) => {
            let account = |(name, blocks): &(String, Vec<Block>)| {
                std::iter::once(name.clone()).chain(lines(blocks, number, lang)).collect::<Vec<_>>()
            };
            both.iter().flat_map(account).collect()
        }
        Block::Input(field) => vec![format!("{}: {}", field.label, field.text)],
        // Entries are told with their numbers; the rest is for a screen.
        Block::Item(_) | Block::Heading(_) | Block::Lines(_) | Block::Legend => Vec::new(),
        Block::Packet(text) => vec![format!("{}: {text}", pages::packet(lang))],
        Block::Rule { tone: Tone::Added, number, text, .. } => vec![words::change(true, *number, text, lang)],
        Block::Rule { tone: Tone::Removed, number, text, .. } => vec![words::change(false, *number, text, lang)],
        Block::Step { number, rule, why, .. } if rule.is_empty() => {
            vec![format!("{}: {why}", words::rule(*number, lang))]
        }
        Block::Step { number, rule, why, word, .. } => {
            let number = if *number == 0 { "-".to_owned() } else { number.to_string() };
            let line = format!("  {number:>3}  {}  {why}{word}", pad(rule, rules));
            vec![line.trim_end().to_owned()]
        }
        Block::List(name, items) => {
            std::iter::once(format!("  {name}")).chain(items.iter().map(|item| format!("    {item}"))).collect()
        }
        Block::Fact(fact) => vec![self::fact(fact, lang)],
        Block::Traffic(becomes, text) => vec![words::newly(*becomes, text, lang)],
        Block::Rule { number, text, .. } => vec![format!("{number}: {text}")],
        Block::Offer { offer, steps, effects } => {
            let what = steps.join(grammar::semicolon(lang));
            let first = match offer {
                Offer::Repair => words::fix_command(number.unwrap_or_default(), &what, lang),
                Offer::Answer(field, suggestions) => {
                    let sample = suggestions.first().map_or("...", String::as_str);
                    words::answer_command(field.id(), sample, &what, lang)
                }
                Offer::Nothing => what,
            };
            std::iter::once(first).chain(effects.iter().cloned()).collect()
        }
        Block::Gap => Vec::new(),
    }
}

/// A verdict, who decides it, what it was before an edit, and what else there is to know.
pub(super) fn fact(fact: &Fact, lang: Lang) -> String {
    let Fact { name, verdict, by, .. } = fact;
    let by = if by.is_empty() { String::new() } else { words::by(by, lang) };
    let decided = match &fact.was {
        None => format!("{name}: {verdict}{by}"),
        Some(was) => words::changed_verdict(name, verdict, &by, was, lang),
    };
    std::iter::once(&decided).chain(&fact.notes).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// A list under its title.
pub(super) fn summary_lines(list: &Summary, lang: Lang) -> Vec<String> {
    let verdict = list.verdict.iter().map(|(_, words)| words.as_str());
    let title = std::iter::once(list.title).chain(verdict).collect::<Vec<_>>().join(" ");
    std::iter::once(title).chain(list.rows.iter().map(|row| summary_line(row, lang))).collect()
}

/// A row: what, how it stands, and which rules decide.
fn summary_line(row: &SummaryRow, lang: Lang) -> String {
    let by = if row.by.is_empty() { String::new() } else { words::by(&row.by, lang) };
    let verdict = if row.verdict.is_empty() { String::new() } else { format!(": {}", row.verdict) };
    let word = if row.word.is_empty() { String::new() } else { format!(" ({})", row.word) };
    let note = if row.note.is_empty() { String::new() } else { format!(" {}", row.note) };
    format!("{}{verdict}{word}{by}{note}", row.name)
}
