//! The terminal a person sits at.

use super::encoder::Encoder;
use super::{Event, Terminal, clipboard, input, modes, watch};
use crossterm::event;
use ratatui::Frame;
use ratatui::layout::Size;
use rustix::process::{Signal, getpid, kill_process};
use std::collections::VecDeque;
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long to look for another event behind a single one. crossterm sees queued events only while its time-out has
/// not run out, so it must be more than nothing; up to a millisecond it looks without sleeping.
const GLANCE: Duration = Duration::from_micros(30);

/// How long to look for more within a burst, whose next piece is on its way from the kernel.
const BURST_GLANCE: Duration = Duration::from_millis(1);

/// Events in a row that make a burst; a person makes fewer.
const BURST: usize = 16;

/// Frames of more bytes are shown at once by terminals that can (`CSI ? 2026`). Smaller ones arrive whole anyway, and
/// the brackets would be the larger part of them.
const SMALL_FRAME: usize = 256;

/// The terminal's content is lost: the next frame must be drawn in full.
static LOST: AtomicBool = AtomicBool::new(false);

/// Somebody called [`wake`].
static WOKEN: AtomicBool = AtomicBool::new(false);

/// The terminal belongs to another program for now.
static ASIDE: AtomicBool = AtomicBool::new(false);

/// Whether the terminal belongs to another program, such as the person's own editor: its Ctrl-C is not for this one, and
/// what stops both is continued by that one.
pub(super) fn is_aside() -> bool {
    let just_back = || BACK.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|at| at.elapsed() < ECHO);
    ASIDE.load(Ordering::SeqCst) || just_back()
}

/// When the terminal was last taken back from another program. A Ctrl-C that ended it was sent to this program too, and
/// may be noticed here only a little later.
static BACK: Mutex<Option<Instant>> = Mutex::new(None);

/// How long such a signal may take.
const ECHO: Duration = Duration::from_millis(500);

fn back() {
    *BACK.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    ASIDE.store(false, Ordering::SeqCst);
}

/// Makes [`Terminal::next`] of the real terminal return [`Event::Woken`], from any thread. Calls before that return
/// count as one.
///
/// crossterm can wait for keys and for changes of size; so this is a change of size that is none.
pub fn wake() {
    WOKEN.store(true, Ordering::SeqCst);
    let _ = kill_process(getpid(), Signal::WINCH);
}

/// Takes the terminal again after a stop that the main loop did not see, and has it draw.
pub(super) fn return_from_stop() {
    modes::restore(); // whatever the shell did to the terminal meanwhile, start from nothing
    LOST.store(true, Ordering::SeqCst);
    if modes::enter().is_ok() {
        let _ = kill_process(getpid(), Signal::WINCH);
    }
}

/// The real terminal, entered as long as this value lives.
pub struct Real {
    screen: ratatui::Terminal<Encoder>,
    queue: VecDeque<Event>,
    size: Size,
    /// Events since the last frame.
    burst: usize,
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
        // crossterm would write nothing but a reset for a colour where NO_COLOR is set; the theme decides instead.
        crossterm::style::force_color_output(true);
        modes::restore_on_panic();
        watch::start()?;
        modes::enter()?;
        // crossterm begins to notice changes of size when it is first asked for an event: before the size is read.
        event::poll(Duration::ZERO)?;
        LOST.store(true, Ordering::SeqCst); // what stood there before, where there is no alternate screen
        let opened = size().and_then(|size| Ok((size, ratatui::Terminal::new(Encoder::new(self::size))?)));
        match opened {
            Ok((size, screen)) => Ok(Self { screen, queue: VecDeque::new(), size, burst: 0 }),
            Err(error) => {
                modes::restore();
                Err(error)
            }
        }
    }

    /// Reads what crossterm has into the queue; blocks if it has nothing.
    fn read(&mut self) -> io::Result<()> {
        let Ok(event) = event::read() else {
            self.queue.push_back(Event::Closed); // there is no second keyboard to try
            return Ok(());
        };
        let resized = matches!(event, event::Event::Resize(..));
        if resized && WOKEN.swap(false, Ordering::SeqCst) {
            self.queue.push_back(Event::Woken);
            if size()? == self.size && !LOST.load(Ordering::SeqCst) {
                return Ok(());
            }
        }
        if resized {
            self.size = size()?;
        }
        self.queue.extend(input::translate(event));
        Ok(())
    }

    fn give_back_while(&mut self, run: &mut dyn FnMut() -> io::Result<()>) -> io::Result<()> {
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
        let frame = self.screen.backend_mut().take();
        if frame.len() > SMALL_FRAME {
            modes::send(&format!("\x1b[?2026h{frame}\x1b[?2026l"), None)
        } else {
            modes::send(&frame, None)
        }
    }

    fn next(&mut self) -> io::Result<Event> {
        loop {
            if let Some(event) = self.queue.pop_front() {
                self.burst += 1;
                return Ok(event);
            }
            self.read()?;
        }
    }

    fn pending(&mut self) -> io::Result<Option<Event>> {
        let glance = if self.burst < BURST { GLANCE } else { BURST_GLANCE };
        // What is read may be nothing this program has a name for, so look again.
        while self.queue.is_empty() {
            match event::poll(glance) {
                Ok(true) => self.read()?,
                Ok(false) => return Ok(None),
                Err(_closed) => self.queue.push_back(Event::Closed),
            }
        }
        self.next().map(Some)
    }

    fn use_mouse(&mut self, on: bool) -> io::Result<()> {
        modes::use_mouse(on)
    }

    fn clip(&mut self, text: &str) -> io::Result<()> {
        modes::send(&clipboard::sequence(text), None)
    }

    fn suspend(&mut self) -> io::Result<bool> {
        if !watch::has_a_shell() {
            return Ok(false);
        }
        self.give_back_while(&mut watch::stop)?;
        Ok(true)
    }

    fn aside(&mut self, run: &mut dyn FnMut() -> io::Result<()>) -> io::Result<()> {
        ASIDE.store(true, Ordering::SeqCst);
        let result = self.give_back_while(&mut || {
            let result = run();
            back();
            result
        });
        back();
        // The window may have changed meanwhile.
        self.size = size()?;
        self.queue.push_back(Event::Resize(self.size.width, self.size.height));
        result
    }
}

impl Drop for Real {
    fn drop(&mut self) {
        modes::restore();
    }
}

/// Columns and rows; a serial line that does not know them has the classic ones.
fn size() -> io::Result<Size> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout())?;
    match (size.ws_col, size.ws_row) {
        (0, _) | (_, 0) => Ok(Size::new(80, 24)),
        (columns, rows) => Ok(Size::new(columns, rows)),
    }
}
