//! The editor as a value: what is on the screen, and what each key does to it.
//!
//! [`Editor::update`] takes one message and returns what the world should do. It is deterministic: no disk, no clock, no
//! terminal. So a test plays a key script and looks, and the screen draws any state without asking anyone.
//!
//! [`actions`] is the table of everything a person can do at the rules; each of [`popups`] may stand over them.

pub mod actions;
pub mod analysis_cache;
pub mod analysis_request;
mod area;
pub mod commands;
pub mod draft;
mod enter;
mod expectation;
mod find;
pub mod history;
pub mod import;
pub mod input;
pub mod journal;
pub mod key;
pub mod keymap;
pub mod lesson;
mod line;
pub mod location;
pub mod memory;
pub mod message;
pub mod notation;
mod notes;
pub mod pointer;
pub mod popup;
pub mod popups;
mod profile;
pub mod question;
pub mod raw;
pub mod request;
pub mod save;
pub mod search;
pub mod session;
mod sitting;
pub mod start;
mod state;
mod update;
pub mod version;
mod voice;
pub mod words;

pub use area::Area;
pub use line::Line;
pub use state::{ClonePopup, Editor, Front, LEAST, Main, Notice, Popup, Setup};

use message::{Effect, Message, Opened};

impl Editor {
    /// The start screen; over it what a person must know at once.
    pub fn new(mut setup: Setup) -> Self {
        let (lang, notices) = (setup.lang, std::mem::take(&mut setup.notices));
        let mut editor = Self::bare(setup);
        if !notices.is_empty() {
            let title = crate::language::files::at_start(lang).to_owned();
            editor.open_popup(popups::text::TextPopup::new(title, notices));
        }
        editor
    }

    /// Takes one message; what the world should do next.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let after = update::update(self, message);
        let mut commands: Vec<Effect> = self.attend.take().into_iter().collect();
        commands.extend(update::recovery::note(self));
        commands.extend(after);
        let input_pending = self.input_pending;
        if let Some(session) = self.session_mut().filter(|_| !input_pending) {
            session.catch_up();
        }
        commands.extend(update::lesson::tick(self));
        commands.extend(self.pending_work());
        commands
    }

    /// The question to the analysis that waits to be carried out beside the editor, if there is one.
    pub fn pending_work(&mut self) -> Option<Effect> {
        self.session_mut()?.next_question().map(|request| Effect::Analyse(Box::new(request)))
    }

    /// Opens a file that was read: its only filter, or the choice among several.
    pub fn open(&mut self, opened: Opened) {
        update::files::open(self, opened);
    }

    /// Lists what words mean.
    pub fn open_glossary(&mut self) {
        popups::words::open(self);
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
