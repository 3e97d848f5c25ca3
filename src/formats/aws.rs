//! Network ACLs of AWS (`aws ec2 describe-network-acls`): stateless and in order, as a packet filter is, so that they can be
//! taken over exactly.
//!
//! An ACL has entries for both directions. A filter sees incoming packets only, so those are its rules, by their numbers;
//! how many others there were is said. What a filter has no words for, such as one type of ICMP, is a problem: nothing
//! becomes wider or narrower unseen. What no entry matches is denied, and the last rule says so. Source:
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAclEntry.html>.

use super::json::{Fault, Node, Value, keys_of, parse};
use super::{
    Confidence, FilterPlace, Format, Listing, Place, Problem, ProblemKind, Reading, Remark, RemarkKind, Syntax,
    ValueKind, Writes, placed,
};
use crate::filter::{Action, Expected, Field, FieldError, Filter, PortRange, Ports, Protocol, Rule, Source};

/// The format.
#[derive(Debug)]
pub(super) struct NetworkAcl;

pub(super) static NACL: NetworkAcl = NetworkAcl;

/// What is taken over of a file.
const READ: [&str; 10] = [
    "NetworkAcls",
    "NetworkAclId",
    "Entries",
    "RuleNumber",
    "RuleAction",
    "Egress",
    "Protocol",
    "CidrBlock",
    "PortRange",
    "IcmpTypeCode",
];

/// The number of the entry that denies what no other matches.
const LAST: u32 = 32767;

impl Format for NetworkAcl {
    fn id(&self) -> &'static str {
        "aws-nacl"
    }

    fn family(&self) -> &'static str {
        "AWS network ACL"
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn writes(&self) -> Writes {
        Writes::Nothing
    }

    fn recognise(&self, text: &str) -> Confidence {
        let is_json = text.trim_start_matches('\u{FEFF}').trim_start().starts_with('{');
        let has = |key: &str| text.contains(&format!("\"{key}\""));
        let is_one = has("NetworkAcls") || (has("Entries") && has("RuleAction"));
        if is_json && is_one { Confidence::Sure } else { Confidence::No }
    }

    fn read(&'static self, text: &str) -> Result<Reading, Vec<Problem>> {
        let mut reader = Reader::default();
        match parse(text) {
            Err(Fault { at, kind }) => reader.syntax(at, kind),
            Ok(parsed) => {
                for twice in parsed.duplicates {
                    reader.syntax(twice.at, Syntax::DuplicateKey(twice.key));
                }
                reader.root(&parsed.root);
            }
        }
        if !reader.problems.is_empty() {
            return Err(placed(text, reader.problems));
        }
        let (filters, listings) = reader.read.into_iter().unzip();
        Ok(Reading { format: self, filters, listings })
    }

    fn keys(&self, text: &str, index: usize) -> Vec<String> {
        let Ok(parsed) = parse(text) else { return Vec::new() };
        let acl = acls(&parsed.root).and_then(|acls| acls.get(index));
        let entries = acl.and_then(|acl| acl.get("Entries")).and_then(Node::items).unwrap_or_default();
        let outgoing = entries.iter().any(is_outgoing).then(|| "Egress".to_owned());
        let all = std::iter::once(&parsed.root).chain(acl).chain(entries);
        outgoing.into_iter().chain(keys_of(all, |key| READ.contains(&key))).collect()
    }
}

/// An entry for incoming IPv4 packets.
struct Entry<'a> {
    number: u32,
    node: &'a Node,
}

/// What a file says, and everything that is wrong with it.
#[derive(Default)]
struct Reader {
    read: Vec<(Filter, Listing)>,
    problems: Vec<(usize, Problem)>,
    place: Place,
}

impl Reader {
    fn report(&mut self, at: usize, kind: ProblemKind) {
        self.problems.push((at, Problem { place: self.place.clone(), kind }));
    }

