//! What the main loop asks of a terminal.

use crate::editor::key::Key;
use crate::editor::pointer::Gesture;
use ratatui::Frame;
use std::io;

/// Something that happened at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted, all of it, with `\n` between its lines. It is never a series of keys: a paste must not run
    /// shortcuts.
    Paste(String),
    /// The mouse was used at this column and row, from 0.
    Mouse(u16, u16, Gesture),
    /// The terminal has this size now (columns, rows), or its content was lost: draw.
    Resize(u16, u16),
    /// [`wake`](super::wake) was called: a worker has left a message.
    Woken,
    /// The terminal makes some characters two cells wide that this program counts as one: lines and the ellipsis.
    Wide,
    /// No key will come any more.
    Closed,
}

/// A screen that can be drawn on and keys that can be waited for.
pub trait Terminal {
    /// Columns and rows.
    fn size(&self) -> (u16, u16);

    /// Draws one frame: `render` fills it, and what differs from the last one is sent.
    ///
    /// # Errors
    /// When the terminal takes no more output.
    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()>;

    /// Waits for the next event, without limit and without using any processor time.
    ///
    /// # Errors
    /// When the terminal cannot be read; it is not worth trying again.
    fn next(&mut self) -> io::Result<Event>;

    /// The next event if it is already there. The loop takes all of these before it draws, so that a burst of keys
    /// costs one frame.
    ///
    /// # Errors
    /// As for [`next`](Self::next).
    fn pending(&mut self) -> io::Result<Option<Event>>;

    /// Which read of the keyboard the last event came from: keys that have come in one read have the same number. 0, where
    /// nobody knows.
    fn read(&self) -> u64 {
        0
    }

    /// Uses the mouse from now on, or not.
    ///
    /// # Errors
    /// When the terminal takes no more output.
    fn use_mouse(&mut self, on: bool) -> io::Result<()>;

    /// Gives a text to the terminal's clipboard; whether it takes it is never known.
    ///
    /// # Errors
    /// When the terminal takes no more output.
    fn clip(&mut self, text: &str) -> io::Result<()>;

    /// Gives the terminal back to the shell and stops, as Ctrl-Z should; returns when the shell continues the program.
    /// The answer is whether there was a shell to go back to. The next frame is drawn in full.
    ///
    /// # Errors
    /// When the terminal cannot be left or entered again.
    fn suspend(&mut self) -> io::Result<bool>;

    /// Gives the terminal to another program, such as the person's own editor, while `run` lasts. The next frame is
    /// drawn in full.
    ///
    /// # Errors
    /// When the terminal cannot be left or entered again, or what `run` returns.
    fn run_external(&mut self, run: &mut dyn FnMut() -> io::Result<()>) -> io::Result<()>;
}
