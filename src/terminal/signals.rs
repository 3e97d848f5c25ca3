//! Signals, and a terminal that goes away.
//!
//! One thread sleeps until something happens that the main loop cannot see. Without it a kill would leave raw mode and
//! the alternate screen behind; and because a vanished terminal reads as an endless supply of nothing, on which the
//! event reader would spin, the thread also watches for the hangup itself: the signal for it may be ignored (`nohup`)
//! or sent to another process. The thread leaves the program at once; files are replaced whole, so none is left half
//! written, and a save under way may end first, so that its temporary file is not left either.

use super::{keyboard, modes, run_external};
use crate::store;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Signal, getpgrp, getpid, getsid, kill_current_process_group, kill_process};
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, AsRawFd};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// The main loop, while it has stopped itself and waits to be continued.
static STOPPED: Mutex<Option<Sender<()>>> = Mutex::new(None);

const WATCHED: [Signal; 6] = [Signal::HUP, Signal::INT, Signal::QUIT, Signal::TERM, Signal::TSTP, Signal::CONT];

/// Everything else that ends a program unless it is caught. What a program brings upon itself by a fault in its memory or its
/// arithmetic cannot be caught this way.
const DEADLY: [Signal; 10] = [
    Signal::ABORT,
    Signal::ALARM,
    Signal::BUS,
    Signal::PROF,
    Signal::SYS,
    Signal::TRAP,
    Signal::USR1,
    Signal::USR2,
    Signal::VTALARM,
    Signal::XCPU,
];

/// Starts the watch, once.
pub(super) fn start() -> io::Result<()> {
    static STARTED: OnceLock<()> = OnceLock::new();
    if STARTED.set(()).is_err() {
        return Ok(());
    }
    let mut signals = Vec::new();
    for signal in WATCHED {
        let (here, there) = UnixStream::pair()?;
        here.set_nonblocking(true)?;
        signal_hook::low_level::pipe::register(signal.as_raw(), there)?;
        signals.push((signal, here));
    }
    let (here, there) = UnixStream::pair()?;
    here.set_nonblocking(true)?;
    let deadly = Deadly { pipe: here, which: Arc::new(AtomicUsize::new(0)), other_end: there };
    deadly.register()?;
    // Now, not on the thread: a terminal that is gone by the time the thread runs is no longer known as one.
    let keyboard = keyboard::open().ok();
    std::thread::Builder::new().name("watch".to_owned()).spawn(move || watch(signals, deadly, keyboard))?;
    Ok(())
}

/// The signals that end the program, all on one pipe.
struct Deadly {
    pipe: UnixStream,
    /// The one that came.
    which: Arc<AtomicUsize>,
    /// Written to by whatever catches a signal, for as long as the program runs.
    other_end: UnixStream,
}

impl Deadly {
    fn register(&self) -> io::Result<()> {
        let named = DEADLY.map(Signal::as_raw).into_iter();
        for signal in named.chain(deadly_here()) {
            let number = usize::try_from(signal).unwrap_or_default();
            signal_hook::flag::register_usize(signal, Arc::clone(&self.which), number)?;
            signal_hook::low_level::pipe::register_raw(signal, self.other_end.as_raw_fd())?;
        }
        // A file that grows too large is an error of the write, which is told.
        signal_hook::flag::register(Signal::XFSZ.as_raw(), Arc::default())?;
        Ok(())
    }
}

/// The deadly signals that only Linux has, the real-time ones among them.
fn deadly_here() -> impl Iterator<Item = i32> {
    #[cfg(target_os = "linux")]
    return [Signal::IO, Signal::POWER, Signal::STKFLT].map(Signal::as_raw).into_iter().chain(35..=64);
    #[cfg(not(target_os = "linux"))]
    return std::iter::empty();
}

/// Whether a shell will continue this program once it has stopped: not where it leads its session, as under
/// `ssh -t host sekimori`.
pub(super) fn has_a_shell() -> bool {
    getsid(None).is_ok_and(|session| session != getpgrp())
}

/// Stops the whole job, as the terminal itself would for Ctrl-Z, and returns when it is continued. (To stop for
/// certain, and not only where nobody handles it. The stop may take effect a little after it was asked for, in any
/// thread; so the continuation is waited for.)
pub(super) fn stop() -> io::Result<()> {
    let (main_loop, continued) = channel();
    *STOPPED.lock().unwrap_or_else(PoisonError::into_inner) = Some(main_loop);
    kill_current_process_group(Signal::STOP)?;
    let _ = continued.recv();
    Ok(())
}

fn watch(mut signals: Vec<(Signal, UnixStream)>, deadly: Deadly, keyboard: Option<File>) {
    let mut keyboard = keyboard.as_ref();
    loop {
        let mut sources: Vec<PollFd<'_>> = signals.iter().map(|(_, pipe)| PollFd::new(pipe, PollFlags::IN)).collect();
        sources.push(PollFd::new(&deadly.pipe, PollFlags::IN));
        // No flags: only a hangup or an error is reported.
        sources.extend(keyboard.map(|keyboard| PollFd::from_borrowed_fd(keyboard.as_fd(), PollFlags::empty())));
        if poll(&mut sources, None).is_err() {
            continue; // interrupted
        }
        let ready: Vec<PollFlags> = sources.iter().map(PollFd::revents).collect();
        drop(sources);
        for ((signal, pipe), flags) in signals.iter_mut().zip(&ready) {
            if !flags.is_empty() {
                let _ = pipe.read(&mut [0; 64]); // the bytes say nothing but that it came
                answer(*signal);
            }
        }
        if ready.get(signals.len()).is_some_and(|flags| !flags.is_empty()) {
            leave_by(deadly.which.load(Ordering::SeqCst));
        }
        match ready.get(signals.len() + 1) {
            Some(flags) if flags.intersects(PollFlags::HUP | PollFlags::ERR) => leave(Signal::HUP),
            Some(flags) if !flags.is_empty() => keyboard = None, // a system that cannot poll terminals
            _ => {}
        }
    }
}

fn answer(signal: Signal) {
    match signal {
        Signal::INT | Signal::QUIT | Signal::CONT if run_external::is_aside() => {}
        Signal::TSTP if has_a_shell() => {
            modes::restore();
            let _ = kill_process(getpid(), Signal::STOP);
        }
        Signal::TSTP => {}
        Signal::CONT => match STOPPED.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(main_loop) => drop(main_loop.send(())),
            None => run_external::return_from_stop(),
        },
        other => leave(other),
    }
}

/// Ends the program as a shell expects of one that a signal ended.
fn leave(signal: Signal) -> ! {
    leave_by(usize::try_from(signal.as_raw()).unwrap_or_default())
}

fn leave_by(signal: usize) -> ! {
    modes::restore();
    store::finish_save(Duration::from_secs(2));
    std::process::exit(128 + i32::try_from(signal).unwrap_or_default())
}
