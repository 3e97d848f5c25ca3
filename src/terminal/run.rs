//! The main loop: one thread owns the program.
//!
//! It waits for an event, folds every event that is already there into the editor, draws once if anything happened, and
//! carries out what the editor asked for. Nothing ticks: an idle editor writes nothing and burns nothing.

use super::seam::{Event, Terminal};
use crate::editor::message::{Command, Msg, SaveFault};
use crate::editor::{Editor, words};
use crate::lang::Lang;
use crate::screen::{self, Look};
use crate::store::{self, ReadError, SaveError, Stamp};
use std::collections::{HashMap, VecDeque};
use std::io;
use std::path::{Path, PathBuf};

/// Runs the editor until it is left.
///
/// # Errors
/// When the terminal can no longer be drawn on or listened to.
pub fn run(editor: &mut Editor, terminal: &mut dyn Terminal, files: &mut Files, look: Look) -> io::Result<()> {
    let (width, height) = terminal.size();
    editor.update(Msg::Resize(width, height));
    terminal.draw(&mut |frame| screen::draw(editor, look, frame))?;
    loop {
        let mut next = Some(terminal.next()?);
        while let Some(event) = next {
            let Some(message) = message(event) else { return Ok(()) };
            if let Some(message) = message
                && !take(editor, terminal, files, message)?
            {
                return Ok(());
            }
            next = terminal.pending()?;
        }
        terminal.draw(&mut |frame| screen::draw(editor, look, frame))?;
    }
}

/// The message an event stands for; `None` at the end of all events.
fn message(event: Event) -> Option<Option<Msg>> {
    match event {
        Event::Key(key) => Some(Some(Msg::Key(key))),
        Event::Paste(text) => Some(Some(Msg::Paste(text))),
        Event::Resize(width, height) => Some(Some(Msg::Resize(width, height))),
        Event::Woken => Some(None),
        Event::Closed => None,
    }
}

/// Gives a message to the editor and does what it asks for; `false` when it asks to leave.
fn take(editor: &mut Editor, terminal: &mut dyn Terminal, files: &mut Files, message: Msg) -> io::Result<bool> {
    let mut commands: VecDeque<Command> = editor.update(message).into();
    while let Some(command) = commands.pop_front() {
        let answer = match command {
            Command::Quit => return Ok(false),
            Command::Suspend => {
                if !terminal.suspend()? {
                    let lang = editor.lang;
                    editor.warn(words::no_shell(lang));
                }
                continue;
            }
            Command::Read { path } => {
                let result = files.read(&path, editor.lang);
                Msg::Read { path, result }
            }
            Command::Save { path, text, over } => {
                let result = files.save(&path, &text, over, editor.lang);
                Msg::Saved { path, result }
            }
        };
        commands.extend(editor.update(answer));
    }
    Ok(true)
}

/// The files the editor has read, with what stood in them: so that nothing is overwritten unseen.
#[derive(Debug, Default)]
pub struct Files {
    known: HashMap<PathBuf, Stamp>,
}

impl Files {
    /// Reads a file; `None` if it does not exist yet.
    ///
    /// # Errors
    /// Why not, as a sentence with the file's name.
    pub fn read(&mut self, path: &str, lang: Lang) -> Result<Option<String>, String> {
        let (stamp, text) = match store::read(Path::new(path)) {
            Ok(contents) => (contents.stamp, Some(contents.text)),
            Err(ReadError::NotFound) => (Stamp::ABSENT, None),
            Err(error) => return Err(format!("{path}: {}", store::read_error(&error, lang))),
        };
        self.known.insert(path.into(), stamp);
        Ok(text)
    }

    fn save(&mut self, path: &str, text: &str, over: bool, lang: Lang) -> Result<(), SaveFault> {
        let place = Path::new(path);
        let known = self.known.get(place);
        let result = match known {
            _ if over => store::save_over(place, text),
            Some(stamp) => store::save(place, text, stamp),
            None => store::save(place, text, &Stamp::ABSENT),
        };
        match result {
            Ok(stamp) => {
                self.known.insert(place.to_owned(), stamp);
                Ok(())
            }
            Err(SaveError::Changed) if known.is_none() => Err(SaveFault::Exists),
            Err(SaveError::Changed) => Err(SaveFault::Changed),
            Err(error) => Err(SaveFault::Other(format!("{path}: {}", store::save_error(&error, lang)))),
        }
    }
}
