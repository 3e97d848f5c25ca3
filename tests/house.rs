//! The walls of the house: the map in `src/lib.rs` says which rooms there are, in which order, and which are pure. A
//! room names only rooms above it, so there can be no circles, and a pure room does no I/O and asks no clock.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// What no pure room may name: the world outside, and the libraries that draw on it.
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

/// Where a pure room may name one of them, and why.
const EXCEPTIONS: [(&str, &str, &str); 4] = [
    ("src/screen.rs", "ratatui", "the entrance of the room below"),
    ("src/screen", "ratatui", "its buffers and widgets are plain values; nothing reaches a terminal from there"),
    ("src/editor/area.rs", "ratatui_textarea", "the same with many lines"),
    ("src/editor/line.rs", "ratatui_textarea", "the text area of a one-line field is a plain value too"),
];

/// A room of the map.
struct Room {
    name: String,
    pure: bool,
}

/// A line of code, without tests and comments.
struct Line {
    number: usize,
    text: String,
}

/// The rooms in the order of the map.
fn rooms() -> Vec<Room> {
    let map = fs::read_to_string("src/lib.rs").unwrap();
    let lines = map.lines().skip_while(|line| *line != "//! ```text").skip(1).take_while(|line| *line != "//! ```");
    let room = |line: &str| {
        let line = line.trim_start_matches("//! ");
        let name = line.split(' ').next().unwrap_or_default().to_owned();
        (!name.is_empty()).then(|| Room { name, pure: line.ends_with(" pure") })
    };
    lines.filter_map(room).collect()
}

fn sources(directory: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// The sources of a room: `src/room.rs` and everything under `src/room/`.
fn sources_of(room: &str) -> Vec<PathBuf> {
    let inside = Path::new("src").join(room);
    let mut all = vec![inside.with_extension("rs")];
    if inside.is_dir() {
        all.extend(sources(&inside));
    }
    all
}

/// The code of a file. rustfmt has laid it out: what `#[cfg(test)]` stands before ends with a line that is indented as
/// deeply.
fn code(text: &str) -> Vec<Line> {
    let mut code = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            let indent = line.len() - line.trim_start().len();
            let ends = |line: &str| {
                let there = line.len() - line.trim_start().len() == indent;
                there && (line.ends_with(';') || line.trim_start().starts_with('}'))
            };
            lines.find(|(_, line)| ends(line));
        } else if !line.trim_start().starts_with("//") {
            let text = line.split(" //").next().unwrap_or_default().to_owned();
            code.push(Line { number: index + 1, text });
        }
    }
    code
}

/// The names of the crate's top level that a line reaches for, by `crate::` or by enough `super::`.
fn reached(line: &str, path: &Path) -> Vec<String> {
    // src/room.rs is one level below the top, src/room/part.rs two.
    let to_the_top = "super::".repeat(path.components().count() - 1);
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || "_{*".contains(*c)).collect::<String>();
    let absolute = line.split("crate::").skip(1).map(name);
    let relative = line.split(&to_the_top).skip(1).map(name);
    absolute.chain(relative).filter(|name| !name.is_empty() && name != "super").collect()
}

fn breaches_of_order(room: &str, above: &[&str], path: &Path, text: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    for line in code(text) {
        for name in reached(&line.text, path) {
            if name != room && !above.contains(&name.as_str()) {
                breaches.push(format!("{}:{}: {room} names {name}", path.display(), line.number));
            }
        }
    }
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
                breaches.push(format!("{}:{}: a pure room names {word}", path.display(), line.number));
            }
        }
    }
    breaches
}

#[test]
fn the_map_names_every_room() {
    let library = fs::read_to_string("src/lib.rs").unwrap();
    let mut declared: Vec<&str> =
        library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let rooms = rooms();
    let mut mapped: Vec<&str> = rooms.iter().map(|room| room.name.as_str()).collect();
    assert!(mapped.len() > 10 && rooms.iter().any(|room| room.pure) && rooms.iter().any(|room| !room.pure));
    declared.sort_unstable();
    mapped.sort_unstable();
    assert_eq!(declared, mapped);
}

#[test]
fn every_room_names_only_rooms_above_it() {
    let mut breaches = Vec::new();
    let mut above: Vec<&str> = Vec::new();
    let rooms = rooms();
    for Room { name, .. } in &rooms {
        for path in sources_of(name) {
            breaches.extend(breaches_of_order(name, &above, &path, &fs::read_to_string(&path).unwrap()));
        }
        above.push(name);
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn pure_rooms_touch_nothing_outside() {
    let mut breaches = Vec::new();
    for room in rooms().into_iter().filter(|room| room.pure) {
        for path in sources_of(&room.name) {
            breaches.extend(breaches_of_purity(&path, &fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn a_breach_is_seen_and_placed() {
    let text = "//! crate::cli\n\
                use crate::cli::x; // crate::store\n\
                #[cfg(test)]\n\
                use crate::terminal;\n\
                use super::super::store::y;\n\
                use crate::{editor, filter};\n\
                fn f() {\n    std::fs::read(\"\");\n    eprintln!();\n    fingerprint(x);\n}\n\
                #[cfg(test)]\n\
                mod tests {\n    use crate::screen;\n}\n";
    let part = Path::new("src/profile/flow.rs");
    assert_eq!(
        breaches_of_order("profile", &["filter", "analysis"], part, text),
        [
            "src/profile/flow.rs:2: profile names cli",
            "src/profile/flow.rs:5: profile names store",
            "src/profile/flow.rs:6: profile names {editor"
        ]
    );
    assert_eq!(
        breaches_of_purity(part, text),
        ["src/profile/flow.rs:8: a pure room names std::fs", "src/profile/flow.rs:9: a pure room names println!",]
    );
    let text_area = "use ratatui_textarea::TextArea;\nuse ratatui::Frame;\n";
    assert_eq!(
        breaches_of_purity(Path::new("src/editor/line.rs"), text_area),
        ["src/editor/line.rs:2: a pure room names ratatui"]
    );
    assert!(breaches_of_purity(Path::new("src/screen/text.rs"), text_area).is_empty());
}
