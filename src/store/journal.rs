//! The journal of an editing session, and what is left of sessions that were killed.
//!
//! Each session has one private file (0600 in a 0700 directory), named by the file it edits and the process, and holds a
//! lock on it that the kernel releases when the process ends, however it ends. So a journal without a lock is a session
//! to recover, and a locked one is another editor on the same file. A record is a line with its checksum: what a kill
//! or a full disk has torn is recognized and left out. A journal begins in a new file that replaces the old one whole.

use super::file::Stamp;
use super::memory::{profile_json, profile_of};
use crate::editor::history::Label;
use crate::editor::journal::{Begin, JournalEntry, Made};
use crate::editor::location::Location;
use crate::filter::{Action, Field, Filter, Ports, Protocol, Rule, Source};
use serde_json::{Value, json};
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// So many journals are kept; the oldest that nobody holds go first.
const MOST: usize = 100;

/// The largest journal that is written or read.
const MAX_BYTES: u64 = 256 << 20;

/// How many names are tried for a new journal.
const ATTEMPTS: usize = 100;

/// What stands at the beginning of every journal, for versions to come.
const FORMAT: u64 = 1;

/// Where the journals are on this machine, such as `~/.local/state/sekimori/journals`.
pub(crate) fn journals() -> Option<PathBuf> {
    super::memory_file().map(|memory| memory.with_file_name("journals"))
}

/// The journal of a running session.
#[derive(Debug)]
pub(crate) struct Journal {
    file: Arc<File>,
    place: PathBuf,
    length: u64,
}

/// What is left of a session that has ended.
#[derive(Debug)]
pub(crate) struct Orphan {
    pub(crate) place: PathBuf,
    pub(crate) entries: Vec<JournalEntry>,
    /// What was on the disk when they began.
    pub(crate) disk: Stamp,
}

impl Journal {
    /// An empty journal for a file, or for a session without one: from now on others see that the file is open.
    ///
    /// # Errors
    /// When the directory or the file cannot be made.
    pub(crate) fn open(directory: &Path, subject: Option<&Path>) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
        let key = key(subject);
        for attempt in 0..ATTEMPTS {
            let place = directory.join(format!("{key}-{}-{attempt}.journal", std::process::id()));
            let file = match private().create_new(true).open(&place) {
                Ok(file) => file,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            };
            // Whoever looks for journals may have come between, and has taken it for one that was left.
            if !matches!(file.try_lock(), Err(TryLockError::WouldBlock)) && file.metadata()?.nlink() > 0 {
                return Ok(Self { file: Arc::new(file), place, length: 0 });
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Writes notes: at the end, or in a new file if they begin with [`JournalEntry::Begin`]. `disk` is what stands in the
    /// edited file.
    ///
    /// # Errors
    /// When they could not be written whole; then the journal holds what it held before.
    pub(crate) fn write(&mut self, entries: &[JournalEntry], disk: &Stamp) -> io::Result<()> {
        let text: String = entries.iter().map(|entry| line(&encode(entry, disk))).collect();
        if self.length + text.len() as u64 > MAX_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        match entries.first() {
            Some(JournalEntry::Begin(_)) => self.begin(text.as_bytes()),
            _ => self.append(text.as_bytes()),
        }
    }

    fn begin(&mut self, bytes: &[u8]) -> io::Result<()> {
        let temporary = self.place.with_extension("tmp");
        let _from_a_failure = fs::remove_file(&temporary);
        let file = private().create_new(true).open(&temporary)?;
        let _unlocked_where_there_are_no_locks = file.try_lock();
        let mut written = (&file).write_all(bytes);
        if self.length > 0 {
            // The old one is worth something: never a moment without a whole journal, even if the power fails.
            written = written.and_then(|()| file.sync_all());
        }
        if let Err(error) = written.and_then(|()| fs::rename(&temporary, &self.place)) {
            let _it_is_of_no_use = fs::remove_file(&temporary);
            return Err(error);
        }
        (self.file, self.length) = (Arc::new(file), bytes.len() as u64);
        Ok(())
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = (&*self.file).write_all(bytes) {
            let _what_is_torn_is_left_out_anyway = self.file.set_len(self.length);
            return Err(error);
        }
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// The file, to be synchronized with the disk by somebody who has time.
    pub(crate) fn file(&self) -> Arc<File> {
        Arc::clone(&self.file)
    }

    /// Takes the journal away: nothing of the session needs to be kept.
    pub(crate) fn remove(self) {
        let _nothing_to_recover_from_it = fs::remove_file(&self.place);
    }
}

/// What is left of sessions on a file (or on none), the latest first, and the processes that have it open.
///
/// Journals without a note are cleared away, and the oldest ones where there are too many.
pub(crate) fn find(directory: &Path, subject: Option<&Path>) -> (Vec<Orphan>, Vec<u32>) {
    let key = key(subject);
    let (mut left, mut running) = (Vec::new(), Vec::new());
    for (number, (name, place)) in by_age(directory).into_iter().enumerate() {
        let wanted = name.starts_with(&key);
        if !wanted && number < MOST && !name.ends_with(".tmp") {
            continue;
        }
        let Ok(file) = File::open(&place) else { continue };
        if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            running.extend(name.split('-').nth(1).filter(|_| wanted).and_then(|pid| pid.parse::<u32>().ok()));
        } else if number >= MOST || name.ends_with(".tmp") {
            let _again_next_time = fs::remove_file(&place);
        } else {
            match read(&file) {
                Some((entries, disk)) => left.push(Orphan { place, entries, disk }),
                None => drop(fs::remove_file(&place)),
            }
        }
    }
    (left, running)
}

/// Takes a journal away that was found.
pub(crate) fn forget(place: &Path) {
    let _offered_again_then = fs::remove_file(place);
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.append(true).read(true).mode(0o600);
    options
}

/// Every journal, the latest first.
fn by_age(directory: &Path) -> Vec<(String, PathBuf)> {
    let mut all: Vec<(SystemTime, String, PathBuf)> = Vec::new();
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.ends_with(".journal") || name.ends_with(".tmp") {
            let age = entry.metadata().and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
            all.push((age, name, entry.path()));
        }
    }
    all.sort_by(|a, b| b.cmp(a));
    all.into_iter().map(|(_, name, place)| (name, place)).collect()
}

/// The beginning of a journal's name: the file by its full path, links followed, even where it does not exist yet.
fn key(subject: Option<&Path>) -> String {
    let Some(file) = subject else { return "unnamed".to_owned() };
    let directory = file.parent().map(|parent| if parent.as_os_str().is_empty() { Path::new(".") } else { parent });
    let beside = || Some(directory?.canonicalize().ok()?.join(file.file_name()?));
    let full = file.canonicalize().ok().or_else(beside).unwrap_or_else(|| file.to_owned());
    format!("{:016x}", checksum(full.as_os_str().as_encoded_bytes()))
}

/// FNV-1a: enough to recognize what a kill has torn, and to tell the names of files apart.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn line(record: &Value) -> String {
    let record = record.to_string();
    format!("{:016x} {record}\n", checksum(record.as_bytes()))
}

