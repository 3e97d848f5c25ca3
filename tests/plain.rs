//! Editing by lines: through the real loop, and with the real program.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use sekimori::editor::{Editor, Setup};
use sekimori::lang::Lang;
use sekimori::lessons::Course;
use sekimori::presets::Catalogue;
use sekimori::terminal::{Dialogue, World, run_plain};
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
        let mut world = World::in_directory(&self.0.path().join("state"));
        editor.open(world.read(self.file().to_str().unwrap(), lang).unwrap());
        let mut dialogue = Dialogue::new(lines);
        let fine = run_plain(&mut editor, &mut dialogue, &mut world).unwrap();
        let said = dialogue.said().replace(self.0.path().to_str().unwrap(), "");
        Played { said, fine, editor }
    }

    fn lines(&self, lines: &str) -> Played {
        self.play(lines, Lang::En)
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

#[test]
fn nothing_is_drawn() {
    let said = Desk::new().lines(TOUR).said;
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
    assert!(desk.lines("delete 1\nquit\ns").said.ends_with("errors left: 3.\n"));
    assert!(!desk.text().contains("203.0.113.7"));
}

#[test]
fn what_changed_on_disk_is_not_overwritten_unasked() {
    let desk = Desk::new();
    let mut editor = Editor::new(Setup { lang: Lang::En, ..Setup::default() });
    let mut world = World::default();
    editor.open(world.read(desk.file().to_str().unwrap(), Lang::En).unwrap());
    fs::write(desk.file(), INCIDENT.replace("443", "8443")).unwrap();
    let mut dialogue = Dialogue::new("delete 1\nsave\nlist\nsave\noverwrite");
    run_plain(&mut editor, &mut dialogue, &mut world).unwrap();
    assert_eq!(dialogue.said().matches("has changed on disk").count(), 2, "{}", dialogue.said());
    assert!(!desk.text().contains("8443") && !desk.text().contains("203.0.113.7"));
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
    assert!(said.contains("Saved to new.json.") && said.contains("SSH from admins: allowed"), "{said}");
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
    for line in ["theatre", "time-line", "words", "mouse", "rule.clip", "filter.clip"] {
        let played = Desk::new().lines(line);
        assert!(played.said.contains("That is for the screen"), "{}", played.said);
        assert!(!played.fine && !played.editor.mouse);
    }
}

#[test]
fn a_lesson_is_told_in_lines_and_leaves_nothing_unsaved() {
    let state = tempfile::tempdir().unwrap();
    let mut editor = Editor::new(Setup { course: Course::embedded(), ..Setup::default() });
    let lesson = editor.course.find("dhcp").unwrap().clone();
    let [story, hint, last] = [&lesson.story[0], &lesson.hints[0], &lesson.hints[1]];
    let [story, hint, last] = [story, hint, last].map(|text| text.get(Lang::En).lines().next().unwrap());
    let mut dialogue = Dialogue::new("learn\n2\nlesson.hint\nlesson.hint\nadd 1 allow udp any:67 -> 68\ndelete 1");
    assert!(run_plain(&mut editor, &mut dialogue, &mut World::in_directory(state.path())).unwrap());
    let said = dialogue.said();
    assert!(said.contains(story) && said.contains(hint) && said.contains(last), "{said}");
    assert!(said.contains("Goal 1, not reached: ") && said.contains("Goal 1, reached: "), "{said}");
    assert!(said.contains(lesson.remember.get(Lang::En).lines().next().unwrap()), "{said}");
    assert!(!said.contains("saved"), "{said}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_breaks_it_and_undo_goes_back(lines in prop::collection::vec(any_line(), 0..25), ja in any::<bool>()) {
        let desk = Desk::new();
        let back = format!("{}\n{}", lines.join("\n"), "undo\n".repeat(40));
        let played = desk.play(&back, if ja { Lang::Ja } else { Lang::En });
        prop_assert!(!played.editor.session().unwrap().history.modified(), "{}", played.said);
        prop_assert_eq!(desk.text(), INCIDENT);
        let shows_what_turns_text_around = played.said.contains('\u{202e}');
        prop_assert!(!shows_what_turns_text_around);
    }
}
