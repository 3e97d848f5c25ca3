//! The branch one sits on, and expectations: what a save may not take away unasked, by keys and by lines.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::editor::popups::expect::ExpectForm;
use sekimori::editor::question::Question;
use sekimori::editor::{Editor, Setup};
use sekimori::lang::Lang;
use sekimori::presets::Catalogue;
use sekimori::profile::{Profile, ProfileField};
use sekimori::store::recall;
use sekimori::terminal::Host;
use std::fs;
use support::desk::Desk;
use support::open;
use support::player::Played;
use support::pty::Start;

const RULES: &str = r#"[
  {"Protocol":"tcp","SourceNetwork":"203.0.113.0/24","SourcePort":"","DestinationPort":"22","Action":"allow","Description":"SSH"},
  {"Protocol":"tcp","SourceNetwork":"192.0.2.7","SourcePort":"","DestinationPort":"22","Action":"allow","Description":"home"},
  {"Protocol":"tcp","SourceNetwork":"","SourcePort":"","DestinationPort":"443","Action":"allow","Description":""},
  {"Protocol":"udp","SourceNetwork":"","SourcePort":"67","DestinationPort":"68","Action":"allow","Description":""},
  {"Protocol":"tcp","SourceNetwork":"","SourcePort":"","DestinationPort":"32768-60999","Action":"allow","Description":""},
  {"Protocol":"udp","SourceNetwork":"","SourcePort":"","DestinationPort":"32768-60999","Action":"allow","Description":""},
  {"Protocol":"icmp","SourceNetwork":"","SourcePort":"","DestinationPort":"","Action":"allow","Description":""},
  {"Protocol":"fragment","SourceNetwork":"","SourcePort":"","DestinationPort":"","Action":"allow","Description":""},
  {"Protocol":"ip","SourceNetwork":"","SourcePort":"","DestinationPort":"","Action":"deny","Description":""}
]
"#;

/// A file with two ways in, and who edits it.
struct Guard {
    desk: Desk,
    lang: Lang,
    own: Option<&'static str>,
    admin: &'static str,
    force: bool,
}

/// How it ended.
struct Ended {
    editor: Editor,
    said: String,
    fine: bool,
}

impl Guard {
    fn new() -> Self {
        Self { desk: Desk::with(RULES), lang: Lang::En, own: None, admin: "", force: false }
    }

    fn is_untouched(&self) -> bool {
        self.desk.text() == RULES
    }

    fn open(&self) -> Played {
        let profile = Profile::default().with_text(ProfileField::Admin, self.admin).unwrap();
        let own_address = self.own.map(|text| text.parse().unwrap());
        let catalogue = Catalogue::embedded();
        let setup = Setup { lang: self.lang, profile, own_address, catalogue, force: self.force, ..Setup::default() };
        let state = self.desk.state();
        let _none_yet = fs::remove_dir_all(state.join("journals")); // nothing is to be recovered here
        Played::new(setup, Host::in_directory(&state)).on(&self.desk.file)
    }

    fn keys(&self, keys: &str) -> Ended {
        self.keys_on((100, 30), keys)
    }

    fn keys_on(&self, size: (u16, u16), keys: &str) -> Ended {
        let mut played = Played { size, ..self.open() };
        let said = played.keys(keys);
        Ended { said, editor: played.editor, fine: true }
    }

    fn lines(&self, lines: &str) -> Ended {
        let mut played = self.open();
        played.lines(lines);
        Ended { said: played.said, editor: played.editor, fine: played.fine }
    }
}

impl Ended {
    fn notice(&self) -> &str {
        self.editor.notice.as_ref().map_or("", |notice| notice.text.as_str())
    }

    fn expectations(&self) -> Vec<String> {
        self.editor.session().unwrap().open.profile.texts(ProfileField::Expect)
    }

    /// What is asked, in one line.
    fn question(&self) -> String {
        let Some(question) = open::question(&self.editor) else { return String::new() };
        sekimori::editor::words::question(question, self.editor.lang)
    }

