//! What keys do, played through the real loop.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use sekimori::editor::key::{Code, Key};
use sekimori::editor::{Editor, Setup};
use sekimori::lang::Lang;
use sekimori::terminal::{Event, Host};
use support::desk::Desk;
use support::hand::CAREFUL;
use support::player::{Play, Played, events};

const RULES: &str = r#"[
  {"Protocol":"tcp","SourceNetwork":"","SourcePort":"","DestinationPort":"22","Action":"allow","Description":"SSH"},
  {"Protocol":"tcp","SourceNetwork":"","SourcePort":"","DestinationPort":"80","Action":"allow","Description":"","Note":7},
  {"Protocol":"ip","SourceNetwork":"","SourcePort":"","DestinationPort":"","Action":"deny","Description":""}
]
"#;

#[test]
fn the_incident_is_repaired_key_by_key() {
    let start = Play::default().keys("<enter>");
    assert_eq!(start.findings()[0], "dhcp-blocked");
    assert!(start.screen().contains("address (DHCP)     lost"), "{}", start.screen());
    let fixed = Play { size: (120, 35), ..Play::default() }.keys("<enter>f");
    assert_eq!(fixed.rules()[4], "allow udp any:67 -> 68");
    assert!(fixed.screen().contains("address (DHCP)     kept"), "{}", fixed.screen());
    assert!(!fixed.findings().contains(&"dhcp-blocked".to_owned()));
    assert_eq!(Play::default().keys("<enter>ffff").findings(), Vec::<String>::new());
}

