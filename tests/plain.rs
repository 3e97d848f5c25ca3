//! Editing by lines: through the real loop, and with the real program.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use sekimori::editor::Setup;
use sekimori::editor::start::INCIDENT;
use sekimori::lang::{ActionId, Lang};
use sekimori::lessons::{Course, Progress};
use sekimori::presets::Catalogue;
use sekimori::store::recall_progress;
use sekimori::terminal::Host;
use std::fs;
use support::desk::Desk;
use support::hand::line;
use support::player::{Play, Played};
use support::pty::Start;
use support::shell::out;

/// Lines in the editor in memory on the incident; what it remembers stays at the desk.
fn play(desk: &Desk, lines: &str, lang: Lang) -> Played {
    let setup = Setup { lang, catalogue: Catalogue::embedded(), ..Setup::default() };
    let mut played = Played::new(setup, Host::in_directory(&desk.state())).on(&desk.file);
    played.lines(lines);
    played.said = played.said.replace(desk.path().to_str().unwrap(), "");
    played
}

fn lines(desk: &Desk, lines: &str) -> Played {
    play(desk, lines, Lang::En)
}

fn progress(desk: &Desk) -> Progress {
    recall_progress(&desk.state().join("progress.json")).unwrap().0
}

/// A lesson by lines; progress stays at the desk.
fn learn(desk: &Desk, lines: &str, lang: Lang) -> Played {
    let (catalogue, course, progress) = (Catalogue::embedded(), Course::embedded(), progress(desk));
    let setup = Setup { lang, catalogue, course, progress, ..Setup::default() };
    let mut played = Played::new(setup, Host::in_directory(&desk.state()));
    played.editor.open_course();
    played.lines(lines);
    played
}

const TOUR: &str = "help
list
fix
findings 1
rule 3
set 3 port 8443
set 3 port 8443x
deny 2
move 3 up
move 1 up
delete 2-3
undo
redo
u
add allow tcp 192.0.2.7 -> ssh # tunnel
add 1 allow tcp -> 443 443
trace udp 192.0.2.1:67 -> 68
trace tcp any -> ?
presets http
insert ssh-only
insert ssh-only admin=192.0.2.0/24 x=1
insert ssh source=198.51.100.0/24
changes
history
profile
find me
quit
verdicts
save
quit
";

#[test]
fn a_whole_session_reads_well_in_both_languages() {
    for lang in [Lang::Ja, Lang::En] {
        insta::assert_snapshot!(format!("tour_{}", lang.code()), play(&Desk::with_incident(), TOUR, lang).said);
    }
}

#[test]
fn a_question_is_answered_by_its_letter_or_words_and_by_nothing_else() {
    let desk = Desk::with_incident();
    desk.write("there.json", "[]");
    let there = desk.path().join("there.json");
    let save = format!("save as {}\n", there.display());
    // What begins like an answer is none, nor is a command.
    let played = lines(&desk, &format!("{save}save\nset 1 port 6\nquit\nsav\nsave a\n\nhelp\n"));
    assert!(!played.fine);
    assert_eq!(desk.names(), ["state", "there.json", "web.json"]);
    assert_eq!(desk.read("there.json"), "[]");
    assert_eq!(played.rules()[0], lines(&desk, "").rules()[0]);
    for line in ["save", "set 1 port 6", "quit", "sav", "save a", "help"] {
        let told =
            format!("\"{line}\" is no answer, and nothing was done. Answer: n (cancel), a (save as), w (overwrite).");
        assert!(played.said.contains(&told), "{line}: {}", played.said);
    }
    // Where a name is asked for, neither.
    let typed = "a\nsave\nset 1 port 6\n3\nq\nquit\nsome name.json\n許可\n";
    let played = lines(&desk, &(save.clone() + typed + "\nquit\n"));
    assert!(played.said.contains("\"some name.json\" is no answer"), "{}", played.said);
    assert_eq!(desk.names(), ["state", "there.json", "web.json"]);
    let named = desk.path().join("new");
    lines(&desk, &format!("{save}a\n{}\n", named.display()));
    assert!(desk.names().contains(&"new".to_owned()));
    let odd = desk.path().join("set 1 port 6");
    lines(&desk, &format!("{save}save as\na\nsave as {}\n", odd.display()));
    assert!(desk.names().contains(&"set 1 port 6".to_owned()), "{:?}", desk.names());
    assert!(lines(&desk, &format!("{save}OVERWRITE\n")).fine);
    assert_ne!(desk.read("there.json"), "[]");
}

