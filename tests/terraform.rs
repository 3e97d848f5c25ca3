//! Terraform: what is read of a configuration, and what a save changes in it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use sekimori::filter::{Action, Field, Filter, Ports, Protocol, Rule, Source};
use sekimori::formats::{Document, KNOWN};
use sekimori::lang::Lang;
use sekimori::language;
use std::path::PathBuf;
use support::rules::CROSSING;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats")
}

fn sample(name: &str) -> String {
    std::fs::read_to_string(folder().join(format!("{name}.tf"))).unwrap()
}

/// Every sample, as it stands there and with the line breaks of Windows.
fn samples() -> Vec<(String, String)> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|end| end == "tf"));
    let texts = files.flat_map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        [(name.clone(), text.clone()), (format!("{name} (CRLF)"), text.replace('\n', "\r\n"))]
    });
    texts.collect()
}

fn read(text: &str) -> Document {
    Document::read(text).unwrap_or_else(|problems| panic!("{text}\n{problems:?}"))
}

fn lines(document: &Document, index: usize) -> Vec<String> {
    document.filters()[index].rules.iter().map(|rule| language::rule(rule, Lang::En)).collect()
}

fn problems(text: &str, lang: Lang) -> Vec<String> {
    Document::read(text).unwrap_err().iter().map(|one| language::problem(one, lang)).collect()
}

/// What stands in one of two texts and not in the other, line by line.
fn changed(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let only = |one: &str, other: &str| {
        let mut left: Vec<&str> = other.lines().collect();
        let mut found = Vec::new();
        for line in one.lines() {
            match left.iter().position(|other| *other == line) {
                Some(at) => drop(left.remove(at)),
                None => found.push(line.to_owned()),
            }
        }
        found
    };
    (only(before, after), only(after, before))
}

#[test]
fn every_sample_reads_and_an_unedited_one_is_saved_byte_for_byte() {
    for (name, text) in samples() {
        let document = read(&text);
        for (index, filter) in document.filters().iter().enumerate() {
            assert_eq!(document.write(index, filter).unwrap(), text, "{name}");
        }
    }
}

#[test]
fn literal_rules_are_read_with_their_filters() {
    let website = read(&sample("website"));
    let filter = &website.filters()[0];
    assert_eq!(
        (website.format().id(), filter.name.as_str(), filter.description.as_str()),
        ("terraform-v2", "web", "the shop")
    );
    assert_eq!(
        lines(&website, 0),
        [
            "allow tcp 192.0.2.0/24 -> 22",
            "allow tcp any -> 443",
            "allow udp any:67 -> 68",
            "allow tcp any -> 32768-60999",
            "deny ip any"
        ]
    );
    assert_eq!(filter.rules[4].description, "残り");
    let both = read(&sample("two-filters"));
    assert_eq!(both.filters().iter().map(|filter| filter.name.as_str()).collect::<Vec<_>>(), ["front", "back"]);
    assert_eq!(lines(&both, 0), ["allow tcp any -> 80", "allow tcp any -> 443", "deny ip any"]);
    assert_eq!(lines(&both, 1), ["allow tcp 10.0.0.0/8 -> 5432", "deny ip any"]);
    let third = read(&sample("database"));
    assert_eq!((third.format().id(), third.filters()[0].name.as_str()), ("terraform-v3", "db"));
    let first = read(&sample("first-generation"));
    assert_eq!(first.format().id(), "terraform-v1");
    assert_eq!(lines(&first, 0), ["allow tcp 192.0.2.0/24 -> 22", "allow tcp any -> 80", "deny ip any"]);
    assert_eq!(lines(&read(&sample("numbers")), 0), ["allow tcp any -> 22", "deny ip any"]);
    assert!(read(&sample("empty")).filters()[0].rules.is_empty());
}

