//! The whole program on a terminal in memory: a key script in, the screen and the state out.

#![allow(dead_code, reason = "no test needs all of it")]

use sekimori::editor::{Editor, Setup};
use sekimori::lang::Lang;
use sekimori::lessons::Course;
use sekimori::presets::Catalogue;
use sekimori::profile::Profile;
use sekimori::screen::Look;
use sekimori::terminal::{Event, Host, Script, run, screen_text};
use std::path::Path;

/// An editor and the terminal it was played on.
pub struct Played {
    /// The state at the end.
    pub editor: Editor,
    /// The terminal at the end.
    pub script: Script,
}

/// How to play.
pub struct Play<'a> {
    /// Columns and rows.
    pub size: (u16, u16),
    /// The language.
    pub lang: Lang,
    /// The file to open.
    pub file: Option<&'a Path>,
    /// Colours and glyphs.
    pub look: Look,
    /// What the server is and needs.
    pub profile: Profile,
}

impl Default for Play<'_> {
    fn default() -> Self {
        Self { size: (80, 24), lang: Lang::En, file: None, look: Look::default(), profile: Profile::default() }
    }
}

impl Play<'_> {
    /// Plays a key script through the real loop.
    pub fn keys(&self, keys: &str) -> Played {
        let events = sekimori::editor::key::script(keys).unwrap().into_iter().map(Event::Key);
        self.events(events)
    }

    /// Plays any events through the real loop.
    pub fn events(&self, events: impl IntoIterator<Item = Event>) -> Played {
        let mut editor = Editor::new(Setup {
            lang: self.lang,
            profile: self.profile.clone(),
            catalogue: Catalogue::embedded(),
            course: Course::embedded(),
            ..Setup::default()
        });
        let mut files = Host::default();
        if let Some(path) = self.file.map(|path| path.to_str().unwrap()) {
            let opened = files.read(path).unwrap();
            editor.open(opened);
        }
        let mut script = Script::new(self.size.0, self.size.1, events);
        run(&mut editor, &mut script, &mut files, self.look).unwrap();
        Played { editor, script }
    }
}

impl Played {
    /// The letters of the screen.
    pub fn screen(&self) -> String {
        screen_text(self.script.screen())
    }

    /// The rules of the open filter, a line each, as `allow tcp any -> 22`.
    pub fn rules(&self) -> Vec<String> {
        let session = self.editor.session().expect("a filter is open");
        session.filter().rules.iter().map(|rule| sekimori::language::rule(rule, Lang::En)).collect()
    }

    /// The codes of the findings on the open filter.
    pub fn findings(&self) -> Vec<String> {
        let session = self.editor.session().expect("a filter is open");
        session.live.report.findings.iter().map(sekimori::report::Finding::code).collect()
    }

    /// The last notice.
    pub fn notice(&self) -> String {
        self.editor.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default()
    }
}
