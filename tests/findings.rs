//! docs/findings.md: what every finding says, and a filter that has it.
//!
//! `UPDATE_GOLDEN=1 cargo test --test findings` writes it anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sekimori::filter::{Action, Field, Filter, Ports, Protocol, Rule, Source};
use sekimori::lang::Lang;
use sekimori::language;
use sekimori::profile::Profile;
use sekimori::report::{Finding, Report, Severity, shorter};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use support::cases::{self, Case};
use support::golden;
use toml::{Table, Value};

/// What the page shows of an entry with this key, in each language.
fn said(entry: &Table, key: &str) -> Option<[String; 2]> {
    let text = |lang: &str| entry[key][lang].as_str().unwrap().to_owned();
    entry.contains_key(key).then(|| [text("en"), text("ja")])
}

fn texts(entry: &Table, key: &str) -> Vec<String> {
    let list = entry.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    list.iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn entries() -> Vec<Table> {
    let data: Table = include_str!("data/findings.toml").parse().unwrap();
    data["finding"].as_array().unwrap().iter().map(|entry| entry.as_table().unwrap().clone()).collect()
}

/// A filter that has a finding.
struct Example {
    code: String,
    options: Vec<String>,
    rules: Vec<String>,
    why: Option<[String; 2]>,
    filter: Filter,
    profile: Profile,
}

impl Example {
    fn of(entry: &Table) -> Option<Self> {
        let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (options, rules) = (texts(entry, "options"), texts(entry, "rules"));
        Some(Self {
            code: entry.get("code")?.as_str().unwrap().to_owned(),
            profile: cases::profile(&options.iter().map(String::as_str).collect::<Vec<_>>()),
            why: said(entry, "why"),
            filter: Filter {
                name: text("name"),
                description: text("description"),
                rules: rules.iter().map(|text| rule(text)).collect(),
            },
            options,
            rules,
        })
    }

    fn finding(&self) -> Finding {
        let report = Report::proved(&self.filter, &self.profile);
        let shorter = shorter(&self.filter, &report);
        let mut all = report.findings.into_iter().chain(shorter);
        all.find(|finding| finding.code() == self.code).unwrap_or_else(|| panic!("the example has no {}", self.code))
    }

    /// The filter, with the command line that tells its finding.
    fn shown(&self) -> String {
        let quoted = |word: &String| if word.contains(' ') { format!("'{word}'") } else { word.clone() };
        let words: Vec<String> = self.options.iter().map(quoted).collect();
        let mut text = if words.is_empty() { String::new() } else { format!("# {}\n", words.join(" ")) };
        for (key, value) in [("name", &self.filter.name), ("description", &self.filter.description)] {
            if !value.is_empty() {
                writeln!(text, "# {key}: {} characters", value.chars().count()).unwrap();
            }
        }
        let many = self.rules.len() > 12;
        for (index, rule) in self.rules.iter().enumerate() {
            match index {
                3 if many => text += "    ...\n",
                4.. if many && index + 9 < self.rules.len() => {}
                _ => writeln!(text, "{:>2}  {rule}", index + 1).unwrap(),
            }
        }
        text
    }
}

/// A rule as the program writes it: `allow udp any:67 -> 68`.
fn rule(text: &str) -> Rule {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (from, to) = match words[2..] {
        [from, "->", to] => (from, to),
        [from] => (from, ""),
        _ => panic!("no rule: {text}"),
    };
    let (source, port) = from.rsplit_once(':').unwrap_or((from, ""));
    let open = from.strip_prefix("var.").is_some();
    let named = |text: &str| if open && text == source { String::new() } else { text.replace("any", "") };
    let rule = Rule::new(Action::parse(words[0]).unwrap(), Protocol::parse(words[1]).unwrap());
    let ports = [port, to].map(|text| Ports::parse(&named(text)).unwrap());
    let rule = rule.from(Source::parse(&named(source)).unwrap()).ports(ports[0], ports[1]);
    if open { rule.unresolved(Field::Source, source) } else { rule }
}

fn examples() -> Vec<Example> {
    entries().iter().filter_map(Example::of).collect()
}

#[test]
fn the_page_is_what_the_program_says() {
    let severities = severities();
    let mut page = String::from(HEAD);
    for entry in entries() {
        if let Some([en, ja]) = said(&entry, "heading") {
            write!(page, "\n## {en} / {ja}\n").unwrap();
        }
        if let Some(example) = Example::of(&entry) {
            page += &section(&example, &severities[&example.code]);
        }
    }
    golden::hold("docs/findings.md", &page);
}

const HEAD: &str = "# Findings

What the program can find in a filter, by the codes of `sekimori check --format json`: how bad it is (what was seen over
thousands of filters), an example with the options that say what server it protects, what is said of it, why it matters, and
what cures it: the repair that is proved for the example, or what is asked. This page is written by
`UPDATE_GOLDEN=1 cargo test --test findings` from `tests/data/findings.toml` and the program.

プログラムが指摘することの一覧です。見出しは `sekimori check --format json` のコードで、重大度 (数千のフィルタで見られたもの)、例と守るサーバを
表すオプション、例に対する指摘、理由、直し方 (例に対して証明済みの修正か、尋ねること) の順に示します。
";

fn section(example: &Example, severities: &BTreeSet<Severity>) -> String {
    let finding = example.finding();
    let words: Vec<&str> = severities.iter().map(|severity| severity.as_str()).collect();
    let mut text = format!("\n### {}\n\n{}\n\n```text\n{}```\n", example.code, words.join(", "), example.shown());
    for (index, lang) in [Lang::En, Lang::Ja].into_iter().enumerate() {
        let title = language::finding_title(&finding, lang);
        let why = match (&example.why, finding.flow()) {
            (Some(why), _) => why[index].clone(),
            (None, Some(flow)) => language::flow_meaning(flow, lang),
            (None, None) => panic!("nothing tells why {} matters", example.code),
        };
        let consequence = language::finding_consequence(&finding, lang);
        write!(text, "\n**{title}**<br>\n{consequence}<br>\n{why}<br>\n{}\n", cure(&finding, lang)).unwrap();
    }
    text
}

/// The proved repair, or what is asked for one.
fn cure(finding: &Finding, lang: Lang) -> String {
    if let Some(fix) = &finding.fix {
        let fix = language::edit(&fix.edit, lang);
        return lang.pick(format!("修正: {fix}").as_str(), format!("Cure: {fix}").as_str()).to_owned();
    }
    let asked: Vec<String> = finding.needs.iter().map(|need| language::need(need, lang)).collect();
    match asked.is_empty() {
        true => lang.pick("修正案はありません。", "No cure is proposed.").to_owned(),
        false => asked.join(" "),
    }
}

/// Servers behind which every filter is judged.
const SERVERS: [&[&str]; 7] = [
    &[],
    &["--guest", "windows"],
    &["--guest", "windows", "--admin", "203.0.113.0/24"],
    &["--admin", "203.0.113.0/24", "--service", "443/tcp", "--service", "53/udp"],
    &["--uses", "nat", "--uses", "unbound", "--uses", "nfs", "--uses", "ntpd"],
    &["--attachment", "switch", "--dhcp", "--peers", "10.0.0.0/8", "--resolver", "10.0.0.2", "--time", "10.0.0.2"],
    &["--attachment", "switch", "--uses", "nfs", "--admin", "10.0.0.0/8", "--service", "5432/tcp"],
];

/// Rules that take a little away.
const LITTLE: [&str; 9] = [
    "deny tcp any -> 40000",
    "deny udp any -> 40000",
    "deny tcp any:50000",
    "deny tcp any:50000-51000",
    "deny udp any -> 40000-41000",
    "deny tcp any -> 40000-41000",
    "deny udp any -> 40000-45000",
    "deny ip 8.0.0.0/7",
    "deny ip 203.0.113.0/25",
];

/// How bad each finding can be: over the examples, the filters of the other tests, and the examples with a little less,
/// behind all kinds of servers.
fn severities() -> BTreeMap<String, BTreeSet<Severity>> {
    let mut all: BTreeMap<String, BTreeSet<Severity>> = BTreeMap::new();
    let mut tell = |filter: &Filter, profile: &Profile| {
        let report = Report::of(filter, profile);
        for finding in report.findings {
            all.entry(finding.code()).or_default().insert(finding.severity);
        }
    };
    let servers = SERVERS.map(cases::profile);
    for Example { filter, profile, .. } in examples() {
        let less = LITTLE.map(|text| {
            let rules = std::iter::once(rule(text)).chain(filter.rules.iter().cloned()).collect();
            Filter { rules, ..filter.clone() }
        });
        for filter in less.iter().chain([&filter]) {
            servers.iter().chain([&profile]).for_each(|profile| tell(filter, profile));
        }
    }
    for Case { filter, profile, .. } in cases::all() {
        servers.iter().chain([&profile]).for_each(|profile| tell(&filter, profile));
    }
    all.insert("could-be-shorter".to_owned(), BTreeSet::from([Severity::Note]));
    all
}

#[test]
fn every_finding_has_an_example() {
    let codes: Vec<String> = examples().into_iter().map(|example| example.code).collect();
    let without: Vec<String> = severities().into_keys().filter(|code| !codes.contains(code)).collect();
    assert!(without.is_empty(), "no example in tests/data/findings.toml: {without:?}");
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len(), "one example each");
}

