//! How far a person has come in the course: one small JSON file in the user's data directory.

use super::aside::set_aside;
use super::file::read;
use super::memory::private_directory;
use super::replace::update_private;
use crate::access::{ReadError, SaveError};
use crate::filter::{Filter, Rule};
use crate::formats::{Document, PLAIN};
use crate::lessons::{Progress, Record, SavedAttempt};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where the progress is on this machine, such as `~/.local/share/sekimori/progress.json`.
pub(crate) fn progress_file() -> Option<PathBuf> {
    super::places::data_dir().map(|directory| directory.join("progress.json"))
}

/// What was kept. A file that cannot be understood is set aside under the name given back, so that nothing in it is lost.
///
/// # Errors
/// Why the file cannot be read.
pub fn recall_progress(file: &Path) -> Result<(Progress, Option<PathBuf>), ReadError> {
    let text = match read(file) {
        Ok(contents) => contents.text,
        Err(ReadError::NotFound) => return Ok((Progress::default(), None)),
        Err(error) => return Err(error),
    };
    if let Some(progress) = parse(&text) {
        return Ok((progress, None));
    }
    let aside = set_aside(file, "damaged").map_err(ReadError::from)?;
    Ok((Progress::default(), Some(aside)))
}

fn parse(text: &str) -> Option<Progress> {
    let Ok(Value::Object(lessons)) = serde_json::from_str(text) else { return None };
    let records = lessons.iter().map(|(id, value)| (id.clone(), record(value)));
    Some(Progress::of(records.collect()))
}

/// Keeps it.
///
/// # Errors
/// Why nothing was written.
pub fn keep_progress(file: &Path, progress: &Progress) -> Result<(), SaveError> {
    if let Some(directory) = file.parent() {
        private_directory(directory).map_err(SaveError::from)?;
    }
    update_private(file, |target, there| {
        // Another window may have come further in other lessons.
        let there = match there.map(|text| parse(&text)) {
            Ok(Some(there)) => there,
            Err(ReadError::NotFound) => Progress::default(),
            Ok(None) | Err(_) => {
                set_aside(target, "damaged").map_err(SaveError::from)?;
                Progress::default()
            }
        };
        let records = progress.joined(&there);
        let lessons: Map<String, Value> =
            records.records().iter().map(|(id, record)| (id.clone(), record_json(record))).collect();
        Ok(format!("{:#}\n", Value::Object(lessons)))
    })
}

/// Forgets everything; a file that is not there is forgotten already.
///
/// # Errors
/// Why the file is still there.
pub(crate) fn forget_progress(file: &Path) -> Result<(), SaveError> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn record(value: &Value) -> Record {
    let number =
        |value: &Value, key: &str| value.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    let work = value.get("work").and_then(|work| {
        Some(SavedAttempt {
            rules: rules(work.get("rules")?)?,
            edits: number(work, "edits").unwrap_or(0),
            hints: number(work, "hints").unwrap_or(0),
        })
    });
    Record { best: number(value, "best"), work }
}

fn rules(value: &Value) -> Option<Vec<Rule>> {
    let document = Document::read_as(PLAIN, &value.to_string()).ok()?;
    Some(document.filters().first()?.rules.clone())
}

fn record_json(record: &Record) -> Value {
    let work = record.work.as_ref().map(|work| {
        let filter = Filter { rules: work.rules.clone(), ..Filter::default() };
        let rules = Document::blank(PLAIN).write(0, &filter).unwrap_or_default();
        let rules: Value = serde_json::from_str(&rules).unwrap_or_default();
        json!({ "rules": rules, "edits": work.edits, "hints": work.hints })
    });
    let fields: BTreeMap<&str, Value> =
        record.best.map(|best| ("best", json!(best))).into_iter().chain(work.map(|work| ("work", work))).collect();
    json!(fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{Action, Protocol};

    #[test]
    fn what_is_kept_comes_back() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("data").join("progress.json");
        assert_eq!(recall_progress(&file).unwrap(), (Progress::default(), None));
        let mut progress = Progress::default();
        progress.done("dhcp", 2);
        let rules = vec![Rule::new(Action::Deny, Protocol::Ip)];
        progress.keep("replies", Some(SavedAttempt { rules, edits: 1, hints: 3 }));
        keep_progress(&file, &progress).unwrap();
        assert_eq!(recall_progress(&file).unwrap(), (progress, None));
        forget_progress(&file).unwrap();
        forget_progress(&file).unwrap();
        assert_eq!(recall_progress(&file).unwrap(), (Progress::default(), None));
    }

    #[test]
    fn what_cannot_be_understood_is_set_aside() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("progress.json");
        std::fs::write(&file, "rubbish").unwrap();
        let (progress, aside) = recall_progress(&file).unwrap();
        assert_eq!(progress, Progress::default());
        assert_eq!(std::fs::read_to_string(aside.unwrap()).unwrap(), "rubbish");
        assert!(!file.exists());
    }
}
