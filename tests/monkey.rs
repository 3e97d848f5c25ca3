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

#[path = "support/hand.rs"]
mod hand;

use hand::{CONTROLS, FILING, LETTERS, NAMED};
use sekimori::editor::key::{Code, Key};
use sekimori::editor::pointer::Gesture;
use sekimori::editor::popups::ask::Ask;
use sekimori::editor::{Editor, Setup};
use sekimori::formats::Document;
use sekimori::lang::Lang;
use sekimori::presets::Catalogue;
use sekimori::screen::Look;
use sekimori::terminal::{Event, Host, Script, Terminal, run};
use sekimori::text::Glyphs;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

/// Events in `cargo test`.
const EVENTS: u64 = 20_000;

/// Events of one round, which begins on a new file.
const ROUND: u64 = 500;

/// A small generator of its own: a round is repeated by its seed alone, whatever libraries do.
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides as u64).unwrap()
    }

    fn one_of<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len())].clone()
    }

    fn event(&mut self) -> Event {
        match self.roll(46) {
            0..20 => Event::Key(Key::char(self.one_of(&LETTERS.chars().chain(FILING.chars()).collect::<Vec<_>>()))),
            20..33 => Event::Key(Key::plain(self.one_of(&NAMED))),
            33..36 => Event::Key(Key::ctrl(self.control())),
            36..38 => Event::Paste(self.paste()),
            40..46 => Event::Mouse(self.size(130), self.size(40), self.one_of(&GESTURES)),
            38 => Event::Resize(self.size(220), self.size(70)),
            _ => Event::Resize(self.one_of(&[120, 80, 60, 40]), self.one_of(&[35, 24, 16, 10])),
        }
    }

    /// Those that leave and suspend too.
    fn control(&mut self) -> char {
        if self.roll(4) == 0 { self.one_of(&['c', 'z', 'y']) } else { self.one_of(&CONTROLS) }
    }

    fn size(&mut self, most: usize) -> u16 {
        u16::try_from(self.roll(most)).unwrap()
    }

    /// Something to paste; slashes only where no path can come of it.
    fn paste(&mut self) -> String {
        if self.roll(3) > 0 {
            return self.one_of(&PASTES).to_owned();
        }
        let odd: Vec<char> = "aB0 ,-.\n\t\u{1b}\u{7f}\u{202e}\u{200d}漢ｱﾞ👩é\0\"[]{}".chars().collect();
        (0..self.roll(30)).map(|_| self.one_of(&odd)).collect()
    }
}

const GESTURES: [Gesture; 4] = [Gesture::Click, Gesture::Click, Gesture::WheelDown, Gesture::WheelUp];

const PASTES: [&str; 9] = [
    "192.0.2.0/24",
    "443",
    "32768-60999",
    "１９２.０.２.１",
    "allow tcp any any 22\ndeny ip",
    "dddq\u{1b}[2J",
    "[{\"Protocol\":\"tcp\",\"Action\":\"allow\",\"DestinationPort\":\"22\"}]",
    "192.0.2.1\n192.0.2.2\n198.51.100.0/24\n",
    "日本語の説明",
];

const FILES: [&str; 3] = [
    include_str!("../assets/incident.json"),
    "[]\n",
    r#"{"PacketFilters":[{"ID":1,"Name":"one","Expression":[{"Protocol":"tcp","DestinationPort":"22","Action":"allow"},{"Protocol":"ip","Action":"deny"}]},{"ID":2,"Name":"漢字 👩‍👩‍👧‍👦","Expression":[]}]}"#,
];

/// A terminal at which the monkey sits. It checks what it is shown.
struct Cage {
    script: Script,
    dice: Dice,
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
        let event = self.dice.event();
        if let Event::Resize(width, height) = event {
            // The script resizes with its events.
            let mut resized = Script::new(width, height, []);
            std::mem::swap(&mut self.script, &mut resized);
        }
        Ok(event)
    }

    fn pending(&mut self) -> io::Result<Option<Event>> {
        if self.left > 0 && self.dice.roll(3) > 0 { self.next().map(Some) } else { Ok(None) }
    }

    fn use_mouse(&mut self, _on: bool) -> io::Result<()> {
        Ok(())
    }

    fn clip(&mut self, _text: &str) -> io::Result<()> {
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<bool> {
        Ok(self.dice.roll(2) > 0)
    }

    fn run_external(&mut self, run: &mut dyn FnMut() -> io::Result<()>) -> io::Result<()> {
        run()
    }
}

/// One start of the program after the other, until the round is over.
fn round(seed: u64) {
    let home = tempfile::tempdir().unwrap();
    // What the monkey types as a file name is a file in here.
    std::env::set_current_dir(home.path()).unwrap();
    let mut dice = Dice(seed);
    fs::write("a.json", dice.one_of(&FILES)).unwrap();
    let lang = dice.one_of(&[Lang::En, Lang::Ja]);
    let look = Look { glyphs: dice.one_of(&[Glyphs::Unicode, Glyphs::Ascii]), ..Look::default() };
    let mut cage = Cage { script: Script::new(80, 24, []), dice, left: ROUND };
    while cage.left > 0 {
        let mouse = cage.dice.roll(3) > 0;
        let mut editor = Editor::new(Setup { lang, mouse, catalogue: Catalogue::embedded(), ..Setup::default() });
        let mut host = Host::in_directory(&home.path().join("state"));
        if cage.dice.roll(4) > 0 {
            let text = host.read("a.json").unwrap();
            editor.open(text);
        }
        run(&mut editor, &mut cage, &mut host, look).unwrap();
        for file in files(home.path()) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(Document::read(&text).is_ok(), "{} holds {text}", file.display());
        }
        there_and_back(&mut editor, &mut host, look);
    }
}

fn files(directory: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_file()).collect()
}

/// By keys, as a person would.
fn there_and_back(editor: &mut Editor, host: &mut Host, look: Look) {
    let mut play = |editor: &mut Editor, key: Key, times: usize| {
        let mut script = Script::new(80, 24, std::iter::repeat_n(Event::Key(key), times)).at_once();
        run(editor, &mut script, host, look).unwrap();
    };
    while editor.popup.is_some()
        || editor.session().is_some_and(|s| s.mode.draft().is_some() || s.mode.panel().is_some())
    {
        play(editor, Key::plain(Code::Esc), 1);
        assert!(editor.popup_of::<Ask>().is_none(), "Esc closes a question");
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
    assert_eq!(session.live.report, sekimori::report::Report::proved(session.filter(), &session.open.profile));
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
