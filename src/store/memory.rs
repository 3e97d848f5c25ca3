//! What is remembered about files between sessions: one small JSON file in the user's state directory.
//!
//! Losing it loses nothing of a filter, so it is read and written without complaint: a file that cannot be read is as good
//! as none. It is bounded; the files remembered longest ago go first.

use super::aside::set_aside;
use super::file::read;
use super::replace::update_private;
use crate::access::{ReadError, SaveError};
use crate::editor::memory::Memory;
use crate::profile::{Profile, ProfileField};
use serde_json::{Map, Value, json};
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// How many files are remembered.
const MOST: usize = 500;

/// Where the memory is on this machine, such as `~/.local/state/sekimori/memory.json`.
pub(crate) fn memory_file() -> Option<PathBuf> {
    let places = directories::ProjectDirs::from("", "", "sekimori")?;
    Some(places.state_dir().unwrap_or(places.data_local_dir()).join("memory.json"))
}

/// What is remembered about a file.
pub fn recall(memory: &Path, file: &Path) -> Memory {
    let all = load(memory);
    let Some(entry) = all.get(&key(file)) else { return Memory::default() };
    Memory { profile: entry.get("profile").map(profile_of), dismissed: texts(&entry["dismissed"]) }
}

/// What a filter protects, as [`profile_json`] says it. What cannot be read says nothing.
pub(super) fn profile_of(entries: &Value) -> Profile {
    let mut profile = Profile::default();
    for (field, value) in
        entries.as_object().into_iter().flatten().filter_map(|(key, value)| Some((ProfileField::of_id(key)?, value)))
    {
        let items = value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice);
        for text in items.iter().filter_map(text) {
            profile = profile.with_item(field, &text).unwrap_or(profile);
        }
    }
    profile
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Bool(on) => Some(if *on { "yes" } else { "no" }.to_owned()),
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// What a filter protects, in JSON: every entry by its id, lists as lists, a switch as true or false, `null` where
/// nothing is said.
pub(crate) fn profile_json(profile: &Profile) -> Value {
    let value = |field: ProfileField| match profile.texts(field) {
        texts if field.is_list() => Value::from(texts),
        texts if field.is_switch() => Value::from(texts == ["yes"]),
        texts => texts.into_iter().next().map_or(Value::Null, Value::from),
    };
    Value::Object(ProfileField::ALL.into_iter().map(|field| (field.id().to_owned(), value(field))).collect())
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

/// Remembers something about a file. A failure is no news: nothing of the filter depends on it.
pub fn remember(memory: &Path, file: &Path, what: &Memory) {
    if let Some(directory) = memory.parent() {
        let _the_save_will_tell = private_directory(directory);
    }
    let _no_news = update_private(memory, |target, there| {
        let mut all = match there.map(|text| parse(&text)) {
            Ok(Some(all)) => all,
            Err(ReadError::NotFound) => Map::new(),
            // What cannot be read is not written over.
            Ok(None) | Err(_) => {
                set_aside(target, "damaged").map_err(SaveError::from)?;
                Map::new()
            }
        };
        put(&mut all, key(file), what);
        Ok(format!("{:#}\n", Value::Object(all)))
    });
}

/// Makes a directory that only this person may read.
pub(super) fn private_directory(directory: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

fn put(all: &mut Map<String, Value>, key: String, what: &Memory) {
    all.shift_remove(&key);
    let profile = what.profile.as_ref().map(profile_json);
    let mut entry = Map::new();
    entry.extend(profile.map(|profile| ("profile".to_owned(), profile)));
    entry.insert("dismissed".to_owned(), json!(what.dismissed));
    all.insert(key, Value::Object(entry));
    while all.len() > MOST {
        let Some(oldest) = all.keys().next().cloned() else { break };
        all.shift_remove(&oldest);
    }
}

fn load(memory: &Path) -> Map<String, Value> {
    let text = read(memory).map(|contents| contents.text).unwrap_or_default();
    parse(&text).unwrap_or_default()
}

fn parse(text: &str) -> Option<Map<String, Value>> {
    match serde_json::from_str(text) {
        Ok(Value::Object(all)) => Some(all),
        _ => None,
    }
}

/// A file by its full path, links followed.
fn key(file: &Path) -> String {
    let full = file.canonicalize().or_else(|_| std::path::absolute(file)).unwrap_or_else(|_| file.to_owned());
    full.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn what_is_remembered_comes_back_and_rubbish_is_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let memory = directory.path().join("state").join("memory.json");
        let file = directory.path().join("web.json");
        assert_eq!(recall(&memory, &file), Memory::default());
        let profile = [
            (ProfileField::Attachment, "router"),
            (ProfileField::Guest, "windows"),
            (ProfileField::Ephemeral, "1024-65000"),
            (ProfileField::Admin, "203.0.113.0/24 192.0.2.7"),
            (ProfileField::Service, "443/tcp"),
            (ProfileField::Dhcp, "yes"),
            (ProfileField::Expect, "pass icmp any; block gre any; esp any"),
        ]
        .iter()
        .fold(Profile::default(), |profile, (field, text)| profile.with_text(*field, text).unwrap());
        let what = Memory { profile: Some(profile), dismissed: vec!["open-return-range; …".into()] };
        remember(&memory, &file, &what);
        remember(&memory, &directory.path().join("other.json"), &Memory::default());
        assert_eq!(recall(&memory, &file), what);
        std::fs::write(&memory, "rubbish").unwrap();
        assert_eq!(recall(&memory, &file), Memory::default());
        remember(&memory, &file, &what);
        assert_eq!(recall(&memory, &file), what);
        assert_eq!(std::fs::read_to_string(memory.with_extension("damaged")).unwrap(), "rubbish");
    }

    #[test]
    fn only_this_person_can_read_it_and_nobody_forgets_for_another() {
        let directory = tempfile::tempdir().unwrap();
        let memory = directory.path().join("state/memory.json");
        let all: Vec<_> = (0..4).map(|n| std::path::absolute(format!("/f{n}")).unwrap()).collect();
        std::thread::scope(|scope| {
            for file in &all {
                let what = Memory { profile: None, dismissed: vec!["x".into()] };
                let memory = &memory;
                scope.spawn(move || remember(memory, file, &what));
            }
        });
        assert!(all.iter().all(|file| recall(&memory, file).dismissed == ["x"]));
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&memory), mode(memory.parent().unwrap())), (0o600, 0o700));
        std::fs::set_permissions(&memory, std::fs::Permissions::from_mode(0o644)).unwrap();
        remember(&memory, Path::new("/f9"), &Memory::default());
        assert_eq!(mode(&memory), 0o600);
    }

    #[test]
    fn a_memory_of_version_0_1_0_is_read_and_what_is_no_entry_says_nothing() {
        let old = json!({
            "attachment": "switch", "guest": "windows", "ephemeral": null,
            "admin": ["203.0.113.0/24", "x", ""], "services": ["443/tcp", "53/udp"], "colour": "red",
        });
        let read = profile_of(&old);
        assert_eq!((read.attachment.as_str(), read.guest.as_str(), read.ephemeral), ("switch", "windows", None));
        assert_eq!(read.texts(ProfileField::Admin), ["203.0.113.0/24"]);
        assert_eq!(read.texts(ProfileField::Service), ["443/tcp", "53/udp"]);
        assert_eq!(profile_of(&profile_json(&read)), read);
        assert_eq!(profile_of(&json!([1])), Profile::default());
    }

    #[test]
    fn a_damaged_memory_behind_a_link_is_set_aside_and_the_link_stays() {
        let directory = tempfile::tempdir().unwrap();
        let (link, real) = (directory.path().join("memory.json"), directory.path().join("real").join("memory.json"));
        std::fs::create_dir(directory.path().join("real")).unwrap();
        std::fs::write(&real, "rubbish").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let what = Memory { profile: None, dismissed: vec!["x".into()] };
        remember(&link, Path::new("/new"), &what);
        assert_eq!(recall(&link, Path::new("/new")), what);
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        let kept: Vec<String> = std::fs::read_dir(directory.path().join("real"))
            .unwrap()
            .filter_map(|entry| std::fs::read_to_string(entry.unwrap().path()).ok())
            .collect();
        assert!(kept.len() == 2 && kept.contains(&"rubbish".to_owned()), "{kept:?}");
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let directory = tempfile::tempdir().unwrap();
        let memory = directory.path().join("memory.json");
        let what = Memory { profile: None, dismissed: vec!["x".into()] };
        let many: Map<String, Value> = (0..MOST).map(|n| (format!("/f{n}"), json!({"dismissed": ["y"]}))).collect();
        std::fs::write(&memory, Value::Object(many).to_string()).unwrap();
        remember(&memory, Path::new("/new"), &what);
        assert_eq!(recall(&memory, Path::new("/f0")), Memory::default());
        assert_eq!(recall(&memory, Path::new("/new")), what);
        assert_eq!(recall(&memory, Path::new("/f1")).dismissed, ["y"]);
    }
}
