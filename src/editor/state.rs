//! The editor as a value: what is open, and what stands over it.

use super::journal::Found;
use super::key::Key;
use super::keymap::Keymap;
use super::location::Location;
use super::message::Effect;
use super::popup::{Body, PopupOutcome};
use super::request::LineReply;
use super::session::Session;
use super::start::Start;
use super::work::{Work, WorkResult};
use crate::analysis::CancelToken;
use crate::filter::Rule;
use crate::lang::{ActionId, Lang};
use crate::lessons::{Course, Glossary, Progress};
use crate::page::Page;
use crate::presets::Catalogue;
use crate::profile::Profile;
use std::any::Any;
use std::fmt;
use std::net::Ipv4Addr;
use std::path::PathBuf;

/// Who serves the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Front {
    /// A screen: an action is called by its first key, or by its name behind `:`.
    #[default]
    Screen,
    /// Lines: an action is called by its word.
    Lines,
}

/// What the world knows when the editor starts.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// The language to speak.
    pub lang: Lang,
    /// Who serves the person.
    pub front: Front,
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
    /// Whether the selected rule is not told in a sentence.
    pub hides_sentence: bool,
    /// The files that were open lately, the last one first.
    pub recent: Vec<Location>,
    /// Sentences to show at once, such as problems in the person's preset files.
    pub notices: Vec<String>,
}

/// The whole program, as a person sees it.
#[derive(Debug, Clone)]
pub struct Editor {
    /// The language of every sentence.
    pub lang: Lang,
    /// Who serves the person.
    pub(crate) front: Front,
    /// The terminal's size in cells, for paging.
    pub size: (u16, u16),
    pub(crate) catalogue: Catalogue,
    pub(crate) course: Course,
    /// How far the person has come in them.
    pub progress: Progress,
    pub(crate) glossary: Glossary,
    /// What the next file opened will be taken to protect.
    pub(crate) profile: Profile,
    /// Whether limits are enforced without asking.
    pub(crate) force: bool,
    /// The address the person comes from, where the machine knows it.
    pub(crate) own_address: Option<Ipv4Addr>,
    pub(crate) keymap: Keymap,
    /// Whether the mouse is used. Where it is, the terminal's own selection needs Shift.
    pub mouse: bool,
    /// Whether the selected rule is not told in a sentence.
    pub(crate) hides_sentence: bool,
    /// The rules that were copied last, to be pasted here or into another file.
    pub(crate) copied: Vec<Rule>,
    /// What fills the screen.
    pub place: Main,
    /// What stands over it.
    pub popup: Option<Box<dyn Popup>>,
    /// What just happened, in one line.
    pub notice: Option<Notice>,
    /// The time in seconds since 1970, as the loop tells it before each message; 0 where nobody does.
    pub now: u64,
    /// More keys are there already: what only the next frame shows may wait for the last of them.
    pub(crate) input_pending: bool,
    /// The read of the keyboard that the next message comes from; 0 where nobody knows.
    pub(crate) read: u64,
    /// The read of which no more is carried out: an Escape in it has closed what the keys behind it were meant for, or it
    /// was their Alt.
    pub(super) abandoned: u64,
    /// What is to be worked out beside the editor, and the number of what is worked out there now.
    pub(super) work: Option<Work>,
    pub(super) working: Option<u64>,
    /// How often something was worked out there.
    works: u64,
    /// What the world is told first: which file is edited now.
    pub(super) subject: Option<Effect>,
    /// What was found of earlier sessions and was not told yet.
    pub(super) found: Option<Box<Found>>,
    /// The file with a text that was edited outside and not taken over.
    pub(super) kept_text: Option<PathBuf>,
}

/// What stands over the rules and takes the keys while it is there. One file under `popups` for each.
pub trait Popup: fmt::Debug + Any + ClonePopup {
    /// What it says, for the screen and, unless [`told`](Self::told) says otherwise, for lines.
    fn page(&self, editor: &Editor) -> Page;

