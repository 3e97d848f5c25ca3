//! `sekimori convert`, and the formats that it leads between: tables, YAML, network ACLs of AWS.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use sekimori::analysis::difference;
use sekimori::filter::{Action, Field, Filter, Ports, Rule};
use sekimori::formats::{Document, Format, KNOWN, ProblemKind, Unwritable};
use sekimori::lang::Lang;
use sekimori::language;
use std::fs;
use std::time::{Duration, Instant};
use support::desk::Desk;
use support::dice::Dice;
use support::player::Play;
use support::rules::{CROSSING, USUAL};
use support::shell::{code, err, fed, out, program};

const SAMPLES: &str = "tests/data/formats";

/// The samples with what they are read as: a line for each rule, a filter after the other.
const READ: [(&str, &str, &[&str]); 8] = [
    (
        "usacloud.yaml",
        "yaml",
        &["allow tcp 203.0.113.0/24 -> 22 office", "allow udp any:67 -> 68 DHCP", "deny ip any 残り"],
    ),
    ("by-hand.yml", "yaml", &["allow tcp 10.0.0.0/8 -> 5432", "allow icmp any", "deny ip any everything else"]),
    ("panel-ja.csv", "csv", PANEL),
    ("excel-shift-jis.csv", "csv", PANEL),
    ("excel-utf16.tsv", "csv", PANEL),
    (
        "numbered.csv",
        "csv",
        &[
            "allow tcp 203.0.113.7 -> 443 shop; \"main\" site",
            "allow udp 192.0.2.53:53 -> 32768-60999 =not a formula",
            "deny ip any two\nlines",
        ],
    ),
    ("aws-network-acl.json", "aws-nacl", ACL),
    ("aws-two-network-acls.json", "aws-nacl", TWO_ACLS),
];

const PANEL: &[&str] = &[
    "allow tcp 203.0.113.0/24 -> 22 管理 (本社)",
    "allow tcp any -> 443 Web",
    "allow udp any:67 -> 68 DHCP",
    "deny ip any",
];

const ACL: &[&str] = &[
    "allow tcp 203.0.113.0/24 -> 22 NACL 100",
    "allow tcp 0.0.0.0/0 -> 443 NACL 110",
    "allow tcp 0.0.0.0/0 -> 1024-65535 NACL 120",
    "allow icmp 0.0.0.0/0 NACL 130",
    "deny udp 198.51.100.0/24 NACL 140",
    "deny ip 0.0.0.0/0 NACL *",
];

const TWO_ACLS: &[&str] = &[
    "allow tcp 203.0.113.0/24 -> 22 NACL 100",
    "allow tcp 0.0.0.0/0 -> 443 NACL 110",
    "allow tcp 0.0.0.0/0 -> 1024-65535 NACL 120",
    "allow icmp 0.0.0.0/0 NACL 130",
    "deny udp 198.51.100.0/24 NACL 140",
    "deny ip 0.0.0.0/0 NACL *",
    "allow ip 0.0.0.0/0 NACL 100",
    "deny ip 0.0.0.0/0 NACL *",
];

fn sample(name: &str) -> String {
    format!("{SAMPLES}/{name}")
}

fn text(name: &str) -> String {
    fs::read_to_string(sample(name)).unwrap()
}

fn read(text: &str) -> Document {
    Document::read(text).unwrap_or_else(|problems| panic!("{text}\n{problems:?}"))
}

fn problems(text: &str) -> Vec<String> {
    Document::read(text).unwrap_err().iter().map(|problem| language::problem(problem, Lang::En)).collect()
}

fn in_words(rule: &Rule) -> String {
    let text = |field| rule.text(field);
    let any = |text: String| if text.is_empty() { "any".to_owned() } else { text };
    let from = match text(Field::SourcePort) {
        port if port.is_empty() => any(text(Field::Source)),
        port => format!("{}:{port}", any(text(Field::Source))),
    };
    let to = if rule.destination_port == Ports::Any { String::new() } else { format!(" -> {}", rule.destination_port) };
    let words = format!("{} {} {from}{to} {}", rule.action.as_str(), rule.protocol.as_str(), rule.description);
    words.trim_end().to_owned()
}