/// The notes of a journal up to the first torn one, if it has a beginning.
fn read(file: &File) -> Option<(Vec<JournalEntry>, Stamp)> {
    let mut bytes = Vec::new();
    file.take(MAX_BYTES).read_to_end(&mut bytes).ok()?;
    let mut records = bytes.split_inclusive(|byte| *byte == b'\n').map_while(record);
    let first = records.next()?;
    let begin = decode(&first).filter(|entry| matches!(entry, JournalEntry::Begin(_)))?;
    let disk = match (first.get("disk")?, first.get("document")?) {
        (Value::Bool(true), Value::String(document)) => Stamp::of(document),
        (Value::String(text), _) => Stamp::of(text),
        _ => Stamp::ABSENT,
    };
    Some((std::iter::once(begin).chain(records.map_while(|record| decode(&record))).collect(), disk))
}

fn record(line: &[u8]) -> Option<Value> {
    let (sum, record) = std::str::from_utf8(line.strip_suffix(b"\n")?).ok()?.split_once(' ')?;
    let whole = u64::from_str_radix(sum, 16).ok()? == checksum(record.as_bytes());
    if whole { serde_json::from_str(record).ok() } else { None }
}

fn encode(entry: &JournalEntry, disk: &Stamp) -> Value {
    match entry {
        JournalEntry::Begin(begin) => json!({
            "note": "begin",
            "format": FORMAT,
            "path": begin.location.as_ref().map(Location::to_string),
            "document": begin.document,
            "index": begin.index,
            "first": begin.first.as_ref().map(filter_json),
            "saved": begin.saved.as_ref().map(filter_json),
            "profile": profile_json(&begin.profile),
            "opened": begin.opened,
            "disk": match disk.text() {
                Some(text) if text == begin.document => Value::Bool(true),
                text => json!(text),
            },
        }),
        JournalEntry::Made(made) => json!({
            "note": "made",
            "parent": made.parent,
            "head": made.head,
            "tail": made.tail,
            "rules": made.rules.iter().map(rule_json).collect::<Vec<_>>(),
            "name": made.name,
            "label": label_text(&made.label),
            "row": made.row,
            "time": made.made,
        }),
        JournalEntry::At(current) => json!({ "note": "at", "revision": current }),
        JournalEntry::Profile(profile) => json!({ "note": "profile", "profile": profile_json(profile) }),
    }
}

