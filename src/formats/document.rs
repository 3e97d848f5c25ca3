//! One file: its filters, and all the rest of it.

use super::json::{Node, Style, Value, parse};
use super::problem::{Note, Problem};
use super::read::{Reading, written};
use super::shape::Shape;
use crate::filter::{Field, Filter, Rule, predecessors};

/// The order in which the API writes a rule's keys.
const API_ORDER: [Field; 6] =
    [Field::Protocol, Field::Source, Field::SourcePort, Field::DestinationPort, Field::Action, Field::Description];

/// A file with one or more filters.
///
/// It stays as it was read: an editor keeps it beside the filter being edited, and says which of its
/// rules each rule was when it asks for the text to save. So undo across a save loses nothing either.
#[derive(Debug, Clone)]
pub struct Document {
    shape: Shape,
    lead: String,
    root: Node,
    tail: String,
    style: Style,
    filters: Vec<Filter>,
    notes: Vec<Vec<Note>>,
}

impl Document {
    /// Reads a file of any [shape](Shape). A byte order mark is welcome; `null`, `""` and a missing key say the same.
    ///
    /// # Errors
    /// Every problem in the order of the text, if there is one. Where the text is no JSON at all, only the first.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        let mut reading = Reading::default();
        let parsed = match parse(text) {
            Ok(parsed) => parsed,
            Err(fault) => {
                reading.fault(fault);
                return Err(reading.into_problems(text));
            }
        };
        let style = Style::of(&parsed);
        reading.duplicates(parsed.duplicates);
        let shape = Shape::of(&parsed.root);
        match &shape {
            Ok(shape) => reading.root(&parsed.root, *shape),
            Err(unknown) => reading.report(parsed.root.at, unknown.clone()),
        }
        match shape {
            Ok(shape) if reading.is_clean() => {
                let Reading { filters, notes, .. } = reading;
                Ok(Self { shape, lead: parsed.lead, root: parsed.root, tail: parsed.tail, style, filters, notes })
            }
            _ => Err(reading.into_problems(text)),
        }
    }

    /// A new file with one filter without a name and without rules.
    pub fn blank(shape: Shape) -> Self {
        let root = Shape::Rules.rewrap(Node::list(Vec::new()), shape);
        Self {
            shape,
            lead: String::new(),
            root,
            tail: "\n".into(),
            style: Style::default(),
            filters: vec![Filter::default()],
            notes: vec![Vec::new()],
        }
    }

    /// How the file holds its filters.
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// Its filters as they stand in the file.
    pub fn filters(&self) -> &[Filter] {
        &self.filters
    }

    /// The byte offset of each rule of a filter in the text that was read.
    pub fn rule_offsets(&self, index: usize) -> Vec<usize> {
        let rules = self.shape.filter(&self.root, index).and_then(|filter| self.shape.rules(filter));
        rules.and_then(Node::items).unwrap_or_default().iter().map(|rule| rule.at).collect()
    }

    /// What a save of a filter spells differently even where nobody edited it.
    pub fn notes(&self, index: usize) -> &[Note] {
        self.notes.get(index).map_or(&[], Vec::as_slice)
    }

    /// The text of the file as it was read.
    pub fn text(&self) -> String {
        format!("{}{}{}", self.lead, self.style.write(&self.root), self.tail)
    }

    /// The text of the file with another filter at `index`; nothing changes for an index that is not there.
    ///
    /// Unknown keys, digits, order and layout stay, and so do the other filters. A field is written as the API takes it,
    /// a key that was missing stays missing while its field is empty, and a new rule is written like its neighbours.
    pub fn write(&self, index: usize, filter: &Filter) -> String {
        let before = self.filters.get(index).map(|before| before.rules.as_slice()).unwrap_or_default();
        self.write_from(index, filter, &predecessors(before, &filter.rules))
    }

    /// [`Self::write`] where it is known which rule of the file each rule was: its index there, or none for a new rule.
    pub fn write_from(&self, index: usize, filter: &Filter, origins: &[Option<usize>]) -> String {
        let mut root = self.root.clone();
        if let Some(node) = self.shape.filter_mut(&mut root, index) {
            put_filter(node, filter, origins, self.shape);
        }
        format!("{}{}{}", self.lead, self.style.write(&root), self.tail)
    }

    /// One filter of the file as a file of another shape, and its index there.
    ///
    /// Origins stay valid, so that a filter being edited, with its history, goes on in the new file. Keys that the new
    /// shape has no place for are lost. The same shape changes nothing: the other filters stay too.
    #[must_use]
    pub fn reshaped(&self, index: usize, shape: Shape) -> (Self, usize) {
        if shape == self.shape {
            return (self.clone(), index);
        }
        let mut root = self.root.clone();
        let node = self.shape.filter_mut(&mut root, index).cloned().unwrap_or_else(|| Node::list(Vec::new()));
        let mut filter = self.filters.get(index).cloned().unwrap_or_default();
        if !shape.has_name() {
            filter = Filter { rules: filter.rules, ..Filter::default() };
        }
        let reshaped = Self {
            shape,
            lead: String::new(),
            root: self.shape.rewrap(node, shape).without_layout(),
            tail: self.tail.clone(),
            style: self.style.clone(),
            filters: vec![filter],
            notes: vec![self.notes(index).to_vec()],
        };
        (reshaped, 0)
    }
}

fn put_filter(node: &mut Node, filter: &Filter, origins: &[Option<usize>], shape: Shape) {
    let Some(key) = shape.rules_key() else {
        return put_rules(node, &filter.rules, origins);
    };
    node.set_text("Name", &filter.name);
    node.set_text("Description", &filter.description);
    if node.get(key).is_none_or(|rules| rules.items().is_none()) {
        node.set(key, Node::list(Vec::new()));
    }
    if let Some(rules) = node.get_mut(key) {
        put_rules(rules, &filter.rules, origins);
    }
}

fn put_rules(list: &mut Node, rules: &[Rule], origins: &[Option<usize>]) {
    let Some(items) = list.items_mut() else { return };
    let new = new_rule_like(items.first());
    let mut old: Vec<Option<Node>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(rules.iter().zip(origins.iter().copied().chain(std::iter::repeat(None))).map(|(rule, origin)| {
        let from_file = origin.and_then(|origin| old.get_mut(origin)).and_then(Option::take);
        let mut node = from_file.unwrap_or_else(|| new.clone());
        for field in API_ORDER {
            node.set_text(field.key(), &written(rule, field));
        }
        node
    }));
}

/// A rule with all six keys, laid out like one that is there.
fn new_rule_like(neighbour: Option<&Node>) -> Node {
    let mut new = Node::object(API_ORDER.map(|field| (field.key(), Node::text(""))));
    if let (Some(Value::Object(there, members)), Value::Object(layout, new)) =
        (neighbour.map(|node| &node.value), &mut new.value)
    {
        *layout = there.clone();
        let colon = members.first().map(|member| member.colon.clone()).unwrap_or_default();
        new.iter_mut().for_each(|member| member.colon.clone_from(&colon));
    }
    new
}
