//! What a hand may hit: any key, weighted towards the ones that do something.

use proptest::prelude::*;
use sekimori::editor::key::{Code, Key};
use sekimori::terminal::Event;

/// Letters that open, save and leave nothing. No slash and no tilde: what is typed as a file name stays where it is.
pub const LETTERS: &str = "?TWbmYaaddccJJKKuuUUfffpppeeehhjjjkkkllllgGnNiiPLVyEt;, 0123456789.-anyudptr日本ｊ４";

/// Letters that do.
#[allow(dead_code, reason = "only one test wants them")]
pub const FILING: &str = "oSssqwrxXvHbm:＝";

/// Keys with a name.
pub const NAMED: [Code; 20] = [
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

/// Letters with Control, apart from those that leave.
pub const CONTROLS: [char; 9] = ['u', 'k', 'w', 'r', 'g', 'a', 'v', 's', 'e'];

/// Any of these, a paste or a resize.
#[allow(dead_code, reason = "not every test that plays a hand draws it from here")]
pub fn any_event() -> impl Strategy<Value = Event> {
    let letters = prop::sample::select(LETTERS.chars().collect::<Vec<_>>());
    prop_oneof![
        8 => letters.prop_map(|c| Event::Key(Key::char(c))),
        4 => prop::sample::select(NAMED.to_vec()).prop_map(|code| Event::Key(Key::plain(code))),
        1 => prop::sample::select(CONTROLS.to_vec()).prop_map(|c| Event::Key(Key::ctrl(c))),
        1 => "\\PC{0,12}|([0-9.,/ \n\t{}a-z]{0,30})".prop_map(Event::Paste),
        1 => (0u16..140, 0u16..50).prop_map(|(w, h)| Event::Resize(w, h)),
    ]
}
