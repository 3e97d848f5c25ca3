//! What a hand may do: keys, weighted towards the ones that do something, pastes, clicks, resizes, and lines.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;
use proptest::string::string_regex;
use sekimori::editor::key::{Code, Key};
use sekimori::editor::pointer::Gesture;
use sekimori::terminal::Event;

/// What a hand knows, and how often it does what.
#[derive(Clone, Copy)]
pub struct Hand {
    /// Sets of letters.
    letters: &'static [&'static str],
    /// Sets of letters with Control.
    controls: &'static [&'static str],
    /// Columns and rows beyond which it makes no window.
    window: (u16, u16),
    /// Letters, keys with a name, letters with Control, pastes, windows of any size and of usual ones, clicks.
    weights: [u32; 7],
}

/// One that opens, saves and leaves nothing, and has no mouse.
pub const CAREFUL: Hand =
    Hand { letters: &[LETTERS], controls: &[CONTROLS], window: (140, 50), weights: [16, 8, 2, 2, 2, 0, 0] };

/// One that does anything: it leaves and suspends too.
pub const MONKEY: Hand = Hand {
    letters: &[LETTERS, FILING],
    controls: &[CONTROLS, CONTROLS, CONTROLS, "czyczyczy"],
    window: (220, 70),
    weights: [20, 13, 3, 2, 1, 1, 6],
};

/// Letters that open, save and leave nothing. No slash and no tilde: what is typed as a file name stays where it is.
const LETTERS: &str = "?TWbmYaaddccJJKKuuUUfffpppeeehhjjjkkkllllgGnNiiPLVyEt;, 0123456789.-anyudptr日本ｊ４";

/// Letters that do.
const FILING: &str = "oSssqwrxXvHbm:＝";

/// Letters with Control, apart from those that leave.
const CONTROLS: &str = "ukwrgavse";

const NAMED: [Code; 20] = [
    Code::Enter,
    Code::Enter,
    Code::Enter,
    Code::Enter,
    Code::Esc,
    Code::Esc,
    Code::Esc,
    Code::Tab,
    Code::Tab,
    Code::BackTab,
    Code::Backspace,
    Code::Delete,
    Code::Up,
    Code::Down,
    Code::Left,
    Code::Right,
    Code::Home,
    Code::End,
    Code::PageUp,
    Code::PageDown,
];

const GESTURES: [Gesture; 4] = [Gesture::Click, Gesture::Click, Gesture::WheelDown, Gesture::WheelUp];

/// Slashes only where no path can come of them.
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

impl Hand {
    /// What it does next.
    pub fn event(self) -> impl Strategy<Value = Event> {
        let letters = |text: &[&str]| select(text.concat().chars().collect::<Vec<_>>());
        let (columns, rows) = self.window;
        let all = [
            letters(self.letters).prop_map(|c| Event::Key(Key::char(c))).boxed(),
            select(&NAMED).prop_map(|code| Event::Key(Key::plain(code))).boxed(),
            letters(self.controls).prop_map(|c| Event::Key(Key::ctrl(c))).boxed(),
            paste().prop_map(Event::Paste).boxed(),
            (0..columns, 0..rows).prop_map(|(columns, rows)| Event::Resize(columns, rows)).boxed(),
            (select(&[120, 80, 60, 40]), select(&[35, 24, 16, 10])).prop_map(|(w, h)| Event::Resize(w, h)).boxed(),
            (0u16..130, 0u16..40, select(&GESTURES)).prop_map(|(x, y, gesture)| Event::Mouse(x, y, gesture)).boxed(),
        ];
        Union::new_weighted(self.weights.into_iter().zip(all).filter(|(weight, _)| *weight > 0).collect())
    }
}

/// Something to paste.
fn paste() -> impl Strategy<Value = String> {
    let odd: Vec<char> = "aB0 ,-.\n\t\u{1b}\u{7f}\u{202e}\u{200d}漢ｱﾞ👩é\0\"[]{}".chars().collect();
    prop_oneof![
        4 => select(&PASTES).prop_map(str::to_owned),
        1 => prop::collection::vec(select(odd), 0..30).prop_map(String::from_iter),
        1 => string_regex("[^\\pC/~]{0,12}|[0-9., \n\t{}a-z]{0,30}").unwrap(),
    ]
}

/// Keys that edit, undo and step about; some of them are more than one.
pub const EDITS: [&str; 15] = [
    "d",
    "c",
    "<space>",
    "J",
    "K",
    "u",
    "u",
    "U",
    "j",
    "k",
    "G",
    "g",
    "a<tab><tab><tab><tab>53<enter>",
    "gllllle<ctrl-u>443<enter>",
    "f",
];

/// Anything that may be written as a line.
pub fn line() -> impl Strategy<Value = String> {
    let words = "help list rule add set allow deny move fix findings verdicts trace presets insert changes history profile \
                 expect pass block theatre timeline words lessons story goals hint next restart admin \
                 undo redo fit delete duplicate copy paste dismiss language 1 2 3-4 99 0 up down port source note action \
                 tcp udp ip any -> 443 192.0.2.0/24 # ssh source=192.0.2.0/24 dhcp as n y u U x i t a \u{202e} 許可 一覧 ルール ５";
    let words: Vec<&str> = words.split_whitespace().collect();
    prop_oneof![
        6 => prop::collection::vec(select(words), 0..6).prop_map(|words| words.join(" ")),
        1 => "\\PC{0,20}",
    ]
}
