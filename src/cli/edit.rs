//! Starting the editor: what this machine knows goes in, then the loop runs.

use super::{UNUSABLE, complain, words};
use crate::editor::{Editor, Setup};
use crate::lang::Lang;
use crate::language;
use crate::presets::Catalogue;
use crate::profile::Profile;
use crate::screen::Look;
use crate::screen::glyphs::Glyphs;
use crate::screen::theme::{Palette, Theme};
use crate::store;
use crate::terminal::{self, Files, Real};
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

/// Opens the editor on a file, or on the start screen.
pub(super) fn run(lang: Lang, profile: Profile, file: Option<&Path>, force: bool) -> ExitCode {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        complain(words::no_terminal(lang));
        return ExitCode::from(UNUSABLE);
    }
    let (catalogue, notices) = catalogue(lang);
    let mut editor = Editor::new(Setup { lang, profile, catalogue, force, notices });
    let mut files = Files::default();
    if let Some(path) = file.map(|path| path.to_string_lossy().into_owned()) {
        match files.read(&path, lang) {
            Ok(text) => editor.open(&path, text.as_deref()),
            Err(why) => {
                complain(&why);
                return ExitCode::from(UNUSABLE);
            }
        }
    }
    let left = Real::open().and_then(|mut terminal| terminal::run(&mut editor, &mut terminal, &mut files, look()));
    match left {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
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

fn look() -> Look {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(variable).into_iter().find(|value| !value.is_empty());
    Look {
        theme: Theme::new(Palette::for_terminal(&variable("NO_COLOR"), &variable("TERM"))),
        glyphs: Glyphs::for_locale(&locale.unwrap_or_default()),
    }
}
