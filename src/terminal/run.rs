//! The main loop: one thread owns the program.
//!
//! It waits for an event, folds every event that is already there into the editor, draws once if anything happened, and
//! carries out what the editor asked for. Nothing ticks: an idle editor writes nothing and burns nothing.

use super::outside;
use super::seam::{Event, Terminal};
use super::world::World;
use crate::editor::Editor;
use crate::editor::message::{Command, Msg};
use crate::language::{analysis_ended, refusals};
use crate::screen::{self, Look};
use crate::text::Glyphs;
use std::collections::VecDeque;
use std::io;

/// Runs the editor until it is left.
///
/// # Errors
/// When the terminal can no longer be drawn on or listened to.
pub fn run(editor: &mut Editor, terminal: &mut dyn Terminal, world: &mut World, mut look: Look) -> io::Result<()> {
    let (width, height) = terminal.size();
    take(editor, terminal, world, Msg::Resize(width, height))?;
    show(editor, terminal, look)?;
    loop {
        let mut next = Some(terminal.next()?);
        while let Some(event) = next {
            next = terminal.pending()?;
            editor.hurried = next.is_some();
            if event == Event::Wide {
                look.glyphs = Glyphs::Ascii;
            }
            let Some(messages) = messages(event, editor, terminal.size(), world, look)? else { return Ok(()) };
            for message in messages {
                if !take(editor, terminal, world, message)? {
                    return Ok(());
                }
            }
        }
        show(editor, terminal, look)?;
    }
}

fn show(editor: &Editor, terminal: &mut dyn Terminal, look: Look) -> io::Result<()> {
    terminal.use_mouse(editor.mouse)?;
    terminal.draw(&mut |frame| screen::draw(editor, look, frame))
}

/// The messages an event stands for; `None` at the end of all events.
fn messages(
    event: Event,
    editor: &Editor,
    size: (u16, u16),
    world: &World,
    look: Look,
) -> io::Result<Option<Vec<Msg>>> {
    let mut messages: Vec<Msg> = match event {
        Event::Key(key) => vec![Msg::Key(key)],
        Event::Paste(text) => vec![Msg::Paste(text)],
        Event::Mouse(column, row, gesture) => {
            let target = screen::target(editor, look, size, (column, row));
            target.map(|target| Msg::Pointer(target, gesture)).into_iter().collect()
        }
        Event::Resize(width, height) => vec![Msg::Resize(width, height)],
        Event::Woken => {
            let answers = world.answers().ok_or_else(|| io::Error::other(analysis_ended(editor.lang)))?;
            answers.into_iter().map(|answered| Msg::Analysed(Box::new(answered))).collect()
        }
        Event::Wide => Vec::new(),
        Event::Closed => return Ok(None),
    };
    if messages.is_empty() {
        // It may be the last of a burst, and what waited for that must be caught up with.
        messages.push(Msg::Resize(size.0, size.1));
    }
    Ok(Some(messages))
}

/// Gives a message to the editor and does what it asks for; `false` when it asks to leave.
fn take(editor: &mut Editor, terminal: &mut dyn Terminal, world: &mut World, message: Msg) -> io::Result<bool> {
    editor.now = world.now();
    let mut commands: VecDeque<Command> = editor.update(message).into();
    while let Some(command) = commands.pop_front() {
        let answer = match command {
            Command::Suspend => {
                if !terminal.suspend()? {
                    let lang = editor.lang;
                    editor.warn(refusals::no_shell(lang));
                }
                continue;
            }
            Command::Clip { text } => {
                terminal.clip(&text)?;
                continue;
            }
            Command::EditOutside { text } => Msg::EditedOutside(outside::edit(&text, terminal, world)),
            command => match perform(command, world) {
                Outcome::Left => return Ok(false),
                Outcome::Done => continue,
                Outcome::Answer(answer) => answer,
            },
        };
        commands.extend(editor.update(answer));
    }
    Ok(true)
}

/// What came of a command.
pub(super) enum Outcome {
    /// The editor is left.
    Left,
    /// There is nothing to tell.
    Done,
    /// The editor must know this.
    Answer(Msg),
}

/// Carries out a command that needs no terminal; those that do are done with at once.
pub(super) fn perform(command: Command, world: &mut World) -> Outcome {
    Outcome::Answer(match command {
        Command::Quit => {
            world.close();
            return Outcome::Left;
        }
        Command::Read { location } => {
            let result = world.read(location.clone()).map(Box::new);
            Msg::Read { location, result }
        }
        Command::Remember { location, memory } => {
            world.remember(&location, &memory);
            return Outcome::Done;
        }
        Command::KeepProgress(progress) => match world.keep_progress(&progress) {
            Ok(()) => return Outcome::Done,
            Err((file, error)) => Msg::NotKept(file, error),
        },
        Command::Attend { location, version } => Msg::Found(Box::new(world.attend(location.as_ref(), version))),
        Command::Note { entries, version } => match world.note(&entries, version) {
            Ok(()) => return Outcome::Done,
            Err(error) => Msg::NotNoted(error),
        },
        Command::Settle { journal, goes_on } => match world.settle(&journal).filter(|_| goes_on) {
            Some(version) => Msg::Settled(version),
            None => return Outcome::Done,
        },
        Command::Analyse(request) => match world.ask(*request) {
            Some(answered) => Msg::Analysed(Box::new(answered)),
            None => return Outcome::Done,
        },
        Command::Save { location, text, expected } => {
            let result = world.save(&location, &text, expected);
            Msg::Saved { location, result }
        }
        Command::Suspend | Command::EditOutside { .. } | Command::Clip { .. } => return Outcome::Done,
    })
}
