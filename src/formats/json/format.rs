//! JSON as a format: six shapes of one family, which one reader tells apart.

use super::filters::FilterReader;
use super::shape::Shape;
use super::{Member, Node, Parsed, Style, Text, Value, parse};
use crate::filter::{Field, Rule};
use crate::formats::{Confidence, Format, Like, Listing, Problem, Reading, Room, Slot, Syntax, ValueKind};

/// The order in which the API writes a rule's keys.
const API_ORDER: [Field; 6] =
    [Field::Protocol, Field::Source, Field::SourcePort, Field::DestinationPort, Field::Action, Field::Description];

/// Filters in JSON. Sources: <https://github.com/sacloud/iaas-api-go> for the API's shapes,
/// <https://github.com/sacloud/usacloud> for the others.
#[derive(Debug)]
pub struct Json(Shape);

/// `[{"Protocol": ..., "Action": ...}]`, what usacloud takes as `--expressions`. It reads the whole family.
pub static RULES: Json = Json(Shape::Rules);
/// `{"Name": ..., "Expression": [...]}`, one entry of usacloud's list.
pub(crate) static FILTER: Json = Json(Shape::UsacloudOne);
/// `[{"Name": ..., "Expression": [...]}]`, what `usacloud packet-filter list` and `read` print as JSON.
pub(crate) static USACLOUD: Json = Json(Shape::UsacloudList);
/// `{"Name": ..., "Expressions": [...]}`, what usacloud takes as `--parameters`.
pub(crate) static PARAMETERS: Json = Json(Shape::Parameters);
/// `{"PacketFilter": {...}}`, the API's answer for one filter.
pub static API: Json = Json(Shape::ApiOne);
/// `{"PacketFilters": [{...}]}`, the API's list.
pub(crate) static API_LIST: Json = Json(Shape::ApiMany);

static ALL: [&Json; 6] = [&RULES, &FILTER, &USACLOUD, &PARAMETERS, &API, &API_LIST];

impl Format for Json {
    fn id(&self) -> &'static str {
        match self.0 {
            Shape::Rules => "rules",
            Shape::UsacloudOne => "filter",
            Shape::UsacloudList => "usacloud",
            Shape::Parameters => "parameters",
            Shape::ApiOne => "api",
            Shape::ApiMany => "api-list",
        }
    }

    fn family(&self) -> &'static str {
        "JSON"
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn recognise(&self, text: &str) -> Confidence {
        let is_json = text.trim_start_matches('\u{FEFF}').trim_start().starts_with(['[', '{']);
        if is_json && self.0 == Shape::Rules { Confidence::Likely } else { Confidence::No }
    }

    fn read(&'static self, text: &str) -> Result<Reading, Vec<Problem>> {
        let parsed = match parse(text) {
            Ok(parsed) => parsed,
            Err(fault) => {
                let mut reader = FilterReader::new("JSON");
                reader.fault(fault);
                return Err(reader.into_problems(text));
            }
        };
        let style = Style::of(&parsed);
        let mut reader = FilterReader::new("JSON");
        reader.duplicates(parsed.duplicates);
        let shape = Shape::of(&parsed.root);
        match shape {
            Some(shape) => reader.root(&parsed.root, shape),
            None => reader.syntax(parsed.root.at, Syntax::UnknownShape),
        }
        let Some(format) = shape.filter(|_| reader.is_clean()).map(of) else {
            return Err(reader.into_problems(text));
        };
        let FilterReader { filters, notes, .. } = reader;
        let listings = notes.into_iter().enumerate().map(|(index, notes)| Listing {
            notes,
            ..listing(&parsed.root, format.0, index, &style, text).unwrap_or_default()
        });
        Ok(Reading { format, filters, listings: listings.collect() })
    }

    fn item(&self, rule: &Rule, like: Like<'_>, _: &Room) -> Result<String, Field> {
        let (text, is_itself) = match like {
            Like::Itself(text) => (text, true),
            Like::Neighbour(text) => (text, false),
        };
        let parsed = parse(text).ok();
        let style = parsed.as_ref().map(Style::of).unwrap_or_default();
        let mut node = match parsed {
            Some(parsed) if is_itself => parsed.root,
            other => new_rule_like(other.as_ref().map(|parsed| &parsed.root)),
        };
        for field in API_ORDER {
            node.set_text(field.key(), &rule.written(field));
        }
        Ok(style.write(&node))
    }

    fn extras(&self, item: &str) -> Vec<String> {
        let Ok(Parsed { root: Node { value: Value::Object(_, members), .. }, .. }) = parse(item) else {
            return Vec::new();
        };
        let is_known = |key: &str| API_ORDER.iter().any(|field| field.key() == key);
        members.into_iter().map(|member| member.key.value).filter(|key| !is_known(key)).collect()
    }

    fn text(&self, text: &str) -> String {
        Text::plain(text).raw
    }

    fn blank(&self) -> String {
        format!("{}\n", Style::default().write(&Shape::Rules.rewrap(Node::list(Vec::new()), self.0)))
    }

    fn keys(&self, text: &str, index: usize) -> Vec<String> {
        parse(text).map(|parsed| keys(&parsed.root, self.0, index)).unwrap_or_default()
    }

    /// Unknown keys of the filter and of its rules go to the new shape as far as it has a place for them.
    fn adopt(&self, format: &dyn Format, text: &str, index: usize) -> Option<String> {
        let shape = ALL.iter().find(|json| json.id() == format.id())?.0;
        let parsed = parse(text).ok()?;
        let filter = shape.filter(&parsed.root, index)?.clone();
        let style = Style::of(&parsed);
        Some(style.write(&shape.rewrap(filter, self.0).without_layout()) + &parsed.tail)
    }
}

