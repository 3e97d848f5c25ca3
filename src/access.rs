//! What may go wrong with files and programs outside, as data. The sentences are in `src/language/`.

use std::io;
use std::path::PathBuf;

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// There is none.
    NotFound,
    /// Neither is the directory that it would be saved in.
    NoDirectory,
    /// It is a directory.
    IsDirectory,
    /// It is something else that is no regular file, such as a pipe or a device.
    NotAFile,
    /// Reading it is not permitted.
    NoPermission,
    /// It is no text.
    NotUtf8 {
        /// Byte offset, from 0, of the first byte that is none.
        at: usize,
    },
    /// It has more than may be read.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Anything else, in the operating system's words.
    Other(String),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::IsADirectory => Self::IsDirectory,
            io::ErrorKind::PermissionDenied => Self::NoPermission,
            _ => Self::Other(error.to_string()),
        }
    }
}

/// Why a file was not written. What was there before still is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveError {
    /// The disk holds something else than expected: changed, appeared or vanished.
    Changed,
    /// Something stands there that is no regular file.
    NotAFile,
    /// The directory does not exist.
    NoDirectory,
    /// The file or its directory must not be written.
    NoPermission,
    /// No space is left.
    DiskFull,
    /// A file of this size is not allowed here.
    TooLarge,
    /// The directory is a symbolic link, or belongs to somebody else: what is private is not put there.
    NotPrivate(PathBuf),
    /// Another program wrote in the moment of saving; what it wrote is in this file.
    Kept(PathBuf),
    /// The file was written in place and only in part; its whole text is in this file.
    Torn(PathBuf),
    /// The encoding of the file does not have a character.
    Unencodable {
        /// The character.
        lacks: char,
        /// What the encoding is called.
        encoding: &'static str,
    },
    /// Anything else, in the operating system's words.
    Other(String),
}

/// What a person should know about a file that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveNote {
    /// The file system cannot exchange files: what another program wrote in the moment of saving would be gone.
    NotExchanged,
    /// It belongs to the person now, since they cannot give files away.
    OwnerLost,
    /// It has another group now, so that what only the group could do was taken away.
    GroupLost,
    /// Its access list could not be kept, so that only the owner has access.
    AccessListLost,
    /// Other attributes could not be kept.
    AttributesLost,
    /// It has several names (hard links), so it was written in place.
    InPlace,
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NoDirectory,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NoPermission,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::FileTooLarge => Self::TooLarge,
            _ => Self::Other(error.to_string()),
        }
    }
}

/// Why a person's own editor brought no text back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutsideError {
    /// There is none on this machine.
    NoEditor,
    /// The file to edit cannot be written, in the operating system's words.
    NoFile(String),
    /// The file cannot be read any more.
    Unreadable(ReadError),
    /// This editor ended with an error, or was ended.
    Failed(String),
    /// This editor cannot be started: in the operating system's words.
    NotStarted(String, String),
}
