//! Entering the terminal and, whatever happens, giving it back.
//!
//! crossterm knows how. There is one way out, and it may be taken twice: leaving, dropping, a panic, a signal and
//! suspending all call [`restore`]. It never waits for a lock that a stuck writer could hold: [`Output`] writes to the
//! file descriptor itself, and here only as long as the terminal takes bytes.

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::execute;
use crossterm::style::{Attribute, Print, SetAttribute};
use crossterm::terminal::{EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use std::io::{self, Write};
use std::sync::{Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

/// Buttons and wheel, with positions beyond column 223. (crossterm asks for every motion too, and each would wake us.)
const MOUSE: &str = "\x1b[?1000h\x1b[?1006h";

/// How long a terminal that takes nothing (a stopped or dead line) may hold up the way out.
const PATIENCE: Duration = Duration::from_millis(300);

/// Whether the terminal is ours, and the mouse with it. Held while it changes hands, so that two ways out do not meet.
static OURS: Mutex<Ours> = Mutex::new(Ours { entered: false, mouse: false });

struct Ours {
    entered: bool,
    /// Whether the mouse is used whenever the terminal is ours.
    mouse: bool,
}

/// Takes the terminal over; nothing happens when it already is.
pub(super) fn enter() -> io::Result<()> {
    let mut ours = OURS.lock().unwrap_or_else(PoisonError::into_inner);
    if !ours.entered {
        enable_raw_mode()?;
        ours.entered = true;
        let mut output = Output::default();
        execute!(output, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
        if ours.mouse {
            execute!(output, Print(MOUSE))?;
        }
    }
    Ok(())
}

/// Uses the mouse from now on, or not; nothing happens when that is so already.
pub(super) fn use_mouse(on: bool) -> io::Result<()> {
    let mut ours = OURS.lock().unwrap_or_else(PoisonError::into_inner);
    if std::mem::replace(&mut ours.mouse, on) == on || !ours.entered {
        return Ok(());
    }
    let mut output = Output::default();
    if on { execute!(output, Print(MOUSE)) } else { execute!(output, DisableMouseCapture) }
}

/// Gives the terminal back as it was; nothing happens when it already is.
pub(super) fn restore() {
    let mut ours = OURS.lock().unwrap_or_else(PoisonError::into_inner);
    if std::mem::take(&mut ours.entered) {
        // A terminal that is gone cannot be restored, and nobody is left to tell.
        let mut output = Output { patience: Some(PATIENCE), ..Output::default() };
        let _ = execute!(
            output,
            EndSynchronizedUpdate, // of a frame that was cut short
            DisableMouseCapture,
            DisableBracketedPaste,
            SetAttribute(Attribute::Reset),
            Show,
            LeaveAlternateScreen
        );
        let _ = disable_raw_mode();
    }
}

/// From now on a panic gives the terminal back before it says what happened.
pub(super) fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let tell = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            restore();
            tell(panic);
        }));
    });
}

/// Standard output, past its lock: what is written goes out in one piece when it is flushed, even where something has
/// made it non-blocking.
#[derive(Default)]
pub(super) struct Output {
    bytes: Vec<u8>,
    /// How long a terminal may take nothing; without, as long as it likes.
    patience: Option<Duration>,
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        let deadline = self.patience.map(|patience| Instant::now() + patience);
        let bytes = std::mem::take(&mut self.bytes);
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            if deadline.is_some() {
                wait_for_room(deadline)?;
            }
            match rustix::io::write(rustix::stdio::stdout(), rest) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => wait_for_room(deadline)?,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

fn wait_for_room(deadline: Option<Instant>) -> io::Result<()> {
    let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
    let left = left.and_then(|left| Timespec::try_from(left).ok());
    let out = rustix::stdio::stdout();
    match poll(&mut [PollFd::new(&out, PollFlags::OUT)], left.as_ref()) {
        Ok(0) => Err(io::ErrorKind::TimedOut.into()),
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
