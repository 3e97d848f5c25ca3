//! Starting the editor: what this machine knows goes in, then the loop runs.

use super::arguments::{ProfileOptions, ViewOptions};
use super::own;
use super::streams::{UNUSABLE, complain};
use crate::editor::keymap::Keymap;
use crate::editor::{Editor, Front, Setup, words as editor_words};
use crate::lang::Lang;
use crate::language::{self, commands};
use crate::plain;
use crate::presets::Catalogue;
use crate::profile::Profile;
use crate::screen::Look;
use crate::screen::theme::Theme;
use crate::store;
use crate::terminal::{self, Console, Host, Real};
use crate::text::{Glyphs, Palette};
use std::io::{self, IsTerminal};
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Opens the editor on a file, or on the start screen; by lines if that was asked for or the terminal can do no more.
pub(super) fn run(
    lang: Lang,
    options: ProfileOptions,
    file: Option<&Path>,
    force: bool,
    view: ViewOptions,
) -> ExitCode {
    let beginning = file.map_or(Beginning::Start, |file| Beginning::File(file.to_owned()));
    start(lang, options, beginning, force, view)
}

/// Opens the editor somewhere else than on a file; by lines if that was asked for.
pub(super) fn begin(lang: Lang, beginning: Beginning, plain: bool) -> ExitCode {
    start(lang, ProfileOptions::default(), beginning, false, ViewOptions { plain, ..ViewOptions::default() })
}

/// What the editor begins with.
pub(super) enum Beginning {
    Start,
    /// A file, which need not exist.
    File(PathBuf),
    /// The list of lessons.
    Course,
    Lesson(String),
    /// The glossary.
    Words,
}

fn start(lang: Lang, options: ProfileOptions, beginning: Beginning, force: bool, view: ViewOptions) -> ExitCode {
    let plain = view.plain;
    let is_typed = io::stdin().is_terminal();
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let has_terminal = is_typed && io::stdout().is_terminal();
    if !plain && !has_terminal {
        complain(commands::no_terminal(lang));
        return ExitCode::from(UNUSABLE);
    }
    let played = if plain || is_dumb {
        if !plain {
            complain(commands::dumb_terminal(lang));
        }
        play_plain(lang, options, beginning, force, is_typed)
    } else {
        play(lang, options, beginning, force, view).map(|()| true)
    };
    match played {
        Ok(fine) => ExitCode::from(u8::from(!fine && !is_typed)),
        Err(Stopped::Unusable(why)) => {
            why.lines().for_each(complain);
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

fn play(
    lang: Lang,
    options: ProfileOptions,
    beginning: Beginning,
    force: bool,
    view: ViewOptions,
) -> Result<(), Stopped> {
    let (mut editor, mut host) = open(lang, Front::Screen, options, beginning, force, view.mouse)?;
    let look = look(view);
    let mut terminal = Real::open().map_err(Stopped::Terminal)?;
    if look.glyphs == Glyphs::Unicode && view.glyphs.is_none() && answers() {
        terminal = terminal.probing();
    }
    terminal::run(&mut editor, &mut terminal, &mut host, look).map_err(Stopped::Terminal)
}

/// Edits by lines; whether all went well.
fn play_plain(
    lang: Lang,
    options: ProfileOptions,
    beginning: Beginning,
    force: bool,
    is_typed: bool,
) -> Result<bool, Stopped> {
    let is_file = matches!(beginning, Beginning::File(_));
    let (mut editor, host) = open(lang, Front::Lines, options, beginning, force, false)?;
    // The lines of a script are about its file: without that, they would be about something else.
    if !is_typed && is_file && editor.session().is_none() && plain::is_only_read(&editor) {
        return Err(Stopped::Unusable(plain::asked(&editor).join("\n")));
    }
    let played = terminal::run_plain(&mut editor, &mut Console::new(is_typed), &mut host.answering_at_once());
    match played {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(true),
        played => played.map_err(Stopped::Terminal),
    }
}

/// The editor as it begins, and its world.
fn open(
    lang: Lang,
    front: Front,
    options: ProfileOptions,
    beginning: Beginning,
    force: bool,
    mouse: bool,
) -> Result<(Editor, Host), Stopped> {
    let (catalogue, mut notices) = catalogue(lang);
    let keymap = keymap(lang, &mut notices);
    let (course, problems) = own::course(lang);
    notices.extend(problems);
    let progress = own::progress(lang, &mut notices);
    let has_start = matches!(beginning, Beginning::Start | Beginning::File(_));
    if !has_start {
        // What these begin with stands where the notices would.
        notices.drain(..).for_each(|notice| complain(&notice));
    }
    let profile = options.applied_to(Profile::default());
    let mut host = Host::of_this_machine().map_err(Stopped::Terminal)?;
    let mut editor = Editor::new(Setup {
        lang,
        front,
        profile,
        catalogue,
        course,
        progress,
        force,
        own_address: own_address(),
        keymap,
        mouse,
        hides_sentence: store::preferences_file().is_some_and(|file| store::hides_sentence(&file)),
        recent: if has_start { host.recent() } else { Vec::new() },
        notices,
    });
    match beginning {
        Beginning::Start => {}
        Beginning::Course => editor.open_course(),
        Beginning::Words => editor.open_glossary(),
        Beginning::Lesson(id) => _ = editor.open_lesson(&id),
        Beginning::File(path) => {
            let Some(path) = path.to_str() else {
                return Err(Stopped::Unusable(commands::odd_name(&path.display(), lang)));
            };
            let opened = host.read(path);
            let unread = |error| Stopped::Unusable(format!("{path}: {}", language::read_error(&error, lang)));
            let mut opened = opened.map_err(unread)?;
            // What is said now counts more than what was said last time.
            opened.memory.profile = opened.memory.profile.map(|profile| options.applied_to(profile));
            editor.open(opened);
        }
    }
    Ok((editor, host))
}

/// Where the person logs in from, if that is over SSH and IPv4: `SSH_CONNECTION` names it first.
fn own_address() -> Option<Ipv4Addr> {
    std::env::var("SSH_CONNECTION").ok()?.split_whitespace().next()?.parse().ok()
}

/// The presets, the person's own among them, and what is wrong with those.
fn catalogue(lang: Lang) -> (Catalogue, Vec<String>) {
    let mut notices = Vec::new();
    let texts = own::readable(store::user_presets(), &mut notices, lang);
    let (catalogue, problems) = Catalogue::with_user_files(texts);
    notices.extend(problems.iter().map(|problem| language::preset_problem(problem, lang)));
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
            notices.push(format!("{name}: {}", language::read_error(&error, lang)));
            Keymap::default()
        }
    }
}

/// Whether the terminal is of a kind that answers questions; another one would print them.
fn answers() -> bool {
    std::env::var("TERM").is_ok_and(|term| !term.is_empty() && term != "dumb")
}

/// What the person asks for, else what suits the terminal.
fn look(view: ViewOptions) -> Look {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(variable).into_iter().find(|value| !value.is_empty());
    Look {
        theme: Theme::new(
            view.theme.unwrap_or_else(|| Palette::for_terminal(&variable("NO_COLOR"), &variable("TERM"))),
        ),
        glyphs: view.glyphs.unwrap_or_else(|| Glyphs::for_locale(&locale.unwrap_or_default())),
    }
}
