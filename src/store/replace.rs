//! Replacing a file: as a whole or not at all, and never over what somebody else has written.
//!
//! `docs/decisions/0011-saving.md` has the protocol and why each step is there.

use super::attributes;
use super::encoding::Encoding;
use super::file::{Stamp, bytes_of, directory_of, read_bytes};
use super::leftover::{Part, name_aside, part_name};
use super::process::lock;
use super::save_lock::{self, Alone};
use crate::access::{ReadError, SaveError, SaveNote};
use rustix::fs::{CWD, OFlags, RenameFlags, renameat_with};
use rustix::io::Errno;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Seek, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// As many links in a row as Linux follows.
const MAX_LINKS: usize = 40;

/// How often a save begins again because the file came or went meanwhile.
const ATTEMPTS: usize = 8;

/// The mode of a new file, before the umask.
const PUBLIC: u32 = 0o666;

/// The mode of what only this person may read.
const PRIVATE: u32 = 0o600;

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Saved {
    /// What is on the disk now.
    pub(crate) stamp: Stamp,
    /// What a person should know about it.
    pub(crate) notes: Vec<SaveNote>,
}

/// Replaces a file if the disk still holds `expected`.
///
/// Links are followed and stay. An existing file keeps its mode, owner, group, access list, attributes and other names as far
/// as that is possible; a new one gets what the umask leaves of 0666.
///
/// # Errors
/// Why nothing was written; [`SaveError::Changed`] when somebody else has written.
pub(crate) fn save(path: &Path, text: &str, expected: &Stamp) -> Result<Saved, SaveError> {
    let target = follow_links(path)?;
    let _alone = Alone::in_directory(directory_of(&target));
    replace(&target, text, Some(expected), PUBLIC)
}

/// Replaces a file whatever the disk holds.
///
/// # Errors
/// Why nothing was written.
pub(crate) fn save_over(path: &Path, text: &str) -> Result<Saved, SaveError> {
    let target = follow_links(path)?;
    let _alone = Alone::in_directory(directory_of(&target));
    replace(&target, text, None, PUBLIC)
}

/// Makes a new text of the one in a file that only this person may read, alone among the instances of this program. What
/// cannot be read is given to `next` as such, with the place where links lead to.
///
/// # Errors
/// Why nothing was written.
pub(super) fn update_private(
    path: &Path,
    next: impl FnOnce(&Path, Result<String, ReadError>) -> Result<String, SaveError>,
) -> Result<(), SaveError> {
    let target = follow_links(path)?;
    let _alone = Alone::in_directory(directory_of(&target));
    let text = next(&target, super::file::read(&target).map(|contents| contents.text))?;
    replace(&target, &text, None, PRIVATE)?;
    // A file of an earlier version may be open to others.
    Ok(fs::set_permissions(&target, Permissions::from_mode(PRIVATE))?)
}

fn replace(target: &Path, text: &str, expected: Option<&Stamp>, mode: u32) -> Result<Saved, SaveError> {
    let _until_done = save_lock::begin();
    if !directory_of(target).is_dir() {
        return Err(SaveError::NoDirectory);
    }
    let bytes = encoded(target, text, expected)?;
    for _attempt in 0..ATTEMPTS {
        let done = match (standing(target)?, expected) {
            (None, Some(expected)) if expected.bytes().is_some() => return Err(SaveError::Changed),
            (None, _) => create(target, &bytes, expected, mode)?,
            (Some(old), _) if old.metadata.nlink() > 1 => in_place(target, &old, &bytes, expected)?,
            (Some(old), _) => exchange(target, &old, &bytes, expected)?,
        };
        if let Some(notes) = done {
            return Ok(Saved { stamp: Stamp::holding(bytes), notes });
        }
    }
    Err(SaveError::Changed)
}