#[test]
fn single_rules_are_read_in_the_order_of_their_numbers() {
    let document = read(&sample("single-rules"));
    assert_eq!(document.filters()[0].name, "old");
    assert_eq!(lines(&document, 0), ["allow tcp 192.0.2.0/24 -> 22", "allow tcp any -> 80", "deny ip any"]);
    let mut edited = document.filters()[0].clone();
    edited.rules.pop();
    assert!(document.write(0, &edited).is_err(), "each of them is a resource of its own");
}

#[test]
fn what_is_computed_stays_what_it_is() {
    let lists = read(&sample("parallel-lists"));
    assert_eq!(lines(&lists, 0)[1], "allow tcp any -> expression.value (for each of local.ports)");
    let module = read(&sample("module"));
    assert_eq!(module.filters()[0].name, "module");
    assert_eq!(
        lines(&module, 0),
        [
            "allow tcp var.admin[0] -> 22",
            "var.allow_web tcp any -> 443",
            "allow tcp any -> 32768-60999",
            "allow ip \"${sakuracloud_server.lb.ip_address}/32\"",
            "deny ip any"
        ]
    );
    let rules = &module.filters()[0].rules;
    assert_eq!(rules.iter().map(Rule::is_unresolved).collect::<Vec<_>>(), [true, true, false, true, false]);
    assert_eq!(rules[0].open.text(Field::Description), Some("\"${var.name} administrators\""));
    let list = read(&sample("computed-list"));
    assert_eq!(list.filters()[0].rules.len(), 1);
    assert!(list.filters()[0].rules[0].open.repeated().is_some_and(|text| text.starts_with("concat(")));
    let shared = read(&sample("shared-entries"));
    assert_eq!(shared.filters()[0].rules.iter().filter(|rule| rule.is_unresolved()).count(), 2);
    assert!(shared.filters()[0].rules[3].is_fixed(Field::Description) && !shared.filters()[0].rules[3].is_unresolved());
}

#[test]
fn a_value_that_is_computed_is_not_edited_and_its_neighbours_are() {
    let text = sample("module");
    let document = read(&text);
    let mut filter = document.filters()[0].clone();
    assert!(filter.rules[0].with_text(Field::Source, "192.0.2.1").is_err());
    filter.rules[0] = filter.rules[0].with_text(Field::DestinationPort, "2222").unwrap();
    filter.rules.swap(0, 2);
    let new = document.write(0, &filter).unwrap();
    let (gone, come) = changed(&text, &new);
    assert_eq!(
        (gone, come),
        (vec!["    destination_port = \"22\"".into()], vec!["    destination_port = \"2222\"".into()])
    );
    assert_eq!(read(&new).filters()[0], filter);
    // A copy would say something that is not known here.
    filter.rules.push(filter.rules[2].clone());
    assert!(document.write(0, &filter).is_err());
    // Neither would another format.
    let lines = read(&sample("parallel-lists"));
    for format in KNOWN.writable().filter(|format| !format.id().starts_with("terraform")) {
        let (other, index) = lines.converted(0, format, Lang::En);
        assert!(other.write(index, &lines.filters()[0]).is_err(), "{}", format.id());
    }
}

#[test]
fn an_edit_changes_its_line_and_what_fmt_aligns_with_it() {
    let text = sample("website");
    let document = read(&text);
    let edit = |change: &dyn Fn(&mut Filter)| {
        let mut filter = document.filters()[0].clone();
        change(&mut filter);
        let new = document.write(0, &filter).unwrap();
        assert_eq!(read(&new).filters()[0], filter, "{new}");
        changed(&text, &new)
    };
    let texts = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        edit(&|filter| filter.rules[0].source = Source::Any),
        (
            texts(&["    source_network   = \"192.0.2.0/24\" # office"]),
            texts(&["    source_network   = \"\" # office"])
        )
    );
    assert_eq!(
        edit(&|filter| filter.rules[4].source_port = Ports::Any),
        (texts(&[]), texts(&[])),
        "nothing has changed"
    );
    // A longer name moves the others.
    assert_eq!(
        edit(&|filter| filter.rules[4].source = Source::parse("198.51.100.0/24").unwrap()),
        (
            texts(&["    protocol    = \"ip\"", "    allow       = false", "    description = \"残り\""]),
            texts(&[
                "    protocol       = \"ip\"",
                "    source_network = \"198.51.100.0/24\"",
                "    allow          = false",
                "    description    = \"残り\""
            ])
        )
    );
    assert_eq!(
        edit(&|filter| filter.name = "shop ${x}".into()),
        (texts(&["  name        = \"web\""]), texts(&["  name        = \"shop $${x}\""]))
    );
    assert_eq!(
        edit(&|filter| filter.rules[1].action = Action::Deny),
        (texts(&[]), texts(&["    allow            = false"]))
    );
}

