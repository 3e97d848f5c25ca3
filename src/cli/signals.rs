//! Ctrl-C and its kin, while a file is replaced.

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::{flag, low_level};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Does something short that must not be left half done: a signal that would end the program ends it afterwards, so that
/// no temporary file stays behind. (Nothing helps against SIGKILL; then it does.)
pub(super) fn undisturbed<T>(work: impl FnOnce() -> T) -> T {
    let came = Arc::new(AtomicUsize::new(0));
    let all = [SIGHUP, SIGINT, SIGQUIT, SIGTERM];
    for signal in all {
        // What cannot be caught ends the program at once, as it would anyway.
        let _as_ever = flag::register_usize(signal, Arc::clone(&came), usize::try_from(signal).unwrap_or(0));
    }
    let result = work();
    for signal in all {
        let _as_ever = flag::register_conditional_default(signal, Arc::new(AtomicBool::new(true)));
    }
    if let Some(signal) = i32::try_from(came.load(Ordering::SeqCst)).ok().filter(|signal| *signal > 0) {
        let _ends_here = low_level::emulate_default_handler(signal);
    }
    result
}
