//! Every sentence that a person reads stands in `src/language/`, in each language, and every word that is only read in
//! `src/lang/read.rs`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "who uses whom is asked by `layering.rs`")]
#[path = "support/modules.rs"]
mod modules;

use modules::{Line, code, sources};
use std::fs;
use std::path::{Path, PathBuf};

/// Where sentences stand.
const HOME: &str = "src/language";

/// Where words stand that are only read.
const READ: &str = "src/lang/read.rs";

/// What else may hold them, and why.
const EXCEPTIONS: [(&str, &str); 4] = [
    ("src/lang/messages.rs", "the macros themselves"),
    ("src/lang/action.rs", "an action is one row, with its name and its help"),
    ("src/text.rs", "characters that no line begins or ends with"),
    ("src/filter/field.rs", "marks that an input method offers where ASCII is meant"),
];

/// Whether a file is this one, or belongs to the module of this name.
fn is_in(place: &str, path: &Path) -> bool {
    path.starts_with(place) || path == Path::new(place).with_extension("rs")
}

/// Hiragana, Katakana, Han.
fn is_japanese(c: char) -> bool {
    matches!(c, '々' | 'ぁ'..='ゖ' | 'ゝ'..='ゟ' | 'ァ'..='ヺ' | 'ー'..='ヿ' | '㐀'..='䶿' | '一'..='\u{9fff}' | 'ｦ'..='ﾟ')
}

/// What stands between quotation marks, with all that stands before it and behind it.
fn texts(code: &str) -> Vec<[&str; 3]> {
    let mut marks = Vec::new();
    let mut before = [' '; 2];
    for (at, c) in code.char_indices() {
        let is_escaped = before[1] == '\\' && before[0] != '\\';
        let is_character = before[1] == '\'' && code[at..].starts_with("\"'");
        if c == '"' && !is_escaped && !is_character {
            marks.push(at);
        }
        before = [before[1], c];
    }
    marks.chunks_exact(2).map(|pair| [&code[..pair[0]], &code[pair[0] + 1..pair[1]], &code[pair[1] + 1..]]).collect()
}

/// The language that a text is marked with: `ja "..."` or `ja = "..."`.
fn language(before: &str) -> Option<&str> {
    let marked = before.trim_end();
    let marked = marked.strip_suffix('=').unwrap_or(marked).trim_end();
    let name = marked.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next()?;
    ["en", "ja"].into_iter().find(|known| *known == name)
}

/// Texts that are not marked with their language, and sentences that lack one.
fn halves(path: &Path, code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for [before, text, after] in texts(code) {
        let behind = after.trim_start();
        let followed = behind.strip_prefix(',').unwrap_or(behind).trim_start();
        let wrong = match language(before) {
            Some("en") if !followed.starts_with("ja ") => "only in English",
            None if text.contains(is_japanese) => "Japanese, and not said so",
            _ => continue,
        };
        found.push(format!("{}: {wrong}: {text}", path.display()));
    }
    found
}

/// Lines that hold Japanese or say something.
fn strays(path: &Path, text: &str) -> Vec<String> {
    let line = |line: Line| {
        let says = ["say!(", "pick!(", "messages! {"].iter().any(|name| line.text.contains(name));
        let is_stray = says || line.text.contains(is_japanese);
        is_stray.then(|| format!("{}:{}: {}", path.display(), line.number, line.text.trim()))
    };
    code(text).into_iter().filter_map(line).collect()
}

fn all_sources() -> Vec<(PathBuf, String)> {
    let read = |path: PathBuf| (path.clone(), fs::read_to_string(path).unwrap());
    sources(Path::new("src")).into_iter().map(read).collect()
}

