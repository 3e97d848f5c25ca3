//! A person's own editor, for a text that this program holds.
//!
//! The text goes into a private temporary file and comes back from it, whatever became of it there: what cannot be read
//! as rules is marked and kept. If this program is ended meanwhile, the file stays behind with the text.

use super::seam::Terminal;
use super::world::World;
use crate::formats::{Format, PLAIN};
use crate::lang::Lang;
use crate::store;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitStatus};

/// Has a text edited by the editor of this machine; the text as it was left.
///
/// # Errors
/// Why there is none, as a sentence.
pub(super) fn edit(text: &str, terminal: &mut dyn Terminal, world: &World, lang: Lang) -> Result<String, String> {
    let Some(editor) = world.editor() else {
        return Err(say!(
            lang,
            en = "There is no editor ($VISUAL, $EDITOR).",
            ja = "エディタがありません ($VISUAL、$EDITOR)。"
        ));
    };
    let file = temporary(text).map_err(|error| {
        say!(lang, en = "The temporary file cannot be written: {error}", ja = "一時ファイルを書けません: {error}")
    })?;
    let mut status = Ok(ExitStatus::default());
    let left = terminal.aside(&mut || {
        status = run(editor, file.path());
        Ok(())
    });
    match left.and(status) {
        Ok(status) if status.success() => {
            store::read(file.path()).map(|contents| contents.text).map_err(|error| store::read_error(&error, lang))
        }
        Ok(_) => Err(say!(
            lang,
            en = "{editor} ended with an error. Nothing was changed.",
            ja = "{editor} がエラーで終わりました。何も変えていません。"
        )),
        Err(error) => {
            Err(say!(lang, en = "{editor} cannot be started: {error}", ja = "{editor} を起動できません: {error}"))
        }
    }
}

/// A file that only this person can read, with the text in it.
fn temporary(text: &str) -> io::Result<tempfile::NamedTempFile> {
    let mut file =
        tempfile::Builder::new().prefix("sekimori-").suffix(&format!(".{}", PLAIN.extension())).tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    Ok(file)
}

/// The editor may be a command with arguments, as for git, so the shell takes it apart.
fn run(editor: &str, file: &Path) -> io::Result<ExitStatus> {
    Command::new("sh").arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(file).status()
}
