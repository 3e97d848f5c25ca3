//! Sessions that end without their consent, played through the real loop: a session whose events run out is as good as
//! killed, since only leaving through the editor takes its journal away.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use sekimori::editor::journal::{JournalEntry, Recovered};
use sekimori::editor::message::{Effect, Message, Opened};
use sekimori::editor::version::Version;
use sekimori::editor::{Editor, Setup, key};
use sekimori::lang::Lang;
use sekimori::presets::Catalogue;
use sekimori::terminal::{Host, Script, screen_text};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use support::desk::Desk;
use support::hand::EDITS;
use support::player::Played;

const RULES: &str = r#"[
  {"Protocol":"tcp","SourceNetwork":"","SourcePort":"","DestinationPort":"22","Action":"allow","Description":"SSH"},
  {"Protocol":"tcp","SourceNetwork":"","SourcePort":"","DestinationPort":"80","Action":"allow","Description":"","Note":7},
  {"Protocol":"ip","SourceNetwork":"","SourcePort":"","DestinationPort":"","Action":"deny","Description":""}
]
"#;

/// So many journals are left at home.
fn left(home: &Desk) -> usize {
    fs::read_dir(home.state().join("journals")).map_or(0, |entries| entries.count())
}

/// Starts on a file or on none and plays keys; the session lives on until it is dropped.
fn start(home: &Desk, file: Option<&Path>, keys: &str) -> Played {
    let setup = Setup { catalogue: Catalogue::embedded(), ..Setup::default() };
    let mut played = Played { size: (100, 30), ..Played::new(setup, Host::in_directory(&home.state())) };
    if let Some(file) = file {
        played = played.on(file);
    }
    played.keys(keys);
    played
}

fn edit(home: &Desk, keys: &str) -> Played {
    start(home, Some(&home.file), keys)
}

fn ports(played: &Played) -> Vec<String> {
    played.filter().rules.iter().map(|rule| rule.destination_port.to_string()).collect()
}

fn opened(path: &str, text: &str) -> Opened {
    Opened { location: path.into(), text: Some(text.into()), version: Version(0), memory: Default::default() }
}

#[test]
fn a_killed_session_is_offered_and_recovered_with_its_history() {
    let home = Desk::with(RULES);
    let killed = edit(&home, "jd<space>cu");
    let (filter, history) = (killed.filter().clone(), killed.editor.session().unwrap().open.history.clone());
    drop(killed);
    let mut again = edit(&home, "");
    assert!(again.screen().contains("(edits: 3, the last"), "{}", again.screen());
    again.keys("<enter>");
    assert!(again.screen().contains("Recovered, not saved yet"), "{}", again.screen());
    assert_eq!(*again.filter(), filter);
    let session = again.editor.session().unwrap();
    assert_eq!(session.open.history, history);
    assert!(session.open.history.modified() && session.open.history.can_redo());
    again.keys("uu");
    assert_eq!(ports(&again), ["22", "80", ""]);
    assert!(!again.modified());
    again.keys("UUs");
    assert!(again.screen().contains("Saved"), "{}", again.screen());
    assert!(!home.text().contains("\"Note\":7"));
    again.keys("q");
    assert_eq!(left(&home), 0, "nothing is kept after a clean end");
    assert!(!edit(&home, "").screen().contains("ended without"));
}

#[test]
fn the_difference_is_shown_first_and_leads_back_to_the_question() {
    let home = Desk::with(RULES);
    drop(edit(&home, "Gk<space>"));
    let shown = edit(&home, "v");
    assert!(shown.screen().contains("What the last session had changed"), "{}", shown.screen());
    assert!(shown.screen().contains("deny") && shown.screen().contains("allow"), "{}", shown.screen());
    drop(shown);
    for back in ["<esc>", "q"] {
        let asked = edit(&home, &format!("v{back}"));
        assert!(asked.screen().contains("Recover it?"), "{}", asked.screen());
    }
    assert_eq!(edit(&home, "v<esc><enter>").filter().rules[2].action.as_str(), "allow");
}

#[test]
fn a_session_is_kept_until_it_is_discarded() {
    let home = Desk::with(RULES);
    drop(edit(&home, "d"));
    let later = edit(&home, "<esc>q");
    assert_eq!(ports(&later).len(), 3);
    drop(later);
    assert_eq!(left(&home), 1);
    let discarded = edit(&home, "dq");
    assert_eq!((ports(&discarded).len(), left(&home)), (3, 0));
}

