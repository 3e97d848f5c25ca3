//! What the editor asks of the outside: files, what is remembered about them, and long questions to the analysis.

use super::journal::Scribe;
use super::real::wake;
use crate::editor::journal::{Entry, Found};
use crate::editor::memory::Memory;
use crate::editor::message::SaveFault;
use crate::editor::request::{Answered, Request};
use crate::lang::Lang;
use crate::store::{self, ReadError, SaveError, Stamp};
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::SystemTime;

/// The outside, as far as the editor may reach.
#[derive(Debug, Default)]
pub struct World {
    /// What stood in the files that were read, so that nothing is overwritten unseen.
    known: HashMap<PathBuf, Stamp>,
    /// Where things are remembered; nowhere, if not said.
    memory: Option<PathBuf>,
    /// Who notes what must survive a kill.
    scribe: Scribe,
    /// Whether there is a clock.
    clock: bool,
    /// Who answers long questions; the loop itself, if nobody was hired.
    analyst: Option<Analyst>,
}

impl World {
    /// The outside of this machine: remembers in the user's state directory and answers long questions on a thread of
    /// their own.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn of_this_machine() -> io::Result<Self> {
        let scribe = store::journals().map(Scribe::in_directory).unwrap_or_default().with_archivist();
        let (memory, analyst) = (store::memory_file(), Some(Analyst::hire()?));
        Ok(Self { memory, analyst, scribe, clock: true, ..Self::default() })
    }

    /// An outside that remembers and notes in this directory, and has neither clock nor threads.
    pub fn in_directory(state: &Path) -> Self {
        let scribe = Scribe::in_directory(state.join("journals"));
        Self { memory: Some(state.join("memory.json")), scribe, ..Self::default() }
    }

    /// The time in seconds since 1970; 0 without a clock.
    pub(super) fn now(&self) -> u64 {
        let since = SystemTime::UNIX_EPOCH.elapsed().ok().filter(|_| self.clock);
        since.map_or(0, |since| since.as_secs())
    }

    /// Another file is edited from now on, or none: what is left of earlier sessions on it.
    pub(super) fn attend(&mut self, path: Option<&str>) -> Found {
        let file = path.map(store::expand_home);
        self.scribe.attend(file.as_deref());
        let nothing = Stamp::ABSENT;
        let disk = file.as_ref().and_then(|file| self.known.get(file)).unwrap_or(&nothing);
        let found = self.scribe.find(path, file.as_deref(), disk);
        // Sessions without a file have nothing in common.
        if path.is_some() { found } else { Found { running: Vec::new(), ..found } }
    }

    /// Notes what must survive a kill.
    ///
    /// # Errors
    /// Why it would not, as a sentence.
    pub(super) fn note(&mut self, entries: &[Entry], lang: Lang) -> Result<(), String> {
        let file = match entries.first() {
            Some(Entry::Begin(begin)) => begin.path.as_deref().map(store::expand_home),
            _ => None,
        };
        let nothing = Stamp::ABSENT;
        let disk = file.as_ref().and_then(|file| self.known.get(file)).unwrap_or(&nothing);
        let written = self.scribe.note(entries, file.as_deref(), disk);
        written.map_err(|error| store::save_error(&error.into(), lang))
    }

    /// A journal that was found is not needed any more. If its session goes on, a save looks for what it knew.
    pub(super) fn settle(&mut self, journal: &str, path: Option<&str>) {
        if let (Some(disk), Some(path)) = (self.scribe.settle(journal), path) {
            self.known.insert(store::expand_home(path), disk);
        }
    }

    /// Nothing needs to be recovered from this session.
    pub(super) fn close(&mut self) {
        self.scribe.close();
    }

    /// Reads a file; `None` if it does not exist yet.
    ///
    /// # Errors
    /// Why not, as a sentence with the file's name.
    pub fn read(&mut self, path: &str, lang: Lang) -> Result<Option<String>, String> {
        let place = store::expand_home(path);
        let (stamp, text) = match store::read(&place) {
            Ok(contents) => (contents.stamp, Some(contents.text)),
            Err(ReadError::NotFound) if !store::has_directory(&place) => {
                return Err(format!("{path}: {}", store::save_error(&SaveError::NoDirectory, lang)));
            }
            Err(ReadError::NotFound) => (Stamp::ABSENT, None),
            Err(error) => return Err(format!("{path}: {}", store::read_error(&error, lang))),
        };
        self.known.insert(place, stamp);
        Ok(text)
    }

    /// What is remembered about a file.
    pub fn recall(&self, path: &str) -> Memory {
        self.memory.as_ref().map(|memory| store::recall(memory, &store::expand_home(path))).unwrap_or_default()
    }

    pub(super) fn remember(&self, path: &str, what: &Memory) {
        if let Some(memory) = &self.memory {
            store::remember(memory, &store::expand_home(path), what);
        }
    }

    pub(super) fn save(&mut self, path: &str, text: &str, over: bool, lang: Lang) -> Result<(), SaveFault> {
        let place = store::expand_home(path);
        let known = self.known.get(&place);
        let result = match known {
            _ if over => store::save_over(&place, text),
            Some(stamp) => store::save(&place, text, stamp),
            None => store::save(&place, text, &Stamp::ABSENT),
        };
        match result {
            Ok(stamp) => {
                self.scribe.attend(Some(&place));
                self.known.insert(place, stamp);
                Ok(())
            }
            Err(SaveError::Changed) if known.is_none() => Err(SaveFault::Exists),
            Err(SaveError::Changed) => Err(SaveFault::Changed),
            Err(error) => Err(SaveFault::Other(format!("{path}: {}", store::save_error(&error, lang)))),
        }
    }

    /// Has a question answered: at once (the answer comes back) or beside the loop, which is then woken.
    pub(super) fn ask(&self, request: Request) -> Option<Answered> {
        match &self.analyst {
            Some(analyst) => {
                // A thread that is gone shows when its answer is looked for.
                let _gone = analyst.questions.send(request);
                None
            }
            None => Some(request.answer()),
        }
    }

    /// The answers that have come.
    ///
    /// # Errors
    /// When whoever should answer is gone.
    pub(super) fn answers(&self) -> io::Result<Vec<Answered>> {
        let Some(analyst) = &self.analyst else { return Ok(Vec::new()) };
        let answers: Vec<Answered> = analyst.answers.try_iter().collect();
        if answers.is_empty() && analyst.thread.is_finished() {
            return Err(io::Error::other("the analysis has ended unexpectedly"));
        }
        Ok(answers)
    }
}

/// A thread that answers long questions, always the latest one.
#[derive(Debug)]
struct Analyst {
    questions: Sender<Request>,
    answers: Receiver<Answered>,
    thread: thread::JoinHandle<()>,
}

/// Wakes the loop whatever becomes of the thread.
struct WakeAtEnd;

impl Drop for WakeAtEnd {
    fn drop(&mut self) {
        wake();
    }
}

impl Analyst {
    fn hire() -> io::Result<Self> {
        let (questions, inbox) = channel::<Request>();
        let (outbox, answers) = channel();
        let work = move || {
            let _wake_at_end = WakeAtEnd;
            while let Ok(first) = inbox.recv() {
                // Whoever asks again has no use for an answer to the question before.
                let latest = inbox.try_iter().last().unwrap_or(first);
                if outbox.send(latest.answer()).is_err() {
                    return;
                }
                wake();
            }
        };
        let thread = thread::Builder::new().name("analysis".into()).spawn(work)?;
        Ok(Self { questions, answers, thread })
    }
}
