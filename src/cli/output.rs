//! Where a command writes a filter: to standard output; to a new file; or over the file that was read, if that is named and
//! nobody has changed it in the meantime. Another file that exists already is not overwritten.

use super::arguments::InputFile;
use super::input::{Chosen, name};
use super::signals::undisturbed;
use super::streams::{Form, complain, print};
use crate::access::SaveError;
use crate::filter::Filter;
use crate::formats::{Document, Format};
use crate::lang::Lang;
use crate::language::{self, commands, recovery};
use crate::output::printed;
use crate::store::{self, Stamp};
use crate::text::visible;
use std::path::Path;

/// The text of a file with another filter in it, and that filter as the text says it.
///
/// # Errors
/// What the format of the file has no words for, in a sentence.
pub(super) fn rewritten(chosen: &Chosen, filter: &Filter, lang: Lang) -> Result<(String, Option<Filter>), String> {
    let document = &chosen.file.document;
    let text = document.write(chosen.index, filter).map_err(|why| language::unwritable(&why, lang))?;
    let index = if document.is_written_in_place() { chosen.index } else { 0 };
    let read = Document::read_as(document.format(), &text).ok();
    let written = read.and_then(|document| document.filters().get(index).cloned());
    Ok((text, written))
}

/// Writes the text of a file of a format with another filter in it.
///
/// # Errors
/// Why nothing was written, in a sentence.
pub(super) fn write(
    (text, format): (&str, &'static dyn Format),
    input: &InputFile,
    chosen: &Chosen,
    output: Option<&Path>,
    lang: Lang,
) -> Result<(), String> {
    let Some(path) = output.filter(|path| path.as_os_str() != "-") else {
        let form = if format.blank().starts_with('\u{FEFF}') { Form::Marked } else { Form::Json };
        if !is_printed_whole(text, form, format) {
            return Err(format!("{}: {}", chosen.file.name, commands::not_printed(lang)));
        }
        return print(text, form).map_err(|error| commands::unwritten(&error, lang));
    };
    let itself = matches!(input, InputFile::File(file) if is_same_file(file, path));
    if itself && !chosen.file.document.is_written_in_place() {
        return Err(format!("{}: {}", chosen.file.name, commands::not_in_place(lang)));
    }
    let expected = if itself { &chosen.file.contents.stamp } else { &Stamp::ABSENT };
    let (left, saved) = undisturbed(|| (store::clean_beside(path), store::save(path, text, expected)));
    left.iter().for_each(|file| complain(&recovery::leftover(&visible(&file.to_string_lossy()), lang)));
    let called = || name(&InputFile::File(path.to_owned()), lang);
    if let Ok(saved) = &saved {
        saved.notes.iter().for_each(|note| complain(&format!("{}: {}", called(), language::save_note(*note, lang))));
    }
    saved.map(drop).map_err(|error| {
        let why = match error {
            SaveError::Changed if !itself => commands::exists(lang).to_owned(),
            error => language::save_error(&error, lang),
        };
        format!("{}: {why}", called())
    })
}

/// Whether a text says the same after all that a terminal or a log would obey is written in another way, for which not
/// every format has words.
fn is_printed_whole(text: &str, form: Form, format: &'static dyn Format) -> bool {
    let filters = |text: &str| Document::read_as(format, text).map(|document| document.filters().to_vec()).ok();
    let printed = printed(text, form);
    printed == text || filters(&printed) == filters(text)
}

/// Whether two paths lead to the same file.
pub(super) fn is_same_file(a: &Path, b: &Path) -> bool {
    a == b || a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}
