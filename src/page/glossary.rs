//! What words mean, where they cannot be chosen from a list.

use super::{Block, Page, Tone};
use crate::lang::Lang;
use crate::language::{self, lines};
use crate::lessons::{Glossary, Term};

/// The best word in full and the names of the others, or all names where none is asked for.
pub(crate) fn words(query: &str, glossary: &Glossary, lang: Lang) -> Page {
    let found = glossary.search(query);
    let name = |term: &&Term| term.name.get(lang).to_owned();
    let names = |terms: &[&Term]| language::list(terms.iter().map(name), lang);
    let told = match found[..] {
        [] => {
            let none = lines::no_word(query, lang);
            vec![none]
        }
        _ if query.is_empty() => found.iter().map(name).collect(),
        [term, ref others @ ..] => {
            let related: Vec<&Term> = term.see.iter().filter_map(|id| glossary.find(id)).collect();
            let meaning = format!("{}: {}", term.name.get(lang), one_line(term.explanation.get(lang)));
            let source = term.source.iter().map(|url| lines::source(url, lang));
            let see = (!related.is_empty()).then(|| {
                let names = names(&related);
                lines::see(&names, lang)
            });
            let also = (!others.is_empty()).then(|| {
                let names = names(others);
                lines::also(&names, lang)
            });
            std::iter::once(meaning).chain(source).chain(see).chain(also).collect()
        }
    };
    Page { blocks: told.into_iter().map(|line| Block::Prose(Tone::Text, line)).collect(), ..Page::default() }
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
