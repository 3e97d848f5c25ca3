//! Reading a file, and replacing it.

use super::save_lock;
use crate::access::{ReadError, SaveError};
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest file that is read. A filter of 30 rules has a few kilobytes.
const MAX_BYTES: u64 = 64 << 20;

/// As many links in a row as Linux follows.
const MAX_LINKS: usize = 40;

/// A file's text, and what to hold against the disk when saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contents {
    pub(crate) text: String,
    /// What was on the disk.
    pub(crate) stamp: Stamp,
}

/// What is on the disk at a path: these bytes, or nothing. The bytes themselves, since times and sizes may lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp(Option<Arc<[u8]>>);

impl Stamp {
    /// No file.
    pub(crate) const ABSENT: Self = Self(None);

    pub(crate) fn of(text: &str) -> Self {
        Self(Some(text.as_bytes().into()))
    }

    /// The text, if there is a file.
    pub(crate) fn text(&self) -> Option<&str> {
        self.0.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok())
    }
}

/// Reads a text file.
///
/// # Errors
/// Why it is not one, or could not be read.
pub(crate) fn read(path: &Path) -> Result<Contents, ReadError> {
    contents(read_bytes(path)?)
}

/// Reads a text from something that is already open, such as standard input.
///
/// # Errors
/// Why it is not one, or could not be read.
pub(crate) fn read_from(source: impl Read) -> Result<Contents, ReadError> {
    contents(bytes_of(source)?)
}

fn contents(bytes: Vec<u8>) -> Result<Contents, ReadError> {
    let text = String::from_utf8(bytes).map_err(|error| ReadError::NotUtf8 { at: error.utf8_error().valid_up_to() })?;
    Ok(Contents { stamp: Stamp::of(&text), text })
}

/// Replaces a file if the disk still holds `expected`; answers with what it holds then.
///
/// Links are followed and stay. The mode of an existing file stays; a new one gets what the umask leaves of 0666.
///
/// # Errors
/// Why nothing was written; [`SaveError::Changed`] when somebody else has written.
pub(crate) fn save(path: &Path, text: &str, expected: &Stamp) -> Result<Stamp, SaveError> {
    replace(path, text, Some(expected))
}

/// Replaces a file whatever the disk holds.
///
/// # Errors
/// Why nothing was written.
pub(crate) fn save_over(path: &Path, text: &str) -> Result<Stamp, SaveError> {
    replace(path, text, None)
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    bytes_of(File::open(path)?)
}

fn bytes_of(source: impl Read) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let read = source.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if read as u64 > MAX_BYTES { Err(ReadError::TooLarge { limit: MAX_BYTES }) } else { Ok(bytes) }
}

fn replace(path: &Path, text: &str, expected: Option<&Stamp>) -> Result<Stamp, SaveError> {
    let target = follow_links(path)?;
    let directory = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let old = writable(&target)?;
    let _until_done = save_lock::begin();
    let mut new = tempfile::Builder::new()
        .prefix(".sekimori-")
        .suffix(".tmp")
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(directory)?;
    if let Some(old) = old {
        keep_owner_and_mode(new.as_file(), &old)?;
    }
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    // As late as possible: what is written between here and the rename is lost.
    if expected.is_some_and(|expected| !on_disk(&target, expected)) {
        return Err(SaveError::Changed);
    }
    new.persist(&target).map_err(|error| error.error)?;
    // The file is in place; a directory that cannot be synchronized (some network disks) is no failed save.
    let _best_effort = File::open(directory).and_then(|directory| directory.sync_all());
    Ok(Stamp::of(text))
}

/// Whether the disk holds this. What cannot be read is something else.
fn on_disk(target: &Path, expected: &Stamp) -> bool {
    match (read_bytes(target), &expected.0) {
        (Ok(bytes), Some(expected)) => *bytes == **expected,
        (Err(ReadError::NotFound), None) => true,
        _ => false,
    }
}

/// Where a path leads to, through every link, even one to a file that does not exist yet.
fn follow_links(path: &Path) -> Result<PathBuf, SaveError> {
    let mut target = path.to_owned();
    for _link in 0..MAX_LINKS {
        let Ok(next) = fs::read_link(&target) else { return Ok(target) };
        target = target.parent().map_or(next.clone(), |parent| parent.join(&next));
    }
    Err(SaveError::NotAFile)
}

