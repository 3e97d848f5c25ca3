//! A format that nobody foresaw: it is added here, by the same registry that the program uses, and nothing else knows it.
//!
//! One rule a line, such as `allow tcp 192.0.2.0/24 -> 22 # admins`; lines that begin with `#` belong to the rule below.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use sekimori::filter::{Action, Field, FieldError, Filter, Ports, Protocol, Rule, Source};
use sekimori::formats::json;
use sekimori::formats::{
    Confidence, Document, Format, KNOWN, Like, Listing, PLAIN, Place, Problem, ProblemKind, Reading, Registry, Room,
    placed,
};
use sekimori::lang::{Lang, Phrase};
use sekimori::language;
use std::ops::Range;
use support::rules::CROSSING;

/// The format.
#[derive(Debug)]
struct Lines;

static LINES: Lines = Lines;

/// What a program knows that has it: one line more than [`KNOWN`].
static WITH_LINES: Registry = Registry::new(&[&json::RULES, &json::API, &LINES]);

impl Format for Lines {
    fn id(&self) -> &'static str {
        "lines"
    }

    fn name(&self) -> Option<Phrase> {
        Some(Phrase::new("1 行に 1 ルール", "one rule a line"))
    }

    fn family(&self) -> &'static str {
        "rule lines"
    }

    fn extension(&self) -> &'static str {
        "rules"
    }

    fn recognise(&self, text: &str) -> Confidence {
        let first = text.lines().find(|line| !is_comment(line) && !line.trim().is_empty());
        let word = first.and_then(|line| line.split_whitespace().next());
        if matches!(word, Some("allow" | "deny")) { Confidence::Sure } else { Confidence::No }
    }

    fn read(&'static self, text: &str) -> Result<Reading, Vec<Problem>> {
        let (mut filter, mut items, mut problems) = (Filter::default(), Vec::new(), Vec::new());
        let (mut at, mut begins) = (0, None);
        for line in text.split_inclusive('\n') {
            let body = line.trim_end_matches(['\n', '\r']);
            let begin = *begins.get_or_insert(at);
            if body.trim().is_empty() {
                begins = None;
            } else if !is_comment(body) {
                match rule(body) {
                    Ok(rule) => filter.rules.push(rule),
                    Err((span, field, kind)) => {
                        let place = Place { rule: Some(items.len() + 1), field, ..Place::default() };
                        problems.push((at + span.start, Problem { place, kind }));
                    }
                }
                items.push(begin..at + body.len());
                begins = None;
            }
            at += line.len();
        }
        if !problems.is_empty() {
            return Err(placed(text, problems));
        }
        let (between, close) = ("\n".to_owned(), "\n".to_owned());
        let begin = items.first().map_or(text.len(), |first: &Range<usize>| first.start);
        let room = Room { span: begin..text.len(), between, close, ..Room::default() };
        Ok(Reading {
            format: self,
            filters: vec![filter],
            listings: vec![Listing { items, room, ..Listing::default() }],
        })
    }

    fn item(&self, rule: &Rule, like: Like<'_>, _: &Room) -> Result<String, Field> {
        if rule.source_port != Ports::Any {
            return Err(Field::SourcePort);
        }
        if rule.description.contains(['\n', '#']) {
            return Err(Field::Description);
        }
        let comments = match like {
            Like::Itself(text) if self::rule(last_line(text)).as_ref() == Ok(rule) => return Ok(text.to_owned()),
            Like::Itself(text) => text.strip_suffix(last_line(text)).unwrap_or_default(),
            Like::Neighbour(_) => "",
        };
        let source = if rule.source == Source::Any { "any".to_owned() } else { rule.source.to_string() };
        let ports =
            if rule.destination_port == Ports::Any { "any".to_owned() } else { rule.destination_port.to_string() };
        let note = if rule.description.is_empty() { String::new() } else { format!(" # {}", rule.description) };
        Ok(format!("{comments}{} {} {source} -> {ports}{note}", rule.action.as_str(), rule.protocol.as_str()))
    }

    fn text(&self, text: &str) -> String {
        text.to_owned()
    }

    fn blank(&self) -> String {
        String::new()
    }
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or(text)
}

type Wrong = (Range<usize>, Option<Field>, ProblemKind);

fn rule(line: &str) -> Result<Rule, Wrong> {
    let (said, note) = line.split_once('#').unwrap_or((line, ""));
    let words: Vec<&str> = said.split_whitespace().collect();
    let [action, protocol, source, "->", ports] = words[..] else {
        let words = Phrase::new(
            "{}は「動作 種別 送信元 -> ポート」の形ではありません。",
            "{} is no rule such as: allow tcp any -> 22",
        );
        return Err((0..line.len(), None, ProblemKind::Own(Box::new(words), said.trim().to_owned())));
    };
    let wrong = |text: &str, field| {
        let (start, text) = (said.find(text).unwrap(), text.to_owned());
        let span = start..start + text.len();
        move |error: FieldError| (span, Some(field), ProblemKind::Field { text, error })
    };
    let blank = |text| if text == "any" { "" } else { text };
    let action = Action::parse(action).map_err(wrong(action, Field::Action))?;
    let protocol = Protocol::parse(protocol).map_err(wrong(protocol, Field::Protocol))?;
    let source = Source::parse(blank(source)).map_err(wrong(source, Field::Source))?;
    let ports = Ports::parse(blank(ports)).map_err(wrong(ports, Field::DestinationPort))?;
    Ok(Rule::new(action, protocol).from(source).ports(Ports::Any, ports).described(note.trim()))
}

