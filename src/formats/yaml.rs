//! YAML as `usacloud -o yaml` prints it: the objects of its JSON in another spelling, read into the same tree.
//!
//! Scalars are the text that stands there, whatever type YAML might see in them: ports are text. What stands for something
//! else (aliases, merge keys, tags) is refused, so that nothing is read in half. A text that was read is never written
//! into: only new files are. Source: <https://github.com/sacloud/usacloud>, pkg/output.

use super::json::{Duplicate, Fault, FilterReader, Layout, Member, Node, Shape, Text, Value, keys};
use super::{Confidence, Format, Like, Listing, Problem, Reading, Room, Slot, Syntax, Writes};
use crate::filter::{Field, Rule};
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::collections::HashSet;

/// The format.
#[derive(Debug)]
pub(super) struct Yaml;

pub(super) static YAML: Yaml = Yaml;

/// Lists inside of lists; every real file needs fewer than ten.
const MAX_DEPTH: usize = 128;

/// What stands in a file that holds filters.
const TELLING: [&str; 5] = ["Expression:", "Expressions:", "PacketFilter:", "PacketFilters:", "Protocol:"];

/// The order in which usacloud prints a rule's keys.
const ORDER: [Field; 6] =
    [Field::Action, Field::Description, Field::DestinationPort, Field::Protocol, Field::Source, Field::SourcePort];

const BLANK: &str = "- Description: \"\"\n  Expression: []\n  Name: \"\"\n";

impl Format for Yaml {
    fn id(&self) -> &'static str {
        "yaml"
    }

    fn family(&self) -> &'static str {
        "YAML"
    }

    fn extension(&self) -> &'static str {
        "yaml"
    }

    fn other_extensions(&self) -> &'static [&'static str] {
        &["yml"]
    }

    fn writes(&self) -> Writes {
        Writes::New
    }

    fn recognise(&self, text: &str) -> Confidence {
        let text = text.trim_start_matches('\u{FEFF}');
        if text.trim_start().starts_with(['[', '{']) {
            return Confidence::No;
        }
        let keys = text.lines().map(|line| line.trim_start_matches([' ', '-']));
        let tells = keys.into_iter().any(|key| TELLING.iter().any(|telling| key.starts_with(telling)));
        if tells { Confidence::Likely } else { Confidence::ByName }
    }

    fn read(&'static self, text: &str) -> Result<Reading, Vec<Problem>> {
        let mut reader = FilterReader::new("YAML");
        let shape = match tree(text) {
            Err(fault) => {
                reader.fault(fault);
                None
            }
            Ok((root, duplicates)) => {
                reader.duplicates(duplicates);
                let shape = Shape::of(&root);
                match shape {
                    Some(shape) => reader.root(&root, shape),
                    None => reader.syntax(root.at, Syntax::UnknownShape),
                }
                shape.map(|shape| (root, shape))
            }
        };
        let Some((root, shape)) = shape.filter(|_| reader.is_clean()) else {
            return Err(reader.into_problems(text));
        };
        let FilterReader { filters, .. } = reader;
        let listings = (0..filters.len()).map(|index| listing(text, &root, shape, index)).collect();
        Ok(Reading { format: self, filters, listings })
    }

    fn item(&self, rule: &Rule, _: Like<'_>, _: &Room) -> Result<String, Field> {
        let line = |field: Field| format!("{}: {}", field.key(), scalar(&rule.text(field)));
        Ok(format!("- {}", ORDER.map(line).join("\n    ")))
    }

    fn text(&self, text: &str) -> String {
        scalar(text)
    }

    fn keys(&self, text: &str, index: usize) -> Vec<String> {
        let Ok((root, _)) = tree(text) else { return Vec::new() };
        Shape::of(&root).map(|shape| keys(&root, shape, index)).unwrap_or_default()
    }

    fn blank(&self) -> String {
        BLANK.to_owned()
    }
}

/// A text as usacloud writes it: plain where nothing else can be meant, else in quotation marks.
fn scalar(text: &str) -> String {
    const OTHERS: [&str; 11] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"];
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        && !OTHERS.contains(&text.to_ascii_lowercase().as_str());
    // No number: neither an address nor a range of ports is one.
    let is_address = text.bytes().filter(|byte| *byte == b'.').count() == 3
        && text.bytes().all(|byte| byte.is_ascii_digit() || b"./".contains(&byte))
        && text.starts_with(|c: char| c.is_ascii_digit());
    let is_range = text.split_once('-').is_some_and(|(from, to)| {
        [from, to].iter().all(|end| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit()))
    });
    if is_word || is_address || is_range {
        return text.to_owned();
    }
    let escaped = |c: char| match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        '\r' => "\\r".to_owned(),
        c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') => {
            format!("\\u{:04X}", u32::from(c))
        }
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// Where a filter stands. Only the text of a new file is written into, so its places are those of [`BLANK`].
fn listing(text: &str, root: &Node, shape: Shape, index: usize) -> Listing {
    let Some(filter) = shape.filter(root, index) else { return Listing::default() };
    let slot = |key: &str| {
        let span = filter.get(key).map_or(0..0, |value| value.at..value.end);
        Some(Slot { span, open: String::new(), close: String::new(), needed: false })
    };
    let list = shape.rules_key().map_or(Some(filter), |key| filter.get(key));
    let items = list.and_then(Node::items).unwrap_or_default().iter().map(|item| item.at..item.end).collect();
    let span = list.map_or(0..0, |list| list.at.saturating_sub(1)..list.at + "[]".len());
    let room = Room {
        empty: text.get(span.clone()).unwrap_or_default().to_owned(),
        span,
        open: "\n  ".to_owned(),
        between: "\n  ".to_owned(),
        ..Room::default()
    };
    Listing { items, room, name: slot("Name"), description: slot("Description"), ..Listing::default() }
}

