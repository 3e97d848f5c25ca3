//! A person's own editor, for a text that this program holds.
//!
//! The text goes into a private file and comes back from it, whatever became of it there: what cannot be read as rules is
//! marked and kept. The file stays until the text was taken over, or is not wanted: an editor that ended with an error, a text
//! of bytes that are no text, or the end of this program lose nothing.

use super::backend::Terminal;
use super::host::Host;
use crate::access::OutsideError;
use crate::editor::message::Message;
use crate::store;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

/// Has a text edited by the editor of this machine: the text as it was left or why there is none, and the file it is in.
pub(super) fn edit(text: Option<&str>, kept: Option<PathBuf>, terminal: &mut dyn Terminal, host: &Host) -> Message {
    let Some(editor) = host.editor() else {
        return Message::EditedOutside { kept, result: Err(OutsideError::NoEditor) };
    };
    let is_new = kept.is_none();
    let file = match host.keep_text(text, kept.clone()) {
        Ok(file) => file,
        Err(error) => return Message::EditedOutside { kept, result: Err(OutsideError::NoFile(error.to_string())) },
    };
    let mut status = Ok(ExitStatus::default());
    let left = terminal.run_external(&mut || {
        status = run(editor, &file);
        Ok(())
    });
    let read = store::read(&file);
    // Nothing was written, so that nothing need be kept.
    let is_untouched = is_new && text.is_some_and(|text| read.as_ref().is_ok_and(|now| now.text == text));
    let result = match left.and(status) {
        Ok(status) if status.success() => read.map(|contents| contents.text).map_err(OutsideError::Unreadable),
        Ok(_) => Err(OutsideError::Failed(editor.to_owned())),
        Err(error) => Err(OutsideError::NotStarted(editor.to_owned(), error.to_string())),
    };
    if result.is_err() && is_untouched {
        store::drop_text(&file);
        return Message::EditedOutside { kept: None, result };
    }
    Message::EditedOutside { kept: Some(file), result }
}

/// The editor may be a command with arguments, as for git, so the shell takes it apart.
fn run(editor: &str, file: &Path) -> io::Result<ExitStatus> {
    Command::new("sh").arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(file).status()
}