/// A lesson from the list to its end, and what can be asked on the way.
const COURSE: &str = "own-branch
verdicts
findings
hint
h
fix
next
words return
words xyzzy
theatre
theatre dhcp
theatre nobody
timeline 36
timeline 0
add allow tcp 198.51.100.23 -> 22
set 1 source 203.0.113.0/24
story
goals
next
lessons
lesson 99
lesson dhcp
profile admin 198.51.100.0/24
profile guest beos
profile colour red
set 3 colour red
";

#[test]
fn a_lesson_is_done_by_lines_in_both_languages() {
    for lang in [Lang::Ja, Lang::En] {
        let desk = Desk::with_incident();
        let played = learn(&desk, COURSE, lang);
        insta::assert_snapshot!(format!("course_{}", lang.code()), played.said);
        assert_eq!(progress(&desk).best("own-branch"), Some(2));
        // The end of the lines loses nothing.
        let left = learn(&desk, "２\ndelete 5", lang);
        let again = learn(&desk, "2", lang);
        assert!(left.fine && again.rules().len() == 4, "{}", again.said);
    }
}

#[test]
fn the_list_of_lessons_is_left_by_any_other_line() {
    let desk = Desk::with_incident();
    let played = learn(&desk, "help\n1", Lang::En);
    let first = INCIDENT.matches("Action").count();
    assert_eq!(played.rules().len(), first, "the number is that of the start screen again: {}", played.said);
    let unsaved = lines(&desk, "delete 1\nlessons\ndiscard\n");
    assert!(unsaved.said.contains("discard"), "{}", unsaved.said);
    assert!(lines(&desk, "story\nhint\nnext\nrestart\ngoals").said.matches("inside of a lesson").count() == 5);
}

#[test]
fn whatever_is_done_by_name_or_key_something_is_said() {
    let desk = Desk::with_incident();
    for action in ActionId::ALL.iter().filter(|action| action.id() != "quit") {
        let key = action.keys().first().map(ToString::to_string).filter(|key| key.chars().count() == 1);
        for line in key.into_iter().chain([action.id().to_owned()]).filter(|line| !line.trim().is_empty()) {
            let begin = format!("> {line}\n");
            let in_file = lines(&desk, &line).said;
            let in_lesson = learn(&desk, &format!("1\n{line}"), Lang::En).said;
            for said in [in_file, in_lesson] {
                let answer = said.rsplit_once(&begin).unwrap().1;
                assert!(!answer.trim().is_empty(), "{line}: {said}");
            }
        }
    }
}

#[test]
fn nothing_is_drawn() {
    let said = lines(&Desk::with_incident(), TOUR).said + &learn(&Desk::with_incident(), COURSE, Lang::Ja).said;
    assert!(
        !said.contains(|c: char| ('\u{2500}'..='\u{259F}').contains(&c) || (c.is_control() && c != '\n')),
        "{said}"
    );
}

#[test]
fn lines_do_what_keys_do() {
    let desk = Desk::with_incident();
    for (by_lines, by_keys) in [
        ("fix\nfix", "ff"),
        ("delete 2\nundo\nredo", "jduU"),
        ("deny 1", "<space>"),
        ("set 3 port https\nset 3 note TLS", "jjllll<enter><ctrl-u>https<tab><ctrl-u>TLS<enter>"),
        ("move 3 up", "jjK"),
        ("duplicate 1-2", "Vjc"),
        ("copy 1\nrule 4\npaste", "yjjjw"),
        ("insert dhcp", "pdhcp<enter>"),
        ("add allow tcp 192.0.2.0/24 -> 53 # DNS", "aj<tab><tab>192.0.2.0/24<tab><tab>53<tab>DNS<enter>"),
        ("fit", "F"),
    ] {
        let lines = lines(&desk, by_lines);
        let keys = Play { size: (120, 35), ..desk.play() }.keys(by_keys);
        let [mut by_lines, mut by_keys] = [&lines, &keys].map(|played| played.filter().rules.clone());
        // A draft begins below the first rule, an added line too; what differs is only where the selection was.
        by_keys.sort_by_key(|rule| format!("{rule:?}"));
        by_lines.sort_by_key(|rule| format!("{rule:?}"));
        assert_eq!(by_lines, by_keys, "{}", lines.said);
    }
}