    /// What moves in it and what is typed.
    fn body(&mut self, _editor: &Editor) -> Body<'_> {
        Body::default()
    }

    /// Does what an action means here. Enter is [`ActionId::Confirm`].
    fn act(&mut self, _action: ActionId, _editor: &mut Editor) -> PopupOutcome {
        PopupOutcome::Pass
    }

    /// Takes a key before anybody else does, apart from Esc.
    fn key(&mut self, _key: Key, _editor: &mut Editor) -> PopupOutcome {
        PopupOutcome::Pass
    }

    /// Something has moved in it, or was typed.
    fn changed(&mut self, _editor: &mut Editor) {}

    /// What it has asked for was worked out.
    fn done(&mut self, _result: WorkResult, _editor: &mut Editor) -> PopupOutcome {
        PopupOutcome::Stay
    }

    /// Esc: gives up what was tried on.
    fn cancel(&mut self, editor: &mut Editor) -> PopupOutcome {
        if let Some(session) = editor.session_mut() {
            session.preview(None);
        }
        PopupOutcome::CLOSE
    }

    /// What it says all at once, where nobody turns pages.
    fn told(&self, editor: &Editor) -> Page {
        self.page(editor)
    }

    /// How a line answers it, in a sentence; nothing, if it only wants to be read.
    fn asks(&self, _editor: &Editor) -> Option<String> {
        None
    }

    /// Whether a line that is no answer may pass it by: a list to choose from, where nothing waits for the choice.
    fn may_be_left(&self) -> bool {
        false
    }

    /// Whether it asks for the name of a file, and the command that says the same with the name behind it.
    fn asks_for_name(&self) -> Option<&'static str> {
        None
    }

    /// Why nobody but a person may answer it; nothing, if a script may.
    fn refusal(&self, _editor: &Editor) -> Option<String> {
        None
    }

    /// What a line answers; nothing, if it is no answer.
    fn reply(&self, _line: &str, _editor: &Editor) -> Option<LineReply> {
        None
    }
}

/// How a popup is copied with the editor.
pub trait ClonePopup {
    /// A copy.
    fn boxed(&self) -> Box<dyn Popup>;
}

impl<T: Popup + Clone> ClonePopup for T {
    fn boxed(&self) -> Box<dyn Popup> {
        Box::new(self.clone())
    }
}

impl Clone for Box<dyn Popup> {
    fn clone(&self) -> Self {
        (**self).boxed()
    }
}

/// What fills the screen.
#[derive(Debug, Clone)]
pub enum Main {
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
pub(crate) const LEAST: (u16, u16) = (40, 10);

impl Editor {
    /// The start screen, with nothing over it.
    pub(super) fn bare(setup: Setup) -> Self {
        let Setup {
            lang,
            front,
            profile,
            catalogue,
            course,
            progress,
            force,
            own_address,
            keymap,
            mouse,
            hides_sentence,
            ..
        } = setup;
        Self {
            lang,
            front,
            size: (80, 24),
            place: Main::Start(Start::new(&catalogue, setup.recent)),
            catalogue,
            course,
            progress,
            glossary: Glossary::embedded(),
            profile,
            force,
            own_address,
            keymap,
            mouse,
            hides_sentence,
            copied: Vec::new(),
            popup: None,
            notice: None,
            now: 0,
            input_pending: false,
            read: 0,
            abandoned: 0,
            work: None,
            working: None,
            works: 0,
            subject: Some(Effect::SetSubject { location: None, version: None }),
            found: None,
            kept_text: None,
        }
    }

    /// The open filter.
    pub fn session(&self) -> Option<&Session> {
        match &self.place {
            Main::Rules(session) => Some(session),
            Main::Start(_) => None,
        }
    }

    pub(super) fn session_mut(&mut self) -> Option<&mut Session> {
        match &mut self.place {
            Main::Rules(session) => Some(session),
            Main::Start(_) => None,
        }
    }

    /// Fills the screen with the rules of another filter.
    pub(super) fn enter(&mut self, mut session: Session) {
        if let Some(before) = self.session() {
            session.follow(before);
        }
        self.place = Main::Rules(Box::new(session));
    }

    /// Has something worked out: at once where that is quick, else beside the editor, and then the popup that stands open
    /// is told.
    pub(super) fn work_out(&mut self, work: Work) -> Option<WorkResult> {
        if work.is_quick() {
            return work.run(&CancelToken::default());
        }
        self.works += 1;
        self.working = Some(self.works);
        self.work = Some(work);
        None
    }

    pub(super) fn open_popup(&mut self, popup: impl Popup) {
        self.popup = Some(Box::new(popup));
    }

    /// What stands open, if it is of this kind.
    pub fn popup_of<T: Popup>(&self) -> Option<&T> {
        (self.popup.as_deref()? as &dyn Any).downcast_ref()
    }

    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), is_error: false });
    }

    /// Shows a sentence about something that did not work.
    pub(crate) fn warn(&mut self, text: impl Into<String>) {
        self.complain(text);
    }

    pub(super) fn complain(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), is_error: true });
    }
}