const TEXT: &str = "# Web server of the shop\r\n\
                    \r\n\
                    # Ask Sato before changing this.\r\n\
                    allow  tcp  192.0.2.0/24 ->  22   # admins\n\
                    allow tcp any -> 443\n\
                    \n\
                    deny ip any -> any# the rest";

fn read(text: &str) -> Document {
    WITH_LINES.read(text).unwrap_or_else(|problems| panic!("{text}\n{problems:?}"))
}

#[test]
fn it_opens_by_what_it_looks_like() {
    let document = read(TEXT);
    assert_eq!((document.format().id(), document.filters().len()), ("lines", 1));
    let rules = &document.filters()[0].rules;
    assert_eq!(rules[0].description, "admins");
    assert_eq!(rules.iter().map(|rule| rule.text(Field::DestinationPort)).collect::<Vec<_>>(), ["22", "443", ""]);
    assert_eq!(read("[]").format().id(), "rules");
    assert_eq!(
        WITH_LINES.find("lines").map(|format| language::format_name(format, Lang::En)).unwrap(),
        "one rule a line"
    );
    // The program itself says what is wrong with it.
    assert!(KNOWN.read(TEXT).is_err());
}

#[test]
fn it_saves_without_a_loss() {
    let document = read(TEXT);
    let filter = document.filters()[0].clone();
    assert_eq!(document.write(0, &filter).unwrap(), TEXT);
    // A change touches one rule, and its comment stays.
    let mut edited = filter.clone();
    edited.rules[0].destination_port = Ports::One(2222);
    let new = TEXT.replace("allow  tcp  192.0.2.0/24 ->  22   # admins", "allow tcp 192.0.2.0/24 -> 2222 # admins");
    assert_eq!(document.write(0, &edited).unwrap(), new);
    // A comment moves with its rule, spelling and all; a copy has none of it; a new rule comes last.
    let mut moved = filter.clone();
    moved.rules.swap(0, 1);
    moved.rules.insert(2, moved.rules[1].clone());
    let text = document.write(0, &moved).unwrap();
    assert_eq!(
        text,
        "# Web server of the shop\r\n\r\nallow tcp any -> 443\n\
         # Ask Sato before changing this.\r\nallow  tcp  192.0.2.0/24 ->  22   # admins\n\
         allow tcp 192.0.2.0/24 -> 22 # admins\n\ndeny ip any -> any# the rest"
    );
    assert_eq!(read(&text).filters()[0], moved);
    // Without rules nothing is left that belongs to one.
    assert_eq!(document.write(0, &Filter::default()).unwrap(), "# Web server of the shop\r\n\r\n");
}

#[test]
fn it_becomes_json_and_comes_back() {
    let document = read(TEXT);
    let filter = document.filters()[0].clone();
    for format in KNOWN.writable() {
        let (other, index) = document.converted(0, format, Lang::En);
        let text = other.write(index, &filter).unwrap();
        let json = Document::read(&text).unwrap();
        assert_eq!((json.format().id(), &json.filters()[0].rules), (format.id(), &filter.rules));
        let (lines, index) = json.converted(0, &LINES, Lang::En);
        assert_eq!(
            lines.write(index, &filter).unwrap(),
            "allow tcp 192.0.2.0/24 -> 22 # admins\nallow tcp any -> 443\ndeny ip any -> any # the rest\n"
        );
    }
}

#[test]
fn what_it_cannot_say_is_named_and_nothing_is_written() {
    let mut filter = read(TEXT).filters()[0].clone();
    filter.rules[1].source_port = Ports::One(53);
    filter.rules[2].description = "a # b".into();
    let (lines, index) = Document::blank(PLAIN).converted(0, &LINES, Lang::En);
    let unsayable = lines.write(index, &filter).unwrap_err();
    assert_eq!(
        language::unwritable(&unsayable, Lang::En),
        "This format has no words for it: rule 2, Src port; rule 3, Description"
    );
}

#[test]
fn its_problems_have_their_places() {
    let text = "allow tcp any -> 22\n\n# あ\nallow gre any -> 1\ndeny tcp any -> 70000 # x\nallow everything\n";
    let problems = WITH_LINES.read(text).unwrap_err();
    let sentences = |lang| problems.iter().map(|problem| language::problem(problem, lang)).collect::<Vec<_>>();
    let english = sentences(Lang::En);
    assert!(english[0].starts_with("line 4, column 7 (rule 2, Protocol): \"gre\" cannot be used."), "{english:?}");
    assert!(english[1].starts_with("line 5, column 17 (rule 3, Dst port): \"70000\" cannot be used."), "{english:?}");
    assert_eq!(english[2], "line 6, column 1 (rule 4): \"allow everything\" is no rule such as: allow tcp any -> 22");
    let japanese = sentences(Lang::Ja);
    assert_eq!(
        japanese[2],
        "6 行目 1 文字目 (ルール 4): 「allow everything」は「動作 種別 送信元 -> ポート」の形ではありません。"
    );
}

proptest! {
    /// Whatever can be said is written, in either direction, and read back the same.
    #[test]
    fn any_filter_there_and_back(filter in CROSSING.filter(8), shuffle in any::<prop::sample::Index>()) {
        let mut filter = filter;
        for rule in &mut filter.rules {
            rule.source_port = Ports::Any;
        }
        let text = Document::blank(&LINES).write(0, &filter).unwrap();
        if !filter.rules.is_empty() {
            let lines = read(&text);
            prop_assert_eq!(&lines.filters()[0].rules, &filter.rules);
            let mut rotated = filter.clone();
            let by = shuffle.index(rotated.rules.len());
            rotated.rules.rotate_left(by);
            let again = read(&lines.write(0, &rotated).unwrap());
            prop_assert_eq!(&again.filters()[0].rules, &rotated.rules);
        }
    }
}
