//! What comes into the editor and what it asks the world to do. Everything is data: time, files and the terminal stay
//! outside.

use super::journal::{Entry, Found};
use super::key::Key;
use super::memory::Memory;
use super::request::{Answered, Request};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted.
    Paste(String),
    /// The terminal has this size now, in cells.
    Resize(u16, u16),
    /// A file was read (`None`: it does not exist yet), or why not, as a sentence.
    Read {
        /// Which file.
        path: String,
        /// Its text.
        result: Result<Option<String>, String>,
        /// What is remembered about it.
        memory: Memory,
    },
    /// A question to the analysis was answered.
    Analysed(Box<Answered>),
    /// The world has looked for journals.
    Found(Box<Found>),
    /// The journal could not be written: why, as a sentence.
    NotNoted(String),
    /// A save has ended.
    Saved {
        /// Which file.
        path: String,
        /// Whether it is written.
        result: Result<(), SaveFault>,
    },
}

/// Why a file was not written. Nothing on disk has changed then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveFault {
    /// What is on disk is not what was read.
    Changed,
    /// The file exists and was never read.
    Exists,
    /// Anything else, as a sentence.
    Other(String),
}

/// Something to do outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Read a file; answer with [`Msg::Read`].
    Read {
        /// Which file.
        path: String,
    },
    /// Write a file; answer with [`Msg::Saved`].
    Save {
        /// Which file.
        path: String,
        /// Its new text.
        text: String,
        /// Whether to write over whatever is there.
        over: bool,
    },
    /// Answer a question beside the editor, with [`Msg::Analysed`]; a later question makes it pointless.
    Analyse(Box<Request>),
    /// Keep something about a file for the next session.
    Remember {
        /// Which file.
        path: String,
        /// What to keep.
        memory: Memory,
    },
    /// From now on this file is edited, or none; whatever the journal held until now is not needed any more. Answer with
    /// [`Msg::Found`].
    Attend {
        /// Which file.
        path: Option<String>,
    },
    /// Write this into the journal; answer with [`Msg::NotNoted`] if that fails.
    Note(Vec<Entry>),
    /// What was recovered from another journal is in this one now, or is not wanted: take the other one away.
    Settle {
        /// The world's name for it.
        journal: String,
        /// The file to hold against what stood on the disk then, if it was recovered.
        path: Option<String>,
    },
    /// Stop the program until the shell continues it.
    Suspend,
    /// Leave.
    Quit,
}
