//! What may go wrong with files and programs outside, as data. The sentences are in `src/language/`.

use std::io;

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// There is none.
    NotFound,
    /// Neither is the directory that it would be saved in.
    NoDirectory,
    /// It is a directory.
    IsDirectory,
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
    /// Anything else, in the operating system's words.
    Other(String),
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
    /// This editor ended with an error.
    Failed(String),
    /// This editor cannot be started: in the operating system's words.
    NotStarted(String, String),
}
