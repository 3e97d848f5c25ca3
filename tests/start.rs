//! The start screen: the files that were open lately, each with its verdict, and what else one may begin with.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::editor::memory::Memory;
use sekimori::editor::message::Message;
use sekimori::editor::recent::{FileState, judge};
use sekimori::editor::start::INCIDENT;
use sekimori::editor::{Main, Setup};
use sekimori::lang::Lang;
use sekimori::lessons::Course;
use sekimori::presets::Catalogue;
use sekimori::profile::Profile;
use sekimori::terminal::Host;
use std::fs;
use std::process::Command;
use support::desk::Desk;
use support::player::{Played, events};

/// Fine for a web server, but for the notes that every open range has.
const FINE: &str = r#"[
    {"Protocol":"tcp","SourceNetwork":"203.0.113.0/24","DestinationPort":"22","Action":"allow","Description":"SSH"},
    {"Protocol":"udp","SourcePort":"67","DestinationPort":"68","Action":"allow","Description":"DHCP"},
    {"Protocol":"tcp","DestinationPort":"32768-60999","Action":"allow","Description":"return tcp"},
    {"Protocol":"udp","DestinationPort":"32768-60999","Action":"allow","Description":"return udp"},
    {"Protocol":"icmp","Action":"allow"},
    {"Protocol":"fragment","Action":"allow"},
    {"Protocol":"ip","Action":"deny"}]"#;

/// A place where these files were open, the last one first.
fn desk(names: &[(&str, &str)]) -> Desk {
    let desk = Desk::empty();
    for (name, text) in names.iter().rev() {
        let file = desk.write(name, text);
        let mut played = desk_played(&desk, Lang::En).on(&file);
        played.keys("");
    }
    desk
}

/// The program as it begins there.
fn desk_played(desk: &Desk, lang: Lang) -> Played {
    let host = Host::in_directory(&desk.state());
    let (catalogue, course) = (Catalogue::embedded(), Course::embedded());
    Played::new(Setup { lang, catalogue, course, recent: host.recent(), ..Setup::default() }, host)
}

/// What stands there, without the path of the place itself.
fn screen(desk: &Desk, lang: Lang, size: (u16, u16), keys: &str) -> String {
    let mut played = Played { size, ..desk_played(desk, lang) };
    played.keys(keys)
}

const SIZES: [(u16, u16); 3] = [(120, 35), (80, 24), (60, 16)];

/// Paths of temporary directories differ each time; so the whole screens are those of an editor that was told.
fn told(lang: Lang, size: (u16, u16), keys: &str) -> Played {
    let recent: Vec<_> =
        ["/srv/filters/web.json", "/srv/staging/db.json", "/srv/db.json", "/srv/old.json", "/srv/notes.json"]
            .map(Into::into)
            .to_vec();
    let (catalogue, course) = (Catalogue::embedded(), Course::embedded());
    let setup = Setup { lang, catalogue, course, recent: recent.clone(), ..Setup::default() };
    let mut played = Played { size, ..Played::new(setup, Host::default()) };
    played.keys("");
    let state = |text: &str| judge(text, "filter.json", &Memory::default(), &Profile::default());
    let judged = [state(INCIDENT), state(FINE), state("[]"), FileState::Gone, state("{")];
    for (location, state) in recent.into_iter().zip(judged) {
        played.editor.update(Message::Judged { location, state });
    }
    played.keys(keys);
    played
}

#[test]
fn whole_screens() {
    for lang in [Lang::Ja, Lang::En] {
        for (width, height) in SIZES {
            let played = told(lang, (width, height), "");
            insta::assert_snapshot!(format!("recent-{width}x{height}-{}", lang.code()), played.screen());
        }
    }
    for lang in [Lang::Ja, Lang::En] {
        insta::assert_snapshot!(format!("recent-last-60x16-{}", lang.code()), told(lang, (60, 16), "<end>").screen());
    }
}

