//! Waiting for what happens: at the keyboard, to the window, or on another thread.

use super::burst::{Burst, is_paste};
use super::decoder::{Decoded, Decoder, Waiting, end_of_paste, pasted};
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

/// How long an answer or a key may rest in its middle; a terminal sends them at once, but lines stall.
const SEQUENCE: Duration = Duration::from_millis(500);

/// How long one may take in all: who types behind one that never ends is not left waiting.
const WHOLE_SEQUENCE: Duration = Duration::from_secs(5);

/// How long a paste may rest before it is taken as it is.
const PASTE: Duration = Duration::from_secs(3);

/// How long Ctrl-C in a paste may be a part of it.
const BREAK: Duration = Duration::from_millis(100);

/// How long a paste without brackets may rest.
const BURST: Duration = Duration::from_millis(250);

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
    /// A paste without brackets that still goes on.
    burst: Burst,
    /// How often the keyboard was read.
    reads: u64,
    /// Since when the rest of a sequence is waited for.
    sequence_since: Option<Instant>,
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
        Ok(Self {
            keyboard: keyboard::open()?,
            window,
            calls,
            decoder: Decoder::default(),
            burst: Burst::default(),
            reads: 0,
            sequence_since: None,
            answer_until: None,
        })
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
        // What is not whole is resolved only by whoever has the time to wait for it.
        let rest = self.rest().filter(|_| patience.is_none());
        let sources = [self.keyboard.as_fd(), self.window.as_fd(), self.calls.as_fd()];
        let [keys, window, calls] = wait(sources, rest.or(patience))?;
        let mut heard = Vec::new();
        if keys {
            let mut buffer = [0; 4096];
            match keyboard::read(&self.keyboard, &mut buffer) {
                Ok(read) => {
                    let said = self.take(buffer.get(..read).unwrap_or_default());
                    heard.extend(said.into_iter().map(InputEvent::Typed));
                }
                Err(_gone) => heard.push(InputEvent::Closed),
            }
        } else if rest.is_some() && !window && !calls {
            let said = if self.burst.is_on() { vec![self.burst.end()] } else { self.decoder.rest() };
            heard.extend(said.into_iter().map(InputEvent::Typed));
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

impl Listener {
    /// How often the keyboard was read: keys that have come in one read have this number in common.
    pub(super) const fn reads(&self) -> u64 {
        self.reads
    }

    /// How long to wait for the rest of what is not whole.
    fn rest(&self) -> Option<Duration> {
        let is_answer_likely = self.answer_until.is_some_and(|until| Instant::now() < until);
        match self.decoder.waiting() {
            _ if self.burst.is_on() => Some(BURST),
            Some(Waiting::Escape) => Some(if is_answer_likely { ESCAPE_IN_ANSWER } else { ESCAPE }),
            Some(Waiting::Sequence) => Some(SEQUENCE),
            Some(Waiting::Paste) => Some(PASTE),
            Some(Waiting::Break) => Some(BREAK),
            None => None,
        }
    }

    /// Takes what was read; what it says.
    fn take(&mut self, read: &[u8]) -> Vec<Decoded> {
        self.reads += 1;
        // An Escape that is still waited behind is no part of a paste.
        let is_free = self.decoder.is_idle() || self.decoder.waiting() == Some(Waiting::Escape);
        if self.burst.is_on() || is_free && is_paste(read) {
            self.burst.add(read);
            return self.decoder.rest();
        }
        let mut said = match end_of_paste(read).filter(|_| self.decoder.is_idle()) {
            Some((end, behind)) => std::iter::once(pasted(end)).chain(self.decoder.feed(behind)).collect(),
            None => self.decoder.feed(read),
        };
        if self.decoder.waiting() != Some(Waiting::Sequence) {
            self.sequence_since = None;
        } else if self.sequence_since.get_or_insert_with(Instant::now).elapsed() > WHOLE_SEQUENCE {
            self.sequence_since = None;
            said.extend(self.decoder.rest());
        }
        said
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
