//! A text that was handed to the person's own editor: whatever becomes of that editor, of the text, or of this program, it is
//! kept, named and offered again.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use rustix::process::Signal;
use sekimori::editor::Setup;
use sekimori::terminal::Host;
use std::fs;
use std::path::PathBuf;
use support::desk::Desk;
use support::player::Played;
use support::pty::Start;

const RULES: &str = r#"[
  {"Protocol":"tcp","SourceNetwork":"","SourcePort":"","DestinationPort":"22","Action":"allow","Description":"SSH","Owner":"ops"},
  {"Protocol":"ip","SourceNetwork":"","SourcePort":"","DestinationPort":"","Action":"deny","Description":""}
]
"#;

/// An editor that does this with its file, `$1`.
fn script(desk: &Desk, name: &str, text: &str) -> String {
    format!("sh {}", desk.write(name, text).display())
}

fn start(desk: &Desk, editor: &str) -> Played {
    let host = Host::in_directory(&desk.state()).with_editor(editor);
    Played { size: (200, 40), ..Played::new(Setup::default(), host).on(&desk.file) }
}

/// The texts that are kept here.
fn kept(desk: &Desk) -> Vec<PathBuf> {
    let entries = fs::read_dir(desk.state().join("texts")).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn a_text_is_kept_named_and_edited_again_whatever_its_editor_did() {
    for (end, why) in [
        ("printf 'half a th' >\"$1\"; exit 3", "ended with an error"),
        ("printf 'half a th' >\"$1\"; kill -9 $$", "ended with an error"),
        ("printf 'half a th\\377' >\"$1\"", "no text in UTF-8, UTF-16 or Shift_JIS (byte 10)"),
    ] {
        let desk = Desk::with(RULES);
        // The second time it goes on with what is there.
        let again = "case $(cat \"$1\") in half*) sed -i -e 's/.*/[]/' \"$1\";; *) END;; esac".replace("END", end);
        let mut played = start(&desk, &script(&desk, "edit", &again));
        played.keys("E<ctrl-o>");
        let [file] = &kept(&desk)[..] else { panic!("{:?}", kept(&desk)) };
        let told = played.notice();
        assert!(told.contains(why) && told.contains(file.to_str().unwrap()), "{told}");
        assert!(fs::read(file).unwrap().starts_with(b"half a th"));
        if why.starts_with("no") {
            continue; // the tools of the second time do not read it either
        }
        played.keys("<ctrl-o>");
        assert!(played.notice().contains("The text is back"), "{}", played.notice());
        assert_eq!(kept(&desk).len(), 1, "until it is applied");
        played.keys("<ctrl-s><ctrl-s>");
        assert_eq!((played.rules().len(), kept(&desk).len()), (0, 0), "{}", played.screen());
    }
}

#[test]
fn a_text_that_was_left_is_asked_about_before_another_one_begins() {
    let desk = Desk::with(RULES);
    let mut played = start(&desk, &script(&desk, "edit", "echo x >>\"$1\"; exit 1"));
    played.keys("E<ctrl-o><esc>E");
    assert!(played.screen().contains("never taken over"), "{}", played.screen());
    played.keys("e");
    assert!(fs::read_to_string(&kept(&desk)[0]).unwrap().ends_with("x\nx\n"));
    played.keys("<esc>En");
    assert_eq!(kept(&desk).len(), 1);
    played.keys("E");
    assert!(played.screen().contains("All rules as text"), "{}", played.screen());
    assert_eq!(kept(&desk).len(), 1, "it is left for the next start");
}

#[test]
fn a_text_that_is_not_wanted_goes() {
    let desk = Desk::with(RULES);
    let mut played = start(&desk, &script(&desk, "edit", "echo x >>\"$1\"; exit 1"));
    played.keys("E<ctrl-o><esc>Ed");
    assert_eq!(kept(&desk).len(), 0);
    // What was taken over and then left goes with the answer to the question about that.
    let mut played = start(&desk, "sed -i s/22/2222/");
    played.keys("<enter>E<ctrl-o>");
    assert_eq!(kept(&desk).len(), 1);
    played.keys("<esc><esc>");
    assert_eq!(kept(&desk).len(), 0, "{}", played.screen());
}

#[test]
fn a_text_outlives_this_program_and_is_offered_at_the_next_start() {
    let desk = Desk::with(RULES);
    let editor = script(&desk, "edit", "echo '[]' >\"$1\"; echo READY; read line");
    let env = [("LANG", "en_US.UTF-8"), ("EDITOR", &*editor), ("VISUAL", "")];
    let start = || Start { env: &env, size: (160, 40), ..desk.terminal(&["web.json"]) }.start();
    let mut pty = start();
    pty.wait_for("2 of 30 rules");
    pty.keys("E");
    pty.wait_for("All rules as text");
    pty.keys("<ctrl-o>");
    pty.wait_for("READY");
    pty.signal(Signal::KILL);
    drop(pty);
    let mut pty = start();
    pty.wait_for("never taken over");
    pty.keys("e");
    pty.wait_for("READY");
    pty.raw("\n");
    pty.wait_for("The text is back");
    pty.keys("<ctrl-s>");
    pty.wait_for("would go");
    pty.keys("<ctrl-s>");
    pty.wait_for("0 of 30 rules");
    assert_eq!(fs::read_dir(desk.path().join(".local/state/sekimori/texts")).unwrap().count(), 0);
}

/// What only the file says about a rule stays with it, or is told of before it goes.
#[test]
fn no_key_of_a_rule_is_lost_without_a_word() {
    let desk = Desk::with(RULES);
    let other = r#"[{"Action":"deny","Protocol":"ip"}]"#;
    let mut played = start(&desk, &script(&desk, "edit", &format!("echo '{other}' >\"$1\"")));
    played.keys("E<ctrl-o><ctrl-s>");
    assert!(played.notice().contains("rule 1 (Owner)"), "{}", played.notice());
    assert!(!played.modified());
    played.keys("<ctrl-s>");
    assert!(played.modified(), "{}", played.screen());
    played.keys("us");
    assert!(desk.text().contains("Owner"));
    // A changed rule keeps what is its own, unasked.
    let mut played = start(&Desk::with(RULES), "sed -i s/22/2222/");
    played.keys("E<ctrl-o><ctrl-s>");
    assert!(played.modified(), "{}", played.screen());
}
