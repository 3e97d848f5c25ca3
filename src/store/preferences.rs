//! How a person wants the editor to be, in all files: one small JSON file in the user's state directory. Losing it loses
//! no work, so it is read and written without complaint.

use super::file::read;
use super::memory::private_directory;
use super::replace::update_private;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Where the preferences are on this machine, such as `~/.local/state/sekimori/preferences.json`.
pub(crate) fn preferences_file() -> Option<PathBuf> {
    super::memory_file().map(|memory| memory.with_file_name("preferences.json"))
}

/// Whether the selected rule is not told in a sentence.
pub(crate) fn hides_sentence(preferences: &Path) -> bool {
    let text = read(preferences).map(|contents| contents.text).unwrap_or_default();
    let all: Value = serde_json::from_str(&text).unwrap_or_default();
    all.get("rule_sentence") == Some(&Value::Bool(false))
}

/// Keeps whether it is.
pub(crate) fn keep_hides_sentence(preferences: &Path, hides: bool) {
    if let Some(directory) = preferences.parent() {
        let _the_save_will_tell = private_directory(directory);
    }
    let text = format!("{:#}\n", json!({ "rule_sentence": !hides }));
    let _no_news = update_private(preferences, |_, _| Ok(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_rubbish_is_the_default() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("state").join("preferences.json");
        assert!(!hides_sentence(&file));
        keep_hides_sentence(&file, true);
        assert!(hides_sentence(&file));
        keep_hides_sentence(&file, false);
        assert!(!hides_sentence(&file));
        std::fs::write(&file, "rubbish").unwrap();
        assert!(!hides_sentence(&file));
    }
}
