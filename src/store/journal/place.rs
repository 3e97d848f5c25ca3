//! Where journals are, and how they are named: by the file that is edited, the process, a number and the machine.

use super::super::checksum::checksum;
use super::super::file::directory_of;
use rustix::process::geteuid;
use std::fs::{self, DirBuilder, File, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::Path;

/// Why there is no journal.
#[derive(Debug)]
pub(crate) enum NotOpened {
    /// The directory is a link, or somebody else's.
    NotPrivate,
    Failed(io::Error),
}

impl From<NotOpened> for io::Error {
    fn from(error: NotOpened) -> Self {
        match error {
            NotOpened::NotPrivate => io::ErrorKind::PermissionDenied.into(),
            NotOpened::Failed(error) => error,
        }
    }
}

impl From<io::Error> for NotOpened {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Makes the directory of the journals, private to this person, and refuses one that somebody else has put there.
pub(in crate::store) fn prepare(directory: &Path) -> Result<(), NotOpened> {
    let there = match fs::symlink_metadata(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
            // The directory that it is in must know it after a power failure.
            let parent = directory_of(directory);
            let _best_effort = File::open(parent).and_then(|parent| parent.sync_all());
            fs::symlink_metadata(directory)?
        }
        there => there?,
    };
    if there.is_symlink() || there.uid() != geteuid().as_raw() {
        return Err(NotOpened::NotPrivate);
    }
    if !there.is_dir() {
        return Err(NotOpened::Failed(io::ErrorKind::NotADirectory.into()));
    }
    if there.mode() & 0o077 != 0 {
        fs::set_permissions(directory, Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// The beginning of a journal's name: the file by its full path, links followed, even where it does not exist yet.
pub(in crate::store) fn key(subject: Option<&Path>) -> String {
    let Some(file) = subject else { return "unnamed".to_owned() };
    let directory = file.parent().map(|parent| if parent.as_os_str().is_empty() { Path::new(".") } else { parent });
    let beside = || Some(directory?.canonicalize().ok()?.join(file.file_name()?));
    let full = file.canonicalize().ok().or_else(beside).unwrap_or_else(|| file.to_owned());
    format!("{:016x}", checksum(full.as_os_str().as_encoded_bytes()))
}

/// The process that a journal's name tells.
pub(super) fn process(name: &str) -> Option<u32> {
    name.split('-').nth(1)?.parse().ok()
}

pub(super) fn machine_of(name: &str) -> Option<&str> {
    name.split(['-', '.']).nth(3).filter(|machine| machine.len() == 8)
}
