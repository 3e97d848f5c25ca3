//! What words mean, where they cannot be chosen from a list.

use super::{Block, Page, Tone};
use crate::lang::Lang;
use crate::lessons::{Glossary, Term};

/// The best word in full and the names of the others, or all names where none is asked for.
pub fn words(query: &str, glossary: &Glossary, lang: Lang) -> Page {
    let found = glossary.search(query);
    let name = |term: &&Term| term.name.get(lang).to_owned();
    let names = |terms: &[&Term]| terms.iter().map(name).collect::<Vec<_>>().join(pick!(lang, en = ", ", ja = "、"));
    let lines = match found[..] {
        [] => {
            let none = say!(
                lang,
                en = "No word for \"{query}\"; words lists them.",
                ja = "「{query}」は用語集にありません。words で一覧します。"
            );
            vec![none]
        }
        _ if query.is_empty() => found.iter().map(name).collect(),
        [term, ref others @ ..] => {
            let related: Vec<&Term> = term.see.iter().filter_map(|id| glossary.find(id)).collect();
            let meaning = format!("{}: {}", term.name.get(lang), one_line(term.explanation.get(lang)));
            let source = term.source.iter().map(|url| say!(lang, en = "Source: {url}", ja = "出典: {url}"));
            let see = (!related.is_empty()).then(|| {
                let names = names(&related);
                say!(lang, en = "See: {names}", ja = "関連: {names}")
            });
            let also = (!others.is_empty()).then(|| {
                let names = names(others);
                say!(lang, en = "Also found: {names}", ja = "ほかに見つかった語: {names}")
            });
            std::iter::once(meaning).chain(source).chain(see).chain(also).collect()
        }
    };
    Page { blocks: lines.into_iter().map(|line| Block::Prose(Tone::Text, line)).collect(), ..Page::default() }
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