fn decode(record: &Value) -> Option<JournalEntry> {
    let number = |key: &str| record.get(key)?.as_u64().and_then(|number| usize::try_from(number).ok());
    let text = |key: &str| record.get(key)?.as_str().map(str::to_owned);
    let optional = |key: &str| match record.get(key)? {
        Value::Null => Some(None),
        value => filter_of(value).map(Some),
    };
    Some(match record.get("note")?.as_str()? {
        "begin" if number("format") == Some(1) => JournalEntry::Begin(Box::new(Begin {
            location: text("path").map(|path| path.as_str().into()),
            document: text("document")?,
            index: number("index")?,
            first: optional("first")?,
            saved: optional("saved")?,
            profile: profile_of(record.get("profile")?),
            opened: record.get("opened")?.as_u64()?,
        })),
        "made" => JournalEntry::Made(Box::new(Made {
            parent: number("parent")?,
            head: number("head")?,
            tail: number("tail")?,
            rules: rules_of(record.get("rules")?)?,
            name: serde_json::from_value(record.get("name")?.clone()).ok()?,
            label: label_of(record.get("label")?.as_str()?),
            row: number("row")?,
            made: record.get("time")?.as_u64()?,
        })),
        "at" => JournalEntry::At(number("revision")?),
        "profile" => JournalEntry::Profile(profile_of(record.get("profile")?)),
        _ => return None,
    })
}

fn filter_json(filter: &Filter) -> Value {
    json!([filter.name, filter.description, filter.rules.iter().map(rule_json).collect::<Vec<_>>()])
}

fn filter_of(value: &Value) -> Option<Filter> {
    let [Value::String(name), Value::String(description), rules] = value.as_array()?.as_slice() else { return None };
    Some(Filter { name: name.clone(), description: description.clone(), rules: rules_of(rules)? })
}

fn rule_json(rule: &Rule) -> Value {
    Field::ALL.map(|field| rule.text(field)).to_vec().into()
}

fn rules_of(value: &Value) -> Option<Vec<Rule>> {
    value.as_array()?.iter().map(rule_of).collect()
}

fn rule_of(value: &Value) -> Option<Rule> {
    let values = value.as_array()?;
    let text = |wanted: Field| {
        let at = Field::ALL.iter().position(|field| *field == wanted)?;
        values.get(at)?.as_str()
    };
    let rule = Rule::new(Action::parse(text(Field::Action)?).ok()?, Protocol::parse(text(Field::Protocol)?).ok()?);
    let port = |field: Field| Ports::parse(text(field)?).ok();
    let rule = rule.from(Source::parse(text(Field::Source)?).ok()?);
    let rule = rule.ports(port(Field::SourcePort)?, port(Field::DestinationPort)?);
    Some(rule.described(text(Field::Description)?))
}

fn label_text(label: &Label) -> String {
    match label {
        Label::Opened => "opened".to_owned(),
        Label::Added => "added".to_owned(),
        Label::Duplicated(count) => format!("duplicated {count}"),
        Label::Deleted(count) => format!("deleted {count}"),
        Label::Moved(count) => format!("moved {count}"),
        Label::Toggled(count) => format!("toggled {count}"),
        Label::Changed(field) => format!("changed {}", field.key()),
        Label::Rewritten => "rewritten".to_owned(),
        Label::Preset(name) => format!("preset {name}"),
        Label::Fixed => "fixed".to_owned(),
        Label::Repaired => "repaired".to_owned(),
        Label::Fitted => "fitted".to_owned(),
        Label::Pasted(count) => format!("pasted {count}"),
        Label::Imported => "imported".to_owned(),
        Label::Retyped => "retyped".to_owned(),
        Label::Named => "named".to_owned(),
    }
}

