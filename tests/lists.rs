//! The main screen as a whole: what a person asks is answered at every size, and nothing is lost without a mark.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::filter::{Action, Field, Rule};
use sekimori::lang::Lang;
use sekimori::profile::{Profile, ProfileField};
use sekimori::screen::{Look, draw};
use sekimori::terminal::{Script, Terminal, screen_text};
use serde_json::{Value, json};
use support::desk::Desk;
use support::player::{Play, Played};

const SIZES: [(u16, u16); 4] = [(120, 35), (100, 30), (80, 24), (60, 16)];

fn rule(action: &str, protocol: &str, (source, from): (&str, &str), to: &str, note: &str) -> Value {
    json!({"Action": action, "Protocol": protocol, "SourceNetwork": source, "SourcePort": from, "DestinationPort": to,
        "Description": note})
}

fn allow(protocol: &str, from: (&str, &str), to: &str, note: &str) -> Value {
    rule("allow", protocol, from, to, note)
}

fn deny_all() -> Value {
    rule("deny", "ip", ("", ""), "", "deny the rest")
}

/// A web server that lacks nothing, with a port denied inside of its return range.
fn web() -> Vec<Value> {
    vec![
        allow("tcp", ("203.0.113.0/24", ""), "22", "SSH from the office"),
        allow("tcp", ("198.51.100.40", ""), "9100", "Prometheus node exporter"),
        allow("tcp", ("", ""), "80", "HTTP, redirects and ACME"),
        allow("tcp", ("", ""), "443", "HTTPS"),
        allow("udp", ("", "67"), "68", "DHCP"),
        allow("udp", ("210.188.224.14", "123"), "123", "NTP"),
        rule("deny", "tcp", ("", ""), "33060", "MySQL X listens here"),
        allow("tcp", ("", ""), "32768-60999", "return tcp"),
        allow("udp", ("", ""), "32768-60999", "return udp"),
        allow("icmp", ("", ""), "", "ICMP"),
        allow("fragment", ("", ""), "", "fragment"),
        deny_all(),
    ]
}

/// One rule for each of so many customers, then what the server needs.
fn customers(count: usize) -> Vec<Value> {
    let customer = |n: usize| allow("tcp", (&format!("192.0.2.{}/29", 8 * n), ""), "443", "customer");
    let mut rules: Vec<Value> = (0..count).map(customer).collect();
    rules.extend([
        allow("tcp", ("", ""), "32768-60999", "return tcp"),
        allow("udp", ("", ""), "32768-60999", "return udp"),
        allow("udp", ("", "67"), "68", "DHCP"),
        deny_all(),
    ]);
    rules
}

fn desk(rules: &[Value]) -> Desk {
    Desk::with(&Value::from(rules).to_string())
}

fn snapshots(name: &str, rules: &[Value], profile: &Profile, keys: &str) {
    let desk = desk(rules);
    for lang in [Lang::Ja, Lang::En] {
        for size in SIZES {
            let play = Play { size, lang, profile: profile.clone(), ..desk.play() };
            let (width, height) = size;
            insta::assert_snapshot!(format!("{name}-{width}x{height}-{}", lang.code()), play.keys(keys).screen());
        }
    }
}

fn plain(name: &str, rules: &[Value], keys: &str) {
    snapshots(name, rules, &Profile::default(), keys);
}

#[test]
fn a_web_server() {
    plain("web", &web(), "");
}

#[test]
fn the_incident_before_and_after_each_repair() {
    let rules = [
        allow("tcp", ("203.0.113.7", ""), "22", "SSH"),
        allow("tcp", ("", ""), "80", "Web"),
        allow("tcp", ("", ""), "443", "Web"),
        allow("icmp", ("", ""), "", "ping"),
        deny_all(),
    ];
    for repairs in 0..5 {
        plain(&format!("incident-{repairs}"), &rules, &"f".repeat(repairs));
    }
    plain("incident-taken-back", &rules, "ffu");
}

#[test]
fn a_row_of_the_lists_is_explained() {
    plain("row", &web(), "<tab>jj");
    plain("row-of-the-rest", &web(), "<tab>G");
}

#[test]
fn a_question_of_a_finding() {
    plain("question", &[], "f");
}

#[test]
fn a_lock_out() {
    plain("lock-out", &web(), "<space>");
}

#[test]
fn a_deny_inside_of_the_return_range_is_typed() {
    plain("deny-typed", &web(), "jjjjjjllll<enter><backspace>1");
}

#[test]
fn a_rule_without_a_port_yet() {
    plain("no-port-yet", &web(), "a");
}

#[test]
fn nothing_at_all() {
    plain("empty", &[], "");
}

#[test]
fn thirty_rules_and_two_too_many() {
    plain("thirty", &customers(26), "");
    plain("two-too-many", &customers(28), "");
}

