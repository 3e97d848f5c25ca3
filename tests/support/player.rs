//! The whole program on a terminal in memory: a key script in, the screen and the state out.

use sekimori::editor::key::script;
use sekimori::editor::{Editor, Setup};
use sekimori::filter::Filter;
use sekimori::lang::Lang;
use sekimori::lessons::Course;
use sekimori::presets::Catalogue;
use sekimori::profile::Profile;
use sekimori::screen::Look;
use sekimori::terminal::{Dialogue, Event, Host, Script, run, run_plain, screen_text};
use std::path::Path;

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
        self.events(events(keys))
    }

    /// Plays any events through the real loop.
    pub fn events(&self, events: impl IntoIterator<Item = Event>) -> Played {
        let (catalogue, course) = (Catalogue::embedded(), Course::embedded());
        let profile = self.profile.clone();
        let setup = Setup { lang: self.lang, profile, catalogue, course, ..Setup::default() };
        let mut played = Played { size: self.size, look: self.look, ..Played::new(setup, Host::default()) };
        if let Some(file) = self.file {
            played = played.on(file);
        }
        played.events(events);
        played
    }
}

/// An editor and its surroundings, as they are after what was played, and ready for more.
pub struct Played {
    /// The state at the end.
    pub editor: Editor,
    /// What is outside.
    pub host: Host,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Colours and glyphs.
    pub look: Look,
    /// The terminal at the end.
    pub script: Script,
    /// What was said to lines.
    pub said: String,
    /// Whether all lines went well.
    pub fine: bool,
}

impl Played {
    /// An editor that nothing was done with.
    pub fn new(setup: Setup, host: Host) -> Self {
        let (editor, script) = (Editor::new(setup), Script::new(80, 24, []));
        Self { editor, host, size: (80, 24), look: Look::default(), script, said: String::new(), fine: true }
    }

    /// The same on a file.
    pub fn on(mut self, file: &Path) -> Self {
        let opened = self.host.read(file.to_str().unwrap()).unwrap();
        self.editor.open(opened);
        self
    }

    /// Plays any events through the real loop.
    pub fn events(&mut self, events: impl IntoIterator<Item = Event>) {
        self.play(Script::new(self.size.0, self.size.1, events));
    }

    /// The same, all at once, like a burst on a slow line.
    pub fn burst(&mut self, events: impl IntoIterator<Item = Event>) {
        self.play(Script::new(self.size.0, self.size.1, events).at_once());
    }

    fn play(&mut self, mut script: Script) {
        run(&mut self.editor, &mut script, &mut self.host, self.look).unwrap();
        self.script = script;
    }

    /// Plays a key script; what the screen shows then.
    pub fn keys(&mut self, keys: &str) -> String {
        self.events(events(keys));
        self.screen()
    }

    /// Plays lines through the loop that serves them; what was said.
    pub fn lines(&mut self, lines: &str) -> &str {
        let mut dialogue = Dialogue::new(lines);
        self.fine = run_plain(&mut self.editor, &mut dialogue, &mut self.host).unwrap();
        self.said = dialogue.said().to_owned();
        &self.said
    }

    /// The letters of the screen.
    pub fn screen(&self) -> String {
        screen_text(self.script.screen())
    }

    /// The open filter.
    pub fn filter(&self) -> &Filter {
        self.editor.session().expect("a filter is open").filter()
    }

    /// Its rules, a line each, as `allow tcp any -> 22`.
    pub fn rules(&self) -> Vec<String> {
        self.filter().rules.iter().map(|rule| sekimori::language::rule(rule, Lang::En)).collect()
    }

    /// The codes of the findings on the open filter.
    pub fn findings(&self) -> Vec<String> {
        let session = self.editor.session().expect("a filter is open");
        session.live.report.findings.iter().map(sekimori::report::Finding::code).collect()
    }

    /// Whether the open filter is not what was saved.
    pub fn modified(&self) -> bool {
        self.editor.session().expect("a filter is open").open.history.modified()
    }

    /// The last notice.
    pub fn notice(&self) -> String {
        self.editor.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default()
    }
}

/// The events of a key script.
pub fn events(keys: &str) -> impl Iterator<Item = Event> + Clone + use<> {
    script(keys).unwrap().into_iter().map(Event::Key)
}
