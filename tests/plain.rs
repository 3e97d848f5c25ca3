//! Editing by lines: through the real loop, and with the real program.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use sekimori::editor::{Editor, Setup};
use sekimori::lang::ActionId;
use sekimori::lang::Lang;
use sekimori::lessons::Course;
use sekimori::presets::Catalogue;
use sekimori::store::recall_progress;
use sekimori::terminal::{Dialogue, Host, run_plain};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use support::pty::Start;
use tempfile::TempDir;

const INCIDENT: &str = include_str!("../assets/incident.json");

/// A directory with the incident in it, and a state of its own.
struct Desk(TempDir);

/// What came of a script.
struct Played {
    said: String,
    fine: bool,
    editor: Editor,
}

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::write(desk.file(), INCIDENT).unwrap();
        desk
    }

    fn file(&self) -> std::path::PathBuf {
        self.0.path().join("web.json")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    fn play(&self, lines: &str, lang: Lang) -> Played {
        let mut editor = Editor::new(Setup { lang, catalogue: Catalogue::embedded(), ..Setup::default() });
        let mut host = Host::in_directory(&self.0.path().join("state"));
        editor.open(host.read(self.file().to_str().unwrap()).unwrap());
        let mut dialogue = Dialogue::new(lines);
        let fine = run_plain(&mut editor, &mut dialogue, &mut host).unwrap();
        let said = dialogue.said().replace(self.0.path().to_str().unwrap(), "");
        Played { said, fine, editor }
    }

    fn lines(&self, lines: &str) -> Played {
        self.play(lines, Lang::En)
    }

    /// A lesson by lines; progress stays with the desk.
    fn learn(&self, lines: &str, lang: Lang) -> Played {
        let state = self.0.path().join("state");
        let progress = recall_progress(&state.join("progress.json")).unwrap().0;
        let setup =
            Setup { lang, catalogue: Catalogue::embedded(), course: Course::embedded(), progress, ..Setup::default() };
        let mut editor = Editor::new(setup);
        editor.open_course();
        let mut dialogue = Dialogue::new(lines);
        let fine = run_plain(&mut editor, &mut dialogue, &mut Host::in_directory(&state)).unwrap();
        Played { said: dialogue.said().to_owned(), fine, editor }
    }

    fn program(&self, lines: &str, args: &[&str]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_sekimori"));
        program.args(args).env_clear().env("LC_ALL", "C").env("HOME", self.0.path()).current_dir(self.0.path());
        let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let _ignored = child.stdin.take().unwrap().write_all(lines.as_bytes());
        child.wait_with_output().unwrap()
    }
}

fn rules(played: &Played) -> Vec<String> {
    let rules = &played.editor.session().unwrap().filter().rules;
    rules.iter().map(|rule| sekimori::language::rule(rule, Lang::En)).collect()
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
        insta::assert_snapshot!(format!("tour_{}", lang.code()), Desk::new().play(TOUR, lang).said);
    }
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
        let desk = Desk::new();
        let played = desk.learn(COURSE, lang);
        insta::assert_snapshot!(format!("course_{}", lang.code()), played.said);
        let progress = recall_progress(&desk.0.path().join("state").join("progress.json")).unwrap().0;
        assert_eq!(progress.best("own-branch"), Some(2));
        // The end of the lines loses nothing.
        let left = desk.learn("２\ndelete 5", lang);
        let again = desk.learn("2", lang);
        assert!(left.fine && rules(&again).len() == 4, "{}", again.said);
    }
}

#[test]
fn the_list_of_lessons_is_left_by_any_other_line() {
    let desk = Desk::new();
    let played = desk.learn("help\n1", Lang::En);
    let first = sekimori::editor::start::INCIDENT.matches("Action").count();
    assert_eq!(rules(&played).len(), first, "the number is that of the start screen again: {}", played.said);
    let unsaved = desk.lines("delete 1\nlessons\ndiscard\n");
    assert!(unsaved.said.contains("discard"), "{}", unsaved.said);
    assert!(desk.lines("story\nhint\nnext\nrestart\ngoals").said.matches("inside of a lesson").count() == 5);
}

#[test]
fn whatever_is_done_by_name_or_key_something_is_said() {
    let desk = Desk::new();
    for action in ActionId::ALL.iter().filter(|action| action.id() != "quit") {
        let key = action.keys().first().map(ToString::to_string).filter(|key| key.chars().count() == 1);
        for line in key.into_iter().chain([action.id().to_owned()]).filter(|line| !line.trim().is_empty()) {
            let begin = format!("> {line}\n");
            let in_file = desk.lines(&line).said;
            let in_lesson = desk.learn(&format!("1\n{line}"), Lang::En).said;
            for said in [in_file, in_lesson] {
                let answer = said.rsplit_once(&begin).unwrap().1;
                assert!(!answer.trim().is_empty(), "{line}: {said}");
            }
        }
    }
}

