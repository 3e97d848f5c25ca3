//! Preset files: TOML, read key by key so that every problem names its place.
//!
//! A derived reader would stop at a file's first mistake and describe it in English only; here a wrong value becomes
//! a problem and a blank, and reading goes on.

use super::claims::{ATTACHMENTS, ClaimTexts, GUESTS};
use super::{Claims, Kind, Parameter, ParameterKind, Phrase, Preset, PresetProblem, RuleTexts, Shape, Trouble};
use std::collections::BTreeMap;
use toml::{Table, Value};

/// A preset as written: its rules may still be references to blocks.
pub(super) struct Draft {
    pub(super) file: String,
    pub(super) preset: Preset,
    pub(super) entries: Vec<Entry>,
}

/// One entry of `rules`.
pub(super) enum Entry {
    Rule(RuleTexts),
    Block { id: String, with: BTreeMap<String, String> },
}

/// Reads one file. Presets with a problem are not among the drafts.
pub(super) fn file(name: &str, text: &str, problems: &mut Vec<PresetProblem>) -> Vec<Draft> {
    let place = Place { file: name.to_owned(), ..Place::default() };
    let table = match text.parse::<Table>() {
        Ok(table) => table,
        Err(error) => {
            let line = text.bytes().take(error.span().map_or(0, |span| span.start)).filter(|b| *b == b'\n').count() + 1;
            problems.push(place.problem(Trouble::Syntax { line, detail: error.message().to_owned() }));
            return Vec::new();
        }
    };
    let mut reader = Reader { table: &table, place, problems };
    reader.only(&["preset"]);
    let tables = reader.tables("preset");
    let Reader { place, problems, .. } = reader;
    tables.into_iter().filter_map(|(number, table)| draft(number, table, &place, problems)).collect()
}

fn draft(number: usize, table: &Table, place: &Place, problems: &mut Vec<PresetProblem>) -> Option<Draft> {
    let before = problems.len();
    let id = table.get("id").and_then(Value::as_str).map_or_else(|| format!("#{number}"), str::to_owned);
    let mut reader = Reader { table, place: Place { preset: Some(id), ..place.clone() }, problems };
    let (preset, entries) = preset(&mut reader);
    let file = reader.place.file;
    (problems.len() == before).then_some(Draft { file, preset, entries })
}

fn preset(reader: &mut Reader<'_>) -> (Preset, Vec<Entry>) {
    reader.only(&["id", "kind", "name", "summary", "aliases", "parameters", "rules", "claims"]);
    let kind = if reader.word("kind", &["block", "server"], "block") == "server" { Kind::Server } else { Kind::Block };
    let preset = Preset {
        id: reader.id("id"),
        kind,
        name: reader.phrase("name", true),
        summary: reader.phrase("summary", false),
        aliases: reader.texts("aliases"),
        parameters: parameters(reader),
        rules: Vec::new(),
        claims: claims(reader),
    };
    if !reader.table.contains_key("rules") {
        reader.report("rules", Trouble::Missing);
    }
    let entries = reader.each("rules", |number, entry| {
        entry.place.rule = Some(number);
        rules_entry(entry)
    });
    (preset, entries)
}

fn parameters(reader: &mut Reader<'_>) -> Vec<Parameter> {
    reader.each("parameters", |_, entry| {
        entry.only(&["id", "kind", "label", "default", "required"]);
        let kind = entry.word("kind", &ParameterKind::WORDS, "");
        Parameter {
            id: entry.id("id"),
            kind: ParameterKind::of_word(&kind).unwrap_or(ParameterKind::Network),
            label: entry.phrase("label", true),
            default: entry.text("default", false),
            required: entry.switch("required"),
        }
    })
}

fn rules_entry(entry: &mut Reader<'_>) -> Entry {
    if !entry.table.contains_key("block") {
        return Entry::Rule(rule(entry, true));
    }
    if entry.table.keys().any(|key| key != "block" && key != "with") {
        entry.report("block", Trouble::BlockAndRule);
    }
    let with = entry.inner("with", |with| {
        let keys: Vec<String> = with.table.keys().cloned().collect();
        keys.into_iter().map(|key| (key.clone(), with.text(&key, false))).collect()
    });
    Entry::Block { id: entry.text("block", true), with: with.unwrap_or_default() }
}

fn rule(entry: &mut Reader<'_>, full: bool) -> RuleTexts {
    let keys = ["action", "protocol", "source", "source_port", "destination_port", "description", "why"];
    entry.only(if full { &keys } else { &["protocol", "source", "source_port", "destination_port"] });
    RuleTexts {
        action: if full { entry.text("action", true) } else { "allow".to_owned() },
        protocol: entry.text("protocol", true),
        source: entry.text("source", false),
        source_port: entry.text("source_port", false),
        destination_port: entry.text("destination_port", false),
        description: entry.phrase("description", false),
        why: entry.phrase("why", false),
    }
}

