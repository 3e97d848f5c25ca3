//! The whole screen, at three sizes and in both languages.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::lang::Lang;
use sekimori::screen::Look;
use sekimori::screen::glyphs::Glyphs;
use sekimori::screen::theme::{Palette, Theme};
use sekimori::terminal::screen_styles;
use support::player::Play;

const SIZES: [(u16, u16); 3] = [(120, 35), (80, 24), (60, 16)];

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

#[test]
fn small_windows() {
    for size in [(50, 14), (40, 10), (39, 9)] {
        let played = Play { size, lang: Lang::Ja, ..Play::default() }.keys("<enter>");
        insta::assert_snapshot!(format!("small-{}x{}", size.0, size.1), played.screen());
    }
}

#[test]
fn styles_with_and_without_colours() {
    for (name, palette, glyphs) in
        [("colours", Palette::Ansi, Glyphs::Unicode), ("no-colours", Palette::Mono, Glyphs::Ascii)]
    {
        let look = Look { theme: Theme::new(palette), glyphs };
        let played = Play { look, ..Play::default() }.keys("<enter>f");
        let text = format!("{}\n{}", played.screen(), screen_styles(played.script.screen()));
        insta::assert_snapshot!(format!("styles-{name}"), text);
    }
}