/// The names of an enum's variants, from its source.
fn variants<'a>(source: &'a str, name: &str) -> Vec<&'a str> {
    let (_, body) = source.split_once(&format!("pub enum {name} {{\n")).unwrap();
    let (body, _) = body.split_once("\n}\n").unwrap();
    let lines = body.lines().filter_map(|line| line.strip_prefix("    "));
    let names = lines.filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()));
    names.map(|line| line.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap()).collect()
}

/// The name of a value's variant.
fn variant(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}

#[test]
fn every_kind_and_every_flow_has_an_example() {
    let findings: Vec<Finding> = examples().iter().map(Example::finding).collect();
    let known: BTreeSet<String> = findings.iter().map(|finding| variant(&finding.kind)).collect();
    let kinds = variants(include_str!("../src/report/finding.rs"), "FindingKind");
    let without: Vec<&&str> = kinds.iter().filter(|kind| !known.contains(**kind)).collect();
    assert!(!kinds.is_empty() && without.is_empty(), "no example of {without:?}");

    // Ping is never needed; expectations and everything else have findings of their own.
    let others = ["PingReplies", "Expected", "EverythingElse"];
    let flows = variants(include_str!("../src/profile/flow.rs"), "FlowId");
    for flow in flows.iter().filter(|flow| !others.contains(flow)) {
        for kind in ["FlowBlocked", "FlowPartly"] {
            let has = |one: &Finding| variant(&one.kind) == kind && one.flow().is_some_and(|id| variant(&id) == *flow);
            assert!(findings.iter().any(has), "no example of {kind} for {flow}");
        }
    }
}