/// Keys of filters, and those that make the shapes.
const KNOWN_KEYS: [&str; 6] = ["Name", "Description", "Expression", "Expressions", "PacketFilter", "PacketFilters"];

/// What a tree says of a filter, and around all of them, beyond what this program knows.
pub(in crate::formats) fn keys(root: &Node, shape: Shape, index: usize) -> Vec<String> {
    let filter = shape.filter(root, index);
    let rules = filter.and_then(|filter| shape.rules_key().map_or(Some(filter), |key| filter.get(key)));
    let rules = rules.and_then(Node::items).unwrap_or_default();
    let is_known = |key: &str| KNOWN_KEYS.contains(&key) || Field::ALL.iter().any(|field| field.key() == key);
    keys_of(std::iter::once(root).chain(filter).chain(rules), is_known)
}

/// The keys of objects that say something and are not known, each once.
pub(in crate::formats) fn keys_of<'a>(
    objects: impl Iterator<Item = &'a Node>,
    is_known: impl Fn(&str) -> bool,
) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for Member { key, value, .. } in objects.filter_map(Node::members).flatten() {
        if !is_known(&key.value) && says_something(value) && !keys.contains(&key.value) {
            keys.push(key.value.clone());
        }
    }
    keys
}

/// Whether something would be missed.
fn says_something(node: &Node) -> bool {
    match &node.value {
        Value::Text(text) => !text.value.is_empty(),
        Value::Object(_, members) => !members.is_empty(),
        Value::List(_, items) => !items.is_empty(),
        _ => node.kind() != ValueKind::Null,
    }
}

fn of(shape: Shape) -> &'static Json {
    match shape {
        Shape::Rules => &RULES,
        Shape::UsacloudOne => &FILTER,
        Shape::UsacloudList => &USACLOUD,
        Shape::Parameters => &PARAMETERS,
        Shape::ApiOne => &API,
        Shape::ApiMany => &API_LIST,
    }
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

