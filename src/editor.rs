//! The editor as a value: what is on the screen, and what each key does to it.
//!
//! [`Editor::update`] takes one message and returns what the world should do. It is deterministic: no disk, no clock, no
//! terminal. So a test plays a key script and looks, and the screen draws any state without asking anyone.
//!
//! `actions` is the table of everything a person can do at the rules; each of [`popups`] may stand over them.

pub(crate) mod actions;
pub mod analysis_cache;
pub mod analysis_request;
mod area;
pub(crate) mod commands;
pub(crate) mod draft;
mod enter;
mod expectation;
mod find;
pub(crate) mod history;
mod import;
pub(crate) mod input;
pub mod journal;
pub mod key;
pub mod keymap;
pub(crate) mod lesson;
mod line;
pub(crate) mod location;
pub mod memory;
pub mod message;
mod notes;
pub mod pointer;
mod popup;
pub mod popups;
mod profile;
pub mod question;
mod raw;
pub mod recent;
pub(crate) mod request;
mod save;
mod search;
pub(crate) mod session;
mod sitting;
pub mod start;
mod state;
pub(crate) mod texts;
mod update;
pub mod version;
mod voice;
pub mod words;
pub(crate) mod work;

pub use state::{ClonePopup, Editor, Front, Main, Notice, Popup, Setup};

pub(crate) use state::LEAST;

use area::Area;
use line::Line;
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
        let effects = update::update(self, message);
        self.follow(effects)
    }

    /// What follows whatever has happened. The order matters:
    ///
    /// 0. What is left of earlier sessions is told and offered, one after the other.
    /// 1. The world is told which file is edited now, for what is noted next belongs to it.
    /// 2. New versions get their time and are noted: nothing that was seen as committed may be lost.
    /// 3. What was asked for is done.
    /// 4. The preview catches up with the draft, unless more keys are there already.
    /// 5. The goals of the lesson are asked again, about what is shown now.
    /// 6. The world is asked how the files of the start screen stand.
    /// 7. The analysis is asked what takes longer than a key; what nobody waits for is cancelled.
    pub(crate) fn follow(&mut self, done: Vec<Effect>) -> Vec<Effect> {
        update::recovery::go_on(self);
        let mut effects: Vec<Effect> = self.subject.take().into_iter().collect();
        effects.extend(update::recovery::note(self));
        effects.extend(done);
        let input_pending = self.input_pending;
        if let Some(session) = self.session_mut().filter(|_| !input_pending) {
            session.catch_up();
        }
        effects.extend(update::lesson::tick(self));
        effects.extend(update::recent::unjudged(self));
        effects.extend(self.pending_work());
        effects
    }

    /// What waits to be carried out beside the editor.
    fn pending_work(&mut self) -> Vec<Effect> {
        let asked = self.session_mut().and_then(session::Session::next_question);
        let asked = asked.map(|request| Effect::Analyse(Box::new(request)));
        let wanted = self.working.zip(self.work.take()).map(|(number, work)| Effect::Work(number, Box::new(work)));
        let unwanted = (self.popup.is_none() && self.working.take().is_some()).then_some(Effect::CancelWork);
        asked.into_iter().chain(wanted).chain(unwanted).collect()
    }

    /// Opens a file that was read: its only filter, or the choice among several.
    pub fn open(&mut self, opened: Opened) {
        update::files::open(self, opened);
    }

    /// Lists what words mean.
    pub(crate) fn open_glossary(&mut self) {
        popups::words::open(self);
    }

    /// Lists the lessons.
    pub fn open_course(&mut self) {
        self.subject = None; // what was left of other sessions is offered when one of them is wanted
        update::lesson::open_course(self);
    }

    /// Opens a lesson by its name; `false` if there is none of this name.
    pub fn open_lesson(&mut self, id: &str) -> bool {
        self.subject = None;
        update::lesson::open(self, id)
    }
}
