//! The map in `src/lib.rs` says which modules there are, in which order, and which are pure. A module uses only modules
//! above it, a pure one does no I/O and asks no clock, and no files inside of one use each other in a circle. Public is what
//! is used outside of `src/`.
//!
//! What counts as use is in `support/modules.rs`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/modules.rs"]
mod modules;

use modules::{Modules, Reference, code, cycles, sources};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What no pure module may name: the world outside, and the libraries that draw on it.
const IMPURE: [&str; 11] = [
    "std::fs",
    "std::env",
    "std::process",
    "std::time",
    "std::net::Tcp",
    "std::net::Udp",
    "std::{",
    "print!",
    "println!",
    "crossterm",
    "ratatui",
];

/// Where a pure module may name one of them, and why.
const EXCEPTIONS: [(&str, &str, &str); 6] = [
    ("src/screen.rs", "ratatui", "the entrance of the module below"),
    ("src/screen", "ratatui", "its buffers and widgets are plain values; nothing reaches a terminal from there"),
    ("src/text.rs", "ratatui::buffer::CellWidth", "text is measured as it is drawn"),
    ("src/text/glyphs.rs", "ratatui::symbols::border", "a border is a set of characters"),
    ("src/editor/area.rs", "ratatui_textarea", "the same with many lines"),
    ("src/editor/line.rs", "ratatui_textarea", "the text area of a one-line field is a plain value too"),
];

/// A line of the map.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    name: String,
    is_pure: bool,
}

/// The modules in the order of the map. Each line is a name, what the module is, and `pure` or `io`.
fn map(library: &str) -> Result<Vec<Entry>, String> {
    let lines = library.lines().skip_while(|line| *line != "//! ```text").skip(1).take_while(|line| *line != "//! ```");
    lines.map(entry).collect()
}

fn entry(line: &str) -> Result<Entry, String> {
    let wrong = || format!("not a name, a text and `pure` or `io`: {line}");
    let words: Vec<&str> = line.strip_prefix("//! ").ok_or_else(wrong)?.split_whitespace().collect();
    let [name, _, .., kind] = words[..] else { return Err(wrong()) };
    if line.starts_with("//!  ") || !name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
        return Err(wrong());
    }
    match kind {
        "pure" | "io" => Ok(Entry { name: name.to_owned(), is_pure: kind == "pure" }),
        _ => Err(wrong()),
    }
}

fn this_map() -> Vec<Entry> {
    map(&fs::read_to_string("src/lib.rs").unwrap()).unwrap()
}

/// The sources of a module of the map: `src/module.rs` and everything under `src/module/`.
fn sources_of(module: &str) -> Vec<PathBuf> {
    let inside = Path::new("src").join(module);
    let mut all = vec![inside.with_extension("rs")];
    if inside.is_dir() {
        all.extend(sources(&inside));
    }
    all
}

fn top(module: &str) -> &str {
    module.split("::").next().unwrap_or_default()
}

fn breaches_of_order(map: &[&str], references: &[Reference]) -> Vec<String> {
    let place = |module: &str| map.iter().position(|name| *name == top(module));
    let is_breach = |reference: &&Reference| place(&reference.to) > place(&reference.from) || reference.to.is_empty();
    let told = |Reference { from, file, line, path, .. }: &Reference| {
        format!("{}:{line}: {} uses {path}", file.display(), top(from))
    };
    let mut breaches: Vec<String> = references.iter().filter(is_breach).map(told).collect();
    breaches.dedup();
    breaches
}

fn breaches_of_purity(path: &Path, text: &str) -> Vec<String> {
    let excepted = |word: &str, line: &str| {
        EXCEPTIONS
            .iter()
            .any(|(place, name, _)| name.starts_with(word) && path.starts_with(place) && line.contains(name))
    };
    let mut breaches = Vec::new();
    for line in code(text) {
        for word in IMPURE {
            if line.text.contains(word) && !excepted(word, &line.text) {
                breaches.push(format!("{}:{}: a pure module names {word}", path.display(), line.number));
            }
        }
    }
    breaches
}