#[test]
fn comments_go_where_their_rules_go() {
    let text = sample("comments");
    let document = read(&text);
    let mut filter = document.filters()[0].clone();
    filter.rules.rotate_left(1);
    let new = document.write(0, &filter).unwrap();
    assert_eq!(read(&new).filters()[0].rules, filter.rules);
    let after = |what: &str| new.split(what).nth(1).unwrap().trim_start().to_owned();
    assert!(
        after("# (ask before adding anybody)").starts_with("{ protocol = \"tcp\", source_network = \"192.0.2.0/24\"")
    );
    assert!(after("192.0.2.0/24\", destination_port = \"22\" }").starts_with(", # office"));
    assert!(after("198.51.100.7\", destination_port = \"22\" },").starts_with("/* Sato */"));
    assert!(after("/* replies */").starts_with("{\n      protocol = \"tcp\", destination_port"));
    for heading in ["// from the top", "// 2. what comes back", "# nothing stands below this"] {
        assert!(new.contains(heading), "{new}");
    }
    // A heading outlives its only rule.
    let mut fewer = document.filters()[0].clone();
    fewer.rules.truncate(2);
    let new = document.write(0, &fewer).unwrap();
    assert!(new.contains("// 2. what comes back") && !new.contains("replies"), "{new}");
    assert_eq!(read(&new).filters()[0].rules, fewer.rules);
}

#[test]
fn what_stands_between_rules_outlives_them() {
    let text = sample("two-filters");
    let document = read(&text);
    let mut filter = document.filters()[0].clone();
    filter.rules.clear();
    let new = document.write(0, &filter).unwrap();
    assert!(new.contains("timeouts {\n\t\tcreate = \"5m\"\n\t}"), "{new}");
    let (_, back) = text.split_once("resource \"sakuracloud_packet_filter\" \"back\"").unwrap();
    assert!(new.ends_with(back));
    filter.rules.push(Rule::new(Action::Deny, Protocol::Udp));
    let new = document.write_from(0, &filter, &[None]).unwrap();
    assert_eq!(read(&new).filters()[0].rules, filter.rules, "{new}");
}

#[test]
fn a_new_rule_looks_like_its_neighbours() {
    let rule = Rule::new(Action::Allow, Protocol::Tcp).ports(Ports::Any, Ports::One(8080)).described("proxy");
    for (name, expected) in [
        (
            "two-filters",
            "\texpression {\n\t  protocol         = \"tcp\"\n\t  destination_port = \"8080\"\n\t  description      = \"proxy\"\n\t}\n",
        ),
        (
            "first-generation",
            "  expressions {\n    protocol    = \"tcp\"\n    dest_port   = \"8080\"\n    description = \"proxy\"\n  }\n",
        ),
        ("database", "    { protocol = \"tcp\", destination_port = \"8080\", description = \"proxy\" },\n"),
        ("empty-list", "[\n    { protocol = \"tcp\", destination_port = \"8080\", description = \"proxy\" },\n  ]"),
        (
            "empty",
            "name = \"empty\" # nothing yet\n\n  expression {\n    protocol         = \"tcp\"\n    destination_port = \"8080\"\n    description      = \"proxy\"\n  }\n}",
        ),
    ] {
        let document = read(&sample(name));
        let mut filter = document.filters()[0].clone();
        filter.rules.insert(filter.rules.len().saturating_sub(1), rule.clone());
        let new = document.write(0, &filter).unwrap();
        assert!(new.contains(expected), "{new}");
        assert_eq!(read(&new).filters()[0].rules, filter.rules);
    }
}