#[test]
fn a_save_changes_one_rule_and_nothing_else() {
    let desk = Desk::with(RULES);
    let played = desk.keys("j<space>s");
    assert!(played.notice().starts_with("Saved"), "{}", played.notice());
    let expected =
        RULES.replace(r#""Action":"allow","Description":"","Note":7"#, r#""Action":"deny","Description":"","Note":7"#);
    assert_eq!(desk.text(), expected);
    assert!(!played.modified());
}

#[test]
fn a_field_commits_with_enter_and_comes_back_with_escape() {
    let desk = Desk::with(RULES);
    let play = desk.play();
    // Three to the right of the action: protocol, source, source port, destination port.
    assert_eq!(play.keys("llll<enter><ctrl-u>443<enter>").rules()[0], "allow tcp any -> 443");
    assert_eq!(play.keys("llll<enter><ctrl-u>443<esc>").rules()[0], "allow tcp any -> 22");
    assert_eq!(play.keys("llll<enter><ctrl-u>４４３<enter>").rules()[0], "allow tcp any -> 443");
    let wrong = play.keys("llll<enter><ctrl-u>80,x<enter>");
    assert!(wrong.screen().contains("character 3"), "{}", wrong.screen());
    assert_eq!(wrong.rules()[0], "allow tcp any -> 22");
    assert!(wrong.editor.session().unwrap().mode.draft().is_some());
}

#[test]
fn what_the_cloud_refuses_is_said_while_it_is_typed() {
    let desk = Desk::with(RULES);
    let play = desk.play();
    let prefix = play.keys("ll<enter>192.0.2.1/32");
    assert!(prefix.screen().contains("/32 will be left out"), "{}", prefix.screen());
    assert_eq!(play.keys("ll<enter>192.0.2.1/32<enter>").rules()[0], "allow tcp 192.0.2.1 -> 22");
    assert_eq!(play.keys("llll<enter><ctrl-u>0x50/0xfff0<enter>").rules()[0], "allow tcp any -> 22");
    // A second range in one rule.
    let second = play.keys("llll<enter>-30<enter>lll<left><left><left><left><enter>1-9<enter>");
    assert!(second.rules()[0].contains("22-30"), "{:?}", second.rules());
    assert!(second.screen().contains("range"), "{}", second.screen());
}

#[test]
fn a_new_rule_lands_before_the_final_deny_and_tab_walks_its_fields() {
    let desk = Desk::with(RULES);
    let play = desk.play();
    let added = play.keys("Gau<tab>192.0.2.0/24<tab><tab>53<tab>DNS<enter>");
    assert_eq!(added.rules()[2], "allow udp 192.0.2.0/24 -> 53");
    assert_eq!(added.rules().len(), 4);
    assert_eq!(play.keys("Ga<esc>").rules().len(), 3);
}

#[test]
fn rules_move_copy_and_go_and_everything_can_be_taken_back() {
    let desk = Desk::with(RULES);
    let play = desk.play();
    assert_eq!(play.keys("J").rules()[0], "allow tcp any -> 80");
    assert!(play.keys("J").notice().starts_with("Proved"), "{}", play.keys("J").notice());
    assert!(play.keys("jJ").notice().contains("changes what gets through"));
    assert_eq!(play.keys("c").rules()[1], "allow tcp any -> 22");
    assert_eq!(play.keys("d").rules().len(), 2);
    let back = play.keys("Jcdd<space>uuuuu");
    assert_eq!(back.rules(), play.keys("").rules());
    assert!(!back.modified());
    assert_eq!(play.keys("JcddUuuuuUUUU").rules(), play.keys("Jcdd").rules());
    assert!(play.keys("u").notice().contains("nothing to undo"));
}

#[test]
fn the_panel_says_what_a_draft_would_do_before_it_is_committed() {
    let repaired = Play { size: (120, 35), ..Play::default() };
    // The repaired incident; then the DHCP rule's destination port becomes 69.
    let draft = repaired.keys("<enter>ffffggjjjjllll<enter><backspace>9");
    let screen = draft.screen();
    assert!(screen.contains("If you press Enter"), "{screen}");
    assert!(screen.contains("address (DHCP): kept"), "{screen}");
    assert!(screen.contains("blocks udp any:67 -> 68"), "{screen}");
}

#[test]
fn a_preset_shows_its_effect_skips_what_is_there_and_lands_before_the_deny() {
    let desk = Desk::with(RULES);
    let play = Play { size: (120, 35), ..desk.play() };
    let shown = play.keys("pdhcp");
    assert!(shown.screen().contains("address (DHCP): lost at a reboot"), "{}", shown.screen());
    let inserted = play.keys("pdhcp<enter>");
    assert_eq!(inserted.rules()[2], "allow udp any:67 -> 68");
    let web = play.keys("pweb<enter>");
    assert!(web.rules().contains(&"allow tcp any -> 443".to_owned()), "{:?}", web.rules());
    assert!(web.notice().contains("already in effect"), "{}", web.notice());
}

#[test]
fn a_template_asks_for_what_it_needs_and_brings_its_profile() {
    let down_to = |name: &str| {
        let start = Play::default().keys("");
        let row = start.screen().lines().position(|line| line.contains(name)).unwrap();
        let first = start.screen().lines().position(|line| line.contains("The incident")).unwrap();
        "j".repeat(row - first)
    };
    let windows = down_to("Windows server");
    let asked = Play::default().keys(&format!("{windows}<enter><enter>"));
    assert!(asked.editor.popup.is_some() && asked.rules().is_empty());
    let made = Play::default().keys(&format!("{windows}<enter>203.0.113.0/24<enter>"));
    assert!(made.screen().contains("Windows"), "{}", made.screen());
    assert!(made.findings().iter().all(|code| code == "open-return-range"), "{:?}", made.findings());
}

#[test]
fn a_file_that_changed_meanwhile_is_not_overwritten_unasked() {
    let desk = Desk::with(RULES);
    let theirs = RULES.replace("\"22\"", "\"2222\"");
    let mut played = desk.keys("");
    desk.write("web.json", &theirs);
    let asked = played.keys("jds");
    assert!(asked.contains("has changed on disk"), "{asked}");
    assert_eq!(desk.text(), theirs);
    // The safe answer stands first; then save under another name.
    played.keys("<enter>");
    assert_eq!(desk.text(), theirs);
    played.keys(&format!("sa<ctrl-u>{}<enter>", desk.path().join("other.json").display()));
    let ours = desk.read("other.json");
    assert!(ours.contains("\"22\"") && !ours.contains("\"80\""));
    assert_eq!(desk.text(), theirs);
}

#[test]
fn reloading_takes_what_is_on_disk_and_overwriting_takes_ours() {
    for (answer, ours) in [("r", false), ("w", true)] {
        let desk = Desk::with(RULES);
        let mut played = desk.keys("");
        desk.write("web.json", RULES.replace("\"22\"", "\"2222\""));
        played.keys(&format!("j<space>s{answer}"));
        let first = played.filter().rules[0].destination_port.to_string();
        assert_eq!(first, if ours { "22" } else { "2222" });
        assert_eq!(desk.text().contains("\"2222\""), !ours);
        assert!(!played.modified());
    }
}

#[test]
fn an_existing_file_is_not_overwritten_by_save_as() {
    let desk = Desk::with(RULES);
    let other = desk.write("other.json", "precious");
    let keys = format!("jdS<ctrl-u>{}<enter>", other.to_str().unwrap());
    let asked = desk.keys(&keys);
    assert!(asked.screen().contains("exists already"), "{}", asked.screen());
    assert_eq!(desk.read("other.json"), "precious");
}

const THREE: &str = r#"{"PacketFilters":[{"ID":1,"Name":"a","Expression":[{"Protocol":"ip","Action":"deny"}]},{"ID":2,"Name":"b","Expression":[]},{"ID":3,"Name":"c","Expression":[]}],"is_ok":true}"#;

#[test]
fn a_save_as_that_does_not_happen_changes_nothing_about_the_next_save() {
    let desk = Desk::with(THREE);
    let other = desk.write("other.json", "precious");
    let play = desk.play();
    let saved = THREE.replace(r#""Action":"deny""#, r#""Action":"allow""#);
    let nowhere = desk.path().join("none/x.json");
    for failing in [format!("{}<tab>rr<enter><esc>", nowhere.display()), format!("{}<tab>rr<enter>n", other.display())]
    {
        desk.write("web.json", THREE);
        let played = play.keys(&format!("<enter><space>S<ctrl-u>{failing}s"));
        assert!(played.notice().starts_with("Saved"), "{}", played.notice());
        assert_eq!(desk.text(), saved);
    }
    assert_eq!(desk.read("other.json"), "precious");
}

#[test]
fn another_shape_for_the_same_file_asks_because_filters_would_be_lost() {
    let desk = Desk::with(THREE);
    let play = desk.play();
    let asked = play.keys("<enter>S<tab>u<enter>");
    assert!(asked.screen().contains("loses"), "{}", asked.screen());
    assert!(asked.screen().contains("2 other filters"), "{}", asked.screen());
    assert_eq!(desk.text(), THREE);
    play.keys("<enter>S<tab>u<enter>w");
    assert!(!desk.text().contains("\"b\""));
}

#[test]
fn another_shape_asks_only_where_something_is_lost_and_names_it() {
    let rule = r#"{"Protocol":"tcp","DestinationPort":"22","Action":"allow","Note":7}"#;
    let saved = |text: &str, keys: &str| {
        let desk = Desk::with(text);
        let played = desk.keys(&format!("S<tab>{keys}<enter>"));
        (played.screen(), desk.text() != text)
    };
    // Bare rules have nothing to lose, nor has a filter in another shape of the API.
    assert!(saved(&format!("[{rule}]"), "a").1);
    assert!(saved(&format!(r#"{{"ID":1,"Name":"web","Expression":[{rule}]}}"#), "a").1);
    assert!(saved(&format!(r#"{{"Name":"","Description":"","Total":null,"Expression":[{rule}]}}"#), "r").1);
    let (screen, written) = saved(&format!(r#"{{"ID":1,"Name":"web","Description":"x","Expression":[{rule}]}}"#), "r");
    assert!(!written);
    let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    for lost in ["the name of the filter", "its description", "the key ID"] {
        assert!(words.contains(lost), "{lost}: {screen}");
    }
    assert!(!words.contains("the keys") && !words.contains("other filter"), "{screen}");
}

#[test]
fn a_file_that_changed_on_disk_shows_the_difference_before_it_is_overwritten() {
    let desk = Desk::with(THREE);
    let theirs = THREE.replace("\"ip\"", "\"icmp\"");
    let mut played = desk.keys("<enter>");
    desk.write("web.json", &theirs);
    let asked = played.keys("<space>s");
    assert!(asked.contains("has changed on disk") && asked.contains("difference"), "{asked}");
    let shown = played.keys("v");
    assert!(shown.contains("What overwriting would change") && shown.contains("icmp"), "{shown}");
    // The question comes back, and nothing was written.
    assert!(played.keys("<esc>").contains("has changed on disk"));
    assert_eq!(desk.text(), theirs);
    // So it does where the file cannot be compared.
    for odd in [Some("{"), Some("[]"), None] {
        match odd {
            Some(text) => _ = desk.write("web.json", text),
            None => std::fs::remove_file(&desk.file).unwrap(),
        }
        let shown = played.keys("v");
        if odd == Some("[]") {
            assert!(shown.contains("What overwriting would change"), "{shown}");
            played.keys("<esc>");
        } else {
            assert!(shown.contains("has changed on disk"), "{odd:?}: {shown}");
            assert!(played.notice().contains("web.json: "), "{odd:?}: {}", played.notice());
        }
    }
}

#[test]
fn looking_at_a_file_again_without_taking_it_keeps_what_a_save_expects() {
    let desk = Desk::with(THREE);
    let theirs = THREE.replace("\"c\"", "\"theirs\"");
    for keys in ["<enter><space>sr<esc>s", "<enter><space>s<esc>ud"] {
        desk.write("web.json", THREE);
        let mut played = desk.keys("");
        desk.write("web.json", &theirs);
        played.keys(keys);
        assert_eq!(desk.text(), theirs, "{keys}");
    }
    // A reload comes back to the same filter, with what is on disk now.
    desk.write("web.json", THREE);
    let mut played = desk.keys("");
    desk.write("web.json", theirs.replace("\"ip\"", "\"icmp\""));
    played.keys("<enter><space>sr");
    assert_eq!(played.filter().rules[0].protocol.as_str(), "icmp");
    assert!(played.editor.popup.is_none());
}

#[test]
fn what_was_meant_after_the_save_follows_it() {
    let desk = Desk::empty();
    let name = desk.file.display();
    // Were the editor still there, the last key would delete a rule and leave it modified.
    let quit = Play::default().keys(&format!("<enter>fqs<ctrl-u>{name}<enter>d"));
    assert!(!quit.modified());
    let opens = Play::default().keys(&format!("<enter>fos<ctrl-u>{name}2<enter>"));
    assert!(opens.editor.popup_of::<sekimori::editor::popups::open::Open>().is_some());
}

#[test]
fn what_nobody_can_see_does_not_happen() {
    let small = Play { size: (30, 8), ..Play::default() }.keys("<enter>");
    assert!(small.editor.session().is_none());
    let played =
        Play::default().events(events("<enter>").chain([Event::Resize(30, 8)]).chain(events("df sx.json<enter> a")));
    assert_eq!(played.rules().len(), 5);
    assert!(!played.modified() && played.editor.popup.is_none());
}

#[test]
fn save_as_writes_the_bare_rules_that_usacloud_takes() {
    let desk = Desk::empty();
    let keys = format!("<enter>fS<ctrl-u>{}<tab>r<enter>", desk.file.display());
    let played = Play::default().keys(&keys);
    assert!(played.notice().starts_with("Saved"), "{}", played.notice());
    let value: serde_json::Value = serde_json::from_str(&desk.text()).unwrap();
    assert_eq!(value.as_array().unwrap()[4]["DestinationPort"], "68");
}

#[test]
fn quitting_asks_only_when_something_would_be_lost() {
    let desk = Desk::with(RULES);
    let play = desk.play();
    assert!(play.keys("qX").editor.popup.is_none());
    assert!(play.keys("duq").editor.popup.is_none());
    let asked = play.keys("dq");
    assert!(asked.screen().contains("unsaved changes"), "{}", asked.screen());
    assert!(play.keys("dqn").editor.popup.is_none());
    play.keys("jdqs");
    assert!(!desk.text().contains("\"80\""));
}

#[test]
fn more_rules_than_the_cloud_takes_load_are_marked_and_ask_before_saving() {
    let one = r#"{"Protocol":"tcp","SourceNetwork":"192.0.2.N","SourcePort":"","DestinationPort":"22","Action":"allow","Description":""}"#;
    let rules: Vec<String> = (1..=31).map(|n| one.replace('N', &n.to_string())).collect();
    let text = format!("[{}]", rules.join(","));
    let desk = Desk::with(&text);
    let play = desk.play();
    let opened = play.keys("");
    assert!(opened.findings().contains(&"beyond-limit".to_owned()));
    let asked = play.keys("j<space>s");
    assert!(asked.screen().contains("cloud refuses"), "{}", asked.screen());
    assert_eq!(desk.text(), text);
    play.keys("j<space>sw");
    assert!(desk.text().contains("deny"));
}

#[test]
fn several_filters_in_a_file_are_chosen_from_and_the_others_stay() {
    let text = r#"{"PacketFilters":[{"ID":1,"Name":"one","Expression":[]},{"ID":2,"Name":"two","Expression":[{"Protocol":"ip","Action":"deny"}]}],"is_ok":true}"#;
    let desk = Desk::with(text);
    let played = desk.keys("j<enter>gds");
    assert!(played.notice().starts_with("Saved"), "{}", played.notice());
    assert_eq!(desk.text(), text.replace(r#"{"Protocol":"ip","Action":"deny"}"#, ""));
}

#[test]
fn a_file_that_cannot_be_read_whole_is_refused_with_every_error() {
    let desk = Desk::with(&RULES.replace("\"22\"", "\"99999\"").replace("\"ip\"", "\"ipx\""));
    for (lang, words) in [(Lang::En, ["rule 1", "rule 3"]), (Lang::Ja, ["ルール 1", "ルール 3"])] {
        let played = Play { lang, size: (120, 35), ..desk.play() }.keys("");
        let screen = played.screen();
        assert!(words.iter().all(|word| screen.contains(word)), "{screen}");
        assert!(played.editor.session().is_none());
    }
}

#[test]
fn fitting_does_with_fewer_rules_and_not_without_a_final_deny() {
    let desk = Desk::with(RULES);
    let play = desk.play();
    assert_eq!(play.keys("ccZ").rules(), play.keys("").rules());
    assert!(play.keys("ccZ").notice().contains("5 rules became 3"), "{}", play.keys("ccZ").notice());
    assert_eq!(play.keys("ccZu").rules().len(), 5);
    assert_eq!(play.keys("GkdZ").rules().len(), 2);
}

#[test]
fn the_tracer_walks_a_packet_down_the_rules() {
    let play = Play::default();
    let traced = play.keys("<enter>t<ctrl-u>tcp 192.0.2.1:5000 -> 22");
    let screen = traced.screen();
    assert!(screen.contains("blocked (deny rule 5)"), "{screen}");
    assert!(screen.contains("allow tcp 203.0.113.7 -> 22  ... Source is not 203.0.113.7"), "{screen}");
    assert!(screen.contains("allow tcp any -> 80  ... Dst port is not 80"), "{screen}");
    let wrong = play.keys("<enter>t<ctrl-u>tcp 192.0.2.1:x -> 22");
    assert!(wrong.screen().contains("character"), "{}", wrong.screen());
    let flow = play.keys("<enter>t<tab>");
    assert!(flow.screen().contains(":67 -> 68"), "{}", flow.screen());
}

#[test]
fn a_dismissed_finding_stays_away_until_its_rules_change() {
    let dismissed = Play::default().keys("<enter>x");
    assert!(!dismissed.screen().contains("loses its address"), "{}", dismissed.screen());
    assert!(Play::default().keys("<enter>xX").screen().contains("loses its address"));
    // The deny that it speaks of becomes another rule.
    let changed = Play::default().keys("<enter>xjjjjll<enter>0.0.0.0/1<enter>");
    assert!(changed.screen().contains("DHCP replies: 57 % fail"), "{}", changed.screen());
}

#[test]
fn the_profile_decides_what_is_needed() {
    let switch = Play::default().keys("<enter>P<space><enter>");
    assert!(!switch.findings().contains(&"dhcp-blocked".to_owned()), "{:?}", switch.findings());
    let windows = Play::default().keys("<enter>ffffP<tab><space><enter>");
    assert!(windows.findings().contains(&"tcp-replies-partly".to_owned()), "{:?}", windows.findings());
    let wrong = Play::default().keys("<enter>P<tab><tab>abc<enter>");
    assert!(wrong.editor.popup.is_some() && wrong.editor.notice.as_ref().unwrap().is_error);
}

#[test]
fn help_finds_and_runs_actions_in_both_languages() {
    assert_eq!(Play::default().keys("<enter>?duplicate<enter>").rules().len(), 6);
    assert_eq!(Play { lang: Lang::Ja, ..Play::default() }.keys("<enter>?複製<enter>").rules().len(), 6);
    assert_eq!(Play::default().keys("<enter>L").editor.lang, Lang::Ja);
}

#[test]
fn a_burst_of_keys_is_one_frame() {
    let mut played = Play::default().keys("");
    played.burst(events(&format!("<enter>{}", "jk".repeat(500))));
    assert!(played.script.draws() <= 3, "{}", played.script.draws());
}

#[test]
fn a_draft_is_judged_though_its_burst_ends_with_what_is_no_key() {
    let keys = events("<enter>llll<enter><ctrl-u>443");
    for last in [Event::Woken, Event::Wide] {
        let mut played = Play::default().keys("");
        played.burst(keys.clone().chain([last]));
        let shown = played.editor.session().unwrap().shown().rules[0].destination_port;
        assert_eq!(shown.to_string(), "443");
    }
}

#[test]
fn an_answer_about_the_filter_that_was_open_before_is_no_answer() {
    use sekimori::editor::message::{Effect, Message, Opened};
    use sekimori::editor::version::Version;
    let rule = |number: usize| format!(r#"{{"Protocol":"tcp","DestinationPort":"{}","Action":"deny"}}"#, number + 1);
    let long = |first| format!("[{}]", (first..first + 200).map(rule).collect::<Vec<_>>().join(","));
    let opened = |text: String| {
        let (location, text) = ("rules.json".into(), Some(text));
        Opened { location, text, version: Version(0), memory: Default::default() }
    };
    let mut editor = Editor::new(Setup { course: sekimori::lessons::Course::embedded(), ..Setup::default() });
    let open = |editor: &mut Editor, text| {
        let commands =
            editor.update(Message::Read { location: "rules.json".into(), result: Ok(Box::new(opened(text))) });
        let asked = commands.into_iter().find_map(|command| match command {
            Effect::Analyse(request) => Some(request),
            _ => None,
        });
        Box::new(asked.unwrap().answer(&mut Default::default(), &Default::default()).unwrap())
    };
    let first = open(&mut editor, long(0));
    let second = open(&mut editor, long(1_000));
    editor.update(Message::Analysed(first.clone()));
    assert!(editor.session().unwrap().is_waiting());
    editor.update(Message::Analysed(second.clone()));
    assert_eq!(editor.session().unwrap().live.report, second.report);
    assert!(editor.open_lesson("dhcp"));
    let report = editor.session().unwrap().live.report.clone();
    for late in [first, second] {
        editor.update(Message::Analysed(late));
        assert_eq!(editor.session().unwrap().live.report, report);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_key_panics_and_undo_goes_back_to_the_start(
        events in prop::collection::vec(CAREFUL.event(), 0..120),
        ja in any::<bool>(),
    ) {
        let desk = Desk::with(RULES);
        let lang = if ja { Lang::Ja } else { Lang::En };
        let back = std::iter::once(Event::Resize(80, 24))
            .chain(std::iter::repeat_n(Event::Key(Key::plain(Code::Esc)), 3))
            .chain(std::iter::repeat_n(Event::Key(Key::char('u')), 130));
        // Opening, saving and leaving are left out: the file stays as it is.
        let played = Play { lang, ..desk.play() }.events(events.into_iter().chain(back));
        let session = played.editor.session().unwrap();
        prop_assert!(!session.open.history.modified());
        prop_assert_eq!(&session.live.report, &sekimori::report::Report::proved(session.filter(), &session.open.profile));
        prop_assert_eq!(desk.text(), RULES);
    }

    #[test]
    fn every_size_can_be_drawn(width in 0u16..220, height in 0u16..70, state in 0usize..15, ja in any::<bool>()) {
        let keys = ["", "<enter>", "<enter>?", "<enter>p", "<enter>pssh<enter>", "<enter>a<tab><tab>１9", "<enter>i", "<enter>P", "<enter>dq",
            "<enter>:", "<enter>/22", "<enter>E<down><ctrl-k>x<ctrl-s>", "<enter>jll<enter>.3.4", "<enter>t", "<enter>fv"];
        let lang = if ja { Lang::Ja } else { Lang::En };
        let played = Play { size: (width, height), lang, ..Play::default() }.keys(keys[state]);
        if let Some((x, y)) = played.script.cursor() {
            prop_assert!(x < width && y < height);
        }
    }
}

#[test]
fn the_address_a_person_comes_from_is_suggested_as_theirs() {
    let desk = Desk::with(RULES);
    let setup = Setup { own_address: "198.51.100.77".parse().ok(), ..Setup::default() };
    let mut played = Played::new(setup, Host::default()).on(&desk.file);
    let screen = played.keys("gll<enter><ctrl-u>198");
    assert!(screen.contains("198.51.100.77 your address (Ctrl-E)"), "{screen}");
    let taken = played.editor.session().unwrap().mode.draft().unwrap().suggestion();
    assert_eq!(taken.as_deref(), Some("198.51.100.77"));
}
