//! What a hand does quickly: completion, selections, search, pasting, raw text, keys of one's own.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::editor::Setup;
use sekimori::lang::Lang;
use sekimori::terminal::{Event, Host};
use std::fs;
use support::desk::Desk;
use support::player::{Play, Played, events};
#[cfg(unix)]
use support::pty::Start;

const RULES: &str = r#"[
  {"Protocol":"tcp","SourceNetwork":"203.0.113.0/24","SourcePort":"","DestinationPort":"22","Action":"allow","Description":"SSH"},
  {"Protocol":"tcp","SourceNetwork":"","SourcePort":"","DestinationPort":"80","Action":"allow","Description":"","Note":7},
  {"Protocol":"udp","SourceNetwork":"","SourcePort":"","DestinationPort":"32768-60999","Action":"allow","Description":"answers"},
  {"Protocol":"ip","SourceNetwork":"","SourcePort":"","DestinationPort":"","Action":"deny","Description":""}
]
"#;

/// Keys, a paste, and more keys.
fn paste(desk: &Desk, before: &str, text: &str, after: &str) -> Played {
    let events = events(before).chain([Event::Paste(text.into())]).chain(events(after));
    Play { size: (120, 35), ..desk.play() }.events(events)
}

#[test]
fn the_name_of_a_service_becomes_its_number() {
    let desk = Desk::with(RULES);
    let typed = desk.keys("llll<enter><ctrl-u>https");
    assert!(typed.screen().contains("https = 443/tcp"), "{}", typed.screen());
    assert_eq!(desk.keys("llll<enter><ctrl-u>ＨＴＴＰＳ<enter>").rules()[0], "allow tcp 203.0.113.0/24 -> 443");
    assert!(desk.keys("llll<enter><ctrl-u>https<tab><left>").screen().contains(" 443 "));
    let other = desk.keys("llll<enter><ctrl-u>bootpc");
    assert!(other.screen().contains("bootpc = 68/udp, but this rule is tcp"), "{}", other.screen());
    // Ctrl-N and Ctrl-P offer others, around the ends.
    let offered = |keys: &str| desk.keys(&format!("llll<enter><ctrl-u>imap{keys}<ctrl-e><enter>")).rules()[0].clone();
    assert_eq!(offered(""), "allow tcp 203.0.113.0/24 -> 993");
    assert_eq!(offered("<ctrl-n>"), "allow tcp 203.0.113.0/24 -> 143");
    assert_eq!(offered("<ctrl-n><ctrl-p>"), offered(""));
    // What is no name yet stays a mistake, and is completed.
    let part = desk.keys("llll<enter><ctrl-u>postg");
    assert!(part.screen().contains("postgres (Ctrl-E)") || part.screen().contains("postgresql (Ctrl-E)"));
    assert_eq!(desk.keys("llll<enter><ctrl-u>postg<right><enter>").rules()[0], "allow tcp 203.0.113.0/24 -> 5432");
}

#[test]
fn alt_edits_words_in_a_field_or_leaves_it_and_runs_nothing_below() {
    let desk = Desk::with(RULES);
    let rules = desk.keys("").rules();
    // A field of a rule, a form, a list that is searched, a question, a text, the text of all rules.
    let opened = ["e", "llllle", "a", "P", "p", "/", ":", "t", "d<esc>q", "?", "i", "E", "S", "o"];
    for open in opened {
        for letter in "acdefJKpswuUxyZ ".chars() {
            let mut played = desk.keys(open);
            let before = played.rules();
            played.burst(events(&format!("<alt-{letter}>")));
            assert_eq!(played.rules(), before, "{open} and Alt-{letter}");
        }
    }
    // What came with it in one read is not run either: on a bad line Escape and what follows arrive together.
    for keys in ["<alt-x>d", "<alt-esc><alt-d>", "<alt-esc><alt-delete>", "<alt-]>dd", "<alt-enter>d"] {
        let mut played = desk.keys("llllle");
        played.burst(events(keys));
        assert_eq!(played.rules(), rules, "{keys}");
        assert!(played.notice().contains("together with Esc"), "{keys}: {}", played.notice());
        assert!(played.editor.session().unwrap().mode.draft().is_none());
        played.keys("d");
        assert_eq!(played.rules().len(), rules.len() - 1, "the next key counts");
    }
    // Where nothing is open, Alt and a key is Escape and the key.
    let mut played = desk.keys("");
    played.burst(events("<alt-j>d"));
    assert_eq!(played.rules(), [&rules[0], &rules[2], &rules[3]].map(String::clone));
}

