//! The editor as a value: what is on the screen, and what each key does to it.
//!
//! [`Editor::update`] takes one message and returns what the world should do. It is deterministic: no disk, no clock, no
//! terminal. So a test plays a key script and looks, and the screen draws any state without asking anyone.
//!
//! [`actions`] is the table of everything a person can do at the rules; [`popup`] holds what may stand over them.

pub mod actions;
mod area;
pub mod draft;
pub mod history;
pub mod import;
pub mod input;
pub mod journal;
pub mod key;
pub mod keymap;
pub mod known;
pub mod lesson;
mod line;
pub mod location;
pub mod memory;
pub mod message;
pub mod notation;
mod notes;
pub mod order;
pub mod palette;
pub mod pointer;
pub mod popup;
pub mod question;
pub mod raw;
pub mod request;
pub mod save;
pub mod search;
pub mod session;
mod sitting;
pub mod start;
mod state;
pub mod theatre;
mod update;
pub mod version;
pub mod words;

pub use area::Area;
pub use line::Line;
pub use state::{Editor, LEAST, Notice, Place, Setup};

use message::{Command, Msg, Opened};

impl Editor {
    /// Takes one message; what the world should do next.
    pub fn update(&mut self, message: Msg) -> Vec<Command> {
        let after = update::update(self, message);
        let mut commands: Vec<Command> = self.attend.take().into_iter().collect();
        commands.extend(update::recovery::note(self));
        commands.extend(after);
        let hurried = self.hurried;
        if let Some(session) = self.session_mut().filter(|_| !hurried) {
            session.catch_up();
        }
        commands.extend(update::lesson::tick(self));
        commands.extend(self.pending_work());
        commands
    }

    /// The question to the analysis that waits to be carried out beside the editor, if there is one.
    pub fn pending_work(&mut self) -> Option<Command> {
        self.session_mut()?.next_question().map(|request| Command::Analyse(Box::new(request)))
    }

    /// Opens a file that was read: its only filter, or the choice among several.
    pub fn open(&mut self, opened: Opened) {
        update::files::open(self, opened);
    }

    /// Lists what words mean.
    pub fn open_glossary(&mut self) {
        update::glossary::open(self);
    }

    /// Lists the lessons.
    pub fn open_course(&mut self) {
        self.attend = None; // what was left of other sessions is offered when one of them is wanted
        update::lesson::open_course(self);
    }

    /// Opens a lesson by its name; `false` if there is none of this name.
    pub fn open_lesson(&mut self, id: &str) -> bool {
        self.attend = None;
        update::lesson::open(self, id)
    }
}
