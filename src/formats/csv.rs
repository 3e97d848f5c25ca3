//! Tables for spreadsheets: a heading that names the columns, then a rule a line (RFC 4180).
//!
//! Commas, semicolons or tabs divide; the heading tells which. Columns that mean nothing here, such as a number, stay. A
//! text that a spreadsheet would take for a formula is written with an apostrophe before it, which reading takes off
//! again (<https://owasp.org/www-community/attacks/CSV_Injection>).

mod records;

use super::columns::{heading, with_cell};
use super::{Confidence, Format, Like, Listing, Place, Problem, ProblemKind, Reading, Room, Syntax, placed};
use crate::filter::{Action, Field, FieldError, Filter, Protocol, Rule};
use crate::lang::Lang;
use crate::lang::read::{ALLOW, COLUMNS, DENY};
use records::{Cell, Record, records};

/// The format.
#[derive(Debug)]
pub(super) struct Csv;

pub(super) static CSV: Csv = Csv;

/// The order in which the control panel and the API name the fields.
const ORDER: [Field; 6] =
    [Field::Protocol, Field::Source, Field::SourcePort, Field::DestinationPort, Field::Action, Field::Description];

/// Fields that every rule needs.
const NEEDED: [Field; 2] = [Field::Protocol, Field::Action];

/// What may divide cells.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// The longest line that is looked at for a heading, in bytes.
const LONGEST: usize = 4096;

/// With what a spreadsheet lets a formula begin.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];

impl Format for Csv {
    fn id(&self) -> &'static str {
        "csv"
    }

    fn family(&self) -> &'static str {
        "CSV"
    }

    fn extension(&self) -> &'static str {
        "csv"
    }

    fn other_extensions(&self) -> &'static [&'static str] {
        &["tsv"]
    }

    fn recognise(&self, text: &str) -> Confidence {
        if Columns::of(text).is_some() { Confidence::Sure } else { Confidence::ByName }
    }

    fn read(&'static self, text: &str) -> Result<Reading, Vec<Problem>> {
        let mut reader = Reader::default();
        let read = reader.table(text);
        match read.filter(|_| reader.problems.is_empty()) {
            Some((rules, listing)) => {
                let filter = Filter { rules, ..Filter::default() };
                Ok(Reading { format: self, filters: vec![filter], listings: vec![listing] })
            }
            None => Err(placed(text, reader.problems)),
        }
    }

    fn item(&self, rule: &Rule, like: Like<'_>, room: &Room) -> Result<String, Field> {
        let Some(columns) = Columns::of(&room.heading) else { return Err(Field::Action) };
        let (text, is_itself) = match like {
            Like::Itself(text) => (text, true),
            Like::Neighbour(text) => (text, false),
        };
        let old = records(text, columns.delimiter).ok().and_then(|mut all| all.drain(..).next());
        let old = old.unwrap_or_default();
        let before = if is_itself { columns.rule(&old).ok() } else { None };
        if before.as_ref() == Some(rule) {
            return Ok(text.to_owned());
        }
        if let Some(field) = Field::ALL.into_iter().find(|field| columns.lacks(*field) && !rule.text(*field).is_empty())
        {
            return Err(field);
        }
        let language = usize::from(columns.cell(&old, Field::Action).is_some_and(|cell| !cell.is_ascii()));
        let cell = |(at, field): (usize, &Option<Field>)| {
            let raw = old.cells.get(at).and_then(|cell| text.get(cell.span.clone())).filter(|_| is_itself);
            match field {
                None => raw.unwrap_or_default().to_owned(),
                Some(field) => {
                    match raw.filter(|_| before.as_ref().is_some_and(|b| b.text(*field) == rule.text(*field))) {
                        Some(same) => same.to_owned(),
                        None => quoted(&cell_text(rule, *field, language)),
                    }
                }
            }
        };
        let mut cells: Vec<String> = columns.fields.iter().enumerate().map(cell).collect();
        while is_itself && cells.len() > old.cells.len() && cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        Ok(cells.join(&char::from(columns.delimiter).to_string()))
    }

    /// The columns that mean nothing here, as far as something stands in them.
    fn keys(&self, text: &str, _: usize) -> Vec<String> {
        let Some(columns) = Columns::of(text) else { return Vec::new() };
        let all = records(text, columns.delimiter).unwrap_or_default();
        let mut all = all.into_iter().filter(|record| !record.is_blank());
        let head = all.next().unwrap_or_default();
        let rows: Vec<Record> = all.collect();
        let is_used =
            |at: usize| rows.iter().any(|row| row.cells.get(at).is_some_and(|cell| !cell.value.trim().is_empty()));
        let unknown = columns
            .fields
            .iter()
            .zip(&head.cells)
            .enumerate()
            .filter(|(at, (field, _))| field.is_none() && is_used(*at));
        unknown.map(|(_, (_, cell))| cell.value.trim().to_owned()).filter(|name| !name.is_empty()).collect()
    }

    fn blank(&self) -> String {
        self.blank_in(Lang::En)
    }

    /// With a byte order mark: without it spreadsheets on Windows take UTF-8 for something else.
    fn blank_in(&self, lang: Lang) -> String {
        let language = lang.pick(1, 0);
        let name = |field: Field| {
            let known = Field::ALL.into_iter().zip(COLUMNS).find(|(known, _)| *known == field);
            known.and_then(|(_, names)| names.get(language).copied()).unwrap_or(field.key())
        };
        format!("\u{FEFF}{}\r\n", ORDER.map(name).join(","))
    }
}

