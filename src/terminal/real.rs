//! The terminal a person sits at.

use super::decoder::Decoded;
use super::encoder::Encoder;
use super::listener::{InputEvent, Listener, notify};
use super::modes::Output;
use super::run_external::{self, LOST};
use super::{Event, Terminal, modes, signals};
use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;
use crossterm::style::Print;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate, window_size};
use ratatui::Frame;
use ratatui::layout::Size;
use std::collections::VecDeque;
use std::io::{self, IsTerminal};
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long to look for more within a burst, whose next piece is on its way from the kernel. A single event is not waited
/// behind.
const BURST_GLANCE: Duration = Duration::from_millis(1);

/// Events in a row that make a burst; a person makes fewer.
const BURST: usize = 16;

/// Frames of more bytes are shown at once by terminals that can. Smaller ones arrive whole anyway, and
/// the brackets would be the larger part of them.
const SMALL_FRAME: usize = 256;

/// The most columns and rows that are drawn on. A terminal may claim any number, and each cell costs memory; the rest of a
/// larger one stays blank.
const MOST: (u16, u16) = (500, 200);

/// Somebody called [`wake`].
static WOKEN: AtomicBool = AtomicBool::new(false);

/// Two characters whose width is ambiguous and that this program draws with, in the first cells, and the question where
/// the cursor is now. The frame that follows clears them away.
const PROBE: &str = "\x1b[H─…\x1b[6n";

/// Where the cursor is then, in columns from 1, on a terminal that makes one or both two cells wide, or shows their bytes.
/// In column 3 all is as usual; any other answer is none.
const WIDE: RangeInclusive<u16> = 4..=7;

/// How long a person who leaves at once is kept until the answer is here: behind us it would be typed into the shell.
const ANSWER: Duration = Duration::from_millis(300);

/// Makes [`Terminal::next`] of the real terminal return [`Event::Woken`], from any thread. Calls before that return
/// count as one.
pub fn wake() {
    WOKEN.store(true, Ordering::SeqCst);
    notify();
}

/// The real terminal, entered as long as this value lives.
pub struct Real {
    screen: ratatui::Terminal<Encoder>,
    listener: Listener,
    /// Events, each with the number of the read it came from.
    queue: VecDeque<(u64, Event)>,
    /// The read that the last event came from.
    read: u64,
    size: Size,
    probe: Probe,
    /// Events since the last frame.
    burst: usize,
}

/// The question how wide the terminal makes ambiguous characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Probe {
    /// Not to be asked, or answered.
    Done,
    /// To be asked with the next frame.
    Wanted,
    /// Asked then.
    Asked(Instant),
}

impl Real {
    /// Enters the terminal.
    ///
    /// # Errors
    /// When standard output is no terminal, or the terminal refuses raw mode.
    pub fn open() -> io::Result<Self> {
        if !io::stdout().is_terminal() {
            return Err(io::ErrorKind::NotConnected.into());
        }
        modes::restore_on_panic();
        signals::start()?;
        modes::enter()?;
        LOST.store(true, Ordering::SeqCst); // what stood there before, where there is no alternate screen
        Self::entered().inspect_err(|_| modes::restore())
    }

    fn entered() -> io::Result<Self> {
        // Changes of size are noticed from here on: before the size is read.
        let listener = Listener::new()?;
        let (size, screen) = (size()?, ratatui::Terminal::new(Encoder::new(self::size))?);
        Ok(Self { screen, listener, queue: VecDeque::new(), read: 0, size, probe: Probe::Done, burst: 0 })
    }

    /// Asks the terminal, with the first frame, how wide it makes ambiguous characters. Nothing waits for the answer,
    /// which is [`Event::Wide`] if it is not the usual one.
    #[must_use]
    pub(crate) fn probing(mut self) -> Self {
        self.probe = Probe::Wanted;
        self
    }

    /// Listens, as long as that is worth it.
    fn listen(&mut self, patience: Option<Duration>) -> io::Result<()> {
        for heard in self.listener.poll(patience)? {
            match heard {
                InputEvent::Typed(Decoded::Event(event)) => self.enqueue(event),
                InputEvent::Typed(Decoded::Cursor(row, column)) => self.answered(row, column),
                InputEvent::Closed => self.enqueue(Event::Closed), // there is no second keyboard to try
                InputEvent::Window => self.resized()?,
                InputEvent::Notified => {
                    if WOKEN.swap(false, Ordering::SeqCst) {
                        self.enqueue(Event::Woken);
                    }
                    if LOST.load(Ordering::SeqCst) {
                        self.resized()?;
                    }
                }
            }
        }
        Ok(())
    }