#[test]
fn words_are_edited_as_in_a_shell() {
    let desk = Desk::with(RULES);
    let typed = |keys: &str| {
        let played = desk.keys(&format!("jjllll<right>e<ctrl-u>web for us{keys}<enter>"));
        played.filter().rules[2].description.clone()
    };
    assert_eq!(typed("<alt-b><alt-d>all"), "web for all");
    assert_eq!(typed("<alt-b><alt-backspace>to "), "web to us");
    assert_eq!(typed("<home><alt-f>only "), "web only for us");
}

#[test]
fn what_one_read_of_keys_changes_is_taken_back_at_once() {
    let desk = Desk::with(RULES);
    let rules = desk.keys("").rules();
    let mut played = desk.keys("c");
    let copied = played.rules();
    played.burst(events("ddJ<space>"));
    let after = played.rules();
    played.keys("u");
    assert_eq!(played.rules(), copied);
    assert!(played.notice().contains('4'), "{}", played.notice());
    played.keys("U");
    assert_eq!(played.rules(), after);
    played.keys("uu");
    assert_eq!(played.rules(), rules);
    // Inside of a read an undo takes back one change, as if its keys had come one by one.
    played.burst(events("gddu"));
    assert_eq!(played.rules(), rules[1..]);
}

#[test]
fn a_list_in_a_field_offers_a_rule_for_each_value() {
    let desk = Desk::with(RULES);
    let typed = desk.keys("jllll<enter><ctrl-u>80,https、8000〜8080");
    assert!(typed.screen().contains("Enter makes 3 rules"), "{}", typed.screen());
    let mut made = desk.keys("jllll<enter><ctrl-u>80,https、8000〜8080<tab><enter>");
    assert_eq!(made.rules()[1..4], ["allow tcp any -> 80", "allow tcp any -> 443", "allow tcp any -> 8000-8080"]);
    assert_eq!(made.rules().len(), 6);
    made.keys("u");
    assert_eq!(made.rules().len(), 4);
    let added = desk.keys("a<tab><tab>192.0.2.0/24, 198.51.100.7<enter>");
    assert_eq!(added.rules().len(), 6, "{}", added.screen());
    assert!(desk.keys("jllll<enter><ctrl-u>80,x").screen().contains("No lists"));
}

#[test]
fn a_paste_that_is_partly_read_is_inserted_only_on_purpose() {
    let desk = Desk::with(RULES);
    let rules = desk.keys("").rules();
    let text = "allow tcp 198.51.100.0/24 -> 8022 SSH\nallow tcp nowhere -> 22\nallow tcp any -> 8080\nxyz\n";
    let mut played = paste(&desk, "", text, "<enter>");
    assert_eq!(played.rules(), rules);
    assert!(played.notice().contains("lines 2, 4 were not read"), "{}", played.notice());
    played.keys("<enter><enter>");
    assert_eq!(played.rules(), rules);
    played.keys("<ctrl-s>");
    assert_eq!(played.rules()[3..5], ["allow tcp 198.51.100.0/24 -> 8022", "allow tcp any -> 8080"]);
    let whole = paste(&desk, "", &text.replace("nowhere", "any").replace("xyz\n", ""), "<enter>");
    assert_eq!(whole.rules().len(), 7, "{:?}", whole.rules());
}

#[test]
fn networks_in_use_are_offered() {
    let desk = Desk::with(RULES);
    let typed = desk.keys("jll<enter>20");
    assert!(typed.screen().contains("203.0.113.0/24 (Ctrl-E)"), "{}", typed.screen());
    assert_eq!(desk.keys("jll<enter>20<ctrl-e><enter>").rules()[1], "allow tcp 203.0.113.0/24 -> 80");
    assert_eq!(desk.keys("jll<enter><right><enter>").rules()[1], "allow tcp 203.0.113.0/24 -> 80");
    assert_eq!(desk.keys("jll<enter><enter>").rules()[1], "allow tcp any -> 80");
}

#[test]
fn a_mistake_is_pointed_at_below_the_field() {
    let wrong = Desk::with(RULES).keys("ll<enter><ctrl-u>203.0.300.1");
    let screen = wrong.screen();
    let rows: Vec<&str> = screen.lines().collect();
    let field = rows.iter().position(|row| row.contains("203.0.300.1")).unwrap();
    let at = rows[field].chars().collect::<Vec<_>>().windows(3).position(|w| w == ['3', '0', '0']);
    assert_eq!(rows[field + 1].chars().position(|c| c == '^'), at, "{screen}");
    assert!(rows[field + 2].contains("80"), "the next rule is still there: {screen}");
}

