//! What is remembered about files between sessions: one small JSON file in the user's state directory.
//!
//! Losing it loses nothing of a filter, so it is read and written without complaint: a file that cannot be read is as good
//! as none. It is bounded; the files remembered longest ago go first.

use super::file::{read, save_over};
use crate::editor::memory::Memory;
use crate::filter::{PortRange, Ports, Source};
use crate::profile::{Attachment, Guest, Profile, Service};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// How many files are remembered.
const MOST: usize = 500;

/// Where the memory is on this machine, such as `~/.local/state/sekimori/memory.json`.
pub fn memory_file() -> Option<PathBuf> {
    let places = directories::ProjectDirs::from("", "", "sekimori")?;
    Some(places.state_dir().unwrap_or(places.data_local_dir()).join("memory.json"))
}

/// What is remembered about a file.
pub fn recall(memory: &Path, file: &Path) -> Memory {
    let all = load(memory);
    let Some(entry) = all.get(&key(file)) else { return Memory::default() };
    Memory { profile: entry.get("profile").map(profile_of), dismissed: texts(&entry["dismissed"]) }
}

/// What a filter protects, as [`profile_json`] says it.
pub(super) fn profile_of(words: &Value) -> Profile {
    Profile {
        attachment: word(words, "attachment", Attachment::ALL, Attachment::as_str),
        guest: word(words, "guest", Guest::ALL, Guest::as_str),
        ephemeral: words.get("ephemeral").and_then(Value::as_str).and_then(range),
        admin: texts(&words["admin"]).iter().filter_map(|t| Source::parse(t).ok()?.addresses().as_network()).collect(),
        services: texts(&words["services"]).iter().filter_map(|text| Service::parse(text)).collect(),
        ..Profile::default()
    }
}

/// What a filter protects, in JSON.
pub(super) fn profile_json(profile: &Profile) -> Value {
    json!({
        "attachment": profile.attachment.as_str(),
        "guest": profile.guest.as_str(),
        "ephemeral": profile.ephemeral.map(|range| range.to_string()),
        "admin": profile.admin.iter().map(|net| Source::from(*net).to_string()).collect::<Vec<_>>(),
        "services": profile.services.iter().map(Service::to_string).collect::<Vec<_>>(),
    })
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

/// Remembers something about a file. A failure is no news: nothing of the filter depends on it.
pub fn remember(memory: &Path, file: &Path, what: &Memory) {
    let mut all = load(memory);
    let key = key(file);
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
    if let Some(directory) = memory.parent() {
        let _the_save_will_tell = std::fs::create_dir_all(directory);
    }
    let _no_news = save_over(memory, &format!("{:#}\n", Value::Object(all)));
}

fn load(memory: &Path) -> Map<String, Value> {
    let text = read(memory).map(|contents| contents.text).unwrap_or_default();
    match serde_json::from_str(&text) {
        Ok(Value::Object(all)) => all,
        _ => Map::new(),
    }
}

/// A file by its full path, links followed.
fn key(file: &Path) -> String {
    let full = file.canonicalize().or_else(|_| std::path::absolute(file)).unwrap_or_else(|_| file.to_owned());
    full.to_string_lossy().into_owned()
}

fn word<T: Copy + Default, const N: usize>(
    words: &Value,
    key: &str,
    all: [T; N],
    name: impl Fn(T) -> &'static str,
) -> T {
    let wanted = words.get(key).and_then(Value::as_str);
    all.into_iter().find(|known| Some(name(*known)) == wanted).unwrap_or_default()
}

fn range(text: &str) -> Option<PortRange> {
    match Ports::parse(text).ok()? {
        Ports::Range(range) => Some(range),
        Ports::One(port) => Some(PortRange::new(port, port)),
        Ports::Any | Ports::Masked { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_comes_back_and_rubbish_is_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let memory = directory.path().join("state").join("memory.json");
        let file = directory.path().join("web.json");
        assert_eq!(recall(&memory, &file), Memory::default());
        let profile = Profile {
            attachment: Attachment::Router,
            guest: Guest::Windows,
            ephemeral: Some(PortRange::new(1024, 65000)),
            admin: vec!["203.0.113.0/24".parse().unwrap()],
            services: vec![Service::parse("443/tcp").unwrap()],
            ..Profile::default()
        };
        let what = Memory { profile: Some(profile), dismissed: vec!["open-return-range; …".into()] };
        remember(&memory, &file, &what);
        remember(&memory, &directory.path().join("other.json"), &Memory::default());
        assert_eq!(recall(&memory, &file), what);
        std::fs::write(&memory, "rubbish").unwrap();
        assert_eq!(recall(&memory, &file), Memory::default());
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