/// What stands in the cell of a new or changed field.
fn cell_text(rule: &Rule, field: Field, language: usize) -> String {
    match field {
        Field::Action => {
            let words = if rule.action == Action::Allow { ALLOW } else { DENY };
            words.get(language).copied().unwrap_or(rule.action.as_str()).to_owned()
        }
        Field::Description => guarded(&rule.description),
        _ => rule.text(field),
    }
}

/// A text that no spreadsheet takes for a formula.
fn guarded(text: &str) -> String {
    if is_guarded(text) { format!("'{text}") } else { text.to_owned() }
}

/// What was meant by a text that may have been guarded.
fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|_| is_guarded(text)).unwrap_or(text)
}

fn is_guarded(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

fn quoted(text: &str) -> String {
    let is_plain = !text.contains(['"', ',', ';', '\t', '\r', '\n']) && text.trim() == text;
    if is_plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

/// What a heading says.
struct Columns {
    delimiter: u8,
    fields: Vec<Option<Field>>,
}

impl Columns {
    /// The columns that the first line of a text names.
    fn of(text: &str) -> Option<Self> {
        let mut lines = text.trim_start_matches('\u{FEFF}').split(['\n', '\r']);
        let first = lines.find(|line| !line.trim().is_empty()).filter(|line| line.len() <= LONGEST)?;
        // A comment of another format may list the same words.
        if first.trim_start().starts_with(['#', '/']) {
            return None;
        }
        let with = |delimiter: u8| {
            let cells = records(first, delimiter).ok()?.drain(..).next()?.cells;
            let cells: Vec<String> = cells.into_iter().map(|cell| cell.value).collect();
            Some(Self { delimiter, fields: heading(&cells)? })
        };
        DELIMITERS.into_iter().filter_map(with).max_by_key(|columns| columns.fields.iter().flatten().count())
    }

    fn place(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|column| *column == Some(field))
    }

    fn lacks(&self, field: Field) -> bool {
        self.place(field).is_none()
    }

    fn cell<'a>(&self, record: &'a Record, field: Field) -> Option<&'a str> {
        let cell = self.place(field).and_then(|at| record.cells.get(at)).map(|cell| cell.value.as_str());
        if field == Field::Description { cell.map(unguarded) } else { cell.map(str::trim) }
    }

    /// The rule of a line.
    ///
    /// # Errors
    /// The fields that make no sense, and why.
    fn rule(&self, record: &Record) -> Result<Rule, Vec<(Field, ProblemKind)>> {
        let mut wrong = Vec::new();
        let mut bad = |field: Field, text: &str, error: FieldError| {
            let is_missing = text.is_empty() && NEEDED.contains(&field);
            let kind = ProblemKind::Field { text: text.to_owned(), error };
            wrong.push((field, if is_missing { ProblemKind::Missing(field) } else { kind }));
        };
        let text = |field: Field| self.cell(record, field).unwrap_or_default();
        let action =
            Action::of_word(text(Field::Action)).map_err(|error| bad(Field::Action, text(Field::Action), error));
        let protocol = Protocol::parse(text(Field::Protocol));
        let protocol = protocol.map_err(|error| bad(Field::Protocol, text(Field::Protocol), error));
        let mut rule = Rule::new(action.unwrap_or(Action::Deny), protocol.unwrap_or(Protocol::Ip));
        for field in [Field::Source, Field::SourcePort, Field::DestinationPort, Field::Description] {
            rule = match with_cell(rule.clone(), field, text(field)) {
                Ok(rule) => rule,
                Err(error) => {
                    bad(field, text(field), error);
                    rule
                }
            };
        }
        if wrong.is_empty() { Ok(rule) } else { Err(wrong) }
    }
}

