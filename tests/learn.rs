//! The course in the real editor: lessons, hints, goals that tick, progress that stays; the packet theatre, the time line and
//! the glossary.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::editor::popups::ask::Ask;
use sekimori::editor::popups::course::CourseList;
use sekimori::editor::popups::story::Story;
use sekimori::editor::{Editor, Setup};
use sekimori::lang::Lang;
use sekimori::lessons::{Course, Progress};
use sekimori::presets::Catalogue;
use sekimori::store::recall_progress;
use sekimori::terminal::Host;
use std::path::Path;
use support::desk::Desk;
use support::player::{Play, Played};
use support::shell::{code, err, out};

const LESSON: &str = r#"
id = "first"
title = { ja = "最初", en = "The first" }
story = [{ ja = "一枚目の物語", en = "page one" }, { ja = "二枚目の物語", en = "page two" }]
remember = { ja = "既定は許可", en = "the default is to allow" }
sources = ["https://example.com/manual"]
hints = [{ ja = "どこを見る?", en = "Where to look?" }, { ja = "最後です", en = "At the end" }]
solution = "Ga<esc>"
rules = [{ action = "allow", protocol = "tcp", destination_port = "22" }]

[[goals]]
text = { ja = "telnet を遮断する", en = "block telnet" }
blocked = "tcp any -> 23"

[[goals]]
text = { ja = "SSH は通す", en = "let SSH in" }
allowed = "tcp any -> 22"
"#;

/// A deny of everything at the end, by hand.
const DENY_ALL: &str = "Ga <tab>ii<enter>";

struct Learner {
    desk: Desk,
    lang: Lang,
    size: (u16, u16),
}

impl Learner {
    fn new() -> Self {
        Self { desk: Desk::empty(), lang: Lang::En, size: (80, 24) }
    }

    fn progress(&self) -> Progress {
        recall_progress(&self.desk.state().join("progress.json")).unwrap().0
    }

    /// One sitting: two lessons of one text, and what was kept.
    fn sit(&self, keys: &str) -> (Editor, String) {
        let second = LESSON.replace("\"first\"", "\"second\"").replace("The first", "The second");
        let (course, problems) = Course::of_files(&[("1.toml", LESSON), ("2.toml", &second)]);
        assert_eq!(problems, []);
        let (catalogue, progress) = (Catalogue::embedded(), self.progress());
        let setup = Setup { lang: self.lang, catalogue, course, progress, ..Setup::default() };
        let host = Host::in_directory(&self.desk.state());
        let mut played = Played { size: self.size, ..Played::new(setup, host) };
        played.editor.open_course();
        let screen = played.keys(keys);
        (played.editor, screen)
    }
}

#[test]
fn unsaved_changes_are_saved_or_discarded_before_a_lesson_but_never_silently() {
    let desk = Desk::empty();
    let text = r#"[{"Protocol":"tcp","DestinationPort":"80","Action":"allow"}]"#;
    let lesson = |keys: &str| {
        desk.write("web.json", text);
        let played = desk.keys(keys);
        (played.editor.session().unwrap().lesson.is_some(), desk.text() == text)
    };
    assert_eq!(lesson("C<enter>"), (true, true));
    assert_eq!(lesson("<space>C<enter>"), (false, true));
    assert_eq!(lesson("<space>Cd<enter>"), (true, true));
    assert_eq!(lesson("<space>Cs<enter>"), (true, false));
    // The list does not commit to a lesson.
    let back = desk.keys("<space>Cd<esc>u");
    assert!(!back.editor.session().unwrap().is_unsaved());
}

#[test]
fn a_killed_session_is_no_matter_of_a_lesson() {
    let desk = Desk::empty();
    let play = |learns: bool, keys: &str| {
        let setup = Setup { course: Course::embedded(), ..Setup::default() };
        let mut played = Played::new(setup, Host::in_directory(&desk.state()));
        assert!(!learns || played.editor.open_lesson("dhcp"));
        played.keys(keys);
        played.editor
    };
    let killed = play(false, "<enter>d");
    assert!(killed.session().unwrap().is_unsaved());
    assert!(play(true, "").popup_of::<Story>().is_some_and(|story| story.page == 0));
    assert!(play(false, "").popup_of::<Ask>().is_some());
}

#[test]
fn the_list_opens_a_lesson_whose_story_stands_beside_the_rules() {
    let learner = Learner::new();
    let (_, screen) = learner.sit("");
    assert!(screen.contains("Lessons (0 of 2 done)") && screen.contains("The second"), "{screen}");
    let (_, screen) = learner.sit("<enter>");
    assert!(screen.contains("page one") && screen.contains("Lesson 1/2  The first"), "{screen}");
    assert!(screen.contains("allow  tcp") && screen.contains("(default: allow)"), "the rules stay in sight\n{screen}");
    let (_, screen) = learner.sit("<enter><enter>");
    assert!(screen.contains("page two"), "{screen}");
    let (editor, screen) = learner.sit("<enter><enter><enter>");
    assert!(editor.popup.is_none() && screen.contains("✗ block telnet") && screen.contains("✓ let SSH in"), "{screen}");
    assert!(screen.contains("allowed by the default"), "{screen}");
    let (_, screen) = learner.sit("<enter><esc>r");
    assert!(screen.contains("page one"), "{screen}");
}

