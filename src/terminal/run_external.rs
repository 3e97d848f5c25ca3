//! The terminal while it belongs to another program, or after a stop that the main loop did not see.

use super::listener::notify;
use super::modes;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The terminal's content is lost: the next frame must be drawn in full.
pub(super) static LOST: AtomicBool = AtomicBool::new(false);

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

/// It belongs to another program from now on.
pub(super) fn set() {
    ASIDE.store(true, Ordering::SeqCst);
}

/// It is this program's again.
pub(super) fn back() {
    *BACK.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    ASIDE.store(false, Ordering::SeqCst);
}

/// Takes the terminal again after a stop that the main loop did not see, and has it draw.
pub(super) fn return_from_stop() {
    modes::restore(); // whatever the shell did to the terminal meanwhile, start from nothing
    LOST.store(true, Ordering::SeqCst);
    if modes::enter().is_ok() {
        notify();
    }
}
