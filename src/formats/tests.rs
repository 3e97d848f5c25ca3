//! Files of every shape, there and back.

use super::json::{API, API_LIST, FILTER, PARAMETERS, RULES as BARE, USACLOUD};
use super::*;
use crate::filter::{Action, Expected, Field, FieldError, Filter, Ports, Protocol, Rule, Source};
use crate::lang::Lang;
use proptest::prelude::*;

const RULES: &str = r#"[
      {"Protocol": "tcp", "SourceNetwork": "192.0.2.0/24", "DestinationPort": "22", "Action": "allow", "X": 1.50},

      {"Action": "deny", "Protocol": "ip", "Description": "残り"}
    ]"#;

fn read(text: &str) -> Document {
    Document::read(text).unwrap_or_else(|problems| panic!("{text}\n{problems:?}"))
}

fn kinds(text: &str) -> Vec<ProblemKind> {
    Document::read(text).unwrap_err().into_iter().map(|problem| problem.kind).collect()
}

fn json(fault: Syntax) -> ProblemKind {
    ProblemKind::Syntax("JSON", fault)
}

fn wrong_type(wanted: ValueKind, found: ValueKind) -> ProblemKind {
    json(Syntax::WrongType { wanted, found })
}

fn has_name(format: &dyn Format) -> bool {
    format.id() != "rules"
}