/// The circles inside of single modules of the map, each with what closes it.
fn circles(references: &[Reference]) -> Vec<String> {
    let inside: Vec<&Reference> =
        references.iter().filter(|reference| top(&reference.from) == top(&reference.to)).collect();
    let mut told = Vec::new();
    for circle in cycles(inside.iter().map(|reference| (reference.from.as_str(), reference.to.as_str()))) {
        told.push(format!("a circle of {}", circle.join(", ")));
        let closes =
            |reference: &&&Reference| [&reference.from, &reference.to].iter().all(|one| circle.contains(&one.as_str()));
        let place = |reference: &&Reference| {
            let Reference { to, file, line, path, .. } = reference;
            format!("  {}:{line}: {path} of {to}", file.display())
        };
        told.extend(inside.iter().filter(closes).map(place));
    }
    told
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

#[test]
fn the_map_names_every_module() {
    let library = fs::read_to_string("src/lib.rs").unwrap();
    let mut declared: Vec<&str> = library
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    let map = map(&library).unwrap();
    let mut mapped: Vec<&str> = map.iter().map(|entry| entry.name.as_str()).collect();
    assert!(mapped.len() > 10 && map.iter().any(|entry| entry.is_pure) && map.iter().any(|entry| !entry.is_pure));
    declared.sort_unstable();
    mapped.sort_unstable();
    assert_eq!(declared, mapped);
}

#[test]
fn every_module_uses_only_modules_above_it() {
    let map = this_map();
    let order: Vec<&str> = map.iter().map(|entry| entry.name.as_str()).collect();
    let references = Modules::under("src").references();
    assert!(references.len() > 1000, "{}", references.len());
    let breaches = breaches_of_order(&order, &references);
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn pure_modules_touch_nothing_outside() {
    let mut breaches = Vec::new();
    for module in this_map().into_iter().filter(|module| module.is_pure) {
        for path in sources_of(&module.name) {
            breaches.extend(breaches_of_purity(&path, &fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

/// Who writes to standard output or standard error, beside the one module that makes text fit for that, and what.
const WRITERS: [(&str, &str); 3] = [
    ("src/output.rs", "the one way out"),
    ("src/terminal/modes.rs", "frames, whose cells have passed the gate of the screen, and modes"),
    ("src/cli/progress.rs", "its own words, and what wipes them off"),
];

#[test]
fn text_has_one_way_out() {
    let writes = |line: &str| {
        let names = ["stdout()", "stderr()", "println!", "eprintln!", "eprint!"].iter().any(|name| line.contains(name));
        names && !line.contains("is_terminal()")
    };
    for path in sources(Path::new("src")) {
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<String> = code(&text).into_iter().map(|line| line.text).filter(|line| writes(line)).collect();
        let may = WRITERS.iter().any(|(place, _)| path == Path::new(place));
        assert_eq!(!lines.is_empty(), may, "{}: {lines:?}", path.display());
    }
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let circles = circles(&Modules::under("src").references());
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
}

/// A type may be public for what has it, a field for those beside it. A function or a constant is for whoever names it.
#[test]
fn what_is_public_is_named_outside() {
    const VALUES: [&str; 4] = ["pub const fn ", "pub fn ", "pub const ", "pub static "];
    let mut outside = fs::read_to_string("src/main.rs").unwrap();
    for path in [sources(Path::new("tests")), sources(Path::new("benches"))].concat() {
        outside += &fs::read_to_string(path).unwrap();
    }
    let named: BTreeSet<&str> = words(&outside).collect();
    for path in sources(Path::new("src")) {
        for line in code(&fs::read_to_string(&path).unwrap()) {
            let value = VALUES.iter().find_map(|start| line.text.trim_start().strip_prefix(start));
            let name = value.and_then(|value| words(value).next());
            assert!(name.is_none_or(|name| named.contains(name)), "{}:{}: {name:?}", path.display(), line.number);
        }
    }
}

#[test]
fn a_line_of_the_map_is_whole_or_refused() {
    let pure = Entry { name: "lang".to_owned(), is_pure: true };
    assert_eq!(entry("//! lang   the two languages   pure"), Ok(pure));
    assert_eq!(entry("//! cli    arguments io").map(|entry| entry.is_pure), Ok(false));
    for wrong in [
        "//! plain    what reports say in linespure",
        "//! lang     the two languages",
        "//! lang     pure",
        "//! pure",
        "//!",
        "//!    and the rest of its text   io",
        "lang         the two languages   pure",
    ] {
        assert!(entry(wrong).is_err(), "{wrong}");
    }
    assert!(map("//! ```text\n//! lang the two languages pure\n//! cli arguments\n//! ```\n").is_err());
}

#[test]
fn a_breach_is_seen_and_placed() {
    let text = "//! crate::cli\n\
                use crate::cli::x; // crate::store\n\
                #[cfg(test)]\n\
                use crate::terminal;\n\
                use super::super::store::y;\n\
                use crate::{editor::{self, Line}, filter::Rule};\n\
                fn f() {\n    std::fs::read(\"\");\n    eprintln!();\n    fingerprint(x, \"crate::cli::x\");\n\
                \x20   editor::open();\n    let a: crate::store::y = Line;\n}\n\
                #[cfg(test)]\n\
                mod tests {\n    use crate::screen;\n}\n";
    let part = Path::new("src/profile/flow.rs");
    let empty = |name: &str| PathBuf::from(format!("src/{name}.rs"));
    let others = ["cli", "store", "editor", "filter", "terminal", "screen", "profile"].map(empty);
    let files = others.iter().map(|path| (path.as_path(), "")).chain([(part, text)]);
    let map = ["filter", "profile", "editor", "screen", "store", "terminal", "cli"];
    assert_eq!(
        breaches_of_order(&map, &Modules::of(files).references()),
        [
            "src/profile/flow.rs:2: profile uses crate::cli::x",
            "src/profile/flow.rs:6: profile uses crate::editor::Line",
            "src/profile/flow.rs:11: profile uses editor::open",
            "src/profile/flow.rs:5: profile uses super::super::store::y",
            "src/profile/flow.rs:12: profile uses crate::store::y",
        ]
    );
    assert_eq!(
        breaches_of_purity(part, text),
        ["src/profile/flow.rs:8: a pure module names std::fs", "src/profile/flow.rs:9: a pure module names println!",]
    );
    let text_area = "use ratatui_textarea::TextArea;\nuse ratatui::Frame;\n";
    assert_eq!(
        breaches_of_purity(Path::new("src/editor/line.rs"), text_area),
        ["src/editor/line.rs:2: a pure module names ratatui"]
    );
    assert!(breaches_of_purity(Path::new("src/screen/layout.rs"), text_area).is_empty());
}

/// A parent that only re-exports is no part of a circle; one that defines what its children use is.
#[test]
fn a_circle_is_seen_and_placed() {
    let told = |parent: &str| {
        let files = [
            ("src/report.rs", parent),
            ("src/report/fix.rs", "use super::Finding;\npub struct Fix;\n"),
            ("src/report/finding.rs", "pub struct Finding;\n"),
        ];
        circles(&Modules::of(files.map(|(path, text)| (Path::new(path), text))).references())
    };
    assert!(told("mod finding;\nmod fix;\npub use finding::Finding;\npub use fix::Fix;\n").is_empty());
    assert!(told("mod fix;\npub use fix::Fix;\npub struct Finding;\n").is_empty());
    assert_eq!(
        told("mod fix;\npub use fix::Fix;\npub struct Finding { fix: Fix }\n"),
        [
            "a circle of report, report::fix",
            "  src/report.rs:3: Fix of report::fix",
            "  src/report/fix.rs:1: super::Finding of report"
        ]
    );
}
