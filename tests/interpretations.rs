//! Every answer that depends on what the documents leave open says on what: here the fate of later fragments, which rules
//! without ports may or may not match.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::editor::Setup;
use sekimori::lang::Lang;
use sekimori::terminal::Host;
use serde_json::{Value, json};
use support::desk::Desk;
use support::player::{Play, Played};
use support::shell::out;

const OPEN: &str = r#"[{"Protocol": "udp", "Action": "allow"}, {"Protocol": "ip", "Action": "deny"}]"#;
const CLOSED: &str = r#"[{"Protocol": "ip", "Action": "deny"}]"#;
const EN: &str = "if rules without ports match later fragments";
const JA: &str = "ポートなしのルールが後続フラグメントにも一致するなら";

fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write("open.json", OPEN);
    desk.write("closed.json", CLOSED);
    desk
}

fn run(line: &str) -> String {
    let words: Vec<String> = line.split(' ').map(|word| word.replace('_', " ")).collect();
    out(&desk().run(&words.iter().map(String::as_str).collect::<Vec<_>>(), ""))
}

fn json_of(line: &str) -> Value {
    serde_json::from_str(&run(&format!("{line} --format json"))).unwrap()
}

#[test]
fn the_command_line_says_on_what_it_depends() {
    for line in [
        "check open.json",
        "trace open.json fragment_udp_192.0.2.1",
        "diff open.json closed.json",
        "exposure open.json",
    ] {
        let (en, ja) = (run(&format!("{line} --lang en")), run(&format!("{line} --lang ja")));
        assert!(en.contains(EN), "{en}");
        assert!(ja.contains(JA), "{ja}");
    }
}

#[test]
fn so_do_the_answers_for_programs() {
    let only_if = json!([{ "portless_matches_fragments": true }]);
    let parts = json_of("diff open.json closed.json")["newly_blocked"].as_array().unwrap().clone();
    let of = |kind: &str| parts.iter().find(|one| one["traffic"].as_str().unwrap().starts_with(kind)).unwrap().clone();
    assert_eq!((of("udp").get("only_if"), &of("fragment")["only_if"]), (None, &only_if));
    let parts = json_of("exposure open.json")["exposure"].as_array().unwrap().clone();
    let of = |kind: &str| parts.iter().find(|one| one["protocol"] == kind).unwrap().clone();
    assert_eq!((of("udp").get("only_if"), &of("fragment")["only_if"]), (None, &only_if));
    assert_eq!(json_of("trace open.json fragment_udp_192.0.2.1")["readings"].as_array().unwrap().len(), 2);
}

/// Without its rule, what becomes of icmp's fragments depends on the rule for icmp.
#[test]
fn what_depends_stands_apart_from_what_is_certain() {
    let desk = Desk::empty();
    let icmp = r#"{"Protocol": "icmp", "Action": "allow"}, {"Protocol": "ip", "Action": "deny"}]"#;
    desk.write("without.json", format!("[{icmp}"));
    desk.write("with.json", format!(r#"[{{"Protocol": "fragment", "Action": "allow"}}, {icmp}"#));
    let output = desk.run(&["diff", "with.json", "without.json", "--format", "json"], "");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let blocked = answer["newly_blocked"].as_array().unwrap();
    let told: Vec<(&str, Option<&Value>)> =
        blocked.iter().map(|one| (one["traffic"].as_str().unwrap(), one.get("only_if"))).collect();
    let only_if = json!([{ "portless_matches_fragments": false }]);
    let expected = [("fragment 2-255 any", None), ("fragment 0 any", None), ("fragment icmp any", Some(&only_if))];
    assert_eq!(told, expected, "{answer}");
    assert_eq!(answer["newly_allowed"], json!([]));
}

#[test]
fn the_editor_says_it_of_an_edit_and_of_a_walk() {
    let desk = Desk::with(OPEN);
    for (lang, words) in [(Lang::En, "if rules without ports match"), (Lang::Ja, "ポートなしのルールが")] {
        let play = Play { lang, size: (98, 40), ..desk.play() };
        for keys in ["gdv", "gtfragment<space>udp<space>192.0.2.1"] {
            let keys = keys.replace("gt", "gt<ctrl-u>");
            let screen = play.keys(&keys).screen();
            assert!(screen.contains(words), "{screen}");
        }
    }
}

/// Without the rule for udp its packets are blocked for certain, and its later fragments perhaps: from between the networks
/// whose fragments are denied already, more of them than are told.
#[test]
fn every_line_about_what_depends_says_on_what() {
    let networks = (1..7).map(|net| {
        format!(r#"{{"Protocol": "fragment", "SourceNetwork": "10.{}.0.0/16", "Action": "deny"}}, "#, 2 * net)
    });
    let denied = networks.collect::<String>();
    let desk = Desk::with(&format!("[{denied}{}", OPEN.trim_start_matches('[')));
    desk.write("without.json", format!("[{denied}{}", CLOSED.trim_start_matches('[')));
    for (lang, certain, condition, more) in [
        (Lang::En, "blocks udp any -> any ", " (if rules", "and 3 more (if rules"),
        (Lang::Ja, "遮断 udp すべて -> すべて ", " (ポートなし", "ほか 3 種類 (ポートなし"),
    ] {
        let play = Play { lang, size: (180, 60), ..desk.play() };
        let screen = play.keys("gjjjjjjdv").screen();
        assert!(screen.contains(certain) && screen.contains(more), "{screen}");
        assert_eq!(screen.matches(condition).count(), 5, "{screen}");
    }
    let mut played = Played::new(Setup::default(), Host::in_directory(&desk.state())).on(&desk.file);
    let told: Vec<&str> =
        played.lines("delete 7").lines().skip_while(|line| !line.contains("Newly blocked: udp")).collect();
    assert!(told[0].ends_with("Newly blocked: udp any -> any"), "{told:?}");
    assert!(told[1..6].iter().all(|line| line.ends_with(&format!("({EN})"))), "{told:?}");
    assert!(told[5].starts_with("and 3 more ("), "{told:?}");
    let text = out(&desk.run(&["diff", "web.json", "without.json"], ""));
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("Newly")).collect();
    let perhaps = format!("Newly blocks part of Later fragments (uncertain: {EN}):");
    assert_eq!(headings, ["Newly blocks DHCP replies, UDP replies:", perhaps.as_str()], "{text}");
}

#[test]
fn what_changes_is_called_by_its_name() {
    let lease = r#"[{"Protocol": "udp", "SourcePort": "67", "DestinationPort": "68", "Action": "allow"},
        {"Protocol": "tcp", "DestinationPort": "32768-60999", "Action": "allow"}, {"Protocol": "ip", "Action": "deny"}]"#;
    let desk = Desk::with(lease);
    let play = Play { size: (98, 40), ..desk.play() };
    let gone = play.keys("gdv").screen();
    assert!(gone.contains("DHCP replies: allowed") && gone.contains("blocks udp any:67 -> 68"), "{gone}");
    // A flow that was blocked in part already, and is a little more.
    let play = |keys: &str| play.keys(keys).screen();
    let more = play("gjllll<enter><ctrl-u>40000-60999<enter>s<enter>gjllll<enter><ctrl-u>50000-60999<enter>v");
    assert!(more.contains("blocks tcp any -> 40000-49999 (part of TCP replies)"), "{more}");
}
