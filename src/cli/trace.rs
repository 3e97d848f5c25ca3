//! `sekimori trace`: what becomes of traffic, and by which rules.
//!
//! The exit code is 0, whatever the verdict, and 2 if the filter or some of the traffic cannot be used. Traffic that can
//! is answered nevertheless. As JSON, each answer is one object on a line of its own:
//!
//! ```text
//! {"traffic": "udp 192.0.2.1:67 -> 68", "verdict": "blocked", "rule": 6}
//! {"traffic": "tcp any -> 22", "verdict": "partly",
//!  "decided_by": [{"rule": 1, "action": "allow", "packets": "16777216", "example": "tcp 203.0.113.1:443 -> 22"}]}
//! ```
//!
//! `traffic` is the text as it was given. A single packet has `rule`, a set of packets `decided_by`, in the order of the
//! rules; 0 is the default. `packets` is an exact count and always a text: it may be beyond what numbers in JSON can
//! hold. Where readings of what the documents leave open differ, both speak of the default reading, and `readings`, as
//! in the report of `check`, of all.

use super::arguments::{Choice, Format};
use super::input::{Chosen, choose};
use super::progress::analysing;
use super::{UNUSABLE, complain, json, unless_gone, words, write};
use crate::analysis::{Analysis, Answer, Condition, Packet, PacketSet, Share, Trace, readings, trace};
use crate::filter::{Action, Filter};
use crate::lang::Lang;
use crate::language;
use crate::screen::text::{pad, visible, width};
use serde_json::{Value, json};
use std::io::{self, BufRead};
use std::process::ExitCode;

/// As many boxes of one rule's part as a person may want to read.
const SHOWN_BOXES: usize = 12;

/// A prepared filter and how to answer about it.
struct Session {
    filter: Filter,
    analysis: Analysis,
    format: Format,
    lang: Lang,
    /// Whether something could not be answered.
    failed: bool,
    /// Whether an answer was given already.
    answered: bool,
}

/// Answers about each traffic of the command line, then about each line of standard input.
pub(super) fn run(choice: &Choice, traffic: &[String], stdin: bool, format: Format, lang: Lang) -> ExitCode {
    let Some(Chosen { filter, .. }) = choose(choice, lang) else { return ExitCode::from(UNUSABLE) };
    let analysis = Analysis::new(&filter);
    let mut session = Session { filter, analysis, format, lang, failed: false, answered: false };
    let given = traffic.iter().try_for_each(|text| session.answer(text, None));
    let done = given.and_then(|()| if stdin { session.answer_lines(io::stdin().lock()) } else { Ok(()) });
    // With nobody left to read the answers, the rest of standard input is of no interest either.
    if let Err(error) = unless_gone(done) {
        complain(&words::unwritten(&error.to_string(), lang));
        session.failed = true;
    }
    ExitCode::from(if session.failed { UNUSABLE } else { 0 })
}