/// What a label says; one that this version does not know is a rewriting.
fn label_of(text: &str) -> Label {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let count = || rest.parse().unwrap_or(1);
    let field = || Field::ALL.into_iter().find(|field| field.key() == rest);
    match word {
        "opened" => Label::Opened,
        "added" => Label::Added,
        "duplicated" => Label::Duplicated(count()),
        "deleted" => Label::Deleted(count()),
        "moved" => Label::Moved(count()),
        "toggled" => Label::Toggled(count()),
        "changed" => field().map_or(Label::Rewritten, Label::Changed),
        "preset" => Label::Preset(rest.to_owned()),
        "fixed" => Label::Fixed,
        "repaired" => Label::Repaired,
        "fitted" => Label::Fitted,
        "pasted" => Label::Pasted(count()),
        "imported" => Label::Imported,
        "retyped" => Label::Retyped,
        "named" => Label::Named,
        _ => Label::Rewritten,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;
    use std::os::unix::fs::PermissionsExt;

    fn begin(document: &str) -> JournalEntry {
        let profile = Profile::default();
        let (location, document) = (Some("web.json".into()), document.into());
        JournalEntry::Begin(Box::new(Begin {
            location,
            document,
            index: 0,
            first: None,
            saved: None,
            profile,
            opened: 5,
        }))
    }

    fn made() -> JournalEntry {
        let rule = Rule::new(Action::Deny, Protocol::Udp)
            .from(Source::parse("10.0.0.1/255.255.255.0").unwrap())
            .ports(Ports::parse("1-9").unwrap(), Ports::parse("53").unwrap())
            .described("改行\n \u{1b}[31m \"x\"");
        JournalEntry::Made(Box::new(Made {
            parent: 0,
            head: 2,
            tail: 1,
            rules: vec![rule.clone(), rule],
            name: Some(("名前".into(), String::new())),
            label: Label::Changed(Field::Source),
            row: 7,
            made: 1_700_000_000,
        }))
    }

    #[test]
    fn notes_come_back_and_what_is_torn_does_not() {
        let directory = tempfile::tempdir().unwrap();
        let places = directory.path().join("state").join("journals");
        let file = directory.path().join("web.json");
        let mut journal = Journal::open(&places, Some(&file)).unwrap();
        let entries = [begin("[]"), made(), JournalEntry::At(0), JournalEntry::Profile(Profile::default())];
        journal.write(&entries[..1], &Stamp::of("[]")).unwrap();
        journal.write(&entries[1..], &Stamp::of("[]")).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&journal.place), mode(&places)), (0o600, 0o700));
        // While the session runs, nothing is offered.
        let (left, running) = find(&places, Some(&file));
        assert!(left.is_empty() && running == [std::process::id()]);
        let place = journal.place.clone();
        drop(journal);
        let whole = fs::read(&place).unwrap();
        let mut seen = Vec::new();
        for length in (0..=whole.len()).rev() {
            fs::write(&place, &whole[..length]).unwrap();
            let (left, running) = find(&places, Some(&file));
            assert!(running.is_empty());
            let Some(left) = left.first() else { break };
            assert_eq!(left.disk, Stamp::of("[]"));
            assert_eq!(left.entries, entries[..left.entries.len()]);
            seen.push(left.entries.len());
        }
        seen.dedup();
        assert_eq!(seen, [4, 3, 2, 1]);
        assert!(!place.exists(), "a journal without a beginning is cleared away");
    }

    #[test]
    fn a_journal_belongs_to_one_file_and_begins_anew_whole() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("new.json");
        let mut journal = Journal::open(directory.path(), Some(&file)).unwrap();
        journal.write(&[begin("[]"), made(), made()], &Stamp::ABSENT).unwrap();
        journal.write(&[begin("{}")], &Stamp::of("other")).unwrap();
        drop(journal);
        assert!(find(directory.path(), None).0.is_empty());
        fs::write(&file, "now it exists").unwrap();
        let (left, _) = find(directory.path(), Some(&file));
        assert_eq!((left.len(), &left[0].entries), (1, &vec![begin("{}")]));
        assert_eq!(left[0].disk, Stamp::of("other"));
        forget(&left[0].place);
        assert!(find(directory.path(), Some(&file)).0.is_empty());
    }

    #[test]
    fn the_oldest_journals_go_but_none_that_is_held() {
        let directory = tempfile::tempdir().unwrap();
        let held = Journal::open(directory.path(), None).unwrap();
        for number in 0..MOST + 5 {
            fs::write(directory.path().join(format!("{number:016x}-1-0.journal")), "x").unwrap();
        }
        find(directory.path(), Some(Path::new("/none")));
        assert!(held.place.exists());
        let count = fs::read_dir(directory.path()).unwrap().count();
        assert!((MOST..=MOST + 1).contains(&count), "{count}");
        held.remove();
    }

    #[test]
    fn every_label_comes_back() {
        let mut labels = vec![Label::Opened, Label::Added, Label::Duplicated(1), Label::Deleted(3), Label::Moved(2)];
        labels.extend([
            Label::Toggled(1),
            Label::Pasted(4),
            Label::Rewritten,
            Label::Preset("SSH を許可".into()),
            Label::Fixed,
        ]);
        labels.extend(Field::ALL.map(Label::Changed));
        for label in labels {
            assert_eq!(label_of(&label_text(&label)), label);
        }
    }
}
