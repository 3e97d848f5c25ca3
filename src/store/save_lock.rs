//! Whether a file is being replaced at this moment. Whoever ends the program from another thread waits for that, so that
//! no temporary file stays behind.

use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::sleep;
use std::time::{Duration, Instant};

static REPLACING: Mutex<()> = Mutex::new(());

/// Begins to replace a file, until the answer is dropped.
pub(super) fn begin() -> MutexGuard<'static, ()> {
    REPLACING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits until no file is being replaced, but not for a disk that does not answer.
pub(crate) fn finish_save(patience: Duration) {
    let start = Instant::now();
    while matches!(REPLACING.try_lock(), Err(TryLockError::WouldBlock)) && start.elapsed() < patience {
        sleep(Duration::from_millis(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_waits_for_a_save_but_not_for_ever() {
        let save = begin();
        finish_save(Duration::from_millis(2));
        let late = std::thread::spawn(|| {
            finish_save(Duration::MAX);
            Instant::now()
        });
        sleep(Duration::from_millis(5));
        let saved = Instant::now();
        drop(save);
        assert!(late.join().unwrap() >= saved);
    }
}