/// What stands there already, if it may be written: renaming over it would not ask.
fn writable(target: &Path) -> Result<Option<fs::Metadata>, SaveError> {
    match fs::metadata(target) {
        Ok(old) if old.is_file() => {
            OpenOptions::new().write(true).open(target)?;
            Ok(Some(old))
        }
        Ok(_) => Err(SaveError::NotAFile),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The owner as far as this user may set it, then the mode, which a change of owner would weaken.
fn keep_owner_and_mode(new: &File, old: &fs::Metadata) -> Result<(), SaveError> {
    let now = new.metadata()?;
    if (now.uid(), now.gid()) != (old.uid(), old.gid()) {
        let _best_effort = fchown(new, Some(old.uid()), Some(old.gid()));
    }
    Ok(new.set_permissions(old.permissions())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;
    use tempfile::{TempDir, tempdir};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o7777
    }

    fn only_file(directory: &TempDir) -> String {
        let names: Vec<_> = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names.len(), 1, "{names:?}");
        names[0].to_str().unwrap().to_owned()
    }

    #[test]
    fn what_is_saved_is_read_and_nothing_else_is_left() {
        let directory = tempdir().unwrap();
        let path = directory.path().join("web.json");
        let first = save(&path, "[]", &Stamp::ABSENT).unwrap();
        assert_eq!(read(&path).unwrap(), Contents { text: "[]".into(), stamp: first.clone() });
        let second = save(&path, "[1]", &first).unwrap();
        assert_eq!(read(&path).unwrap().stamp, second);
        assert_eq!(only_file(&directory), "web.json");
    }

    #[test]
    fn a_new_file_has_the_mode_every_program_gives() {
        let directory = tempdir().unwrap();
        let (ours, theirs) = (directory.path().join("ours"), directory.path().join("theirs"));
        save(&ours, "", &Stamp::ABSENT).unwrap();
        fs::write(&theirs, "").unwrap();
        assert_eq!(mode(&ours), mode(&theirs));
    }

    #[test]
    fn an_existing_file_keeps_its_mode() {
        let directory = tempdir().unwrap();
        let path = directory.path().join("web.json");
        for wanted in [0o600, 0o640, 0o666] {
            fs::write(&path, "").unwrap();
            fs::set_permissions(&path, Permissions::from_mode(wanted)).unwrap();
            save_over(&path, "[]").unwrap();
            assert_eq!(mode(&path), wanted);
        }
    }

    #[test]
    fn a_link_stays_and_its_target_is_written() {
        let directory = tempdir().unwrap();
        fs::create_dir(directory.path().join("real")).unwrap();
        let (link, target) = (directory.path().join("link.json"), directory.path().join("real/web.json"));
        symlink("real/web.json", &link).unwrap();
        let stamp = save(&link, "[]", &Stamp::ABSENT).unwrap();
        save(&link, "[1]", &stamp).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&target).unwrap(), "[1]");

        let circle = directory.path().join("circle");
        symlink("circle", &circle).unwrap();
        assert_eq!(save_over(&circle, ""), Err(SaveError::NotAFile));
    }

    #[test]
    fn what_somebody_else_wrote_is_not_overwritten() {
        let directory = tempdir().unwrap();
        let path = directory.path().join("web.json");
        fs::write(&path, "theirs").unwrap();
        for expected in [Stamp::ABSENT, Stamp::of("mine once")] {
            assert_eq!(save(&path, "mine", &expected), Err(SaveError::Changed));
            assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
            assert_eq!(only_file(&directory), "web.json");
        }
        save_over(&path, "mine").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        fs::remove_file(&path).unwrap();
        assert_eq!(save(&path, "mine", &Stamp::of("mine")), Err(SaveError::Changed));
        assert!(!path.exists());
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let directory = tempdir().unwrap();
        let path = directory.path().join("web.json");
        assert_eq!(read(&path), Err(ReadError::NotFound));
        assert_eq!(read(directory.path()), Err(ReadError::IsDirectory));
        fs::write(&path, b"ab\xffcd").unwrap();
        assert_eq!(read(&path), Err(ReadError::NotUtf8 { at: 2 }));
        File::create(&path).unwrap().set_len(MAX_BYTES + 1).unwrap();
        assert_eq!(read(&path), Err(ReadError::TooLarge { limit: MAX_BYTES }));
    }

    #[test]
    fn what_cannot_be_written_says_why() {
        let directory = tempdir().unwrap();
        assert_eq!(save_over(directory.path(), ""), Err(SaveError::NotAFile));
        assert_eq!(save_over(Path::new("/dev/null"), ""), Err(SaveError::NotAFile));
        assert_eq!(save_over(&directory.path().join("none/web.json"), ""), Err(SaveError::NoDirectory));
    }

    #[test]
    fn without_permission_the_file_stays_as_it_is() {
        let directory = tempdir().unwrap();
        let path = directory.path().join("web.json");
        fs::write(&path, "old").unwrap();
        let lock = |mode, at: &Path| fs::set_permissions(at, Permissions::from_mode(mode)).unwrap();
        lock(0o500, directory.path());
        // The superuser may write everywhere; nothing can be tested then.
        let superuser = File::create(directory.path().join("probe")).is_ok();
        let read_only_directory = save_over(&path, "new");
        lock(0o700, directory.path());
        if superuser {
            return;
        }
        assert_eq!(read_only_directory, Err(SaveError::NoPermission));
        lock(0o400, &path);
        assert_eq!(save_over(&path, "new"), Err(SaveError::NoPermission));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(only_file(&directory), "web.json");
    }
}
