//! Starting the editor: what this machine knows goes in, then the loop runs.

use super::arguments::{ProfileOptions, View};
use super::{UNUSABLE, complain, words};
use crate::editor::keymap::Keymap;
use crate::editor::{Editor, Setup, words as editor_words};
use crate::lang::Lang;
use crate::language;
use crate::presets::Catalogue;
use crate::profile::Profile;
use crate::screen::Look;
use crate::screen::glyphs::Glyphs;
use crate::screen::theme::{Palette, Theme};
use crate::store;
use crate::terminal::{self, Real, World};
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

/// Opens the editor on a file, or on the start screen.
pub(super) fn run(lang: Lang, options: ProfileOptions, file: Option<&Path>, force: bool, view: View) -> ExitCode {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        complain(words::no_terminal(lang));
        return ExitCode::from(UNUSABLE);
    }
    match play(lang, options, file, force, view) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stopped::Unusable(why)) => {
            complain(&why);
            ExitCode::from(UNUSABLE)
        }
        Err(Stopped::Terminal(error)) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Why the editor ended otherwise than by its person's wish.
enum Stopped {
    /// The file cannot be opened.
    Unusable(String),
    /// The terminal does not work, or no longer.
    Terminal(io::Error),
}

fn play(lang: Lang, options: ProfileOptions, file: Option<&Path>, force: bool, view: View) -> Result<(), Stopped> {
    let (catalogue, mut notices) = catalogue(lang);
    let keymap = keymap(lang, &mut notices);
    let profile = options.clone().applied_to(Profile::default());
    let mut editor = Editor::new(Setup { lang, profile, catalogue, force, keymap, mouse: view.mouse, notices });
    let mut world = World::of_this_machine().map_err(Stopped::Terminal)?;
    if let Some(path) = file {
        let Some(path) = path.to_str() else { return Err(Stopped::Unusable(words::odd_name(path, lang))) };
        let mut opened = world.read(path, lang).map_err(Stopped::Unusable)?;
        // What is said now counts more than what was said last time.
        opened.memory.profile = opened.memory.profile.map(|profile| options.applied_to(profile));
        editor.open(opened);
    }
    let look = look(view);
    let mut terminal = Real::open().map_err(Stopped::Terminal)?;
    if look.glyphs == Glyphs::Unicode && view.glyphs.is_none() && answers() {
        terminal = terminal.probing();
    }
    terminal::run(&mut editor, &mut terminal, &mut world, look).map_err(Stopped::Terminal)
}

/// The presets, the person's own among them, and what is wrong with those.
fn catalogue(lang: Lang) -> (Catalogue, Vec<String>) {
    let mut notices = Vec::new();
    let mut texts = Vec::new();
    for (path, result) in store::user_presets() {
        let name = path.to_string_lossy().into_owned();
        match result {
            Ok(text) => texts.push((name, text)),
            Err(error) => notices.push(format!("{name}: {}", store::read_error(&error, lang))),
        }
    }
    let (catalogue, problems) = Catalogue::with_user_files(texts);
    notices.extend(problems.iter().map(|problem| language::preset_problem(problem, lang, language::expected)));
    (catalogue, notices)
}

/// The keys, the person's own among them; what is wrong with those goes to the notices.
fn keymap(lang: Lang, notices: &mut Vec<String>) -> Keymap {
    let Some((path, result)) = store::user_keys() else { return Keymap::default() };
    let name = path.to_string_lossy();
    match result {
        Ok(text) => {
            let (keymap, problems) = Keymap::read(&text);
            notices
                .extend(problems.iter().map(|problem| format!("{name}: {}", editor_words::key_problem(problem, lang))));
            keymap
        }
        Err(error) => {
            notices.push(format!("{name}: {}", store::read_error(&error, lang)));
            Keymap::default()
        }
    }
}

/// Whether the terminal is of a kind that answers questions; another one would print them.
fn answers() -> bool {
    std::env::var("TERM").is_ok_and(|term| !term.is_empty() && term != "dumb")
}

/// What the person asks for, else what suits the terminal.
fn look(view: View) -> Look {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(variable).into_iter().find(|value| !value.is_empty());
    Look {
        theme: Theme::new(
            view.theme.unwrap_or_else(|| Palette::for_terminal(&variable("NO_COLOR"), &variable("TERM"))),
        ),
        glyphs: view.glyphs.unwrap_or_else(|| Glyphs::for_locale(&locale.unwrap_or_default())),
    }
}
