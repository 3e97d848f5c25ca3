//! The main loop: one thread owns the program.
//!
//! It waits for an event, folds every event that is already there into the editor, draws once if anything happened, and
//! carries out what the editor asked for. Nothing ticks: an idle editor writes nothing and burns nothing.

use super::backend::{Event, Terminal};
use super::external_editor;
use super::host::Host;
use crate::editor::Editor;
use crate::editor::message::{Effect, Message};
use crate::language::{analysis_ended, refusals};
use crate::screen::{self, Look};
use crate::store;
use crate::text::Glyphs;
use std::collections::VecDeque;
use std::io;

/// Runs the editor until it is left.
///
/// # Errors
/// When the terminal can no longer be drawn on or listened to.
pub fn run(editor: &mut Editor, terminal: &mut dyn Terminal, host: &mut Host, mut look: Look) -> io::Result<()> {
    let (width, height) = terminal.size();
    take(editor, terminal, host, Message::Resize(width, height))?;
    show(editor, terminal, look)?;
    loop {
        let mut next = Some((terminal.next()?, terminal.read()));
        while let Some((event, read)) = next {
            editor.read = read;
            next = terminal.pending()?.map(|event| (event, terminal.read()));
            editor.input_pending = next.is_some();
            if event == Event::Wide {
                look.glyphs = Glyphs::Ascii;
            }
            let Some(messages) = messages(event, editor, terminal.size(), host, look)? else { return Ok(()) };
            if messages.is_empty() {
                // It may be the last of a burst, and what waited for that must be caught up with.
                let effects = editor.follow(Vec::new());
                if !carry_out(editor, terminal, host, effects)? {
                    return Ok(());
                }
            }
            for message in messages {
                if !take(editor, terminal, host, message)? {
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
    host: &Host,
    look: Look,
) -> io::Result<Option<Vec<Message>>> {
    let messages: Vec<Message> = match event {
        Event::Key(key) => vec![Message::Key(key)],
        Event::Paste(text) => vec![Message::Paste(text)],
        Event::Mouse(column, row, gesture) => {
            let target = screen::target(editor, look, size, (column, row));
            target.map(|target| Message::Pointer(target, gesture)).into_iter().collect()
        }
        Event::Resize(width, height) => vec![Message::Resize(width, height)],
        Event::Woken => host.answers().ok_or_else(|| io::Error::other(analysis_ended(editor.lang)))?,
        Event::Wide => Vec::new(),
        Event::Closed => return Ok(None),
    };
    Ok(Some(messages))
}

/// Gives a message to the editor and does what it asks for; `false` when it asks to leave.
fn take(editor: &mut Editor, terminal: &mut dyn Terminal, host: &mut Host, message: Message) -> io::Result<bool> {
    editor.now = host.now();
    let effects = editor.update(message);
    carry_out(editor, terminal, host, effects)
}

/// Does what the editor asks for; `false` when it asks to leave.
fn carry_out(
    editor: &mut Editor,
    terminal: &mut dyn Terminal,
    host: &mut Host,
    effects: Vec<Effect>,
) -> io::Result<bool> {
    let mut commands: VecDeque<Effect> = effects.into();
    while let Some(command) = commands.pop_front() {
        let answer = match command {
            Effect::Suspend => {
                if !terminal.suspend()? {
                    let lang = editor.lang;
                    editor.warn(refusals::no_shell(lang));
                }
                continue;
            }
            Effect::Clip { text } => {
                terminal.clip(&text)?;
                continue;
            }
            Effect::EditOutside { text, kept } => external_editor::edit(text.as_deref(), kept, terminal, host),
            command => match perform(command, host) {
                Performed::Left => return Ok(false),
                Performed::Done => continue,
                Performed::Answer(answer) => answer,
            },
        };
        commands.extend(editor.update(answer));
    }
    Ok(true)
}

/// What came of a command.
pub(super) enum Performed {
    Left,
    /// There is nothing to tell.
    Done,
    /// The editor must know this.
    Answer(Message),
}

/// Carries out a command that needs no terminal; those that do are done with at once.
pub(super) fn perform(command: Effect, host: &mut Host) -> Performed {
    Performed::Answer(match command {
        Effect::Quit => {
            host.close();
            return Performed::Left;
        }
        Effect::Read { location } => {
            let result = host.read(location.clone()).map(Box::new);
            Message::Read { location, result }
        }
        Effect::Remember { location, memory } => {
            host.remember(&location, &memory);
            return Performed::Done;
        }
        Effect::KeepHidesSentence(hides) => {
            host.keep_hides_sentence(hides);
            return Performed::Done;
        }
        Effect::KeepProgress(progress) => match host.keep_progress(&progress) {
            Ok(()) => return Performed::Done,
            Err((file, error)) => Message::NotKept(file, error),
        },
        Effect::SetSubject { location, version } => {
            Message::Found(Box::new(host.set_subject(location.as_ref(), version)))
        }
        Effect::Append { entries, version } => match host.append(&entries, version) {
            Ok(()) => return Performed::Done,
            Err(error) => Message::NotNoted(error),
        },
        Effect::DropText(file) => {
            store::drop_text(&file);
            return Performed::Done;
        }
        Effect::TakeOver { location } => {
            host.take_over(&location);
            return Performed::Done;
        }
        Effect::DiscardJournal { journal, goes_on } => match host.discard(&journal, goes_on).filter(|_| goes_on) {
            Some(version) => Message::Settled(version),
            None => return Performed::Done,
        },
        Effect::Analyse(request) => match host.ask(*request) {
            Some(answered) => Message::Analysed(Box::new(answered)),
            None => return Performed::Done,
        },
        Effect::Work(number, work) => match host.work(number, *work) {
            Some(answer) => answer,
            None => return Performed::Done,
        },
        Effect::CancelWork => {
            host.cancel_work();
            return Performed::Done;
        }
        Effect::Judge { location, profile } => match host.judge(location, profile) {
            Some(answer) => answer,
            None => return Performed::Done,
        },
        Effect::Save { location, text, expected } => {
            let result = host.save(&location, &text, expected);
            Message::Saved { location, result }
        }
        Effect::Suspend | Effect::EditOutside { .. } | Effect::Clip { .. } => return Performed::Done,
    })
}
