//! The whole screen, at three sizes and in both languages.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::lang::Lang;
use sekimori::screen::Look;
use sekimori::screen::theme::Theme;
use sekimori::terminal::{Event, screen_styles};
use sekimori::text::{Glyphs, Palette};
use support::desk::Desk;
use support::player::{Play, events};

const SIZES: [(u16, u16); 3] = [(120, 35), (80, 24), (60, 16)];

/// At the usual size only, with a paste behind the keys where there is one.
fn snapshot_80(name: &str, keys: &str, paste: Option<&str>) {
    for lang in [Lang::Ja, Lang::En] {
        let played =
            Play { lang, ..Play::default() }.events(events(keys).chain(paste.map(|text| Event::Paste(text.into()))));
        insta::assert_snapshot!(format!("{name}-80x24-{}", lang.code()), played.screen());
    }
}

fn snapshot(name: &str, keys: &str) {
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let played = Play { size, lang, ..Play::default() }.keys(keys);
            let (width, height) = size;
            insta::assert_snapshot!(format!("{name}-{width}x{height}-{}", lang.code()), played.screen());
        }
    }
}

#[test]
fn start() {
    snapshot("start", "");
}

#[test]
fn incident() {
    snapshot("incident", "<enter>");
}

#[test]
fn repaired() {
    snapshot("repaired", "<enter>ffff");
}

#[test]
fn repair_everything() {
    snapshot("repair-everything", "<enter>F");
}

#[test]
fn draft() {
    snapshot("draft", "<enter>ffffgjjjjllll<enter><backspace>9");
}

#[test]
fn draft_error() {
    snapshot("draft-error", "<enter>ll<enter>.1");
}

#[test]
fn presets() {
    snapshot("presets", "<enter>pret");
}

#[test]
fn preset_form() {
    snapshot("preset-form", "<enter>pssh<enter>203.0.113.0/24");
}

#[test]
fn explanation() {
    snapshot("explanation", "<enter>fffi");
}

#[test]
fn help() {
    snapshot("help", "<enter>?");
}

#[test]
fn hands() {
    snapshot_80("service", "<enter>llll<enter><ctrl-u>https", None);
    snapshot_80("suggestion", "<enter>jll<enter>20", None);
    snapshot_80("mistake", "<enter>ll<enter><ctrl-u>203.0.300.7", None);
    snapshot_80("command", "<enter>:dd", None);
    snapshot_80("command-disabled", "<enter>:undo", None);
    snapshot_80("selection", "<enter>jVj", None);
    snapshot_80("search", "<enter>/443", None);
    snapshot_80("import", "<enter>", Some("198.51.100.0/24 # 事務所\n203.0.113.7\nexample.jp\u{202e}\n"));
    snapshot_80("import-table", "<enter>", Some("allow\tudp\t\t67\t68\tDHCP\nalow\ttcp\t\t\t22\n"));
    snapshot_80("raw", "<enter>E<down><down>x<ctrl-s>", None);
}

#[test]
fn profile() {
    snapshot("profile", "<enter>P");
}

#[test]
fn quitting() {
    snapshot("quitting", "<enter>fq");
}

#[test]
fn tracer() {
    snapshot("tracer", "<enter>t");
}

#[test]
fn changes() {
    snapshot("changes", "<enter>fggdv");
}

/// Where there is no room beside the table, the popup names the rules.
#[test]
fn speech_without_room() {
    for (name, keys) in [("tracer", "<enter>t"), ("explanation", "<enter>i"), ("changes", "<enter>fggdv")] {
        for lang in [Lang::Ja, Lang::En] {
            let played = Play { size: (40, 10), lang, ..Play::default() }.keys(keys);
            insta::assert_snapshot!(format!("{name}-40x10-{}", lang.code()), played.screen());
        }
    }
}

#[test]
fn a_popup_never_hides_the_rule_it_speaks_of() {
    let allow = r#"{"Protocol":"tcp","SourceNetwork":"192.0.2.#","DestinationPort":"22","Action":"allow"}"#;
    let allows: Vec<String> = (1..29).map(|n| allow.replace('#', &n.to_string())).collect();
    let text = format!("[{},{{\"Protocol\":\"ip\",\"Action\":\"deny\"}}]", allows.join(","));
    let desk = Desk::with(&text);
    for (keys, paste, shown) in [
        ("t", None, "29✗ DENY"),
        ("i", None, "29✗ DENY"),
        ("Gk<space><space>gGkcv", None, "30+ DENY"),
        ("", Some("198.51.100.7"), "29+ allow"),
    ] {
        for size in [(120, 35), (100, 14), (80, 24), (80, 14), (60, 16), (59, 16), (44, 14)] {
            let events = events(keys).chain(paste.map(|text| Event::Paste(text.into())));
            let screen = Play { size, ..desk.play() }.events(events).screen();
            assert!(screen.contains(shown), "{shown} at {size:?} in\n{screen}");
        }
    }
}

#[test]
fn small_windows() {
    for size in [(50, 14), (40, 10), (39, 9)] {
        let played = Play { size, lang: Lang::Ja, ..Play::default() }.keys("<enter>");
        insta::assert_snapshot!(format!("small-{}x{}", size.0, size.1), played.screen());
    }
}

#[test]
fn styles_with_and_without_colours() {
    for (name, palette, glyphs) in [
        ("colours", Palette::Ansi, Glyphs::Unicode),
        ("no-colours", Palette::Mono, Glyphs::Ascii),
        ("contrast", Palette::Contrast, Glyphs::Unicode),
    ] {
        let look = Look { theme: Theme::new(palette), glyphs };
        let played = Play { look, ..Play::default() }.keys("<enter>f");
        let text = format!("{}\n{}", played.screen(), screen_styles(played.script.screen()));
        insta::assert_snapshot!(format!("styles-{name}"), text);
    }
}

#[test]
fn the_course() {
    snapshot("course", "<down><enter>");
}

#[test]
fn the_story_of_a_lesson() {
    snapshot("lesson-story", "<down><enter><down><down><enter><enter>");
}

/// A repair that looks right: what it leaves undone stands above the rules.
#[test]
fn a_lesson_half_done() {
    snapshot("lesson", "<down><enter><down><down><enter><esc><down><down>a<tab><tab><tab>443<enter>");
}

#[test]
fn a_lesson_done() {
    snapshot("lesson-done", "<down><enter><down><down><enter><esc><down><down>a<tab><tab><tab><tab>32768-60999<enter>");
}

#[test]
fn the_theatre() {
    snapshot("theatre", "<enter>T<end>");
}

#[test]
fn the_time_line() {
    snapshot("time-line", "<enter>W");
}

#[test]
fn the_glossary() {
    snapshot("glossary", "<enter>T?");
}