fn convert(arguments: &[&str]) -> std::process::Output {
    program(["convert"].into_iter().chain(arguments.iter().copied())).output().unwrap()
}

/// What a format can say of a filter: nothing of ports where there are none, and not every format has a name.
fn tidy(filter: &Filter) -> Filter {
    let mut filter = filter.clone();
    for rule in &mut filter.rules {
        if !rule.protocol.has_ports() {
            *rule = rule.clone().ports(Ports::Any, Ports::Any);
        }
    }
    filter
}

#[test]
fn every_sample_is_read_as_what_it_is() {
    for (name, format, rules) in READ {
        let directory = tempfile::tempdir().unwrap();
        let count = if name == "aws-two-network-acls.json" { 2 } else { 1 };
        let mut found = Vec::new();
        for number in 1..=count {
            let out = directory.path().join(format!("{number}.json"));
            let output = convert(&[&sample(name), "--filter", &number.to_string(), "-o", out.to_str().unwrap()]);
            assert_eq!(code(&output), 0, "{name}: {}", err(&output));
            assert!(err(&output).contains(&format!("from {format} to rules")), "{}", err(&output));
            found.extend(read(&fs::read_to_string(out).unwrap()).filters()[0].rules.iter().map(in_words));
        }
        assert_eq!(found, rules, "{name}");
    }
}

#[test]
fn what_is_known_by_name_only_says_which_way_leads_in() {
    for (name, way) in [
        ("foreign-security-groups.json", "aws ec2 describe-network-acls"),
        ("foreign-terraform.tfstate", "terraform show -json"),
        ("foreign-iptables.rules", "preset"),
        ("foreign-ruleset.nft", "preset"),
        ("foreign-playbook.yml", "usacloud iaas packet-filter read -o json"),
        ("foreign-ufw.txt", "preset"),
    ] {
        let told = problems(&text(name));
        assert!(matches!(told.as_slice(), [only] if only.contains(way)), "{name}: {told:?}");
        let output = convert(&[&sample(name)]);
        assert_eq!((code(&output), out(&output).as_str()), (2, ""));
    }
    let told = problems("Hello, world.\n");
    assert!(told[0].starts_with("line 1, column 1: This is none of what can be opened: JSON, "), "{told:?}");
}

#[test]
fn every_writable_format_leads_to_every_other() {
    let filter = USUAL.filter(12);
    let mut dice = Dice::new(18);
    for from in KNOWN.writable() {
        for to in KNOWN.writable() {
            for lang in [Lang::Ja, Lang::En] {
                let filter = tidy(&dice.draw(&filter));
                // Without rules nothing tells the generations of Terraform's resources apart.
                if !filter.rules.is_empty() {
                    there_and_back(from, to, &filter, lang);
                }
            }
        }
    }
}

fn there_and_back(from: &'static dyn Format, to: &'static dyn Format, filter: &Filter, lang: Lang) {
    let first = Document::blank(from).write(0, filter).unwrap();
    let document = KNOWN.read_named(&first, &format!("web.{}", from.extension())).unwrap();
    assert_eq!((document.format().id(), &document.filters()[0].rules), (from.id(), &filter.rules), "{first}");
    let (other, index) = document.converted(0, to, lang);
    let second = other.write(index, &document.filters()[0]).unwrap();
    let document = KNOWN.read_named(&second, &format!("web.{}", to.extension())).unwrap();
    assert_eq!((document.format().id(), &document.filters()[0].rules), (to.id(), &filter.rules), "{second}");
    assert!(difference(filter, &document.filters()[0]).is_empty());
}