#[test]
fn new_files_of_each_generation() {
    let rules = vec![
        Rule::new(Action::Allow, Protocol::Udp).ports(Ports::One(67), Ports::One(68)).described("DHCP"),
        Rule::new(Action::Deny, Protocol::Ip),
    ];
    let filter = Filter { name: "web".into(), description: "店".into(), rules };
    for (id, expected) in [
        (
            "terraform-v1",
            "resource \"sakuracloud_packet_filter\" \"filter\" {\n  name        = \"web\"\n  description = \"店\"\n\n  \
             expressions {\n    protocol    = \"udp\"\n    source_port = \"67\"\n    dest_port   = \"68\"\n    \
             description = \"DHCP\"\n  }\n\n  expressions {\n    protocol = \"ip\"\n    allow    = false\n  }\n}\n",
        ),
        (
            "terraform-v2",
            "resource \"sakuracloud_packet_filter\" \"filter\" {\n  name        = \"web\"\n  description = \"店\"\n\n  \
             expression {\n    protocol         = \"udp\"\n    source_port      = \"67\"\n    destination_port = \"68\"\n    \
             description      = \"DHCP\"\n  }\n\n  expression {\n    protocol = \"ip\"\n    allow    = false\n  }\n}\n",
        ),
        (
            "terraform-v3",
            "resource \"sakura_packet_filter\" \"filter\" {\n  name        = \"web\"\n  description = \"店\"\n}\n\n\
             resource \"sakura_packet_filter_rules\" \"filter\" {\n  packet_filter_id = sakura_packet_filter.filter.id\n\n  \
             expression = [\n    { protocol = \"udp\", source_port = \"67\", destination_port = \"68\", description = \"DHCP\" },\n    \
             { protocol = \"ip\", allow = false },\n  ]\n}\n",
        ),
    ] {
        let text = Document::blank(KNOWN.find(id).unwrap()).write_from(0, &filter, &[]).unwrap();
        assert_eq!(text, expected);
        assert_eq!(read(&text).filters(), std::slice::from_ref(&filter));
    }
}

#[test]
fn what_is_wrong_is_named_and_placed() {
    let text = "resource \"sakuracloud_packet_filter\" \"a\" {\n  expression {\n    protocol  = \"tcp\"\n    dest_port = \"22\"\n  }\n  \
                expression {\n    protocol         = \"tcp\"\n    destination_port = \"80,443\"\n    allow            = \"no\"\n  }\n  \
                expression {\n    source_network = [\"192.0.2.1\"]\n  }\n}\n";
    assert_eq!(
        problems(text, Lang::En),
        [
            "line 4, column 5 (rule 1): A rule has no argument \"dest_port\" here. It takes: protocol, source_network, \
             source_port, destination_port, allow, description.",
            "line 8, column 24 (rule 2, Dst port): \"80,443\" cannot be used. No lists: every value needs a rule of its own.",
            "line 9, column 24 (rule 2, Action): There is a text here. This takes true or false.",
            "line 11, column 3 (rule 3, Protocol): There is no value. One of tcp, udp, icmp, fragment and ip.",
            "line 12, column 22 (rule 3, Source): There is an array [ ] here. This takes text in quotation marks, or null.",
        ]
    );
    let head = "resource \"sakura_packet_filter_rules\" \"a\" {\n";
    for (rest, expected) in [
        (
            "  expression = [\n",
            "line 2, column 17: The Terraform ends too early: a bracket or a quotation mark is not closed.",
        ),
        (
            "  expression = [}\n}\n",
            "line 2, column 17: Terraform has no \"}\" here. A comma or a quotation mark before it may be missing.",
        ),
        (
            "  a = 1\n  a = 2\n}\n",
            "line 3, column 3: The key \"a\" stands twice in one object; please remove one of them.",
        ),
    ] {
        assert_eq!(problems(&format!("{head}{rest}"), Lang::En), [expected], "{rest}");
    }
    let deep = format!("{head}  x = {}\n}}\n", "[".repeat(10_000));
    assert_eq!(problems(&deep, Lang::En).len(), 1);
    let ordered = sample("single-rules").replace("= 999", "= var.last");
    assert!(problems(&ordered, Lang::Ja)[0].contains("ルールの順序が計算で決まっています"));
}

