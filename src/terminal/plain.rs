//! The loop over lines: one line in, what it asks for is done, what is to be said goes out.
//!
//! The terminal stays as it is: no raw mode, no other screen, no escape sequence. So every program that reads a terminal
//! aloud can follow, and a script needs no terminal at all.

use super::host::Host;
use super::run::{Performed, perform};
use crate::editor::message::{Effect, Message};
use crate::editor::request::{LineReply, Request};
use crate::editor::session::Session;
use crate::editor::{Editor, Front};
use crate::language::lines as words;
use crate::output::{self, Form};
use crate::plain::{self, Before, ParsedLine};
use crate::text::visible;
use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

/// The longest line that is read, in bytes; what is beyond is another line.
const LONGEST: u64 = 1 << 20;

/// Where lines come from and go to.
pub trait Lines {
    /// The next line, without its end; `None` when there is none.
    ///
    /// # Errors
    /// When it cannot be read.
    fn next(&mut self) -> io::Result<Option<String>>;

    /// Says something.
    ///
    /// # Errors
    /// When nobody takes it.
    fn say(&mut self, line: &str) -> io::Result<()>;

    /// Whether a person sits there, who sees what is typed; otherwise it is a script.
    fn is_typed(&self) -> bool;
}

/// Standard input and output.
#[derive(Debug)]
pub(crate) struct Console {
    is_typed: bool,
}

impl Console {
    /// `is_typed` tells whether a person types what comes in.
    pub(crate) const fn new(is_typed: bool) -> Self {
        Self { is_typed }
    }
}

impl Lines for Console {
    fn next(&mut self) -> io::Result<Option<String>> {
        if self.is_typed {
            output::out("> ", Form::Own)?;
        }
        let mut bytes = Vec::new();
        let read = io::stdin().lock().take(LONGEST).read_until(b'\n', &mut bytes)?;
        if read == 0 && self.is_typed {
            output::out("\n", Form::Own)?; // the shell's prompt begins a line
        }
        Ok((read > 0).then(|| String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned()))
    }

    fn say(&mut self, line: &str) -> io::Result<()> {
        output::out(&format!("{line}\n"), Form::Text)
    }

    fn is_typed(&self) -> bool {
        self.is_typed
    }
}

/// Lines in memory, and what is said to them: a script with the lines themselves behind `>`.
#[derive(Debug, Default)]
pub struct Dialogue {
    lines: VecDeque<String>,
    said: String,
}

impl Dialogue {
    /// A dialogue with these lines to come.
    pub fn new(lines: &str) -> Self {
        Self { lines: lines.lines().map(str::to_owned).collect(), said: String::new() }
    }

    /// Everything that was said.
    pub fn said(&self) -> &str {
        &self.said
    }
}

impl Lines for Dialogue {
    fn next(&mut self) -> io::Result<Option<String>> {
        Ok(self.lines.pop_front())
    }

    fn say(&mut self, line: &str) -> io::Result<()> {
        self.said += line;
        self.said.push('\n');
        Ok(())
    }

    fn is_typed(&self) -> bool {
        false
    }
}

/// Edits by lines until one of them leaves, or no more come. Whether every line was understood and carried out and nothing
/// was left unsaved at the end: what a script's exit code says.
///
/// # Errors
/// When lines cannot be read or nobody takes what is said.
pub fn run_plain(editor: &mut Editor, lines: &mut dyn Lines, host: &mut Host) -> io::Result<bool> {
    editor.front = Front::Lines;
    take(editor, host, Message::Resize(80, 24));
    say(lines, &plain::opening(editor))?;
    close_what_was_read(editor, lines, host)?;
    let mut fine = true;
    while let Some(line) = lines.next()? {
        if !lines.is_typed() {
            lines.say(&format!("> {}", visible(&line)))?;
        }
        match plain::read(&line, editor) {
            ParsedLine::Nothing => {}
            ParsedLine::Wrong(why) => {
                fine = false;
                lines.say(&visible(&why))?;
            }
            ParsedLine::Do(requests, view) => {
                let before = Before::of(editor);
                let went = carry_out(editor, host, requests);
                fine &= went != Went::Wrong;
                if let Some(why) = plain::refused(editor).filter(|_| !lines.is_typed()) {
                    fine = false;
                    say(lines, &why)?;
                    take(editor, host, Message::Request(Request::Popup(LineReply::Close)));
                    continue;
                }
                match view.filter(|_| went == Went::Well) {
                    Some(view) => say(lines, &plain::show(&view, editor))?,
                    None => say(lines, &plain::answer(&before, editor))?,
                }
                if went == Went::Away {
                    return Ok(fine);
                }
                close_what_was_read(editor, lines, host)?;
            }
        }
    }
    end(editor, lines, host, fine)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Went {
    Well,
    /// One of them did not; the rest was left.
    Wrong,
    /// The editor is left.
    Away,
}

fn carry_out(editor: &mut Editor, host: &mut Host, requests: Vec<Request>) -> Went {
    for request in requests {
        if !take(editor, host, Message::Request(request)) {
            return Went::Away;
        }
        if editor.notice.as_ref().is_some_and(|notice| notice.is_error) {
            return Went::Wrong;
        }
    }
    Went::Well
}

fn say(lines: &mut dyn Lines, all: &[String]) -> io::Result<()> {
    all.iter().try_for_each(|line| lines.say(&visible(line)))
}

/// What needed no answer is closed; a question behind it is asked again.
fn close_what_was_read(editor: &mut Editor, lines: &mut dyn Lines, host: &mut Host) -> io::Result<()> {
    if plain::is_only_read(editor) {
        take(editor, host, Message::Request(Request::Popup(LineReply::Close)));
        say(lines, &plain::asked(editor))?;
    }
    Ok(())
}

/// No more lines. A script can be run again, so nothing of it is kept; what a person typed is.
fn end(editor: &Editor, lines: &mut dyn Lines, host: &mut Host, fine: bool) -> io::Result<bool> {
    let modified = editor.session().is_some_and(Session::is_unsaved);
    let kept = modified && lines.is_typed();
    if !kept {
        host.close();
    }
    if modified {
        let lang = editor.lang;
        lines.say(if kept { words::ended_and_kept(lang) } else { words::ended_unsaved(lang) })?;
    }
    Ok(fine && !modified)
}

/// Gives a message to the editor and does what it asks for; `false` when it asks to leave.
fn take(editor: &mut Editor, host: &mut Host, message: Message) -> bool {
    editor.now = host.now();
    let mut commands: VecDeque<Effect> = editor.update(message).into();
    while let Some(command) = commands.pop_front() {
        match perform(command, host) {
            Performed::Left => return false,
            Performed::Done => {}
            Performed::Answer(answer) => commands.extend(editor.update(answer)),
        }
    }
    true
}
