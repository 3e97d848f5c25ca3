//! What a save that was killed leaves beside the file: named so that the next start knows what it is.
//!
//! `.sekimori-MACHINE-PROCESS-RANDOM.tmp` is a new text that has not taken its place. `.sekimori-MACHINE-PROCESS-OLD-NEW.was`
//! stands in the exchange: it is the new text or the one it has replaced, by the sums in its name, or else what another program
//! wrote in that moment, which is kept. A `.copy` is the whole text of a file that was written in place.

use super::checksum::checksum;
use super::file::{directory_of, read_bytes};
use super::process::{Lock, lock, machine, runs};
use super::save_lock::Alone;
use rustix::process::geteuid;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How everything begins that stands beside a file for a moment.
const PREFIX: &str = ".sekimori-";

/// What stands beside a file for a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A new text that is being written.
    New,
    /// What is exchanged with the file.
    Replaced,
    /// The text of a file that is written in place.
    Copy,
}

impl Part {
    const ALL: [Self; 3] = [Self::New, Self::Replaced, Self::Copy];

    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::New => ".tmp",
            Self::Replaced => ".was",
            Self::Copy => ".copy",
        }
    }
}

/// How a name of this process begins.
pub(super) fn part_name() -> String {
    format!("{PREFIX}{}-{}-", machine(), std::process::id())
}

/// A name for what is exchanged or copied, which tells the old text and the new one by their sums.
pub(super) fn name_aside(part: Part, old: &[u8], new: &[u8]) -> String {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("{}{number}-{:016x}-{:016x}{}", part_name(), checksum(old), checksum(new), part.suffix())
}

/// Takes away what killed saves have left in a directory, but for what nobody else may have; that is told.
///
/// Only files of this person and of processes that are gone are touched.
pub(crate) fn clean(directory: &Path) -> Vec<PathBuf> {
    let mut kept = Vec::new();
    let parts: Vec<(Part, String, PathBuf)> = parts(directory).collect();
    // Somebody saves there just now: next time.
    let Some(_alone) = (!parts.is_empty()).then(|| Alone::at_once(directory)).flatten() else { return kept };
    for (part, name, place) in parts {
        if !is_dead(&name, &place) {
            continue;
        }
        let known: Vec<&str> = name.split(['-', '.']).collect();
        let is_known = || {
            let sum = read_bytes(&place).map(|bytes| format!("{:016x}", checksum(&bytes)));
            sum.is_ok_and(|sum| known.contains(&sum.as_str()))
        };
        if part == Part::New || (part == Part::Replaced && is_known()) {
            let _again_next_time = fs::remove_file(&place);
        } else {
            kept.push(place);
        }
    }
    kept
}

/// The same beside a file, through every link.
pub(crate) fn clean_beside(file: &Path) -> Vec<PathBuf> {
    let target = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    clean(directory_of(&target))
}

fn parts(directory: &Path) -> impl Iterator<Item = (Part, String, PathBuf)> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    entries.filter_map(|entry| {
        let name = entry.file_name().into_string().ok().filter(|name| name.starts_with(PREFIX))?;
        let part = Part::ALL.into_iter().find(|part| name.ends_with(part.suffix()))?;
        let metadata = entry.metadata().ok()?;
        let is_ours = metadata.is_file() && metadata.nlink() == 1 && metadata.uid() == geteuid().as_raw();
        is_ours.then(|| (part, name, entry.path()))
    })
}

/// Whether the process that has made it is gone.
fn is_dead(name: &str, place: &Path) -> bool {
    let lock = super::file::open_regular(place).map_or(Lock::Held, |file| lock(&file));
    let mut fields = name.strip_prefix(PREFIX).unwrap_or_default().split('-');
    let (there, process) = (fields.next(), fields.next().and_then(|process| process.parse().ok()));
    match (lock, process) {
        (Lock::Held, _) => false,
        (_, Some(process)) if there == Some(&machine()) => !runs(process),
        (Lock::Taken, _) => true,
        (Lock::Unsupported, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Child, Command};

    fn name(process: u32, rest: &str) -> String {
        format!("{PREFIX}{}-{process}-{rest}", machine())
    }

    fn running() -> Child {
        Command::new("sleep").arg("60").spawn().unwrap()
    }

    #[test]
    fn what_the_dead_have_left_goes_and_nothing_else() {
        let directory = tempfile::tempdir().unwrap();
        let mut child = running();
        let sums =
            |old: &str, new: &str| format!("0-{:016x}-{:016x}.was", checksum(old.as_bytes()), checksum(new.as_bytes()));
        let write = |name: &str, text: &str| fs::write(directory.path().join(name), text).unwrap();
        let theirs = [".sekimori.json".to_owned(), ".other-1.tmp".to_owned(), ".sekimori-notes".to_owned()];
        theirs.iter().for_each(|name| write(name, "x"));
        write(&name(child.id(), "a.tmp"), "half");
        write(&name(child.id(), &sums("old", "new")), "old");
        write(".sekimori-AbCdEf.tmp", "of an earlier version");
        assert!(clean(directory.path()).is_empty());
        let count = || fs::read_dir(directory.path()).unwrap().count();
        assert_eq!(count(), theirs.len() + 2, "the process runs");
        child.kill().unwrap();
        child.wait().unwrap();
        write(&name(child.id(), &sums("", "new")), "new");
        let foreign = name(child.id(), &sums("older", "newer"));
        write(&foreign, "written by somebody else");
        let copy = name(child.id(), &sums("o", "n").replace(".was", ".copy"));
        write(&copy, "n");
        let mut kept = clean(directory.path());
        kept.sort();
        let mut expected = [copy, foreign].map(|name| directory.path().join(name));
        expected.sort();
        assert_eq!(kept, expected);
        assert_eq!(count(), theirs.len() + 2);
    }

    #[test]
    fn what_is_being_written_stays() {
        let directory = tempfile::tempdir().unwrap();
        let file = fs::File::create(directory.path().join(".sekimori-x.tmp")).unwrap();
        let locked = fs::File::open(directory.path().join(".sekimori-x.tmp")).unwrap();
        assert_eq!(lock(&locked), Lock::Taken);
        clean(directory.path());
        assert!(directory.path().join(".sekimori-x.tmp").exists());
        drop((file, locked));
        let _alone = Alone::in_directory(directory.path());
        clean(directory.path());
        assert!(directory.path().join(".sekimori-x.tmp").exists(), "somebody saves there");
    }
}
