//! What the editor asks of the outside: files, what is remembered about them, and long questions to the analysis.

use super::journal::JournalWriter;
use super::real::wake;
use crate::access::{ReadError, SaveError, SaveNote};
use crate::analysis::CancelToken;
use crate::editor::analysis_cache::AnalysisCache;
use crate::editor::analysis_request::{AnalysisAnswer, AnalysisRequest};
use crate::editor::journal::{Found, JournalEntry, Trouble};
use crate::editor::location::Location;
use crate::editor::memory::Memory;
use crate::editor::message::{Message, Opened, SaveFault};
use crate::editor::recent::{FileState, judge};
use crate::editor::version::{ExpectedVersion, Version};
use crate::editor::work::Work;
use crate::formats::{Format, PLAIN};
use crate::lessons::Progress;
use crate::profile::Profile;
use crate::store::{self, Stamp};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::SystemTime;

/// The outside, as far as the editor may reach.
#[derive(Debug, Default)]
pub struct Host {
    /// What stood in files when they were read or written, by [`Version`], so that nothing is overwritten unseen.
    versions: Vec<Stamp>,
    /// Where things are remembered; nowhere, if not said.
    memory: Option<PathBuf>,
    /// Where the files that were open lately are listed; nowhere, if not said.
    recent: Option<PathBuf>,
    /// Who lists the file that was opened last.
    noting: Option<JoinHandle<()>>,
    /// Where the progress in the course is kept; nowhere, if not said.
    progress: Option<PathBuf>,
    /// Where preferences are kept; nowhere, if not said.
    preferences: Option<PathBuf>,
    /// Who notes what must survive a kill.
    journal: JournalWriter,
    clock: bool,
    /// Where texts are that are edited outside; where temporary files are, if not said.
    texts: Option<PathBuf>,
    /// Who answers long questions; the loop itself, if nobody was hired.
    worker: Option<Worker>,
    /// The command of the person's own editor.
    editor: Option<String>,
}

impl Host {
    /// The outside of this machine: remembers in the user's state directory and answers long questions on a thread of
    /// their own.
    ///
    /// # Errors
    /// When no thread can be started.
    pub(crate) fn of_this_machine() -> io::Result<Self> {
        let variable = |name| std::env::var(name).ok().filter(|command| !command.trim().is_empty());
        let editor = variable("VISUAL").or_else(|| variable("EDITOR")).or(Some("vi".to_owned()));
        let journal = store::journals().map(JournalWriter::in_directory).unwrap_or_default().with_sync_thread();
        let (memory, progress, worker) = (store::memory_file(), store::progress_file(), Some(Worker::spawn()?));
        let (recent, preferences) = (store::recent_file(), store::preferences_file());
        let texts = memory.as_ref().map(|memory| memory.with_file_name("texts"));
        let places = [&memory, &progress].into_iter().flatten().filter_map(|file| file.parent());
        places.for_each(|place| drop(store::clean(place)));
        Ok(Self {
            memory,
            recent,
            progress,
            preferences,
            texts,
            worker,
            editor,
            journal,
            clock: true,
            ..Self::default()
        })
    }

    /// An outside that remembers and notes in this directory, and has neither clock nor threads.
    pub fn in_directory(state: &Path) -> Self {
        let journal = JournalWriter::in_directory(state.join("journals"));
        Self {
            memory: Some(state.join("memory.json")),
            recent: Some(state.join("recent.json")),
            progress: Some(state.join("progress.json")),
            preferences: Some(state.join("preferences.json")),
            texts: Some(state.join("texts")),
            journal,
            ..Self::default()
        }
    }

    /// The time in seconds since 1970; 0 without a clock.
    pub(super) fn now(&self) -> u64 {
        let since = SystemTime::UNIX_EPOCH.elapsed().ok().filter(|_| self.clock);
        since.map_or(0, |since| since.as_secs())
    }

    /// Another file is edited from now on, or none: what is left of earlier sessions on it.
    pub(super) fn set_subject(&mut self, location: Option<&Location>, version: Option<Version>) -> Found {
        let file = location.map(file_of);
        if let Some(worker) = &self.worker {
            worker.cancel.cancel(); // nobody waits for what was asked about the filter before
        }
        let owner = self.journal.set_subject(file.as_deref());
        let disk = self.stamp(version);
        if let Some(file) = file.as_deref().filter(|_| disk != Stamp::ABSENT) {
            self.note_recent(file);
        }
        let mut found = self.journal.find(location, file.as_deref(), &disk);
        let texts = self.texts.as_deref();
        found.texts = texts.map(|texts| store::kept_texts(texts, file.as_deref())).unwrap_or_default();
        match &file {
            Some(file) => {
                found.owner = owner;
                found.troubles.extend(store::clean_beside(file).into_iter().map(Trouble::Leftover));
            }
            // Sessions without a file have nothing in common.
            None => {
                found.running = Vec::new();
                found.troubles.retain(|trouble| !matches!(trouble, Trouble::Uncertain(_)));
            }
        }
        found
    }

