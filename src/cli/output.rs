//! Where a command writes a filter: to standard output; to a new file; or over the file that was read, if that is named and
//! nobody has changed it in the meantime. Another file that exists already is not overwritten.

use super::arguments::InputFile;
use super::input::{Chosen, name};
use super::signals::undisturbed;
use super::streams::{Form, print};
use crate::access::SaveError;
use crate::lang::Lang;
use crate::language::{self, commands};
use crate::store::{self, Stamp};
use std::path::Path;

/// Writes the text of a file with another filter in it.
///
/// # Errors
/// Why nothing was written, in a sentence.
pub(super) fn write(
    text: &str,
    input: &InputFile,
    chosen: &Chosen,
    output: Option<&Path>,
    lang: Lang,
) -> Result<(), String> {
    let Some(path) = output.filter(|path| path.as_os_str() != "-") else {
        return print(text, Form::Json).map_err(|error| commands::unwritten(&error, lang));
    };
    let itself = matches!(input, InputFile::File(file) if is_same_file(file, path));
    let expected = if itself { &chosen.file.contents.stamp } else { &Stamp::ABSENT };
    let saved = undisturbed(|| store::save(path, text, expected));
    saved.map(drop).map_err(|error| {
        let why = match error {
            SaveError::Changed if !itself => commands::exists(lang).to_owned(),
            error => language::save_error(&error, lang),
        };
        format!("{}: {why}", name(&InputFile::File(path.to_owned()), lang))
    })
}

/// Whether two paths lead to the same file.
pub(super) fn is_same_file(a: &Path, b: &Path) -> bool {
    a == b || a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}
