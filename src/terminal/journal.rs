//! Carries out what the editor notes: into the journal at once, so that a kill loses nothing, and onto the disk on a
//! thread of its own, so that not even a power failure loses more than the last moment and no key waits for it.

use crate::access::SaveError;
use crate::editor::journal::{Begin, Found, JournalEntry, Recovered, Trouble};
use crate::editor::location::Location;
use crate::profile::Profile;
use crate::store::{self, Journal, Left, NotOpened, Stamp};
use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// The journals of this machine, and the one of this session.
#[derive(Debug, Default)]
pub(super) struct JournalWriter {
    /// Where journals are; nowhere, if not said.
    directory: Option<PathBuf>,
    /// The one of this session.
    journal: Option<Journal>,
    /// The file it is about.
    subject: Option<PathBuf>,
    /// Whether the last notes are in it.
    is_noted: bool,
    /// Brings it onto the disk; nobody, if the kernel may take its time.
    sync_thread: Option<Sender<ToSync>>,
    /// What was found: what stood on the disk when each session began, and whether its journal stays.
    found: HashMap<String, (Stamp, bool)>,
}

/// What is to be brought onto the disk: a journal, and the directory in which it is new.
type ToSync = (Arc<File>, Option<PathBuf>);

impl JournalWriter {
    /// Journals in this directory, which a kill does not touch.
    pub(super) fn in_directory(directory: PathBuf) -> Self {
        Self { directory: Some(directory), ..Self::default() }
    }

    /// And not even a power failure.
    pub(super) fn with_sync_thread(self) -> Self {
        Self { sync_thread: Some(sync_thread()), ..self }
    }

    /// The session is about this file now; what was noted before is not needed any more. The process of another session that
    /// saves it. A directory that cannot be written says so when there is something to note.
    pub(super) fn set_subject(&mut self, file: Option<&Path>) -> Option<u32> {
        let is_same = file.is_some() && self.subject.as_deref() == file;
        let was_owner = is_same && self.journal.as_ref().is_some_and(|journal| journal.claim(false).is_none());
        if !is_same {
            self.journal.iter().for_each(Journal::release);
        }
        let old = self.journal.take();
        self.subject = file.map(Path::to_owned);
        if let (Some(directory), Some(_)) = (&self.directory, file) {
            self.journal = Journal::open(directory, file).ok();
        }
        let owner = self.journal.as_ref().and_then(|journal| journal.claim(was_owner));
        old.into_iter().for_each(Journal::remove);
        owner
    }

    /// The file that the session is about.
    pub(super) fn subject(&self) -> Option<&Path> {
        self.subject.as_deref()
    }

    /// The process of another session that saves this file.
    pub(super) fn owner(&self, file: &Path) -> Option<u32> {
        match (&self.journal, self.subject.as_deref() == Some(file)) {
            (Some(journal), true) => journal.claim(false),
            (mine, _) => store::owner(self.directory.as_deref()?, file, mine.as_ref().map(Journal::place)),
        }
    }

    /// This session saves the file from now on.
    pub(super) fn take_over(&mut self, file: &Path) {
        match (&self.journal, self.subject.as_deref() == Some(file)) {
            (Some(journal), true) => _ = journal.claim(true),
            _ => _ = self.set_other(file),
        }
    }

    /// Takes over a file that is about to be saved under its name for the first time.
    fn set_other(&self, file: &Path) -> Option<()> {
        let journal = Journal::open(self.directory.as_deref()?, Some(file)).ok()?;
        journal.claim(true);
        // Nobody is the owner then, until the save is done and this session is about that file.
        journal.release();
        journal.remove();
        Some(())
    }

    /// What is left of earlier sessions on a file, and who has it open. `disk` is what it holds.
    pub(super) fn find(&mut self, location: Option<&Location>, file: Option<&Path>, disk: &Stamp) -> Found {
        let Some(directory) = &self.directory else { return Found::default() };
        let Left { orphans, running, mut troubles } =
            store::find(directory, file, self.journal.as_ref().map(Journal::place));
        let mut sessions = Vec::new();
        for orphan in orphans {
            let name = orphan.place.to_string_lossy().into_owned();
            let Some(mut session) = Recovered::replay(&name, beginning(orphan.entries, location, disk)) else {
                troubles.push(Trouble::Unreadable(store::give_up(&orphan.place)));
                continue;
            };
            session.is_damaged |= orphan.is_damaged;
            let is_on_disk = || session.text().is_some_and(|text| disk.says(&text));
            if session.is_damaged {
                if session.history.revisions().len() < 2 {
                    troubles.push(Trouble::Unreadable(store::give_up(&orphan.place)));
                    continue;
                }
                troubles.push(Trouble::Damaged(orphan.place));
            } else if !session.is_worth_it() || is_on_disk() {
                store::forget(&orphan.place);
                continue;
            }
            session.location = location.cloned();
            session.changed_since = location.is_some() && orphan.disk.as_ref().is_some_and(|then| then != disk);
            self.found.insert(name, (orphan.disk.unwrap_or_else(|| disk.clone()), session.is_damaged));
            sessions.push(session);
        }
        Found { sessions, running, troubles, ..Found::default() }
    }