    /// This session saves a file from now on.
    pub(super) fn take_over(&mut self, location: &Location) {
        self.journal.take_over(&file_of(location));
    }

    /// Notes what must survive a kill.
    ///
    /// # Errors
    /// Why it would not.
    pub(super) fn append(&mut self, entries: &[JournalEntry], version: Option<Version>) -> Result<(), SaveError> {
        let file = match entries.first() {
            Some(JournalEntry::Begin(begin)) => begin.location.as_ref().map(file_of),
            _ => None,
        };
        let disk = self.stamp(version);
        self.journal.append(entries, file.as_deref(), &disk)
    }

    /// A journal that was found is not needed any more. What it knew to stand on the disk, for a session that goes on.
    pub(super) fn discard(&mut self, journal: &str, goes_on: bool) -> Option<Version> {
        let disk = self.journal.discard(journal, goes_on)?;
        Some(self.version(disk))
    }

    /// The files that were open lately, the last one first.
    pub fn recent(&self) -> Vec<Location> {
        self.recent.as_deref().map(store::recent).unwrap_or_default().into_iter().map(Location::File).collect()
    }

    /// Lists a file as opened. Where there are threads nobody waits for it: the first frame is worth more.
    fn note_recent(&mut self, file: &Path) {
        let Some(list) = self.recent.clone() else { return };
        self.finish_noting();
        let file = file.to_owned();
        let note = move || store::note_recent(&list, &file);
        match self.worker {
            Some(_) => self.noting = thread::Builder::new().spawn(note).ok(),
            None => note(),
        }
    }

    fn finish_noting(&mut self) {
        let _no_news = self.noting.take().map(JoinHandle::join);
    }

    /// Looks how the filter in a file stands: at once, or on a thread of its own, so that a disk that does not answer
    /// delays nothing.
    pub(super) fn judge(&self, location: Location, profile: Profile) -> Option<Message> {
        let (place, memory) = (file_of(&location), self.memory.clone());
        let look = move || Message::Judged { state: state_of(&place, memory.as_deref(), &profile), location };
        let Some(worker) = &self.worker else { return Some(look()) };
        let outbox = worker.outbox.clone();
        let work = move || {
            if outbox.send(look()).is_ok() {
                wake();
            }
        };
        // Without a thread nothing is known of the file until it is opened.
        let _no_news = thread::Builder::new().name("glance".into()).spawn(work);
        None
    }

    fn stamp(&self, version: Option<Version>) -> Stamp {
        let known = version.and_then(|Version(at)| self.versions.get(at));
        known.cloned().unwrap_or(Stamp::ABSENT)
    }

    /// Nothing needs to be recovered from this session.
    pub(super) fn close(&mut self) {
        self.finish_noting();
        self.journal.close();
    }

    /// The same, answering long questions at once: for a loop that nobody can wake.
    #[must_use]
    pub(crate) fn answering_at_once(self) -> Self {
        Self { worker: None, ..self }
    }

    /// The same with another editor command.
    #[must_use]
    pub fn with_editor(self, command: &str) -> Self {
        Self { editor: Some(command.to_owned()), ..self }
    }

    pub(super) fn editor(&self) -> Option<&str> {
        self.editor.as_deref()
    }

    /// Puts a text where another editor finds it: into the file of an earlier attempt, or a new one.
    pub(super) fn keep_text(&self, text: Option<&str>, kept: Option<PathBuf>) -> io::Result<PathBuf> {
        match (kept, text) {
            (Some(kept), None) => Ok(kept),
            (Some(kept), Some(text)) => store::rewrite_text(&kept, text).map(|()| kept),
            (None, text) => {
                let temporary =
                    || std::env::temp_dir().join(format!("sekimori-{}", rustix::process::geteuid().as_raw()));
                let directory = self.texts.clone().unwrap_or_else(temporary);
                store::keep_text(&directory, self.journal.subject(), text.unwrap_or_default(), PLAIN.extension())
            }
        }
    }

