//! A person's own editor, for a text that this program holds.
//!
//! The text goes into a private temporary file and comes back from it, whatever became of it there: what cannot be read
//! as rules is marked and kept. If this program is ended meanwhile, the file stays behind with the text.

use super::backend::Terminal;
use super::host::Host;
use crate::access::OutsideError;
use crate::formats::{Format, PLAIN};
use crate::store;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitStatus};

/// Has a text edited by the editor of this machine; the text as it was left.
///
/// # Errors
/// Why there is none.
pub(super) fn edit(text: &str, terminal: &mut dyn Terminal, host: &Host) -> Result<String, OutsideError> {
    let editor = host.editor().ok_or(OutsideError::NoEditor)?;
    let file = temporary(text).map_err(|error| OutsideError::NoFile(error.to_string()))?;
    let mut status = Ok(ExitStatus::default());
    let left = terminal.run_external(&mut || {
        status = run(editor, file.path());
        Ok(())
    });
    match left.and(status) {
        Ok(status) if status.success() => {
            store::read(file.path()).map(|contents| contents.text).map_err(OutsideError::Unreadable)
        }
        Ok(_) => Err(OutsideError::Failed(editor.to_owned())),
        Err(error) => Err(OutsideError::NotStarted(editor.to_owned(), error.to_string())),
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
