//! The words a newcomer meets: what each of them means, and where it stands in a text.

use super::LessonProblem;
use crate::data::{self, DataFault, DataPlace};
use crate::filter::half_width;
use crate::lang::{Lang, Phrase};
use std::collections::BTreeSet;

type Reader<'a> = data::DataReader<'a, super::LessonProblemKind>;

const EMBEDDED: (&str, &str) = ("glossary.toml", include_str!("../../assets/glossary.toml"));

/// A word and its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its stable name.
    pub id: String,
    /// The word.
    pub(crate) name: Phrase,
    /// What it means, in a few sentences.
    pub explanation: Phrase,
    /// Terms to read next, by id.
    pub(crate) see: Vec<String>,
    /// Where it can be read (a URL), if anywhere.
    pub(crate) source: Option<String>,
    aliases: [Vec<String>; 2],
}

impl Term {
    /// The word and the other forms it takes in texts of a language.
    fn words(&self, lang: Lang) -> impl Iterator<Item = String> {
        let [ja, en] = &self.aliases;
        let aliases = lang.pick(ja, en).iter().map(String::as_str);
        std::iter::once(self.name.get(lang)).chain(aliases).map(fold)
    }
}

/// All terms, in the order to list them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Glossary {
    terms: Vec<Term>,
}

impl Glossary {
    /// The glossary that comes with the program. (A test holds that nothing is wrong with it.)
    pub fn embedded() -> Self {
        Self::read(EMBEDDED.0, EMBEDDED.1).0
    }

    fn read(name: &str, text: &str) -> (Self, Vec<LessonProblem>) {
        let mut problems = Vec::new();
        let place = DataPlace::in_file(name);
        let Some(table) = data::parse(&place, text, &mut problems) else { return (Self::default(), problems) };
        let mut reader = Reader { table: &table, place, problems: &mut problems };
        reader.only(&["term"]);
        let terms = reader.each("term", term);
        let ids: BTreeSet<&str> = terms.iter().map(|term| term.id.as_str()).collect();
        for unknown in terms.iter().flat_map(|term| &term.see).filter(|id| !ids.contains(id.as_str())) {
            reader.report(unknown, DataFault::one_of(&ids));
        }
        if ids.len() < terms.len() {
            reader.report("id", DataFault::DuplicateId);
        }
        (Self { terms }, problems)
    }

    /// Every term.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id)
    }

    /// The terms a text speaks of, in the order in which they first appear. Where one word begins with another (`source
    /// port` and `source`), only the longer one counts.
    pub(crate) fn find_in(&self, text: &str, lang: Lang) -> Vec<&Term> {
        let words: Vec<(String, &Term)> =
            self.terms.iter().flat_map(|term| term.words(lang).map(move |word| (word, term))).collect();
        let text = fold(text);
        let mut found: Vec<&Term> = Vec::new();
        let mut before = ' ';
        let mut rest = text.as_str();
        while let Some(next) = rest.chars().next() {
            let here = words.iter().filter(|(word, _)| stands_at(word, before, rest));
            let longest = here.max_by_key(|(word, _)| word.len());
            let length = longest.map_or(next.len_utf8(), |(word, _)| word.len());
            if let Some((_, term)) = longest
                && !found.iter().any(|known| known.id == term.id)
            {
                found.push(term);
            }
            let (taken, left) = rest.split_at_checked(length).unwrap_or((rest, ""));
            before = taken.chars().next_back().unwrap_or(before);
            rest = left;
        }
        found
    }

    /// The terms whose id, names or explanations hold every word of a query, in either language and any width or case:
    /// first the one of that name, then those whose name begins with it or holds it.
    pub(crate) fn search(&self, query: &str) -> Vec<&Term> {
        let query = fold(query.trim());
        let mut found: Vec<(Closeness, &Term)> =
            self.terms.iter().filter_map(|term| Some((closeness(term, &query)?, term))).collect();
        found.sort_by_key(|(closeness, _)| *closeness);
        found.into_iter().map(|(_, term)| term).collect()
    }
}

/// How a term is meant by a query, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    Named,
    Begins,
    HeldInNames,
    HeldInText,
}

fn closeness(term: &Term, query: &str) -> Option<Closeness> {
    let names: Vec<String> = Lang::ALL.into_iter().flat_map(|lang| term.words(lang)).chain([term.id.clone()]).collect();
    let holds = |text: &str| query.split_whitespace().all(|word| begins_a_word(word, text));
    let text = || Lang::ALL.map(|lang| fold(term.explanation.get(lang))).join("\n");
    if names.iter().any(|name| name == query) {
        Some(Closeness::Named)
    } else if names.iter().any(|name| name.starts_with(query)) {
        Some(Closeness::Begins)
    } else if holds(&names.join("\n")) {
        Some(Closeness::HeldInNames)
    } else {
        holds(&format!("{}\n{}", names.join("\n"), text())).then_some(Closeness::HeldInText)
    }
}

