//! Which files were open lately: one small private JSON file in the user's state directory, a list of paths.
//!
//! As with the memory of files, losing it loses nothing, so it is read and written without complaint.

use super::file::read;
use super::memory::private_directory;
use super::replace::update_private;
use std::path::{Path, PathBuf};

/// How many files are listed.
const MOST: usize = 5;

/// Where the list is on this machine, such as `~/.local/state/sekimori/recent.json`.
pub(crate) fn recent_file() -> Option<PathBuf> {
    super::memory_file().map(|memory| memory.with_file_name("recent.json"))
}

/// The files that were open lately, the last one first. They need not be there any more.
pub(crate) fn recent(list: &Path) -> Vec<PathBuf> {
    listed(&read(list).map(|contents| contents.text).unwrap_or_default())
}

fn listed(text: &str) -> Vec<PathBuf> {
    let paths: Vec<PathBuf> = serde_json::from_str(text).unwrap_or_default();
    paths.into_iter().filter(|path| path.is_absolute()).take(MOST).collect()
}

/// Puts a file at the head of the list. A failure is no news.
pub(crate) fn note_recent(list: &Path, file: &Path) {
    let Some(file) = full(file) else { return };
    if recent(list).first() == Some(&file) {
        return;
    }
    let _no_news = list.parent().map(private_directory);
    // Another window may have listed a file meanwhile.
    let _no_news = update_private(list, |_, there| {
        let others = listed(&there.unwrap_or_default()).into_iter().filter(|other| *other != file);
        let paths: Vec<PathBuf> = std::iter::once(file.clone()).chain(others).take(MOST).collect();
        Ok(format!("{:#}\n", serde_json::json!(paths)))
    });
}

/// The full path, in which the name itself may be a link. One that JSON cannot hold has none.
fn full(file: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(file).ok()?;
    let directory = path.parent().and_then(|directory| directory.canonicalize().ok());
    let path = directory.zip(path.file_name()).map_or_else(|| path.clone(), |(directory, name)| directory.join(name));
    path.to_str().is_some().then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_last_one_comes_first_and_is_listed_once() {
        let directory = tempfile::tempdir().unwrap();
        let list = directory.path().join("state").join("recent.json");
        assert_eq!(recent(&list), Vec::<PathBuf>::new());
        let files: Vec<PathBuf> = (0..7).map(|number| directory.path().join(format!("{number}.json"))).collect();
        files.iter().chain([&files[4], &files[4]]).for_each(|file| note_recent(&list, file));
        let names: Vec<_> = recent(&list).iter().map(|path| path.file_name().unwrap().to_owned()).collect();
        assert_eq!(names, ["4.json", "6.json", "5.json", "3.json", "2.json"]);
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&list), mode(list.parent().unwrap())), (0o600, 0o700));
    }

    #[test]
    fn one_file_has_one_name_and_rubbish_is_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let list = directory.path().join("recent.json");
        fs::create_dir(directory.path().join("a")).unwrap();
        note_recent(&list, &directory.path().join("web.json"));
        note_recent(&list, &directory.path().join("a/../web.json"));
        assert_eq!(recent(&list).len(), 1);
        for text in ["rubbish", "{}", "[1]", "[\"relative.json\"]"] {
            fs::write(&list, text).unwrap();
            assert_eq!(recent(&list), Vec::<PathBuf>::new(), "{text}");
        }
    }
}
