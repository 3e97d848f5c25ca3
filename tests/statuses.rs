//! What the analysis knows of each rule is said: in the reports, and beside the selected rule of the editor.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::lang::Lang;
use sekimori::screen::Look;
use sekimori::screen::theme::Theme;
use sekimori::text::{Glyphs, Palette};
use serde_json::{Value, json};
use support::desk::Desk;
use support::player::{Play, Played};
use support::shell::out;

/// Rule 1 is correlated with rule 4 and hides rule 5; rule 3 makes rule 2 redundant; rule 6 is the rest of rule 7.
const RULES: &str = r#"[
  {"Protocol": "ip", "SourceNetwork": "198.51.100.0/24", "Action": "deny"},
  {"Protocol": "tcp", "SourceNetwork": "203.0.113.7", "DestinationPort": "22", "Action": "allow"},
  {"Protocol": "tcp", "SourceNetwork": "203.0.113.0/24", "DestinationPort": "1-1023", "Action": "allow"},
  {"Protocol": "tcp", "DestinationPort": "443", "Action": "allow"},
  {"Protocol": "tcp", "SourceNetwork": "198.51.100.128/25", "DestinationPort": "443", "Action": "allow"},
  {"Protocol": "tcp", "SourceNetwork": "203.0.113.0/24", "DestinationPort": "1000-1100", "Action": "allow"},
  {"Protocol": "udp", "SourcePort": "67", "DestinationPort": "68", "Action": "allow"},
  {"Protocol": "ip", "Action": "deny"}
]"#;

fn play(size: (u16, u16), lang: Lang, look: Look, keys: &str) -> Played {
    Play { size, lang, look, ..Desk::with(RULES).play() }.keys(keys)
}

fn check(arguments: &[&str]) -> String {
    out(&Desk::with(RULES).run(&[&["check", "web.json"], arguments].concat(), ""))
}

#[test]
fn the_json_names_the_relations() {
    let report: Value = serde_json::from_str(&check(&["--format", "json"])).unwrap();
    let rule = |number: usize| report["rules"][number - 1].clone();
    assert_eq!((&rule(4)["correlated_with"], &rule(4)["generalises"]), (&json!([1]), &json!([])));
    assert_eq!((&rule(7)["correlated_with"], &rule(7)["generalises"]), (&json!([1]), &json!([])));
    assert_eq!((&rule(8)["correlated_with"], &rule(8)["generalises"]), (&json!([]), &json!([2, 3, 4, 6, 7])));
    assert_eq!(rule(2)["redundant"], true);
}

#[test]
fn the_text_names_what_is_easily_overlooked() {
    let section = |text: &str, heading: &str| -> Vec<String> {
        let lines = text.lines().skip_while(|line| *line != heading).skip(1);
        lines.take_while(|line| !line.is_empty()).map(|line| line.trim().to_owned()).collect()
    };
    assert_eq!(
        section(&check(&["--lang", "en"]), "Rules"),
        [
            "rule 2: redundant (removing it changes nothing)",
            "rules 4, 7: correlated with rule 1 (what both match goes by their order)",
        ]
    );
    assert_eq!(
        section(&check(&["--lang", "ja"]), "ルール")[1],
        "ルール 4・7: ルール 1 と相関 (両方に一致するものは順序で決まります)"
    );
}

#[test]
fn the_selected_rule_says_what_there_is_to_know() {
    // Where the sentence about a rule leaves no room, it is hidden.
    for (keys, en, ja) in [
        ("zgj", "rule 2: redundant", "ルール 2: 冗長"),
        ("zgjjj", "rule 4: correlated with rule 1", "ルール 4: ルール 1 と相関"),
        ("zgjjjjj", "rule 6: partly shadowed by rule 3, about 76% is left.", "ルール 6: ルール 3 に一部隠れ、"),
        ("zgjjjjjjj", "rule 8: generalises rules 2, 3, 4, 6, 7", "ルール 8: ルール 2・3・4・6・7 の一般化"),
    ] {
        for size in [(120, 35), (80, 24), (60, 16), (45, 12)] {
            for (lang, words) in [(Lang::En, en), (Lang::Ja, ja)] {
                // In a narrow window the end may be cut.
                let words: String = words.chars().take(usize::from(size.0) / 3).collect();
                let screen = play(size, lang, Look::default(), keys).screen();
                assert!(screen.contains(words.trim_end()), "{words}\n{screen}");
            }
        }
    }
}

#[test]
fn a_live_rule_says_nothing_and_a_shadowed_one_has_its_finding() {
    for size in [(120, 35), (80, 24), (60, 16)] {
        for keys in ["zg", "zgjj", "zgjjjj"] {
            let screen = play(size, Lang::En, Look::default(), keys).screen();
            assert!(
                !screen.contains("rule 1: ") && !screen.contains("rule 3: ") && !screen.contains("rule 5: "),
                "{screen}"
            );
        }
    }
    assert!(play((120, 35), Lang::En, Look::default(), "gjjjj").screen().contains("rule 5 never decides: rule 1"));
    // Once it is dismissed, or another one is selected, the rule speaks for itself.
    let dismissed = play((80, 24), Lang::En, Look::default(), "zgjjjjx").screen();
    assert!(dismissed.contains("Hidden"), "{dismissed}");
    let dismissed = play((80, 24), Lang::En, Look::default(), "zgjjjjxkj").screen();
    assert!(dismissed.contains("rule 5: shadowed by rule 1"), "{dismissed}");
}

/// Without colours a shadowed rule is dim, and its mark is a letter.
#[test]
fn a_shadowed_rule_looks_shadowed_without_colours() {
    let look = Look { theme: Theme::new(Palette::Mono), glyphs: Glyphs::Ascii };
    for size in [(120, 35), (80, 24), (60, 16)] {
        let played = play(size, Lang::En, look, "gjjjj");
        let buffer = played.script.screen();
        let screen = played.screen();
        let style = |words: &str| {
            let row = screen.lines().position(|line| line.contains(words)).unwrap();
            let column = screen.lines().nth(row).unwrap().find("tcp").unwrap();
            buffer[(u16::try_from(column).unwrap(), u16::try_from(row).unwrap())].modifier
        };
        let dim = ratatui::style::Modifier::DIM;
        assert!(style(" 5! allow").contains(dim) && !style(" 4  allow").contains(dim), "{screen}");
    }
}