#[test]
fn a_save_writes_and_a_script_that_does_not_save_says_so() {
    let desk = Desk::with_incident();
    let saved = lines(&desk, "fix\nsave\n");
    assert!(saved.fine && desk.text().contains("\"67\""), "{}", saved.said);
    let left = lines(&desk, "delete 1");
    assert!(!left.fine && left.said.ends_with("The changes were not saved.\n"), "{}", left.said);
    // A script is run again, not recovered.
    let again = lines(&desk, "");
    assert!(again.fine && !again.said.contains("Recover"), "{}", again.said);
    assert!(lines(&desk, "quit").fine);
    assert!(!lines(&desk, "qiut\nquit").fine);
}

#[test]
fn a_question_is_answered_by_letter_or_word_and_any_other_line_does_nothing() {
    let desk = Desk::with_incident();
    let left = lines(&desk, "delete 1\nquit\nlist\nundo");
    assert!(!left.fine && left.editor.popup.is_some() && left.modified(), "{}", left.said);
    assert!(lines(&desk, "delete 1\nquit\nn\nundo").fine);
    assert!(lines(&desk, "delete 1\nquit\ndiscard").fine);
    assert!(desk.text() == INCIDENT);
    let said = lines(&desk, "delete 2\nquit\ns").said;
    assert!(said.contains("errors left: 3. Nothing has changed in the cloud yet."), "{said}");
    assert!(!desk.text().contains("\"80\""));
}

#[test]
fn what_changed_on_disk_is_not_overwritten_unasked() {
    let desk = Desk::with_incident();
    let mut played = Played::new(Setup { lang: Lang::En, ..Setup::default() }, Host::default()).on(&desk.file);
    desk.write("web.json", INCIDENT.replace("443", "8443"));
    let said = played.lines("delete 2\nsave\nlist\nsave\noverwrite");
    assert_eq!(said.matches("is no answer").count(), 2, "{said}");
    assert!(!desk.text().contains("8443") && !desk.text().contains("\"80\""));
}

#[test]
fn a_file_is_chosen_opened_and_named() {
    let desk = Desk::with_incident();
    let two = r#"[{"Name":"one","Expression":[]},{"Name":"two","Expression":[{"Protocol":"ip","Action":"deny"}]}]"#;
    desk.write("web.json", two);
    let second = lines(&desk, "2\nlist");
    assert_eq!(second.rules(), ["deny ip any"], "{}", second.said);
    let other = desk.path().join("other.json");
    let named = lines(&desk, &format!("2\nallow 1\nsave as {} rules\nopen {}", other.display(), other.display()));
    assert_eq!(named.rules(), ["allow ip any"], "{}", named.said);
    assert!(desk.read("other.json").starts_with('['));
    assert_eq!(desk.text(), two);
}

#[test]
fn a_template_says_what_it_needs() {
    let desk = Desk::with_incident();
    let start = desk.run(&["--plain"], "4\ninsert web-server admin=192.0.2.0/24\nsave\nnew.json\nverdicts\nquit\n");
    let said = out(&start);
    assert!(said.contains("To insert it: insert web-server admin=203.0.113.0/24"), "{said}");
    assert!(said.contains("Saved to new.json.") && said.contains("you can log in: from 192.0.2.0/24"), "{said}");
    assert!(start.status.success());
    assert!(desk.path().join("new.json").exists());
}

#[test]
fn the_program_works_in_a_pipe() {
    let desk = Desk::with_incident();
    let done = desk.run(&["--plain", "web.json"], "fix\nsave\n");
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    assert!(desk.text().contains("\"67\""));
    let unsaved = desk.run(&["--plain", "web.json"], "delete 1\n");
    assert_eq!(unsaved.status.code(), Some(1), "{unsaved:?}");
    assert_eq!(fs::read_dir(desk.journals()).unwrap().count(), 0);
    desk.write("web.json", "{");
    let broken = desk.run(&["--plain", "web.json"], "list\n");
    assert_eq!((broken.status.code(), broken.stdout.len()), (Some(2), 0), "{broken:?}");
}