    /// The code of the selected finding.
    fn selected(&self) -> Option<String> {
        self.editor.session().unwrap().selected_finding().map(sekimori::report::Finding::code)
    }

    fn asks(&self) -> bool {
        matches!(open::question(&self.editor), Some(Question::Loses(..))) && open::selected(&self.editor) == Some(0)
    }
}

#[test]
fn the_last_way_in_is_not_saved_away_unasked() {
    for (lang, sentence) in
        [(Lang::En, "Once applied, nobody could log in any more."), (Lang::Ja, "誰もログインできなくなります")]
    {
        let guard = Guard { lang, ..Guard::new() };
        let asked = guard.keys("dds");
        assert!(asked.asks() && asked.said.contains(sentence), "{}", asked.said);
        // The safe answer stands first, and Esc is the same.
        for answer in ["<enter>", "<esc>", "n"] {
            assert!(guard.keys(&format!("dds{answer}")).editor.popup.is_none());
            assert!(guard.is_untouched());
        }
        assert!(!guard.keys("ddsw").asks());
        assert!(!guard.desk.text().contains("\"22\""));
    }
}

#[test]
fn one_of_two_ways_in_may_go_unless_it_is_that_of_somebody_known() {
    let guard = Guard::new();
    assert!(guard.keys("ds").notice().starts_with("Saved"));
    for (own, admin) in [(Some("203.0.113.9"), ""), (None, "203.0.113.0/24"), (Some("198.51.100.1"), "203.0.113.0/24")]
    {
        let guard = Guard { own, admin, ..Guard::new() };
        let asked = guard.keys("ds");
        let lost = if admin.is_empty() { "203.0.113.9" } else { "203.0.113.0/24" };
        let told = format!("Once applied, {lost} could no longer log in. Still able to: 192.0.2.7 (rule 1).");
        assert!(asked.question().contains(&told), "{}", asked.said);
        assert!(guard.is_untouched());
    }
    let guard = Guard { own: Some("203.0.113.9"), lang: Lang::Ja, ..Guard::new() };
    let asked = guard.keys("ds");
    assert!(
        asked.said.contains("203.0.113.9 からログインできなくなります") && asked.said.contains("ルール 1"),
        "{}",
        asked.said
    );
    // The own address that never could log in is not missed.
    assert!(Guard { own: Some("198.51.100.1"), ..Guard::new() }.keys("ds").notice().starts_with("Saved"));
}

#[test]
fn the_answers_are_seen_on_every_terminal() {
    let guard = Guard { admin: "203.0.113.0/24", own: Some("192.0.2.7"), ..Guard::new() };
    guard.lines("expect pass tcp 203.0.113.0/24 -> 22\nexpect pass tcp 192.0.2.7 -> 22\nexpect pass tcp any -> 443\n");
    for size in [(40, 10), (60, 16), (80, 24), (120, 35)] {
        let asked = guard.keys_on(size, "dddqs");
        assert!(asked.asks() && asked.question().contains("No longer met: "), "{}", asked.question());
        assert!(asked.said.contains("n cancel") && asked.said.contains("w save anyway"), "{}", asked.said);
    }
    assert!(guard.is_untouched());
    // It was on the way out.
    assert!(guard.keys("dddqsw").editor.popup.is_none() && !guard.is_untouched());
}

#[test]
fn force_saves_without_a_question() {
    let guard = Guard { force: true, ..Guard::new() };
    let saved = guard.keys("dds");
    assert!(saved.notice().starts_with("Saved"), "{}", saved.said);
    let guard = Guard { force: true, ..Guard::new() };
    assert!(guard.lines("delete 1-2\nsave\n").fine && !guard.is_untouched());
}

#[test]
fn a_script_is_refused_and_told_how_it_is_forced() {
    for (lang, why) in [(Lang::En, "Started with --force, it saves all the same."), (Lang::Ja, "--force を付けて")]
    {
        let guard = Guard { lang, ..Guard::new() };
        let refused = guard.lines("delete 1-2\nsave\nw\nquit\ns\n");
        assert_eq!(refused.said.matches(why).count(), 2, "{}", refused.said);
        assert!(!refused.fine && refused.editor.popup.is_none() && guard.is_untouched());
    }
    // The delta has said what it means before.
    let told = Guard::new().lines("delete 1-2\n").said;
    assert!(told.contains("Now blocked: SSH from admins"), "{told}");
}

