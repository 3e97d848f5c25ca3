//! The editor as a value: what is on the screen, and what each key does to it.
//!
//! [`Editor::update`] takes one message and returns what the world should do. It is deterministic: no disk, no clock, no
//! terminal. So a test plays a key script and looks, and the screen draws any state without asking anyone.
//!
//! [`action`] is the table of everything a person can do at the rules; [`popup`] holds what may stand over them.

pub mod action;
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
pub mod order;
pub mod palette;
pub mod pointer;
pub mod popup;
pub mod raw;
pub mod request;
pub mod search;
pub mod session;
pub mod start;
pub mod theatre;
mod update;
pub mod words;

pub use area::Area;
pub use line::Line;

use crate::filter::Rule;
use crate::lang::Lang;
use crate::lessons::{Course, Glossary, Progress};
use crate::presets::Catalogue;
use crate::profile::Profile;
use keymap::Keymap;
use message::{Command, Msg, Opened};
use popup::Popup;
use session::Session;
use start::Start;
use std::net::Ipv4Addr;

/// What the world knows when the editor starts.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// The language to speak.
    pub lang: Lang,
    /// What the filter protects, until the person says otherwise.
    pub profile: Profile,
    /// The presets, the person's own among them.
    pub catalogue: Catalogue,
    /// The lessons, the person's own among them.
    pub course: Course,
    /// How far the person has come in them.
    pub progress: Progress,
    /// Save beyond the cloud's limits, or with a login lost, without asking.
    pub force: bool,
    /// The address the person comes from, where the machine knows it.
    pub own_address: Option<Ipv4Addr>,
    /// The keys of every action.
    pub keymap: Keymap,
    /// Whether the mouse is used from the beginning.
    pub mouse: bool,
    /// Sentences to show at once, such as problems in the person's preset files.
    pub notices: Vec<String>,
}

/// The whole program, as a person sees it.
#[derive(Debug, Clone)]
pub struct Editor {
    /// The language of every sentence.
    pub lang: Lang,
    /// The terminal's size in cells, for paging.
    pub size: (u16, u16),
    /// The presets to offer.
    pub catalogue: Catalogue,
    /// The lessons to offer.
    pub course: Course,
    /// How far the person has come in them.
    pub progress: Progress,
    /// What words mean.
    pub glossary: Glossary,
    /// What the next file opened will be taken to protect.
    pub profile: Profile,
    /// Whether limits are enforced without asking.
    pub force: bool,
    /// The address the person comes from, where the machine knows it.
    pub own_address: Option<Ipv4Addr>,
    /// The keys of every action.
    pub keymap: Keymap,
    /// Whether the mouse is used. Where it is, the terminal's own selection needs Shift.
    pub mouse: bool,
    /// The rules that were copied last, to be pasted here or into another file.
    pub copied: Vec<Rule>,
    /// What fills the screen.
    pub place: Place,
    /// What stands over it.
    pub popup: Option<Popup>,
    /// What just happened, in one line.
    pub notice: Option<Notice>,
    /// The time in seconds since 1970, as the loop tells it before each message; 0 where nobody does.
    pub now: u64,
    /// More keys are there already: what only the next frame shows may wait for the last of them.
    pub hurried: bool,
    /// What the world is told first: which file is edited now.
    attend: Option<Command>,
}

/// What fills the screen.
#[derive(Debug, Clone)]
pub enum Place {
    /// The first screen: what to begin with.
    Start(Start),
    /// The rules of a filter.
    Rules(Box<Session>),
}

/// A line about what just happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// Whether something did not work.
    pub is_error: bool,
}

/// The smallest terminal, in columns and rows, that shows a table. On a smaller one only saving, leaving and closing
/// what is open work: nothing should happen that nobody can see.
pub const LEAST: (u16, u16) = (40, 10);

impl Editor {
    /// The start screen.
    pub fn new(setup: Setup) -> Self {
        let Setup { lang, profile, catalogue, course, progress, force, own_address, keymap, mouse, notices } = setup;
        let mut editor = Self {
            lang,
            size: (80, 24),
            place: Place::Start(Start::new(&catalogue)),
            catalogue,
            course,
            progress,
            glossary: Glossary::embedded(),
            profile,
            force,
            own_address,
            keymap,
            mouse,
            copied: Vec::new(),
            popup: None,
            notice: None,
            now: 0,
            hurried: false,
            attend: Some(Command::Attend { location: None, version: None }),
        };
        if !notices.is_empty() {
            let title = lang.pick("起動時のお知らせ", "At start").to_owned();
            editor.popup = Some(Popup::Text(popup::Reading { title, lines: notices, scroll: 0 }));
        }
        editor
    }

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

    /// The open filter.
    pub fn session(&self) -> Option<&Session> {
        match &self.place {
            Place::Rules(session) => Some(session),
            Place::Start(_) => None,
        }
    }

    fn session_mut(&mut self) -> Option<&mut Session> {
        match &mut self.place {
            Place::Rules(session) => Some(session),
            Place::Start(_) => None,
        }
    }

    /// Fills the screen with the rules of another filter.
    fn enter(&mut self, mut session: Session) {
        if let Some(before) = self.session() {
            session.follow(before);
        }
        self.place = Place::Rules(Box::new(session));
    }

    fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), is_error: false });
    }

    /// Shows a sentence about something that did not work.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.complain(text);
    }

    fn complain(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), is_error: true });
    }
}
