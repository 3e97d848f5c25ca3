//! Where this machine keeps what belongs to the user.

use super::read;
use crate::access::ReadError;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The user's configuration directory for this program, such as `~/.config/sekimori`; it need not exist.
fn config_dir() -> Option<PathBuf> {
    let places = directories::ProjectDirs::from("", "", "sekimori")?;
    Some(places.config_dir().to_owned())
}

/// The user's data directory for this program, such as `~/.local/share/sekimori`; it need not exist.
pub(super) fn data_dir() -> Option<PathBuf> {
    let places = directories::ProjectDirs::from("", "", "sekimori")?;
    Some(places.data_dir().to_owned())
}

/// A path as a person types it into a form, where no shell replaces a leading `~/`.
pub(crate) fn expand_home(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), directories::BaseDirs::new()) {
        (Ok(rest), Some(places)) => places.home_dir().join(rest),
        _ => path.into(),
    }
}

/// Whether the directory that a file is in, or would be in, exists.
pub(crate) fn has_directory(file: &Path) -> bool {
    match file.parent() {
        Some(parent) if parent.as_os_str().is_empty() => true,
        Some(parent) => parent.is_dir(),
        None => false,
    }
}

/// The user's own presets: every `*.toml` in `presets/` of the configuration directory.
pub(crate) fn user_presets() -> Vec<(PathBuf, Result<String, ReadError>)> {
    config_dir().map(|directory| texts_in(&directory.join("presets"))).unwrap_or_default()
}

/// The user's own lessons: every `*.toml` in `lessons/` of the data directory.
pub(crate) fn user_lessons() -> Vec<(PathBuf, Result<String, ReadError>)> {
    data_dir().map(|directory| texts_in(&directory.join("lessons"))).unwrap_or_default()
}

/// The user's own key bindings, `keys.toml` of the configuration directory; `None` if there is no such file.
pub(crate) fn user_keys() -> Option<(PathBuf, Result<String, ReadError>)> {
    let path = config_dir()?.join("keys.toml");
    match read(&path) {
        Err(ReadError::NotFound) => None,
        result => Some((path, result.map(|contents| contents.text))),
    }
}

/// Every `*.toml` in a directory, by name. No directory is none; one that cannot be read is reported in their place.
pub(crate) fn texts_in(directory: &Path) -> Vec<(PathBuf, Result<String, ReadError>)> {
    match toml_files(directory) {
        Ok(paths) => {
            let read_text = |path: PathBuf| (path.clone(), read(&path).map(|contents| contents.text));
            paths.into_iter().map(read_text).collect()
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => vec![(directory.to_owned(), Err(error.into()))],
    }
}

fn toml_files(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_by_name_and_bad_ones_with_their_reason() {
        let directory = tempfile::tempdir().unwrap();
        for (name, bytes) in [("b.toml", b"b".as_slice()), ("a.toml", b"\xff"), ("readme.md", b"no")] {
            fs::write(directory.path().join(name), bytes).unwrap();
        }
        let found = texts_in(directory.path());
        let [a, b] = ["a.toml", "b.toml"].map(|name| directory.path().join(name));
        assert_eq!(found, [(a, Err(ReadError::NotUtf8 { at: 0 })), (b, Ok("b".into()))]);
        assert_eq!(texts_in(&directory.path().join("none")), []);
    }
}