proptest! {
    /// Whatever stands in a description, it comes back; no spreadsheet takes it for a formula.
    #[test]
    fn any_text_survives_a_table_and_yaml(filter in CROSSING.filter(4), text in "[='+@ \t\r\n\",;\\\\#:a-c0あ＝\u{7}\u{85}\u{2028}-]{0,8}") {
        let mut filter = tidy(&filter);
        for rule in &mut filter.rules {
            *rule = rule.clone().described(&text);
        }
        for id in ["csv", "yaml"] {
            let written = Document::blank(KNOWN.find(id).unwrap()).write(0, &filter).unwrap();
            let again = KNOWN.read_named(&written, "").unwrap();
            prop_assert_eq!(&again.filters()[0].rules, &filter.rules, "{}", written);
            if id == "csv" {
                let begins_so = text.trim_start_matches('\'').starts_with(['=', '+', '@', '-', '＝', '\t', '\r', '\n']);
                let guarded = format!("'{}", text.replace('"', "\"\""));
                prop_assert!(filter.rules.is_empty() || !begins_so || written.contains(&guarded), "{}", written);
            }
        }
    }
}

#[test]
fn an_edit_of_a_table_changes_its_cell_and_nothing_else() {
    let before = text("numbered.csv");
    let document = read(&before);
    let filter = document.filters()[0].clone();
    assert_eq!(document.write(0, &filter).unwrap(), before);
    let mut edited = filter.clone();
    edited.rules[0] = edited.rules[0].clone().ports(Ports::Any, Ports::One(8443));
    assert_eq!(document.write(0, &edited).unwrap(), before.replace(";https;", ";8443;"));
    // Rules move whole, and a new one leaves columns blank that mean nothing here.
    let mut moved = filter.clone();
    moved.rules.swap(0, 1);
    moved.rules.push(moved.rules[0].clone().described("@new"));
    let text = document.write(0, &moved).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[1].starts_with("2;allow;udp") && lines[3].starts_with("1;allow;TCP"), "{text}");
    assert_eq!(lines[6], ";allow;udp;192.0.2.53;53;32768-60999;'@new;");
    assert_eq!(read(&text).filters()[0].rules, moved.rules);
    // A table without a column for something says so.
    let narrow = read("Protocol,Action\ntcp,allow\n");
    let mut filter = narrow.filters()[0].clone();
    filter.rules[0] = filter.rules[0].clone().described("x");
    let why = narrow.write(0, &filter).unwrap_err();
    assert_eq!(language::unwritable(&why, Lang::En), "This format has no words for it: rule 1, Description");
}

#[test]
fn a_table_in_japanese_stays_japanese() {
    let before = text("panel-ja.csv");
    let document = read(&before);
    let mut filter = document.filters()[0].clone();
    filter.rules[3].action = Action::Allow;
    filter.rules.push(filter.rules[0].clone());
    let after = document.write(0, &filter).unwrap();
    assert!(after.starts_with('\u{FEFF}') && after.contains("ip,,,,許可,\r\n"), "{after}");
    assert!(after.ends_with("tcp,203.0.113.0/24,,22,許可,管理 (本社)\r\n"), "{after}");
}

#[test]
fn a_file_keeps_its_encoding() {
    let desk = Desk::empty();
    for name in ["excel-shift-jis.csv", "excel-utf16.tsv"] {
        let before = fs::read(sample(name)).unwrap();
        let file = desk.write(name, &before);
        let output = desk.program(["repair", name, "--in-place", "--guest", "linux"]).output().unwrap();
        assert!(code(&output) < 2, "{}", err(&output));
        let after = fs::read(file).unwrap();
        assert!(after.len() > before.len() && after.starts_with(&before[..60]), "{name}");
        let output = desk.program(["convert", name, "--to", "csv"]).output().unwrap();
        assert!(out(&output).contains("管理 (本社)"));
    }
}