fn claims(reader: &mut Reader<'_>) -> Option<ClaimTexts> {
    reader.inner("claims", |reader| {
        reader.only(&["profile", "flows", "also", "closed"]);
        if !reader.table.contains_key("profile") {
            reader.report("profile", Trouble::Missing);
        }
        let profile = reader.inner("profile", |profile| {
            profile.only(&["attachment", "guest", "services", "admin"]);
            Claims {
                attachment: profile.word("attachment", &ATTACHMENTS, ""),
                guest: profile.word("guest", &GUESTS, ""),
                services: profile.texts("services"),
                admin: profile.texts("admin"),
                ..Claims::default()
            }
        });
        let claims =
            Claims { flows: reader.texts("flows"), closed: reader.switch("closed"), ..profile.unwrap_or_default() };
        ClaimTexts { claims, also: reader.each("also", |_, entry| rule(entry, false)) }
    })
}

/// Where in the files a reader stands.
#[derive(Clone, Default)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) preset: Option<String>,
    pub(super) rule: Option<usize>,
    /// The key, or the path of tables before it.
    pub(super) key: Option<String>,
}

impl Place {
    pub(super) fn problem(&self, trouble: Trouble) -> PresetProblem {
        let Self { file, preset, rule, key } = self.clone();
        PresetProblem { file, preset, rule, key, trouble }
    }

    pub(super) fn at(&self, key: &str) -> Self {
        let key = self.key.as_ref().map_or_else(|| key.to_owned(), |path| format!("{path}.{key}"));
        Self { key: Some(key), ..self.clone() }
    }
}

/// A table and where it stands. What is wrong is noted and read as blank.
struct Reader<'a> {
    table: &'a Table,
    place: Place,
    problems: &'a mut Vec<PresetProblem>,
}

impl<'a> Reader<'a> {
    fn report(&mut self, key: &str, trouble: Trouble) {
        self.problems.push(self.place.at(key).problem(trouble));
    }

    fn only(&mut self, keys: &[&str]) {
        for key in self.table.keys().filter(|key| !keys.contains(&key.as_str())) {
            self.report(key, Trouble::UnknownKey);
        }
    }

    fn text(&mut self, key: &str, required: bool) -> String {
        let text = match self.table.get(key) {
            None => String::new(),
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(_) => {
                self.report(key, Trouble::Expected(Shape::Text));
                return String::new();
            }
        };
        if required && text.is_empty() {
            self.report(key, Trouble::Missing);
        }
        text
    }

    fn id(&mut self, key: &str) -> String {
        let id = self.text(key, true);
        if !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            self.report(key, Trouble::NotKebab);
        }
        id
    }

    fn word(&mut self, key: &str, words: &'static [&'static str], default: &str) -> String {
        let word = self.text(key, false);
        if word.is_empty() && !default.is_empty() {
            return default.to_owned();
        }
        if !words.contains(&word.as_str()) {
            self.report(key, Trouble::OneOf(words));
        }
        word
    }

    /// A table with both languages, or one text that serves as both.
    fn phrase(&mut self, key: &str, required: bool) -> Phrase {
        match self.table.get(key) {
            Some(Value::Table(_)) => self
                .inner(key, |pair| {
                    pair.only(&["ja", "en"]);
                    Phrase::new(pair.text("ja", true), pair.text("en", true))
                })
                .unwrap_or_default(),
            None | Some(Value::String(_)) => Phrase::same(&self.text(key, required)),
            Some(_) => {
                self.report(key, Trouble::Expected(Shape::Phrase));
                Phrase::default()
            }
        }
    }

    fn switch(&mut self, key: &str) -> bool {
        match self.table.get(key) {
            None => false,
            Some(Value::Boolean(on)) => *on,
            Some(_) => {
                self.report(key, Trouble::Expected(Shape::Switch));
                false
            }
        }
    }

    fn list(&mut self, key: &str) -> &'a [Value] {
        match self.table.get(key) {
            None => &[],
            Some(Value::Array(values)) => values,
            Some(_) => {
                self.report(key, Trouble::Expected(Shape::List));
                &[]
            }
        }
    }

    fn texts(&mut self, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for value in self.list(key) {
            match value {
                Value::String(text) => texts.push(text.clone()),
                _ => self.report(key, Trouble::Expected(Shape::Text)),
            }
        }
        texts
    }

    /// The tables of a list with their 1-based numbers.
    fn tables(&mut self, key: &str) -> Vec<(usize, &'a Table)> {
        let mut tables = Vec::new();
        for (index, value) in self.list(key).iter().enumerate() {
            match value {
                Value::Table(table) => tables.push((index + 1, table)),
                _ => self.report(key, Trouble::Expected(Shape::Table)),
            }
        }
        tables
    }

    /// Reads every table of a list. The key's path names the entry, except in `rules`, where the rule number does.
    fn each<T>(&mut self, key: &str, mut read: impl FnMut(usize, &mut Reader<'_>) -> T) -> Vec<T> {
        let mut items = Vec::new();
        for (number, table) in self.tables(key) {
            let place = if key == "rules" { self.place.clone() } else { self.place.at(&format!("{key}[{number}]")) };
            items.push(read(number, &mut Reader { table, place, problems: self.problems }));
        }
        items
    }

    /// Reads a table in the table, if it is there.
    fn inner<T>(&mut self, key: &str, read: impl FnOnce(&mut Reader<'_>) -> T) -> Option<T> {
        match self.table.get(key) {
            None => None,
            Some(Value::Table(table)) => {
                Some(read(&mut Reader { table, place: self.place.at(key), problems: self.problems }))
            }
            Some(_) => {
                self.report(key, Trouble::Expected(Shape::Table));
                None
            }
        }
    }
}
