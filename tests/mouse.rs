//! The mouse and the clipboard: what a person points at is what they see, and nothing typed is lost by a click.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::editor::message::Message;
use sekimori::editor::pointer::{Gesture, Target};
use sekimori::editor::popups::finding::Explanation;
use sekimori::editor::popups::presets::Presets;
use sekimori::editor::{Main, Setup};
use sekimori::filter::Field;
use sekimori::lang::Lang;
use sekimori::presets::Catalogue;
use sekimori::screen::{Look, target};
use sekimori::terminal::{Event, Host};
#[cfg(unix)]
use support::desk::Desk;
use support::open;
use support::player::{Play, Played, events};

/// A session with the mouse on, a step at a time.
struct Hand {
    played: Played,
    screen: String,
    clips: Vec<String>,
}

impl Hand {
    /// On the start screen.
    fn new(size: (u16, u16)) -> Self {
        let setup = Setup { lang: Lang::En, catalogue: Catalogue::embedded(), mouse: true, ..Setup::default() };
        let played = Played { size, ..Played::new(setup, Host::default()) };
        let mut hand = Self { played, screen: String::new(), clips: Vec::new() };
        hand.events([]);
        hand
    }

    /// On the incident's five rules.
    fn at_rules() -> Self {
        let mut hand = Self::new((120, 35));
        hand.keys("<enter>");
        hand
    }

    fn events(&mut self, events: impl IntoIterator<Item = Event>) {
        self.played.events(events);
        self.screen = self.played.screen();
        self.clips.extend_from_slice(self.played.script.clips());
    }

    fn keys(&mut self, keys: &str) {
        self.events(events(keys));
    }

    fn at(&mut self, place: (u16, u16), gesture: Gesture) {
        self.events([Event::Mouse(place.0, place.1, gesture)]);
    }

    /// The first cell of a text on the screen.
    fn place(&self, text: &str) -> (u16, u16) {
        let found = self.screen.lines().zip(0..).find_map(|(line, row)| Some((line.split_once(text)?.0, row)));
        let (before, row) = found.unwrap_or_else(|| panic!("no {text:?} on\n{}", self.screen));
        (u16::try_from(sekimori::text::width(before)).unwrap(), row)
    }

    fn click(&mut self, text: &str) {
        self.at(self.place(text), Gesture::Click);
    }

    fn selected(&self) -> (usize, Field) {
        let session = self.played.editor.session().unwrap();
        (session.cursor.row, session.cursor.field)
    }
}

#[test]
fn a_click_selects_and_another_edits() {
    let mut hand = Hand::at_rules();
    hand.click("443");
    assert_eq!(hand.selected(), (2, Field::DestinationPort));
    assert!(hand.played.editor.session().unwrap().mode.draft().is_none());
    hand.click("443");
    assert!(hand.played.editor.session().unwrap().mode.draft().is_some());
    // Another field of the rule in hand is a Tab away, another rule is not reached before this one is finished.
    hand.keys("<backspace>");
    hand.at((hand.place("44 ").0 - 20, hand.place("44 ").1), Gesture::Click);
    assert_eq!(hand.played.editor.session().unwrap().mode.draft().unwrap().rule.destination_port.to_string(), "44");
    assert_ne!(hand.selected().1, Field::DestinationPort);
    hand.click("203.0.113.7");
    assert!(hand.played.editor.session().unwrap().mode.draft().is_some());
    assert!(hand.screen.contains("First finish this field"), "{}", hand.screen);
    hand.keys("<enter>");
    hand.click("the rest (default");
    assert_eq!(hand.selected().0, 5);
    hand.click("the rest (default");
    assert!(hand.screen.contains("not a rule"), "{}", hand.screen);
}

#[test]
fn a_row_of_the_lists_is_explained_and_another_click_goes_to_its_rule() {
    for size in [(120, 35), (80, 24), (60, 16)] {
        let mut hand = Hand::new(size);
        hand.keys("<enter>");
        hand.click("names");
        assert!(hand.screen.contains("names (DNS): fail now"), "{}", hand.screen);
        if size.0 == 120 {
            hand.click("everyone           80");
            assert!(hand.screen.contains("Every address of the Internet reaches it."), "{}", hand.screen);
            hand.click("everyone           80");
            assert_eq!((hand.selected().0, hand.played.editor.popup.is_none()), (1, true));
        } else {
            hand.keys("<enter>");
            assert_eq!((hand.selected().0, hand.played.editor.popup.is_none()), (4, true));
        }
    }
}

#[test]
fn the_key_of_the_other_language_can_be_clicked() {
    let mut hand = Hand::at_rules();
    hand.click("L 日本語");
    assert!(hand.screen.contains("L English"), "{}", hand.screen);
}