/// The bytes of a text in the encoding of the file that it takes the place of.
fn encoded(target: &Path, text: &str, expected: Option<&Stamp>) -> Result<Vec<u8>, SaveError> {
    let old = match expected {
        Some(expected) => expected.text(),
        None => read_bytes(target).ok().and_then(|bytes| Encoding::decode(bytes).ok()),
    };
    let encoding = old.map(|(_, encoding)| encoding).unwrap_or_default();
    encoding.encode(text).map_err(|lacks| SaveError::Unencodable { lacks, encoding: encoding.name() })
}

/// A file that stands there already and may be written.
struct Old {
    file: File,
    metadata: fs::Metadata,
}

/// What stands there, if it may be written: taking its place would not ask.
fn standing(target: &Path) -> Result<Option<Old>, SaveError> {
    let kind = match fs::symlink_metadata(target) {
        Ok(metadata) => metadata.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    if !kind.is_file() {
        return Err(SaveError::NotAFile);
    }
    let open = |read: bool| {
        OpenOptions::new().read(read).write(true).custom_flags(OFlags::NONBLOCK.bits().cast_signed()).open(target)
    };
    let file = open(true).or_else(|_| open(false))?;
    let metadata = file.metadata()?;
    if metadata.is_file() { Ok(Some(Old { file, metadata })) } else { Err(SaveError::NotAFile) }
}

/// Begins a new file: `None` if there is one meanwhile that may be replaced.
fn create(
    target: &Path,
    bytes: &[u8],
    expected: Option<&Stamp>,
    mode: u32,
) -> Result<Option<Vec<SaveNote>>, SaveError> {
    let directory = directory_of(target);
    let new = written(directory, bytes, mode)?;
    new.as_file().sync_all()?;
    let notes = match new.persist_noclobber(target) {
        Ok(_) => Vec::new(),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            return if expected.is_some() { Err(SaveError::Changed) } else { Ok(None) };
        }
        // A file system that can neither refuse nor link.
        Err(error) if !target.exists() => {
            error.file.persist(target).map_err(|error| error.error)?;
            vec![SaveNote::NotExchanged]
        }
        Err(error) => return Err(error.error.into()),
    };
    sync(directory);
    Ok(Some(notes))
}

/// Puts a new file in the place of the old one and looks at what it has taken the place of.
fn exchange(
    target: &Path,
    old: &Old,
    bytes: &[u8],
    expected: Option<&Stamp>,
) -> Result<Option<Vec<SaveNote>>, SaveError> {
    let directory = directory_of(target);
    if expected.is_some_and(|expected| !holds(target, expected)) {
        return Err(SaveError::Changed);
    }
    let new = written(directory, bytes, PRIVATE)?;
    let mut notes = attributes::keep(new.as_file(), &old.file, &old.metadata)?;
    new.as_file().sync_all()?;
    match expected {
        None => _ = new.persist(target).map_err(|error| error.error)?,
        Some(expected) => {
            let name = name_aside(Part::Replaced, expected.bytes().unwrap_or_default(), bytes);
            let (aside, ours) = (directory.join(name), identity(&new.as_file().metadata()?));
            new.persist_noclobber(&aside).map_err(|error| error.error)?;
            match swap(&aside, target) {
                Ok(()) => look_at_replaced(&aside, target, expected, (ours, bytes))?,
                Err(error) => {
                    let renamed = rename_instead(&aside, target, expected, error);
                    notes.push(renamed.inspect_err(|_| drop(fs::remove_file(&aside)))?);
                }
            }
        }
    }
    sync(directory);
    Ok(Some(notes))
}

/// Takes what was replaced away if it is what was expected; else it gets its place back.
fn look_at_replaced(
    aside: &Path,
    target: &Path,
    expected: &Stamp,
    (ours, bytes): ((u64, u64), &[u8]),
) -> Result<(), SaveError> {
    if is_expected(aside, expected) {
        sync(directory_of(target));
        // Somebody may have had the old file open, and has written into it meanwhile.
        if is_expected(aside, expected) {
            let _cleaned_next_time = fs::remove_file(aside);
            return Ok(());
        }
    }
    Err(put_back(aside, target, ours, bytes))
}

