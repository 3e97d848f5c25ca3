//! Who is saving at this moment: in this process, so that whoever ends it waits for the save, and in other instances of this
//! program, so that two of them do not compare and replace at once.

use std::fs::File;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::sleep;
use std::time::{Duration, Instant};

static REPLACING: Mutex<()> = Mutex::new(());

/// How long another instance may hold up a save. What it does takes milliseconds, unless its disk does not answer.
const PATIENCE: Duration = Duration::from_secs(2);

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

/// Keeps other instances from saving into a directory, until it is dropped. The kernel lets go when the process ends.
#[derive(Debug)]
pub(super) struct Alone {
    _locked: Option<File>,
}

impl Alone {
    /// Waits for the others. Where that takes too long or there are no locks, what is replaced is still looked at.
    pub(super) fn in_directory(directory: &Path) -> Self {
        let start = Instant::now();
        let file = File::open(directory).ok();
        let locked = file.filter(|file| {
            loop {
                match file.try_lock() {
                    Ok(()) => return true,
                    Err(std::fs::TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                        sleep(Duration::from_millis(1));
                    }
                    Err(_) => return false,
                }
            }
        });
        Self { _locked: locked }
    }

    /// Whether nobody is saving there, for certain where there are locks.
    pub(super) fn at_once(directory: &Path) -> Option<Self> {
        let file = File::open(directory).ok()?;
        match file.try_lock() {
            Err(std::fs::TryLockError::WouldBlock) => None,
            _ => Some(Self { _locked: Some(file) }),
        }
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

    #[test]
    fn one_instance_saves_at_a_time() {
        let directory = tempfile::tempdir().unwrap();
        let first = Alone::in_directory(directory.path());
        assert!(Alone::at_once(directory.path()).is_none());
        drop(first);
        assert!(Alone::at_once(directory.path()).is_some());
    }
}