impl Session {
    /// Blank lines are passed over.
    fn answer_lines(&mut self, input: impl BufRead) -> io::Result<()> {
        for (index, line) in input.lines().enumerate() {
            match line {
                Ok(text) if text.trim().is_empty() => {}
                Ok(text) => self.answer(&text, Some(index + 1))?,
                Err(error) => {
                    complain(&words::unread_line(index + 1, &error.to_string(), self.lang));
                    self.failed = true;
                    // A line that is no text is behind us; anything else would come again for ever.
                    if error.kind() != io::ErrorKind::InvalidData {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }

    fn answer(&mut self, text: &str, line: Option<usize>) -> io::Result<()> {
        let text = text.trim();
        let packets = match PacketSet::parse(text) {
            Ok(packets) => packets,
            Err(error) => {
                let why = language::traffic_expected(error.expected, self.lang);
                complain(&words::wrong_traffic(line, &visible(text), error.at + 1, &why, self.lang));
                self.failed = true;
                return Ok(());
            }
        };
        let blank = if self.answered && self.format == Format::Text { "\n" } else { "" };
        self.answered = true;
        let one = packets.only_packet();
        let answer = analysing(self.filter.rules.len(), self.lang, || {
            let answer = self.analysis.answer(&packets);
            match self.format {
                Format::Json => format!("{}\n", object(text, one.is_some(), &answer)),
                Format::Text => blank.to_owned() + &self.paragraphs(&packets, one, &answer),
            }
        });
        write(&answer)
    }

    /// The verdict; for a set the share of each rule; then the walk of the packet, or of one that stands for the set.
    fn paragraphs(&self, packets: &PacketSet, one: Option<Packet>, answer: &Answer) -> String {
        let lang = self.lang;
        let mut lines = vec![format!("{packets}: {}", language::verdict(answer.verdict, lang))];
        let differ = readings_differ(answer);
        for outcome in answer.outcomes.iter().take(if one.is_some() {
            0
        } else if differ {
            usize::MAX
        } else {
            1
        }) {
            lines.extend(differ.then(|| format!("  {}:", language::reading(outcome.reading, lang))));
            lines.extend(outcome.shares.iter().flat_map(|share| share_lines(share, lang)));
        }
        let witness = one.or_else(|| answer.example(Action::Deny)).or_else(|| answer.example(Action::Allow));
        if let Some(packet) = witness {
            lines.extend(one.is_none().then(|| format!("{packet}:")));
            let all = readings(&self.filter);
            for walk in trace(&self.filter, &packet) {
                let condition = language::condition(&Condition::of(&walk.readings, &all), lang);
                lines.extend(condition.map(|condition| format!("  {condition}:")));
                lines.extend(walk_lines(&self.filter, &walk, lang));
            }
        }
        lines.join("\n") + "\n"
    }
}

fn share_lines(share: &Share, lang: Lang) -> Vec<String> {
    let heading = words::share(share.decider, share.action, share.packets.count(), lang);
    let boxes = language::traffic(&share.packets, lang);
    let more = boxes.len().checked_sub(SHOWN_BOXES).filter(|more| *more > 0).map(|more| words::more(more, lang));
    let shown = boxes.into_iter().take(SHOWN_BOXES).chain(more).map(|one| format!("    {one}"));
    std::iter::once(format!("  {heading}")).chain(shown).collect()
}

/// Each rule the packet met, and why it went on or stayed.
fn walk_lines(filter: &Filter, walk: &Trace, lang: Lang) -> Vec<String> {
    let met = filter.rules.iter().enumerate().take(walk.missed.len() + 1);
    let rules: Vec<(usize, String)> = met.map(|(index, rule)| (index + 1, language::rule(rule, lang))).collect();
    let widest = rules.iter().map(|(_, rule)| width(rule)).max().unwrap_or_default();
    let reason = |number: usize| match walk.missed.get(number - 1) {
        Some(field) => words::misfit(*field, lang),
        None => words::decides(walk.action, lang),
    };
    let rule = |(number, rule): &(usize, String)| format!("  {number:>3}  {}  {}", pad(rule, widest), reason(*number));
    let mut lines: Vec<String> = rules.iter().map(rule).collect();
    if walk.missed.len() == filter.rules.len() {
        lines.push(format!("    -  {}", words::default_decides(lang)));
    }
    lines
}

fn readings_differ(answer: &Answer) -> bool {
    answer.outcomes.iter().any(|outcome| answer.outcome().is_some_and(|first| first.shares != outcome.shares))
}

fn object(text: &str, is_packet: bool, answer: &Answer) -> Value {
    let shares = answer.outcome().map_or(&[][..], |outcome| &outcome.shares);
    let mut object = json!({ "traffic": text, "verdict": json::verdict(answer.verdict) });
    let Value::Object(keys) = &mut object else { return object };
    match shares {
        [share] if is_packet => keys.insert("rule".to_owned(), share.decider.number().into()),
        shares => keys.insert("decided_by".to_owned(), shares.iter().map(decided_by).collect()),
    };
    if readings_differ(answer) {
        keys.insert("readings".to_owned(), answer.outcomes.iter().map(json::reading).collect());
    }
    object
}

fn decided_by(share: &Share) -> Value {
    json!({
        "rule": share.decider.number(),
        "action": share.action.as_str(),
        "packets": share.packets.count().to_string(),
        "example": share.packets.witness().map(|packet| packet.to_string()),
    })
}
