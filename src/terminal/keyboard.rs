//! Where keys come from: standard input, or the terminal behind it where that is a pipe.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, BorrowedFd};
use std::time::Duration;

/// The keyboard of the terminal.
///
/// # Errors
/// When there is no terminal.
pub(super) fn open() -> io::Result<File> {
    let input = io::stdin();
    if input.is_terminal() { Ok(input.as_fd().try_clone_to_owned()?.into()) } else { File::open("/dev/tty") }
}

/// Takes what has been typed; nothing where nothing has been.
///
/// # Errors
/// When there is no keyboard any more.
pub(super) fn read(keyboard: &File, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match rustix::io::read(keyboard, &mut *buffer) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => return Ok(read),
            Err(Errno::AGAIN) => return Ok(0),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Which of the sources have something; none where that took too long. Without patience it may take forever.
///
/// Not every system can wait for a keyboard by another name (`/dev/tty` on macOS): there one is read without knowing, but
/// only by who has the time for it.
pub(super) fn wait<const N: usize>(sources: [BorrowedFd<'_>; N], patience: Option<Duration>) -> io::Result<[bool; N]> {
    let mut sources = sources.map(|source| PollFd::from_borrowed_fd(source, PollFlags::IN));
    let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
    loop {
        match poll(&mut sources, patience.as_ref()) {
            Ok(_) => {
                let deaf = if patience.is_some() { PollFlags::NVAL } else { PollFlags::empty() };
                let has_something = |one: &PollFd<'_>| !(one.revents() - deaf).is_empty();
                return Ok(std::array::from_fn(|at| sources.get(at).is_some_and(has_something)));
            }
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}
