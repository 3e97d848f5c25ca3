//! Files that nobody wrote by hand: every one is either opened or refused with a clear sentence, in bounded time, and
//! nothing in them reaches the terminal as anything but text.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::access::ReadError;
use sekimori::formats::Document;
use sekimori::lang::Lang;
use sekimori::language::read_error;
use sekimori::terminal::Host;
use std::path::Path;
use std::time::{Duration, Instant};
use support::desk::Desk;
use support::player::{Play, Played};

/// Rules that are analysed here; a number that today's engine answers within seconds even without optimization.
const ANALYSED: usize = 400;

/// Rules that are read and written. The cloud takes 30.
const READ: usize = 100_000;

/// How long anything may take, on a slow and busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

fn rule(description: &str) -> String {
    format!(
        r#"{{"Protocol":"tcp","SourceNetwork":"","SourcePort":"","DestinationPort":"22","Action":"allow","Description":"{description}"}}"#
    )
}

/// Opens a file of these bytes at every size, or says why not.
fn open(bytes: &[u8], keys: &str) -> Result<Vec<Played>, ReadError> {
    let desk = Desk::empty();
    desk.write("web.json", bytes);
    Host::default().read(desk.file.to_str().unwrap())?;
    let sizes = [(120, 35), (80, 24), (40, 10), (12, 3)];
    let play = |size| Play { size, ..desk.play() }.keys(keys);
    let start = Instant::now();
    let played: Vec<Played> = sizes.map(play).into();
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    for played in &played {
        let text = played.screen();
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        let bidi = |c: char| matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!text.contains(bidi), "{text:?}");
    }
    Ok(played)
}

/// What is refused: the problems, in both languages.
fn refused(text: &str) -> Vec<String> {
    let start = Instant::now();
    let problems = Document::read(text).expect_err("refused");
    let told: Vec<String> = [Lang::En, Lang::Ja]
        .into_iter()
        .flat_map(|lang| problems.iter().map(move |problem| sekimori::language::problem(problem, lang)))
        .collect();
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    open(text.as_bytes(), "jjj<pagedown>").unwrap();
    told
}

#[test]
fn deep_nesting_is_refused() {
    for open in ["[", "{\"a\":"] {
        let told = refused(&open.repeat(1_000_000));
        assert!(told[0].contains("deep") || told[0].contains("nest"), "{}", told[0]);
    }
}

#[test]
fn megabytes_that_are_no_filter_are_refused() {
    refused(&format!("[{}]", "0,".repeat(200_000) + "0"));
    refused(&format!("{{\"x\":\"{}\"}}", "y".repeat(8 << 20)));
    refused(&" ".repeat(8 << 20));
    refused(&"9".repeat(4 << 20));
    refused(&format!("[{{{}}}]", "\"Action\":\"allow\",".repeat(50_000) + "\"Protocol\":\"tcp\""));
}

#[test]
fn one_field_of_megabytes_can_be_looked_at() {
    let long = format!("[{}]", rule(&"ながい ".repeat(300_000)));
    let played = open(long.as_bytes(), "lllllG<space>?").unwrap();
    assert!(played[0].editor.session().is_some());
    let wide = format!("[{}]", rule(&"e\u{301}\u{200d}👩‍👩‍👧‍👦".repeat(20_000)));
    open(wide.as_bytes(), "i").unwrap();
}

#[test]
fn no_text_and_no_file_is_refused_with_its_reason() {
    let told = read_error(&open(b"[\xff\xfe]", "").err().unwrap(), Lang::En);
    assert!(told.contains("UTF-8") && told.contains("byte 2"), "{told}");
    assert_eq!(Host::default().read("/tmp").unwrap_err(), ReadError::IsDirectory);
    if Path::new("/dev/zero").exists() {
        let start = Instant::now();
        assert!(matches!(Host::default().read("/dev/zero"), Err(ReadError::TooLarge { .. })));
        assert!(start.elapsed() < PATIENCE);
    }
    refused("\0\0\0");
    refused(&format!("[{}]\0", rule("")));
    refused(&format!("[{}]", rule("a\0b")));
    refused(&format!("[{}]", rule("line\nbreak")));
}

#[test]
fn escape_sequences_are_shown_and_never_sent() {
    let evil = r"\u001b]0;owned\u0007\u001b[2J\u001b[31m\u0000\u009b5n\u202eevil\u2066\u007f\r\n";
    let name = format!(r#"{{"Name":"{evil}","Description":"{evil}","Expression":[{}]}}"#, rule(evil));
    for keys in ["", "llllle", "i", "c", "cv", "dHj", "S", "f", "?", "<space>Hj", "q", "dq"] {
        assert!(open(name.as_bytes(), keys).unwrap()[0].editor.session().is_some());
    }
    let several = format!(r#"[{name},{name}]"#);
    open(several.as_bytes(), "jj").unwrap();
    // And what is refused is told without it.
    let told = refused(&name.replace("\"tcp\"", &format!("\"{evil}\"")));
    assert!(!told.is_empty());
}

#[test]
fn duplicate_keys_are_refused() {
    let told = refused(&format!("[{}]", rule("").replace("\"Action\"", "\"Action\":\"deny\",\"Action\"")));
    assert!(told[0].contains("Action"), "{}", told[0]);
}

#[test]
fn numbers_out_of_range_are_refused() {
    for port in ["65536", "99999999999999999999999", "-1", "22-21", "1e5", "0x16"] {
        let told = refused(&format!("[{}]", rule("").replace("\"22\"", &format!("\"{port}\""))));
        assert!(told[0].contains("rule 1"), "{port}: {}", told[0]);
    }
    refused(&format!("[{}]", rule("").replace("\"22\"", "22e999999999")));
    for source in ["256.0.0.1", "10.0.0.0/33", "10.0.0.0/-1", "::1", "1.2.3.4.5"] {
        let text = rule("").replace("\"SourceNetwork\":\"\"", &format!("\"SourceNetwork\":\"{source}\""));
        refused(&format!("[{text}]"));
    }
}

#[test]
fn a_hundred_thousand_rules_are_read_edited_and_written() {
    let rules: Vec<String> = (0..READ).map(|number| rule(&number.to_string())).collect();
    let text = format!("[\n{}\n]\n", rules.join(",\n"));
    let start = Instant::now();
    let document = Document::read(&text).unwrap();
    assert_eq!((document.format().id(), document.filters()[0].rules.len()), ("rules", READ));
    assert_eq!(document.text(), text);
    let edited = sekimori::filter::Edit::Remove { at: READ / 2 }.apply(&document.filters()[0]);
    assert!(text.len() - document.write(0, &edited).unwrap().len() > 100);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn a_long_list_can_be_edited() {
    let rules: Vec<String> =
        (0..ANALYSED).map(|number| rule("x").replace("\"22\"", &format!("\"{}\"", number % 60_000 + 1))).collect();
    let played = open(format!("[{}]", rules.join(",")).as_bytes(), "Gkd").unwrap();
    assert_eq!(played[0].rules().len(), ANALYSED - 1);
}
