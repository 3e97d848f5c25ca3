//! What is left of sessions that have ended, and who runs.
//!
//! A journal that cannot be read is never taken away. Damaged ones are set aside: as `.damaged` what is offered with its
//! readable part, as `.unreadable` what is not, as `.recovered` what was, in case more can be read by hand.

use super::super::aside::set_aside;
use super::super::file::{Stamp, open_regular};
use super::super::process::{Holder, holder, lock};
use super::place::{key, machine_of, prepare, process};
use super::record::{self, MAX_BYTES, Notes, Read};

use crate::access::ReadError;
use crate::editor::journal::{JournalEntry, Trouble};
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The endings of journals that are looked at.
const ENDINGS: [&str; 3] = [".journal", ".damaged", ".tmp"];

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Left {
    /// Sessions that have ended, the latest first.
    pub(crate) orphans: Vec<Orphan>,
    /// Processes that have the file open.
    pub(crate) running: Vec<u32>,
    /// What a person should know.
    pub(crate) troubles: Vec<Trouble>,
}

/// What is left of a session that has ended.
#[derive(Debug)]
pub(crate) struct Orphan {
    pub(crate) place: PathBuf,
    pub(crate) entries: Vec<JournalEntry>,
    /// What was on the disk when they began, if that can be read.
    pub(crate) disk: Option<Stamp>,
    /// There is more in it that cannot be read.
    pub(crate) is_damaged: bool,
}

/// What is left of sessions on a file (or on none), and the processes that have it open; `mine` is no news. Journals without a
/// note are cleared away.
pub(crate) fn find(directory: &Path, subject: Option<&Path>, mine: Option<&Path>) -> Left {
    let mut left = Left::default();
    if fs::symlink_metadata(directory).is_err() || prepare(directory).is_err() {
        return left; // told when there is something to note
    }
    let key = key(subject);
    for (name, place) in by_age(directory) {
        if Some(&*place) == mine {
            continue;
        }
        let is_wanted = name.starts_with(&key);
        let file = match open_regular(&place) {
            Ok(file) => file,
            Err(ReadError::NotFound) => continue,
            Err(error) => {
                left.troubles.extend(is_wanted.then_some(Trouble::Unread(place, error)));
                continue;
            }
        };
        match holder_of(&name, &file) {
            Holder::Alive => left.running.extend(process(&name).filter(|_| is_wanted)),
            Holder::Unknown => left.troubles.extend(is_wanted.then_some(Trouble::Uncertain(place))),
            // A new journal that has not taken its place: the old one is there, or nothing was shown as noted.
            Holder::Gone if name.ends_with(".tmp") => drop(fs::remove_file(&place)),
            Holder::Gone if !is_wanted => clear_empty(&file, &place),
            Holder::Gone => take(&file, place, &mut left),
        }
    }
    left
}

/// Takes a journal away that was found: saved, or discarded by a person.
pub(crate) fn forget(place: &Path) {
    let _offered_again_then = fs::remove_file(place);
}

/// What can be read of a damaged journal is in another session now: it is not offered again, and kept.
pub(crate) fn keep_recovered(place: &Path) {
    let _offered_again_then = set_aside(place, "recovered");
}

/// Nothing in it can be offered: it is kept where it says so.
pub(crate) fn give_up(place: &Path) -> PathBuf {
    set_aside(place, "unreadable").unwrap_or_else(|_| place.to_owned())
}

fn holder_of(name: &str, file: &File) -> Holder {
    holder(lock(file), machine_of(name), process(name))
}

/// Whether the session of a journal still runs, or nobody can tell.
pub(super) fn may_run(place: &Path) -> bool {
    let name = place.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    open_regular(place).is_ok_and(|file| holder_of(name, &file) != Holder::Gone)
}

fn clear_empty(file: &File, place: &Path) {
    if file.metadata().is_ok_and(|data| data.len() == 0) {
        let _again_next_time = fs::remove_file(place);
    }
}

fn take(file: &File, place: PathBuf, left: &mut Left) {
    let mut bytes = Vec::new();
    if let Err(error) = file.take(MAX_BYTES).read_to_end(&mut bytes) {
        return left.troubles.push(Trouble::Unread(place, error.into()));
    }
    match record::read(&bytes) {
        Read::Empty => drop(fs::remove_file(&place)),
        Read::Newer => left.troubles.push(Trouble::Newer(place)),
        Read::Notes(Notes { entries, .. }) if entries.is_empty() => {
            left.troubles.push(Trouble::Unreadable(give_up(&place)));
        }
        Read::Notes(Notes { entries, disk, is_damaged }) => {
            let place = if is_damaged { damaged(place) } else { place };
            left.orphans.push(Orphan { place, entries, disk, is_damaged });
        }
    }
}

/// The place of a damaged journal under a name that says so.
fn damaged(place: PathBuf) -> PathBuf {
    let is_named = place.extension().is_some_and(|ending| ending.to_string_lossy().starts_with("damaged"));
    if is_named { place } else { set_aside(&place, "damaged").unwrap_or(place) }
}

/// Every journal, the latest first.
fn by_age(directory: &Path) -> Vec<(String, PathBuf)> {
    let mut all: Vec<(SystemTime, String, PathBuf)> = Vec::new();
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        if ENDINGS.iter().any(|ending| name.ends_with(ending)) || name.contains(".damaged-") {
            let age = entry.metadata().and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
            all.push((age, name, entry.path()));
        }
    }
    all.sort_by(|a, b| b.cmp(a));
    all.into_iter().map(|(_, name, place)| (name, place)).collect()
}