#[test]
fn files_come_first_with_their_verdict() {
    let desk = desk(&[("web.json", INCIDENT), ("fine.json", FINE), ("open.json", "[]"), ("odd.json", "{")]);
    let shown = screen(&desk, Lang::En, (120, 35), "");
    for line in
        ["web.json   ✗ NO, 3 fail", "fine.json  ✓ yes", "open.json  ✗ everyone reaches", "odd.json   ! not readable"]
    {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    assert!(shown.contains("The server loses its address"), "{shown}");
    assert!(shown.contains("Enter opens this file."), "{shown}");
    let shown = screen(&desk, Lang::Ja, (120, 35), "");
    for line in ["web.json   ✗ NG 3 件", "fine.json  ✓ OK", "odd.json   ! 読めません"] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
}

#[test]
fn enter_opens_the_last_file_and_a_newcomer_gets_the_incident() {
    let desk = desk(&[("web.json", FINE), ("other.json", INCIDENT)]);
    let mut played = desk_played(&desk, Lang::En);
    played.keys("<enter>");
    assert_eq!(played.filter().rules.len(), 7);
    let newcomer = Desk::empty();
    let shown = screen(&newcomer, Lang::En, (60, 16), "");
    assert!(shown.contains("▸ The incident"), "{shown}");
    assert!(shown.contains("Enter opens this example, to repair it."), "{shown}");
}

#[test]
fn a_file_that_is_gone_is_said_to_be_gone() {
    let desk = desk(&[("web.json", FINE), ("other.json", INCIDENT)]);
    fs::remove_file(desk.path().join("web.json")).unwrap();
    let mut played = desk_played(&desk, Lang::En);
    let shown = played.keys("");
    assert!(shown.contains("not found") && shown.contains("Enter looks for it once more."), "{shown}");
    played.keys("<enter>");
    assert!(matches!(played.editor.place, Main::Start(_)));
    assert!(played.notice().ends_with("web.json is not there any more."), "{}", played.notice());
    assert!(!played.editor.notice.as_ref().unwrap().is_error);
    // It may go, or come back, after somebody has looked.
    desk.write("web.json", FINE);
    played.keys("<enter>");
    assert_eq!(played.filter().rules.len(), 7);
}

#[test]
fn a_file_that_goes_after_the_look_begins_no_new_one() {
    let desk = desk(&[("web.json", FINE)]);
    let mut played = desk_played(&desk, Lang::En);
    assert!(played.keys("").contains("✓ yes"));
    fs::remove_file(desk.path().join("web.json")).unwrap();
    let shown = played.keys("<enter>");
    assert!(matches!(played.editor.place, Main::Start(_)) && shown.contains("not found"), "{shown}");
}

#[test]
fn what_is_remembered_of_a_file_decides_its_verdict() {
    let desk = desk(&[("web.json", INCIDENT)]);
    let mut played = desk_played(&desk, Lang::En).on(&desk.file);
    played.lines("profile attachment router\n");
    let shown = screen(&desk, Lang::En, (80, 24), "");
    assert!(shown.contains("web.json  ✗ NO, 2 fail"), "{shown}");
}

#[test]
fn a_long_list_is_judged_when_it_is_open() {
    let rules: Vec<String> =
        (0..101).map(|n| format!(r#"{{"Protocol":"tcp","SourceNetwork":"192.0.2.{n}","Action":"allow"}}"#)).collect();
    let desk = desk(&[("long.json", &format!("[{}]", rules.join(",")))]);
    let shown = screen(&desk, Lang::En, (80, 24), "");
    assert!(shown.contains("101 rules") && shown.contains("Too long for a glance"), "{shown}");
}

#[test]
fn names_tell_files_apart_and_show_nothing_that_a_terminal_obeys() {
    let desk = Desk::empty();
    let setup = Setup {
        recent: ["/a/x/web.json", "/b/x/web.json", "/c/db\u{1b}[2J.json"].map(Into::into).to_vec(),
        ..Setup::default()
    };
    let mut played = Played { size: (80, 24), ..Played::new(setup, Host::in_directory(&desk.state())) };
    let shown = played.keys("");
    assert!(
        shown.contains("a/x/web.json ") && shown.contains("b/x/web.json ") && shown.contains("db␛[2J.json"),
        "{shown}"
    );
}

#[test]
fn what_was_typed_meanwhile_stays_and_rest_writes_nothing() {
    let desk = desk(&[("web.json", INCIDENT), ("fine.json", FINE)]);
    let list = desk.state().join("recent.json");
    let before = fs::metadata(&list).unwrap().modified().unwrap();
    let mut played = desk_played(&desk, Lang::En);
    played.events(events("<down><down>"));
    let draws = played.script.draws();
    let Main::Start(start) = &played.editor.place else { panic!() };
    assert_eq!(start.selected, 2);
    assert_eq!(draws, 3, "one for the beginning and one for each key");
    assert_eq!(played.editor.update(Message::Resize(80, 24)), []);
    assert_eq!(fs::metadata(&list).unwrap().modified().unwrap(), before);
}

#[test]
fn a_save_puts_a_new_file_on_the_list() {
    let desk = Desk::empty();
    let mut played = desk_played(&desk, Lang::En);
    played.keys("<enter>");
    assert_eq!(played.host.recent(), []);
    played.lines(&format!("save as {}\n", desk.path().join("mine.json").display()));
    assert_eq!(played.host.recent().len(), 1);
}

#[test]
fn lines_list_the_files_too() {
    let desk = desk(&[("web.json", INCIDENT), ("fine.json", FINE)]);
    let mut played = desk_played(&desk, Lang::En);
    let said = played.lines("2\n").to_owned();
    assert!(said.starts_with("1: web.json, NO, 3 fail ("), "{said}");
    assert!(said.contains("2: fine.json, yes (") && said.contains("3: The incident"), "{said}");
    assert_eq!(played.filter().rules.len(), 7);
}

/// The program judges on other threads, and opens nothing that is no file.
#[test]
fn a_pipe_among_recent_files_delays_nothing() {
    let desk = Desk::with_incident();
    let pipe = desk.path().join("pipe.json");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let state = desk.path().join(".local/state/sekimori");
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("recent.json"), serde_json::json!([pipe, desk.file]).to_string()).unwrap();
    let mut pty = desk.terminal(&[]).start();
    pty.wait_for("✗ NO, 3 fail");
    pty.wait_for("not readable");
    pty.keys("j<enter>");
    pty.wait_for("5 of 30 rules");
    pty.keys("q");
    assert!(pty.wait_for_end().success());
}