    fn enqueue(&mut self, event: Event) {
        self.queue.push_back((self.listener.reads(), event));
    }

    fn resized(&mut self) -> io::Result<()> {
        self.size = size()?;
        if self.size.width == MOST.0 || self.size.height == MOST.1 {
            // Beyond the most, a change of size is none here, and yet the terminal may have moved its text.
            LOST.store(true, Ordering::SeqCst);
        }
        self.enqueue(Event::Resize(self.size.width, self.size.height));
        Ok(())
    }

    /// The terminal has said where its cursor is.
    fn answered(&mut self, row: u16, column: u16) {
        if matches!(self.probe, Probe::Asked(_)) {
            self.probe = Probe::Done;
            self.listener.expect_answer(false);
            if row == 1 && WIDE.contains(&column) {
                LOST.store(true, Ordering::SeqCst);
                self.enqueue(Event::Wide);
            }
        }
    }

    /// Waits a moment for an answer that was asked for a moment ago.
    fn await_answer(&mut self) {
        while let Probe::Asked(at) = self.probe
            && let Some(left) = ANSWER.checked_sub(at.elapsed())
        {
            if self.queue.iter().any(|(_, event)| *event == Event::Closed) || self.listen(Some(left)).is_err() {
                return;
            }
        }
    }

    fn give_back_while(&mut self, run: &mut dyn FnMut() -> io::Result<()>) -> io::Result<()> {
        self.await_answer();
        modes::restore();
        let result = run();
        LOST.store(true, Ordering::SeqCst);
        modes::enter()?;
        result
    }
}

impl Terminal for Real {
    fn size(&self) -> (u16, u16) {
        (self.size.width, self.size.height)
    }

    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()> {
        self.burst = 0;
        if LOST.swap(false, Ordering::SeqCst) {
            self.screen.backend_mut().forget();
            self.screen.clear()?;
        }
        self.screen.draw(|frame| render(frame))?;
        let mut frame = self.screen.backend_mut().take();
        if self.probe == Probe::Wanted {
            frame.insert_str(0, PROBE);
            self.probe = Probe::Asked(Instant::now());
            self.listener.expect_answer(true);
        }
        let mut output = Output::default();
        if frame.len() > SMALL_FRAME {
            execute!(output, BeginSynchronizedUpdate, Print(frame), EndSynchronizedUpdate)
        } else {
            execute!(output, Print(frame))
        }
    }

    fn next(&mut self) -> io::Result<Event> {
        loop {
            if let Some((read, event)) = self.queue.pop_front() {
                self.read = read;
                self.burst += 1;
                return Ok(event);
            }
            self.listen(None)?;
        }
    }

    fn pending(&mut self) -> io::Result<Option<Event>> {
        if self.queue.is_empty() {
            let glance = if self.burst < BURST { Duration::ZERO } else { BURST_GLANCE };
            self.listen(Some(glance))?;
        }
        let Some((read, event)) = self.queue.pop_front() else { return Ok(None) };
        self.read = read;
        self.burst += 1;
        Ok(Some(event))
    }

    fn read(&self) -> u64 {
        self.read
    }

    fn use_mouse(&mut self, on: bool) -> io::Result<()> {
        modes::use_mouse(on)
    }

    fn clip(&mut self, text: &str) -> io::Result<()> {
        let mut output = Output::default();
        execute!(output, CopyToClipboard::to_clipboard_from(text))
    }

    fn suspend(&mut self) -> io::Result<bool> {
        if !signals::has_a_shell() {
            return Ok(false);
        }
        self.give_back_while(&mut signals::stop)?;
        Ok(true)
    }

    fn run_external(&mut self, run: &mut dyn FnMut() -> io::Result<()>) -> io::Result<()> {
        run_external::set();
        let result = self.give_back_while(&mut || {
            let result = run();
            run_external::back();
            result
        });
        run_external::back();
        // The window may have changed meanwhile.
        self.size = size()?;
        self.enqueue(Event::Resize(self.size.width, self.size.height));
        result
    }
}

impl Drop for Real {
    fn drop(&mut self) {
        self.await_answer();
        modes::restore();
    }
}

/// Columns and rows; a serial line that does not know them has the classic ones, and beyond the most nothing is drawn.
/// (`terminal::size` would start `tput` where the terminal is gone.)
fn size() -> io::Result<Size> {
    let size = window_size()?;
    match (size.columns, size.rows) {
        (0, _) | (_, 0) => Ok(Size::new(80, 24)),
        (columns, rows) => Ok(Size::new(columns.min(MOST.0), rows.min(MOST.1))),
    }
}