/// Whether a text has a word that begins so: `nat` does not stand in `destination`. Japanese has no blanks between words.
fn begins_a_word(word: &str, text: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_word = is_letter(word.chars().next());
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        !is_word || !is_letter(before)
    })
}

/// Whether a word stands at the beginning of `rest`. English words end where they end: `port` does not stand in `report`.
fn stands_at(word: &str, before: char, rest: &str) -> bool {
    let Some(after) = rest.strip_prefix(word).filter(|_| !word.is_empty()) else { return false };
    let joins = |inside: Option<char>, outside: Option<char>| {
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        is_letter(inside) && is_letter(outside)
    };
    let after = after.strip_prefix('s').filter(|_| word.is_ascii()).unwrap_or(after);
    !joins(word.chars().next(), Some(before)) && !joins(word.chars().next_back(), after.chars().next())
}

fn fold(text: impl AsRef<str>) -> String {
    half_width(text.as_ref()).to_lowercase()
}

fn term(reader: &mut Reader<'_>) -> Term {
    reader.only(&["id", "name", "aliases", "explanation", "see", "source"]);
    let aliases = reader.inner("aliases", |reader| {
        reader.only(&["ja", "en"]);
        ["ja", "en"].map(|key| reader.texts(key))
    });
    let source = reader.text("source", false);
    Term {
        id: reader.id("id"),
        name: reader.phrase("name", true),
        explanation: reader.phrase("explanation", true),
        see: reader.texts("see"),
        source: (!source.is_empty()).then_some(source),
        aliases: aliases.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(terms: &[&Term]) -> Vec<String> {
        terms.iter().map(|term| term.id.clone()).collect()
    }

    #[test]
    fn nothing_is_wrong_with_it_and_every_text_is_there_in_both_languages() {
        let (glossary, problems) = Glossary::read(EMBEDDED.0, EMBEDDED.1);
        assert_eq!(problems, []);
        for term in glossary.terms() {
            assert!(!term.explanation.get(Lang::Ja).is_ascii(), "{}", term.id);
            assert!(term.explanation.get(Lang::En).is_ascii() && term.name.get(Lang::En).is_ascii(), "{}", term.id);
            assert!(!term.see.contains(&term.id), "{}", term.id);
        }
    }

    #[test]
    fn words_are_found_in_texts_the_longer_ones_first() {
        let glossary = Glossary::embedded();
        let found = |text, lang| ids(&glossary.find_in(text, lang));
        assert_eq!(
            found("Source ports are no locks; replies are PACKETS.", Lang::En),
            ["source-port", "return-packet", "packet"]
        );
        assert_eq!(found("A report of the unresolved defaulting", Lang::En), Vec::<String>::new());
        assert_eq!(found("a stateful firewall is not stateless", Lang::En), ["stateful", "stateless"]);
        assert_eq!(
            found("ＤＨＣＰ のリースと更新、戻りパケットと既定", Lang::Ja),
            ["lease", "return-packet", "default"]
        );
        assert_eq!(found("", Lang::Ja), Vec::<String>::new());
    }

    #[test]
    fn a_search_finds_names_before_explanations() {
        let glossary = Glossary::embedded();
        assert_eq!(glossary.search("ステート").first().map(|term| term.id.as_str()), Some("stateless"));
        assert_eq!(glossary.search("STATEFUL").first().map(|term| term.id.as_str()), Some("stateful"));
        assert_eq!(glossary.search("").len(), glossary.terms().len());
        assert!(glossary.search("xyzzy").is_empty());
    }

    #[test]
    fn a_term_is_found_by_its_own_name_before_others_that_hold_the_letters() {
        let glossary = Glossary::embedded();
        let first = |query| glossary.search(query).first().map(|term| term.id.clone()).unwrap_or_default();
        for (query, id) in [
            ("NAT", "nat"),
            ("switch", "switch"),
            ("スイッチ", "switch"),
            ("router+switch", "router-switch"),
            ("ルータ+スイッチ", "router-switch"),
            ("console", "console"),
            ("コンソール", "console"),
            ("lease", "lease"),
            ("リース", "lease"),
            ("DHCP", "dhcp"),
            ("デフォルト", "default"),
            ("暗黙の許可", "default"),
            ("implicit deny", "default"),
            ("相関", "correlated"),
            ("例外", "generalises"),
            ("動作", "action"),
            ("プロトコル", "protocol"),
            ("反映", "apply"),
        ] {
            assert_eq!(first(query), id, "{query}");
        }
        assert!(!ids(&glossary.search("nat")).contains(&"destination-port".to_owned()));
        // Every name and every alias leads to its own term.
        for term in glossary.terms() {
            for lang in Lang::ALL {
                for word in term.words(lang) {
                    let by_name: Vec<String> = ids(&glossary.search(&word));
                    assert_eq!(by_name.first(), Some(&term.id), "{word}");
                }
            }
        }
    }
}