#[test]
fn nothing_is_drawn() {
    let said = Desk::new().lines(TOUR).said + &Desk::new().learn(COURSE, Lang::Ja).said;
    assert!(
        !said.contains(|c: char| ('\u{2500}'..='\u{259F}').contains(&c) || (c.is_control() && c != '\n')),
        "{said}"
    );
}

#[test]
fn lines_do_what_keys_do() {
    let desk = Desk::new();
    for (lines, keys) in [
        ("fix\nfix", "ff"),
        ("delete 2\nundo\nredo", "jduU"),
        ("deny 1", "<space>"),
        ("set 3 port https\nset 3 note TLS", "jjllll<enter><ctrl-u>https<tab><ctrl-u>TLS<enter>"),
        ("move 3 up", "jjK"),
        ("duplicate 1-2", "Vjc"),
        ("copy 1\nrule 4\npaste", "yjjjw"),
        ("insert dhcp", "pdhcp<enter>"),
        ("add allow tcp 192.0.2.0/24 -> 53 # DNS", "aj<tab>192.0.2.0/24<tab><tab>53<tab>DNS<enter>"),
        ("fit", "F"),
    ] {
        let (lines, file) = (desk.lines(lines), desk.file());
        let mut play = support::player::Play { file: Some(&file), ..Default::default() };
        play.size = (120, 35);
        let keys = play.keys(keys);
        let mut by_keys: Vec<_> = keys.editor.session().unwrap().filter().rules.clone();
        let mut by_lines = lines.editor.session().unwrap().filter().rules.clone();
        // A draft begins below the first rule, an added line too; what differs is only where the selection was.
        by_keys.sort_by_key(|rule| format!("{rule:?}"));
        by_lines.sort_by_key(|rule| format!("{rule:?}"));
        assert_eq!(by_lines, by_keys, "{}", lines.said);
    }
}

#[test]
fn a_save_writes_and_a_script_that_does_not_save_says_so() {
    let desk = Desk::new();
    let saved = desk.lines("fix\nsave\n");
    assert!(saved.fine && desk.text().contains("\"67\""), "{}", saved.said);
    let left = desk.lines("delete 1");
    assert!(!left.fine && left.said.ends_with("The changes were not saved.\n"), "{}", left.said);
    // A script is run again, not recovered.
    let again = desk.lines("");
    assert!(again.fine && !again.said.contains("Recover"), "{}", again.said);
    assert!(desk.lines("quit").fine);
    assert!(!desk.lines("qiut\nquit").fine);
}

#[test]
fn a_question_is_answered_by_letter_or_word_and_any_other_line_leaves_it() {
    let desk = Desk::new();
    let left = desk.lines("delete 1\nquit\nlist\nundo");
    assert!(left.fine && left.editor.popup.is_none(), "{}", left.said);
    assert!(desk.lines("delete 1\nquit\ndiscard").fine);
    assert!(desk.text() == INCIDENT);
    assert!(desk.lines("delete 2\nquit\ns").said.contains("errors left: 3. Nothing has changed in the cloud yet."));
    assert!(!desk.text().contains("\"80\""));
}

#[test]
fn what_changed_on_disk_is_not_overwritten_unasked() {
    let desk = Desk::new();
    let mut editor = Editor::new(Setup { lang: Lang::En, ..Setup::default() });
    let mut host = Host::default();
    editor.open(host.read(desk.file().to_str().unwrap()).unwrap());
    fs::write(desk.file(), INCIDENT.replace("443", "8443")).unwrap();
    let mut dialogue = Dialogue::new("delete 2\nsave\nlist\nsave\noverwrite");
    run_plain(&mut editor, &mut dialogue, &mut host).unwrap();
    assert_eq!(dialogue.said().matches("has changed on disk").count(), 2, "{}", dialogue.said());
    assert!(!desk.text().contains("8443") && !desk.text().contains("\"80\""));
}

#[test]
fn a_file_is_chosen_opened_and_named() {
    let desk = Desk::new();
    let two = r#"[{"Name":"one","Expression":[]},{"Name":"two","Expression":[{"Protocol":"ip","Action":"deny"}]}]"#;
    fs::write(desk.file(), two).unwrap();
    let second = desk.lines("2\nlist");
    assert_eq!(rules(&second), ["deny ip any"], "{}", second.said);
    let other = desk.0.path().join("other.json");
    let named = desk.lines(&format!("2\nallow 1\nsave as {} rules\nopen {}", other.display(), other.display()));
    assert_eq!(rules(&named), ["allow ip any"], "{}", named.said);
    assert!(fs::read_to_string(&other).unwrap().starts_with('['));
    assert_eq!(desk.text(), two);
}

#[test]
fn a_template_says_what_it_needs() {
    let desk = Desk::new();
    let start = desk.program("4\ninsert web-server admin=192.0.2.0/24\nsave\nnew.json\nverdicts\nquit\n", &["--plain"]);
    let said = String::from_utf8(start.stdout).unwrap();
    assert!(said.contains("To insert it: insert web-server admin=203.0.113.0/24"), "{said}");
    assert!(said.contains("Saved to new.json.") && said.contains("you can log in: from 192.0.2.0/24"), "{said}");
    assert!(start.status.success());
    assert!(desk.0.path().join("new.json").exists());
}