/// Where a filter stands in the text.
fn listing(root: &Node, shape: Shape, index: usize, style: &Style, text: &str) -> Option<Listing> {
    let filter = shape.filter(root, index)?;
    let depth = shape.depth();
    let Some(key) = shape.rules_key() else {
        let room = room(filter, depth, style, text);
        return Some(Listing { items: spans(filter), room, ..Listing::default() });
    };
    let slot = |key: &str| match filter.get(key) {
        Some(value) => Slot { span: value.at..value.end, open: String::new(), close: String::new(), needed: false },
        None => Place::behind(filter, depth, style).slot(key),
    };
    let (name, description) = (Some(slot("Name")), Some(slot("Description")));
    let list = filter.get(key);
    let (items, room) = match list.filter(|list| list.items().is_some()) {
        Some(list) => (spans(list), room(list, depth + 1, style, text)),
        None => (Vec::new(), new_room(filter, key, depth, style)),
    };
    Some(Listing { items, room, name, description, ..Listing::default() })
}

fn spans(list: &Node) -> Vec<std::ops::Range<usize>> {
    list.items().unwrap_or_default().iter().map(|item| item.at..item.end).collect()
}

/// The room inside the brackets of a list, whose entries stand at this depth.
fn room(list: &Node, depth: usize, style: &Style, text: &str) -> Room {
    let span = list.at + 1..list.end.saturating_sub(1);
    let Value::List(layout, items) = &list.value else { return Room::default() };
    // Brackets that lost all their entries close up.
    let empty = if items.is_empty() { text.get(span.clone()).unwrap_or_default().to_owned() } else { String::new() };
    Room {
        span,
        empty,
        open: style.before(layout, 0, depth),
        between: format!(",{}", style.before(layout, items.len().max(1), depth)),
        close: style.line_break(depth - 1),
        model: style.write_at(&new_rule_like(None), depth + 1),
        heading: String::new(),
    }
}

/// The room of a list that the filter has not got yet, or has as `null`.
fn new_room(filter: &Node, key: &str, depth: usize, style: &Style) -> Room {
    let (span, head, tail) = match filter.get(key) {
        Some(null) => (null.at..null.end, String::new(), String::new()),
        None => {
            let place = Place::behind(filter, depth, style);
            let tail = if place.is_first { style.line_break(depth - 1) } else { String::new() };
            let inside = filter.at + 1..filter.end.saturating_sub(1);
            let span = if place.is_first { inside } else { place.at..place.at };
            (span, format!("{}{}{}", place.comma_before(), Text::plain(key).raw, place.colon), tail)
        }
    };
    let list = room(&Node::list(Vec::new()), depth + 1, style, "");
    Room {
        span,
        empty: format!("{head}[]{tail}"),
        open: format!("{head}[{}", list.open),
        close: format!("{}]{tail}", list.close),
        ..list
    }
}

/// Where a new member of an object would stand.
struct Place {
    at: usize,
    /// The object has no member yet; then its list of rules comes too, behind the others.
    is_first: bool,
    before: String,
    colon: String,
}

impl Place {
    fn behind(object: &Node, depth: usize, style: &Style) -> Self {
        let (layout, members): (_, &[Member]) = match &object.value {
            Value::Object(layout, members) => (layout.clone(), members),
            _ => Default::default(),
        };
        let last = members.last().map(|member| member.value.end);
        Self {
            at: last.unwrap_or(object.at + 1),
            is_first: last.is_none(),
            before: style.before(&layout, members.len(), depth),
            colon: members.first().map_or_else(|| style.colon().to_owned(), |member| member.colon.clone()),
        }
    }

    fn comma_before(&self) -> String {
        format!("{}{}", if self.is_first { "" } else { "," }, self.before)
    }

    fn slot(self, key: &str) -> Slot {
        let open = format!("{}{}{}", self.comma_before(), Text::plain(key).raw, self.colon);
        let close = if self.is_first { "," } else { "" }.to_owned();
        Slot { span: self.at..self.at, open, close, needed: false }
    }
}
