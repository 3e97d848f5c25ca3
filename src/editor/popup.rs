//! What popups are made of: what moves in them, what is typed in them, and what comes of a key.

use super::area::Area;
use super::input::Form;
use super::key::{Code, Key};
use super::line::Line;
use super::message::Effect;
use super::request::Request;
use crate::lang::ActionId;

/// What comes of a key in a popup.
#[derive(Debug)]
pub enum PopupOutcome {
    /// It is not one of the popup's own: what moves or is typed takes it.
    Pass,
    /// The popup stays.
    Stay,
    /// It stays, and the world is asked for something.
    StayAnd(Vec<Effect>),
    /// It goes; what it has opened in its place remains.
    Close(Vec<Effect>),
    /// It goes, and then this is done.
    Then(Request),
    /// The same, after the world has been asked for something.
    After(Vec<Effect>, Request),
}

impl PopupOutcome {
    /// It goes, and nothing is left to do.
    pub(super) const CLOSE: Self = Self::Close(Vec::new());
}

/// What the arrows, the wheel and the keyboard work on.
#[derive(Debug, Default)]
pub struct Body<'a> {
    /// Where letters go.
    pub(super) typed: Typed<'a>,
    pub(super) moves: Moves<'a>,
}

/// Where letters go.
#[derive(Debug, Default)]
pub(super) enum Typed<'a> {
    /// Nowhere: they are keys of actions.
    #[default]
    Nothing,
    /// Into a line.
    Line(&'a mut Line),
    /// Into the field in focus.
    Form(&'a mut Form),
    /// Into a text.
    Area(&'a mut Area),
}

/// What the arrows move.
#[derive(Debug, Default)]
pub(super) enum Moves<'a> {
    /// Nothing.
    #[default]
    Nothing,
    /// The selected entry among so many.
    List(&'a mut usize, usize),
    /// The first line shown, up to this one.
    Text(&'a mut usize, usize),
}

impl<'a> Body<'a> {
    pub(crate) const fn text(scroll: &'a mut usize, most: usize) -> Self {
        Self { typed: Typed::Nothing, moves: Moves::Text(scroll, most) }
    }

    pub(super) const fn list(selected: &'a mut usize, entries: usize) -> Self {
        Self { typed: Typed::Nothing, moves: Moves::List(selected, entries) }
    }

    pub(super) const fn form(form: &'a mut Form) -> Self {
        Self { typed: Typed::Form(form), moves: Moves::Nothing }
    }

    pub(super) const fn is_typed(&self) -> bool {
        !matches!(self.typed, Typed::Nothing)
    }

    /// Takes a key, and the action it stands for. Tells whether anything has changed.
    pub(super) fn take(&mut self, action: Option<ActionId>, key: Key) -> bool {
        let moved = match action {
            Some(ActionId::NextField) => self.go(1),
            Some(ActionId::PreviousField) => self.go(-1),
            Some(ActionId::Up) => self.step(-1),
            Some(ActionId::Down) => self.step(1),
            Some(ActionId::PageUp) => self.step(-8),
            Some(ActionId::PageDown) => self.step(8),
            Some(ActionId::Top) if !self.is_typed() => self.step(isize::MIN),
            Some(ActionId::Bottom) if !self.is_typed() => self.step(isize::MAX),
            _ if key == Key::char(' ') && !self.is_typed() => self.step(8),
            _ => false,
        };
        moved || self.typed(key)
    }

    fn typed(&mut self, key: Key) -> bool {
        match &mut self.typed {
            Typed::Nothing => false,
            Typed::Form(form) => form.input(key),
            Typed::Area(area) => area.input(key),
            Typed::Line(line) => {
                let used = line.input(key);
                self.begin_again(used);
                used
            }
        }
    }

    /// What is searched for has changed: its list begins at the top again.
    fn begin_again(&mut self, changed: bool) {
        if changed && let Moves::List(at, _) | Moves::Text(at, _) = &mut self.moves {
            **at = 0;
        }
    }

    /// Moves by so many entries or lines. In a form the arrows go between the fields.
    pub(super) fn step(&mut self, by: isize) -> bool {
        let (at, last) = match (&mut self.moves, &mut self.typed) {
            (Moves::List(selected, entries), _) => (selected, entries.saturating_sub(1)),
            (Moves::Text(scroll, most), _) => (scroll, *most),
            (Moves::Nothing, Typed::Form(form)) if by.abs() == 1 => {
                return form.input(Key::plain(if by < 0 { Code::Up } else { Code::Down }));
            }
            (Moves::Nothing, _) => return false,
        };
        let before = **at;
        **at = at.saturating_add_signed(by).min(last);
        **at != before
    }

    fn go(&mut self, by: isize) -> bool {
        match &mut self.typed {
            Typed::Form(form) => form.input(Key::plain(if by < 0 { Code::BackTab } else { Code::Tab })),
            Typed::Area(area) => area.input(Key::plain(Code::Tab)),
            _ => false,
        }
    }

    /// Takes a pasted text. Tells whether there was a place for it.
    pub(super) fn paste(&mut self, text: &str) -> bool {
        match &mut self.typed {
            Typed::Nothing => return false,
            Typed::Line(line) => line.paste(text),
            Typed::Form(form) => form.paste(text),
            Typed::Area(area) => area.paste(text),
        }
        self.begin_again(true);
        true
    }
}

/// A list that can be searched.
#[derive(Debug, Clone)]
pub(super) struct Menu {
    pub(super) query: Line,
    /// The selected entry among those found.
    pub(super) selected: usize,
}

impl Menu {
    /// A list with nothing searched for.
    pub(super) fn new() -> Self {
        Self { query: Line::new(""), selected: 0 }
    }

    /// The body of a popup that is this list, of which so many entries are found.
    pub(super) const fn body(&mut self, found: usize) -> Body<'_> {
        Body { typed: Typed::Line(&mut self.query), moves: Moves::List(&mut self.selected, found) }
    }
}

impl Default for Menu {
    fn default() -> Self {
        Self::new()
    }
}