#[test]
fn a_command_is_run_by_its_name() {
    let desk = Desk::with(RULES);
    assert_eq!(desk.keys(":dd<enter>").rules().len(), 3);
    assert_eq!(desk.keys(":3<enter>").editor.session().unwrap().cursor.row, 2);
    assert_eq!(desk.keys(":duplicate<enter>").rules().len(), 5);
    assert!(desk.keys(":undo").screen().contains("nothing to undo"));
    assert!(desk.keys(":xyz<enter>").notice().contains("no command"), "{}", desk.keys(":xyz<enter>").notice());
    desk.keys("jd:wq<enter>");
    assert!(!desk.text().contains("\"80\""));
    assert!(Play { lang: Lang::Ja, ..Play::default() }.keys(":").screen().contains("ヘルプ"));
}

#[test]
fn several_rules_are_one_step() {
    let desk = Desk::with(RULES);
    let start = desk.keys("").rules();
    assert_eq!(desk.keys("Vjd").rules(), start[2..]);
    assert_eq!(desk.keys("Vjdu").rules(), start);
    assert_eq!(desk.keys("jVkd").rules(), start[2..]);
    assert_eq!(desk.keys("Vj<space>").rules()[1], "deny tcp any -> 80");
    assert_eq!(desk.keys("Vj<space>u").rules(), start);
    let moved = desk.keys("VjJ");
    assert_eq!(moved.rules()[0], start[2]);
    assert_eq!(moved.rules()[1..3], start[0..2]);
    assert_eq!(moved.editor.session().unwrap().selected(), 1..3);
    assert_eq!(desk.keys("VjJK").rules(), start);
    assert_eq!(desk.keys("VjJJJu").rules()[0], start[2], "the last step is undone, the others are not");
    assert_eq!(desk.keys("Vjc").rules()[2..4], start[0..2]);
    // Esc ends a selection; the default is no part of one.
    assert_eq!(desk.keys("Vj<esc>d").rules().len(), 3);
    assert_eq!(desk.keys("GVkd").rules(), start[..3]);
    assert!(desk.keys("Vj").screen().contains("Rules 1-2"));
}

#[test]
fn what_is_copied_is_pasted_before_the_final_deny_and_elsewhere() {
    let desk = Desk::with(RULES);
    let start = desk.keys("").rules();
    let pasted = desk.keys("VjyGw").rules();
    assert_eq!((&pasted[3..5], &pasted[5]), (&start[0..2], &start[3]));
    assert_eq!(desk.keys("VjyGwu").rules(), start);
    assert!(desk.keys("w").notice().contains("No rule was copied"));
    // The unknown key of rule 2 stays with the original.
    desk.keys("jycws");
    assert_eq!(desk.text().matches("Note").count(), 1);
}

#[test]
fn a_search_finds_words_ports_and_addresses() {
    let desk = Desk::with(RULES);
    let row = |keys: &str| desk.keys(keys).editor.session().unwrap().cursor.row;
    assert_eq!(row("/answers"), 2);
    assert_eq!(row("/40000<enter>"), 2);
    assert_eq!(row("/40000<enter>;"), 3);
    assert_eq!(row("/40000<enter>;;"), 2);
    assert_eq!(row("/40000<enter>,"), 3);
    assert_eq!(row("j/answers<esc>"), 1);
    assert_eq!(row("/80<enter><esc>;"), 1);
    assert!(desk.keys("/198.51.100.1").screen().contains("1 of 3"), "{}", desk.keys("/198.51.100.1").screen());
    assert!(desk.keys("/203.0.113.9<enter>").notice().contains("1 of 4"));
    assert!(desk.keys("/nothing<enter>").editor.notice.unwrap().is_error);
    assert!(desk.keys(";").notice().contains("Nothing is searched"));
}

#[test]
fn a_paste_runs_nothing_and_shows_what_would_become_of_it() {
    let desk = Desk::with(RULES);
    let start = desk.keys("").rules();
    let shown = paste(&desk, "", "dddq\n", "");
    assert_eq!(shown.rules(), start);
    assert!(shown.screen().contains("line 1, Source: Host names do not work"), "{}", shown.screen());
    assert_eq!(paste(&desk, "", "dddq\n", "<enter>").rules(), start);
    let evil = paste(&desk, "", "\u{1b}[2J\u{202e}x\n", "");
    assert!(evil.screen().contains("␛[2J<U+202E>x"), "{}", evil.screen());
}