    /// Reads what is kept somewhere. A file need not exist yet; its directory must.
    ///
    /// # Errors
    /// Why not.
    pub fn read(&mut self, location: impl Into<Location>) -> Result<Opened, ReadError> {
        let location = location.into();
        let place = file_of(&location);
        let (stamp, text) = match store::read(&place) {
            Ok(contents) => (contents.stamp, Some(contents.text)),
            Err(ReadError::NotFound) if !store::has_directory(&place) => {
                return Err(ReadError::NoDirectory);
            }
            Err(ReadError::NotFound) => (Stamp::ABSENT, None),
            Err(error) => return Err(error),
        };
        let memory = self.memory.as_ref().map(|memory| store::recall(memory, &place)).unwrap_or_default();
        Ok(Opened { location, text, version: self.version(stamp), memory })
    }

    fn version(&mut self, stamp: Stamp) -> Version {
        self.versions.push(stamp);
        Version(self.versions.len() - 1)
    }

    pub(super) fn remember(&self, location: &Location, what: &Memory) {
        if let Some(memory) = &self.memory {
            store::remember(memory, &file_of(location), what);
        }
    }

    /// Keeps whether the selected rule is told in a sentence.
    pub(super) fn keep_hides_sentence(&self, hides: bool) {
        if let Some(file) = &self.preferences {
            store::keep_hides_sentence(file, hides);
        }
    }

    /// Keeps how far the person has come in the course.
    ///
    /// # Errors
    /// Where and why it could not be kept.
    pub(super) fn keep_progress(&self, progress: &Progress) -> Result<(), (PathBuf, SaveError)> {
        let Some(file) = &self.progress else { return Ok(()) };
        store::keep_progress(file, progress).map_err(|error| (file.clone(), error))
    }

    pub(super) fn save(
        &mut self,
        location: &Location,
        text: &str,
        expected: ExpectedVersion,
    ) -> Result<(Version, Vec<SaveNote>), SaveFault> {
        let place = file_of(location);
        if let Some(process) = self.journal.owner(&place) {
            return Err(SaveFault::Owned(process));
        }
        let result = match expected {
            ExpectedVersion::Anything => store::save_over(&place, text),
            ExpectedVersion::Nothing => store::save(&place, text, &Stamp::ABSENT),
            ExpectedVersion::Version(Version(at)) => {
                store::save(&place, text, self.versions.get(at).unwrap_or(&Stamp::ABSENT))
            }
        };
        match result {
            Ok(saved) => {
                self.journal.set_subject(Some(&place));
                self.note_recent(&place);
                Ok((self.version(saved.stamp), saved.notes))
            }
            Err(SaveError::Changed) if expected == ExpectedVersion::Nothing => Err(SaveFault::Exists),
            Err(SaveError::Changed) => Err(SaveFault::Changed),
            Err(error) => Err(SaveFault::Other(error)),
        }
    }

    /// Has a question answered: at once (the answer comes back) or beside the loop, which is then woken.
    pub(super) fn ask(&mut self, request: AnalysisRequest) -> Option<AnalysisAnswer> {
        match &mut self.worker {
            Some(worker) => {
                worker.ask(request);
                None
            }
            None => request.answer(&mut AnalysisCache::default(), &CancelToken::default()),
        }
    }

    /// Has something worked out: at once, or beside the loop.
    pub(super) fn work(&mut self, number: u64, work: Work) -> Option<Message> {
        match &mut self.worker {
            Some(worker) => {
                worker.work(number, work);
                None
            }
            None => Some(Message::Worked(number, Box::new(work.run(&CancelToken::default())?))),
        }
    }

    /// What is worked out is not wanted any more.
    pub(super) fn cancel_work(&self) {
        if let Some(worker) = &self.worker {
            worker.cancel_work.cancel();
        }
    }

    /// The answers that have come; `None` when whoever should answer is gone.
    pub(super) fn answers(&self) -> Option<Vec<Message>> {
        let Some(worker) = &self.worker else { return Some(Vec::new()) };
        let answers: Vec<Message> = worker.answers.try_iter().collect();
        (!answers.is_empty() || !worker.thread.is_finished()).then_some(answers)
    }
}

/// A thread for what may take longer than a key: reports, and what popups ask for; always the latest of each.
#[derive(Debug)]
struct Worker {
    jobs: Sender<Job>,
    /// Cancels the question that was sent last.
    cancel: CancelToken,
    /// Cancels what a popup asked for last.
    cancel_work: CancelToken,
    answers: Receiver<Message>,
    /// Where answers come from, for whoever else answers.
    outbox: Sender<Message>,
    thread: thread::JoinHandle<()>,
}

/// Something for the thread.
enum Job {
    Report(Box<AnalysisRequest>, CancelToken),
    Work(u64, Box<Work>, CancelToken),
}

