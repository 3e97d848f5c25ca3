//! Waiting for what happens: at the keyboard, to the window, or on another thread.

use super::decoder::{Decoded, Decoder};
use super::keyboard::{self, wait};
use rustix::process::Signal;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// How long Escape may wait for what follows it. A key's bytes leave the terminal together, but a serial line brings one a
/// millisecond.
const ESCAPE: Duration = Duration::from_millis(10);

/// The same while an answer is expected, which must not be taken for keys.
const ESCAPE_IN_ANSWER: Duration = Duration::from_millis(250);

/// How long an answer is likely; what comes later is an answer too, if it comes in one piece.
const ANSWER: Duration = Duration::from_secs(2);

/// Something to hear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum InputEvent {
    /// The terminal has said something.
    Typed(Decoded),
    /// The window has another size now.
    Window,
    /// [`notify`] was called.
    Notified,
    /// There is no keyboard any more.
    Closed,
}

/// Everything there is to hear.
pub(super) struct Listener {
    keyboard: File,
    window: UnixStream,
    calls: &'static UnixStream,
    decoder: Decoder,
    /// Until when an answer of the terminal is likely.
    answer_until: Option<Instant>,
}

impl Listener {
    /// Begins to listen; changes of size are noticed from now on.
    ///
    /// # Errors
    /// When there is no keyboard.
    pub(super) fn new() -> io::Result<Self> {
        let (window, signal) = UnixStream::pair()?;
        window.set_nonblocking(true)?;
        signal_hook::low_level::pipe::register(Signal::WINCH.as_raw(), signal)?;
        let (calls, _) = line().ok_or(io::ErrorKind::NotConnected)?;
        Ok(Self { keyboard: keyboard::open()?, window, calls, decoder: Decoder::default(), answer_until: None })
    }

    /// The terminal was asked something, or has answered.
    pub(super) fn expect_answer(&mut self, expected: bool) {
        self.answer_until = Instant::now().checked_add(ANSWER).filter(|_| expected);
    }

    /// What is heard next; nothing when it took too long. Without patience it may take forever, and costs nothing.
    ///
    /// # Errors
    /// When the system cannot wait.
    pub(super) fn poll(&mut self, patience: Option<Duration>) -> io::Result<Vec<InputEvent>> {
        let is_answer_likely = self.answer_until.is_some_and(|until| Instant::now() < until);
        let escape = if is_answer_likely { ESCAPE_IN_ANSWER } else { ESCAPE };
        // An Escape is resolved only by whoever has the time to wait for it.
        let limit = if patience.is_none() && self.decoder.is_waiting() { Some(escape) } else { patience };
        let [keys, window, calls] = wait([self.keyboard.as_fd(), self.window.as_fd(), self.calls.as_fd()], limit)?;
        let mut heard = Vec::new();
        if keys {
            let mut buffer = [0; 4096];
            match keyboard::read(&self.keyboard, &mut buffer) {
                Ok(read) => {
                    let said = self.decoder.feed(buffer.get(..read).unwrap_or_default());
                    heard.extend(said.into_iter().map(InputEvent::Typed));
                }
                Err(_gone) => heard.push(InputEvent::Closed),
            }
        } else if patience.is_none() && !window && !calls {
            heard.extend(self.decoder.rest().into_iter().map(InputEvent::Typed));
        }
        if window && drain(&self.window) {
            heard.push(InputEvent::Window);
        }
        if calls && drain(self.calls) {
            heard.push(InputEvent::Notified);
        }
        Ok(heard)
    }
}

/// Takes what stands in a pipe that only says "now"; whether there was anything.
fn drain(mut pipe: &UnixStream) -> bool {
    let mut some = false;
    while pipe.read(&mut [0; 64]).is_ok_and(|read| read > 0) {
        some = true;
    }
    some
}

/// Two ends of a line into the loop.
fn line() -> Option<&'static (UnixStream, UnixStream)> {
    static LINE: OnceLock<Option<(UnixStream, UnixStream)>> = OnceLock::new();
    let open = || {
        let (inside, outside) = UnixStream::pair().ok()?;
        inside.set_nonblocking(true).ok()?;
        outside.set_nonblocking(true).ok()?;
        Some((inside, outside))
    };
    LINE.get_or_init(open).as_ref()
}

/// Makes whoever listens hear [`InputEvent::Notified`], from any thread. Calls that were not heard yet count as one.
pub(super) fn notify() {
    if let Some((_, mut outside)) = line().map(|(inside, outside)| (inside, outside)) {
        // A full line has been called on already.
        let _ = outside.write(&[0]);
    }
}