#[test]
fn a_person_who_types_is_asked() {
    let guard = Guard::new();
    let env = [("LANG", "en_US.UTF-8"), ("SSH_CONNECTION", "203.0.113.9 50000 192.0.2.1 22")];
    let start = Start { env: &env, size: (100, 60), ..guard.desk.terminal(&["--plain", "web.json"]) };
    let mut pty = start.start();
    pty.wait_for("help lists the commands.\n> ");
    pty.raw("delete 1\nsave\n");
    pty.wait_for("Once applied, 203.0.113.9 could no longer log in. Still able to: 192.0.2.7 (rule 1).");
    pty.raw("n\n");
    pty.raw("undo\nsave\n");
    pty.wait_for("Saved to web.json");
    pty.raw("quit\n");
    assert!(pty.wait_for_end().success());
    assert!(guard.is_untouched());
}

#[test]
fn a_new_file_misses_only_who_is_known() {
    let empty = |own, admin| {
        let guard = Guard { own, admin, ..Guard::new() };
        fs::remove_file(&guard.desk.file).unwrap();
        let ended = guard.lines("add deny ip any\nsave\n");
        (ended.fine, guard.desk.file.exists(), ended.said)
    };
    let (fine, exists, said) = empty(None, "");
    assert!(fine && exists, "{said}");
    for (own, admin) in [(Some("203.0.113.9"), ""), (None, "203.0.113.0/24")] {
        let (fine, exists, said) = empty(own, admin);
        assert!(!fine && !exists && said.contains("nobody could log in any more, not even 203.0.113."), "{said}");
    }
    // A file that says "no rules" may be in force already: everybody gets in.
    let guard = Guard::new();
    guard.desk.write("web.json", "[]");
    assert!(!guard.lines("add deny ip any\nsave\n").fine);
}

#[test]
fn an_expectation_is_made_broken_and_mended() {
    let guard = Guard::new();
    let offered = guard.keys("A");
    assert!(offered.said.contains("pass tcp 203.0.113.0/24 -> 22"), "{}", offered.said);
    let made = guard.keys("jjA<enter>");
    assert_eq!(made.expectations(), ["pass tcp any -> 443"]);
    assert_eq!(made.notice(), "Expectation added: pass tcp any -> 443. It is met.");
    // It is remembered with the file, so it binds the next session too.
    let broken = guard.keys("jjd");
    assert_eq!(broken.selected().as_deref(), Some("expectation-unmet"));
    let asked = guard.keys("jjds");
    let told = format!("No longer met: pass tcp any -> 443 (such as {}).", packet(&broken));
    assert!(asked.asks() && asked.question().starts_with(&told), "{}", asked.question());
    assert!(asked.said.contains("No longer met: pass tcp any -> 443"), "{}", asked.said);
    assert!(guard.is_untouched());
    let mended = guard.keys("jjdu");
    assert!(!mended.asks() && mended.selected().as_deref() != Some("expectation-unmet"));
    assert!(guard.keys("jjduXs").editor.popup.is_none());
    let memory = guard.desk.state().join("memory.json");
    let kept = recall(&memory, &guard.desk.file).profile.unwrap();
    assert_eq!(kept.texts(ProfileField::Expect), ["pass tcp any -> 443"]);
    let guard = Guard { lang: Lang::Ja, ..Guard::new() };
    let made = guard.keys("GkA<enter>");
    let packet = packet(&made);
    let told = format!("要件を加えました: block ip any。満たされていません: {packet} はルール 7 で許可されます。");
    assert_eq!(made.notice(), told);
}

/// The packet that the selected finding shows.
fn packet(ended: &Ended) -> String {
    let session = ended.editor.session().unwrap();
    session.selected_finding().and_then(|finding| finding.witness).map(|packet| packet.to_string()).unwrap_or_default()
}

