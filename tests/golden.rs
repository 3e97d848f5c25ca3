//! What the documentation shows is what the program does: pictures of its own frames, and the table of keys.
//!
//! `UPDATE_GOLDEN=1 cargo test --test golden` writes them anew; without it a stale one is a failure.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;
#[path = "support/svg/mod.rs"]
mod svg;

use sekimori::lang::Lang;
use sekimori::lang::{ActionId, Group};
use sekimori::language;
use std::fs;
use std::path::Path;
use support::golden::hold;
use support::player::Play;
use svg::{film, picture};

#[test]
fn pictures() {
    let scenes = [
        ("incident", (112, 27), "<enter>", "A filter that will lose its server's address: DHCP blocked by rule 5"),
        ("repaired", (112, 27), "<enter>ffff", "The same filter, repaired by four proved fixes"),
        ("draft", (112, 27), "<enter>ffffgjjjjllll<enter><backspace>9", "A draft that would block DHCP replies again"),
        ("presets", (112, 27), "<enter>pret", "The preset catalogue with the effect of the selected one beside it"),
        ("theatre", (112, 27), "<enter>T<end>", "The packet theatre: a DHCP answer dies at rule 5"),
        (
            "lesson",
            (112, 27),
            "<down><enter><down><enter><esc>h",
            "A lesson: the goals above the rules, a hint beside them",
        ),
        ("small", (60, 16), "<enter>f", "The same in a terminal of 60 columns"),
    ];
    for (name, size, keys, title) in scenes {
        for lang in [Lang::En, Lang::Ja] {
            let played = Play { size, lang, ..Play::default() }.keys(keys);
            let suffix = if lang == Lang::Ja { ".ja" } else { "" };
            hold(&format!("screenshots/{name}{suffix}.svg"), &picture(played.script.screen(), title));
        }
    }
}

/// The story of the README: what happens at the gate, then the repair, one proved fix after the other.
#[test]
fn the_film() {
    let mut steps = vec![("<enter>", 2500), ("T", 1800)];
    steps.extend([("<enter>", 900); 6]);
    steps.extend([("<enter>", 3500), ("<esc>", 1200), ("f", 2500), ("f", 1800), ("f", 1800), ("f", 4000)]);
    for lang in [Lang::En, Lang::Ja] {
        let mut keys = String::new();
        let mut screens = Vec::new();
        for (key, time) in &steps {
            keys += key;
            let played = Play { size: (112, 27), lang, ..Play::default() }.keys(&keys);
            screens.push((played.script.screen().clone(), *time));
        }
        let suffix = if lang == Lang::Ja { ".ja" } else { "" };
        let title = "The incident: the DHCP answer dies at the last rule; four proved fixes repair the filter";
        hold(&format!("screenshots/film{suffix}.svg"), &film(&screens, title));
    }
}

#[test]
fn keys_in_the_docs() {
    for (file, lang) in [("docs/keys.md", Lang::En), ("docs/keys.ja.md", Lang::Ja)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = fs::read_to_string(path).unwrap();
        let (before, rest) = text.split_once("<!-- keys:begin -->\n").expect("a place for the keys");
        let (_, after) = rest.split_once("<!-- keys:end -->").expect("an end of the keys");
        hold(file, &format!("{before}<!-- keys:begin -->\n{}<!-- keys:end -->{after}", key_table(lang)));
    }
}

fn key_table(lang: Lang) -> String {
    let mut table = String::from(match lang {
        Lang::En => "| Key | Action | | Id |\n|---|---|---|---|\n",
        Lang::Ja => "| キー | 操作 | | ID |\n|---|---|---|---|\n",
    });
    for group in Group::ALL {
        table += &format!("| **{}** | | | |\n", language::group(group, lang));
        for action in ActionId::ALL.iter().filter(|action| action.group() == group) {
            let keys: Vec<String> = action.keys().iter().map(|key| format!("`{key}`")).collect();
            table += &format!(
                "| {} | {} | {} | `{}` |\n",
                keys.join(" "),
                action.name(lang),
                action.help(lang),
                action.id()
            );
        }
    }
    table
}