/// Renames a new file over the old one where the two cannot be exchanged.
fn rename_instead(aside: &Path, target: &Path, expected: &Stamp, why: Errno) -> Result<SaveNote, SaveError> {
    match why {
        Errno::NOENT => Err(SaveError::Changed),
        Errno::INVAL | Errno::NOSYS | Errno::NOTSUP | Errno::PERM => {
            // As late as possible: what is written between here and the rename is lost.
            if !holds(target, expected) {
                return Err(SaveError::Changed);
            }
            fs::rename(aside, target)?;
            Ok(SaveNote::NotExchanged)
        }
        error => Err(io::Error::from(error).into()),
    }
}

/// Gives another writer's file its place back. What is not ours is never taken away.
fn put_back(aside: &Path, target: &Path, ours: (u64, u64), bytes: &[u8]) -> SaveError {
    if swap(aside, target).is_err() {
        return SaveError::Kept(aside.to_owned());
    }
    let is_ours = fs::symlink_metadata(aside).is_ok_and(|there| identity(&there) == ours)
        && read_bytes(aside).is_ok_and(|there| there == bytes);
    if is_ours {
        let _cleaned_next_time = fs::remove_file(aside);
        return SaveError::Changed;
    }
    // A third one has written over ours: that is the latest.
    let _either_way_it_is_kept = swap(aside, target);
    SaveError::Kept(aside.to_owned())
}

/// Writes into a file that has other names, which would else keep the old text. A copy of the new one is safe on the disk
/// until all of it is written.
fn in_place(
    target: &Path,
    old: &Old,
    bytes: &[u8],
    expected: Option<&Stamp>,
) -> Result<Option<Vec<SaveNote>>, SaveError> {
    let directory = directory_of(target);
    let before = bytes_of(&old.file).map_err(|_| SaveError::NoPermission)?;
    if expected.is_some_and(|expected| expected.bytes() != Some(&*before)) {
        return Err(SaveError::Changed);
    }
    let copy = written(directory, bytes, PRIVATE)?;
    copy.as_file().sync_all()?;
    let place = directory.join(name_aside(Part::Copy, &before, bytes));
    copy.persist_noclobber(&place).map_err(|error| error.error)?;
    sync(directory);
    if let Err(error) = overwrite(&old.file, bytes) {
        // What was there fits, since it did before.
        return Err(match overwrite(&old.file, &before) {
            Ok(()) => {
                let _cleaned_next_time = fs::remove_file(&place);
                error.into()
            }
            Err(_) => SaveError::Torn(place),
        });
    }
    let _cleaned_next_time = fs::remove_file(&place);
    let is_there = fs::metadata(target).is_ok_and(|now| identity(&now) == identity(&old.metadata));
    if is_there { Ok(Some(vec![SaveNote::InPlace])) } else { Err(SaveError::Changed) }
}

fn overwrite(mut file: &File, bytes: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

/// A new file beside the target, with these bytes in it.
fn written(directory: &Path, bytes: &[u8], mode: u32) -> Result<NamedTempFile, SaveError> {
    let mut new = tempfile::Builder::new()
        .prefix(&part_name())
        .suffix(Part::New.suffix())
        .permissions(Permissions::from_mode(mode))
        .tempfile_in(directory)?;
    let _where_there_are_locks = lock(new.as_file());
    new.write_all(bytes)?;
    Ok(new)
}

/// Two files, each in the other's place, in one step.
fn swap(one: &Path, other: &Path) -> Result<(), Errno> {
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)
}

/// Which file it is, whatever its name.
fn identity(metadata: &fs::Metadata) -> (u64, u64) {
    (metadata.dev(), metadata.ino())
}

/// What is in place; a directory that cannot be synchronized (some network disks) is no failed save.
fn sync(directory: &Path) {
    let _best_effort = File::open(directory).and_then(|directory| directory.sync_all());
}

/// Whether a file, and no link to one, holds this.
fn is_expected(path: &Path, expected: &Stamp) -> bool {
    fs::symlink_metadata(path).is_ok_and(|there| there.is_file()) && holds(path, expected)
}

