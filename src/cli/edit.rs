//! Starting the editor: what this machine knows goes in, then the loop runs.

use super::arguments::ProfileOptions;
use crate::editor::{Editor, Setup};
use crate::lang::Lang;
use crate::language;
use crate::presets::Catalogue;
use crate::profile::Profile;
use crate::screen::Look;
use crate::screen::glyphs::Glyphs;
use crate::screen::theme::{Palette, Theme};
use crate::store;
use crate::terminal::{Files, Real, run};
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

/// Opens the editor on a file, or on the start screen.
pub fn edit(lang: Lang, options: ProfileOptions, file: Option<&Path>, force: bool) -> ExitCode {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        let words = say!(
            lang,
            "エディタには端末が要ります。端末なしで調べるには sekimori check FILE を使います。",
            "The editor needs a terminal. Without one, use sekimori check FILE."
        );
        eprintln!("sekimori: {words}");
        return ExitCode::from(2);
    }
    let (catalogue, notices) = catalogue(lang);
    let profile = options.applied_to(Profile::default());
    let mut editor = Editor::new(Setup { lang, profile, catalogue, force, notices });
    let mut files = Files::default();
    if let Some(path) = file.map(|path| path.to_string_lossy().into_owned()) {
        match files.read(&path, lang) {
            Ok(text) => editor.open(&path, text.as_deref()),
            Err(why) => {
                eprintln!("sekimori: {why}");
                return ExitCode::from(2);
            }
        }
    }
    let result = Real::open().and_then(|mut terminal| run(&mut editor, &mut terminal, &mut files, look()));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sekimori: {error}");
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
