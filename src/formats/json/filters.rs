//! From the tree to filters, with every problem on the way.

use super::shape::Shape;
use super::{Duplicate, Fault, Node, Value};
use crate::filter::{Action, Field, FieldError, Filter, Ports, Protocol, Rule, Source};
use crate::formats::{FilterPlace, Note, NoteKind, Place, Problem, ProblemKind, Syntax, ValueKind, placed};

/// What a tree says, as far as it says something.
#[derive(Debug)]
pub(in crate::formats) struct FilterReader {
    /// What the syntax of the text is called.
    syntax: &'static str,
    pub(in crate::formats) filters: Vec<Filter>,
    pub(in crate::formats) notes: Vec<Vec<Note>>,
    /// Byte offsets; lines and columns come at the end, in one pass over the text.
    problems: Vec<(usize, Problem)>,
    /// Where reading has come to.
    place: Place,
}

impl FilterReader {
    pub(in crate::formats) fn new(syntax: &'static str) -> Self {
        Self { syntax, filters: Vec::new(), notes: Vec::new(), problems: Vec::new(), place: Place::default() }
    }

    pub(in crate::formats) fn fault(&mut self, fault: Fault) {
        self.syntax(fault.at, fault.kind);
    }

    pub(in crate::formats) fn duplicates(&mut self, duplicates: Vec<Duplicate>) {
        for Duplicate { key, at } in duplicates {
            self.syntax(at, Syntax::DuplicateKey(key));
        }
    }

    pub(in crate::formats) fn syntax(&mut self, at: usize, fault: Syntax) {
        self.report(at, ProblemKind::Syntax(self.syntax, fault));
    }

    fn report(&mut self, at: usize, kind: ProblemKind) {
        self.problems.push((at, Problem { place: self.place.clone(), kind }));
    }

    /// The problems in the order of the text.
    pub(in crate::formats) fn into_problems(self, text: &str) -> Vec<Problem> {
        placed(text, self.problems)
    }

    pub(in crate::formats) fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    pub(in crate::formats) fn root(&mut self, root: &Node, shape: Shape) {
        let Some(list) = shape.list(root) else {
            let filter = if shape == Shape::ApiOne { root.get("PacketFilter") } else { Some(root) };
            return filter.into_iter().for_each(|filter| self.filter(filter, shape));
        };
        let Some(filters) = self.expect(list, ValueKind::List, Node::items) else { return };
        if filters.is_empty() {
            self.report(list.at, ProblemKind::NoFilter);
        }
        for (index, filter) in filters.iter().enumerate() {
            if filters.len() > 1 {
                let name = filter.get("Name").and_then(text_of).unwrap_or_default().to_owned();
                self.place.filter = Some(FilterPlace { number: index + 1, name });
            }
            self.filter(filter, shape);
        }
        self.place = Place::default();
    }

    fn filter(&mut self, node: &Node, shape: Shape) {
        let Some(key) = shape.rules_key() else {
            return self.rules(node, Filter::default());
        };
        if self.expect(node, ValueKind::Object, Node::members).is_none() {
            return;
        }
        let (name, description) = (self.text(node, "Name"), self.text(node, "Description"));
        let filter = Filter { name, description, rules: Vec::new() };
        match node.get(key) {
            Some(list) if list.kind() != ValueKind::Null => self.rules(list, filter),
            _ => self.push(filter, Vec::new()),
        }
    }

    fn rules(&mut self, list: &Node, mut filter: Filter) {
        let mut notes = Vec::new();
        for (index, node) in self.expect(list, ValueKind::List, Node::items).unwrap_or_default().iter().enumerate() {
            self.place.rule = Some(index + 1);
            filter.rules.extend(self.rule(node, &mut notes));
        }
        self.place.rule = None;
        self.push(filter, notes);
    }

    fn push(&mut self, filter: Filter, notes: Vec<Note>) {
        self.filters.push(filter);
        self.notes.push(notes);
    }

    fn rule(&mut self, node: &Node, notes: &mut Vec<Note>) -> Option<Rule> {
        self.expect(node, ValueKind::Object, Node::members)?;
        let action = self.field(node, Field::Action, Action::parse);
        let protocol = self.field(node, Field::Protocol, Protocol::parse);
        let source = self.field(node, Field::Source, Source::parse);
        let source_port = self.field(node, Field::SourcePort, Ports::parse);
        let destination_port = self.field(node, Field::DestinationPort, Ports::parse);
        let description = self.field(node, Field::Description, |text| Ok(text.to_owned()));
        let rule = Rule::new(action?, protocol?).from(source?).ports(source_port?, destination_port?);
        let rule = rule.described(description?);
        for field in Field::ALL {
            let found = node.get(field.key()).and_then(text_of).unwrap_or_default();
            notes.extend(note(&rule, field, found, self.place.rule.unwrap_or_default()));
        }
        Some(rule)
    }

    fn field<T>(&mut self, node: &Node, field: Field, parse: fn(&str) -> Result<T, FieldError>) -> Option<T> {
        self.place.field = Some(field);
        let problems = self.problems.len();
        let text = self.text(node, field.key());
        let at = node.get(field.key()).unwrap_or(node).at;
        let missing = text.trim().is_empty() && matches!(field, Field::Action | Field::Protocol);
        let value = if self.problems.len() > problems {
            None
        } else if missing {
            self.report(at, ProblemKind::Missing(field));
            None
        } else {
            match parse(&text) {
                Ok(value) => Some(value),
                Err(error) => {
                    self.report(at, ProblemKind::Field { text, error });
                    None
                }
            }
        };
        self.place.field = None;
        value
    }

    /// The text of a key; `null`, `""` and a missing key all say nothing.
    fn text(&mut self, node: &Node, key: &str) -> String {
        match node.get(key) {
            Some(value) if value.kind() != ValueKind::Null => {
                self.expect(value, ValueKind::Text, text_of).unwrap_or_default().to_owned()
            }
            _ => String::new(),
        }
    }

    fn expect<'a, T: ?Sized>(
        &mut self,
        node: &'a Node,
        wanted: ValueKind,
        open: fn(&'a Node) -> Option<&'a T>,
    ) -> Option<&'a T> {
        let opened = open(node);
        if opened.is_none() {
            self.syntax(node.at, Syntax::WrongType { wanted, found: node.kind() });
        }
        opened
    }
}

fn text_of(node: &Node) -> Option<&str> {
    if let Value::Text(text) = &node.value { Some(&text.value) } else { None }
}

fn note(rule: &Rule, field: Field, found: &str, number: usize) -> Option<Note> {
    let written = rule.written(field);
    if found == written {
        return None;
    }
    let kind = if rule.text(field) != written {
        NoteKind::PortsWithoutMeaning
    } else if written.is_empty() && !found.trim().is_empty() {
        NoteKind::AnyIsBlank
    } else if field == Field::Source && found.contains('/') && !written.contains('/') {
        NoteKind::HostPrefix
    } else {
        NoteKind::Respelled
    };
    Some(Note { rule: number, field, found: found.to_owned(), written, kind })
}
