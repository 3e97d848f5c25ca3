//! A monkey at the keyboard: random keys, clicks, pastes and resizes through the real loop, with the journal running and files
//! saved and opened. Whatever it does, there is no panic, the cursor stays inside the frame, undoing everything gives
//! the start, redoing it the end, and the file on disk can always be read.
//!
//! `cargo test` plays 20,000 events. A million, in an optimized build:
//!
//! ```text
//! SEKIMORI_MONKEY=1000000 cargo test --release --test monkey -- --nocapture
//! ```
//!
//! A failure names the seed of its round; `SEKIMORI_MONKEY_SEED` begins with it.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::{BoxedStrategy, Strategy};
use sekimori::editor::key::{Code, Key};
use sekimori::editor::popups::ask::Ask;
use sekimori::editor::start::INCIDENT;
use sekimori::editor::{Editor, Setup};
use sekimori::formats::Document;
use sekimori::lang::Lang;
use sekimori::presets::Catalogue;
use sekimori::report::Report;
use sekimori::screen::Look;
use sekimori::terminal::{Event, Host, Script, Terminal, run};
use sekimori::text::Glyphs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use support::desk::Desk;
use support::dice::Dice;
use support::hand::MONKEY;

/// Events in `cargo test`.
const EVENTS: u64 = 20_000;

/// Events of one round, which begins on a new file.
const ROUND: u64 = 500;

const FILES: [&str; 3] = [
    INCIDENT,
    "[]\n",
    r#"{"PacketFilters":[{"ID":1,"Name":"one","Expression":[{"Protocol":"tcp","DestinationPort":"22","Action":"allow"},{"Protocol":"ip","Action":"deny"}]},{"ID":2,"Name":"漢字 👩‍👩‍👧‍👦","Expression":[]}]}"#,
];

/// A terminal at which the monkey sits. It checks what it is shown.
struct Cage {
    script: Script,
    dice: Dice,
    monkey: BoxedStrategy<Event>,
    left: u64,
}

impl Terminal for Cage {
    fn size(&self) -> (u16, u16) {
        self.script.size()
    }

    fn draw(&mut self, render: &mut dyn FnMut(&mut ratatui::Frame<'_>)) -> io::Result<()> {
        self.script.draw(render)?;
        let (width, height) = self.size();
        if let Some((x, y)) = self.script.cursor() {
            assert!(x < width && y < height, "the cursor is at {x}, {y} of {width}x{height}");
        }
        Ok(())
    }

    fn next(&mut self) -> io::Result<Event> {
        self.left = match self.left.checked_sub(1) {
            Some(left) => left,
            None => return Ok(Event::Closed),
        };
        let event = self.dice.draw(&self.monkey);
        if let Event::Resize(width, height) = event {
            // The script resizes with its events.
            let mut resized = Script::new(width, height, []);
            std::mem::swap(&mut self.script, &mut resized);
        }
        Ok(event)
    }

    fn pending(&mut self) -> io::Result<Option<Event>> {
        if self.left > 0 && self.dice.below(3) > 0 { self.next().map(Some) } else { Ok(None) }
    }

    fn use_mouse(&mut self, _on: bool) -> io::Result<()> {
        Ok(())
    }

    fn clip(&mut self, _text: &str) -> io::Result<()> {
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<bool> {
        Ok(self.dice.below(2) > 0)
    }

    fn run_external(&mut self, run: &mut dyn FnMut() -> io::Result<()>) -> io::Result<()> {
        run()
    }
}

/// One start of the program after the other, until the round is over.
fn round(seed: u64) {
    let home = Desk::empty();
    // What the monkey types as a file name is a file in here.
    std::env::set_current_dir(home.path()).unwrap();
    let mut dice = Dice::new(seed);
    home.write("a.json", dice.one(&FILES));
    let lang = dice.one(&[Lang::En, Lang::Ja]);
    let look = Look { glyphs: dice.one(&[Glyphs::Unicode, Glyphs::Ascii]), ..Look::default() };
    let mut cage = Cage { script: Script::new(80, 24, []), dice, monkey: MONKEY.event().boxed(), left: ROUND };
    while cage.left > 0 {
        let mouse = cage.dice.below(3) > 0;
        let mut editor = Editor::new(Setup { lang, mouse, catalogue: Catalogue::embedded(), ..Setup::default() });
        let mut host = Host::in_directory(&home.state());
        if cage.dice.below(4) > 0 {
            let text = host.read("a.json").unwrap();
            editor.open(text);
        }
        run(&mut editor, &mut cage, &mut host, look).unwrap();
        for name in home.names().iter().filter(|name| home.path().join(name).is_file()) {
            let text = home.read(name);
            assert!(Document::read(&text).is_ok(), "{name} holds {text}");
        }
        there_and_back(&mut editor, &mut host, look);
    }
}

/// By keys, as a person would.
fn there_and_back(editor: &mut Editor, host: &mut Host, look: Look) {
    let mut play = |editor: &mut Editor, key: Key, times: usize| {
        let mut script = Script::new(80, 24, std::iter::repeat_n(Event::Key(key), times)).at_once();
        run(editor, &mut script, host, look).unwrap();
    };
    while editor.popup.is_some() || editor.session().is_some_and(|s| s.mode.draft().is_some()) {
        // What lay over a question shows it again; the question itself goes.
        let is_asked = editor.popup_of::<Ask>().is_some();
        play(editor, Key::plain(Code::Esc), 1);
        assert!(!is_asked || editor.popup_of::<Ask>().is_none(), "Esc closes a question");
    }
    let Some(session) = editor.session() else { return };
    let (end, start) = (session.filter().clone(), session.open.history.revisions()[0].filter.clone());
    let mut steps = 0;
    while editor.session().unwrap().open.history.can_undo() {
        play(editor, Key::char('u'), 1);
        steps += 1;
    }
    assert_eq!(*editor.session().unwrap().filter(), start);
    play(editor, Key::char('U'), steps);
    let session = editor.session().unwrap();
    assert_eq!(*session.filter(), end);
    let (live, anew) = (&session.live.report, Report::proved(session.filter(), &session.open.profile));
    assert_eq!((&live.flows, &live.rules), (&anew.flows, &anew.rules));
    assert_eq!((&live.findings, &live.folded), (&anew.findings, &anew.folded));
}

#[test]
fn nothing_a_hand_can_do_breaks_it() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let events = number("SEKIMORI_MONKEY").unwrap_or(EVENTS);
    let first = number("SEKIMORI_MONKEY_SEED").unwrap_or(1);
    let start = std::time::Instant::now();
    for seed in (first..).take(usize::try_from(events.div_ceil(ROUND)).unwrap()) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| round(seed))) {
            eprintln!("the round of SEKIMORI_MONKEY_SEED={seed} failed");
            resume_unwind(panic);
        }
    }
    println!("{events} events in {:?}", start.elapsed());
}