#[test]
fn goals_tick_while_a_draft_is_typed_and_the_end_is_told_with_what_to_remember() {
    let learner = Learner::new();
    let (editor, screen) = learner.sit("<enter><esc>Ga <tab>ii");
    assert!(screen.contains("✓ block telnet") && screen.contains("Commit it"), "{screen}");
    assert!(!learner.progress().is_done("first") && editor.popup.is_none());
    let (_, screen) = learner.sit(&format!("<enter><esc>{DENY_ALL}"));
    assert!(screen.contains("the default is to allow") && screen.contains("https://example.com/manual"), "{screen}");
    assert_eq!(learner.progress().best("first"), Some(1));
    // Done lessons offer the next one, and the list begins there.
    let (editor, screen) = learner.sit("");
    assert!(screen.contains("Lessons (1 of 2 done)"), "{screen}");
    assert!(editor.popup_of::<CourseList>().is_some_and(|list| list.selected == 1));
    let (_, screen) = learner.sit(&format!("g<enter><esc>{DENY_ALL}n"));
    assert!(screen.contains("Lesson 2/2  The second"), "{screen}");
    let (_, screen) = learner.sit(&format!("<enter><esc>{DENY_ALL}n"));
    assert!(screen.contains("Every lesson is done") && screen.contains("Lessons (2 of 2 done)"), "{screen}");
}

#[test]
fn half_done_work_and_hints_stay_until_the_lesson_is_begun_again() {
    let learner = Learner::new();
    learner.sit("<enter><esc>chhd");
    let work = learner.progress().work("first").cloned().unwrap();
    assert_eq!((work.rules.len(), work.hints), (2, 2));
    let (editor, screen) = learner.sit("<enter>");
    assert!(screen.contains("You left off here"), "{screen}");
    assert_eq!(editor.session().unwrap().filter().rules.len(), 2);
    let (_, screen) = learner.sit("<enter><esc>h");
    assert!(screen.contains("Hint 2/2") && screen.contains("Where to look?"), "{screen}");
    let (editor, _) = learner.sit("<enter><esc>Rd<esc>");
    assert_eq!(editor.session().unwrap().filter().rules.len(), 1);
    assert_eq!(learner.progress().work("first"), None);
}

#[test]
fn a_lesson_is_the_real_editor_but_does_not_repair_itself_nor_ask_for_a_save() {
    let learner = Learner::new();
    let (editor, _) = learner.sit("<enter><esc>f");
    assert!(editor.notice.clone().unwrap().text.contains("yours to find"));
    assert!(
        editor.session().is_none_or(|session| session.live.report.findings.iter().all(|finding| finding.fix.is_none()))
    );
    let (editor, _) = learner.sit("<enter><esc>cs");
    assert!(editor.notice.unwrap().text.contains("kept by itself"));
    let (editor, _) = learner.sit("<enter><esc>cqx");
    assert!(editor.popup.is_none() && editor.notice.is_none(), "q leaves without a question");
    // Outside of lessons the keys have their usual meaning.
    let played = Play::default().keys("<enter>lh");
    assert!(played.editor.popup.is_none());
    assert!(played.editor.notice.is_none());
}

#[test]
fn lessons_are_drawn_on_any_screen() {
    for lang in [Lang::En, Lang::Ja] {
        for size in [(120, 35), (80, 24), (60, 16), (40, 10), (20, 4)] {
            let learner = Learner { lang, size, ..Learner::new() };
            for keys in
                ["", "<enter>", "<enter><esc>", "<enter><esc>h", "<enter><esc>b", "<enter>?", "<enter><esc>T<end>"]
            {
                let (_, screen) = learner.sit(keys);
                assert!(screen.lines().count() <= usize::from(size.1));
            }
        }
    }
}

#[test]
fn the_theatre_plays_both_gates_and_marks_the_rule() {
    let play = Play { size: (80, 24), ..Play::default() };
    let screen = play.keys("<enter>T").screen();
    assert!(screen.contains("DHCP request") && screen.contains("not filtered, not tracked"), "{screen}");
    let screen = play.keys("<enter>T<enter><enter>").screen();
    assert!(screen.contains("1 Protocol is not tcp") && screen.contains("security group does not"), "{screen}");
    assert!(screen.contains("▸"), "{screen}");
    let screen = play.keys("<enter>T<end>").screen();
    assert!(screen.contains("✗   5 deny ip any") && screen.contains("It shows at the next reboot"), "{screen}");
    let screen = play.keys("<enter>T<tab><end>").screen();
    assert!(screen.contains("outbound: apt, git") && screen.contains("Reply to a tracked connection"), "{screen}");
    // What strangers send is dropped at both gates.
    let screen = play.keys("<enter>T<shift-tab><end>").screen();
    assert!(screen.contains("Everything else") && screen.contains("Both drop it."), "{screen}");
    // Repaired, the answer passes because a rule says so.
    let screen = play.keys("<enter>ffffT<tab><tab><tab><end>").screen();
    assert!(screen.contains("only because rule"), "{screen}");
    let back = play.keys("<enter>T<enter><enter><left><left>").screen();
    assert!(back.contains("1/8"), "{back}");
}