impl Job {
    /// What came of it, unless it was cancelled.
    fn run(self, cache: &mut AnalysisCache) -> Option<Message> {
        Some(match self {
            Self::Report(request, cancel) => Message::Analysed(Box::new(request.answer(cache, &cancel)?)),
            Self::Work(number, work, cancel) => Message::Worked(number, Box::new(work.run(&cancel)?)),
        })
    }

    fn is_cancelled(&self) -> bool {
        let (Self::Report(_, cancel) | Self::Work(_, _, cancel)) = self;
        cancel.is_cancelled()
    }
}

/// Wakes the loop whatever becomes of the thread.
struct WakeAtEnd;

impl Drop for WakeAtEnd {
    fn drop(&mut self) {
        wake();
    }
}

impl Worker {
    fn spawn() -> io::Result<Self> {
        let (jobs, inbox) = channel::<Job>();
        let (outbox, answers) = channel();
        let others = outbox.clone();
        let work = move || {
            let _wake_at_end = WakeAtEnd;
            let mut cache = AnalysisCache::default();
            while let Ok(job) = inbox.recv() {
                // Whoever asks again has no use for an answer to the question before.
                if job.is_cancelled() {
                    continue;
                }
                let Some(answer) = job.run(&mut cache) else { continue };
                if outbox.send(answer).is_err() {
                    return;
                }
                wake();
            }
        };
        let thread = thread::Builder::new().name("analysis".into()).spawn(work)?;
        let [cancel, cancel_work] = [CancelToken::default(), CancelToken::default()];
        Ok(Self { jobs, cancel, cancel_work, answers, outbox: others, thread })
    }

    fn ask(&mut self, request: AnalysisRequest) {
        self.cancel.cancel();
        self.cancel = CancelToken::new();
        // A thread that is gone shows when its answer is looked for.
        let _gone = self.jobs.send(Job::Report(Box::new(request), self.cancel.clone()));
    }

    fn work(&mut self, number: u64, work: Work) {
        self.cancel_work.cancel();
        self.cancel_work = CancelToken::new();
        let _gone = self.jobs.send(Job::Work(number, Box::new(work), self.cancel_work.clone()));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.cancel.cancel();
        self.cancel_work.cancel();
    }
}

/// How the filter in a file stands, with what is remembered about it.
fn state_of(file: &Path, memory: Option<&Path>, profile: &Profile) -> FileState {
    match store::read(file) {
        Ok(contents) => {
            let memory = memory.map(|memory| store::recall(memory, file)).unwrap_or_default();
            judge(&contents.text, &file.to_string_lossy(), &memory, profile)
        }
        Err(ReadError::NotFound) => FileState::Gone,
        Err(_) => FileState::Unreadable,
    }
}

/// The file that a location means.
fn file_of(location: &Location) -> PathBuf {
    match location {
        Location::File(path) => store::expand_home(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Action, Filter, PortRange, Ports, Protocol, Rule, Source};
    use std::time::Duration;

    fn question(ticket: u64, filter: Filter) -> AnalysisRequest {
        AnalysisRequest {
            ticket,
            filter,
            report: None,
            proposal: None,
            changed: None,
            saved: None,
            profile: Default::default(),
            repairs: false,
            shorter: false,
        }
    }

    /// Rules that cross each other in all three numbers: a report on them takes hours.
    fn endless() -> Filter {
        let rule = |number: u16| {
            let ports: Ports = PortRange::new(number * 40, number * 40 + 20).into();
            let rule = Rule::new(if number.is_multiple_of(4) { Action::Deny } else { Action::Allow }, Protocol::Tcp);
            match number % 3 {
                0 => rule.ports(ports, Ports::Any),
                1 => rule.ports(Ports::Any, ports),
                _ => rule.from(Source::parse(&format!("10.{}.{}.0/24", number / 200, number % 200)).unwrap()),
            }
        };
        Filter { rules: (0..1_500).map(rule).collect(), ..Filter::default() }
    }

    #[test]
    fn the_next_question_stops_the_one_before() {
        let mut worker = Worker::spawn().unwrap();
        for ticket in 1..4 {
            worker.ask(question(ticket, endless()));
            // Time to begin with it; whether it has begun makes no difference to what is asserted.
            thread::sleep(Duration::from_millis(20));
        }
        worker.ask(question(4, Filter::default()));
        assert!(matches!(worker.answers.recv().unwrap(), Message::Analysed(answer) if answer.ticket == 4));
        assert!(worker.answers.try_recv().is_err());
    }
}
