//! The real program in a real terminal, killed at random moments of a random session: what was seen as committed is
//! there at the next start.
//!
//! The same keys are played on an editor in memory, which tells every state the killed one may have reached, and what
//! its screen looked like in each. What is recovered must be one of them, and none before the last one that was seen.

#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use rustix::process::Signal;
use sekimori::editor::key::{Key, script};
use sekimori::editor::message::Message;
use sekimori::editor::popups::ask::Ask;
use sekimori::editor::question::Question;
use sekimori::editor::{Editor, Setup};
use sekimori::filter::Filter;
use sekimori::lang::Lang;
use sekimori::presets::Catalogue;
use sekimori::terminal::{Event, Host, Script, run, screen_text};
use std::fs;
use std::time::{Duration, Instant};
use support::desk::Desk;
use support::dice::Dice;
use support::hand::EDITS;
use support::player::Played;
use support::pty::Pty;

/// Kills in all, by so many hands at once.
const KILLS: usize = 200;
const HANDS: usize = 4;

const SIZE: (u16, u16) = (80, 24);

/// What is typed besides: it is still being typed when the kill comes, or commits much.
const MORE: [&str; 2] = ["ga", "F<enter><esc><esc>"];

/// The rows of the table, as far as they tell states apart: without the notice, which says when things happened.
fn rows(screen: &str) -> String {
    screen.lines().take(12).map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// What the program may have come to: the filter and the rows of the screen after each key.
fn states(editor: &mut Editor, keys: &[Key]) -> Vec<(Filter, String)> {
    let mut host = Host::default();
    let mut look = |editor: &mut Editor, events: Vec<Event>| {
        let mut script = Script::new(SIZE.0, SIZE.1, events);
        run(editor, &mut script, &mut host, look_of_the_terminal()).unwrap();
        (editor.session().unwrap().filter().clone(), rows(&screen_text(script.screen())))
    };
    let mut all = vec![look(editor, Vec::new())];
    all.extend(keys.iter().map(|key| look(editor, vec![Event::Key(*key)])));
    all
}

fn look_of_the_terminal() -> sekimori::screen::Look {
    use sekimori::screen::theme::Theme;
    use sekimori::text::Glyphs;
    use sekimori::text::Palette;
    sekimori::screen::Look {
        theme: Theme::new(Palette::for_terminal("", "xterm-256color")),
        glyphs: Glyphs::for_locale("en_US.UTF-8"),
    }
}

/// An editor as the program has it after it was started in this home and its offer, if there is one, was taken.
fn editor_like_the_next(home: &Desk) -> Editor {
    let setup = Setup { lang: Lang::En, catalogue: Catalogue::embedded(), ..Setup::default() };
    let mut editor = Played::new(setup, Host::default()).on(&home.file).editor;
    // A look at the journals that leaves them where they are.
    let copy = Desk::empty();
    let journals = copy.path().join("journals");
    fs::create_dir(&journals).unwrap();
    for entry in fs::read_dir(home.journals()).into_iter().flatten() {
        let entry = entry.unwrap();
        let there = journals.join(entry.file_name());
        fs::copy(entry.path(), &there).unwrap();
        let age = entry.metadata().unwrap().modified().unwrap();
        fs::File::options().append(true).open(there).unwrap().set_modified(age).unwrap();
    }
    let mut finder = Played::new(Setup::default(), Host::in_directory(copy.path())).on(&home.file);
    finder.keys("");
    if let Some(Question::Recover(offer)) = finder.editor.popup_of::<Ask>().map(|ask| ask.question.clone()) {
        let mut offer = *offer;
        offer.recovered.location = Some("web.json".into());
        let found = sekimori::editor::journal::Found { sessions: vec![offer.recovered], ..Default::default() };
        editor.update(Message::Resize(SIZE.0, SIZE.1));
        editor.update(Message::Found(Box::new(found)));
        editor.update(Message::Key(script("<enter>").unwrap()[0]));
    }
    editor
}

fn start(home: &Desk) -> Pty {
    home.terminal(&["web.json"]).start()
}

/// One hand's share of the kills, one after the other on one file: how many sessions were recovered, how many screens
/// were known when the kill came, and how many kills came before every key was taken.
fn hand(seed: u64) -> [usize; 3] {
    let home = Desk::with_incident();
    // How much an undo takes back depends on which keys arrive in one read, and the model does not know that.
    let typed: Vec<&str> = EDITS.iter().chain(&MORE).copied().filter(|keys| !["u", "U"].contains(keys)).collect();
    let mut dice = Dice::new(seed);
    let (mut recovered, mut known, mut early) = (0, 0, 0);
    for kill in 0..KILLS / HANDS {
        let mut model = editor_like_the_next(&home);
        let is_offered = model.session().unwrap().open.history.modified();
        recovered += usize::from(is_offered);
        let mut pty = start(&home);
        if is_offered {
            pty.wait_for("Recover it?");
            pty.keys("<enter>");
            pty.wait_for("Recovered");
        } else {
            pty.wait_for("of 30 rules");
        }
        let strokes: Vec<Key> = (0..dice.below(24) + 1).flat_map(|_| script(dice.one(&typed)).unwrap()).collect();
        let possible = states(&mut model, &strokes);
        let first = possible[0].1.clone();
        pty.wait_until(&first, |screen| rows(&screen.contents()) == first);
        // In pieces, so that frames come between them.
        for piece in strokes.chunks(dice.below(6) + 1) {
            pty.keys(&piece.iter().map(|key| spelt(*key)).collect::<String>());
            std::thread::sleep(Duration::from_micros(dice.below(1_500) as u64));
        }
        std::thread::sleep(Duration::from_micros((dice.below(2) * dice.below(3_000)) as u64));
        pty.signal(Signal::KILL);
        pty.wait_for_end();
        let seen = rows(&pty.screen());
        let at_least = possible.iter().position(|(_, rows)| *rows == seen);
        known += usize::from(at_least.is_some());
        early += usize::from(possible.last().is_some_and(|(_, rows)| *rows != seen));
        let at_least = at_least.unwrap_or(0);
        let after = editor_like_the_next(&home);
        let now = after.session().unwrap().filter();
        let at_most = possible.iter().rposition(|(filter, _)| filter.rules == now.rules);
        assert!(
            at_most.is_some_and(|at_most| at_most >= at_least),
            "seed {seed}, kill {kill}: seen was state {at_least}\n{seen}\nand recovered {at_most:?} of {}:\n{now:#?}",
            possible.len()
        );
    }
    [recovered, known, early]
}

fn spelt(key: Key) -> String {
    match key.to_string() {
        name if name.chars().count() == 1 => name,
        name => format!("<{}>", name.to_lowercase()),
    }
}

#[test]
fn nothing_committed_is_lost_by_two_hundred_kills() {
    let clock = Instant::now();
    let hands: Vec<_> = (0..HANDS as u64).map(|hand_of| std::thread::spawn(move || hand(hand_of + 1))).collect();
    let counts = hands.into_iter().map(|hand| hand.join().unwrap());
    let [recovered, known, early] = counts.fold([0; 3], |sum, hand| [0, 1, 2].map(|at| sum[at] + hand[at]));
    println!("{KILLS} kills in {:?}: {early} amid the keys, {recovered} sessions recovered", clock.elapsed());
    // Else the test would say less than it seems to. A frame may be cut by the kill.
    assert!(recovered > KILLS / 4 && known > KILLS / 2 && early > 0, "{recovered}, {known}, {early}");
}

#[test]
fn a_hangup_and_a_termination_keep_the_session_too() {
    for signal in [Signal::HUP, Signal::TERM] {
        let home = Desk::with_incident();
        let mut pty = start(&home);
        pty.wait_for("5 of 30 rules");
        pty.keys("jd");
        pty.wait_for("4 of 30 rules");
        pty.signal(signal);
        pty.wait_for_end();
        assert!(!pty.look(vt100::Screen::alternate_screen));
        let mut again = start(&home);
        again.wait_for("Recover it?");
        again.keys("<enter>");
        again.wait_for("4 of 30 rules");
        again.keys("s");
        again.wait_for("Saved");
        again.keys("q");
        assert!(again.wait_for_end().success());
        assert_eq!(fs::read_dir(home.journals()).unwrap().count(), 0);
    }
}

#[test]
fn a_second_editor_on_the_same_file_only_looks_until_it_takes_over() {
    let home = Desk::with_incident();
    let mut first = start(&home);
    first.wait_for("5 of 30 rules");
    first.keys("jd");
    first.wait_for("4 of 30 rules");
    let mut second = start(&home);
    second.wait_for(&format!("process {}", first.pid()));
    second.keys("<enter>");
    second.wait_for("[read only]");
    second.keys("j<space>s");
    second.wait_for("is being edited in another");
    second.keys("<esc>");
    // By lines a script gets no answer that it has not given.
    let before = home.text();
    let script = home.run(&["--plain", "web.json"], "delete 2\nsave\n");
    assert_eq!((script.status.code(), home.text()), (Some(1), before));
    assert!(String::from_utf8_lossy(&script.stdout).contains("has this file open"), "{script:?}");
    first.keys("s");
    first.wait_for("Saved");
    second.keys("st");
    second.wait_for("has changed on disk");
    second.keys("<esc>qd");
    second.wait_for_end();
    first.keys("q");
    first.wait_for_end();
    assert_eq!(fs::read_dir(home.journals()).unwrap().count(), 0);
}
