//! Reading a table key by key.

use super::{DataFault, DataPlace, DataProblem, DataShape};
use crate::filter::{Action, Field, Protocol, Rule};
use crate::lang::Phrase;
use crate::text::visible_lines;
use toml::{Table, Value};

/// The table a text is; `None`, with the problem noted, if it is no TOML.
pub(crate) fn parse<T: From<DataFault>>(
    place: &DataPlace,
    text: &str,
    problems: &mut Vec<DataProblem<T>>,
) -> Option<Table> {
    match text.parse::<Table>() {
        Ok(table) => Some(table),
        Err(error) => {
            let line = text.bytes().take(error.span().map_or(0, |span| span.start)).filter(|b| *b == b'\n').count() + 1;
            problems.push(place.problem(DataFault::Syntax { line, detail: error.message().to_owned() }));
            None
        }
    }
}

/// A table and where it stands. What is wrong is noted and read as blank.
pub(crate) struct DataReader<'a, T> {
    pub(crate) table: &'a Table,
    pub(crate) place: DataPlace,
    /// What was wrong so far.
    pub(crate) problems: &'a mut Vec<DataProblem<T>>,
}

impl<'a, T: From<DataFault>> DataReader<'a, T> {
    /// Notes that something is wrong with a key.
    pub(crate) fn report(&mut self, key: &str, trouble: impl Into<T>) {
        self.problems.push(self.place.at(key).problem(trouble));
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Notes every other key.
    pub(crate) fn only(&mut self, keys: &[&str]) {
        for key in self.table.keys().filter(|key| !keys.contains(&key.as_str())) {
            self.report(key, DataFault::UnknownKey);
        }
    }

    /// Notes a key that is not there.
    pub(crate) fn needs(&mut self, key: &str) {
        if !self.has(key) {
            self.report(key, DataFault::Missing);
        }
    }

    /// A text, trimmed; blank if it is not there.
    pub(crate) fn text(&mut self, key: &str, required: bool) -> String {
        let text = match self.table.get(key) {
            None => String::new(),
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(_) => {
                self.report(key, DataFault::Expected(DataShape::Text));
                return String::new();
            }
        };
        if required && text.is_empty() {
            self.report(key, DataFault::Missing);
        }
        text
    }

    /// A name made of `a-z`, `0-9` and `-`.
    pub(crate) fn id(&mut self, key: &str) -> String {
        let id = self.text(key, true);
        if !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            self.report(key, DataFault::NotKebab);
        }
        id
    }

    /// One of several words, or the default if there is one and the key is not there.
    pub(crate) fn word(&mut self, key: &str, words: &[&str], default: &str) -> String {
        let word = self.text(key, false);
        if word.is_empty() && !default.is_empty() {
            return default.to_owned();
        }
        if !words.contains(&word.as_str()) {
            self.report(key, DataFault::one_of(words));
        }
        word
    }

    /// A table with both languages, or one text that serves as both.
    pub(crate) fn phrase(&mut self, key: &str, required: bool) -> Phrase {
        match self.table.get(key) {
            Some(Value::Table(_)) => self.inner(key, |pair| pair.both_languages()).unwrap_or_default(),
            None | Some(Value::String(_)) => Phrase::same(&visible_lines(&self.text(key, required))),
            Some(_) => {
                self.report(key, DataFault::Expected(DataShape::Phrase));
                Phrase::default()
            }
        }
    }