#[test]
fn the_time_line_tells_when_it_hurts() {
    let play = Play { size: (80, 24), ..Play::default() };
    let screen = play.keys("<enter>W").screen();
    assert!(screen.contains("SSH works") && screen.contains("✗ after 12 h"), "{screen}");
    assert!(screen.contains("✗ after 24 h") && screen.contains("the address is"), "{screen}");
    let screen = play.keys("<enter>W<left>").screen();
    assert!(screen.contains("after 10 h 30 min") && screen.contains("For a lease of 12 hours"), "{screen}");
    let screen = play.keys("<enter>fW").screen();
    assert!(screen.contains("✓ after 12 h") && screen.contains("renewed (T1)"), "{screen}");
}

#[test]
fn words_are_explained_where_they_stand() {
    let play = Play { size: (80, 24), ..Play::default() };
    let screen = play.keys("<enter>T?").screen();
    assert!(
        screen.contains("Glossary") && screen.contains("▸ shared segment") && screen.contains("  DHCP"),
        "{screen}"
    );
    let back = play.keys("<enter>T?<enter>").screen();
    assert!(back.contains("Theatre"), "{back}");
    let found = play.keys("<enter>bephemeral").screen();
    assert!(found.contains("▸ ephemeral port"), "{found}");
    let at_start = play.keys("b").screen();
    assert!(at_start.contains("Glossary"), "{at_start}");
}

#[test]
fn a_progress_that_cannot_be_kept_is_told() {
    let blocked = Desk::with("");
    let (course, _) = Course::of_files(&[("1.toml", LESSON)]);
    let mut played = Played::new(Setup { course, ..Setup::default() }, Host::in_directory(&blocked.file));
    played.editor.open_course();
    played.keys("<enter><esc>c");
    assert!(played.editor.notice.is_some_and(|notice| notice.is_error && notice.text.contains("progress.json")));
}

fn sekimori(home: &Desk, arguments: &[&str]) -> (i32, String, String) {
    let output = home.run(arguments, "");
    (code(&output), out(&output), err(&output))
}

#[test]
fn without_a_terminal_the_course_is_a_list() {
    let home = Desk::empty();
    let data = home.path().join(".local/share/sekimori");
    std::fs::create_dir_all(data.join("lessons")).unwrap();
    home.write(".local/share/sekimori/lessons/own.toml", LESSON);
    let mut progress = Progress::default();
    progress.done("dhcp", 1);
    sekimori::store::keep_progress(&data.join("progress.json"), &progress).unwrap();
    let (code, list, _) = sekimori(&home, &["learn"]);
    assert_eq!(code, 0);
    assert!(list.contains("[x]  2 dhcp") && list.contains("[ ] 14 first") && list.lines().count() == 14, "{list}");
    let (_, words, _) = sekimori(&home, &["learn", "words"]);
    assert!(words.contains("ephemeral port\n  ") && !words.contains('\u{1b}'), "{words}");
    let (code, _, error) = sekimori(&home, &["learn", "nothing"]);
    assert!(code == 2 && error.contains("There is no lesson \"nothing\"") && error.contains("dhcp"), "{error}");
    assert_eq!(sekimori(&home, &["learn", "dhcp"]).0, 2, "a lesson needs a terminal");
    assert_eq!(sekimori(&home, &["learn", "--reset"]).0, 0);
    assert!(sekimori(&home, &["learn"]).1.contains("[ ]  2 dhcp"));
}

#[test]
fn lessons_of_a_directory_are_proved_or_refused_with_the_reason() {
    let home = Desk::empty();
    let directory = home.path().join("mine");
    std::fs::create_dir(&directory).unwrap();
    let path = directory.to_str().unwrap();
    assert_eq!(sekimori(&home, &["learn", "--check", path]).0, 2, "there is none");
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join("lessons");
    let (code, said, wrong) = sekimori(&home, &["learn", "--check", built_in.to_str().unwrap()]);
    assert!(code == 0 && said.contains("13 lessons"), "{said}{wrong}");
    home.write("mine/poor.toml", LESSON);
    home.write("mine/worse.toml", "id = 3");
    let (code, said, wrong) = sekimori(&home, &["learn", "--check", path]);
    assert!(code == 1 && said.is_empty(), "{said}");
    assert!(wrong.contains("first: The solution misses goal 1.") && wrong.contains("worse.toml"), "{wrong}");
}
