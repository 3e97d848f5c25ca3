//! Sentences call actions as whoever serves the person does: by the keys of one's own on the screen, by words in lines.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::editor::keymap::Keymap;
use sekimori::editor::{Front, Setup};
use sekimori::lang::{ActionId, Lang};
use sekimori::lessons::Course;
use sekimori::plain::{ParsedLine, read};
use sekimori::presets::Catalogue;
use sekimori::terminal::Host;
use support::desk::Desk;
use support::player::Played;

/// Keys of one's own for actions that are mentioned.
const KEYS: &str = r#"
"undo" = "z"
"finding.fix" = "0"
"finding.explain" = "1"
"changes" = "2"
"help" = "3"
"finding.restore" = "4"
"finding.next" = "5"
"rule.copy" = "6"
"rule.paste" = "7"
"find" = "8"
"rule.add" = "9"
"save-as" = "@"
"mouse" = "!"
"lesson.hint" = "+"
"lesson.story" = "("
"#;

/// The keys that these actions have otherwise, but for `a`, which is a word, and `/`, which stands between things.
const OTHERS: [&str; 13] = ["u", "f", "i", "v", "?", "X", "n", "y", "w", "S", "m", "h", "r"];

/// Keys, and what is said after them in English.
const PLAYED: [(&str, &str); 21] = [
    ("", "0 fix: "),
    ("1", "0 fix: "),
    ("d", "Rule 1 deleted; z brings it back."),
    ("Vjd", "z brings all 2 back."),
    ("9<enter>", "z takes it back."),
    ("GkK", "2 shows how."),
    ("x", "4 brings all back."),
    ("7", "No rule was copied. 6 copies."),
    ("6", "1 rule copied; 7 pastes."),
    ("67", "1 rule pasted; z takes that back."),
    ("V", "6 copy"),
    ("E<down><ctrl-k><ctrl-s>", "The text was taken over; z takes it back."),
    ("%", "No such key: 3 lists them, s saves, q quits."),
    (";", "Nothing is searched for. 8 searches."),
    ("8tcp<enter>", "; next"),
    ("Gd", "To change it, add a deny at the end (9)."),
    ("F<enter>", "repaired"),
    ("Y", "@ saves."),
    ("!", "! switches it off."),
    ("C<enter><esc>", "+ hint  ( story"),
    ("C<enter><esc>0", "In a lesson the repair is yours to find. + gives a hint."),
];

/// An editor with its own keys on the incident, and where that is.
fn editor(lang: Lang, front: Front, keys: &str) -> (Played, Desk) {
    let (keymap, _) = Keymap::read(keys);
    let (catalogue, course) = (Catalogue::embedded(), Course::embedded());
    let setup = Setup { lang, front, keymap, catalogue, course, ..Setup::default() };
    let desk = Desk::with_incident();
    (Played::new(setup, Host::in_directory(&desk.state())).on(&desk.file), desk)
}

/// The screen between its first row and its footer, after some keys.
fn screen(lang: Lang, keys: &str) -> String {
    let (played, _desk) = editor(lang, Front::Screen, KEYS);
    let text = Played { size: (140, 40), ..played }.keys(keys);
    let rows: Vec<&str> = text.lines().collect();
    rows[1..rows.len() - 1].join("\n")
}

/// A key that stands alone in a text.
fn alone<'a>(text: &str, keys: &[&'a str]) -> Option<&'a str> {
    let stop = |c: char| c.is_whitespace() || "().,;:。、「」│".contains(c);
    keys.iter().copied().find(|key| text.split(stop).any(|word| word == *key))
}

#[test]
fn the_screen_calls_actions_by_the_keys_they_have() {
    for lang in [Lang::En, Lang::Ja] {
        for (keys, said) in PLAYED {
            let screen = screen(lang, keys);
            // The mark of what nobody can know is no key.
            let screen = screen.replace("│? ", "│  ");
            assert_eq!(alone(&screen, &OTHERS), None, "{keys}\n{screen}");
            assert!(lang == Lang::Ja || screen.contains(said), "{keys}\n{screen}");
        }
    }
}

#[test]
fn the_first_screen_and_the_smallest_call_them_so_too() {
    let (keymap, _) = Keymap::read(&format!("{KEYS}save = \"&\"\n"));
    let setup = Setup { keymap, catalogue: Catalogue::embedded(), ..Setup::default() };
    let mut played = Played::new(setup, Host::default());
    let mut shown = |columns: u16, rows: u16| {
        played.size = (columns, rows);
        played.keys("")
    };
    assert!(shown(100, 30).contains("Repair it with 0."));
    assert!(shown(30, 6).contains("& save  q quit"));
}

#[test]
fn an_action_without_a_key_is_called_by_its_name() {
    for (lang, name) in [(Lang::En, ":undo"), (Lang::Ja, ":元に戻す")] {
        let (mut played, _desk) = editor(lang, Front::Screen, "undo = []");
        played.keys("d");
        assert!(played.notice().contains(name), "{}", played.notice());
        let rules = played.rules().len();
        played.keys(&format!("{name}<enter>"));
        assert_eq!(played.rules().len(), rules + 1);
    }
}

/// What is said to lines, without what was typed and the letters that answer a question.
fn lines_said(lang: Lang, typed: &str) -> String {
    let (mut played, _desk) = editor(lang, Front::Lines, KEYS);
    let is_said = |line: &&str| !["> ", "Answer: ", "答え: "].iter().any(|start| line.starts_with(start));
    played.lines(typed).lines().filter(is_said).collect::<Vec<_>>().join("\n")
}

#[test]
fn lines_call_actions_by_their_words() {
    const EDITS: &str = "delete 1\nundo\ndelete 1-2\nundo\nadd allow tcp -> 443\npaste\ncopy 1\npaste\nmove 2 up\n\
                         dismiss\nrestore dismissed\nfit\nrepair\nexplain\nchanges\n";
    const LESSON: &str = "lesson 2\nfix\nnext\nhint\n";
    let keys: Vec<&str> = OTHERS.into_iter().chain(["z", "@", "!", "+", "("]).collect();
    for lang in [Lang::En, Lang::Ja] {
        let said = lines_said(lang, EDITS) + &lines_said(lang, LESSON);
        assert_eq!(alone(&said, &keys), None, "{said}");
    }
    let said = lines_said(Lang::En, EDITS) + &lines_said(Lang::En, LESSON);
    for sentence in [
        "Rule 1 deleted; undo brings it back.",
        "Undone: deleting a rule",
        "Rules 1 to 2 deleted; undo brings all 2 back.",
        "undo takes it back.",
        "No rule was copied. copy copies.",
        "1 rule copied; paste pastes.",
        "restore dismissed brings all back.",
        "Dismissed findings shown again: 1.",
        "hint gives a hint.",
    ] {
        assert!(said.contains(sentence), "{sentence}\n{said}");
    }
}

/// Every action may be mentioned, and what is mentioned can be typed.
#[test]
fn lines_know_every_word_they_mention() {
    for lang in [Lang::En, Lang::Ja] {
        let editor = editor(lang, Front::Lines, KEYS).0.editor;
        let ParsedLine::Wrong(unknown) = read("xyzzy", &editor) else { panic!() };
        for action in ActionId::ALL {
            let word = editor.voice().name(*action);
            assert_ne!(read(&word, &editor), ParsedLine::Wrong(unknown.replace("xyzzy", &word)), "{word}");
        }
    }
}
