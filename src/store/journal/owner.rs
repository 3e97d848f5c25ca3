//! Which of several sessions on the same file is the one that saves.
//!
//! Beside the journals there is a directory with a file for each file that is edited, which holds the name of a journal.
//! Whoever opens a file first stands there, until its session has ended or another one takes over, as a person has told it to.

use super::super::save_lock::Alone;
use super::left::may_run;
use super::place::{key, prepare, process};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// The process of another session that saves this file.
pub(crate) fn owner(journals: &Path, subject: &Path, mine: Option<&Path>) -> Option<u32> {
    other(&place(journals, &key(Some(subject)))?, journals, mine)
}

/// Makes the session of a journal the owner; the process that is it already, unless that is taken over or has ended.
pub(super) fn claim(journal: &Path, take_over: bool) -> Option<u32> {
    let (journals, place) = places(journal)?;
    if prepare(place.parent()?).is_err() {
        return None; // without it, a save compares what is on the disk all the same
    }
    let _alone = Alone::in_directory(journals);
    let other = other(&place, journals, Some(journal)).filter(|_| !take_over);
    if other.is_none() {
        write(&place, name_of(journal)?);
    }
    other
}

/// The session has ended.
pub(super) fn release(journal: &Path) {
    let Some((journals, place)) = places(journal) else { return };
    let _alone = Alone::in_directory(journals);
    if fs::read_to_string(&place).ok().as_deref() == name_of(journal) {
        let _found_dead_next_time = fs::remove_file(&place);
    }
}

fn other(place: &Path, journals: &Path, mine: Option<&Path>) -> Option<u32> {
    let name = super::super::file::read(place).ok()?.text;
    let is_other = !name.is_empty() && !name.contains('/') && Some(&*name) != mine.and_then(name_of);
    (is_other && may_run(&journals.join(&name))).then(|| process(&name).unwrap_or(0))
}

fn write(place: &Path, name: &str) {
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(place);
    if file.and_then(|mut file| file.write_all(name.as_bytes())).is_err() {
        let _names_nobody = fs::remove_file(place);
    }
}

fn name_of(journal: &Path) -> Option<&str> {
    journal.file_name()?.to_str()
}

/// The directory of the journals, and the file that names the owner.
fn places(journal: &Path) -> Option<(&Path, PathBuf)> {
    let (journals, key) = (journal.parent()?, name_of(journal)?.split('-').next()?);
    Some((journals, place(journals, key)?))
}

fn place(journals: &Path, key: &str) -> Option<PathBuf> {
    Some(journals.parent()?.join("owners").join(key))
}