fn shown(name: &str) -> Document {
    read(&std::fs::read_to_string(folder().join(format!("{name}.json"))).unwrap())
}

#[test]
fn a_plan_says_what_it_will_be_and_what_nobody_knows_yet() {
    let plan = shown("plan");
    assert_eq!((plan.format().id(), plan.filters().len()), ("plan", 1));
    assert_eq!((plan.filters()[0].name.as_str(), plan.filters()[0].description.as_str()), ("web", "the shop"));
    assert_eq!(
        lines(&plan, 0),
        ["allow tcp 203.0.113.0/24 -> 22", "allow ip (known after apply)", "allow tcp any -> 443", "deny ip any"]
    );
    assert!(plan.filters()[0].rules[1].is_unresolved());
    assert!(plan.write(0, &plan.filters()[0]).is_err(), "it is only read");
    let unknown = shown("unknown-list");
    assert_eq!(unknown.filters()[0].name, "sakura_packet_filter_rules.all");
    assert!(unknown.filters()[0].rules[0].open.repeated().is_some());
}

#[test]
fn a_state_says_it_through_modules() {
    let state = shown("state");
    assert_eq!(state.filters().len(), 1);
    assert_eq!((state.filters()[0].name.as_str(), state.filters()[0].description.as_str()), ("db", "private"));
    assert_eq!(lines(&state, 0), ["allow tcp 10.0.0.0/8 -> 5432", "deny ip any"]);
    for (text, expected) in [
        (
            "{\"format_version\": \"2.0\", \"values\": {}}",
            "line 1, column 1: This is version \"2.0\" of the output of terraform show -json. Versions 0 and 1 can be read.",
        ),
        (
            "{\"format_version\": \"1.0\", \"values\": {",
            "line 1, column 37: The JSON ends too early: a bracket or a quotation mark is not closed.",
        ),
        ("{\"format_version\": \"1.0\", \"values\": {}}", "line 1, column 1: There is no filter in this file."),
        (
            r#"{"format_version":"1.0","values":{"root_module":{"resources":[{"address":"x.y","mode":"managed","type":"sakura_packet_filter_rules","values":{"expression":[{"protocol":"gre"}]}}]}}}"#,
            "line 1, column 1: \"x.y\", rule 1: \"gre\" cannot be used. One of tcp, udp, icmp, fragment and ip.",
        ),
    ] {
        assert_eq!(problems(text, Lang::En), [expected]);
    }
}

/// The exit code, the answer and the complaints of a command, run where the samples are.
fn run(words: &[&str]) -> (i32, String, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sekimori"));
    let out = command.current_dir(folder()).args(["--lang", "en"]).args(words).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
}

#[test]
fn what_a_person_should_know_is_remarked() {
    for (file, expected) in [
        ("module.tf", "rule 1 lets in only the first entry of a list: \"var.admin[0]\""),
        ("single-rules.tf", "rule 3, the deny at the end, is a resource of its own"),
        ("replacement.json", "sakuracloud_packet_filter_rules.web is deleted and made again by this plan"),
        ("nothing-listed.tf", "rule 2 does not exist: the list that it is repeated for is empty"),
        ("website.tf", ""),
    ] {
        let (_, _, err) = run(&["check", file]);
        assert!(err.contains(expected) && expected.is_empty() == err.is_empty(), "{err}");
    }
}

