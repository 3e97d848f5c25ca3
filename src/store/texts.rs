//! Texts that a person has handed to their own editor. Each is a private file, which stays until what is in it was taken over
//! or is not wanted: whatever becomes of that editor, of this program, or of the machine.

use super::journal::{key, prepare};
use super::process::{machine, runs};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// How many names are tried.
const ATTEMPTS: usize = 1000;

/// Puts a text about a file, or about none, into a new private file.
///
/// # Errors
/// When it could not be written.
pub(crate) fn keep_text(directory: &Path, subject: Option<&Path>, text: &str, extension: &str) -> io::Result<PathBuf> {
    prepare(directory)?;
    for attempt in 0..ATTEMPTS {
        let name = format!("{}-{}-{attempt}-{}.{extension}", key(subject), std::process::id(), machine());
        let place = directory.join(name);
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&place) {
            Ok(file) => return write(file, text).map(|()| place),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Writes a text over the one in a file that was made for it.
///
/// # Errors
/// When it could not be written.
pub(crate) fn rewrite_text(place: &Path, text: &str) -> io::Result<()> {
    write(OpenOptions::new().write(true).truncate(true).open(place)?, text)
}

fn write(mut file: File, text: &str) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// What earlier sessions about a file have left, and this one, which hands out one text at a time.
pub(crate) fn kept_texts(directory: &Path, subject: Option<&Path>) -> Vec<PathBuf> {
    let (key, here) = (key(subject), machine());
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let mut places: Vec<PathBuf> = entries
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let mut fields = name.split(['-', '.']);
            let is_about_it = fields.next() == Some(&*key);
            let process: Option<u32> = fields.next().and_then(|process| process.parse().ok());
            is_about_it && fields.nth(1) == Some(&*here) && process.is_some_and(|process| !runs(process))
        })
        .map(|entry| entry.path())
        .collect();
    places.sort();
    places
}

/// Takes a text away that was taken over, or is not wanted.
pub(crate) fn drop_text(place: &Path) {
    let _offered_again_then = fs::remove_file(place);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_text_is_private_and_found_when_its_session_is_gone() {
        let directory = tempfile::tempdir().unwrap();
        let texts = directory.path().join("texts");
        let file = Path::new("web.json");
        let place = keep_text(&texts, Some(file), "one", "json").unwrap();
        assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o777, 0o600);
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let name = place.file_name().unwrap().to_str().unwrap();
        let name = name.replace(&format!("-{}-", std::process::id()), &format!("-{}-", child.id()));
        fs::rename(&place, texts.join(&name)).unwrap();
        assert!(kept_texts(&texts, Some(file)).is_empty(), "its session runs");
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(kept_texts(&texts, Some(file)), [texts.join(name)]);
        assert!(kept_texts(&texts, None).is_empty());
    }
}