#[test]
fn several_sessions_are_offered_one_after_the_other() {
    let home = Desk::with(RULES);
    drop(edit(&home, "d"));
    drop(edit(&home, "n<space>"));
    let first = edit(&home, "d<enter>");
    assert!(first.modified(), "the other one was offered and recovered");
    drop(first);
    assert_eq!(left(&home), 1);
}

#[test]
fn quitting_with_nothing_to_keep_leaves_nothing() {
    let home = Desk::with(RULES);
    for keys in ["q", "duq", "dqd", "jdsq"] {
        home.write("web.json", RULES);
        drop(edit(&home, keys));
        assert_eq!(left(&home), 0, "{keys}");
    }
}

#[test]
fn edits_after_a_save_are_recovered_too() {
    let home = Desk::with(RULES);
    let killed = edit(&home, "ds<space>d");
    let filter = killed.filter().clone();
    drop(killed);
    let mut again = edit(&home, "<enter>");
    assert_eq!(*again.filter(), filter);
    // Back to what was saved, and beyond it to what was opened.
    again.keys("uu");
    assert!(!again.modified());
    again.keys("u");
    assert_eq!(ports(&again), ["22", "80", ""]);
    again.keys("s");
    assert!(again.screen().contains("Saved"), "{}", again.screen());
    assert_eq!(home.text(), RULES);
}

#[test]
fn a_file_that_changed_since_is_told_of_and_not_overwritten_unasked() {
    let home = Desk::with(RULES);
    drop(edit(&home, "jd"));
    let theirs = RULES.replace("\"22\"", "\"2222\"");
    home.write("web.json", &theirs);
    let mut again = edit(&home, "");
    assert!(again.screen().contains("changed since; saving will ask"), "{}", again.screen());
    again.keys("<enter>s");
    assert!(again.screen().contains("has changed on disk"), "{}", again.screen());
    assert_eq!(home.text(), theirs);
    again.keys("w");
    assert!(home.text().contains("\"22\""));
}

#[test]
fn a_file_that_is_gone_or_broken_loses_nothing() {
    for after in [None, Some("rubbish")] {
        let home = Desk::with(RULES);
        drop(edit(&home, "d"));
        match after {
            Some(text) => drop(home.write("web.json", text)),
            None => fs::remove_file(&home.file).unwrap(),
        }
        let again = edit(&home, "<enter>");
        assert_eq!(ports(&again), ["80", ""], "{}", again.screen());
    }
}

#[test]
fn a_session_without_a_file_is_offered_at_the_start_screen() {
    let home = Desk::with(RULES);
    let killed = start(&home, None, "<enter>fgd");
    let filter = killed.filter().clone();
    drop(killed);
    assert!(!edit(&home, "q").screen().contains("ended without"), "it has nothing to do with this file");
    let mut again = start(&home, None, "");
    assert!(again.screen().contains("session without a file"), "{}", again.screen());
    again.keys("v");
    assert!(again.screen().contains("had changed"), "{}", again.screen());
    again.keys("<esc>r");
    assert_eq!(*again.filter(), filter);
    let place = home.path().join("saved.json");
    again.keys(&format!("s<ctrl-u>{}<enter>q", place.to_str().unwrap()));
    assert!(place.exists());
    assert_eq!(left(&home), 0);
}

/// A whole server brings its profile into an empty filter. It stays when the rules are taken back.
#[test]
fn the_profile_of_a_template_stays_after_an_undo_and_a_kill_too() {
    let home = Desk::with(RULES);
    let attachment = |played: &Played| played.editor.session().unwrap().open.profile.attachment.as_str();
    let (empty, template) = ("gVGd", "pdatabase-server<enter>203.0.113.0/24<tab>192.0.2.0/24<enter>");
    let mut killed = edit(&home, &format!("{empty}{template}"));
    assert_eq!(attachment(&killed), "switch");
    killed.keys("u");
    assert_eq!((attachment(&killed), killed.filter().rules.len()), ("switch", 0));
    assert!(killed.screen().contains("Undone: the preset"), "{}", killed.screen());
    drop(killed);
    let mut again = edit(&home, "<enter>");
    assert_eq!((attachment(&again), again.filter().rules.len()), ("switch", 0));
    again.keys("P<space><enter>U");
    assert_eq!(attachment(&again), "router", "what a person says counts");
    drop(again);
    // What is only tried on is not in the journal.
    let home = Desk::with(RULES);
    drop(edit(&home, &format!("{empty}pdatabase-server<enter>203.0.113.0/24<tab>192.0.2.0/24")));
    assert_eq!(attachment(&edit(&home, "<enter>")), "shared");
}

