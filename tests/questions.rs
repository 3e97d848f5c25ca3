//! Everything repaired at once, and the questions that repairs ask: one field each, by keys and by lines, in both languages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::lang::Lang;
use support::desk::Desk;
use support::player::Play;
#[cfg(unix)]
use support::pty::Start;

const HOST: &str =
    r#"[{"Protocol":"ip","SourceNetwork":"203.0.113.7","Action":"allow"},{"Protocol":"ip","Action":"deny"}]"#;
/// Nobody is known to log in, and what is offered is known.
const OPEN: &str = r#"[{"Protocol":"tcp","DestinationPort":"443","Action":"allow"}]"#;

fn play(desk: &Desk, lang: Lang, size: (u16, u16)) -> Play<'_> {
    Play { lang, size, ..desk.play() }
}

#[test]
fn the_incident_is_healthy_in_two_keys() {
    let desk = Desk::with(HOST);
    for (lang, said) in [(Lang::En, "Nothing left to repair."), (Lang::Ja, "直すものはもうありません。")] {
        for size in [(120, 35), (100, 30), (80, 24), (60, 16)] {
            let play = play(&desk, lang, size);
            let healthy = play.keys("F<enter>");
            assert_eq!(healthy.findings(), Vec::<String>::new());
            assert!(healthy.notice().contains(said), "{}", healthy.notice());
            assert_eq!(healthy.rules().len(), 7);
            // It was one step.
            let back = play.keys("F<enter>u");
            assert_eq!(back.rules().len(), 2);
            let again = play.keys("F<enter>uU");
            assert_eq!(again.rules(), healthy.rules());
            // Escape changes nothing.
            assert_eq!(play.keys("F<esc>").rules().len(), 2);
        }
    }
}

#[test]
fn what_would_be_repaired_is_shown_first() {
    let desk = Desk::with(HOST);
    let screen = play(&desk, Lang::En, (120, 35)).keys("F").screen();
    for part in ["Repair everything: 5", "The server loses its address", "+   2 allow udp any:67 -> 68", "It opens"] {
        assert!(screen.contains(part), "{part}\n{screen}");
    }
}

#[test]
fn a_question_is_one_field_and_its_answer_goes_into_the_profile() {
    let desk = Desk::with(OPEN);
    for lang in [Lang::En, Lang::Ja] {
        let play = play(&desk, lang, (80, 24));
        assert_eq!(play.keys("").findings()[0], "no-final-deny");
        let nonsense = play.keys("f300.1.1.0/24<enter>");
        assert!(nonsense.editor.session().unwrap().open.profile.admin.is_empty());
        assert!(nonsense.screen().contains("300.1.1.0/24"), "what was typed stays\n{}", nonsense.screen());
        let answered = play.keys("f203.0.113.0/24<enter>");
        assert!(answered.notice().contains("--admin 203.0.113.0/24"), "{}", answered.notice());
        let healthy = play.keys("f203.0.113.0/24<enter><enter>");
        assert_eq!(healthy.findings(), Vec::<String>::new(), "{:?}", healthy.rules());
        assert!(healthy.rules().contains(&"allow tcp 203.0.113.0/24 -> 22".to_owned()), "{:?}", healthy.rules());
        // Undo takes back the repair, not the answer.
        let back = play.keys("f203.0.113.0/24<enter><enter>u");
        assert_eq!(back.rules().len(), 1);
        assert_eq!(back.editor.session().unwrap().open.profile.admin.len(), 1);
        // A question that is skipped stays a finding.
        let skipped = play.keys("F<esc>");
        assert_eq!(skipped.findings()[0], "no-final-deny");
        assert!(skipped.editor.popup.is_none());
    }
}

#[cfg(unix)]
#[test]
fn the_real_program_repairs_the_incident_in_two_keys() {
    for (lang, count, said) in
        [("ja_JP.UTF-8", "2/30", "もうありません"), ("en_US.UTF-8", "2 of 30", "Nothing left to repair")]
    {
        let desk = Desk::with(HOST);
        let mut pty = Start { env: &[("LANG", lang)], ..desk.terminal(&["web.json"]) }.start();
        pty.wait_for(count);
        pty.keys("F<enter>");
        pty.wait_for(said);
        pty.keys("s");
        pty.wait_for("web.json");
        pty.keys("q");
        assert!(pty.wait_for_end().success());
        let saved = desk.text();
        assert!(saved.contains("32768-60999") && saved.contains("203.0.113.7"), "{saved}");
    }
}