#[test]
fn the_program_teaches_in_a_pipe_and_on_a_dumb_terminal() {
    let desk = Desk::with_incident();
    let lines = "lesson own-branch\nadd allow tcp 198.51.100.23 -> 22\nset 1 source 203.0.113.0/24\n";
    for args in [&["learn", "--plain"][..], &["--plain", "learn"], &["learn", "default-allow", "--plain"]] {
        let done = desk.run(args, lines);
        let said = out(&done);
        assert!(said.contains("Lesson 11/13: Do not lock yourself out") && said.contains("\nTo remember\n"), "{said}");
        assert_eq!(done.status.code(), Some(0), "{said}");
    }
    let words = desk.run(&["learn", "words", "--plain"], "");
    assert!(out(&words).starts_with("packet filter\n"));
    let listed = out(&desk.run(&["learn"], ""));
    assert!(listed.contains("[x] 11 own-branch"), "{listed}");
    let env = [("TERM", "dumb"), ("LANG", "en_US.UTF-8")];
    let mut pty = Start { env: &env, size: (80, 60), ..desk.terminal(&["learn", "dhcp"]) }.start();
    pty.wait_for("help lists the commands.\n> ");
    assert!(pty.screen().contains("Goal 1, not met"), "{}", pty.screen());
    pty.raw("hint\n");
    pty.wait_for("Hint 1/");
    pty.raw("quit\n");
    assert!(pty.wait_for_end().success());
}

#[test]
fn a_terminal_stays_as_it_is_and_what_was_typed_is_kept() {
    for (args, term) in [(&["--plain", "web.json"][..], "xterm-256color"), (&["web.json"][..], "dumb")] {
        let desk = Desk::with_incident();
        let env = [("TERM", term), ("LANG", "en_US.UTF-8")];
        let start = Start { env: &env, size: (80, 60), ..desk.terminal(args) };
        let mut pty = start.start();
        pty.wait_for("help lists the commands.\n> ");
        assert_eq!(pty.screen().contains("can show no screen"), term == "dumb");
        let modes = pty.modes();
        pty.raw("delete 1\n");
        pty.wait_for("Rule 1 deleted");
        pty.raw("\x04");
        pty.wait_for("the next start offers the changes back");
        pty.wait_for_end();
        assert_eq!(pty.modes(), modes);
        assert!(!pty.received().contains(&0x1b), "{}", String::from_utf8_lossy(&pty.received()));
        assert_eq!(desk.text(), INCIDENT);
        let mut again = start.start();
        again.wait_for("Recover it?");
        again.raw("v\n");
        again.wait_for("Gone, once rule 1: allow tcp 203.0.113.7 -> 22");
        again.raw("recover\n");
        again.wait_for("Recovered, not saved yet.");
        again.raw("save\n");
        again.wait_for("Once applied, nobody could log in any more.");
        again.raw("w\n");
        again.wait_for("Saved to web.json");
        again.raw("quit\n");
        assert!(again.wait_for_end().success());
        assert!(!desk.text().contains("203.0.113.7"));
        assert_eq!(fs::read_dir(desk.journals()).unwrap().count(), 0);
    }
}

#[test]
fn what_only_a_screen_can_show_is_not_claimed() {
    for line in ["mouse", "rule.clip", "filter.clip"] {
        let played = lines(&Desk::with_incident(), line);
        assert!(played.said.contains("That is for the screen"), "{}", played.said);
        assert!(!played.fine && !played.editor.mouse);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_breaks_it_and_undo_goes_back(lines in prop::collection::vec(line(), 0..25), ja in any::<bool>()) {
        let desk = Desk::with_incident();
        let back = format!("{}\n{}", lines.join("\n"), "undo\n".repeat(40));
        let played = play(&desk, &back, if ja { Lang::Ja } else { Lang::En });
        prop_assert!(!played.editor.session().unwrap().open.history.modified(), "{}", played.said);
        prop_assert_eq!(desk.text(), INCIDENT);
        let shows_what_turns_text_around = played.said.contains('\u{202e}');
        prop_assert!(!shows_what_turns_text_around);
    }
}
