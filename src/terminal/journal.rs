//! Carries out what the editor notes: into the journal at once, so that a kill loses nothing, and onto the disk on a
//! thread of its own, so that not even a power failure loses more than the last moment and no key waits for it.

use crate::editor::journal::{Found, JournalEntry, Recovered};
use crate::editor::location::Location;
use crate::store::{self, Journal, Stamp};
use std::collections::HashMap;
use std::fs::File;
use std::io;
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
    /// Brings it onto the disk; nobody, if the kernel may take its time.
    sync_thread: Option<Sender<Arc<File>>>,
    /// What stood on the disk when the sessions began that were found.
    found: HashMap<String, Stamp>,
}

impl JournalWriter {
    /// Journals in this directory, which a kill does not touch.
    pub(super) fn in_directory(directory: PathBuf) -> Self {
        Self { directory: Some(directory), ..Self::default() }
    }

    /// And not even a power failure.
    pub(super) fn with_sync_thread(self) -> Self {
        Self { sync_thread: Some(sync_thread()), ..self }
    }

    /// The session is about this file now; what was noted before is not needed any more. A directory that cannot be
    /// written says so when there is something to note.
    pub(super) fn set_subject(&mut self, file: Option<&Path>) {
        self.close();
        if let (Some(directory), Some(_)) = (&self.directory, file) {
            self.journal = Journal::open(directory, file).ok();
        }
    }

    /// What is left of earlier sessions on a file, and who has it open. `disk` is what it holds.
    pub(super) fn find(&mut self, location: Option<&Location>, file: Option<&Path>, disk: &Stamp) -> Found {
        let Some(directory) = &self.directory else { return Found::default() };
        let mine = self.journal.as_ref().map(|_| std::process::id());
        let (left, running) = store::find(directory, file);
        let mut sessions = Vec::new();
        for left in left {
            let name = left.place.to_string_lossy().into_owned();
            let Some(mut session) = Recovered::replay(&name, left.entries) else { continue };
            if !session.is_worth_it() || session.text().is_some_and(|text| *disk == Stamp::of(&text)) {
                store::forget(&left.place);
                continue;
            }
            session.location = location.cloned();
            session.changed_since = location.is_some() && left.disk != *disk;
            self.found.insert(name, left.disk);
            sessions.push(session);
        }
        Found { sessions, running: running.into_iter().filter(|pid| Some(*pid) != mine).collect() }
    }

    /// Writes notes; `disk` is what the edited file holds.
    ///
    /// # Errors
    /// When they are not in the journal.
    pub(super) fn append(&mut self, entries: &[JournalEntry], file: Option<&Path>, disk: &Stamp) -> io::Result<()> {
        let Some(directory) = &self.directory else { return Ok(()) };
        let journal = match &mut self.journal {
            Some(journal) => journal,
            none => none.insert(Journal::open(directory, file)?),
        };
        let written = journal.write(entries, disk);
        if let Some(sync_thread) = &self.sync_thread {
            // Whoever is gone cannot be told.
            let _gone = sync_thread.send(journal.file());
        }
        written
    }

    /// Takes a journal away that was found; what stood on the disk when it began.
    pub(super) fn discard(&mut self, journal: &str) -> Option<Stamp> {
        store::forget(Path::new(journal));
        self.found.remove(journal)
    }

    /// Nothing needs to be recovered from this session.
    pub(super) fn close(&mut self) {
        if let Some(journal) = self.journal.take() {
            journal.remove();
        }
    }
}

/// A thread that brings what it is given onto the disk, the latest first and the others not at all.
fn sync_thread() -> Sender<Arc<File>> {
    let (sender, inbox): (_, Receiver<Arc<File>>) = channel();
    let work = move || {
        while let Ok(first) = inbox.recv() {
            let latest = inbox.try_iter().last().unwrap_or(first);
            let _best_effort = latest.sync_data();
        }
    };
    // Without a thread, the journal still outlives every kill.
    let _best_effort = thread::Builder::new().name("journal".into()).spawn(work);
    sender
}