#[test]
fn the_program_works_in_a_pipe() {
    let desk = Desk::new();
    let done = desk.program("fix\nsave\n", &["--plain", "web.json"]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    assert!(desk.text().contains("\"67\""));
    let unsaved = desk.program("delete 1\n", &["--plain", "web.json"]);
    assert_eq!(unsaved.status.code(), Some(1), "{unsaved:?}");
    assert_eq!(fs::read_dir(journals(desk.0.path())).unwrap().count(), 0);
    fs::write(desk.file(), "{").unwrap();
    let broken = desk.program("list\n", &["--plain", "web.json"]);
    assert_eq!((broken.status.code(), broken.stdout.len()), (Some(2), 0), "{broken:?}");
}

#[test]
fn the_program_teaches_in_a_pipe_and_on_a_dumb_terminal() {
    let desk = Desk::new();
    let lines = "lesson own-branch\nadd allow tcp 198.51.100.23 -> 22\nset 1 source 203.0.113.0/24\n";
    for args in [&["learn", "--plain"][..], &["--plain", "learn"], &["learn", "default-allow", "--plain"]] {
        let done = desk.program(lines, args);
        let said = String::from_utf8(done.stdout).unwrap();
        assert!(said.contains("Lesson 11/13: The branch you sit on") && said.contains("\nTo remember\n"), "{said}");
        assert_eq!(done.status.code(), Some(0), "{said}");
    }
    let words = desk.program("", &["learn", "words", "--plain"]);
    assert!(String::from_utf8(words.stdout).unwrap().starts_with("packet filter\n"));
    let listed = String::from_utf8(desk.program("", &["learn"]).stdout).unwrap();
    assert!(listed.contains("[x] 11 own-branch"), "{listed}");
    let env = [("TERM", "dumb"), ("LANG", "en_US.UTF-8")];
    let start =
        Start { args: &["learn", "dhcp"], env: &env, size: (80, 60), directory: desk.0.path(), ..Start::default() };
    let mut pty = start.start();
    pty.wait_for("help lists the commands.\n> ");
    assert!(pty.screen().contains("Goal 1, not met"), "{}", pty.screen());
    pty.raw("hint\n");
    pty.wait_for("Hint 1/");
    pty.raw("quit\n");
    assert!(pty.wait_for_end().success());
}

fn journals(home: &Path) -> std::path::PathBuf {
    home.join(".local/state/sekimori/journals")
}

#[test]
fn a_terminal_stays_as_it_is_and_what_was_typed_is_kept() {
    for (args, term) in [(&["--plain", "web.json"][..], "xterm-256color"), (&["web.json"][..], "dumb")] {
        let desk = Desk::new();
        let env = [("TERM", term), ("LANG", "en_US.UTF-8")];
        let start = Start { args, env: &env, size: (80, 60), directory: desk.0.path(), ..Start::default() };
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
        again.wait_for("With this nobody could log in any more. Save all the same?");
        again.raw("w\n");
        again.wait_for("Saved to web.json");
        again.raw("quit\n");
        assert!(again.wait_for_end().success());
        assert!(!desk.text().contains("203.0.113.7"));
        assert_eq!(fs::read_dir(journals(desk.0.path())).unwrap().count(), 0);
    }
}

/// Anything a hand may write.
fn any_line() -> impl Strategy<Value = String> {
    let words = "help list rule add set allow deny move fix findings verdicts trace presets insert changes history profile \
                 expect pass block theatre timeline words lessons story goals hint next restart admin \
                 undo redo fit delete duplicate copy paste dismiss language 1 2 3-4 99 0 up down port source note action \
                 tcp udp ip any -> 443 192.0.2.0/24 # ssh source=192.0.2.0/24 dhcp as n y u U x i t a \u{202e} 許可 一覧 ルール ５";
    let words: Vec<&'static str> = words.split_whitespace().collect();
    prop_oneof![
        6 => prop::collection::vec(prop::sample::select(words), 0..6).prop_map(|words| words.join(" ")),
        1 => "\\PC{0,20}",
    ]
}

#[test]
fn what_only_a_screen_can_show_is_not_claimed() {
    for line in ["mouse", "rule.clip", "filter.clip"] {
        let played = Desk::new().lines(line);
        assert!(played.said.contains("That is for the screen"), "{}", played.said);
        assert!(!played.fine && !played.editor.mouse);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_breaks_it_and_undo_goes_back(lines in prop::collection::vec(any_line(), 0..25), ja in any::<bool>()) {
        let desk = Desk::new();
        let back = format!("{}\n{}", lines.join("\n"), "undo\n".repeat(40));
        let played = desk.play(&back, if ja { Lang::Ja } else { Lang::En });
        prop_assert!(!played.editor.session().unwrap().open.history.modified(), "{}", played.said);
        prop_assert_eq!(desk.text(), INCIDENT);
        let shows_what_turns_text_around = played.said.contains('\u{202e}');
        prop_assert!(!shows_what_turns_text_around);
    }
}