#[test]
fn the_wheel_turns_what_is_under_it() {
    let mut hand = Hand::at_rules();
    let table = hand.place("443");
    hand.at(table, Gesture::WheelDown);
    assert_eq!(hand.selected().0, 1);
    hand.at(table, Gesture::WheelUp);
    hand.at(table, Gesture::WheelUp);
    assert_eq!(hand.selected().0, 0);
    let panel = hand.place("packet: ");
    hand.at(panel, Gesture::WheelDown);
    assert_eq!(hand.played.editor.session().unwrap().cursor.finding, 1);
    hand.at(panel, Gesture::WheelUp);
    assert_eq!(hand.played.editor.session().unwrap().cursor.finding, 0);
    hand.keys("?");
    hand.at((0, 10), Gesture::WheelDown);
    assert_eq!(open::selected(&hand.played.editor), Some(1));
    hand.keys("<esc>b");
    hand.at((60, 10), Gesture::WheelDown);
    assert_eq!(open::selected(&hand.played.editor), Some(1));
}

#[test]
fn findings_and_hints_are_clicked() {
    let mut hand = Hand::at_rules();
    let count = hand.played.editor.session().unwrap().findings().count();
    assert!(count > 2);
    let other =
        sekimori::language::finding_title(hand.played.editor.session().unwrap().findings().nth(2).unwrap(), Lang::En);
    let shown: String = other.chars().take(20).collect();
    hand.click(&shown);
    assert_eq!(hand.played.editor.session().unwrap().cursor.finding, 2);
    hand.click(&shown);
    assert!(hand.played.editor.popup_of::<Explanation>().is_some());
    hand.click("Esc close");
    assert!(hand.played.editor.popup.is_none());
    hand.click("u undo");
    assert!(hand.screen.contains("nothing to undo"), "{}", hand.screen);
    hand.keys("g");
    hand.click("a add");
    assert!(hand.played.editor.session().unwrap().mode.draft().is_some());
}

#[test]
fn lists_are_clicked_and_nothing_beside_them_does_anything() {
    let mut hand = Hand::new((120, 35));
    hand.click("Web server");
    assert!(matches!(&hand.played.editor.place, Main::Start(start) if start.selected > 0));
    hand.click("Web server");
    assert!(hand.played.editor.session().is_some() && hand.played.editor.popup.is_some());
    hand.keys("203.0.113.0/24");
    for place in [(0, 0), (119, 20), (1, 32), (3, 33)] {
        let before = hand.screen.clone();
        hand.at(place, Gesture::Click);
        assert_eq!(hand.screen, before, "a click at {place:?}");
    }
    hand.keys("<esc><esc><esc>a<esc>q");
    let mut hand = Hand::at_rules();
    hand.keys("dq");
    hand.click("discard");
    assert!(hand.screen.contains("discard"), "{}", hand.screen);
    assert!(open::question(&hand.played.editor).is_some() && open::selected(&hand.played.editor) > Some(0));
    hand.keys("<esc>p");
    hand.click("SSH       ");
    hand.click("SSH       ");
    assert!(hand.played.editor.popup_of::<Presets>().is_some() && open::focus(&hand.played.editor) == Some(0));
    hand.keys("<esc><esc>P");
    hand.click("admin networks");
    assert_eq!(open::focus(&hand.played.editor), Some(5), "{}", hand.screen);
    hand.keys("<esc>H");
    hand.click("opening");
    assert_eq!(open::selected(&hand.played.editor), Some(1));
    hand.click("opening");
    assert!(!hand.played.editor.session().unwrap().open.history.modified());
}

#[test]
fn all_that_is_pointed_at_can_be_clicked() {
    let screens = [
        "",
        "<enter>",
        "<enter>llll<enter>9",
        "<enter>?",
        "<enter>:",
        "<enter>p",
        "<enter>pssh<enter>",
        "<enter>P",
        "<enter>S",
        "<enter>t",
        "<enter>i",
        "<enter>E",
        "<enter>dH",
        "<enter>dv",
        "<enter>dq",
        "<enter>/4",
        "<enter><tab>",
        "<enter>Vj",
        "o",
    ];
    for keys in screens {
        let mut hand = Hand::new((80, 24));
        hand.keys(keys);
        let start = hand.played.editor.clone();
        let mut targets: Vec<Target> = Vec::new();
        for place in (0..80).step_by(7).flat_map(|x| (0..24).map(move |y| (x, y))) {
            targets.extend(target(&start, Look::default(), (80, 24), place).filter(|found| !targets.contains(found)));
        }
        assert!(!targets.is_empty());
        for target in targets {
            for gesture in [Gesture::Click, Gesture::WheelDown, Gesture::WheelUp] {
                let mut editor = start.clone();
                editor.update(Message::Pointer(target, gesture));
                editor.update(Message::Pointer(target, Gesture::Click));
            }
        }
        // Where nothing can be seen, nothing is done.
        assert_eq!(target(&start, Look::default(), (39, 9), (5, 5)), None);
    }
}