#[test]
fn what_was_saved_before_the_kill_is_not_offered() {
    let home = Desk::with(RULES);
    let killed = edit(&home, "d");
    let text = RULES.lines().enumerate().filter(|(at, _)| *at != 1).map(|(_, line)| line.to_owned() + "\n");
    home.write("web.json", text.collect::<String>());
    drop(killed);
    assert!(!edit(&home, "q").screen().contains("ended without"));
    assert_eq!(left(&home), 0);
}

#[test]
fn a_second_editor_looks_only_or_takes_over_and_nothing_is_overwritten() {
    let home = Desk::with(RULES);
    let mut first = edit(&home, "jd");
    let mut second = edit(&home, "");
    assert!(second.screen().contains("has this file open and saves it"), "{}", second.screen());
    second.keys("<esc>");
    assert!(second.screen().contains("[read only]"), "{}", second.screen());
    second.keys("j<space>s");
    assert!(second.screen().contains("is being edited in another"), "{}", second.screen());
    assert_eq!(home.text(), RULES);
    second.keys("<esc>");
    first.keys("s");
    assert!(first.screen().contains("Saved"), "{}", first.screen());
    let theirs = home.text();
    second.keys("st");
    assert!(second.screen().contains("has changed on disk"), "{}", second.screen());
    assert_eq!(home.text(), theirs);
    second.keys("w");
    assert!(second.screen().contains("Saved") && !second.screen().contains("[read only]"), "{}", second.screen());
    // Now the first one is asked, until the other has ended.
    first.keys("<space>s");
    assert!(first.screen().contains("is being edited in another"), "{}", first.screen());
    drop(second);
    first.keys("<esc>s");
    assert!(first.screen().contains("has changed on disk"), "{}", first.screen());
}

#[test]
fn taking_over_at_once_offers_what_the_killed_have_left() {
    let home = Desk::with(RULES);
    drop(edit(&home, "d"));
    let _first = edit(&home, "<esc>");
    let looks = edit(&home, "<enter>");
    assert!(!looks.screen().contains("Recover it?"), "{}", looks.screen());
    drop(looks);
    let takes = edit(&home, "t");
    assert!(takes.screen().contains("Recover it?"), "{}", takes.screen());
}

#[test]
fn a_name_that_another_editor_has_open_is_not_saved_over() {
    let home = Desk::with(RULES);
    let other = home.write("other.json", RULES);
    let _first = start(&home, Some(&other), "");
    let mut second = edit(&home, &format!("jdS<ctrl-u>{}<enter>", other.display()));
    assert!(second.screen().contains("is being edited in another"), "{}", second.screen());
    second.keys("t");
    assert!(second.screen().contains("exists already"), "{}", second.screen());
    second.keys("w");
    assert_eq!(home.read("other.json").matches("Protocol").count(), 2);
}

/// The journals here, by their endings.
fn endings(home: &Desk) -> Vec<String> {
    let entries = fs::read_dir(home.state().join("journals")).unwrap();
    entries.map(|entry| entry.unwrap().path().extension().unwrap().to_string_lossy().into_owned()).collect()
}

/// The only journal.
fn journal(home: &Desk) -> std::path::PathBuf {
    let mut entries = fs::read_dir(home.state().join("journals")).unwrap();
    entries.next().unwrap().unwrap().path()
}

#[test]
fn the_readable_part_of_a_damaged_journal_is_offered_and_all_of_it_kept() {
    for lines in [1, 2, 3] {
        let home = Desk::with(RULES);
        drop(edit(&home, "jd<space>d"));
        let place = journal(&home);
        let text = fs::read_to_string(&place).unwrap();
        // One bracket in this line: no record any more.
        let damaged: Vec<String> = (1..)
            .zip(text.lines())
            .map(|(line, text)| if line == lines { text.replacen('{', "(", 1) } else { text.to_owned() })
            .collect();
        let damaged = damaged.join("\n") + "\n";
        fs::write(&place, &damaged).unwrap();
        let mut again = edit(&home, "");
        assert!(again.screen().contains("Recovery notes are damaged"), "{lines}: {}", again.screen());
        again.keys("<esc>");
        if lines == 2 {
            // Nothing but the beginning can be read.
            assert!(!again.screen().contains("Recover it?"), "{}", again.screen());
            assert_eq!(endings(&home).iter().filter(|ending| *ending == "unreadable").count(), 1);
            continue;
        }
        assert!(again.screen().contains("may be missing"), "{lines}: {}", again.screen());
        again.keys("<enter>");
        // Without its beginning, it is taken to build on the file as it is.
        assert_eq!(ports(&again), if lines == 1 { vec!["22"] } else { vec!["22", ""] }, "{}", again.screen());
        let kept = fs::read_dir(home.state().join("journals")).unwrap().map(|entry| entry.unwrap().path());
        let kept: Vec<_> = kept.filter(|place| place.extension().unwrap() == "recovered").collect();
        assert_eq!(fs::read_to_string(&kept[0]).unwrap(), damaged);
        again.keys("s");
        drop(again);
        assert!(!edit(&home, "").screen().contains("Recover it?"));
    }
}