#[test]
fn the_commands_take_them_all() {
    // The annotation stands at the rule.
    let (_, out, _) = run(&["check", "--format", "github", "module.tf"]);
    assert!(out.contains("file=module.tf,line=9"), "{out}");
    let (code, out, err) = run(&["check", "module.tf"]);
    assert!(code < 2 && out.contains("The file leaves values of rules 1, 2, 4 open"), "{out}");
    assert!(!out.contains("redundant") && !out.contains("undocumented") && out.contains("not resolved"), "{out}");
    assert!(err.contains("only the first entry of a list"), "{err}");
    let (_, out, _) = run(&["trace", "module.tf", "tcp 192.0.2.1 -> 443"]);
    assert!(out.contains("(allow rule 2 / deny rules 2, 5)") && !out.contains("443  Protocol is not tcp"), "{out}");
    // A plan has no lines: there the filter is named.
    let (_, out, _) = run(&["check", "--format", "github", "plan.json"]);
    assert!(out.contains("::web: ") && !out.contains("line="), "{out}");
    // The same plan twice: before and after.
    let (code, out, _) = run(&["diff", "plan.json", "plan.json"]);
    assert!(code == 1 && out.contains("443") && out.contains("80"), "{out}");
    // A directory is its configurations.
    let (code, out, _) = run(&["check", "--format", "json", "."]);
    assert!(code < 2 && out.contains("\"web\"") && out.contains("\"back\""), "{code} {out}");
    let (code, _, err) = run(&["trace", ".", "tcp any -> 22"]);
    assert!(code == 2 && err.contains("website.tf"), "{err}");
}

#[test]
fn a_rule_that_may_not_be_there_is_not_certain() {
    let text = r#"resource "sakuracloud_packet_filter_rule" "web" {
  packet_filter_id = "1"
  order            = 1
  count            = var.web ? 1 : 0
  protocol         = "tcp"
  dest_port        = "80"
  lifecycle {
    prevent_destroy = true
  }
}
"#;
    let document = read(text);
    let rule = &document.filters()[0].rules[0];
    assert_eq!(rule.open.repeated(), Some("var.web ? 1 : 0"));
    assert!(rule.is_unresolved() && rule.destination_port == Ports::One(80));
    assert_eq!(document.write(0, &document.filters()[0]).unwrap(), text);
}

#[test]
fn a_plan_tells_single_rules_once() {
    let filter = r#"{"address":"sakuracloud_packet_filter.f","mode":"managed","type":"sakuracloud_packet_filter","values":{"name":"web","id":"1"}}"#;
    let rule = r#"{"address":"sakuracloud_packet_filter_rule.r","mode":"managed","type":"sakuracloud_packet_filter_rule",
        "values":{"packet_filter_id":"1","order":1,"protocol":"tcp","dest_port":"80","allow":true}}"#;
    let state = format!(
        r#"{{"format_version":"1.0","terraform_version":"1.11.4","values":{{"root_module":{{"resources":[{filter},{rule}]}}}}}}"#
    );
    let document = read(&state);
    assert_eq!(document.filters().len(), 1, "{:?}", document.filters());
    assert_eq!((document.filters()[0].name.as_str(), document.filters()[0].rules.len()), ("web", 1));
}

