//! Entering the terminal and, whatever happens, giving it back.
//!
//! There is one way out, and it may be taken twice: leaving, dropping, a panic, a signal and suspending all call
//! [`restore`]. It never waits for a lock that a stuck writer could hold: it writes to the file descriptor itself, and
//! only as long as the terminal takes bytes.

use super::keyboard::Keyboard;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use std::io;
use std::sync::{Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

/// Alternate screen, bracketed paste, no cursor.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[?25l";

/// Buttons and wheel, not motion, with positions beyond column 223.
const MOUSE: &str = "\x1b[?1000h\x1b[?1006h";

const NO_MOUSE: &str = "\x1b[?1006l\x1b[?1000l";

/// The end of a frame that was cut short, then all of [`ENTER`] undone, the mouse included.
const RESTORE: &str = "\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[m\x1b[?25h\x1b[?1049l";

/// How long a terminal that takes nothing (a stopped or dead line) may hold up the way out.
const PATIENCE: Duration = Duration::from_millis(300);

/// Whether the terminal is ours, and the mouse with it. Held while it changes hands, so that two ways out do not meet.
static OURS: Mutex<Ours> = Mutex::new(Ours { before: None, mouse: false });

struct Ours {
    /// The keyboard and how its line was set before, while the terminal is ours.
    before: Option<(Keyboard, Termios)>,
    /// Whether the mouse is used whenever the terminal is ours.
    mouse: bool,
}

/// Takes the terminal over; nothing happens when it already is.
pub(super) fn enter() -> io::Result<()> {
    let mut ours = OURS.lock().unwrap_or_else(PoisonError::into_inner);
    if ours.before.is_none() {
        let keyboard = Keyboard::open()?;
        let before = tcgetattr(&keyboard)?;
        let mut raw = before.clone();
        raw.make_raw();
        tcsetattr(&keyboard, OptionalActions::Now, &raw)?;
        ours.before = Some((keyboard, before));
        send(ENTER, None)?;
        if ours.mouse {
            send(MOUSE, None)?;
        }
    }
    Ok(())
}

/// Uses the mouse from now on, or not; nothing happens when that is so already.
pub(super) fn use_mouse(on: bool) -> io::Result<()> {
    let mut ours = OURS.lock().unwrap_or_else(PoisonError::into_inner);
    if std::mem::replace(&mut ours.mouse, on) != on && ours.before.is_some() {
        send(if on { MOUSE } else { NO_MOUSE }, None)?;
    }
    Ok(())
}

/// Gives the terminal back as it was; nothing happens when it already is.
pub fn restore() {
    let mut ours = OURS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((keyboard, before)) = ours.before.take() {
        // A terminal that is gone cannot be restored, and nobody is left to tell.
        let _ = send(RESTORE, Some(PATIENCE));
        let _ = tcsetattr(&keyboard, OptionalActions::Now, &before);
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

/// Writes all of `text` to standard output, past its lock and buffer, even where something has made it non-blocking.
pub(super) fn send(text: &str, patience: Option<Duration>) -> io::Result<()> {
    let deadline = patience.map(|patience| Instant::now() + patience);
    let out = rustix::stdio::stdout();
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        if deadline.is_some() {
            wait_for_room(deadline)?;
        }
        match rustix::io::write(out, rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => rest = rest.get(written..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => wait_for_room(deadline)?,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
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
