//! Setting a file aside that cannot be used, under a name that says so. Nothing is replaced by that.

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How many names are tried.
const ATTEMPTS: usize = 1000;

/// Gives a file another ending, such as `damaged`; its place then.
///
/// # Errors
/// When it could not be renamed.
pub(super) fn set_aside(file: &Path, ending: &str) -> io::Result<PathBuf> {
    for attempt in 1..=ATTEMPTS {
        let number = if attempt > 1 { format!("-{attempt}") } else { String::new() };
        let place = file.with_extension(format!("{ending}{number}"));
        match renameat_with(CWD, file, CWD, &place, RenameFlags::NOREPLACE) {
            Ok(()) => return Ok(place),
            Err(Errno::EXIST) => {}
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) if !place.exists() => {
                return fs::rename(file, &place).map(|()| place);
            }
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