/// Descriptions that a naive writer would break.
fn description() -> impl Strategy<Value = String> {
    "[ a\"\\\\$%{}#/*あ\\n\\t]{0,8}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever can be said is written in a new file of each generation and read back the same.
    #[test]
    fn any_filter_there_and_back(filter in CROSSING.filter(8), texts in prop::collection::vec(description(), 9)) {
        let mut filter = filter;
        for (rule, text) in filter.rules.iter_mut().zip(&texts) {
            rule.description.clone_from(text);
            if !rule.protocol.has_ports() && !matches!(rule.protocol, Protocol::Http | Protocol::Https) {
                *rule = rule.clone().ports(Ports::Any, Ports::Any);
            }
        }
        for id in ["terraform-v1", "terraform-v2", "terraform-v3"] {
            let text = Document::blank(KNOWN.find(id).unwrap()).write_from(0, &filter, &[]).unwrap();
            let again = read(&text);
            prop_assert_eq!(&again.filters()[0].rules, &filter.rules, "{}", text);
        }
    }

    /// Whatever is done to the rules of a file that people wrote is read back the same, and all that is no rule stays.
    #[test]
    fn any_edit_of_a_sample_is_saved(
        which in any::<prop::sample::Index>(),
        steps in prop::collection::vec((0u8..4, any::<prop::sample::Index>(), CROSSING.rule()), 1..6),
    ) {
        let samples = samples();
        let (name, text) = which.get(&samples);
        let document = read(text);
        for (index, filter) in document.filters().iter().enumerate() {
            let mut edited = filter.clone();
            let mut origins: Vec<Option<usize>> = (0..filter.rules.len()).map(Some).collect();
            for (kind, at, rule) in &steps {
                let rule = rule.clone().ports(Ports::Any, if rule.protocol.has_ports() { rule.destination_port } else { Ports::Any });
                let count = edited.rules.len();
                let (at, to) = (at.index(count + 1), at.index(count.max(1)));
                match kind {
                    0 => { edited.rules.insert(at, rule); origins.insert(at, None); }
                    1 if to < count => { edited.rules.remove(to); origins.remove(to); }
                    2 if to < count => { edited.rules.swap(0, to); origins.swap(0, to); }
                    3 if to < count => {
                        let old = edited.rules[to].clone();
                        for field in Field::ALL {
                            if let Ok(new) = edited.rules[to].with_text(field, &rule.text(field)) { edited.rules[to] = new; }
                        }
                        // Ports that nobody reads stay as they stand.
                        if !edited.rules[to].protocol.has_ports() && old.protocol.has_ports() { edited.rules[to] = old; }
                    }
                    _ => {}
                }
            }
            let Ok(new) = document.write_from(index, &edited, &origins) else {
                prop_assert!(filter.rules.iter().any(|rule| rule.open.repeated().is_some()) || name.starts_with("single"));
                continue;
            };
            let again = read(&new);
            prop_assert_eq!(&again.filters()[index].rules, &edited.rules, "{}\n{}", name, new);
            for (at, other) in document.filters().iter().enumerate().filter(|(at, _)| *at != index) {
                prop_assert_eq!(&again.filters()[at], other);
            }
            let back = again.write_from(index, filter, &vec![None; filter.rules.len()]);
            if let Ok(back) = back {
                let once_more = read(&back);
                prop_assert_eq!(&once_more.filters()[index].rules, &filter.rules, "{}", back);
            }
        }
    }

    /// No text upsets it, and whatever is read is saved as it stood.
    #[test]
    fn no_slip_upsets_it(
        which in any::<prop::sample::Index>(),
        slips in prop::collection::vec((any::<prop::sample::Index>(), 0usize..9, "[ \\n\"{}\\[\\]=,#$a0.*/<\\\\-]{0,3}"), 1..4),
    ) {
        let samples = samples();
        let mut text: Vec<char> = which.get(&samples).1.chars().collect();
        for (at, gone, new) in slips {
            let at = at.index(text.len() + 1);
            let end = (at + gone).min(text.len());
            text.splice(at..end, new.chars());
        }
        let text = String::from_iter(text);
        if let Ok(document) = Document::read(&text) {
            for (index, filter) in document.filters().iter().enumerate() {
                prop_assert_eq!(document.write(index, filter).unwrap(), text.clone());
            }
        }
    }
}