#[test]
fn addresses_are_imported_before_the_final_deny() {
    let desk = Desk::with(RULES);
    let start = desk.keys("").rules();
    let text = "198.51.100.7\n203.0.113.9 # inside of rule 1\nexample.jp\n";
    let shown = paste(&desk, "", text, "");
    assert!(shown.screen().contains("allow tcp 198.51.100.7 -> 22"), "{}", shown.screen());
    assert!(shown.screen().contains("= in effect allow tcp 203.0.113.9"), "{}", shown.screen());
    assert!(shown.screen().contains("opens tcp 198.51.100.7") || shown.screen().contains("198.51.100.7"));
    assert_eq!(paste(&desk, "", text, "<enter>").rules(), start);
    let done = paste(&desk, "", text, "<ctrl-s>");
    assert_eq!(done.rules()[3], "allow tcp 198.51.100.7 -> 22");
    assert_eq!(done.rules().len(), 5);
    assert!(done.notice().contains("Not readable: 1"), "{}", done.notice());
    assert_eq!(paste(&desk, "", text, "<ctrl-s>u").rules(), start);
    assert_eq!(paste(&desk, "", text, "<esc>").rules(), start);
    let https = paste(&desk, "", text, "<tab><ctrl-u>https<ctrl-s>");
    assert_eq!(https.rules()[3..5], ["allow tcp 198.51.100.7 -> 443", "allow tcp 203.0.113.9 -> 443"]);
    assert_eq!(paste(&desk, "", text, "u<ctrl-s>").rules()[3], "allow udp 198.51.100.7 -> 22");
    assert!(paste(&desk, "", text, "<tab>x<ctrl-s>").editor.popup.is_some());
}

#[test]
fn json_and_tables_are_imported() {
    let desk = Desk::with(RULES);
    let json = r#"{"Expression":[{"Protocol":"udp","DestinationPort":"68","Action":"allow"}]}"#;
    assert_eq!(paste(&desk, "", json, "<enter>").rules()[3], "allow udp any -> 68");
    let table = "1\tallow\ttcp\t192.0.2.0/24\tany\t443\tWeb";
    assert_eq!(paste(&desk, "", table, "<enter>").rules()[3], "allow tcp 192.0.2.0/24 -> 443");
}

#[test]
fn all_rules_are_edited_as_one_text() {
    let desk = Desk::with(RULES);
    let start = desk.keys("").rules();
    assert_eq!(desk.keys("E<ctrl-s>").rules(), start);
    assert!(!desk.keys("E<ctrl-s>").editor.session().unwrap().open.history.modified());
    // Line 2 is the first rule; it goes.
    let shorter = desk.keys("E<down><ctrl-k><ctrl-s>");
    assert_eq!(shorter.rules(), start[1..]);
    assert_eq!(desk.keys("E<down><ctrl-k><ctrl-s>u").rules(), start);
    let shown = desk.keys("E<down><ctrl-k>");
    assert!(shown.screen().contains("Effect of this edit"), "{}", shown.screen());
    // Mistakes stay where they are, with their line, and nothing is lost.
    let wrong = desk.keys("E<down>x<ctrl-s>");
    assert!(wrong.screen().contains("✗ 2"), "{}", wrong.screen());
    assert!(wrong.editor.notice.as_ref().unwrap().is_error && wrong.editor.popup.is_some());
    assert_eq!(wrong.rules(), start);
    // Esc asks before it drops anything.
    assert!(desk.keys("E<esc>").editor.popup.is_none());
    assert!(desk.keys("Ex<esc>").notice().contains("Esc again"));
    assert!(desk.keys("Ex<esc><esc>").editor.popup.is_none());
    // What the file holds beyond the six fields stays with its rule.
    desk.keys("E<down><ctrl-k><ctrl-s>s");
    assert_eq!(desk.text().matches("\"Note\":7").count(), 1);
}

#[test]
fn keys_of_ones_own_are_used_and_shown() {
    let (keymap, problems) = sekimori::editor::keymap::Keymap::read("rule.add = [\"Ctrl-A\", \"i\"]\n");
    assert_eq!(problems.len(), 1);
    let setup = Setup { keymap, ..Default::default() };
    let mut played = Played::new(setup, Host::default()).on(&Desk::with(RULES).file);
    let mut play = |keys: &str| played.keys(keys);
    assert!(play("").contains(" Ctrl-A add"), "{}", play(""));
    assert!(play("a").contains("No such key"));
    assert!(play("i").contains("Enter commit"));
    assert!(play("<esc>?add a rule").contains("Ctrl-A i"));
}

