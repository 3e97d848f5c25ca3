//! `sekimori trace`: what becomes of traffic, and by which rules.
//!
//! The exit code is 0, whatever the verdict, and 2 if the filter or some of the traffic cannot be used. Traffic that can
//! is answered nevertheless.

mod json;

use super::arguments::{Choice, OutputFormat};
use super::input::{Chosen, choose};
use super::progress::analysing;
use super::streams::{UNUSABLE, complain, unless_gone, write};
use crate::analysis::{Analysis, PacketSet};
use crate::filter::Filter;
use crate::lang::Lang;
use crate::language::{self, commands};
use crate::plain;
use crate::text::visible;
use std::io::{self, BufRead};
use std::process::ExitCode;

/// A prepared filter and how to answer about it.
struct Session {
    filter: Filter,
    analysis: Analysis,
    format: OutputFormat,
    lang: Lang,
    /// Whether something could not be answered.
    failed: bool,
    /// Whether an answer was given already.
    answered: bool,
}

/// Answers about each traffic of the command line, then about each line of standard input.
pub(super) fn run(choice: &Choice, traffic: &[String], stdin: bool, format: OutputFormat, lang: Lang) -> ExitCode {
    let Some(Chosen { filter, .. }) = choose(choice, lang) else { return ExitCode::from(UNUSABLE) };
    let analysis = Analysis::new(&filter);
    let mut session = Session { filter, analysis, format, lang, failed: false, answered: false };
    let given = traffic.iter().try_for_each(|text| session.answer(text, None));
    let done = given.and_then(|()| if stdin { session.answer_lines(io::stdin().lock()) } else { Ok(()) });
    // With nobody left to read the answers, the rest of standard input is of no interest either.
    if let Err(error) = unless_gone(done) {
        complain(&commands::unwritten(&error, lang));
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
                    complain(&commands::unread_line(index + 1, &error, self.lang));
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
                complain(&commands::wrong_traffic(line, &visible(text), error.at + 1, &why, self.lang));
                self.failed = true;
                return Ok(());
            }
        };
        let blank = if self.answered && self.format == OutputFormat::Text { "\n" } else { "" };
        self.answered = true;
        let answer = analysing(self.filter.rules.len(), self.lang, || match self.format {
            OutputFormat::Json => {
                let answer = self.analysis.answer(&packets);
                format!("{}\n", json::object(text, packets.only_packet().is_some(), &answer))
            }
            OutputFormat::Text => {
                let lines = plain::traced(&self.filter, &self.analysis, &packets, self.lang);
                blank.to_owned() + &lines.join("\n") + "\n"
            }
        });
        write(&answer, self.format.form())
    }
}
