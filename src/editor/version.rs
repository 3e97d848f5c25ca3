//! What stands in a file, as far as the editor knows.

/// What stood in a file when it was read or written: a token that the world knows the meaning of. The editor keeps that of
/// the file it shows, so that reading another one, or reading it again in vain, changes nothing about what a save expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version(pub usize);

/// What a save may find in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpectedVersion {
    /// No file.
    Nothing,
    /// What was read or written last.
    Version(Version),
    /// Whatever it is: the person has agreed to lose it.
    Anything,
}