    fn syntax(&mut self, at: usize, fault: Syntax) {
        self.report(at, ProblemKind::Syntax("JSON", fault));
    }

    fn wrong_type(&mut self, node: &Node, wanted: ValueKind) {
        self.syntax(node.at, Syntax::WrongType { wanted, found: node.kind() });
    }

    fn root(&mut self, root: &Node) {
        let Some(acls) = acls(root) else {
            return self.wrong_type(root.get("NetworkAcls").unwrap_or(root), ValueKind::List);
        };
        if acls.is_empty() {
            self.report(root.at, ProblemKind::NoFilter);
        }
        for (index, acl) in acls.iter().enumerate() {
            if acls.len() > 1 {
                self.place.filter = Some(FilterPlace { number: index + 1, name: name(acl) });
            }
            self.acl(acl);
        }
    }

    fn acl(&mut self, acl: &Node) {
        let Some(list) = acl.get("Entries") else { return self.syntax(acl.at, Syntax::UnknownShape) };
        let Some(nodes) = list.items() else { return self.wrong_type(list, ValueKind::List) };
        let (mut entries, mut outgoing, mut ipv6) = (Vec::new(), 0, 0);
        for node in nodes {
            match node.get("Egress").map(|egress| &egress.value) {
                _ if is_outgoing(node) => outgoing += 1,
                Some(Value::Bool(_)) if node.get("Ipv6CidrBlock").is_some() => ipv6 += 1,
                Some(Value::Bool(_)) => entries.extend(self.number(node).map(|number| Entry { number, node })),
                Some(_) | None => {
                    let found = node.get("Egress").map_or(ValueKind::Null, Node::kind);
                    self.syntax(node.at, Syntax::WrongType { wanted: ValueKind::Bool, found });
                }
            }
        }
        entries.sort_by_key(|entry| entry.number);
        for pair in entries.windows(2) {
            if let [one, other] = pair
                && one.number == other.number
            {
                self.syntax(other.node.at, Syntax::DuplicateKey(format!("RuleNumber {}", one.number)));
            }
        }
        let mut filter = Filter { name: name(acl), description: text(acl, "NetworkAclId"), rules: Vec::new() };
        let mut items = Vec::new();
        for Entry { number, node } in &entries {
            self.place.rule = Some(items.len() + 1);
            filter.rules.extend(self.entry(*number, node));
            items.push(node.at..node.end);
        }
        self.place.rule = None;
        if entries.last().is_none_or(|last| last.number != LAST) {
            filter.rules.push(Rule::new(Action::Deny, Protocol::Ip).described(described(LAST)));
            items.push(list.end..list.end);
        }
        let kinds = [(outgoing, RemarkKind::Outgoing(outgoing)), (ipv6, RemarkKind::Ipv6(ipv6))];
        let remarks = kinds.into_iter().filter(|(count, _)| *count > 0);
        let remarks = remarks.map(|(_, kind)| Remark { place: self.place.clone(), kind }).collect();
        self.read.push((filter, Listing { items, remarks, ..Listing::default() }));
    }

    /// The number that says when an entry comes.
    fn number(&mut self, node: &Node) -> Option<u32> {
        let value = node.get("RuleNumber");
        let number = value.and_then(number);
        if number.is_none() {
            let found = value.map_or(ValueKind::Null, Node::kind);
            self.syntax(value.unwrap_or(node).at, Syntax::WrongType { wanted: ValueKind::Number, found });
        }
        number
    }

    fn entry(&mut self, number: u32, node: &Node) -> Option<Rule> {
        let action = self.field(node, "RuleAction", Field::Action, Action::parse);
        let source = self.field(node, "CidrBlock", Field::Source, Source::parse);
        let protocol = self.protocol(node);
        let rule = Rule::new(action?, protocol?).from(source?).described(described(number));
        let ports = if rule.protocol.has_ports() { self.ports(node)? } else { Ports::Any };
        Some(rule.ports(Ports::Any, ports))
    }