/// Whether the disk holds this. What cannot be read is something else.
fn holds(target: &Path, expected: &Stamp) -> bool {
    match (read_bytes(target), expected.bytes()) {
        (Ok(bytes), Some(expected)) => *bytes == *expected,
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

#[cfg(test)]
mod tests {
    use super::super::file::{Contents, read};
    use super::*;
    use std::os::unix::fs::symlink;
    use tempfile::{TempDir, tempdir};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
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
        let first = save(&path, "[]", &Stamp::ABSENT).unwrap().stamp;
        assert_eq!(read(&path).unwrap(), Contents { text: "[]".into(), stamp: first.clone() });
        let second = save(&path, "[1]", &first).unwrap().stamp;
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
        let stamp = save(&link, "[]", &Stamp::ABSENT).unwrap().stamp;
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

    #[test]
    fn every_name_of_a_file_has_the_new_text() {
        let directory = tempdir().unwrap();
        let (one, other) = (directory.path().join("one.json"), directory.path().join("other.json"));
        fs::write(&one, "a longer text").unwrap();
        fs::hard_link(&one, &other).unwrap();
        let stamp = Stamp::of("a longer text");
        let saved = save(&one, "new", &stamp).unwrap();
        assert_eq!(saved.notes, [SaveNote::InPlace]);
        assert_eq!([&one, &other].map(|file| fs::read_to_string(file).unwrap()), ["new", "new"]);
        assert_eq!(fs::metadata(&one).unwrap().nlink(), 2);
        assert_eq!(save(&one, "newer", &stamp), Err(SaveError::Changed));
        assert_eq!(fs::read_dir(&directory).unwrap().count(), 2);
    }

    /// An access list with an entry for somebody else, as Linux writes it: version, then tag, permissions and who.
    fn access_list(mask: u16) -> Vec<u8> {
        let entries: [(u16, u16, u32); 5] =
            [(1, 6, u32::MAX), (2, 4, 65_533), (4, 0, u32::MAX), (16, mask, u32::MAX), (32, 0, u32::MAX)];
        let entries = entries
            .iter()
            .flat_map(|(tag, may, who)| [&tag.to_le_bytes()[..], &may.to_le_bytes(), &who.to_le_bytes()].concat());
        2_u32.to_le_bytes().into_iter().chain(entries).collect()
    }

    #[test]
    fn access_lists_and_attributes_stay_and_none_is_added() {
        use rustix::fs::{XattrFlags, getxattr, listxattr, setxattr};
        let directory = tempdir().unwrap();
        let [listed, plain] = ["listed.json", "plain.json"].map(|name| directory.path().join(name));
        for file in [&listed, &plain] {
            fs::write(file, "old").unwrap();
            fs::set_permissions(file, Permissions::from_mode(0o640)).unwrap();
        }
        let set = |file: &Path, name: &str, value: &[u8]| setxattr(file, name, value, XattrFlags::empty());
        let list = access_list(4);
        if set(&listed, "system.posix_acl_access", &list).is_err() || set(&listed, "user.note", b"kept").is_err() {
            eprintln!("skipped: this file system has no access lists or attributes");
            return;
        }
        // Every new file gets a list here.
        set(directory.path(), "system.posix_acl_default", &list).unwrap();
        for file in [&listed, &plain] {
            assert_eq!(save(file, "new", &Stamp::of("old")).unwrap().notes, []);
            assert_eq!(mode(file), 0o640);
        }
        let get = |name: &str| {
            let mut value = [0; 256];
            let length = getxattr(&listed, name, &mut value[..]).unwrap();
            value[..length].to_vec()
        };
        assert_eq!((get("system.posix_acl_access"), get("user.note")), (list, b"kept".to_vec()));
        let mut names = [0; 256];
        let length = listxattr(&plain, &mut names[..]).unwrap();
        assert!(!String::from_utf8_lossy(&names[..length]).contains("posix_acl"), "no list came to the plain one");
    }
}