#[test]
fn an_expectation_comes_from_a_finding_and_from_the_tracer() {
    let guard = Guard::new();
    // The lease is lost: its flow must pass.
    let lost = "jjjd";
    for from in ["<tab>A<enter>", "iA<enter>"] {
        let made = guard.keys(&format!("{lost}{from}"));
        assert_eq!(made.expectations(), ["pass udp any:67 -> 68"], "{}", made.said);
        assert!(made.notice().contains("It is not met: udp "), "{}", made.notice());
        fs::remove_dir_all(guard.desk.state()).unwrap();
    }
    let traced = |text: &str| guard.keys(&format!("t<ctrl-u>{text}A"));
    assert!(traced("tcp any -> 443").said.contains("pass tcp any -> 443"));
    assert!(traced("tcp any -> 5432").said.contains("block tcp any -> 5432"));
    // Tab of the tracer goes through expectations too.
    let kept = Guard::new();
    kept.lines("expect pass tcp 192.0.2.7 -> 22\n");
    let backwards = kept.keys("t<tab><shift-tab><shift-tab>");
    assert!(backwards.said.contains("tcp 192.0.2.7 -> 22"), "{}", backwards.said);
}

#[test]
fn a_mistake_has_its_place_and_nothing_is_lost() {
    let wrong = Guard::new().keys("A<ctrl-u>pass tcp any -> 70000<enter>");
    assert_eq!(wrong.notice(), "expectations: Character 17: A port is a number from 0 to 65535.");
    assert!(wrong.editor.popup_of::<ExpectForm>().is_some());
    assert!(wrong.said.contains("pass tcp any -> 70000") && wrong.expectations().is_empty());
    let twice = Guard::new().lines("expect pass icmp any\nexpect pass icmp any\nexpect\n");
    assert!(twice.said.contains("That is expected already.") && !twice.fine, "{}", twice.said);
    assert!(twice.said.contains("pass-1: pass icmp any. It is met."), "{}", twice.said);
}

#[test]
fn expectations_by_lines_are_listed_and_their_contradictions_told() {
    let lines = "expect\nexpect block tcp any -> 443\nexpect pass tcp 192.0.2.0/24 -> 443\nexpect\n";
    for (lang, none, contradiction) in [
        (Lang::En, "Nothing is expected.", "Two expectations contradict each other: pass tcp 192.0.2.0/24 -> 443"),
        (Lang::Ja, "要件はありません。", "要件が矛盾しています: pass tcp 192.0.2.0/24 -> 443"),
    ] {
        let said = Guard { lang, ..Guard::new() }.lines(lines).said;
        assert!(said.contains(none) && said.matches(contradiction).count() == 2, "{said}");
        assert!(
            said.contains("block-1: block tcp any -> 443") && said.contains("pass-2: pass tcp 192.0.2.0/24 -> 443")
        );
    }
    // The delta has a packet.
    let said = Guard::new().lines("expect pass tcp any -> 443\nundo\ndelete 3\n").said;
    assert!(said.contains("Now blocked: Expected: pass 1, by rule 8 (was allowed)\npacket: tcp "), "{said}");
}

#[test]
fn the_worst_new_finding_is_selected_and_the_end_of_repairs_is_told() {
    let guard = Guard::new();
    let harmed = guard.keys("jjjd");
    assert_eq!(harmed.selected().as_deref(), Some("dhcp-blocked"));
    let said = guard.keys("jjjdf");
    assert!(said.notice().starts_with("Nothing left to repair. Fixed: insert"), "{}", said.notice());
    let said = Guard { lang: Lang::Ja, ..Guard::new() }.keys("jjjdf");
    assert!(said.notice().starts_with("直すものはもうありません。修正しました"), "{}", said.notice());
    // A draft that is committed, too; and what stays keeps its place.
    let two = guard.keys("jjjdd");
    assert_eq!(two.selected().as_deref(), Some("tcp-replies-blocked"));
}