    /// A list of texts in both languages.
    pub(crate) fn phrases(&mut self, key: &str) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        for (index, value) in self.list(key).iter().enumerate() {
            let place = self.place.at(&format!("{key}[{}]", index + 1));
            match value {
                Value::String(text) => phrases.push(Phrase::same(&visible_lines(text.trim()))),
                Value::Table(table) => {
                    phrases.push(DataReader { table, place, problems: self.problems }.both_languages());
                }
                _ => self.problems.push(place.problem(DataFault::Expected(DataShape::Phrase))),
            }
        }
        phrases
    }

    fn both_languages(&mut self) -> Phrase {
        self.only(&["ja", "en"]);
        let [ja, en] = ["ja", "en"].map(|lang| visible_lines(&self.text(lang, true)));
        Phrase::new(ja, en)
    }

    /// true or false; false if it is not there.
    pub(crate) fn switch(&mut self, key: &str) -> bool {
        match self.table.get(key) {
            None => false,
            Some(Value::Boolean(on)) => *on,
            Some(_) => {
                self.report(key, DataFault::Expected(DataShape::Switch));
                false
            }
        }
    }

    /// A whole number from 0.
    pub(crate) fn number(&mut self, key: &str) -> Option<usize> {
        let value = self.table.get(key)?;
        let number = value.as_integer().and_then(|number| usize::try_from(number).ok());
        if number.is_none() {
            self.report(key, DataFault::Expected(DataShape::Number));
        }
        number
    }

    fn list(&mut self, key: &str) -> &'a [Value] {
        match self.table.get(key) {
            None => &[],
            Some(Value::Array(values)) => values,
            Some(_) => {
                self.report(key, DataFault::Expected(DataShape::List));
                &[]
            }
        }
    }

    pub(crate) fn texts(&mut self, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for value in self.list(key) {
            match value {
                Value::String(text) => texts.push(text.clone()),
                _ => self.report(key, DataFault::Expected(DataShape::Text)),
            }
        }
        texts
    }

    /// The tables of a list with their 1-based numbers.
    pub(crate) fn tables(&mut self, key: &str) -> Vec<(usize, &'a Table)> {
        let mut tables = Vec::new();
        for (index, value) in self.list(key).iter().enumerate() {
            match value {
                Value::Table(table) => tables.push((index + 1, table)),
                _ => self.report(key, DataFault::Expected(DataShape::Table)),
            }
        }
        tables
    }

    /// Reads every table of a list. The key's path names the entry, except in `rules`, where the rule number does.
    pub(crate) fn each<I>(&mut self, key: &str, mut read: impl FnMut(&mut DataReader<'_, T>) -> I) -> Vec<I> {
        let mut items = Vec::new();
        for (number, table) in self.tables(key) {
            let place = match key {
                "rules" => DataPlace { rule: Some(number), ..self.place.clone() },
                _ => self.place.at(&format!("{key}[{number}]")),
            };
            items.push(read(&mut DataReader { table, place, problems: self.problems }));
        }
        items
    }

    /// Reads a table in the table, if it is there.
    pub(crate) fn inner<I>(&mut self, key: &str, read: impl FnOnce(&mut DataReader<'_, T>) -> I) -> Option<I> {
        match self.table.get(key) {
            None => None,
            Some(Value::Table(table)) => {
                Some(read(&mut DataReader { table, place: self.place.at(key), problems: self.problems }))
            }
            Some(_) => {
                self.report(key, DataFault::Expected(DataShape::Table));
                None
            }
        }
    }

    /// A rule whose fields are texts of the table.
    pub(crate) fn rule(&mut self) -> Rule {
        self.only(&Field::ALL.map(field_key));
        let before = self.problems.len();
        let needed = |field| matches!(field, Field::Action | Field::Protocol);
        let texts = Field::ALL.map(|field| (field, self.text(field_key(field), needed(field))));
        let blank = Rule::new(Action::Allow, Protocol::Ip);
        if self.problems.len() > before {
            return blank;
        }
        let filled = texts.iter().try_fold(blank.clone(), |rule, (field, text)| {
            rule.with_text(*field, text).map_err(|error| (*field, error))
        });
        filled.unwrap_or_else(|(field, error)| {
            self.report(field_key(field), DataFault::Value(error));
            blank
        })
    }
}

/// The key of a rule's field.
pub(crate) const fn field_key(field: Field) -> &'static str {
    match field {
        Field::Action => "action",
        Field::Protocol => "protocol",
        Field::Source => "source",
        Field::SourcePort => "source_port",
        Field::DestinationPort => "destination_port",
        Field::Description => "description",
    }
}