fn every_shape() -> Vec<(&'static dyn Format, String)> {
    let one =
        |key: &str| format!(r#"{{"Name": "web", "Description": "d", "{key}": {RULES}, "ID": 1129000000010000001}}"#);
    vec![
        (&API, format!("{{\"PacketFilter\": {},\n \"is_ok\": true}}\n", one("Expression"))),
        (&API_LIST, format!("{{\"From\": 0, \"PacketFilters\": [{}, {}]}}", one("Expression"), one("Expression"))),
        (&USACLOUD, format!("\u{feff} [{}]\r\n", one("Expression"))),
        (&FILTER, one("Expression")),
        (&PARAMETERS, one("Expressions")),
        (&BARE, RULES.into()),
    ]
}

#[test]
fn every_shape_reads_and_an_unedited_file_is_saved_byte_for_byte() {
    for (shape, text) in every_shape() {
        let document = read(&text);
        assert_eq!(document.format().id(), shape.id());
        assert_eq!(document.filters()[0].rules.len(), 2);
        assert_eq!(document.filters()[0].name, if has_name(shape) { "web" } else { "" });
        for (index, filter) in document.filters().iter().enumerate() {
            assert_eq!(document.write(index, filter).unwrap(), text);
        }
    }
}

#[test]
fn an_edit_changes_its_rule_and_nothing_else() {
    for (_, text) in every_shape() {
        let document = read(&text);
        let index = document.filters().len() - 1;
        let mut filter = document.filters()[index].clone();
        filter.rules[0].destination_port = Ports::One(2222);
        let (before, after) = text.rsplit_once("\"22\"").unwrap();
        assert_eq!(document.write(index, &filter).unwrap(), format!("{before}\"2222\"{after}"));
    }
}

#[test]
fn rules_keep_their_unknown_keys_when_they_move_and_new_ones_look_like_their_neighbours() {
    let document = read(RULES);
    let mut filter = document.filters()[0].clone();
    filter.rules.reverse();
    filter.rules.push(Rule::new(Action::Allow, Protocol::Udp).ports(Ports::One(67), Ports::One(68)));
    filter.rules.push(filter.rules[1].clone());
    let new = r#"{"Protocol": "udp", "SourceNetwork": "", "SourcePort": "67", "DestinationPort": "68", "Action": "allow", "Description": ""}"#;
    let copy = r#"{"Protocol": "tcp", "SourceNetwork": "192.0.2.0/24", "SourcePort": "", "DestinationPort": "22", "Action": "allow", "Description": ""}"#;
    let lines: Vec<String> =
        document.write(0, &filter).unwrap().lines().map(|line| line.trim().trim_end_matches(',').to_owned()).collect();
    let [tcp, ip] = [2, 4].map(|_| RULES.lines()).map(|lines| lines.collect::<Vec<_>>());
    let expected = ["[", ip[3].trim(), "", tcp[1].trim().trim_end_matches(','), "", new, "", copy, "]"];
    assert_eq!(lines, expected);
}

#[test]
fn new_parts_follow_the_style_of_the_file() {
    let rule = Rule::new(Action::Deny, Protocol::Ip);
    let one_rule = Filter { name: "web".into(), rules: vec![rule], ..Filter::default() };
    for (text, expected) in [
        (
            "{\"Name\":\"web\",\"Expression\":null}",
            "{\"Name\":\"web\",\"Expression\":[{\"Protocol\":\"ip\",\"SourceNetwork\":\"\",\"SourcePort\":\"\",\"DestinationPort\":\"\",\"Action\":\"deny\",\"Description\":\"\"}]}",
        ),
        (
            "{\"Name\": \"web\", \"Expression\": [{\"Protocol\": \"tcp\", \"Action\": \"allow\"}]}\n",
            "{\"Name\": \"web\", \"Expression\": [{\"Protocol\": \"ip\", \"SourceNetwork\": \"\", \"SourcePort\": \"\", \"DestinationPort\": \"\", \"Action\": \"deny\", \"Description\": \"\"}]}\n",
        ),
        (
            "{\r\n\t\"PacketFilter\": {\r\n\t\t\"Name\": \"web\"\r\n\t}\r\n}\r\n",
            "{\r\n\t\"PacketFilter\": {\r\n\t\t\"Name\": \"web\",\r\n\t\t\"Expression\": [\r\n\t\t\t{\r\n\t\t\t\t\"Protocol\": \"ip\",\r\n\t\t\t\t\"SourceNetwork\": \"\",\r\n\t\t\t\t\"SourcePort\": \"\",\r\n\t\t\t\t\"DestinationPort\": \"\",\r\n\t\t\t\t\"Action\": \"deny\",\r\n\t\t\t\t\"Description\": \"\"\r\n\t\t\t}\r\n\t\t]\r\n\t}\r\n}\r\n",
        ),
    ] {
        assert_eq!(read(text).write_from(0, &one_rule, &[None]).unwrap(), expected);
    }
}

#[test]
fn a_filter_without_rules_always_has_its_empty_list() {
    for text in ["{\"PacketFilter\": {\"Name\": \"web\"}}", "{\"Name\": \"web\", \"Expression\": null}"] {
        let document = read(text);
        assert!(document.write(0, &document.filters()[0]).unwrap().contains("\"Expression\": []"));
    }
    let document = read(RULES);
    assert_eq!(document.write(0, &Filter::default()).unwrap(), "[]");
    assert_eq!(read("[]").format().id(), "rules");
}

#[test]
fn null_blank_and_missing_say_the_same() {
    let full = |source: &str| format!(r#"[{{"Protocol":"udp",{source}"Action":"allow"}}]"#);
    let missing = read(&full(""));
    for source in ["\"SourceNetwork\":null,", "\"SourceNetwork\":\"\","] {
        let document = read(&full(source));
        assert_eq!(document.filters(), missing.filters());
        assert_eq!(document.write(0, &document.filters()[0]).unwrap(), full("\"SourceNetwork\":\"\","));
    }
    assert_eq!(missing.write(0, &missing.filters()[0]).unwrap(), full(""));
}

#[test]
fn notes_name_what_a_save_respells() {
    let text = r#"[{"Protocol": "TCP", "SourceNetwork": "192.0.2.1/32", "SourcePort": "*", "Action": "allow"},
                   {"Protocol": "icmp", "SourceNetwork": "", "DestinationPort": "80", "Action": "allow"}]"#;
    let document = read(text);
    let notes: Vec<_> = document.notes(0).iter().map(|note| (note.rule, note.field, note.kind)).collect();
    assert_eq!(
        notes,
        [
            (1, Field::Protocol, NoteKind::Respelled),
            (1, Field::Source, NoteKind::HostPrefix),
            (1, Field::SourcePort, NoteKind::AnyIsBlank),
            (2, Field::DestinationPort, NoteKind::PortsWithoutMeaning),
        ]
    );
    let saved = document.write(0, &document.filters()[0]).unwrap();
    assert_eq!(read(&saved).notes(0), []);
    assert!(saved.contains(r#""DestinationPort": """#));
}

#[test]
fn what_is_no_filter_is_refused_with_its_reason() {
    for (text, kind) in [
        ("", json(Syntax::Empty)),
        ("[}", json(Syntax::Character('}'))),
        ("{}", json(Syntax::UnknownShape)),
        ("7", ProblemKind::Unknown(KNOWN.families())),
        (r#"{"Expression": [], "Expressions": []}"#, json(Syntax::UnknownShape)),
        (r#"{"PacketFilters": []}"#, ProblemKind::NoFilter),
        (r#"{"PacketFilter": null}"#, wrong_type(ValueKind::Object, ValueKind::Null)),
        (r#"{"PacketFilter": {"Expression": {}}}"#, wrong_type(ValueKind::List, ValueKind::Object)),
        (r#"{"Name": 7, "Expression": []}"#, wrong_type(ValueKind::Text, ValueKind::Number)),
        ("[7]", wrong_type(ValueKind::Object, ValueKind::Number)),
        (r#"{"PacketFilter": {"Name": "a", "Name": "b"}}"#, json(Syntax::DuplicateKey("Name".into()))),
    ] {
        assert_eq!(kinds(text), [kind], "{text}");
    }
}

#[test]
fn every_problem_of_a_file_is_named_with_its_rule_and_field() {
    let text = "[{\"Protocol\": \"tcp\", \"Action\": \"allow\"},\n\
                {\"Protocol\": \"gre\", \"SourcePort\": 53, \"Description\": []},\n\
                {\"Protocol\": \"udp\", \"SourceNetwork\": \"::1\", \"Action\": \"\"}]";
    let problems = Document::read(text).unwrap_err();
    let found: Vec<_> = problems
        .iter()
        .map(|Problem { place, kind }| ((place.line, place.column), place.rule, place.field, kind.clone()))
        .collect();
    let field = |text: &str, expected| ProblemKind::Field { text: text.into(), error: FieldError::whole(expected) };
    let wrong = |found| wrong_type(ValueKind::Text, found);
    assert_eq!(
        found,
        [
            ((2, 1), Some(2), Some(Field::Action), ProblemKind::Missing(Field::Action)),
            ((2, 14), Some(2), Some(Field::Protocol), field("gre", Expected::Protocol)),
            ((2, 35), Some(2), Some(Field::SourcePort), wrong(ValueKind::Number)),
            ((2, 54), Some(2), Some(Field::Description), wrong(ValueKind::List)),
            ((3, 38), Some(3), Some(Field::Source), field("::1", Expected::AddressNotIpv6)),
            ((3, 55), Some(3), Some(Field::Action), ProblemKind::Missing(Field::Action)),
        ]
    );
}

#[test]
fn undocumented_protocols_and_two_ranges_read_and_stay() {
    let text = r#"[{"Protocol":"https","DestinationPort":"443","Action":"allow"},
                   {"Protocol":"tcp","SourcePort":"1-2","DestinationPort":"3-4","Action":"allow"}]"#;
    let document = read(text);
    assert_eq!(document.write(0, &document.filters()[0]).unwrap(), text);
}

#[test]
fn a_blank_document_is_a_file_of_its_shape() {
    // A Terraform resource without rules is of no generation.
    for shape in KNOWN.writable().filter(|shape| shape.id() != "terraform-v1") {
        let document = Document::blank(shape);
        let text = document.write(0, &document.filters()[0]).unwrap();
        let read = read(&text);
        assert_eq!((read.format().id(), read.filters()), (shape.id(), document.filters()));
        assert!(text.ends_with('\n'));
    }
    let text = Document::blank(&API).write(0, &Filter::empty("web")).unwrap();
    assert_eq!(
        text,
        "{\n  \"PacketFilter\": {\n    \"Name\": \"web\",\n    \"Description\": \"\",\n    \"Expression\": []\n  }\n}\n"
    );
}

#[test]
fn the_published_filters_are_bare_rules() {
    let text = include_str!("../../tests/data/published-filters.json");
    let all: serde_json::Value = serde_json::from_str(text).unwrap();
    let filters = all["Filters"].as_array().unwrap();
    assert_eq!(filters.len(), 20);
    for filter in filters {
        for text in [filter["Expression"].to_string(), serde_json::to_string_pretty(&filter["Expression"]).unwrap()] {
            let document = read(&text);
            assert_eq!(document.format().id(), "rules");
            assert_eq!(document.write(0, &document.filters()[0]).unwrap(), text);
        }
    }
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let text = |words: &'static [&'static str]| proptest::sample::select(words);
    (
        text(&["allow", "deny"]),
        text(&["tcp", "udp", "icmp", "fragment", "ip", "http"]),
        text(&["", "192.0.2.1", "10.0.0.0/8", "10.0.0.3/10.0.0.9", "10.0.0.0/255.0.0.0"]),
        text(&["", "22", "32768-60999", "0x0400/0xfc00"]),
        text(&["", "68"]),
        ".{0,3}",
    )
        .prop_map(|(action, protocol, source, first, second, description)| {
            let protocol = Protocol::parse(protocol).unwrap();
            let mut rule = Rule::new(Action::parse(action).unwrap(), protocol).from(Source::parse(source).unwrap());
            if protocol.has_ports() {
                rule = rule.ports(Ports::parse(first).unwrap(), Ports::parse(second).unwrap());
            }
            rule.described(description)
        })
}

fn any_filter() -> impl Strategy<Value = Filter> {
    (".{0,3}", ".{0,3}", proptest::collection::vec(any_rule(), 0..5)).prop_map(|(name, description, rules)| Filter {
        name,
        description,
        rules,
    })
}

/// JSON with the keys that matter, right and wrong.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<i64>().prop_map(Into::into),
        proptest::sample::select(&["tcp", "ip", "allow", "22", "*", "192.0.2.1/32", "あ"]).prop_map(Into::into),
    ];
    let keys =
        ["PacketFilter", "PacketFilters", "Expression", "Expressions", "Name", "Protocol", "Action", "SourcePort", "X"];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        let key = proptest::sample::select(keys.map(str::to_owned).to_vec());
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            proptest::collection::btree_map(key, inner, 0..5)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        filter in any_filter(),
        origins in proptest::collection::vec(proptest::option::of(0..4usize), 0..6),
        from in 0..6usize,
        to in 0..6usize,
    ) {
        let (shape, text) = every_shape().swap_remove(from);
        let document = read(&text);
        let written = document.write_from(0, &filter, &origins).unwrap();
        let mut expected = filter.clone();
        if !has_name(shape) {
            expected = Filter { rules: expected.rules, ..Filter::default() };
        }
        let again = read(&written);
        prop_assert_eq!(&again.filters()[0], &expected);
        // A save of what was just read changes nothing.
        prop_assert_eq!(read(&written).write(0, &expected).unwrap(), written);

        let shape = KNOWN.formats()[to];
        let (reshaped, index) = document.converted(0, shape, Lang::En);
        let written = reshaped.write_from(index, &filter, &origins).unwrap();
        let again = read(&written);
        prop_assert_eq!(again.format().id(), shape.id());
        prop_assert_eq!(&again.filters()[index].rules, &filter.rules);
        if has_name(shape) {
            prop_assert_eq!(&again.filters()[index], &filter);
        }
        // Unknown keys go with the first rule that came from their place.
        let kept = origins.iter().take(filter.rules.len()).any(|origin| *origin == Some(0));
        prop_assert_eq!(written.contains("1.50"), kept || again.filters().len() > 1);
    }

    #[test]
    fn no_json_upsets_the_reader(json in any_json(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&json).unwrap() } else { json.to_string() };
        match Document::read(&text) {
            Err(problems) => prop_assert!(!problems.is_empty()),
            Ok(document) => for (index, filter) in document.filters().iter().enumerate() {
                let written = document.write(index, filter).unwrap();
                let again = read(&written);
                prop_assert_eq!(&again.filters()[index].rules, &filter.rules);
            }
        }
    }

    #[test]
    fn no_text_upsets_the_reader(text in any::<String>()) {
        let _ = Document::read(&text);
    }
}

#[test]
fn what_another_format_has_no_place_for_is_named() {
    let lost = |text: &str, format: &'static dyn Format| {
        read(text).loses(0, format, Lang::En).map(|loss| (loss.filters.len(), loss.name, loss.description, loss.keys))
    };
    let named = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<String>>();
    let table = "No,Protocol,Action,Owner,Empty\n1,ip,deny,Ops,\n";
    assert_eq!(lost(table, &csv::CSV), None);
    assert_eq!(lost(table, &BARE), Some((0, false, false, named(&["No", "Owner"]))));
    let yaml = "- ID: 1\n  Name: web\n  Expression:\n  - Protocol: ip\n    Action: deny\n    X: 1\n- Expression: []\n";
    assert_eq!(lost(yaml, &BARE), Some((1, true, false, named(&["ID", "X"]))));
    let acl = include_str!("../../tests/data/formats/aws-network-acl.json");
    let (filters, name, description, keys) = lost(acl, &BARE).unwrap();
    assert!(filters == 0 && name && description);
    assert!(["Egress", "Ipv6CidrBlock"].iter().all(|key| keys.contains(&(*key).to_owned())), "{keys:?}");
    assert!(!keys.contains(&"Entries".to_owned()), "{keys:?}");
}