#[test]
fn a_door_by_a_port_of_the_sender() {
    let mut rules = web();
    rules[5] = allow("udp", ("", "123"), "", "NTP");
    plain("door", &rules, "");
}

#[test]
fn a_private_network() {
    let profile = Profile::default().with_text(ProfileField::Attachment, "switch").unwrap();
    let rules = [allow("tcp", ("192.168.20.0/24", ""), "5432", "PostgreSQL"), deny_all()];
    snapshots("private", &rules, &profile, "");
}

#[test]
fn what_is_expected() {
    let offers = Profile::default().with_text(ProfileField::Service, "8443/tcp").unwrap();
    let expected = "pass tcp 192.0.2.0/24 -> 22; block tcp any -> 3306; pass tcp any -> 443";
    let profile = offers.with_text(ProfileField::Expect, expected).unwrap();
    snapshots("expected", &web(), &profile, "");
}

/// Every field of a rule, as the table has it; a note may give way.
fn cells(rule: &Rule, lang: Lang) -> Vec<String> {
    let port = |field: Field| rule.text(field);
    let action = match (rule.action, lang) {
        (Action::Allow, Lang::En) => "allow",
        (Action::Deny, Lang::En) => "DENY",
        (Action::Allow, Lang::Ja) => "許可",
        (Action::Deny, Lang::Ja) => "拒否",
    };
    let sender = Some(port(Field::SourcePort)).filter(|text| !text.is_empty()).map(|text| format!(":{text}"));
    let mut all = vec![action.to_owned(), rule.protocol.as_str().to_owned()];
    all.extend(Some(rule.text(Field::Source)).filter(|text| !text.is_empty()));
    all.extend(sender);
    all.extend(Some(port(Field::DestinationPort)).filter(|text| !text.is_empty()));
    all
}

/// Whether a row has a cell, whole or marked as cut.
fn shows(row: &str, cell: &str) -> bool {
    let cut = |end: usize| format!(" {}…", cell.chars().take(end).collect::<String>());
    row.contains(cell) || (1..cell.chars().count()).any(|end| row.contains(&cut(end)))
}

fn screen(played: &Played, size: (u16, u16)) -> String {
    let mut script = Script::new(size.0, size.1, []);
    script.draw(&mut |frame| draw(&played.editor, Look::default(), frame)).unwrap();
    screen_text(script.screen())
}

#[test]
fn nothing_is_lost_at_any_size_without_a_mark() {
    let heights = [10, 12, 14, 16, 19, 20, 24, 27, 30, 50];
    let widths: Vec<u16> = (40..=130).step_by(2).chain([59, 75, 99, 115, 117, 159, 160, 161, 200]).collect();
    for rules in [web(), customers(26), customers(28), web()[..3].to_vec(), Vec::new()] {
        let desk = desk(&rules);
        for lang in [Lang::En, Lang::Ja] {
            let played = Play { lang, ..desk.play() }.keys("");
            let filter = played.filter().clone();
            for size in widths.iter().flat_map(|width| heights.map(|height| (*width, height))) {
                let screen = screen(&played, size);
                let mut seen = 0;
                for (at, rule) in filter.rules.iter().enumerate() {
                    let number = at + 1;
                    let leads = |row: &&str| {
                        let row = row.trim_start_matches('│').trim_start_matches(['▸', ' ']);
                        let rest = row.strip_prefix(&number.to_string());
                        rest.is_some_and(|rest| rest.starts_with([' ', '✗', '!', '*']))
                    };
                    let Some(row) = screen.lines().find(leads) else { continue };
                    seen += 1;
                    for cell in cells(rule, lang) {
                        assert!(shows(row, &cell), "{cell} of rule {number} at {size:?}\n{screen}");
                    }
                }
                let hidden = screen.contains("rows ") || screen.contains(" 行");
                assert_eq!(hidden, seen < filter.rules.len(), "{seen} of the rules at {size:?}\n{screen}");
                let footer = screen.lines().last().unwrap();
                for key in [" ? ", " s ", " q "] {
                    assert!(footer.contains(key), "{key} at {size:?}\n{screen}");
                }
                assert!(screen.contains('✓') || screen.contains('✗'), "the lists at {size:?}\n{screen}");
            }
        }
    }
}

#[test]
fn every_popup_shows_its_way_out() {
    let desk = desk(&web()[..3]);
    for keys in ["i", "t", "v", "?", "P", "p", "W", "T", ":", "g?", "o"] {
        for size in [(40, 10), (60, 16), (80, 24), (120, 35), (200, 50)] {
            for lang in [Lang::En, Lang::Ja] {
                let played = Play { size, lang, ..desk.play() }.keys(keys);
                if played.editor.popup.is_some() {
                    let screen = played.screen();
                    assert!(screen.lines().last().unwrap().contains("Esc"), "{keys} at {size:?}\n{screen}");
                }
            }
        }
    }
}