#[test]
fn a_damaged_journal_is_offered_until_somebody_decides() {
    let home = Desk::with(RULES);
    drop(edit(&home, "jd<space>d"));
    let place = journal(&home);
    let mut bytes = fs::read(&place).unwrap();
    bytes[30] ^= 1;
    fs::write(&place, &bytes).unwrap();
    for _ in 0..2 {
        let later = edit(&home, "<esc><esc>q");
        assert_eq!(endings(&home), ["damaged"], "{}", later.screen());
    }
    drop(edit(&home, "<esc>dq"));
    assert_eq!(left(&home), 0, "a person has discarded it");
}

#[test]
fn a_journal_of_a_later_version_is_told_of_in_both_languages() {
    let home = Desk::with(RULES);
    drop(edit(&home, "jd"));
    let place = journal(&home);
    let later = fs::read_to_string(&place).unwrap().replace("\"format\":1", "\"format\":9");
    fs::write(&place, &later).unwrap();
    for (lang, told) in [(Lang::En, "newer version of sekimori"), (Lang::Ja, "新しい版の sekimori")] {
        let setup = Setup { lang, ..Setup::default() };
        let mut played = Played { size: (100, 30), ..Played::new(setup, Host::in_directory(&home.state())) };
        played = played.on(&home.file);
        played.keys("");
        assert!(
            played.screen().replace("  ", "").contains(told) || played.screen().contains(told),
            "{}",
            played.screen()
        );
        played.keys("<esc>q");
        assert_eq!(fs::read_to_string(&place).unwrap(), later);
    }
}

#[test]
fn a_link_in_place_of_the_journals_is_told_of_and_not_followed() {
    let home = Desk::with(RULES);
    let elsewhere = home.path().join("elsewhere");
    fs::create_dir_all(&elsewhere).unwrap();
    fs::create_dir_all(home.state()).unwrap();
    std::os::unix::fs::symlink(&elsewhere, home.state().join("journals")).unwrap();
    let session = edit(&home, "jd");
    assert!(session.notice().contains("is a symbolic link"), "{}", session.notice());
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
}

#[test]
fn a_journal_that_cannot_be_written_is_told_of_and_nothing_else_is_lost() {
    let home = Desk::with(RULES);
    let state = home.state();
    fs::write(&state, "a file where a directory should be").unwrap();
    let mut session = edit(&home, "");
    assert_eq!(session.editor.notice, None);
    session.keys("jd");
    assert!(session.screen().contains("No recovery notes"), "{}", session.screen());
    session.keys("s");
    assert!(session.screen().contains("Saved"), "{}", session.screen());
    // The directory comes back: the next edit is noted with all that came before it.
    fs::remove_file(&state).unwrap();
    session.keys("<space>d");
    let filter = session.filter().clone();
    drop(session);
    assert_eq!(*edit(&home, "<enter>").filter(), filter);
}

#[test]
fn a_vanished_directory_and_a_read_only_file_keep_the_edit() {
    let home = Desk::with(RULES);
    let place = home.path().join("gone");
    fs::create_dir(&place).unwrap();
    let file = place.join("web.json");
    fs::write(&file, RULES).unwrap();
    let mut session = start(&home, Some(&file), "jd");
    fs::remove_dir_all(&place).unwrap();
    session.keys("s");
    assert!(session.screen().contains("does not exist"), "{}", session.screen());
    fs::create_dir(&place).unwrap();
    session.keys("sw");
    assert_eq!(ports(&session), ["22", ""]);
    drop(session);
    // Root may write anything; then there is nothing to see.
    fs::set_permissions(&home.file, fs::Permissions::from_mode(0o444)).unwrap();
    if fs::OpenOptions::new().write(true).open(&home.file).is_err() {
        let refused = edit(&home, "jds");
        assert!(refused.screen().contains("not permitted"), "{}", refused.screen());
        drop(refused);
        assert_eq!(ports(&edit(&home, "<enter>")), ["22", ""]);
    }
}

