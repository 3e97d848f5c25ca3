//! Reading a file.

use super::encoding::Encoding;
use crate::access::ReadError;
use rustix::fs::OFlags;
use std::fs::{self, File, OpenOptions};
use std::io::Read;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest file that is read. A filter of 30 rules has a few kilobytes.
const MAX_BYTES: u64 = 64 << 20;

/// A file's text, and what to hold against the disk when saving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contents {
    pub(crate) text: String,
    /// What was on the disk.
    pub(crate) stamp: Stamp,
}

/// What is on the disk at a path: these bytes, or nothing. The bytes themselves, since times and sizes may lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp(Option<Arc<[u8]>>);

impl Stamp {
    /// No file.
    pub(crate) const ABSENT: Self = Self(None);

    pub(crate) fn of(text: &str) -> Self {
        Self(Some(text.as_bytes().into()))
    }

    /// A text in an encoding, if that has all of it.
    pub(super) fn encoded(text: &str, encoding: Encoding) -> Option<Self> {
        encoding.encode(text).ok().map(Self::holding)
    }

    /// A file of these bytes.
    pub(super) fn holding(bytes: Vec<u8>) -> Self {
        Self(Some(bytes.into()))
    }

    /// The bytes, if there is a file.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        self.0.as_deref()
    }

    /// The text and its encoding, if there is a file.
    pub(crate) fn text(&self) -> Option<(String, Encoding)> {
        Encoding::decode(self.0.as_deref()?.to_vec()).ok()
    }

    /// Whether the file is there and says this.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.text().is_some_and(|(known, _)| known == text)
    }
}

/// The files of a directory by name; none of what is no directory.
pub(crate) fn files_in(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// Reads a text file: a regular one, since a pipe or a device may never end.
///
/// # Errors
/// Why it is not one, or could not be read.
pub(crate) fn read(path: &Path) -> Result<Contents, ReadError> {
    contents(bytes_of(open_regular(path)?)?)
}

/// Reads a text from whatever a path leads to, such as the pipe behind `<(...)`.
///
/// # Errors
/// Why it is no text, or could not be read.
pub(crate) fn read_any(path: &Path) -> Result<Contents, ReadError> {
    contents(bytes_of(File::open(path)?)?)
}

/// Reads a text from something that is already open, such as standard input.
///
/// # Errors
/// Why it is not one, or could not be read.
pub(crate) fn read_from(source: impl Read) -> Result<Contents, ReadError> {
    contents(bytes_of(source)?)
}

fn contents(bytes: Vec<u8>) -> Result<Contents, ReadError> {
    let stamp = Stamp(Some(bytes.as_slice().into()));
    let (text, _) = Encoding::decode(bytes).map_err(|at| ReadError::NotUtf8 { at })?;
    Ok(Contents { text, stamp })
}

/// Opens a regular file to read it, without waiting for somebody at the other end of what is none.
pub(super) fn open_regular(path: &Path) -> Result<File, ReadError> {
    let file = OpenOptions::new().read(true).custom_flags(OFlags::NONBLOCK.bits().cast_signed()).open(path)?;
    let kind = file.metadata()?.file_type();
    match (kind.is_file(), kind.is_dir()) {
        (true, _) => Ok(file),
        (_, true) => Err(ReadError::IsDirectory),
        _ => Err(ReadError::NotAFile),
    }
}

/// The directory that a file is in.
pub(super) fn directory_of(file: &Path) -> &Path {
    file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What is in a regular file.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    bytes_of(open_regular(path)?)
}

pub(super) fn bytes_of(source: impl Read) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let read = source.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if read as u64 > MAX_BYTES { Err(ReadError::TooLarge { limit: MAX_BYTES }) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::tempdir;

    #[test]
    fn what_cannot_be_read_says_why() {
        let directory = tempdir().unwrap();
        let path = directory.path().join("web.json");
        assert_eq!(read(&path), Err(ReadError::NotFound));
        assert_eq!(read(directory.path()), Err(ReadError::IsDirectory));
        assert_eq!(read(Path::new("/dev/null")), Err(ReadError::NotAFile));
        fs::write(&path, b"ab\xffcd").unwrap();
        assert_eq!(read(&path), Err(ReadError::NotUtf8 { at: 2 }));
        File::create(&path).unwrap().set_len(MAX_BYTES + 1).unwrap();
        assert_eq!(read(&path), Err(ReadError::TooLarge { limit: MAX_BYTES }));
    }

    #[test]
    fn a_pipe_that_nobody_writes_to_holds_nobody_up() {
        let directory = tempdir().unwrap();
        let path = directory.path().join("pipe");
        rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        assert_eq!(read(&path), Err(ReadError::NotAFile));
    }
}