#[test]
fn the_persons_own_editor_gets_the_text_and_gives_it_back() {
    let desk = Desk::with(RULES);
    let play = |command: &str, keys: &str| {
        let state = Desk::empty();
        let host = Host::in_directory(state.path()).with_editor(command);
        let mut played = Played::new(Setup::default(), host).on(&desk.file);
        played.keys(keys);
        played
    };
    let start = desk.keys("").rules();
    let changed = play("sed -i s/22/2222/", "E<ctrl-o><ctrl-s>");
    assert_eq!(changed.rules()[0], "allow tcp 203.0.113.0/24 -> 2222");
    assert_eq!(play("sed -i s/22/2222/", "E<ctrl-o><ctrl-s>u").rules(), start);
    // Nothing is applied unasked, mistakes come back with their lines, a failing editor changes nothing.
    assert_eq!(play("sed -i s/22/2222/", "E<ctrl-o>").rules(), start);
    let wrong = play("sed -i -e s/22/99999/ -e s/32768/x/", "E<ctrl-o>");
    assert!(wrong.screen().contains("✗ 2") && wrong.screen().contains("✗ 4"), "{}", wrong.screen());
    assert!(wrong.notice().starts_with("2 errors"), "{}", wrong.notice());
    let failed = play("false", "Ex<ctrl-o>");
    assert!(failed.notice().contains("ended with an error"), "{}", failed.notice());
    assert!(failed.screen().contains("x["), "{}", failed.screen());
}

/// In a real terminal the other program has it for itself, Ctrl-C included, and the screen comes back whole.
#[cfg(unix)]
#[test]
fn the_terminal_is_the_other_editors_while_it_runs() {
    let desk = Desk::with(RULES);
    // One that waits by itself: a shell that is about to start a program (`sleep`) loses what comes in between.
    let waiting = "sh -c 'echo READY; read line'";
    for (command, after) in [("sed -i s/203.0.113.0/198.51.100.0/", "The text is back"), (waiting, "READY")] {
        let env = [("LANG", "en_US.UTF-8"), ("EDITOR", command), ("VISUAL", "")];
        let mut pty = Start { env: &env, ..desk.terminal(&["web.json"]) }.start();
        pty.wait_for("web.json");
        pty.keys("E");
        pty.wait_for("All rules as text");
        pty.keys("<ctrl-o>");
        pty.wait_for(after);
        if after == "READY" {
            pty.raw("\x03");
            pty.wait_for("ended with an error");
        } else {
            pty.keys("<ctrl-s>");
            pty.wait_for("was taken over");
            pty.wait_for("198.51.100.0/24");
            pty.keys("u");
        }
        pty.wait_for("Does my server work?");
        pty.keys("<esc>");
        pty.wait_for_no("All rules as text");
        pty.keys("q");
        assert!(pty.wait_for_end().success());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_file_of_keys_is_read_and_its_mistakes_are_said() {
    let desk = Desk::with(RULES);
    fs::create_dir_all(desk.path().join("config/sekimori")).unwrap();
    desk.write("config/sekimori/keys.toml", "undo = [\"z\"]\nsave = [\"z\"]\nfly = [\"f\"]\n");
    let home = desk.path().join("config");
    let env = [("LANG", "en_US.UTF-8"), ("XDG_CONFIG_HOME", home.to_str().unwrap())];
    let mut pty = Start { env: &env, ..desk.terminal(&["web.json"]) }.start();
    pty.wait_for("no action has this id");
    pty.wait_for("z is given to both undo and save");
    pty.keys("<enter>");
    pty.keys("d");
    pty.wait_for("3 of 30 rules");
    pty.keys("z");
    pty.wait_for("4 of 30 rules");
    pty.keys("q");
    assert!(pty.wait_for_end().success());
}

#[test]
fn what_a_long_preset_inserts_can_be_read_to_its_end() {
    let desk = Desk::with("[]");
    for size in [(80, 24), (60, 16)] {
        let form = "pkubernetes-node<enter>192.0.2.0/24<tab>192.0.2.0/24";
        let mut played = Play { size, ..desk.play() }.keys(form);
        let first = played.screen();
        assert!(first.contains("... ↓"), "{first}");
        let last = played.keys(&"<pagedown>".repeat(40));
        assert!(!last.contains("... ↓") && last.contains("protects nothing"), "{last}");
        assert_eq!(played.keys(&"<pageup>".repeat(80)), first);
    }
}
