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
use super::streams::{UNUSABLE, complain, unless_gone, write};
use super::{json, words};
use crate::analysis::{Analysis, Answer, PacketSet, Share};
use crate::filter::Filter;
use crate::lang::Lang;
use crate::language;
use crate::plain;
use crate::text::visible;
use serde_json::{Value, json};
use std::io::{self, BufRead};
use std::process::ExitCode;

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
        let answer = analysing(self.filter.rules.len(), self.lang, || match self.format {
            Format::Json => {
                let answer = self.analysis.answer(&packets);
                format!("{}\n", object(text, packets.only_packet().is_some(), &answer))
            }
            Format::Text => {
                let lines = plain::traced(&self.filter, &self.analysis, &packets, self.lang);
                blank.to_owned() + &lines.join("\n") + "\n"
            }
        });
        write(&answer)
    }
}

fn object(text: &str, is_packet: bool, answer: &Answer) -> Value {
    let shares = answer.outcome().map_or(&[][..], |outcome| &outcome.shares);
    let mut object = json!({ "traffic": text, "verdict": json::verdict(answer.verdict) });
    let Value::Object(keys) = &mut object else { return object };
    match shares {
        [share] if is_packet => keys.insert("rule".to_owned(), share.decider.number().into()),
        shares => keys.insert("decided_by".to_owned(), shares.iter().map(decided_by).collect()),
    };
    if answer.readings_differ() {
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