#[test]
fn what_is_wrong_with_a_table_is_said_with_its_place() {
    assert_eq!(
        problems("Protocol,Action,Port\ntcp,allow,22,x\ngre,,80-\n"),
        [
            "line 2, column 14 (rule 1): There is more in this line than the heading has columns.",
            "line 3, column 1 (rule 2, Protocol): \"gre\" cannot be used. One of tcp, udp, icmp, fragment and ip.",
            "line 3, column 5 (rule 2, Action): There is no value. Either allow or deny.",
            "line 3, column 6 (rule 2, Dst port): \"80-\" cannot be used. A port is a number from 0 to 65535.",
        ]
    );
    assert_eq!(
        problems("Source,Port\n,22\n"),
        [
            "line 1, column 1: No column is called \"Protocol\", which every rule needs.",
            "line 1, column 1: No column is called \"Action\", which every rule needs.",
        ]
    );
    assert!(problems("Protocol,Action\ntcp,\"allow\n")[0].starts_with("line 2, column 5: The CSV ends too early"));
    let named = KNOWN.read_named("22,tcp,allow\n", "rules.csv").unwrap_err();
    assert!(language::problem(&named[0], Lang::Ja).contains("1 行目に列の見出しが必要"));
}

#[test]
fn yaml_that_stands_for_something_else_is_refused() {
    let rule = "Protocol: tcp\n  Action: allow\n";
    for (text, place) in [
        (format!("- {rule}  Description: *x\n"), "line 3, column 16"),
        (format!("- &a\n  {rule}  <<: x\n"), "line 4, column 3"),
        (format!("- {rule}  Description: !Ref x\n"), "line 3"),
        (format!("- {rule}- Protocol: [\n"), "line"),
        (format!("- {rule}  Protocol: udp\n"), "line 3, column 3"),
        (format!("- {rule}---\n- x\n"), "line 3"),
        (format!("{}Protocol: tcp\n", "- ".repeat(500)), "line 1"),
    ] {
        let told = problems(&text);
        assert!(told[0].starts_with(place), "{text}: {told:?}");
    }
    assert!(problems("- Protocol: tcp\n  Action: refuse\n")[0].starts_with("line 2, column 11 (rule 1, Action)"));
}

