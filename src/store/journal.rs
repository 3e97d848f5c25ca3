//! The journal of an editing session, and what is left of sessions that were killed.
//!
//! Each session has one private file (0600 in a 0700 directory), named by the file it edits and the process, and holds a
//! lock on it that the kernel releases when the process ends, however it ends. So a journal without a lock is a session
//! to recover, and a locked one is another editor on the same file. A journal begins in a new file that replaces the old one
//! whole. Only what was saved, or discarded by a person, is taken away.

mod left;
mod owner;
mod place;
mod record;

pub(crate) use left::{Left, find, forget, give_up, keep_recovered};
pub(crate) use owner::owner;
pub(crate) use place::NotOpened;

pub(super) use place::{key, prepare};

use super::file::Stamp;
use super::process::{Lock, lock, machine};
use crate::editor::journal::JournalEntry;
use record::MAX_BYTES;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many names are tried for a new journal.
const ATTEMPTS: usize = 100;

/// Where the journals are on this machine, such as `~/.local/state/sekimori/journals`.
pub(crate) fn journals() -> Option<PathBuf> {
    super::memory_file().map(|memory| memory.with_file_name("journals"))
}

/// The journal of a running session.
#[derive(Debug)]
pub(crate) struct Journal {
    file: Arc<File>,
    place: PathBuf,
    length: u64,
}