#[test]
fn versions_are_listed_tried_on_and_gone_to() {
    let edit = |keys: &str| edit(&Desk::with(RULES), keys);
    let listed = edit("d<space>uH");
    assert!(listed.screen().contains("Versions 2/3"), "{}", listed.screen());
    assert!(listed.screen().contains("exchanging allow and deny") && listed.screen().contains("saved"));
    let tried = edit("d<space>uHj");
    assert!(tried.screen().contains("SSH"), "{}", tried.screen());
    let gone = edit("d<space>uHk<enter>");
    assert!(gone.screen().contains("At version 3"), "{}", gone.screen());
    assert_eq!(gone.filter().rules[0].action.as_str(), "deny");
    let cancelled = edit("d<space>Hjj<esc>");
    assert_eq!(ports(&cancelled), ["80", ""]);
    assert!(cancelled.editor.session().unwrap().live.preview.is_none());
    let first = edit("d<space>H<end><enter>UU");
    assert_eq!(first.filter().rules[0].action.as_str(), "deny", "redo leads back to where we came from");
}

#[test]
fn versions_have_their_time() {
    let mut editor = Editor::new(Setup::default());
    editor.open(opened("web.json", RULES));
    for (now, keys) in [(1000, "d"), (1030, "<space>"), (1090 + 3600, "")] {
        editor.now = now;
        editor.update(Message::Resize(80, 24));
        for key in key::script(keys).unwrap() {
            editor.update(Message::Key(key));
        }
    }
    let made: Vec<u64> =
        editor.session().unwrap().open.history.revisions().iter().map(|revision| revision.made).collect();
    assert_eq!(made, [1000, 1000, 1030]);
    editor.update(Message::Key(key::script("H").unwrap()[0]));
    let mut script = Script::keys(100, 30, "").unwrap();
    editor.size = (100, 30);
    use sekimori::terminal::Terminal;
    script.draw(&mut |frame| sekimori::screen::draw(&editor, Default::default(), frame)).unwrap();
    let screen = screen_text(script.screen());
    assert!(screen.contains("1 h ago"), "{screen}");
}

/// Keys that edit, undo and step about, and more than that.
fn editing() -> impl Strategy<Value = String> {
    let more = [
        "H<down><enter>",
        "H<up><up><enter>",
        "gVGdpdatabase-server<enter>203.0.113.0/24<tab>192.0.2.0/24<enter>",
        "e<enter>",
        "llle<ctrl-u>443<enter>",
        "pdhcp<enter>",
        "s",
    ];
    prop::collection::vec(prop::sample::select([&EDITS[..], &more].concat()), 0..40).prop_map(|keys| keys.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever was done, the notes tell of exactly this session.
    #[test]
    fn notes_tell_the_whole_session(keys in editing()) {
        let mut editor = Editor::new(Setup { catalogue: Catalogue::embedded(), ..Setup::default() });
        editor.open(opened("web.json", RULES));
        let mut notes: Vec<JournalEntry> = Vec::new();
        let mut now = 0;
        for key in key::script(&keys).unwrap() {
            now += 7;
            editor.now = now;
            let mut commands = editor.update(Message::Key(key));
            while !commands.is_empty() {
                match commands.remove(0) {
                    Effect::Append { entries, .. } => {
                        if matches!(entries.first(), Some(JournalEntry::Begin(_))) {
                            notes.clear();
                        }
                        notes.extend(entries);
                    }
                    Effect::Save { location, .. } => {
                        notes.clear();
                        commands.extend(editor.update(Message::Saved { location, result: Ok((Version(1), Vec::new())) }));
                    }
                    _ => {}
                }
            }
            let session = editor.session().unwrap();
            match Recovered::replay("x", notes.clone()) {
                Some(recovered) => {
                    prop_assert_eq!(&recovered.history, &session.open.history);
                    if editor.popup.is_none() {
                        prop_assert_eq!(&recovered.profile, &session.open.profile);
                    }
                    prop_assert_eq!(recovered.text().unwrap(), session.open.document.write_from(session.open.index, session.filter(), session.open.history.origins()).unwrap());
                }
                None => prop_assert!(!session.open.history.modified()),
            }
        }
    }

    /// And the journal on disk tells it to the next start.
    #[test]
    fn any_session_is_recovered(keys in editing()) {
        let home = Desk::with(RULES);
        let killed = edit(&home, &keys);
        let history = killed.editor.session().unwrap().open.history.clone();
        drop(killed);
        let again = edit(&home, "<enter><esc>");
        if history.modified() {
            prop_assert_eq!(&again.editor.session().unwrap().open.history, &history);
        }
        prop_assert_eq!(again.filter().rules.len(), history.filter().rules.len());
    }
}