/// A list or an object that is not closed yet.
struct Open {
    node: Node,
    /// The key whose value comes next.
    key: Option<Text>,
    keys: HashSet<String>,
}

/// Takes a text apart.
///
/// # Errors
/// The first place where it is not what usacloud could have printed.
fn tree(text: &str) -> Result<(Node, Vec<Duplicate>), Fault> {
    let bare = text.trim_start_matches('\u{FEFF}');
    let mut places = Places { text: bare, character: 0, byte: 0, shift: text.len() - bare.len() };
    let mut parser = Parser::new_from_str(bare);
    let (mut open, mut root, mut duplicates): (Vec<Open>, Option<Node>, Vec<Duplicate>) = Default::default();
    while let Some(event) = parser.next_event() {
        let (event, span) =
            event.map_err(|error| Fault { at: places.byte_of(error.marker().index()), kind: Syntax::Malformed })?;
        let at = places.byte_of(span.start.index());
        let fault = |kind| Fault { at, kind };
        let done = match event {
            Event::Scalar(value, style, _, tag) => {
                if tag.is_some_and(|tag| !tag.is_yaml_core_schema()) {
                    return Err(fault(Syntax::Malformed));
                }
                let end = places.byte_of(span.end.index());
                let is_null = style == ScalarStyle::Plain && matches!(&*value, "" | "~" | "null" | "Null" | "NULL");
                let text = Text { value: value.into_owned(), raw: String::new() };
                Node { at, end, value: if is_null { Value::Null } else { Value::Text(text) } }
            }
            Event::SequenceStart(_, tag) | Event::MappingStart(_, tag) if tag.is_some() => {
                return Err(fault(Syntax::Malformed));
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= MAX_DEPTH => {
                return Err(fault(Syntax::TooDeep));
            }
            Event::SequenceStart(..) => {
                open.push(Open::new(at, Value::List(Layout::default(), Vec::new())));
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::new(at, Value::Object(Layout::default(), Vec::new())));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open { node, .. }) => Node { end: at, ..node },
                None => continue,
            },
            Event::Alias(_) => return Err(fault(Syntax::Malformed)),
            Event::DocumentStart(_) if root.is_some() => return Err(fault(Syntax::TextAfterEnd)),
            _ => continue,
        };
        match open.last_mut() {
            Some(outer) => outer.take(done, &mut duplicates)?,
            None => root = Some(done),
        }
    }
    root.map(|root| (root, duplicates)).ok_or(Fault { at: 0, kind: Syntax::Empty })
}

impl Open {
    fn new(at: usize, value: Value) -> Self {
        Self { node: Node { at, end: at, value }, key: None, keys: HashSet::new() }
    }

    /// Takes the next value: an entry, a key, or what belongs to the key before.
    fn take(&mut self, done: Node, duplicates: &mut Vec<Duplicate>) -> Result<(), Fault> {
        let members = match &mut self.node.value {
            Value::List(_, items) => {
                items.push(done);
                return Ok(());
            }
            Value::Object(_, members) => members,
            _ => return Ok(()),
        };
        match self.key.take() {
            Some(key) => members.push(Member { key, colon: String::new(), value: done }),
            None => match done.value {
                Value::Text(key) if key.value != "<<" => {
                    if !self.keys.insert(key.value.clone()) {
                        duplicates.push(Duplicate { key: key.value.clone(), at: done.at });
                    }
                    self.key = Some(key);
                }
                _ => return Err(Fault { at: done.at, kind: Syntax::Malformed }),
            },
        }
        Ok(())
    }
}

/// From characters, which the parser counts, to bytes; quick as long as places come in order.
struct Places<'a> {
    text: &'a str,
    character: usize,
    byte: usize,
    /// Bytes before the text that the parser sees.
    shift: usize,
}

impl Places<'_> {
    fn byte_of(&mut self, character: usize) -> usize {
        if character < self.character {
            (self.character, self.byte) = (0, 0);
        }
        let rest = self.text.get(self.byte..).unwrap_or_default();
        let ahead: usize = rest.chars().take(character - self.character).map(char::len_utf8).sum();
        (self.character, self.byte) = (character, self.byte + ahead);
        self.shift + self.byte
    }
}