#[test]
fn sentences_have_one_home() {
    let excepted = EXCEPTIONS.iter().map(|(place, _)| *place);
    let allowed: Vec<&str> = [HOME, READ].into_iter().chain(excepted).collect();
    let is_elsewhere = |path: &Path| !allowed.iter().any(|place| is_in(place, path));
    let all = all_sources();
    let found: Vec<String> =
        all.iter().filter(|(path, _)| is_elsewhere(path)).flat_map(|(path, text)| strays(path, text)).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    for place in allowed {
        let is_needed = |(path, text): &(PathBuf, String)| is_in(place, path) && !strays(path, text).is_empty();
        assert!(all.iter().any(is_needed), "nothing is said in {place} any more");
    }
}

#[test]
fn every_sentence_exists_in_each_language() {
    let all = all_sources();
    let said = |(path, text): &(PathBuf, String)| {
        let code: Vec<String> = code(text).into_iter().map(|line| line.text).collect();
        halves(path, &code.join("\n"))
    };
    let found: Vec<String> = all.iter().filter(|(path, _)| is_in(HOME, path)).flat_map(said).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Things that are counted, as English says of more than one.
const THINGS: [&str; 16] = [
    "rules",
    "filters",
    "edits",
    "changes",
    "lines",
    "hours",
    "goals",
    "errors",
    "warnings",
    "notes",
    "expectations",
    "findings",
    "lessons",
    "fields",
    "keys",
    "repairs",
];

/// Sentences in which there is always more than one.
const ALWAYS_SEVERAL: [&str; 15] = [
    "{again} edits it again",
    "The worst of {filters} filters",
    "{count} filters in it. Please choose one",
    "{count} changes whose keys",
    "{count} other filters",
    "{count} more expectations hold",
    "{count} expectations hold",
    "{MAX_RULES} rules",
    "{most} rules",
    "takes {lines} lines",
    "Enter makes {rules} rules",
    "There are {rules} rules; {most} are enough",
    "There are {rules} rules; one is enough",
    "{count} errors: {first}",
    "{rules} rules would do the same",
];

#[test]
fn one_thing_is_no_plural() {
    let mut found = Vec::new();
    for (path, text) in all_sources().iter().filter(|(path, _)| is_in(HOME, path)) {
        let code: Vec<String> = code(text).into_iter().map(|line| line.text).collect();
        let code = code.join("\n");
        let counts = |text: &str| THINGS.iter().any(|thing| text.contains(&format!("}} {thing}")));
        let is_fine = |text: &str| ALWAYS_SEVERAL.iter().any(|known| text.contains(known));
        let english = texts(&code).into_iter().filter(|[before, ..]| language(before) == Some("en"));
        let wrong = english.filter(|[_, text, _]| counts(text) && !is_fine(text));
        found.extend(wrong.map(|[_, text, _]| format!("{}: {text}", path.display())));
    }
    assert!(found.is_empty(), "counted as if it were never one:\n{}", found.join("\n"));
}

#[test]
fn a_stray_and_a_half_are_seen() {
    let path = Path::new("src/x.rs");
    let text = "/// 許可\nlet a = \"許可\"; // 拒否\nlet b = say!(lang, en = \"a\");\n#[cfg(test)]\nmod tests {\n    // 許\n}\n";
    assert_eq!(strays(path, text), ["src/x.rs:2: let a = \"許可\";", "src/x.rs:3: let b = say!(lang, en = \"a\");"]);
    for whole in [
        "say!(lang, en = \"a \\\" b\", ja = \"あ\")",
        "pick!(\n    lang,\n    en = \"a\",\n    ja = \"あ\"\n)",
        "a() en \"a\" ja \"あ\";\nb(n: &str)\n    en \"b {n}\"\n    ja \"い {n}\";",
        "x.split('\"').join(\", \")",
    ] {
        assert_eq!(halves(path, whole), [""; 0], "{whole}");
    }
    for (half, wrong) in [
        ("a() en \"a\";", "src/x.rs: only in English: a"),
        ("say!(lang, en = \"a\", a = \"b\")", "src/x.rs: only in English: a"),
        ("(\"あ\", \"a\")", "src/x.rs: Japanese, and not said so: あ"),
    ] {
        assert_eq!(halves(path, half), [wrong], "{half}");
    }
}