    fn field<T>(
        &mut self,
        node: &Node,
        key: &str,
        field: Field,
        parse: fn(&str) -> Result<T, FieldError>,
    ) -> Option<T> {
        self.place.field = Some(field);
        let value = node.get(key);
        let at = value.unwrap_or(node).at;
        let read = match value.map(|node| &node.value) {
            Some(Value::Text(text)) => parse(&text.value).map_err(|error| (text.value.clone(), error)),
            _ => {
                let found = value.map_or(ValueKind::Null, Node::kind);
                self.syntax(at, Syntax::WrongType { wanted: ValueKind::Text, found });
                self.place.field = None;
                return None;
            }
        };
        let value = read.map_err(|(text, error)| self.report(at, ProblemKind::Field { text, error })).ok();
        self.place.field = None;
        value
    }

    /// By number, as AWS has it. All types of ICMP or none: a filter has no words for one of them.
    fn protocol(&mut self, node: &Node) -> Option<Protocol> {
        let parse = |text: &str| match text {
            "-1" => Ok(Protocol::Ip),
            "6" | "tcp" => Ok(Protocol::Tcp),
            "17" | "udp" => Ok(Protocol::Udp),
            "1" | "icmp" => Ok(Protocol::Icmp),
            _ => Err(FieldError::whole(Expected::Protocol)),
        };
        let protocol = self.field(node, "Protocol", Field::Protocol, parse)?;
        let only = node.get("IcmpTypeCode").filter(|_| protocol == Protocol::Icmp);
        let is_all = |only: &Node| {
            let code = |key| only.get(key).map(|code| matches!(&code.value, Value::Number(text) if text == "-1"));
            code("Type").unwrap_or(false) && code("Code").unwrap_or(true)
        };
        match only.filter(|only| !is_all(only)) {
            None => Some(protocol),
            Some(only) => {
                self.report(only.at, ProblemKind::OneIcmpType);
                None
            }
        }
    }

    fn ports(&mut self, node: &Node) -> Option<Ports> {
        let Some(range) = node.get("PortRange") else { return Some(Ports::Any) };
        let end = |key| range.get(key).and_then(number).and_then(|port| u16::try_from(port).ok());
        match (end("From"), end("To")) {
            (Some(0), Some(u16::MAX)) => Some(Ports::Any),
            (Some(from), Some(to)) if from == to => Some(Ports::One(from)),
            (Some(from), Some(to)) if from < to => Some(PortRange::new(from, to).into()),
            _ => {
                self.place.field = Some(Field::DestinationPort);
                self.syntax(range.at, Syntax::Number);
                self.place.field = None;
                None
            }
        }
    }
}

/// The ACLs of a file, which may be one alone; `None` if there is no list where it should be.
fn acls(root: &Node) -> Option<&[Node]> {
    root.get("NetworkAcls").map_or(Some(std::slice::from_ref(root)), Node::items)
}

fn is_outgoing(entry: &Node) -> bool {
    matches!(entry.get("Egress").map(|egress| &egress.value), Some(Value::Bool(word)) if word == "true")
}

/// The tag that names an ACL, else its id.
fn name(acl: &Node) -> String {
    let tags = acl.get("Tags").and_then(Node::items).unwrap_or_default();
    let named = tags.iter().find(|tag| text(tag, "Key") == "Name").map(|tag| text(tag, "Value"));
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| text(acl, "NetworkAclId"))
}

fn text(node: &Node, key: &str) -> String {
    match node.get(key).map(|node| &node.value) {
        Some(Value::Text(text)) => text.value.clone(),
        _ => String::new(),
    }
}

fn number(node: &Node) -> Option<u32> {
    if let Value::Number(text) = &node.value { text.parse().ok() } else { None }
}

/// How a rule tells which entry it was.
fn described(number: u32) -> String {
    if number == LAST { "NACL *".to_owned() } else { format!("NACL {number}") }
}