    /// Writes notes; `disk` is what the edited file holds.
    ///
    /// # Errors
    /// When they are not in the journal.
    pub(super) fn append(
        &mut self,
        entries: &[JournalEntry],
        file: Option<&Path>,
        disk: &Stamp,
    ) -> Result<(), SaveError> {
        let Some(directory) = &self.directory else { return Ok(()) };
        self.is_noted = false;
        let journal = match &mut self.journal {
            Some(journal) => journal,
            none => {
                self.subject = file.map(Path::to_owned);
                none.insert(Journal::open(directory, file).map_err(|error| match error {
                    NotOpened::NotPrivate => SaveError::NotPrivate(directory.clone()),
                    NotOpened::Failed(error) => error.into(),
                })?)
            }
        };
        let written = journal.write(entries, disk);
        if let Some(sync_thread) = &self.sync_thread {
            let begins = matches!(entries.first(), Some(JournalEntry::Begin(_)));
            // Whoever is gone cannot be told.
            let _gone = sync_thread.send((journal.file(), begins.then(|| directory.clone())));
        }
        written?;
        self.is_noted = true;
        Ok(())
    }

    /// A journal that was found is not needed any more: it is saved, noted in the one of this session, or not wanted. What
    /// stood on the disk when it began. A damaged one stays under another name while its session goes on.
    pub(super) fn discard(&mut self, journal: &str, goes_on: bool) -> Option<Stamp> {
        let (disk, is_damaged) = self.found.remove(journal)?;
        match (goes_on, is_damaged) {
            // Nothing else holds it yet: it is offered again.
            (true, _) if !self.is_noted => {}
            (true, true) => store::keep_recovered(Path::new(journal)),
            (true, false) => {
                self.sync();
                store::forget(Path::new(journal));
            }
            (false, _) => store::forget(Path::new(journal)),
        }
        Some(disk)
    }

    /// Brings the journal of this session onto the disk, before another one goes that tells the same.
    fn sync(&self) {
        let Some(journal) = &self.journal else { return };
        let _best_effort = journal.file().sync_data();
        let directory = self.directory.as_ref().and_then(|directory| File::open(directory).ok());
        let _best_effort = directory.map(|directory| directory.sync_all());
    }

    /// Nothing needs to be recovered from this session.
    pub(super) fn close(&mut self) {
        if let Some(journal) = self.journal.take() {
            journal.release();
            journal.remove();
        }
        self.subject = None;
    }
}

/// The notes of a journal. If their beginning cannot be read, they are taken to build on what the file holds now.
fn beginning(entries: Vec<JournalEntry>, location: Option<&Location>, disk: &Stamp) -> Vec<JournalEntry> {
    if matches!(entries.first(), Some(JournalEntry::Begin(_))) {
        return entries;
    }
    let begin = disk.text().map(|(document, _)| {
        JournalEntry::Begin(Box::new(Begin {
            location: location.cloned(),
            document,
            index: 0,
            first: None,
            saved: None,
            profile: Profile::default(),
            opened: 0,
        }))
    });
    begin.into_iter().chain(entries).collect()
}

/// A thread that brings what it is given onto the disk, the latest first and the others not at all; a directory always.
fn sync_thread() -> Sender<ToSync> {
    let (sender, inbox): (_, Receiver<ToSync>) = channel();
    let work = move || {
        while let Ok(first) = inbox.recv() {
            let (mut latest, mut new_in) = first;
            for (file, directory) in inbox.try_iter() {
                latest = file;
                new_in = directory.or(new_in);
            }
            let _best_effort = latest.sync_data();
            // A file that its directory does not know is gone with the power.
            let directory = new_in.and_then(|directory| File::open(directory).ok());
            let _best_effort = directory.map(|directory| directory.sync_all());
        }
    };
    // Without a thread, the journal still outlives every kill.
    let _best_effort = thread::Builder::new().name("journal".into()).spawn(work);
    sender
}