#[test]
fn the_mouse_is_off_until_it_is_asked_for() {
    let mut hand = Hand::at_rules();
    hand.keys("m");
    assert!(hand.screen.contains("Mouse off"), "{}", hand.screen);
    hand.click("443");
    assert_eq!(hand.selected().0, 0);
    hand.keys("m");
    assert!(hand.screen.contains("Mouse on"), "{}", hand.screen);
    hand.click("443");
    assert_eq!(hand.selected().0, 2);
    assert!(Play::default().keys("m").script.uses_mouse());
}

#[test]
fn rules_go_to_the_clipboard_in_the_shape_of_the_file() {
    let mut hand = Hand::at_rules();
    hand.keys("jVjY");
    assert!(hand.screen.contains("2 rules sent"), "{}", hand.screen);
    let read = |text: &str| sekimori::formats::Document::read(text).unwrap().filters()[0].rules.clone();
    let ports = |text: &str| read(text).iter().map(|rule| rule.destination_port.to_string()).collect::<Vec<_>>();
    assert_eq!(ports(&hand.clips[0]), ["80", "443"]);
    hand.keys(":clipboard<enter>");
    assert_eq!(read(&hand.clips[1]).len(), 5);
    hand.keys("GY");
    assert!(hand.screen.contains("not a rule"), "{}", hand.screen);
    // What is too long for terminals is not sent.
    hand.keys(&format!("gVGy{}", "wgVGy".repeat(7)));
    hand.keys(":clipboard<enter>");
    assert!(hand.screen.contains("too long for terminals"), "{}", hand.screen);
    assert_eq!(hand.clips.len(), 2);
}

/// In a real terminal: as OSC 52, in base64, so that nothing of a rule can be a control character of its own.
#[cfg(unix)]
#[test]
fn the_terminal_gets_the_rules_as_one_sequence() {
    let desk = Desk::empty();
    let mut pty = desk.terminal(&[]).start();
    pty.wait_for("The incident");
    pty.keys("<enter>");
    let before = pty.received().len();
    pty.keys("Y");
    pty.wait_for("1 rule sent");
    let received = String::from_utf8_lossy(&pty.received()[before..]).into_owned();
    let text = received.split_once("\x1b]52;c;").unwrap().1.split_once("\x1b\\").unwrap().0;
    assert!(text.len() > 40 && text.chars().all(|c| c.is_ascii_alphanumeric() || "+/=".contains(c)), "{text}");
}

/// In a real terminal: asked for only while it is used, and given back however the program ends.
#[cfg(unix)]
#[test]
fn the_terminal_gets_its_mouse_back() {
    use vt100::{MouseProtocolEncoding as Encoding, MouseProtocolMode as Mode};
    let mouse = |pty: &support::pty::Pty| pty.look(|s| (s.mouse_protocol_mode(), s.mouse_protocol_encoding()));
    let (on, off) = ((Mode::PressRelease, Encoding::Sgr), (Mode::None, Encoding::Default));
    let desk = Desk::empty();
    for (args, end) in [(&["--mouse"][..], "quit"), (&[][..], "TERM"), (&["--mouse"][..], "stop")] {
        let mut pty = desk.terminal(args).start();
        pty.wait_for("The incident");
        if args.is_empty() {
            assert_eq!(mouse(&pty), off);
            pty.keys("m");
            pty.wait_for("Mouse on");
        }
        assert_eq!(mouse(&pty), on);
        // Row 2 of the list: an SGR press and release.
        pty.raw("\x1b[<0;6;7M\x1b[<0;6;7m");
        match end {
            "quit" => pty.keys("q"),
            "TERM" => pty.signal(rustix::process::Signal::TERM),
            _ => pty.signal(rustix::process::Signal::HUP),
        }
        pty.wait_for_end();
        assert_eq!(mouse(&pty), off, "{end}");
    }
    let env = [("LANG", "en_US.UTF-8"), ("EDITOR", "sh -c 'echo READY; read x <&1'")];
    let mut pty = support::pty::Start { env: &env, ..desk.terminal(&["--mouse"]) }.start();
    pty.wait_for("The incident");
    pty.keys("<enter>E<ctrl-o>");
    pty.wait_for("READY");
    assert_eq!(mouse(&pty), off, "while another program has the terminal");
    pty.raw("\n");
    pty.wait_for("All rules as text");
    assert_eq!(mouse(&pty), on);
}
