//! One term for one thing: no sentence, preset, lesson or page uses a variant that `tests/data/terms.toml` bans.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "who uses whom is asked by `layering.rs`")]
#[path = "support/modules.rs"]
mod modules;

use modules::{code, sources};
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// A term, and what must not stand for it.
struct Term {
    /// The term in Japanese and in English.
    use_instead: [String; 2],
    banned: [Vec<String>; 2],
}

fn terms() -> Vec<Term> {
    let table: Table = include_str!("data/terms.toml").parse().unwrap();
    let text = |term: &Value, key: &str| term.get(key).unwrap().as_str().unwrap().to_owned();
    let texts = |term: &Value, key: &str| {
        let list = term.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        list.iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    let term = |term: &Value| Term {
        use_instead: ["ja", "en"].map(|key| text(term, key)),
        banned: ["not_ja", "not_en"].map(|key| texts(term, key)),
    };
    table["term"].as_array().unwrap().iter().map(term).collect()
}

/// Where a sentence stands, and the sentence.
type Said = (String, String);

/// The texts between quotation marks, in which line breaks go on.
fn literals(path: &Path) -> Vec<Said> {
    let text = fs::read_to_string(path).unwrap();
    let mut said = Vec::new();
    for line in code(&text) {
        for (number, part) in line.text.replace("\\\"", "\u{1}").split('"').enumerate() {
            if number % 2 == 1 {
                said.push((format!("{}:{}", path.display(), line.number), part.replace('\u{1}', "\"")));
            }
        }
    }
    said
}

/// Every text of a TOML file but what people may type: aliases.
fn values(path: &Path) -> Vec<Said> {
    fn walk(value: &Value, said: &mut Vec<String>) {
        match value {
            Value::String(text) => said.push(text.clone()),
            Value::Array(all) => all.iter().for_each(|one| walk(one, said)),
            Value::Table(all) => all.iter().filter(|(key, _)| *key != "aliases").for_each(|(_, one)| walk(one, said)),
            _ => {}
        }
    }
    let table: Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let mut said = Vec::new();
    walk(&Value::Table(table), &mut said);
    said.into_iter().map(|text| (path.display().to_string(), text)).collect()
}

fn lines(path: &Path) -> Vec<Said> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().enumerate().map(|(at, line)| (format!("{}:{}", path.display(), at + 1), line.to_owned())).collect()
}

fn files(directory: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == extension)).collect();
    found.sort();
    assert!(!found.is_empty(), "{directory}");
    found
}

/// Pages about the code have words of their own.
const ABOUT_THE_CODE: [&str; 2] = ["docs/analysis.md", "docs/architecture.md"];

/// All that a person reads.
fn all_said() -> Vec<Said> {
    let language = sources(Path::new("src/language")).into_iter().chain(["src/lang/action.rs".into()]);
    let data = ["presets", "assets", "assets/lessons"].into_iter().flat_map(|directory| files(directory, "toml"));
    let pages = ["README.md", "README.ja.md"].map(PathBuf::from).into_iter().chain(files("docs", "md"));
    let pages = pages.filter(|path| !ABOUT_THE_CODE.iter().any(|page| path == Path::new(page)));
    let literals = language.flat_map(|path| literals(&path));
    literals.chain(data.flat_map(|path| values(&path))).chain(pages.flat_map(|path| lines(&path))).collect()
}

/// The banned variant that a text has, outside of the term itself: 元ポート stands in 送信元ポート.
fn variant<'t>(term: &'t Term, text: &str) -> Option<&'t str> {
    let [ja, en] = &term.banned;
    let without = text.replace(&term.use_instead[0], " ");
    let in_japanese = ja.iter().find(|word| without.contains(word.as_str()));
    let lower = text.to_lowercase();
    let in_english = en.iter().find(|word| holds_word(&lower, &word.to_lowercase()));
    in_japanese.or(in_english).map(String::as_str)
}

/// Whether words stand in a text as words.
fn holds_word(text: &str, words: &str) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(words)
        .any(|(at, _)| !joins(text[..at].chars().next_back()) && !joins(text[at + words.len()..].chars().next()))
}

#[test]
fn no_sentence_uses_a_banned_variant() {
    let (terms, all) = (terms(), all_said());
    assert!(all.len() > 2000, "{}", all.len());
    let mut found = Vec::new();
    for (place, text) in &all {
        for term in &terms {
            if let Some(variant) = variant(term, text) {
                found.push(format!("{place}: \"{variant}\", use \"{}\": {text}", term.use_instead.join("\" or \"")));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_variant_is_seen_where_it_stands_alone() {
    let terms = terms();
    let found = |text: &str| terms.iter().filter_map(|term| variant(term, text)).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(found("ルール 2 の元ポート"), ["元ポート"]);
    assert_eq!(found("ルール 2 の送信元ポート"), [""; 0]);
    assert_eq!(found("The DHCP answer is lost."), ["DHCP answer"]);
    assert_eq!(found("A DHCP answering machine, shapely"), [""; 0]);
}

#[test]
fn every_term_bans_something_and_no_term_is_banned() {
    let terms = terms();
    for term in &terms {
        assert!(term.banned.iter().any(|list| !list.is_empty()), "{:?}", term.use_instead);
        for other in &terms {
            for name in &term.use_instead {
                assert_eq!(variant(other, name), None, "{name}");
            }
        }
    }
}
