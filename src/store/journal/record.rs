//! The records of a journal: a line each, with its checksum.
//!
//! A line without an end is what a kill or a full disk has torn, and is left out. Any other line that its checksum does not
//! fit is damage, and is told; what can still be read as a record is taken all the same.

use super::super::checksum::checksum;
use super::super::encoding::Encoding;
use super::super::file::Stamp;
use super::super::memory::{profile_json, profile_of};
use crate::editor::history::Label;
use crate::editor::journal::{Begin, JournalEntry, Made};
use crate::editor::location::Location;
use crate::filter::{Action, Field, Filter, Ports, Protocol, Rule, Source};
use serde_json::{Value, json};

/// What stands at the beginning of every journal, for versions to come.
const FORMAT: u64 = 1;

/// The largest journal that is written or read.
pub(super) const MAX_BYTES: u64 = 256 << 20;

/// What a journal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Read {
    /// Nothing was noted.
    Empty,
    /// Its notes, up to a torn one at the end.
    Notes(Notes),
    /// A later version of this program has written it.
    Newer,
}

/// The notes of a journal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Notes {
    /// As far as they can be read; without [`JournalEntry::Begin`] if the beginning cannot.
    pub(super) entries: Vec<JournalEntry>,
    /// What was on the disk when they began, if they say so.
    pub(super) disk: Option<Stamp>,
    /// Something in it is not as it was written.
    pub(super) is_damaged: bool,
}

/// One record as a line.
pub(super) fn line(entry: &JournalEntry, disk: &Stamp) -> String {
    let record = encode(entry, disk).to_string();
    format!("{:016x} {record}\n", checksum(record.as_bytes()))
}

/// Reads a whole journal.
pub(super) fn read(bytes: &[u8]) -> Read {
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let mut notes = Notes::default();
    let Some(first) = lines.first() else { return Read::Empty };
    if let Some((record, _)) = record(first)
        && record.get("format").and_then(Value::as_u64).is_some_and(|format| format > FORMAT)
    {
        return Read::Newer;
    }
    for (number, line) in lines.iter().enumerate() {
        let is_torn = number > 0 && number + 1 == lines.len() && !line.ends_with(b"\n");
        if is_torn {
            break;
        }
        let read = record(line).and_then(|(record, is_whole)| Some((decode(&record)?, record, is_whole)));
        match read {
            Some((entry, record, is_whole)) => {
                if number == 0 {
                    notes.disk = disk(&record);
                }
                notes.is_damaged |= !is_whole || matches!(entry, JournalEntry::Begin(_)) != (number == 0);
                notes.entries.push(entry);
            }
            None => {
                notes.is_damaged = true;
                if number > 0 {
                    break; // what comes later builds on it
                }
            }
        }
    }
    Read::Notes(notes)
}

fn disk(first: &Value) -> Option<Stamp> {
    Some(match (first.get("disk")?, first.get("document")?) {
        (Value::Bool(true), Value::String(document)) => Stamp::of(document),
        (Value::String(text), _) => Stamp::of(text),
        (Value::Array(encoded), _) => match encoded.as_slice() {
            [Value::String(name), Value::String(text)] => Stamp::encoded(text, Encoding::named(name)?)?,
            _ => Stamp::ABSENT,
        },
        _ => Stamp::ABSENT,
    })
}

/// The record of a line, and whether its checksum fits.
fn record(line: &[u8]) -> Option<(Value, bool)> {
    let text = String::from_utf8_lossy(line.strip_suffix(b"\n").unwrap_or(line));
    let (sum, record) = text.split_once(' ')?;
    let fits = u64::from_str_radix(sum, 16).ok() == Some(checksum(record.as_bytes())) && line.ends_with(b"\n");
    Some((serde_json::from_str(record).ok()?, fits))
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
                Some((text, Encoding::Utf8)) if text == begin.document => Value::Bool(true),
                Some((text, encoding)) if encoding != Encoding::Utf8 => json!([encoding.name(), text]),
                text => json!(text.map(|(text, _)| text)),
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
        "begin" if record.get("format")?.as_u64() == Some(FORMAT) => JournalEntry::Begin(Box::new(Begin {
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
    let plain = rule.widest();
    let mut values: Vec<Value> = Field::ALL.iter().map(|field| plain.text(*field).into()).collect();
    if !rule.open.is_empty() {
        let open = Field::ALL.iter().filter_map(|field| Some((field.key().to_owned(), rule.open.text(*field)?.into())));
        values.push(Value::Object(open.collect()));
        values.extend(rule.open.repeated().map(Value::from));
    }
    values.into()
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
    let mut rule = rule.described(text(Field::Description)?);
    for field in Field::ALL {
        let open = values.get(Field::ALL.len()).and_then(|open| open.get(field.key())?.as_str());
        if let Some(open) = open {
            rule = rule.unresolved(field, open);
        }
    }
    let repeated = values.get(Field::ALL.len() + 1).and_then(Value::as_str);
    Some(if let Some(repeated) = repeated { rule.repeated(repeated) } else { rule })
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

    #[test]
    fn every_label_comes_back() {
        let mut labels = vec![Label::Opened, Label::Added, Label::Duplicated(1), Label::Deleted(3), Label::Moved(2)];
        labels.extend([
            Label::Toggled(1),
            Label::Pasted(4),
            Label::Rewritten,
            Label::Preset("SSH を許可".into()),
            Label::Fixed,
            Label::Repaired,
            Label::Fitted,
            Label::Imported,
            Label::Retyped,
            Label::Named,
        ]);
        labels.extend(Field::ALL.map(Label::Changed));
        for label in labels {
            assert_eq!(label_of(&label_text(&label)), label);
        }
    }
}