#[test]
fn yaml_is_written_as_usacloud_prints_it() {
    let before = text("usacloud.yaml");
    let document = read(&before);
    let written = document.write(0, &document.filters()[0]).unwrap();
    let rules = |text: &str| {
        text.lines()
            .filter(|line| line.starts_with("  - ") || line.starts_with("    "))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(rules(&written).len(), 18);
    assert_eq!(rules(&written)[..6], rules(&before)[..6]);
}

#[test]
fn an_acl_is_taken_over_exactly_or_not_at_all() {
    let entry = |more: &str| {
        format!(
            "{{\"NetworkAcls\": [{{\"NetworkAclId\": \"acl-1\", \"Entries\": [\n{{\"Egress\": false, \"RuleAction\": \"allow\", \
             \"CidrBlock\": \"0.0.0.0/0\", {more}}}]}}]}}"
        )
    };
    // What no entry matches is denied, whether the file says so or not.
    let filter = &read(&entry("\"RuleNumber\": 1, \"Protocol\": \"6\", \"PortRange\": {\"From\": 0, \"To\": 65535}"))
        .filters()[0]
        .clone();
    assert_eq!(
        filter.rules.iter().map(in_words).collect::<Vec<_>>(),
        ["allow tcp 0.0.0.0/0 NACL 1", "deny ip any NACL *"]
    );
    assert_eq!((filter.name.as_str(), filter.description.as_str()), ("acl-1", "acl-1"));
    for (more, told) in [
        ("\"RuleNumber\": 1, \"Protocol\": \"47\"", "\"47\" cannot be used"),
        ("\"RuleNumber\": 1, \"Protocol\": \"1\", \"IcmpTypeCode\": {\"Type\": 8, \"Code\": -1}", "one type of ICMP"),
        ("\"RuleNumber\": 1, \"Protocol\": \"6\", \"PortRange\": {\"From\": 9, \"To\": 1}", "how JSON writes a number"),
        ("\"Protocol\": \"6\"", "This takes a number"),
    ] {
        let problems = problems(&entry(more));
        assert!(matches!(problems.as_slice(), [only] if only.contains(told)), "{problems:?}");
    }
    let output = convert(&[&sample("aws-network-acl.json"), "--to", "csv"]);
    assert!(err(&output).contains("2 rules about outgoing packets left out"), "{}", err(&output));
    assert!(err(&output).contains("1 rule about IPv6 left out"), "{}", err(&output));
    let document = read(&text("aws-network-acl.json"));
    assert!(
        matches!(document.write(0, &Filter::default()), Err(Unwritable::OnlyRead(format)) if format.id() == "aws-nacl")
    );
}

#[test]
fn the_output_tells_the_format_or_it_is_asked_for() {
    let desk = Desk::with_incident();
    let run = |arguments: &[&str]| {
        let output = desk.program(["convert"].into_iter().chain(arguments.iter().copied())).output().unwrap();
        (code(&output), out(&output), err(&output))
    };
    let (status, printed, _) = run(&["web.json"]);
    assert_eq!((status, read(&printed).format().id()), (0, "rules"));
    let (status, printed, told) = run(&["web.json", "-o", "web.csv"]);
    assert_eq!((status, printed.as_str()), (0, ""));
    assert!(told.contains("to csv; the same packets get through") && told.contains("sekimori check"), "{told}");
    assert!(desk.read("web.csv").starts_with("\u{FEFF}Protocol,Source network,"));
    assert!(run(&["web.json", "-o", "web.csv"]).2.contains("was not overwritten"));
    let (status, _, told) = run(&["web.json", "-o", "web.doc"]);
    assert!(status == 2 && told.contains("Choose one with --to: rules, "), "{told}");
    let (_, japanese, told) = run(&["web.csv", "--lang", "ja", "--to", "csv", "-o", "-"]);
    assert!(told.contains("csv から csv") && japanese.starts_with("\u{FEFF}Protocol,"), "{told}");
    assert!(run(&["web.json", "--lang", "ja", "--to", "csv"]).1.starts_with("\u{FEFF}プロトコル,送信元ネットワーク,"));
    let json = r#"[{"Protocol":"ip","Action":"deny","Description":"\u202etxt"}]"#;
    for (to, status) in [("csv", 2), ("yaml", 0), ("rules", 0)] {
        let output = fed(program(["convert", "-", "--to", to]), json);
        assert_eq!(code(&output), status, "{}", err(&output));
        assert!(!out(&output).contains('\u{202e}'));
        assert!(status == 2 || read(&out(&output)).filters()[0].rules == read(json).filters()[0].rules);
    }
    assert!(run(&["web.json", "--from", "csv"]).2.contains("The first line of a CSV table"));
    assert!(run(&["web.json", "--to", "aws-nacl"]).2.contains("cannot be \"aws-nacl\""));
    let (status, _, told) = run(&["web.csv", "--to", "yaml", "-o", "web.yaml"]);
    assert_eq!(status, 0, "{told}");
    let output = desk.program(["fit", "web.yaml", "-o", "web.yaml"]).output().unwrap();
    assert!(err(&output).contains("is not written over"), "{}", err(&output));
    let output = fed(program(["convert", "-", "--to", "parameters"]), text("usacloud.yaml"));
    assert_eq!(read(&out(&output)).filters()[0].name, "web");
    let output = fed(program(["convert", "-", "--to", "rules"]), text("usacloud.yaml"));
    assert!(err(&output).contains("no place for it: web"), "{}", err(&output));
    let help = program(["convert", "--help"]).output().unwrap();
    assert!(out(&help).contains("csv"), "{}", out(&help));
}

#[test]
fn the_editor_never_writes_over_what_is_only_read() {
    let desk = Desk::empty();
    let before = text("aws-network-acl.json");
    let acl = desk.write("acl.json", &before);
    let mut played = Play { file: Some(&acl), ..Play::default() }.keys("");
    assert!(played.screen().contains("outgoing packets left out"), "{}", played.screen());
    let asked = played.keys("s");
    assert!(asked.contains("acl-filter.json") && asked.contains("a table for spreadsheets"), "{asked}");
    played.keys("<enter>");
    assert_eq!(desk.read("acl.json"), before);
    assert_eq!(read(&desk.read("acl-filter.json")).filters()[0].rules.len(), ACL.len());
    // The same in lines, and YAML, of which new files are written.
    let output = desk.run(&["--plain", "acl.json"], "save as acl.yaml\ndelete 4\nsave\n");
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    assert_eq!(read(&desk.read("acl.yaml")).filters()[0].rules.len(), ACL.len() - 1);
}

#[test]
fn a_new_file_is_of_the_format_that_its_name_tells() {
    let desk = Desk::empty();
    let output = desk.run(&["--plain", "new.csv"], "add allow tcp any -> 443\nsave\n");
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    assert!(desk.read("new.csv").ends_with("tcp,,,443,allow,\r\n"), "{}", desk.read("new.csv"));
}

/// Broken inputs upset no reader, and none takes long. `SEKIMORI_MUTATIONS` says how many are tried.
#[test]
fn no_mutation_upsets_a_reader() {
    let count = std::env::var("SEKIMORI_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(4_000);
    let samples: Vec<(String, Vec<u8>)> = fs::read_dir(SAMPLES)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.to_string_lossy().into_owned(), fs::read(path).unwrap()))
        .collect();
    let mut samples = samples;
    samples.sort();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut roll = move |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % bound.max(1) as u64).unwrap()
    };
    let pieces: [&[u8]; 20] = [
        b"\"",
        b",",
        b"\n",
        b"\r",
        b"[",
        b"{",
        b"}",
        b"]",
        b": ",
        b"- ",
        b"  ",
        b"&a ",
        b"*a",
        b"!!x ",
        b"|\n",
        b"\xEF\xBB\xBF",
        b"\0",
        b"Protocol",
        b"99999999999",
        b"'=",
    ];
    for _ in 0..count {
        let (name, original) = &samples[roll(samples.len())];
        let mut bytes = original.clone();
        for _ in 0..=roll(4) {
            let at = roll(bytes.len());
            let end = (at + roll(24)).min(bytes.len());
            match roll(5) {
                0 => drop(bytes.drain(at..end)),
                1 => drop(bytes.splice(at..at, pieces[roll(pieces.len())].iter().copied())),
                2 => bytes.splice(at..end, pieces[roll(pieces.len())].iter().copied()).for_each(drop),
                3 => {
                    let copy = bytes[at..end].repeat(roll(40));
                    drop(bytes.splice(at..at, copy));
                }
                _ => bytes.truncate(at),
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        let started = Instant::now();
        match KNOWN.read_named(&text, name) {
            Ok(document) => {
                for (index, filter) in document.filters().iter().enumerate() {
                    assert!(filter.rules.len() <= text.len());
                    let _what_it_can_say = document.write(index, filter);
                }
            }
            Err(problems) => assert!(!problems.is_empty() && problems.len() <= text.len() + 6, "{text}"),
        }
        assert!(started.elapsed() < Duration::from_secs(5), "{text}");
    }
}

#[test]
fn what_may_be_several_formats_is_said() {
    let told = ProblemKind::Several(vec!["csv", "yaml"]);
    let problem = sekimori::formats::Problem { place: Default::default(), kind: told };
    assert!(language::problem(&problem, Lang::En).contains("csv, yaml"));
}