/// What a table says, and everything that is wrong with it.
#[derive(Default)]
struct Reader {
    problems: Vec<(usize, Problem)>,
}

impl Reader {
    fn report(&mut self, at: usize, place: Place, kind: ProblemKind) {
        self.problems.push((at, Problem { place, kind }));
    }

    fn syntax(&mut self, at: usize, fault: Syntax) {
        self.report(at, Place::default(), ProblemKind::Syntax("CSV", fault));
    }

    fn table(&mut self, text: &str) -> Option<(Vec<Rule>, Listing)> {
        let Some(columns) = Columns::of(text) else {
            self.syntax(0, Syntax::NoHeading);
            return None;
        };
        let all = match records(text, columns.delimiter) {
            Ok(all) => all,
            Err((at, fault)) => {
                self.syntax(at, fault);
                return None;
            }
        };
        let mut all = all.into_iter().filter(|record| !record.is_blank());
        let head = all.next()?;
        self.heading(&head, &columns);
        if !self.problems.is_empty() {
            return None;
        }
        let (mut rules, mut items) = (Vec::new(), Vec::new());
        for record in all {
            let number = items.len() + 1;
            rules.extend(self.row(&record, &columns, number));
            items.push(record.span);
        }
        let line_end = head.line_end(text);
        let newline = if line_end.is_empty() { "\r\n" } else { line_end }.to_owned();
        let room = Room {
            span: head.span.end + line_end.len()..text.len(),
            open: if line_end.is_empty() { newline.clone() } else { String::new() },
            between: newline.clone(),
            close: newline,
            heading: text.get(head.span).unwrap_or_default().to_owned(),
            ..Room::default()
        };
        Some((rules, Listing { items, room, ..Listing::default() }))
    }

    fn heading(&mut self, head: &Record, columns: &Columns) {
        for field in NEEDED {
            if columns.lacks(field) {
                self.syntax(head.span.start, Syntax::NoColumn(field));
            }
        }
        for (at, (field, cell)) in columns.fields.iter().zip(&head.cells).enumerate() {
            if field.is_some_and(|field| columns.place(field) != Some(at)) {
                self.syntax(cell.span.start, Syntax::DuplicateKey(cell.value.trim().to_owned()));
            }
        }
    }

    fn row(&mut self, record: &Record, columns: &Columns, number: usize) -> Option<Rule> {
        let place = |field| Place { rule: Some(number), field, ..Place::default() };
        let beyond = record.cells.get(columns.fields.len()..).unwrap_or_default();
        if let Some(cell) = beyond.iter().find(|cell| !cell.value.trim().is_empty()) {
            self.report(cell.span.start, place(None), ProblemKind::Syntax("CSV", Syntax::TooManyCells));
        }
        let rule = columns.rule(record);
        for (field, kind) in rule.as_ref().err().into_iter().flatten() {
            let cell: Option<&Cell> = columns.place(*field).and_then(|at| record.cells.get(at));
            let at = cell.map_or(record.span.end, |cell| cell.span.start);
            self.report(at, place(Some(*field)), kind.clone());
        }
        rule.ok()
    }
}