impl Journal {
    /// An empty journal for a file, or for a session without one: from now on others see that the file is open.
    ///
    /// # Errors
    /// When the directory or the file cannot be made.
    pub(crate) fn open(directory: &Path, subject: Option<&Path>) -> Result<Self, NotOpened> {
        prepare(directory)?;
        let key = key(subject);
        for attempt in 0..ATTEMPTS {
            let name = format!("{key}-{}-{attempt}-{}.journal", std::process::id(), machine());
            let place = directory.join(name);
            let file = match private().create_new(true).open(&place) {
                Ok(file) => file,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error.into()),
            };
            // Whoever looks for journals may have come between, and has taken it for one that was left.
            if lock(&file) != Lock::Held && file.metadata()?.nlink() > 0 {
                return Ok(Self { file: Arc::new(file), place, length: 0 });
            }
        }
        Err(NotOpened::Failed(io::ErrorKind::AlreadyExists.into()))
    }

    /// Writes notes: at the end, or in a new file if they begin with [`JournalEntry::Begin`]. `disk` is what stands in the
    /// edited file.
    ///
    /// # Errors
    /// When they could not be written whole; then the journal holds what it held before.
    pub(crate) fn write(&mut self, entries: &[JournalEntry], disk: &Stamp) -> io::Result<()> {
        let text: String = entries.iter().map(|entry| record::line(entry, disk)).collect();
        if self.length + text.len() as u64 > MAX_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        match entries.first() {
            Some(JournalEntry::Begin(_)) => self.begin(text.as_bytes()),
            _ => self.append(text.as_bytes()),
        }
    }

    fn begin(&mut self, bytes: &[u8]) -> io::Result<()> {
        let temporary = self.place.with_extension("tmp");
        let _from_a_failure = fs::remove_file(&temporary);
        let file = private().create_new(true).open(&temporary)?;
        let _unlocked_where_there_are_no_locks = lock(&file);
        let mut written = (&file).write_all(bytes);
        if self.length > 0 {
            // The old one is worth something: never a moment without a whole journal, even if the power fails.
            written = written.and_then(|()| file.sync_all());
        }
        if let Err(error) = written.and_then(|()| fs::rename(&temporary, &self.place)) {
            let _it_is_of_no_use = fs::remove_file(&temporary);
            return Err(error);
        }
        (self.file, self.length) = (Arc::new(file), bytes.len() as u64);
        Ok(())
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = (&*self.file).write_all(bytes) {
            let _what_is_torn_is_left_out_anyway = self.file.set_len(self.length);
            return Err(error);
        }
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// The file, to be synchronized with the disk by somebody who has time.
    pub(crate) fn file(&self) -> Arc<File> {
        Arc::clone(&self.file)
    }

    /// Where it is.
    pub(crate) fn place(&self) -> &Path {
        &self.place
    }

    /// Makes this session the one that saves; the process that does so now, unless `take_over`.
    pub(crate) fn claim(&self, take_over: bool) -> Option<u32> {
        owner::claim(&self.place, take_over)
    }

    /// Another session may save the file from now on.
    pub(crate) fn release(&self) {
        owner::release(&self.place);
    }

    /// Takes the journal away: nothing of the session needs to be kept.
    pub(crate) fn remove(self) {
        let _nothing_to_recover_from_it = fs::remove_file(&self.place);
    }
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.append(true).read(true).mode(0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::history::Label;
    use crate::editor::journal::{Begin, Made, Trouble};
    use crate::filter::{Action, Field, Ports, Protocol, Rule, Source};
    use crate::profile::Profile;
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    /// The same once nobody holds a lock: programs that other tests start have copies of ours until they are another program.
    fn at_rest(places: &Path, file: &Path) -> Left {
        for _ in 0..2000 {
            let left = found(places, Some(file));
            if left.running.is_empty() {
                return left;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        panic!("somebody holds the journal");
    }

    fn found(directory: &Path, subject: Option<&Path>) -> Left {
        find(directory, subject, None)
    }

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    fn begin(document: &str) -> JournalEntry {
        let profile = Profile::default();
        let (location, document) = (Some("web.json".into()), document.into());
        JournalEntry::Begin(Box::new(Begin {
            location,
            document,
            index: 0,
            first: None,
            saved: None,
            profile,
            opened: 5,
        }))
    }

    fn made() -> JournalEntry {
        let rule = Rule::new(Action::Deny, Protocol::Udp)
            .from(Source::parse("10.0.0.1/255.255.255.0").unwrap())
            .ports(Ports::parse("1-9").unwrap(), Ports::parse("53").unwrap())
            .described("改行\n \u{1b}[31m \"x\"");
        JournalEntry::Made(Box::new(Made {
            parent: 0,
            head: 2,
            tail: 1,
            rules: vec![rule.clone(), rule],
            name: Some(("名前".into(), String::new())),
            label: Label::Changed(Field::Source),
            row: 7,
            made: 1_700_000_000,
        }))
    }

    #[test]
    fn notes_come_back_and_what_is_torn_does_not() {
        let directory = tempfile::tempdir().unwrap();
        let places = directory.path().join("state").join("journals");
        let file = directory.path().join("web.json");
        let mut journal = Journal::open(&places, Some(&file)).unwrap();
        let entries = [begin("[]"), made(), JournalEntry::At(0), JournalEntry::Profile(Profile::default())];
        journal.write(&entries[..1], &Stamp::of("[]")).unwrap();
        journal.write(&entries[1..], &Stamp::of("[]")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&journal.place), mode(&places)), (0o600, 0o700));
        // While the session runs, nothing is offered.
        let left = found(&places, Some(&file));
        assert!(left.orphans.is_empty() && left.running == [std::process::id()]);
        let place = journal.place.clone();
        drop(journal);
        let whole = fs::read(&place).unwrap();
        let mut seen = Vec::new();
        for length in (0..=whole.len()).rev() {
            fs::write(&place, &whole[..length]).unwrap();
            let left = at_rest(&places, &file);
            let Some(orphan) = left.orphans.first() else {
                // Torn in its beginning, which is written whole: this is damage.
                if length > 0 {
                    let [Trouble::Unreadable(kept)] = &left.troubles[..] else { panic!("{length}") };
                    fs::remove_file(kept).unwrap();
                }
                continue;
            };
            assert_eq!(orphan.is_damaged, length < whole.iter().position(|byte| *byte == b'\n').unwrap() + 1);
            assert_eq!(orphan.disk, Some(Stamp::of("[]")));
            assert_eq!(orphan.entries, entries[..orphan.entries.len()]);
            seen.push(orphan.entries.len());
            fs::rename(&orphan.place, &place).unwrap();
        }
        seen.dedup();
        assert_eq!(seen, [4, 3, 2, 1]);
        assert!(!place.exists(), "an empty journal is cleared away");
    }

    #[test]
    fn a_journal_belongs_to_one_file_and_begins_anew_whole() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("new.json");
        let mut journal = Journal::open(directory.path(), Some(&file)).unwrap();
        journal.write(&[begin("[]"), made(), made()], &Stamp::ABSENT).unwrap();
        journal.write(&[begin("{}")], &Stamp::of("other")).unwrap();
        drop(journal);
        assert!(found(directory.path(), None).orphans.is_empty());
        fs::write(&file, "now it exists").unwrap();
        let left = found(directory.path(), Some(&file)).orphans;
        assert_eq!((left.len(), &left[0].entries), (1, &vec![begin("{}")]));
        assert_eq!(left[0].disk, Some(Stamp::of("other")));
        forget(&left[0].place);
        assert!(found(directory.path(), Some(&file)).orphans.is_empty());
    }

    #[test]
    fn no_number_of_journals_is_too_many() {
        let directory = tempfile::tempdir().unwrap();
        let held = Journal::open(directory.path(), None).unwrap();
        for number in 0..150 {
            let file = directory.path().join(format!("{number}.json"));
            Journal::open(directory.path(), Some(&file)).unwrap().write(&[begin("[]")], &Stamp::ABSENT).unwrap();
        }
        drop(Journal::open(directory.path(), Some(Path::new("empty"))).unwrap());
        found(directory.path(), Some(Path::new("another")));
        assert_eq!(names(directory.path()).len(), 151, "only the empty one that nobody holds goes");
        held.remove();
    }

    /// Every byte of a journal changed once: nothing of it is taken away, and what is not told of as damaged is whole.
    #[test]
    fn a_damaged_journal_is_set_aside_and_what_is_readable_is_offered() {
        let directory = tempfile::tempdir().unwrap();
        let file = Path::new("web.json");
        let entries = [begin("[]"), made(), JournalEntry::At(0)];
        let mut journal = Journal::open(directory.path(), Some(file)).unwrap();
        journal.write(&entries, &Stamp::of("[]")).unwrap();
        let place = journal.place.clone();
        drop(journal);
        let whole = fs::read(&place).unwrap();
        let mut most = 0;
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&place, &damaged).unwrap();
            let left = found(directory.path(), Some(file));
            let [name] = &names(directory.path())[..] else { panic!("byte {at}: {:?}", names(directory.path())) };
            let is_last = at + 1 == whole.len();
            assert!(is_last || name.ends_with(".damaged") || name.ends_with(".unreadable"), "byte {at}: {name}");
            assert_eq!(fs::read(directory.path().join(name)).unwrap(), damaged, "byte {at}");
            let told = left.troubles.len() + left.orphans.iter().filter(|orphan| orphan.is_damaged).count();
            assert!(is_last || told == 1, "byte {at}");
            most = most.max(left.orphans.first().map_or(0, |orphan| orphan.entries.len()));
            fs::remove_file(directory.path().join(name)).unwrap();
        }
        assert_eq!(most, 3, "a text with a changed letter can still be read");
    }

    #[test]
    fn a_journal_of_a_later_version_stays_as_it_is() {
        let directory = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(directory.path(), None).unwrap();
        journal.write(&[begin("[]")], &Stamp::ABSENT).unwrap();
        let place = journal.place.clone();
        drop(journal);
        let later = fs::read_to_string(&place).unwrap().replace("\"format\":1", "\"format\":2");
        fs::write(&place, &later).unwrap();
        let left = found(directory.path(), None);
        assert!(left.orphans.is_empty());
        assert_eq!(left.troubles, [Trouble::Newer(place.clone())]);
        assert_eq!(fs::read_to_string(&place).unwrap(), later);
    }

    #[test]
    fn a_pipe_among_the_journals_holds_nobody_up() {
        let directory = tempfile::tempdir().unwrap();
        for name in ["unnamed-1-0.journal", "0000000000000000-1-0.tmp"] {
            let place = directory.path().join(name);
            rustix::fs::mknodat(rustix::fs::CWD, &place, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        }
        let left = found(directory.path(), None);
        assert!(matches!(left.troubles[..], [Trouble::Unread(..)]));
        assert_eq!(names(directory.path()).len(), 2);
    }

    #[test]
    fn a_link_in_place_of_the_directory_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let (real, link) = (directory.path().join("real"), directory.path().join("journals"));
        fs::create_dir(&real).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        assert!(matches!(Journal::open(&link, None), Err(NotOpened::NotPrivate)));
        fs::write(real.join("unnamed-1-0.journal"), "").unwrap();
        found(&link, None);
        assert_eq!(names(&real).len(), 1);
        // One that is too open is closed.
        fs::set_permissions(&real, Permissions::from_mode(0o777)).unwrap();
        let _journal = Journal::open(&real, None).unwrap();
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn one_session_saves_a_file_until_another_takes_over_or_it_ends() {
        let directory = tempfile::tempdir().unwrap();
        let (journals, file) = (directory.path().join("journals"), Path::new("web.json"));
        let open = || Journal::open(&journals, Some(file)).unwrap();
        let (first, second) = (open(), open());
        let me = std::process::id();
        assert_eq!(first.claim(false), None);
        assert_eq!((second.claim(false), first.claim(false)), (Some(me), None));
        assert_eq!(owner(&journals, file, None), Some(me));
        assert_eq!((second.claim(true), second.claim(false), first.claim(false)), (None, None, Some(me)));
        drop(second); // killed
        assert_eq!(first.claim(false), None);
        first.release();
        assert_eq!(owner(&journals, file, None), None);
    }
}
