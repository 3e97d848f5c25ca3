//! What comes into the editor and what it asks the world to do. Everything is data: time, files and the terminal stay
//! outside.

use super::analysis_request::{AnalysisAnswer, AnalysisRequest};
use super::journal::{Found, JournalEntry};
use super::key::Key;
use super::location::Location;
use super::memory::Memory;
use super::pointer::{Gesture, Target};
use super::recent::FileState;
use super::request::Request;
use super::version::{ExpectedVersion, Version};
use super::work::{Work, WorkResult};
use crate::access::{OutsideError, ReadError, SaveError, SaveNote};
use crate::lessons::Progress;
use crate::profile::Profile;
use std::path::PathBuf;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// Something was asked for in words.
    Request(Request),
    /// A text was pasted.
    Paste(String),
    /// The mouse was used.
    Pointer(Target, Gesture),
    /// The terminal has this size now, in cells.
    Resize(u16, u16),
    /// A read has ended.
    Read {
        /// Which one.
        location: Location,
        /// What was read, or why not.
        result: Result<Box<Opened>, ReadError>,
    },
    /// A text was edited outside.
    EditedOutside {
        /// The file that it is in, as long as nobody has taken it over.
        kept: Option<PathBuf>,
        /// The text as it was left, or why there is none.
        result: Result<String, OutsideError>,
    },
    /// A question to the analysis was answered.
    Analysed(Box<AnalysisAnswer>),
    /// A file of the start screen was looked at.
    Judged {
        /// Which one.
        location: Location,
        /// What was found there.
        state: FileState,
    },
    /// Something was worked out beside the editor; the number is that of the effect.
    Worked(u64, Box<WorkResult>),
    /// The world has looked for journals.
    Found(Box<Found>),
    /// The journal could not be written.
    NotNoted(SaveError),
    /// The progress in the course could not be kept in this file.
    NotKept(PathBuf, SaveError),
    /// A recovered session goes on: this is what it knew to stand in its file.
    Settled(Version),
    /// A save has ended.
    Saved {
        /// Which one.
        location: Location,
        /// Which version now stands there and what there is to know about it, or why not.
        result: Result<(Version, Vec<SaveNote>), SaveFault>,
    },
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Where it is.
    pub location: Location,
    /// Its text; `None` if it does not exist yet.
    pub text: Option<String>,
    /// What was read, for the save to come.
    pub version: Version,
    /// What is remembered about it.
    pub memory: Memory,
}

/// Why a file was not written. Nothing on disk has changed then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveFault {
    /// What is on disk is not what was read.
    Changed,
    /// The file exists and was never read.
    Exists,
    /// Another session saves this file: the one of this process.
    Owned(u32),
    /// Anything else.
    Other(SaveError),
}

/// Something to do outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Read a file; answer with [`Message::Read`].
    Read {
        /// Which one.
        location: Location,
    },
    /// Write a file; answer with [`Message::Saved`].
    Save {
        /// Which one.
        location: Location,
        /// Its new text.
        text: String,
        /// What must stand there now.
        expected: ExpectedVersion,
    },
    /// Answer a question beside the editor, with [`Message::Analysed`]; a later question makes it pointless.
    Analyse(Box<AnalysisRequest>),
    /// Work something out beside the editor, and answer with [`Message::Worked`]; what was worked out before is pointless.
    Work(u64, Box<Work>),
    /// What is worked out is not wanted any more.
    CancelWork,
    /// Look how the filter in a file stands, beside the editor; answer with [`Message::Judged`].
    Judge {
        /// Which one.
        location: Location,
        /// What it is taken to protect, if nothing is remembered about it.
        profile: Profile,
    },
    /// Keep something about a file for the next session.
    Remember {
        /// Which one.
        location: Location,
        /// What to keep.
        memory: Memory,
    },
    /// Keep for all sessions whether the selected rule is told in a sentence.
    KeepHidesSentence(bool),
    /// Keep how far the person has come in the course.
    KeepProgress(Progress),
    /// Have a text edited by the person's own editor; answer with [`Message::EditedOutside`].
    EditOutside {
        /// The text; nothing if what is in the file is to be edited again.
        text: Option<String>,
        /// The file of an earlier attempt.
        kept: Option<PathBuf>,
    },
    /// What is in this file was taken over, or is not wanted: take the file away.
    DropText(PathBuf),
    /// From now on this session saves this file, whoever did so before.
    TakeOver {
        /// Which one.
        location: Location,
    },
    /// From now on this file is edited, or none; whatever the journal held until now is not needed any more. Answer with
    /// [`Message::Found`].
    SetSubject {
        /// Which one.
        location: Option<Location>,
        /// What was read there.
        version: Option<Version>,
    },
    /// Write this into the journal; answer with [`Message::NotNoted`] if that fails.
    Append {
        /// What happened.
        entries: Vec<JournalEntry>,
        /// What stands in the file.
        version: Option<Version>,
    },
    /// What was recovered from another journal is in this one now, or is not wanted: take the other one away.
    DiscardJournal {
        /// The world's name for it.
        journal: String,
        /// Whether its session goes on: then answer with [`Message::Settled`].
        goes_on: bool,
    },
    /// Give a text to the terminal's clipboard. Whether it takes it is never known.
    Clip {
        /// The text.
        text: String,
    },
    /// Stop the program until the shell continues it.
    Suspend,
    /// Leave.
    Quit,
}
